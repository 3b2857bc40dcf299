import type { RunRecord } from '../record/record.ts'
import type { FactorReport } from './explanation.ts'
import { factorReport } from './factor.ts'
import type { Pair } from './material.ts'
import { compareSettings, type Setting } from './setting.ts'

/** The seed's index, how it reaches the program, its value, and what the program's own seeding calls gave. */
export function explainSeed(pair: Pair): FactorReport {
  const [before, after] = [pair.baseline.record.config.seed, pair.run.record.config.seed]
  // A program that seeds itself is given no value, so there is none to miss.
  const given = [before, after].every(({ how }) => how === 'env' || how === 'arg')
  const compared = compareSettings('seed', [
    { name: 'seed.index', before: before.index, after: after.index, absent: 'unset' },
    { name: 'seed.how', before: before.how, after: after.how, absent: 'unset' },
    { name: 'seed.name', before: before.name, after: after.name, absent: 'unset' },
    {
      name: 'seed.value',
      before: before.value,
      after: after.value,
      absent: given ? 'unknown' : 'unset',
    },
    { name: 'seed.twin', before: before.twin, after: after.twin, absent: 'unset' },
    ...callSettings(before.calls, after.calls),
  ])
  return factorReport('seed', pair, compared)
}

type Calls = NonNullable<RunRecord['config']['seed']['calls']>

/**
 * The seeding calls that the probe saw on both sides, the first of a name with the first. What the program gave counts:
 * what took its place follows from the index. A call without a value takes one from the system, which nobody saw.
 */
function callSettings(before: Calls | undefined, after: Calls | undefined): Setting[] {
  if (before === undefined || after === undefined) return []
  const [old, young] = [byName(before), byName(after)]
  return [...new Set([...old.keys(), ...young.keys()])].map((key) => {
    const [was, is] = [old.get(key), young.get(key)]
    const at = (is ?? was)?.at
    const name = `seed.calls.${key}${at === undefined ? '' : ` at ${at}`}`
    return was !== undefined && is !== undefined
      ? { name, before: valueOf(was), after: valueOf(is), absent: 'unknown' }
      : { name, before: spellCall(was), after: spellCall(is), absent: 'unset' }
  })
}

/** `torch.manual_seed`, and its second call `torch.manual_seed #2`. */
function byName(calls: Calls): Map<string, Calls[number]> {
  const seen = new Map<string, Calls[number]>()
  const counts = new Map<string, number>()
  for (const call of calls) {
    const count = (counts.get(call.call) ?? 0) + 1
    counts.set(call.call, count)
    seen.set(count === 1 ? call.call : `${call.call} #${count}`, call)
  }
  return seen
}

function valueOf({ given, used }: Calls[number]): number | undefined {
  return given ?? used ?? undefined
}

function spellCall(call: Calls[number] | undefined): number | string | undefined {
  return call && (valueOf(call) ?? 'from the system')
}
