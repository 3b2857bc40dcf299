import type { Reason } from '../../src/compare/verdict.ts'
import type { Finding, FindingKind } from '../../src/record/finding.ts'
import type { VerdictKind } from '../../src/spec/spec.ts'

type ReasonOf<K extends Reason['kind']> = Extract<Reason, { kind: K }>
type FindingOf<K extends FindingKind> = Extract<Finding, { kind: K }>

/** One of each kind, with the verdict that it leads to; the compiler asks for every kind. */
export const REASONS: { readonly [K in Reason['kind']]: readonly [VerdictKind, ReasonOf<K>] } = {
  'bits-equal': ['identical', { kind: 'bits-equal', evidence: 'series' }],
  'values-equal': ['reproduced', { kind: 'values-equal' }],
  'bits-differ': ['changed', { kind: 'bits-differ', where: 'series' }],
  'identity-unproven': ['changed', { kind: 'identity-unproven' }],
  within: ['reproduced', { kind: 'within', tolerance: 0.01 }],
  beyond: ['changed', { kind: 'beyond', tolerance: 0.01 }],
  better: ['improved', { kind: 'better', tolerance: 0.01 }],
  'weights-differ': ['reproduced', { kind: 'weights-differ' }],
  'self-repeats': ['reproduced', { kind: 'self-repeats' }],
  'self-differs': ['nondeterministic', { kind: 'self-differs', metric: 'eval_loss', step: 1 }],
  'noise-not-measured': ['inconclusive', { kind: 'noise-not-measured' }],
  'budget-spent': ['inconclusive', { kind: 'budget-spent', runs: 8, minutes: 112 }],
  'killed-outside': ['inconclusive', { kind: 'killed-outside', signal: 'SIGKILL' }],
  'no-baseline': [
    'incomparable',
    { kind: 'no-baseline', why: 'other-key', keys: ['digits @ nvidia-h200 x1'] },
  ],
  'baseline-unreadable': [
    'incomparable',
    { kind: 'baseline-unreadable', why: 'line 4 is no YAML' },
  ],
  'no-metric': ['incomparable', { kind: 'no-metric', seen: ['f1', 'lr'] }],
  'metric-not-in-baseline': ['incomparable', { kind: 'metric-not-in-baseline' }],
  'other-step': ['incomparable', { kind: 'other-step', run: 800, baseline: 1000 }],
  'sources-disagree': [
    'incomparable',
    {
      kind: 'sources-disagree',
      values: [
        ['a.json', '0.412'],
        ['b.csv', '0.436'],
      ],
    },
  ],
  'resolution-coarser': [
    'incomparable',
    { kind: 'resolution-coarser', resolution: 'decimal:2', within: 0.001 },
  ],
  'nonfinite-lost': ['incomparable', { kind: 'nonfinite-lost', source: 'reader:tb runs/events' }],
  'zero-mean': ['incomparable', { kind: 'zero-mean' }],
  'environment-moved': ['incomparable', { kind: 'environment-moved', what: ['driver 550 → 560'] }],
  'model-removed': ['incomparable', { kind: 'model-removed' }],
  'evidence-lost': ['incomparable', { kind: 'evidence-lost', why: 'the job digits was cancelled' }],
  draft: ['incomparable', { kind: 'draft' }],
  crashed: ['failed', { kind: 'crashed', code: 1, signal: undefined }],
  'not-started': [
    'failed',
    { kind: 'not-started', what: 'the setup of main ended with 1', hint: 'Mend requirements.txt.' },
  ],
  timeout: ['failed', { kind: 'timeout', seconds: 3600 }],
  idle: ['failed', { kind: 'idle', seconds: 900 }],
  'metric-missing': ['failed', { kind: 'metric-missing' }],
  'not-finite': ['failed', { kind: 'not-finite', value: 'NaN', of: 'run' }],
  'foreign-module': ['invalid', { kind: 'foreign-module', path: 'src/model.py' }],
  'evidence-invalid': [
    'invalid',
    { kind: 'evidence-invalid', why: 'the record is of another tree' },
  ],
}

export const FINDINGS: { readonly [K in FindingKind]: FindingOf<K> } = {
  'not-hermetic': { kind: 'not-hermetic', addresses: ['files.example.org:443'] },
  'left-out': { kind: 'left-out', path: 'data/vocab.json' },
  'data-changed': { kind: 'data-changed', name: 'data', paths: ['data/cache.bin'] },
  'weak-isolation': { kind: 'weak-isolation', level: 2, why: 'bubblewrap is not installed' },
  'foreign-module': { kind: 'foreign-module', path: 'src/model.py' },
  'probe-absent': { kind: 'probe-absent', why: 'python -I' },
  'trace-disabled': { kind: 'trace-disabled', why: 'forward: RuntimeError: no storage' },
  'trace-incomplete': { kind: 'trace-incomplete', why: 'rank 1 left none' },
  'nondeterministic-operators': {
    kind: 'nondeterministic-operators',
    names: ['index_add_cuda_', 'scatter_add_cuda_kernel'],
  },
  unseeded: { kind: 'unseeded', generators: ['numpy'] },
  'seed-not-wired': { kind: 'seed-not-wired' },
  'processes-left': { kind: 'processes-left', count: 2 },
  'sources-disagree': {
    kind: 'sources-disagree',
    metric: 'loss',
    values: [
      ['a.json', '1'],
      ['b.csv', '2'],
    ],
  },
  'source-truncated': { kind: 'source-truncated', path: 'a.jsonl', where: 'line 12' },
  'source-unreadable': { kind: 'source-unreadable', path: 'a.json', why: 'no JSON' },
  'metrics-unwritten': { kind: 'metrics-unwritten', path: 'metrics.json' },
  'no-metrics': { kind: 'no-metrics', looked: ['out/log.txt'] },
  'series-rewound': { kind: 'series-rewound', metric: 'loss', source: 'reader:csv a.csv' },
  'hardware-unknown': { kind: 'hardware-unknown', why: 'nvidia-smi is not on the PATH' },
  'pin-mismatch': {
    kind: 'pin-mismatch',
    name: 'numpy',
    pinned: '2.1.0',
    installed: '2.2.0',
    file: 'uv.lock',
  },
  'crashed-once': { kind: 'crashed-once', record: `sha256:${'ab'.repeat(32)}` },
  'repeats-unknown': { kind: 'repeats-unknown' },
  'repeats-not': { kind: 'repeats-not' },
  'varies-by-itself': { kind: 'varies-by-itself', metrics: ['wall'] },
  'nonfinite-inside': { kind: 'nonfinite-inside', metric: 'eval_loss', count: 2 },
  'tolerance-below-resolution': {
    kind: 'tolerance-below-resolution',
    metric: 'loss',
    within: 0.001,
    resolution: 'decimal:2',
  },
  'no-git': { kind: 'no-git', why: 'no .git above this folder' },
  'no-config': { kind: 'no-config', path: 'reprise.yml' },
  'no-baseline': { kind: 'no-baseline', model: 'digits' },
  'no-sandbox': {
    kind: 'no-sandbox',
    why: 'bwrap is not installed',
    mend: 'apt install bubblewrap',
  },
  'dirty-tree': { kind: 'dirty-tree', paths: ['train.py'] },
  'no-pins': { kind: 'no-pins' },
  'loose-pins': { kind: 'loose-pins', file: 'requirements.txt', names: ['numpy'] },
  'data-missing': { kind: 'data-missing', name: 'data/*.csv' },
  'data-floating': { kind: 'data-floating', name: 'imdb', why: 'no revision is named' },
  'lfs-pointer': { kind: 'lfs-pointer', path: 'data/train.bin' },
  'driver-unknown': { kind: 'driver-unknown', why: 'nvidia-smi failed' },
  'no-interpreter': { kind: 'no-interpreter', command: 'python' },
  'directory-missing': { kind: 'directory-missing', model: 'digits', path: 'app' },
  'low-disk': { kind: 'low-disk', free: 1_500_000_000 },
}
