import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { hexOf, type Digest } from '../../src/record/digest.ts'
import { gitLedger } from '../../src/ledger/git.ts'
import { attachmentPath, envelopePath, recordPath } from '../../src/ledger/layout.ts'
import { verifyGitLedger } from '../../src/ledger/verify.ts'
import { temporary } from '../git/repository.ts'
import { exampleEnvelope } from '../record/example-envelope.ts'
import { numbered } from './numbered.ts'
import { BRANCH, remoteRepository } from './remote.ts'
import { count, served } from './served.ts'

const FETCH = /^POST .*git-upload-pack$/
const { record, attachments } = numbered(1)

describe('a branch that is not there', () => {
  test('is an empty ledger, also in a repository with other branches', async () => {
    const { repository, options } = await served()
    repository.put('a', '1')
    const ledger = gitLedger({ ...options(), branch: 'other' })
    expect(await ledger.ids()).toEqual([])
    expect(await ledger.record(record.id)).toEqual({ state: 'absent' })
    await ledger.append(record, attachments)
    expect(repository.git('rev-list', '--count', 'other')).toBe('1')
    expect(repository.commits()).toBe(1)
  })

  test('is not taken for another whose name ends alike', async () => {
    const { repository, options } = await served()
    repository.put('a', '1')
    repository.git('update-ref', `refs/heads/x/refs/heads/other`, BRANCH)
    expect(await gitLedger({ ...options(), branch: 'other' }).ids()).toEqual([])
  })
})

describe('a repository that cannot be read is never an empty ledger', () => {
  const expectUnreadable = async (options: Parameters<typeof gitLedger>[0]): Promise<void> => {
    const unreadable = { state: 'unreadable', why: expect.stringMatching(/./) }
    expect(await gitLedger(options).record(record.id)).toMatchObject(unreadable)
    expect(await gitLedger(options).envelope(record.id)).toMatchObject(unreadable)
    const code = 'ledger-unreadable'
    await expect(gitLedger(options).ids()).rejects.toMatchObject({ code })
    await expect(verifyGitLedger(options)).rejects.toMatchObject({ code })
    await expect(gitLedger(options).append(record, attachments)).rejects.toMatchObject({ code })
  }

  test('where it does not exist', async () => {
    const { options } = await served()
    await expectUnreadable({ ...options(), remote: `${options().remote}x` })
    const remote = join(temporary(), 'nothing')
    await expectUnreadable({ ...options(), remote, protocols: 'file' })
  })

  test.each([401, 403, 404])('where the server refuses with %d', async (status) => {
    const { options } = await served({ authorize: () => status })
    await expectUnreadable(options())
  })

  test('where its transport is not allowed', async () => {
    const { protocols: _, ...options } = (await served()).options()
    await expectUnreadable(options)
    await expect(gitLedger(options).ids()).rejects.toMatchObject({
      message: expect.stringContaining("transport 'http' not allowed"),
    })
  })

  test('where nobody answers', async () => {
    const { options, server } = await served()
    await server.close()
    await expect(gitLedger(options()).ids()).rejects.toMatchObject({
      code: 'ledger-unreadable',
      message: expect.stringMatching(/Failed to connect|Couldn't connect/),
    })
  })

  test('and trouble that passes is waited for', async () => {
    let troubles = 2
    const { options } = await served({ authorize: () => (troubles-- > 0 ? 503 : undefined) })
    expect(await gitLedger(options()).ids()).toEqual([])
  })

  test('where a folder of the ledger is none', async () => {
    const { repository, options } = await served()
    repository.put('records', 'x')
    await expectUnreadable(options())
    expect(repository.commits()).toBe(1)
  })
})

describe('reading', () => {
  test('brings no content before it is asked for, and a record with its envelope', async () => {
    const { server, options } = await served()
    await gitLedger(options()).append(record, attachments, exampleEnvelope())
    const other = options()
    const ledger = gitLedger(other)
    await ledger.ids()
    expect(sizeOf(other.folder)).toBeLessThan(5000)
    const before = count(server, FETCH)
    await ledger.record(record.id)
    await ledger.envelope(record.id)
    expect(count(server, FETCH) - before).toBe(1)
  })

  test('all records and envelopes after a listing cost one fetch', async () => {
    const { server, options } = await served()
    const writer = gitLedger(options())
    for (const n of [1, 2, 3, 4, 5]) {
      const envelope = n === 5 ? undefined : exampleEnvelope()
      await writer.append(numbered(n).record, numbered(n).attachments, envelope)
    }
    const ledger = gitLedger(options())
    const ids = await ledger.ids()
    const before = count(server, FETCH)
    for (const id of ids) expect((await ledger.record(id)).state).toBe('found')
    const origins = await Promise.all(ids.map((id) => ledger.envelope(id)))
    expect(origins.filter(({ state }) => state === 'found')).toHaveLength(4)
    expect(origins.filter(({ state }) => state === 'absent')).toHaveLength(1)
    expect(count(server, FETCH) - before).toBe(1)
  })

  test('a clone that is there is used again', async () => {
    const { server, options } = await served()
    await gitLedger(options()).append(record, attachments)
    const again = options()
    expect((await gitLedger(again).record(record.id)).state).toBe('found')
    const before = count(server, FETCH)
    expect((await gitLedger(again).record(record.id)).state).toBe('found')
    // Where the branch is now is all that is asked.
    expect(count(server, FETCH) - before).toBe(1)
  })

  test('a handle finds what came after it looked', async () => {
    const { options } = await served()
    const ledger = gitLedger(options())
    expect(await ledger.ids()).toEqual([])
    await gitLedger(options()).append(record, attachments)
    expect((await ledger.record(record.id)).state).toBe('found')
    expect(await ledger.ids()).toEqual([record.id])
  })

  test('survives that somebody replaced the branch', async () => {
    const { repository, options } = await served()
    const ledger = gitLedger(options())
    await ledger.append(record, attachments)
    repository.git('update-ref', '-d', `refs/heads/${BRANCH}`)
    repository.put('records/x', 'x')
    const other = numbered(2)
    await ledger.append(other.record, other.attachments)
    expect(await gitLedger(options()).ids()).toEqual([other.record.id])
    repository.git('update-ref', '-d', `refs/heads/${BRANCH}`)
    await ledger.append(record, attachments)
    expect(await gitLedger(options()).ids()).toEqual([record.id])
  })

  test('takes a plain path, relative too', async () => {
    const { path } = remoteRepository()
    const open = (remote: string): ReturnType<typeof gitLedger> =>
      gitLedger({ remote, branch: BRANCH, folder: join(temporary(), 'clone') })
    await open(path).append(record, attachments)
    expect((await open(relative(process.cwd(), path)).record(record.id)).state).toBe('found')
  })
})

describe('a hostile branch', () => {
  test('links, submodules, folders and content too large are unreadable', async () => {
    const { repository, options } = await served()
    await gitLedger(options()).append(record, attachments, exampleEnvelope())
    const [digest = '' as Digest] = attachments.keys()
    const good = repository.git('rev-parse', `${BRANCH}:${recordPath(record.id)}`)
    repository.put(recordPath(record.id), { id: good }, '120000')
    repository.put(attachmentPath(digest), { id: '1'.repeat(40) }, '160000')
    repository.put(envelopePath(record.id), Buffer.alloc(5_000_000, ' '))
    const ledger = gitLedger(options())
    expect(await ledger.record(record.id)).toMatchObject({
      why: `${recordPath(record.id)} is a symbolic link`,
    })
    expect(await ledger.attachment(digest)).toMatchObject({
      why: `${attachmentPath(digest)} is a submodule`,
    })
    expect(await ledger.envelope(record.id)).toMatchObject({
      why: expect.stringContaining('5000000 bytes, more than 65536'),
    })
  })

  test('of content far too large nothing is kept, and it does not hide the others', async () => {
    const { repository, options } = await served()
    for (const n of [1, 2]) {
      await gitLedger(options()).append(numbered(n).record, numbered(n).attachments)
    }
    repository.put(recordPath(record.id), randomBytes(5_000_000))
    const reader = options()
    const ledger = gitLedger(reader)
    const states: string[] = []
    for (const id of await ledger.ids()) states.push((await ledger.record(id)).state)
    expect(states.sort()).toEqual(['found', 'unreadable'])
    expect(await ledger.record(record.id)).toMatchObject({
      why: expect.stringContaining('bytes came'),
    })
    expect(sizeOf(reader.folder)).toBeLessThan(1_000_000)
  })

  test('a record that the server lost does not hide the others', async () => {
    const { repository, options } = await served()
    for (const n of [1, 2, 3]) {
      await gitLedger(options()).append(numbered(n).record, numbered(n).attachments)
    }
    repository.put(recordPath(numbered(2).record.id), { id: 'b'.repeat(40) })
    const ledger = gitLedger(options())
    const states = new Map<string, string>()
    for (const id of await ledger.ids()) states.set(id, (await ledger.record(id)).state)
    expect([1, 2, 3].map((n) => states.get(numbered(n).record.id))).toEqual([
      'found',
      'unreadable',
      'found',
    ])
  })

  test('is listed by verify, and what it holds survives the next record', async () => {
    const { repository, options } = await served()
    await gitLedger(options()).append(record, attachments, exampleEnvelope())
    const [digest = '' as Digest] = attachments.keys()
    repository.put(attachmentPath(digest), 'bent')
    repository.put('records/notes.txt', 'x')
    repository.put('records/-rf\n.json', 'x')
    repository.put('envelopes/deep/er', 'x')
    repository.put('README.md', 'x')
    repository.put('module', { id: '2'.repeat(40) }, '160000')
    repository.put(`records/${'a'.repeat(64)}.json`, '/etc/passwd', '120000')
    const before = repository.git('ls-tree', '-r', BRANCH).split('\n')
    const other = numbered(2)
    await gitLedger(options()).append(other.record, other.attachments)
    const after = repository.git('ls-tree', '-r', BRANCH).split('\n')
    expect(after).toEqual(expect.arrayContaining(before))
    const problems = await verifyGitLedger(options())
    expect(problems.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual([
      `damaged ${attachmentPath(digest)}`,
      `damaged records/${'a'.repeat(64)}.json`,
      'stray README.md',
      'stray envelopes/deep',
      'stray module',
      'stray records/-rf\n.json',
      'stray records/notes.txt',
    ])
  })

  test('verify names an attachment that a record lacks', async () => {
    const { repository, options } = await served()
    await gitLedger(options()).append(record, attachments)
    const [digest = '' as Digest] = attachments.keys()
    repository.remove(attachmentPath(digest))
    expect(await verifyGitLedger(options())).toEqual([
      {
        kind: 'missing',
        path: `attachments/${hexOf(digest)}`,
        why: `the record ${record.id} names it`,
      },
    ])
  })
})

describe('what the options must not say', () => {
  test.each(['https://token@example.org/r.git', 'https://u:p@example.org/r', 'ssh://git:p@h/r'])(
    'credentials in the address: %s',
    (remote) => {
      const open = (): unknown => gitLedger({ remote, branch: BRANCH, folder: '/nowhere' })
      expect(open).toThrow(expect.objectContaining({ code: 'ledger-credentials' }))
      expect(open).not.toThrow(/token|u:p|git:p/)
    },
  )

  test.each(['', '-f', 'a b', 'a:b', '../x', 'a..b', 'x/', 'a.lock', '*', 'a@{1}', '+a'])(
    'a branch that is none: %j',
    (branch) => {
      const open = (): unknown => gitLedger({ remote: '/r.git', branch, folder: '/nowhere' })
      expect(open).toThrow(expect.objectContaining({ code: 'ledger-branch' }))
    },
  )

  test('a folder with somebody’s files', async () => {
    const folder = temporary()
    mkdirSync(join(folder, 'objects'))
    writeFileSync(join(folder, 'thesis.tex'), '')
    const { path } = remoteRepository()
    const ledger = gitLedger({ remote: path, branch: BRANCH, folder })
    await expect(ledger.ids()).rejects.toMatchObject({
      code: 'ledger-folder',
      message: expect.stringContaining('thesis.tex'),
    })
    expect(existsSync(join(folder, 'scratch'))).toBe(false)
  })
})

/** Bytes of all files below a folder. */
function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)
}
