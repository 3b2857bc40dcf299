import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { init, type Drafted, type InitOptions } from '../../src/flows/init.ts'
import { ownRevision } from '../../src/flows/own-revision.ts'
import { parsed, type ParsedWorkflow } from '../workflows/parsed.ts'
import { makeRepository, type TestRepository } from './init-repository.ts'

let repository: TestRepository
let root: string
let visible: string | undefined
beforeEach(() => {
  repository = makeRepository()
  root = repository.root
  // What a developer's own GPU would change is another test's question.
  visible = process.env['CUDA_VISIBLE_DEVICES']
  process.env['CUDA_VISIBLE_DEVICES'] = ''
})
afterEach(() => {
  repository.remove()
  if (visible === undefined) delete process.env['CUDA_VISIBLE_DEVICES']
  else process.env['CUDA_VISIBLE_DEVICES'] = visible
})

const ACTION = `o/reprise@${'a'.repeat(40)}`
const WORKFLOW = join('.github', 'workflows', 'reprise.yml')
const start = (options: InitOptions = {}): Promise<Drafted> =>
  init(root, { action: ACTION, ...options })
const text = (path = WORKFLOW): string => readFileSync(join(root, path), 'utf8')
const workflow = (path = WORKFLOW): Promise<ParsedWorkflow> => parsed(text(path))
const states = ({ state, workflows }: Drafted): string[] => [
  state,
  ...workflows.map((one) => one.state),
]

describe('what is written', () => {
  test('reprise.yml and one workflow, which uses this Reprise and names this repository’s branch', async () => {
    const answer = await start()
    expect(states(answer)).toEqual(['written', 'written'])
    expect(answer.workflows.map(({ file }) => file)).toEqual([join(root, WORKFLOW)])
    expect(answer.workflows[0]?.text).toBe(text())
    const { jobs, on } = await workflow()
    expect(jobs['check']?.steps.at(-1)).toEqual({ uses: ACTION, with: { config: 'reprise.yml' } })
    expect(on['push']).toEqual({ branches: ['trunk'] })
  })

  test('the default branch is what origin says, whatever is checked out', async () => {
    repository.git('update-ref', 'refs/remotes/origin/devel', 'HEAD')
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/devel')
    await start()
    expect((await workflow()).on['push']).toEqual({ branches: ['devel'] })
  })

  test('--no-workflow: reprise.yml alone', async () => {
    expect(states(await start({ workflow: false }))).toEqual(['written'])
    expect(existsSync(join(root, '.github'))).toBe(false)
  })

  test('--two-stage: also the workflow that posts for forks', async () => {
    expect(states(await start({ twoStage: true }))).toEqual(['written', 'written', 'written'])
    const { on } = await workflow(WORKFLOW.replace('.yml', '-report.yml'))
    expect(on['workflow_run']?.workflows).toEqual([(await workflow()).name])
  })

  test('--print: nothing, and every text is in the answer', async () => {
    const answer = await start({ print: true, twoStage: true })
    expect(states(answer)).toEqual(['shown', 'shown', 'shown'])
    expect(repository.git('status', '--porcelain', '--ignored')).toBe('')
    for (const one of answer.workflows) await parsed(one.text)
  })

  test('a project of a monorepo: its own workflow, at the root', async () => {
    repository.write({ 'projects/vi sion/train.py': 'loss.backward()\n' })
    repository.git('add', '-A')
    await start({ config: 'projects/vi sion/reprise.yml' })
    expect(existsSync(join(root, 'projects/vi sion/reprise.yml'))).toBe(true)
    const [path = ''] = repository.git('ls-files', '-o', '.github').split('\n')
    expect(path).toMatch(/^\.github\/workflows\/reprise-projects-vi-sion-[0-9a-f]{6}\.yml$/)
    const { jobs } = await workflow(path)
    expect(jobs['check']?.steps.at(-1)?.with).toEqual({ config: 'projects/vi sion/reprise.yml' })
  })
})

describe('what is there stays', () => {
  test('a workflow: not even --force replaces it', async () => {
    repository.write({ [WORKFLOW]: 'mine\n' })
    expect(states(await start())).toEqual(['written', 'kept'])
    expect(states(await start({ force: true }))).toEqual(['written', 'kept'])
    expect(text()).toBe('mine\n')
  })

  test('a reprise.yml: the workflow that is missing is written for it', async () => {
    repository.write({ 'reprise.yml': 'train: mine\nrunner: big-gpu\ntimeout: 5h\n' })
    const answer = await start()
    expect(states(answer)).toEqual(['kept', 'written'])
    expect(answer.notes.join()).toContain('reprise.yml is there already: it was left as it is.')
    expect(text('reprise.yml')).toBe('train: mine\nrunner: big-gpu\ntimeout: 5h\n')
    const { jobs } = await workflow()
    expect(jobs['check']).toMatchObject({ 'runs-on': 'big-gpu', 'timeout-minutes': 330 })
  })

  test('with nothing missing it says so', async () => {
    await start()
    await expect(start()).rejects.toMatchObject({ code: 'config-exists' })
  })

  test('a link at its place is not written through', async () => {
    mkdirSync(join(root, dirname(WORKFLOW)), { recursive: true })
    symlinkSync(join(root, '..', 'elsewhere.yml'), join(root, WORKFLOW))
    expect(states(await start())).toEqual(['written', 'kept'])
    expect(existsSync(join(root, '..', 'elsewhere.yml'))).toBe(false)
  })

  test('a folder that leads out of the repository is refused', async () => {
    const outside = join(root, '..', 'outside')
    mkdirSync(outside)
    symlinkSync(outside, join(root, '.github'))
    await expect(start()).rejects.toMatchObject({
      code: 'workflow-unwritable',
      message: expect.stringContaining('leaves the repository'),
      hint: expect.stringContaining('--no-workflow'),
    })
    expect(readdirSync(outside)).toEqual([])
  })

  test('a file in the place of the folder is named', async () => {
    repository.write({ '.github': 'a file' })
    await expect(start()).rejects.toMatchObject({
      code: 'workflow-unwritable',
      message: expect.stringMatching(/ENOTDIR|EEXIST/),
    })
  })

  test('a reprise.yml with a mistake is reported before anything is written', async () => {
    repository.write({ 'reprise.yml': 'train: x\ntrian: y\n' })
    await expect(start()).rejects.toMatchObject({ code: 'spec-invalid' })
    expect(existsSync(join(root, WORKFLOW))).toBe(false)
  })
})

describe('the machine', () => {
  test('that no model names: one that GitHub lends, where no GPU is seen', async () => {
    const { notes } = await start()
    expect(notes.join()).toContain('no GPU was seen here')
    expect((await workflow()).jobs['check']?.['runs-on']).toBe('ubuntu-24.04')
  })

  test('different ones: each model on its own, so each stage in a job of its own', async () => {
    repository.write({
      'reprise.yml':
        'models:\n  a: {train: python a.py, runner: [self-hosted, a100]}\n  b: {train: python b.py, runner: h200}\n',
    })
    const { notes } = await start()
    expect(notes.join()).toContain('The models name different machines')
    const { jobs } = await workflow()
    expect(Object.keys(jobs)).toEqual(['prepare', 'retrain', 'check', 'keep'])
    expect(jobs['retrain']?.['timeout-minutes']).toBe(150)
    const { retrain, ...others } = jobs
    expect(retrain?.['runs-on']).toContain('matrix.runner')
    for (const other of Object.values(others)) {
      expect(JSON.stringify(other)).not.toMatch(/self-hosted|a100|h200/)
      expect(other.steps.map(({ uses = '' }) => uses)).not.toContainEqual(
        expect.stringMatching(/reprise(\/retrain)?@/),
      )
    }
  })

  test('different ones: a training on your own machine may last longer than GitHub lends one for', async () => {
    repository.write({
      'reprise.yml':
        'models:\n  a: {train: python a.py, runner: ubuntu-24.04}\n  b: {train: python b.py, runner: h200, timeout: 20h}\n',
    })
    await start()
    expect((await workflow()).jobs['retrain']?.['timeout-minutes']).toBe(1230)
  })

  test('of a draft that names no training yet', async () => {
    rmSync(join(root, 'train.py'))
    repository.git('commit', '-qam', 'Remove')
    expect(states(await start())).toEqual(['written', 'written'])
    expect((await workflow()).jobs['check']?.['timeout-minutes']).toBe(150)
  })
})

describe('which Reprise', () => {
  test.each([
    'reprise',
    'o/reprise',
    'o/reprise@',
    'o/reprise@v1 # x',
    './',
    'https://x/o/reprise@v1',
    'o@v1',
    'o/r@${{ a }}',
  ])('%s is no action', async (action) => {
    await expect(start({ action })).rejects.toMatchObject({
      code: 'action-malformed',
      message: expect.stringContaining(JSON.stringify(action)),
    })
    expect(existsSync(join(root, 'reprise.yml'))).toBe(false)
  })

  test('a tag is taken, with a warning', async () => {
    const { notes } = await start({ action: 'o/reprise@v1' })
    expect(notes.join()).toContain('v1 is no full commit id')
    expect(text()).toContain('uses: o/reprise@v1\n')
  })

  test('one that is not known: a placeholder, said in the file and in the answer', async () => {
    repository.git('remote', 'add', 'origin', 'https://example.org/o/reprise.git')
    expect(await ownRevision(root)).toBeUndefined()
    const answer = await init(root, {})
    // This test may itself run from a clone of github.com.
    if (await ownRevision()) return
    expect(answer.notes.join()).toContain('until then the workflow cannot start')
    expect(text()).toContain(
      'uses: OWNER/reprise@COMMIT # put the repository and full commit id of Reprise here',
    )
    await workflow()
  })

  test.each([
    'https://github.com/some-org/re.prise.git',
    'https://github.com/some-org/re.prise',
    'https://user:token@github.com/some-org/re.prise.git',
    'git@github.com:some-org/re.prise.git',
    'ssh://git@github.com/some-org/re.prise',
  ])('a clone of %s says its name and commit', async (url) => {
    repository.git('remote', 'add', 'origin', url)
    const commit = repository.git('rev-parse', 'HEAD').trim()
    expect(await ownRevision(root)).toBe(`some-org/re.prise@${commit}`)
  })

  test.each([
    'https://gitlab.com/o/reprise.git',
    'https://github.com.example.org/o/reprise.git',
    'https://example.org/github.com/o/reprise',
    '/srv/git/reprise.git',
    'https://github.com/o',
  ])('a clone of %s says nothing', async (url) => {
    repository.git('remote', 'add', 'origin', url)
    expect(await ownRevision(root)).toBeUndefined()
  })

  test('a package installed inside another repository is not that repository', async () => {
    repository.git('remote', 'add', 'origin', 'https://github.com/o/mine.git')
    const installed = join(root, 'node_modules', 'reprise')
    mkdirSync(installed, { recursive: true })
    expect(await ownRevision(installed)).toBeUndefined()
  })

  test('nor is a folder without a repository anything', async () => {
    const bare = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-bare-')))
    writeFileSync(join(bare, 'x'), '')
    expect(await ownRevision(bare)).toBeUndefined()
    rmSync(bare, { recursive: true })
  })
})
