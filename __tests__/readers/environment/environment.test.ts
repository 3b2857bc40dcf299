import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { environmentOf } from '../../../src/readers/environment/environment.ts'
import { spellPlace } from '../../../src/readers/environment/place.ts'
import {
  readProbe,
  type EndedReport,
  type ProbeReport,
} from '../../../src/readers/environment/probe.ts'
import { memorySource } from '../../../src/readers/memory.ts'
import { UserError } from '../../../src/record/error.ts'

const python = {
  implementation: 'cpython',
  version: '3.11.7',
  executable: '/home/ann/env/bin/python',
  prefix: '/home/ann/env',
  base_prefix: '/usr',
}
const started: ProbeReport = {
  schema: 'reprise/probe/v1',
  ended: false,
  pid: 7,
  ppid: 1,
  started: 10.5,
  argv: ['python', 'train.py'],
  python,
}
const STEPS = { state: 'on', mode: 'modules', steps: 20 } as const
const report: EndedReport = {
  ...started,
  ended: true,
  seconds: 3,
  forked: false,
  tree: '/build/r',
  errors: [],
  system: {
    platform: 'linux-x86_64',
    kernel: '6.1',
    os: 'Debian GNU/Linux 12',
    libc: 'glibc 2.36',
  },
  variables: { OMP_NUM_THREADS: '2', XLA_FLAGS: '/home/ann/x' },
  packages: { numpy: '2.1.0', torch: '2.11.0' },
  frameworks: {},
  modules: { tree: { 'train.py': null }, foreign: [] },
}
const torch = {
  torch: { version: '2.11.0', flags: { deterministic: true, threads: 2, cuda: null } },
}
const context = {
  tree: '/build/r',
  home: '/home/ann',
  platform: 'linux-x86_64',
  pins: {},
  env: { OMP_NUM_THREADS: '2' },
}

const read = (value: unknown) =>
  readProbe(
    memorySource('python-7-1.json', typeof value === 'string' ? value : JSON.stringify(value)),
  )

describe('a file in the probe’s folder', () => {
  test('is a report', () => {
    expect(read(report)).toEqual(report)
    expect(read(started)).toEqual(started)
  })

  test.each<[string, unknown, string]>([
    ['another schema', { ...report, schema: 'reprise/probe/v2' }, 'probe-invalid'],
    ['a field that is not ours', { ...report, secret: 1 }, 'probe-invalid'],
    [
      'a digest that is none',
      { ...report, modules: { tree: { a: 'sha256:0' }, foreign: [] } },
      'probe-invalid',
    ],
    [
      'a name of 5 000 characters',
      { ...report, modules: { tree: {}, foreign: ['x'.repeat(5000)] } },
      'probe-invalid',
    ],
    [
      'variables that no record could hold',
      {
        ...report,
        variables: Object.fromEntries(
          Array.from({ length: 99 }, (_, at) => [`V${at}`, 'x'.repeat(99)]),
        ),
      },
      'probe-invalid',
    ],
    ['no object', '[]', 'probe-invalid'],
    ['half a file', '{"schema":', 'json-syntax'],
    ['__proto__', '{"__proto__":{}}', 'json-key'],
    ['more than 8 MiB', ' '.repeat(9 * 1024 * 1024), 'source-large'],
  ])('%s is refused', (_, content, code) => {
    expect(() => read(content)).toThrow(expect.objectContaining({ code }))
  })

  test('of any bytes ends in a report or a coded error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          read(text)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
        }
      }),
    )
  })
})

describe('the environment of the interpreter that trained', () => {
  test('is spelled without home, user or tree', () => {
    const { environment, fact, packages, findings } = environmentOf([report], context)
    expect(environment).toMatchObject({
      python: { implementation: 'cpython', version: '3.11.7', executable: '~/env/bin/python' },
      platform: 'linux-x86_64',
      os: 'Debian GNU/Linux 12',
      packageCount: 2,
      variables: { XLA_FLAGS: '~/x' },
    })
    expect(environment.framework).toBeUndefined()
    expect(packages?.entries).toEqual([
      ['numpy', '2.1.0'],
      ['torch', '2.11.0'],
    ])
    expect(fact).toEqual({ state: 'recorded', source: 'probe' })
    expect(findings).toEqual([])
  })

  test.each<[string, EndedReport, EndedReport]>([
    [
      'that imported a framework, though another ran longer',
      { ...report, frameworks: torch },
      { ...report, seconds: 99 },
    ],
    [
      'that imported the tree, though its launcher has the framework too',
      { ...report, frameworks: torch },
      { ...report, frameworks: torch, seconds: 99, modules: { tree: {}, foreign: [] } },
    ],
    ['that is no fork', report, { ...report, forked: true, seconds: 99 }],
    [
      'that began last, of several that made steps',
      { ...report, started: 9, tracing: STEPS },
      { ...report, started: 5, seconds: 99, tracing: STEPS },
    ],
    ['that ran longest', { ...report, seconds: 99 }, report],
  ])('is the one %s', (_, right, wrong) => {
    expect(environmentOf([wrong, right], context).trained).toBe(right)
    expect(environmentOf([right, wrong], context).trained).toBe(right)
  })

  test('has the framework’s flags', () => {
    expect(
      environmentOf([{ ...report, frameworks: torch }], context).environment.framework,
    ).toEqual({ name: 'torch', ...torch.torch })
  })

  test('is unknown without a report, after a kill, and where a part failed', () => {
    const none = environmentOf([], context)
    expect(none.fact.state).toBe('unknown')
    expect(none.environment).toEqual({ platform: 'linux-x86_64', pins: {}, variables: {} })
    expect(none.findings).toMatchObject([
      { kind: 'probe-absent', why: expect.stringContaining('-I') },
    ])

    const killed = environmentOf([started], context)
    expect(killed.fact.state).toBe('unknown')
    expect(killed.environment.python?.version).toBe('3.11.7')
    expect(killed.environment.packages).toBeUndefined()
    expect(killed.findings).toMatchObject([
      { why: expect.stringContaining('did not end by itself') },
    ])

    const { packages: _, ...partial } = { ...report, errors: ['packages: OSError: no'] }
    const failed = environmentOf([partial], context)
    expect(failed.fact.state).toBe('unknown')
    expect(failed.findings).toMatchObject([{ why: 'a part of it failed: packages: OSError: no' }])
  })
})

test.each([
  ['/build/r/.venv/bin/python', './.venv/bin/python'],
  ['/build/r', '.'],
  ['/build/rest/python', '/build/rest/python'],
  ['/home/ann', '~'],
  ['/home/bob/x', '~/x'],
  ['/Users/bob/x', '~/x'],
  ['/usr/bin/python3', '/usr/bin/python3'],
])('the path %s is spelled %s', (path, spelled) => {
  expect(spellPlace(path, { tree: '/build/r', home: '/home/ann' })).toBe(spelled)
})
