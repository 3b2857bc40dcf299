import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { digestFiles } from '../digest/digest.ts'
import { expandPaths } from '../digest/expand.ts'
import { fileManifest } from '../digest/manifests.ts'
import { listFiles } from '../git/files.ts'
import type { Digest } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
import { decodeManifest, manifestDigest } from '../record/manifest.ts'
import type { RunRecord } from '../record/record.ts'
import { belongs } from '../retrain/workspace.ts'
import type { ModelSpec } from '../spec/spec.ts'
import type { Project } from './project.ts'

/** Whether a record's run had the inputs that a run would have now: files, command, and declared data. Unknown is no. */
export async function trainsThisTree(project: Project, record: RunRecord): Promise<boolean> {
  const model = project.spec.models[record.model]
  if (model === undefined || !sameCommand(model, record)) return false
  return (await sameTree(project, model, record)) && (await sameData(project, record))
}

function sameCommand(model: ModelSpec, { config }: RunRecord): boolean {
  const values = Object.entries(model.env).every(
    ([name, value]) => value === null || config.env[name] === value,
  )
  return (
    config.train === model.train &&
    config.directory === model.directory &&
    config.setup === (model.setup ?? null) &&
    config.deterministic === model.deterministic &&
    Object.keys(config.env).every((name) => name in model.env) &&
    values
  )
}

async function sameTree(project: Project, model: ModelSpec, { code }: RunRecord): Promise<boolean> {
  const { root } = project
  const names = (await entriesOf(project, code.manifest))?.map(([name]) => name)
  if (names === undefined) return false
  const keep = belongs(model)
  const listed = (await listFiles(root))
    .filter(({ kind, path }) => kind === 'file' && keep(path))
    .map(({ path }) => path)
  // Declared data that git ignores is in the record's list without being in git's.
  const brought = names.filter((name) => existsSync(join(root, name)))
  const now = await fileManifest('code', root, [...new Set([...listed, ...brought])])
  return manifestDigest(now.manifest) === code.manifest
}

async function sameData(project: Project, { data }: RunRecord): Promise<boolean> {
  for (const { name, manifest } of data) {
    const entries = await entriesOf(project, manifest)
    if (entries === undefined || !(await sameFiles(project.root, name, entries))) return false
  }
  return true
}

async function sameFiles(
  root: string,
  pattern: string,
  entries: ReadonlyArray<readonly [string, string]>,
): Promise<boolean> {
  const spell = (name: string): string =>
    name.startsWith('~/') ? join(homedir(), name.slice(2)) : name
  try {
    if (expandPaths(root, pattern).length !== entries.length) return false
    const paths = entries.map(([name]) => spell(name))
    const now = await digestFiles(root, paths, { follow: true })
    return entries.every(([name, value]) => now.get(spell(name))?.value === value)
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

async function entriesOf(
  { ledger }: Project,
  digest: Digest,
): Promise<ReadonlyArray<readonly [string, string]> | undefined> {
  const found = await ledger.attachment(digest)
  return found.state === 'found' ? decodeManifest(found.value, digest).entries : undefined
}
