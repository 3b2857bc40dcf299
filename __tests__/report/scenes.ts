import { faster, parted, RATE } from '../explain/cause/scene.ts'
import { fullModel, infest } from './hostile.ts'
import { causeOf } from '../../src/explain/cause/cause-of.ts'
import type { Change } from '../../src/explain/explanation.ts'
import type { Points, Report } from '../../src/report/report.ts'
import {
  codeChange,
  curve,
  exampleModel,
  explanationOf,
  lossPoints,
  metric,
  packageChange,
  paramChange,
  reportOf,
  rowChange,
  verdictOf,
} from './example.ts'

/** An accuracy that rises as a loss falls. */
function rising(end: number, drift: number): Points {
  const { steps, values } = lossPoints(24, 0, 6, drift / 0.36)
  return { steps, values: values.map((value) => Math.round(1e4 * (end - 0.36 * value)) / 1e4) }
}

const shown = [
  metric({
    metric: 'accuracy',
    gated: false,
    verdict: undefined,
    reason: undefined,
    baseline: 0.9231,
    run: 0.9187,
    tolerance: undefined,
    better: undefined,
  }),
  metric({
    metric: 'train_seconds',
    gated: false,
    verdict: undefined,
    reason: undefined,
    baseline: 41.2,
    run: 42.7,
    tolerance: undefined,
    better: undefined,
    volatile: true,
  }),
]

const unwatched: Change = { ...codeChange, imported: undefined }

/** One row of data differs: what a pull request looks like that is to be blocked. */
const changed = exampleModel({
  verdict: verdictOf(
    'changed',
    { kind: 'beyond', tolerance: 0.01 },
    {
      metrics: [metric(), ...shown],
      findings: [{ kind: 'not-hermetic', addresses: ['files.example.org:443'] }],
    },
  ),
  explanation: explanationOf(
    { data: [rowChange], code: [unwatched], environment: [packageChange] },
    ['determinism'],
  ),
  curves: [
    curve('eval_loss', lossPoints(240, 0.412, 60), lossPoints(240, 0.412)),
    curve('accuracy', rising(0.9231, 0.0044), rising(0.9231, 0)),
  ],
})

const identical = exampleModel({
  verdict: verdictOf(
    'identical',
    { kind: 'bits-equal', evidence: 'series' },
    {
      basis: 'bitwise',
      metrics: [
        metric({
          run: 0.412,
          verdict: 'identical',
          reason: { kind: 'bits-equal', evidence: 'series' },
        }),
      ],
    },
  ),
  explanation: explanationOf({ code: [codeChange] }),
  curves: [curve('eval_loss', lossPoints(240, 0.412), lossPoints(240, 0.412))],
})

const reproduced = exampleModel({
  verdict: verdictOf(
    'reproduced',
    { kind: 'within', tolerance: 0.00824 },
    {
      metrics: [
        metric({
          run: 0.4149,
          verdict: 'reproduced',
          reason: { kind: 'within', tolerance: 0.00824 },
          tolerance: 0.00824,
        }),
      ],
    },
  ),
  explanation: explanationOf({ config: [paramChange] }),
  curves: [curve('eval_loss', lossPoints(240, 0.412, 1, 0.0029), lossPoints(240, 0.412))],
})

const crashed = exampleModel({
  verdict: verdictOf(
    'failed',
    { kind: 'crashed', code: 1, signal: undefined },
    { basis: undefined, metrics: [], findings: [{ kind: 'left-out', path: 'data/vocab.json' }] },
  ),
  explanation: explanationOf({
    code: [
      {
        kind: 'code',
        path: 'train.py',
        how: 'changed',
        imported: true,
        hunks: [
          {
            beforeLine: 8,
            afterLine: 8,
            lines: [' import json', "+VOCAB = json.load(open('data/vocab.json'))"],
          },
        ],
      },
    ],
  }),
  curves: [],
  crash: [
    'Traceback (most recent call last):',
    '  File "train.py", line 9, in <module>',
    "    VOCAB = json.load(open('data/vocab.json'))",
    "FileNotFoundError: [Errno 2] No such file or directory: 'data/vocab.json'",
  ],
})

/** What the first difference tells: a learning rate in force, and how the difference grows. */
const factors = explanationOf({ config: [RATE], code: [unwatched] })
const divergence = parted('hyper-parameter', {
  step: 0,
  hyper: [faster()],
  ladder: [
    { rung: 'init', state: 'same' },
    { rung: 'batch', state: 'same' },
    { rung: 'forward', state: 'unknown' },
    { rung: 'loss', state: 'same' },
    { rung: 'gradient', state: 'same' },
    { rung: 'hyper', state: 'different', tensor: 'lr' },
    { rung: 'update', state: 'different', tensor: 'blocks.0.attn.qkv.weight', relative: 3.1e-5 },
  ],
  mode: 'borders',
  because: 'torch.compile',
  growth: [0, 1, 2, 4, 8, 16, 32, 64, 128].map((step) => ({
    step,
    relative: 3.1e-5 * (1 + step) ** 1.4,
  })),
})
const rate = causeOf({ ...factors, divergence })
const told = exampleModel({
  ...changed,
  explanation: { ...factors, divergence, ...(rate && { cause: rate }) },
})

/** Names that do not break, in every place where a name may stand: nothing may be wider than the window. */
const crowded = infest(reportOf(fullModel('beyond'), fullModel('sources-disagree')), [
  'an_unbroken_name'.repeat(9),
  '漢字'.repeat(60),
  'some/long/path/'.repeat(8),
])

/** Name → report: what the screenshots show. */
export const SCENES: Readonly<Record<string, Report>> = {
  changed: reportOf(changed),
  identical: reportOf(identical),
  models: reportOf(
    { ...changed, verdict: { ...changed.verdict, model: 'digits' } },
    {
      ...reproduced,
      verdict: {
        ...reproduced.verdict,
        model: 'tabular',
        key: { model: 'tabular', accelerator: 'nvidia-h200', count: 1 },
      },
    },
    {
      ...crashed,
      verdict: {
        ...crashed.verdict,
        model: 'char-gpt',
        key: { model: 'char-gpt', accelerator: 'nvidia-h200', count: 1 },
      },
    },
  ),
  reproduced: reportOf(reproduced),
  crashed: reportOf(crashed),
  parted: reportOf(told),
  crowded,
}
