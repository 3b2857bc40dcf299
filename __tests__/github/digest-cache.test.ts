import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../../src/record/digest.ts'
import { restoreDigestCache, saveDigestCache } from '../../src/github/digest-cache.ts'
import { startCacheService, type CacheService } from './cache-service.ts'

const before = { ...process.env }
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-cache-test-')))
const temporary = join(folder, "tem'porary")
const bytes = Buffer.from('rows of a stat cache\n'.repeat(1000))
const digest = sha256(bytes)

let service: CacheService
beforeEach(async () => {
  mkdirSync(temporary, { recursive: true })
  process.env['RUNNER_TEMP'] = folder
  service = await startCacheService()
})
afterEach(async () => {
  await service.close()
  process.env = { ...before }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** An archive of these members under their very names, as whoever may write to the service could make it. */
function hostile(members: Readonly<Record<string, string>>): Buffer {
  const work = mkdtempSync(join(folder, 'hostile-'))
  const names = Object.keys(members).map((name, index) => {
    writeFileSync(join(work, String(index)), members[name] ?? '')
    return `--transform=s|^${index}$|${name}|`
  })
  const files = Object.keys(members).map((_, index) => String(index))
  return execFileSync('tar', ['-cP', '--zstd', '-C', work, ...names, ...files])
}

/** Puts another archive in the place of the one that was saved. */
function replace(archive: Buffer): void {
  for (const key of service.archives.keys()) service.archives.set(key, archive)
}

test('what a trusted run saved comes back on another machine', async () => {
  expect(await saveDigestCache(bytes, temporary)).toBeUndefined()
  expect(service.asked).toEqual([
    'GetCacheEntryDownloadURL',
    'CreateCacheEntry',
    'FinalizeCacheEntryUpload',
  ])
  expect([...service.archives.keys()][0]).toContain(digest.slice('sha256:'.length))
  // Another machine has other places.
  process.env['GITHUB_WORKSPACE'] = '/nowhere/else'
  const [path, cwd] = [process.env['PATH'], process.cwd()]
  const restored = await restoreDigestCache(digest, folder)
  expect('bytes' in restored && sha256(restored.bytes)).toBe(digest)
  expect([process.env['PATH'], process.cwd()]).toEqual([path, cwd])
  expect(process.env['GITHUB_WORKSPACE']).toBe('/nowhere/else')
  expect(readdirSync(temporary)).toEqual([])
})

test('an archive writes nowhere, whatever names it holds', async () => {
  await saveDigestCache(bytes, temporary)
  const [victim, workspace] = [join(folder, 'victim'), join(folder, 'workspace')]
  writeFileSync(victim, 'mine')
  process.env['GITHUB_WORKSPACE'] = workspace
  replace(
    hostile({ [victim]: 'theirs', '../../escaped': 'x', 'reprise-digest-cache': bytes.toString() }),
  )
  expect(await restoreDigestCache(digest, temporary)).toEqual({
    note: 'the digest cache of the data is not used: it is not what a trusted run wrote',
  })
  expect(readFileSync(victim, 'utf8')).toBe('mine')
  expect(existsSync(workspace)).toBe(false)
  expect(readdirSync(temporary)).toEqual([])
  // The control: unpacked as the library would, the archive does write there.
  const [archive = Buffer.alloc(0)] = [...service.archives.values()]
  mkdirSync(join(folder, 'a/b'), { recursive: true })
  execFileSync('tar', ['-xP', '--zstd', '-C', join(folder, 'a/b')], {
    input: archive,
    stdio: 'pipe',
  })
  expect(readFileSync(victim, 'utf8')).toBe('theirs')
})

test('what is another content, or no archive, is not used', async () => {
  await saveDigestCache(bytes, temporary)
  replace(hostile({ 'reprise-digest-cache': 'other rows' }))
  expect(await restoreDigestCache(digest, temporary)).toMatchObject({
    note: expect.stringContaining('not what a trusted run wrote'),
  })
  replace(Buffer.from('no archive'))
  expect(await restoreDigestCache(digest, temporary)).toMatchObject({
    note: expect.stringContaining('digest cache of the data'),
  })
})

test('what is not there is a note, and so is a service that refuses or is absent', async () => {
  expect(await restoreDigestCache(digest, temporary)).toEqual({
    note: 'the digest cache of the data is not there',
  })
  service.refusal = { status: 403, message: 'cache write denied: read-only token' }
  expect(await restoreDigestCache(digest, temporary)).toMatchObject({ note: expect.any(String) })
  expect(await saveDigestCache(bytes, temporary)).toBe('the digest cache of the data was not kept')
  delete process.env['ACTIONS_RESULTS_URL']
  const absent = 'the digest cache of the data is not available: this runner has no cache service'
  expect(await restoreDigestCache(digest, temporary)).toEqual({ note: absent })
  expect(await saveDigestCache(bytes, temporary)).toBe(absent)
  expect(await restoreDigestCache(digest, join(folder, 'missing'))).toMatchObject({
    note: expect.stringContaining('ENOENT'),
  })
})

test('what is there already counts as kept, and is not sent again', async () => {
  expect(await saveDigestCache(bytes, temporary)).toBeUndefined()
  service.asked.length = 0
  expect(await saveDigestCache(bytes, temporary)).toBeUndefined()
  expect(service.asked).toEqual(['GetCacheEntryDownloadURL'])
})
