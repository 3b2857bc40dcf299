import { bytesHeld, STEP_BYTES, type Allowance } from './allowance.ts'
import { Malformed } from './fields.ts'
import type { TraceLine } from './lines.ts'
import type { Hyper, RandomState, Rolling, TracedTensor, TraceEnd, TraceStep } from './trace.ts'

/** The most tensors of one step: several hundred times what a transformer of 100 layers has. */
const MOST_TENSORS = 200_000

interface Step {
  readonly step: number
  rolling: Rolling | undefined
  readonly tensors: TracedTensor[]
  readonly hyper: Hyper[]
  readonly random: RandomState[]
}

/** Takes the lines in their order and gives the steps in theirs; a writer may be late with a line of an earlier step. */
export class Collector {
  readonly #steps = new Map<number, Step>()
  readonly #allowance: Allowance
  end: TraceEnd | undefined

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  /** @throws {Malformed} for a line that contradicts an earlier one; {TooLarge} for one too many */
  add(line: TraceLine): void {
    if (this.end !== undefined) throw new Malformed('a line after the end line')
    if (line.t === 'end') {
      this.end = line.end
      return
    }
    this.#allowance.hold(bytesHeld(line))
    const step = this.#at(line.step)
    if (line.t === 'tensor') addTensor(step, line.tensor)
    else if (line.t === 'step') setRolling(step, line.rolling)
    else if (line.t === 'hyper') step.hyper.push(line.hyper)
    else step.random.push(line.random)
  }

  steps(): readonly TraceStep[] {
    return [...this.#steps.values()].sort((a, b) => a.step - b.step)
  }

  #at(step: number): Step {
    const known = this.#steps.get(step)
    if (known !== undefined) return known
    this.#allowance.hold(STEP_BYTES)
    const fresh: Step = { step, rolling: undefined, tensors: [], hyper: [], random: [] }
    this.#steps.set(step, fresh)
    return fresh
  }
}

function addTensor({ tensors }: Step, tensor: TracedTensor): void {
  if (tensors.length >= MOST_TENSORS)
    throw new Malformed(`a step has more than ${MOST_TENSORS} tensors`)
  tensors.push(tensor)
}

function setRolling(step: Step, rolling: Rolling): void {
  if (step.rolling !== undefined) throw new Malformed(`the step ${step.step} stands twice`)
  step.rolling = rolling
}
