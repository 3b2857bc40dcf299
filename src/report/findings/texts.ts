import type { Finding, FindingKind } from '../../record/finding.ts'
import type { Line } from '../text/line.ts'
import { PLACE_FINDINGS } from './place.ts'
import { RUN_FINDINGS } from './run.ts'

type Of<K extends FindingKind> = Extract<Finding, { kind: K }>

/** What is said of each kind of finding; the compiler asks for every kind. */
export type FindingTexts = {
  readonly [K in FindingKind]: {
    /** Our own words, without data. */
    readonly title: string
    readonly text: (facts: Of<K>) => Line
    readonly todo: (facts: Of<K>) => Line
  }
}

const TEXTS: FindingTexts = { ...RUN_FINDINGS, ...PLACE_FINDINGS }

/** A finding as people read it. */
export interface FindingWords {
  readonly title: string
  readonly text: Line
  readonly todo: Line
  /** The page that explains it, relative to the repository of Reprise. */
  readonly page: string
}

/** Title, text, what to do, and the page with more. */
export function findingWords(finding: Finding): FindingWords {
  const { title, text, todo } = TEXTS[finding.kind] as {
    title: string
    text: (facts: Finding) => Line
    todo: (facts: Finding) => Line
  }
  return {
    title,
    text: text(finding),
    todo: todo(finding),
    page: `docs/findings/${finding.kind}.md`,
  }
}

/** All kinds that have words. */
export const FINDING_KINDS = Object.keys(TEXTS) as readonly FindingKind[]
