import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { loadAction } from '../fakes/runner/load.ts'

const ROOT = join(import.meta.dirname, '..', '..')

interface ActionFile {
  readonly name: string
  readonly branding?: object
  readonly inputs: Readonly<Record<string, Input>>
  readonly outputs: Readonly<
    Record<string, { readonly description: string; readonly value?: string }>
  >
  readonly runs: {
    readonly using: string
    readonly main?: string
    readonly post?: string
    readonly steps?: readonly Step[]
  }
}
interface Input {
  readonly description: string
  readonly required: boolean
  readonly default?: string
}
interface Step {
  readonly id: string
  readonly if?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, string>>
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
}

const read = (folder: string): ActionFile =>
  parse(readFileSync(join(ROOT, folder, 'action.yml'), 'utf8')) as ActionFile

const FOLDERS = ['.', 'prepare', 'retrain', 'retrain/begin', 'retrain/end', 'report']
const COMPOSITES = ['.', 'retrain']
const root = read('.')
const training = read('retrain').runs.steps?.find(({ run }) => run !== undefined)

test.each(FOLDERS)(
  '%s is an action by GitHub’s own parser, and says what each input is',
  (folder) => {
    expect(loadAction(join(ROOT, folder)).name).toMatch(/^Reprise/)
    const { inputs, outputs } = read(folder)
    for (const { description } of [...Object.values(inputs), ...Object.values(outputs)])
      expect(description.length).toBeGreaterThan(15)
    for (const [name, { required, default: value }] of Object.entries(inputs)) {
      expect(name).toMatch(/^[a-z-]+$/)
      expect(required).toBe(value === undefined)
    }
  },
)

test('the root action has the promised inputs and outputs, and a face', () => {
  const defaults = Object.entries(root.inputs).map(([name, input]) => [name, input.default])
  expect(Object.fromEntries(defaults)).toEqual({
    config: 'reprise.yml',
    model: '',
    token: '${{ github.token }}',
    baseline: 'lock',
    comment: 'changes',
    fail: 'true',
    mode: 'check',
    because: '',
    cause: '',
  })
  expect(Object.keys(root.outputs)).toEqual(['verdict', 'basis', 'report', 'record', 'summary'])
  expect(root.branding).toEqual({ icon: 'repeat', color: 'purple' })
})

describe('the inputs', () => {
  const SOURCES = join(ROOT, 'src', 'entry', 'action')
  const source = (file: string): string => readFileSync(join(SOURCES, file), 'utf8')
  /** An entry and the files beside it from which it takes some of its inputs. */
  const withImports = (file: string): string[] => [
    file,
    ...[...source(file).matchAll(/from '\.\/(\w+\.ts)'/g)]
      .map(([, imported = '']) => imported)
      .filter((imported) => imported !== 'host.ts')
      .flatMap(withImports),
  ]
  /** What the YAML of a folder starts. */
  const startedBy = (folder: string): string[] => {
    const { main, post } = read(folder).runs
    const programs = [main, post].flatMap((path) => path ?? [])
    return programs.flatMap((path) => withImports(basename(path).replace('.js', '.ts')))
  }
  const PROGRAMS = FOLDERS.filter((folder) => !COMPOSITES.includes(folder))

  test.each(PROGRAMS)(
    '%s: its programs read those that its YAML declares, and no others',
    (folder) => {
      const names = startedBy(folder).flatMap((file) =>
        [...source(file).matchAll(/host\.(?:input|choice)\('([^']+)'/g)].map(([, name]) => name),
      )
      expect(new Set(names)).toEqual(new Set(Object.keys(read(folder).inputs)))
    },
  )

  test('no file reads one in a way that the test before cannot see', () => {
    const files = readdirSync(SOURCES).filter((file) => file !== 'host.ts')
    for (const file of files)
      expect(source(file)).not.toMatch(/\.(?:input|choice)\((?!'[^']+'[,)])/)
    // What retrain starts is a `run:` step, which has none.
    expect(source('retrain.ts')).not.toContain('host.input')
    const started = new Set([...PROGRAMS.flatMap(startedBy), 'retrain.ts'])
    expect([...started].toSorted()).toEqual(files.toSorted())
  })
})

describe('a step that uses a part of ours', () => {
  const steps = COMPOSITES.flatMap((folder) => read(folder).runs.steps ?? [])
  const parts = steps.filter(({ uses }) => uses !== undefined)

  test.each(parts)(
    '$id: names it at the same commit, and gives only inputs that it has',
    (step) => {
      expect(step.uses).toMatch(/^\$\//)
      const part = read(step.uses?.slice(2) ?? '')
      const given = Object.keys(step.with ?? {})
      expect(Object.keys(part.inputs)).toEqual(expect.arrayContaining(given))
      const required = Object.entries(part.inputs).filter(([, input]) => input.required)
      expect(given).toEqual(expect.arrayContaining(required.map(([name]) => name)))
    },
  )

  test.each(COMPOSITES)('%s: every output that is read is one that the part has', (folder) => {
    const text = readFileSync(join(ROOT, folder, 'action.yml'), 'utf8')
    const reads = [...text.matchAll(/steps\.(\w+)\.outputs\.([\w-]+)/g)]
    expect(reads.length).toBeGreaterThan(4)
    for (const [, id, output = ''] of reads) {
      const step = read(folder).runs.steps?.find((one) => one.id === id)
      expect(Object.keys(read(step?.uses?.slice(2) ?? '').outputs)).toContain(output)
    }
  })

  test('the root hands over by files, and each part alone by artifacts', () => {
    for (const step of root.runs.steps ?? []) expect(step.with?.['hand-over']).toBe('file')
    for (const folder of FOLDERS.slice(1))
      expect(read(folder).inputs['hand-over']?.default).toBe('artifact')
  })
})

describe('who holds what', () => {
  test('the token goes to prepare and report, never to what trains', () => {
    const holders = (root.runs.steps ?? []).filter((step) => step.with?.['token'] !== undefined)
    expect(holders.map(({ id }) => id)).toEqual(['prepare', 'report'])
    for (const folder of ['retrain', 'retrain/begin', 'retrain/end']) {
      expect(Object.keys(read(folder).inputs)).not.toContain('token')
      expect(readFileSync(join(ROOT, folder, 'action.yml'), 'utf8')).not.toMatch(
        /github\.token|secrets\./,
      )
    }
  })

  test('the training is started by one `run:` step, without a value in its script', () => {
    const scripts = (read('retrain').runs.steps ?? []).filter(({ run }) => run !== undefined)
    expect(scripts).toHaveLength(1)
    expect(training?.run).toBe('exec "$REPRISE_NODE" "$REPRISE_ENTRY"')
    expect(training?.shell).toBe('bash')
    expect(Object.keys(training?.env ?? {}).sort()).toEqual([
      'REPRISE_BUNDLES',
      'REPRISE_ENTRY',
      'REPRISE_MODEL',
      'REPRISE_NODE',
      'REPRISE_PLAN',
      'REPRISE_PLAN_DIGEST',
      'REPRISE_SEED',
    ])
  })

  test('whatever is JavaScript runs on Node 24, from dist/', () => {
    const mains = FOLDERS.map(read).flatMap(({ runs }) =>
      runs.using === 'composite' ? [] : [runs],
    )
    expect(mains).toHaveLength(4)
    for (const { using, main } of mains) {
      expect(using).toBe('node24')
      expect(main).toMatch(/^(\.\.\/)+dist\/(prepare|begin|end|report)\.js$/)
    }
  })
})

/** GitHub Enterprise Server knows no `$/`: its users write down the steps that ours stand for. */
test('docs/examples/ghes.yml says the same as action.yml and retrain/action.yml', () => {
  const text = readFileSync(join(ROOT, 'docs', 'examples', 'ghes.yml'), 'utf8')
  const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> }
  for (const { steps } of Object.values(jobs)) {
    const ours = steps.slice(1)
    expect(ours.map(({ id, uses }) => [id, uses])).toEqual([
      ['prepare', 'OWNER/reprise/prepare@COMMIT'],
      ['begin', 'OWNER/reprise/retrain/begin@COMMIT'],
      ['train', undefined],
      ['end', 'OWNER/reprise/retrain/end@COMMIT'],
      ['report', 'OWNER/reprise/report@COMMIT'],
    ])
    const [prepare, begin, train, end, report] = ours
    const [rootPrepare, rootRetrain, rootReport] = root.runs.steps ?? []
    expect(prepare?.with?.['hand-over']).toBe('file')
    expect([begin?.if, train?.if]).toEqual([rootRetrain?.if, rootRetrain?.if])
    expect(train?.run).toBe(training?.run)
    expect(train?.env).toEqual({ ...training?.env, REPRISE_MODEL: '', REPRISE_SEED: '' })
    expect(end?.if).toBe(read('retrain').runs.steps?.at(-1)?.if)
    expect(report?.if).toBe(rootReport?.if)
    expect(report?.with?.['plan-digest']).toBe(rootReport?.with?.['plan-digest'])
    expect(rootPrepare?.if).toBe(prepare?.if)
  }
})
