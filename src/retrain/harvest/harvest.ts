import type { Digest } from '../../record/digest.ts'
import type { Finding } from '../../record/finding.ts'
import { seal, type RunRecord } from '../../record/record.ts'
import { encodeSeries, summarise } from '../../record/series.ts'
import type { HarvestContext } from './context.ts'
import { factsOf } from './facts.ts'
import { harvestMetrics, type Metrics } from './metrics.ts'
import { harvestParams, type ParamsRead } from './params.ts'
import { codeOf, configOf, dataSet, digestInputs, runFindings, runOf } from './parts.ts'
import { harvestPins, pinMismatches } from './pins.ts'
import { harvestPython, type PythonRead } from './python.ts'
import { makeShelf, type Shelf } from './shelf.ts'
import { fit } from './size.ts'
import { scanTree, type RunTree } from './tree.ts'
import { harvestWeights, type WeightsRead } from './weights.ts'
import type { RunOutcome } from '../outcome.ts'

export type { HarvestContext } from './context.ts'

export interface Harvest {
  readonly record: RunRecord
  readonly attachments: Map<Digest, Uint8Array>
}

/** All that was read of what a run left. */
interface Gathered {
  readonly tree: RunTree
  readonly weights: WeightsRead
  readonly metrics: Metrics
  readonly params: ParamsRead
  readonly pins: Readonly<Record<string, Digest>>
  readonly python: PythonRead
}

/**
 * Makes the record of one run from what it left. All of that is hostile: what cannot be read is a finding, never an
 * error, and nothing is followed out of the run's tree.
 *
 * @throws {UserError} `record-large` where even the gated metrics and the environment do not fit into a record
 * @throws the signal's reason
 */
export async function harvest(outcome: RunOutcome, context: HarvestContext): Promise<Harvest> {
  const gathered = await gather(outcome, context)
  const shelf = makeShelf()
  const draft = draftOf(outcome, context, gathered, shelf)
  const record = seal(fit(draft, Object.keys(context.model.expect)))
  return { record, attachments: shelf.contents() }
}

async function gather(
  outcome: RunOutcome,
  { model, checkout, signal }: HarvestContext,
): Promise<Gathered> {
  const tree = scanTree(outcome)
  const weights = await harvestWeights(tree, model, signal)
  const metrics = harvestMetrics(tree, model, weights.paths)
  const params = harvestParams(tree, model)
  const pins = harvestPins(tree, model)
  return { tree, weights, metrics, params, pins, python: harvestPython(outcome, checkout, pins) }
}

function draftOf(
  outcome: RunOutcome,
  context: HarvestContext,
  gathered: Gathered,
  shelf: Shelf,
): Omit<RunRecord, 'id'> {
  const { model, key, hardware, parents = [] } = context
  const { weights, metrics, params, pins, python } = gathered
  if (metrics.series.length > 0) shelf.put('series', encodeSeries(metrics.series))
  if (weights.manifest !== undefined) shelf.putManifest(weights.manifest)
  if (python.packages !== undefined) shelf.putManifest(python.packages)
  const code = codeOf(outcome, context, python.sources, shelf)
  const data = outcome.data.map((set) => dataSet(set, shelf))
  const run = runOf(outcome, shelf)
  const known = { environment: python.fact, config: params.findings.length === 0 }
  return {
    schema: 'reprise/record/v1',
    model: model.name,
    key: { accelerator: key.accelerator, ...(key.count === undefined ? {} : { count: key.count }) },
    input: digestInputs(outcome, model, code.manifest, pins),
    code,
    config: configOf(outcome, model, params.params),
    data,
    environment: python.environment,
    hardware,
    run,
    series: metrics.series.map(summarise),
    ...(weights.weights === undefined ? {} : { weights: weights.weights }),
    attachments: shelf.list(),
    parents: [...parents],
    findings: findingsOf(outcome, context, gathered),
    facts: factsOf(outcome, context, known),
  }
}

function findingsOf(outcome: RunOutcome, context: HarvestContext, gathered: Gathered): Finding[] {
  const { tree, weights, metrics, params, pins, python } = gathered
  return [
    ...(context.findings ?? []),
    ...runFindings(outcome),
    ...python.findings,
    ...tree.findings,
    ...weights.findings,
    ...metrics.findings,
    ...params.findings,
    ...pinMismatches(tree, Object.keys(pins), python.packages),
  ]
}
