import type { Report } from '../report.ts'
import { clean } from '../text/clean.ts'
import type { Line } from '../text/line.ts'
import { wrap } from '../terminal/style.ts'
import { exitLine, modelLines } from '../terminal/terminal.ts'
import { viewOf } from '../view/view.ts'
import { defuse, spellGroup } from './command.ts'

/** As wide as GitHub shows a log without breaking lines. */
const OPTIONS = { color: false, columns: 120, details: true } as const

/**
 * A report for those who read a job's log: the first sentence in the open, each model folded. No text of data is a command
 * to the runner.
 */
export function renderLogGroups(report: Report): string {
  const { headline, lead, models, origin } = viewOf(report)
  const open = (line: Line | undefined): string[] =>
    line === undefined ? [] : inert(wrap(line, OPTIONS.columns, false))
  const first = headline ?? models[0]?.sentence
  const groups = models.flatMap((model) =>
    spellGroup(clean(`${model.key}: ${model.verdict}`), inert(modelLines(model, OPTIONS))),
  )
  const end = exitLine(report, false)
  return `${[...open(first), ...open(lead), ...groups, ...open(origin), end].join('\n')}\n`
}

function inert(lines: readonly string[]): string[] {
  return lines.map(defuse)
}
