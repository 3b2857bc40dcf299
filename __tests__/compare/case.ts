import { baselineOf } from '../../src/compare/baseline.ts'
import type {
  BaselineState,
  Evidence,
  EvidenceRun,
  Purpose,
  Side,
} from '../../src/compare/evidence.ts'
import type { Case } from '../../src/compare/standing.ts'
import type { Finding } from '../../src/record/finding.ts'
import type { Exit, RunRecord } from '../../src/record/record.ts'
import { sha256 } from '../../src/record/digest.ts'
import { summarise, type Series } from '../../src/record/series.ts'
import type { Baseline } from '../../src/spec/lock.ts'
import type { Expectation, ModelSpec, Policy } from '../../src/spec/spec.ts'
import { exampleRecord, exampleSeries } from '../record/example.ts'

export const policy: Policy = {
  green: ['identical', 'reproduced'],
  budget: { runs: 8, minutes: 120 },
}

export function modelOf(overrides: Partial<ModelSpec> = {}): ModelSpec {
  return {
    name: 'main',
    train: 'python train.py --config mini.yaml',
    directory: '.',
    setup: undefined,
    env: {},
    seed: { how: 'auto' },
    deterministic: true,
    require: 'reproduced',
    timeout: 3600,
    idle: 900,
    network: 'auto',
    ignore: [],
    data: [],
    caches: undefined,
    params: undefined,
    packages: undefined,
    metrics: undefined,
    weights: [],
    expect: {},
    accelerator: undefined,
    runner: undefined,
    ...overrides,
  }
}

export function expectation(overrides: Partial<Expectation> = {}): Expectation {
  return {
    better: undefined,
    within: { kind: 'auto' },
    required: true,
    steps: 'same',
    ...overrides,
  }
}

/** A model that gates eval_loss within 0.01, lower being better. */
export const tolerant = modelOf({
  expect: {
    eval_loss: expectation({ better: 'lower', within: { kind: 'absolute', value: 0.01 } }),
  },
})
export const strict = modelOf({ ...tolerant, require: 'identical' })

/** Twenty-four falling losses, all but the last with all digits, that end in `final`; `shift` moves one in the middle. */
export function losses(final = 0.41, shift = 0): number[] {
  return Array.from({ length: 24 }, (_, at) =>
    at === 23 ? final : final + Math.SQRT2 / (at + 3) + (at === 9 ? shift : 0),
  )
}

export function lossOf(values: readonly number[], overrides: Partial<Series> = {}): Series {
  return exampleSeries('eval_loss', values, overrides)
}

export interface RunParts {
  readonly series?: readonly Series[]
  readonly exit?: Exit
  readonly findings?: readonly Finding[]
  readonly seconds?: number
  readonly isolation?: number
  readonly seed?: number
  readonly weights?: string
  readonly bytes?: number
  readonly trace?: string
  readonly window?: RunRecord['run']['window']
  readonly twin?: true
  readonly how?: RunRecord['config']['seed']['how']
  readonly input?: string
  readonly driver?: string
  readonly packages?: string
  readonly commit?: string
  readonly model?: string
  readonly accelerator?: string
}

let made = 0

/** A run like the example's, each with its own time, so that no two have one id. */
export function runOf(parts: RunParts = {}): RunRecord {
  const base = exampleRecord()
  const {
    series = [lossOf(losses())],
    exit = { how: 'finished', code: 0 },
    findings = [],
    isolation = 4,
  } = parts
  const started = new Date(Date.UTC(2026, 0, 1) + 1000 * made++).toISOString()
  return exampleRecord({
    model: parts.model ?? base.model,
    key: { accelerator: parts.accelerator ?? base.key.accelerator },
    input: sha256(parts.input ?? 'inputs') as string as RunRecord['input'],
    code: { ...base.code, commit: parts.commit ?? '1'.repeat(40) },
    config: {
      ...base.config,
      seed: {
        ...base.config.seed,
        index: parts.seed ?? 0,
        how: parts.how ?? base.config.seed.how,
        ...(parts.twin && { twin: parts.twin }),
      },
    },
    hardware: { ...base.hardware, ...(parts.driver && { driver: parts.driver }) },
    ...(parts.packages && {
      environment: { ...base.environment, packages: sha256(parts.packages) },
    }),
    run: {
      segments: [{ started, seconds: parts.seconds ?? 60 }],
      exit,
      isolation,
      ...(parts.window && { window: parts.window }),
    },
    series: series.map(summarise),
    ...(parts.weights && {
      weights: { digest: sha256(parts.weights), files: 1, bytes: parts.bytes ?? 4096 },
    }),
    ...(parts.trace && { trace: sha256(parts.trace) }),
    findings: [...findings],
  })
}

export const crash: Exit = { how: 'crashed', code: 1 }
export const baseCommit = 'b'.repeat(40)

export function entryOf(
  record: RunRecord,
  model: ModelSpec,
  repeats: Baseline['repeats'] = 'no',
): Baseline {
  return baselineOf([record], model, { repeats, cause: 'first', because: 'first baseline' })
}

export function found(
  record: RunRecord,
  model: ModelSpec,
  repeats: Baseline['repeats'] = 'no',
): BaselineState {
  return { state: 'found', entry: entryOf(record, model, repeats), record }
}

export const absent: BaselineState = { state: 'absent', keys: [] }

export function madeRun(side: Side, purpose: Purpose, record: RunRecord): EvidenceRun {
  return { side, purpose, record }
}

export function caseOf(
  model: ModelSpec,
  baseline: BaselineState,
  evidence: Evidence,
  base?: Case['base'],
): Case {
  const { accelerator } = exampleRecord().key
  return { model, key: { model: model.name, accelerator }, baseline, base, evidence }
}

/** The head's first run alone, beside a baseline. */
export function first(model: ModelSpec, baseline: BaselineState, record: RunRecord): Case {
  return caseOf(model, baseline, [madeRun('head', 'judge', record)])
}
