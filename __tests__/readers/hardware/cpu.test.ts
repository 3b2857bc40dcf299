import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parseCpuInfo } from '../../../src/readers/hardware/cpu.ts'

const text = (name: string) =>
  readFileSync(new URL(`../../fixtures/hardware/${name}`, import.meta.url), 'utf8')

test('an x86-64 processor has the level that all of its cores have', () => {
  expect(parseCpuInfo(text('cpuinfo-v3.txt'), 'x64')).toEqual({
    model: 'Intel(R) Xeon(R) CPU @ 2.20GHz',
    level: 'x86-64-v3',
    cores: 2,
  })
})

test.each([
  ['', 'x86-64-v1'],
  ['sse sse2', 'x86-64-v1'],
  ['cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3', 'x86-64-v2'],
  ['cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3 avx avx2', 'x86-64-v2'],
  ['avx avx2 bmi1 bmi2 f16c fma abm movbe xsave', 'x86-64-v1'],
  [
    'cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3 avx avx2 bmi1 bmi2 f16c fma abm movbe xsave avx512f avx512bw avx512cd avx512dq avx512vl',
    'x86-64-v4',
  ],
])('flags “%s” are %s', (flags, level) => {
  expect(parseCpuInfo(`processor : 0\nflags : ${flags}\n`, 'x64').level).toBe(level)
})

test('an ARM core is named by its maker and part', () => {
  expect(parseCpuInfo(text('cpuinfo-arm64.txt'), 'arm64')).toEqual({
    model: 'arm 0x41 0xd0c',
    level: 'arm64',
    cores: 2,
  })
})

test('an empty file is one core of the lowest level', () => {
  expect(parseCpuInfo('', 'x64')).toEqual({ model: undefined, level: 'x86-64-v1', cores: 1 })
})
