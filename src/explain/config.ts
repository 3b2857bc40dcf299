import type { RunRecord } from '../record/record.ts'
import { commandSettings } from './command.ts'
import { isDeterminismVariable } from './determinism.ts'
import type { FactorReport } from './explanation.ts'
import { factorReport, type Compared } from './factor.ts'
import type { Pair } from './material.ts'
import { compareSettings, join, settingsOf, type Setting } from './setting.ts'

/** Parameters key by key, then how the training is started and which data it declares. */
export function explainConfig(pair: Pair, params: Compared): FactorReport {
  const [before, after] = [pair.baseline.record, pair.run.record]
  const settings = [
    ...launch(before, after),
    ...variables(before, after),
    ...declarations(before, after),
  ]
  return factorReport('config', pair, join(params, compareSettings('config', settings)))
}

function launch({ config: before }: RunRecord, { config: after }: RunRecord): Setting[] {
  return [
    ...commandSettings(before.train, after.train),
    { name: 'directory', before: before.directory, after: after.directory, absent: 'unset' },
    {
      name: 'setup',
      before: before.setup ?? undefined,
      after: after.setup ?? undefined,
      absent: 'unset',
    },
    { name: 'network', before: before.network, after: after.network, absent: 'unset' },
  ]
}

function variables({ config: before }: RunRecord, { config: after }: RunRecord): Setting[] {
  return settingsOf('env', before.env, after.env, 'unset').filter(
    ({ name }) => !isDeterminismVariable(name.slice('env.'.length)),
  )
}

/** Which data are declared, and how they are bound; whether their files differ is another factor's matter. */
function declarations(before: RunRecord, after: RunRecord): Setting[] {
  const modes = (record: RunRecord): Record<string, string> =>
    Object.fromEntries(record.data.map(({ name, mode }) => [name, mode]))
  return settingsOf('data', modes(before), modes(after), 'unset')
}
