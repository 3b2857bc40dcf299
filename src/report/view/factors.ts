import type { FactorReport } from '../../explain/explanation.ts'
import { ADVICE } from '../../explain/texts.ts'
import { Factor, type RunRecord } from '../../record/record.ts'
import type { ModelReport } from '../report.ts'
import { code, join, marked, say, strong, type Line } from '../text/line.ts'
import { count } from '../text/quantity.ts'
import { FACTOR_NAMES } from '../words/moved.ts'
import type { Block } from './block.ts'

/** Every factor: the same, different or unknown, who says so, and what would make the unknown known. */
export function factorBlocks({
  explanation,
  run,
  isNew,
}: Pick<ModelReport, 'explanation' | 'run' | 'isNew'>): Block[] {
  if (explanation !== undefined) {
    const rows = explanation.factors.map((factor) => [
      say`${FACTOR_NAMES[factor.factor]}`,
      statusWords(factor),
      sourceWords(run, factor.factor),
      whatWords(factor),
    ])
    return [
      {
        kind: 'table',
        head: ['factor', 'compared with the baseline', 'recorded by', 'what'],
        rows,
      },
    ]
  }
  // Of a new model this stands in a part of its own.
  return run === undefined || isNew === true ? [] : recordedBlocks(run)
}

/** What one run says of itself: each factor recorded, declared or unknown, and what would make the unknown known. */
export function recordedBlocks(run: RunRecord): Block[] {
  const rows = Factor.options.map((factor) => {
    const { state } = run.facts[factor]
    return [
      say`${FACTOR_NAMES[factor]}`,
      state === 'unknown' ? say`${strong(state)}` : say`${state}`,
      sourceWords(run, factor),
      state === 'unknown' ? marked(ADVICE[factor]) : say`–`,
    ]
  })
  return [{ kind: 'table', head: ['factor', 'this run', 'recorded by', 'what to do'], rows }]
}

function statusWords({ status, unknown }: FactorReport): Line {
  if (status === 'same') return say`same`
  return status === 'different'
    ? say`${strong('different')}${unknown.length > 0 ? ', in part unknown' : ''}`
    : say`${strong('unknown')}`
}

function sourceWords(run: RunRecord | undefined, factor: Factor): Line {
  const fact = run?.facts[factor]
  if (fact === undefined) return say`–`
  return fact.state === 'unknown' ? say`not recorded` : say`${code(fact.source)}`
}

function whatWords({ changes, unknown, advice }: FactorReport): Line {
  const parts = [
    ...(changes.length === 0 ? [] : [say`${count(changes.length, 'change')}`]),
    ...unknown.slice(0, 5).map((what) => say`not known: ${what}`),
    ...(advice === undefined ? [] : [marked(advice)]),
  ]
  return join(parts, '; ')
}
