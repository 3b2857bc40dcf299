import { test } from '@jest/globals'
import { describeWith, torchPython } from '../pythons.ts'
import { expectUndisturbed } from './undisturbed.ts'

describeWith(torchPython(), 'twenty kinds of trainings', (python) => {
  test('are the same with every step recorded in full', async () => {
    await expectUndisturbed(python, ['dense'])
  }, 120_000)
})
