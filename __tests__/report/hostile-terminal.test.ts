import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { displayWidth } from '../../src/report/terminal/style.ts'
import { renderFindings, renderRecord, renderTerminal } from '../../src/report/terminal/terminal.ts'
import { exampleRun } from './example.ts'
import { hostileText } from './baits.ts'
import { hostileCase, hostileReport, infest, RUNS, unseen } from './hostile.ts'
import { FINDINGS } from './reasons.ts'

/** Our own styles. */
const STYLES = new RegExp(`${'\u001b'}\\[(?:0|1|2|3|31|32|33|34|36)m`, 'g')

test('no control character comes from data', () => {
  fc.assert(
    fc.property(
      hostileCase,
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 20, max: 140 }),
      (one, color, details, columns) => {
        const text = renderTerminal(hostileReport(one), { color, columns, details })
        expect(unseen(color ? text.replace(STYLES, '') : text)).toEqual([])
      },
    ),
    { numRuns: RUNS },
  )
})

test('nor from a finding or a record', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1 }), fc.boolean(), (texts, color) => {
      const options = { color, columns: 80 }
      const text =
        renderFindings(infest(Object.values(FINDINGS), texts), options) +
        renderRecord(infest(exampleRun, texts), options)
      expect(unseen(color ? text.replace(STYLES, '') : text)).toEqual([])
    }),
    { numRuns: RUNS / 10 },
  )
})

test('wide characters and marks are measured as a terminal shows them', () => {
  expect(['abc', '漢字', 'e\u0301', '👍', '\u001b[31m'].map(displayWidth)).toEqual([3, 4, 1, 2, 4])
})
