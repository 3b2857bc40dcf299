import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { otherNumpy, versionsOf } from '../../scripts/pythons.ts'
import { describeWith, torchPython } from '../probe/pythons.ts'
import { MUTATIONS } from './catalogue/catalogue.ts'
import { MUTATION_CLASSES, nameOf, pairsOf } from './mutation.ts'
import { Oracle } from './oracle/oracle.ts'
import { agrees } from './oracle/agrees.ts'
import { atOnce, scoresOf } from './suite.ts'
import { byClass, meetsAim, tableOf, tally } from './table.ts'

const SCORES = join(import.meta.dirname, 'scores.json')
const HOUR = 60 * 60 * 1000
const PACKAGES = ['torch', 'numpy', 'transformers', 'lightning']

describeWith(torchPython(), 'every mutation of every training', (python) => {
  const pairs = pairsOf(MUTATIONS)
  const oracle = new Oracle(python, otherNumpy())
  afterAll(() => oracle.end())

  test('there are at least 40, of every class', () => {
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(40)
    expect(new Set(MUTATIONS.map((mutation) => mutation.class))).toEqual(new Set(MUTATION_CLASSES))
  })

  test(
    'the reference recorder finds the first difference where the catalogue says',
    async () => {
      const found = await atOnce(pairs, async (pair) => ({
        name: nameOf(pair),
        disagrees: agrees(pair, await oracle.parting(pair)),
      }))
      expect(found.filter(({ disagrees }) => disagrees !== undefined)).toEqual([])
    },
    HOUR,
  )

  test(
    'step and tensor are exact, 95 % of the classes acceptable, and no firm sentence is wrong',
    async () => {
      const scores = await scoresOf(python, pairs)
      const tuned = scores.filter((score) => !score.heldOut)
      const heldOut = scores.filter((score) => score.heldOut)
      writeFileSync(SCORES, figures(python, tuned, heldOut))
      const misses = tuned.filter((one) => !(one.step && one.tensor && one.named && one.size))
      process.stdout.write(
        `${tableOf(scores)}\n${misses.map(({ name, said }) => `${name}: ${said}\n`).join('')}`,
      )
      expect({ tuned: meetsAim(tally(tuned)), heldOut: meetsAim(tally(heldOut)) }).toEqual({
        tuned: true,
        heldOut: true,
      })
    },
    HOUR,
  )
})

function figures(
  python: string,
  tuned: Parameters<typeof tally>[0],
  heldOut: Parameters<typeof tally>[0],
): string {
  const found = versionsOf(python, PACKAGES) ?? []
  const versions = Object.fromEntries(PACKAGES.map((name, at) => [name, found[at]]))
  const halves = {
    tuned: { all: tally(tuned), classes: byClass(tuned) },
    heldOut: { all: tally(heldOut), classes: byClass(heldOut) },
  }
  return `${JSON.stringify({ versions, ...halves }, null, 2)}\n`
}
