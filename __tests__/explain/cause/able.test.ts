import { describe, expect, test } from '@jest/globals'
import { causeOf } from '../../../src/explain/cause/cause-of.ts'
import { factorsOf, MODEL, parted, ROWS } from './scene.ts'

describe('what can have made a difference', () => {
  test('data can act where no batch shows them: a graph, a table, class weights', () => {
    const divergence = parted('functional-code')
    const both = causeOf({ factors: factorsOf({ code: [MODEL], data: [ROWS] }), divergence })
    expect(both).toMatchObject({
      certainty: 'confounded',
      candidates: [{ change: MODEL }, { change: ROWS }],
    })
    const alone = causeOf({ factors: factorsOf({ data: [ROWS] }), divergence })
    expect(alone).toMatchObject({ certainty: 'firm', candidates: [{ change: ROWS }] })
  })

  test('comments, and what only tools read, are beside it', () => {
    const hunk = (...lines: string[]) => [{ beforeLine: 1, afterLine: 1, lines }]
    const comments = { ...MODEL, hunks: hunk(' x = 1', '-# old', '+    # new', '+') }
    const flow = { ...MODEL, path: '.github/workflows/test.yml', imported: undefined }
    expect(
      causeOf({ factors: factorsOf({ code: [comments, flow] }), divergence: parted('loss') }),
    ).toMatchObject({ certainty: 'open', candidates: [{ weight: 'possible' }] })
    const more = { ...MODEL, hunks: hunk('-# old', '+x = 2') }
    expect(
      causeOf({ factors: factorsOf({ code: [more, flow] }), divergence: parted('loss') }),
    ).toMatchObject({ certainty: 'firm', candidates: [{ change: more, others: 0 }] })
    const cut = { ...comments, note: 'more lines differ' }
    expect(
      causeOf({ factors: factorsOf({ code: [cut] }), divergence: parted('loss') }),
    ).toMatchObject({ certainty: 'firm' })
  })

  test('files that were not imported, and prose, are beside it', () => {
    const code = [
      { ...MODEL, path: 'tools/plot.py', imported: false },
      { ...MODEL, path: 'README.md', imported: undefined },
      MODEL,
    ]
    expect(causeOf({ factors: factorsOf({ code }), divergence: parted('loss') })).toMatchObject({
      certainty: 'firm',
      candidates: [{ change: MODEL, others: 0 }],
    })
    expect(
      causeOf({ factors: factorsOf({ code: code.slice(0, 2) }), divergence: parted('loss') }),
    ).toMatchObject({ certainty: 'open', candidates: [{ weight: 'possible' }] })
  })
})
