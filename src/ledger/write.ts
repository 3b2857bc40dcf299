import type { Digest } from '../record/digest.ts'
import type { Envelope } from '../record/envelope.ts'
import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import { gitBlobId } from '../record/digest.ts'
import { writeCommit } from './commit.ts'
import { attachmentPath, envelopePath, recordPath, spell } from './layout.ts'
import { push, RemoteFailure, type Remote } from './remote.ts'
import { persist } from './retry.ts'
import { spellRemote, unreadable, type Shelf } from './shelf.ts'
import { lookUp, type Snapshot } from './snapshot.ts'

/**
 * Puts files (path → bytes) on the branch, in one commit. Each try looks at the branch first: after a push whose answer
 * was lost it finds its own files there, and pushes nothing.
 */
export async function write(
  shelf: Shelf,
  wanted: ReadonlyMap<string, Uint8Array>,
  message: string,
): Promise<void> {
  const { remote, branch, patience } = shelf
  let isReading = true
  try {
    await persist(patience, async () => {
      isReading = true
      const before = await branch.look()
      const lacking = missing(before, wanted)
      if (lacking.size === 0) return
      const after = await writeCommit(remote.clone, before, lacking, message)
      isReading = false
      try {
        await push(remote, after.commit, before.commit)
        branch.remember(after)
      } catch (error) {
        // curl sends again by itself what was cut off: the refusal may be that of a second push, after the first had its effect.
        if (!isRefusal(error) || missing(await branch.look(), wanted).size > 0) throw error
      }
    })
  } catch (error) {
    throw isReading || !(error instanceof RemoteFailure)
      ? unreadable(shelf, error)
      : unwritten(remote, error)
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof RemoteFailure && error.failure.kind === 'refused'
}

/** All that belongs to a record: path → bytes. */
export function filesOf(
  record: RunRecord,
  attachments: ReadonlyMap<Digest, Uint8Array>,
  envelope: Envelope | undefined,
): Map<string, Uint8Array> {
  const all = new Map<string, Uint8Array>()
  for (const [digest, bytes] of attachments) all.set(attachmentPath(digest), bytes)
  if (envelope !== undefined) all.set(envelopePath(record.id), spell(envelope))
  return all.set(recordPath(record.id), spell(record))
}

/** Those that the branch lacks, or holds with other content. What nothing proves stays as it was at first. */
function missing(
  { folders }: Snapshot,
  wanted: ReadonlyMap<string, Uint8Array>,
): Map<string, Uint8Array> {
  const lacking = [...wanted].filter(([path, bytes]) => {
    const line = lookUp(folders, path)
    if (/^(?:envelopes|digests)\//.test(path)) return line === undefined
    return line?.mode !== '100644' || line.id !== gitBlobId(bytes)
  })
  return new Map(lacking)
}

function unwritten(remote: Remote, { failure }: RemoteFailure): UserError {
  const what = `the ledger ${spellRemote(remote)} cannot be written`
  if (failure.kind === 'moved') {
    return new UserError(
      'ledger-busy',
      `${what}: others were faster every time (${failure.why})`,
      'Run it again, or let fewer jobs store records at the same time; nothing was stored.',
    )
  }
  if (failure.kind === 'refused') {
    return new UserError(
      'ledger-unwritable',
      `${what}: ${failure.why}`,
      `Give the token \`contents: write\`, and let it push to ${remote.branch} past branch rules; nothing was stored.`,
    )
  }
  return new UserError(
    'ledger-unreachable',
    `${what}: no answer came to the last of several tries (${failure.why})`,
    'Run it again when the server can be reached; storing again what did arrive changes nothing.',
  )
}
