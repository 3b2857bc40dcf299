import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { attachmentPath } from '../../src/ledger/layout.ts'
import { sha256 } from '../../src/record/digest.ts'
import { largeTraces, READER, type Large } from './large-traces.ts'

const ROOT = new URL('../../', import.meta.url).href
/** What is held at most, and room for one file on its way. */
const HEAP_MIB = 450

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-large-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What the report stage makes of them, in a process that dies where it needs more heap. */
function reading(kind: Large, ranks: number): unknown {
  const attachments = largeTraces(kind, ranks).map((content) => {
    const digest = sha256(content)
    const path = join(folder, attachmentPath(digest))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return { kind: 'trace', digest, bytes: content.length }
  })
  const limit = `--max-old-space-size=${HEAP_MIB}`
  const args = ['--input-type=module', '-e', READER, ROOT, folder, JSON.stringify(attachments)]
  const { stdout, stderr } = spawnSync(process.execPath, [limit, ...args], { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

describe('traces of a run that mean no harm are read', () => {
  test.each<[Large, number]>([
    ['transformer', 8],
    ['told', 1],
  ])(
    '%s, %d ranks',
    (kind, ranks) => {
      expect(reading(kind, ranks)).toEqual({ state: 'found', ranks })
    },
    120_000,
  )
})

describe('traces that would fill the memory are refused before they do', () => {
  test.each<[Large, number]>([
    ['hyper', 60],
    ['names', 1],
    ['steps', 3],
    ['shapes', 40],
    ['rows', 60],
  ])(
    '%s, %d ranks',
    (kind, ranks) => {
      expect(reading(kind, ranks)).toEqual({
        state: 'unknown',
        why: 'unreadable',
        detail: expect.stringMatching(/the run’s traces have more than 256 MiB together/),
      })
    },
    120_000,
  )
})
