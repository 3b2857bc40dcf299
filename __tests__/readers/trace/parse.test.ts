import { gunzipSync, gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { memorySource } from '../../../src/readers/memory.ts'
import { encodeTrace } from '../../../src/readers/trace/encode.ts'
import { parseTrace, readTrace } from '../../../src/readers/trace/parse.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { UserError } from '../../../src/record/error.ts'
import { HEADER, textOf, traces } from './traces.ts'

const STEP = { t: 'step', step: 0, loss: 'a1' }
const END = { t: 'end', steps: 1, reason: 'finished' }
const TENSOR = {
  t: 'tensor',
  step: 0,
  phase: 'loss',
  name: 'l',
  part: 'value',
  call: 0,
  shape: [],
  dtype: 'float32',
  digest: 'a1',
}

function parse(content: string | Uint8Array): Trace {
  return readTrace(memorySource('trace-1.ndjson', Buffer.from(content)))
}

function refusal(content: string | Uint8Array): UserError {
  try {
    parse(content)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('was read')
}

describe('a trace', () => {
  test('is what docs/trace.md shows', () => {
    const [, example = ''] = /```json\n(.*?)```/s.exec(readFileSync('docs/trace.md', 'utf8')) ?? []
    const { header, steps, end } = parse(example)
    expect(header).toMatchObject({ writer: 'reprise-probe', world: 1, mode: 'modules' })
    expect(steps.map(({ step, tensors }) => [step, tensors.length])).toEqual([
      [-1, 1],
      [0, 1],
    ])
    expect(steps[1]?.hyper).toEqual([
      { optimizer: 0, group: 0, values: { lr: 0.0003, betas: '(0.9, 0.999)' } },
    ])
    expect(steps[1]?.rolling?.update).toBe('d4')
    expect(end).toEqual({ steps: 1000, reason: 'finished', why: undefined })
  })

  test('is the same after it was encoded, whatever is in it', () => {
    fc.assert(
      fc.property(traces, (trace) => {
        expect(parseTrace(encodeTrace(trace), 'kept')).toEqual(trace)
      }),
    )
  })

  test('has one encoding', () => {
    fc.assert(
      fc.property(traces, (trace) => {
        const bytes = encodeTrace(trace)
        expect(encodeTrace(parseTrace(bytes, 'kept'))).toEqual(bytes)
        expect([...bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255])
      }),
    )
  })

  test('is read plain and gzipped, its steps in any order', () => {
    const text = textOf({ ...STEP, step: 1 }, STEP, { ...END, steps: 2 })
    expect(parse(gzipSync(text))).toEqual(parse(text))
    expect(parse(text).steps.map(({ step }) => step)).toEqual([0, 1])
  })

  test('has the numbers that JSON cannot carry', () => {
    const text = textOf(
      { ...TENSOR, sketch: ['NaN', 'Infinity', '-Infinity', -0.5] },
      { t: 'hyper', step: 0, optimizer: 0, group: 0, values: { lr: 'NaN', eps: 0 } },
    ).replace('"eps":0', '"eps":-0')
    const [step] = parse(text).steps
    expect(step?.tensors[0]?.sketch).toEqual([Number.NaN, Infinity, -Infinity, -0.5])
    expect(step?.hyper[0]?.values).toEqual({ eps: '-0', lr: 'NaN' })
  })
})

describe('a trace whose process was killed', () => {
  const whole = textOf(STEP, { ...STEP, step: 1, loss: 'b2' }, { ...END, steps: 2 })

  test('gives what it holds, at whatever byte it ends', () => {
    const { header, steps } = parse(whole)
    const least = JSON.stringify(HEADER).length
    for (let length = least; length < whole.length - 1; length++) {
      const cut = parse(whole.slice(0, length))
      expect(cut.header).toEqual(header)
      expect(cut.end).toBeUndefined()
      expect(steps.slice(0, cut.steps.length)).toEqual(cut.steps)
    }
    expect(parse(whole.slice(0, -1)).end?.steps).toBe(2)
  })

  test('gives what can be unpacked', () => {
    fc.assert(
      fc.property(traces, fc.double({ min: 0, max: 1, noNaN: true }), (trace, share) => {
        const bytes = encodeTrace(trace)
        const cut = bytes.subarray(0, Math.floor(bytes.length * share))
        try {
          const read = parseTrace(cut, 'cut')
          expect(read.header).toEqual(trace.header)
          expect(read.steps.length).toBeLessThanOrEqual(trace.steps.length)
        } catch (error) {
          // Not even the header is there.
          expect(error).toMatchObject({ code: 'trace-invalid', place: { file: 'cut', line: 1 } })
        }
      }),
    )
  })

  test('may be cut in the middle of a character', () => {
    const bytes = Buffer.from(textOf({ ...TENSOR, name: 'é' }))
    expect(parse(bytes.subarray(0, bytes.indexOf('é') + 1)).steps).toEqual([])
  })
})

describe('what is no trace is refused, with its line', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'line 1: not JSON'],
    ['another format', '{"schema":"reprise/trace/v2"}\n', 'line 1: schema is not reprise/trace/v1'],
    ['null', 'null\n', 'line 1: schema is not reprise/trace/v1'],
    ['a broken line that others follow', `${textOf()}{"t":"st\n{}\n`, 'line 2: not JSON'],
    ['an unknown line', textOf({ t: 'x' }), 'line 2: t is none of tensor, random'],
    ['a list', `${textOf()}[1]\n`, 'line 2: t is none of'],
    ['an unknown field', textOf({ ...STEP, extra: 1 }), 'line 2: the field "extra" is unknown'],
    ['a prototype', `${textOf()}{"t":"step","step":0,"__proto__":{"loss":"a"}}\n`, '"__proto__"'],
    [
      'a prototype among values',
      `${textOf()}{"t":"hyper","step":0,"optimizer":0,"group":0,"values":{"__proto__":{"lr":1}}}\n`,
      'a value is named __proto__',
    ],
    [
      'a value that is an object',
      textOf({ t: 'hyper', step: 0, optimizer: 0, group: 0, values: { a: {} } }),
      'a value is missing or no text',
    ],
    [
      'a rank outside the world',
      textOf().replace('"rank":0', '"rank":1'),
      'rank is missing or no whole number from 0 to 0',
    ],
    ['a schedule', textOf().replace('standard', 'window:1'), 'schedule is none of'],
    ['a step too far', textOf({ ...STEP, step: 5e6 + 1 }), 'no whole number from 0 to 5000000'],
    ['a step before the first', textOf({ ...STEP, step: -1 }), 'no whole number from 0'],
    ['half a step', textOf({ ...STEP, step: 0.5 }), 'no whole number'],
    ['a step twice', textOf(STEP, STEP), 'line 3: the step 0 stands twice'],
    [
      'initial values later',
      textOf({ ...TENSOR, phase: 'init' }),
      'init tensors, and only those, stand at step -1',
    ],
    [
      'a loss before the first step',
      textOf({ ...TENSOR, step: -1 }),
      'init tensors, and only those',
    ],
    ['a phase', textOf({ ...TENSOR, phase: 'backward' }), 'phase is none of init, batch'],
    [
      'a long name',
      textOf({ ...TENSOR, name: 'x'.repeat(301) }),
      'name has more than 300 characters',
    ],
    [
      'half a character',
      textOf({ ...TENSOR, name: '\ud800' }),
      'name holds half of a surrogate pair',
    ],
    [
      'a digest in capitals',
      textOf({ ...STEP, loss: 'A1' }),
      'loss is missing or not 1 to 64 lower-case',
    ],
    ['a digest that is a number', textOf({ ...STEP, loss: 1 }), 'loss is missing or not'],
    ['a long sketch', textOf({ ...TENSOR, sketch: Array(17).fill(0) }), 'sketch has more than 16'],
    [
      'a sketch of texts',
      textOf({ ...TENSOR, sketch: ['1'] }),
      'sketch holds something that is no number',
    ],
    [
      'a shape that is negative',
      textOf({ ...TENSOR, shape: [-1] }),
      'shape is missing or no whole number',
    ],
    [
      'a shape of many dimensions',
      textOf({ ...TENSOR, shape: Array(33).fill(1) }),
      'shape has more than 32',
    ],
    ['many rows', textOf({ ...TENSOR, rows: Array(65537).fill('a') }), 'rows has more than 65536'],
    ['a line after the end', textOf(END, STEP), 'line 3: a line after the end line'],
    ['an end without a reason', textOf({ ...END, reason: 'tired' }), 'reason is none of finished'],
  ])('%s', (_, content, message) => {
    const error = refusal(content)
    expect(error.message).toContain(message)
    expect(error).toMatchObject({ code: 'trace-invalid', place: { file: 'trace-1.ndjson' } })
    expect(error.message).toContain(`line ${error.place?.line}`)
  })

  test('a bomb', () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(100_000)
    expect(refusal(bomb).message).toContain('more than 64 MiB')
  })

  test('a file that is too large, before it is read', () => {
    const source = { name: 'huge', size: 65 * 1024 * 1024, read: () => new Uint8Array() }
    expect(() => readTrace(source)).toThrow(/huge is no trace: it is over 64 MiB/)
  })

  test('damaged gzip, and what is not UTF-8', () => {
    const bytes = gzipSync(textOf(...Array.from({ length: 50 }, (_, step) => ({ ...STEP, step }))))
    bytes.fill(0xff, 40, 60)
    expect(refusal(bytes).message).toContain('its gzip stream is damaged')
    expect(refusal(Buffer.from([0xc3, 0x0a])).message).toContain('not UTF-8')
  })

  test('any bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, zipped) => {
        expect(refusal(zipped ? gzipSync(bytes) : bytes).code).toBe('trace-invalid')
      }),
    )
  })

  test('a trace with any byte changed is read or refused', () => {
    fc.assert(
      fc.property(traces, fc.nat(), fc.nat(255), (trace, at, byte) => {
        const bytes = gunzipSync(encodeTrace(trace))
        bytes[at % bytes.length] = byte
        try {
          parse(bytes)
        } catch (error) {
          expect(error).toMatchObject({ code: 'trace-invalid' })
        }
      }),
    )
  })
})
