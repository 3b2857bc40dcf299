import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from '@jest/globals'
import { hardwareKey } from '../../src/readers/hardware/key.ts'
import { readMachine } from '../../src/retrain/machine.ts'

const fixtures = fileURLToPath(new URL('../fixtures/hardware', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'reprise-machine-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** PATH with an `nvidia-smi` that prints files, as the real one would. */
function pathWith(answers: {
  readonly query: string
  readonly list?: string
  readonly capabilities?: string
  readonly code?: number
}): string {
  const { query, list = 'none.txt', capabilities = 'none.txt', code = 0 } = answers
  const script = `#!/bin/sh\ncd '${fixtures}'\ncase "$1" in -q) cat ${query};; -L) cat ${list};; *) cat ${capabilities};; esac\nexit ${code}\n`
  writeFileSync(join(folder, 'nvidia-smi'), script)
  chmodSync(join(folder, 'nvidia-smi'), 0o755)
  return `${folder}:${process.env.PATH}`
}

test('a GPU with driver, CUDA and compute capability, and the processor', async () => {
  const PATH = pathWith({ query: 'h100.xml', capabilities: 'h100.caps.txt' })
  const { hardware, findings } = await readMachine({ PATH })
  expect(hardware).toMatchObject({
    cpu: { level: expect.stringMatching(/^(x86-64-v[1-4]|arm64)$/), cores: expect.any(Number) },
    accelerators: [{ model: 'NVIDIA H100 80GB HBM3', computeCapability: '9.0' }],
    driver: '580.159.04',
    cuda: '13.0',
  })
  expect(findings).toEqual([])
})

test('an instance of a split GPU that CUDA is told to use', async () => {
  const PATH = pathWith({ query: 'mig.xml', list: 'mig.list.txt' })
  const { hardware } = await readMachine({ PATH, CUDA_VISIBLE_DEVICES: 'MIG-bbbbbbbb' })
  expect(hardwareKey(hardware)).toEqual({ accelerator: 'nvidia-a100-sxm4-80gb-1g.20gb', count: 1 })
})

test('no device is none: the key is the processor’s', async () => {
  const { hardware, findings } = await readMachine({
    PATH: pathWith({ query: 'none.txt', code: 6 }),
  })
  expect(hardwareKey(hardware)).toEqual({ accelerator: hardware.cpu.level })
  expect(findings).toEqual([])
})

test.each([
  ['mismatch.txt', 18, 'Driver/library version mismatch'],
  ['no-driver.txt', 9, 'communicate with the NVIDIA driver'],
])('%s: a finding, and no key', async (query, code, why) => {
  const { hardware, findings } = await readMachine({ PATH: pathWith({ query, code }) })
  expect(findings).toMatchObject([{ kind: 'hardware-unknown', why: expect.stringContaining(why) }])
  expect(() => hardwareKey(hardware)).toThrow(
    expect.objectContaining({ code: 'accelerator-unknown' }),
  )
})

test('a split GPU whose profile nobody tells is a finding', async () => {
  const { findings } = await readMachine({ PATH: pathWith({ query: 'mig.xml' }) })
  expect(findings).toMatchObject([{ kind: 'hardware-unknown' }])
})
