import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { stringify } from 'yaml'
import { UserError } from '../../src/record/error.ts'
import { parseLock } from '../../src/spec/lock-file.ts'
import { parseSpec } from '../../src/spec/parse.ts'
import { SpecError } from '../../src/spec/problem.ts'

const RUNS = process.env['REPRISE_LONG'] === '1' ? 3000 : 300

/** A value, or an error with a code that says at least one thing, at a line of the file. */
function endsWell(read: () => unknown, text: string): void {
  try {
    read()
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    const { place, message, hint } = error as UserError
    expect(message).not.toBe('')
    expect(message.length).toBeLessThan(100_000)
    expect(hint).not.toBe('')
    expect(place?.line).toBeGreaterThanOrEqual(1)
    expect(place?.line).toBeLessThanOrEqual(text.split('\n').length + 1)
    expect(place?.column).toBeGreaterThanOrEqual(1)
    const problems = error instanceof SpecError ? error.problems : []
    for (const problem of problems)
      expect(problem.message).not.toMatch(/undefined|\[object|Invalid input$/)
  }
}

const bytes = fc
  .uint8Array({ maxLength: 300 })
  .map((content) => Buffer.from(content).toString('utf8'))
/** Characters that mean something in YAML are what breaks a reader of it. */
const noise = fc
  .array(fc.constantFrom(...'{}[],:&*#?|-<>=!%@`"\'\n\t a1~', '<<', '---', 'train', '\uD800'), {
    maxLength: 80,
  })
  .map((parts) => parts.join(''))

test('arbitrary text ends in a specification or a coded error', () => {
  fc.assert(
    fc.property(fc.oneof(bytes, noise), (text) => endsWell(() => parseSpec(text, 'r.yml'), text)),
    { numRuns: RUNS },
  )
})

test('arbitrary text ends in a lock or a coded error', () => {
  fc.assert(
    fc.property(fc.oneof(bytes, noise), (text) => endsWell(() => parseLock(text, 'r.lock'), text)),
    { numRuns: RUNS },
  )
})

const FIELDS = [
  'train',
  'directory',
  'env',
  'seed',
  'timeout',
  'data',
  'expect',
  'policy',
  'models',
]
const INNER = [
  'main',
  'loss',
  'within',
  'better',
  'env',
  'arg',
  'values',
  'path',
  'mode',
  'green',
  'runs',
  'budget',
]
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    tie('leaf'),
    fc.array(tie('any'), { maxLength: 3 }),
    tie('map'),
  ),
  map: fc.dictionary(fc.constantFrom(...INNER, '__proto__x', ''), tie('any'), { maxKeys: 4 }),
  leaf: fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('auto', '1%', '5m', 'lower'),
  ),
})).any

test('arbitrary values in known fields end in a specification or a coded error', () => {
  const file = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 5 })
  fc.assert(
    fc.property(file, (fields) => {
      const text = stringify({ train: 'x', ...fields })
      endsWell(() => parseSpec(text, 'r.yml'), text)
    }),
    { numRuns: RUNS },
  )
})
