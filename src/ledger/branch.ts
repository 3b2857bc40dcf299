import { prepareClone } from './clone.ts'
import { fetchCommit, findTip, type Remote } from './remote.ts'
import { persist, type Patience } from './retry.ts'
import { NOTHING, readSnapshot, type Snapshot } from './snapshot.ts'

/** What one handle knows of the branch. */
export interface Branch {
  /** As it was when this handle looked last; the first call looks. */
  known(): Promise<Snapshot>
  /** Whether it looked already. */
  looked(): boolean
  /** Looks again, once. @throws {RemoteFailure} */
  look(): Promise<Snapshot>
  /** Looks again, more often where the server has trouble. */
  lookHard(): Promise<Snapshot>
  /** What we know for having written it. */
  remember(snapshot: Snapshot): void
}

export function openBranch(remote: Remote, patience: Patience): Branch {
  let seen: Snapshot | undefined
  let first: Promise<Snapshot> | undefined
  let prepared: Promise<void> | undefined

  async function look(): Promise<Snapshot> {
    await (prepared ??= prepareClone(remote.clone))
    const tip = await findTip(remote)
    if (seen === undefined || seen.commit !== tip) seen = await read(remote, tip)
    return seen
  }

  const lookHard = (): Promise<Snapshot> => persist(patience, look)
  return {
    look,
    lookHard,
    looked: () => seen !== undefined,
    async known() {
      if (seen !== undefined) return seen
      // Callers at the same time share one look; after a failure the next caller looks again.
      first ??= lookHard().finally(() => (first = undefined))
      return first
    },
    remember(snapshot) {
      seen = snapshot
    },
  }
}

async function read(remote: Remote, tip: string | undefined): Promise<Snapshot> {
  if (tip === undefined) return NOTHING
  const here = await readSnapshot(remote.clone, tip)
  if (here !== undefined) return here
  await fetchCommit(remote, tip)
  const fetched = await readSnapshot(remote.clone, tip)
  if (fetched === undefined) throw new Error(`the tree of ${tip} cannot be read`)
  return fetched
}
