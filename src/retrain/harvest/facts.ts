import type { Fact, RunRecord } from '../../record/record.ts'
import type { HarvestContext } from './context.ts'
import type { RunOutcome } from '../outcome.ts'

/** How far each factor is known, and who says so. Unknown is never equal (DESIGN §1), so doubt counts as unknown. */
export function factsOf(
  outcome: RunOutcome,
  { model, findings = [] }: HarvestContext,
  known: { readonly environment: Fact; readonly config: boolean; readonly seed: Fact },
): RunRecord['facts'] {
  const launcher: Fact = { state: 'recorded', source: 'launcher' }
  const unsure = findings.some(({ kind }) => kind === 'hardware-unknown')
  const hardware: Fact =
    model.accelerator === undefined
      ? unsure
        ? unknown('machine')
        : recorded('machine')
      : { state: 'declared', source: 'declared' }
  return {
    code: launcher,
    config: known.config ? launcher : unknown('launcher'),
    data: outcome.data.length > 0 ? launcher : unknown('launcher'),
    environment: known.environment,
    hardware,
    seed: known.seed,
    determinism: known.environment,
  }
}

function recorded(source: string): Fact {
  return { state: 'recorded', source }
}

function unknown(source: string): Fact {
  return { state: 'unknown', source }
}
