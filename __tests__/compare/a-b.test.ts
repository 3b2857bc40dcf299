import { describe, expect, test } from '@jest/globals'
import type { BaselineState, Evidence } from '../../src/compare/evidence.ts'
import { judge } from '../../src/compare/judge.ts'
import type { Case } from '../../src/compare/standing.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'
import {
  absent,
  caseOf,
  crash,
  entryOf,
  found,
  losses,
  lossOf,
  modelOf,
  runOf,
  strict,
  tolerant,
  type RunParts,
} from './case.ts'
import {
  again,
  base,
  baseline,
  beside,
  besideAgain,
  coarse,
  far,
  fresh,
  head,
  near,
  retry,
  told,
} from './story.ts'

const broken = [beside({ exit: crash }), besideAgain({ exit: crash })]
const nan: RunParts = { series: [lossOf(losses(Number.NaN))] }
const four: RunParts = { series: [lossOf(losses(), coarse)] }
const renamed: RunParts = { series: [{ ...lossOf(losses()), name: 'loss' }] }

describe('the environment moved', () => {
  const old = found(runOf({ driver: '550' }), tolerant)
  const moved = (parts: RunParts): RunParts => ({ driver: '560', ...parts })

  test.each<readonly [string, BaselineState, Evidence, string]>([
    ['equal bits all the same', old, [head(moved({}))], 'identical (bitwise): bits-equal'],
    [
      'within the tolerance all the same',
      old,
      [head(moved(near))],
      'reproduced (tolerance): within',
    ],
    [
      'the base moved with it',
      old,
      [head(moved(far)), beside(moved(far))],
      'identical (a/b): bits-equal, environment-moved',
    ],
    [
      'the base did not',
      old,
      [head(moved(far)), beside(moved({}))],
      'changed (a/b): beyond, environment-moved',
    ],
    [
      'the base crashes',
      old,
      [head(moved(far)), ...broken],
      'incomparable (undefined): environment-moved',
    ],
    [
      'the base was not run',
      old,
      [head(moved(far))],
      'incomparable (undefined): environment-moved',
    ],
    [
      'the baseline’s record is not at hand',
      { state: 'found', entry: entryOf(baseline, tolerant), record: undefined },
      [head(moved(far))],
      'changed (tolerance): beyond',
    ],
    ['nothing else differs', found(baseline, tolerant), [head(far)], 'changed (tolerance): beyond'],
  ])('%s', (_, state, evidence, expected) => {
    expect(told(tolerant, state, evidence, base)).toBe(expected)
  })

  test('what the lock says of repeating still holds', () => {
    const evidence = [head(moved(far)), beside(moved({})), again(moved(near))]
    const yes = found(runOf({ driver: '550' }), tolerant, 'yes')
    expect(told(tolerant, yes, evidence, base)).toBe(
      'nondeterministic (a/b): self-differs, environment-moved',
    )
    expect(told(tolerant, old, evidence, base)).toBe('changed (a/b): beyond, environment-moved')
  })

  test('what moved is said', () => {
    const { reasons } = judge(caseOf(tolerant, old, [head(moved(far))], base))
    expect(reasons).toEqual([
      { kind: 'environment-moved', what: ['driver: 550 → 560'], why: 'budget' },
    ])
  })
})

describe('no entry for this key', () => {
  test.each<readonly [string, ModelSpec, Evidence, Case['base'], string]>([
    ['A/B, equal bits', tolerant, [head(), beside()], base, 'identical (a/b): bits-equal'],
    [
      'A/B, within',
      tolerant,
      [head(near), beside(), again()],
      base,
      'reproduced (a/b): within, self-differs',
    ],
    ['A/B, beyond', tolerant, [head(far), beside(), again(far)], base, 'changed (a/b): beyond'],
    [
      'A/B, no tolerance',
      modelOf(),
      [head(near), beside(), again(near)],
      base,
      'inconclusive (undefined): noise-not-measured',
    ],
    [
      'A/B, identity asked for',
      strict,
      [head(near), beside(), again()],
      base,
      'nondeterministic (a/b): self-differs',
    ],
    [
      'A/B, the metric renamed',
      modelOf(),
      [head(renamed), beside()],
      base,
      'failed (undefined): metric-missing',
    ],
    [
      'A/B, the base crashed once',
      tolerant,
      [head(), beside({ exit: crash }), besideAgain()],
      base,
      'identical (a/b): bits-equal',
    ],
    [
      'a new model, the base trains',
      tolerant,
      [head(), beside()],
      fresh,
      'identical (a/b): bits-equal',
    ],
    [
      'a new model, the base cannot be trained',
      tolerant,
      [head(), ...broken, again()],
      fresh,
      'identical (self): self-repeats',
    ],
    [
      'a new model, the base writes no metric',
      tolerant,
      [head(), beside({ series: [] }), again()],
      fresh,
      'identical (self): self-repeats',
    ],
    [
      'a new model, no base',
      strict,
      [head(), again()],
      undefined,
      'identical (self): self-repeats',
    ],
    [
      'a new model, no evidence of identity',
      tolerant,
      [head(four), again(four)],
      undefined,
      'reproduced (self): values-equal',
    ],
    [
      'a new model that crashed once',
      tolerant,
      [head({ exit: crash }), retry(), again()],
      undefined,
      'reproduced (self): bits-equal',
    ],
    [
      'a new model that does not repeat',
      tolerant,
      [head(), again(near)],
      undefined,
      'nondeterministic (self): self-differs',
    ],
    [
      'a new model, the second run is killed',
      tolerant,
      [head(), again({ exit: { how: 'killed' } })],
      undefined,
      'inconclusive (undefined): killed-outside',
    ],
    [
      'a new model, the second run crashes',
      tolerant,
      [head(), again({ exit: crash })],
      undefined,
      'nondeterministic (self): self-differs',
    ],
    [
      'a known model may not stand alone',
      tolerant,
      [head(), ...broken, again()],
      base,
      'incomparable (undefined): no-baseline',
    ],
    [
      'NaN, before any base is asked',
      tolerant,
      [head(nan), retry(nan)],
      base,
      'failed (undefined): not-finite',
    ],
  ])('%s', (_, model, evidence, tree, expected) => {
    expect(told(model, absent, evidence, tree)).toBe(expected)
  })

  test('other keys of the lock know the model: without a base it may not stand alone', () => {
    const keys = ['main @ nvidia-h200 x1']
    const { reasons } = judge(caseOf(tolerant, { state: 'absent', keys }, [head(), again()]))
    expect(reasons).toEqual([{ kind: 'no-baseline', why: 'other-key', keys }])
  })

  test('where two runs of the head part is named', () => {
    const { reasons } = judge(caseOf(tolerant, absent, [head(), again(near)]))
    expect(reasons).toEqual([{ kind: 'self-differs', metric: 'eval_loss', step: undefined }])
  })
})
