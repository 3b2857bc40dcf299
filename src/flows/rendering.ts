import { encodeNumber } from '../record/number.ts'
import type { AuditReport } from '../report/audit.ts'
import type { BisectReport } from '../report/bisect.ts'
import {
  renderAudit as renderAuditForTerminal,
  renderBisect as renderBisectForTerminal,
  renderWhy as renderWhyForTerminal,
} from '../report/terminal/answers.ts'
import type { WhyReport } from '../report/why.ts'
import type { Rendering } from './reporting.ts'

export function renderAudit(report: AuditReport, how: Rendering): string {
  return how.json ? asJson(report) : renderAuditForTerminal(report, how)
}

export function renderWhy(report: WhyReport, how: Rendering): string {
  return how.json ? asJson(report) : renderWhyForTerminal(report, how)
}

export function renderBisect(report: BisectReport, how: Rendering): string {
  return how.json ? asJson(report) : renderBisectForTerminal(report, how)
}

/** Numbers are spelled as in records: a difference may be infinite. */
function asJson(value: object): string {
  return JSON.stringify(
    value,
    (_, one: unknown) => (typeof one === 'number' ? encodeNumber(one) : one),
    2,
  )
}
