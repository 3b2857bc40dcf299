import { afterAll, describe, expect, test } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  cleanUp,
  commitAll,
  git,
  LEVELS,
  makeRepository,
  temporaryFolder,
  train,
  trainOnce,
  write,
} from './repository.ts'

afterAll(cleanUp)

const names = (manifest: { entries: ReadonlyArray<readonly [string, string]> }): string[] =>
  manifest.entries.map(([name]) => name)

describe.each(LEVELS)('data at isolation level %i', (isolation) => {
  test('data in git come from the tree that is trained, at either side', async () => {
    const checkout = makeRepository({ 'data/x.csv': 'base', 'data/y.csv': 'y' })
    const commit = git(checkout, 'rev-parse', 'HEAD')
    write(checkout, { 'data/x.csv': 'head', 'data/z.csv': 'new' })
    const model = { train: 'cat data/*', data: [{ path: 'data/*.csv', mode: 'bind' as const }] }
    await trainOnce(checkout, { isolation, model }, (run) => {
      expect(run.out).toBe('headynew')
      expect(names(run.data[0]!.manifest)).toEqual(['data/x.csv', 'data/y.csv', 'data/z.csv'])
    })
    await trainOnce(checkout, { isolation, model, files: { from: 'commit', commit } }, (run) => {
      expect(run.out).toBe('basey')
      expect(run.data).toMatchObject([{ name: 'data/*.csv', mode: 'bind', files: 2, bytes: 5 }])
    })
  })

  test('git-ignored data come from the checkout, at either side, and are not part of the tree', async () => {
    const checkout = makeRepository({ '.gitignore': '/sets/\n/one.bin\n', 'a.txt': '' })
    const commit = commitAll(checkout)
    write(checkout, { 'sets/deep/x.csv': '1', 'sets/y.csv': '2', 'one.bin': '3' })
    const data = [
      { path: 'sets/', mode: 'bind' as const },
      { path: 'one.bin', mode: 'bind' as const },
    ]
    for (const files of [{ from: 'worktree' } as const, { from: 'commit', commit } as const]) {
      await trainOnce(
        checkout,
        { isolation, files, model: { train: 'cat sets/deep/x.csv sets/y.csv one.bin', data } },
        (run) => {
          expect(run.out).toBe('123')
          expect(run.data.map((set) => [set.name, names(set.manifest), set.after])).toEqual([
            ['sets/', ['sets/deep/x.csv', 'sets/y.csv'], undefined],
            ['one.bin', ['one.bin'], undefined],
          ])
          expect([...run.before.keys()]).toEqual(['.gitignore', 'a.txt'])
          expect(['sets', 'one.bin'].filter((path) => existsSync(join(run.copy, path)))).toEqual([])
        },
      )
    }
  })

  test('a folder that holds both is whole', async () => {
    const checkout = makeRepository({ '.gitignore': '*.bin\n', 'data/list.txt': 'a' })
    write(checkout, { 'data/a.bin': 'b' })
    await trainOnce(
      checkout,
      {
        isolation,
        model: { train: 'cat data/list.txt data/a.bin', data: [{ path: 'data', mode: 'bind' }] },
      },
      (run) => {
        expect(run.out).toBe('ab')
        expect(names(run.data[0]!.manifest)).toEqual(['data/a.bin', 'data/list.txt'])
      },
    )
  })

  test('data under home and elsewhere are named without the user', async () => {
    const home = temporaryFolder()
    const elsewhere = temporaryFolder()
    write(home, { 'sets/mini/x.csv': 'x' })
    write(elsewhere, { 'y.csv': 'y' })
    const checkout = makeRepository({ 'a.txt': '' })
    const data = [
      { path: '~/sets/mini', mode: 'bind' as const },
      { path: `${elsewhere}/*.csv`, mode: 'bind' as const },
    ]
    const train = `cat ${home}/sets/mini/x.csv ${elsewhere}/y.csv`
    await trainOnce(
      checkout,
      { isolation, caller: { ...process.env, HOME: home }, model: { train, data } },
      (run) => {
        expect(run.out).toBe('xy')
        expect(run.data.map(({ manifest }) => names(manifest))).toEqual([
          ['~/sets/mini/x.csv'],
          [`${elsewhere}/y.csv`],
        ])
      },
    )
  })

  test('mode copy: a loader may write beside its data; that is seen, and the original stays', async () => {
    const checkout = makeRepository({ '.gitignore': 'sets/\n', 'data/x.csv': 'x' })
    write(checkout, { 'sets/y.csv': 'y' })
    const data = [
      { path: 'data', mode: 'copy' as const },
      { path: 'sets', mode: 'copy' as const },
    ]
    const outputs = await train(
      checkout,
      {
        isolation,
        runs: 2,
        model: {
          data,
          train: 'ls data sets; echo i > data/index; echo i > sets/index; echo z > sets/y.csv',
        },
      },
      (run) => {
        expect(run.exit.how).toBe('finished')
        expect(run.data.map(({ after }) => names(after!))).toEqual([
          ['data/index', 'data/x.csv'],
          ['sets/index', 'sets/y.csv'],
        ])
        expect(existsSync(join(run.copy, 'sets'))).toBe(false)
        return run.out
      },
    )
    expect(outputs[1]).toBe(outputs[0])
    expect(readFileSync(join(checkout, 'sets/y.csv'), 'utf8')).toBe('y')
    expect(existsSync(join(checkout, 'sets/index'))).toBe(false)
  })

  test('a link of the tree to a set that is named elsewhere leads to it, and the set is digested', async () => {
    const elsewhere = temporaryFolder()
    write(elsewhere, { 'store/1': 'content', 'set/x.csv': '-> ../store/1' })
    const checkout = makeRepository({ data: `-> ${elsewhere}/set` })
    const data = ['data', elsewhere].map((path) => ({ path, mode: 'bind' as const }))
    await trainOnce(checkout, { isolation, model: { train: 'cat data/x.csv', data } }, (run) => {
      expect([run.out, run.err]).toEqual(['content', ''])
      expect(run.data[0]!.manifest.entries).toEqual([
        [`${elsewhere}/set/x.csv`, expect.stringMatching(/^sha256:/)],
      ])
    })
  })

  test.each([
    ['nowhere.csv', 'data-missing'],
    ['none/*.csv', 'data-missing'],
    ['/no/such/folder', 'data-missing'],
    ['.', 'data-refused'],
    ['..', 'data-refused'],
    ['~', 'data-refused'],
    ['/', 'data-refused'],
  ])('%s: %s', async (path, code) => {
    const checkout = makeRepository({ 'a.txt': '' })
    const attempt = trainOnce(
      checkout,
      { isolation, model: { data: [{ path, mode: 'bind' }] } },
      () => 0,
    )
    await expect(attempt).rejects.toMatchObject({ code, message: expect.stringContaining(path) })
  })
})

const testSandbox = LEVELS.includes(4) ? test : test.skip

testSandbox('in the sandbox bound data cannot be written, wherever they come from', async () => {
  const elsewhere = temporaryFolder()
  write(elsewhere, { 'x.csv': 'x' })
  const checkout = makeRepository({ '.gitignore': 'sets/\n', 'data/y.csv': 'y' })
  write(checkout, { 'sets/z.csv': 'z' })
  const data = ['data', 'sets', elsewhere].map((path) => ({ path, mode: 'bind' as const }))
  const train = `for folder in data sets ${elsewhere}; do echo changed > $folder/x.csv || echo refused; done`
  await trainOnce(checkout, { isolation: 4, model: { train, data } }, (run) => {
    expect(run.out).toBe('refused\nrefused\nrefused\n')
    expect(run.data.map(({ after }) => after)).toEqual([undefined, undefined, undefined])
  })
})
