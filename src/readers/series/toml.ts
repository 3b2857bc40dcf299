import { parse, TomlError } from 'smol-toml'
import { UserError } from '../../record/error.ts'
import type { Source } from '../source.ts'
import { readText } from '../text.ts'
import { readDocument, rememberTexts } from './document.ts'
import { endsInValue } from './last-cell.ts'
import type { Reading } from './reading.ts'

const MOST_BYTES = 4 * 1024 * 1024
const NUMBERS = /[-+]?\d[\d_]*(?:\.[\d_]+)?(?:[eE][-+]?\d+)?/g

/** A value without quotes or brackets at the end of a text. */
const OPEN = /=[ \t]*[-+.\w:]+$/

/** A TOML 1.0 file; `nan` and `inf` are numbers. As in YAML, a last value without a line end may be cut. @throws {UserError} */
export function readToml(source: Source): Reading {
  const text = readText(source, MOST_BYTES)
  const value = parseToml(text, source.name)
  const texts = rememberTexts()
  // The parser does not say how a number was spelled: any number of the text that has its value tells.
  for (const [spelled] of text.matchAll(NUMBERS)) {
    const plain = spelled.replaceAll('_', '')
    texts.add(plain, Number(plain))
  }
  const reading = readDocument(source.name, { value, textOf: texts.textOf })
  const line = text.split('\n').length
  return OPEN.test(text) ? { ...reading, findings: [endsInValue(source.name, line)] } : reading
}

/** Integers beyond 2⁵³ are bigint. @throws {UserError} `toml-syntax` with line and column */
export function parseToml(text: string, file: string): Record<string, unknown> {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' })
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    const place =
      error instanceof TomlError ? { file, line: error.line, column: error.column } : { file }
    throw new UserError(
      'toml-syntax',
      `${file} is not valid TOML: ${why}`,
      'Mend the file or remove it.',
      place,
    )
  }
}
