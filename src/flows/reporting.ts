import { join } from 'node:path'
import { replaceFile } from './replace-file.ts'
import { lockPatch, proposedLock } from './lock-patch.ts'
import type { Evidence, Side } from '../compare/evidence.ts'
import type { ModelVerdict } from '../compare/verdict.ts'
import { findCommit, pathsBetween } from '../git/commits.ts'
import { changedPaths } from '../git/worktree.ts'
import type { Plan } from '../plan/plan.ts'
import { withTouched } from '../explain/explain.ts'
import { pathOf, type Change, type Explanation } from '../explain/explanation.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LedgerProblem } from '../ledger/verify.ts'
import type { RecordId } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
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
import type { Fetched } from './ledger.ts'
import type { Log } from './records.ts'
import { explainRecords, type Beside } from './explaining.ts'
import type { Planned } from './planning.ts'
import type { Project } from './project.ts'

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
  const judged = evidence.filter(({ purpose }) => purpose !== 'window')
  const run = await pick(project.ledger, judged, verdict.run, 'head')
  const baseline = await pick(project.ledger, judged, verdict.baseline, 'base')
  const beside = besideIn(evidence, run)
  // Beside a baseline whose record is not at hand, the repetition would pass for it.
  const other = baseline ?? (verdict.baseline === undefined ? beside.repeat : undefined)
  return {
    verdict,
    explanation:
      run === undefined || other === undefined
        ? undefined
        : await explained(project, planned, [run, other], beside),
    run,
    baseline,
    curves: await curvesOf(project.ledger, run, baseline),
    cost: { ...spent, runsSaved: runsLeft(planned.plan, spent.runs) },
    baselineRuns:
      planned.plan.baseline.state === 'found' ? planned.plan.baseline.entry.runs : undefined,
    crash: said ?? (await lastLines(project.ledger, run)),
    reproduce: planned.reproduce,
    lockPatch: lockPatch(project.lock, proposedLock(project.lock, planned, evidence)),
    accepts: planned.accepts,
    settings: planned.settings,
  }
}

function runsLeft({ policy: { budget }, spent }: Plan, runs: number): number {
  return Math.max(0, budget.runs - runs - (spent?.runs ?? 0))
}

/** The runs of the evidence that tell more of where a run and its baseline part. */
function besideIn(evidence: Evidence, run: RunRecord | undefined): Beside {
  const closely = (side: Side): RunRecord | undefined =>
    evidence.find((one) => one.side === side && one.purpose === 'window')?.record
  return {
    repeat: evidence.find(
      ({ side, purpose, record }) =>
        side === 'head' && purpose === 'repeat' && record.id !== run?.id,
    )?.record,
    windows: { run: closely('head'), baseline: closely('base') },
  }
}

/** Two records side by side, and which of the files that differ the change itself touches: from its base to the work tree. */
async function explained(
  project: Project,
  { base }: Planned,
  pair: readonly [RunRecord, RunRecord],
  beside: Beside,
): Promise<Explanation> {
  const { root, repository } = project
  const explaining = (): Promise<Explanation> => explainRecords(project, ...pair, beside)
  // A checkout may lack the base; then it is not known what the change touches.
  const known = base !== undefined && (await findCommit(root, base.commit)) !== undefined
  if (!known || repository.commit === undefined) return explaining()
  const [explanation, committed, changed] = await Promise.all([
    explaining(),
    pathsBetween(root, base.commit, repository.commit),
    changedPaths(root),
  ])
  const all = new Set([...committed, ...changed])
  const differing = explanation.factors.flatMap(({ changes }) => changes.flatMap(pathsOf))
  return withTouched(
    explanation,
    differing.filter((path) => all.has(path)),
  )
}

function pathsOf(change: Change): string[] {
  const path = pathOf(change)
  return path === undefined ? [] : [path]
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

export function renderFetched({ fetched, absent }: Fetched, how: Rendering): string {
  if (how.json) return asJson({ fetched, absent })
  const lines = [
    ...fetched.map((id) => `fetched ${id}`),
    ...absent.map((id) => `not on the branch: ${id}`),
  ]
  return lines.length === 0 ? 'all records that reprise.lock names are here' : lines.join('\n')
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
