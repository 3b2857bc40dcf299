import { expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import { describeWith, torchPython } from '../pythons.ts'
import { stepOf, trained, type Order, type Trained } from './traced.ts'

const TORCHRUN: Order = {
  training: 'parallel',
  launcher: ['-m', 'torch.distributed.run', '--standalone', '--nproc_per_node', '2'],
}
const ON_RANK_1 = [
  'yield inputs, labels',
  'yield (inputs + 1 if (rank, step) == (1, 3) else inputs), labels',
] as const

describeWith(torchPython(), 'two processes with DistributedDataParallel over gloo', (python) => {
  test('one trace a rank; a fault on rank 1 alone is found there, at its step', () => {
    const baseline = trained(python, TORCHRUN)
    expectTwoRanks(baseline)
    expect(divergenceOf(trained(python, TORCHRUN).traces, baseline.traces)).toMatchObject({
      state: 'same',
      steps: 12,
    })
    const faulty = trained(python, { ...TORCHRUN, edits: [ON_RANK_1] })
    expectTwoRanks(faulty)
    const found = divergenceOf(faulty.traces, baseline.traces)
    expect(found).toMatchObject({ state: 'found', rank: 1, step: 3, rung: 'forward' })
    expect(found).toMatchObject({ tensor: { part: 'in.0', call: 0 } })
  }, 180_000)

  test('processes that the program starts itself', () => {
    const own = trained(python, { training: 'parallel', args: [port()] })
    expectTwoRanks(own)
    expect(divergenceOf(own.traces, trained(python, TORCHRUN).traces)).toMatchObject({
      state: 'same',
    })
  }, 180_000)
})

function expectTwoRanks({ traces }: Trained): void {
  expect(
    traces.map(({ header, end }) => [header.rank, header.world, end?.reason, end?.steps]),
  ).toEqual([
    [0, 2, 'finished', 12],
    [1, 2, 'finished', 12],
  ])
  const [first, second] = traces.map((trace) => stepOf(trace, 0))
  // Each its own half of the data; what they learn from it is the same.
  expect(first?.rolling?.batch).not.toBe(second?.rolling?.batch)
  expect(first?.rolling?.update).toBe(second?.rolling?.update)
  expect(first?.rolling?.update).toMatch(/^[0-9a-f]+$/)
}

/** One that is hardly taken. */
function port(): string {
  return String(20_000 + (process.pid % 20_000))
}
