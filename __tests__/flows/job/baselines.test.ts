import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bringBaselines } from '../../../src/flows/job/baselines.ts'
import type { ModelJob } from '../../../src/flows/job/plan.ts'
import { folderLedger } from '../../../src/ledger/folder.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import { overlayLedger } from '../../../src/ledger/overlay.ts'
import type { RunRecord } from '../../../src/record/record.ts'
import { numbered } from '../../ledger/numbered.ts'

let folder: string
let memory: Ledger
let beside: Ledger
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-baselines-'))
  memory = folderLedger(join(folder, 'memory'))
  beside = folderLedger(join(folder, 'beside'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As much of a plan's model as says what it is judged against. */
function jobWith(record: RunRecord): ModelJob {
  const standard = { baseline: { state: 'found', entry: {}, record }, accepts: undefined }
  return { draft: { keys: { a: standard, b: standard } } } as unknown as ModelJob
}

test('an accepted record lies beside the plan afterwards, with all that explains it', async () => {
  const { record, attachments } = numbered(1)
  await memory.append(record, attachments)
  await bringBaselines(overlayLedger(beside, [memory]), [jobWith(record)])
  expect(await beside.record(record.id)).toEqual({ state: 'found', value: record })
  for (const digest of attachments.keys())
    expect(await beside.attachment(digest)).toMatchObject({ state: 'found' })
})

test('one that lacks an attachment is left to who asks the ledger again', async () => {
  const { record, attachments } = numbered(1)
  await memory.append(record, attachments)
  const [digest = ''] = attachments.keys()
  const torn: Ledger = {
    ...memory,
    attachment: (one) =>
      one === digest
        ? Promise.resolve({ state: 'unreadable', why: 'the network' })
        : memory.attachment(one),
  }
  await bringBaselines(overlayLedger(beside, [torn]), [jobWith(record)])
  expect(await beside.ids()).toEqual([])
})

test('so is one that is too large to be carried from stage to stage', async () => {
  const { record } = numbered(1)
  const [first, ...others] = record.attachments
  if (first === undefined) throw new Error('no attachment')
  const large = { ...record, attachments: [{ ...first, bytes: 17 * 1024 * 1024 }, ...others] }
  const silent: Ledger = {
    ...memory,
    attachment: () => Promise.reject(new Error('nobody may ask for it')),
  }
  await bringBaselines(overlayLedger(beside, [silent]), [jobWith(large)])
  expect(await beside.ids()).toEqual([])
})
