import { SECTIONS, type SectionId } from '../view/block.ts'

/** How much of a report is shown. The sentence of each model is always there, up to `models`. */
export interface Detail {
  readonly sparklines: boolean
  readonly sections: readonly SectionId[]
  /** Lines of each difference and of each verbatim block. */
  readonly lines: number
  /** Changes of each factor, and items of each list. */
  readonly items: number
  /** Rows of each table. */
  readonly rows: number
  readonly models: number
}

const FULL: Detail = {
  sparklines: true,
  sections: SECTIONS,
  lines: 200,
  items: 40,
  rows: 400,
  models: 200,
}
const FIRST: readonly SectionId[] = ['recorded', 'reproduce', 'lock', 'apply']
const ESSENTIAL: readonly SectionId[] = ['findings', 'settings', 'records', 'crash', ...FIRST]

/** From all to least: first the curves go, then folded parts, then lines, then rows; the sentences last of all. */
export const DETAILS: readonly Detail[] = [
  FULL,
  { ...FULL, sparklines: false },
  {
    ...FULL,
    sparklines: false,
    sections: SECTIONS.filter((id) => id !== 'environment' && id !== 'volatile'),
  },
  { ...FULL, sparklines: false, sections: ESSENTIAL },
  { ...FULL, sparklines: false, sections: ESSENTIAL, lines: 20, items: 10 },
  { ...FULL, sparklines: false, sections: FIRST, lines: 8, items: 5 },
  { ...FULL, sparklines: false, sections: [], lines: 0, items: 5, rows: 100 },
  { ...FULL, sparklines: false, sections: [], lines: 0, items: 3, rows: 20 },
  { ...FULL, sparklines: false, sections: [], lines: 0, items: 1, rows: 5 },
  { ...FULL, sparklines: false, sections: [], lines: 0, items: 0, rows: 1 },
  { sparklines: false, sections: [], lines: 0, items: 0, rows: 0, models: 30 },
  { sparklines: false, sections: [], lines: 0, items: 0, rows: 0, models: 5 },
  { sparklines: false, sections: [], lines: 0, items: 0, rows: 0, models: 1 },
]

/** A job summary has sixteen times a comment's room. */
export const SUMMARY_DETAILS: readonly Detail[] = [
  { ...FULL, lines: 5000, items: 500, rows: 5000, models: 1000 },
  ...DETAILS,
]
