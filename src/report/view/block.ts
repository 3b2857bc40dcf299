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
