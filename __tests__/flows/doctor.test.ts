import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doctor } from '../../src/flows/doctor.ts'
import type { Finding } from '../../src/record/finding.ts'
import { labWithBaseline, makeLab, type Lab } from './lab.ts'
import { config, rows, text } from './set-ups.ts'

/** What a machine may lack, whatever the repository is like. */
const OF_THE_MACHINE: readonly Finding['kind'][] = [
  'no-sandbox',
  'hardware-unknown',
  'driver-unknown',
  'low-disk',
]

async function findingsIn(folder: string, env = process.env, config?: string): Promise<Finding[]> {
  const findings = await doctor(folder, config, env)
  return findings.filter(({ kind }) => !OF_THE_MACHINE.includes(kind))
}

let lab: Lab
/** A folder outside of any repository. */
let outside: string
beforeAll(async () => {
  lab = await labWithBaseline()
  outside = mkdtempSync(join(tmpdir(), 'reprise-outside-'))
})
afterAll(() => {
  lab.remove()
  rmSync(outside, { recursive: true, force: true })
})

/** Adds a commit for one look, then goes back. */
async function committed(
  files: Readonly<Record<string, string>>,
  look = () => findingsIn(lab.root),
): Promise<Finding[]> {
  const before = lab.git('rev-parse', 'HEAD').trim()
  lab.write(files)
  lab.commit()
  try {
    return await look()
  } finally {
    lab.git('reset', '-q', '--hard', before)
    lab.git('clean', '-fdxq', '-e', '.reprise')
  }
}

test('a repository in order gives no finding, and one in a subfolder of it neither', async () => {
  expect(await findingsIn(lab.root)).toEqual([])
  mkdirSync(join(lab.root, 'empty'))
  expect(await findingsIn(join(lab.root, 'empty'))).toEqual([])
})

test.each(rows)('$what', async ({ files, finds }) => {
  expect(await committed(files)).toEqual(finds)
})

describe('a tree that is not as it was committed', () => {
  test('changed, new, and removed files are a dirty tree; our own files are not', async () => {
    const found = committed({}, () => {
      lab.write({
        'config.json': '{"seed": 8, "rate": 0.1}\n',
        'new.py': '',
        'reprise.yml': config('timeout: 5m\n'),
      })
      return findingsIn(lab.root)
    })
    expect(await found).toEqual([{ kind: 'dirty-tree', paths: ['config.json', 'new.py'] }])
  })

  test('without reprise.yml', async () => {
    const found = committed({}, () => {
      rmSync(join(lab.root, 'reprise.yml'))
      return findingsIn(lab.root)
    })
    expect(await found).toEqual([{ kind: 'no-config', path: 'reprise.yml' }])
  })

  test('a configuration that --config names and that is not there', async () => {
    expect(await findingsIn(lab.root, process.env, 'other.yml')).toEqual([
      { kind: 'no-config', path: 'other.yml' },
    ])
  })

  test('larger than the disk', async () => {
    const found = committed({}, () => {
      lab.write({ 'large.bin': '' })
      truncateSync(
        join(lab.root, 'large.bin'),
        statfsSync(tmpdir()).bavail * statfsSync(tmpdir()).bsize,
      )
      return doctor(lab.root, undefined, process.env)
    })
    expect((await found).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['dirty-tree', 'low-disk']),
    )
  })
})

describe('data whose version no commit tells', () => {
  const withData = { 'reprise.yml': config('').replace('[data.csv]', '[raw]') }
  const look = (files: Readonly<Record<string, string>>, put: () => void): Promise<Finding[]> =>
    committed({ ...withData, ...files }, () => {
      put()
      return findingsIn(lab.root)
    })
  const put = (): void => lab.write({ 'raw/a.csv': '1\n' })

  test('git ignores it', async () => {
    expect(await look({ '.gitignore': '.reprise/\nraw/\n' }, put)).toEqual([
      { kind: 'data-floating', name: 'raw', why: text('git ignores it') },
    ])
  })

  test('git does not track it yet', async () => {
    expect(await look({}, put)).toEqual([
      { kind: 'data-floating', name: 'raw', why: text('does not track it') },
      { kind: 'dirty-tree', paths: ['raw/a.csv'] },
    ])
  })

  test('a link leads out of the repository', async () => {
    writeFileSync(join(outside, 'a.csv'), '1\n')
    const found = committed(withData, () => {
      symlinkSync(outside, join(lab.root, 'raw'))
      lab.commit()
      return findingsIn(lab.root)
    })
    expect(await found).toEqual([
      { kind: 'data-floating', name: 'raw', why: text('outside the repository') },
    ])
  })

  test('DVC holds it beside, or in its lock: nothing to say', async () => {
    const ignored = { '.gitignore': '.reprise/\nraw/\n' }
    expect(
      await look({ ...ignored, 'raw.dvc': 'outs:\n- md5: aa.dir\n  path: raw\n' }, put),
    ).toEqual([])
    expect(
      await look(
        {
          ...ignored,
          'dvc.lock':
            "schema: '2.0'\nstages:\n  get:\n    cmd: x\n    outs:\n    - path: raw\n      hash: md5\n      md5: aa.dir\n",
        },
        put,
      ),
    ).toEqual([])
  })
})

describe('where there is less than a project', () => {
  test('outside of any repository', async () => {
    expect(await findingsIn(outside)).toEqual([{ kind: 'no-git', why: text(outside) }])
  })

  test('a repository without a commit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-empty-'))
    execFileSync('git', ['init', '-q'], { cwd: folder })
    expect(await findingsIn(folder)).toEqual([{ kind: 'no-config', path: 'reprise.yml' }])
    writeFileSync(join(folder, 'train.py'), 'import torch\n')
    expect(await findingsIn(folder)).toEqual([
      { kind: 'no-config', path: 'reprise.yml' },
      { kind: 'no-pins' },
      { kind: 'dirty-tree', paths: ['train.py'] },
    ])
    rmSync(folder, { recursive: true })
  })

  test('a project without a baseline', async () => {
    const fresh = makeLab()
    expect(await findingsIn(fresh.root)).toEqual([{ kind: 'no-baseline', model: 'main' }])
    fresh.remove()
  })
})

describe('what the machine lacks', () => {
  /** A PATH with these programs alone. */
  function pathWith(programs: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(outside, 'bin-'))
    for (const [name, script] of Object.entries({ python3: '', ...programs })) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
      chmodSync(join(folder, name), 0o755)
    }
    return folder
  }

  test('bubblewrap is not installed', async () => {
    const findings = await doctor(lab.root, undefined, { PATH: pathWith({}) })
    expect(findings).toContainEqual({
      kind: 'no-sandbox',
      why: text('bubblewrap is not installed'),
      mend: text('apt-get install bubblewrap'),
    })
  })

  test('bubblewrap is not allowed to work', async () => {
    const refusing = "echo 'bwrap: No permissions to create a new namespace' >&2; exit 1"
    const findings = await doctor(lab.root, undefined, { PATH: pathWith({ bwrap: refusing }) })
    expect(findings).toContainEqual({
      kind: 'no-sandbox',
      why: text('No permissions'),
      mend: text('user namespaces'),
    })
  })

  test('nvidia-smi cannot reach the driver: neither the GPU nor its baseline is known', async () => {
    const failing =
      "echo 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.'; exit 9"
    const findings = await doctor(lab.root, undefined, {
      PATH: pathWith({ 'nvidia-smi': failing }),
    })
    expect(findings.map(({ kind }) => kind)).toContain('hardware-unknown')
    expect(findings.map(({ kind }) => kind)).not.toContain('no-baseline')
  })

  test('the same with a declared accelerator: that baseline is missing', async () => {
    const failing = 'echo broken; exit 9'
    const findings = await committed({ 'reprise.yml': config('accelerator: own-chip\n') }, () =>
      doctor(lab.root, undefined, { PATH: pathWith({ 'nvidia-smi': failing }) }),
    )
    expect(findings.map(({ kind }) => kind)).not.toContain('hardware-unknown')
    expect(findings).toContainEqual({ kind: 'no-baseline', model: 'main' })
  })
})
