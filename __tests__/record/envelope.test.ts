import { describe, expect, test } from '@jest/globals'
import { parseEnvelope, trustOf, type Trust } from '../../src/record/envelope.ts'
import { exampleEnvelope } from './example-envelope.ts'

describe('trustOf', () => {
  const rows: [string, Parameters<typeof exampleEnvelope>[0], Trust][] = [
    ['a push to a protected ref', {}, 'protected'],
    ['a schedule', { event: 'schedule' }, 'protected'],
    ['started by hand', { event: 'workflow_dispatch' }, 'protected'],
    ['a push to another branch', { protectedRef: false }, 'branch'],
    ['a pull request of the repository', { event: 'pull_request', protectedRef: false }, 'branch'],
    ['a pull request that claims a protected ref', { event: 'pull_request' }, 'branch'],
    ['a comment on the default branch', { event: 'issue_comment' }, 'branch'],
    ['an event that nobody knows yet', { event: 'PUSH' }, 'branch'],
    ['names that differ in case', { headRepository: 'Example/PROJECT' }, 'protected'],
    ["a fork's pull request", { headRepository: 'other/project', event: 'pull_request' }, 'fork'],
    ['a fork that claims to be protected', { headRepository: 'other/project' }, 'fork'],
  ]

  test.each(rows)('%s', (_, overrides, trust) => {
    expect(trustOf(exampleEnvelope(overrides))).toBe(trust)
  })

  test('a head repository that is gone counts as a fork', () => {
    const { headRepository: _, ...gone } = exampleEnvelope()
    expect(trustOf(gone)).toBe('fork')
  })
})

describe('parseEnvelope', () => {
  test('gives back what was written', () => {
    const { headRepository: _, ...gone } = exampleEnvelope()
    for (const envelope of [exampleEnvelope(), gone]) {
      expect(parseEnvelope(JSON.stringify(envelope), 'e.json')).toEqual(envelope)
    }
  })

  const wrong: [string, object, RegExp][] = [
    ['a field too much', { trust: 'protected' }, /trust/],
    ['a missing actor', { actor: undefined }, /actor/],
    ['a run that is no number', { run: '1' }, /run/],
    ['a run below zero', { run: -1 }, /run/],
    ['an attempt of zero', { attempt: 0 }, /attempt/],
    ['a commit that is a branch', { commit: 'main' }, /commit/],
    ['a text without end', { ref: 'x'.repeat(1001) }, /ref/],
    ['a word for a truth', { protectedRef: 'true' }, /protectedRef/],
  ]

  test.each(wrong)('refuses %s', (_, overrides, said) => {
    const text = JSON.stringify({ ...exampleEnvelope(), ...overrides })
    expect(() => parseEnvelope(text, 'e.json')).toThrow(
      expect.objectContaining({
        code: 'envelope-invalid',
        message: expect.stringMatching(said),
        place: { file: 'e.json' },
      }),
    )
  })

  test('refuses what is no JSON, says a thing twice, or is no object', () => {
    const code = (text: string): unknown => {
      try {
        return parseEnvelope(text, 'e.json')
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    const twice = JSON.stringify(exampleEnvelope()).replace('{', '{"run":1,')
    expect(['', '{', twice, '[]', 'null'].map(code)).toEqual([
      'json-syntax',
      'json-syntax',
      'json-duplicate-key',
      'envelope-invalid',
      'envelope-invalid',
    ])
  })
})
