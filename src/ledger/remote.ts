import { isAbsolute, resolve } from 'node:path'
import type { GitOptions } from '../git/git.ts'
import { line } from '../git/output.ts'
import { UserError } from '../record/error.ts'
import { fetchApart, keepFetched, onBench, type Clone } from './clone.ts'
import { failureOf, type Failure } from './failure.ts'

/** A branch of a repository elsewhere, and the clone that its objects come to. */
export interface Remote {
  readonly clone: Clone
  /** A URL, or an absolute path; never with credentials. */
  readonly url: string
  readonly branch: string
  /** Settings for calls that reach the remote: authentication. */
  readonly config: ReadonlyArray<readonly [key: string, value: string]>
  readonly protocols: string
}

export class RemoteFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.why)
    this.failure = failure
  }
}

/** No user has a remote of this name, whose settings git would mix with ours. */
const NAME = 'reprise-ledger'
const PLAIN_FETCH = ['--quiet', '--no-tags', '--no-write-fetch-head', '--recurse-submodules=no']
/** Git then takes it for granted that blobs may be elsewhere. */
const PARTIAL = [
  [`remote.${NAME}.promisor`, 'true'],
  [`remote.${NAME}.partialclonefilter`, 'blob:none'],
  ['fetch.negotiationAlgorithm', 'noop'],
  ['fetch.unpackLimit', '1'],
] as const
const BRANCH = /^(?!.*(?:\.\.|\/\/|\.lock(?:\/|$)|\/\.|[./]$))[A-Za-z0-9_][\w./-]*$/

/** @throws {UserError} `ledger-branch`, `ledger-credentials` */
export function checkRemote(url: string, branch: string): string {
  if (!BRANCH.test(branch)) {
    throw new UserError(
      'ledger-branch',
      `${JSON.stringify(branch)} is no name for the ledger's branch`,
      'Use letters, digits, `-`, `_`, `.` and `/`, such as `reprise`.',
    )
  }
  const [, scheme, user] = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?/i.exec(url) ?? []
  // An address is part of a command line, which everybody on the machine can read.
  if (user !== undefined && (user.includes(':') || /^https?$/i.test(scheme ?? ''))) {
    throw new UserError(
      'ledger-credentials',
      "the address of the ledger's repository holds credentials",
      'Remove them from the address; give them by a credential helper or an `http.extraheader`.',
    )
  }
  const isElsewhere = scheme !== undefined || /^[^/.][^/]*:/.test(url)
  return isElsewhere || isAbsolute(url) ? url : resolve(url)
}

/** The commit that the branch is at, or undefined: the branch is not there. @throws {RemoteFailure} */
export async function findTip(remote: Remote): Promise<string | undefined> {
  const ref = `refs/heads/${remote.branch}`
  return onBench(remote.clone, async (bench) => {
    const result = await bench.run(['ls-remote', '--quiet', NAME, ref], reach(remote))
    if (result.code !== 0) throw failed(remote, result.stderr)
    const rows = line(result.stdout).split('\n')
    const id = rows.map((row) => row.split('\t')).find(([, name]) => name === ref)?.[0]
    if (id !== undefined && id.length !== 40) throw foreignFormat()
    return id
  })
}

/** Brings a commit and its trees, as far as they are not here yet; blobs stay away if the server can leave them out. */
export async function fetchCommit(remote: Remote, commit: string): Promise<void> {
  await fetch(remote, ['--depth=1', '--filter=blob:none', NAME, commit], '', Infinity)
}

/**
 * Brings blobs, all of them in one request. Git cannot ask for their sizes before; it is stopped when what
 * came has more than `most` bytes.
 *
 * @throws {RemoteFailure} also when the server lacks one
 */
export async function fetchBlobs(
  remote: Remote,
  ids: readonly string[],
  most: number,
): Promise<void> {
  await fetch(remote, ['--filter=blob:none', '--stdin', NAME], ids.join('\n'), most)
}

/**
 * Moves the branch from `parent` (undefined: it is not there yet) to `commit`, whose first parent that is.
 *
 * @throws {RemoteFailure}
 */
export async function push(
  remote: Remote,
  commit: string,
  parent: string | undefined,
): Promise<void> {
  const ref = `refs/heads/${remote.branch}`
  const quiet = ['--no-verify', '--no-signed', '--no-follow-tags', '--recurse-submodules=no']
  // With the lease the branch moves from exactly this commit or not at all, also where it was deleted meanwhile.
  const lease = `--force-with-lease=${ref}:${parent ?? ''}`
  await onBench(
    remote.clone,
    async (bench) => {
      const args = ['push', '--porcelain', ...quiet, lease, NAME, `${commit}:${ref}`]
      const { code, stdout, stderr } = await bench.run(args, reach(remote))
      if (code !== 0) throw failed(remote, `${stdout.toString()}\n${stderr}`)
    },
    parent,
  )
}

async function fetch(
  remote: Remote,
  args: readonly string[],
  input: string,
  most: number,
): Promise<void> {
  await onBench(remote.clone, async (bench) => {
    const { env, config } = reach(remote)
    const { apart, result } = await fetchApart(remote.clone, bench, most, {
      args: ['fetch', ...PLAIN_FETCH, ...args],
      input,
      env,
      config: [...config, ...PARTIAL],
    })
    if (result === undefined) throw tooMuch(most)
    if (result.code !== 0) throw failed(remote, result.stderr)
    await keepFetched(remote.clone, apart)
  })
}

function reach({ url, config, protocols }: Remote): Required<Pick<GitOptions, 'env' | 'config'>> {
  return {
    // Nobody is there to answer a question.
    env: { GIT_ALLOW_PROTOCOL: protocols, GIT_ASKPASS: '' },
    config: [
      [`remote.${NAME}.url`, url],
      ['protocol.version', '2'],
      ['gc.auto', '0'],
      ['maintenance.auto', 'false'],
      // A server that sends nothing for two minutes will send nothing any more.
      ['http.lowSpeedLimit', '1'],
      ['http.lowSpeedTime', '120'],
      ...config,
    ],
  }
}

function failed({ config }: Remote, output: string): RemoteFailure {
  const values = config.map(([, value]) => value)
  // Of `Authorization: Basic …` also the last word alone.
  const words = values.map((value) => value.split(' ').at(-1) ?? '')
  return new RemoteFailure(
    failureOf(
      output,
      [...values, ...words].filter((secret) => secret.length > 7),
    ),
  )
}

function tooMuch(most: number): RemoteFailure {
  return new RemoteFailure({ kind: 'refused', why: `more than ${most} bytes came` })
}

function foreignFormat(): RemoteFailure {
  return new RemoteFailure({
    kind: 'refused',
    why: 'the repository names its objects by SHA-256, which is not supported',
  })
}
