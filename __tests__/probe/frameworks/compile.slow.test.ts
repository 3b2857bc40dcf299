import { expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import { describeWith, torchPython } from '../pythons.ts'
import { onlyTrace, stepOf, trained, type Edit, type Order, type Trained } from './traced.ts'

const GELU: Edit = ['torch.nn.functional.gelu', 'torch.relu']

interface Ended {
  readonly weights: string
  readonly metrics: { readonly breaks: number; readonly graphs: number }
}
const endOf = ({ stdout }: Trained): Ended => JSON.parse(stdout) as Ended

// `eager` compiles no code, `inductor` writes C++; both take the model's graph in the same way.
describeWith(torchPython(), 'torch.compile', (python) => {
  test.each(['eager', 'inductor'])(
    '%s: looked at from the borders of a step, its graph left whole',
    (backend) => {
      const order: Order = { training: 'compiled', args: [backend] }
      const alone = endOf(trained(python, { ...order, trace: null }))
      const standard = trained(python, order)
      const dense = trained(python, { ...order, trace: 'dense' })
      expect(alone.metrics).toMatchObject({ breaks: 0, graphs: 1 })
      expect(endOf(standard)).toEqual(alone)
      expect(endOf(dense)).toEqual(alone)

      const trace = onlyTrace(standard)
      expect(trace.header).toMatchObject({ mode: 'borders', because: 'torch.compile' })
      expect(trace.end?.steps).toBe(12)
      // Nothing from inside the compiled model, but all that goes in and comes out of it.
      const phases = new Set(stepOf(trace, 0).tensors.map(({ phase }) => phase))
      expect([...phases]).toEqual(expect.arrayContaining(['loss', 'gradient', 'update']))
      expect(divergenceOf(dense.traces, [trace])).toMatchObject({ state: 'same', mode: 'borders' })

      const changed = trained(python, { ...order, edits: [GELU] })
      expect(divergenceOf(changed.traces, [trace])).toMatchObject({
        state: 'found',
        step: 0,
        rung: 'loss',
        mode: 'borders',
        because: 'torch.compile',
      })
    },
    600_000,
  )
})
