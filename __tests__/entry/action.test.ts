import { afterAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { fileCommand } from '../../src/entry/action/host.ts'

const DIST = join(import.meta.dirname, '..', '..', 'dist')
const temp = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-entry-')))
afterAll(() => rmSync(temp, { recursive: true, force: true }))

type Variables = Readonly<Record<string, string>>

/** As a runner sets it for a step of a pull request's job. */
const JOB: Variables = {
  GITHUB_EVENT_NAME: 'schedule',
  GITHUB_EVENT_PATH: join(temp, 'event.json'),
  GITHUB_REPOSITORY: 'octo/model',
  GITHUB_REPOSITORY_ID: '1',
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_API_URL: 'https://api.github.example',
  GITHUB_RUN_ID: '2',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_WORKFLOW_REF: 'octo/model/.github/workflows/reprise.yml@refs/heads/main',
  GITHUB_ACTOR: 'someone',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_WORKSPACE: temp,
  GITHUB_OUTPUT: join(temp, 'output'),
  GITHUB_STEP_SUMMARY: join(temp, 'summary'),
  RUNNER_TEMP: temp,
}
writeFileSync(join(temp, 'event.json'), '{"schedule": "0 3 * * *"}')
writeFileSync(join(temp, 'half.json'), '{"schedule": "0 3')

const INPUTS: Readonly<Record<string, Variables>> = {
  prepare: { 'INPUT_HAND-OVER': 'file', INPUT_BASELINE: 'lock', INPUT_MODE: '', INPUT_CAUSE: '' },
  report: {
    'INPUT_HAND-OVER': 'file',
    INPUT_COMMENT: 'changes',
    INPUT_FAIL: 'true',
    INPUT_PLAN: join(temp, 'plan.json'),
  },
  begin: { 'INPUT_HAND-OVER': 'file', INPUT_PLAN: join(temp, 'plan.json') },
  end: { 'INPUT_HAND-OVER': 'file', INPUT_BUNDLES: join(temp, 'nowhere') },
  retrain: {
    REPRISE_PLAN: join(temp, 'plan.json'),
    REPRISE_PLAN_DIGEST: 'x',
    REPRISE_BUNDLES: join(temp, 'bundles'),
  },
}

interface Ended {
  readonly code: number | null
  readonly lines: readonly string[]
  readonly stderr: string
}

/** One entry as a bare process, with the variables of a job: `undefined` takes one away. */
function start(entry: string, change: Readonly<Record<string, string | undefined>> = {}): Ended {
  const env = { PATH: process.env['PATH'], ...JOB, ...INPUTS[entry], ...change }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(DIST, `${entry}.js`)], {
    cwd: temp,
    env: env as NodeJS.ProcessEnv,
    encoding: 'utf8',
    timeout: 30_000,
  })
  return { code: status, lines: stdout.split('\n').filter((line) => line !== ''), stderr }
}

/** One annotation and nothing else: no stack, no second line. */
function refused({ code, lines, stderr }: Ended, message: RegExp): void {
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^::error (?:[^:]*,)?title=Reprise::/)
  expect(lines[0]).toMatch(message)
  expect(lines[0]).not.toMatch(/ at .*\.js:\d+|bug of Reprise/)
  expect([code, stderr]).toEqual([2, ''])
}

describe('what is no job', () => {
  test.each([
    ['prepare', 'GITHUB_EVENT_PATH'],
    ['prepare', 'GITHUB_EVENT_NAME'],
    ['prepare', 'GITHUB_SERVER_URL'],
    ['prepare', 'GITHUB_RUN_ID'],
    ['prepare', 'GITHUB_WORKSPACE'],
    ['report', 'GITHUB_REPOSITORY'],
    ['report', 'RUNNER_TEMP'],
    ['begin', 'RUNNER_TEMP'],
    ['retrain', 'GITHUB_WORKSPACE'],
    ['retrain', 'REPRISE_PLAN'],
    ['retrain', 'REPRISE_BUNDLES'],
    ['end', 'GITHUB_OUTPUT'],
  ])('%s without %s', (entry, name) => {
    refused(start(entry, { [name]: undefined }), new RegExp(`${name} is not set`))
  })

  test.each<[string, Variables, RegExp]>([
    [
      'an event that is not there',
      { GITHUB_EVENT_PATH: '/nowhere' },
      /event cannot be read.*ENOENT/,
    ],
    ['an event that is a folder', { GITHUB_EVENT_PATH: temp }, /event cannot be read.*EISDIR/],
    ['half an event', { GITHUB_EVENT_PATH: join(temp, 'half.json') }, /its payload is not JSON/],
    ['another event’s payload', { GITHUB_EVENT_NAME: 'pull_request' }, /event cannot be read/],
    [
      'pull_request_target',
      { GITHUB_EVENT_NAME: 'pull_request_target' },
      /"pull_request_target" is not supported: it would run the code/,
    ],
    [
      'an event of nowhere',
      { GITHUB_EVENT_NAME: 'release\n::error::x' },
      /is not supported: Reprise does not know/,
    ],
    ['a run that is no number', { GITHUB_RUN_ID: '1; rm' }, /GITHUB_RUN_ID is not a number/],
    [
      'a server that is no address',
      { GITHUB_SERVER_URL: 'ext::sh -c id' },
      /GITHUB_SERVER_URL is not an address/,
    ],
    [
      'a repository that is two',
      { GITHUB_REPOSITORY: 'a/b/c' },
      /GITHUB_REPOSITORY is not owner\/name/,
    ],
    ['a workspace without a repository', {}, /not inside a git work tree/],
    [
      'a configuration elsewhere',
      { INPUT_CONFIG: '../../etc/passwd' },
      /not inside a git work tree|lies outside/,
    ],
  ])('prepare with %s', (_name, change, message) => refused(start('prepare', change), message))
})

describe('inputs that are none of the words that they may be', () => {
  test.each<[string, string, string, string]>([
    ['prepare', 'baseline', 'x', 'baseline: "x" is none of lock, base'],
    ['prepare', 'baseline', '', 'baseline: "" is none of lock, base'],
    ['prepare', 'mode', 'Accept', 'mode: "Accept" is none of'],
    ['prepare', 'cause', 'first', 'cause: "first" is none of'],
    ['prepare', 'hand-over', 'email', 'hand-over: "email" is none of artifact, file'],
    ['report', 'comment', 'sometimes', 'comment: "sometimes" is none of always, changes, never'],
    ['report', 'fail', 'yes', 'fail: "yes" is none of true, false'],
    ['begin', 'hand-over', '', 'hand-over: "" is none of artifact, file'],
    ['end', 'hand-over', 'file\n::error::x', 'hand-over: "file\\n::error::x" is none of'],
  ])('%s, %s: %j', (entry, name, value, message) => {
    const ended = start(entry, { [`INPUT_${name.toUpperCase()}`]: value })
    refused(ended, /Mend it under `with:`/)
    expect(ended.lines[0]).toContain(message)
  })

  test('retrain: a seed that is none', () => {
    refused(start('retrain', { REPRISE_SEED: 'auto' }), /seed: "auto" is none of/)
  })
})

test('a plan that is not there is said by whoever needs it', () => {
  for (const entry of ['begin', 'retrain', 'report'])
    refused(start(entry), /the plan cannot be read.*The prepare step must have run before/)
})

test('what cannot be posted for want of a token is said before anything is done', () => {
  const ended = start('prepare', { INPUT_TOKEN: 'two\nlines' })
  refused(ended, /token|not inside a git work tree/)
})

test('no bundles are handed over as none', () => {
  const ended = start('end')
  expect([ended.code, ended.stderr]).toEqual([0, ''])
  const written = readFileSync(JOB['GITHUB_OUTPUT'] ?? '', 'utf8')
  expect(written).toMatch(
    /^bundles<<(end-\S+)\n.*\/nowhere\n\1\nbundle-digest<<(end-\S+)\nsha256:[0-9a-f]{64}\n\2\n$/,
  )
  expect(existsSync(JOB['GITHUB_STEP_SUMMARY'] ?? '')).toBe(false)
})

test('no value of an output can end it, or begin another', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\n', 'a\nverdict=identical', 'end-', 'x<<EOF\ny\nEOF', '\r\n', '\n\nend-\n'),
    fc
      .array(fc.constantFrom('\n', 'end-', 'verdict<<', '=', 'x'), { maxLength: 12 })
      .map((all) => all.join('')),
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('verdict', 'report', 'summary'), nasty)),
      (all) => {
        const file = all.map(([name, value]) => fileCommand(name, value)).join('')
        expect(parsed(file)).toEqual(all)
      },
    ),
    { numRuns: 500 },
  )
})

/** Reads a file of commands as the runner does: `name<<mark`, lines, the mark alone on a line. */
function parsed(file: string): [string, string][] {
  const lines = file.split('\n')
  const found: [string, string][] = []
  while (lines.length > 1) {
    const [name = '', mark = ''] = (lines.shift() ?? '').split('<<')
    const end = lines.indexOf(mark)
    if (end < 0) throw new Error(`${name} does not end`)
    found.push([
      name,
      lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n'),
    ])
  }
  return found
}
