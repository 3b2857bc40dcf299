import type { Source } from '../source.ts'
import { readText } from '../text.ts'
import { parseYaml } from '../yaml.ts'
import { readDocument, rememberTexts } from './document.ts'
import { endsInValue } from './last-cell.ts'
import { MOST_DOCUMENT_BYTES, type Reading } from './reading.ts'

/**
 * A YAML 1.2 file: `.nan`, `.inf` and `-.inf` are numbers, `1e-3` is one too. A file that ends in a value without a line
 * end, as no YAML library leaves it, may be cut in it, and that is found.
 *
 * @throws {UserError} where it cannot be read to its end
 */
export function readYaml(source: Source): Reading {
  const { value, numbers, openLine } = parseYaml(readText(source, MOST_DOCUMENT_BYTES), source.name)
  const texts = rememberTexts()
  for (const [text, number] of numbers) texts.add(text, number)
  const reading = readDocument(source.name, { value, textOf: texts.textOf })
  return openLine === undefined
    ? reading
    : { ...reading, findings: [endsInValue(source.name, openLine)] }
}
