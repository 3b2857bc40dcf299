import { resolve } from 'node:path'
import type { Digest } from '../record/digest.ts'
import { openBlobs } from './blobs.ts'
import { openBranch } from './branch.ts'
import { checkWhole, voucherPath, spell } from './layout.ts'
import type { Found, Ledger, Vouchers } from './ledger.ts'
import { checkRemote, type Remote } from './remote.ts'
import type { Patience } from './retry.ts'
import {
  listIds,
  listNames,
  listVouched,
  readAttachment,
  readEnvelope,
  readRecord,
  readVoucher,
  type Listing,
  type Shelf,
} from './shelf.ts'
import { filesOf, write } from './write.ts'

export interface GitLedgerOptions extends Patience {
  /** URL or path of the repository; credentials in it are refused. */
  readonly remote: string
  readonly branch: string
  /**
   * Where objects are kept that were fetched: made when it is not there, reused when it is, by several processes
   * at once if need be. It may be removed whenever no process uses it.
   */
  readonly folder: string
  /** Git's settings for calls that reach the remote, such as `http.<url>.extraheader`. Git gets them by its environment. */
  readonly config?: ReadonlyArray<readonly [key: string, value: string]>
  /** Transports that git may use, with `:` between them; `https:ssh:file` by default. */
  readonly protocols?: string
}

/**
 * A ledger on a branch of a git repository (DESIGN §4): the layout of a folder ledger at the branch's top, one new
 * commit for each record, and a push that the server refuses if the branch moved meanwhile. It needs nothing but
 * git: the same for github.com, GHES or a bare folder. A branch that is not there is an empty ledger; a
 * repository that cannot be reached is not.
 *
 * `append` and `vouch` throw {@link UserError} `ledger-unwritable` (refused for good), `ledger-busy` (others were always
 * faster) or `ledger-unreachable` (no answer, and nothing stored as far as can be seen), and like `ids`
 * `ledger-unreadable`.
 *
 * @throws {UserError} `ledger-branch`, `ledger-credentials`
 */
export function gitLedger(options: GitLedgerOptions): Ledger & Vouchers {
  return openGitLedger(options).ledger
}

/** As {@link gitLedger}, with the names that lie on the branch, for verifying it. */
export function openGitLedger(options: GitLedgerOptions): {
  ledger: Ledger & Vouchers
  listing: () => Promise<Listing>
} {
  const remote = remoteOf(options)
  const shelf: Shelf = {
    remote,
    branch: openBranch(remote, options),
    blobs: openBlobs(remote, options),
    patience: options,
    listed: false,
    together: new Map(),
  }
  const attachment = (digest: Digest): Promise<Found<Uint8Array>> => readAttachment(shelf, digest)
  let writing: Promise<unknown> = Promise.resolve()
  // One after the other: two writers in one process would only race with each other.
  const inTurn = async (
    wanted: ReadonlyMap<string, Uint8Array>,
    message: string,
  ): Promise<void> => {
    const turn = writing.then(() => write(shelf, wanted, message))
    writing = turn.catch(() => undefined)
    await turn
  }
  const ledger: Ledger & Vouchers = {
    record: (id) => readRecord(shelf, id),
    envelope: (id) => readEnvelope(shelf, id),
    attachment,
    ids: () => listIds(shelf),
    async append(record, attachments, envelope) {
      await checkWhole(record, attachments, attachment)
      await inTurn(filesOf(record, attachments, envelope), `Record ${record.id}\n`)
    },
    voucher: (digest) => readVoucher(shelf, digest),
    vouched: () => listVouched(shelf),
    vouch: (digest, voucher) =>
      inTurn(new Map([[voucherPath(digest), spell(voucher)]]), `Vouch for ${digest}\n`),
  }
  return { ledger, listing: () => listNames(shelf) }
}

function remoteOf(options: GitLedgerOptions): Remote {
  const { remote, branch, folder, config = [], protocols = 'https:ssh:file', signal } = options
  const url = checkRemote(remote, branch)
  const clone = { folder: resolve(folder), ...(signal && { signal }) }
  return { clone, url, branch, config, protocols }
}
