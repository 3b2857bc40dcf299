/**
 * Digesting data beside `xargs sha256sum` and `git status` on the same files, interleaved; then changes that a
 * careless cache would miss. `first` and `second` include reading and writing the stat cache.
 *
 *   npm run bench:digest [-- FILES ROUNDS] [--cold]        default: 100000 7
 *
 * `--cold` drops the disk cache before each hashing, which only root can, beside sixteen processes of sha256sum.
 */
import { spawnSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { digestFiles } from '../src/digest/digest.ts'
import { openStatCache, saveStatCache } from '../src/digest/stat-cache.ts'
import { countUndetected } from './mutations.ts'

/** Seconds. */
interface Cost {
  readonly wall: number
  readonly cpu: number
}

const numbers = process.argv.filter((word) => /^\d+$/.test(word)).map(Number)
const [files = 100_000, rounds = 7] = numbers
const cold = process.argv.includes('--cold')
const cores = availableParallelism()
const threads = cold ? 16 : cores
const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'))
const tree = join(folder, 'tree')
const list = join(folder, 'list')
const cacheFile = join(folder, 'cache')

const paths = makeTree()
const contenders: Readonly<Record<string, () => Promise<Cost> | Cost>> = {
  xargs: () => shell(`xargs -P${threads} -0 sha256sum <${list} >/dev/null`),
  read: () => measure(onlyRead),
  first: () => measure(first),
  git: () => shell('git status --porcelain >/dev/null'),
  second: () => measure(second),
}
const costs: Record<string, Cost[]> = {}
for (let round = 0; round <= rounds; round++) {
  for (const [name, run] of Object.entries(contenders)) {
    if (cold && name !== 'git' && name !== 'second') dropCaches()
    const cost = await run()
    // The first round warms up what it warms up, and does not count.
    if (round > 0) (costs[name] ??= []).push(cost)
  }
}
report()
const missed = await countUndetected(folder, 400)
for (const [name, count] of Object.entries(missed)) console.log(`${name}: ${count} of 400 missed`)
const undetected = Object.values(missed).reduce((sum, count) => sum + count, 0)
console.log(`undetected: ${undetected}`)
rmSync(folder, { recursive: true, force: true })
process.exitCode = undetected === 0 ? 0 : 1

/** Files of 10 kB, known to git, and the NUL-separated list of them. */
function makeTree(): string[] {
  const content = Buffer.alloc(10_000)
  const names = Array.from({ length: files }, (_, index) => `d${Math.floor(index / 500)}/f${index}`)
  for (const [index, name] of names.entries()) {
    if (index % 500 === 0) mkdirSync(join(tree, `d${index / 500}`), { recursive: true })
    writeFileSync(join(tree, name), randomFillSync(content))
  }
  writeFileSync(list, names.map((name) => `${name}\0`).join(''))
  // Straight into one pack: a loose object a file would take minutes.
  const pack = '-c core.bigFileThreshold=1 -c core.compression=0'
  const who = '-c user.name=Bench -c user.email=bench@example.org'
  shell(`git init -q && git ${pack} add . && git ${who} commit -q -m files`)
  return names
}

async function first(): Promise<void> {
  rmSync(cacheFile, { force: true })
  await second()
}

async function second(): Promise<void> {
  const cache = await openStatCache(cacheFile)
  await digestFiles(tree, paths, { cache })
  await saveStatCache(cache)
}

/** The limit: the same files opened, read and closed by as many threads, and nothing else. */
async function onlyRead(): Promise<void> {
  const code = `
    const { workerData: { tree, paths, next } } = require('node:worker_threads')
    const { openSync, readSync, closeSync } = require('node:fs')
    const buffer = Buffer.allocUnsafeSlow(256 * 1024)
    const list = paths.split('\\0')
    for (let at; (at = Atomics.add(next, 0, 1)) < list.length; ) {
      const file = openSync(tree + '/' + list[at])
      readSync(file, buffer)
      closeSync(file)
    }`
  const workerData = {
    tree,
    paths: paths.join('\0'),
    next: new Int32Array(new SharedArrayBuffer(4)),
  }
  const workers = Array.from(
    { length: threads },
    () => new Worker(code, { eval: true, workerData }),
  )
  await Promise.all(workers.map((worker) => new Promise((ended) => worker.on('exit', ended))))
}

async function measure(work: () => Promise<void>): Promise<Cost> {
  const [start, used] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}

/** A command in the tree, and what bash says that it took. */
function shell(command: string): Cost {
  const timed = `TIMEFORMAT='%R %U %S'; time { ${command}; }`
  mkdirSync(tree, { recursive: true })
  const { stderr, status } = spawnSync('bash', ['-c', timed], { cwd: tree, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${stderr}`)
  const [wall = 0, user = 0, system = 0] =
    stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? []
  return { wall, cpu: user + system }
}

function dropCaches(): void {
  shell('sync; echo 3 >/proc/sys/vm/drop_caches')
}

function report(): void {
  const median = (name: string, of: keyof Cost): number =>
    (costs[name] ?? []).map((cost) => cost[of]).sort((a, b) => a - b)[Math.floor(rounds / 2)] ??
    Number.NaN
  const labels = {
    xargs: `xargs -P${threads} sha256sum`,
    read: 'open, read, close only',
    first: 'reprise, first time',
    git: 'git status',
    second: 'reprise, second time',
  }
  console.log(
    `${files} files of 10 kB, ${cores} cores, ${cold ? 'cold' : 'warm'}, medians of ${rounds}`,
  )
  for (const [name, label] of Object.entries(labels)) {
    const [wall, cpu] = [median(name, 'wall'), median(name, 'cpu')]
    console.log(
      `${label.padEnd(24)} ${wall.toFixed(3).padStart(8)} s ${cpu.toFixed(3).padStart(8)} s CPU`,
    )
  }
  const ratio = (own: string, peer: string, goal: number): string => {
    const value = median(own, 'wall') / median(peer, 'wall')
    return `${value.toFixed(2)} (goal ≤ ${goal}${value <= goal ? '' : ', missed'})`
  }
  console.log(`first ÷ xargs          ${ratio('first', 'xargs', cold ? 0.8 : 0.6)}`)
  console.log(`first ÷ only reading   ${ratio('first', 'read', 2.2)}`)
  console.log(`second ÷ git status    ${ratio('second', 'git', 1.3)}`)
}
