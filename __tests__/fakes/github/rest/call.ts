import type { Grant, Repository, World } from '../state/world.ts'
import type { Reply } from '../reply.ts'
import { refuse } from '../reply.ts'

/** A request that was found valid and allowed. */
export interface Call {
  readonly world: World
  /** Where the path names one. */
  readonly repository: Repository
  readonly grant: Grant
  readonly token: string
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
  readonly accept: string
  /** As the client wrote it. */
  readonly url: URL
}

export type Handler = (call: Call) => Reply

/** A parameter of the path. */
export function param(call: Call, name: string): string {
  return String(call.params[name])
}

export function text(values: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** The one of that id; 404 where there is none. */
export function byId<T extends { readonly id: number }>(
  call: Call,
  from: readonly T[],
  name: string,
): T {
  return from.find(({ id }) => String(id) === param(call, name)) ?? refuse(404, 'Not Found')
}

/**
 * One page of a list. `key`: the list is a property, beside the number of all.
 * Source: docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function paged<T>(
  call: Call,
  items: readonly T[],
  view: (item: T) => unknown,
  key?: string,
): Reply {
  const size = Math.min(Math.max(Number(call.query['per_page'] ?? 30), 1), 100)
  const page = Math.max(Number(call.query['page'] ?? 1), 1)
  const last = Math.max(Math.ceil(items.length / size), 1)
  const shown = items.slice((page - 1) * size, page * size).map(view)
  const links = [
    ...(page > 1 ? [link(call.url, Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(call.url, page + 1, 'next'), link(call.url, last, 'last')] : []),
    ...(page > 1 ? [link(call.url, 1, 'first')] : []),
  ]
  return {
    status: 200,
    headers: links.length === 0 ? {} : { link: links.join(', ') },
    body: key === undefined ? shown : { total_count: items.length, [key]: shown },
  }
}

function link(url: URL, page: number, rel: string): string {
  const other = new URL(url)
  other.searchParams.set('page', String(page))
  return `<${other.href}>; rel="${rel}"`
}
