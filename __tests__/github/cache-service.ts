import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** GitHub's cache service, version 2, as far as the library uses it: a small real server. */
export interface CacheService {
  /** Archives by key. */
  readonly archives: Map<string, Buffer>
  /** What was asked for, in order. */
  readonly asked: string[]
  /** What the service refuses with, if anything. */
  refusal: { readonly status: number; readonly message: string } | undefined
  readonly close: () => Promise<void>
}

/** Starts the service and sets the variables by which a runner tells actions of it. */
export async function startCacheService(): Promise<CacheService> {
  const service: CacheService = {
    archives: new Map(),
    asked: [],
    refusal: undefined,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request)
      const answer = answerTo(service, request, body, `http://127.0.0.1:${port}`)
      response.writeHead(answer.status, answer.headers)
      response.end(request.method === 'HEAD' ? undefined : answer.body)
    })()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  Object.assign(process.env, {
    ACTIONS_CACHE_SERVICE_V2: 'true',
    ACTIONS_RESULTS_URL: `http://127.0.0.1:${port}/`,
    ACTIONS_RUNTIME_TOKEN: 'a.runtime.token',
  })
  return service
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer | string
}

function answerTo(
  service: CacheService,
  request: IncomingMessage,
  body: Buffer,
  at: string,
): Answer {
  const [path = ''] = (request.url ?? '').split('?')
  if (path.startsWith('/blob/')) return blob(service, request, path, body)
  const method = path.split('/').at(-1) ?? ''
  service.asked.push(method)
  if (service.refusal !== undefined)
    return json(service.refusal.status, { code: 'x', msg: service.refusal.message })
  if (request.headers.authorization !== 'Bearer a.runtime.token') return json(401, {})
  const { key = '', version = '' } = JSON.parse(body.toString()) as Record<string, string>
  const [name, url] = [`${key} ${version}`, `${at}/blob/${key}%20${version}`]
  if (method === 'CreateCacheEntry')
    return json(200, { ok: !service.archives.has(name), signed_upload_url: url })
  if (method === 'FinalizeCacheEntryUpload') return json(200, { ok: true, entry_id: '7' })
  const ok = service.archives.has(name)
  return json(200, ok ? { ok, signed_download_url: url, matched_key: key } : { ok })
}

function blob(
  { archives }: CacheService,
  { method }: IncomingMessage,
  path: string,
  body: Buffer,
): Answer {
  const name = decodeURIComponent(path.slice('/blob/'.length))
  const headers = { etag: '"1"', 'last-modified': new Date(0).toUTCString() }
  if (method === 'PUT') {
    archives.set(name, body)
    return { status: 201, headers, body: '' }
  }
  const archive = archives.get(name) ?? Buffer.alloc(0)
  return {
    status: 200,
    headers: { ...headers, 'content-length': `${archive.length}` },
    body: archive,
  }
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
