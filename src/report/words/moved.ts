import {
  pathOf,
  type Change,
  type Explanation,
  type FactorReport,
} from '../../explain/explanation.ts'
import type { Factor } from '../../record/record.ts'
import { say, type Line } from '../text/line.ts'
import { changeWords } from './change.ts'

/** What people call a factor. */
export const FACTOR_NAMES = {
  code: 'code',
  config: 'configuration',
  data: 'data',
  environment: 'environment',
  hardware: 'hardware',
  seed: 'seed',
  determinism: 'determinism',
} as const satisfies Record<Factor, string>

const SOURCE = /\.(py|pyx|ipynb|jl|r|lua|c|cc|cpp|cu|cuh|h|rs|go|java|sh|ts|js)$/i

/**
 * How likely a change moved the result, 0 the likeliest: code that the training imported or was started with, data,
 * parameters, packages; last what only stood beside it.
 */
function rank(factor: Factor, change: Change, train: string): number {
  if (change.kind === 'code') return rankCode(change.path, change.imported, train)
  if (change.kind === 'data') return 1
  if (change.kind === 'param') return 2
  if (change.kind === 'package') return 5
  return factor === 'config' ? 3 : factor === 'environment' ? 6 : 7
}

function rankCode(path: string, imported: boolean | undefined, train: string): number {
  if (imported === true || train.split(/\s+/).includes(path)) return 0
  if (imported === false) return 9
  return SOURCE.test(path) ? 4 : 8
}

/** Whether a file that differs is none that the change itself touches. */
export function movedBefore({ touched }: Explanation, change: Change): boolean {
  const path = pathOf(change)
  return touched !== undefined && path !== undefined && !touched.includes(path)
}

/** Behind everything that the change itself touches. */
const BEFORE = 100

/** All changes, the likeliest cause first. `train` is the command: a file that it names was run. */
export function likeliestFirst(explanation: Explanation, train: string): Change[] {
  return explanation.factors
    .flatMap(({ factor, changes }) =>
      changes.map((change) => ({
        change,
        at: rank(factor, change, train) + (movedBefore(explanation, change) ? BEFORE : 0),
      })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ change }) => change)
}

/** "`data/train.csv` row 212 differs, and 2 more changes", or undefined where nothing is known to differ. */
export function movedWords(explanation: Explanation, train: string): Line | undefined {
  const [first, ...rest] = likeliestFirst(explanation, train)
  if (first === undefined) return differentWords(explanation.factors)
  if (movedBefore(explanation, first))
    return say`nothing of this change is known to differ; ${changeWords(first)}${moreWords(rest.length)}, before it`
  const old = rest.filter((change) => movedBefore(explanation, change)).length
  const before = old === 0 ? '' : ` (${old} more differed before it)`
  return say`${changeWords(first)}${moreWords(rest.length - old)}${before}`
}

function moreWords(count: number): string {
  return count === 0 ? '' : `, and ${count} more ${count === 1 ? 'change' : 'changes'}`
}

function differentWords(factors: readonly FactorReport[]): Line | undefined {
  const names = factors
    .filter(({ status }) => status === 'different')
    .map(({ factor }) => FACTOR_NAMES[factor])
  return names.length === 0
    ? undefined
    : say`the ${names.join(' and the ')} ${names.length === 1 ? 'differs' : 'differ'}`
}

/** Where no factor is known to differ: which ones are not known at all. */
export function unmovedWords(explanation: Explanation): Line {
  const unknown = explanation.factors.filter(
    ({ status, unknown }) => status === 'unknown' || unknown.length > 0,
  )
  if (unknown.length === 0) return say`no recorded factor differs`
  return say`no recorded factor differs, but not all is known of ${unknown.map(({ factor }) => FACTOR_NAMES[factor]).join(', ')}`
}
