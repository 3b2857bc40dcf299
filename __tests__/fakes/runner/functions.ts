import { data } from '@actions/expressions'
import type { FunctionDefinition } from '@actions/expressions/funcs/info'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { matchesGlob, join } from 'node:path'

/** How things stand, for `success()`, `failure()` and `cancelled()`. */
export interface Standing {
  readonly success: boolean
  readonly failure: boolean
  readonly cancelled: boolean
}

export function statusFunctions(standing: () => Standing): FunctionDefinition[] {
  const flag = (name: string, call: () => boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(call()),
  })
  return [
    flag('always', () => true),
    flag('success', () => standing().success),
    flag('failure', () => standing().failure),
    flag('cancelled', () => standing().cancelled),
  ]
}

/** `hashFiles(pattern, ...)`: the SHA-256 of the files' SHA-256; empty where no file matches. */
export function hashFilesFunction(workspace: string): FunctionDefinition {
  const call = (...args: data.ExpressionData[]) =>
    new data.StringData(
      hashFiles(
        workspace,
        args.map((a) => a.coerceString()),
      ),
    )
  return { name: 'hashFiles', minArgs: 1, maxArgs: 255, call }
}

function hashFiles(workspace: string, patterns: readonly string[]): string {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'))
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => pattern.slice(1))
  const files = globSync(wanted, { cwd: workspace })
    .filter((file) => !unwanted.some((pattern) => matchesGlob(file, pattern)))
    .map((file) => join(workspace, file))
    .filter((file) => statSync(file).isFile())
    .sort()
  if (files.length === 0) return ''
  const whole = createHash('sha256')
  for (const file of files) whole.update(createHash('sha256').update(readFileSync(file)).digest())
  return whole.digest('hex')
}
