import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { leftOut } from '../../src/retrain/left-out.ts'

describe('leftOut', () => {
  const place = { directory: 'project', seenAs: '/home/u/r' }
  const ignored = [
    'project/data/a b.csv',
    'data/top.bin',
    'src/pkg/_version.py',
    'cache/deep/x',
    'project/model.bin',
  ]

  test.each([
    [
      "FileNotFoundError: [Errno 2] No such file or directory: 'data/a b.csv'",
      ['project/data/a b.csv'],
    ],
    ["FileNotFoundError: [Errno 2] No such file or directory: '../data/top.bin'", ['data/top.bin']],
    ['OSError: /home/u/r/data/top.bin not found.', ['data/top.bin']],
    ["ModuleNotFoundError: No module named 'pkg._version'", ['src/pkg/_version.py']],
    ["ImportError: cannot import name '_version' from 'pkg' (/x/y.py)", ['src/pkg/_version.py']],
    ['cat: ./model.bin: No such file or directory', ['project/model.bin']],
    ["NotADirectoryError: '../cache'", ['cache/deep/x']],
    ['  File "/home/u/r/data/top.bin", line 3, in <module>', []],
    ["FileNotFoundError: '/elsewhere/data/top.bin'", []],
    ['ValueError: nothing to do with files', []],
  ])('%s', (text, expected) =>
    expect(leftOut(`Traceback (most recent call last):\n${text}\n`, ignored, place)).toEqual(
      expected,
    ),
  )

  test('any text gives some of the ignored files', () => {
    fc.assert(
      fc.property(fc.string(), (text) =>
        leftOut(text, ignored, place).every((path) => ignored.includes(path)),
      ),
    )
  })

  // In a process that can be stopped: these took minutes.
  test.each([
    ['carriage returns', `'\\r'.repeat(300_000) + 'x'`],
    ['blanks', `' '.repeat(3_000_000) + 'x'`],
    ['dots', `'.'.repeat(3_000_000) + 'x'`],
    ['frames', `('  File "a", line x' + '", line '.repeat(200) + '\\n').repeat(2000)`],
    ['quotes', `'"a'.repeat(1_000_000) + "'b".repeat(1_000_000)`],
    ['modules', `"No module named 'a.b'\\n".repeat(20_000)`],
  ])('many %s take no long time', (_, text) => {
    const source = JSON.stringify(join(import.meta.dirname, '../../src/retrain/left-out.ts'))
    const program = `
      import { leftOut } from ${source}
      const ignored = Array.from({ length: 20_000 }, (_, index) => 'cache/' + index)
      console.log(leftOut(${text}, ignored, { directory: '.', seenAs: '/r' }).length)`
    const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program]
    const { stdout } = spawnSync(process.execPath, options, { timeout: 20_000, encoding: 'utf8' })
    expect(stdout).toBe('0\n')
  })
})
