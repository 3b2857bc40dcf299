import * as z from 'zod/mini'

/**
 * A float64 or an integer as a record carries it. What JSON has no spelling for is a string:
 * `"NaN"`, `"Infinity"`, `"-Infinity"`, `"-0"`, and integers above 2⁵³ in decimal digits.
 */
export const Num = z.union([
  z.number().check(z.refine((value) => !Object.is(value, -0))),
  z.enum(['NaN', 'Infinity', '-Infinity', '-0']),
  z.string().check(z.regex(/^-?[1-9]\d{15,38}$/)),
])
export type Num = z.infer<typeof Num>

/** The spelling of a float64 in a record; every value and the sign of zero survive. */
export function encodeNumber(value: number | bigint): Num {
  if (typeof value === 'bigint') {
    const small = Number(value)
    return Number.isSafeInteger(small) ? small : value.toString()
  }
  if (Object.is(value, -0)) return '-0'
  return Number.isFinite(value) ? value : (String(value) as Num)
}

/** The float64 that a {@link Num} stands for; integers above 2⁵³ are rounded to the nearest float64. */
export function decodeNumber(value: Num): number {
  return typeof value === 'number' ? value : Number(value)
}

/** Whether two numbers have the same bits: NaN equals NaN, and 0 differs from −0. */
export function sameNumber(a: Num, b: Num): boolean {
  return a === b
}
