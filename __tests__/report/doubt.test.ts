import { describe, expect, test } from '@jest/globals'
import type { ModelVerdict, Reason } from '../../src/compare/verdict.ts'
import { plain } from '../../src/report/text/line.ts'
import { advice, sentence } from '../../src/report/words/sentence.ts'
import { exampleModel, explanationOf, rowChange, verdictOf } from './example.ts'
import { REASONS } from './reasons.ts'

describe('what moved beside a difference that may be the training’s own', () => {
  const doubted = (overrides: Partial<ModelVerdict>): string => {
    const verdict = verdictOf('changed', REASONS.beyond[1], overrides)
    return plain(
      sentence(exampleModel({ verdict, explanation: explanationOf({ data: [rowChange] }) })),
    )
  }

  test.each<readonly [string, Partial<ModelVerdict>, string]>([
    [
      'of which the lock says so',
      { findings: [{ kind: 'repeats-not' }] },
      'this training does not repeat itself',
    ],
    [
      'of which the second run shows it',
      { reasons: [REASONS.beyond[1], REASONS['self-differs'][1]] },
      'this training does not repeat itself',
    ],
    [
      'of which nobody knows',
      { findings: [{ kind: 'repeats-unknown' }] },
      'nobody has looked whether this training repeats itself',
    ],
  ])(
    'a training that may differ from itself, %s, is not blamed on the change',
    (_, parts, doubt) => {
      expect(doubted(parts)).toBe(
        `changed: eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010); ${doubt}, so the difference may be its own; also, \`data/train.csv\` row 212 differs`,
      )
    },
  )

  test('a training that disagrees with itself here is told with what changed', () => {
    const verdict = verdictOf('nondeterministic', REASONS['self-differs'][1])
    const model = exampleModel({ verdict, explanation: explanationOf({ data: [rowChange] }) })
    expect(plain(sentence(model))).toMatch(/from step 1 on; `data\/train\.csv` row 212 differs$/)
  })
})

describe('what to do', () => {
  test.each<readonly [Reason, RegExp]>([
    [
      { kind: 'evidence-invalid', why: 'the lock’s seed is not its record’s', of: 'lock' },
      /^Restore `reprise\.lock` from the base branch, or accept again/,
    ],
    [REASONS['evidence-invalid'][1], /^Run it again\.$/],
    [
      { kind: 'baseline-unreadable', why: 'the ledger’s record of the baseline: no JSON' },
      /^Remove the damaged record from the ledger/,
    ],
    [
      { kind: 'baseline-unreadable', why: "the base's reprise.yml: no YAML" },
      /^Mend `reprise\.yml` on the base branch/,
    ],
    [
      { kind: 'baseline-unreadable', why: 'its run did not finish (crashed)' },
      /^Name the record of a run that finished/,
    ],
    [REASONS['baseline-unreadable'][1], /^Restore `reprise\.lock` from the base branch/],
    [
      { kind: 'environment-moved', what: ['packages'], why: 'no-base' },
      /^Put the machine back as it was, or accept .*--cause environment/,
    ],
    [
      { kind: 'environment-moved', what: ['packages'], why: 'base-failed' },
      /^Mend the training of the base commit/,
    ],
    [
      { kind: 'environment-moved', what: ['packages'], why: 'budget' },
      /^Allow two runs more in `policy\.budget`/,
    ],
    [REASONS['weights-differ'][1], /time stamp.*`weights:`/],
  ])('%j has the advice that fits', (reason, expected) => {
    const model = exampleModel({ verdict: verdictOf('incomparable', reason) })
    expect(plain(advice(model) ?? [])).toMatch(expected)
  })
})
