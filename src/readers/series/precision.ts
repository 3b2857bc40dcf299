import type { Resolution } from '../../record/series.ts'

/** Learns from the texts of a series' numbers how fine its source is. */
export interface Precision {
  /** `text` is the number as the file spells it, in decimal. NaN and infinities say nothing and are not added. */
  add(text: string, value: number): void
  resolution(): Resolution
}

const DECIMAL = /^[-+]?(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/
/** More digits than a float32 needs to be told from its neighbours. */
const FLOAT32_DIGITS = 9
const FLOAT64_DIGITS = 15

/**
 * The resolution of a decimal text (DESIGN §4), by the first rule that fits:
 *
 * 1. all integers → `exact`; unless one is beyond what float64 holds, then `decimal:0`
 * 2. every value is a float32 and one is written with more than 9 digits → `float32`: Python writes a widened
 *    float32 with up to 17 digits, so this rule stands before the next; a float64 passes it by chance once in 2²⁹
 * 3. one value is written with at least 15 digits → `exact`
 * 4. `decimal:k`, k the most decimals seen. A short number such as `0.5` proves nothing about its writer.
 */
export function measurePrecision(): Precision {
  let count = 0
  let integers = true
  let safe = true
  let narrow = true
  let digits = 0
  let decimals = 0
  return {
    add(text, value) {
      const spelled = spell(text, value)
      count++
      integers &&= spelled.integer
      safe &&= !spelled.integer || Number.isSafeInteger(value)
      narrow &&= Math.fround(value) === value
      digits = Math.max(digits, spelled.digits)
      decimals = Math.max(decimals, spelled.decimals)
    },
    resolution() {
      if (count > 0 && integers && safe) return 'exact'
      if (!integers && narrow && digits > FLOAT32_DIGITS) return 'float32'
      if (!integers && digits >= FLOAT64_DIGITS) return 'exact'
      return `decimal:${Math.min(decimals, 400)}`
    },
  }
}

/** {@link measurePrecision} of one number. */
export function resolutionOf(text: string, value: number): Resolution {
  const precision = measurePrecision()
  if (Number.isFinite(value)) precision.add(text, value)
  return precision.resolution()
}

interface Spelling {
  readonly integer: boolean
  /** Significant digits as written, trailing zeros included. */
  readonly digits: number
  /** Places after the point, the exponent taken in. */
  readonly decimals: number
}

function spell(text: string, value: number): Spelling {
  // A spelling that is not decimal (YAML's 0x1F) is judged by the shortest decimal of its value.
  const parts = DECIMAL.exec(text) ?? DECIMAL.exec(String(value))
  const [, whole = '', fraction = '', exponent] = parts ?? []
  return {
    integer: !text.includes('.') && exponent === undefined,
    digits: (whole + fraction).replace(/^0+/, '').length,
    decimals: Math.max(0, fraction.length - Number(exponent ?? 0)),
  }
}
