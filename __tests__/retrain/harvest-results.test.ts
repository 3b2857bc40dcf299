import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import { manifestOf } from '../../src/record/manifest.ts'
import { RECORD_BYTES } from '../../src/record/record.ts'
import { decodeSeries } from '../../src/record/series.ts'
import { cleanUp, listOf, retrained } from './harvested.ts'

afterAll(cleanUp)

describe('metrics', () => {
  const stale = { 'old.json': '{"loss": 0.1}', 'train.py': 'print("trained")' }

  test('a file that the run did not write is not read, and where it was named that is said', async () => {
    const found = await retrained({ files: stale })
    expect(found.record.series).toEqual([])
    expect(found.of('no-metrics')).toEqual([{ kind: 'no-metrics', looked: [] }])

    const named = await retrained({ files: stale, model: { metrics: ['old.json', 'runs/**'] } })
    expect(named.of('metrics-unwritten').map(({ path }) => path)).toEqual(['old.json', 'runs/**'])
    expect(named.record.series).toEqual([])
  })

  test.each([
    ['old.json', 'text = open("old.json").read()\nopen("old.json", "w").write(text)'],
    ['new.json', 'import shutil\nshutil.copy("old.json", "new.json")'],
    ['old.json', 'import os\nos.utime("old.json")'],
  ])('bytes that lay in the tree before are no result, whoever wrote %s', async (path, train) => {
    const { record, of } = await retrained({ files: { ...stale, 'train.py': train } })
    expect(record.series).toEqual([])
    expect(of('metrics-unwritten')).toEqual([{ kind: 'metrics-unwritten', path }])
  })

  test('a file that set-up left is no result', async () => {
    const { record } = await retrained({
      files: stale,
      prepare: ({ copy }) => writeFileSync(join(copy, 'left.json'), '{"loss": 1}'),
      outcome: { started: new Date(Date.now() + 60_000) },
    })
    expect(record.series).toEqual([])
  })

  test('the files of a data set are no results, though the training wrote into them', async () => {
    const data = manifestOf('data', [['data/loss.csv', sha256('')]])
    const after = manifestOf('data', [['data/loss.csv', sha256('x')]])
    const train =
      'import os\nos.mkdir("data")\nopen("data/loss.csv", "w").write("step,loss\\n0,1.5\\n")'
    const { record, of } = await retrained({
      files: { 'train.py': train },
      outcome: {
        data: [{ name: 'data', mode: 'bind', manifest: data, after, files: 1, bytes: 0 }],
      },
    })
    expect(record.series).toEqual([])
    expect(record.facts.data).toEqual({ state: 'recorded', source: 'launcher' })
    expect(of('data-changed')).toEqual([
      { kind: 'data-changed', name: 'data', paths: ['data/loss.csv'] },
    ])
    expect(record.data[0]?.after).not.toBe(record.data[0]?.manifest)
  })

  test('links, pipes, folders and files without rights are never followed or waited for', async () => {
    const { record, of, base } = await retrained({
      files: { 'train.py': 'open("real.json", "w").write(\'{"loss": 0.5}\')' },
      model: { metrics: ['*.json', 'linked'] },
      spoil: ({ base, copy }) => {
        mkdirSync(join(base, 'outside'))
        writeFileSync(join(base, 'outside', 'secret.json'), '{"loss": 666}')
        symlinkSync(join(base, 'outside', 'secret.json'), join(copy, 'link.json'))
        symlinkSync(join(base, 'outside'), join(copy, 'linked'))
        symlinkSync(copy, join(copy, 'loop'))
        mkdirSync(join(copy, 'folder.json'))
        spawnSync('mkfifo', [join(copy, 'pipe.json')])
      },
    })
    expect(record.series).toMatchObject([{ name: 'loss', final: 0.5 }])
    expect(of('metrics-unwritten')).toMatchObject([{ path: 'linked' }])
    expect(JSON.stringify(record)).not.toContain(base)
  })

  test('garbage is a finding, not an error', async () => {
    const { record, of } = await retrained({
      files: {
        'train.py':
          'open("metrics.json", "wb").write(b"{\\xff" * 9)\nopen("caf\\u00e9.csv", "w").write("step,loss\\n0,1e999\\n")',
      },
      model: { metrics: ['metrics.json', '*.csv'] },
    })
    expect(of('source-unreadable')).toMatchObject([{ path: 'metrics.json' }])
    expect(record.series).toMatchObject([{ name: 'loss', final: 'Infinity' }])
  })

  test('more of them than a record holds: gated ones stay, all points stay, and it is said', async () => {
    const names = Array.from({ length: 400 }, (_, at) => `layer_${at}_${'x'.repeat(60)}_norm`)
    const train = [
      `names = ${JSON.stringify([...names, 'eval_loss', 'train_runtime'])}`,
      'open("metrics.csv", "w").write(",".join(["step", *names]) + "\\n" + ",".join(["0"] + ["0.25"] * len(names)) + "\\n")',
    ].join('\n')
    const run = await retrained({ files: { 'train.py': train } })
    expect(Buffer.byteLength(JSON.stringify(run.record))).toBeLessThanOrEqual(RECORD_BYTES)
    expect(run.record.series.map(({ name }) => name)).toContain('eval_loss')
    expect(run.record.series.length).toBeGreaterThan(50)
    expect(run.of('source-unreadable')).toMatchObject([
      { path: 'metrics', why: expect.stringContaining('do not fit into a record') },
    ])
    const series = run.record.attachments.find(({ kind }) => kind === 'series')
    expect(
      decodeSeries(run.attachments.get(series?.digest ?? sha256('')) ?? new Uint8Array(), 'series')
        .size,
    ).toBe(402)
  })
})

test('a flood of findings never hides those that decide', async () => {
  const train = [
    'for n in range(400): open(f"m{n:03}{\'y\' * 150}.json", "w").write("{")',
    'open("z1.json", "w").write(\'{"loss": 1.5}\')',
    'open("z2.json", "w").write(\'{"loss": 2.5}\')',
  ].join('\n')
  const { record, of } = await retrained({
    files: { 'train.py': train },
    model: { metrics: ['*.json'] },
  })
  expect(Buffer.byteLength(JSON.stringify(record))).toBeLessThanOrEqual(RECORD_BYTES)
  expect(of('sources-disagree')).toMatchObject([{ metric: 'loss' }])
  expect(of('weak-isolation')).toHaveLength(1)
  expect(of('source-unreadable').at(-1)).toMatchObject({
    path: '.',
    why: expect.stringMatching(/^\d+ more findings/),
  })
})

describe('weights', () => {
  const train =
    'import os\nos.mkdir("out")\nopen("out/model.bin", "w").write("w" * 9)\nopen("metrics.json", "w").write(\'{"loss": 1.5}\')'

  test('are digested by file', async () => {
    const run = await retrained({ files: { 'train.py': train }, model: { weights: ['out/*.bin'] } })
    expect(run.record.weights).toMatchObject({ files: 1, bytes: 9 })
    expect(listOf(run, run.record.weights?.digest)).toEqual({
      'out/model.bin': sha256('wwwwwwwww'),
    })
  })

  test('that the run did not write give no digest at all', async () => {
    const { record, of } = await retrained({
      files: { 'train.py': train },
      model: { weights: ['out/model.bin', 'out/head.bin'] },
    })
    expect(record.weights).toBeUndefined()
    expect(of('source-unreadable')).toMatchObject([
      { path: 'out/head.bin', why: expect.stringContaining('wrote no such file') },
    ])
  })
})

describe('parameters', () => {
  const files = {
    'train.py': 'open("metrics.json", "w").write(\'{"loss": 1.5}\')',
    'configs/mini.yaml': 'opt:\n  lr: 0.1\n  max: .inf\n',
    'other.toml': 'a = 1\n',
  }

  test('are those of the files on the command line', async () => {
    const { record } = await retrained({
      files,
      model: {
        train: "python3 ../train.py --config='mini.yaml' absent.json",
        directory: 'configs',
      },
    })
    expect(record.config.params).toEqual({
      'configs/mini.yaml': { 'opt.lr': 0.1, 'opt.max': 'Infinity' },
    })
    expect(record.facts.config.state).toBe('recorded')
  })

  test('are also those of the files that the program opened, but for data, projects and what is no list of settings', async () => {
    const opens = ['configs/mini.yaml', 'data/labels.json', 'own/split.json', 'pyproject.toml']
    const { record } = await retrained({
      files: {
        ...files,
        'data/labels.json': '{"cat": 1}',
        'own/split.json': '{"train": 3}',
        'pyproject.toml': 'a = 1',
        'words.json': JSON.stringify(
          Object.fromEntries(
            Array(301)
              .fill(0)
              .map((_, at) => [at, at]),
          ),
        ),
        'odd.yaml': 'a: [1',
        'train.py': [...opens, 'words.json', 'odd.yaml']
          .map((name) => `open("${name}").read()\n`)
          .join(''),
      },
      model: { train: 'python3 train.py other.toml', data: [{ path: 'own', mode: 'bind' }] },
    })
    expect(record.config.params).toEqual({
      'configs/mini.yaml': { 'opt.lr': 0.1, 'opt.max': 'Infinity' },
      'other.toml': { a: 1 },
    })
    expect(record.facts.config.state).toBe('recorded')
  })

  test('are those of the files that were named; one that is not there makes the configuration unknown', async () => {
    const { record, of } = await retrained({ files, model: { params: ['*.toml', 'absent.yaml'] } })
    expect(record.config.params).toEqual({ 'other.toml': { a: 1 } })
    expect(record.facts.config.state).toBe('unknown')
    expect(of('source-unreadable')).toMatchObject([{ path: 'absent.yaml' }])
  })

  test('that the run changed are not known', async () => {
    const { record, of } = await retrained({
      files: { ...files, 'train.py': 'open("other.toml", "w").write("a = 2")' },
      model: { params: ['other.toml'] },
    })
    expect(record.config.params).toEqual({})
    expect(record.facts.config.state).toBe('unknown')
    expect(of('source-unreadable')).toMatchObject([
      { path: 'other.toml', why: expect.stringContaining('the run changed it') },
    ])
  })

  test('with names that JavaScript or JSON stumble over stay readable', async () => {
    const odd = '{"__pro\\u0074o__": 1, "a\\n": 2, "constructor": 3}'
    const { record } = await retrained({
      files: { ...files, 'odd.yaml': odd },
      model: { params: ['odd.yaml'] },
    })
    expect(record.config.params['odd.yaml']).toEqual({ '"__proto__"': 1, 'a\n': 2, constructor: 3 })
  })

  test('of a file too large for the record are left out, and the configuration is unknown', async () => {
    const large = JSON.stringify(
      Object.fromEntries(
        Array.from({ length: 3000 }, (_, at) => [`parameter_${at}`, 'x'.repeat(20)]),
      ),
    )
    const { record, of } = await retrained({
      files: { ...files, 'large.json': large },
      model: { params: ['large.json', 'other.toml'] },
    })
    expect(record.config.params).toEqual({ 'other.toml': { a: 1 } })
    expect(record.facts.config.state).toBe('unknown')
    expect(of('source-unreadable')).toMatchObject([{ path: 'params' }])
  })
})
