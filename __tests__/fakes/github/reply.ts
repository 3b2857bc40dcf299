/** An answer before it is sent: JSON, unless the body is bytes or text. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A request with its whole body. */
export interface Incoming {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** Thrown by what handles a request, where GitHub would answer with an error. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`answered with ${reply.status}`)
    this.reply = reply
  }
}

const DOCUMENTATION = 'https://docs.github.com/rest'

export function refuse(status: number, message: string): never {
  const body = { message, documentation_url: DOCUMENTATION }
  // A 422 is another kind of error: it has no status in its body.
  const said = status === 422 ? body : { ...body, status: String(status) }
  throw new Refusal({ status, body: said })
}

/** GitHub's answer to a value that has the right shape and is wrong all the same. */
export function invalid(resource: string, field: string, code: string, message?: string): never {
  const error = { resource, field, code, ...(message === undefined ? {} : { message }) }
  const body = {
    message: 'Validation Failed',
    errors: [error],
    documentation_url: DOCUMENTATION,
  }
  throw new Refusal({ status: 422, body })
}

/** What `run` answers, be it by a refusal. */
export function answered(run: () => Reply): Reply {
  try {
    return run()
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}
