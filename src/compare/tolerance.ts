import type { Resolution } from '../record/series.ts'
import type { Better, VerdictKind, Within } from '../spec/spec.ts'
import { unitOf } from './resolution.ts'
import type { Reason } from './verdict.ts'

/** Two finals and what is tolerated between them. */
export interface Tolerated {
  readonly run: number
  /** The mean of the baseline's runs. */
  readonly baseline: number
  readonly within: Within
  readonly better: Better | undefined
  /** The coarser of the two sources'. */
  readonly resolution: Resolution
}

export interface Decision {
  readonly verdict: VerdictKind
  readonly reason: Reason
}

/**
 * Rung T: |y − x̄| ≤ within is `reproduced`, else `changed`, or `improved` where the metric has a direction and moved in it.
 * `within: auto` asks for noise, which needs a pool: `inconclusive`.
 *
 * A tolerance is never tighter than its source's resolution (DESIGN §4): below it, a difference of up to one unit can
 * neither be passed nor blamed, and is `incomparable`; a larger one is `changed` all the same.
 */
export function judgeTolerance(input: Tolerated): Decision {
  const { run, baseline, within, resolution } = input
  const tolerance = toleranceOf(within, baseline)
  if (tolerance === undefined)
    return { verdict: 'inconclusive', reason: { kind: 'noise-not-measured' } }
  if (within.kind === 'relative' && baseline === 0)
    return { verdict: 'incomparable', reason: { kind: 'zero-mean' } }
  const unit = unitOf(resolution, Math.max(Math.abs(run), Math.abs(baseline)))
  if (!isWithin(run, baseline, Math.max(tolerance, unit))) return beyond(input, tolerance)
  if (tolerance < unit) {
    return {
      verdict: 'incomparable',
      reason: { kind: 'resolution-coarser', resolution, within: tolerance },
    }
  }
  return { verdict: 'reproduced', reason: { kind: 'within', tolerance } }
}

function beyond({ run, baseline, better }: Tolerated, tolerance: number): Decision {
  const gain = better === undefined ? false : better === 'lower' ? run < baseline : run > baseline
  return gain
    ? { verdict: 'improved', reason: { kind: 'better', tolerance } }
    : { verdict: 'changed', reason: { kind: 'beyond', tolerance } }
}

/** The tolerance in metric units; undefined for `auto`. A percentage is one of |baseline mean|. */
export function toleranceOf(within: Within, baseline: number): number | undefined {
  if (within.kind === 'auto') return undefined
  return within.kind === 'absolute' ? within.value : within.value * Math.abs(baseline)
}

/**
 * |run − baseline| ≤ tolerance, the boundary included. 0.42 − 0.41 is a little more than 0.01 in float64, so the three
 * numbers' own rounding (half a unit in the last place each, and that of the subtraction) is allowed for:
 * 2⁻⁵² · (|run| + |baseline| + tolerance). A tolerance of 0 has no such allowance: it asks for equal numbers.
 */
function isWithin(run: number, baseline: number, tolerance: number): boolean {
  const distance = Math.abs(run - baseline)
  if (tolerance === 0) return distance === 0
  const rounding = 2 ** -52 * (Math.abs(run) + Math.abs(baseline) + tolerance)
  return Number.isFinite(distance) && distance <= tolerance + rounding
}
