import type { Finding } from '../record/finding.ts'
import type { RunRecord } from '../record/record.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { baselineOf } from './baseline.ts'
import { bitwise, tells } from './bitwise.ts'
import { compareTo, crashedOnce, hasTrouble, overrule, type Comparison } from './comparison.ts'
import { concludeComparison, type Parts } from './conclude.ts'
import { endingOf } from './ending.ts'
import { gatedMetrics } from './gated.ts'
import { verdictOfModel } from './job.ts'
import { seriesOf } from './lookup.ts'
import { budgetSpent, findRun, type Case, type Head, type Standing } from './standing.ts'
import type { Decision } from './tolerance.ts'
import type { MetricVerdict, Reason } from './verdict.ts'

/**
 * What running the head once more with the same seed showed. `repeats`: all that tells something is equal, and that
 * proves it or nothing differs; `unclear`: all that tells something is equal, but without proof, while something else
 * differs. `restless`: the metrics that do. `stopped`: that run was killed, or broke our limits.
 */
export type SelfOutcome =
  | { readonly outcome: 'repeats' | 'unclear'; readonly restless: readonly string[] }
  | {
      readonly outcome: 'differs'
      readonly reason: Reason
      readonly crashed: RunRecord | undefined
    }
  | { readonly outcome: 'stopped'; readonly decision: Decision }

/**
 * Compares a run with its repetition. A crash of one of them is a difference, and so is a metric that only one wrote. A
 * metric that is not gated and whose name is no measure's may be a clock: it is named, but decides nothing.
 */
export function selfOutcome(
  run: RunRecord,
  repeat: RunRecord,
  model: ModelSpec,
  gated: readonly string[] = gatedMetrics(model, undefined, run).names,
): SelfOutcome {
  if (repeat.run.exit.how === 'crashed') return differs(undefined, repeat)
  const decision = endingOf(repeat, model)
  if (decision !== undefined) return { outcome: 'stopped', decision }
  const [telling] = tellingNames(run, repeat, gated)
  if (telling !== undefined) return differs(telling, undefined)
  const restless = unequalNames(run, repeat, gated)
  const { bits } = bitwise(run, selfBaseline(repeat, model), repeat, restless)
  if (bits === 'differ') return differs(undefined, undefined)
  return { outcome: restless.length === 0 || bits === 'equal' ? 'repeats' : 'unclear', restless }
}

/** A repetition as a baseline. */
export function selfBaseline(repeat: RunRecord, model: ModelSpec): ReturnType<typeof baselineOf> {
  return baselineOf([repeat], model, {
    repeats: 'unknown',
    cause: 'first',
    because: 'the same program and seed, run again',
  })
}

function differs(metric: string | undefined, crashed: RunRecord | undefined): SelfOutcome {
  return { outcome: 'differs', reason: { kind: 'self-differs', metric, step: undefined }, crashed }
}

/** Those metrics on which two runs disagree that say something of the training; where nothing is gated, any of them may. */
export function tellingNames(
  run: RunRecord,
  repeat: RunRecord,
  gated: readonly string[],
): readonly string[] {
  return unequalNames(run, repeat, gated).filter((name) => gated.length === 0 || tells(name, gated))
}

/** Metrics of which two runs have not the same points and final, the gated ones first; those of speed and memory left out. */
function unequalNames(
  run: RunRecord,
  repeat: RunRecord,
  gated: readonly string[],
): readonly string[] {
  const written = [...run.series, ...repeat.series]
    .filter(({ role }) => role === 'metric')
    .map(({ name }) => name)
  return [...new Set([...gated, ...written])].filter((name) => {
    const [one, other] = [seriesOf(run, name), seriesOf(repeat, name)]
    return one?.digest !== other?.digest || one?.final !== other?.final
  })
}

/**
 * The self-check of rung B: where bits differ from the baseline's, the head is run once more with the same seed. Unequal
 * is `nondeterministic` where that matters: the lock says that this training repeats, or identity is asked for. Otherwise
 * the tolerance's verdict stands. Not spent where the lock says `repeats: no` and nothing asks for identity.
 *
 * Until that run is made, a pass that it could take back is none: `inconclusive`.
 */
export function selfChecked(
  place: Case,
  head: Head,
  compared: Comparison,
  also: readonly Reason[],
): Standing {
  const { model, evidence } = place
  const { rows, baseline } = compared
  const matters = baseline.repeats === 'yes' || model.require === 'identical'
  const stop = (parts: Parts = {}, of = compared): Standing => ({
    verdict: concludeComparison(place, of, head.run, { also, ...parts }),
    want: undefined,
  })
  if (isDecided(compared)) return stop()
  const findings = unchecked(compared)
  if (!matters && baseline.repeats === 'no') return stop({ findings })
  const repeat = findRun(evidence, 'head', 'repeat')
  if (repeat === undefined) {
    const pending = matters ? overrule(rows, budgetSpent(evidence), passes) : rows
    return {
      ...stop({ rows: pending, findings }),
      want: { side: 'head', purpose: 'repeat', why: 'self-check' },
    }
  }
  const gated = rows.filter((row) => row.gated).map(({ metric }) => metric)
  const self = selfOutcome(head.run, repeat, model, gated)
  switch (self.outcome) {
    case 'repeats':
    case 'unclear':
      return stop({ findings: restlessness(self.restless) }, quieted(place, head, compared, self))
    case 'stopped':
      if (self.decision.verdict === 'failed') return stop({ rows: overrule(rows, self.decision) })
      return matters ? stop({ rows: overrule(rows, self.decision, passes) }) : stop({ findings })
    case 'differs':
      return stop({
        findings: crashedOnce(self.crashed),
        ...(matters
          ? { rows: overrule(rows, { verdict: 'nondeterministic', reason: self.reason }) }
          : { also: [...also, self.reason] }),
      })
  }
}

/** The same comparison without what varies by itself. */
export function quieted(
  { model }: Case,
  head: Head,
  compared: Comparison,
  { restless }: { readonly restless: readonly string[] },
): Comparison {
  return restless.length === 0 ? compared : compareTo(compared, model, head, restless)
}

/** What is said of metrics that vary by themselves, where they decide nothing. */
export function restlessness(metrics: readonly string[]): readonly Finding[] {
  return metrics.length === 0 ? [] : [{ kind: 'varies-by-itself', metrics: metrics.slice(0, 50) }]
}

/** What must be known of a difference that no self-check was made for. Of one that is tolerated, not that it was expected. */
function unchecked({ rows, baseline }: Comparison): readonly Finding[] {
  if (baseline.repeats === 'unknown') return [{ kind: 'repeats-unknown' }]
  const blamed = baseline.repeats === 'no' && verdictOfModel(rows) !== 'reproduced'
  return blamed ? [{ kind: 'repeats-not' }] : []
}

/** Whether a self-check could no longer change or explain anything: no bit differs, or nothing could be compared. */
function isDecided(compared: Comparison): boolean {
  const { bits } = compared.bits
  const alreadyKnown = compared.rows.some(({ verdict }) => verdict === 'nondeterministic')
  return bits === 'equal' || bits === 'values-equal' || alreadyKnown || hasTrouble(compared)
}

function passes({ verdict }: MetricVerdict): boolean {
  return verdict === 'reproduced' || verdict === 'improved'
}
