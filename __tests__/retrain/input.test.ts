import { afterAll, describe, expect, test } from '@jest/globals'
import type { InputDigest } from '../../src/record/digest.ts'
import { harvest } from '../../src/retrain/harvest/harvest.ts'
import { inputOf } from '../../src/retrain/input.ts'
import { retrainOnce } from '../../src/retrain/retrain.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'
import { PROBE } from './harvested.ts'
import {
  cleanUp,
  LEVELS,
  makeRepository,
  modelOf,
  temporaryFolder,
  withTemplate,
  write,
  type Attempt,
} from './repository.ts'

afterAll(cleanUp)

interface Inputs {
  readonly before: InputDigest
  readonly recorded: InputDigest
  readonly after: InputDigest
}

/** What is said before a run, what its record says, and what is said after it. */
async function inputs(checkout: string, attempt: Attempt): Promise<Inputs> {
  return withTemplate(checkout, { ...attempt, probe: PROBE }, async (template) => {
    const before = await inputOf(template)
    const outcome = await retrainOnce(template, { seed: 0, accelerators: [] })
    expect(outcome.exit).toEqual({ how: 'finished', code: 0 })
    const { record } = await harvest(outcome, {
      model: modelOf(attempt.model),
      key: { model: 'main', accelerator: 'x86-64-v3' },
      code: { dirty: false },
      checkout,
      hardware: { cpu: { level: 'x86-64-v3', cores: 2 }, accelerators: [] },
    })
    return { before, recorded: record.input, after: await inputOf(template) }
  })
}

const FILES = {
  'train.py': 'print(open("tracked/a.csv").read())\n',
  'tracked/a.csv': '1\n',
  'requirements.txt': 'numpy==1.26.0\n',
  '.gitignore': 'made/\nlocal/\n',
}
const MODEL: Partial<ModelSpec> = {
  setup: 'mkdir -p made && echo made > made/x && chmod +x made/x',
  env: { SIZE: '3', PASSED: null },
}
const caller = { ...process.env, PASSED: 'a value' }

describe.each(LEVELS)('the input digest before a run, at isolation level %i', (isolation) => {
  test('is that of its record, with data of every kind, setup and env', async () => {
    const checkout = makeRepository(FILES)
    const outside = temporaryFolder()
    write(outside, { 'store/blob': 'x', 'set/b.csv': '2\n', 'set/c.csv': '-> ../store/blob' })
    write(checkout, { 'local/d.csv': '#! 3\n' })
    const data: ModelSpec['data'] = [
      { path: 'tracked', mode: 'bind' },
      { path: 'made', mode: 'copy' },
      { path: 'local/*.csv', mode: 'copy' },
      { path: `${outside}/store`, mode: 'bind' },
      { path: `${outside}/set`, mode: isolation === 4 ? 'copy' : 'bind' },
    ]
    const model = { ...MODEL, data }
    const { before, recorded, after } = await inputs(checkout, { isolation, caller, model })
    expect([before, after]).toEqual([recorded, recorded])
  })

  test('is that of its record where the training changes its data', async () => {
    const checkout = makeRepository({
      'train.py': 'open("tracked/a.csv", "a").write("2")\nopen("new.txt", "w").write("x")\n',
      'tracked/a.csv': '1\n',
    })
    const model = { data: [{ path: 'tracked', mode: 'copy' as const }] }
    const { before, recorded, after } = await inputs(checkout, { isolation, model })
    expect([before, after]).toEqual([recorded, recorded])
  })
})

test('it differs where a file, the data, a lock, a variable or `deterministic` does', async () => {
  const of = (files: Readonly<Record<string, string>>, attempt: Attempt = {}): Promise<string> =>
    withTemplate(makeRepository({ ...FILES, ...files }), { caller, ...attempt }, (template) =>
      inputOf(template),
    )
  const model = { ...MODEL, data: [{ path: 'made', mode: 'bind' as const }] }
  const same = await of({}, { model })
  expect(await of({}, { model })).toBe(same)
  const others = [
    await of({ 'train.py': 'print(1)\n' }, { model }),
    await of({ 'requirements.txt': 'numpy==1.26.1\n' }, { model }),
    await of({}, { model: { ...model, setup: 'mkdir made && echo other > made/x' } }),
    await of({}, { model, caller: { ...caller, PASSED: 'another' } }),
    await of({}, { model: { ...model, env: { ...model.env, SIZE: '4' } } }),
    await of({}, { model: { ...model, deterministic: false } }),
  ]
  expect(new Set([same, ...others]).size).toBe(others.length + 1)
  // The seed is what two draws of the same inputs differ in.
  expect(await of({}, { model: { ...model, seed: { how: 'env', name: 'S', values: [1] } } })).toBe(
    same,
  )
})

test('data that are not there are told as for a run', async () => {
  const model = { setup: 'true', data: [{ path: 'made', mode: 'bind' as const }] }
  const attempt = withTemplate(makeRepository(FILES), { model }, (template) => inputOf(template))
  await expect(attempt).rejects.toMatchObject({ code: 'data-missing' })
})
