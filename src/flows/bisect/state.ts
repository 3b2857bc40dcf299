import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { readStored } from '../../ledger/store.ts'
import { Digest, RecordId } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import { PLAIN_MESSAGES, spellIssue } from '../../record/issue.ts'
import { parseJson } from '../../record/json.ts'
import { replaceFile } from '../replace-file.ts'
import type { Place } from '../project.ts'

const text = z.string().check(z.maxLength(20_000))

/** One training that was made or tried: by its inputs and kind of machine, so that it serves any later search. */
const Entry = z.strictObject({
  inputs: Digest,
  key: text,
  record: z.optional(RecordId),
  /** Why it could not be trained. */
  skipped: z.optional(text),
})
export type Entry = z.infer<typeof Entry>

const State = z.strictObject({
  schema: z.literal('reprise/bisect-state/v1'),
  tried: z.array(Entry).check(z.maxLength(10_000)),
})

const BYTES = 4 * 1024 * 1024

function fileOf({ store }: Place): string {
  return join(store, 'bisect.json')
}

/** What earlier searches tried, stopped ones too. @throws {UserError} `bisect-state` where it cannot be read */
export async function readState(place: Place): Promise<readonly Entry[]> {
  const file = fileOf(place)
  const found = await readStored(file, BYTES)
  if (found.state === 'absent') return []
  if (found.state === 'unreadable') throw damaged(file, found.why)
  try {
    const parsed = State.safeParse(parseJson(found.value.toString('utf8'), file), PLAIN_MESSAGES)
    if (parsed.success) return parsed.data.tried
    const [issue] = parsed.error.issues
    throw damaged(file, issue === undefined ? 'it is empty' : spellIssue(issue))
  } catch (error) {
    if (error instanceof UserError && error.code !== 'bisect-state')
      throw damaged(file, error.message)
    throw error
  }
}

/** Kept after each training, so that a search that is stopped goes on where it was. @throws {UserError} `file-unwritable` */
export function writeState(place: Place, tried: readonly Entry[]): void {
  const state = { schema: 'reprise/bisect-state/v1', tried }
  replaceFile(fileOf(place), `${JSON.stringify(state, null, 2)}\n`)
}

export function forgetState(place: Place): void {
  rmSync(fileOf(place), { force: true })
}

function damaged(file: string, why: string): UserError {
  return new UserError(
    'bisect-state',
    `${file} cannot be used: ${why}`,
    'Begin anew with `reprise bisect GOOD BAD --reset`; the records of all runs are kept.',
  )
}
