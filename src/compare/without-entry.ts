import { baselineOf } from './baseline.ts'
import { compareTo, crashedOnce, overrule, type Comparison } from './comparison.ts'
import { conclude, concludeComparison, type Parts } from './conclude.ts'
import { endingOf } from './ending.ts'
import { gatedMetrics } from './gated.ts'
import { judgeAlone } from './metric.ts'
import { quieted, restlessness, selfBaseline, selfChecked, selfOutcome } from './self-check.ts'
import { findRun, settle, type Case, type Head, type Standing } from './standing.ts'
import type { Decision } from './tolerance.ts'
import type { MetricVerdict, Reason } from './verdict.ts'

/**
 * No entry for this key (DESIGN §5, 2): A/B with the base commit. Where it cannot be trained, a model that the base does
 * not know may stand on two runs of the head with one seed; for any other it is `incomparable`.
 *
 * @param keys the model's other keys in the lock
 */
export function withoutEntry(place: Case, head: Head, keys: readonly string[]): Standing {
  const { model, base } = place
  const { names, seen } = gatedMetrics(model, undefined, head.run)
  if (names.length === 0)
    return alone(place, head, [], { verdict: 'incomparable', reason: { kind: 'no-metric', seen } })
  const rows = names.map((name) => judgeAlone(name, head.run, model))
  const bare = (why: Unknown['why']): readonly MetricVerdict[] =>
    overrule(rows, { verdict: 'incomparable', reason: { kind: 'no-baseline', why, keys } }, isOpen)
  const why = base !== undefined ? 'base-failed' : keys.length > 0 ? 'other-key' : 'no-base'
  if (!rows.every(isOpen)) return alone(place, head, bare(why))
  if (base !== undefined) {
    const stands = besideBase(place, head, bare)
    if (stands !== undefined) return stands
  }
  return mayStandAlone(place, keys)
    ? besideItself(place, head, bare(why))
    : alone(place, head, bare(why))
}

type Unknown = Extract<Reason, { kind: 'no-baseline' }>
type Bare = (why: Unknown['why']) => readonly MetricVerdict[]

function isOpen(row: MetricVerdict): boolean {
  return row.verdict === undefined
}

/** Only a model that nothing before this change knew: neither the base's `reprise.yml` nor, without a base, the lock. */
function mayStandAlone({ base }: Case, keys: readonly string[]): boolean {
  return base === undefined ? keys.length === 0 : !base.knowsModel
}

function alone(place: Case, head: Head, rows: readonly MetricVerdict[], own?: Decision): Standing {
  const findings = crashedOnce(head.crashed)
  return { verdict: conclude(place, { rows, own, run: head.run, findings }), want: undefined }
}

/** A/B. Undefined: the base could not be trained, or not so that a new model could be compared with it. */
function besideBase(place: Case, head: Head, bare: Bare): Standing | undefined {
  if (place.base?.untrainable === true) return undefined
  const base = settle(place, 'base', undefined, 'no-baseline')
  if (base.run === undefined) return { ...alone(place, head, bare('budget')), want: base.want }
  if (base.want !== undefined)
    return { ...alone(place, head, bare('base-failed')), want: base.want }
  const ending = endingOf(base.run, place.model)
  if (ending?.verdict === 'inconclusive')
    return alone(place, head, overrule(bare('base-failed'), ending))
  if (ending !== undefined) return undefined
  const facts = {
    repeats: 'unknown',
    cause: 'first',
    because: 'the base commit, retrained here',
  } as const
  const ground = {
    how: 'a/b',
    baseline: baselineOf([base.run], place.model, facts),
    accepted: base.run,
  } as const
  const compared = compareTo(ground, place.model, head)
  if (lacksMetric(compared) && place.base?.knowsModel === false) return undefined
  return selfChecked(place, head, compared, [])
}

/** A base from before Reprise may well train and yet write no metric that can be read. */
function lacksMetric({ rows }: Comparison): boolean {
  return rows.some(
    ({ reason }) =>
      reason?.kind === 'metric-not-in-baseline' ||
      (reason?.kind === 'not-finite' && reason.of === 'baseline'),
  )
}

/** Self-evidence: two runs of the head with one seed. */
function besideItself(place: Case, head: Head, bare: readonly MetricVerdict[]): Standing {
  const { model, evidence } = place
  const repeat = findRun(evidence, 'head', 'repeat')
  if (repeat === undefined) {
    return {
      ...alone(place, head, bare),
      want: { side: 'head', purpose: 'repeat', why: 'self-evidence' },
    }
  }
  const self = selfOutcome(head.run, repeat, model)
  if (self.outcome === 'stopped') return alone(place, head, overrule(bare, self.decision))
  const all = compareTo(
    { how: 'self', baseline: selfBaseline(repeat, model), accepted: repeat },
    model,
    head,
  )
  const stop = (compared: Comparison, parts: Parts): Standing => ({
    verdict: concludeComparison(place, compared, head.run, parts),
    want: undefined,
  })
  if (self.outcome === 'differs') {
    const rows = overrule(all.rows, { verdict: 'nondeterministic', reason: self.reason })
    return stop(all, { rows, findings: crashedOnce(self.crashed) })
  }
  const compared = quieted(place, head, all, self)
  const rows = overrule(compared.rows, SELF_REPEATS, ({ verdict }) => verdict === 'identical')
  return stop(compared, { rows, findings: restlessness(self.restless) })
}

/** "This training reproduces itself here, bit for bit." */
const SELF_REPEATS: Decision = { verdict: 'identical', reason: { kind: 'self-repeats' } }
