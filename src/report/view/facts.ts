import type { RunRecord } from '../../record/record.ts'
import { spellKey } from '../../record/key.ts'
import type { ModelReport } from '../report.ts'
import { code, id, say, strong, type Line } from '../text/line.ts'
import { count, spellBytes, spellSeconds } from '../text/quantity.ts'
import { ISOLATION } from '../words/isolation.ts'
import type { Block } from './block.ts'

type Row = readonly [label: string, of: (record: RunRecord) => Line | undefined]

const ENVIRONMENT: readonly Row[] = [
  [
    'interpreter',
    ({ environment: { python } }) =>
      python && say`${python.implementation} ${python.version}, ${code(python.executable)}`,
  ],
  [
    'framework',
    ({ environment: { framework } }) => framework && say`${framework.name} ${framework.version}`,
  ],
  ['framework flags', ({ environment: { framework } }) => framework && pairs(framework.flags)],
  [
    'packages',
    ({ environment: { packageCount } }) =>
      packageCount === undefined ? undefined : say`${packageCount}`,
  ],
  ['pinned by', ({ environment: { pins } }) => names(Object.keys(pins))],
  [
    'platform',
    ({ environment: { platform, os } }) => say`${platform}${os === undefined ? '' : `, ${os}`}`,
  ],
  ['kernel, libc', ({ environment: { kernel, libc } }) => both(kernel, libc)],
  [
    'processor',
    ({ hardware: { cpu } }) =>
      say`${cpu.model ?? 'unknown'} (${cpu.level}, ${count(cpu.cores, 'core')})`,
  ],
  [
    'memory',
    ({ hardware: { memory } }) => (memory === undefined ? undefined : say`${spellBytes(memory)}`),
  ],
  [
    'accelerators',
    ({ hardware: { accelerators } }) =>
      accelerators.length === 0
        ? say`none`
        : say`${accelerators.map(({ model }) => model).join(', ')}`,
  ],
  ['driver, CUDA', ({ hardware: { driver, cuda } }) => both(driver, cuda)],
  [
    'variables',
    ({ environment: { variables }, config: { env } }) => pairs({ ...variables, ...env }),
  ],
  ['network', ({ config }) => say`${config.network}`],
]

const SEEDED: Readonly<Record<RunRecord['config']['seed']['how'], string>> = {
  program: 'the program’s own',
  auto: 'the program’s own, moved by the probe',
  env: 'by env',
  arg: 'by arg',
}

const RECORD: readonly Row[] = [
  ['record', ({ id: digest }) => say`${id(digest)}`],
  ['input digest', ({ input }) => say`${id(input)}`],
  [
    'commit',
    ({ code: { commit, dirty } }) =>
      commit === undefined ? undefined : say`${id(commit)}${dirty ? ' with changes' : ''}`,
  ],
  ['key', (record) => say`${code(spellKey({ model: record.model, ...record.key }))}`],
  ['command', ({ config }) => say`${code(config.train)}`],
  [
    'seed',
    ({ config: { seed } }) =>
      say`index ${seed.index}, ${SEEDED[seed.how]}${seed.name === undefined ? '' : ` ${seed.name}`}${seed.twin === true ? '; a twin: one initial weight was moved' : ''}`,
  ],
  [
    'started',
    ({ run }) =>
      run.segments[0] && say`${run.segments[0].started.replace('T', ' ').slice(0, 16)} UTC`,
  ],
  [
    'training took',
    ({ run }) => say`${spellSeconds(run.segments.reduce((sum, { seconds }) => sum + seconds, 0))}`,
  ],
  [
    'ended',
    ({ run: { exit } }) =>
      say`${exit.how}${exit.code === undefined ? '' : `, code ${exit.code}`}${exit.signal === undefined ? '' : `, ${exit.signal}`}`,
  ],
  ['deterministic', ({ config }) => say`${config.deterministic ? 'asked for' : 'not asked for'}`],
  ['isolation', ({ run }) => say`level ${run.isolation}: ${ISOLATION[run.isolation] ?? 'unknown'}`],
]

/** The two records of a comparison, as far as they are at hand. */
export type Sides = Pick<ModelReport, 'run' | 'baseline'>

/** Interpreter, packages, machine: of the baseline's run beside this one. */
export function environmentBlocks(sides: Sides): Block[] {
  return sideBySide(sides, ENVIRONMENT)
}

/** Which two records were compared. */
export function recordBlocks(sides: Sides): Block[] {
  return sideBySide(sides, RECORD)
}

function sideBySide({ run, baseline }: Sides, rows: readonly Row[]): Block[] {
  const sides = [baseline, run].filter((side) => side !== undefined)
  if (sides.length === 0) return []
  const shown = rows.flatMap(([label, of]) => {
    const cells = sides.map(of)
    if (cells.every((cell) => cell === undefined)) return []
    const shown = cells.map((cell) => cell ?? say`unknown`)
    return [
      [
        shown.some((cell) => JSON.stringify(cell) !== JSON.stringify(shown[0]))
          ? say`${strong(label)}`
          : say`${label}`,
        ...shown,
      ],
    ]
  })
  const head = [
    '',
    ...(baseline === undefined ? [] : ['baseline']),
    ...(run === undefined ? [] : ['this run']),
  ]
  return [{ kind: 'table', head, rows: shown }]
}

function pairs(values: Readonly<Record<string, unknown>>): Line | undefined {
  return names(Object.entries(values).map(([key, value]) => `${key}=${String(value)}`))
}

function names(list: readonly string[]): Line | undefined {
  if (list.length === 0) return undefined
  const shown = list
    .slice(0, 12)
    .flatMap((one, index) => say`${index === 0 ? '' : ', '}${code(one)}`)
  return list.length > 12 ? say`${shown} and ${list.length - 12} more` : shown
}

function both(a: string | undefined, b: string | undefined): Line | undefined {
  return a === undefined && b === undefined ? undefined : say`${a ?? 'unknown'}, ${b ?? 'unknown'}`
}
