import { describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openProject } from '../../src/flows/project.ts'
import { parseLock } from '../../src/spec/lock-file.ts'
import { plain } from '../../src/report/text/line.ts'
import { sentence } from '../../src/report/words/sentence.ts'
import { FILES, labWithBaseline, makeLab, TRAIN, type Lab } from './lab.ts'

const entryOf = (lab: Lab): unknown =>
  Object.values(
    parseLock(readFileSync(join(lab.root, 'reprise.lock'), 'utf8'), 'reprise.lock').baselines,
  )[0]

describe('the life of a baseline on one machine', () => {
  test('adoption: the training is run twice, and the lock is offered as a patch', async () => {
    const lab = makeLab()
    const first = await lab.verdict()
    expect(first.verdict).toMatchObject({
      verdict: 'identical',
      basis: 'self',
      reasons: [{ kind: 'self-repeats' }],
    })
    expect(first.cost.runs).toBe(2)
    expect(first.lockPatch).toMatch(
      /^--- a\/reprise.lock\n\+\+\+ b\/reprise.lock\n[\s\S]*repeats: yes/,
    )
    await lab.accept()
    expect(entryOf(lab)).toMatchObject({
      cause: 'first',
      repeats: 'yes',
      runs: 1,
      metrics: { eval_loss: { better: 'lower', step: 24 } },
    })
    lab.remove()
  })

  test('the patch of the report and what accept writes are the same lock', async () => {
    const lab = makeLab()
    const { lockPatch = '' } = await lab.verdict()
    writeFileSync(`${lab.root}.patch`, lockPatch)
    lab.git('apply', `${lab.root}.patch`)
    const patched = readFileSync(join(lab.root, 'reprise.lock'), 'utf8')
    rmSync(join(lab.root, 'reprise.lock'))
    rmSync(`${lab.root}.patch`)
    await lab.accept()
    expect(readFileSync(join(lab.root, 'reprise.lock'), 'utf8')).toBe(patched)
    lab.remove()
  })

  test('a new baseline is accepted with a cause, and the sentence says so until it is committed', async () => {
    const lab = await labWithBaseline()
    lab.write({ 'config.json': '{"seed": 8, "rate": 0.1}\n' })
    const changed = await lab.verdict()
    expect(changed.verdict.verdict).toBe('changed')
    await expect(lab.accept()).rejects.toMatchObject({ code: 'accept-unexplained' })
    await lab.accept({ because: 'another seed' })
    expect(entryOf(lab)).toMatchObject({ cause: 'configuration', because: 'another seed' })
    expect(plain(sentence(await lab.verdict()))).toMatch(
      /^accepts eval_loss [+−]0\.\d+: \*another seed\*.*identical: bit for bit/,
    )
    lab.commit('Another seed')
    expect(plain(sentence(await lab.verdict()))).toMatch(/^identical/)
    lab.remove()
  })

  test('where two factors moved, a person names the cause', async () => {
    const lab = await labWithBaseline()
    lab.write({
      'config.json': '{"seed": 8, "rate": 0.1}\n',
      'train.py': `${TRAIN}# and a comment\n`,
    })
    await lab.check()
    await expect(lab.accept({ because: 'both' })).rejects.toMatchObject({
      code: 'accept-unexplained',
      message: expect.stringContaining('code and configuration differ'),
    })
    lab.remove()
  })

  test('a failed run is no baseline, and a run of another tree is refused', async () => {
    const lab = makeLab({ ...FILES, 'train.py': `${TRAIN}raise SystemExit(2)\n` })
    await lab.check()
    await expect(lab.accept()).rejects.toMatchObject({ code: 'record-absent' })
    lab.write({ 'train.py': TRAIN })
    await lab.check()
    lab.write({ 'train.py': `${TRAIN}# more\n` })
    await expect(lab.accept()).rejects.toMatchObject({ code: 'accept-stale' })
    lab.remove()
  })
})

test('accept takes no run whose command, environment or data were others', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'reprise-data-'))
  writeFileSync(join(outside, 'more.csv'), '1\n')
  const yml = `${FILES['reprise.yml'].replace('data: [data.csv]', `data: [data.csv, ${outside}/more.csv]`)}env: {RATE: "1"}\n`
  const lab = await labWithBaseline({ ...FILES, 'reprise.yml': yml })
  const stale = (): Promise<unknown> =>
    expect(lab.accept({ because: 'x', cause: 'data' })).rejects.toMatchObject({
      code: 'accept-stale',
    })
  lab.write({ 'reprise.yml': yml.replace('train.py', 'train.py --more') })
  await stale()
  lab.write({ 'reprise.yml': yml.replace('RATE: "1"', 'RATE: "2"') })
  await stale()
  lab.write({ 'reprise.yml': yml })
  await lab.accept({ because: 'the same', cause: 'data' })
  writeFileSync(join(outside, 'more.csv'), '2\n')
  await stale()
  lab.remove()
  rmSync(outside, { recursive: true })
})

describe('check --base: as a pull request would be judged', () => {
  test('a base whose reprise.yml cannot be read lets no change judge itself', async () => {
    const lab = await labWithBaseline()
    lab.write({ 'reprise.yml': `${FILES['reprise.yml']}nonsense: 3\n` })
    lab.commit('Break the configuration')
    lab.git('checkout', '-q', '-b', 'change')
    lab.write({
      'config.json': '{"seed": 9, "rate": 0.1}\n',
      'reprise.yml': FILES['reprise.yml'].replace('within: 0.001', 'within: 10'),
    })
    lab.commit()
    const model = await lab.verdict({ base: 'main' })
    expect(model.verdict).toMatchObject({
      verdict: 'incomparable',
      reasons: [
        { kind: 'baseline-unreadable', why: expect.stringMatching(/base's reprise.yml.*nonsense/) },
      ],
    })
    lab.remove()
  })

  test('a lock entry that was replaced without a cause is not taken', async () => {
    const lab = await labWithBaseline()
    lab.git('checkout', '-q', '-b', 'change')
    lab.write({ 'config.json': '{"seed": 9, "rate": 0.1}\n' })
    rmSync(join(lab.root, 'reprise.lock'))
    await lab.check()
    await lab.accept()
    lab.commit()
    const model = await lab.verdict({ base: 'main' })
    expect([model.verdict.verdict, model.verdict.reasons[0]?.kind]).toEqual([
      'incomparable',
      'baseline-unreadable',
    ])
    lab.remove()
  })

  test('the base’s tolerance counts, not the one that the change wrote for itself', async () => {
    const lab = await labWithBaseline()
    lab.git('checkout', '-q', '-b', 'change')
    lab.write({
      'config.json': '{"seed": 9, "rate": 0.1}\n',
      'reprise.yml': FILES['reprise.yml'].replace('within: 0.001', 'within: 10'),
    })
    lab.commit()
    expect((await lab.verdict()).verdict.verdict).toBe('reproduced')
    const judged = await lab.verdict({ base: 'main' })
    expect(judged.verdict.verdict).toBe('changed')
    expect(judged.settings).toEqual([
      {
        field: 'expect.eval_loss',
        base: expect.stringContaining('0.001'),
        head: expect.stringContaining('10'),
        counted: 'base',
        line: 5,
      },
    ])
    lab.remove()
  })

  test('a model that the change removes is not passed over', async () => {
    const two = 'models:\n  one: {train: python3 train.py}\n  two: {train: python3 train.py}\n'
    const lab = makeLab({ ...FILES, 'reprise.yml': two })
    lab.git('checkout', '-q', '-b', 'change')
    lab.write({ 'reprise.yml': 'models:\n  one: {train: python3 train.py}\n' })
    lab.commit()
    const report = await lab.check({ base: 'main' })
    expect(
      report.models.map(({ verdict }) => [
        verdict.model,
        verdict.verdict,
        verdict.reasons[0]?.kind,
      ]),
    ).toContainEqual(['two', 'incomparable', 'model-removed'])
    expect(report.exitCode).toBe(3)
    lab.remove()
  })
})

describe('without an entry for this machine', () => {
  test('the base commit is retrained, and its verdict counts', async () => {
    const lab = makeLab()
    lab.write({ 'data.csv': FILES['data.csv'].replace('\n7.5\n', '\n9000.5\n') })
    const model = await lab.verdict()
    expect(model.verdict).toMatchObject({ verdict: 'changed', basis: 'a/b' })
    expect(plain(sentence(model))).toMatch(/`data\.csv` row 8 differs/)
    expect(model.exitCode).toBe(1)
    lab.remove()
  })
})

describe('a project of a monorepo', () => {
  test('has its paths, its lock and its ledger beside its reprise.yml', async () => {
    const files = Object.fromEntries(
      Object.entries(FILES).map(([path, text]) => [`projects/a/${path}`, text]),
    )
    const lab = makeLab(files)
    const inside = join(lab.root, 'projects', 'a')
    const project = await openProject(inside, undefined)
    expect(project.spec.models['main']).toMatchObject({
      directory: 'projects/a',
      params: ['projects/a/config.json'],
    })
    const { check } = await import('../../src/flows/check.ts')
    const options = {
      models: [],
      base: undefined,
      isolation: undefined,
      signal: new AbortController().signal,
      onProgress: () => {},
    }
    const report = await check(project, options)
    expect(report.models[0]?.verdict).toMatchObject({ verdict: 'identical', basis: 'self' })
    lab.remove()
  })
})

describe('a training that cannot be started', () => {
  test('because its setup fails: failed, with what it wrote last', async () => {
    const lab = await labWithBaseline()
    lab.write({
      'reprise.yml': `${FILES['reprise.yml']}setup: "echo no such package >&2; exit 3"\n`,
    })
    const model = await lab.verdict()
    expect(model.verdict).toMatchObject({ verdict: 'failed', reasons: [{ kind: 'not-started' }] })
    expect(model.crash).toEqual(['no such package'])
    expect(plain(sentence(model))).toMatch(
      /^failed: the training could not start: the setup of main .* ended with 3: `no such package`/,
    )
    expect(model.exitCode).toBe(1)
    lab.remove()
  })

  test('because its data are not there, while another model goes on', async () => {
    const two =
      'models:\n  one: {train: python3 train.py, data: [gone.csv]}\n  two: {train: python3 train.py}\n'
    const lab = makeLab({ ...FILES, 'reprise.yml': two })
    const report = await lab.check()
    expect(report.models.map(({ verdict }) => [verdict.model, verdict.verdict])).toEqual([
      ['one', 'failed'],
      ['two', 'identical'],
    ])
    expect(report.exitCode).toBe(1)
    lab.remove()
  })
})

test('a model with a baseline that reprise.yml no longer has is not passed over', async () => {
  const lab = await labWithBaseline({
    ...FILES,
    'reprise.yml': 'models:\n  one: {train: python3 train.py}\n',
  })
  lab.write({ 'reprise.yml': 'models:\n  two: {train: python3 train.py}\n' })
  const report = await lab.check({ models: ['two'] })
  expect(
    report.models.map(({ verdict }) => [verdict.model, verdict.reasons[0]?.kind]),
  ).toContainEqual(['one', 'model-removed'])
  expect(report.exitCode).toBe(3)
  lab.remove()
})
