import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv, type ValidateFunction } from 'ajv'
import { parse } from 'yaml'
import { schemas } from '../../scripts/schemas.ts'
import { sha256, type InputDigest, type RecordId } from '../../src/record/digest.ts'
import { parseLock, setBaseline, writeLock } from '../../src/spec/lock-file.ts'
import { parseSpec } from '../../src/spec/parse.ts'
import { exampleRecord } from '../record/example.ts'

const folder = new URL('../../docs/schema/', import.meta.url)

test.each([...schemas()])('docs/schema/%s is what the generator gives', (name, text) => {
  expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text)
})

function validator(name: string): ValidateFunction {
  // An unknown keyword is an error; the style rules of ajv are not ours.
  const options = { strict: true, strictTuples: false, strictTypes: false, strictRequired: false }
  return new Ajv(options).compile(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object)
}

const accepts = validator('reprise.schema.json')

describe('reprise.schema.json accepts what the parser accepts', () => {
  test.each([
    'train: python train.py',
    'train: x\nseed: auto\ndeterministic: false',
    'train: x\nseed: {arg: --seed, values: [1, 2]}\nexpect: {loss: {}, acc: {within: 1%}}',
    'train: x\nenv: {A: "2", WANDB_MODE: , GITHUB_SHA: "fixed"}\npolicy: {green: [improved, reproduced, identical]}',
    'models: {a: {train: x}, b.c-d_e: {train: y, data: [a, {path: /b, mode: copy}, ~/c]}}\npolicy: {budget: {minutes: 0.5}}',
    `models:
  char-gpt:
    train: python train.py --config configs/mini.yaml
    directory: .
    setup: pip install -r requirements.txt
    env: {OMP_NUM_THREADS: "2"}
    require: reproduced
    timeout: 60m
    idle: 15m
    network: auto
    ignore: [docs/**, .github/**, CHANGELOG.md]
    data:
      - data/tiny.txt
      - {path: /mnt/sets/mini, mode: copy}
    caches: [~/.cache/huggingface/hub]
    params: [configs/mini.yaml]
    packages: [uv.lock]
    metrics: [runs/**, metrics.json]
    weights: [out/model.safetensors]
    expect:
      eval_loss: {better: lower, within: auto}
      accuracy: {better: higher, within: 0.005, required: true, steps: same}
    accelerator: auto
policy:
  green: [identical, reproduced]
  budget: {runs: 8, minutes: 120}
`,
  ])('%s', (text) => {
    expect(() => parseSpec(text, 'reprise.yml')).not.toThrow()
    expect(accepts(parse(text))).toBe(true)
  })
})

describe('reprise.schema.json refuses what the parser refuses', () => {
  test.each([
    '[a]',
    'idle: 5m',
    'trian: x',
    'train: 5',
    'train: ""',
    'train: x\nmodels: {a: {train: x}}',
    'models: {a: {train: x}}\nidle: 5m',
    'models: {}',
    'models: {a: {}}',
    'models: {a/b: {train: x}}',
    'models: {a: {train: x, zzz: 1}}',
    'train: x\ndirectory: ../a',
    'train: x\ndirectory: /a',
    'train: x\nenv: {A: 2}',
    'train: x\nenv: {A B: "2"}',
    'train: x\nenv: {GITHUB_TOKEN: }',
    'train: x\nseed: automatic',
    'train: x\nseed: {env: A, arg: --b}',
    'train: x\nseed: {env: A, values: [1, 1]}',
    'train: x\nseed: {env: A, values: []}',
    'train: x\ntimeout: 5 minutes',
    'train: x\ntimeout: 0s',
    'train: x\nnetwork: maybe',
    'train: x\nmetrics: runs',
    'train: x\ndata: [{path: a, mode: link}]',
    'train: x\ndata: ["~"]',
    'train: x\ncaches: [cache]',
    'train: x\nexpect: {loss: }',
    'train: x\nexpect: {loss: {within: -1}}',
    'train: x\nexpect: {loss: {within: 2 %}}',
    'train: x\nexpect: {loss: {better: up}}',
    'train: x\naccelerator: NVIDIA A100',
    'train: x\npolicy: {green: [identical]}',
    'train: x\npolicy: {green: [identical, reproduced, changed]}',
    'train: x\npolicy: {budget: {runs: 0}}',
    'train: x\npolicy: {gate: branch}',
    'train: x\ndeterministic: "true"',
    'train: x\nledger: {repository: org/ledger}',
    'train: x\nrunner: []',
  ])('%j', (text) => {
    expect(() => parseSpec(text, 'reprise.yml')).toThrow()
    expect(accepts(parse(text))).toBe(false)
  })
})

test('every field has a text that editors show', () => {
  const { properties } = JSON.parse(schemas().get('reprise.schema.json') ?? '') as {
    properties: Record<string, { description?: string }>
  }
  const silent = Object.keys(properties).filter(
    (name) => (properties[name]?.description ?? '') === '',
  )
  expect(Object.keys(properties)).toContain('models')
  expect(silent).toEqual([])
})

test('lock.schema.json and record.schema.json accept what is written', () => {
  const text = writeLock(
    setBaseline(undefined, 'main @ arm64', {
      record: sha256('a') as string as RecordId,
      input: sha256('b') as string as InputDigest,
      seed: 0,
      runs: 1,
      repeats: 'unknown',
      metrics: { loss: { mean: 'NaN', step: 3, resolution: 'decimal:4' } },
      cause: 'first',
      because: 'first',
    }),
  )
  const lock = validator('lock.schema.json')
  expect(lock(parse(text))).toBe(true)
  const spoilt = text.replace('repeats: unknown', 'repeats: maybe')
  expect(lock(parse(spoilt))).toBe(false)
  expect(() => parseLock(spoilt, 'reprise.lock')).toThrow()
  const record = validator('record.schema.json')
  expect(record(exampleRecord())).toBe(true)
  expect(record({ ...exampleRecord(), extra: 1 })).toBe(false)
})
