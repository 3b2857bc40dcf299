import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import type { Resolution } from '../../record/series.ts'

/** The largest file of a format that is read line by line, in bytes. */
export const MOST_TABLE_BYTES = 256 * 1024 * 1024
/** The largest file of a format that must be held whole, in bytes. */
export const MOST_DOCUMENT_BYTES = 64 * 1024 * 1024
/** The most metrics one file can give. */
export const MOST_NAMES = 10_000

/** What the steps of a series count: optimizer steps, epochs, or rows of the file where it says neither. */
export type Unit = 'step' | 'epoch' | 'row'

/** One metric over steps, as one file gives it. */
export interface FileSeries {
  readonly name: string
  readonly steps: readonly number[]
  readonly values: readonly number[]
  readonly unit: Unit
  readonly resolution: Resolution
  readonly nonfinite: 'kept' | 'lost'
}

/** One value of a summary: what the run says came out in the end. */
export interface SummaryValue {
  readonly name: string
  /** NaN for `null`. */
  readonly value: number
  readonly resolution: Resolution
  /** `null` stood there: it counts only where another file has this metric. */
  readonly empty: boolean
}

/** Something in a file that did not become a metric, and why, in words for a person. */
export interface Skipped {
  readonly name: string
  readonly why: string
}

/** All that one file says. */
export interface Reading {
  readonly series: readonly FileSeries[]
  readonly summary: readonly SummaryValue[]
  /** The step at which a summary says it was written. */
  readonly position: number | undefined
  readonly skipped: readonly Skipped[]
  readonly findings: readonly Finding[]
}

/** Why a name cannot be a metric's, or undefined. A record's names have 1 to 500 well-formed characters. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'it has no name'
  if (name.length > 500) return 'its name has more than 500 characters'
  return name.isWellFormed() ? undefined : 'its name holds half of a surrogate pair'
}

/** Text that fits a finding. */
export function cut(text: string): string {
  const whole = text.toWellFormed()
  return whole.length > 300 ? `${whole.slice(0, 299).toWellFormed()}…` : whole
}

/** A file with more than {@link MOST_NAMES} names is data, or hostile. */
export function tooManyMetrics(file: string): UserError {
  return new UserError(
    'metrics-many',
    `${file} names more than ${MOST_NAMES} metrics`,
    'Name the file that holds the metrics under `metrics:`.',
    { file },
  )
}
