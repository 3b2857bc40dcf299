import { describe, expect, test } from '@jest/globals'
import { wanted } from '../../src/explain/wanted.ts'
import { between, dataChanges, explained, factor, materialOf, scene, settings } from './world.ts'

const csv = 'id,label\n1,a\n2,b\n3,c\n'

test('a changed row of a declared file is named', () => {
  const report = between(
    { files: { 'data/train.csv': csv }, data: { 'data/train.csv': { 'data/train.csv': csv } } },
    {
      files: { 'data/train.csv': csv.replace('2,b', '2,x') },
      data: { 'data/train.csv': { 'data/train.csv': csv.replace('2,b', '2,x') } },
    },
    'data',
  )
  expect(report.changes).toEqual([
    {
      kind: 'data',
      path: 'data/train.csv',
      how: 'changed',
      rows: [{ how: 'changed', row: 2, line: 3, columns: ['label'], before: '2,b', after: '2,x' }],
      total: 1,
    },
  ])
})

test('so is that of a table nobody declared', () => {
  const report = between(
    { files: { 'train.csv': csv } },
    { files: { 'train.csv': csv.replace('2,b', '2,x') } },
    'data',
  )
  expect(dataChanges(report)).toMatchObject([{ path: 'train.csv', total: 1 }])
})

test('of data outside the tree only the files are named, and nothing is asked for', () => {
  const before = scene({
    data: { '/mnt/set': { '/mnt/set/a.csv': '1', '/mnt/set/b.csv': '1', '../up.csv': '1' } },
  })
  const after = scene({
    data: { '/mnt/set': { '/mnt/set/a.csv': '2', '/mnt/set/c.csv': '1', '../up.csv': '2' } },
  })
  const attachment = materialOf(before, after).attachment
  expect(wanted(after.record, before.record, attachment)).toEqual([])
  expect(
    dataChanges(factor(explained(before, after), 'data')).map(({ path, how, rows }) => [
      path,
      how,
      rows,
    ]),
  ).toEqual([
    ['../up.csv', 'changed', undefined],
    ['/mnt/set/a.csv', 'changed', undefined],
    ['/mnt/set/b.csv', 'removed', undefined],
    ['/mnt/set/c.csv', 'added', undefined],
  ])
})

describe('a set that one side declares', () => {
  test('is no other data where the tree had the same files', () => {
    const files = { 'data/a.csv': csv }
    const made = [{ files }, { files, data: { data: files } }] as const
    expect(between(...made, 'data').status).toBe('same')
    expect(settings(between(...made, 'config'))).toEqual(['data.data: none → bind'])
  })

  test('is different where they were other files', () => {
    const report = between(
      { files: { 'data/a.csv': csv } },
      {
        files: { 'data/a.csv': csv.replace('2,b', '2,x') },
        data: { data: { 'data/a.csv': csv.replace('2,b', '2,x'), 'data/new.bin': '1' } },
      },
      'data',
    )
    expect(dataChanges(report)).toMatchObject([
      { path: 'data/a.csv', total: 1 },
      { path: 'data/new.bin', how: 'added' },
    ])
  })

  test('is unknown without its list', () => {
    const [before, after] = [scene({}), scene({ data: { set: { 'set/a': '1' } } })]
    const report = factor(explained(before, after, { ...materialOf(before, before) }), 'data')
    expect(report).toMatchObject({
      status: 'unknown',
      unknown: [expect.stringContaining('set is declared on one side')],
    })
  })
})

test('two lists that are not at hand still prove that the set differs', () => {
  const [before, after] = [
    scene({ data: { set: { 'set/a': '1' } } }),
    scene({ data: { set: { 'set/a': '2' } } }),
  ]
  const report = factor(explained(before, after, { ...materialOf(before, before) }), 'data')
  expect(report).toMatchObject({
    status: 'different',
    changes: [{ kind: 'data', path: 'set', how: 'changed', rows: undefined }],
    unknown: [expect.stringContaining('which files of set differ')],
  })
})
