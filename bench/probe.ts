/**
 * What the probe's trace costs a training: the time of a step with the probe off, and under each schedule, beside the same
 * steps under PyTorch's DebugMode with tensor hashes. Four trainings whose steps take over 50 ms; on a GPU, where there is
 * one, a transformer of about 100 million parameters. Runs are interleaved; each figure is the median over the rounds of a run's median
 * step ÷ that of the run without the probe in the same round. It also tells the bytes of a trace.
 *
 *   npm run bench:probe [-- ROUNDS]        default: 7; OMP_NUM_THREADS counts
 */
import { availableParallelism } from 'node:os'
import { torchPython } from '../scripts/pythons.ts'
import { median } from './meter.ts'
import { runTraining, WATCHES, type Timed, type Watch } from './probe-run.ts'

const SHAPES = ['mlp', 'cnn', 'transformer', 'HF Trainer']
const STEPS = 40
/** What the default schedule is weighed to: of so many steps of a training, how many are recorded in full. */
const LONG = 1000
const LONG_DENSE = denseOf(LONG)
const TRACED = 2000
const GOALS = { cpu: 2, cuda: 1, megabytes: 1.5 }

const python = torchPython()
if (python === undefined) {
  console.error('No Python with torch ≥ 2 here: run scripts/install-test-tools.sh')
  process.exit(1)
}
const rounds = Number(process.argv[2] ?? 7)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('npm run bench:probe [-- ROUNDS]: a number of rounds, 7 where none is given')
  process.exit(2)
}

const first = runTraining(python, 'thin transformer', 1, 'off')
const threads = process.env.OMP_NUM_THREADS ?? availableParallelism()
console.log(
  `torch ${first.torch} on ${first.device}, ${threads} threads; median of ${rounds} interleaved rounds of ${STEPS} steps`,
)
console.log(
  `per cent that a step takes longer; default: weighed to ${LONG} steps, ${LONG_DENSE} of them in full\n`,
)
console.log(
  `${'training'.padEnd(18)}${'parameters'.padStart(8)} ${'step'.padStart(7)}   rolling   default     dense DebugMode`,
)
for (const shape of SHAPES) console.log(rowsOf(shape, measure(python, shape), first.device))
if (first.device === 'cuda')
  console.log(rowsOf('large transformer', measure(python, 'large transformer'), 'cuda'))
else console.log(`${'large transformer'.padEnd(18)} not measured: no GPU`)

console.log(`\n${sizeOf(python)}`)

type Clock = 'wall' | 'cpu'
type Rounds = Readonly<Record<Watch, readonly Timed[]>>

function measure(interpreter: string, shape: string): Rounds {
  const found: Record<Watch, Timed[]> = {
    off: [],
    rolling: [],
    standard: [],
    dense: [],
    DebugMode: [],
  }
  for (let round = 0; round < rounds; round++)
    for (const watch of WATCHES) found[watch].push(runTraining(interpreter, shape, STEPS, watch))
  return found
}

function rowsOf(shape: string, found: Rounds, device: 'cpu' | 'cuda'): string {
  const parameters = `${((found.off[0]?.parameters ?? 0) / 1e6).toFixed(1)} M`
  const row = (clock: Clock, title: string, end: string): string => {
    const step = median(found.off.map((timed) => median(timed[clock].slice(2))))
    const added = [
      addedBy(found, clock, 'rolling'),
      addedBySchedule(found, clock),
      addedBy(found, clock, 'dense'),
      addedBy(found, clock, 'DebugMode'),
    ]
    return `${title} ${`${(step * 1000).toFixed(1)} ms`.padStart(9)} ${added.map(percent).join(' ')}  ${end}`
  }
  const goal = `goal for default ≤ ${GOALS[device]} %: ${verdict(addedBySchedule(found, 'wall'), GOALS[device])}`
  return [
    row('wall', shape.padEnd(18) + parameters.padStart(8), goal),
    row('cpu', 'CPU time'.padStart(26), ''),
  ].join('\n')
}

/** From shorter runs: what all steps take in short, and what those take that are also there in full. */
function sizeOf(interpreter: string): string {
  const bytes = (watch: Watch): number =>
    runTraining(interpreter, 'thin transformer', TRACED, watch).trace
  const short = bytes('rolling') / TRACED
  const full = (bytes('standard') - short * TRACED) / denseOf(TRACED)
  const megabytes = (short * 10_000 + full * denseOf(10_000)) / 1e6
  return [
    `trace of 10 000 steps of a transformer with 5 layers: ${megabytes.toFixed(2)} MB gzipped (goal ≤ ${GOALS.megabytes}: ${verdict(megabytes, GOALS.megabytes)}),`,
    `extrapolated from runs of ${TRACED} steps: ${short.toFixed(0)} bytes a step, and ${(full / 1000).toFixed(1)} kB more for each of ${denseOf(10_000)} in full; it depends on the number of tensors, not on their size`,
  ].join('\n')
}

/** Per cent that every step is slower than without; the first two steps warm up. */
function addedBy(found: Rounds, clock: Clock, watch: Watch): number {
  return 100 * (overRounds(found, clock, watch, (index) => index >= 2) - 1)
}

/** The same of a long run under the default schedule, from its steps of either kind. */
function addedBySchedule(found: Rounds, clock: Clock): number {
  const part = (dense: boolean): number =>
    overRounds(found, clock, 'standard', (index) => index >= 2 && isDense(index) === dense)
  return 100 * ((part(true) * LONG_DENSE + part(false) * (LONG - LONG_DENSE)) / LONG - 1)
}

function overRounds(
  found: Rounds,
  clock: Clock,
  watch: Watch,
  counts: (index: number) => boolean,
): number {
  const stepOf = (timed: Timed | undefined): number =>
    median((timed?.[clock] ?? []).filter((_, index) => counts(index)))
  return median(found[watch].map((timed, round) => stepOf(timed) / stepOf(found.off[round])))
}

/** Steps 0 to 7 and the powers of two (`docs/trace.md`). */
function isDense(step: number): boolean {
  return step < 8 || Number.isInteger(Math.log2(step))
}

function denseOf(steps: number): number {
  return Array.from({ length: steps }, (_, step) => step).filter(isDense).length
}

function percent(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} %`.padStart(9)
}

function verdict(value: number, goal: number): string {
  return value <= goal ? 'met' : 'MISSED'
}
