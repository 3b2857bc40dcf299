import { expect, test } from '@jest/globals'
import { Finding } from '../../src/record/finding.ts'
import type { Circumstances, DataFacts, ModelFacts } from '../../src/survey/circumstances.ts'
import { diagnose } from '../../src/survey/diagnose.ts'

const model: ModelFacts = {
  name: 'main',
  directory: { path: '.', exists: true },
  interpreter: { command: 'python', found: true },
  probeAbsent: undefined,
  hasBaseline: true,
  data: [{ name: 'data', exists: true, problem: undefined, held: 'tracked' }],
}
const sound: Circumstances = {
  git: { problem: undefined, dirty: [], lfsPointers: [] },
  config: { path: 'reprise.yml', exists: true, problem: undefined },
  lock: { path: 'reprise.lock', exists: true, problem: undefined },
  models: [model],
  isolation: { level: 4, why: '', mend: '' },
  pins: [{ file: 'uv.lock', loose: [], problem: undefined }],
  imports: ['torch'],
  hardware: { accelerators: 1, driver: '570.86', problem: undefined },
  disk: { free: 100e9, tree: 1e6 },
}
const withModel = (parts: Partial<ModelFacts>): Partial<Circumstances> => ({
  models: [{ ...model, ...parts }],
})
const withData = (...data: DataFacts[]): Partial<Circumstances> => withModel({ data })

test('a sound machine and repository give no finding', () => {
  expect(diagnose(sound)).toEqual([])
})

test.each<[string, Partial<Circumstances>, Finding[]]>([
  [
    'no repository',
    { git: { ...sound.git, problem: 'no .git here' } },
    [{ kind: 'no-git', why: 'no .git here' }],
  ],
  [
    'no reprise.yml',
    { config: { path: 'reprise.yml', exists: false, problem: undefined }, models: [] },
    [{ kind: 'no-config', path: 'reprise.yml' }],
  ],
  [
    'a reprise.yml with mistakes',
    { config: { path: 'reprise.yml', exists: true, problem: 'line 3: …' }, models: [] },
    [{ kind: 'source-unreadable', path: 'reprise.yml', why: 'line 3: …' }],
  ],
  [
    'an unreadable lock: whether there is a baseline is not known',
    {
      lock: { path: 'reprise.lock', exists: true, problem: 'conflict' },
      ...withModel({ hasBaseline: false }),
    },
    [{ kind: 'source-unreadable', path: 'reprise.lock', why: 'conflict' }],
  ],
  [
    'no baseline',
    {
      lock: { path: 'reprise.lock', exists: false, problem: undefined },
      ...withModel({ hasBaseline: false }),
    },
    [{ kind: 'no-baseline', model: 'main' }],
  ],
  [
    'no sandbox',
    { isolation: { level: 2, why: 'bwrap is not installed', mend: 'apt install bubblewrap' } },
    [{ kind: 'no-sandbox', why: 'bwrap is not installed', mend: 'apt install bubblewrap' }],
  ],
  ['no pins', { pins: [] }, [{ kind: 'no-pins' }]],
  ['no pins, and nothing to pin', { pins: [], imports: [] }, []],
  [
    'data that cannot be listed',
    withData({ name: 'raw', exists: true, problem: 'EACCES', held: 'untracked' }),
    [{ kind: 'source-unreadable', path: 'raw', why: 'EACCES' }],
  ],
  [
    'loose pins',
    { pins: [{ file: 'requirements.txt', loose: ['numpy', 'torch>=2'], problem: undefined }] },
    [{ kind: 'loose-pins', file: 'requirements.txt', names: ['numpy', 'torch>=2'] }],
  ],
  [
    'a broken lock of packages',
    { pins: [{ file: 'uv.lock', loose: [], problem: 'line 1: no TOML' }] },
    [{ kind: 'source-unreadable', path: 'uv.lock', why: 'line 1: no TOML' }],
  ],
  [
    'data that are not there',
    withData({ name: 'data', exists: false, problem: undefined, held: 'outside' }),
    [{ kind: 'data-missing', name: 'data' }],
  ],
  [
    'data that git ignores',
    withData({ name: 'raw', exists: true, problem: undefined, held: 'ignored' }),
    [
      {
        kind: 'data-floating',
        name: 'raw',
        why: expect.stringContaining('git ignores it') as unknown as string,
      },
    ],
  ],
  [
    'data outside',
    withData({ name: '/mnt/x', exists: true, problem: undefined, held: 'outside' }),
    [
      {
        kind: 'data-floating',
        name: '/mnt/x',
        why: expect.stringContaining('outside') as unknown as string,
      },
    ],
  ],
  [
    'data held by DVC or LFS',
    withData({ name: 'raw', exists: true, problem: undefined, held: 'pinned' }),
    [],
  ],
  [
    'an LFS pointer',
    { git: { ...sound.git, lfsPointers: ['data/a.bin'] } },
    [{ kind: 'lfs-pointer', path: 'data/a.bin' }],
  ],
  [
    'a dirty tree',
    { git: { ...sound.git, dirty: ['a.py', 'b.py'] } },
    [{ kind: 'dirty-tree', paths: ['a.py', 'b.py'] }],
  ],
  [
    'a driver that nobody tells',
    { hardware: { accelerators: 1, driver: undefined, problem: undefined } },
    [{ kind: 'driver-unknown', why: expect.stringContaining('driver') as unknown as string }],
  ],
  [
    'a GPU that nvidia-smi cannot describe',
    { hardware: { accelerators: 1, driver: undefined, problem: 'nvidia-smi: exit code 9' } },
    [{ kind: 'hardware-unknown', why: 'nvidia-smi: exit code 9' }],
  ],
  [
    'no accelerator at all',
    { hardware: { accelerators: 0, driver: undefined, problem: undefined } },
    [],
  ],
  [
    'no interpreter',
    withModel({ interpreter: { command: 'python3.13', found: false } }),
    [{ kind: 'no-interpreter', command: 'python3.13' }],
  ],
  [
    'a directory that is not there',
    withModel({ directory: { path: 'sub', exists: false } }),
    [{ kind: 'directory-missing', model: 'main', path: 'sub' }],
  ],
  [
    'a program that the probe cannot enter',
    withModel({ probeAbsent: 'a compiled program' }),
    [{ kind: 'probe-absent', why: 'a compiled program' }],
  ],
  ['a full disk', { disk: { free: 2e9, tree: 1e9 } }, [{ kind: 'low-disk', free: 2e9 }]],
])('%s', (_, broken, expected) => {
  expect(diagnose({ ...sound, ...broken })).toEqual(expected)
})

test('data that two models share are named once', () => {
  const shared: DataFacts = {
    name: 'raw',
    exists: false,
    problem: undefined,
    held: 'untracked',
  }
  const models = ['a', 'b'].map((name) => ({ ...model, name, data: [shared] }))
  expect(diagnose({ ...sound, models })).toEqual([{ kind: 'data-missing', name: 'raw' }])
})

test('a folder with thousands of new files is named once', () => {
  const dirty = [
    'a.py',
    ...Array.from({ length: 5000 }, (_, index) => `runs/${index % 7}/${index}`),
  ]
  const git = { problem: undefined, dirty, lfsPointers: [] }
  expect(diagnose({ ...sound, git })).toEqual([{ kind: 'dirty-tree', paths: ['a.py', 'runs/'] }])
})

test('several troubles at once come with the gravest first, each a valid finding of bounded length', () => {
  const dirty = Array.from({ length: 5000 }, (_, index) => `${index}${'x'.repeat(5000)}`)
  const findings = diagnose({
    ...sound,
    git: { problem: undefined, dirty, lfsPointers: ['a'] },
    pins: [],
    disk: { free: 0, tree: 1 },
    isolation: { level: 1, why: 'w', mend: 'm' },
  })
  expect(findings.map(({ kind }) => kind)).toEqual([
    'lfs-pointer',
    'no-sandbox',
    'no-pins',
    'dirty-tree',
    'low-disk',
  ])
  for (const finding of findings) expect(Finding.safeParse(finding).success).toBe(true)
  expect(JSON.stringify(findings).length).toBeLessThan(200_000)
})
