import type { Factor, Scalar } from '../record/record.ts'
import type { Change } from './explanation.ts'
import { gap, type Compared, type Gap } from './factor.ts'
import { TEXTS } from './texts.ts'

/** A named value on both sides, and what its absence means. */
export interface Setting {
  readonly name: string
  readonly before: Scalar | undefined
  readonly after: Scalar | undefined
  /**
   * What a missing value says. `unset`: it was not set, which is a value like any other. `unknown`: nobody looked.
   * `inapplicable`: as `unknown`, but where both sides lack it there was nothing to see.
   */
  readonly absent: 'unset' | 'unknown' | 'inapplicable'
}

/** The settings that differ, and those that could not be compared. */
export function compareSettings(factor: Factor, settings: readonly Setting[]): Compared {
  const changes: Change[] = []
  const gaps: Gap[] = []
  for (const { name, before, after, absent } of settings) {
    if (absent !== 'unset' && (before === undefined || after === undefined)) {
      if (before !== undefined) gaps.push(gap(factor, TEXTS.missing(name, 'run')))
      else if (after !== undefined) gaps.push(gap(factor, TEXTS.missing(name, 'baseline')))
      else if (absent === 'unknown') gaps.push(gap(factor, TEXTS.neither(name)))
    } else if (before !== after) {
      changes.push({ kind: 'setting', name, before: spell(before), after: spell(after) })
    }
  }
  return { changes, gaps }
}

/** Settings of two maps, one for each key of either, under a common prefix. */
export function settingsOf(
  prefix: string,
  before: Readonly<Record<string, Scalar>>,
  after: Readonly<Record<string, Scalar>>,
  absent: Setting['absent'],
): Setting[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().map((key) => ({
    name: `${prefix}.${key}`,
    before: Object.hasOwn(before, key) ? before[key] : undefined,
    after: Object.hasOwn(after, key) ? after[key] : undefined,
    absent,
  }))
}

/** What several comparisons found, as one. */
export function join(...parts: readonly Compared[]): Compared {
  return {
    changes: parts.flatMap((part) => part.changes),
    gaps: parts.flatMap((part) => part.gaps),
  }
}

function spell(value: Scalar | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}
