import { createHash } from 'node:crypto'
import type { Phase, Trace, TracedTensor, TraceStep } from '../../../src/readers/trace/trace.ts'

/** A small training that is computed here for real, so that a change travels as it does in a training. */
export interface Shape {
  readonly layers: number
  readonly steps: number
  readonly dropout: boolean
  /** `standard`, `rolling`, `dense` or `window:A-B`. */
  readonly schedule: string
}

/** What is done otherwise, and from which step on. All of it is left out in the baseline. */
export interface Change {
  readonly from?: number
  readonly layer?: number
  /** Factors and flags, by the place where they act. */
  readonly init?: number
  readonly seed?: number
  readonly drawsAtStart?: number
  readonly drawsAfter?: number
  readonly reversed?: boolean
  readonly sample?: number
  readonly label?: number
  readonly scale?: number
  readonly batchSize?: number
  readonly between?: number
  readonly inside?: number
  readonly loss?: number
  readonly raw?: number
  readonly clip?: number
  readonly lr?: number
  readonly optimizer?: string
  readonly decay?: number
  readonly extra?: boolean
  readonly dtype?: string
  readonly rank?: number
  readonly world?: number
  readonly training?: number
}

export const SAMPLES = 40
const WIDTH = 4
const NUMBERS = 16

/** The trace of it. */
export function train(shape: Shape, change: Change = {}): Trace {
  return new Training(shape, change).run()
}

class Training {
  readonly #shape: Shape
  readonly #change: Change
  readonly #layers: number
  readonly #size: number
  readonly #steps: TraceStep[] = []
  #tensors: TracedTensor[] = []
  #torch: number
  #numpy: number
  #weights: number[][] = []
  #queue: number[] = []

  constructor(shape: Shape, change: Change) {
    this.#shape = shape
    this.#change = change
    this.#layers = shape.layers + (change.extra === true ? 1 : 0)
    this.#size = change.batchSize ?? 4
    this.#torch = 7 + (change.seed ?? 0)
    this.#numpy = 3 + (change.seed ?? 0)
  }

  run(): Trace {
    const { steps, schedule } = this.#shape
    this.#init()
    for (let at = 0; at < (this.#change.drawsAtStart ?? 0); at++) this.#draw()
    const last = /^window:\d+-(\d+)$/.exec(schedule)?.[1]
    const until = last === undefined ? steps : Math.min(steps, Number(last) + 1)
    for (let step = 0; step < until; step++) this.#step(step)
    const { rank = 0, world = 1, training = 0 } = this.#change
    const place = { rank, world, training, program: undefined }
    const header = { writer: 'test', framework: undefined, ...place, digest: 'sha', schedule }
    return {
      header: { ...header, sketch: 'whole', mode: 'modules', because: undefined },
      steps: this.#steps,
      end: { steps: until, reason: last === undefined ? 'finished' : 'window', why: undefined },
    }
  }

  #init(): void {
    this.#weights = Array.from({ length: this.#layers }, (_, layer) =>
      Array.from({ length: NUMBERS }, () => (this.#draw() - 0.5) * this.#factor('init', layer, -1)),
    )
    this.#weights.forEach((values, layer) => this.#add('init', `l${layer}.weight`, values))
    this.#close(-1, true, [])
  }

  #step(step: number): void {
    const start = [this.#torch, this.#numpy]
    const { x, y, rows } = this.#batch(step)
    this.#add('batch', '0', x, { rows })
    this.#add('batch', '1', y, {
      rows: y.map((one) => digest([one])),
      dtype: 'int64',
      shape: [y.length],
    })
    const out = this.#forward(step, x)
    this.#add('loss', 'mse', out, { part: 'in.0' })
    this.#add('loss', 'mse', y, { part: 'target', dtype: 'int64' })
    const error = out.map((one, at) => one - (y[Math.floor(at / WIDTH)] ?? 0))
    const loss = sum(error.map((one) => one ** 2)) * this.#factor('loss', undefined, step)
    this.#add('loss', 'loss', [loss], { part: 'value', shape: [] })
    this.#descend(step, error, loss)
    for (let at = 0; at < (this.#now(step) ? (this.#change.drawsAfter ?? 0) : 0); at++) this.#draw()
    this.#close(step, this.#isDense(step), start)
  }

  #forward(step: number, x: readonly number[]): number[] {
    let h = [...x]
    this.#add('forward', '(root)', h, { part: 'in.0' })
    for (let layer = 0; layer < this.#layers; layer++) {
      h = h.map((one) => (one * 0.9 + 0.01) * this.#factor('between', layer, step))
      this.#add('forward', `l${layer}`, h, { part: 'in.0' })
      const weights = this.#weights[layer] ?? []
      h = h.map((one, at) => Math.tanh(one * (weights[at % NUMBERS] ?? 1) + 0.2))
      h = h.map((one) => one * this.#factor('inside', layer, step))
      this.#add('forward', `l${layer}`, h, { part: 'out' })
    }
    if (this.#shape.dropout) {
      this.#add('forward', 'drop', h, { part: 'in.0' })
      h = h.map((one) => (this.#draw() < 0.3 ? 0 : one))
      this.#add('forward', 'drop', h, { part: 'out' })
    }
    this.#add('forward', '(root)', h, { part: 'out' })
    return h
  }

  #descend(step: number, error: readonly number[], loss: number): void {
    const raw = this.#weights.map((weights, layer) =>
      weights.map(
        (one, at) =>
          ((error[at % error.length] ?? 0) * one + loss / 100) * this.#factor('raw', layer, step),
      ),
    )
    raw.forEach((values, layer) =>
      this.#add('gradient', `l${layer}.weight`, values, { part: 'raw' }),
    )
    const grad = raw.map((values, layer) =>
      values.map((one) => one * 0.7 * this.#factor('clip', layer, step)),
    )
    grad.forEach((values, layer) =>
      this.#add('gradient', `l${layer}.weight`, values, { part: 'grad' }),
    )
    const lr = this.#lr(step)
    this.#weights = this.#weights.map((weights, layer) =>
      weights.map(
        (one, at) => (one - lr * (grad[layer]?.[at] ?? 0)) * this.#factor('decay', layer, step),
      ),
    )
    this.#weights.forEach((values, layer) => this.#add('update', `l${layer}.weight`, values))
  }

  /** The next samples of a shuffled epoch. */
  #batch(step: number): { x: number[]; y: number[]; rows: string[] } {
    if (this.#queue.length < this.#size) this.#queue = this.#shuffled()
    const taken = this.#queue.splice(0, this.#size)
    const { reversed, sample, label } = this.#change
    if (reversed === true && this.#now(step)) taken.reverse()
    const samples = taken.map((one) => {
      const factor = this.#factor('scale', undefined, step) * (one === sample ? 1.5 : 1)
      return Array.from({ length: WIDTH }, (_, at) => (Math.sin(one * 17 + at * 5) + 1.5) * factor)
    })
    return {
      x: samples.flat(),
      y: taken.map((one) => (one % 3) + (one === label ? 1 : 0)),
      rows: samples.map(digest),
    }
  }

  #shuffled(): number[] {
    const keyed = Array.from({ length: SAMPLES }, (_, at) => ({ at, key: this.#draw() }))
    return keyed.sort((a, b) => a.key - b.key).map(({ at }) => at)
  }

  #lr(step: number): number {
    return 0.01 * this.#factor('lr', undefined, step)
  }

  #draw(): number {
    this.#torch = (Math.imul(this.#torch, 1_664_525) + 1_013_904_223) >>> 0
    const mixed = Math.imul(this.#torch ^ (this.#torch >>> 15), 2_246_822_519) >>> 0
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32
  }

  #now(step: number): boolean {
    return step >= (this.#change.from ?? -1)
  }

  #factor(
    place: 'init' | 'scale' | 'between' | 'inside' | 'loss' | 'raw' | 'clip' | 'lr' | 'decay',
    layer: number | undefined,
    step: number,
  ): number {
    const there = layer === undefined || layer === (this.#change.layer ?? 0)
    return there && this.#now(step) ? (this.#change[place] ?? 1) : 1
  }

  #isDense(step: number): boolean {
    const { schedule } = this.#shape
    const span = /^window:(\d+)-(\d+)$/.exec(schedule)
    if (span !== null) return step >= Number(span[1]) && step <= Number(span[2])
    return (
      schedule === 'dense' || (schedule === 'standard' && (step < 8 || (step & (step - 1)) === 0))
    )
  }

  #add(
    phase: Phase,
    name: string,
    values: readonly number[],
    more: Partial<TracedTensor> = {},
  ): void {
    this.#tensors.push({
      phase,
      name,
      part: 'value',
      call: 0,
      shape: [values.length / WIDTH, WIDTH],
      dtype: this.#change.dtype ?? 'float32',
      digest: digest(values),
      sketch: sketch(values),
      rows: undefined,
      ...more,
    })
  }

  #close(step: number, dense: boolean, start: readonly number[]): void {
    const tensors = this.#tensors
    this.#tensors = []
    const of = (phase: Phase): string =>
      hash(tensors.filter((one) => one.phase === phase).map((one) => one.digest))
    const states = [this.#torch, this.#numpy]
    const rolling = {
      batch: of('batch'),
      loss: hash(tensors.filter((one) => one.name === 'loss').map((one) => one.digest)),
      gradient: hash(tensors.filter((one) => one.part === 'grad').map((one) => one.digest)),
      update: of('update'),
      random: digest(states),
    }
    this.#steps.push({
      step,
      rolling: step < 0 ? undefined : rolling,
      tensors: dense ? tensors : [],
      hyper: this.#hyperAt(step),
      random: step === 0 ? statesOf(start) : [],
    })
  }

  #hyperAt(step: number): TraceStep['hyper'] {
    if (step < 0 || (step > 0 && this.#lr(step) === this.#lr(step - 1))) return []
    const { optimizer = 'SGD' } = this.#change
    return [{ optimizer: 0, group: 0, values: { lr: this.#lr(step), optimizer } }]
  }
}

function statesOf(states: readonly number[]): TraceStep['random'] {
  return ['torch', 'numpy'].map((generator, at) => ({
    when: 'start',
    generator,
    digest: digest([states[at] ?? 0]),
  }))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0)
}

function sketch(values: readonly number[]): number[] {
  const sums = Array.from({ length: 16 }, () => 0)
  values.forEach((one, at) => {
    const place = at % 16
    sums[place] = (sums[place] ?? 0) + one * (Math.imul(at, 2_654_435_761) < 0 ? -1 : 1)
  })
  return sums
}

function digest(values: readonly number[]): string {
  return hash(values.map(String))
}

function hash(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join()).digest('hex').slice(0, 16)
}
