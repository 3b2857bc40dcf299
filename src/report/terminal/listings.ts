import type { Finding } from '../../record/finding.ts'
import { isMeasured } from '../../record/measures.ts'
import type { RunRecord } from '../../record/record.ts'
import type { SeriesSummary } from '../../record/series.ts'
import { code, say, shortId, strong } from '../text/line.ts'
import { spellNumber } from '../text/number.ts'
import { count } from '../text/quantity.ts'
import { indent, type TerminalOptions } from './blocks.ts'
import { paint, wrap } from './style.ts'
import { terminalTable } from './table.ts'
import { renderFindings } from './terminal.ts'

interface Log {
  readonly records: readonly RunRecord[]
  readonly unreadable: readonly { readonly id: string; readonly why: string }[]
}

/** The ledger's records, newest first; what cannot be read is said, never left out. */
export function renderLog(
  { records, unreadable }: Log,
  { color, columns }: TerminalOptions,
): string {
  const rows = records.map((record) => [
    { text: shortId(record.id), style: 'cyan' as const },
    { text: (record.run.segments[0]?.started ?? '').replace('T', ' ').slice(0, 16) },
    { text: record.model },
    { text: record.run.exit.how },
    { text: finalOf(record) },
    {
      text:
        record.code.commit === undefined
          ? '–'
          : `${record.code.commit.slice(0, 8)}${record.code.dirty ? ' + changes' : ''}`,
    },
  ])
  const table =
    rows.length === 0
      ? ['No record: `reprise run` or `reprise check` makes one.']
      : terminalTable(
          ['record', 'started (UTC)', 'model', 'exit', 'metric', 'commit'],
          rows,
          columns,
          color,
          4,
        )
  const broken = unreadable.flatMap(({ id, why }) =>
    wrap(say`${code(shortId(id))} cannot be read: ${why}`, columns, color),
  )
  return `${[...table, ...broken].join('\n')}\n`
}

/** One metric that tells the run apart at a glance: a loss by its name, else the first. */
function finalOf({ series }: RunRecord): string {
  const metrics = series.filter(({ role }) => role === 'metric')
  const one =
    metrics.find(({ name }) => /(^|[/_])(eval|val|validation|test)_loss$/.test(name)) ??
    metrics.find(({ name }) => isMeasured(name)) ??
    metrics[0]
  return one === undefined ? '–' : `${one.name} ${spellNumber(one.final)}`
}

interface Reading {
  readonly series: readonly SeriesSummary[]
  readonly findings: readonly Finding[]
  readonly files: readonly {
    readonly path: string
    readonly format: string
    readonly why: string | undefined
    readonly metrics: readonly string[]
    readonly skipped: readonly { readonly name: string; readonly why: string }[]
  }[]
}

/** What the readers saw, file by file, and the metrics that come of it. */
export function renderReading(
  { series, findings, files }: Reading,
  options: TerminalOptions,
): string {
  const { color, columns } = options
  const perFile = files.flatMap((file) => [
    ...wrap(
      say`${code(file.path)}: ${file.format === 'none' ? 'not read' : file.format}`,
      columns,
      color,
    ),
    ...indent([
      ...(file.why === undefined ? [] : wrap(say`${file.why}`, columns - 2, color)),
      ...(file.metrics.length === 0
        ? []
        : wrap(say`metrics: ${file.metrics.join(', ')}`, columns - 2, color)),
      ...file.skipped.flatMap(({ name, why }) =>
        wrap(say`${code(name)} is not taken: ${why}`, columns - 2, color),
      ),
    ]),
  ])
  const rows = series.map((one) => [
    { text: one.name },
    { text: spellNumber(one.final), right: true },
    { text: String(one.last), right: true },
    { text: String(one.n), right: true },
    { text: one.resolution },
    { text: one.source },
  ])
  const table =
    rows.length === 0
      ? []
      : [
          '',
          ...terminalTable(
            ['metric', 'final', 'at step', 'points', 'digits', 'source'],
            rows,
            columns,
            color,
            4,
          ),
        ]
  const end = paint(count(series.length, 'metric'), series.length === 0 ? 'amber' : 'green', color)
  const known = findings.length === 0 ? [] : ['', renderFindings(findings, options).trimEnd()]
  return `${[...perFile, ...table, ...known, '', end].join('\n')}\n`
}

interface Problem {
  readonly kind: string
  readonly path: string
  readonly why: string
}

/** What in a ledger is not as it was written. */
export function renderProblems(
  problems: readonly Problem[],
  { color, columns }: TerminalOptions,
): string {
  const lines = problems.flatMap(({ kind, path, why }) =>
    wrap(say`${strong(kind)} ${code(path)}: ${why}`, columns, color, 'red'),
  )
  const end =
    problems.length === 0
      ? 'every record and attachment is whole'
      : count(problems.length, 'problem')
  return `${[...lines, paint(end, problems.length === 0 ? 'green' : 'red', color)].join('\n')}\n`
}
