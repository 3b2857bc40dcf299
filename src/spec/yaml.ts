import { LineCounter, parseDocument, type Document } from 'yaml'
import type { Place } from '../record/error.ts'
import type { SpecProblem } from './problem.ts'
import { SYNTAX } from './texts.ts'
import { readNodes, type Spot } from './yaml-nodes.ts'

/** A YAML file as plain values (mappings have no prototype), with the place of everything in it. */
export interface YamlFile {
  readonly value: unknown
  /** By `pathKey`: where a mapping's key (or a list's item) and its value stand. */
  readonly spots: ReadonlyMap<string, Spot>
  /** What YAML itself allows no meaning: syntax, keys that stand twice, unbounded aliases. */
  readonly problems: readonly SpecProblem[]
  /** Whether `value` is worth judging further: not where the syntax is broken. */
  readonly readable: boolean
}

/**
 * Reads YAML 1.2 that may be hostile: at most `length` UTF-16 units, 64 levels and 100 000 values,
 * aliases expanded. Never throws.
 */
export function readYaml(text: string, file: string, length: number): YamlFile {
  const top: Place = { file, line: 1, column: 1 }
  if (text.length > length) return unreadable([{ place: top, ...SYNTAX.long(text.length, length) }])
  const lines = new LineCounter()
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const document = parse(text.replace(/^\uFEFF/, ''), lines)
  if (document === undefined) return unreadable([{ place: top, ...SYNTAX.deep }])
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) {
    const conflict = /^(?:<{7}|>{7}) /m.test(text)
    return unreadable(
      broken.map(({ message, pos }) => ({
        place: place(pos[0]),
        ...SYNTAX.yaml(message.replace(/; please use YAML.*/, ''), conflict),
      })),
    )
  }
  if (document.directives?.yaml.version !== '1.2')
    return unreadable([{ place: top, ...SYNTAX.version }])
  return { ...readNodes(document.contents, place), readable: true }
}

function unreadable(problems: readonly SpecProblem[]): YamlFile {
  return { value: undefined, spots: new Map(), problems, readable: false }
}

/** `undefined` where the text is nested beyond what the parser can follow. */
function parse(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    // Keys that stand twice are found later, in linear time.
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      uniqueKeys: false,
      prettyErrors: false,
      // Not 'silent': that also hides the error of a second document.
      logLevel: 'error',
      lineCounter,
    })
  } catch {
    return undefined
  }
}
