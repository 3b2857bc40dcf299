import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import { parseJson } from '../../record/json.ts'
import type { Source } from '../source.ts'
import { readLines, type Line } from '../text.ts'
import { cellOfValue, type Cell } from './cell.ts'
import { rememberTexts } from './document.ts'
import { isObject, leavesOf } from './flatten.ts'
import { cut, MOST_TABLE_BYTES, type Reading } from './reading.ts'
import { emptyTable } from './table.ts'

/**
 * One JSON object a line, each a row. Reading stops at the first line that is not JSON, be it cut or broken, and that is
 * found: what stands behind it cannot be trusted to go on from what stood before. A line that is whole and still wrong
 * (a key twice, no object) is no sign of a cut: its writer is wrong, and so may be the lines that look right.
 *
 * @throws {UserError} where the file as a whole cannot be read; `jsonl-line` and the codes of JSON for a whole line
 */
export function readJsonl(source: Source): Reading {
  const table = emptyTable(source.name)
  const findings: Finding[] = []
  for (const line of readLines(source, MOST_TABLE_BYTES)) {
    if (line.text.trim() === '') continue
    const row = readRow(line, source.name)
    if (typeof row !== 'string') table.add(row, `line ${line.number}`)
    else findings.push({ kind: 'source-truncated', path: source.name, where: cut(row) })
    if (findings.length > 0) break
  }
  return { ...table.finish(), summary: [], position: undefined, findings }
}

/** The cells of a line, or where it is cut or broken. @throws {UserError} for a whole line that says nothing clear */
function readRow(line: Line, file: string): Array<readonly [string, Cell]> | string {
  const texts = rememberTexts()
  try {
    const value = parseJson(line.text, file, {
      nonFinite: 'accept',
      onNumber: (number) => texts.add(number, Number(number)),
    })
    if (!isObject(value)) throw noObject(line, file)
    return leavesOf(value).map(
      ({ keys, value }) => [keys.join('/'), cellOfValue(value, texts.textOf)] as const,
    )
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    if (error.code !== 'json-syntax') throw atLine(error, line, file)
    if (!line.ended) return `line ${line.number}, which has no end`
    return `line ${line.number}: ${error.message}`
  }
}

function noObject({ number }: Line, file: string): UserError {
  return new UserError(
    'jsonl-line',
    `${file}: line ${number} is no object`,
    'Write one JSON object a line.',
    { file, line: number },
  )
}

/** The parser saw one line alone: its place is told in the file. */
function atLine({ code, message, hint, place }: UserError, line: Line, file: string): UserError {
  return new UserError(code, message, hint, { ...place, file, line: line.number })
}
