import type { AuditReport } from '../../src/report/audit.ts'
import { parted } from '../explain/cause/scene.ts'
import { exampleRun } from './example.ts'

export const COST = { runs: 2, seconds: 8.1, setupSeconds: 0 }

/** Of a training that repeats itself. */
export function audit(overrides: Partial<AuditReport> = {}): AuditReport {
  return {
    schema: 'reprise/audit/v1',
    model: 'digits',
    key: 'digits @ x86-64-v3',
    outcome: 'reproducible',
    why: undefined,
    disagree: [],
    exitCode: 0,
    run: exampleRun,
    repeat: exampleRun,
    divergence: { state: 'same', steps: 1000, mode: 'modules' },
    findings: [],
    cost: undefined,
    seed: undefined,
    spent: COST,
    reproduce: 'reprise audit digits',
    ...overrides,
  }
}

/** Of one that does not: a gradient rounds otherwise. */
export const chance = audit({
  outcome: 'nondeterministic',
  exitCode: 1,
  divergence: parted('nondeterminism', {
    step: 12,
    tensor: {
      phase: 'gradient',
      name: 'emb.weight',
      part: 'raw',
      call: 0,
      shape: [8],
      dtype: 'float32',
    },
  }),
  findings: [{ kind: 'nondeterministic-operators', names: ['index_add_cuda_'] }],
})
