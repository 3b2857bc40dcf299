import { test } from '@jest/globals'
import { describeWith, oldTorchPython, torchPython } from '../pythons.ts'
import { expectUndisturbed } from './undisturbed.ts'

describeWith(torchPython(), 'twenty kinds of trainings', (python) => {
  test('are the same under the other schedules', async () => {
    await expectUndisturbed(python, ['standard', 'rolling', 'window:3-9999'])
  }, 240_000)
})

describeWith(oldTorchPython(), 'twenty kinds of trainings with an old torch', (python) => {
  test('are the same under each schedule', async () => {
    await expectUndisturbed(python, ['dense', 'standard', 'rolling'])
  }, 240_000)
})
