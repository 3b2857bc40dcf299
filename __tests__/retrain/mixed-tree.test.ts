import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listFiles } from '../../src/git/files.ts'
import { layOutTree } from '../../src/retrain/workspace.ts'
import { parseSpec } from '../../src/spec/parse.ts'
import { makeLab, type Lab } from '../flows/lab.ts'

const model = parseSpec('train: x\nignore: ["*.log"]\n', 'reprise.yml').models['main']!
const BEFORE = {
  'train.py': 'old\n',
  'gone.py': 'gone\n',
  place: 'a file\n',
  'folder/inner.py': 'inner\n',
  'data.csv': '1\n',
  'run.log': 'old\n',
}

describe('a commit, but for some paths as the work tree has them', () => {
  let lab: Lab
  let commit: string
  let outside: string
  const made: string[] = []
  beforeAll(() => {
    outside = mkdtempSync(join(tmpdir(), 'reprise-outside-'))
    writeFileSync(join(outside, 'inner.py'), 'not ours\n')
    lab = makeLab(BEFORE)
    symlinkSync(outside, join(lab.root, 'link'))
    commit = lab.commit('With a link that leads out')
    rmSync(join(lab.root, 'link'))
    rmSync(join(lab.root, 'place'))
    rmSync(join(lab.root, 'folder'), { recursive: true })
    rmSync(join(lab.root, 'gone.py'))
    lab.write({
      'train.py': 'new\n',
      'link/inner.py': 'ours\n',
      'place/file.py': 'in a folder\n',
      folder: 'now a file\n',
      'data.csv': '2\n',
      'run.log': 'new\n',
      'added.py': 'added\n',
    })
    chmodSync(join(lab.root, 'added.py'), 0o755)
  })
  afterAll(() => {
    lab.remove()
    for (const folder of [...made, outside]) rmSync(folder, { recursive: true, force: true })
  })

  async function mixed(
    ...paths: string[]
  ): Promise<{ read: (path: string) => string; at: string }> {
    const scratch = mkdtempSync(join(tmpdir(), 'reprise-mixed-'))
    made.push(scratch)
    const at = join(scratch, 'tree')
    mkdirSync(at)
    const files = {
      from: 'mixed',
      most: { from: 'commit', commit },
      other: { from: 'worktree' },
      paths,
    } as const
    const request = { checkout: lab.root, files, model, signal: undefined }
    await layOutTree(request, await listFiles(lab.root), at)
    return { at, read: (path) => readFileSync(join(at, path), 'utf8') }
  }

  test('what is named is new, the rest is old, and what is ignored is in neither', async () => {
    const { at, read } = await mixed('train.py', 'added.py', 'gone.py', 'run.log')
    expect(read('train.py')).toBe('new\n')
    expect(read('data.csv')).toBe('1\n')
    expect(read('folder/inner.py')).toBe('inner\n')
    expect(lstatSync(join(at, 'added.py')).mode & 0o111).not.toBe(0)
    expect(existsSync(join(at, 'gone.py'))).toBe(false)
    expect(existsSync(join(at, 'run.log'))).toBe(false)
    expect(readlinkSync(join(at, 'link'))).toBe(outside)
  })

  test('a file in a folder’s place, and a folder in a file’s', async () => {
    const { read } = await mixed('folder', 'folder/inner.py', 'place', 'place/file.py')
    expect(read('folder')).toBe('now a file\n')
    expect(read('place/file.py')).toBe('in a folder\n')
    const some = await mixed('folder', 'place/file.py')
    expect(some.read('folder')).toBe('now a file\n')
    expect(some.read('place/file.py')).toBe('in a folder\n')
  })

  test('nothing is written or taken away through a link', async () => {
    const { at, read } = await mixed('link/inner.py')
    expect(read('link/inner.py')).toBe('ours\n')
    expect(lstatSync(join(at, 'link')).isDirectory()).toBe(true)
    expect(readFileSync(join(outside, 'inner.py'), 'utf8')).toBe('not ours\n')
  })

  test('neither tree is touched', async () => {
    const status = lab.git('status', '--porcelain')
    await mixed('train.py', 'folder', 'gone.py')
    expect(lab.git('status', '--porcelain')).toBe(status)
    expect(readFileSync(join(lab.root, 'train.py'), 'utf8')).toBe('new\n')
    expect(lab.git('show', `${commit}:train.py`)).toBe('old\n')
  })

  test('with nothing named it is the commit', async () => {
    const { read } = await mixed()
    expect(read('train.py')).toBe('old\n')
    expect(read('place')).toBe('a file\n')
  })
})
