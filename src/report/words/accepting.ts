import type { Reason } from '../../compare/verdict.ts'
import { encodeNumber } from '../../record/number.ts'
import type { ComparisonKey } from '../../record/key.ts'
import type { Baseline } from '../../spec/lock.ts'
import { plain } from '../text/line.ts'
import { compareNumbers, spellNumber } from '../text/number.ts'
import { reasonWords } from './reason.ts'

/** What a new lock entry accepts, in one line: `digits @ x86-64-v3: eval_loss 0.412 → 0.436 (+0.024)`. */
export function acceptedWords(key: string, old: Baseline | undefined, young: Baseline): string {
  const metrics = Object.entries(young.metrics).map(([metric, { mean }]) => {
    const before = old?.metrics[metric]?.mean
    if (typeof mean !== 'number' || typeof before !== 'number')
      return `${metric} ${spellNumber(mean)}`
    if (mean === before) return `${metric} ${spellNumber(mean)}, as before`
    const difference = mean - before
    const spelled = compareNumbers({
      baseline: before,
      run: mean,
      difference,
      relative: undefined,
      tolerance: undefined,
    })
    return `${metric} ${spelled.baseline} → ${spelled.run} (${spelled.difference ?? spellNumber(encodeNumber(difference))})`
  })
  return `${key}: ${metrics.join(', ')} (${young.because})`
}

/** A reason alone, where there is no verdict around it: why a record cannot be a baseline. */
export function reasonText(reason: Reason, key: ComparisonKey): string {
  const none = { basis: undefined, metrics: [], findings: [], run: undefined, baseline: undefined }
  const verdict = { ...none, model: key.model, key, verdict: 'failed', reasons: [reason] } as const
  return plain(reasonWords(reason, { verdict, metric: undefined }))
}
