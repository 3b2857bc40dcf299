import { readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Job } from './action-scene.ts'
import { commentIn, roundTrips, takeTraffic, type Exchange } from './action-traffic.ts'
import { meter, type Cost, type Metered } from './meter.ts'

/** What one job took without its training. */
export interface Measured {
  readonly steps: Readonly<Record<string, Cost>>
  /** Sums; of the memory the most. */
  readonly all: Cost
  readonly calls: Readonly<Record<Exchange['kind'], number>>
  /** Requests that had to wait for one another. */
  readonly trips: number
  /** Writes of comments. */
  readonly writes: number
  /** Opened to the API, in all steps. */
  readonly connections: number
  /** From the start of `report` until the comment's write is answered. */
  readonly comment: { readonly seconds: number; readonly trips: number } | undefined
}

type Inputs = Readonly<Record<string, string>>
type Outputs = Readonly<Record<string, string>>

/** The steps of the root `action.yml`, with the inputs that it hands on where nobody gives any. */
export async function measureJob(dist: string, job: Job): Promise<Measured> {
  takeTraffic()
  const steps: Record<string, Cost> = {}
  const traffic: Exchange[] = []
  let comment: Measured['comment']
  const action = async (name: string, inputs: Inputs, codes: readonly number[] = [0]) => {
    const env = { ...job.env, ...job.runtime, ...variables(inputs) }
    const done = await run(dist, name, job, env, codes)
    const asked = takeTraffic()
    traffic.push(...asked)
    steps[name] = done.cost
    comment = commentOf(done.cost, asked) ?? comment
    return done.outputs
  }
  const shared = { config: 'reprise.yml', 'hand-over': 'file' }
  const asked = { model: '', token: job.token, baseline: 'lock', mode: 'check' }
  const planned = await action('prepare', { ...shared, ...asked, because: '', cause: '' })
  const plan = { plan: planned['plan'] ?? '', 'plan-digest': planned['plan-digest'] ?? '' }
  const begun = await action('begin', { ...shared, ...plan })
  await train(dist, job, begun)
  const bundles = begun['bundles'] ?? ''
  const ended = await action('end', { ...shared, seed: '', bundles })
  const bundle = { bundles, 'bundle-digest': ended['bundle-digest'] ?? '' }
  const said = { token: job.token, comment: 'changes', fail: 'true', workflow: '' }
  await action('report', { ...shared, ...plan, ...bundle, ...said }, [0, 1])
  job.end()
  const api = traffic.filter(({ kind }) => kind === 'api')
  const count = (kind: Exchange['kind']): number =>
    traffic.filter((one) => one.kind === kind).length
  return {
    steps,
    all: sum(Object.values(steps)),
    calls: { api: api.length, git: count('git'), artifacts: count('artifacts') },
    trips: roundTrips(traffic),
    writes: traffic.filter((one) => commentIn([one]) !== undefined).length,
    connections: new Set(api.map(({ connection }) => connection)).size,
    comment,
  }
}

/** Not measured; also without the runner's tokens. */
async function train(dist: string, job: Job, begun: Outputs): Promise<void> {
  const env = {
    ...job.env,
    REPRISE_PLAN: begun['plan'] ?? '',
    REPRISE_PLAN_DIGEST: begun['plan-digest'] ?? '',
    REPRISE_BUNDLES: begun['bundles'] ?? '',
  }
  await run(dist, 'retrain', job, env, [0])
}

async function run(
  dist: string,
  name: string,
  { workspace, output }: Job,
  env: Readonly<Record<string, string>>,
  codes: readonly number[],
): Promise<{ cost: Metered; outputs: Outputs }> {
  rmSync(output, { force: true })
  const command = [process.execPath, resolve(dist, `${name}.js`)]
  const cost = await meter(command, { cwd: workspace, env })
  if (!codes.includes(cost.code)) throw new Error(`${name} ended with ${cost.code}: ${cost.log}`)
  return { cost, outputs: name === 'retrain' ? {} : outputsIn(readFileSync(output, 'utf8')) }
}

function variables(inputs: Inputs): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  )
}

/** `name<<end`, the value, `end`. */
function outputsIn(text: string): Outputs {
  const found = text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]))
}

function commentOf({ start }: Metered, traffic: readonly Exchange[]): Measured['comment'] {
  const written = commentIn(traffic)
  if (written === undefined) return undefined
  const before = traffic.filter(({ end }) => end <= written.end)
  return { seconds: (written.end - start) / 1000, trips: roundTrips(before) }
}

function sum(costs: readonly Cost[]): Cost {
  const total = (of: keyof Cost): number => costs.reduce((all, cost) => all + cost[of], 0)
  return {
    wall: total('wall'),
    cpu: total('cpu'),
    memory: Math.max(...costs.map(({ memory }) => memory)),
  }
}
