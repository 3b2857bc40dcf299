import { expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import { parseTrace } from '../../../src/readers/trace/parse.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { HEADER } from '../../readers/trace/traces.ts'

/** So many that work for each pair of them would take hours. */
const MANY = 20_000

interface Line {
  readonly phase: string
  readonly name: string
  readonly digest: string
  readonly shape?: readonly number[]
}

function traceOf(lines: readonly Line[], loss: string): Trace {
  const tensors = lines.map(({ phase, shape = [2, 3], ...rest }) => ({
    t: 'tensor',
    step: phase === 'init' ? -1 : 0,
    phase,
    part: phase === 'forward' ? 'out' : 'value',
    call: 0,
    shape,
    dtype: 'int64',
    ...rest,
  }))
  const step = { t: 'step', step: 0, batch: loss, loss, gradient: loss, update: loss }
  const end = { t: 'end', steps: 1, reason: 'finished' }
  const text = [{ ...HEADER, mode: 'modules' }, ...tensors, step, end]
  return parseTrace(Buffer.from(text.map((one) => `${JSON.stringify(one)}\n`).join('')), 'trace')
}

const many = (line: (at: number) => Line): Line[] =>
  Array.from({ length: MANY }, (_, at) => line(at))

test.each<[string, (side: 'a' | 'b') => readonly Line[], string]>([
  [
    'initial values',
    (side) => many((at) => ({ phase: 'init', name: `p${at}`, digest: `${side}${at}` })),
    'init',
  ],
  [
    'names of one value',
    (side) => many((at) => ({ phase: 'init', name: `${side}${at}`, digest: 'ff' })),
    'batch',
  ],
  [
    'labels',
    (side) => many((at) => ({ phase: 'batch', name: `label${at}`, digest: `${side}${at}` })),
    'batch',
  ],
  [
    'tensors of a batch, the last of which has as many samples as before',
    (side) =>
      many((at) => ({
        phase: 'batch',
        name: `${at}`,
        digest: `${side}${at}`,
        shape: [at === MANY - 1 ? 7 : side === 'a' ? 2 : 4, 3],
      })),
    'batch',
  ],
  [
    'modules',
    (side) => many((at) => ({ phase: 'forward', name: `${side}${at}`, digest: `${side}${at}` })),
    'forward',
  ],
])('a hostile number of %s is compared all the same', (_, lines, rung) => {
  const [baseline, run] = [traceOf(lines('a'), 'a'), traceOf(lines('b'), 'b')]
  const found = divergenceOf([run], [baseline])
  expect(found).toMatchObject({ state: 'found' })
  expect(found.state === 'found' && found.rung).toBe(rung)
})
