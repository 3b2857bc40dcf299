import type { RunRecord } from '../record/record.ts'
import { isDeterminismFlag, isDeterminismVariable } from './determinism.ts'
import type { Change, FactorReport } from './explanation.ts'
import { factorReport, gap, type Compared } from './factor.ts'
import { differences, type Pair } from './material.ts'
import { compareSettings, join, settingsOf, type Setting } from './setting.ts'
import { FETCH_LISTS, TEXTS } from './texts.ts'

/**
 * The interpreter, its packages one by one, the framework and its flags, the system, the package locks and the
 * variables. Where the interpreter's file lies is left out: a virtual environment may be made anywhere.
 */
export function explainEnvironment(pair: Pair): FactorReport {
  const [before, after] = [pair.baseline.record, pair.run.record]
  const settings = [
    ...interpreter(before, after),
    ...system(before, after),
    ...given(before, after),
  ]
  return factorReport(
    'environment',
    pair,
    join(packages(pair), compareSettings('environment', settings)),
  )
}

function packages(pair: Pair): Compared {
  const old = pair.baseline.record.environment.packages
  const young = pair.run.record.environment.packages
  if (old === undefined || young === undefined) {
    return compareSettings('environment', [
      { name: 'packages', before: old, after: young, absent: 'unknown' },
    ])
  }
  const list = differences(pair.baseline, pair.run, 'packages', old, young)
  if (list === undefined) {
    // The digests prove that they differ, though not in what.
    const changes: Change[] = [{ kind: 'setting', name: 'packages', before: old, after: young }]
    return { changes, gaps: [gap('environment', TEXTS.packageList, FETCH_LISTS)] }
  }
  return { changes: list.map((entry): Change => ({ kind: 'package', ...entry })), gaps: [] }
}

function interpreter(before: RunRecord, after: RunRecord): Setting[] {
  const [a, b] = [before.environment, after.environment]
  // Where both interpreters were seen, a framework that is missing was not imported.
  const absent = a.python === undefined || b.python === undefined ? 'inapplicable' : 'unset'
  const [old, young] = [a.framework, b.framework]
  return [
    {
      name: 'python.implementation',
      before: a.python?.implementation,
      after: b.python?.implementation,
      absent: 'inapplicable',
    },
    {
      name: 'python.version',
      before: a.python?.version,
      after: b.python?.version,
      absent: 'unknown',
    },
    { name: 'framework.name', before: old?.name, after: young?.name, absent },
    { name: 'framework.version', before: old?.version, after: young?.version, absent },
    ...settingsOf('framework.flags', old?.flags ?? {}, young?.flags ?? {}, 'unknown').filter(
      ({ name }) => old !== undefined && young !== undefined && !isDeterminismFlag(name),
    ),
  ]
}

function system(before: RunRecord, after: RunRecord): Setting[] {
  const [a, b] = [before.environment, after.environment]
  return [
    { name: 'platform', before: a.platform, after: b.platform, absent: 'unset' },
    { name: 'os', before: a.os, after: b.os, absent: 'inapplicable' },
    { name: 'kernel', before: a.kernel, after: b.kernel, absent: 'inapplicable' },
    { name: 'libc', before: a.libc, after: b.libc, absent: 'inapplicable' },
  ]
}

/** What the repository and the caller gave: locks and variables. */
function given(before: RunRecord, after: RunRecord): Setting[] {
  const [a, b] = [before.environment, after.environment]
  const variables = settingsOf('variables', a.variables, b.variables, 'unset')
  return [
    ...settingsOf('pins', a.pins, b.pins, 'unset'),
    ...variables.filter(({ name }) => !isDeterminismVariable(name.slice('variables.'.length))),
  ]
}
