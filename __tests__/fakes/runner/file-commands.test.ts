import { afterAll, describe, expect, test } from '@jest/globals'
import { failures } from './failures.ts'
import { createRoom, stepOf } from './room.ts'

const room = createRoom()
afterAll(room.remove)

test('GITHUB_OUTPUT: name=value, and name<<delimiter over several lines', async () => {
  const run = await room.steps(`- id: a
  run: |
    echo 'plain=x=y<<z' >> "$GITHUB_OUTPUT"
    printf 'long<<END\\na=1\\n\\nb\\nEND\\n' >> "$GITHUB_OUTPUT"
    printf 'none<<END\\nEND' >> "$GITHUB_OUTPUT"`)
  expect(failures(run)).toBe('')
  expect(stepOf(run, 'a').outputs).toEqual({ plain: 'x=y<<z', long: 'a=1\n\nb', none: '' })
})

test('GITHUB_ENV reaches the following steps, never its own', async () => {
  const run = await room.steps(`- id: a
  run: echo NEW=1 >> "$GITHUB_ENV"; echo "[$NEW]"
- id: b
  run: echo "[$NEW] [\${{ env.NEW }}]"`)
  expect(stepOf(run, 'a').log).toMatch(/^\[\]$/m)
  expect(stepOf(run, 'b').log).toMatch(/^\[1\] \[1\]$/m)
})

test('GITHUB_ENV refuses NODE_OPTIONS, and only that', async () => {
  const run = await room.steps(`- id: a
  run: printf 'NODE_OPTIONS=--x\\nLD_PRELOAD=\\nBASH_ENV=/dev/null\\n' >> "$GITHUB_ENV"
- id: b
  run: 'true'`)
  expect(stepOf(run, 'a').conclusion).toBe('success')
  expect(stepOf(run, 'a').annotations).toEqual([
    {
      level: 'error',
      message: "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.",
    },
  ])
  expect(stepOf(run, 'b').env).not.toHaveProperty('NODE_OPTIONS')
  expect(stepOf(run, 'b').env).toMatchObject({ LD_PRELOAD: '', BASH_ENV: '/dev/null' })
})

test('GITHUB_PATH: the newest folder is looked up first', async () => {
  const run = await room.steps(`- run: |
    for n in one two; do
      mkdir -p $n; printf '#!/bin/sh\\necho %s\\n' $n > $n/tool; chmod +x $n/tool
      echo "$PWD/$n" >> "$GITHUB_PATH"
    done
- id: b
  run: tool`)
  expect(failures(run)).toBe('')
  expect(stepOf(run, 'b').log).toMatch(/^two$/m)
})

test('GITHUB_STEP_SUMMARY: masked; above 1 MiB it is lost with an error, and the step stays green', async () => {
  const run = await room.steps(
    `- id: a
  run: echo '# done s3cret' >> "$GITHUB_STEP_SUMMARY"
- id: b
  run: head -c 1048577 /dev/zero >> "$GITHUB_STEP_SUMMARY"`,
    { secrets: { KEY: 's3cret' } },
  )
  expect(failures(run)).toBe('')
  expect(stepOf(run, 'a').summary).toBe('# done ***\n')
  expect(stepOf(run, 'b').summary).toBe('')
  expect(stepOf(run, 'b').annotations[0]?.message).toContain(
    'supports content up to a size of 1024k',
  )
})

describe('a malformed file fails the step', () => {
  test.each([
    ['no sign in the line', 'word', "Invalid format 'word'"],
    ['no end of a block', 'a<<END\\nx\\n', "Matching delimiter not found 'END'"],
    ['no delimiter', 'a<<\\n', 'Delimiter must not be empty'],
    ['no name', '=x\\n', 'Name must not be empty'],
  ])('%s', async (_, text, message) => {
    const run = await room.steps(`- id: a\n  run: printf '${text}' >> "$GITHUB_OUTPUT"`)
    expect(run.conclusion).toBe('failure')
    expect(stepOf(run, 'a').exitCode).toBe(0)
    expect(failures(run)).toContain("Unable to process file command 'output' successfully.")
    expect(failures(run)).toContain(message)
  })
})

test('the files of a failed step are read, too', async () => {
  const run = await room.steps(`- id: a
  continue-on-error: true
  run: echo x=1 >> "$GITHUB_OUTPUT"; exit 3
- run: test '\${{ steps.a.outputs.x }}' = 1`)
  expect(failures(run)).toBe('')
})
