import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Variables } from './environment.ts'

/**
 * Names of the accelerators that a run of this caller would see, for the queue: none on a machine without one.
 * What a list of UUIDs or a MIG slice names is not resolved: equal spellings wait for each other.
 */
export function visibleAccelerators(caller: Variables): string[] {
  const devices = readdirSync('/dev')
  const nvidia = devices.flatMap((name) => /^nvidia(\d+)$/.exec(name)?.[1] ?? [])
  const amd = devices.includes('kfd') ? ['all'] : []
  return [
    ...chosen(nvidia, caller['CUDA_VISIBLE_DEVICES']).map((name) => `nvidia-${name}`),
    ...chosen(amd, caller['ROCR_VISIBLE_DEVICES'] ?? caller['HIP_VISIBLE_DEVICES']).map(
      (name) => `amd-${name}`,
    ),
  ]
}

/** A variable that is set names the devices; set and empty, or beginning with -1, none. */
function chosen(present: readonly string[], variable: string | undefined): string[] {
  if (present.length === 0 || variable === undefined) return [...present]
  const names = variable.split(',').map((name) => name.trim())
  const end = names.findIndex((name) => name === '' || name.startsWith('-'))
  return names.slice(0, end === -1 ? undefined : end).map((name) => name.replace(/[^\w.-]/g, '_'))
}

/** The user's folder for locks. */
export function queueFolder(caller: Variables): string {
  const runtime = caller['XDG_RUNTIME_DIR']
  return runtime !== undefined && isAbsolute(runtime)
    ? join(runtime, 'reprise')
    : join(tmpdir(), `reprise-${process.getuid?.()}`)
}
