import { expect, test } from '@jest/globals'
import { exitOf } from '../../src/retrain/exit.ts'

test('exits: ours, the program’s, and those from outside', () => {
  const none = { ended: undefined, signal: null } as const
  expect(exitOf({ ...none, code: 0 })).toEqual({ how: 'finished', code: 0 })
  expect(exitOf({ ...none, code: 139 })).toEqual({ how: 'crashed', code: 139, signal: 'SIGSEGV' })
  expect(exitOf({ ...none, code: 137 })).toEqual({ how: 'killed', code: 137, signal: 'SIGKILL' })
  expect(exitOf({ ...none, code: null, signal: 'SIGKILL' })).toEqual({
    how: 'killed',
    signal: 'SIGKILL',
  })
  expect(exitOf({ ended: 'timeout', code: 137, signal: null })).toEqual({
    how: 'timeout',
    signal: 'SIGKILL',
  })
})
