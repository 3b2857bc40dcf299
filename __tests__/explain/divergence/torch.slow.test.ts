import { beforeAll, expect, test } from '@jest/globals'
import { divergenceOf, windowWanted } from '../../../src/explain/divergence/divergence-of.ts'
import { repeatOf } from '../../../src/explain/divergence/repeat.ts'
import { encodeTrace } from '../../../src/readers/trace/encode.ts'
import { evidenceOf } from '../../../src/readers/trace/evidence.ts'
import { parseTrace } from '../../../src/readers/trace/parse.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { trained } from '../../probe/frameworks/traced.ts'
import { describeWith, torchPython } from '../../probe/pythons.ts'
import { parted } from './labelled.ts'

describeWith(torchPython(), 'two trainings of torch', (python) => {
  let baseline: readonly Trace[]
  let faster: readonly Trace[]
  beforeAll(() => {
    baseline = trained(python, { training: 'mlp' }).traces
    faster = trained(python, {
      training: 'mlp',
      edits: [
        [
          'optimizer.zero_grad()',
          'optimizer.zero_grad(); optimizer.param_groups[0]["lr"] = 0.01 if step < 5 else 0.02',
        ],
      ],
    }).traces
  }, 120_000)

  test('part where the learning rate does', () => {
    const divergence = parted(divergenceOf(faster, baseline))
    expect(divergence).toMatchObject({
      step: 5,
      rung: 'hyper',
      class: 'hyper-parameter',
      sure: true,
      hyper: [{ optimizer: 0, group: 0, name: 'lr', before: 0.01, after: 0.02 }],
      tensor: { phase: 'update' },
      size: { meaning: 'meaning' },
    })
    expect(divergence.ladder.map(({ rung, state }) => `${rung} ${state}`).join(', ')).toBe(
      'init same, batch same, forward same, loss same, gradient same, hyper different, update different',
    )
    expect(divergence.growth[0]?.step).toBe(5)
    expect(windowWanted(faster, baseline)).toBeUndefined()
  })

  test('are the same where nothing was changed, and their evidence too', () => {
    const again = trained(python, { training: 'mlp' }).traces
    expect(repeatOf(baseline, again)).toMatchObject({ state: 'same', mode: 'modules' })
    expect(evidenceOf(again)).toBe(evidenceOf(baseline))
    expect(evidenceOf(baseline)).toMatch(/^sha256:/)
    expect(evidenceOf(faster)).not.toBe(evidenceOf(baseline))
  }, 120_000)

  test('are the same after they were kept', () => {
    for (const trace of baseline) expect(parseTrace(encodeTrace(trace), 'kept')).toEqual(trace)
  })
})
