import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import type { GitLedgerOptions } from '../../src/ledger/git.ts'
import { serveGit, type GitHttpOptions, type GitHttpServer } from '../fakes/git-http.ts'
import { temporary } from '../git/repository.ts'
import { BRANCH, remoteRepository, type RemoteRepository } from './remote.ts'

const servers: GitHttpServer[] = []
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
})

export interface Served {
  readonly repository: RemoteRepository
  readonly server: GitHttpServer
  /** Options for a handle of its own on the repository's ledger. */
  options(): GitLedgerOptions
}

/** A repository behind a server that goes when the test file ends. */
export async function served(behaviour: Omit<GitHttpOptions, 'folder'> = {}): Promise<Served> {
  const repository = remoteRepository()
  const server = await serveGit({ folder: repository.folder, ...behaviour })
  servers.push(server)
  return {
    repository,
    server,
    options: () => ({
      remote: `${server.url}/r.git`,
      branch: BRANCH,
      folder: join(temporary(), 'clone'),
      protocols: 'http',
    }),
  }
}

/** How often the server was asked for something. */
export function count({ requests }: GitHttpServer, what: RegExp): number {
  return requests.filter(({ method, path }) => what.test(`${method} ${path}`)).length
}
