import { randomUUID } from 'node:crypto'
import { lstatSync, readdirSync } from 'node:fs'
import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { git, type GitOptions, type GitResult } from '../git/git.ts'
import { UserError } from '../record/error.ts'
import { codeOf } from './store.ts'

/**
 * Our own copy of a branch's objects, shared by any number of processes: `objects/`, which is only ever added to,
 * and `scratch/`, a bare repository for the time of one call. Git's locks (`shallow.lock`, those of refs)
 * then lie where nobody else looks, and what a killed process leaves is in nobody's way.
 */
export interface Clone {
  readonly folder: string
  readonly signal?: AbortSignal
}

/** One call's bare repository. */
export interface Bench {
  readonly folder: string
  /** Runs git there, whatever its exit code; it reaches no network unless `env` allows that. */
  run(args: readonly string[], options?: GitOptions): Promise<GitResult>
  /** The same for a call that cannot fail unless the clone is damaged. */
  must(args: readonly string[], options?: GitOptions): Promise<Buffer>
}

/** Milliseconds between two looks at how much has come. */
const LOOK = 100
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Milliseconds after which a scratch folder belongs to a process that is dead. */
const DEAD = 24 * 60 * 60 * 1000
const ANY_CODE = [...Array.from({ length: 256 }, (_, code) => code), -1]
const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n'

/** Makes the folder, or takes it as it is, and clears what processes left that were killed long ago. */
export async function prepareClone({ folder }: Clone): Promise<void> {
  await mkdir(folder, { recursive: true })
  const strange = (await readdir(folder)).find((name) => !['objects', 'scratch'].includes(name))
  if (strange !== undefined) {
    throw new UserError(
      'ledger-folder',
      `${folder} is no clone of a ledger: it holds ${JSON.stringify(strange)}`,
      'Name a folder that only Reprise uses, or one that does not exist yet.',
    )
  }
  for (const name of ['objects/pack', 'objects/info', 'scratch']) {
    await mkdir(join(folder, name), { recursive: true })
  }
  const scratch = join(folder, 'scratch')
  for (const name of await readdir(scratch)) {
    const stats = await lstat(join(scratch, name)).catch(() => undefined)
    const isOurs = stats?.isDirectory() === true && UUID.test(name)
    if (isOurs && Date.now() - stats.mtimeMs > DEAD) await remove(join(scratch, name))
  }
}

/** Works in a bare repository over the clone's objects; `shallow` names the commit that history ends at. */
export async function onBench<T>(
  clone: Clone,
  work: (bench: Bench) => Promise<T>,
  shallow?: string,
): Promise<T> {
  const folder = join(clone.folder, 'scratch', randomUUID())
  await mkdir(join(folder, 'refs'), { recursive: true })
  try {
    await writeFile(join(folder, 'HEAD'), 'ref: refs/heads/none\n')
    await writeFile(join(folder, 'config'), CONFIG)
    if (shallow !== undefined) await writeFile(join(folder, 'shallow'), `${shallow}\n`)
    return await work(openBench(clone, folder))
  } finally {
    await remove(folder)
  }
}

function openBench({ folder: clone, signal }: Clone, folder: string): Bench {
  const env = { GIT_DIR: folder, GIT_OBJECT_DIRECTORY: join(clone, 'objects') }
  const fixed = { ...(signal && { signal }) }
  return {
    folder,
    run: (args, options) =>
      git(folder, args, {
        ...fixed,
        accept: ANY_CODE,
        ...options,
        env: { ...env, ...options?.env },
      }),
    must: async (args, options) =>
      (await git(folder, args, { ...fixed, ...options, env: { ...env, ...options?.env } })).stdout,
  }
}

/**
 * Makes a call that fetches, with the new objects in a folder apart, which {@link keepFetched} takes over. No result:
 * more than `most` bytes came.
 */
export async function fetchApart(
  clone: Clone,
  bench: Bench,
  most: number,
  call: GitOptions & { readonly args: readonly string[] },
): Promise<{ apart: string; result: GitResult | undefined }> {
  const apart = join(bench.folder, 'fetched')
  const packs = join(apart, 'pack')
  await mkdir(packs, { recursive: true })
  const env = {
    ...call.env,
    GIT_OBJECT_DIRECTORY: apart,
    // Quoted, for `:` separates folders.
    GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(join(clone.folder, 'objects')),
  }
  const full = new AbortController()
  const watch = setInterval(() => {
    if (sizeOf(packs) > most) full.abort()
  }, LOOK)
  const signal = AbortSignal.any([full.signal, ...(clone.signal ? [clone.signal] : [])])
  try {
    const result = await bench.run(call.args, { ...call, env, signal })
    return { apart, result: sizeOf(packs) > most ? undefined : result }
  } catch (error) {
    if (full.signal.aborted) return { apart, result: undefined }
    throw error
  } finally {
    clearInterval(watch)
  }
}

/** A pack is there as soon as its index is, so that comes last. */
export async function keepFetched(clone: Clone, apart: string): Promise<void> {
  const names = (await readdir(join(apart, 'pack'))).filter((name) => name.startsWith('pack-'))
  const isIndex = (name: string): boolean => name.endsWith('.idx')
  for (const name of [...names.filter((one) => !isIndex(one)), ...names.filter(isIndex)]) {
    await rename(join(apart, 'pack', name), join(clone.folder, 'objects/pack', name))
  }
}

/** Bytes of the files in a folder, which may come and go. */
function sizeOf(folder: string): number {
  return readdirSync(folder)
    .map((name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0)
}

async function remove(folder: string): Promise<void> {
  // A git that was just ended may still be writing its last file.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOTEMPTY') throw error
  })
}
