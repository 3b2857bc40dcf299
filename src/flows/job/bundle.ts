import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { folderLedger } from '../../ledger/folder.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { readStored } from '../../ledger/store.ts'
import { Digest, RecordId, sha256 } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import { Finding } from '../../record/finding.ts'
import { PLAIN_MESSAGES, spellIssue } from '../../record/issue.ts'
import { parseJson } from '../../record/json.ts'
import { HardwareFacts } from '../../record/record.ts'
import type { Evidence } from '../../compare/evidence.ts'
import type { Machine } from '../../retrain/machine.ts'
import type { Cost } from '../../report/report.ts'
import type { Gathered } from '../deciding.ts'
import { replaceFile } from '../replace-file.ts'

const side = z.enum(['head', 'base'])
const text = z.string().check(z.maxLength(20_000))
const obstacle = z.strictObject({
  what: text,
  hint: text,
  said: z.array(text).check(z.maxLength(200)),
})
const amount = z.number().check(z.nonnegative())

/** The table of contents of what *retrain* hands over for one model; the records lie beside it. */
const Contents = z.strictObject({
  schema: z.literal('reprise/bundle/v1'),
  /** Of the plan that asked for it. */
  plan: Digest,
  /** Path of `reprise.yml`: two projects of a repository may have models of one name. */
  config: text,
  /** Number of the pull request that was trained, where it was one. */
  pull: z.optional(z.int().check(z.positive())),
  model: z.string().check(z.maxLength(200)),
  hardware: HardwareFacts,
  findings: z.array(Finding).check(z.maxLength(100)),
  evidence: z
    .array(
      z.strictObject({
        side,
        purpose: z.enum(['judge', 'repeat', 'retry', 'window']),
        record: RecordId,
      }),
    )
    .check(z.maxLength(1000)),
  obstacles: z.strictObject({ head: z.optional(obstacle), base: z.optional(obstacle) }),
  /** Of the evidence, the runs that earlier jobs had made. */
  reused: z.array(RecordId).check(z.maxLength(1000)),
  cost: z.strictObject({
    runs: z.int().check(z.nonnegative()),
    seconds: amount,
    setupSeconds: amount,
  }),
  /** What the change has spent with this job. */
  spent: z.strictObject({ runs: z.int().check(z.nonnegative()), minutes: amount }),
})
type Contents = z.infer<typeof Contents>

/** What *retrain* hands over for one model: everything that a verdict needs, and nothing that says what it is. */
export interface Bundle {
  readonly plan: string
  readonly config: string
  readonly pull?: number | undefined
  readonly model: string
  readonly machine: Machine
  readonly gathered: Gathered
  readonly reused: readonly RecordId[]
  readonly cost: Omit<Cost, 'runsSaved'>
  readonly spent: Contents['spent']
  /** Holds the records and their attachments. */
  readonly ledger: Ledger
}

/** The name of a bundle's table of contents. */
export const BUNDLE = 'bundle.json'
const BYTES = 4 * 1024 * 1024

/** Writes the table of contents of a folder ledger that holds the records already. @returns its digest */
export function writeBundle(folder: string, bundle: Omit<Bundle, 'ledger'>): Digest {
  const { plan, config, pull, model, machine, gathered, reused, cost, spent } = bundle
  const contents = {
    schema: 'reprise/bundle/v1',
    plan,
    config,
    pull,
    model,
    hardware: machine.hardware,
    findings: machine.findings,
    evidence: gathered.evidence.map(({ record, ...one }) => ({ ...one, record: record.id })),
    obstacles: gathered.obstacles,
    reused,
    cost,
    spent,
  }
  const text = `${JSON.stringify(contents, null, 2)}\n`
  mkdirSync(folder, { recursive: true })
  replaceFile(join(folder, BUNDLE), text)
  return sha256(text)
}

/**
 * Reads a bundle that may be hostile. Undefined: there is none.
 *
 * @throws {UserError} `bundle-invalid`: it is malformed, truncated, or its records are not what it says
 */
export async function readBundle(folder: string): Promise<Bundle | undefined> {
  const found = await readStored(join(folder, BUNDLE), BYTES)
  if (found.state === 'absent') return undefined
  if (found.state === 'unreadable') throw invalid(folder, found.why)
  const { schema: _, hardware, findings, evidence, obstacles, ...rest } = parse(found.value, folder)
  const ledger = folderLedger(folder)
  const machine = { hardware, findings }
  const gathered = {
    evidence: await recordsOf(ledger, evidence, folder),
    obstacles: {
      ...(obstacles.head && { head: obstacles.head }),
      ...(obstacles.base && { base: obstacles.base }),
    },
  }
  return { ...rest, machine, gathered, ledger }
}

/** The models of which a folder of bundles has one, by name. */
export function bundlesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}

function parse(bytes: Buffer, folder: string): Contents {
  try {
    const parsed = Contents.safeParse(parseJson(bytes.toString('utf8'), BUNDLE), PLAIN_MESSAGES)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw invalid(folder, issue === undefined ? 'it is empty' : spellIssue(issue))
  } catch (error) {
    if (error instanceof UserError) throw invalid(folder, error.message)
    throw error
  }
}

async function recordsOf(
  ledger: Ledger,
  listed: Contents['evidence'],
  folder: string,
): Promise<Evidence> {
  const evidence = []
  for (const { side: of, purpose, record: id } of listed) {
    const found = await ledger.record(id)
    if (found.state !== 'found')
      throw invalid(folder, found.state === 'absent' ? `the record ${id} is missing` : found.why)
    evidence.push({ side: of, purpose, record: found.value })
  }
  return evidence
}

function invalid(folder: string, why: string): UserError {
  return new UserError(
    'bundle-invalid',
    `what was handed over in ${folder} cannot be used: ${why}`,
    'Run the training job again.',
  )
}
