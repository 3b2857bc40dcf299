import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod/mini'
import { canonicalJson } from './canonical.ts'
import { digestOf, Digest } from './digest.ts'
import { UserError } from './error.ts'
import { parseJson } from './json.ts'
import { isVolatile } from './measures.ts'
import { decodeNumber, encodeNumber, Num } from './number.ts'

export { isVolatile }

/**
 * How fine a source's numbers are. `exact`: float64; `float32`: every value is a widened float32;
 * `decimal:k`: written with at most k decimals; `sampled`: points are missing. (FORMATS 2.9)
 */
export const Resolution = z.union([
  z.enum(['exact', 'float32', 'sampled']),
  // A template literal alone would not look at the range of its number.
  z.templateLiteral(['decimal:', z.int()]).check(z.regex(/^decimal:(?:\d{1,2}|[1-3]\d\d|400)$/)),
])
export type Resolution = z.infer<typeof Resolution>

/** One metric over steps, as a reader gives it. `steps` are integers, in the order of the source. */
export interface Series {
  readonly name: string
  readonly steps: readonly number[]
  readonly values: readonly number[]
  /** Where it was read, as facts name it: `reader:csv runs/metrics.csv`. */
  readonly source: string
  readonly resolution: Resolution
  /** `lost`: the source turns NaN and infinities into something else, so a normal number proves nothing. */
  readonly nonfinite: 'kept' | 'lost'
  /** The value that a summary of the run gives for this metric, if it wrote one; else the last point is the final. */
  readonly summary?: number
}

/** What a record says of one series; the points themselves are an attachment. */
export const SeriesSummary = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(500)),
  n: z.int().check(z.positive()),
  /** Digest of canonical JSON `{name, steps, values}`. */
  digest: Digest,
  first: z.int(),
  last: z.int(),
  final: Num,
  /** Whether `final` is the run's own summary or the last point. */
  finalFrom: z.enum(['summary', 'last']),
  /** Whether all values have the same bits: such a series proves nothing about identity. */
  constant: z.boolean(),
  /** How many different values need at least 15 digits: see {@link isFine}. Absent: none. */
  fine: z.optional(z.int().check(z.positive())),
  /** How many points are NaN or infinite. Absent: none. */
  notFinite: z.optional(z.int().check(z.positive())),
  source: z.string(),
  resolution: Resolution,
  nonfinite: z.enum(['kept', 'lost']),
  /** Volatile: measures speed or memory; shown apart, never gated by default. */
  role: z.enum(['metric', 'volatile']),
})
export type SeriesSummary = z.infer<typeof SeriesSummary>

/** The summary that goes into a record. @throws {RangeError} for a series without points */
export function summarise(series: Series): SeriesSummary {
  const { name, steps, values, source, resolution, nonfinite } = series
  const first = steps[0]
  const last = steps.at(-1)
  const lastValue = values.at(-1)
  if (first === undefined || last === undefined || lastValue === undefined) {
    throw new RangeError(`series ${name} has no points`)
  }
  return {
    name,
    n: steps.length,
    digest: digestOf(pointsOf(series)),
    first,
    last,
    final: encodeNumber(series.summary ?? lastValue),
    finalFrom: series.summary === undefined ? 'last' : 'summary',
    constant: values.every((value) => Object.is(value, values[0])),
    ...atLeastOne('fine', new Set(values.filter(isFine)).size),
    ...atLeastOne('notFinite', values.filter((value) => !Number.isFinite(value)).length),
    source,
    resolution,
    nonfinite,
    role: isVolatile(name) ? 'volatile' : 'metric',
  }
}

/**
 * Whether a value's shortest decimal has at least 15 significant digits and it is no integer: what a float64 that was
 * computed looks like in 98 of 100 cases or more (of the 1.1·10¹⁵ float64 from 8 to 10, 2·10¹³ have 14 digits or fewer;
 * elsewhere there are fewer still). Counts, rounded numbers and most that follows from a short setting do not.
 */
function isFine(value: number): boolean {
  if (!Number.isFinite(value) || Number.isInteger(value)) return false
  const [digits = ''] = value.toExponential().split('e')
  return digits.replace(/\D/g, '').length >= FINE_DIGITS
}

const FINE_DIGITS = 15

function atLeastOne<K extends string>(key: K, count: number): Partial<Record<K, number>> {
  return count === 0 ? {} : ({ [key]: count } as Partial<Record<K, number>>)
}

interface Points {
  readonly name: string
  readonly steps: readonly number[]
  readonly values: readonly Num[]
}

function pointsOf(series: Series): { name: string; steps: number[]; values: Num[] } {
  // `+ 0`: a step of −0 is 0, and JSON has no other.
  return {
    name: series.name,
    steps: series.steps.map((step) => step + 0),
    values: series.values.map(encodeNumber),
  }
}

/** One digest over all exact, non-volatile series, in the order of their names: `series` of a lock entry. */
export function exactSeriesDigest(series: readonly SeriesSummary[]): Digest | undefined {
  const exact = series.filter((one) => one.resolution === 'exact' && one.role === 'metric')
  if (exact.length === 0) return undefined
  const byName = exact
    .map((one) => [one.name, one.digest])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  return digestOf(byName)
}

/** All series of a run as one attachment: a line of canonical JSON each, gzipped. */
export function encodeSeries(series: readonly Series[]): Uint8Array {
  return gzipSync(series.map((one) => `${canonicalJson(pointsOf(one))}\n`).join(''))
}

const PointsSchema = z.strictObject({
  name: z.string(),
  steps: z.array(z.int()),
  values: z.array(Num),
})
const MOST_BYTES = 256 * 1024 * 1024

/** The points of all series, by name. @throws {UserError} `series-invalid`, or a code of {@link parseJson} */
export function decodeSeries(
  bytes: Uint8Array,
  file: string,
): Map<string, { steps: readonly number[]; values: readonly number[] }> {
  const lines = unzip(bytes, file)
    .split('\n')
    .filter((line) => line !== '')
  return new Map(
    lines
      .map((line) => readPoints(line, file))
      .map(({ name, steps, values }) => [name, { steps, values: values.map(decodeNumber) }]),
  )
}

function readPoints(line: string, file: string): Points {
  const parsed = PointsSchema.safeParse(parseJson(line, file, { length: MOST_BYTES }))
  if (parsed.success && parsed.data.steps.length === parsed.data.values.length) return parsed.data
  throw new UserError(
    'series-invalid',
    `${file} holds a line that is no series`,
    'Fetch the attachment again.',
    { file },
  )
}

function unzip(bytes: Uint8Array, file: string): string {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8')
  } catch {
    throw new UserError(
      'series-invalid',
      `${file} is not gzip, or unpacks to more than 256 MiB`,
      'Fetch the attachment again.',
      { file },
    )
  }
}
