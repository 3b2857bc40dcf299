import type * as z from 'zod/mini'
import {
  faultsOf,
  isRefused,
  isWritten,
  spellPath,
  spotOf,
  valueAt,
  type Fault,
  type Path,
} from './faults.ts'
import { knownKeys, nearestKey } from './known.ts'
import type { SpecProblem } from './problem.ts'
import {
  FIELDS,
  MUST,
  NOT_YET,
  notYet,
  quote,
  show,
  SYNTAX,
  type Field,
  type Words,
} from './texts.ts'
import { pathKey } from './yaml-nodes.ts'
import type { YamlFile } from './yaml.ts'

/** All problems of a `reprise.yml` that a schema does not accept, each at its place. `schema` may know more keys than it accepts. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodMiniType,
  file: YamlFile,
): SpecProblem[] {
  const context: Context = { schema, file }
  const faults = faultsOf(issues)
  const meant = new Set(faults.map((fault) => meantPath(fault, context)))
  return faults
    .filter(({ kind, path }) => kind !== 'value' || isOwnFault(path, meant, file))
    .map((fault) => explain(fault, context))
}

interface Context {
  readonly schema: z.ZodMiniType
  readonly file: YamlFile
}

/** Whether a value's fault is not told already: as a mistyped key, or as a value that YAML itself gives no meaning. */
function isOwnFault(path: Path, meant: ReadonlySet<string | undefined>, file: YamlFile): boolean {
  return isWritten(path, file) ? !isRefused(path, file) : !meant.has(pathKey(path))
}

function explain({ kind, path, message }: Fault, context: Context): SpecProblem {
  const spot = spotOf(path, context.file)
  if (kind === 'unknown') return { place: spot.key, ...unknownKey(path, context) }
  if (kind === 'value') return { place: spot.value, ...wrongValue(message, path, context) }
  return {
    place: spot.key,
    message: `${quote(String(path.at(-1)))} ${message}`,
    hint: hintFor(path),
  }
}

function unknownKey(path: Path, context: Context): Words {
  const key = String(path.at(-1))
  const above = path.at(-2)
  const field = above === 'policy' || above === 'ledger' ? `${above}.${key}` : key
  if (NOT_YET.has(field)) return notYet(field)
  const near = nearest(path, context)
  const known = knownKeys(context.schema, path.slice(0, -1))
  const message = `unknown key ${quote(key)}${near === undefined ? '' : `: did you mean "${near}"?`}`
  return { message, hint: known.length === 0 ? 'Remove it.' : `Known here: ${known.join(', ')}.` }
}

function nearest(path: Path, { schema }: Context): string | undefined {
  return nearestKey(String(path.at(-1)), knownKeys(schema, path.slice(0, -1)))
}

/** The key that an unknown one stands for: it is not missing, only mistyped. With `models` no `train` is missing. */
function meantPath({ kind, path }: Fault, context: Context): string | undefined {
  const near = kind === 'unknown' ? nearest(path, context) : undefined
  return near === undefined
    ? undefined
    : pathKey([...path.slice(0, -1), near === 'models' ? 'train' : near])
}

function wrongValue(must: string, path: Path, { file }: Context): Words {
  const written = valueAt(file.value, path)
  const name = spellPath(path)
  if (!isWritten(path, file)) return { message: `${name} is missing`, hint: hintFor(path) }
  const seen = must.startsWith('must') ? `, not ${show(written)}` : ''
  return { message: `${name} ${must}${seen}`, hint: hintFor(path, written, must) }
}

/** How to write what stood there, where that can be said; else what the field is for. */
function hintFor(path: Path, written?: unknown, must?: string): string {
  if (must === MUST.list && typeof written === 'string')
    return `Write it as a list: [${quote(written)}].`
  if (must === MUST.variableValue && typeof written !== 'object')
    return `Write it in quotes: "${String(written)}".`
  const named = path.findLast((part) => typeof part === 'string' && Object.hasOwn(FIELDS, part))
  return named === undefined ? SYNTAX.empty.hint : FIELDS[named as Field]
}
