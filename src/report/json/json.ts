import { encodeNumber } from '../../record/number.ts'
import { spellKey } from '../../record/key.ts'
import { findingWords } from '../findings/texts.ts'
import type { ModelReport, Report } from '../report.ts'
import { plain, type Line } from '../text/line.ts'
import { advice, headline, sentences } from '../words/sentence.ts'

/**
 * A report as JSON, for programs: all that was judged and both records in full, beside the sentences that people read.
 * `docs/schema/report.schema.json` documents it. What is not known is left out; numbers are spelled as in records.
 */
export function renderJson(report: Report): string {
  const top = headline(report)
  const lines = sentences(report)
  return `${JSON.stringify(
    {
      schema: report.schema,
      green: report.green,
      exitCode: report.exitCode,
      headline: top && plain(top),
      change: report.change,
      models: report.models.map((model, at) => modelJson(model, lines[at] ?? [])),
    },
    (_, value: unknown) => (typeof value === 'number' ? encodeNumber(value) : value),
    2,
  )}\n`
}

function modelJson(model: ModelReport, sentence: Line): object {
  const { verdict, ...rest } = model
  const todo = advice(model)
  return {
    model: verdict.model,
    key: spellKey(verdict.key),
    sentence: plain(sentence),
    advice: todo && plain(todo),
    verdict,
    findings: verdict.findings.map((finding) => {
      const { title, text, todo, page } = findingWords(finding)
      return { kind: finding.kind, title, text: plain(text), todo: plain(todo), page }
    }),
    ...rest,
  }
}
