import type { Factor } from '../../record/record.ts'
import {
  RUNGS,
  type Divergence,
  type DivergenceClass,
  type FoundDivergence,
} from '../divergence/divergence.ts'
import type { FactorReport } from '../explanation.ts'
import { candidatesOf, type Scene } from './candidates.ts'
import type { Candidate, Cause } from './cause.ts'
import { accountFor } from './matching.ts'
import { SOURCES } from './sources.ts'

export interface Evidence {
  readonly factors: readonly FactorReport[]
  /** Where the run and the baseline part. */
  readonly divergence?: Divergence
  /** Where the run and its own repetition part. */
  readonly repeat?: Divergence
  /** Of the files that differ those that the change itself touches; absent: not known. */
  readonly touched?: readonly string[]
}

/**
 * Puts the class of the first divergence beside the factors that differ. Undefined where the two are not known to part.
 *
 * Where the run parts from its own repetition no later than from the baseline, no change is blamed. A change is certain only
 * if it is the one thing that differs and could make the difference, or is the very value that was in force; and never
 * where the class itself is not.
 */
export function causeOf({ factors, divergence, repeat, touched }: Evidence): Cause | undefined {
  const parted = divergence?.state === 'found' ? divergence : undefined
  const self = repeat?.state === 'found' ? repeat : undefined
  if (self !== undefined && (parted === undefined || isNoLater(self, parted))) return chance(self)
  if (parted?.class === 'nondeterminism') return chance(parted)
  if (parted !== undefined) return causeIn(factors, { kind: parted.class, parted, touched })
  return divergence?.state === 'same' && factors.some(({ status }) => status !== 'same')
    ? causeIn(factors, { kind: 'evaluation', parted, touched })
    : undefined
}

function chance({ sure }: FoundDivergence): Cause {
  return { class: 'nondeterminism', candidates: [], certainty: sure ? 'firm' : 'open' }
}

/** Within a step the ladder decides: what the repetition shows to be equal where the baseline differs, chance did not make. */
function isNoLater(self: FoundDivergence, parted: FoundDivergence): boolean {
  if (self.step !== parted.step) return self.step < parted.step
  const there = self.ladder.find(({ rung }) => rung === parted.rung)
  return RUNGS.indexOf(self.rung) <= RUNGS.indexOf(parted.rung) || there?.state !== 'same'
}

function causeIn(factors: readonly FactorReport[], scene: Scene): Cause {
  const candidates = candidatesOf(factors, scene)
  return { class: scene.kind, candidates, certainty: certaintyOf(candidates, factors, scene) }
}

function certaintyOf(
  candidates: readonly Candidate[],
  factors: readonly FactorReport[],
  { kind, parted }: Scene,
): Cause['certainty'] {
  const [first, ...rest] = candidates.filter(({ weight }) => weight === 'fits')
  if (first === undefined) return 'open'
  if (parted?.sure === false) return 'confounded'
  // The value in force is the parameter's own: whatever else differs, this does.
  const own = factors.find(({ factor }) => factor === first.factor)?.changes ?? []
  if (parted?.rung === 'hyper' && accountFor(own, parted)) return 'firm'
  const isAlone = rest.length === 0 && first.others === 0
  return isAlone && !factors.some((factor) => isHidden(factor, kind)) ? 'firm' : 'confounded'
}

/** Classes that data alone make: elsewhere data that nobody declared are no second suspect. */
const OF_DATA: ReadonlySet<DivergenceClass> = new Set([
  'data-order',
  'data-content',
  'preprocessing',
  'labels',
  'batch-size',
  'evaluation',
])
/** Another seed is a class of its own, which a sure class of another kind leaves out. */
const TOLD_APART: ReadonlySet<Factor> = new Set(['seed'])

/** Whether a factor could have made the difference without anybody seeing it. */
function isHidden({ factor, status, unknown }: FactorReport, kind: DivergenceClass): boolean {
  const isKnown = status !== 'unknown' && unknown.length === 0
  if (isKnown || TOLD_APART.has(factor)) return false
  return SOURCES[kind].includes(factor) && (factor !== 'data' || OF_DATA.has(kind))
}
