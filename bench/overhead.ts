/**
 * What `reprise check` adds around a training: wall time, CPU time and peak memory, beside `node -e 0` and the training
 * alone, interleaved in one run. The repository is a fresh copy of examples/digits with an accepted baseline, so a check
 * is one training and ends `identical`. Cold: each check is a process of its own, with nothing kept but the ledger.
 *
 *   npm run bench:overhead [-- ROUNDS]        default: 7
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { medianCost, METER, type Cost } from './meter.ts'

const project = fileURLToPath(new URL('..', import.meta.url))
const cli = join(project, 'dist', 'cli.js')
const rounds = Number(process.argv[2] ?? 7)
const folder = mkdtempSync(join(tmpdir(), 'reprise-overhead-'))
const repository = join(folder, 'digits')

cpSync(join(project, 'examples', 'digits'), repository, { recursive: true })
for (const args of [
  ['init', '-q'],
  ['add', '.'],
  ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', 'commit', '-qm', 'x'],
]) {
  spawnSync('git', args, { cwd: repository, stdio: 'inherit' })
}
for (const args of [
  ['check', '-q'],
  ['accept', '-q'],
])
  spawnSync(process.execPath, [cli, ...args], { cwd: repository })

const commands = {
  'node -e 0': [process.execPath, '-e', '0'],
  'training alone': ['python3', 'train.py', '--config', 'configs/mini.json'],
  'reprise --version': [process.execPath, cli, '--version'],
  'reprise check': [process.execPath, cli, 'check', '-q'],
} as const
type Name = keyof typeof commands
const names = Object.keys(commands) as Name[]
const costs: Record<Name, Cost[]> = {
  'node -e 0': [],
  'training alone': [],
  'reprise --version': [],
  'reprise check': [],
}

for (let round = 0; round < rounds; round++) {
  for (const name of names) costs[name].push(measure(commands[name]))
}
rmSync(folder, { recursive: true, force: true })

const row = (name: string, cost: Cost): string =>
  `${name.padEnd(20)} ${cost.wall.toFixed(3).padStart(8)} s ${cost.cpu.toFixed(3).padStart(8)} s ${(cost.memory / 2 ** 20).toFixed(0).padStart(7)} MiB`
console.log(`median of ${rounds} interleaved runs      wall        CPU        peak`)
for (const name of names) console.log(row(name, medianCost(costs[name])))
const [node, training, check] = [
  medianCost(costs['node -e 0']),
  medianCost(costs['training alone']),
  medianCost(costs['reprise check']),
]
const added: Cost = {
  wall: check.wall - training.wall,
  cpu: check.cpu - training.cpu,
  memory: check.memory,
}
console.log(row('added by check', added))
console.log(
  `added wall time ÷ training ${(added.wall / training.wall).toFixed(2)}, ÷ node -e 0 ${(added.wall / node.wall).toFixed(1)}`,
)

function measure(command: readonly string[]): Cost {
  const { stdout } = spawnSync('python3', ['-c', METER, ...command], {
    cwd: repository,
    encoding: 'utf8',
  })
  const { code, ...cost } = JSON.parse(stdout) as Cost & { code: number }
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}`)
  return cost
}
