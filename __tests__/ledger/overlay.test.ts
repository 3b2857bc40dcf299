import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Digest } from '../../src/record/digest.ts'
import { folderLedger } from '../../src/ledger/folder.ts'
import { envelopePath, recordPath } from '../../src/ledger/layout.ts'
import { overlayLedger } from '../../src/ledger/overlay.ts'
import { temporary } from '../git/repository.ts'
import { exampleEnvelope } from '../record/example-envelope.ts'
import { numbered } from './numbered.ts'

function folders(): [string, string, string] {
  return [temporary(), temporary(), temporary()]
}

function overlay([own, ...behind]: [string, ...string[]]): ReturnType<typeof overlayLedger> {
  return overlayLedger(folderLedger(own), behind.map(folderLedger))
}

describe('several ledgers as one', () => {
  const [one, two, three] = [numbered(1), numbered(2), numbered(3)]
  const [digest = '' as Digest] = one.attachments.keys()

  test('append goes to the first, reading asks all, ids are those of all', async () => {
    const places = folders()
    const [own, behind, last] = places
    await folderLedger(behind).append(one.record, one.attachments, exampleEnvelope())
    await folderLedger(last).append(two.record, two.attachments)
    const ledger = overlay(places)
    await ledger.append(three.record, three.attachments, exampleEnvelope({ attempt: 3 }))
    await ledger.append(one.record, one.attachments)
    expect(await folderLedger(own).ids()).toHaveLength(2)
    expect(existsSync(join(behind, recordPath(three.record.id)))).toBe(false)
    const all = [one, two, three].map(({ record }) => record)
    expect([...(await ledger.ids())].sort()).toEqual(all.map(({ id }) => id).sort())
    for (const record of all) {
      expect(await ledger.record(record.id)).toEqual({ state: 'found', value: record })
    }
    expect(await ledger.attachment(digest)).toMatchObject({ state: 'found' })
    expect(await ledger.envelope(one.record.id)).toMatchObject({ state: 'found' })
    expect(await ledger.envelope(three.record.id)).toMatchObject({ value: { attempt: 3 } })
    expect(await ledger.envelope(two.record.id)).toEqual({ state: 'absent' })
  })

  test('the first that has it answers', async () => {
    const places = folders()
    for (const [attempt, place] of places.entries()) {
      const envelope = exampleEnvelope({ attempt: attempt + 1 })
      await folderLedger(place).append(one.record, one.attachments, envelope)
    }
    expect(await overlay(places).envelope(one.record.id)).toMatchObject({ value: { attempt: 1 } })
  })

  test('found beats unreadable, and unreadable beats absent, wherever it is', async () => {
    const places = folders()
    const path = recordPath(one.record.id)
    const [own, , last] = places
    await folderLedger(last).append(one.record, one.attachments)
    mkdirSync(join(own, 'records'))
    writeFileSync(join(own, path), 'bent')
    expect(await overlay(places).record(one.record.id)).toMatchObject({ state: 'found' })
    writeFileSync(join(last, path), 'bent too')
    expect(await overlay(places).record(one.record.id)).toMatchObject({
      state: 'unreadable',
      why: expect.stringContaining(own),
    })
    expect(await overlay([places[1], last]).record(one.record.id)).toMatchObject({
      state: 'unreadable',
      why: expect.stringContaining(last),
    })
    mkdirSync(join(last, 'envelopes'))
    writeFileSync(join(last, envelopePath(one.record.id)), '{')
    expect(await overlay(places).envelope(one.record.id)).toMatchObject({ state: 'unreadable' })
    expect(await overlay(places).record(two.record.id)).toEqual({ state: 'absent' })
  })

  test('one that cannot be listed is no empty one', async () => {
    const place = join(temporary(), 'file')
    writeFileSync(place, '')
    await expect(overlay([temporary(), place]).ids()).rejects.toMatchObject({
      code: 'ledger-unreadable',
    })
  })
})
