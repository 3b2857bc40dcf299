import { afterAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failures } from './failures.ts'
import { createRoom, javaScriptAction, stepOf } from './room.ts'

const room = createRoom()
afterAll(room.remove)

const runtime = {
  token: 'runtime-token',
  resultsUrl: 'http://127.0.0.1:1',
  cacheUrl: 'http://127.0.0.1:2',
}
const inputs = `inputs:
  model-name: {description: d}
  two words: {description: d, default: two}
`
room.write(javaScriptAction('repository/js', 'console.log("in js")', inputs))
room.write({
  'repository/composite/action.yml': `name: c
description: d
inputs:
  model: {description: d, default: mini}
runs:
  using: composite
  steps:
    - id: script
      shell: bash
      run: echo "[$INPUT_MODEL]"
    - id: js
      uses: $/js
`,
})

describe('what a JavaScript action gets', () => {
  test('INPUT_*: upper case, spaces to underlines, hyphens kept', async () => {
    const run = await room.steps('- id: js\n  uses: $/js\n  with: {model-name: digits}')
    expect(failures(run)).toBe('')
    expect(stepOf(run, 'js').env).toMatchObject({
      'INPUT_MODEL-NAME': 'digits',
      INPUT_TWO_WORDS: 'two',
    })
  })

  test('runtime tokens and the services of artifacts and caches', async () => {
    const run = await room.steps('- id: js\n  uses: $/js', { runtime })
    expect(stepOf(run, 'js').env).toMatchObject({
      ACTIONS_RUNTIME_TOKEN: 'runtime-token',
      ACTIONS_RESULTS_URL: 'http://127.0.0.1:1',
      ACTIONS_CACHE_URL: 'http://127.0.0.1:2',
      ACTIONS_CACHE_SERVICE_V2: 'True',
    })
  })
})

describe('what a run: step never gets', () => {
  test('INPUT_*, even inside a composite that has inputs', async () => {
    const run = await room.steps('- id: c\n  uses: $/composite\n  with: {model: x}')
    expect(failures(run)).toBe('')
    const { env, log } = stepOf(run, 'c/script')
    expect(Object.keys(env).filter((name) => name.startsWith('INPUT_'))).toEqual([])
    expect(log).toContain('\n[]')
  })

  test('runtime tokens, neither in a job nor inside a composite', async () => {
    const yaml = '- id: top\n  run: env\n- id: c\n  uses: $/composite'
    const run = await room.steps(yaml, { runtime })
    for (const id of ['top', 'c/script']) {
      const names = Object.keys(stepOf(run, id).env)
      expect(names.filter((name) => name.startsWith('ACTIONS_'))).toEqual([])
    }
    expect(stepOf(run, 'c/js').env['ACTIONS_RUNTIME_TOKEN']).toBe('runtime-token')
    expect(run.log).not.toContain('runtime-token')
  })
})

test('with id-token: write every step can ask for a token, without it none', async () => {
  const yaml = (permissions: string) => `on: push
permissions: ${permissions}
jobs:
  job:
    runs-on: x
    steps: [{id: script, run: 'true'}, {id: js, uses: $/js}]
`
  const granted = await room.run(yaml('{id-token: write}'), { runtime })
  const denied = await room.run(yaml('{contents: write}'), { runtime })
  for (const id of ['script', 'js']) {
    expect(stepOf(granted, id).env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']).toBe('runtime-token')
    expect(stepOf(granted, id).env['ACTIONS_ID_TOKEN_REQUEST_URL']).toContain('http://127.0.0.1:1')
    expect(stepOf(denied, id).env).not.toHaveProperty('ACTIONS_ID_TOKEN_REQUEST_TOKEN')
  }
})

test('the environment of each step', async () => {
  const run = await room.steps('- id: a\n  run: env\n- id: b\n  run: env', {
    github: { repository: 'o/r', sha: 'abc', ref: 'refs/heads/topic', run_id: '7', token: 't' },
    env: { PATH: process.env['PATH'] ?? '', HOME: '/h' },
  })
  const { env } = stepOf(run, 'a')
  expect(env).toMatchObject({
    CI: 'true',
    HOME: '/h',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'a',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_JOB: 'job',
    GITHUB_REF_NAME: 'topic',
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_REPOSITORY_OWNER: 'o',
    GITHUB_RUN_ID: '7',
    GITHUB_SHA: 'abc',
    GITHUB_WORKSPACE: join(room.root, 'workspace'),
    RUNNER_OS: 'Linux',
  })
  const names = 'RUNNER_TEMP RUNNER_TOOL_CACHE RUNNER_ARCH RUNNER_TRACKING_ID GITHUB_API_URL'
  for (const name of names.split(' ')) expect(env[name]).toMatch(/./)
  expect(env).not.toHaveProperty('GITHUB_TOKEN')
  expect(JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'))).toEqual({ after: 'abc' })
  const files = ['ENV', 'PATH', 'OUTPUT', 'STATE', 'STEP_SUMMARY'].map((name) => `GITHUB_${name}`)
  for (const file of files) expect(env[file]).not.toBe(stepOf(run, 'b').env[file])
})

test('env: the step wins over the job, the job over the workflow, GITHUB_* over all', async () => {
  const run = await room.run(`on: push
env: {A: workflow, B: workflow, C: workflow}
jobs:
  job:
    runs-on: x
    env: {B: job, C: job, GITHUB_SHA: forged}
    steps:
      - id: one
        env: {C: step, D: '\${{ env.B }}'}
        run: echo "$A $B $C $D $GITHUB_SHA" && echo C=file >> "$GITHUB_ENV"
      - {id: two, run: echo "$C"}
      - {id: three, env: {C: step}, run: 'echo "$C \${{ env.C }}"'}
`)
  expect(failures(run)).toBe('')
  expect(stepOf(run, 'one').log).toContain('\nworkflow job step job abc')
  expect(stepOf(run, 'two').log).toMatch(/^file$/m)
  expect(stepOf(run, 'three').log).toMatch(/^step step$/m)
})

test("a composite's own env wins over GITHUB_ENV in its nested steps", async () => {
  room.write({
    'repository/env/action.yml': `name: e
description: d
runs:
  using: composite
  steps:
    - {shell: bash, run: echo A=file >> "$GITHUB_ENV"; echo B=file >> "$GITHUB_ENV"}
    - {id: last, shell: bash, run: echo "$A $B"}
`,
  })
  const run = await room.steps('- id: c\n  uses: $/env\n  env: {A: declared}')
  expect(stepOf(run, 'c/last').log).toMatch(/^declared file$/m)
})

test('github.token is in the expressions, and masked in the log', async () => {
  const run = await room.steps(`- id: s
  env: {T: '\${{ github.token }}', S: '\${{ secrets.GITHUB_TOKEN }}'}
  run: test "$T" = ghs_token && test "$S" = ghs_token && echo "got $T"`)
  expect(failures(run)).toBe('')
  expect(stepOf(run, 's').log).toContain('got ***')
})
