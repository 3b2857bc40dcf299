import { defuse } from '../report/log/command.ts'
import { clean } from '../report/text/clean.ts'
import type { Progress } from '../retrain/progress.ts'

export type ModelProgress = Progress & { readonly model: string }

/** Milliseconds between two lines of one phase in a log that nobody can overwrite. */
const PAUSE = 30_000

/** Progress for a log: a line when the phase changes, and now and then. */
export function progressLines(log: (line: string) => void): (progress: ModelProgress) => void {
  let last = { phase: '', at: 0 }
  return (progress) => {
    if (progress.note !== undefined) log(defuse(`${progress.model}: ${clean(progress.note)}`))
    const phase = `${progress.model} ${progress.phase}`
    const now = performance.now()
    if (phase === last.phase && now - last.at < PAUSE) return
    last = { phase, at: now }
    log(defuse(progressLine(progress)))
  }
}

/** One line: `main: training 00:12  step 120/1000  loss 0.41  about 01:30 left`. */
export function progressLine({
  model,
  phase,
  seconds,
  step,
  total,
  loss,
  left,
  waitingFor,
}: ModelProgress): string {
  const parts = [
    `${model}: ${phase} ${clock(seconds)}`,
    waitingFor === undefined ? undefined : `for ${waitingFor}`,
    step === undefined ? undefined : `step ${step}${total === undefined ? '' : `/${total}`}`,
    loss === undefined ? undefined : `loss ${loss}`,
    left === undefined ? undefined : `about ${clock(left)} left`,
  ]
  return parts.filter((part) => part !== undefined).join('  ')
}

/** `01:30`, or `1:02:03` from an hour on. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(whole % 60)}`
}
