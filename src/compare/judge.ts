import type { RunRecord } from '../record/record.ts'
import type { Baseline } from '../spec/lock.ts'
import { baselineOf } from './baseline.ts'
import { compareTo, crashedOnce, hasTrouble, overrule, type Comparison } from './comparison.ts'
import { conclude, concludeComparison } from './conclude.ts'
import { contradiction } from './contradiction.ts'
import { endingOf } from './ending.ts'
import { environmentMoved } from './environment.ts'
import { evidenceTrouble } from './evidence-trouble.ts'
import { verdictOfModel } from './job.ts'
import { selfChecked } from './self-check.ts'
import { budgetSpent, settle, type Case, type Head, type Standing } from './standing.ts'
import type { Decision } from './tolerance.ts'
import type { ModelVerdict, Reason } from './verdict.ts'
import { withoutEntry } from './without-entry.ts'

/** The verdict on one model from the evidence there is (VERDICT.md: `invalid`, `failed`, then rungs B and T). */
export function judge(place: Case): ModelVerdict {
  return standing(place).verdict
}

/** The same, with the run that is wanted before stopping. Evidence is checked first: it may be anyone's. */
export function standing(place: Case): Standing {
  const { baseline, evidence } = place
  if (baseline.state === 'unreadable') {
    return stop(place, {
      verdict: 'incomparable',
      reason: { kind: 'baseline-unreadable', why: baseline.why },
    })
  }
  const reason = evidenceTrouble(evidence, place)
  return reason === undefined ? climb(place) : stop(place, { verdict: 'invalid', reason })
}

/** The ladder for evidence that is sound. */
export function climb(place: Case): Standing {
  const { baseline, evidence } = place
  const head = settle(
    place,
    'head',
    baseline.state === 'found' ? baseline.entry : undefined,
    'first',
  )
  if (head.run === undefined) return { ...stop(place, budgetSpent(evidence)), want: head.want }
  const stands = judgeHead(place, { ...head, run: head.run })
  return head.want === undefined ? stands : { ...stands, want: head.want }
}

function judgeHead(place: Case, head: Head): Standing {
  const { baseline, model } = place
  const ending = endingOf(head.run, model)
  if (ending !== undefined) return stop(place, ending, head)
  if (baseline.state === 'found') return againstEntry(place, head, baseline.entry, baseline.record)
  return withoutEntry(place, head, baseline.state === 'absent' ? baseline.keys : [])
}

function stop(place: Case, own: Decision, head?: Head): Standing {
  const run =
    head?.run ??
    place.evidence.find(({ side, purpose }) => side === 'head' && purpose !== 'window')?.record
  // A run that failed is explained beside the run that it was to be compared with.
  const baseline =
    head && place.baseline.state === 'found' ? place.baseline.entry.record : undefined
  const parts = { own, baseline, ...(run && { run }), findings: crashedOnce(head?.crashed) }
  return { verdict: conclude(place, parts), want: undefined }
}

/**
 * Against the lock's entry. Where results differ and something outside the change differs too, the entry says nothing
 * about the change: the base commit is retrained here and counts instead (DESIGN §4, comparison key).
 */
function againstEntry(
  place: Case,
  head: Head,
  entry: Baseline,
  accepted: RunRecord | undefined,
): Standing {
  const why = accepted && contradiction(entry, accepted, place.key)
  if (why !== undefined)
    return stop(
      place,
      { verdict: 'invalid', reason: { kind: 'evidence-invalid', why, of: 'lock' } },
      head,
    )
  const compared = compareTo({ how: 'lock', baseline: entry, accepted }, place.model, head)
  const verdict = verdictOfModel(compared.rows)
  const agrees = verdict === 'identical' || verdict === 'reproduced'
  const what =
    accepted === undefined || agrees || hasTrouble(compared)
      ? []
      : environmentMoved(head.run, accepted)
  if (what.length === 0) return selfChecked(place, head, compared, [])
  return afterMove(place, head, compared, what)
}

function afterMove(
  place: Case,
  head: Head,
  compared: Comparison,
  what: readonly string[],
): Standing {
  const moved = { kind: 'environment-moved', what } as const
  const undecided = (why: Obstacle, want?: Standing['want']): Standing => {
    const decision = { verdict: 'incomparable', reason: { ...moved, why } } as const
    const rows = overrule(compared.rows, decision)
    return { verdict: concludeComparison(place, compared, head.run, { rows }), want }
  }
  if (place.base === undefined) return undecided('no-base')
  if (place.base.untrainable === true) return undecided('base-failed')
  const base = settle(place, 'base', compared.baseline, 'environment-moved')
  if (base.run === undefined || base.want !== undefined) return undecided('budget', base.want)
  if (endingOf(base.run, place.model) !== undefined) return undecided('base-failed')
  const facts = {
    repeats: compared.baseline.repeats,
    cause: 'first',
    because: 'the base commit, retrained here',
  } as const
  const ground = {
    how: 'a/b',
    baseline: baselineOf([base.run], place.model, facts),
    accepted: base.run,
  } as const
  return selfChecked(place, head, compareTo(ground, place.model, head), [moved])
}

type Obstacle = NonNullable<Extract<Reason, { kind: 'environment-moved' }>['why']>
