import type { RunRecord } from '../record/record.ts'
import type { Baseline } from '../spec/lock.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { metricOf, seriesOf } from './lookup.ts'

/** The metrics that decide, and all that the run wrote and a person could name in `expect`. */
export interface Gated {
  /** Empty: there is nothing to judge by. */
  readonly names: readonly string[]
  readonly seen: readonly string[]
}

/** Which metric is gated where `expect` names none: the first of these that exists (SPEC.md). */
const USUAL = ['eval_loss', 'val_loss', 'validation_loss', 'test_loss', 'train_loss', 'loss']

/**
 * Which metrics are gated. With `expect`: those it names, but for one that is `required: false` and stands nowhere.
 * Without: what the baseline gated, so that a renamed metric is missing and not quietly replaced by the next usual name;
 * with no baseline either, the first usual name. A metric of the baseline that vanished is always gated: it has `failed`.
 */
export function gatedMetrics(
  model: ModelSpec,
  baseline: Baseline | undefined,
  record: RunRecord,
): Gated {
  const seen = record.series.filter(({ role }) => role === 'metric').map(({ name }) => name)
  const accepted = baseline === undefined ? [] : Object.keys(baseline.metrics)
  const vanished = accepted.filter((name) => seriesOf(record, name) === undefined)
  const expected = Object.entries(model.expect)
    .filter(
      ([name, { required }]) =>
        required ||
        seriesOf(record, name) !== undefined ||
        (baseline && metricOf(baseline, name)) !== undefined,
    )
    .map(([name]) => name)
  if (Object.keys(model.expect).length > 0)
    return { names: [...new Set([...expected, ...vanished])], seen }
  if (accepted.length > 0) return { names: accepted, seen }
  const usual = usualMetric(seen)
  return { names: usual === undefined ? [] : [usual], seen }
}

/**
 * The first usual name, alone, as the last part of a path (`run/eval_loss`) or as its last two parts (`eval/loss`, which
 * would otherwise stand behind a `train/loss`). Of several paths the first in the order of their names.
 */
function usualMetric(seen: readonly string[]): string | undefined {
  const sorted = [...seen].sort((a, b) => (a < b ? -1 : 1))
  for (const usual of USUAL) {
    const found =
      sorted.find((name) => name === usual) ??
      sorted.find((name) => lastParts(name, 1) === usual) ??
      sorted.find((name) => lastParts(name, 2) === usual)
    if (found !== undefined) return found
  }
  return undefined
}

function lastParts(name: string, count: number): string {
  return name.split(/[/.]/).slice(-count).join('_')
}
