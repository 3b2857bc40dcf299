import type { Gpu, Instance } from './nvidia.ts'

/**
 * Adds what `-q -x` leaves out: from `nvidia-smi -L` the profile and id of each instance of a split GPU, and from
 * `nvidia-smi --query-gpu=uuid,compute_cap --format=csv,noheader` the compute capability. Either may be empty: older
 * drivers answer with an error.
 */
export function complete(gpus: readonly Gpu[], list: string, capabilities: string): Gpu[] {
  const instances = parseList(list)
  const known = parseCapabilities(capabilities)
  return gpus.map((gpu) => ({
    ...gpu,
    computeCapability: known.get(gpu.uuid ?? ''),
    instances: gpu.instances?.map((instance) => named(instance, instances.get(gpu.uuid ?? ''))),
  }))
}

function named(instance: Instance, found: ReadonlyMap<number, Named> | undefined): Instance {
  return { ...instance, ...found?.get(instance.index) }
}

interface Named {
  readonly profile: string
  readonly uuid: string
}

const GPU = /^GPU \d+: .*\(UUID: (GPU-[\w-]+)\)\s*$/
const INSTANCE = /^\s+MIG (\S+)\s+Device\s+(\d+): \(UUID: (MIG-[\w/-]+)\)\s*$/

/** `nvidia-smi -L`: a line a GPU, and below it a line an instance. GPU's UUID → instance's index → name. */
function parseList(text: string): Map<string, Map<number, Named>> {
  const found = new Map<string, Map<number, Named>>()
  let current = new Map<number, Named>()
  for (const line of text.split('\n')) {
    const gpu = GPU.exec(line)?.[1]
    if (gpu !== undefined) found.set(gpu, (current = new Map()))
    const [, profile, index, uuid] = INSTANCE.exec(line) ?? []
    if (profile !== undefined && uuid !== undefined) current.set(Number(index), { profile, uuid })
  }
  return found
}

function parseCapabilities(text: string): Map<string, string> {
  const lines = text.split('\n').map((line) => /^(GPU-[\w-]+),\s*(\d+\.\d+)\s*$/.exec(line))
  return new Map(
    lines.flatMap((match) => (match?.[1] === undefined ? [] : [[match[1], match[2] ?? '']])),
  )
}
