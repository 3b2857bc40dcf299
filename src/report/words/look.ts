import type { VerdictKind } from '../../spec/spec.ts'

/** How a verdict looks: a colour by name, a sign that is read without colour, and what it means in a few words. */
export interface Look {
  readonly colour: 'green' | 'blue' | 'amber' | 'red'
  readonly sign: string
  /** For GitHub, where nothing else has colour. */
  readonly emoji: string
  readonly means: string
}

const GREEN = { colour: 'green', sign: '✓', emoji: '🟢' } as const
const AMBER = { colour: 'amber', sign: '?', emoji: '🟡' } as const
const RED = { colour: 'red', sign: '✗', emoji: '🔴' } as const

const LOOKS = {
  identical: { ...GREEN, means: 'bit for bit the baseline’s' },
  reproduced: { ...GREEN, means: 'equal within the tolerance' },
  improved: { colour: 'blue', sign: '↑', emoji: '🔵', means: 'better than the tolerance allows' },
  inconclusive: { ...AMBER, means: 'the evidence does not decide' },
  incomparable: { ...AMBER, means: 'there was nothing to compare with' },
  nondeterministic: { ...RED, means: 'the same run twice disagrees with itself' },
  changed: { ...RED, means: 'different beyond the tolerance' },
  failed: { ...RED, means: 'the training did not end with a result' },
  invalid: { ...RED, means: 'the evidence cannot be used' },
} as const satisfies Record<VerdictKind, Look>

/** The badge of a verdict. */
export function verdictLook(verdict: VerdictKind): Look {
  return LOOKS[verdict]
}
