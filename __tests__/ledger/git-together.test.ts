import { expect, test } from '@jest/globals'
import { gitLedger } from '../../src/ledger/git.ts'
import { numbered } from './numbered.ts'
import { count, served } from './served.ts'

const FETCH = /^POST .*git-upload-pack$/
const { record, attachments } = numbered(1)

test('the attachments of a record that was read come with one request', async () => {
  const { server, options } = await served()
  await gitLedger(options()).append(record, attachments)
  const ledger = gitLedger(options())
  await ledger.record(record.id)
  const before = count(server, FETCH)
  for (const [digest, bytes] of attachments) {
    const found = await ledger.attachment(digest)
    expect(found).toMatchObject({ state: 'found' })
    if (found.state === 'found') expect(Buffer.from(bytes).equals(found.value)).toBe(true)
  }
  expect(count(server, FETCH) - before).toBe(1)
})
