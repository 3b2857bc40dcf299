import type { Cache, RunningJob, World } from '../state/world.ts'
import { newBlob, signed } from './blobs.ts'
import { code, method, type Message, type Method } from './message.ts'

/** The ref of a run: what it writes is for the runs of this ref, and for those whose base it is. */
function scopeOf({ run }: RunningJob): string {
  return run.pull ? `refs/pull/${run.pull.number}/merge` : `refs/heads/${run.headBranch}`
}

/** Its own ref, a pull request's base, the default branch: in this order. */
function readable(running: RunningJob): string[] {
  const { repository, run } = running
  const base = run.pull ? [`refs/heads/${run.pull.baseBranch}`] : []
  return [scopeOf(running), ...base, `refs/heads/${repository.defaultBranch}`]
}

function create(world: World, running: RunningJob, { key, version }: Message): Message {
  const { repository, run } = running
  const scope = scopeOf(running)
  if (run.cache !== 'write')
    return { ok: false, message: 'cache write denied: the token is read-only' }
  const same = (one: Cache): boolean =>
    one.key === key && one.version === version && one.scope === scope
  if (repository.caches.some(same)) {
    code(409, 'already_exists', 'cache entry with the same key, version, and scope already exists')
  }
  const entry = {
    id: world.nextId(),
    key: String(key),
    version: String(version),
    scope,
    blob: newBlob(world),
    finished: false,
  }
  repository.caches.push(entry)
  return { ok: true, signed_upload_url: signed(world, entry.blob, 'w') }
}

function finalize(world: World, running: RunningJob, message: Message): Message {
  const { key, version, size_bytes: size } = message
  const entry = running.repository.caches.find(
    (one) => one.key === key && one.version === version && one.scope === scopeOf(running),
  )
  const content = world.blobs.get(entry?.blob ?? '')?.content
  if (entry === undefined || content === undefined) return { ok: false, message: 'no such upload' }
  if (String(content.length) !== size) return { ok: false, message: 'the size differs' }
  entry.finished = true
  return { ok: true, entry_id: String(entry.id) }
}

/** The key itself, else the newest entry that begins with a restore key; the nearest ref first. */
function look(world: World, running: RunningJob, message: Message): Message {
  const { repository, run } = running
  if (run.cache === 'none') code(403, 'permission_denied', 'cache read denied: no readable scopes')
  const entries = repository.caches.filter(
    ({ version, finished }) => finished && version === message['version'],
  )
  const prefixes = (message['restore_keys'] ?? []) as readonly string[]
  const fits = [
    (key: string) => key === message['key'],
    ...prefixes.map((prefix) => (key: string) => key.startsWith(prefix)),
  ]
  for (const scope of readable(running)) {
    for (const fit of fits) {
      const hit = entries.findLast((one) => one.scope === scope && fit(one.key))
      if (hit === undefined) continue
      return { ok: true, signed_download_url: signed(world, hit.blob, 'r'), matched_key: hit.key }
    }
  }
  return { ok: false }
}

const KEY = { key: 'text', version: 'text' } as const

/** Source: the generated client in @actions/cache, lib/generated/results/api/v1/cache. */
export const cacheService: Readonly<Record<string, Method>> = {
  CreateCacheEntry: method(KEY, { metadata: 'any' }, create),
  FinalizeCacheEntryUpload: method(
    { ...KEY, size_bytes: 'integer' },
    { metadata: 'any' },
    finalize,
  ),
  GetCacheEntryDownloadURL: method(KEY, { metadata: 'any', restore_keys: 'texts' }, look),
}
