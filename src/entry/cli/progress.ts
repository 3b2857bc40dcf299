import { progressLine, type ModelProgress } from '../../flows/progress.ts'
import type { Terminal } from './terminal.ts'

/** Shows a retraining as one live line: `main: training 00:12  step 120/1000  loss 0.41  about 01:30 left`. */
export function showProgress(terminal: Terminal): (progress: ModelProgress) => void {
  return (progress) =>
    terminal.progress(progressLine(progress), `${progress.model} ${progress.phase}`)
}
