import { expect, test } from '@jest/globals'
import { describeWith, torchPython } from '../probe/pythons.ts'
import { MUTATIONS } from './catalogue/catalogue.ts'
import { MUTATION_CLASSES, pairsOf } from './mutation.ts'
import { sampleOf } from './sample.ts'
import { scoresOf } from './suite.ts'

const MINUTES = 60_000

describeWith(torchPython(), 'every class of mutation, on two trainings', (python) => {
  const pairs = sampleOf(pairsOf(MUTATIONS))

  test('the sample has each class twice', () => {
    for (const name of MUTATION_CLASSES) {
      const trainings = pairs.filter(({ mutation }) => mutation.class === name)
      expect([name, new Set(trainings.map(({ training }) => training)).size]).toEqual([name, 2])
    }
  })

  test(
    'the first step and tensor are found, with the class of the cause and the size',
    async () => {
      const scores = await scoresOf(python, pairs)
      const wrong = scores.filter(
        ({ step, tensor, kind, size, firmlyWrong }) =>
          firmlyWrong || !(step && tensor && kind && size),
      )
      expect(wrong.map(({ name, said }) => `${name}: ${said}`)).toEqual([])
    },
    10 * MINUTES,
  )
})
