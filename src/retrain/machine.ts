import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { delimiter } from 'node:path'
import { findOwnProgram, foldersOfPath, ownFolders } from '../git/programs.ts'
import type { Finding } from '../record/finding.ts'
import type { HardwareFacts } from '../record/record.ts'
import { parseCpuInfo, type Cpu } from '../readers/hardware/cpu.ts'
import { UNKNOWN_MODEL } from '../readers/hardware/key.ts'
import { parseNvidiaSmi } from '../readers/hardware/nvidia.ts'
import { complete } from '../readers/hardware/nvidia-more.ts'
import { visibleAccelerators, type CudaChoice } from '../readers/hardware/visible.ts'

/** What this machine is, and what could not be found out. */
export interface Machine {
  readonly hardware: HardwareFacts
  readonly findings: readonly Finding[]
}

/** The variables that count here: by which CUDA chooses devices, and where the tools are. */
export type MachineEnv = CudaChoice & { readonly PATH?: string | undefined }

/** The caller's variables as a model's `env:` changes them: it may choose devices, but never where our tools are. */
export function machineEnv(
  caller: MachineEnv,
  env: Readonly<Record<string, string | null>>,
): MachineEnv {
  return {
    PATH: caller.PATH,
    CUDA_VISIBLE_DEVICES: env['CUDA_VISIBLE_DEVICES'] ?? caller.CUDA_VISIBLE_DEVICES,
    CUDA_DEVICE_ORDER: env['CUDA_DEVICE_ORDER'] ?? caller.CUDA_DEVICE_ORDER,
  }
}

/**
 * Asks the machine: `/proc/cpuinfo`, `nvidia-smi`. `env` is what the training will see; CUDA's choice limits the devices.
 * Never fails: what is not known is a finding, and an accelerator of unknown model makes no key.
 */
export async function readMachine(env: MachineEnv = process.env): Promise<Machine> {
  const { cpu, findings } = readCpu()
  const devices = await readDevices(env)
  return {
    hardware: {
      cpu: {
        ...(cpu.model === undefined ? {} : { model: cpu.model }),
        level: cpu.level,
        cores: cpu.cores,
      },
      memory: totalmem(),
      ...devices.facts,
    },
    findings: [...findings, ...devices.findings],
  }
}

/** `cores`: those that this process may use, which is what decides the number of threads. */
function readCpu(): { cpu: Cpu; findings: Finding[] } {
  const text = textOf('/proc/cpuinfo')
  if (text !== undefined)
    return {
      cpu: { ...parseCpuInfo(text, process.arch), cores: availableParallelism() },
      findings: [],
    }
  const level = process.arch === 'x64' ? 'x86-64-v1' : process.arch
  const why = 'there is no /proc/cpuinfo: the processor’s instruction sets are not known'
  return {
    cpu: { model: cpus()[0]?.model, level, cores: availableParallelism() },
    findings: process.arch === 'x64' ? [{ kind: 'hardware-unknown', why }] : [],
  }
}

interface Devices {
  readonly facts: Pick<HardwareFacts, 'accelerators'> & { driver?: string; cuda?: string }
  readonly findings: readonly Finding[]
}

const UNSURE =
  'nvidia-smi did not say which model a visible device is, or CUDA_VISIBLE_DEVICES counts among different GPUs'

async function readDevices(env: MachineEnv): Promise<Devices> {
  const ask = (...words: string[]) => run('nvidia-smi', words, env.PATH)
  const answer = await ask('-q', '-x')
  if (answer === undefined) return withoutTool()
  const nvidia = parseNvidiaSmi(answer)
  if (nvidia.state === 'none') return { facts: { accelerators: [] }, findings: [] }
  if (nvidia.state === 'unreadable') return unknownDevice(`nvidia-smi: ${nvidia.why}`)
  const list = await ask('-L')
  const capabilities = await ask('--query-gpu=uuid,compute_cap', '--format=csv,noheader')
  const accelerators = visibleAccelerators(
    complete(nvidia.gpus, list ?? '', capabilities ?? ''),
    env,
  )
  const { driver, cuda } = nvidia
  const unsure = accelerators.some(
    ({ model, mig }) => model === UNKNOWN_MODEL || mig === UNKNOWN_MODEL,
  )
  return {
    facts: {
      accelerators,
      ...(driver === undefined ? {} : { driver }),
      ...(cuda === undefined ? {} : { cuda }),
    },
    findings: unsure ? [{ kind: 'hardware-unknown', why: UNSURE }] : [],
  }
}

/** No `nvidia-smi`: an NVIDIA device may be there all the same, and a training could use it. */
function withoutTool(): Devices {
  if (existsSync('/dev/nvidia0') || existsSync('/dev/nvhost-gpu')) {
    return unknownDevice('an NVIDIA device is present, and nvidia-smi is not on PATH')
  }
  // Many processors with graphics have this device too, so it proves no accelerator.
  const why =
    'an AMD device is present (/dev/kfd), and no tool here describes it: declare it if the training uses it'
  return {
    facts: { accelerators: [] },
    findings: existsSync('/dev/kfd') ? [{ kind: 'hardware-unknown', why }] : [],
  }
}

function unknownDevice(why: string): Devices {
  return {
    facts: { accelerators: [{ model: UNKNOWN_MODEL }] },
    findings: [{ kind: 'hardware-unknown', why }],
  }
}

const ANSWER_BYTES = 16 * 1024 * 1024
const ANSWER_MS = 30_000

/** What a tool printed, whatever its exit code (errors come on either stream); undefined where there is no such tool. */
function run(
  tool: string,
  words: readonly string[],
  path = process.env.PATH,
): Promise<string | undefined> {
  const folders = ownFolders(foldersOfPath(path))
  const options = {
    encoding: 'utf8',
    timeout: ANSWER_MS,
    maxBuffer: ANSWER_BYTES,
    env: { PATH: folders.join(delimiter), LC_ALL: 'C' },
  } as const
  const program = findOwnProgram(tool, folders)
  if (program === undefined) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      if (error !== null && (error.code === 'ENOENT' || error.code === 'EACCES')) resolve(undefined)
      else if (error?.killed === true) resolve(`it did not answer within ${ANSWER_MS / 1000} s`)
      else resolve(`${stdout}\n${stderr}`)
    })
  })
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
