import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addFault } from './faults.ts'
import { facade, makeRepository } from './repository.ts'
import { generousLimits } from './rest/limits.ts'
import { API } from './rest/rest.ts'
import { serve } from './server.ts'
import { grant } from './state/tokens.ts'
import type { World } from './state/world.ts'
import type { FakeGitHub, GitHubOptions } from './types.ts'

export { ACTIONS_BOT, DEPENDABOT, person } from './state/people.ts'
export type * from './types.ts'

function newWorld({ latencyMs = 0, signedUrlMs = 600_000 }: GitHubOptions): World {
  let id = 1000
  return {
    origin: '',
    folder: realpathSync(mkdtempSync(join(tmpdir(), 'reprise-github-'))),
    latencyMs,
    signedUrlMs,
    nextId: () => (id += 1),
    repositories: new Map(),
    grants: new Map(),
    jobs: new Map(),
    blobs: new Map(),
    signatures: new Map(),
    faults: [],
    requests: [],
    problems: [],
    limits: generousLimits(),
    usage: new Map(),
  }
}

/**
 * A GitHub for tests on a free port of this machine: a part of the REST API, git over HTTP, and the services for
 * artifacts and caches. Commits are real commits in bare repositories. Every request and every answer is checked
 * against GitHub's OpenAPI description. It answers from this process: a program that talks to it must not be waited
 * for in a way that blocks, as `execFileSync` does.
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<FakeGitHub> {
  const world = newWorld(options)
  const sockets = new Set<Socket>()
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    serve(world, request, response).catch((error: unknown) => {
      // A client that went away before it had asked is no failure of the fake.
      if (request.complete) world.problems.push(`the fake failed: ${String(error)}`)
      response.destroy(error as Error)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready)
  })
  const { port } = server.address() as AddressInfo
  world.origin = `http://127.0.0.1:${port}`
  return {
    url: world.origin,
    serverUrl: `http://github.localhost:${port}`,
    apiUrl: `${world.origin}${API}`,
    requests: world.requests,
    problems: world.problems,
    repository: (wanted) => facade(world, makeRepository(world, wanted)),
    token: (actor, permissions, repositories) => grant(world, actor, permissions, repositories),
    fail: (fault) => addFault(world, fault),
    limit: (limits) => {
      world.limits = { ...world.limits, ...limits }
      world.usage.clear()
    },
    async close() {
      await stop(server, sockets)
      rmSync(world.folder, { recursive: true, force: true })
    },
  }
}

/** At once, whoever waits for an answer. */
async function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((done) => {
    server.close(() => done())
  })
  for (const socket of sockets) socket.destroy()
  await closed
}
