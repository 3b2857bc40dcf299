import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { gitLedger, type GitLedgerOptions } from '../../src/ledger/git.ts'
import { attachmentPath, recordPath } from '../../src/ledger/layout.ts'
import { sha256 } from '../../src/record/digest.ts'
import { verifyGitLedger } from '../../src/ledger/verify.ts'
import type { PushFault } from '../fakes/git-http.ts'
import { exampleEnvelope } from '../record/example-envelope.ts'
import { numbered } from './numbered.ts'
import { BRANCH } from './remote.ts'
import { count, served } from './served.ts'

const PUSH = /^POST .*git-receive-pack$/
const { record, attachments } = numbered(1)

describe('a push whose answer is lost', () => {
  const faults: PushFault[] = [
    { effect: true, answer: 'drop' },
    { effect: true, answer: 'half' },
    { effect: true, answer: 502 },
    { effect: false, answer: 'drop' },
    { effect: false, answer: 'half' },
    { effect: false, answer: 500 },
    { effect: false, answer: 429 },
  ]

  test.each(faults)('has exactly one effect: %j', async (fault) => {
    const left = [fault]
    const { repository, server, options } = await served({ onPush: () => left.shift() })
    const waits: string[] = []
    const onWait = (_: number, why: string): unknown => waits.push(why)
    await gitLedger({ ...options(), onWait }).append(record, attachments, exampleEnvelope())
    expect(repository.commits()).toBe(1)
    // Where a connection is cut before the answer begins, curl itself sends the request again.
    const sent = count(server, PUSH)
    if (fault.answer === 'drop') expect(sent).toBe(2)
    else expect([sent, ...waits]).toEqual([fault.effect ? 1 : 2, expect.stringMatching(/./)])
    expect(await gitLedger(options()).record(record.id)).toEqual({ state: 'found', value: record })
    expect(await verifyGitLedger(options())).toEqual([])
  })

  test('is found although another writer built upon it', async () => {
    const other = numbered(2)
    const left: PushFault[] = [{ effect: true, answer: 'drop' }]
    const { repository, options } = await served({ onPush: () => left.shift() })
    let building: Promise<void> | undefined
    const onWait = (): unknown =>
      (building = gitLedger(options()).append(other.record, other.attachments))
    await gitLedger({ ...options(), onWait }).append(record, attachments)
    await building
    expect(repository.commits()).toBe(2)
    expect(await verifyGitLedger(options())).toEqual([])
  })

  test('every time ends in an error that says so, and another day it goes on', async () => {
    let isDown = true
    const { repository, options } = await served({
      onPush: () => (isDown ? { effect: false, answer: 503 } : undefined),
    })
    await expect(gitLedger(options()).append(record, attachments)).rejects.toMatchObject({
      name: 'UserError',
      code: 'ledger-unreachable',
      message: expect.stringContaining('503'),
    })
    isDown = false
    await gitLedger(options()).append(record, attachments)
    expect(repository.commits()).toBe(1)
  })
})

describe('writers at the same time', () => {
  test('eight processes with one clone each, or one for all, all land', async () => {
    const { repository, options } = await served()
    const shared = options()
    const all = Array.from({ length: 8 }, (_, n) => writer(n % 2 === 0 ? shared : options(), n))
    await Promise.all(all.map(({ ended }) => ended))
    expect(repository.commits()).toBe(8)
    const ids = await gitLedger(options()).ids()
    const wanted = Array.from({ length: 8 }, (_, n) => numbered(n).record.id)
    expect([...ids].sort()).toEqual(wanted.sort())
    expect(await verifyGitLedger(options())).toEqual([])
    expect(readdirSync(join(shared.folder, 'scratch'))).toEqual([])
  })

  test('one handle asked for several at once stores each once', async () => {
    const { repository, options } = await served()
    const ledger = gitLedger(options())
    const all = [1, 2, 3, 1].map((n) => numbered(n))
    await Promise.all(all.map((one) => ledger.append(one.record, one.attachments)))
    expect(repository.commits()).toBe(3)
  })

  test('who always comes too late learns that others were faster', async () => {
    let strangers = 0
    const { repository, options } = await served({
      onPush() {
        repository.put(`records/${'f'.repeat(63)}${strangers++}.json`, '{}')
        return undefined
      },
    })
    await expect(
      gitLedger({ ...options(), tries: 3 }).append(record, attachments),
    ).rejects.toMatchObject({
      code: 'ledger-busy',
      message: expect.stringContaining('others were faster every time'),
    })
    expect([repository.commits(), strangers]).toEqual([3, 3])
  })

  test('who comes too late once keeps what came first', async () => {
    const first = numbered(2)
    let isFirst = true
    const { repository, options } = await served({
      async onPush() {
        if (!isFirst) return undefined
        isFirst = false
        await gitLedger(options()).append(first.record, first.attachments)
        return undefined
      },
    })
    await gitLedger(options()).append(record, attachments)
    expect([...(await gitLedger(options()).ids())].sort()).toEqual(
      [record.id, first.record.id].sort(),
    )
    expect(repository.commits()).toBe(2)
  })
})

describe('a push that has no use', () => {
  test('storing again what is there pushes nothing', async () => {
    const { repository, server, options } = await served()
    await gitLedger(options()).append(record, attachments, exampleEnvelope())
    const before = count(server, PUSH)
    await gitLedger(options()).append(record, attachments, exampleEnvelope({ attempt: 2 }))
    await gitLedger(options()).append(record, new Map())
    expect([count(server, PUSH), repository.commits()]).toEqual([before, 1])
  })

  test('sends only what is new', async () => {
    const { repository, options } = await served()
    await gitLedger(options()).append(record, attachments)
    const other = numbered(2)
    await gitLedger(options()).append(other.record, other.attachments)
    const added = repository.git('diff', '--name-only', `${BRANCH}~`, BRANCH).split('\n')
    const shared = [...other.attachments.keys()].filter((digest) => attachments.has(digest))
    expect(shared.length).toBe(1)
    expect(added).toHaveLength(2)
    expect(added).not.toContain(attachmentPath(shared[0] ?? sha256('none')))
  })

  test('its commit names the record, and no person', async () => {
    const { repository, options } = await served()
    await gitLedger(options()).append(record, attachments)
    const shown = repository.git('log', '-1', '--format=%an|%ae|%cn|%s|%P', BRANCH)
    expect(shown).toBe(`Reprise|reprise@localhost|Reprise|Record ${record.id}|`)
    expect(repository.git('ls-tree', '-r', '--name-only', BRANCH)).toContain(recordPath(record.id))
  })
})

describe('a push that is refused', () => {
  test('for good is tried once, and says what the server said, without its control characters', async () => {
    const { repository, server, options } = await served()
    repository.refuse('error: GH006: Protected branch \u001b[31mupdate failed')
    await expect(gitLedger(options()).append(record, attachments)).rejects.toMatchObject({
      code: 'ledger-unwritable',
      message: expect.stringMatching(/GH006: Protected branch \[31mupdate failed/),
      hint: expect.stringContaining('contents: write'),
    })
    expect(count(server, PUSH)).toBe(1)
    expect(await gitLedger(options()).ids()).toEqual([])
  })

  test('although it had its effect is looked up before it is believed', async () => {
    const { repository, options } = await served({
      // Somebody else's push of the very same record, and a hook that knows nothing of it.
      async onPush() {
        if (repository.git('for-each-ref') !== '') return undefined
        await gitLedger({ ...options(), remote: repository.path, protocols: 'file' }).append(
          record,
          attachments,
        )
        repository.refuse('never')
        return undefined
      },
    })
    await gitLedger(options()).append(record, attachments)
    expect(repository.commits()).toBe(1)
  })

  test.each([401, 403, 404])('with %d is tried once', async (status) => {
    const { server, options } = await served({
      authorize: ({ service }) => (service === 'git-receive-pack' ? status : undefined),
    })
    await expect(gitLedger(options()).append(record, attachments)).rejects.toMatchObject({
      code: 'ledger-unwritable',
    })
    expect(count(server, PUSH)).toBe(0)
    expect(server.requests.filter((one) => one.service === 'git-receive-pack').length).toBe(1)
  })
})

describe('a writer that goes', () => {
  test('killed while it pushes, it is in nobody’s way', async () => {
    const pushing = Promise.withResolvers<void>()
    let isFirst = true
    const { repository, options } = await served({
      async onPush() {
        if (!isFirst) return undefined
        isFirst = false
        pushing.resolve()
        await killed.promise
        return { effect: false, answer: 500 }
      },
    })
    const killed = Promise.withResolvers<void>()
    const shared = options()
    const { child, ended } = writer(shared, 5)
    await pushing.promise
    child.kill('SIGKILL')
    await ended
    killed.resolve()
    await gitLedger(shared).append(record, attachments)
    expect(repository.commits()).toBe(1)
    expect(await verifyGitLedger(shared)).toEqual([])
  })

  test('called off, it ends at once and stores nothing', async () => {
    const control = new AbortController()
    const { repository, options } = await served({
      onPush() {
        control.abort()
        return new Promise<undefined>(() => undefined)
      },
    })
    const ledger = gitLedger({ ...options(), signal: control.signal })
    await expect(ledger.append(record, attachments)).rejects.toMatchObject({ name: 'AbortError' })
    await expect(ledger.record(record.id)).rejects.toMatchObject({ name: 'AbortError' })
    expect(repository.git('for-each-ref')).toBe('')
  })
})

/** A process that appends the nth record; killed or done, it ends. */
function writer(
  options: GitLedgerOptions,
  n: number,
): { child: ReturnType<typeof spawn>; ended: Promise<void> } {
  const [script, opener] = ['./writer.ts', './open-git.ts'].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  )
  const args = [script ?? '', opener ?? '', JSON.stringify(options), String(n), '1']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise<void>((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve()
      else reject(new Error(`the writer ended with ${code ?? signal}`))
    })
  })
  return { child, ended }
}
