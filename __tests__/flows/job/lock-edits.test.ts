import { describe, expect, test } from '@jest/globals'
import { lockEdits, removedWithBaseline } from '../../../src/flows/job/lock-edits.ts'
import type { Base } from '../../../src/flows/base.ts'
import { parseLockText, type LockState, type Project } from '../../../src/flows/project.ts'
import { removedModels } from '../../../src/flows/removed.ts'
import { setBaseline, writeLock } from '../../../src/spec/lock-file.ts'
import type { Lock } from '../../../src/spec/lock.ts'
import { entryOf, runOf, tolerant } from '../../compare/case.ts'

const one = entryOf(runOf(), tolerant)
const other = entryOf(runOf(), tolerant)

/** A lock as it is read from a file. */
function lockOf(entries: Readonly<Record<string, typeof one>>): LockState {
  let lock: Lock | undefined
  for (const [key, entry] of Object.entries(entries)) lock = setBaseline(lock, key, entry)
  return lock === undefined ? { state: 'absent' } : parseLockText(writeLock(lock))
}

describe('every edited entry of the lock is named', () => {
  test.each<[string, LockState, LockState, unknown]>([
    ['none', lockOf({ 'a @ arm64': one }), lockOf({ 'a @ arm64': one }), []],
    [
      'a first one',
      { state: 'absent' },
      lockOf({ 'a @ arm64': one }),
      [{ key: 'a @ arm64', how: 'added' }],
    ],
    [
      'one that was taken out',
      lockOf({ 'a @ arm64': one, 'b @ arm64': one }),
      lockOf({ 'b @ arm64': one }),
      [{ key: 'a @ arm64', how: 'removed' }],
    ],
    [
      'one that was changed',
      lockOf({ 'a @ arm64': one }),
      lockOf({ 'a @ arm64': other }),
      [{ key: 'a @ arm64', how: 'changed' }],
    ],
    [
      'a lock that was removed',
      lockOf({ 'a @ arm64': one }),
      { state: 'absent' },
      [{ key: 'a @ arm64', how: 'removed' }],
    ],
    [
      'in order',
      { state: 'absent' },
      lockOf({ 'b @ arm64': one, 'a @ h100 x2': one, 'a @ arm64': one }),
      ['a @ arm64', 'a @ h100 x2', 'b @ arm64'].map((key) => ({ key, how: 'added' })),
    ],
    ['neither has one', { state: 'absent' }, { state: 'absent' }, []],
  ])('%s', (_name, base, head, edits) => expect(lockEdits(base, head)).toEqual(edits))
})

describe('a model that has gone', () => {
  const projectOf = (lock: LockState, ...models: string[]): Project =>
    ({
      lock,
      spec: { models: Object.fromEntries(models.map((name) => [name, tolerant])) },
    }) as unknown as Project
  const baseOf = (lock: LockState, ...models: string[]): Base =>
    ({ lock, spec: { state: 'found', spec: projectOf(lock, ...models).spec } }) as unknown as Base
  const gone = (project: Project, base: Base): string[] =>
    removedModels(project, base).map(({ verdict }) => `${verdict.model}: ${verdict.verdict}`)

  test('with its baseline: a person said so, and the report repeats it', () => {
    const base = baseOf(lockOf({ 'a @ arm64': one, 'b @ arm64': one }), 'a', 'b')
    const head = projectOf(lockOf({ 'a @ arm64': one }), 'a')
    expect(removedWithBaseline(head, base)).toEqual(['b'])
    expect(gone(head, base)).toEqual([])
  })

  test('without it: a comparison that could not be made', () => {
    const base = baseOf(lockOf({ 'a @ arm64': one, 'b @ arm64': one }), 'a', 'b')
    const head = projectOf(lockOf({ 'a @ arm64': one, 'b @ arm64': one }), 'a')
    expect(removedWithBaseline(head, base)).toEqual([])
    expect(gone(head, base)).toEqual(['b: incomparable'])
  })

  test('one that had no baseline', () => {
    const base = baseOf({ state: 'absent' }, 'a', 'b')
    const head = projectOf({ state: 'absent' }, 'a')
    expect(removedWithBaseline(head, base)).toEqual([])
    expect(gone(head, base)).toEqual(['b: incomparable'])
  })
})
