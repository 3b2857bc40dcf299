import { describe, expect, test } from '@jest/globals'
import { isLfsPointer } from '../../src/readers/lfs.ts'
import { memorySource } from '../../src/readers/memory.ts'
import { detectPins, readPins } from '../../src/readers/pins/read.ts'
import { bytesOf, expectedOf, real } from './files.ts'

const read = (name: string, text: string) => {
  const { pins, loose } = readPins(memorySource(name, text))
  return { pins: pins.map(({ name, version }) => `${name} ${version}`), loose }
}
const requirement = (line: string) => read('requirements.txt', line)

describe('real locks', () => {
  const expected = Object.entries(
    expectedOf<Record<string, Record<string, { version: string }>>>('locks'),
  )
  test.each(expected)('%s', (file, packages) => {
    const { pins, loose } = readPins(real(`locks/${file}`))
    const wanted = Object.entries(packages).map(([name, { version }]) => [
      name.replaceAll('_', '-'),
      version,
    ])
    expect(pins.map(({ name, version }) => [name, version]).sort()).toEqual(wanted.sort())
    expect(loose).toEqual([])
  })

  test('environment.yml', () => {
    const { pins, loose } = readPins(real('locks/environment.yml'))
    expect(pins).toEqual([
      { name: 'python', version: '3.11.7' },
      { name: 'numpy', version: '1.26.4' },
      { name: 'idna', version: '3.10' },
    ])
    expect(loose).toEqual(['pip', '-r requirements.txt'])
  })
})

describe('requirements', () => {
  test.each<[string, string]>([
    ['numpy==1.26.4', 'numpy 1.26.4'],
    ['Typing_Extensions == 4.16.0 ; python_version < "3.13"', 'typing-extensions 4.16.0'],
    ['torch[cuda,dev]==2.4.1+cu121 --hash=sha256:abc  # pinned', 'torch 2.4.1+cu121'],
    ['a.b===1.0', 'a-b 1.0'],
    ['a (==1.0)', 'a 1.0'],
    ['a>=1,==1.5', 'a 1.5'],
    ['a==1.0 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11', 'a 1.0'],
  ])('%j is pinned', (line, pin) => {
    expect(requirement(line)).toEqual({ pins: [pin], loose: [] })
  })

  test.each<[string, string]>([
    ['idna>=3.4', 'idna>=3.4'],
    ['idna', 'idna'],
    ['idna==3.*', 'idna==3.*'],
    ['idna~=3.4 ; python_version > "3"', 'idna~=3.4 ; python_version > "3"'],
    ['-r base.txt', '-r base.txt'],
    ['--constraint=c.txt', '--constraint=c.txt'],
    ['a @ https://host.example/a-1.whl', 'a @ https://host.example/a-1.whl'],
    ['git+https://host.example/a.git@main', 'git+https://host.example/a.git@main'],
    ['-e git+https://host.example/a.git#egg=a', 'git+https://host.example/a.git#egg=a'],
    ['!?', '!?'],
  ])('%j is loose', (line, loose) => {
    expect(requirement(line)).toEqual({ pins: [], loose: [loose] })
  })

  test.each([
    '',
    '# a comment',
    '--index-url https://host.example/simple',
    '-e .',
    './local',
    `a @ git+https://host.example/a.git@${'0'.repeat(40)}`,
    `a @ https://host.example/a.whl#sha256=${'0'.repeat(64)}`,
  ])('%j names no version, and leaves none open', (line) => {
    expect(requirement(line)).toEqual({ pins: [], loose: [] })
  })
})

test('Pipfile.lock, pdm.lock and conda-lock.yml', () => {
  expect(
    read(
      'Pipfile.lock',
      '{"default": {"idna": {"version": "==3.10"}, "own": {"path": "."}}, "develop": {"x": {"version": "*"}}}',
    ),
  ).toEqual({ pins: ['idna 3.10'], loose: ['x'] })
  expect(read('pdm.lock', '[[package]]\nname = "Idna"\nversion = "3.10"\n')).toEqual({
    pins: ['idna 3.10'],
    loose: [],
  })
  expect(
    read('conda-lock.yml', 'package:\n- {name: numpy, version: 1.26.4, platform: linux-64}\n'),
  ).toEqual({ pins: ['numpy 1.26.4'], loose: [] })
})

test('a package without a version is loose, unless it is the project itself', () => {
  const lock =
    '[[package]]\nname = "me"\nsource = { editable = "." }\n[[package]]\nname = "other"\nsource = { url = "https://host.example/x" }\n'
  expect(read('uv.lock', lock)).toEqual({ pins: [], loose: ['other'] })
})

test('conda: how much of a version pins it', () => {
  const text = 'dependencies: [conda-forge::a=1.2.3, b=1.2, "c==1.2", d=1.2=py_0, "e>=1", f]\n'
  expect(read('environment.yml', text)).toEqual({
    pins: ['a 1.2.3', 'c 1.2', 'd 1.2'],
    loose: ['b=1.2', 'e>=1', 'f'],
  })
})

test('which files are locks', () => {
  const paths = [
    'uv.lock',
    'poetry.lock',
    'pylock.toml',
    'pylock.dev.toml',
    'requirements.txt',
    'requirements-dev.txt',
    'requirements/base.txt',
    'environment.yml',
    'conda-lock.yml',
    'Pipfile.lock',
    'pdm.lock',
    'sub/uv.lock',
  ]
  const others = [
    'pyproject.toml',
    'notes.txt',
    'yarn.lock',
    '.venv/lib/requirements.txt',
    'node_modules/x/requirements.txt',
    'requirements.in',
  ]
  expect(detectPins([...others, ...paths])).toEqual(paths.toSorted())
})

test.each<[string, string, string]>([
  ['Cargo.lock', '', 'pins-format'],
  ['uv.lock', 'version = \n', 'toml-syntax'],
  ['Pipfile.lock', '{', 'json-syntax'],
  ['environment.yml', 'a: [', 'yaml-syntax'],
])('%s %j: %s', (name, text, code) => {
  const attempt = () => readPins(memorySource(name, text))
  expect(attempt).toThrow(expect.objectContaining({ code }))
})

test('a Git LFS pointer is told from the data it stands for', () => {
  const pointer = bytesOf('lfs/pointer.txt').toString()
  const is = (text: string) => isLfsPointer(memorySource('data.csv', text))
  expect(is(pointer)).toBe(true)
  expect(
    is(pointer.replace('https://git-lfs.github.com/spec/v1', 'https://hawser.github.com/spec/v1')),
  ).toBe(true)
  expect(is('')).toBe(false)
  expect(is('step,loss\n1,2\n')).toBe(false)
  expect(is(pointer.replace('sha256', 'md5'))).toBe(false)
  expect(is(pointer + 'x'.repeat(1024))).toBe(false)
})
