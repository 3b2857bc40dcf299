import { afterAll, expect, test } from '@jest/globals'
import { failures } from './failures.ts'
import { createRoom, stepOf } from './room.ts'

const room = createRoom()
afterAll(room.remove)

/** One step that prints these lines as they are. */
async function printing(lines: readonly string[], more = {}) {
  room.write({ 'workspace/lines.txt': lines.map((line) => `${line}\n`).join('') })
  const run = await room.steps('- id: s\n  run: cat lines.txt', more)
  return { run, step: stepOf(run, 's') }
}

test('error, warning, notice: properties and escapes', async () => {
  const { step } = await printing([
    '::error file=a.py,line=3,endLine=4,title=A%2C b%3A c%25::two%0Alines, 100%25 ::',
    '  ::warning file=a.py,line=3,col=5,endColumn=9::spaces before',
    '::notice::',
  ])
  expect(step.annotations).toEqual([
    {
      level: 'error',
      message: 'two\nlines, 100% ::',
      file: 'a.py',
      line: 3,
      endLine: 4,
      title: 'A, b: c%',
    },
    {
      level: 'warning',
      message: 'spaces before',
      file: 'a.py',
      line: 3,
      col: 5,
      endColumn: 9,
    },
    { level: 'notice', message: '' },
  ])
  expect(step.log).toContain('##[error]two')
  expect(step.conclusion).toBe('success')
})

test('places that make no sense are dropped: columns over several lines, an end before its start', async () => {
  const { step } = await printing([
    '::error file=a,line=1,endLine=2,col=3::columns',
    '::error file=a,line=5,endLine=2::end',
    '::error file=a,endLine=2::only the end',
    `::error file=${room.root}/workspace/src/a.py,line=1::absolute`,
  ])
  expect(step.annotations).toEqual([
    { level: 'error', message: 'columns', file: 'a', line: 1, endLine: 2 },
    { level: 'error', message: 'end', file: 'a' },
    { level: 'error', message: 'only the end', file: 'a', line: 2, endLine: 2 },
    { level: 'error', message: 'absolute', file: 'src/a.py', line: 1 },
  ])
})

test('the older form ##[command] counts anywhere in a line', async () => {
  const { step } = await printing(['before ##[error file=a;line=2]old%3B form', '##[unknown]x'])
  expect(step.annotations).toEqual([{ level: 'error', message: 'old; form', file: 'a', line: 2 }])
  expect(step.log).toContain('##[unknown]x')
})

test('ten annotations of a level, all in the log', async () => {
  const { step } = await printing(Array.from({ length: 12 }, (_, n) => `::warning::number ${n}`))
  expect(step.annotations).toHaveLength(10)
  expect(step.log).toContain('number 11')
})

test('group, endgroup; what is no command is output', async () => {
  const { step } = await printing([
    '::group::name',
    'x',
    '::endgroup::',
    '::what::',
    'a ::error::b',
  ])
  expect(step.log).toContain('##[group]name\nx\n##[endgroup]\n::what::\na ::error::b')
  expect(step.annotations).toEqual([])
})

test('commands on stderr count, too', async () => {
  const run = await room.steps('- id: s\n  run: echo "::error::loud" >&2')
  expect(stepOf(run, 's').annotations).toEqual([{ level: 'error', message: 'loud' }])
})

test('debug is shown only where ACTIONS_STEP_DEBUG is on', async () => {
  const quiet = await printing(['::debug::inner'])
  expect(quiet.step.log).not.toContain('inner')
  const loud = await printing(['::debug::inner'], { vars: { ACTIONS_STEP_DEBUG: 'true' } })
  expect(loud.step.log).toContain('##[debug]inner')
  expect(loud.step.env['RUNNER_DEBUG']).toBe('1')
})

test('add-mask hides a value, and each of its lines, from there on in the whole job', async () => {
  room.write({ 'workspace/lines.txt': 'hunter2\n::add-mask::hunter2%0Aother\nhunter2 other\n' })
  const run = await room.steps(`- id: s
  run: cat lines.txt
- id: t
  name: hunter2 again
  run: printf %s hunter2 | base64; echo '::error::hunter2'`)
  expect(stepOf(run, 's').log).toMatch(/^hunter2\n\*\*\* \*\*\*$/m)
  expect(stepOf(run, 't').name).toBe('*** again')
  expect(stepOf(run, 't').annotations).toEqual([{ level: 'error', message: '***' }])
  expect(stepOf(run, 't').log).not.toMatch(/hunter2|aHVudGVyM/)
})

test('stop-commands: nothing counts until its token comes back', async () => {
  const { step } = await printing([
    '::stop-commands::tok-123456',
    '::error::stopped',
    '##[error]stopped, too',
    '::tok-123456::',
    '::error::again',
  ])
  expect(step.annotations).toEqual([{ level: 'error', message: 'again' }])
  expect(step.log).toContain('::error::stopped')
})

test('stop-commands refuses a command as its token', async () => {
  const { run, step } = await printing(['::stop-commands::error', '::error::heard'])
  expect(step.annotations.map(({ message }) => message)).toContain('heard')
  expect(run.conclusion).toBe('failure')
})

test('set-output and save-state work and warn; set-env and add-path fail the step', async () => {
  const old = await printing(['::set-output name=a::1%0A2'])
  expect(old.step.outputs).toEqual({ a: '1\n2' })
  expect(old.step.annotations[0]?.level).toBe('warning')
  for (const line of ['::set-env name=A::1', '::add-path::/x', '::set-output::1']) {
    const { run } = await printing([line])
    expect(failures(run)).toContain(`Unable to process command '${line}' successfully.`)
    expect(run.conclusion).toBe('failure')
  }
})

test('echo repeats commands in the log, never masks', async () => {
  const { step } = await printing(['::echo::on', '::set-output name=a::1', '::add-mask::x9'])
  expect(step.log).toContain('::set-output name=a::1')
  expect(step.log).not.toContain('::add-mask')
})
