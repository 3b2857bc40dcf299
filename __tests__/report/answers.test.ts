import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { causeOf } from '../../src/explain/cause/cause-of.ts'
import type { AuditReport } from '../../src/report/audit.ts'
import type { BisectReport } from '../../src/report/bisect.ts'
import { renderAudit, renderBisect, renderWhy } from '../../src/report/terminal/answers.ts'
import type { WhyGroup, WhyReport } from '../../src/report/why.ts'
import { factorsOf, faster, MODEL, parted, RATE } from '../explain/cause/scene.ts'
import { audit, chance, COST } from './audits.ts'
import { hostileText } from './baits.ts'
import { exampleBaseline, exampleRun } from './example.ts'
import { infest, unseen } from './hostile.ts'

const WIDE = { color: false, columns: 400 }

describe('the answer of an audit', () => {
  const said = (report: AuditReport): string => renderAudit(report, WIDE)

  test('a training that repeats itself', () => {
    expect(said(audit())).toMatch(
      /^✓ reproducible: .*same bits: every one of 1000 steps is equal in loss, gradients and parameters\n/,
    )
    expect(said(audit())).toMatch(
      /\ndigits @ x86-64-v3 · 2 runs, 8\.1 s of training · exit code 0\n$/,
    )
  })

  test('one that does not: step, tensor, ladder, the operators, what to do and where to read more', () => {
    const text = said(chance)
    expect(text).toMatch(
      /^✗ nondeterministic: .*step 12 in the gradient of emb\.weight \(rounding, 3e-7 of its size\)/,
    )
    expect(text).toMatch(
      /What to do: The operation rounds otherwise each time.* `docs\/findings\/atomics\.md`/,
    )
    expect(text).toMatch(/✓ forward\n {2}✓ loss\n {2}✗ gradient/)
    expect(text).toContain('index_add_cuda_')
  })

  test('asks for determinism only where it was not asked for', () => {
    const lax = { ...exampleRun, config: { ...exampleRun.config, deterministic: false } }
    expect(said({ ...chance, run: lax })).toContain('Write `deterministic: true` in `reprise.yml`.')
    expect(said(chance)).not.toContain('deterministic: true')
  })

  test('what could not be told is no yes', () => {
    const unproven = said(
      audit({ outcome: 'unknown', why: 'unproven', exitCode: 3, divergence: undefined }),
    )
    expect(unproven).toMatch(/^\? unknown: .*nothing proves that the bits are/)
    expect(unproven).toMatch(/What to do: Log a metric at more steps .*, or name `weights:` in /)
    const ended = said(
      audit({
        outcome: 'unknown',
        why: 'ended',
        exitCode: 3,
        divergence: undefined,
        repeat: undefined,
      }),
    )
    expect(ended).toMatch(/^\? unknown: a run did not come to its end/)
    for (const text of [unproven, ended]) expect(text).not.toContain('✓')
  })

  test('without a trace there is advice all the same', () => {
    const text = said({ ...chance, divergence: { state: 'unknown', why: 'no-trace', detail: 'R' } })
    expect(text).toMatch(/disagree; where the two part is not known: .*\(R\)\n/)
    expect(text).toMatch(/What to do: Look for the clock/)
    expect(said({ ...chance, divergence: undefined })).toContain('What to do: Nothing was traced.')
  })

  test('cost beside what it is compared with, and the seed', () => {
    const text = said(
      audit({
        cost: [
          { deterministic: true, seconds: 12 },
          { deterministic: false, seconds: 10 },
          { deterministic: true, seconds: 12 },
        ],
        seed: 'not-wired',
      }),
    )
    expect(text).toContain('1.2 times as long: with 12 s, without 10 s, with 12 s')
    expect(text).toContain('does not reach the training')
  })
})

const divergence = parted('hyper-parameter', { step: 0, hyper: [faster()] })
const factors = factorsOf({ code: [MODEL], config: [RATE] })
const cause = causeOf({ factors, divergence })

const CONFIG: WhyGroup = {
  name: 'config',
  paths: ['configs/mini.yaml'],
  fields: ['params'],
  result: 'shown',
}
const CODE: WhyGroup = { name: 'code', paths: ['model.py'], fields: [], result: 'excluded' }

function why(groups: readonly WhyGroup[], overrides: Partial<WhyReport> = {}): WhyReport {
  return {
    schema: 'reprise/why/v1',
    model: 'digits',
    run: exampleRun.id,
    baseline: exampleBaseline.id,
    explanation: { factors, divergence, ...(cause && { cause }) },
    groups,
    until: 0,
    cost: COST,
    listed: false,
    ...overrides,
  }
}

describe('the answer of why', () => {
  const first = (groups: readonly WhyGroup[], overrides?: Partial<WhyReport>): string =>
    renderWhy(why(groups, overrides), WIDE).split('\n')[0] ?? ''

  test('the one group that was shown, and what each trial told', () => {
    const text = renderWhy(why([CONFIG, CODE]), WIDE)
    expect(text).toMatch(
      /^✓ the configuration \(`configs\/mini\.yaml` and `params:`\) makes the first difference by itself; .*step 0.*\. What else differs may act later/,
    )
    expect(text).toContain(
      '· the code (`model.py`): changes no tensor and no hyper-parameter that was recorded up to that step\n',
    )
    expect(text).toContain('trained up to step 0')
  })

  test('what a trial up to one step cannot show is not said', () => {
    const groups = [
      { ...CONFIG, all: false },
      { ...CODE, result: 'elsewhere' as const },
    ]
    const text = renderWhy(why(groups), WIDE)
    expect(text).toMatch(
      /^✓ the configuration .* Up to that step other differences come from the code \(`model\.py`\)\. What else differs may act later, which was not looked at\n/,
    )
    expect(text).toContain('makes the first difference by itself, not all others up to that step\n')
    expect(text).toContain('does not make the first difference, and makes others up to that step\n')
    const all = renderWhy(why([{ ...CONFIG, all: true }, CODE]), WIDE)
    expect(all).toContain('makes the first difference by itself, and all others up to that step\n')
    for (const said of [text, all]) expect(said).not.toMatch(/alone makes|no difference/)
  })

  test('of whole runs the results are told', () => {
    const text = renderWhy(
      why([CONFIG, CODE], { explanation: { factors }, until: undefined }),
      WIDE,
    )
    expect(text).toMatch(/^✓ the configuration \([^)]*\) makes the difference by itself\n/)
    expect(text).toContain('gives the run’s numbers by itself\n')
    expect(text).toContain('leaves the baseline’s numbers\n')
    expect(text).toContain('whole runs')
  })

  test('no guess at the cause stands below an answer that needs none, or below the trials', () => {
    const open = { class: 'hyper-parameter', candidates: [], certainty: 'open' } as const
    const explanation = { factors, divergence, cause: open }
    const alone: WhyGroup[] = [{ ...CODE, result: 'not-run', why: 'alone' }]
    const guess = /nothing that was recorded and differs is known to make that/
    expect(renderWhy(why(alone, { explanation }), WIDE)).not.toMatch(guess)
    expect(renderWhy(why([CONFIG, CODE], { explanation }), WIDE)).not.toMatch(guess)
    const listed: WhyGroup[] = [{ ...CODE, result: 'not-run', why: 'listed' }]
    expect(renderWhy(why(listed, { explanation, listed: true }), WIDE)).toMatch(guess)
  })

  test('below stands the cause that one trial showed', () => {
    const shown = cause && {
      ...cause,
      candidates: cause.candidates.map((one, at) =>
        at === 0 ? { ...one, weight: 'shown' as const } : { ...one, weight: 'excluded' as const },
      ),
    }
    const explanation = { factors, divergence, ...(shown && { cause: shown }) }
    expect(renderWhy(why([CONFIG, CODE], { explanation }), WIDE)).toContain(
      'a run with this alone showed it',
    )
  })

  test.each<[string, readonly WhyGroup[], RegExp]>([
    [
      'others were not tried',
      [CONFIG, { ...CODE, result: 'not-run', why: 'budget' }],
      /makes the first difference by itself; not all others could be tried/,
    ],
    [
      'two make it',
      [CONFIG, { ...CODE, result: 'shown' }],
      /^✓ several: each of .* and .* makes the first difference by itself/,
    ],
    [
      'neither does alone',
      [{ ...CONFIG, result: 'excluded' }, CODE],
      /^\? together only: none of the groups makes the first difference by itself/,
    ],
    [
      'some move the numbers',
      [{ ...CONFIG, result: 'part' }, CODE],
      /^\? together: .* moves the numbers/,
    ],
    [
      'some could not be tried',
      [{ ...CONFIG, result: 'failed', why: 'crashed' }, CODE],
      /^\? not known: no group that could be tried/,
    ],
    ['nothing differs', [], /^\? nothing differs/],
    [
      'it is alone',
      [{ ...CONFIG, result: 'not-run', why: 'alone' }],
      /^✓ the configuration: nothing else that was recorded differs/,
    ],
  ])('where %s', (_, groups, words) => {
    expect(first(groups)).toMatch(words)
  })

  test('where it only lists, and where the training does not repeat itself', () => {
    const idle: WhyGroup[] = [{ ...CODE, result: 'not-run', why: 'listed' }]
    expect(first(idle, { listed: true })).toMatch(/^· not run: what would be trained/)
    const noisy: WhyGroup[] = [{ ...CODE, result: 'not-run', why: 'nondeterministic' }]
    const repeat = parted('nondeterminism', { step: 0 })
    expect(first(noisy, { explanation: { factors, divergence, repeat } })).toMatch(
      /^\? no change: two runs of the same code and seed part at step 0/,
    )
  })
})

const commit = (digit: string, subject: string) => ({ commit: digit.repeat(40), subject })

function bisect(overrides: Partial<BisectReport> = {}): BisectReport {
  return {
    schema: 'reprise/bisect/v1',
    model: 'digits',
    good: commit('a', 'Begin'),
    bad: commit('b', 'End'),
    commits: 6,
    stretches: 5,
    result: 'found',
    suspects: [commit('c', 'Train faster')],
    tried: [
      {
        ...commit('b', 'End'),
        outcome: 'bad',
        verdict: 'changed',
        record: exampleRun.id,
        why: undefined,
      },
      {
        ...commit('d', 'Break'),
        outcome: 'skipped',
        verdict: undefined,
        record: undefined,
        why: 'the training crashed',
      },
    ],
    explanation: { factors, divergence, ...(cause && { cause }) },
    cost: COST,
    ...overrides,
  }
}

describe('the answer of bisect', () => {
  test('the commit, where it parts and why, and all that were tried', () => {
    const text = renderBisect(bisect(), WIDE)
    expect(text).toMatch(
      /^✓ found: `cccccccccccc` Train faster is the first that trains otherwise, of 6 commits, 4 of which/,
    )
    expect(text).toContain('the learning rate in force is `0.0006` instead of `0.0003`')
    expect(text).toMatch(/bbbbbbbbbbbb {2}bad: changed .*End\n/)
    expect(text).toMatch(/dddddddddddd {2}skipped: the training crashed {2}Break\n/)
  })

  test('one of several is no find', () => {
    const suspects = ['c', 'd'].map((digit) => commit(digit, `Commit ${digit}`))
    const text = renderBisect(bisect({ result: 'one-of', suspects, explanation: undefined }), WIDE)
    expect(text).toMatch(
      /^\? one of 2 commits, for some could not be trained: `cccccccccccc` Commit c; `d/,
    )
  })

  test('BAD may train as GOOD does', () => {
    expect(
      renderBisect(bisect({ result: 'same', suspects: [], explanation: undefined }), WIDE),
    ).toMatch(/^✓ same: `bbbbbbbbbbbb` End trains as `aaaaaaaaaaaa` Begin does/)
  })
})

test('no text of data moves a cursor or hides, and each answer keeps its number of lines', () => {
  const options = { color: false, columns: 1_000_000 }
  const render = (texts: readonly string[]): string[] => [
    renderAudit(infest(chance, texts), options),
    renderWhy({ ...infest(why([]), texts), groups: infested(texts) }, options),
    renderBisect(infest(bisect(), texts), options),
  ]
  const infested = (texts: readonly string[]): WhyGroup[] =>
    [CONFIG, { ...CODE, why: 'why' }].map((group) => ({
      ...infest(group, texts),
      name: group.name,
    }))
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 3, maxLength: 20 }), (texts) => {
      const [hostile, harmless] = [render(texts), render(['word'])]
      expect(hostile.flatMap(unseen)).toEqual([])
      expect(hostile.map((text) => text.split('\n').length)).toEqual(
        harmless.map((text) => text.split('\n').length),
      )
    }),
    { numRuns: 200 },
  )
})
