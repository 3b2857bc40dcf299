import type { GitHub } from './client.ts'
import { GitHubError } from './error.ts'
import { reasonOf } from './reason.ts'
import { ANSWER_HINT, secondsBefore, unreachableError } from './refusal.ts'

const TRIES = 3
const TIMEOUT = 120_000

export interface Fetch {
  /** Bytes. */
  readonly most: number
  /** For messages. */
  readonly what: string
}

/**
 * The bytes at an address that GitHub hands out. The token is not sent there. The address is asked for again before each
 * try, for it soon expires.
 */
export async function fetchBytes(
  github: GitHub,
  address: () => Promise<string>,
  { most, what }: Fetch,
): Promise<Uint8Array | 'too large'> {
  for (let attempt = 1; ; attempt += 1) {
    const url = checkedAddress(await address(), github, what)
    try {
      return await fetchOnce(url, most, what, github.signal)
    } catch (error) {
      github.signal?.throwIfAborted()
      const seconds = secondsBefore(error, attempt)
      if (seconds === undefined || attempt === TRIES) throw error
      await github.pause((error as Error).message, seconds)
    }
  }
}

async function fetchOnce(
  url: URL,
  most: number,
  what: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | 'too large'> {
  const limit = AbortSignal.timeout(TIMEOUT)
  try {
    const both = signal === undefined ? limit : AbortSignal.any([signal, limit])
    const response = await fetch(url, { signal: both, headers: { 'user-agent': 'reprise' } })
    if (!response.ok) throw new Error(`it answered with ${response.status}`)
    return await bounded(response, most)
  } catch (error) {
    // The address is as good as a key while it lasts: it stays out of messages.
    const why = limit.aborted ? `it took more than ${TIMEOUT / 1000} s` : reasonOf(error)
    throw unreachableError(`the download of ${what}`, why)
  }
}

async function bounded(response: Response, most: number): Promise<Uint8Array | 'too large'> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > most) return 'too large'
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Only an API that itself is reached without TLS, as a test's is, may send us to such an address. */
function checkedAddress(address: string, github: GitHub, what: string): URL {
  const url = URL.parse(address)
  const own = new URL(github.request.endpoint.DEFAULTS.baseUrl).protocol
  if (url !== null && (url.protocol === 'https:' || url.protocol === own)) return url
  throw new GitHubError('github-answer', `GitHub gave no address for ${what}`, ANSWER_HINT)
}
