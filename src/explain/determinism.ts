import type { RunRecord, Scalar } from '../record/record.ts'
import type { FactorReport } from './explanation.ts'
import { factorReport } from './factor.ts'
import type { Pair } from './material.ts'
import { compareSettings, settingsOf } from './setting.ts'

const VARIABLES = new Set([
  'PYTHONHASHSEED',
  'CUBLAS_WORKSPACE_CONFIG',
  'TF_DETERMINISTIC_OPS',
  'TF_CUDNN_DETERMINISTIC',
  'NCCL_ALGO',
  'NCCL_PROTO',
])

/** Whether a variable decides only how repeatable the arithmetic is: then it is this factor's and no other's. */
export function isDeterminismVariable(name: string): boolean {
  return VARIABLES.has(name)
}

/** As {@link isDeterminismVariable}, for a flag of the framework: `deterministic`, `cudnn.benchmark`, … */
export function isDeterminismFlag(name: string): boolean {
  return /determin|benchmark/i.test(name)
}

/** What asks for repeatable arithmetic: `deterministic`, the framework's flags and the variables that it or Python read. */
export function explainDeterminism(pair: Pair): FactorReport {
  const [before, after] = [pair.baseline.record, pair.run.record]
  const compared = compareSettings('determinism', [
    {
      name: 'deterministic',
      before: before.config.deterministic,
      after: after.config.deterministic,
      absent: 'unset',
    },
    ...settingsOf('flags', flags(before), flags(after), 'unknown'),
    ...settingsOf('variables', variables(before), variables(after), 'unset'),
  ])
  return factorReport('determinism', pair, compared)
}

function flags(record: RunRecord): Record<string, Scalar> {
  return pick(record.environment.framework?.flags ?? {}, isDeterminismFlag)
}

function variables(record: RunRecord): Record<string, Scalar> {
  return pick({ ...record.environment.variables, ...record.config.env }, isDeterminismVariable)
}

function pick(
  values: Readonly<Record<string, Scalar>>,
  wanted: (name: string) => boolean,
): Record<string, Scalar> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)))
}
