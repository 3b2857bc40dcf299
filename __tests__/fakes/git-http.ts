import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type GitService = 'git-upload-pack' | 'git-receive-pack'

/** One request of git, as an authorizer or a test sees it. */
export interface GitRequest {
  readonly method: string
  /** Below the served folder: `/owner/name.git/info/refs`. */
  readonly path: string
  /** What the request is for: reading or writing. Absent for files of the dumb protocol. */
  readonly service?: GitService
  readonly headers: IncomingMessage['headers']
}

/**
 * What goes wrong with a push. `effect`: whether the ref is updated all the same. `answer`: the connection is dropped
 * at once, in the middle of the answer, or the status is this one.
 */
export interface PushFault {
  readonly effect: boolean
  readonly answer: 'drop' | 'half' | number
}

export interface GitHttpOptions {
  /** Holds bare repositories. */
  readonly folder: string
  /** Called for each push that carries commands, before it has an effect. */
  readonly onPush?: (request: GitRequest) => Awaitable<PushFault | undefined>
  /** The status that refuses a request, or undefined. 401 asks for credentials. */
  readonly authorize?: (request: GitRequest) => Awaitable<number | undefined>
  /** Git's configuration on the server; filters are allowed unless it says otherwise. */
  readonly config?: ReadonlyArray<readonly [key: string, value: string]>
}

type Awaitable<T> = T | Promise<T>

export interface GitHttpServer {
  readonly url: string
  /** Everything that was asked, in order. */
  readonly requests: readonly GitRequest[]
  close(): Promise<void>
}

/** A server on a free port of this machine that speaks git's smart HTTP for all repositories of a folder. */
export async function serveGit(options: GitHttpOptions): Promise<GitHttpServer> {
  const requests: GitRequest[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    requests.push(gitRequest(request))
    answerGit(options, request, response).catch((error: unknown) => {
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
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      const closed = new Promise<void>((done) => {
        server.close(() => done())
      })
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Whether a server that speaks more than git should hand a request to {@link answerGit}. */
export function isGitRequest(request: IncomingMessage): boolean {
  return /\/(?:info\/refs\?service=git-|git-upload-pack$|git-receive-pack$)/.test(request.url ?? '')
}

/** Answers one request of git by `git http-backend`. */
export async function answerGit(
  options: GitHttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = gitRequest(request)
  const body = await buffer(request)
  const refused = await options.authorize?.(asked)
  if (refused !== undefined) return refuse(response, refused)
  const fault = isPush(asked, body) ? await options.onPush?.(asked) : undefined
  if (fault?.effect === false) return breakOff(response, fault, Buffer.from('000'))
  const answer = parseCgi(await runBackend(options, request, asked, body))
  if (fault !== undefined) return breakOff(response, fault, answer.body)
  response.writeHead(answer.status, answer.headers).end(answer.body)
}

function gitRequest(request: IncomingMessage): GitRequest {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const named = searchParams.get('service') ?? pathname.split('/').at(-1)
  const service = (['git-upload-pack', 'git-receive-pack'] as const).find((one) => one === named)
  return {
    method: request.method ?? 'GET',
    path: pathname,
    ...(service && { service }),
    headers: request.headers,
  }
}

/** A lone flush packet is git asking whether it is let in, before it sends a large body. */
function isPush({ method, service }: GitRequest, body: Buffer): boolean {
  return method === 'POST' && service === 'git-receive-pack' && body.toString('latin1') !== '0000'
}

function refuse(response: ServerResponse, status: number): void {
  const headers = status === 401 ? { 'www-authenticate': 'Basic realm="git"' } : {}
  response.writeHead(status, headers).end()
}

function breakOff(response: ServerResponse, { answer }: PushFault, body: Buffer): void {
  if (typeof answer === 'number') return void response.writeHead(answer).end()
  if (answer === 'drop') return void response.destroy()
  const headers = {
    'content-type': 'application/x-git-receive-pack-result',
    'content-length': body.length,
  }
  response.writeHead(200, headers)
  response.write(body.subarray(0, body.length >> 1), () => response.destroy())
}

async function runBackend(
  { folder, config = [] }: GitHttpOptions,
  request: IncomingMessage,
  asked: GitRequest,
  body: Buffer,
): Promise<Buffer> {
  const header = (name: string): string => String(request.headers[name] ?? '')
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      ...gitEnvironment(config),
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(asked.path),
      QUERY_STRING: new URL(request.url ?? '/', 'http://localhost').search.slice(1),
      REQUEST_METHOD: asked.method,
      CONTENT_TYPE: header('content-type'),
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
      REMOTE_USER: 'somebody',
      REMOTE_ADDR: '127.0.0.1',
    },
  })
  // The backend may refuse before it has read everything.
  child.stdin.on('error', () => undefined)
  child.stdin.end(body)
  return buffer(child.stdout)
}

function gitEnvironment(config: GitHttpOptions['config']): Record<string, string> {
  const pairs = [
    ['http.receivepack', 'true'],
    ['uploadpack.allowFilter', 'true'],
    ['safe.directory', '*'],
    // A test's temporary folder may go while git still cleans up.
    ['gc.auto', '0'],
    ['receive.autogc', 'false'],
    ...(config ?? []),
  ]
  const variables = pairs.flatMap(([key = '', value = ''], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return {
    ...Object.fromEntries(variables),
    GIT_CONFIG_COUNT: String(pairs.length),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  }
}

interface CgiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Source: RFC 3875, section 6. */
function parseCgi(output: Buffer): CgiAnswer {
  const end = output.indexOf('\r\n\r\n')
  if (end < 0) return { status: 500, headers: {}, body: output }
  const lines = output.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((text) => {
      const colon = text.indexOf(':')
      return [text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim()]
    }),
  )
  const { status = '200', ...others } = headers
  return { status: Number.parseInt(status, 10), headers: others, body: output.subarray(end + 4) }
}
