import type { Scalar } from '../../record/record.ts'

/** The parts of a training in the order in which a difference travels through it; `docs/trace.md` says what each holds. */
export const PHASES = ['init', 'batch', 'forward', 'loss', 'gradient', 'update'] as const
export type Phase = (typeof PHASES)[number]

/** How closely the writer could look: module by module, only at the borders of a step, or what the program told it. */
export type TraceMode = 'modules' | 'borders' | 'told'

export interface TraceHeader {
  readonly writer: string
  /** `torch 2.11.0`; undefined where there is none. */
  readonly framework: string | undefined
  readonly rank: number
  readonly world: number
  /** The how many-th of the run's programs with that rank that trained, from 0: `pretrain.py && finetune.py` are two. */
  readonly training: number
  /** The program's file: `finetune.py`. */
  readonly program: string | undefined
  /** Name of the algorithm of the digests: those of two names are never compared. */
  readonly digest: string
  /** Name of the algorithm of the sketches. */
  readonly sketch: string | undefined
  readonly mode: TraceMode
  /** Why it is not `modules`: `torch.compile`, `CUDA graph`, … */
  readonly because: string | undefined
  /** `standard`, `rolling`, `dense`, `window:A-B`. */
  readonly schedule: string
}

/** One tensor of one dense step. */
export interface TracedTensor {
  readonly phase: Phase
  /** Module, parameter or batch entry: `blocks.3.attn`. */
  readonly name: string
  /** `in.0`, `out`, `out.1`, `grad`, `value`, `target`: which of its tensors. */
  readonly part: string
  /** The how many-th call of that module in this step, from 0. */
  readonly call: number
  readonly shape: readonly number[]
  readonly dtype: string
  readonly digest: string
  /** 16 sums with fixed signs: linear, so two of them tell the size of the difference. Undefined where not recorded. */
  readonly sketch: readonly number[] | undefined
  /** Digest of each row (sample) of a batch tensor. */
  readonly rows: readonly string[] | undefined
}

/** What every step records. A digest is undefined where the writer had none. */
export interface Rolling {
  readonly batch: string | undefined
  readonly loss: string | undefined
  readonly gradient: string | undefined
  readonly update: string | undefined
  /** State of the random generators when the step ended. */
  readonly random: string | undefined
}

/** Hyper-parameters of one group of one optimiser, in force from this step on. */
export interface Hyper {
  readonly optimizer: number
  readonly group: number
  readonly values: Readonly<Record<string, Scalar>>
}

export interface RandomState {
  /** `start`: before the first batch; `end`: when the step ended. */
  readonly when: 'start' | 'end'
  /** `python`, `numpy`, `torch`, `cuda:0`. */
  readonly generator: string
  readonly digest: string
}

export interface TraceStep {
  readonly step: number
  readonly rolling: Rolling | undefined
  /** In the order in which they were computed; empty in a step that is not dense. */
  readonly tensors: readonly TracedTensor[]
  readonly hyper: readonly Hyper[]
  readonly random: readonly RandomState[]
}

export interface TraceEnd {
  /** Steps finished. */
  readonly steps: number
  /** `disabled`: the probe failed and said so; `window`: it was asked to stop there; `full`: it reached its size limit. */
  readonly reason: 'finished' | 'window' | 'disabled' | 'full'
  readonly why: string | undefined
  /** Digest of the batches and losses after the last step, where there were any. */
  readonly rest?: string | undefined
  /** Why the trace does not hold all that was trained: steps in another thread or a forked process. */
  readonly partial?: string | undefined
  /** The next training of that rank had begun by then: which of them is which is left to chance. */
  readonly overlaps?: true | undefined
}

/** One rank's trace, parsed. */
export interface Trace {
  readonly header: TraceHeader
  /** Ascending. `init` tensors stand in the step -1. */
  readonly steps: readonly TraceStep[]
  /** Undefined: it broke off, the process was killed. */
  readonly end: TraceEnd | undefined
}
