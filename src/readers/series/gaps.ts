/** Where a column of a table has values, and where it has gaps. */
interface Filling {
  /** Rows with a value, ascending. */
  readonly rows: readonly number[]
  /** The longest run of gaps before its last value. */
  readonly widest: number
  /** Gaps after its last value, and the row of the last of them. */
  readonly trailing: number
  readonly lastGap: number
}

/**
 * Whether the gaps at a column's end stand for values that were lost. pandas writes NaN as an empty cell, others write
 * `null`; but logs are also sparse by design (Lightning has a row for training and one for validation). It counts as lost
 * where the column had two values or more and was never this long without one, and either a metric that stood beside its last
 * value goes on without it, or the rows hold nothing else. The series then ends in NaN: its last number
 * is not the run's.
 */
export function lostAtEnd(column: Filling, others: readonly Filling[]): boolean {
  const last = column.rows.at(-1)
  if (last === undefined || column.rows.length < 2 || column.trailing <= column.widest) return false
  const later = others.filter((other) => other !== column && (other.rows.at(-1) ?? -1) > last)
  return later.length === 0 || later.some((other) => includes(other.rows, last))
}

function includes(ascending: readonly number[], wanted: number): boolean {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? Infinity) < wanted) low = middle + 1
    else high = middle
  }
  return ascending[low] === wanted
}
