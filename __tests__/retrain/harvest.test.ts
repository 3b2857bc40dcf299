import { spawnSync } from 'node:child_process'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import { decodeSeries } from '../../src/record/series.ts'
import { cleanUp, listOf, retrained } from './harvested.ts'

afterAll(cleanUp)

const TRAIN = [
  'import json, net',
  'with open("metrics.csv", "w") as file:',
  '    file.write("step,loss\\n")',
  '    for step in range(3):',
  '        file.write(f"{step},{1 / (step + 3)!r}\\n")',
  'json.dump({"accuracy": 0.75}, open("metrics.json", "w"))',
].join('\n')
const FILES = { 'train.py': TRAIN, 'net.py': 'width = 4\n', 'README.md': '# model\n' }

describe('a training that finishes', () => {
  test('gives a record of what went in, what happened and what came out', async () => {
    const run = await retrained({ files: FILES, outcome: { setupSeconds: 2, isolation: 4 } })
    const { record } = run
    expect(record.series).toMatchObject([
      { name: 'accuracy', n: 1, final: 0.75 },
      { name: 'loss', n: 3, first: 0, last: 2, final: 0.2, resolution: 'exact' },
    ])
    expect(record).toMatchObject({
      model: 'main',
      key: { accelerator: 'x86-64-v3' },
      code: { commit: 'b'.repeat(40), tree: 'a'.repeat(40), dirty: false },
      config: {
        train: 'python3 train.py',
        params: {},
        seed: { index: 0, how: 'auto' },
        network: 'on',
      },
      environment: {
        python: { implementation: 'cpython' },
        platform: expect.stringContaining('-'),
      },
      run: {
        exit: { how: 'finished' },
        isolation: 4,
        setupSeconds: 2,
        segments: [{ seconds: 1.5 }],
      },
      findings: [],
    })
    expect(record.facts).toMatchObject({
      code: { state: 'recorded' },
      environment: { state: 'recorded', source: 'probe' },
      seed: { state: 'unknown', source: 'program' },
      data: { state: 'unknown' },
    })
    expect(listOf(run, record.code.manifest)).toMatchObject({ 'README.md': sha256('# model\n') })
    expect(Object.keys(listOf(run, record.code.sources))).toEqual(['net.py', 'train.py'])
  })

  test('has every attachment that the record names, under its digest', async () => {
    const { record, attachments } = await retrained({ files: FILES })
    expect(record.attachments.map(({ digest }) => digest)).toEqual([...attachments.keys()].sort())
    for (const { digest, bytes } of record.attachments) {
      const content = attachments.get(digest)
      expect(content).toHaveLength(bytes)
      expect(sha256(content ?? '')).toBe(digest)
    }
    const series = record.attachments.find(({ kind }) => kind === 'series')
    const points = decodeSeries(
      attachments.get(series?.digest ?? sha256('')) ?? new Uint8Array(),
      'series',
    )
    expect(points.get('loss')).toEqual({ steps: [0, 1, 2], values: [1 / 3, 1 / 4, 1 / 5] })
  })

  test('has the same input digest again, and another one for other code, command or variables', async () => {
    const inputs = await Promise.all(
      [
        {},
        {},
        { files: { ...FILES, 'net.py': 'width = 5\n' } },
        { model: { train: 'python3 train.py --x' } },
        { outcome: { env: { A: '1' } } },
        { outcome: { network: 'off' as const } },
      ].map(async (change) => (await retrained({ files: FILES, ...change })).record.input),
    )
    expect(inputs[0]).toBe(inputs[1])
    expect(new Set(inputs).size).toBe(5)
  })
})

describe('what the probe says', () => {
  const metric = 'open("metrics.json", "w").write(\'{"loss": 1.5}\')\n'

  test('is missing where Python was told to ignore it', async () => {
    const { record, of } = await retrained({
      files: { 'train.py': metric },
      model: { train: 'python3 -I train.py' },
    })
    expect(of('probe-absent')).toHaveLength(1)
    expect(record.facts.environment).toEqual({ state: 'unknown', source: 'probe' })
    expect(record.code.sources).toBeUndefined()
    expect(record.environment.platform).toBe(
      `${process.platform}-${spawnSync('uname', ['-m'], { encoding: 'utf8' }).stdout.trim()}`,
    )
  })

  test('is read as hostile', async () => {
    const { of } = await retrained({
      files: { 'train.py': metric },
      spoil: ({ output }) => {
        writeFileSync(join(output, 'python-1-1.json'), '{"schema": "reprise/probe/v1"}')
        writeFileSync(join(output, 'python-2-2.json'), '[[[[[[[[[[[[[')
        writeFileSync(join(output, 'other.json'), '{')
        symlinkSync('/etc/passwd', join(output, 'python-3-3.json'))
        spawnSync('mkfifo', [join(output, 'python-4-4.json')])
      },
    })
    expect(of('source-unreadable').map(({ path }) => path)).toEqual([
      'python-1-1.json',
      'python-2-2.json',
      'python-3-3.json',
      'python-4-4.json',
    ])
    expect(of('probe-absent')).toEqual([])
  })

  test('names other machines that were contacted, unless the network was off', async () => {
    const files = {
      'train.py': `${metric}import socket\none = socket.socket()\none.setblocking(False)\none.connect_ex(("192.0.2.1", 443))\n`,
    }
    const { of } = await retrained({ files })
    expect(of('not-hermetic')).toEqual([{ kind: 'not-hermetic', addresses: ['192.0.2.1:443'] }])
    const off = { network: 'off', isolation: 4 } as const
    expect((await retrained({ files, outcome: off })).of('not-hermetic')).toEqual([])
  })

  test('names them where the network was to be off and nothing kept it so; the input digest is what was asked', async () => {
    const files = {
      'train.py': `${metric}import socket\none = socket.socket()\none.setblocking(False)\none.connect_ex(("192.0.2.1", 443))\n`,
    }
    const weak = await retrained({ files, outcome: { network: 'off', isolation: 2 } })
    const strong = await retrained({ files, outcome: { network: 'off', isolation: 4 } })
    expect(weak.of('not-hermetic')).toHaveLength(1)
    expect([weak, strong].map(({ record }) => record.config.network)).toEqual(['on', 'off'])
    expect(weak.record.input).toBe(strong.record.input)
  })

  test('is a finding where its folder is gone', async () => {
    const { of } = await retrained({
      files: { 'train.py': metric },
      spoil: ({ output }) => rmSync(output, { recursive: true }),
    })
    expect(of('source-unreadable')).toMatchObject([
      { path: '.', why: expect.stringContaining('ENOENT') },
    ])
  })

  test('shows modules of the original checkout, and copies of the repository’s own', async () => {
    const files = {
      'train.py': `${metric}import os, sys\nsys.path[:0] = [os.environ["CHECKOUT"], os.environ["OTHER"]]\nimport extra, pkg.net, unrelated\n`,
      'pkg/net.py': '',
    }
    const other = await retrained({
      files: { 'train.py': '', 'pkg/__init__.py': '', 'pkg/net.py': '', 'unrelated.py': '' },
    })
    const { of } = await retrained({
      files,
      env: { OTHER: other.checkout },
      prepare: ({ checkout, copy }) => {
        writeFileSync(join(checkout, 'extra.py'), '')
        for (const folder of [checkout, copy]) rmSync(join(folder, 'pkg'), { recursive: true })
      },
    })
    const paths = of('foreign-module').map(({ path }) =>
      path.replace(/^.*\/(checkout|copy)\//, '$1/'),
    )
    expect(paths.sort()).toEqual(['checkout/extra.py', 'checkout/pkg/net.py'])
  })

  test('is compared with the locks: only a package that is installed in another version is a finding', async () => {
    const site = 'site/a-1.5.dist-info/METADATA'
    const { of, record } = await retrained({
      files: {
        'train.py': `${metric}import sys\nsys.path.append("site")\n`,
        [site]: '',
        'site/b-2.0+cu118.dist-info/METADATA': '',
        'site/c-3.dist-info/METADATA': '',
        'requirements.txt': 'a==1.4\nb==2\nc>=2\nabsent==1\n',
      },
    })
    expect(of('pin-mismatch')).toEqual([
      {
        kind: 'pin-mismatch',
        name: 'a',
        pinned: '1.4',
        installed: '1.5',
        file: 'requirements.txt',
      },
    ])
    expect(Object.keys(record.environment.pins)).toEqual(['requirements.txt'])
  })
})

describe('a training that does not finish', () => {
  test('has its last 60 lines of standard error, and what it wrote until then', async () => {
    const train =
      'import sys\nopen("metrics.csv", "w").write("step,loss\\n0,1.5\\n")\nfor n in range(100): print("line", n, file=sys.stderr)\nraise SystemExit("out of memory")'
    const { record, attachments } = await retrained({
      files: { 'train.py': train },
      outcome: { leftOut: ['data.bin'], processesLeft: 2 },
    })
    const tail = Buffer.from(attachments.get(record.run.tail ?? sha256('')) ?? []).toString()
    expect(tail.split('\n')).toHaveLength(60)
    expect(tail.endsWith('line 99\nout of memory')).toBe(true)
    expect(record.series).toMatchObject([{ name: 'loss', final: 1.5 }])
    expect(record.run.exit).toEqual({ how: 'crashed', code: 1 })
    expect(record.findings).toMatchObject([
      { kind: 'weak-isolation', level: 2, why: 'no bubblewrap' },
      { kind: 'left-out', path: 'data.bin' },
      { kind: 'processes-left', count: 2 },
    ])
  })

  test('has none where it said nothing', async () => {
    const { record } = await retrained({ files: { 'train.py': 'import os\nos._exit(3)' } })
    expect(record.run.tail).toBeUndefined()
    expect(record.environment.python?.implementation).toBe('cpython')
    expect(record.facts.environment.state).toBe('unknown')
  })
})

test('what the machine could not say of itself makes the hardware unknown, unless it was declared', async () => {
  const findings = [{ kind: 'hardware-unknown', why: 'no driver' }] as const
  const files = { 'train.py': '' }
  expect((await retrained({ files, context: { findings } })).record.facts.hardware.state).toBe(
    'unknown',
  )
  expect(
    (await retrained({ files, context: { findings }, model: { accelerator: 'tpu' } })).record.facts
      .hardware.state,
  ).toBe('declared')
})
