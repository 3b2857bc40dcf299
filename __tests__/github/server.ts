import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openGitHub, type GitHub, type GitHubOptions } from '../../src/github/client.ts'

/** A request as a test sees it. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  /** Parsed JSON, or undefined. */
  readonly body: unknown
}

/** An answer; or the connection is dropped, or stays silent. */
export type Told =
  | {
      readonly status: number
      readonly json?: unknown
      readonly bytes?: Uint8Array
      readonly headers?: Readonly<Record<string, string>>
      /** Send only the first half. */
      readonly half?: boolean
    }
  | 'drop'
  | 'silence'

export interface Server {
  readonly url: string
  readonly asked: readonly Asked[]
  close(): Promise<void>
}

export async function startServer(answer: (asked: Asked) => Told): Promise<Server> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void read(request).then((one) => {
      asked.push(one)
      tell(response, answer(one))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://localhost')
  const text = Buffer.concat(chunks).toString()
  return {
    method: request.method ?? '',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  }
}

function tell(response: ServerResponse, told: Told): void {
  if (told === 'silence') return
  if (told === 'drop') {
    response.socket?.destroy()
    return
  }
  const { status, json, headers, half = false } = told
  const bytes =
    told.bytes ?? (json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json)))
  response.writeHead(status, {
    ...(status === 204 ? {} : { 'content-length': bytes.byteLength }),
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  })
  if (!half) {
    response.end(bytes)
    return
  }
  response.write(bytes.subarray(0, bytes.byteLength >> 1), () => response.socket?.destroy())
}

export const TOKEN = 'ghs_0123456789abcdef'

/** A client whose waits take no time; they are listed instead. */
export function open(
  { url }: Server,
  more: Partial<GitHubOptions> = {},
): { github: GitHub; waits: Array<{ why: string; seconds: number }> } {
  const waits: Array<{ why: string; seconds: number }> = []
  const github = openGitHub({
    apiUrl: url,
    token: TOKEN,
    onWait: (why, seconds) => waits.push({ why, seconds }),
    sleep: () => Promise.resolve(),
    timeout: 300,
    ...more,
  })
  return { github, waits }
}

export const REPO = { owner: 'octo', name: 'models' } as const
