import { createHash, randomBytes } from 'node:crypto'
import { Refusal, type Incoming, type Reply } from '../reply.ts'
import type { Blob, Signature, World } from '../state/world.ts'

/**
 * The part of Azure's blob storage that uploads and downloads use.
 * Source: learn.microsoft.com/rest/api/storageservices, "Put Blob", "Put Block", "Put Block List", "Get Blob"
 */
export const BLOBS = '/storage/container/'

export function newBlob(world: World): string {
  const name = randomBytes(12).toString('hex')
  world.blobs.set(name, {
    blocks: new Map(),
    contentType: 'application/octet-stream',
    content: undefined,
  })
  return name
}

/** An address that can be used without a token, for a while. */
export function signed(world: World, blob: string, access: 'r' | 'w'): string {
  const signature = randomBytes(16).toString('hex')
  const until = Date.now() + world.signedUrlMs
  world.signatures.set(signature, { blob, access, until })
  const query = new URLSearchParams({
    se: new Date(until).toISOString(),
    sp: access,
    sig: signature,
  })
  return `${world.origin}${BLOBS}${blob}?${query.toString()}`
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

export function blobOperation(incoming: Incoming): string {
  if (incoming.method !== 'PUT') return `blob/${incoming.method.toLowerCase()}`
  return { block: 'blob/block', blocklist: 'blob/commit' }[comp(incoming)] ?? 'blob/put'
}

function comp({ url }: Incoming): string {
  return url.searchParams.get('comp') ?? ''
}

export function blobAnswer(world: World, incoming: Incoming): Reply {
  const name = incoming.url.pathname.slice(BLOBS.length)
  const signature = world.signatures.get(incoming.url.searchParams.get('sig') ?? '')
  const blob = world.blobs.get(name)
  if (blob === undefined || !isAllowed(signature, name, incoming.method)) return refused()
  return incoming.method === 'PUT' ? written(blob, incoming) : read(blob, incoming)
}

function isAllowed(signature: Signature | undefined, name: string, method: string): boolean {
  if (signature?.blob !== name || Date.now() > signature.until) return false
  return signature.access === (method === 'PUT' ? 'w' : 'r')
}

function refused(): Reply {
  const code = 'AuthenticationFailed'
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`
  return {
    status: 403,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
    body,
  }
}

function written(blob: Blob, incoming: Incoming): Reply {
  const { url, body, headers } = incoming
  const type = headers['x-ms-blob-content-type'] ?? headers['content-type']
  if (comp(incoming) === 'block') {
    blob.blocks.set(url.searchParams.get('blockid') ?? '', body)
  } else if (comp(incoming) === 'blocklist') {
    const names = [...body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)]
    blob.content = Buffer.concat(names.map(([, id = '']) => blockOf(blob, id)))
    blob.contentType = headers['x-ms-blob-content-type'] ?? blob.contentType
  } else {
    blob.content = body
    blob.contentType = type ?? blob.contentType
  }
  return { status: 201, headers: tags(body), body: '' }
}

function blockOf({ blocks }: Blob, id: string): Buffer {
  const found = blocks.get(id)
  if (found !== undefined) return found
  throw new Refusal({ status: 400, headers: { 'x-ms-error-code': 'InvalidBlockList' }, body: '' })
}

function read({ content, contentType }: Blob, { headers }: Incoming): Reply {
  if (content === undefined) return { status: 404, headers: { 'x-ms-error-code': 'BlobNotFound' } }
  const shared = { ...tags(content), 'content-type': contentType, 'accept-ranges': 'bytes' }
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers['x-ms-range'] ?? headers['range'] ?? '')
  if (range === null) return { status: 200, headers: shared, body: content }
  const first = Number(range[1])
  const last = Math.min(range[2] === '' ? Infinity : Number(range[2]), content.length - 1)
  const part = content.subarray(first, last + 1)
  const where = { 'content-range': `bytes ${first}-${last}/${content.length}` }
  return { status: 206, headers: { ...shared, ...where }, body: part }
}

function tags(content: Buffer): Record<string, string> {
  return {
    etag: `"0x${sha256(content).slice(0, 15).toUpperCase()}"`,
    'last-modified': new Date().toUTCString(),
    'x-ms-request-id': randomBytes(16).toString('hex'),
    'x-ms-version': '2025-11-05',
    'x-ms-blob-type': 'BlockBlob',
  }
}
