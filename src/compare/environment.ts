import { canonicalJson } from '../record/canonical.ts'
import type { RunRecord } from '../record/record.ts'

const PACKAGES = 'packages'

type Part = readonly [name: string, before: string | undefined, after: string | undefined]

/**
 * What differs between a run and its baseline's record although the change did not touch it: driver, CUDA, the CPU and its
 * cores, the accelerators, the C library, the operating system, variables of the machine; and Python, framework and
 * packages where neither pins nor `setup` changed. Known on one side only counts: unknown is never equal. Unknown on both
 * sides cannot be told.
 *
 * The kernel is left out: it is updated weekly and does no arithmetic of a training.
 *
 * @returns one `name: before → after` each, of packages the name alone; empty where nothing moved
 */
export function environmentMoved(head: RunRecord, accepted: RunRecord): readonly string[] {
  const parts: readonly Part[] = [
    ...machineParts(head, accepted),
    ...(sameInstallation(head, accepted) ? installed(head, accepted) : []),
  ]
  return parts
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) =>
      // What differs in a manifest is the explanation's: its digest tells a reader nothing.
      name === PACKAGES ? name : `${name}: ${before ?? 'unknown'} → ${after ?? 'unknown'}`,
    )
}

/** What `deterministic` sets: where the change asks for it, or no longer does, these are its own. */
const DETERMINISTIC = new Set(['PYTHONHASHSEED', 'CUBLAS_WORKSPACE_CONFIG'])

function machineParts(head: RunRecord, accepted: RunRecord): readonly Part[] {
  const { hardware, environment } = head
  const old = accepted.hardware
  const was = accepted.environment
  const isOurs = head.config.deterministic !== accepted.config.deterministic
  return [
    ['driver', old.driver, hardware.driver],
    ['cuda', old.cuda, hardware.cuda],
    ['cpu', old.cpu.model, hardware.cpu.model],
    ['cpu level', old.cpu.level, hardware.cpu.level],
    ['cpu cores', String(old.cpu.cores), String(hardware.cpu.cores)],
    ['accelerators', spellAll(old.accelerators), spellAll(hardware.accelerators)],
    ['platform', was.platform, environment.platform],
    ['os', was.os, environment.os],
    ['libc', was.libc, environment.libc],
    ...variableParts(was.variables, environment.variables).filter(
      ([name]) => !isOurs || !DETERMINISTIC.has(name),
    ),
  ]
}

function spellAll(accelerators: RunRecord['hardware']['accelerators']): string {
  const spelled = accelerators.map((one) =>
    [one.model, one.memory, one.computeCapability, one.mig, one.ecc && `ecc ${one.ecc}`]
      .filter((part) => part !== undefined)
      .join(' '),
  )
  return spelled.length === 0 ? 'none' : spelled.join(', ')
}

function variableParts(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly Part[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  const valueOf = (from: Readonly<Record<string, string>>, name: string): string =>
    Object.hasOwn(from, name) ? `"${from[name]}"` : 'not set'
  return names.map((name) => [name, valueOf(before, name), valueOf(after, name)])
}

/** Whether the change left alone what decides which packages are installed. */
function sameInstallation(head: RunRecord, accepted: RunRecord): boolean {
  return (
    head.config.setup === accepted.config.setup &&
    canonicalJson(head.environment.pins) === canonicalJson(accepted.environment.pins)
  )
}

function installed({ environment }: RunRecord, { environment: was }: RunRecord): readonly Part[] {
  return [
    [
      'python',
      was.python && `${was.python.implementation} ${was.python.version}`,
      environment.python && `${environment.python.implementation} ${environment.python.version}`,
    ],
    [
      'framework',
      was.framework && `${was.framework.name} ${was.framework.version}`,
      environment.framework && `${environment.framework.name} ${environment.framework.version}`,
    ],
    [PACKAGES, was.packages, environment.packages],
  ]
}
