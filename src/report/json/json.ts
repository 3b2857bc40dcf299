import { encodeNumber } from '../../record/number.ts'
import { spellKey } from '../../record/key.ts'
import { findingWords } from '../findings/texts.ts'
import type { ModelReport, Report } from '../report.ts'
import { plain } from '../text/line.ts'
import { advice, headline, sentence } from '../words/sentence.ts'

/**
 * A report as JSON, for programs: all that was judged and both records in full, beside the sentences that people read.
 * `docs/schema/report.schema.json` documents it. What is not known is left out; numbers are spelled as in records.
 */
export function renderJson(report: Report): string {
  const top = headline(report)
  return `${JSON.stringify(
    {
      schema: report.schema,
      green: report.green,
      exitCode: report.exitCode,
      headline: top && plain(top),
      models: report.models.map(modelJson),
    },
    (_, value: unknown) => (typeof value === 'number' ? encodeNumber(value) : value),
    2,
  )}\n`
}

function modelJson(model: ModelReport): object {
  const { verdict, ...rest } = model
  const todo = advice(model)
  return {
    model: verdict.model,
    key: spellKey(verdict.key),
    sentence: plain(sentence(model)),
    advice: todo && plain(todo),
    verdict,
    findings: verdict.findings.map((finding) => {
      const { title, text, todo, page } = findingWords(finding)
      return { kind: finding.kind, title, text: plain(text), todo: plain(todo), page }
    }),
    ...rest,
  }
}
