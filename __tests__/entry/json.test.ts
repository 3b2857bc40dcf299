import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Ajv, type ValidateFunction } from 'ajv'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILES, makeLab, TRAIN, type Lab } from '../flows/lab.ts'
import { CHANCE, FASTER, headOf, LATE_MODEL, makeTracedLab } from '../flows/traced-lab.ts'

const project = join(import.meta.dirname, '..', '..')
const published = (name: string): object =>
  JSON.parse(readFileSync(join(project, 'docs', 'schema', name), 'utf8')) as object

const ajv = new Ajv({
  strictTuples: false,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
})
for (const name of ['record', 'report', 'output'])
  ajv.addSchema(published(`${name}.schema.json`), `${name}.schema.json`)

function validator(command: string): ValidateFunction {
  const found = ajv.getSchema(`output.schema.json#/$defs/${command}`)
  if (found === undefined) throw new Error(`output.schema.json has no ${command}`)
  return found
}

interface Answer {
  readonly code: number | null
  /** Standard output, which must be one JSON text and nothing else. */
  readonly json: unknown
}

function reprise(cwd: string, ...args: string[]): Answer {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(project, 'dist', 'cli.js'), ...args, '--json'],
    { cwd, encoding: 'utf8' },
  )
  return { code: status, json: JSON.parse(stdout) as unknown }
}

/** What does not fit is shown, with the answer it stands in. */
function expectFits(command: string, { json }: Answer): void {
  const validate = validator(command)
  validate(json)
  expect(validate.errors ?? []).toEqual([])
}

let lab: Lab
let outside: string
beforeAll(() => {
  lab = makeLab()
  outside = mkdtempSync(join(tmpdir(), 'reprise-outside-'))
})
afterAll(() => {
  lab.remove()
  rmSync(outside, { recursive: true, force: true })
})

describe('what every command writes with --json fits docs/schema/output.schema.json', () => {
  const ids = (): string[] =>
    (reprise(lab.root, 'log').json as { records: { id: string }[] }).records.map(({ id }) => id)

  test('check: without a baseline, identical, changed, crashed', () => {
    const first = reprise(lab.root, 'check')
    expect(first.code).toBe(0)
    expectFits('check', first)
    expectFits('accept', reprise(lab.root, 'accept'))
    lab.commit('Accept')
    const identical = reprise(lab.root, 'check')
    expect(identical.json).toMatchObject({
      green: true,
      models: [{ verdict: { verdict: 'identical' } }],
    })
    expectFits('check', identical)
    for (const [files, code] of [
      [{ 'data.csv': FILES['data.csv'].replace('\n7.5\n', '\n9000.5\n') }, 1],
      [{ 'train.py': `${TRAIN}\nraise SystemExit(3)\n` }, 1],
      [{ 'train.py': TRAIN.replace('"eval_loss": loss', '"eval_loss": float("nan")') }, 1],
      [{ 'reprise.lock': 'version: 9\n' }, 3],
    ] as const) {
      lab.write(files)
      const answer = reprise(lab.root, 'check')
      expect(answer.code).toBe(code)
      expectFits('check', answer)
      lab.git('checkout', '-q', '--', '.')
    }
  })

  test('run, show, log, compare', () => {
    expectFits('run', reprise(lab.root, 'run'))
    const [newest = '', second = ''] = ids()
    expectFits('show', reprise(lab.root, 'show', newest))
    expectFits('show', reprise(lab.root, 'show'))
    expectFits('compare', reprise(lab.root, 'compare', newest, '--baseline', second))
    const log = reprise(lab.root, 'log')
    expect(log.code).toBe(0)
    expectFits('log', log)
    expectFits('ledger', reprise(lab.root, 'ledger', 'verify'))
  })

  test('audit, why and bisect: where a training parts from another, and where it does not', () => {
    const traced = makeTracedLab()
    const good = headOf(traced)
    const audited = reprise(traced.root, 'audit', '--cost', '--seed-check')
    expect(audited.code).toBe(0)
    expectFits('audit', audited)
    reprise(traced.root, 'accept')
    traced.commit('Accept')
    traced.write({ 'model.py': LATE_MODEL, 'config.json': FASTER })
    const changed = reprise(traced.root, 'check')
    expect(changed.json).toMatchObject({
      models: [
        { explanation: { divergence: { state: 'found' }, cause: { class: 'hyper-parameter' } } },
      ],
    })
    expectFits('check', changed)
    expectFits('why', reprise(traced.root, 'why', '--list'))
    expectFits('why', reprise(traced.root, 'why'))
    traced.commit('Change')
    expectFits('bisect', reprise(traced.root, 'bisect', good, 'HEAD'))
    expectFits('bisect', reprise(traced.root, 'bisect', good, 'HEAD~1'))
    traced.write({ 'model.py': CHANCE })
    const chance = reprise(traced.root, 'audit')
    expect(chance.code).toBe(1)
    expectFits('audit', chance)
    traced.remove()
  }, 120_000)

  test('record and read, of good and of bad files', () => {
    writeFileSync(
      join(lab.root, 'elsewhere.json'),
      '{"eval_loss": 0.5, "eval_runtime": 3, "name": "x"}',
    )
    writeFileSync(join(lab.root, 'broken.json'), '{"eval_loss": ')
    expectFits(
      'record',
      reprise(lab.root, 'record', '--metrics', 'elsewhere.json', '--accelerator', 'nvidia-h200 x1'),
    )
    const good = reprise(lab.root, 'read', 'elsewhere.json', 'broken.json', 'train.py')
    expect(good.code).toBe(0)
    expectFits('read', good)
    const none = reprise(lab.root, 'read', 'broken.json')
    expect(none.code).toBe(3)
    expectFits('read', none)
    lab.git('clean', '-fdq')
  })

  test('init, in this repository and in one that trains nothing', () => {
    expectFits('init', reprise(lab.root, 'init', '--print'))
    expectFits('init', reprise(lab.root, 'init', '--force'))
    lab.git('checkout', '-q', '--', '.')
    const empty = makeLab({ 'README.md': '# Nothing\n' })
    expectFits('init', reprise(empty.root, 'init'))
    expectFits('doctor', reprise(empty.root, 'doctor'))
    empty.remove()
  })

  test('doctor: in order, and not', () => {
    expectFits('doctor', reprise(lab.root, 'doctor'))
    const nowhere = reprise(outside, 'doctor')
    expect(nowhere.code).toBe(1)
    expect(nowhere.json).toMatchObject({ findings: [{ kind: 'no-git' }] })
    expectFits('doctor', nowhere)
  })

  test('errors: with a place, and without', () => {
    lab.write({ 'reprise.yml': 'train: x\ntrian: y\n' })
    const placed = reprise(lab.root, 'check')
    expect(placed.json).toMatchObject({
      error: { code: 'spec-invalid', place: { file: 'reprise.yml', line: 2, column: 1 } },
    })
    lab.git('checkout', '-q', '--', '.')
    const commands = [
      ['check', 'nobody'],
      ['run', 'nobody'],
      ['show', 'ffffff'],
      ['accept'],
      ['audit', 'nobody'],
      ['why'],
      ['bisect', 'HEAD', 'HEAD'],
      ['compare', 'ffffff', '--baseline', 'ffffff'],
      ['read', 'nothing'],
      ['record', '--metrics', 'train.py', '--accelerator', 'here'],
      ['init'],
    ]
    lab.write({ 'train.py': `${TRAIN}# another tree\n` })
    for (const answer of [
      placed,
      ...commands.map((args) => reprise(lab.root, ...args)),
      reprise(outside, 'log'),
    ]) {
      expect(answer.code).toBe(2)
      expectFits('error', answer)
    }
    lab.git('checkout', '-q', '--', '.')
  })

  test('log with a record that cannot be read', () => {
    const records = join(lab.root, '.reprise', 'records')
    const [name = ''] = readdirSync(records)
    chmodSync(join(records, name), 0o644)
    writeFileSync(join(records, name), '{}')
    const log = reprise(lab.root, 'log')
    expect(log.code).toBe(3)
    expect((log.json as { unreadable: unknown[] }).unreadable).toHaveLength(1)
    expectFits('log', log)
  })
})

test('an answer of one command is none of another', () => {
  const { json } = reprise(outside, 'doctor')
  for (const command of ['check', 'log', 'accept', 'read', 'init', 'error'])
    expect(validator(command)(json)).toBe(false)
})

test('every command of the program is in the schema, and every one of the schema is documented', () => {
  const { $defs } = published('output.schema.json') as { $defs: object }
  const { stdout } = spawnSync(process.execPath, [join(project, 'dist', 'cli.js'), '--help'], {
    encoding: 'utf8',
  })
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) .*$/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help')
  expect(new Set(Object.keys($defs))).toEqual(new Set([...commands, 'error']))
  const page = readFileSync(join(project, 'docs', 'json.md'), 'utf8')
  for (const name of Object.keys($defs)) expect(page).toContain(`\`${name}\``)
})
