import type { Finding } from '../../record/finding.ts'
import type { SeriesSummary } from '../../record/series.ts'

/** Bytes of the findings that decide nothing. */
const MOST_BYTES = 12 * 1024
/** Of a text, and of a list. A path that names a metric's file is never longer, so it is never cut. */
const LONGEST_TEXT = 500
const LONGEST_LIST = 20

/**
 * Findings that fit into a record, whatever a run wrote to flood them. Those that a verdict rests on are all kept: which
 * tree was trained, and whether a gated metric's sources are whole and agree. Of the others the first, with a count.
 */
export function boundFindings(
  findings: readonly Finding[],
  gated: readonly SeriesSummary[],
): Finding[] {
  const short = findings.map((finding) => shortened(finding) as Finding)
  const decisive = short.filter((finding) => decides(finding, gated))
  const others = short.filter((finding) => !decides(finding, gated))
  let [kept, bytes] = [0, 0]
  for (const finding of others) {
    bytes += Buffer.byteLength(JSON.stringify(finding)) + 1
    if (bytes > MOST_BYTES) break
    kept++
  }
  if (kept === others.length) return short
  const why = `${others.length - kept} more findings are left out: name the files that count under \`metrics:\``
  return [...decisive, ...others.slice(0, kept), { kind: 'source-unreadable', path: '.', why }]
}

function decides(finding: Finding, gated: readonly SeriesSummary[]): boolean {
  switch (finding.kind) {
    case 'sources-disagree':
    case 'series-rewound':
      return gated.some(({ name }) => name === finding.metric)
    case 'source-truncated':
      return gated.some(({ source }) => source.endsWith(` ${finding.path}`))
    case 'source-unreadable':
    case 'metrics-unwritten':
    case 'pin-mismatch':
    case 'left-out':
    case 'data-changed':
      return false
    default:
      return true
  }
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return cut(value.toWellFormed())
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]))
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1).toWellFormed()}…` : text
}
