import { afterAll, describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { failures } from './failures.ts'
import { createRoom, stepOf } from './room.ts'
import type { RunResult } from './runner.ts'

const room = createRoom()
afterAll(room.remove)

function conclusions(run: RunResult): Record<string, string> {
  return Object.fromEntries(run.jobs.map(({ name, conclusion }) => [name, conclusion]))
}

test('needs: order, outputs, and what a failed or skipped job means for those behind it', async () => {
  const run = await room.run(`on: push
jobs:
  last:
    needs: [middle]
    runs-on: x
    steps: [{run: 'true'}]
  middle:
    needs: first
    if: needs.first.outputs.go == 'no'
    runs-on: x
    steps: [{run: 'true'}]
  first:
    runs-on: x
    outputs: {go: '\${{ steps.s.outputs.go }}', empty: '\${{ steps.s.outputs.none }}'}
    steps: [{id: s, run: 'echo go=yes >> "$GITHUB_OUTPUT"'}]
  bad:
    needs: first
    runs-on: x
    steps: [{run: exit 1}]
  mend:
    needs: bad
    if: failure() && needs.bad.result == 'failure'
    runs-on: x
    steps: [{run: 'true'}]
  always:
    needs: [middle, bad]
    if: always()
    runs-on: x
    steps: [{id: t, run: 'echo "\${{ needs.middle.result }} \${{ toJSON(needs.bad.outputs) }}"'}]
`)
  expect(run.jobs.map(({ id }) => id)).toEqual(['first', 'middle', 'last', 'bad', 'mend', 'always'])
  expect(conclusions(run)).toEqual({
    first: 'success',
    middle: 'skipped',
    last: 'skipped',
    bad: 'failure',
    mend: 'success',
    always: 'success',
  })
  expect(run.jobs[0]?.outputs).toEqual({ go: 'yes' })
  expect(stepOf(run, 't').log).toMatch(/^skipped \{\}$/m)
  expect(run.conclusion).toBe('failure')
})

describe('matrix', () => {
  test('from an output, with include and exclude, one machine each', async () => {
    const run = await room.run(
      `on: push
jobs:
  plan:
    runs-on: x
    outputs: {models: '\${{ steps.s.outputs.models }}'}
    steps: [{id: s, run: 'echo "models=[\\"a\\",\\"b\\"]" >> "$GITHUB_OUTPUT"'}]
  train:
    needs: plan
    runs-on: x
    strategy:
      matrix:
        model: \${{ fromJSON(needs.plan.outputs.models) }}
        seed: [1, 2]
        exclude: [{model: b, seed: 2}]
        include: [{model: a, note: n}, {model: c}]
    outputs: {'last-\${{ matrix.model }}': x, model: '\${{ matrix.model }}'}
    steps:
      - run: test ! -e mine && touch mine
      - id: s
        run: echo "\${{ matrix.model }} \${{ matrix.seed }} \${{ matrix.note }} \${{ strategy.job-index }}/\${{ strategy.job-total }}"
  end:
    needs: train
    runs-on: x
    steps: [{id: end, run: 'echo "\${{ needs.train.outputs.model }} \${{ needs.train.result }}"'}]
`.replace("'last-${{ matrix.model }}': x, ", ''),
      {
        workspaceOf: ({ name }) => join(room.root, name),
      },
    )
    expect(failures(run)).toBe('')
    const train = run.jobs.filter(({ id }) => id === 'train')
    expect(train.map(({ name, matrix }) => [name, matrix])).toEqual([
      ['train (a, 1, n)', { model: 'a', seed: 1, note: 'n' }],
      ['train (a, 2, n)', { model: 'a', seed: 2, note: 'n' }],
      ['train (b, 1)', { model: 'b', seed: 1 }],
      ['train (c)', { model: 'c' }],
    ])
    expect(train[1]?.steps[1]?.log).toMatch(/^a 2 n 1\/4$/m)
    expect(stepOf(run, 'end').log).toMatch(/^c success$/m)
    expect(existsSync(join(room.root, 'train (b, 1)/mine'))).toBe(true)
    const temps = train.map((job) => job.steps[0]?.env['RUNNER_TEMP'])
    expect(new Set(temps).size).toBe(4)
  })

  const matrix = (failFast: boolean) => `on: push
jobs:
  m:
    name: m-\${{ matrix.n }}
    runs-on: x
    strategy: {fail-fast: ${failFast}, matrix: {n: [1, 2, 3]}}
    steps: [{run: 'test \${{ matrix.n }} != 2'}]
`
  test('fail-fast cancels what has not started', async () => {
    const fast = await room.run(matrix(true))
    expect(conclusions(fast)).toEqual({ 'm-1': 'success', 'm-2': 'failure', 'm-3': 'cancelled' })
    const slow = await room.run(matrix(false))
    expect(conclusions(slow)).toEqual({ 'm-1': 'success', 'm-2': 'failure', 'm-3': 'success' })
    expect([fast.conclusion, slow.conclusion]).toEqual(['failure', 'failure'])
  })

  test('an empty vector fails the job', async () => {
    const run = await room.run(matrix(true).replace('[1, 2, 3]', "'${{ fromJSON(''[]'') }}'"))
    expect(failures(run)).toContain("Matrix vector 'n' does not contain any values")
  })
})

test('continue-on-error of a job: the run is green, the job is red', async () => {
  const run = await room.run(`on: push
jobs:
  bad: {runs-on: x, continue-on-error: true, steps: [{run: exit 1}]}
  next: {needs: bad, runs-on: x, steps: [{run: 'true'}]}
`)
  expect(conclusions(run)).toEqual({ bad: 'failure', next: 'success' })
  expect(run.conclusion).toBe('success')
})

test('a job output that holds a secret is dropped with a warning', async () => {
  const yaml = `on: push
jobs:
  job:
    runs-on: x
    outputs: {clear: '1', hidden: 'has \${{ steps.s.outputs.v }}'}
    steps: [{id: s, run: 'echo "v=$K" >> "$GITHUB_OUTPUT"', env: {K: '\${{ secrets.KEY }}'}}]
`
  const run = await room.run(yaml, { secrets: { KEY: 's3cret' } })
  expect(run.jobs[0]?.outputs).toEqual({ clear: '1' })
  expect(run.log).toContain("Skip output 'hidden' since it may contain secret.")
})

test('events: the name and the activity type decide whether anything runs', async () => {
  const yaml = (on: string) => `on: ${on}\njobs: {j: {runs-on: x, steps: [{run: 'true'}]}}\n`
  const event = (name: string, action?: string) => ({ event: { name, payload: { action } } })
  const ran = async (on: string, more: object) => (await room.run(yaml(on), more)).conclusion
  expect(await ran('push', event('schedule'))).toBe('skipped')
  expect(await ran('[push, schedule]', event('schedule'))).toBe('success')
  expect(await ran('pull_request', event('pull_request', 'closed'))).toBe('skipped')
  expect(await ran('pull_request', event('pull_request', 'synchronize'))).toBe('success')
  const types = '{pull_request: {types: [closed]}}'
  expect(await ran(types, event('pull_request', 'closed'))).toBe('success')
})

test('workflow_dispatch: inputs with defaults, in their own types; a wrong choice is refused', async () => {
  const yaml = `on:
  workflow_dispatch:
    inputs:
      mode: {type: choice, options: [check, accept], default: check}
      dry: {type: boolean, default: true}
jobs:
  job:
    runs-on: x
    steps: [{id: s, run: 'echo "\${{ inputs.mode }} \${{ inputs.dry && 1 || 2 }}"'}]
`
  const event = { name: 'workflow_dispatch', payload: {} }
  expect(stepOf(await room.run(yaml, { event }), 's').log).toMatch(/^check 1$/m)
  const given = await room.run(yaml, { event, inputs: { mode: 'accept', dry: 'false' } })
  expect(stepOf(given, 's').log).toMatch(/^accept 2$/m)
  const wrong = room.run(yaml, { event, inputs: { mode: 'other' } })
  await expect(wrong).rejects.toThrow("Provided value 'other' for input 'mode' not in the list")
})

test('permissions reach whoever mints the job’s token', async () => {
  const yaml = `on: push
permissions: {contents: read}
jobs:
  a: {runs-on: x, steps: [{id: a, run: 'echo "$T" | rev', env: {T: '\${{ github.token }}'}}]}
  b: {runs-on: x, permissions: {}, steps: [{id: b, run: 'true'}]}
`
  const asked: unknown[] = []
  const run = await room.run(yaml, {
    tokenOf: (job, permissions) => {
      asked.push([job.id, permissions])
      return `token-${job.id}`
    },
  })
  expect(asked).toEqual([
    ['a', { contents: 'read' }],
    ['b', {}],
  ])
  expect(stepOf(run, 'a').log).toContain('a-nekot')
})

test('a fault in the YAML is told with its place', async () => {
  const yaml = 'on: push\njobs:\n  j:\n    runs-on: x\n    steps:\n      - rum: x\n'
  await expect(room.run(yaml)).rejects.toThrow(/test\.yml.*Line: 6.*rum/s)
})
