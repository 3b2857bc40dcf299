import type { Num } from '../../record/number.ts'

/** Two values, their difference and the tolerance, rounded together. */
export interface Comparison {
  readonly baseline: string | undefined
  readonly run: string | undefined
  readonly difference: string | undefined
  readonly relative: string | undefined
  readonly tolerance: string | undefined
}

interface Compared {
  readonly baseline: Num | undefined
  readonly run: Num | undefined
  readonly difference: number | undefined
  readonly relative: number | undefined
  readonly tolerance: number | undefined
}

interface Finite {
  readonly baseline: number
  readonly run: number
  readonly difference: number
  readonly tolerance: number | undefined
}

const MOST_DECIMALS = 12

/**
 * Rounds two values so that a reader who subtracts what is shown gets the difference that is shown, and who compares it
 * with the tolerance comes to the same answer as we did. Otherwise as short as possible: two digits of the difference.
 */
export function compareNumbers(metric: Compared): Comparison {
  const { baseline, run, difference, tolerance } = metric
  const relative = metric.relative === undefined ? undefined : spellPercent(metric.relative)
  if (
    typeof baseline !== 'number' ||
    typeof run !== 'number' ||
    difference === undefined ||
    difference === 0
  ) {
    return {
      baseline: baseline === undefined ? undefined : spellNumber(baseline),
      run: run === undefined ? undefined : spellNumber(run),
      difference:
        difference === 0
          ? '0'
          : difference === undefined
            ? undefined
            : signed(shortest(difference, 3)),
      relative,
      tolerance: tolerance === undefined ? undefined : spellNumber(tolerance),
    }
  }
  return { ...spellFinite({ baseline, run, difference, tolerance }), relative }
}

function spellFinite(values: Finite): Omit<Comparison, 'relative'> {
  const { baseline, run, difference, tolerance } = values
  const start = startDecimals(values)
  const tries = [0, 1, 2, 3, 4, 5, 6].map((more) => start + more).filter((d) => d <= MOST_DECIMALS)
  const decimals = tries.find((d) => isFaithful(values, d)) ?? tries.at(-1)
  if (decimals === undefined || isFar(values)) return spellFar(values)
  return {
    baseline: minus(baseline.toFixed(decimals)),
    run: minus(run.toFixed(decimals)),
    difference: signed(difference.toFixed(decimals)),
    tolerance: tolerance === undefined ? undefined : spellTolerance(tolerance, decimals),
  }
}

/** Very large, very small or very close values: in full, with as many digits of the difference as the tolerance asks for. */
function spellFar({ baseline, run, difference, tolerance }: Finite): Omit<Comparison, 'relative'> {
  const beyond = (digits: number): boolean =>
    Math.abs(Number(shortest(difference, digits))) > Number(shortest(tolerance ?? 0, digits))
  const digits =
    tolerance === undefined
      ? 3
      : [3, 5, 8, 12].find((few) => beyond(few) === Math.abs(difference) > tolerance)
  return {
    baseline: minus(String(baseline)),
    run: minus(String(run)),
    difference: signed(shortest(difference, digits ?? 17)),
    tolerance: tolerance === undefined ? undefined : shortest(tolerance, digits ?? 17),
  }
}

/** Whether fixed decimals would make numbers too long to read. */
function isFar({ baseline, run }: Finite): boolean {
  const largest = Math.max(Math.abs(baseline), Math.abs(run))
  return largest >= 1e9 || largest < 1e-4
}

function startDecimals({ baseline, run, difference }: Finite): number {
  const sizes = [baseline, run].map(Math.abs).filter((size) => size > 0)
  const readable = Math.min(decimalsFor(Math.min(...sizes), 3), decimalsFor(Math.max(...sizes), 5))
  const written = Math.max(decimalsOf(baseline), decimalsOf(run))
  return Math.max(0, Math.min(written, Math.max(readable, decimalsFor(difference, 2))))
}

function isFaithful({ baseline, run, difference, tolerance }: Finite, decimals: number): boolean {
  const [a, b, d] = [baseline, run, difference].map((value) => Number(value.toFixed(decimals)))
  if (a === undefined || b === undefined || d === undefined || d === 0) return false
  if (Number((b - a).toFixed(decimals)) !== d) return false
  if (tolerance === undefined) return true
  const shown = Number(spellTolerance(tolerance, decimals))
  return Math.abs(d) > shown === Math.abs(difference) > tolerance
}

/** At least as many decimals as the values have, and at least three digits of its own. */
function spellTolerance(tolerance: number, decimals: number): string {
  if (tolerance === 0) return '0'
  const own = Math.min(decimalsOf(tolerance), decimalsFor(tolerance, 3))
  const shown = Math.max(decimals, own)
  return shown > MOST_DECIMALS ? shortest(tolerance, 3) : tolerance.toFixed(shown)
}

/** One number alone: six significant digits, or exactly what a record says of a number that is none. */
export function spellNumber(value: Num): string {
  return minus(typeof value === 'number' ? shortest(value, 6) : value)
}

/** A part of the baseline in percent, with its sign and two significant digits. */
export function spellPercent(part: number): string {
  const percent = part * 100
  if (percent === 0) return '0%'
  if (Math.abs(percent) >= 1e6) return `${signed(percent.toExponential(1))}%`
  if (Math.abs(percent) < 1e-4) return `${signed(percent.toExponential(1))}%`
  return `${signed(percent.toFixed(Math.max(0, decimalsFor(percent, 2))))}%`
}

/** Decimals that show `digits` significant digits of a value; may be negative. */
function decimalsFor(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0
  return digits - 1 - Number(value.toExponential(digits - 1).split('e')[1])
}

/** Decimals of the shortest text that reads back as this value. */
function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(Math.abs(value)).split('e')
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent))
}

function shortest(value: number, digits: number): string {
  const size = Math.abs(value)
  if (Number.isInteger(value) && size < 1e9) return String(value)
  if (size >= 1e9 || size < 1e-4) return String(Number(value.toPrecision(digits)).toExponential())
  return String(Number(value.toPrecision(Math.max(digits, Math.ceil(Math.log10(size + 1))))))
}

function signed(digits: string): string {
  return digits.startsWith('-') ? minus(digits) : `+${digits}`
}

/** A true minus sign, which does not break from its number. */
function minus(digits: string): string {
  return digits.replace(/^-/, '−')
}
