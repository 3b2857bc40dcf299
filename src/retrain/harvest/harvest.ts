import { homedir } from 'node:os'
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
import { harvestTraces, type TracesRead } from './traces.ts'
import { scanTree, type RunTree } from './tree.ts'
import { harvestWeights, type WeightsRead } from './weights.ts'
import { seedOf } from './seeding.ts'
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
  readonly traces: TracesRead
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
  // What a run wrote that was stopped on purpose is no result.
  const isWhole = outcome.window === undefined
  const weights = isWhole ? await harvestWeights(tree, model, signal) : NO_WEIGHTS
  const metrics = isWhole ? harvestMetrics(tree, model, weights.paths) : NO_METRICS
  const pins = harvestPins(tree, model)
  const python = harvestPython(outcome, checkout, pins)
  const params = harvestParams(tree, model, python.opened)
  return { tree, weights, metrics, params, pins, python, traces: harvestTraces(outcome) }
}

const NO_WEIGHTS: WeightsRead = {
  paths: [],
  weights: undefined,
  manifest: undefined,
  findings: [],
}
const NO_METRICS: Metrics = { series: [], findings: [] }

function draftOf(
  outcome: RunOutcome,
  context: HarvestContext,
  gathered: Gathered,
  shelf: Shelf,
): Omit<RunRecord, 'id'> {
  const { model, key, hardware, parents = [] } = context
  const { weights, metrics, params, pins, python, traces } = gathered
  if (metrics.series.length > 0) shelf.put('series', encodeSeries(metrics.series))
  if (weights.manifest !== undefined) shelf.putManifest(weights.manifest)
  if (python.packages !== undefined) shelf.putManifest(python.packages)
  for (const attachment of traces.attachments) shelf.put('trace', attachment)
  const code = codeOf(outcome, context, python.sources, shelf)
  const data = outcome.data.map((set) => dataSet(set, shelf))
  const run = runOf(outcome, shelf)
  const { seed, fact } = seedOf(outcome, python, homedir())
  const known = { environment: python.fact, config: params.findings.length === 0, seed: fact }
  return {
    schema: 'reprise/record/v1',
    model: model.name,
    key: { accelerator: key.accelerator, ...(key.count === undefined ? {} : { count: key.count }) },
    input: digestInputs(outcome, model, code.manifest, pins),
    code,
    config: configOf(outcome, model, params.params, seed),
    data,
    environment: python.environment,
    hardware,
    run,
    series: metrics.series.map(summarise),
    ...(weights.weights === undefined ? {} : { weights: weights.weights }),
    ...(traces.evidence === undefined ? {} : { trace: traces.evidence }),
    ...(traces.summary === undefined ? {} : { traced: traces.summary }),
    attachments: shelf.list(),
    parents: [...parents],
    findings: findingsOf(outcome, context, gathered),
    facts: factsOf(outcome, context, known),
  }
}

function findingsOf(outcome: RunOutcome, context: HarvestContext, gathered: Gathered): Finding[] {
  const { tree, weights, metrics, params, pins, python, traces } = gathered
  return [
    ...(context.findings ?? []),
    ...runFindings(outcome),
    ...withoutEcho(python.findings, traces.findings),
    ...traces.findings,
    ...tree.findings,
    ...weights.findings,
    ...metrics.findings,
    ...params.findings,
    ...pinMismatches(tree, Object.keys(pins), python.packages),
  ]
}

/** A tracer that gave up says so in its trace and in the probe's report. */
function withoutEcho(told: readonly Finding[], traced: readonly Finding[]): readonly Finding[] {
  const isTold = traced.some(({ kind }) => kind === 'trace-disabled')
  return isTold ? told.filter(({ kind }) => kind !== 'trace-disabled') : told
}
