import type { ModelSpec } from '../spec/spec.ts'
import type { RunRequest, Window } from './request.ts'

/** What the probe of one run is told (docs/trace.md). A program that is no Python does not notice. */
export function probeVariables(
  { seed, deterministic }: ModelSpec,
  request: Pick<RunRequest, 'seed' | 'trace' | 'twin'>,
): Record<string, string> {
  return {
    REPRISE_TRACE: scheduleOf(request.trace ?? 'standard'),
    ...(seed.how === 'auto' && { REPRISE_SEED_INDEX: String(request.seed) }),
    ...(deterministic && { REPRISE_DETERMINISTIC: '1' }),
    ...(request.twin === true && { REPRISE_TWIN: '1' }),
  }
}

function scheduleOf(trace: NonNullable<RunRequest['trace']>): string {
  return isWindow(trace) ? `window:${trace.from}-${trace.to}` : trace
}

/** Whether a run is stopped after the steps that it is made for. */
export function isWindow(trace: RunRequest['trace']): trace is Window {
  return typeof trace === 'object'
}

/**
 * What must be set before the process starts for a training to repeat itself: Python orders its sets by the first, and
 * cuBLAS reads the second when it makes its workspace (NVIDIA, cuBLAS: "Results reproducibility").
 */
export const REPEATABLE: Readonly<Record<string, string>> = {
  PYTHONHASHSEED: '0',
  CUBLAS_WORKSPACE_CONFIG: ':4096:8',
}
