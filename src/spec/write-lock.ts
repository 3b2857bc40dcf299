import type { Num } from '../record/number.ts'
import type { Baseline, BaselineMetric, Lock } from './lock.ts'
import { LOCK } from './texts.ts'

/**
 * The text of `reprise.lock`: sorted, one metric a line, every number at full precision, so that a change of one
 * metric is a diff of one line. Equal locks give equal texts.
 */
export function writeLock(lock: Lock): string {
  const blocks = sorted(lock.baselines).flatMap(([key, baseline]) => [
    `  ${spellText(key)}:`,
    ...blockOf(baseline),
  ])
  const baselines = blocks.length === 0 ? ['baselines: {}'] : ['baselines:', ...blocks]
  return [`# ${LOCK.header}`, `version: ${lock.version}`, ...baselines, ''].join('\n')
}

/** The order in which a reader asks: which run, of what, how sure, what came out, why. */
function blockOf(baseline: Baseline): string[] {
  const { metrics, cause, because } = baseline
  return [
    ...(['record', 'input', 'seed', 'runs', 'repeats'] as const).map(
      (field) => `    ${field}: ${baseline[field]}`,
    ),
    ...metricLines(metrics),
    ...(['series', 'weights', 'trace', 'noise-from'] as const).flatMap((field) =>
      baseline[field] === undefined ? [] : [`    ${field}: ${baseline[field]}`],
    ),
    `    cause: ${cause}`,
    `    because: ${spellText(because)}`,
  ]
}

function metricLines(metrics: Baseline['metrics']): string[] {
  const lines = sorted(metrics).map(
    ([name, metric]) => `      ${spellText(name)}: ${metricLine(metric)}`,
  )
  return lines.length === 0 ? ['    metrics: {}'] : ['    metrics:', ...lines]
}

function metricLine({ mean, sd, better, step, resolution }: BaselineMetric): string {
  const parts = [
    `mean: ${spellNumber(mean)}`,
    ...(sd === undefined ? [] : [`sd: ${spellNumber(sd)}`]),
    ...(better === undefined ? [] : [`better: ${better}`]),
    `step: ${step}`,
    ...(resolution === undefined ? [] : [`resolution: ${spellText(resolution)}`]),
  ]
  const comment = rounded(mean, sd)
  return `{${parts.join(', ')}}${comment === undefined ? '' : ` # ${comment}`}`
}

/** What JSON has no number for is a text in quotes, as in records. */
function spellNumber(value: Num): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** Six digits of a long number, so that a diff can be read; `undefined` where it is short already. */
function rounded(mean: Num, sd: number | undefined): string | undefined {
  if (typeof mean !== 'number') return undefined
  const [short, spread] = [mean, sd ?? 0].map((value) => String(Number(value.toPrecision(6))))
  if (short === String(mean) && spread === String(sd ?? 0)) return undefined
  return sd === undefined ? short : `${short} ± ${spread}`
}

const PLAIN = /^[A-Za-z](?:[\w./@()+ -]*[\w./@()+-])?$/
/** Words that YAML 1.2 or an older YAML reads as something else. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i

/** What no reviewer sees: controls, formats, private characters, every space but the plain one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]|(?! )\p{Z}/gu

/** Bare where every YAML reader sees the same text, else in quotes with nothing invisible in it. */
function spellText(text: string): string {
  if (PLAIN.test(text) && !WORDS.test(text)) return text
  return JSON.stringify(text).replace(INVISIBLE, (character) => {
    const point = (character.codePointAt(0) ?? 0).toString(16)
    return point.length > 4 ? `\\U${point.padStart(8, '0')}` : `\\u${point.padStart(4, '0')}`
  })
}

function sorted<T>(table: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))
}
