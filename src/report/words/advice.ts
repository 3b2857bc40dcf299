import type { Reason } from '../../compare/verdict.ts'
import { code, say, type Line } from '../text/line.ts'

const NEW_BASELINE = say`If the result is meant to move, say so with ${code('reprise accept --because "…"')} and commit ${code('reprise.lock')}.`
const READ = say`See what is read from a file, and why not more, with ${code('reprise read PATH')}.`
const AGAIN = say`Run it again.`

type Of<K extends Reason['kind']> = Extract<Reason, { kind: K }>
type Advice = {
  readonly [K in Reason['kind']]: Line | undefined | ((reason: Of<K>) => Line)
}

/** What to do about each reason; `undefined` where there is nothing to do. */
const ADVICE: Advice = {
  'bits-equal': undefined,
  'values-equal': ({ traces }) =>
    traces === 'differ'
      ? say`What moved is too small for this metric; write it with all its digits at every step to see it there.`
      : say`To prove identity, name the trained weights under ${code('weights:')}, or write the metric with all its digits at every step.`,
  within: undefined,
  better: NEW_BASELINE,
  'self-repeats': say`Accept this run as the first baseline: ${code('reprise accept --because "first baseline"')}.`,
  beyond: NEW_BASELINE,
  'bits-differ': NEW_BASELINE,
  'weights-differ': say`If the trained weights are meant to differ, accept them with ${code('reprise accept --because "…"')}; if their files hold a time stamp or a path, write them without, or take them out of ${code('weights:')}.`,
  'identity-unproven': say`Name the trained weights under ${code('weights:')}, or write the metric with all its digits at 20 steps or more.`,
  'self-differs': say`Look for what no seed reaches: the clock, unordered sets and folders, threads, an unseeded generator. If the training is meant to vary, write ${code('require: reproduced')} and a number for ${code('within:')}.`,
  'noise-not-measured': say`Give the metric a tolerance in ${code('reprise.yml')}: a number, ${code('within: 0.01')}, or a percentage, ${code('within: 1%')}.`,
  'budget-spent': say`Raise ${code('policy.budget')} in ${code('reprise.yml')}.`,
  'killed-outside': say`${AGAIN} Look for another process that took the memory, or a machine that was shut down.`,
  'no-baseline': say`Accept one: ${code('reprise accept --because "…"')}, and commit ${code('reprise.lock')}.`,
  'baseline-unreadable': ({ why }) => unreadable(why),
  'no-metric': say`Name the metric under ${code('expect:')} in ${code('reprise.yml')}, or the files under ${code('metrics:')}. ${READ}`,
  'metric-not-in-baseline': say`Accept a baseline that has the metric: ${code('reprise accept --because "…"')}.`,
  'other-step': say`Train for as long as the baseline did; or, where runs may end early, write ${code('steps: any')} for this metric.`,
  'sources-disagree': say`Name the file that counts under ${code('metrics:')} in ${code('reprise.yml')}.`,
  'resolution-coarser': say`Let the training write more digits, or widen ${code('within:')} to what the file can show.`,
  'nonfinite-lost': say`Let the training write the metric to JSON or CSV too, which keep NaN.`,
  'zero-mean': say`Write the tolerance in units of the metric: ${code('within: 0.01')}.`,
  'environment-moved': ({ why }) =>
    say`${RETRAIN_BASE[why ?? 'budget']}, or accept a new baseline with ${code('reprise accept --cause environment --because "…"')}.`,
  'model-removed': say`Remove its entry from ${code('reprise.lock')} in the same change, or keep the model.`,
  'evidence-lost': say`Run the job again; its log says where it ended.`,
  draft: say`Mark it as ready for review: then it is retrained.`,
  crashed: say`Mend the error; its last lines are below.`,
  'not-started': ({ hint }) => say`${hint}`,
  timeout: say`Make the training shorter, or raise ${code('timeout:')} in ${code('reprise.yml')}.`,
  idle: say`Look where it waits; a training that is silent for long needs a larger ${code('idle:')} in ${code('reprise.yml')}.`,
  'metric-missing': say`Let the training write it again, or take it out of ${code('expect:')} on the base branch. ${READ}`,
  'not-finite': say`Find the first step at which it is not finite: the curve shows it.`,
  'foreign-module': say`Install the package from the tree in ${code('setup:')} (${code('pip install -e .')}), so that the copy is what is imported.`,
  'evidence-invalid': ({ of }) =>
    of === 'lock'
      ? say`Restore ${code('reprise.lock')} from the base branch, or accept again: only ${code('reprise accept')} writes it.`
      : AGAIN,
}

const RETRAIN_BASE = {
  'no-base': say`Put the machine back as it was`,
  'base-failed': say`Mend the training of the base commit on this machine`,
  budget: say`Allow two runs more in ${code('policy.budget')}, so that the base commit is retrained here`,
} as const satisfies Record<NonNullable<Of<'environment-moved'>['why']>, Line>

/** Which file is to be mended stands at the beginning of what is wrong with it. */
function unreadable(why: string): Line {
  if (why.startsWith('the ledger'))
    return say`Remove the damaged record from the ledger (${code('reprise.lock')} alone then counts), or accept a new baseline.`
  if (why.startsWith('the base'))
    return say`Mend ${code('reprise.yml')} on the base branch first; nothing is green until it can be read.`
  if (why.startsWith('its run')) return say`Name the record of a run that finished.`
  return say`Restore ${code('reprise.lock')} from the base branch, or mend it; nothing is green until it can be read.`
}

/** What a person can do, as one or two sentences. */
export function reasonAdvice(reason: Reason): Line | undefined {
  const advice = ADVICE[reason.kind] as Line | undefined | ((reason: Reason) => Line)
  return typeof advice === 'function' ? advice(reason) : advice
}
