import { setTimeout as sleep } from 'node:timers/promises'
import { findCommit } from './commits.ts'
import { git, type GitOptions } from './git.ts'

/** Where objects come from, and what opens the door. */
export interface Remote {
  readonly url: string
  /** Configuration of the calls that talk to it, such as `http.<url>.extraheader`; never written to a file. */
  readonly config: ReadonlyArray<readonly [key: string, value: string]>
  /** Protocols that git may use for it, as in `GIT_ALLOW_PROTOCOL`. */
  readonly protocols: string
}

/** How often a fetch is tried, and the pause before the second try in milliseconds; each later one is twice as long. */
const TRIES = 3
const PAUSE = 2000

/** Nobody is there to answer a question, and a server that sends nothing for a minute will send nothing any more. */
function reaching({ config, protocols }: Remote): Pick<GitOptions, 'config' | 'env'> {
  return {
    config: [
      ...config,
      ['fetch.recurseSubmodules', 'false'],
      ['http.lowSpeedLimit', '1'],
      ['http.lowSpeedTime', '60'],
    ],
    env: { GIT_ALLOW_PROTOCOL: protocols, GIT_ASKPASS: '' },
  }
}

/**
 * Brings one commit's files (not its history) into a repository that lacks it. Nothing is checked out and no ref moves.
 *
 * @param ref what to ask for where a server does not give commits by their id: `refs/pull/7/merge`
 * @returns whether the commit is there now, and if not what git said
 */
export async function fetchCommit(
  root: string,
  remote: Remote,
  commit: string,
  ref: string = commit,
  signal?: AbortSignal,
): Promise<{ readonly there: boolean; readonly why: string }> {
  const args = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head']
  const options = { ...reaching(remote), accept: [0, 1, 128], ...(signal && { signal }) }
  let why = ''
  for (let attempt = 1; ; attempt += 1) {
    if ((await findCommit(root, commit)) !== undefined) return { there: true, why: '' }
    if (attempt > TRIES) return { there: false, why }
    if (attempt > 1) await sleep(PAUSE * 2 ** (attempt - 2), undefined, signal && { signal })
    const { code, stderr } = await git(root, [...args, remote.url, ref], options)
    why = stderr.trimEnd().split('\n').at(-1) ?? ''
    // A server that knows the commit not, or not us, will not know it in two seconds either.
    if (code === 0 || REFUSED.test(stderr)) attempt = TRIES
  }
}

const REFUSED = /not our ref|couldn't find remote ref|not found|authentication|denied|\b40[134]\b/i

/** The commit that a ref of a remote names; undefined where it has no such ref. @throws {UserError} `git-failed` */
export async function remoteRef(
  root: string,
  remote: Remote,
  ref: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { stdout } = await git(root, ['ls-remote', '--quiet', remote.url, ref], {
    ...reaching(remote),
    ...(signal && { signal }),
  })
  // Git takes the name for the end of one: a branch `x/refs/pull/7/merge` would be listed, too.
  const lines = stdout
    .toString()
    .split('\n')
    .map((text) => text.split('\t'))
  return lines.find(([, name]) => name === ref)?.[0]
}
