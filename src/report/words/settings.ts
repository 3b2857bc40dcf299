import type { Setting } from '../report.ts'
import { clip } from '../text/clean.ts'
import { code, join, name, plain, say, type Line, type Piece } from '../text/line.ts'
import { spellNumber } from '../text/number.ts'

const MOST = 3
const LONGEST = 60
const EXPECT = 'expect.'

/** One value that a change writes otherwise; a side is undefined where it is not written. */
interface Edit {
  readonly what: Line
  readonly base: string | undefined
  readonly head: string | undefined
}

/**
 * The settings by which a change is judged and which it writes otherwise: those whose value the base decides. At most one
 * clause: "changes within of eval_loss from 1% to 5%: the base’s 1% counted here".
 */
export function settingsWords(settings: readonly Setting[]): Line[] {
  const edits = distinct(settings.filter(({ counted }) => counted === 'base').flatMap(editsOf))
  const [first] = edits
  if (first === undefined) return []
  const shown = edits.slice(0, MOST).map((edit, at) => editWords(edit, edits[at - 1]))
  const more = edits.length - shown.length
  const all = more > 0 ? say`${join(shown, ', ')} and ${more} more` : join(shown, ', ', ' and ')
  const counted =
    edits.length > 1 || first.base === undefined || first.head === undefined
      ? say`what the base says counted here`
      : say`the base’s ${value(first.base)} counted here`
  return [say`${all}: ${counted}`]
}

/** Several models of one file write the same policy. */
function distinct(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [plain(editWords(edit)), edit])).values()]
}

/** A verb is not said again. */
function editWords(edit: Edit, last?: Edit): Line {
  const verb = verbOf(edit)
  const said = last !== undefined && verbOf(last) === verb ? '' : `${verb} `
  const { what, base, head } = edit
  return base === undefined || head === undefined
    ? say`${said}${what}`
    : say`${said}${what} from ${value(base)} to ${value(head)}`
}

function verbOf({ base, head }: Edit): string {
  return base === undefined ? 'adds' : head === undefined ? 'takes out' : 'changes'
}

const value = (text: string): Piece => code(clip(text, LONGEST))

/** A metric's expectation is told field by field. */
function editsOf({ field, base, head }: Setting): Edit[] {
  const [old, young] = [base, head].map(parse)
  if (!field.startsWith(EXPECT) || !isFields(old) || !isFields(young)) {
    const [before, after] = [base, head].map((side) => side && spellSetting(side))
    return [{ what: say`${code(field)}`, base: before, head: after }]
  }
  const metric = name(field.slice(EXPECT.length))
  const keys = [...new Set([...Object.keys(old), ...Object.keys(young)])]
  return keys.flatMap((key) => {
    const [before, after] = [old, young].map((side) => spellField(side, key))
    return before === after ? [] : [{ what: say`${key} of ${metric}`, base: before, head: after }]
  })
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function spellField(fields: Fields, key: string): string | undefined {
  return Object.hasOwn(fields, key) ? spellValue(fields[key]) : undefined
}

/** A setting's JSON as people write it in `reprise.yml`. */
export function spellSetting(text: string): string {
  return spellValue(parse(text))
}

function spellValue(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `[${value.map(spellValue).join(', ')}]`
  if (!isFields(value)) return JSON.stringify(value)
  const { kind, value: size } = value
  if (kind === 'auto') return 'auto'
  if (kind === 'absolute' && typeof size === 'number') return spellNumber(size)
  if (kind === 'relative' && typeof size === 'number') return `${spellNumber(size * 100)}%`
  return `{${Object.entries(value)
    .map(([key, one]) => `${key}: ${spellValue(one)}`)
    .join(', ')}}`
}

/** Settings are JSON; of anything else the text itself is shown. */
function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
