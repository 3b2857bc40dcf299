import fc from 'fast-check'
import type { Scalar } from '../../../src/record/record.ts'
import {
  PHASES,
  type Hyper,
  type Phase,
  type RandomState,
  type Rolling,
  type Trace,
  type TracedTensor,
  type TraceEnd,
  type TraceHeader,
  type TraceStep,
} from '../../../src/readers/trace/trace.ts'

const name = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => text.isWellFormed())
const digest = fc.stringMatching(/^[0-9a-f]{1,64}$/)
/** JSON does not tell −0 from 0, and neither does a sketch. */
const sums = fc.double().map((value) => value + 0)
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

const header: fc.Arbitrary<TraceHeader> = fc
  .record({
    writer: name,
    framework: maybe(name),
    rank: fc.nat(7),
    world: fc.constant(8),
    training: fc.nat(2),
    program: maybe(name),
    digest: name,
    sketch: maybe(name),
    mode: fc.constantFrom('modules' as const, 'borders' as const, 'told' as const),
    because: maybe(name),
    schedule: fc.constantFrom('standard', 'rolling', 'dense', 'window:3-17'),
  })
  .map((one) => one)

function tensorOf(phase: fc.Arbitrary<Phase>): fc.Arbitrary<TracedTensor> {
  return fc.record({
    phase,
    name,
    part: name,
    call: fc.nat(3),
    shape: fc.array(fc.nat(100), { maxLength: 4 }),
    dtype: name,
    digest,
    sketch: maybe(fc.array(sums, { maxLength: 16 })),
    rows: maybe(fc.array(digest, { maxLength: 5 })),
  })
}

const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  fc.constantFrom(null, true, false, 'NaN', '-Infinity', '-0'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  name,
)

const hyper: fc.Arbitrary<Hyper> = fc.record({
  optimizer: fc.nat(2),
  group: fc.nat(2),
  values: fc
    .dictionary(
      name.filter((text) => text !== '__proto__'),
      scalar,
      { maxKeys: 5, noNullPrototype: true },
    )
    .map(sorted),
})

function sorted(values: Record<string, Scalar>): Record<string, Scalar> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const random: fc.Arbitrary<RandomState> = fc.record({
  when: fc.constantFrom('start' as const, 'end' as const),
  generator: name,
  digest,
})

const rolling: fc.Arbitrary<Rolling> = fc.record({
  batch: maybe(digest),
  loss: maybe(digest),
  gradient: maybe(digest),
  update: maybe(digest),
  random: maybe(digest),
})

const step: fc.Arbitrary<Omit<TraceStep, 'step'>> = fc.record({
  rolling,
  tensors: fc.array(tensorOf(fc.constantFrom(...PHASES.slice(1))), { maxLength: 4 }),
  hyper: fc.array(hyper, { maxLength: 2 }),
  random: fc.array(random, { maxLength: 2 }),
})

const end: fc.Arbitrary<TraceEnd> = fc.record({
  steps: fc.nat(1000),
  reason: fc.constantFrom(
    ...(['finished', 'window', 'disabled', 'full'] as const satisfies readonly string[]),
  ),
  why: maybe(name),
  rest: maybe(digest),
  partial: maybe(name),
  overlaps: maybe(fc.constant(true as const)),
})

/** Any trace that a writer may write. */
export const traces: fc.Arbitrary<Trace> = fc
  .record({
    header,
    init: fc.array(tensorOf(fc.constant('init' as const)), { maxLength: 3 }),
    steps: fc.array(step, { maxLength: 5 }),
    end: maybe(end),
  })
  .map(({ header, init, steps, end }) => ({
    header,
    steps: [
      ...(init.length === 0
        ? []
        : [{ step: -1, rolling: undefined, tensors: init, hyper: [], random: [] }]),
      ...steps.map((one, at) => ({ step: at * 3, ...one })),
    ],
    end,
  }))

/** A trace as a plain writer has it. */
export const HEADER = {
  schema: 'reprise/trace/v1',
  writer: 'a test',
  rank: 0,
  world: 1,
  digest: 'sum',
  mode: 'told',
  schedule: 'standard',
}

export function textOf(...lines: readonly object[]): string {
  return [HEADER, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('')
}
