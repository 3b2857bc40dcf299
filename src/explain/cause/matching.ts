import type { Scalar } from '../../record/record.ts'
import type { FoundDivergence, HyperChange } from '../divergence/divergence.ts'
import { effective } from '../divergence/hyper.ts'
import type { Change } from '../explanation.ts'

/** How configurations spell what an optimiser calls `lr`, in small letters and digits alone. */
const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['lr', ['lr', 'learningrate', 'eta', 'stepsize']],
  ['weight_decay', ['weightdecay', 'wd', 'l2']],
  ['momentum', ['momentum']],
  ['betas', ['betas', 'beta1', 'beta2', 'adambeta1', 'adambeta2']],
  ['eps', ['eps', 'epsilon', 'adamepsilon']],
])

/**
 * Whether a change is the very value that was in force: a parameter, an option of the command or a variable that is named
 * like the hyper-parameter, and whose value before and after are the optimiser's. That match needs no judgement.
 */
function isInForce(change: Change, hyper: HyperChange): boolean {
  const named = nameOf(change)
  if (named === undefined || (change.kind !== 'param' && change.kind !== 'setting')) return false
  return isSpelled(named, hyper.name) && isSameMove(change, hyper)
}

/** Whether all that was in force with another value is among these changes. */
export function accountFor(changes: readonly Change[], { hyper }: FoundDivergence): boolean {
  const moved = effective(hyper)
  return moved.length > 0 && moved.every((one) => changes.some((change) => isInForce(change, one)))
}

/** Whether any of what was in force with another value is this change. */
export function isAmongHyper(change: Change, { hyper }: FoundDivergence): boolean {
  return hyper.some((one) => isInForce(change, one))
}

/** `learning_rate` of `optimizer.learning_rate`, `--lr` of the setting `train --lr`, `LR` of `env.LR`. */
function nameOf(change: Change): string | undefined {
  if (change.kind === 'param') return change.key
  if (change.kind !== 'setting') return undefined
  return /^(?:train\s+|env\.)(.+)$/s.exec(change.name)?.[1]
}

/** The last words of a dotted or slashed key count: `optimizer.learning_rate`, `--optim/lr`. */
function isSpelled(key: string, hyper: string): boolean {
  const last = key.split(/[./:]/).at(-1) ?? ''
  const [given, wanted] = [bare(last), bare(hyper)]
  if (given === '') return false
  return given === wanted || (SPELLINGS.get(hyper)?.includes(given) ?? false)
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

interface Move {
  readonly before: Scalar | undefined
  readonly after: Scalar | undefined
}

function isSameMove(change: Move, hyper: Move): boolean {
  if (isSameValue(change.before, hyper.before) && isSameValue(change.after, hyper.after))
    return true
  const [old, young] = [numbersOf(hyper.before), numbersOf(hyper.after)]
  const places = old.flatMap((value, at) => (value === young[at] ? [] : [at]))
  return (
    old.length > 1 &&
    old.length === young.length &&
    places.length === 1 &&
    places.every(
      (at) => isSameValue(change.before, old[at]) && isSameValue(change.after, young[at]),
    )
  )
}

/** `"(0.9, 0.999)"`: pairs are recorded as text. */
function numbersOf(value: Scalar | undefined): number[] {
  if (typeof value !== 'string' || !/^[([].*[)\]]$/s.test(value)) return []
  return value
    .slice(1, -1)
    .split(',')
    .map((part) => Number(part))
}

function isSameValue(a: Scalar | undefined, b: Scalar | undefined): boolean {
  if (a === undefined || b === undefined || a === null || b === null) return false
  const [x, y] = [numberOf(a), numberOf(b)]
  if (x !== undefined && y !== undefined) return x === y
  return String(a).toLowerCase() === String(b).toLowerCase()
}

function numberOf(value: Scalar): number | undefined {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** Names of what people and their tools read, and no training does. */
const PROSE =
  /\.(md|rst|adoc)$|(^|\/)(licen[cs]e|notice|authors|changelog|\.git[^/]*)(\.[a-z]+)?$|(^|\/)\.(github|gitlab|circleci|vscode|idea|devcontainer)\//i

/**
 * Whether a change stood beside the training and was not part of it: a module that is known not to be imported, comments, or
 * what is prose. It can still be read by the program, so it is put last, not left out.
 */
export function isBeside(change: Change): boolean {
  if (change.kind !== 'code') return false
  if (change.imported !== true && PROSE.test(change.path)) return true
  return change.imported === false || isCommentsOnly(change)
}

/** Whether all lines of Python that differ are known, and are comments or empty. */
function isCommentsOnly({ path, hunks = [], note }: Extract<Change, { kind: 'code' }>): boolean {
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => !line.startsWith(' '))
  return (
    path.endsWith('.py') &&
    note === undefined &&
    lines.length > 0 &&
    lines.every((line) => /^[+-]\s*(?:#|$)/.test(line))
  )
}
