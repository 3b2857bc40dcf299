import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { baseAt, projectAt, specOf } from '../../../src/flows/base.ts'
import { BUNDLE } from '../../../src/flows/job/bundle.ts'
import { ownBundles } from '../../../src/flows/job/hand-over.ts'
import { writePlan, type JobPlan, type ModelJob } from '../../../src/flows/job/plan.ts'
import { judgeJob, readBundles } from '../../../src/flows/job/report.ts'
import { retrainJob, type RetrainJobOptions } from '../../../src/flows/job/retrain.ts'
import { draftPlan } from '../../../src/flows/planning.ts'
import { findPlace } from '../../../src/flows/project.ts'
import { folderLedger } from '../../../src/ledger/folder.ts'
import type { RecordId } from '../../../src/record/digest.ts'
import { seal, type RunRecord } from '../../../src/record/record.ts'
import type { ModelReport, Report } from '../../../src/report/report.ts'
import type { Lab } from '../lab.ts'

const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A new folder that goes when the test file ends. */
export function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-job-')))
  made.push(folder)
  return folder
}

/** What *prepare* writes down of a lab's checked-out commit beside another: everything but what only GitHub knows. */
export async function planIn(
  lab: Lab,
  base: string | undefined,
  more: Partial<JobPlan> & { readonly job?: Partial<ModelJob> } = {},
): Promise<JobPlan> {
  const place = await findPlace(lab.root, undefined)
  const commit = lab.git('rev-parse', 'HEAD').trim()
  const against =
    base === undefined ? undefined : await baseAt(place, lab.git('rev-parse', base).trim())
  const project = { ...(await projectAt(place, commit)), ledger: place.ledger }
  const { job, trust = 'branch', ...others } = more
  const models: ModelJob[] = []
  for (const name of Object.keys(project.spec.models)) {
    const asked = { project, base: against, asPullRequest: base !== undefined, name, trust }
    const draft = await draftPlan(asked)
    models.push({ draft, earlier: [], spent: { runs: 0, minutes: 0 }, ...job })
  }
  return {
    schema: 'reprise/plan/v1',
    task: { do: 'judge' },
    config: 'reprise.yml',
    branch: 'reprise',
    change: {
      event: 'pull_request',
      config: 'reprise.yml',
      head: commit,
      trained: commit,
      base: against?.commit,
      pull: 7,
      run: { id: 1, attempt: 1, url: 'https://example.org/runs/1' },
      stale: undefined,
      trust,
      addsReprise: false,
      skipped: undefined,
    },
    trust,
    policy: (specOf(against) ?? project.spec).policy,
    models,
    settled: [],
    digestCaches: [],
    notes: [],
    ...others,
  }
}

/** A plan on the machine that trains, and what was handed over. */
export interface Trained {
  readonly plan: JobPlan
  readonly file: string
  readonly digest: string
  /** Holds a folder a model. */
  readonly bundles: string
}

/** The stage that trains, as a step runs it. */
export async function train(
  lab: Lab,
  plan: JobPlan,
  options: Partial<RetrainJobOptions> & { readonly file?: string } = {},
): Promise<Trained> {
  const { file = join(temporary(), 'plan.json'), ...others } = options
  const digest = writePlan(file, plan)
  const bundles = join(temporary(), 'bundles')
  await retrainJob({
    cwd: lab.root,
    plan: file,
    digest,
    model: undefined,
    seed: undefined,
    bundles,
    toolCache: undefined,
    isolation: undefined,
    signal: new AbortController().signal,
    onProgress: () => {},
    log: () => {},
    ...others,
  })
  return { plan, file, digest, bundles }
}

/** The stage that judges. */
export async function judge(lab: Lab, { plan, digest, bundles }: Trained): Promise<Report> {
  const place = await findPlace(lab.root, undefined)
  const handedOver = await readBundles(ownBundles(bundles, ''))
  return judgeJob({ place, plan, digest, handedOver, ledger: place.ledger })
}

/** The only model's part of {@link judge}, and whether the job is green. */
export async function verdict(
  lab: Lab,
  trained: Trained,
): Promise<ModelReport['verdict'] & { readonly green: boolean; readonly exitCode: number }> {
  const { models, green, exitCode } = await judge(lab, trained)
  const [model] = models
  if (model === undefined || models.length !== 1) throw new Error(`${models.length} models`)
  return { ...model.verdict, green, exitCode }
}

/** A copy of what was handed over, to be spoilt. */
export function copyOf(trained: Trained): Trained {
  const bundles = join(temporary(), 'bundles')
  cpSync(trained.bundles, bundles, { recursive: true })
  return { ...trained, bundles }
}

type Table = Record<string, unknown> & {
  evidence: { side: string; purpose: string; record: string }[]
}

/** Writes a table of contents anew. */
export function editTable(folder: string, edit: (table: Table) => object | void): void {
  const file = join(folder, BUNDLE)
  const table = JSON.parse(readFileSync(file, 'utf8')) as Table
  writeFileSync(file, JSON.stringify(edit(table) ?? table))
}

/** Puts a changed record, sealed anew, in the place of one in the evidence. */
export async function editRecord(
  folder: string,
  edit: (record: RunRecord) => Partial<RunRecord>,
  at = 0,
): Promise<RunRecord> {
  const ledger = folderLedger(folder)
  const table = JSON.parse(readFileSync(join(folder, BUNDLE), 'utf8')) as Table
  const found = await ledger.record(table.evidence[at]?.record as RecordId)
  if (found.state !== 'found') throw new Error('the record is not there')
  const { id: _, ...rest } = { ...found.value, ...edit(found.value) }
  const record = seal(rest)
  await ledger.append(record, new Map())
  editTable(folder, ({ evidence }) => {
    const run = evidence[at]
    if (run !== undefined) run.record = record.id
  })
  return record
}
