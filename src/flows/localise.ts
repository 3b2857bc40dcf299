import { divergenceOf, windowWanted } from '../explain/divergence/divergence-of.ts'
import { overlayLedger } from '../ledger/overlay.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { affordsLook } from '../plan/budget.ts'
import type { Plan } from '../plan/plan.ts'
import type { RunRecord } from '../record/record.ts'
import type { Window } from '../retrain/request.ts'
import { decided, obstacleIn, type Gathered } from './deciding.ts'
import type { Place } from './project.ts'
import { tracesOf } from './traces.ts'
import { sourceOf } from './trees.ts'
import type { Workbench } from './workbench.ts'

export interface Localising {
  readonly place: Place
  readonly plan: Plan
  readonly gathered: Gathered
  /** Where the baseline's trace may lie, beside the place's own ledger. */
  readonly known?: readonly Ledger[]
  /** Which commits may stand for the baseline, see `sourceOf`. */
  readonly among: 'base' | 'all'
  readonly retrain: Workbench['retrain']
}

/**
 * Where the first difference lies between two steps that were traced in full: trains both sides once more up to there, looking
 * closely, as far as the budget goes. The runs join the evidence and decide nothing. Whatever keeps one from being made
 * leaves the evidence as it is: then the report says between which steps the two part.
 */
export async function localise(asked: Localising): Promise<Gathered> {
  const { plan, gathered, retrain } = asked
  const parting = await partingOf(asked)
  if (parting === undefined || !affordsLook(plan, gathered.evidence)) return gathered
  const { run, baseline, window } = parting
  const source = await sourceOf(asked.place, plan, baseline, asked.among)
  if (source === undefined) return gathered
  let evidence = gathered.evidence
  try {
    for (const side of ['base', 'head'] as const) {
      if (!affordsLook(plan, evidence)) return { ...gathered, evidence }
      const { index } = (side === 'base' ? baseline : run).config.seed
      const look = side === 'base' ? { window, tree: source.tree } : { window }
      const record = await retrain(side, 'window', index, look)
      evidence = [...evidence, { side, purpose: 'window', record }]
    }
  } catch (error) {
    if (obstacleIn(error) === undefined) throw error
  }
  return { ...gathered, evidence }
}

interface Parting {
  readonly run: RunRecord
  readonly baseline: RunRecord
  readonly window: Window
}

/** What is to be looked at closely; undefined where nothing is, or where it would tell nothing. */
async function partingOf({
  place,
  plan,
  gathered,
  known = [],
}: Localising): Promise<Parting | undefined> {
  const verdict = decided(plan, gathered)?.verdict
  if (verdict === undefined || ['failed', 'invalid'].includes(verdict.verdict)) return undefined
  const { evidence } = gathered
  const run = evidence.find(({ record }) => record.id === verdict.run)?.record
  const measured = evidence.find(({ record }) => record.id === verdict.baseline)
  const accepted = plan.baseline.state === 'found' ? plan.baseline.record : undefined
  const baseline = measured?.side === 'head' ? undefined : (measured?.record ?? accepted)
  if (run === undefined || baseline === undefined) return undefined
  const ledger = overlayLedger(place.ledger, known)
  const [own, other] = [await tracesOf(ledger, run), await tracesOf(ledger, baseline)]
  if (own.state !== 'found' || other.state !== 'found') return undefined
  const window = windowWanted(own.traces, other.traces)
  if (window === undefined) return undefined
  const repeat = evidence.find(({ side, purpose }) => side === 'head' && purpose === 'repeat')
  const again = repeat && (await tracesOf(ledger, repeat.record))
  const itself = again?.state === 'found' ? divergenceOf(own.traces, again.traces) : undefined
  // A training that parts from itself before would not come to the same place again.
  return itself?.state === 'found' &&
    itself.step < window.from &&
    (itself.training?.number ?? 0) === 0
    ? undefined
    : { run, baseline, window }
}
