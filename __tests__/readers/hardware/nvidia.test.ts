import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { hardwareKey } from '../../../src/readers/hardware/key.ts'
import { parseNvidiaSmi } from '../../../src/readers/hardware/nvidia.ts'
import { complete } from '../../../src/readers/hardware/nvidia-more.ts'
import { visibleAccelerators, type CudaChoice } from '../../../src/readers/hardware/visible.ts'
import type { HardwareFacts } from '../../../src/record/record.ts'

const text = (name: string) =>
  readFileSync(new URL(`../../fixtures/hardware/${name}`, import.meta.url), 'utf8')

function accelerators(name: string, choice: CudaChoice = {}, list = '', capabilities = '') {
  const answer = parseNvidiaSmi(text(name))
  if (answer.state !== 'found') throw new Error(`${name}: ${answer.state}`)
  return visibleAccelerators(complete(answer.gpus, list, capabilities), choice)
}

const machine = (found: HardwareFacts['accelerators']): HardwareFacts => ({
  cpu: { level: 'x86-64-v3', cores: 8 },
  accelerators: found,
})

const id = (n: number) => `GPU-0000000${n}-1111-2222-3333-444444444444`

describe('what nvidia-smi prints', () => {
  test('a GPU with its driver, CUDA version, memory, ECC and compute capability', () => {
    expect(parseNvidiaSmi(text('h100.xml'))).toMatchObject({
      state: 'found',
      driver: '580.159.04',
      cuda: '13.0',
    })
    expect(accelerators('h100.xml', {}, '', text('h100.caps.txt'))).toEqual([
      {
        model: 'NVIDIA H100 80GB HBM3',
        memory: 81559 * 1024 * 1024,
        ecc: 'enabled',
        computeCapability: '9.0',
      },
    ])
  })

  test('fields that are not available are left out', () => {
    expect(accelerators('mixed.xml')[0]).toEqual({
      model: 'NVIDIA GeForce RTX 3080',
      memory: 10240 * 1024 * 1024,
    })
  })

  test('a warning before and after the document does not hide it', () => {
    const noisy = `WARNING: something\n${text('h100.xml')}\nWARNING: infoROM is corrupted at gpu 0000:01:00.0\n`
    expect(parseNvidiaSmi(noisy).state).toBe('found')
  })

  test.each(['none.txt', 'no-gpu.xml'])('%s: no device', (name) => {
    expect(parseNvidiaSmi(text(name))).toEqual({ state: 'none' })
  })

  test.each([
    ['mismatch.txt', 'Failed to initialize NVML: Driver/library version mismatch'],
    [
      'no-driver.txt',
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
    ],
  ])('%s: not known, with the reason', (name, why) => {
    expect(parseNvidiaSmi(text(name))).toMatchObject({
      state: 'unreadable',
      why: expect.stringContaining(why),
    })
  })

  test('half a document, and nothing, are not known', () => {
    const half = text('h100.xml').slice(0, 900)
    expect(parseNvidiaSmi(half).state).toBe('unreadable')
    expect(parseNvidiaSmi('<nvidia_smi_log><gpu></nvidia_smi_log>').state).toBe('unreadable')
    expect(parseNvidiaSmi('')).toEqual({ state: 'unreadable', why: 'no output' })
  })

  test('any text ends in an answer', () => {
    const piece = fc.constantFrom(
      '<gpu>',
      '</gpu>',
      '<a/>',
      'x',
      '<',
      '>',
      '<nvidia_smi_log>',
      '</nvidia_smi_log>',
      '\n',
      '<!-- ',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (anything) => {
          expect(['found', 'none', 'unreadable']).toContain(parseNvidiaSmi(anything).state)
        },
      ),
    )
  })
})

describe('the devices that CUDA will use', () => {
  test.each<[string | undefined, number]>([
    [undefined, 2],
    ['1', 1],
    ['0,1', 2],
    ['1,1', 1],
    ['0,7,1', 1],
    ['-1', 0],
    ['', 0],
    [id(2), 1],
    ['GPU-00000002', 1],
    ['GPU-0000000', 0],
  ])('CUDA_VISIBLE_DEVICES=%s: %s of two', (visible, count) => {
    expect(accelerators('two-t4.xml', { CUDA_VISIBLE_DEVICES: visible })).toHaveLength(count)
  })

  test('a split GPU gives one instance, named by its profile', () => {
    const list = text('mig.list.txt')
    expect(accelerators('mig.xml', {}, list)).toMatchObject([
      { mig: '3g.40gb', memory: 40192 * 1024 * 1024 },
    ])
    const other = accelerators('mig.xml', { CUDA_VISIBLE_DEVICES: 'MIG-bbbbbbbb' }, list)
    expect(hardwareKey(machine(other))).toEqual({
      accelerator: 'nvidia-a100-sxm4-80gb-1g.20gb',
      count: 1,
    })
  })

  test('among different GPUs an index means a device only in PCI order', () => {
    expect(accelerators('mixed.xml', { CUDA_VISIBLE_DEVICES: '1' })).toEqual([{ model: 'unknown' }])
    expect(
      accelerators('mixed.xml', { CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }),
    ).toMatchObject([{ model: 'NVIDIA GeForce GTX 1660 Ti' }])
    expect(accelerators('mixed.xml', { CUDA_VISIBLE_DEVICES: id(1) })).toMatchObject([
      { model: 'NVIDIA GeForce RTX 3080' },
    ])
  })
})

describe('the key', () => {
  test('names model and count as design says', () => {
    expect(hardwareKey(machine(accelerators('two-t4.xml')))).toEqual({
      accelerator: 'tesla-t4',
      count: 2,
    })
    expect(hardwareKey(machine(accelerators('h100.xml')))).toEqual({
      accelerator: 'nvidia-h100-80gb-hbm3',
      count: 1,
    })
    expect(hardwareKey(machine([]))).toEqual({ accelerator: 'x86-64-v3' })
  })

  test('different GPUs are all named', () => {
    expect(hardwareKey(machine(accelerators('mixed.xml')))).toEqual({
      accelerator: 'nvidia-geforce-gtx-1660-ti-and-nvidia-geforce-rtx-3080',
      count: 2,
    })
  })

  test.each<[string, HardwareFacts['accelerators']]>([
    ['a device that answered with an error', accelerators('lost.xml')],
    ['an instance without profile', accelerators('mig.xml')],
  ])('%s makes no key', (_, found) => {
    expect(() => hardwareKey(machine(found))).toThrow(
      expect.objectContaining({ code: 'accelerator-unknown' }),
    )
    expect(hardwareKey(machine(found), 'Our Cluster')).toEqual({
      accelerator: 'our-cluster',
      count: 1,
    })
  })

  test('a declared name stands for what is there; a processor has no count', () => {
    expect(hardwareKey(machine([]), 'TPU v4')).toEqual({ accelerator: 'tpu-v4', count: 1 })
    expect(hardwareKey(machine(accelerators('h100.xml')), 'x86-64-v4')).toEqual({
      accelerator: 'x86-64-v4',
    })
  })

  test.each(['***', 'x'.repeat(101)])('a name that no key can hold is refused: %s', (name) => {
    expect(() => hardwareKey(machine([]), name)).toThrow(
      expect.objectContaining({ code: 'accelerator-name' }),
    )
  })
})
