import type { HardwareFacts } from '../../record/record.ts'
import { UNKNOWN_MODEL } from './key.ts'
import type { Gpu } from './nvidia.ts'

type Accelerator = HardwareFacts['accelerators'][number]

/** The variables by which CUDA chooses devices, as the training has them. */
export interface CudaChoice {
  readonly CUDA_VISIBLE_DEVICES?: string | undefined
  readonly CUDA_DEVICE_ORDER?: string | undefined
}

/** Something that a program can compute on: a GPU, or an instance of a split one. */
interface Unit {
  readonly ids: readonly string[]
  readonly accelerator: Accelerator
  readonly split: boolean
}

/**
 * The devices that CUDA will use, of those that `nvidia-smi` lists. A program sees only the first instance of a
 * split GPU unless the variable names another (NVIDIA MIG User Guide, "CUDA visible devices"). As CUDA does, the list
 * ends at the first entry that names no device (CUDA C++ Programming Guide, "CUDA environment variables").
 */
export function visibleAccelerators(gpus: readonly Gpu[], choice: CudaChoice): Accelerator[] {
  const all = gpus.map(unitsOf)
  const words = choice.CUDA_VISIBLE_DEVICES
  if (words === undefined) return firstIfSplit(all.flat()).map(({ accelerator }) => accelerator)
  const chosen: Unit[] = []
  for (const word of words.split(',').map((part) => part.trim())) {
    const unit = find(all, word)
    if (unit === undefined) break
    if (!chosen.includes(unit)) chosen.push(unit)
  }
  const certain =
    sameModel(gpus) || choice.CUDA_DEVICE_ORDER === 'PCI_BUS_ID' || !/^\s*\d/.test(words)
  // Without PCI order, CUDA counts from the fastest device: which one an index means cannot be told from here.
  return firstIfSplit(chosen).map(({ accelerator }) =>
    certain ? accelerator : { model: UNKNOWN_MODEL },
  )
}

function unitsOf(gpu: Gpu): Unit[] {
  const { model = UNKNOWN_MODEL, memory, computeCapability, ecc, uuid } = gpu
  const whole = { model, ...present({ memory, computeCapability, ecc }) }
  if (gpu.instances === undefined)
    return [{ ids: uuid === undefined ? [] : [uuid], accelerator: whole, split: false }]
  return gpu.instances.map((instance) => ({
    ids: instance.uuid === undefined ? [] : [instance.uuid],
    accelerator: {
      ...whole,
      ...present({ memory: instance.memory }),
      mig: instance.profile ?? UNKNOWN_MODEL,
    },
    split: true,
  }))
}

/** A number is a GPU's position, anything else the beginning of an id. */
function find(all: readonly Unit[][], word: string): Unit | undefined {
  if (/^\d{1,4}$/.test(word)) return all[Number(word)]?.[0]
  const matches = /^(GPU|MIG)-./.test(word)
    ? all.flat().filter(({ ids }) => ids.some((id) => id.startsWith(word)))
    : []
  return matches.length === 1 ? matches[0] : undefined
}

function firstIfSplit(units: readonly Unit[]): readonly Unit[] {
  return units.every(({ split }) => split) ? units.slice(0, 1) : units
}

function sameModel(gpus: readonly Gpu[]): boolean {
  return gpus.every(({ model }) => model !== undefined && model === gpus[0]?.model)
}

/** The same object without the fields that are undefined. */
function present<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept = Object.entries(value).filter(([, field]) => field !== undefined)
  return Object.fromEntries(kept) as { [K in keyof T]?: NonNullable<T[K]> }
}
