import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestFiles } from '../../src/digest/digest.ts'
import type { Digest } from '../../src/record/digest.ts'
import type { Finding, FindingKind } from '../../src/record/finding.ts'
import { decodeManifest } from '../../src/record/manifest.ts'
import { parseRecord, type RunRecord } from '../../src/record/record.ts'
import { harvest, type HarvestContext } from '../../src/retrain/harvest/harvest.ts'
import type { RunOutcome } from '../../src/retrain/outcome.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'

export const PROBE = fileURLToPath(new URL('../../probe', import.meta.url))

const MODEL: ModelSpec = {
  name: 'main',
  train: 'python3 train.py',
  directory: '.',
  setup: undefined,
  env: {},
  seed: { how: 'auto' },
  deterministic: true,
  require: 'reproduced',
  timeout: 60,
  idle: 60,
  network: 'auto',
  ignore: [],
  data: [],
  caches: undefined,
  params: undefined,
  packages: undefined,
  metrics: undefined,
  weights: [],
  expect: {},
  accelerator: undefined,
  runner: undefined,
}

export interface Case {
  readonly files: Readonly<Record<string, string>>
  readonly model?: Partial<ModelSpec>
  readonly outcome?: Partial<RunOutcome>
  readonly context?: Partial<HarvestContext>
  readonly env?: Readonly<Record<string, string>>
  /** Run in the folders before the training starts. */
  readonly prepare?: (folders: Folders) => void
  /** Run after it, before the harvest. */
  readonly spoil?: (folders: Folders) => void
}

export interface Folders {
  readonly base: string
  readonly checkout: string
  readonly copy: string
  readonly output: string
}

export interface Harvested extends Folders {
  readonly record: RunRecord
  readonly attachments: ReadonlyMap<Digest, Uint8Array>
  readonly of: <K extends FindingKind>(kind: K) => Extract<Finding, { kind: K }>[]
}

const made: string[] = []

/** Removes what {@link retrained} made. */
export function cleanUp(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
}

/** Trains in a copy of a checkout under the probe, as the launcher does, and harvests it. The record must parse again. */
export async function retrained(one: Case): Promise<Harvested> {
  const folders = lay(one.files)
  const { checkout, copy, output, base } = folders
  const before = new Map(
    [...(await digestFiles(copy, listed(copy)))].map(([path, { value }]) => [path, value]),
  )
  const model = { ...MODEL, ...one.model }
  one.prepare?.(folders)
  const started = new Date()
  const [stdout, stderr] = [join(base, 'stdout'), join(base, 'stderr')]
  const env = {
    PATH: process.env.PATH,
    PYTHONPATH: PROBE,
    PYTHONDONTWRITEBYTECODE: '1',
    REPRISE_OUT: output,
    CHECKOUT: checkout,
    ...one.env,
  }
  const ran = spawnSync('sh', ['-c', model.train], {
    cwd: join(copy, model.directory),
    env,
    encoding: 'utf8',
  })
  writeFileSync(stdout, ran.stdout)
  writeFileSync(stderr, ran.stderr)
  one.spoil?.(folders)
  const outcome: RunOutcome = {
    copy,
    seenAs: copy,
    checkout,
    before,
    output,
    stdout,
    stderr,
    started,
    seconds: 1.5,
    exit:
      ran.status === 0 ? { how: 'finished', code: 0 } : { how: 'crashed', code: ran.status ?? 1 },
    isolation: 2,
    isolationWhy: 'no bubblewrap',
    network: 'on',
    processesLeft: 0,
    leftOut: [],
    tree: 'a'.repeat(40),
    data: [],
    env: {},
    command: model.train,
    seed: { index: 0, how: 'auto' },
    ...one.outcome,
  }
  const { record, attachments } = await harvest(outcome, {
    model,
    key: { model: 'main', accelerator: 'x86-64-v3' },
    code: { commit: 'b'.repeat(40), dirty: false },
    checkout,
    hardware: { cpu: { level: 'x86-64-v3', cores: 2 }, accelerators: [] },
    ...one.context,
  })
  parseRecord(JSON.stringify(record), 'record.json')
  const of = <K extends FindingKind>(kind: K) =>
    record.findings.filter((found): found is Extract<Finding, { kind: K }> => found.kind === kind)
  return { ...folders, record, attachments, of }
}

function lay(files: Readonly<Record<string, string>>): Folders {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-harvest-')))
  made.push(base)
  const [checkout, copy, output] = [
    join(base, 'checkout'),
    join(base, 'copy'),
    join(base, 'output'),
  ]
  for (const folder of [checkout, copy, output]) mkdirSync(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, name)), { recursive: true })
    writeFileSync(join(checkout, name), content)
  }
  cpSync(checkout, copy, { recursive: true, preserveTimestamps: true })
  mkdirSync(join(copy, '.git'))
  // Nothing of the copy may look as if it was written in the tick in which the training starts.
  const newest = Date.now()
  while (Date.now() - newest < 15);
  return { base, checkout, copy, output }
}

function listed(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name !== '.git' && !statSync(join(folder, name)).isDirectory())
}

/** A manifest among the attachments, by name. */
export function listOf(run: Harvested, digest: string | undefined): Record<string, string> {
  const bytes = [...run.attachments].find(([name]) => name === digest)?.[1]
  return Object.fromEntries(decodeManifest(bytes ?? new Uint8Array(), 'manifest').entries)
}
