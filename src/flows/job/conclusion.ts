import { VERDICTS } from '../../spec/spec.ts'
import type { ModelReport, Report } from '../../report/report.ts'
import { plain } from '../../report/text/line.ts'
import { headline, sentences } from '../../report/words/sentence.ts'

/** The first sentence of a report. */
export function summaryOf(report: Report): string {
  const line = headline(report) ?? sentences(report)[0]
  return line === undefined ? '' : plain(line)
}

/** What an action says about a report to the steps behind it. */
export function outputsOf(report: Report, page: string): Readonly<Record<string, string>> {
  const worst = worstOf(report)
  return {
    verdict: worst?.verdict.verdict ?? '',
    basis: worst?.verdict.basis ?? '',
    report: page,
    record: report.models.flatMap(({ verdict }) => verdict.run ?? []).join('\n'),
    summary: summaryOf(report),
  }
}

function worstOf({ models }: Report): ModelReport | undefined {
  const rank = ({ verdict }: ModelReport): number => VERDICTS.indexOf(verdict.verdict)
  return models.toSorted((a, b) => rank(b) - rank(a))[0]
}
