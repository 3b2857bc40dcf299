import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { remoteRef } from '../git/fetch.ts'
import { remoteUrl } from '../git/repository.ts'
import { gitLedger, type GitLedgerOptions } from '../ledger/git.ts'
import { verifyGitLedger, verifyLedger, type LedgerProblem } from '../ledger/verify.ts'
import type { RecordId } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
import { loadAttachments } from './attachments.ts'
import { findPlace, openProject, type Project } from './project.ts'
import type { Where } from './records.ts'

/**
 * Recomputes every digest of the project's ledger, or of the one on its branch of a remote. Empty: all is whole.
 *
 * @throws {UserError} `remote-unknown`, `ledger-absent`, or where the ledger cannot be read at all
 */
export async function verify(
  { cwd, config }: Where,
  remote: string | undefined,
): Promise<readonly LedgerProblem[]> {
  if (remote === undefined) return verifyLedger(await storeOf({ cwd, config }))
  const project = await openProject(cwd, config)
  return onBranch(project, remote, async (options) => {
    await requireBranch(project, remote, options)
    return verifyGitLedger(options)
  })
}

/** Of a ledger that is not there nothing is whole. */
async function storeOf({ cwd, config }: Where): Promise<string> {
  const { store } = await findPlace(cwd, config)
  if (existsSync(store)) return store
  throw new UserError(
    'ledger-absent',
    `${store} does not exist: there is no ledger on this machine yet`,
    '`reprise check` makes one; `--remote origin` verifies the one that workflows write.',
  )
}

/** What came of bringing the lock's records here. */
export interface Fetched {
  readonly fetched: readonly RecordId[]
  /** Records that are named and are not on the branch. */
  readonly absent: readonly RecordId[]
}

/**
 * Brings the records that the lock names, with their attachments, from the ledger's branch into `.reprise/`: with them
 * `check` can explain, and not only compare.
 *
 * @throws {UserError} `remote-unknown`, `lock-unreadable`, or where a ledger cannot be read or written
 */
export async function fetchBaselines({ cwd, config }: Where, remote: string): Promise<Fetched> {
  const project = await openProject(cwd, config)
  const ids = baselinesIn(project)
  return onBranch(project, remote, async (options) => {
    await requireBranch(project, remote, options)
    const branch = gitLedger(options)
    const fetched: RecordId[] = []
    const absent: RecordId[] = []
    for (const id of ids) {
      if ((await project.ledger.record(id)).state === 'found') continue
      const found = await branch.record(id)
      if (found.state === 'unreadable') throw damaged(id, remote, found.why)
      if (found.state === 'absent') absent.push(id)
      else {
        await project.ledger.append(found.value, await loadAttachments(branch, [found.value]))
        fetched.push(id)
      }
    }
    return { fetched, absent }
  })
}

function baselinesIn({ lock }: Project): RecordId[] {
  if (lock.state === 'unreadable')
    throw new UserError('lock-unreadable', lock.why, 'Restore reprise.lock from git.')
  if (lock.state === 'absent') {
    throw new UserError(
      'lock-absent',
      'there is no reprise.lock, so no record is named',
      'Make a baseline with `reprise check` and `reprise accept`.',
    )
  }
  return [...new Set(Object.values(lock.lock.baselines).map(({ record }) => record))]
}

function damaged(id: RecordId, remote: string, why: string): UserError {
  return new UserError(
    'record-unreadable',
    `record ${id} cannot be read: ${why}`,
    `\`reprise ledger verify --remote ${remote}\` says what is wrong with the rest.`,
  )
}

/** An empty answer about a branch that is not there would be no answer. */
async function requireBranch(
  { root }: Project,
  name: string,
  { remote, branch }: GitLedgerOptions,
): Promise<void> {
  const protocols = 'https:http:ssh:file'
  const ref = `refs/heads/${branch}`
  if ((await remoteRef(root, { url: remote, config: [], protocols }, ref)) !== undefined) return
  throw new UserError(
    'ledger-absent',
    `${name} has no branch ${branch}: there is no ledger yet`,
    'The workflow makes it after the first merge of a baseline; `ledger: {branch: …}` in reprise.yml names another.',
  )
}

/** The ledger's branch of one of the repository's remotes, with the user's own way of being known to it. */
async function onBranch<T>(
  { root, spec }: Project,
  remote: string,
  use: (options: GitLedgerOptions) => Promise<T>,
): Promise<T> {
  const url = await remoteUrl(root, remote)
  if (url === undefined) {
    throw new UserError(
      'remote-unknown',
      `this repository has no remote ${JSON.stringify(remote)}`,
      '`git remote -v` lists them.',
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'reprise-ledger-'))
  try {
    return await use({ remote: url, branch: spec.ledger.branch, folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
