import type { Line } from '../text/line.ts'

/** What a section is made of; each output knows how to show each kind. */
export type Block =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly Line[])[]
    }
  /** Lines that start with ` `, `-`, `+` or `@@`. */
  | { readonly kind: 'diff'; readonly lines: readonly string[] }
  /** Text as a program wrote it. */
  | { readonly kind: 'verbatim'; readonly lines: readonly string[] }
  /** Of no use in part: a patch, or a command to be copied. */
  | { readonly kind: 'whole'; readonly as: 'diff' | 'sh'; readonly lines: readonly string[] }

export const SECTIONS = [
  'metrics',
  'volatile',
  'findings',
  'settings',
  'recorded',
  'factors',
  'environment',
  'records',
  'cost',
  'crash',
  'reproduce',
  'lock',
  'apply',
] as const
export type SectionId = (typeof SECTIONS)[number]

/** A part that is folded away. Titles are our own words, never data. */
export interface Section {
  readonly id: SectionId
  readonly title: string
  readonly open: boolean
  readonly blocks: readonly Block[]
}

/** A change with its details, for "what moved". */
export interface Moved {
  readonly factor: string
  readonly items: readonly { readonly words: Line; readonly blocks: readonly Block[] }[]
  /** What of this factor could not be compared. */
  readonly unknown: readonly Line[]
}

/** One rung of a ladder as it is shown. */
export interface Rung {
  readonly name: string
  readonly state: 'same' | 'different' | 'unknown'
  readonly sign: '✓' | '✗' | '?'
  /** The first tensor that differs there, and how much. */
  readonly detail: Line
}

export interface Growth {
  readonly step: number
  /** ‖A−B‖ ÷ ‖A‖ of all parameters. */
  readonly relative: number
}

/** Where two runs part. No rungs: it is not known, or they do not. */
export interface Ladder {
  /** Which two; our own words. */
  readonly title: string
  /** Undefined where the sentence on top says it. */
  readonly words: Line | undefined
  readonly rungs: readonly Rung[]
  /** How the difference grows; empty where fewer than two points are known. */
  readonly growth: readonly Growth[]
  readonly notes: readonly Line[]
}
