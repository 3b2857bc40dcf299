import { describe, expect, test } from '@jest/globals'
import type { RunRecord } from '../../src/record/record.ts'
import { between, known, settings, type Made } from './world.ts'

type Environment = RunRecord['environment']
type Hardware = RunRecord['hardware']

const environment = (parts: Partial<Environment>): Made => ({
  record: ({ environment: base }) => ({ environment: { ...base, ...parts } }),
})
const hardware = (parts: Partial<Hardware>): Made => ({
  record: ({ hardware: base }) => ({ hardware: { ...base, ...parts } }),
})
const config = (parts: Partial<RunRecord['config']>): Made => ({
  record: ({ config: base }) => ({ config: { ...base, ...parts } }),
})
const torch = (version: string, flags: Record<string, boolean>): Partial<Environment> => ({
  framework: { name: 'torch', version, flags },
})
const h200 = { model: 'NVIDIA H200', memory: 150_754_820_096, computeCapability: '9.0' }
const gpu = { accelerators: [h200], driver: '570.86', cuda: '12.8' }

describe('environment', () => {
  test('packages one by one', () => {
    const report = between(
      { packages: { numpy: '2.0.0', six: '1.16' } },
      { packages: { numpy: '2.1.0', torch: '2.11' } },
      'environment',
    )
    expect(report.status).toBe('different')
    expect(report.changes).toEqual([
      { kind: 'package', name: 'numpy', before: '2.0.0', after: '2.1.0' },
      { kind: 'package', name: 'six', before: '1.16', after: undefined },
      { kind: 'package', name: 'torch', before: undefined, after: '2.11' },
    ])
  })

  test.each<[string, Partial<Environment>, Partial<Environment>, string[]]>([
    [
      'Python',
      { python: { implementation: 'CPython', version: '3.11.2', executable: 'a' } },
      { python: { implementation: 'CPython', version: '3.12.0', executable: 'b' } },
      ['python.version: 3.11.2 → 3.12.0'],
    ],
    [
      'the framework',
      torch('2.10', { tf32: false }),
      torch('2.11', { tf32: true }),
      ['framework.version: 2.10 → 2.11', 'framework.flags.tf32: false → true'],
    ],
    [
      'a framework no longer imported',
      torch('2.10', { tf32: false }),
      {},
      ['framework.name: torch → none', 'framework.version: 2.10 → none'],
    ],
    [
      'kernel and libc',
      { kernel: '6.1', libc: 'glibc 2.36' },
      { kernel: '6.8', libc: 'glibc 2.39' },
      ['kernel: 6.1 → 6.8', 'libc: glibc 2.36 → glibc 2.39'],
    ],
    [
      'a variable',
      {},
      { variables: { OMP_NUM_THREADS: '4' } },
      ['variables.OMP_NUM_THREADS: none → 4'],
    ],
  ])('%s', (_, before, after, expected) => {
    const report = between(environment(before), environment(after), 'environment')
    expect(settings(report)).toEqual(expected)
    expect(report.status).toBe('different')
  })

  test('where the interpreter lies is no difference', () => {
    const python = { implementation: 'CPython', version: '3.11.2' }
    const report = between(
      environment({ python: { ...python, executable: 'a' } }),
      environment({ python: { ...python, executable: 'b' } }),
      'environment',
    )
    expect(report.status).toBe('same')
  })

  test('what one side did not see is unknown, and named', () => {
    const report = between(
      environment({ libc: 'glibc 2.36', ...torch('2.11', { tf32: true }) }),
      environment(torch('2.11', {})),
      'environment',
    )
    expect(report.status).toBe('unknown')
    expect(report.unknown).toEqual([
      'framework.flags.tf32: not recorded in this run',
      'libc: not recorded in this run',
    ])
    expect(report.advice).toContain('probe')
  })

  test('without the probe on either side nothing is the same', () => {
    const blind: Made = {
      record: () => ({ environment: { platform: 'linux-x86_64', pins: {}, variables: {} } }),
    }
    const report = between(blind, blind, 'environment')
    expect(report.status).toBe('unknown')
    expect(report.unknown).toEqual([
      'packages: not recorded in either run',
      'python.version: not recorded in either run',
    ])
  })
})

describe('hardware', () => {
  test.each<[string, Partial<Hardware>, Partial<Hardware>, string[]]>([
    [
      'processor',
      { cpu: { model: 'A', level: 'x86-64-v3', cores: 2 } },
      { cpu: { model: 'B', level: 'x86-64-v4', cores: 2 } },
      ['cpu.model: A → B', 'cpu.level: x86-64-v3 → x86-64-v4'],
    ],
    [
      'driver and CUDA',
      gpu,
      { ...gpu, driver: '575.1', cuda: '12.9' },
      ['driver: 570.86 → 575.1', 'cuda: 12.8 → 12.9'],
    ],
    [
      'another accelerator',
      gpu,
      { ...gpu, accelerators: [{ ...h200, model: 'NVIDIA A100', computeCapability: '8.0' }] },
      ['accelerator.model: NVIDIA H200 → NVIDIA A100', 'accelerator.computeCapability: 9.0 → 8.0'],
    ],
    [
      'another number',
      gpu,
      { ...gpu, accelerators: [h200, h200] },
      ['accelerators: NVIDIA H200 → NVIDIA H200, NVIDIA H200'],
    ],
    [
      'a part of a device',
      gpu,
      { ...gpu, accelerators: [{ ...h200, mig: '1g.18gb' }] },
      ['accelerator.mig: none → 1g.18gb'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(settings(between(hardware(before), hardware(after), 'hardware'))).toEqual(expected)
  })

  test('a driver that one side did not record is unknown', () => {
    const report = between(
      hardware({ accelerators: [h200], cuda: '12.8' }),
      hardware(gpu),
      'hardware',
    )
    expect(report).toMatchObject({
      status: 'unknown',
      unknown: ['driver: not recorded in the baseline'],
    })
    expect(report.advice).toContain('nvidia-smi')
  })

  test('a driver that neither recorded is unknown with an accelerator, and nothing without', () => {
    const without = hardware({ accelerators: [h200] })
    expect(between(without, without, 'hardware').status).toBe('unknown')
    expect(between({}, {}, 'hardware').status).toBe('same')
  })

  test('a known difference counts though something else is unknown', () => {
    const report = between(
      hardware({ ...gpu, driver: '1' }),
      hardware({ accelerators: [h200], cuda: '12.9' }),
      'hardware',
    )
    expect(report.status).toBe('different')
    expect(report.unknown).toEqual(['driver: not recorded in this run'])
  })

  test('a declared accelerator stands in the key alone', () => {
    const declared = (accelerator: string): Made => ({
      record: () => ({ key: { accelerator, count: 4 } }),
    })
    const report = between(declared('tpu-v4'), declared('tpu-v5e'), 'hardware')
    expect(settings(report)).toEqual(['key: tpu-v4 x4 → tpu-v5e x4'])
  })
})

describe('seed and determinism', () => {
  test('index and value', () => {
    const report = between(
      config({ seed: { index: 0, how: 'env', name: 'SEED', value: 1 } }),
      config({ seed: { index: 1, how: 'env', name: 'SEED', value: 2 } }),
      'seed',
    )
    expect(settings(report)).toEqual(['seed.index: 0 → 1', 'seed.value: 1 → 2'])
  })

  test('what the program’s own calls gave, the first of a name with the first, wherever it stands now', () => {
    const call = (name: string, given: number | null, at?: string, used = given) => ({
      call: name,
      given,
      used,
      ...(at !== undefined && { at }),
    })
    const seeded = (...calls: ReturnType<typeof call>[]): Made =>
      config({ seed: { index: 0, how: 'auto', calls } })
    const report = between(
      seeded(
        call('random.seed', 42, 'train.py:3'),
        call('torch.manual_seed', 1, 'train.py:4'),
        call('torch.manual_seed', 2),
      ),
      seeded(
        call('random.seed', 42, 'train.py:9', 7),
        call('torch.manual_seed', 1, 'train.py:10'),
        call('torch.manual_seed', 3, 'train.py:11'),
        call('numpy.random.seed', 5),
      ),
      'seed',
    )
    expect(settings(report)).toEqual([
      'seed.calls.torch.manual_seed #2 at train.py:11: 2 → 3',
      'seed.calls.numpy.random.seed: none → 5',
    ])
  })

  test('a call that left the seed to the system is never equal', () => {
    const system = config({
      seed: { index: 0, how: 'auto', calls: [{ call: 'random.seed', given: null, used: null }] },
    })
    const report = between(system, system, 'seed')
    expect(report).toMatchObject({ status: 'unknown', changes: [] })
    expect(report.unknown).toContain('seed.calls.random.seed: not recorded in either run')
    const without = config({ seed: { index: 0, how: 'auto', calls: [] } })
    expect(settings(between(without, system, 'seed'))).toEqual([
      'seed.calls.random.seed: none → from the system',
    ])
  })

  test('whether determinism was asked for, and whether a weight was moved', () => {
    const [on, off] = [config({ deterministic: true }), config({ deterministic: false })]
    expect(settings(between(on, off, 'determinism'))).toEqual(['deterministic: true → false'])
    expect(between(on, off, 'config').status).toBe('same')
    const twin = config({ seed: { index: 0, how: 'auto', twin: true } })
    const plain = config({ seed: { index: 0, how: 'auto' } })
    expect(settings(between(plain, twin, 'seed'))).toEqual(['seed.twin: none → true'])
  })

  test('flags and variables of determinism stand here and nowhere else', () => {
    const before: Made = environment({
      ...torch('2', { deterministic: true, 'cudnn.benchmark': false }),
      variables: { PYTHONHASHSEED: '0' },
    })
    const after: Made = {
      record: ({ config: given, environment: base }) => ({
        config: { ...given, env: { ...given.env, CUBLAS_WORKSPACE_CONFIG: ':4096:8' } },
        environment: { ...base, ...torch('2', { deterministic: false, 'cudnn.benchmark': false }) },
      }),
    }
    expect(settings(between(before, after, 'determinism'))).toEqual([
      'flags.deterministic: true → false',
      'variables.CUBLAS_WORKSPACE_CONFIG: none → :4096:8',
      'variables.PYTHONHASHSEED: 0 → none',
    ])
    expect(between(before, after, 'environment').status).toBe('same')
    expect(between(before, after, 'config').status).toBe('same')
  })

  test('when nothing was recorded it is unknown, with advice', () => {
    const silent: Made = {
      record: () => ({
        facts: { ...known(), determinism: { state: 'unknown', source: 'launcher' } },
      }),
    }
    const report = between(silent, silent, 'determinism')
    expect(report).toMatchObject({ status: 'unknown', changes: [] })
    expect(report.advice).toContain('PYTHONHASHSEED')
  })
})
