/**
 * The action on a pull request, from the start of `prepare` to the end of `report`, without the training: each step is the
 * committed bundle as a process of its own, with what the runner would give it, against the tests' GitHub in this process.
 * Then what its entries take to start, beside `node -e 0`, and what a tag weighs. Rounds are interleaved; the first warms up
 * and does not count.
 *
 *   npm run bench:action [-- ROUNDS] [--dist FOLDER]        default: 7 dist
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureJob, type Measured } from './action-job.ts'
import { openScene, type Scene } from './action-scene.ts'
import { foreignActions, tarballBytes } from './action-size.ts'
import { watchTraffic } from './action-traffic.ts'
import { median, medianCost, meter, type Cost } from './meter.ts'

/** The fastest peer's start beside bare Node's on the same machine: 57 ms and 18 ms (November 2026). */
const PEER = 57 / 18
/** A look at the pull request and its comments at once, then the write. */
const FEWEST = 2
const LATENCIES = [0, 100]
const CASES = ['unchanged', 'changed'] as const
const ENTRIES = ['prepare', 'begin', 'retrain', 'end', 'report'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dist: { type: 'string', default: 'dist' } },
})
const rounds = Number(positionals[0] ?? 7)
const root = resolve(import.meta.dirname, '..')
const dist = resolve(values.dist)

const starts: Record<string, Cost[]> = {}
const jobs: Record<string, Measured[]> = {}
watchTraffic()
const scenes = new Map<number, Scene>()
for (const latency of LATENCIES) scenes.set(latency, await openScene(latency))
for (let round = 0; round <= rounds; round++) {
  const keep = round > 0
  await startEach(keep)
  for (const [latency, scene] of scenes) {
    for (const name of CASES) {
      const measured = await measureJob(dist, scene.job(scene[name]))
      if (keep) (jobs[`${name}, ${latency} ms`] ??= []).push(measured)
    }
  }
}
for (const scene of scenes.values()) await scene.close()
report()

/** Each entry without a job around it: it loads what it always loads, and ends with an error that says so. */
async function startEach(keep: boolean): Promise<void> {
  const bare = { PATH: process.env['PATH'] }
  const commands = [
    ['node -e 0', '-e', '0'],
    ...ENTRIES.map((name) => [name, resolve(dist, `${name}.js`)]),
  ]
  for (const [name = '', ...args] of commands) {
    const { code, log, ...cost } = await meter([process.execPath, ...args], { cwd: '/', env: bare })
    if (code !== (name === 'node -e 0' ? 0 : 2))
      throw new Error(`${name} ended with ${code}: ${log}`)
    if (keep) (starts[name] ??= []).push(cost)
  }
}

function report(): void {
  const node = medianCost(starts['node -e 0'] ?? [])
  console.log(`medians of ${rounds} interleaved runs, Node ${process.version}\n`)
  for (const name of ENTRIES) {
    const own = medianCost(starts[name] ?? []).wall
    goal(`start of ${name} ÷ bare Node`, own / node.wall, PEER, 'the fastest peer’s')
  }
  for (const latency of LATENCIES) reportComment(node, latency)
  reportCounts()
  console.log(`\n${''.padEnd(34)}      wall        CPU        peak`)
  for (const [name, costs] of Object.entries(starts)) row(`start: ${name}`, medianCost(costs))
  for (const [name, all] of Object.entries(jobs)) {
    for (const step of Object.keys(all[0]?.steps ?? {}))
      row(`${name}: ${step}`, medianCost(all.flatMap(({ steps }) => steps[step] ?? [])))
    row(`${name}: all`, medianCost(all.map(({ all: cost }) => cost)))
  }
}

/** From the start of `report` until the comment is on its page; without latency it is our own time alone. */
function reportComment(node: Cost, latency: number): void {
  const said = (jobs[`changed, ${latency} ms`] ?? []).flatMap(({ comment }) => comment ?? [])
  const seconds = median(said.map((one) => one.seconds))
  const trips = median(said.map((one) => one.trips))
  console.log(
    `comment at ${latency} ms latency: after ${(seconds * 1000).toFixed(0)} ms and ${trips} round trips`,
  )
  if (latency === 0) return
  const limit = (count: number): number => node.wall + (count * latency) / 1000
  goal(`  ÷ (Node start + ${trips} round trips)`, seconds / limit(trips), 1.2)
  goal(`  ÷ (Node start + the fewest, ${FEWEST})`, seconds / limit(FEWEST), 1.2)
}

function reportCounts(): void {
  const most = (name: (typeof CASES)[number], of: (one: Measured) => number): number =>
    Math.max(...(jobs[`${name}, ${LATENCIES[0]} ms`] ?? []).map(of))
  for (const name of CASES) {
    const api = most(name, ({ calls }) => calls.api)
    goal(`API calls, ${name}`, api, 15)
    const git = most(name, ({ calls }) => calls.git)
    const artifacts = most(name, ({ calls }) => calls.artifacts)
    const connections = most(name, (one) => one.connections)
    const trips = most(name, (one) => one.trips)
    console.log(
      `  over ${connections} connections; git ${git}, artifact service ${artifacts}; in all ${trips} round trips`,
    )
  }
  const writes = most('changed', (one) => one.writes)
  goal('requests that update the comment', writes, 1)
  const memory = Object.values(jobs).map((all) => medianCost(all.map((one) => one.all)).memory)
  goal('peak memory, MB', Math.max(...memory) / 1e6, 150)
  const foreign = foreignActions(root)
  goal('uses: of other repositories', foreign.length, 0)
  for (const one of foreign) console.log(`  ${one}`)
  goal('tarball of a tag, MB', tarballBytes(root) / 1e6, 0.5)
}

function goal(name: string, value: number, most: number, whose = 'goal'): void {
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(2)
  const limit = Number.isInteger(most) ? String(most) : most.toFixed(1)
  console.log(
    `${name.padEnd(42)} ${shown.padStart(7)}   (${whose} ${most === 0 ? '' : '≤ '}${limit}${value <= most ? '' : ', missed'})`,
  )
}

function row(name: string, { wall, cpu, memory }: Cost): void {
  console.log(
    `${name.padEnd(34)} ${wall.toFixed(3).padStart(7)} s ${cpu.toFixed(3).padStart(8)} s ${(memory / 1e6).toFixed(0).padStart(7)} MB`,
  )
}
