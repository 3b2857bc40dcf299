import { describe, expect, test } from '@jest/globals'
import { parseSpec } from '../../src/spec/parse.ts'
import { problemsIn } from './problems.ts'

const DEFAULTS = {
  directory: '.',
  setup: undefined,
  env: {},
  seed: { how: 'auto' },
  deterministic: true,
  require: 'reproduced',
  timeout: 3600,
  idle: 900,
  network: 'auto',
  ignore: ['docs/**', '.github/**', 'CHANGELOG.md'],
  data: [],
  caches: undefined,
  params: undefined,
  packages: undefined,
  metrics: undefined,
  weights: [],
  expect: {},
  accelerator: undefined,
  runner: undefined,
}
const POLICY = { green: ['identical', 'reproduced'], budget: { runs: 8, minutes: 120 } }

test('one line is a complete file: a model called main with every default', () => {
  expect(parseSpec('train: python train.py\n', 'reprise.yml')).toEqual({
    file: 'reprise.yml',
    models: { main: { ...DEFAULTS, name: 'main', train: 'python train.py' } },
    policy: POLICY,
    ledger: { branch: 'reprise' },
    places: { 'models.main.train': { file: 'reprise.yml', line: 1, column: 1 } },
  })
})

const FULL = `# every field that has an effect
models:
  char-gpt:
    train: python train.py --config configs/mini.yaml
    directory: ./training/
    setup: |
      pip install -r requirements.txt
      pip install -e .
    env: {OMP_NUM_THREADS: "2", WANDB_MODE: }
    seed: {env: SEED, values: [1, 2, 3]}
    deterministic: false
    require: identical
    timeout: 90s
    idle: 15m
    network: off
    ignore: []
    data:
      - data/tiny.txt
      - {path: /mnt/sets/mini, mode: copy}
      - path: ~/sets/**
    caches: [~/.cache/huggingface/hub]
    params: [configs/mini.yaml]
    packages: [uv.lock]
    metrics: [runs/**, metrics.json]
    weights: [out/model.safetensors]
    expect:
      eval_loss: {better: lower, within: auto}
      accuracy: {better: higher, within: 0.005, required: true, steps: any}
      eval/f1: {within: 0.7%}
      bleu: {}
    accelerator: example-npu-2
  other: {train: make train, seed: {arg: --seed}}
policy:
  green: [improved, identical, reproduced]
  budget: {runs: 3, minutes: 0.5}
`

test('the full file', () => {
  const spec = parseSpec(FULL, 'project/reprise.yml')
  expect(spec.models['char-gpt']).toEqual({
    name: 'char-gpt',
    train: 'python train.py --config configs/mini.yaml',
    directory: 'training',
    setup: 'pip install -r requirements.txt\npip install -e .\n',
    env: { OMP_NUM_THREADS: '2', WANDB_MODE: null },
    seed: { how: 'env', name: 'SEED', values: [1, 2, 3] },
    deterministic: false,
    require: 'identical',
    timeout: 90,
    idle: 900,
    network: 'off',
    ignore: [],
    data: [
      { path: 'data/tiny.txt', mode: 'bind' },
      { path: '/mnt/sets/mini', mode: 'copy' },
      { path: '~/sets/**', mode: 'bind' },
    ],
    caches: ['~/.cache/huggingface/hub'],
    params: ['configs/mini.yaml'],
    packages: ['uv.lock'],
    metrics: ['runs/**', 'metrics.json'],
    weights: ['out/model.safetensors'],
    expect: {
      eval_loss: { better: 'lower', within: { kind: 'auto' }, required: false, steps: 'same' },
      accuracy: {
        better: 'higher',
        within: { kind: 'absolute', value: 0.005 },
        required: true,
        steps: 'any',
      },
      'eval/f1': {
        better: undefined,
        within: { kind: 'relative', value: 0.007 },
        required: false,
        steps: 'same',
      },
      bleu: { better: undefined, within: { kind: 'auto' }, required: false, steps: 'same' },
    },
    accelerator: 'example-npu-2',
  })
  expect(spec.models['other']).toEqual({
    ...DEFAULTS,
    name: 'other',
    train: 'make train',
    seed: { how: 'arg', name: '--seed', values: undefined },
  })
  expect(spec.policy).toEqual({
    green: ['improved', 'identical', 'reproduced'],
    budget: { runs: 3, minutes: 0.5 },
  })
})

test('every written key has its place, by the path under which the specification has it', () => {
  const { places } = parseSpec(FULL, 'project/reprise.yml')
  const at = (line: number, column: number) => ({ file: 'project/reprise.yml', line, column })
  expect(places['models.char-gpt.expect.accuracy.within']).toEqual(at(28, 34))
  expect(places['models.char-gpt.data.1.mode']).toEqual(at(19, 32))
  expect(places['policy.budget.runs']).toEqual(at(35, 12))
  const short = parseSpec('train: x\npolicy: {budget: {runs: 2}}\nidle: 5m\n', 'r.yml').places
  expect(short['models.main.idle']).toEqual({ file: 'r.yml', line: 3, column: 1 })
  expect(short['policy.budget.runs']).toEqual({ file: 'r.yml', line: 2, column: 19 })
})

describe('values that are easily misread', () => {
  const model = (yaml: string) => parseSpec(`train: x\n${yaml}\n`, 'reprise.yml').models['main']

  test.each([
    ['network: on', { network: 'on' }],
    ['network: off', { network: 'off' }],
    ['timeout: 2h', { timeout: 7200 }],
    ['timeout: 168h', { timeout: 604_800 }],
    ['directory: .', { directory: '.' }],
    ['directory: a/./b//', { directory: 'a/b' }],
    ['seed: auto', { seed: { how: 'auto' } }],
    ['deterministic: false', { deterministic: false }],
    ['deterministic: true', { deterministic: true }],
    ['seed: {arg: -s}', { seed: { how: 'arg', name: '-s', values: undefined } }],
    ['env: {A: ""}', { env: { A: '' } }],
    ['env: {A: ~}', { env: { A: null } }],
    [
      'data: [./run/x, .github/y, /mnt/proc, /var/lib/z]',
      {
        data: ['./run/x', '.github/y', '/mnt/proc', '/var/lib/z'].map((path) => ({
          path,
          mode: 'bind',
        })),
      },
    ],
    ['data: ["sets/**/*.csv"]', { data: [{ path: 'sets/**/*.csv', mode: 'bind' }] }],
    ['ignore: ["..hidden", "a/..b"]', { ignore: ['..hidden', 'a/..b'] }],
  ])('%s', (yaml, expected) => {
    expect(model(yaml)).toMatchObject(expected)
  })

  test.each([
    ['1%', 0.01],
    ['0.7%', 0.007],
    ['.5%', 0.005],
    ['100%', 1],
    ['0%', 0],
  ])('a percentage is the nearest float64: %s', (written, value) => {
    const { expect: rules } = model(`expect: {loss: {within: ${written}}}`) ?? {}
    expect(rules?.['loss']?.within).toEqual({ kind: 'relative', value })
  })

  test('a metric may have the name of a member of every object', () => {
    const rules = model('expect: {constructor: {within: 1}}')?.expect ?? {}
    expect(Object.keys(rules)).toEqual(['constructor'])
    expect(rules['toString']).toBeUndefined()
    expect(parseSpec('train: x', 'reprise.yml').models['constructor']).toBeUndefined()
  })

  test('an anchor may be used again', () => {
    const text = `models:\n  a: &a\n    train: x\n    timeout: 5m\n  b: *a\n`
    const { models } = parseSpec(text, 'reprise.yml')
    expect(models['b']).toEqual({ ...models['a'], name: 'b' })
  })

  test('a byte order mark moves nothing', () => {
    expect(problemsIn('\uFEFFtrian: x')).toEqual(problemsIn('trian: x'))
  })
})
