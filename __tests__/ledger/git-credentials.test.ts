import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { gitLedger, type GitLedgerOptions } from '../../src/ledger/git.ts'
import type { GitRequest } from '../fakes/git-http.ts'
import { numbered } from './numbered.ts'
import { served, type Served } from './served.ts'

const SECRET = Buffer.from('x-access-token:ghs_thisIsTheSecret').toString('base64')
const { record, attachments } = numbered(1)

interface Guarded extends Served {
  /** What the command lines of all processes were while the server was asked. */
  readonly seen: string[]
}

/** A server that lets in only who sends the secret. */
async function guarded(status = 401): Promise<Guarded> {
  const seen: string[] = []
  const authorize = ({ headers }: GitRequest): number | undefined => {
    seen.push(...commandLines())
    return headers.authorization === `Basic ${SECRET}` ? undefined : status
  }
  return { ...(await served({ authorize })), seen }
}

function withSecret(options: GitLedgerOptions, secret = SECRET): GitLedgerOptions {
  const origin = new URL(options.remote).origin
  return { ...options, config: [[`http.${origin}/.extraheader`, `Authorization: Basic ${secret}`]] }
}

test('reach the server as a header, and are in no command line and no file', async () => {
  const { options, seen } = await guarded()
  const mine = withSecret(options())
  await gitLedger(mine).append(record, attachments)
  const reader = withSecret(options())
  expect((await gitLedger(reader).record(record.id)).state).toBe('found')
  expect(seen.some((text) => text.includes('push'))).toBe(true)
  expect(seen.filter((text) => text.includes(SECRET))).toEqual([])
  for (const { folder } of [mine, reader]) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    expect(files.length).toBeGreaterThan(0)
    expect(files.some((bytes) => bytes.includes(SECRET))).toBe(false)
  }
})

test('that are wrong are an error, which does not repeat them', async () => {
  const wrong = Buffer.from('x-access-token:another').toString('base64')
  for (const status of [401, 403]) {
    const { options } = await guarded(status)
    const ledger = gitLedger(withSecret(options(), wrong))
    await expect(ledger.ids()).rejects.toMatchObject({ code: 'ledger-unreadable' })
    await expect(ledger.ids()).rejects.not.toMatchObject({
      message: expect.stringContaining(wrong),
    })
  }
})

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ')]
      } catch {
        // It ended meanwhile.
        return []
      }
    })
}
