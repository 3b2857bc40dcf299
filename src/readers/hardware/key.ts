import { UserError } from '../../record/error.ts'
import { spellAccelerator, type HardwareKey } from '../../record/key.ts'
import type { HardwareFacts } from '../../record/record.ts'

/** The model of a device that is there, though the tools could not say what it is. It never makes a key. */
export const UNKNOWN_MODEL = 'unknown'

const PROCESSORS = /^(?:x86-64-v[1-4]|arm64)$/

/**
 * The hardware part of the comparison key (DESIGN §4). GPUs of different models are all named, so that such a machine
 * is comparable only with its like; a declared name stands for whatever is there.
 *
 * @throws {UserError} `accelerator-unknown` where a device is present and its model is not known: the processor's name
 *   would be a lie; `accelerator-name` for a name that no key can hold
 */
export function hardwareKey(facts: HardwareFacts, declared?: string): HardwareKey {
  const count = facts.accelerators.length
  if (declared !== undefined) {
    const name = spelled(declared)
    return PROCESSORS.test(name)
      ? { accelerator: name }
      : { accelerator: name, count: Math.max(1, count) }
  }
  if (count === 0) return { accelerator: spelled(facts.cpu.level) }
  const names = facts.accelerators.map(({ model, mig }) => {
    if (model === UNKNOWN_MODEL || mig === UNKNOWN_MODEL) throw unknown()
    return mig === undefined ? model : `${model} ${mig}`
  })
  return { accelerator: spelled([...new Set(names)].sort().join(' and ')), count }
}

function spelled(name: string): string {
  const accelerator = spellAccelerator(name)
  if (/^[a-z0-9]/.test(accelerator) && accelerator.length <= 100) return accelerator
  throw new UserError(
    'accelerator-name',
    `“${name.slice(0, 200)}” gives no name for a comparison key: it needs a letter or digit and at most 100 characters`,
    'Declare a shorter one with `accelerator:` in reprise.yml, or choose devices with CUDA_VISIBLE_DEVICES.',
  )
}

function unknown(): UserError {
  return new UserError(
    'accelerator-unknown',
    'this machine has an accelerator, and its model could not be read',
    'Make `nvidia-smi` work here (set CUDA_DEVICE_ORDER=PCI_BUS_ID if GPUs differ), or declare `accelerator:` in reprise.yml.',
  )
}
