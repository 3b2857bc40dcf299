import type { HardwareKey } from '../record/key.ts'
import type { RunRecord } from '../record/record.ts'
import type { FactorReport } from './explanation.ts'
import { factorReport } from './factor.ts'
import type { Pair } from './material.ts'
import { compareSettings, type Setting } from './setting.ts'

type Accelerator = RunRecord['hardware']['accelerators'][number]

/** Processor, accelerators, driver and CUDA. The amount of main memory is left out: it cannot change a number. */
export function explainHardware(pair: Pair): FactorReport {
  const [before, after] = [pair.baseline.record, pair.run.record]
  const compared = compareSettings('hardware', [
    ...processor(before, after),
    ...accelerators(before.hardware.accelerators, after.hardware.accelerators),
    ...drivers(before, after),
  ])
  // A declared accelerator stands in the key alone.
  const key = compareSettings('hardware', [
    {
      name: 'key',
      before: spellHardware(before.key),
      after: spellHardware(after.key),
      absent: 'unset',
    },
  ])
  const changes = compared.changes.length > 0 ? compared.changes : key.changes
  return factorReport('hardware', pair, { changes, gaps: compared.gaps })
}

function processor(before: RunRecord, after: RunRecord): Setting[] {
  const [a, b] = [before.hardware.cpu, after.hardware.cpu]
  return [
    { name: 'cpu.model', before: a.model, after: b.model, absent: 'unknown' },
    { name: 'cpu.level', before: a.level, after: b.level, absent: 'unset' },
    { name: 'cpu.cores', before: a.cores, after: b.cores, absent: 'unset' },
  ]
}

function drivers(before: RunRecord, after: RunRecord): Setting[] {
  const [a, b] = [before.hardware, after.hardware]
  const some = a.accelerators.length + b.accelerators.length > 0
  const absent = some ? 'unknown' : 'inapplicable'
  return [
    { name: 'driver', before: a.driver, after: b.driver, absent },
    { name: 'cuda', before: a.cuda, after: b.cuda, absent },
  ]
}

/** Device by device where there are as many; else only their names. */
function accelerators(before: readonly Accelerator[], after: readonly Accelerator[]): Setting[] {
  if (before.length !== after.length) {
    return [{ name: 'accelerators', before: names(before), after: names(after), absent: 'unset' }]
  }
  return before.flatMap((device, index) =>
    deviceSettings(index, before.length, device, after[index]!),
  )
}

function deviceSettings(index: number, count: number, a: Accelerator, b: Accelerator): Setting[] {
  const name = count === 1 ? 'accelerator' : `accelerator.${index}`
  return [
    { name: `${name}.model`, before: a.model, after: b.model, absent: 'unset' },
    { name: `${name}.memory`, before: a.memory, after: b.memory, absent: 'inapplicable' },
    {
      name: `${name}.computeCapability`,
      before: a.computeCapability,
      after: b.computeCapability,
      absent: 'inapplicable',
    },
    // A device without a profile is not divided.
    { name: `${name}.mig`, before: a.mig, after: b.mig, absent: 'unset' },
    { name: `${name}.ecc`, before: a.ecc, after: b.ecc, absent: 'inapplicable' },
  ]
}

function names(devices: readonly Accelerator[]): string {
  return devices.map(({ model }) => model).join(', ') || 'none'
}

function spellHardware({ accelerator, count }: HardwareKey): string {
  return count === undefined ? accelerator : `${accelerator} x${count}`
}
