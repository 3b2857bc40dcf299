import type { MetricVerdict, ModelVerdict, Reason } from '../../src/compare/verdict.ts'
import type { Change, Explanation, FactorReport } from '../../src/explain/explanation.ts'
import { Factor, type RunRecord } from '../../src/record/record.ts'
import { summarise } from '../../src/record/series.ts'
import type { Curve, ModelReport, Points, Report, ReportedChange } from '../../src/report/report.ts'
import type { VerdictKind } from '../../src/spec/spec.ts'
import { exampleRecord, exampleSeries } from '../record/example.ts'

/** A small deterministic stream of numbers in 0..1: curves that look like trainings, the same each time. */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** A falling loss with noise; from `part` on it goes its own way. */
export function lossPoints(
  n: number,
  end: number,
  part: number = n,
  drift: number = 0.024,
): Points {
  const [next, other] = [noise(7), noise(11)]
  const values = Array.from({ length: n }, (_, step) => {
    const trend = end + (2.3 - end) * Math.exp((-5 * step) / n)
    const wobble = (next() - 0.5) * 0.12 * Math.exp((-2 * step) / n)
    const shift =
      step < part ? 0 : drift * (1 - Math.exp((part - step) / (n / 10)) + (other() - 0.5) * 1.2)
    return step === n - 1 ? end + (part < n ? drift : 0) : trend + wobble + shift
  })
  return { steps: values.map((_, index) => index + 1), values }
}

export function metric(overrides: Partial<MetricVerdict> = {}): MetricVerdict {
  const { baseline = 0.412, run = 0.436 } = overrides
  const difference =
    typeof baseline === 'number' && typeof run === 'number' ? run - baseline : undefined
  return {
    metric: 'eval_loss',
    gated: true,
    verdict: 'changed',
    reason: { kind: 'beyond', tolerance: 0.01 },
    baseline,
    run,
    difference,
    relative:
      difference === undefined || typeof baseline !== 'number'
        ? undefined
        : difference / Math.abs(baseline),
    tolerance: 0.01,
    better: 'lower',
    step: 240,
    volatile: false,
    ...overrides,
  }
}

export function verdictOf(
  verdict: VerdictKind,
  reason: Reason,
  overrides: Partial<ModelVerdict> = {},
): ModelVerdict {
  return {
    model: 'digits',
    key: { model: 'digits', accelerator: 'x86-64-v3' },
    verdict,
    basis: 'tolerance',
    reasons: [reason],
    metrics: [metric({ verdict, reason })],
    findings: [],
    run: exampleRun.id,
    baseline: exampleBaseline.id,
    ...overrides,
  }
}

/** All factors the same but those given. */
export function explanationOf(
  different: Partial<Record<Factor, readonly Change[]>>,
  unknown: readonly Factor[] = [],
): Explanation {
  const factors = Factor.options.map((factor): FactorReport => {
    const changes = different[factor] ?? []
    const lost = unknown.includes(factor)
    return {
      factor,
      status: changes.length > 0 ? 'different' : lost ? 'unknown' : 'same',
      changes,
      unknown: lost ? [`${factor} was not recorded`] : [],
      advice: lost ? 'run it under the probe' : undefined,
    }
  })
  return { factors }
}

const SERIES = [
  summarise(exampleSeries('eval_loss', lossPoints(240, 0.412).values)),
  summarise(exampleSeries('train_seconds', [1.2, 1.3])),
]

export const exampleBaseline: RunRecord = record({ commit: '4be1c0d2'.repeat(5), seconds: 41.2 })
export const exampleRun: RunRecord = record({ commit: '91f3aa07'.repeat(5), seconds: 42.7 })

function record({ commit, seconds }: { commit: string; seconds: number }): RunRecord {
  const base = exampleRecord()
  return exampleRecord({
    model: 'digits',
    code: { ...base.code, commit },
    config: { ...base.config, train: 'python train.py --config configs/mini.json' },
    environment: {
      ...base.environment,
      framework: { name: 'torch', version: '2.11.0', flags: { deterministic: true, tf32: false } },
      os: 'Debian GNU/Linux 12',
      kernel: '6.1.0',
      libc: 'glibc 2.36',
    },
    run: { ...base.run, segments: [{ started: '2026-11-22T12:00:00.000Z', seconds }] },
    series: SERIES,
  })
}

export const rowChange: Extract<Change, { kind: 'data' }> = {
  kind: 'data',
  path: 'data/train.csv',
  how: 'changed',
  total: 1,
  rows: [
    {
      how: 'changed',
      row: 212,
      line: 213,
      columns: ['label'],
      before: '0,0,5,13,9,1,0,0,0,13,15,10,15,5,8',
      after: '0,0,5,13,9,1,0,0,0,13,15,10,15,5,3',
    },
  ],
}

export const codeChange: Extract<Change, { kind: 'code' }> = {
  kind: 'code',
  path: 'digits/network.py',
  how: 'changed',
  imported: true,
  hunks: [
    {
      beforeLine: 39,
      afterLine: 39,
      lines: [
        '     def forward(self, row):',
        '         hidden = [tanh(sum(map(mul, row, unit))) for unit in self.hidden]',
        '-        scores = [sum(map(mul, hidden, unit)) + unit[-1] for unit in self.output]',
        '+        scores = [unit[-1] + sum(map(mul, hidden, unit)) for unit in self.output]',
        '         return softmax(scores)',
      ],
    },
  ],
}

export const paramChange: Change = {
  kind: 'param',
  file: 'configs/mini.json',
  key: 'optimizer.learning_rate',
  before: 0.05,
  after: 0.0505,
  line: 4,
}
export const packageChange: Change = {
  kind: 'package',
  name: 'torch',
  before: '2.11.0',
  after: '2.12.0',
}

export function curve(
  metric: string,
  run: Points | undefined,
  baseline: Points | undefined,
): Curve {
  return { metric, run, baseline }
}

/** A model's part of a report; `overrides` replace whole fields. */
export function exampleModel(overrides: Partial<ModelReport> = {}): ModelReport {
  return {
    verdict: verdictOf('changed', { kind: 'beyond', tolerance: 0.01 }),
    explanation: explanationOf({ data: [rowChange] }),
    run: exampleRun,
    baseline: exampleBaseline,
    curves: [curve('eval_loss', lossPoints(240, 0.412, 60), lossPoints(240, 0.412))],
    cost: { runs: 1, seconds: 42.7, setupSeconds: 0, runsSaved: 7 },
    baselineRuns: 1,
    crash: undefined,
    reproduce: 'reprise check digits',
    lockPatch: undefined,
    accepts: undefined,
    settings: [],
    ...overrides,
  }
}

/** A pull request of the repository itself, trained as its merge commit. */
export function exampleChange(overrides: Partial<ReportedChange> = {}): ReportedChange {
  const run = 'https://github.example/o/r/actions/runs/9017'
  return {
    event: 'pull_request',
    config: 'reprise.yml',
    head: '91f3aa07'.repeat(5),
    trained: 'c0ffee12'.repeat(5),
    base: '4be1c0d2'.repeat(5),
    pull: 7,
    run: { id: 9017, attempt: 2, url: `${run}/attempts/2` },
    stale: undefined,
    trust: 'branch',
    isolation: 4,
    addsReprise: false,
    skipped: undefined,
    ...overrides,
  }
}

export function reportOf(...models: readonly ModelReport[]): Report {
  const green = models.every(
    ({ verdict }) => verdict.verdict === 'identical' || verdict.verdict === 'reproduced',
  )
  return { schema: 'reprise/report/v1', models, green, exitCode: green ? 0 : 1 }
}
