import type { Place } from '../record/error.ts'

/** The nine verdicts, worst last: a model's is the worst of its gated metrics, a job's that of its worst model (DESIGN §4). */
export const VERDICTS = [
  'identical',
  'reproduced',
  'improved',
  'inconclusive',
  'incomparable',
  'nondeterministic',
  'changed',
  'failed',
  'invalid',
] as const
export type VerdictKind = (typeof VERDICTS)[number]

export type Better = 'lower' | 'higher'

/** How far a final may lie from the baseline's mean: calibrated noise, metric units, or a part of |mean| (0.01 is 1 %). */
export type Within =
  | { readonly kind: 'auto' }
  | { readonly kind: 'absolute'; readonly value: number }
  | { readonly kind: 'relative'; readonly value: number }

export interface Expectation {
  readonly better: Better | undefined
  readonly within: Within
  readonly required: boolean
  /** `any`: the final may stand at another step than the baseline's (early stopping). */
  readonly steps: 'same' | 'any'
}

/** How a run's seed reaches the program: the probe moves the seeds that it sets, or by a variable, or a command-line flag. */
export type SeedRule =
  | { readonly how: 'auto' }
  | {
      readonly how: 'env' | 'arg'
      readonly name: string
      readonly values: readonly number[] | undefined
    }

export interface DataRule {
  /** Path or glob, relative to the work tree, absolute, or under `~`. */
  readonly path: string
  /** `copy`: for loaders that write beside their data. */
  readonly mode: 'bind' | 'copy'
}

/** One model with every default filled in. `undefined` lists mean: detect. */
export interface ModelSpec {
  readonly name: string
  readonly train: string
  readonly directory: string
  readonly setup: string | undefined
  /** A value of `null` passes the caller's through. */
  readonly env: Readonly<Record<string, string | null>>
  readonly seed: SeedRule
  /** Whether the probe seeds everything at the start and asks the framework for deterministic algorithms. */
  readonly deterministic: boolean
  readonly require: 'reproduced' | 'identical'
  /** Seconds. */
  readonly timeout: number
  /** Seconds without output after which the run is killed. */
  readonly idle: number
  readonly network: 'auto' | 'on' | 'off'
  readonly ignore: readonly string[]
  readonly data: readonly DataRule[]
  readonly caches: readonly string[] | undefined
  readonly params: readonly string[] | undefined
  readonly packages: readonly string[] | undefined
  readonly metrics: readonly string[] | undefined
  readonly weights: readonly string[]
  /** By metric name; empty: one metric is chosen by its name (SPEC.md). */
  readonly expect: Readonly<Record<string, Expectation>>
  /** A declared accelerator name, or undefined: ask the machine. */
  readonly accelerator: string | undefined
  /** Labels of the runner that trains it; undefined: the workflow says. */
  readonly runner: readonly string[] | undefined
}

export interface Policy {
  readonly green: readonly VerdictKind[]
  readonly budget: { readonly runs: number; readonly minutes: number }
}

/** `reprise.yml` after parsing, checking and filling in defaults. */
export interface Spec {
  /** The file's path relative to the repository's root. */
  readonly file: string
  readonly models: Readonly<Record<string, ModelSpec>>
  readonly policy: Policy
  /** The branch that holds the ledger on GitHub. */
  readonly ledger: { readonly branch: string }
  /** Where each written key stands: dotted path (`models.main.expect.loss.within`) → place. */
  readonly places: Readonly<Record<string, Place>>
}
