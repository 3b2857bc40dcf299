import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { draftWorkflows } from '../../src/survey/workflow.ts'
import { findLinter, lint } from './tools.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const PIN = '1'.repeat(40)
const ACTIONS = globSync('{.,prepare,retrain,retrain/begin,retrain/end,report}/action.yml', {
  cwd: ROOT,
})

/** A repository that holds our action, our own workflows, and everything that `init` writes. */
let repository: string
beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'reprise-lint-'))
  const workflows = join(repository, '.github', 'workflows')
  mkdirSync(workflows, { recursive: true })
  // What actionlint takes for the top of a repository.
  mkdirSync(join(repository, '.git'))
  for (const path of ACTIONS) {
    mkdirSync(join(repository, dirname(path)), { recursive: true })
    cpSync(join(ROOT, path), join(repository, path))
  }
  // It looks for the files that actions name; whether they are up to date is another test's question.
  mkdirSync(join(repository, 'dist'))
  for (const entry of ['prepare', 'begin', 'retrain', 'end', 'cancelled', 'report'])
    writeFileSync(join(repository, 'dist', `${entry}.js`), '')
  for (const path of globSync('.github/workflows/*.yml', { cwd: ROOT }))
    cpSync(join(ROOT, path), join(repository, path))
  cpSync(join(ROOT, '.github', 'dependabot.yml'), join(repository, '.github', 'dependabot.yml'))
  for (const path of globSync('docs/examples/*.yml', { cwd: ROOT })) {
    const text = readFileSync(join(ROOT, path), 'utf8').replaceAll('OWNER/reprise', 'o/reprise')
    const pinned = text.replaceAll(/@COMMIT\b.*/g, `@${PIN}`)
    writeFileSync(join(workflows, `example-${basename(path)}`), pinned)
  }
  for (const { path, text } of generated()) writeFileSync(join(repository, path), text)
  const labels = 'self-hosted-runner:\n  labels: [gpu, "a label, with: all #sorts"]\n'
  writeFileSync(join(repository, '.github', 'actionlint.yaml'), labels)
})
afterAll(() => rmSync(repository, { recursive: true, force: true }))

function generated() {
  const facts = { action: `o/reprise@${PIN}`, branch: 'main', minutes: 150, twoStage: true }
  const runners = [
    ['ubuntu-24.04'],
    ['self-hosted', 'gpu'],
    ['self-hosted', 'a label, with: all #sorts'],
  ]
  return runners.flatMap((runner, index) =>
    [true, false].flatMap((threeJobs) =>
      draftWorkflows({ ...facts, runner, threeJobs, config: `p${index}/${threeJobs}/reprise.yml` }),
    ),
  )
}

const actionlint = findLinter('actionlint')
const zizmor = findLinter('zizmor')

test('all our actions and workflows are looked at', () => {
  expect(ACTIONS).toHaveLength(6)
  const workflows = globSync('.github/workflows/*.yml', { cwd: repository })
  expect(workflows.length).toBeGreaterThanOrEqual(3 + 2 + 12)
})

const checkWorkflows = (): ReturnType<typeof lint> =>
  // The programs that these would check in `run:` are not part of our tools. `$/` is younger than this actionlint.
  lint(
    actionlint ?? '',
    ['-no-color', '-shellcheck=', '-pyflakes=', '-ignore', String.raw`specifying action "\$/`],
    repository,
  )

/** With every finding that is not argued away in the file itself. */
const audit = (): ReturnType<typeof lint> =>
  lint(
    zizmor ?? '',
    ['--offline', '--no-progress', '--quiet', '--strict-collection', '.'],
    repository,
  )

;(actionlint === undefined ? describe.skip : describe)('actionlint', () => {
  test('finds nothing', () => {
    expect(checkWorkflows()).toEqual({ code: 0, said: '' })
  })

  test('would find something', () => {
    const bad = join(repository, '.github', 'workflows', 'bad.yml')
    writeFileSync(bad, 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    stepz: []\n')
    const { code, said } = checkWorkflows()
    rmSync(bad)
    expect(code).toBe(1)
    expect(said).toContain('unexpected key "stepz"')
  })

  test('knows the inputs of our action', () => {
    const bad = join(repository, '.github', 'workflows', 'bad.yml')
    const use = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ./\n'
    writeFileSync(bad, `${use}        with: {confg: reprise.yml}\n`)
    const { said } = checkWorkflows()
    rmSync(bad)
    expect(said).toContain('input "confg" is not defined in action "Reprise"')
  })
})

;(zizmor === undefined ? describe.skip : describe)('zizmor', () => {
  test('finds nothing', () => {
    const { code, said } = audit()
    expect(said).toMatch(/No findings to report/)
    expect(code).toBe(0)
  })

  test('would find something', () => {
    const action = join(repository, 'retrain', 'action.yml')
    const text = readFileSync(action, 'utf8')
    writeFileSync(action, text.replace('run: exec', 'run: echo ${{ inputs.model }} && exec'))
    const { code, said } = audit()
    writeFileSync(action, text)
    expect(code).not.toBe(0)
    expect(said).toContain('template-injection')
  })
})
