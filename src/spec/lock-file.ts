import * as z from 'zod/mini'
import { UserError } from '../record/error.ts'
import { PLAIN_MESSAGES, spellIssue } from '../record/issue.ts'
import { parseKey, spellKey } from '../record/key.ts'
import { faultsOf, isRefused, isWritten, spellPath, spotOf, type Fault } from './faults.ts'
import { Baseline, type Lock } from './lock.ts'
import { SpecError, type SpecProblem } from './problem.ts'
import { LOCK, quote } from './texts.ts'
import { writeLock } from './write-lock.ts'
import { modelName } from './written.ts'
import { pathKey } from './yaml-nodes.ts'
import { readYaml, type YamlFile } from './yaml.ts'

export { writeLock }

/** The longest `reprise.lock`, in UTF-16 units. */
const MOST_LENGTH = 1024 * 1024

const key = z.string().check(z.refine(isKey, LOCK.key.message))
/** `reprise.lock` as it is written. */
export const LockFile = z.strictObject({
  version: z.literal(1),
  baselines: z.record(key, Baseline),
})

/** Whether a text is a comparison key as `spellKey` writes it, of a model that `reprise.yml` could name. */
function isKey(text: string): boolean {
  const parsed = parseKey(text)
  return (
    parsed !== undefined && spellKey(parsed) === text && modelName.safeParse(parsed.model).success
  )
}

/**
 * Reads `reprise.lock`, which may be hostile.
 *
 * @throws {SpecError} `lock-invalid` with every problem, or {UserError} `lock-version` where a newer Reprise wrote it
 */
export function parseLock(text: string, file: string): Lock {
  const yaml = readYaml(text, file, MOST_LENGTH)
  if (yaml.readable) refuseVersion(yaml, file)
  const parsed = LockFile.safeParse(yaml.value, PLAIN_MESSAGES)
  const faults = yaml.readable ? faultsOf(parsed.error?.issues ?? []) : []
  const problems = [
    ...yaml.problems,
    ...faults.filter(({ path }) => !isRefused(path, yaml)).map((fault) => problemOf(fault, yaml)),
  ]
  if (!parsed.success || problems.length > 0)
    throw new SpecError('lock-invalid', problems, hintOf(problems))
  return {
    version: 1,
    baselines: Object.assign(Object.create(null) as object, parsed.data.baselines),
  }
}

function refuseVersion({ value, spots }: YamlFile, file: string): void {
  const version = (value as { version?: unknown } | null)?.version
  if (typeof version !== 'number' || version === 1) return
  const words = LOCK.version(version)
  throw new UserError(
    'lock-version',
    words.message,
    words.hint,
    spots.get(pathKey(['version']))?.value ?? { file },
  )
}

/** What YAML says of a merge conflict helps more than the general way out. */
function hintOf(problems: readonly SpecProblem[]): string {
  return problems.find(({ hint }) => hint === LOCK.conflict)?.hint ?? LOCK.restore
}

function problemOf({ kind, path, message }: Fault, yaml: YamlFile): SpecProblem {
  const spot = spotOf(path, yaml)
  const key = quote(String(path.at(-1)))
  if (kind === 'unknown')
    return { place: spot.key, message: `unknown key ${key}`, hint: LOCK.restore }
  if (kind === 'name') return { place: spot.key, message: `${key} ${message}`, hint: LOCK.restore }
  const what = isWritten(path, yaml) ? `: ${message}` : ' is missing'
  return { place: spot.value, message: `${spellPath(path)}${what}`, hint: LOCK.restore }
}

/**
 * The lock with one baseline set: what `accept` writes.
 *
 * @param key as `spellKey` writes it
 * @throws {UserError} `baseline-invalid` for what a lock cannot hold, such as a reason of more than 500 characters
 */
export function setBaseline(lock: Lock | undefined, key: string, baseline: Baseline): Lock {
  const parsed = LockFile.safeParse({ version: 1, baselines: { [key]: baseline } }, PLAIN_MESSAGES)
  if (!parsed.success) throw unfit(parsed.error.issues.map(spellIssue).join('\n'))
  const next: Lock = { version: 1, baselines: { ...lock?.baselines, ...parsed.data.baselines } }
  try {
    // A name or reason with a NUL, or a lock that grew too long, must not be found out by the next reader.
    parseLock(writeLock(next), 'reprise.lock')
  } catch (error) {
    throw error instanceof UserError ? unfit(error.message) : error
  }
  return next
}

function unfit(why: string): UserError {
  return new UserError(
    'baseline-invalid',
    `reprise.lock cannot hold this baseline: ${why}`,
    LOCK.limits,
  )
}
