import { afterAll, describe, expect, test } from '@jest/globals'
import { failures } from './failures.ts'
import { createRoom, stepOf } from './room.ts'

const room = createRoom()
afterAll(room.remove)

describe('shells', () => {
  test('bash: no profile, no rc, -e and pipefail', async () => {
    const run =
      await room.steps(`- {id: e, shell: bash, continue-on-error: true, run: 'false; echo on'}
- {id: pipe, shell: bash, run: false | cat}`)
    expect(stepOf(run, 'e').log).toContain('bash --noprofile --norc -e -o pipefail {0}')
    expect(stepOf(run, 'e').log).not.toMatch(/^on$/m)
    expect(stepOf(run, 'pipe').conclusion).toBe('failure')
  })

  test('none named: bash -e, without pipefail', async () => {
    const run = await room.steps('- {id: s, run: "false | cat; echo on; shopt -p extglob"}')
    expect(stepOf(run, 's').log).toMatch(/^on$/m)
    expect(stepOf(run, 's').log).toContain('bash -e {0}')
  })

  test('sh, python, and a command line of one’s own', async () => {
    const run = await room.steps(`- {id: sh, shell: sh, run: echo "sh $0"}
- {id: py, shell: python, run: "import sys\\nprint(sys.argv[0][-3:])"}
- {id: own, shell: 'cat -n {0}', run: shown}`)
    expect(failures(run)).toBe('')
    expect(stepOf(run, 'sh').log).toContain('/sh -e {0}')
    expect(stepOf(run, 'py').log).toMatch(/^\.py$/m)
    expect(stepOf(run, 'own').log).toMatch(/1\tshown$/m)
  })

  test('a shell that is neither known nor a command line fails the step', async () => {
    const run = await room.steps('- {shell: perl, run: print}')
    expect(failures(run)).toContain('Invalid shell option')
  })
})

test('working-directory is relative to the workspace; one that is missing fails the step', async () => {
  const run = await room.steps(`- run: mkdir deep
- {id: a, working-directory: deep, run: pwd}
- {id: b, working-directory: nowhere, run: pwd}`)
  expect(stepOf(run, 'a').log).toContain(`${room.root}/workspace/deep`)
  expect(failures(run)).toContain(`working directory '${room.root}/workspace/nowhere'`)
})

test('exit codes; stdin is closed', async () => {
  const run = await room.steps('- {id: s, run: cat; exit 42}')
  expect(stepOf(run, 's')).toMatchObject({ exitCode: 42, outcome: 'failure' })
  expect(stepOf(run, 's').log).toContain('##[error]Process completed with exit code 42.')
})

test('continue-on-error: outcome and conclusion differ, the job goes on', async () => {
  const run = await room.steps(`- {id: a, run: exit 1, continue-on-error: true}
- {id: b, run: 'echo "\${{ steps.a.outcome }} \${{ steps.a.conclusion }}"'}
- {id: c, run: exit 1, continue-on-error: "\${{ steps.a.outcome == 'success' }}"}`)
  expect(stepOf(run, 'a')).toMatchObject({ outcome: 'failure', conclusion: 'success' })
  expect(stepOf(run, 'b').log).toMatch(/^failure success$/m)
  expect(stepOf(run, 'c').conclusion).toBe('failure')
})

test('if: success() is implied, always(), failure() and plain conditions', async () => {
  const run = await room.steps(`- {id: off, if: "github.event_name == 'schedule'", run: exit 1}
- {id: bad, run: exit 1}
- {id: implied, if: true, run: exit 1}
- {id: always, if: always(), run: 'true'}
- {id: failed, if: failure() && steps.bad.outcome == 'failure', run: 'true'}
- {id: cancelled, if: cancelled(), run: 'true'}
- {id: dollars, if: "\${{ !cancelled() }}", run: 'true'}
- {id: broken, if: "always() && fromJSON('{')", run: 'true'}`)
  const conclusions = run.jobs[0]?.steps.map(({ id, conclusion }) => [id, conclusion])
  expect(Object.fromEntries(conclusions ?? [])).toEqual({
    off: 'skipped',
    bad: 'failure',
    implied: 'skipped',
    always: 'success',
    failed: 'success',
    cancelled: 'skipped',
    dollars: 'success',
    broken: 'failure',
  })
})

test('expressions in a text: quotes, braces, several of them, numbers and nothing', async () => {
  const run = await room.steps(`- id: s
  env: {A: "'\${{ 'a''b' }}' {x} \${{ 1.50 }} '\${{ github.nothing }}' \${{ true }}"}
  run: echo "$A"`)
  expect(stepOf(run, 's').log).toMatch(/^'a'b' \{x\} 1.5 '' true$/m)
})

test('contexts: github.event, runner, job, vars, env, matrix and strategy without one', async () => {
  const run = await room.steps(
    `- id: s
  env: {E: 1}
  run: echo "\${{ github.event.after }} \${{ runner.os }} \${{ job.status }} \${{ vars.V }} \${{ env.E }} \${{ matrix.x }}|\${{ strategy.job-total }}"`,
    { vars: { V: 'var' } },
  )
  expect(stepOf(run, 's').log).toMatch(/^abc Linux success var 1 \|1$/m)
})

test('hashFiles: one digest of all files, nothing where none matches', async () => {
  room.write({ 'workspace/a.lock': '1', 'workspace/d/b.lock': '2' })
  const run = await room.steps(
    `- {id: s, run: "echo '\${{ hashFiles('**/*.lock') }},\${{ hashFiles('*.lock', '!a*') }}.'"}`,
  )
  expect(stepOf(run, 's').log).toMatch(/^[0-9a-f]{64},\.$/m)
})

test('timeout-minutes of a step is a failure, not a cancellation', async () => {
  const run = await room.steps(
    `- {id: s, name: slow, timeout-minutes: 1, run: exec sleep 30}
- {id: t, if: failure(), run: 'true'}`,
    { minuteMs: 100 },
  )
  expect(stepOf(run, 's').conclusion).toBe('failure')
  expect(failures(run)).toContain("The action 'slow' has timed out after 1 minutes.")
  expect(stepOf(run, 't').conclusion).toBe('success')
})

test('timeout-minutes of a composite’s step ends its nested steps', async () => {
  room.write({
    'repository/slow/action.yml': `name: s
description: d
runs:
  using: composite
  steps:
    - {id: s, shell: bash, run: exec sleep 30}
    - {id: after, shell: bash, run: 'true'}
`,
  })
  const yaml = '- {id: c, timeout-minutes: 1, uses: $/slow}'
  const run = await room.steps(yaml, { minuteMs: 100 })
  expect(stepOf(run, 'c/s').annotations).toEqual([
    { level: 'error', message: 'The action has timed out.' },
  ])
  expect(stepOf(run, 'c/after').conclusion).toBe('skipped')
  expect(stepOf(run, 'c').conclusion).toBe('failure')
})

test('a text over several lines keeps its form where it has expressions', async () => {
  const run = await room.steps(
    `- id: s
  shell: python
  run: |
    if '\${{ github.sha }}' == 'abc':
        print('in', "it's {x}")
- id: f
  run: >
    echo \${{ github.sha }}
    folded`,
  )
  expect(failures(run)).toBe('')
  expect(stepOf(run, 's').log).toMatch(/^in it's \{x\}$/m)
  expect(stepOf(run, 'f').log).toMatch(/^abc folded$/m)
})

test('what an ended process leaves running is killed at the end of the job', async () => {
  const run = await room.steps(`- id: s
  run: |
    sleep 300 > /dev/null 2>&1 &
    echo "pid=$!" >> "$GITHUB_OUTPUT"
- {id: alive, run: 'kill -0 \${{ steps.s.outputs.pid }}'}`)
  expect(failures(run)).toBe('')
  const { pid } = stepOf(run, 's').outputs
  expect(run.log).toContain(`Terminate orphan process: pid (${pid}) (sleep)`)
  await expect(ended(Number(pid))).resolves.toBe(true)
})

async function ended(pid: number): Promise<boolean> {
  for (let n = 0; n < 100; n += 1) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}
