import { describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import {
  between,
  codeChanges,
  explained,
  factor,
  materialOf,
  nothing,
  scene,
  type Made,
} from './world.ts'

const train = 'import model\nfor step in range(10):\n    model.step(0.1)\n'

test('the lines that differ, with two lines around them', () => {
  const report = between(
    { files: { 'train.py': train } },
    { files: { 'train.py': train.replace('0.1', '0.2') } },
    'code',
  )
  expect(report).toMatchObject({ status: 'different', unknown: [], advice: undefined })
  expect(codeChanges(report)).toEqual([
    {
      kind: 'code',
      path: 'train.py',
      how: 'changed',
      imported: undefined,
      hunks: [
        {
          beforeLine: 1,
          afterLine: 1,
          lines: [
            ' import model',
            ' for step in range(10):',
            '-    model.step(0.1)',
            '+    model.step(0.2)',
          ],
        },
      ],
      note: undefined,
    },
  ])
})

test('imported files first; a side without the probe leaves it open', () => {
  const before = { 'a_tool.py': '1', 'model.py': '1', 'z.py': '1' }
  const after = { 'a_tool.py': '2', 'model.py': '2', 'z.py': '1' }
  const both = between(
    { files: before, imported: ['model.py'] },
    { files: after, imported: ['model.py'] },
    'code',
  )
  expect(codeChanges(both).map(({ path, imported }) => [path, imported])).toEqual([
    ['model.py', true],
    ['a_tool.py', false],
  ])
  const one = between({ files: before }, { files: after, imported: ['model.py'] }, 'code')
  expect(codeChanges(one).map(({ path, imported }) => [path, imported])).toEqual([
    ['model.py', true],
    ['a_tool.py', undefined],
  ])
})

describe('files that were not the same any more when they were imported', () => {
  const files = { 'train.py': '1', 'net.py': '1', 'new.py': '1' }
  const imported = ['train.py', 'net.py']
  const before: Made = { files, imported, held: { 'train.py': '0.1' } }
  const after: Made = { files, imported, held: { 'train.py': '0.2' } }

  test('differ, though the tree does not', () => {
    const report = between(before, after, 'code')
    expect(report.status).toBe('different')
    expect(codeChanges(report)).toEqual([
      {
        kind: 'code',
        path: 'train.py',
        how: 'changed',
        imported: true,
        hunks: undefined,
        note: expect.stringContaining('`setup`'),
      },
    ])
    expect(between(before, before, 'code').status).toBe('same')
  })

  test('a file that changed in the tree is told once; one imported on one side alone is no cause', () => {
    const changed = {
      ...after,
      files: { ...files, 'train.py': '2' },
      imported: [...imported, 'new.py'],
    }
    expect(codeChanges(between(before, changed, 'code')).map(({ path }) => path)).toEqual([
      'train.py',
    ])
    const more = { ...before, imported: [...imported, 'new.py'] }
    expect(between(before, more, 'code').status).toBe('same')
  })

  test('without the lists it is unknown', () => {
    const report = factor(explained(scene(before), scene(after), nothing), 'code')
    expect(report).toMatchObject({
      status: 'unknown',
      unknown: [expect.stringContaining('imported')],
    })
  })
})

describe('files beside ordinary changes', () => {
  test('added, removed, moved', () => {
    const report = between(
      { files: { 'old.py': 'x\n', 'gone.py': 'g\n' } },
      { files: { 'new.py': 'x\n', 'more.py': 'm\n' } },
      'code',
    )
    expect(codeChanges(report).map(({ path, how, note }) => [path, how, note])).toEqual([
      ['gone.py', 'removed', undefined],
      ['more.py', 'added', undefined],
      ['new.py', 'added', 'the same bytes as old.py, which was removed'],
      ['old.py', 'removed', undefined],
    ])
    expect(codeChanges(report)[1]?.hunks).toEqual([{ beforeLine: 1, afterLine: 1, lines: ['+m'] }])
  })

  test('executable bit, link, binary, line endings', () => {
    const files = { 'run.sh': 'x', latest: '', 'm.py': 'a\n', 'lib.so': 'a', 'odd.py': 'a\0' }
    const report = between(
      { files, values: { 'run.sh': sha256('x'), latest: 'link:a' } },
      {
        files: { ...files, 'm.py': 'a\r\n', 'lib.so': 'b', 'odd.py': 'b\0' },
        values: { 'run.sh': `x ${sha256('x')}`, latest: 'link:b' },
      },
      'code',
    )
    expect(codeChanges(report).map(({ path, note }) => [path, note])).toEqual([
      ['latest', 'a symbolic link: a → b'],
      ['lib.so', 'its contents are not at hand'],
      ['m.py', 'only line endings, or the newline at the end, differ'],
      ['odd.py', 'not text: its lines are not compared'],
      ['run.sh', 'only the executable bit differs'],
    ])
  })

  test('data and package locks belong to other factors', () => {
    const before = {
      'data/a.csv': '1',
      'tiny.txt': '1',
      'requirements.txt': '1',
      'conf.json': '1',
      'uv.lock': '1',
    }
    const after = {
      'data/a.csv': '2',
      'tiny.txt': '2',
      'requirements.txt': '2',
      'conf.json': '2',
      'uv.lock': '2',
    }
    const pins = (digest: string) => ({ 'uv.lock': sha256(digest) })
    const made = [before, after].map((files, index) => ({
      files,
      record: ({ environment }: { environment: object }) => ({
        environment: { ...environment, pins: pins(String(index)) } as never,
      }),
    }))
    const [a, b] = [made[0]!, made[1]!]
    expect(codeChanges(between(a, b, 'code')).map(({ path }) => path)).toEqual([
      'conf.json',
      'requirements.txt',
    ])
    expect(between(a, b, 'data').changes).toMatchObject([
      { path: 'data/a.csv' },
      { path: 'tiny.txt' },
    ])
    expect(between(a, b, 'environment').changes).toMatchObject([
      { kind: 'setting', name: 'pins.uv.lock' },
    ])
  })
})

describe('what is not at hand', () => {
  const [before, after] = [scene({ files: { 'a.py': '1' } }), scene({ files: { 'a.py': '2' } })]

  test('without the lists of files nothing is said, and how to get them', () => {
    const report = factor(explained(before, after, nothing), 'code')
    expect(report).toMatchObject({
      status: 'unknown',
      changes: [],
      advice: expect.stringContaining('attachments'),
    })
    expect(factor(explained(before, after, nothing), 'data').status).toBe('unknown')
  })

  test('equal digests need no lists', () => {
    expect(factor(explained(before, before, nothing), 'code').status).toBe('same')
  })

  test('a damaged list is as good as none', () => {
    const material = { ...nothing, attachment: () => Buffer.from('{}') }
    expect(factor(explained(before, after, material), 'code').status).toBe('unknown')
  })

  test('a text that is not the one trained is refused', () => {
    const material = { ...materialOf(before, after), text: () => Buffer.from('something else') }
    expect(codeChanges(factor(explained(before, after, material), 'code'))).toMatchObject([
      { path: 'a.py', hunks: undefined, note: 'its contents are not at hand' },
    ])
  })
})

test('huge and many files stay bounded', () => {
  const many = (text: string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`m${index}.py`, text]))
  const lines = (word: string): string =>
    Array.from({ length: 3000 }, (_, index) => `${word}${index}`).join('\n')
  const long = 'y'.repeat(1_000_000)
  const report = between(
    { files: { ...many('1\n'), 'a.py': lines('a'), 'b.py': '', 'c.py': `${long}1` } },
    {
      files: {
        ...many('2\n'),
        'a.py': lines('b'),
        'b.py': lines('b').slice(0, 4000),
        'c.py': `${long}2`,
      },
    },
    'code',
  )
  const [a, b, c] = codeChanges(report)
  expect(a).toMatchObject({ hunks: undefined, note: expect.stringContaining('too many lines') })
  expect(b?.hunks?.[0]?.lines).toHaveLength(200)
  expect(b?.note).toMatch(/^\d+ more lines/)
  expect(JSON.stringify(c).length).toBeLessThan(2000)
  const notes = codeChanges(report).map(({ note }) => note)
  expect(notes.filter((note) => note?.startsWith('beyond'))).toHaveLength(43)
})
