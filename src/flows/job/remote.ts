import { join } from 'node:path'
import type { Remote } from '../../git/fetch.ts'
import type { Context } from '../../github/event.ts'
import { gitLedger } from '../../ledger/git.ts'
import type { Ledger, Vouchers } from '../../ledger/ledger.ts'

/** The repository that a job runs for, as git reaches it with the job's token. */
export function remoteOf(
  { serverUrl, repo }: Pick<Context, 'serverUrl' | 'repo'>,
  token: string,
): Remote {
  const url = `${serverUrl}/${repo.owner}/${repo.name}.git`
  const header = `http.${serverUrl}/.extraheader`
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  return {
    url,
    config: [
      // A machine's own way of being known is not this job's.
      ['credential.helper', ''],
      // The empty value takes away what actions/checkout may have left: of two such headers GitHub takes neither.
      [header, ''],
      ...(token === '' ? [] : [[header, `AUTHORIZATION: basic ${basic}`] as const]),
    ],
    protocols: new URL(serverUrl).protocol.replace(':', ''),
  }
}

/** The project's memory on its branch; a clone of it is kept in `folder`. */
export function openBranchLedger(
  { url, config, protocols }: Remote,
  branch: string,
  folder: string,
  signal?: AbortSignal,
): Ledger & Vouchers {
  return gitLedger({
    remote: url,
    branch,
    folder: join(folder, 'ledger.git'),
    config,
    protocols,
    ...(signal && { signal }),
  })
}
