import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILES, makeLab, TRAIN, type Lab } from '../flows/lab.ts'

/** The committed bundle, as a user starts it. */
const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js')
const COMMANDS = [
  'init',
  'check',
  'accept',
  'audit',
  'why',
  'bisect',
  'run',
  'compare',
  'record',
  'read',
  'show',
  'log',
  'ledger',
  'doctor',
]

function reprise(
  cwd: string,
  ...args: string[]
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr }
}

describe('help', () => {
  test.each(COMMANDS)('of %s fits one screen and has an example', (command) => {
    const { code, out } = reprise('.', command, '--help')
    expect(code).toBe(0)
    expect(out).toContain('Examples:')
    expect(out.split('\n').length).toBeLessThanOrEqual(30)
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(110)
  })

  test('of the program names every command and every exit code', () => {
    const { out } = reprise('.', '--help')
    for (const command of COMMANDS) expect(out).toContain(`  ${command} `)
    expect(out).toMatch(/0 reproduced, 1 .*, 2 .*, 3 .*, 130 .*, 70/)
  })
})

describe('misuse ends with 2 and says what to do', () => {
  let empty: string
  beforeAll(() => {
    empty = mkdtempSync(join(tmpdir(), 'reprise-empty-'))
  })
  afterAll(() => rmSync(empty, { recursive: true, force: true }))

  test.each([
    { args: ['chek'], says: /unknown command 'chek'[\s\S]*Did you mean check/ },
    { args: ['check', '--isolation', '3'], says: /--isolation/ },
    { args: ['compare', 'a'], says: /--baseline/ },
    { args: ['check'], says: /git/ },
    { args: ['accept', '--cause', 'moon'], says: /code, data, configuration/ },
  ])('$args', ({ args, says }) => {
    const { code, err } = reprise(empty, ...args)
    expect(err).toMatch(says)
    expect(code).toBe(2)
  })

  test('as JSON, too', () => {
    const { code, out } = reprise(empty, 'check', '--json')
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'not-a-repository' } })
    expect(code).toBe(2)
  })
})

describe('the main job as a user types it', () => {
  let lab: Lab
  beforeAll(() => {
    lab = makeLab()
  })
  afterAll(() => lab.remove())

  test('check without a baseline, accept, check again: identical', () => {
    const first = reprise(lab.root, 'check')
    expect(first.out).toMatch(/reproduces itself here, bit for bit/)
    expect(first.code).toBe(0)
    expect(first.out).toContain('reprise.lock')
    const accepted = reprise(lab.root, 'accept')
    expect(accepted.out).toMatch(/reprise\.lock: .*eval_loss/)
    lab.commit('Accept')
    const again = reprise(lab.root, 'check', '--json')
    expect(JSON.parse(again.out).models[0].verdict).toMatchObject({
      verdict: 'identical',
      basis: 'bitwise',
    })
    expect(again.code).toBe(0)
  })

  test('a changed row ends with 1 and is named', () => {
    lab.write({ 'data.csv': FILES['data.csv'].replace('\n7.5\n', '\n9000.5\n') })
    const { code, out } = reprise(lab.root, 'check')
    expect(out.split('\n')[0]).toMatch(/^.*changed: eval_loss .* → .*; `data\.csv` row 8 differs/)
    expect(code).toBe(1)
    lab.git('checkout', '-q', '--', '.')
  })

  test('log, show and compare know the records', () => {
    const log = JSON.parse(reprise(lab.root, 'log', '--json').out) as { records: { id: string }[] }
    expect(log.records.length).toBeGreaterThanOrEqual(4)
    const [newest, ...older] = log.records.map(({ id }) =>
      id.slice('sha256:'.length, 'sha256:'.length + 12),
    )
    expect(JSON.parse(reprise(lab.root, 'show', newest ?? '', '--json').out)).toMatchObject({
      id: log.records[0]?.id,
    })
    const { code, out } = reprise(
      lab.root,
      'compare',
      newest ?? '',
      '--baseline',
      older.at(-1) ?? '',
    )
    expect(out).toContain('eval_loss')
    expect(code).toBe(1)
  })

  test('a new baseline needs a reason and a cause', () => {
    lab.write({ 'config.json': '{"seed": 8, "rate": 0.1}\n' })
    expect(reprise(lab.root, 'check').code).toBe(1)
    const refused = reprise(lab.root, 'accept')
    expect(refused.err).toMatch(/--because/)
    expect(refused.code).toBe(2)
    const accepted = reprise(
      lab.root,
      'accept',
      '--cause',
      'configuration',
      '--because',
      'another seed',
    )
    expect(accepted.code).toBe(0)
    const again = reprise(lab.root, 'check')
    expect(again.out.split('\n')[0]).toMatch(/accepts eval_loss .*another seed/)
    expect(again.code).toBe(0)
    lab.git('checkout', '-q', '--', '.')
  })

  test('accept refuses a run of another tree', () => {
    lab.write({ 'train.py': `${TRAIN}# one more line\n` })
    const { code, err } = reprise(lab.root, 'accept')
    expect(err).toMatch(/reprise check/)
    expect(code).toBe(2)
    lab.git('checkout', '-q', '--', '.')
  })

  test('run, and a record from files made elsewhere', () => {
    expect(JSON.parse(reprise(lab.root, 'run', '--json').out)).toMatchObject({
      schema: 'reprise/record/v1',
      model: 'main',
    })
    writeFileSync(join(lab.root, 'elsewhere.json'), '{"eval_loss": 0.5}')
    const made = JSON.parse(
      reprise(lab.root, 'record', '--metrics', 'elsewhere.json', '--accelerator', 'here', '--json')
        .out,
    )
    expect(made).toMatchObject({
      facts: { environment: { state: 'unknown' } },
      series: [{ name: 'eval_loss', final: 0.5 }],
    })
  })

  test('read says why a metric is not seen', () => {
    writeFileSync(join(lab.root, 'notes.txt'), 'hello')
    const { code, out } = reprise(lab.root, 'read', 'notes.txt')
    expect(out).toContain('notes.txt')
    expect(code).toBe(3)
  })

  test('Ctrl-C ends with 130 and leaves no record', async () => {
    lab.write({ 'train.py': `${TRAIN}\nimport time; time.sleep(60)\n` })
    const records = join(lab.root, '.reprise', 'records')
    const before = readdirSync(records).length
    const child = spawn(process.execPath, [CLI, 'check'], { cwd: lab.root, stdio: 'ignore' })
    setTimeout(() => child.kill('SIGINT'), 2500)
    const code = await new Promise((resolve) => child.on('exit', resolve))
    expect(code).toBe(130)
    expect(readdirSync(records)).toHaveLength(before)
    lab.git('checkout', '-q', '--', '.')
  }, 30_000)

  test('the page is written and is one self-contained file', () => {
    const page = readFileSync(join(lab.root, '.reprise', 'report.html'), 'utf8')
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)=["']?https?:/)
  })
})

describe('odd surroundings', () => {
  let lab: Lab
  beforeAll(() => {
    lab = makeLab()
  })
  afterAll(() => lab.remove())

  test('whoever stops reading does not change the verdict', () => {
    const { stdout } = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${CLI}" check | true; echo "\${PIPESTATUS[0]}"`],
      { cwd: lab.root, encoding: 'utf8' },
    )
    expect(stdout.trim()).toBe('0')
  })

  test('under a runner no line of a training is a command, and no escape sequence of it is shown', () => {
    const evil =
      'import sys\nsys.stderr.write("::error::forged\\n##[error]forged\\n\\x1b]0;title\\x07\\n")\nraise SystemExit(1)\n'
    lab.write({
      'train.py': evil,
      'reprise.yml': `${FILES['reprise.yml']}setup: "echo ::stop-commands::x >&2"\n`,
    })
    const { stdout, stderr } = spawnSync(process.execPath, [CLI, 'check'], {
      cwd: lab.root,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_ACTIONS: 'true' },
    })
    const all = `${stdout}${stderr}`
    expect(all).toContain('forged')
    expect(all).not.toMatch(/^\s*::|##\[/m)
    // eslint-disable-next-line no-control-regex -- that is the point
    expect(all).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
    lab.git('checkout', '-q', '--', '.')
  })

  test.each([
    {
      what: 'a configuration of another name',
      args: ['check', '--config', 'data.csv'],
      says: /not named reprise\.yml/,
    },
    {
      what: 'a folder as configuration',
      args: ['check', '--config', '.'],
      says: /not named reprise\.yml/,
    },
    {
      what: 'a configuration that is not there',
      args: ['check', '--config', 'more/reprise.yml'],
      says: /does not exist/,
    },
    { what: 'an unknown model', args: ['check', 'nope'], says: /no model nope[\s\S]*It has: main/ },
    { what: 'an unknown commit', args: ['check', '--base', 'nope'], says: /no commit "nope"/ },
    { what: 'an unknown record', args: ['show', '0000'], says: /no record starts with 0000/ },
  ])('$what', ({ args, says }) => {
    const { code, err } = reprise(lab.root, ...args)
    expect(err).toMatch(says)
    expect(code).toBe(2)
  })

  test('ledger verify names a damaged object, and ends with 3', () => {
    expect(reprise(lab.root, 'ledger', 'verify')).toMatchObject({
      code: 0,
      out: 'every record and attachment is whole\n',
    })
    const [name = ''] = readdirSync(join(lab.root, '.reprise', 'records'))
    writeFileSync(join(lab.root, '.reprise', 'records', name), '{}')
    const { code, out } = reprise(lab.root, 'ledger', 'verify')
    expect(out).toMatch(new RegExp(`damaged .records/${name}`))
    expect(code).toBe(3)
    expect(reprise(lab.root, 'log').code).toBe(3)
    rmSync(join(lab.root, '.reprise'), { recursive: true })
    expect(reprise(lab.root, 'ledger', 'verify').err).toMatch(
      /no ledger on this machine yet[\s\S]*--remote origin/,
    )
    expect(reprise(lab.root, 'ledger', 'fetch').err).toMatch(
      /no reprise\.lock[\s\S]*reprise accept/,
    )
  })

  test('the ledger and the records can be read while reprise.yml is broken', () => {
    lab.write({ 'reprise.yml': '{{{' })
    expect(reprise(lab.root, 'log').code).toBe(0)
    expect(reprise(lab.root, 'check').code).toBe(2)
    lab.git('checkout', '-q', '--', '.')
  })
})
