import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexOf, sha256, type Digest } from '../record/digest.ts'

/** The bytes that were asked for, or why there are none. */
export type Restored = { readonly bytes: Uint8Array } | { readonly note: string }

/** Longer content is cut off, and then has another digest. */
const MOST_BYTES = 512 * 1024 * 1024
/** The service finds a cache by this text, too: so it is the same on all machines, and relative. */
const NAME = 'reprise-digest-cache'

/** The digest is in the key: a cache is never written over, and nobody asks for the latest. */
function keyOf(digest: Digest): string {
  return `reprise-digests-${hexOf(digest)}`
}

/**
 * Fetches a digest cache from GitHub's cache service, by the digest that a trusted run told of it. Works in JavaScript
 * actions only, which have the service's token. A failure is a note: then the data are hashed.
 *
 * @param temporary the runner's folder for temporary files
 */
export async function restoreDigestCache(
  digest: Digest,
  temporary: string = tmpdir(),
): Promise<Restored> {
  return withFolder(temporary, async (folder) => {
    const into = join(folder, 'restored')
    const PATH = await placeTar(folder, into)
    const found = await withCache(folder, { PATH }, ({ restoreCache }) =>
      restoreCache([NAME], keyOf(digest)),
    )
    if (found === undefined) return { note: 'the digest cache of the data is not there' }
    const bytes = readFileSync(into)
    if (sha256(bytes) === digest) return { bytes }
    return { note: 'the digest cache of the data is not used: it is not what a trusted run wrote' }
  })
}

/**
 * Gives a digest cache to GitHub's cache service. For protected runs only.
 *
 * @returns why it was not kept; undefined where it was, or was there before
 */
export async function saveDigestCache(
  bytes: Uint8Array,
  temporary: string = tmpdir(),
): Promise<string | undefined> {
  const done = await withFolder(temporary, async (folder) => {
    writeFileSync(join(folder, NAME), bytes)
    const key = keyOf(sha256(bytes))
    return withCache(folder, {}, async ({ saveCache, restoreCache }) => {
      // An earlier run may have kept it, or a job beside this one: to save it again would be a warning on the run's page.
      const there = await restoreCache([NAME], key, [], { lookupOnly: true })
      if (there === key || (await saveCache([NAME], key)) !== -1) return { bytes }
      return { note: 'the digest cache of the data was not kept' }
    })
  })
  return 'note' in done ? done.note : undefined
}

/** Runs with a private folder that is gone afterwards; makes a note of an error. */
async function withFolder(
  temporary: string,
  use: (folder: string) => Promise<Restored>,
): Promise<Restored> {
  let folder: string | undefined
  try {
    folder = await mkdtemp(join(temporary, 'reprise-cache-'))
    return await use(folder)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { note: `the digest cache of the data is not available: ${why}` }
  } finally {
    if (folder !== undefined)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
}

type Cache = typeof import('@actions/cache')

/** The library finds files by the current folder and is told by variables alone. It takes a while to load. */
async function withCache<T>(
  folder: string,
  more: Readonly<Record<string, string>>,
  use: (library: Cache) => Promise<T>,
): Promise<T> {
  const library = await import('@actions/cache')
  if (process.platform === 'win32') throw new Error('it cannot be unpacked safely on Windows')
  if (!library.isFeatureAvailable()) throw new Error('this runner has no cache service')
  const variables = { ...more, GITHUB_WORKSPACE: folder }
  const current = process.cwd()
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, variables)
  process.chdir(folder)
  try {
    return await use(library)
  } finally {
    process.chdir(current)
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/**
 * The library unpacks with `tar -P`, which writes wherever an archive says, before anybody could look at it. So it
 * finds another `tar` first: one that hands the archive's content to a file of ours, and its names to nobody.
 *
 * @returns the PATH that begins with it
 */
async function placeTar(folder: string, into: string): Promise<string> {
  const programs = join(folder, 'bin')
  const path = process.env['PATH'] ?? ''
  await mkdir(programs)
  const script = `#!/bin/sh
PATH=${quote(path)}
archive= unpack=--gzip
while [ $# -gt 0 ]; do
  case $1 in
    -xf) archive=$2; shift ;;
    --use-compress-program) unpack=--use-compress-program=$2; shift ;;
  esac
  shift
done
[ -n "$archive" ] || exit 2
tar -xOf "$archive" "$unpack" | head -c ${MOST_BYTES} > ${quote(into)}
`
  // GNU's tar has the other name on macOS.
  for (const name of ['tar', 'gtar']) writeFileSync(join(programs, name), script, { mode: 0o755 })
  return `${programs}:${path}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
