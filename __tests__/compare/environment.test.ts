import { expect, test } from '@jest/globals'
import { environmentMoved } from '../../src/compare/environment.ts'
import { sha256 } from '../../src/record/digest.ts'
import type { RunRecord } from '../../src/record/record.ts'
import { runOf } from './case.ts'

const before = runOf()
const environment = (parts: Partial<RunRecord['environment']>): RunRecord => ({
  ...before,
  environment: { ...before.environment, ...parts },
})
const hardware = (parts: Partial<RunRecord['hardware']>): RunRecord => ({
  ...before,
  hardware: { ...before.hardware, ...parts },
})
const gpu = { model: 'NVIDIA H200', memory: 150_000_000_000 }
const python = { implementation: 'CPython', version: '3.12.1', executable: '/usr/bin/python3' }

test.each<readonly [string, RunRecord, readonly string[]]>([
  ['nothing', before, []],
  ['the driver', hardware({ driver: '560.28' }), ['driver: unknown → 560.28']],
  ['the cpu', hardware({ cpu: { ...before.hardware.cpu, cores: 4 } }), ['cpu cores: 2 → 4']],
  [
    'an accelerator',
    hardware({ accelerators: [gpu] }),
    ['accelerators: none → NVIDIA H200 150000000000'],
  ],
  ['a C library', environment({ libc: 'glibc 2.36' }), ['libc: unknown → glibc 2.36']],
  [
    'threads',
    environment({ variables: { OMP_NUM_THREADS: '4' } }),
    ['OMP_NUM_THREADS: not set → "4"'],
  ],
  ['Python, unasked', environment({ python }), ['python: CPython 3.11.2 → CPython 3.12.1']],
  ['Python, with other pins', environment({ python, pins: { 'uv.lock': sha256('other') } }), []],
  ['packages, unasked', environment({ packages: sha256('other') }), ['packages']],
  [
    'packages, with another setup',
    {
      ...environment({ packages: sha256('other') }),
      config: { ...before.config, setup: 'pip install torch' },
    },
    [],
  ],
  ['the kernel', environment({ kernel: '6.12' }), []],
  [
    'what `deterministic` sets, where the change turned it off',
    {
      ...environment({ variables: { PYTHONHASHSEED: '1', OMP_NUM_THREADS: '4' } }),
      config: { ...before.config, deterministic: false },
    },
    ['OMP_NUM_THREADS: not set → "4"'],
  ],
  [
    'the same variable, unasked',
    environment({ variables: { PYTHONHASHSEED: '1' } }),
    ['PYTHONHASHSEED: not set → "1"'],
  ],
  [
    'code, data and settings of the change',
    {
      ...before,
      input: runOf({ input: 'other' }).input,
      config: { ...before.config, env: { A: '1' } },
    },
    [],
  ],
])('%s', (_, head, moved) => {
  expect(environmentMoved(head, before)).toEqual(moved)
})
