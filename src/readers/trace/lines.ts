import { encodeNumber } from '../../record/number.ts'
import type { Scalar } from '../../record/record.ts'
import {
  checkedText,
  fieldsOf,
  hexOf,
  integerOf,
  Malformed,
  MOST_STEPS,
  optional,
  rowsOf,
  shapeOf,
  sketchOf,
  textOf,
  trueOf,
  wordOf,
  type Fields,
} from './fields.ts'
import {
  PHASES,
  type Hyper,
  type RandomState,
  type Rolling,
  type TracedTensor,
  type TraceEnd,
  type TraceHeader,
} from './trace.ts'

/** The format of the first line; another version is another format. */
export const TRACE_SCHEMA = 'reprise/trace/v1'

/** One line after the header, by what it says and of which step. */
export type TraceLine =
  | { readonly t: 'tensor'; readonly step: number; readonly tensor: TracedTensor }
  | { readonly t: 'random'; readonly step: number; readonly random: RandomState }
  | { readonly t: 'hyper'; readonly step: number; readonly hyper: Hyper }
  | { readonly t: 'step'; readonly step: number; readonly rolling: Rolling }
  | { readonly t: 'end'; readonly end: TraceEnd }

const MOST_RANKS = 65_536
const MOST_TRAININGS = 1000
const LONGEST_TEXT = 1000
const MOST_HYPER_VALUES = 200
const SCHEDULE = /^(?:standard|rolling|dense|window:\d{1,12}-\d{1,12})$/
const MODES = ['modules', 'borders', 'told'] as const
const REASONS = ['finished', 'window', 'disabled', 'full'] as const
const named = (names: string): ReadonlySet<string> => new Set(names.split(' '))
const HEADER = named(
  'schema writer framework rank world training program digest sketch mode because schedule',
)
const TENSOR = named('t step phase name part call shape dtype digest sketch rows')
const RANDOM = named('t step when generator digest')
const HYPER = named('t step optimizer group values')
const STEP = named('t step batch loss gradient update random')
const END = named('t steps reason why rest partial overlaps')

/** The first line. @throws {Malformed} */
export function headerOf(value: unknown): TraceHeader {
  if ((value as Fields | null)?.schema !== TRACE_SCHEMA)
    throw new Malformed(`schema is not ${TRACE_SCHEMA}`)
  const fields = fieldsOf(value, HEADER)
  const world = integerOf(fields, 'world', 1, MOST_RANKS)
  const schedule = textOf(fields, 'schedule')
  if (!SCHEDULE.test(schedule))
    throw new Malformed('schedule is none of standard, rolling, dense, window:A-B')
  return {
    writer: textOf(fields, 'writer'),
    framework: optional(fields, 'framework', textOf),
    rank: integerOf(fields, 'rank', 0, world - 1),
    world,
    training: optional(fields, 'training', trainingOf) ?? 0,
    program: optional(fields, 'program', textOf),
    digest: textOf(fields, 'digest'),
    sketch: optional(fields, 'sketch', textOf),
    mode: wordOf(fields, 'mode', MODES),
    because: optional(fields, 'because', textOf),
    schedule,
  }
}

function trainingOf(fields: Fields, name: string): number {
  return integerOf(fields, name, 0, MOST_TRAININGS - 1)
}

/** Any later line. @throws {Malformed} */
export function lineOf(value: unknown): TraceLine {
  switch ((value as Fields | null)?.t) {
    case 'tensor':
      return tensorLine(fieldsOf(value, TENSOR))
    case 'step':
      return stepLine(fieldsOf(value, STEP))
    case 'random':
      return randomLine(fieldsOf(value, RANDOM))
    case 'hyper':
      return hyperLine(fieldsOf(value, HYPER))
    case 'end':
      return { t: 'end', end: endOf(fieldsOf(value, END)) }
    default:
      throw new Malformed('t is none of tensor, random, hyper, step, end')
  }
}

function tensorLine(fields: Fields): TraceLine {
  const step = integerOf(fields, 'step', -1)
  const phase = wordOf(fields, 'phase', PHASES)
  if ((phase === 'init') !== (step === -1))
    throw new Malformed('init tensors, and only those, stand at step -1')
  const tensor: TracedTensor = {
    phase,
    name: textOf(fields, 'name'),
    part: textOf(fields, 'part'),
    call: integerOf(fields, 'call', 0),
    shape: shapeOf(fields, 'shape'),
    dtype: textOf(fields, 'dtype'),
    digest: hexOf(fields, 'digest'),
    sketch: optional(fields, 'sketch', sketchOf),
    rows: optional(fields, 'rows', rowsOf),
  }
  return { t: 'tensor', step, tensor }
}

function stepLine(fields: Fields): TraceLine {
  const rolling: Rolling = {
    batch: optional(fields, 'batch', hexOf),
    loss: optional(fields, 'loss', hexOf),
    gradient: optional(fields, 'gradient', hexOf),
    update: optional(fields, 'update', hexOf),
    random: optional(fields, 'random', hexOf),
  }
  return { t: 'step', step: integerOf(fields, 'step', 0), rolling }
}

function randomLine(fields: Fields): TraceLine {
  const random: RandomState = {
    when: wordOf(fields, 'when', ['start', 'end']),
    generator: textOf(fields, 'generator'),
    digest: hexOf(fields, 'digest'),
  }
  return { t: 'random', step: integerOf(fields, 'step', 0), random }
}

function hyperLine(fields: Fields): TraceLine {
  const hyper: Hyper = {
    optimizer: integerOf(fields, 'optimizer', 0),
    group: integerOf(fields, 'group', 0),
    values: valuesOf(fields.values),
  }
  return { t: 'hyper', step: integerOf(fields, 'step', 0), hyper }
}

function valuesOf(value: unknown): Readonly<Record<string, Scalar>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Malformed('values is missing or no object')
  const entries = Object.entries(value)
  if (entries.length > MOST_HYPER_VALUES)
    throw new Malformed(`values has more than ${MOST_HYPER_VALUES} entries`)
  const sorted = entries
    .map(([name, one]) => [valueName(name), scalarOf(one as unknown)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  // A table from the start: V8 takes long to make thousands of objects with other keys each.
  const values = Object.create(null) as Record<string, Scalar>
  for (const [name, one] of sorted) values[name] = one
  return values
}

function valueName(name: string): string {
  if (name === '__proto__') throw new Malformed('a value is named __proto__')
  return checkedText(name, 'the name of a value')
}

function scalarOf(value: unknown): Scalar {
  if (value === null || typeof value === 'boolean') return value
  return typeof value === 'number'
    ? encodeNumber(value)
    : checkedText(value, 'a value', LONGEST_TEXT)
}

function endOf(fields: Fields): TraceEnd {
  return {
    steps: integerOf(fields, 'steps', 0, MOST_STEPS + 1),
    reason: wordOf(fields, 'reason', REASONS),
    why: optional(fields, 'why', (all, name) => textOf(all, name, LONGEST_TEXT)),
    rest: optional(fields, 'rest', hexOf),
    partial: optional(fields, 'partial', textOf),
    overlaps: optional(fields, 'overlaps', trueOf),
  }
}
