import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { isGitRequest } from '../git-http.ts'
import { hasEffect, takeFault } from './faults.ts'
import { gitOperation, serveRepositories } from './git-part.ts'
import { answered, type Incoming, type Reply } from './reply.ts'
import { API, restOperation } from './rest/rest.ts'
import { BLOBS, blobAnswer, blobOperation } from './results/blobs.ts'
import { twirpAnswer, twirpOperation } from './results/twirp.ts'
import { tokenOf } from './state/tokens.ts'
import type { World } from './state/world.ts'
import type { How } from './types.ts'

/** Answers one request, with what goes wrong on the way. */
export async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isGitRequest(request)) return serveGit(world, request, response)
  const incoming = await read(world, request)
  const { operation, answer } = route(world, incoming)
  log(world, request, response, operation)
  if (world.latencyMs > 0) await wait(world.latencyMs)
  const how = takeFault(world, operation)
  const reply = hasEffect(how) ? answer() : undefined
  send(response, how, reply)
}

async function serveGit(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const operation = gitOperation(request)
  log(world, request, response, operation)
  if (world.latencyMs > 0) await wait(world.latencyMs)
  const how = takeFault(world, operation)
  const isPush = operation === 'git/receive-pack' && how !== 'timeout' && how !== 'timeout-after'
  if (how !== undefined && !isPush) return send(response, how, undefined)
  await serveRepositories(world, request, response, how)
}

async function read(world: World, request: IncomingMessage): Promise<Incoming> {
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', world.origin),
    headers: request.headers as Incoming['headers'],
    body: await buffer(request),
  }
}

function route(
  world: World,
  incoming: Incoming,
): { readonly operation: string; readonly answer: () => Reply } {
  const { pathname } = incoming.url
  if (pathname.startsWith(`${API}/`)) return restOperation(world, incoming)
  if (pathname.startsWith('/twirp/')) {
    return { operation: twirpOperation(incoming), answer: () => twirpAnswer(world, incoming) }
  }
  if (pathname.startsWith(BLOBS)) {
    const answer = (): Reply => answered(() => blobAnswer(world, incoming))
    return { operation: blobOperation(incoming), answer }
  }
  const answer = (): Reply => {
    world.problems.push(`${incoming.method} ${pathname}: nothing is there`)
    return { status: 404, body: { message: 'Not Found' } }
  }
  return { operation: 'unknown', answer }
}

function log(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  operation: string,
): void {
  const path = request.url ?? '/'
  const entry = {
    operation,
    method: request.method ?? 'GET',
    path: path.startsWith(API) ? path.slice(API.length) : path,
    status: 0,
    token: tokenOf(request.headers.authorization),
  }
  world.requests.push(entry)
  // Known when it is sent whole; a client may see the end before the server says so.
  response.on('prefinish', () => (entry.status = response.statusCode))
}

function send(response: ServerResponse, how: How | undefined, reply: Reply | undefined): void {
  // Nothing comes, until the client or the test is tired of it.
  if (how === 'timeout' || how === 'timeout-after') return
  if (how === 'before' || how === 'after') return void response.destroy()
  const { status, headers, body } = typeof how === 'object' ? how : (reply ?? { status: 500 })
  const bytes = bytesOf(body)
  response.writeHead(status, {
    'x-github-request-id': randomUUID(),
    ...(isText(body) ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...headers,
    'content-length': bytes.length,
  })
  if (how !== 'half') return void response.end(bytes)
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
}

function isText(body: unknown): body is string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body)
}

function bytesOf(body: unknown): Buffer {
  if (isText(body)) return Buffer.from(body as string)
  return Buffer.from(body === undefined ? '' : JSON.stringify(body))
}
