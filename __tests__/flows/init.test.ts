import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { init } from '../../src/flows/init.ts'
import { openProject } from '../../src/flows/project.ts'
import { parseSpec } from '../../src/spec/parse.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'
import type { RepositoryListing } from '../../src/survey/survey.ts'
import {
  dvc,
  huggingFace,
  lightning,
  listing,
  monorepo,
  notebook,
  plainScript,
} from '../survey/layouts.ts'

let root: string
beforeEach(() => {
  // Spaces and other alphabets are part of real paths.
  root = join(realpathSync(mkdtempSync(join(tmpdir(), 'reprise-init-'))), 'mein Projekt – 訓練')
  mkdirSync(root)
})
afterEach(() => rmSync(dirname(root), { recursive: true, force: true }))

const git = (...args: string[]): string =>
  execFileSync(
    'git',
    [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.org',
      '-c',
      'commit.gpgsign=false',
      ...args,
    ],
    { cwd: root, encoding: 'utf8' },
  )

/** Puts a layout on disk as a repository with one commit. */
function layOut(layout: RepositoryListing): void {
  git('init', '-q')
  for (const path of layout.paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), layout.read(path) ?? '')
  }
  git('add', '-A')
  git('commit', '-qm', 'Begin')
}

const written = (): string => readFileSync(join(root, 'reprise.yml'), 'utf8')
const models = (): Readonly<Record<string, ModelSpec>> => parseSpec(written(), 'reprise.yml').models

interface Layout {
  readonly what: string
  readonly layout: RepositoryListing
  readonly trains: Readonly<Record<string, string>>
  readonly notes: readonly string[]
}

const layouts: readonly Layout[] = [
  {
    what: 'a plain script',
    layout: plainScript,
    trains: { main: 'python train.py --config configs/mini.yaml' },
    notes: [
      'train.py is named like a training',
      'configs/mini.yaml looks like the smallest configuration',
    ],
  },
  {
    what: 'the Hugging Face Trainer',
    layout: huggingFace,
    trains: { main: 'python run_finetune.py --max_steps 50 --output_dir out' },
    notes: ['it uses the Hugging Face Trainer', '--max_steps keeps it short'],
  },
  {
    what: 'Lightning with hydra',
    layout: lightning,
    trains: { main: 'python src/train.py experiment=mini' },
    notes: ['it uses Lightning', 'configs/experiment/mini.yaml looks like the smallest experiment'],
  },
  {
    what: 'a notebook',
    layout: notebook,
    trains: {
      main: "jupyter nbconvert --to notebook --execute --output-dir . --output executed.ipynb 'Train model.ipynb'",
    },
    notes: [
      'the code of Train model.ipynb trains',
      'a notebook has to write its metrics to a file',
    ],
  },
  {
    what: 'DVC',
    layout: dvc,
    trains: { main: 'python3 src/train.py && echo done' },
    notes: ['the stage train of dvc.yaml trains', 'it reads prepared.csv of earlier stages'],
  },
  {
    what: 'a monorepo',
    layout: monorepo,
    trains: { speech: 'python train.py', vision: 'python -m vision.train' },
    notes: ['speech: python train.py', 'vision: python -m vision.train'],
  },
]

describe.each(layouts)('$what', ({ layout, trains, notes }) => {
  test('is written, read back, and used: the command, and why', async () => {
    layOut(layout)
    const answer = await init(root, {})
    expect(answer.file).toBe(join(root, 'reprise.yml'))
    expect(written()).toBe(answer.text)
    expect(
      Object.fromEntries(Object.values(models()).map(({ name, train }) => [name, train])),
    ).toEqual(trains)
    const said = answer.notes.join('\n')
    for (const note of notes) expect(said).toContain(note)
    expect(answer.next).toContain('reprise check')
    expect(Object.keys((await openProject(root, undefined)).spec.models)).toEqual(
      Object.keys(trains),
    )
  })
})

test('every directory and parameter file that is guessed is there', async () => {
  layOut(monorepo)
  await init(root, {})
  for (const { directory, params } of Object.values(models())) {
    for (const path of [directory, ...(params ?? [])])
      expect(existsSync(join(root, path))).toBe(true)
  }
})

test('what a person wrote is not written over, unless asked for', async () => {
  layOut(plainScript)
  writeFileSync(join(root, 'reprise.yml'), 'train: mine\n')
  await expect(init(root, { workflow: false })).rejects.toMatchObject({
    code: 'config-exists',
    hint: expect.stringMatching(/--print.*--force/),
  })
  expect(written()).toBe('train: mine\n')
  const { text } = await init(root, { print: true })
  expect(text).toContain('train: python train.py')
  expect(written()).toBe('train: mine\n')
  await init(root, { force: true })
  expect(written()).toBe(text)
})

test('a second time changes nothing', async () => {
  layOut(plainScript)
  const { text } = await init(root, {})
  await expect(init(root, {})).rejects.toMatchObject({ code: 'config-exists' })
  expect((await init(root, { force: true })).text).toBe(text)
})

test('--print writes nothing at all', async () => {
  layOut(huggingFace)
  await init(root, { print: true })
  expect(git('status', '--porcelain', '--ignored')).toBe('')
})

test('from a folder below, it is the whole repository that counts', async () => {
  layOut(monorepo)
  expect((await init(join(root, 'projects', 'vision'), {})).file).toBe(join(root, 'reprise.yml'))
})

test('--config makes one of a monorepo’s projects, with paths as they look from there', async () => {
  layOut(monorepo)
  const folder = join(root, 'projects', 'vision')
  await init(folder, { config: 'reprise.yml' })
  expect(existsSync(join(root, 'reprise.yml'))).toBe(false)
  const { spec } = await openProject(folder, undefined)
  expect(spec.models['main']).toMatchObject({
    train: 'python -m vision.train',
    directory: 'projects/vision',
  })
})

test('--config outside of the repository, or in a folder that is not there', async () => {
  layOut(plainScript)
  for (const config of ['../reprise.yml', 'none/reprise.yml']) {
    await expect(init(root, { config })).rejects.toMatchObject({ code: 'config-outside' })
  }
})

describe('nothing that trains', () => {
  test('the file holds comments only and says what to write', async () => {
    layOut(listing({ 'README.md': '# A library\n', 'setup.py': '', 'lib/__init__.py': 'x = 1\n' }))
    const { notes, next } = await init(root, {})
    expect(written()).toContain('# train: python train.py')
    expect(notes.join()).toContain('Nothing here looks like a training')
    expect(next).toContain('`train:`')
    await expect(openProject(root, undefined)).rejects.toMatchObject({ code: 'spec-invalid' })
  })

  test('nor in a repository without any file or commit', async () => {
    git('init', '-q')
    expect((await init(root, {})).guesses).toEqual([])
  })
})

describe('what cannot be read or written', () => {
  test('outside of a repository', async () => {
    await expect(init(root, {})).rejects.toMatchObject({ code: 'not-a-repository' })
  })

  test('files that are no text, links to nowhere and huge ones give no hint', async () => {
    layOut(listing({ 'train.py': 'for epoch in range(3):\n    loss.backward()\n' }))
    writeFileSync(join(root, 'README.md'), Buffer.from([0xff, 0xfe, 0x00]))
    symlinkSync('/nowhere', join(root, 'run_train.py'))
    writeFileSync(join(root, 'fine_tune.py'), 'x'.repeat(600 * 1024))
    expect((await init(root, {})).guesses).toMatchObject([{ train: 'python train.py' }])
  })

  test('a link at its place is not written through', async () => {
    layOut(plainScript)
    symlinkSync(join(dirname(root), 'elsewhere.yml'), join(root, 'reprise.yml'))
    await expect(init(root, {})).rejects.toMatchObject({ code: 'config-exists' })
    expect(existsSync(join(dirname(root), 'elsewhere.yml'))).toBe(false)
  })

  test('a folder that may not be written: one clear sentence', async () => {
    layOut(plainScript)
    // Root may write anywhere; a folder at the file's place stops everybody.
    mkdirSync(join(root, 'reprise.yml'))
    await expect(init(root, { force: true })).rejects.toMatchObject({
      code: 'config-unwritable',
      message: expect.stringContaining('EISDIR'),
    })
    rmSync(join(root, 'reprise.yml'), { recursive: true })
    if (process.getuid?.() === 0) return
    chmodSync(root, 0o500)
    await expect(init(root, {})).rejects.toMatchObject({ code: 'config-unwritable' })
    chmodSync(root, 0o700)
  })
})
