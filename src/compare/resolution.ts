import type { Resolution } from '../record/series.ts'

/**
 * The smallest difference that a source can show near a value, in metric units; 0 for float64 up to 2⁵³.
 * `decimal:k`: one unit of the last decimal, because both numbers were rounded. `float32`: the spacing of float32 there
 * (IEEE 754 binary32: 23 bits after the leading one, smallest exponent −126). `sampled` points are exact where they stand.
 * Beyond 2⁵³ it is at least the spacing of float64 there (52 bits): the number may stand for an integer that was rounded.
 */
export function unitOf(resolution: Resolution, value: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(value)))
  if (resolution === 'float32') return 2 ** (Math.max(exponent, -126) - 23)
  const spacing = Math.abs(value) >= 2 ** 53 ? 2 ** (exponent - 52) : 0
  if (resolution === 'exact' || resolution === 'sampled') return spacing
  return Math.max(spacing, Number(`1e-${resolution.slice('decimal:'.length)}`))
}

/** The coarser of two resolutions near a value. */
export function coarser(a: Resolution, b: Resolution, value: number): Resolution {
  return unitOf(a, value) >= unitOf(b, value) ? a : b
}
