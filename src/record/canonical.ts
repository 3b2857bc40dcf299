import type { Json } from './json.ts'

/**
 * Canonical JSON: one spelling for each value, so that equal values have equal digests.
 * Keys are sorted by UTF-16 code units, numbers are ECMAScript's shortest round-trip form.
 * Source: RFC 8785 (JSON Canonicalization Scheme).
 *
 * @throws {TypeError} for what JSON cannot carry: NaN, infinities, −0 (spell them with `encodeNumber`),
 *   `undefined`, lone surrogates
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (typeof value === 'string') return canonicalString(value)
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no canonical JSON`)
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, item]) => `${canonicalString(key)}:${canonicalJson(item as Json)}`)
  return `{${entries.join(',')}}`
}

function canonicalNumber(value: number): string {
  // RFC 8785 would write −0 as 0; losing a sign silently is what this project exists to notice.
  if (!Number.isFinite(value) || Object.is(value, -0))
    throw new TypeError(`${value} has no canonical JSON`)
  return String(value)
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('half of a surrogate pair has no canonical JSON')
  return JSON.stringify(value)
}
