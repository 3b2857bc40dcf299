import type { Progress } from '../../retrain/progress.ts'
import type { Terminal } from './terminal.ts'

type ModelProgress = Progress & { readonly model: string }

/** Shows a retraining as one live line: `main: training 00:12  step 120/1000  loss 0.41  about 01:30 left`. */
export function showProgress(terminal: Terminal): (progress: ModelProgress) => void {
  return (progress) =>
    terminal.progress(progressLine(progress), `${progress.model} ${progress.phase}`)
}

function progressLine({
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
