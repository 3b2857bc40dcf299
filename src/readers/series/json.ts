import { parseJson } from '../../record/json.ts'
import type { Source } from '../source.ts'
import { readText } from '../text.ts'
import { readDocument, rememberTexts, type Document } from './document.ts'
import { MOST_DOCUMENT_BYTES, type Reading } from './reading.ts'

/**
 * A JSON file: a summary, a list of rows, or a history of lists. Bare `NaN` and `Infinity`, as Python writes them,
 * are read; `1e400` is Infinity.
 *
 * @throws {UserError} where it cannot be read to its end
 */
export function readJson(source: Source): Reading {
  return readDocument(source.name, parseMetrics(source))
}

/** JSON of a metrics file, with the spelling of its numbers. @throws {UserError} */
export function parseMetrics(source: Source): Document {
  const texts = rememberTexts()
  const text = readText(source, MOST_DOCUMENT_BYTES)
  const value = parseJson(text, source.name, {
    length: MOST_DOCUMENT_BYTES,
    nonFinite: 'accept',
    onNumber: (number) => texts.add(number, Number(number)),
  })
  return { value, textOf: texts.textOf }
}
