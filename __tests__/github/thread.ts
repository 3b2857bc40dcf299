import type { Asked, Told } from './server.ts'

export interface Author {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot'
}

export const JOB: Author = { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot' }
export const APP: Author = { id: 5, login: 'our-app[bot]', type: 'Bot' }
export const PERSON: Author = { id: 9, login: 'ada', type: 'User' }

export interface Comment {
  readonly id: number
  body: string
  readonly user: Author | null
}

/** What a server does with one write: `before` it has an effect or `after`. */
export type Fault = 'none' | { readonly told: Told; readonly when: 'before' | 'after' }

/** The comments of one pull request, as GitHub keeps them for one token's owner. */
export interface Thread {
  readonly comments: Comment[]
  /** For the next writes, in turn. */
  readonly faults: Fault[]
  answer(asked: Asked): Told
  add(user: Author | null, body: string): Comment
  /** Called before each write has its effect: where somebody else comes between. */
  between: () => void
}

export function thread(me: Author): Thread {
  const comments: Comment[] = []
  let next = 100
  const add = (user: Author | null, body: string): Comment => {
    const comment = { id: next++, body, user }
    comments.push(comment)
    return comment
  }
  const self: Thread = {
    comments,
    faults: [],
    add,
    between: () => {},
    answer(asked) {
      if (asked.method === 'GET') return look(asked)
      if (asked.path.endsWith('/graphql')) {
        return { status: 200, json: { data: { viewer: { login: me.login } } } }
      }
      self.between()
      const fault = self.faults.shift() ?? 'none'
      if (fault === 'none') return write(asked)
      if (fault.when === 'before') return fault.told
      const done = write(asked)
      return typeof fault.told === 'object' ? { ...(done as object), ...fault.told } : fault.told
    },
  }
  return self

  function look({ path, query }: Asked): Told {
    if (path === '/user' && me.type === 'User') return { status: 200, json: me }
    if (path === '/user') return { status: 403, json: { message: 'Resource not accessible' } }
    const size = Number(query.get('per_page'))
    const first = (Number(query.get('page')) - 1) * size
    return { status: 200, json: comments.slice(first, first + size) }
  }

  function write({ method, path, body }: Asked): Told {
    const text = (body as { body?: string } | undefined)?.body ?? ''
    if (method === 'POST') return { status: 201, json: add(me, text) }
    const index = comments.findIndex(({ id }) => path.endsWith(`/${id}`))
    const comment = comments[index]
    if (comment === undefined) return { status: 404, json: { message: 'Not Found' } }
    if (method === 'DELETE') {
      comments.splice(index, 1)
      return { status: 204 }
    }
    comment.body = text
    return { status: 200, json: comment }
  }
}

/** The write had its effect, but its answer is lost. */
export const AFTER: ReadonlyArray<readonly [string, Fault]> = [
  ['a 502 after the effect', { told: { status: 502, json: {} }, when: 'after' }],
  ['a connection reset after the effect', { told: 'drop', when: 'after' }],
  ['no answer in time, after the effect', { told: 'silence', when: 'after' }],
  ['half of the answer', { told: { status: 201, half: true }, when: 'after' }],
]
/** The write did not arrive, or was refused for now. */
export const BEFORE: ReadonlyArray<readonly [string, Fault]> = [
  ['a 500', { told: { status: 500, json: {} }, when: 'before' }],
  ['a connection reset', { told: 'drop', when: 'before' }],
  ['no answer in time', { told: 'silence', when: 'before' }],
  ['403 with retry-after', limit(403, { 'retry-after': '3' })],
  ['429 with retry-after', limit(429, { 'retry-after': '3' })],
  ['403 without retry-after', limit(403, {})],
  ['429 without retry-after', limit(429, {})],
]

export function limit(status: number, headers: Readonly<Record<string, string>>): Fault {
  const json = { message: 'You have exceeded a secondary rate limit' }
  return { told: { status, json, headers }, when: 'before' }
}
