import { afterAll, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { failures } from './failures.ts'
import { createRoom, javaScriptAction, stepOf } from './room.ts'

const room = createRoom()
afterAll(room.remove)

/** Runs steps and cancels the run once one of them has made the file `ready` in the workspace. */
async function cancelled(yaml: string, kill = room.options().kill) {
  const control = new AbortController()
  const workspace = join(room.root, `ws-${Math.round(performance.now() * 1000)}`)
  const timer = setInterval(() => {
    if (existsSync(join(workspace, 'ready'))) control.abort()
  }, 10)
  try {
    const signal = control.signal
    const more = { workspace, signal, ...(kill && { kill }) }
    return yaml.startsWith('on:') ? await room.run(yaml, more) : await room.steps(yaml, more)
  } finally {
    clearInterval(timer)
  }
}

const node = (source: string) => `import { writeFileSync } from 'node:fs'
setTimeout(() => {}, 60_000)
${source}
writeFileSync('ready', '')`

test('SIGINT comes first: a step that ends itself is cancelled, whatever its exit code', async () => {
  room.write(
    javaScriptAction(
      'repository/polite',
      node(`process.on('SIGINT', () => { console.log('bye'); process.exit(0) })`),
    ),
  )
  const run = await cancelled('- {id: s, uses: $/polite}\n- {id: after, run: "true"}')
  expect(stepOf(run, 's')).toMatchObject({ conclusion: 'cancelled', exitCode: 0 })
  expect(stepOf(run, 's').log).toMatch(/^bye$/m)
  expect(failures(run)).toContain('The operation was canceled.')
  expect(stepOf(run, 'after').conclusion).toBe('skipped')
  expect(run.conclusion).toBe('cancelled')
})

test('SIGTERM next, SIGKILL last, for the whole tree of the step', async () => {
  const quick = { termAfterMs: 100, killAfterMs: 100, closeAfterMs: 100 }
  const deaf = (...names: string[]) =>
    node(names.map((n) => `process.on('${n}', () => console.log('heard ${n}'))`).join('\n'))
  room.write(javaScriptAction('repository/deaf', deaf('SIGINT')))
  room.write(javaScriptAction('repository/stone', deaf('SIGINT', 'SIGTERM')))
  const term = await cancelled('- {id: s, uses: $/deaf}', quick)
  expect(stepOf(term, 's')).toMatchObject({ conclusion: 'cancelled', exitCode: 128 + 15 })
  expect(stepOf(term, 's').log).toContain('heard SIGINT')
  const kill = await cancelled('- {id: s, uses: $/stone}', quick)
  expect(stepOf(kill, 's')).toMatchObject({ conclusion: 'cancelled', exitCode: 128 + 9 })
  expect(stepOf(kill, 's').log).toContain('heard SIGTERM')
})

test('signals go to the step’s own process only: what it started is an orphan of the job', async () => {
  const run = await cancelled(
    `- id: s
  run: |
    sleep 301 & echo "pid=$!" >> "$GITHUB_OUTPUT"
    touch ready; wait`,
    { termAfterMs: 100, killAfterMs: 1000, closeAfterMs: 100 },
  )
  expect(stepOf(run, 's').conclusion).toBe('cancelled')
  const { pid } = stepOf(run, 's').outputs
  expect(run.log).toContain(`Terminate orphan process: pid (${pid}) (sleep)`)
})

test('always() and cancelled() steps still run, and so do posts', async () => {
  room.write(javaScriptAction('repository/post', 'console.log("main")'))
  room.write({
    'repository/post/action.yml':
      'name: p\ndescription: d\nruns: {using: node24, main: main.mjs, post: post.mjs}\n',
    'repository/post/post.mjs': 'console.log("cleaning", process.env.GITHUB_SHA)',
  })
  const run = await cancelled(`- {id: p, uses: $/post}
- {id: s, run: touch ready; exec sleep 60}
- {id: success, run: 'true'}
- {id: failure, if: failure(), run: 'true'}
- {id: cancelled, if: cancelled(), run: 'echo "\${{ job.status }}"'}
- {id: always, if: always(), run: 'true'}`)
  const conclusion = (id: string) => stepOf(run, id).conclusion
  expect(conclusion('success')).toBe('skipped')
  expect(conclusion('failure')).toBe('skipped')
  expect(stepOf(run, 'cancelled').log).toMatch(/^cancelled$/m)
  expect(conclusion('always')).toBe('success')
  expect(stepOf(run, 'p', 'post').log).toContain('cleaning abc')
  expect(run.conclusion).toBe('cancelled')
})

test('inside a composite: the running step is cancelled, always() steps follow', async () => {
  room.write({
    'repository/c/action.yml': `name: c
description: d
outputs: {o: {value: '\${{ steps.s.outputs.o }}'}}
runs:
  using: composite
  steps:
    - {id: s, shell: bash, run: 'echo o=1 >> "$GITHUB_OUTPUT"; touch ready; exec sleep 60'}
    - {id: next, shell: bash, run: 'true'}
    - {id: always, if: always(), shell: bash, run: 'true'}
`,
  })
  const run = await cancelled('- {id: c, uses: $/c}\n- {id: late, if: always(), run: "true"}')
  expect(stepOf(run, 'c/s').conclusion).toBe('cancelled')
  expect(stepOf(run, 'c/next').conclusion).toBe('skipped')
  expect(stepOf(run, 'c/always').conclusion).toBe('success')
  expect(stepOf(run, 'c')).toMatchObject({ conclusion: 'cancelled', outputs: { o: '1' } })
  expect(stepOf(run, 'late').conclusion).toBe('success')
})

test('a running step whose condition holds even now is left alone', async () => {
  const run = await cancelled(`- {id: s, if: always(), run: touch ready; sleep 0.3; echo through}
- {id: after, run: 'true'}`)
  expect(stepOf(run, 's')).toMatchObject({ conclusion: 'success' })
  expect(stepOf(run, 's').log).toMatch(/^through$/m)
  expect(stepOf(run, 'after').conclusion).toBe('skipped')
})

test('jobs: always() is not cancelled and still starts, the others don’t', async () => {
  const run = await cancelled(`on: push
jobs:
  running: {runs-on: x, steps: [{run: touch ready; exec sleep 60}]}
  behind: {needs: running, runs-on: x, steps: [{run: 'true'}]}
  beside: {runs-on: x, steps: [{run: 'true'}]}
  report: {needs: running, if: always(), runs-on: x, steps: [{id: r, run: 'echo \${{ needs.running.result }}'}]}
`)
  expect(run.jobs.map(({ id, conclusion }) => `${id} ${conclusion}`)).toEqual([
    'running cancelled',
    'behind skipped',
    'beside cancelled',
    'report success',
  ])
  expect(stepOf(run, 'r').log).toMatch(/^cancelled$/m)
  expect(run.conclusion).toBe('cancelled')
})

test('what is left of a matrix is cancelled with it', async () => {
  const run = await cancelled(`on: push
jobs:
  m:
    runs-on: x
    strategy: {fail-fast: false, matrix: {n: [1, 2]}}
    steps: [{run: touch ready; exec sleep 60}]
`)
  expect(run.jobs.map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
    'm (1) cancelled',
    'm (2) cancelled',
  ])
  expect(run.jobs[1]?.steps).toEqual([])
})

test('timeout-minutes of a job cancels it', async () => {
  const yaml = `on: push
jobs:
  slow: {runs-on: x, timeout-minutes: 1, steps: [{id: s, run: exec sleep 60}, {id: t, if: always(), run: 'true'}]}
`
  const run = await room.run(yaml, { minuteMs: 300 })
  expect(stepOf(run, 's').conclusion).toBe('cancelled')
  expect(stepOf(run, 't').conclusion).toBe('success')
  expect(run.conclusion).toBe('cancelled')
})
