import { decodeNumber } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import type { Baseline } from '../spec/lock.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { gatedMetrics } from './gated.ts'
import { seriesOf } from './lookup.ts'
import type { Decision } from './tolerance.ts'

/**
 * What a run that did not finish means; undefined for one that did. A crash, our timeout and our idle rule are `failed`;
 * killed from outside (out of memory, a shutdown) says nothing about the change: `inconclusive` (VERDICT, Failures).
 */
export function endingOf(record: RunRecord, model: ModelSpec): Decision | undefined {
  const { how, code, signal } = record.run.exit
  switch (how) {
    case 'finished':
      return undefined
    case 'crashed':
      return { verdict: 'failed', reason: { kind: 'crashed', code, signal } }
    case 'timeout':
      return { verdict: 'failed', reason: { kind: 'timeout', seconds: model.timeout } }
    case 'idle':
      return { verdict: 'failed', reason: { kind: 'idle', seconds: model.idle } }
    case 'killed':
      return { verdict: 'inconclusive', reason: { kind: 'killed-outside', signal } }
  }
}

/** Whether a run crashed or ended in NaN or infinity: it is tried once more with the same seed (VERDICT, Failures). */
export function isBroken(
  record: RunRecord,
  model: ModelSpec,
  baseline: Baseline | undefined,
): boolean {
  if (record.run.exit.how !== 'finished') return record.run.exit.how === 'crashed'
  return gatedMetrics(model, baseline, record).names.some((name) => {
    const series = seriesOf(record, name)
    return series !== undefined && !Number.isFinite(decodeNumber(series.final))
  })
}
