import { jobExit } from '../compare/job.ts'
import { compareRecords } from '../compare/records.ts'
import { folderLedger } from '../ledger/folder.ts'
import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import type { Report } from '../report/report.ts'
import { parseSpec } from '../spec/parse.ts'
import type { Spec } from '../spec/spec.ts'
import { explainRecords, type Shelf } from './explaining.ts'
import { openProject } from './project.ts'
import { findRecord, type Where } from './records.ts'
import { kinOf } from './repeats.ts'
import { curvesOf } from './reporting.ts'

export interface CompareRequest extends Where {
  /** Ids, first digits or files. */
  readonly records: readonly string[]
  readonly baseline: readonly string[]
}

/**
 * The verdict from records alone. Tolerances and policy come from the project's `reprise.yml`; without one, the defaults.
 *
 * @throws {UserError} `compare-mixed`, or those of findRecord
 */
export async function compare(request: CompareRequest): Promise<Report> {
  const records = await Promise.all(request.records.map((name) => findRecord(request, name)))
  const baseline = await Promise.all(request.baseline.map((name) => findRecord(request, name)))
  const [first] = records
  const model = first?.model ?? 'main'
  if (first === undefined || records.some((record) => record.model !== model)) {
    throw new UserError(
      'compare-mixed',
      'the records are of different models',
      'Compare one model at a time.',
    )
  }
  const { spec, ...shelf } = await surroundings(request, model)
  const rules = spec.models[model] ?? plainSpec(model).models[model]
  if (rules === undefined)
    throw new UserError(
      'model-unknown',
      `${spec.file} has no model ${model}`,
      'Name it in reprise.yml.',
    )
  const verdict = compareRecords(records, baseline, rules)
  const run = records.find(({ id }) => id === verdict.run) ?? first
  const accepted = baseline.find(({ id }) => id === verdict.baseline) ?? baseline[0]
  const repeat = kinOf(run, records).find((one) => one.config.seed.index === run.config.seed.index)
  return {
    schema: 'reprise/report/v1',
    models: [
      {
        verdict,
        explanation:
          accepted === undefined
            ? undefined
            : await explainRecords(shelf, run, accepted, { repeat }),
        run,
        baseline: accepted,
        curves: await curvesOf(shelf.ledger, run, accepted),
        cost: { runs: 0, seconds: 0, setupSeconds: 0, runsSaved: 0 },
        baselineRuns: undefined,
        crash: undefined,
        reproduce: `reprise compare ${shorts(records)} --baseline ${shorts(baseline)}`,
        lockPatch: undefined,
        accepts: undefined,
        settings: [],
      },
    ],
    ...jobExit([verdict], spec.policy),
  }
}

/** The project around the caller, or nothing but defaults: records can be compared anywhere. */
async function surroundings(
  { cwd, config }: Where,
  model: string,
): Promise<Shelf & { spec: Spec }> {
  try {
    return await openProject(cwd, config)
  } catch (error) {
    const nothingHere =
      error instanceof UserError && ['config-absent', 'not-a-repository'].includes(error.code)
    if (!nothingHere || config !== undefined) throw error
    return { root: cwd, ledger: folderLedger(`${cwd}/.reprise`), spec: plainSpec(model) }
  }
}

/** A model with every default: nothing is declared to gate, so one metric is chosen by its name. */
function plainSpec(model: string): Spec {
  return parseSpec(JSON.stringify({ models: { [model]: { train: 'elsewhere' } } }), 'defaults')
}

function shorts(records: readonly RunRecord[]): string {
  return records.map(({ id }) => id.slice('sha256:'.length, 'sha256:'.length + 12)).join(' ')
}
