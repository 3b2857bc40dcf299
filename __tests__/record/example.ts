import { sha256, type InputDigest } from '../../src/record/digest.ts'
import { seal, type RunRecord } from '../../src/record/record.ts'
import { encodeSeries, summarise, type Series } from '../../src/record/series.ts'

/** A series at steps 1, 2, 3 …, as exact as the probe gives it. */
export function exampleSeries(
  name: string,
  values: readonly number[],
  overrides: Partial<Series> = {},
): Series {
  return {
    name,
    steps: values.map((_, index) => index + 1),
    values,
    source: 'reader:jsonl metrics.jsonl',
    resolution: 'exact',
    nonfinite: 'kept',
    ...overrides,
  }
}

/** Twenty-four falling losses: enough points for evidence of identity. */
const losses = Array.from({ length: 24 }, (_, step) => Math.SQRT2 / (step + 1) + 0.1)
export const exampleLoss = exampleSeries('eval_loss', losses)

/** A sealed record of a small training that finished; `overrides` replace whole fields. */
export function exampleRecord(overrides: Partial<Omit<RunRecord, 'id'>> = {}): RunRecord {
  return seal({ ...example(), ...overrides })
}

function example(): Omit<RunRecord, 'id'> {
  const code = sha256('code manifest')
  const points = encodeSeries([exampleLoss])
  return {
    schema: 'reprise/record/v1',
    model: 'main',
    key: { accelerator: 'x86-64-v3' },
    input: sha256('inputs') as string as InputDigest,
    code: { commit: '1'.repeat(40), tree: '2'.repeat(40), dirty: false, manifest: code },
    config: {
      train: 'python train.py --config mini.yaml',
      directory: '.',
      setup: null,
      env: { OMP_NUM_THREADS: '2' },
      params: { 'mini.yaml': { 'optimizer.lr': 0.001, epochs: 24 } },
      seed: { index: 0, how: 'auto' },
      deterministic: true,
      network: 'off',
    },
    data: [
      {
        name: 'data/train.csv',
        mode: 'bind',
        manifest: sha256('data manifest'),
        files: 1,
        bytes: 4096,
      },
    ],
    environment: {
      python: { implementation: 'CPython', version: '3.11.2', executable: '/usr/bin/python3' },
      platform: 'linux-x86_64',
      packages: sha256('packages manifest'),
      packageCount: 3,
      pins: { 'uv.lock': sha256('uv.lock') },
      variables: {},
    },
    hardware: {
      cpu: { model: 'Example CPU', level: 'x86-64-v3', cores: 2 },
      memory: 8_000_000_000,
      accelerators: [],
    },
    run: {
      segments: [{ started: '2026-11-22T12:00:00.000Z', seconds: 4.5 }],
      exit: { how: 'finished', code: 0 },
      isolation: 4,
    },
    series: [summarise(exampleLoss)],
    attachments: [
      { digest: sha256(points), kind: 'series', bytes: points.length },
      { digest: code, kind: 'manifest', bytes: 512 },
    ],
    parents: [],
    findings: [],
    facts: {
      code: { state: 'recorded', source: 'git' },
      config: { state: 'recorded', source: 'launcher' },
      data: { state: 'recorded', source: 'launcher' },
      environment: { state: 'recorded', source: 'probe' },
      hardware: { state: 'recorded', source: 'launcher' },
      seed: { state: 'unknown', source: 'launcher' },
      determinism: { state: 'unknown', source: 'launcher' },
    },
  }
}
