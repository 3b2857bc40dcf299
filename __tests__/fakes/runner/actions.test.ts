import { afterAll, describe, expect, test } from '@jest/globals'
import { failures } from './failures.ts'
import { createRoom, javaScriptAction, stepOf } from './room.ts'
import { runAction, type RunResult } from './runner.ts'

const room = createRoom()
afterAll(room.remove)

const composite = (steps: string, head = '') =>
  `name: c\ndescription: d\n${head}runs:\n  using: composite\n  steps:\n${steps}`

/** A JavaScript action with pre, main and post, each of which says its name and its state. */
const phases = (more = '') => ({
  'action.yml': `name: p
description: d
inputs: {word: {description: d}}
runs: {using: node24, pre: pre.mjs, main: main.mjs, post: post.mjs${more}}
`,
  'pre.mjs': say('pre'),
  'main.mjs': say('main'),
  'post.mjs': say('post'),
})

function say(name: string): string {
  return `import { appendFileSync } from 'node:fs'
console.log('${name}', process.env.INPUT_WORD, 'saw', process.env.STATE_seen ?? 'nothing')
appendFileSync(process.env.GITHUB_STATE, 'seen=${name}\\n')
if (process.env.INPUT_WORD === 'fail in ${name}') process.exit(1)
`
}

function place(folder: string, files: Readonly<Record<string, string>>): void {
  room.write(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])),
  )
}

/** `phase id` of everything that ran, in order. */
function order(run: RunResult): string[] {
  const steps = run.jobs.flatMap((job) => job.steps).filter((s) => s.conclusion !== 'skipped')
  return steps.map(({ phase, id }) => `${phase} ${id}`)
}

describe('references', () => {
  room.write(javaScriptAction('other/sub', 'console.log("other")'))
  room.write(javaScriptAction('other', 'console.log("root")'))
  room.write(javaScriptAction('workspace/local', 'console.log("local")'))
  room.write(javaScriptAction('repository/leaf', 'console.log("leaf")'))
  const actions = { 'o/r': `${room.root}/repository`, 'x/other': `${room.root}/other` }

  test('$/ in a workflow is the workflow’s repository', async () => {
    const run = await room.steps('- id: a\n  uses: $/leaf')
    expect(failures(run)).toBe('')
    expect(stepOf(run, 'a').log).toContain('leaf')
    expect(stepOf(run, 'a').env).toMatchObject({
      GITHUB_ACTION_REPOSITORY: 'o/r',
      GITHUB_ACTION_REF: 'abc',
    })
  })

  test('owner/repo@ref and owner/repo/path@ref', async () => {
    const yaml = '- id: a\n  uses: x/other@v1\n- id: b\n  uses: x/other/sub@v2'
    const run = await room.steps(yaml, { actions })
    expect(stepOf(run, 'a').log).toContain('root')
    expect(stepOf(run, 'b').log).toContain('other')
    expect(stepOf(run, 'b').env).toMatchObject({
      GITHUB_ACTION_REPOSITORY: 'x/other',
      GITHUB_ACTION_REF: 'v2',
    })
  })

  test('./ is a folder of the workspace, there when the step runs', async () => {
    const run = await room.steps(`- run: cp -r local later
- id: a
  uses: ./later
- id: b
  uses: ./missing`)
    expect(stepOf(run, 'a').log).toContain('local')
    expect(stepOf(run, 'a').env).toMatchObject({ GITHUB_ACTION_REPOSITORY: '' })
    expect(failures(run)).toContain('Did you forget to run actions/checkout')
  })

  test('$/ inside a composite is that action’s repository, not the workflow’s', async () => {
    place('other/outer', { 'action.yml': composite('    - {id: in, uses: $/sub}\n') })
    const run = await room.steps('- id: a\n  uses: x/other/outer@v3', { actions })
    expect(failures(run)).toBe('')
    expect(stepOf(run, 'a/in').log).toContain('other')
    expect(stepOf(run, 'a/in').env).toMatchObject({
      GITHUB_ACTION_REPOSITORY: 'x/other',
      GITHUB_ACTION_REF: 'v3',
      GITHUB_ACTION_PATH: `${room.root}/other/outer`,
    })
  })

  test('an unknown repository fails the job before its first step', async () => {
    const run = await room.steps('- run: echo started\n- uses: nobody/nothing@v1')
    expect(run.conclusion).toBe('failure')
    expect(run.jobs[0]?.steps.map(({ id }) => id)).toEqual(['setup'])
    expect(failures(run)).toContain('Unable to resolve action `nobody/nothing@v1`')
  })
})

describe('inputs', () => {
  const yaml = `inputs:
  token: {description: d, default: '\${{ github.token }}'}
  word: {description: d, required: true}
  number: {description: d, default: 1.5}
  old: {description: d, deprecationMessage: use word}
`
  const read =
    'for (const n of ["TOKEN", "WORD", "NUMBER"]) console.log(n, JSON.stringify(process.env["INPUT_" + n]))'
  room.write(javaScriptAction('repository/inputs', read, yaml))

  test('defaults, expressions in them, and what is required but missing is empty', async () => {
    const run = await room.steps('- id: a\n  uses: $/inputs')
    expect(failures(run)).toBe('')
    expect(stepOf(run, 'a').env).toMatchObject({
      INPUT_TOKEN: 'ghs_token',
      INPUT_WORD: '',
      INPUT_NUMBER: '1.5',
    })
    expect(stepOf(run, 'a').log).toContain('TOKEN "***"')
  })

  test('what is given wins, an empty text too, whatever its case', async () => {
    const run = await room.steps("- id: a\n  uses: $/inputs\n  with: {Token: '', word: true}")
    expect(stepOf(run, 'a').env).toMatchObject({ INPUT_TOKEN: '', INPUT_WORD: 'true' })
  })

  test('an unknown input and a deprecated one warn', async () => {
    const run = await room.steps('- id: a\n  uses: $/inputs\n  with: {wrod: x, old: y}')
    expect(stepOf(run, 'a').annotations.map(({ message }) => message)).toEqual([
      "Input 'old' has been deprecated with message: use word",
      "Unexpected input(s) 'wrod', valid inputs are ['token', 'word', 'number', 'old']",
    ])
    expect(stepOf(run, 'a').conclusion).toBe('success')
  })
})

describe('pre, main, post', () => {
  place('repository/phases', phases())

  test('all pres first, posts last and in reverse order, with the state of their own step', async () => {
    const run = await room.steps(`- {id: a, uses: $/phases, with: {word: A}}
- {id: b, uses: $/phases, with: {word: B}}`)
    expect(failures(run)).toBe('')
    expect(order(run)).toEqual(['pre a', 'pre b', 'main a', 'main b', 'post b', 'post a'])
    expect(stepOf(run, 'a', 'pre').log).toContain('pre A saw nothing')
    expect(stepOf(run, 'a').log).toContain('main A saw pre')
    expect(stepOf(run, 'a', 'post').log).toContain('post A saw main')
    expect(stepOf(run, 'a', 'post').name).toBe('Post Run $/phases')
  })

  test('a post runs after its own main failed, and its failure fails the job', async () => {
    const failed = await room.steps('- {id: a, uses: $/phases, with: {word: fail in main}}')
    expect(order(failed)).toEqual(['pre a', 'main a', 'post a'])
    expect(stepOf(failed, 'a', 'post').conclusion).toBe('success')
    expect(failed.conclusion).toBe('failure')
    const late = await room.steps('- {id: a, uses: $/phases, with: {word: fail in post}}')
    expect(late.conclusion).toBe('failure')
  })

  test('pre-if and post-if', async () => {
    place('repository/conditions', phases(`, pre-if: runner.os == 'none', post-if: failure()`))
    const good = await room.steps('- {id: a, uses: $/conditions}')
    expect(order(good)).toEqual(['main a'])
    const bad = await room.steps('- {id: a, uses: $/conditions, with: {word: fail in main}}')
    expect(order(bad)).toEqual(['main a', 'post a'])
  })

  test('a local action has a post but no pre; a skipped one has neither', async () => {
    place('workspace/phases', phases())
    const run = await room.steps(`- {id: a, uses: ./phases}
- {id: b, uses: ./phases, if: false}`)
    expect(order(run)).toEqual(['main a', 'post a'])
    expect(stepOf(run, 'a').annotations[0]?.message).toContain('`pre` execution is not supported')
  })

  test('inside composites: pre, main and post of nested actions, whichever nested step fails', async () => {
    place('repository/nested', {
      'action.yml': composite(
        `    - {id: x, uses: $/phases, with: {word: 'X \${{ inputs.w }}'}}
    - {id: y, uses: $/phases, with: {word: 'Y \${{ steps.o.outputs.v }}'}}
    - {id: o, shell: bash, run: 'echo v=1 >> "$GITHUB_OUTPUT"; exit 1'}
    - {id: never, uses: $/phases}
`,
        'inputs: {w: {description: d}}\n',
      ),
    })
    const run = await room.steps('- {id: c, uses: $/nested, with: {w: input}}')
    expect(order(run)).toEqual([
      'pre c',
      'pre c/x',
      'pre c/y',
      'pre c/never',
      'main c',
      'main c/x',
      'main c/y',
      'main c/o',
      'post c',
      'post c/never',
      'post c/y',
      'post c/x',
    ])
    expect(stepOf(run, 'c/x', 'post').log).toContain('post X input saw main')
    // Inputs are evaluated anew in each phase: the post sees what was set after its main.
    expect(stepOf(run, 'c/y').log).toMatch(/^main Y {2}saw pre$/m)
    expect(stepOf(run, 'c/y', 'post').log).toMatch(/^post Y 1 saw main$/m)
  })
})

describe('composites', () => {
  test('see their inputs, their own steps, no secrets; their outputs come out', async () => {
    place('repository/outputs', {
      'action.yml': composite(
        `    - id: one
      shell: bash
      run: echo "v=\${{ inputs.w }}-\${{ steps.outer.outputs.v }}" >> "$GITHUB_OUTPUT"
`,
        `inputs: {w: {description: d}}
outputs:
  value: {description: d, value: '\${{ steps.one.outputs.v }}'}
  fixed: {description: d, value: 'word'}
`,
      ),
    })
    const run = await room.steps(`- {id: outer, run: 'echo v=1 >> "$GITHUB_OUTPUT"'}
- {id: c, uses: $/outputs, with: {w: W}}
- {id: after, run: "echo '\${{ toJSON(steps) }}'"}`)
    expect(failures(run)).toBe('')
    expect(stepOf(run, 'c').outputs).toEqual({ value: 'W-', fixed: 'word' })
    expect(stepOf(run, 'after').log).toContain('"value": "W-"')
    expect(stepOf(run, 'after').log).not.toContain('"one"')
  })

  test('an expression with `secrets` is refused before anything runs', async () => {
    const step = `    - {shell: bash, run: 'echo \${{ secrets.KEY }}'}\n`
    place('repository/secrets', { 'action.yml': composite(step) })
    const run = await room.steps('- uses: $/secrets')
    expect(failures(run)).toContain("Unrecognized named-value: 'secrets'")
  })

  test('success() and failure() look at the composite, not at the job', async () => {
    place('repository/status', {
      'action.yml': composite(`    - {id: first, shell: bash, run: 'true'}
    - {id: bad, shell: bash, run: exit 1}
    - {id: skipped, shell: bash, run: 'true'}
    - {id: mend, if: failure(), shell: bash, run: 'true'}
    - {id: always, if: always(), shell: bash, run: 'true'}
`),
    })
    const run = await room.steps(`- run: exit 1
- {id: c, if: always(), uses: $/status}`)
    const c = (id: string) => stepOf(run, `c/${id}`).conclusion
    expect([c('first'), c('bad'), c('skipped'), c('mend'), c('always')]).toEqual([
      'success',
      'failure',
      'skipped',
      'success',
      'success',
    ])
    expect(stepOf(run, 'c').conclusion).toBe('failure')
  })

  test('continue-on-error inside: the composite stays green, outcome tells', async () => {
    place('repository/lenient', {
      'action.yml': composite(
        `    - {id: bad, shell: bash, run: exit 1, continue-on-error: true}
    - {id: next, shell: bash, run: 'echo "\${{ steps.bad.outcome }} \${{ steps.bad.conclusion }}"'}
`,
      ),
    })
    const run = await room.steps('- {id: c, uses: $/lenient}')
    expect(failures(run)).toBe('')
    expect(stepOf(run, 'c/next').log).toMatch(/^failure success$/m)
  })

  test('github.action_path, GITHUB_ACTION_PATH, and no defaults.run of the workflow', async () => {
    place('repository/paths', {
      'action.yml': composite(`    - id: s
      shell: sh
      run: |
        test "$GITHUB_ACTION_PATH" = "\${{ github.action_path }}"
        test -f "$GITHUB_ACTION_PATH/action.yml" && test "$PWD" = "$GITHUB_WORKSPACE"
`),
    })
    const run = await room.run(`on: push
defaults: {run: {working-directory: /}}
jobs: {job: {runs-on: x, steps: [{id: c, uses: $/paths}, {id: top, run: pwd}]}}
`)
    expect(failures(run)).toBe('')
    expect(stepOf(run, 'top').log).toMatch(/^\/$/m)
  })

  test('a log is part of its composite’s, and errors show it', async () => {
    place('repository/loud', {
      'action.yml': composite(`    - {id: s, shell: bash, run: echo inner words; exit 7}\n`),
    })
    const run = await room.steps('- {id: c, uses: $/loud}')
    expect(stepOf(run, 'c').log).toContain('inner words')
    expect(failures(run)).toContain('main c/s: failure\n    | exit code 7')
    expect(failures(run)).toContain('| inner words')
  })
})

test('runAction: one action alone, its outputs and its folder as its own repository', async () => {
  const source = `import { appendFileSync } from 'node:fs'
appendFileSync(process.env.GITHUB_OUTPUT, 'said=' + process.env.INPUT_WORD + '\\n')`
  room.write(javaScriptAction('alone/leaf', source, 'inputs: {word: {description: d}}\n'))
  const outer = composite(
    `    - {id: in, uses: $/leaf, with: {word: '\${{ inputs.word }}'}}\n`,
    `inputs: {word: {description: d}}\noutputs: {said: {value: '\${{ steps.in.outputs.said }}'}}\n`,
  )
  room.write({ 'alone/action.yml': outer })
  const job = await runAction(`${room.root}/alone`, { word: 'hello' }, room.options())
  expect(failures(job)).toBe('')
  expect(job.outputs).toEqual({ said: 'hello' })
  expect(job.steps.map(({ id }) => id)).toEqual(['action', 'action/in'])
})
