import { join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { replaceFile } from './replace-file.ts'
import { FIRST, repeatsOf } from './repeats.ts'
import { baselineOf } from '../compare/baseline.ts'
import type { Evidence, Side } from '../compare/evidence.ts'
import type { ModelVerdict } from '../compare/verdict.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LedgerProblem } from '../ledger/verify.ts'
import type { RecordId } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
import { spellKey } from '../record/key.ts'
import type { RunRecord } from '../record/record.ts'
import { decodeSeries, summarise } from '../record/series.ts'
import type { Finding } from '../record/finding.ts'
import { renderHtml } from '../report/html/html.ts'
import { renderJson } from '../report/json/json.ts'
import { renderMarkdown } from '../report/markdown/markdown.ts'
import type { Cost, Curve, ModelReport, Points, Report } from '../report/report.ts'
import {
  renderLog as renderLogForTerminal,
  renderProblems as renderProblemsForTerminal,
  renderReading as renderReadingForTerminal,
} from '../report/terminal/listings.ts'
import {
  renderFindings as renderFindingsForTerminal,
  renderRecord as renderRecordForTerminal,
  renderTerminal,
  type TerminalOptions,
} from '../report/terminal/terminal.ts'
import type { MetricsReading } from '../readers/read.ts'
import { chartAssets } from './assets.ts'
import type { Log } from './records.ts'
import { setBaseline, writeLock } from '../spec/lock-file.ts'
import { explainRecords } from './explaining.ts'
import type { Planned } from './planning.ts'
import type { LockState, Project } from './project.ts'

type Spent = Omit<Cost, 'runsSaved'>

/** A verdict with the runs that it rests on, and what a `setup` that failed wrote last. */
export interface Decided {
  readonly verdict: ModelVerdict
  readonly evidence: Evidence
  readonly said?: readonly string[]
}

/** Puts one model's part of the report together: records, curves, explanation, cost, and what to do next. */
export async function reportModel(
  project: Project,
  planned: Planned,
  { verdict, evidence, said }: Decided,
  spent: Spent,
): Promise<ModelReport> {
  const run = await pick(project.ledger, evidence, verdict.run, 'head')
  const baseline = await pick(project.ledger, evidence, verdict.baseline, 'base')
  const head = evidence.filter(({ side }) => side === 'head').map(({ record }) => record)
  return {
    verdict,
    explanation:
      run === undefined || baseline === undefined
        ? undefined
        : await explainRecords(project, run, baseline),
    run,
    baseline,
    curves: await curvesOf(project.ledger, run, baseline),
    cost: { ...spent, runsSaved: Math.max(0, planned.plan.policy.budget.runs - spent.runs) },
    baselineRuns:
      planned.plan.baseline.state === 'found' ? planned.plan.baseline.entry.runs : undefined,
    crash: said ?? (await lastLines(project.ledger, run)),
    reproduce: planned.reproduce,
    lockPatch:
      planned.plan.baseline.state === 'absent' ? lockPatch(project.lock, planned, head) : undefined,
    accepts: planned.accepts,
    settings: planned.settings,
  }
}

/** A record of the evidence by its id, else by its side, else from the ledger. */
async function pick(
  ledger: Ledger,
  evidence: Evidence,
  id: RecordId | undefined,
  side: Side,
): Promise<RunRecord | undefined> {
  const own = evidence
    .filter((one) => (id === undefined ? one.side === side : one.record.id === id))
    .at(-1)
  if (own !== undefined || id === undefined) return own?.record
  const found = await ledger.record(id)
  return found.state === 'found' ? found.value : undefined
}

/** The points of each metric in both runs, gated and shown alike, in the order of the run's record. */
export async function curvesOf(
  ledger: Ledger,
  run: RunRecord | undefined,
  baseline: RunRecord | undefined,
): Promise<Curve[]> {
  const [now, before] = [await pointsOf(ledger, run), await pointsOf(ledger, baseline)]
  const names = new Set([...now.keys(), ...before.keys()])
  return [...names].map((metric) => ({
    metric,
    run: now.get(metric),
    baseline: before.get(metric),
  }))
}

async function pointsOf(
  ledger: Ledger,
  record: RunRecord | undefined,
): Promise<Map<string, Points>> {
  const attachment = record?.attachments.find(({ kind }) => kind === 'series')
  if (attachment === undefined) return new Map()
  const found = await ledger.attachment(attachment.digest)
  return found.state === 'found' ? decodeSeries(found.value, attachment.digest) : new Map()
}

/** The last lines of standard error of a run that did not finish. */
async function lastLines(
  ledger: Ledger,
  run: RunRecord | undefined,
): Promise<string[] | undefined> {
  if (run?.run.tail === undefined) return undefined
  const found = await ledger.attachment(run.run.tail)
  return found.state === 'found'
    ? Buffer.from(found.value).toString('utf8').trimEnd().split('\n')
    : undefined
}

/** What `reprise accept` would change in the lock, for a model without a baseline; absent where no run could be accepted. */
function lockPatch(
  lock: LockState,
  { model, key }: Planned,
  head: readonly RunRecord[],
): string | undefined {
  // As `accept` does without a name: the newest.
  const run = head.findLast((record) => record.run.exit.how === 'finished')
  if (run === undefined || lock.state === 'unreadable') return undefined
  const entry = baselineOf([run], model, {
    repeats: repeatsOf(run, head, model),
    cause: 'first',
    because: FIRST,
  })
  if (Object.keys(entry.metrics).length === 0) return undefined
  const before = lock.state === 'found' ? lock.lock : undefined
  const after = writeLock(setBaseline(before, spellKey(key), entry))
  const patch = createTwoFilesPatch(
    'a/reprise.lock',
    'b/reprise.lock',
    before === undefined ? '' : writeLock(before),
    after,
  )
  // jsdiff begins with a rule that `git apply` takes for text of a mail; nobody needs it.
  return patch.slice(patch.indexOf('---'))
}

/** How an answer is written: JSON, or for a terminal of some width. */
export interface Rendering extends TerminalOptions {
  readonly json: boolean
}

export function renderReport(report: Report, how: Rendering): string {
  return how.json ? renderJson(report) : renderTerminal(report, how)
}

export function renderRecord(record: RunRecord, how: Rendering): string {
  return how.json ? asJson(record) : renderRecordForTerminal(record, how)
}

export function renderFindings(findings: readonly Finding[], how: Rendering): string {
  return how.json ? asJson({ findings }) : renderFindingsForTerminal(findings, how)
}

export function renderProblems(problems: readonly LedgerProblem[], how: Rendering): string {
  return how.json ? asJson({ problems }) : renderProblemsForTerminal(problems, how)
}

export function renderLog(log: Log, how: Rendering): string {
  return how.json ? asJson(log) : renderLogForTerminal(log, how)
}

export function renderReading(reading: MetricsReading, how: Rendering): string {
  if (how.json) return asJson({ ...reading, series: reading.series.map(summarise) })
  return renderReadingForTerminal({ ...reading, series: reading.series.map(summarise) }, how)
}

function asJson(value: object): string {
  return JSON.stringify(value, null, 2)
}

/**
 * Writes the newest report into `.reprise/`: `report.html` with the curves, `report.md` as GitHub would show it and
 * `report.json`.
 *
 * @returns where the page lies, or why it could not be written: the verdict does not depend on it
 */
export function writeReport(project: Project, report: Report): string {
  const folder = join(project.folder, '.reprise')
  const write = (name: string, text: string): void =>
    replaceFile(join(project.root, folder, name), text)
  try {
    write('report.json', renderJson(report))
    write('report.md', renderMarkdown(report))
    write('report.html', renderHtml(report, chartAssets()))
    return `The page with curves: ${join(folder, 'report.html')}`
  } catch (error) {
    if (error instanceof UserError)
      return `The page with curves could not be kept: ${error.message}`
    throw error
  }
}
