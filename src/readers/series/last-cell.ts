import type { Finding } from '../../record/finding.ts'

/** Learns how a table's rows end, to tell whether its last one, which has no line end, is all there. */
interface LastCells {
  /** The last cell of a row that a line end followed. */
  add(cell: string): void
  /** Whether the cell says by itself that nothing was cut off. */
  isWhole(cell: string): boolean
}

const PLAIN = /^[-+]?\d*\.(\d+)$/
/** Fewer decimals, or fewer rows, may be alike by chance. */
const LEAST_DECIMALS = 3
const LEAST_ROWS = 3

/**
 * The rule for a last row without a line end. csv.writer, pandas, numpy, Keras, Lightning and dvclive end every row, so
 * such a row counts as cut: `0.2` may be the begin of `0.2512`. The one exception is for programs that join rows with
 * line ends and always write as many decimals (`%.4f`): where all rows before, 3 or more, have the same number of them,
 * 3 or more, a cell with as many has lost nothing.
 */
export function lastCells(): LastCells {
  let decimals: number | undefined
  let rows = 0
  let alike = true
  return {
    add(cell) {
      if (!alike) return
      const own = decimalsOf(cell)
      decimals ??= own
      alike = own === decimals && own >= LEAST_DECIMALS
      rows++
    },
    isWhole: (cell) => alike && rows >= LEAST_ROWS && decimalsOf(cell) === decimals,
  }
}

/** A file that ends in a value, with no line end to say that all of it was written. */
export function endsInValue(path: string, line: number): Finding {
  const where = `line ${line}, which has no line end: its last value may be cut`
  return { kind: 'source-truncated', path, where }
}

/** −1 for what is no decimal without an exponent. */
function decimalsOf(cell: string): number {
  return PLAIN.exec(cell.trim())?.[1]?.length ?? -1
}
