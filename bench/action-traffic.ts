import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request to a server of this process, and its whole answer. Milliseconds since 1970. */
export interface Exchange {
  readonly kind: 'api' | 'git' | 'artifacts'
  readonly method: string
  readonly path: string
  /** The client's port: the same for requests over one connection. */
  readonly connection: number
  readonly start: number
  /** Infinity while the answer is not sent. */
  end: number
}

const seen: Exchange[] = []
const open = new WeakMap<object, Exchange>()
const now = (): number => performance.timeOrigin + performance.now()

/** Writes down what Node's own servers are asked from now on. */
export function watchTraffic(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const { method = '', url = '' } = request
    const connection = request.socket.remotePort ?? 0
    const exchange = {
      kind: kindOf(url),
      method,
      path: url,
      connection,
      start: now(),
      end: Infinity,
    }
    open.set(response, exchange)
    seen.push(exchange)
  })
  subscribe('http.server.response.finish', (message) => {
    const exchange = open.get((message as { response: ServerResponse }).response)
    if (exchange !== undefined) exchange.end = now()
  })
}

/** What was asked since this was last called. */
export function takeTraffic(): Exchange[] {
  return seen.splice(0)
}

function kindOf(path: string): Exchange['kind'] {
  if (path.startsWith('/api/')) return 'api'
  return /^\/(?:twirp|storage)\//.test(path) ? 'artifacts' : 'git'
}

/** The write of a comment, if there is one. */
export function commentIn(traffic: readonly Exchange[]): Exchange | undefined {
  return traffic.find(
    ({ method, path }) => method !== 'GET' && /\/issues\/(?:\d+\/)?comments/.test(path),
  )
}

/** How many requests had to wait for the answer to another: the longest chain of exchanges that do not overlap. */
export function roundTrips(traffic: readonly Exchange[]): number {
  let trips = 0
  let free = -Infinity
  for (const { start, end } of traffic.toSorted((a, b) => a.end - b.end)) {
    if (start < free) continue
    trips += 1
    free = end
  }
  return trips
}
