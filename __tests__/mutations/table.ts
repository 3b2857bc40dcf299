import type { Score } from './score.ts'

/** How many of some pairs were right. */
export interface Tally {
  readonly pairs: number
  readonly step: number
  readonly tensor: number
  /** Acceptable: the right one, or another that the evidence cannot exclude and that is said to be unsure. */
  readonly class: number
  /** The right one. */
  readonly named: number
  readonly size: number
  readonly firmlyWrong: number
}

export function tally(scores: readonly Score[]): Tally {
  const count = (is: (score: Score) => boolean): number => scores.filter(is).length
  return {
    pairs: scores.length,
    step: count(({ step }) => step),
    tensor: count(({ tensor }) => tensor),
    class: count(({ kind }) => kind),
    named: count(({ named }) => named),
    size: count(({ size }) => size),
    firmlyWrong: count(({ firmlyWrong }) => firmlyWrong),
  }
}

/** One tally a class, in the order in which they come. */
export function byClass(scores: readonly Score[]): Readonly<Record<string, Tally>> {
  const classes = [...new Set(scores.map((score) => score.class))]
  return Object.fromEntries(
    classes.map((name) => [name, tally(scores.filter((score) => score.class === name))]),
  )
}

const COLUMNS = ['pairs', 'step', 'tensor', 'class', 'named', 'size', 'firmlyWrong'] as const

/** Both halves, class by class, for a terminal. */
export function tableOf(scores: readonly Score[]): string {
  const head = ['class of mutation', ...COLUMNS]
  const halves = [false, true].flatMap((heldOut) => {
    const half = scores.filter((score) => score.heldOut === heldOut)
    const rows = [...Object.entries(byClass(half)), ['all', tally(half)] as const]
    return [
      [heldOut ? 'HELD OUT' : 'TUNED'],
      head,
      ...rows.map(([name, row]) => [name, ...COLUMNS.map((column) => String(row[column]))]),
      [''],
    ]
  })
  return halves
    .map(
      ([name = '', ...cells]) => name.padEnd(28) + cells.map((cell) => cell.padStart(12)).join(''),
    )
    .join('\n')
}

/** Whether the aim is met: every step and tensor, 95 % of the classes acceptable, no firm sentence that is wrong. */
export function meetsAim({ pairs, step, tensor, class: kind, firmlyWrong }: Tally): boolean {
  return (
    pairs > 0 && step === pairs && tensor === pairs && kind >= 0.95 * pairs && firmlyWrong === 0
  )
}
