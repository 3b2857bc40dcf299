import { spellKey, type ComparisonKey } from '../record/key.ts'
import type { RunRecord } from '../record/record.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { baselineOf, unfitReasons } from './baseline.ts'
import { conclude } from './conclude.ts'
import { foreignModule, TWICE, unjudged } from './evidence-trouble.ts'
import type { Evidence } from './evidence.ts'
import { worse } from './job.ts'
import { climb } from './judge.ts'
import { setApart } from './set-apart.ts'
import type { Case } from './standing.ts'
import type { ModelVerdict } from './verdict.ts'

/**
 * The verdict from records alone: nothing is run, so what would need a run (A/B, the self-check) is not known. Each record
 * is judged against the baseline's, and the worst verdict is the answer: none is quietly left out. A record with the
 * inputs and seed of another serves as its self-check; a record that is named twice would stand for two runs.
 *
 * @throws {RangeError} without records on either side
 * @throws {UserError} `baseline-mixed`
 */
export function compareRecords(
  records: readonly RunRecord[],
  baselineRecords: readonly RunRecord[],
  model: ModelSpec,
): ModelVerdict {
  const verdicts = records.map((record) => compareRecord(record, records, baselineRecords, model))
  return verdicts.reduce((a, b) =>
    a.verdict !== b.verdict && worse(a.verdict, b.verdict) === b.verdict ? b : a,
  )
}

function compareRecord(
  record: RunRecord,
  all: readonly RunRecord[],
  baselineRecords: readonly RunRecord[],
  model: ModelSpec,
): ModelVerdict {
  const entry = baselineOf(baselineRecords, model, {
    repeats: 'unknown',
    cause: 'first',
    because: 'named on the command line',
  })
  const accepted = baselineRecords[0]
  const key: ComparisonKey = { model: record.model, ...record.key }
  const place: Case = {
    model,
    key,
    baseline: { state: 'found', entry, record: accepted },
    base: undefined,
    evidence: evidenceOf(record, all),
  }
  const parts = { run: record, baseline: entry.record }
  if (isNamedTwice(record, [...all, ...baselineRecords]))
    return conclude(place, { ...parts, own: { verdict: 'invalid', reason: TWICE } })
  const [apart] = [record, ...baselineRecords].flatMap((one) => setApart(one) ?? [])
  const unfit = foreignModule(record) ?? (apart === undefined ? undefined : unjudged(apart))
  if (unfit !== undefined)
    return conclude(place, { ...parts, own: { verdict: 'invalid', reason: unfit } })
  const [reason, ...also] = unfitReasons(baselineRecords, model)
  if (reason !== undefined)
    return conclude(place, { ...parts, own: { verdict: 'incomparable', reason }, also })
  const theirs = accepted && spellKey({ model: accepted.model, ...accepted.key })
  if (theirs !== undefined && theirs !== spellKey(key)) {
    return conclude(place, {
      ...parts,
      own: {
        verdict: 'incomparable',
        reason: { kind: 'no-baseline', why: 'other-key', keys: [theirs] },
      },
    })
  }
  return climb(place).verdict
}

function isNamedTwice({ id }: RunRecord, all: readonly RunRecord[]): boolean {
  return all.filter((one) => one.id === id).length > 1
}

function evidenceOf(record: RunRecord, all: readonly RunRecord[]): Evidence {
  const repeat = all.find(
    (other) =>
      other.id !== record.id &&
      other.input === record.input &&
      other.config.seed.index === record.config.seed.index &&
      setApart(other) === undefined,
  )
  const judged = { side: 'head', purpose: 'judge', record } as const
  return repeat === undefined
    ? [judged]
    : [judged, { side: 'head', purpose: 'repeat', record: repeat }]
}
