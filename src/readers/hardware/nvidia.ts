import { childAt, parseElements, type Element } from './xml.ts'

/** One instance of a GPU that is split (Multi-Instance GPU). */
export interface Instance {
  readonly index: number
  /** Bytes. */
  readonly memory: number | undefined
  /** `1g.20gb`; undefined until `nvidia-smi -L` told. */
  readonly profile: string | undefined
  readonly uuid: string | undefined
}

export interface Gpu {
  /** Undefined where the driver answered with an error. */
  readonly model: string | undefined
  readonly uuid: string | undefined
  /** Bytes. */
  readonly memory: number | undefined
  readonly ecc: string | undefined
  readonly computeCapability: string | undefined
  /** Undefined: the GPU is not split. */
  readonly instances: readonly Instance[] | undefined
}

/** What `nvidia-smi` answered. `unreadable`: it ran, and what is there is not known. */
export type Nvidia =
  | {
      readonly state: 'found'
      readonly driver: string | undefined
      readonly cuda: string | undefined
      readonly gpus: readonly Gpu[]
    }
  | { readonly state: 'none' }
  | { readonly state: 'unreadable'; readonly why: string }

const NO_DEVICES = /No devices were found/i
const SILENT = new Set([
  '',
  'n/a',
  '[n/a]',
  'unknown error',
  '[unknown error]',
  'err!',
  'not supported',
])

/** Reads the output of `nvidia-smi -q -x`, or whatever it printed instead. The GPUs stand in PCI order. */
export function parseNvidiaSmi(text: string): Nvidia {
  if (NO_DEVICES.test(text)) return { state: 'none' }
  // Warnings may stand before and after (exit code 14: "infoROM is corrupted").
  const body = /<nvidia_smi_log>[\s\S]*<\/nvidia_smi_log>/.exec(text)?.[0]
  const root = body === undefined ? undefined : parseElements(body)
  if (root === undefined) return { state: 'unreadable', why: firstWords(text) }
  const gpus = root.children.filter(({ name }) => name === 'gpu').map(gpuOf)
  if (gpus.length === 0) return { state: 'none' }
  return {
    state: 'found',
    driver: said(root, 'driver_version'),
    cuda: said(root, 'cuda_version'),
    gpus,
  }
}

function gpuOf(element: Element): Gpu {
  const split = said(element, 'mig_mode', 'current_mig') === 'Enabled'
  return {
    model: said(element, 'product_name'),
    uuid: said(element, 'uuid'),
    memory: bytesOf(said(element, 'fb_memory_usage', 'total')),
    ecc: said(element, 'ecc_mode', 'current_ecc')?.toLowerCase(),
    computeCapability: undefined,
    instances: split ? instancesOf(element) : undefined,
  }
}

function instancesOf(element: Element): Instance[] {
  const devices = childAt(element, 'mig_devices')?.children ?? []
  return devices
    .filter(({ name }) => name === 'mig_device')
    .map((device) => ({
      index: Number(said(device, 'index') ?? Number.NaN),
      memory: bytesOf(said(device, 'fb_memory_usage', 'total')),
      profile: undefined,
      uuid: undefined,
    }))
}

/** An element's text, unless it is one of the ways in which the tool says nothing. */
function said(element: Element, ...path: readonly string[]): string | undefined {
  const text = childAt(element, ...path)?.text ?? ''
  return SILENT.has(text.toLowerCase()) ? undefined : text.slice(0, 200)
}

function bytesOf(text: string | undefined): number | undefined {
  const mebibytes = /^(\d{1,9}) MiB$/.exec(text ?? '')?.[1]
  return mebibytes === undefined ? undefined : Number(mebibytes) * 1024 * 1024
}

function firstWords(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? 'no output'
  return line.trim().slice(0, 300)
}
