import { afterAll, expect, test } from '@jest/globals'
import { failures } from './failures.ts'
import { createRoom, javaScriptAction, stepOf } from './room.ts'

// Actions as others write them: small ones of our own in the shape of well-known public ones.

const room = createRoom()
afterAll(room.remove)

const at = (name: string) => `${room.root}/${name}`
const actions = {
  'o/r': at('repository'),
  'x/upload': at('upload'),
  'x/pages': at('pages'),
  'x/toolchain': at('toolchain'),
  'x/cache': at('cache'),
  'x/setup': at('setup'),
  'x/publish': at('publish'),
  'x/provenance': at('provenance'),
  'x/attest': at('attest'),
}

/** What actions/core does: a random delimiter around the value. */
const core = `import { appendFileSync } from 'node:fs'
const put = (file, name, value) => appendFileSync(process.env['GITHUB_' + file], name + '<<ghadelimiter_1\\n' + value + '\\nghadelimiter_1\\n')
const input = (name) => process.env['INPUT_' + name.replace(/ /g, '_').toUpperCase()]
`

test('like upload-pages-artifact: one step an operating system, then an upload whose output is renamed', async () => {
  const inputs = 'inputs: {name: {}, path: {}, retention-days: {default: "0"}}\n'
  const upload = `${core}import { statSync } from 'node:fs'
put('OUTPUT', 'artifact-id', input('name') + input('retention-days') + statSync(input('path')).isFile())`
  room.write(javaScriptAction('upload', upload, inputs))
  const archive = (os: string, tar: string) => `    - name: Archive
      if: runner.os == '${os}'
      shell: sh
      run: |
        ${tar} \\
          --directory "$INPUT_PATH" -cf "$RUNNER_TEMP/artifact.tar" \\
          .
      env:
        INPUT_PATH: \${{ inputs.path }}
`
  room.write({
    'workspace/_site/index.html': 'page',
    'pages/action.yml': `name: pages
description: d
inputs:
  name: {description: d, required: false, default: 'pages'}
  path: {description: d, required: true, default: '_site/'}
outputs:
  artifact_id: {description: d, value: '\${{ steps.upload-artifact.outputs.artifact-id }}'}
runs:
  using: composite
  steps:
${archive('Linux', 'tar')}${archive('macOS', 'gtar')}
    - id: upload-artifact
      uses: x/upload@0123456789abcdef0123456789abcdef01234567 # v4
      with:
        name: \${{ inputs.name }}
        path: \${{ runner.temp }}/artifact.tar
        retention-days: 1
`,
  })
  const run = await room.steps('- {id: p, uses: x/pages@v3}', { actions })
  expect(failures(run)).toBe('')
  expect(stepOf(run, 'p').outputs).toEqual({ artifact_id: 'pages1true' })
  expect(stepOf(run, 'p/__run_2').conclusion).toBe('skipped')
})

test('like rust-toolchain: outputs and GITHUB_ENV from step to step, a name with an expression', async () => {
  room.write({
    'toolchain/action.yml': `name: toolchain
description: d
inputs: {toolchain: {description: d, required: true}, components: {description: d}}
outputs: {name: {description: d, value: '\${{steps.parse.outputs.toolchain}}'}}
runs:
  using: composite
  steps:
    - id: parse
      run: |
        : parse
        if [[ -z $toolchain ]]; then
          echo "'toolchain' is a required input" >&2
          exit 1
        fi
        cat <<END >> $GITHUB_OUTPUT
        toolchain=$toolchain-\${{runner.os}}
        END
      env:
        toolchain: \${{inputs.toolchain}}
      shell: bash
    - {run: 'echo TOOL_HOME=\${TOOL_HOME:-"$HOME/.tool"} >> $GITHUB_ENV', shell: bash}
    - name: install \${{steps.parse.outputs.toolchain}}
      id: install
      run: >-
        echo install
        \${{ inputs.components == '' && 'nothing' || inputs.components }}
        in "$TOOL_HOME"
      shell: bash
`,
  })
  const run = await room.steps(
    `- {id: bad, continue-on-error: true, uses: x/toolchain@main}
- {id: t, uses: x/toolchain@main, with: {toolchain: '1.80'}}`,
    { actions, env: { PATH: process.env['PATH'] ?? '', HOME: '/home/h' } },
  )
  expect(failures(run)).toBe('')
  expect(stepOf(run, 'bad').outcome).toBe('failure')
  expect(stepOf(run, 'bad/parse').log).toContain("'toolchain' is a required input")
  expect(stepOf(run, 't').outputs).toEqual({ name: '1.80-Linux' })
  expect(stepOf(run, 't/install').name).toBe('install 1.80-Linux')
  expect(stepOf(run, 't/install').log).toMatch(/^install nothing in \/home\/h\/\.tool$/m)
})

test('like cache: main leaves state for a post that runs on success only, and sub-actions beside it', async () => {
  const yaml = (main: string, more = '') => `name: cache
description: d
inputs: {path: {description: d, required: true}, key: {description: d}}
outputs: {cache-hit: {description: d}}
runs: {using: node24, main: '${main}'${more}}
`
  room.write({
    'cache/action.yml': yaml('dist/restore.mjs', ", post: 'dist/save.mjs', post-if: success()"),
    'cache/restore/action.yml': yaml('../dist/restore.mjs'),
    'cache/dist/restore.mjs': `${core}put('STATE', 'KEY', input('key')); put('OUTPUT', 'cache-hit', 'false')`,
    'cache/dist/save.mjs': 'console.log("saving", process.env.STATE_KEY)',
  })
  const steps = `- {id: c, uses: x/cache@v5, with: {path: p, key: k-1}}
- {id: r, uses: x/cache/restore@v5, with: {path: p, key: k-2}}
- run: exit EXIT`
  const good = await room.steps(steps.replace('EXIT', '0'), { actions })
  expect(failures(good)).toBe('')
  expect(stepOf(good, 'c', 'post').log).toContain('saving k-1')
  expect(stepOf(good, 'r').outputs).toEqual({ 'cache-hit': 'false' })
  const bad = await room.steps(steps.replace('EXIT', '1'), { actions })
  expect(stepOf(bad, 'c', 'post').conclusion).toBe('skipped')
})

test('like setup-…: a tool on the PATH, a variable for later steps, YAML that only a strict reader refuses', async () => {
  room.write({
    'setup/action.yml': `name: setup
description: d
unknown: let pass
inputs: {version: {description: d, default: '1.2'}}
runs: {using: node20, main: main.mjs, post: main.mjs}
branding: {icon: package, color: black}
`,
    'setup/main.mjs': `${core}import { mkdirSync, writeFileSync } from 'node:fs'
const bin = process.env.RUNNER_TOOL_CACHE + '/tool/' + input('version') + '/bin'
mkdirSync(bin, { recursive: true })
writeFileSync(bin + '/tool', '#!/bin/sh\\necho tool $TOOL_VERSION', { mode: 0o755 })
appendFileSync(process.env.GITHUB_PATH, bin + '\\n')
put('ENV', 'TOOL_VERSION', input('version'))`,
  })
  const run = await room.steps('- uses: x/setup@v7\n- {id: t, run: tool}', { actions })
  expect(failures(run)).toBe('')
  expect(stepOf(run, 't').log).toMatch(/^tool 1\.2$/m)
})

test('like gh-action-pypi-publish: a composite that writes an action into the workspace and uses it', async () => {
  room.write({
    'publish/action.yml': `name: publish
description: d
inputs: {user: {description: d, default: __token__}}
runs:
  using: composite
  steps:
    - name: Fail fast on an operating system that is not supported
      if: runner.os != 'Linux'
      run: exit 1
      shell: bash -eEuo pipefail {0}
    - id: generate
      run: |
        # Writes the action
        mkdir -p .github/.tmp/generated
        printf 'name: g\\ndescription: d\\ninputs: {user: {description: d}}\\nruns: {using: node24, main: m.mjs, post: p.mjs}\\n' > .github/.tmp/generated/action.yml
        echo 'console.log("as", process.env.INPUT_USER)' > .github/.tmp/generated/m.mjs
        echo 'console.log("after", process.env.INPUT_USER)' > .github/.tmp/generated/p.mjs
        echo "\${{ github.action_path }}" | tee "$GITHUB_STEP_SUMMARY"
      env:
        ACTION_REPO: \${{ github.action_repository }}
      shell: bash -eEuo pipefail {0}
    - {id: run, uses: ./.github/.tmp/generated, with: {user: '\${{ inputs.user }}'}}
`,
  })
  const run = await room.steps('- {id: p, uses: x/publish@release/v1}', { actions })
  expect(failures(run)).toBe('')
  expect(stepOf(run, 'p/generate').env).toMatchObject({
    ACTION_REPO: 'x/publish',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_ACTION_PATH: at('publish'),
  })
  expect(stepOf(run, 'p/generate').summary.trim()).toBe(at('publish'))
  expect(stepOf(run, 'p/run').log).toMatch(/^as __token__$/m)
  expect(stepOf(run, 'p/run', 'post').log).toMatch(/^after __token__$/m)
})

test('like attest-build-provenance: a sub-action of its own repository, then another repository with its outputs', async () => {
  room.write(
    javaScriptAction(
      'provenance/predicate',
      `${core}put('OUTPUT', 'predicate', JSON.stringify({ sha: process.env.GITHUB_SHA }))`,
    ),
  )
  room.write(
    javaScriptAction(
      'attest',
      `${core}put('OUTPUT', 'bundle-path', input('predicate') + input('push-to-registry'))`,
      'inputs: {predicate: {description: d}, push-to-registry: {description: d, default: false}}\n',
    ),
  )
  room.write({
    'provenance/action.yml': `name: provenance
description: d
outputs: {bundle-path: {description: d, value: '\${{ steps.attest.outputs.bundle-path }}'}}
runs:
  using: composite
  steps:
    - {id: predicate, uses: x/provenance/predicate@0123456789abcdef0123456789abcdef01234567}
    - id: attest
      uses: x/attest@v2
      with: {predicate: '\${{ steps.predicate.outputs.predicate }}'}
`,
  })
  const run = await room.steps('- {id: a, uses: x/provenance@v2}', { actions })
  expect(failures(run)).toBe('')
  expect(stepOf(run, 'a').outputs).toEqual({ 'bundle-path': '{"sha":"abc"}false' })
})

test('our own repository’s YAML is read strictly', async () => {
  room.write(javaScriptAction('repository/own', '', 'branding: {color: black}\n'))
  const run = await room.steps('- uses: $/own')
  expect(failures(run)).toContain("Unexpected value 'black'")
})
