import { request } from '@octokit/request'
import { setImmediate as nextTurn, setTimeout as sleepFor } from 'node:timers/promises'
import { UserError } from '../record/error.ts'
import type { GitHubError } from './error.ts'
import { followProxy, type ProxyEnvironment } from './proxy.ts'
import { reasonOf } from './reason.ts'
import { refusalError, secondsBefore, unreachableError, type Refusal } from './refusal.ts'

/** A repository's name on GitHub. */
export interface Repo {
  readonly owner: string
  readonly name: string
}

/** GitHub's REST API for one token. Every error is a {@link GitHubError}, or the signal's reason. */
export interface GitHub {
  /**
   * Octokit's typed request. Reads are tried again where that can help; writes never: see `verifiedWrite`.
   * An answer that should be JSON and is not (half a body) is `github-unreachable`.
   */
  readonly request: typeof request
  /** Requests sent so far. */
  readonly calls: number
  /** Waits so many seconds, saying why; ends early with the signal's reason. */
  readonly pause: (why: string, seconds: number) => Promise<void>
  /** Sent with calls to other hosts, such as the one that holds artifacts. */
  readonly signal: AbortSignal | undefined
  /** Whether the token belongs to an app, as a job's own does; such a token cannot ask who it is. */
  readonly isInstallation: boolean
}

export interface GitHubOptions {
  /** `https://api.github.com`, or a server's own `…/api/v3`. */
  readonly apiUrl: string
  readonly token: string
  readonly signal?: AbortSignal | undefined
  /** Told before each wait that a limit or an error makes necessary. */
  readonly onWait?: ((why: string, seconds: number) => void) | undefined
  /** Longest time for one request and its answer, in milliseconds. */
  readonly timeout?: number | undefined
  /** The job's environment: a proxy that it names is used by this process from now on. */
  readonly environment?: ProxyEnvironment | undefined
  /** Seconds since 1970. */
  readonly clock?: (() => number) | undefined
  readonly sleep?: ((seconds: number, signal?: AbortSignal) => Promise<void>) | undefined
}

/** How often one read is sent. */
const TRIES = 5
/** The longest that one read waits in all, in seconds; who needs longer is better told so. */
const PATIENCE = 15 * 60
const TIMEOUT = 30_000

/** @throws {UserError} `github-token`, `github-url` */
export function openGitHub(options: GitHubOptions): GitHub {
  const { signal, onWait, timeout = TIMEOUT } = options
  const token = checkToken(options.token)
  const baseUrl = checkUrl(options.apiUrl)
  followProxy(options.environment ?? {})
  const sleep = options.sleep ?? realSleep
  const clock = options.clock ?? (() => Date.now() / 1000)
  let calls = 0

  async function pause(why: string, seconds: number): Promise<void> {
    onWait?.(why, seconds)
    await sleep(seconds, signal)
    signal?.throwIfAborted()
  }

  async function once(send: Send, call: string, parameters: Parameters): Promise<Answer> {
    // `fetch` gives a connection free one turn after its answer: at once, a request would open another one.
    await nextTurn()
    signal?.throwIfAborted()
    const limit = AbortSignal.timeout(timeout)
    const both = signal === undefined ? limit : AbortSignal.any([signal, limit])
    calls += 1
    const inner = { ...parameters.request, hook: undefined, signal: both }
    try {
      const answer = await send({ ...parameters, request: inner })
      signal?.throwIfAborted()
      if (isHalf(answer)) throw new Error('the answer ended too early')
      return answer
    } catch (error) {
      signal?.throwIfAborted()
      const why = limit.aborted ? `nothing came within ${timeout / 1000} s` : whyOf(error, token)
      const { response } = error as { response?: Refusal }
      if (response === undefined) throw unreachableError(call, why)
      throw refusalError(call, redacted(response, token), clock())
    }
  }

  async function hook(send: Send, parameters: Parameters): Promise<Answer> {
    const call = callOf(send, parameters, baseUrl)
    let waited = 0
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(send, call, parameters)
      } catch (error) {
        const seconds = parameters.method === 'GET' ? secondsBefore(error, attempt) : undefined
        if (seconds === undefined || attempt === TRIES || waited + seconds > PATIENCE) throw error
        waited += seconds
        await pause((error as GitHubError).message, seconds)
      }
    }
  }

  const bound = request.defaults({
    baseUrl,
    headers: {
      'user-agent': 'reprise',
      'x-github-api-version': '2022-11-28',
      ...(token === '' ? {} : { authorization: `token ${token}` }),
    },
    request: { hook, log: { warn: () => {} } },
  })
  return {
    request: bound,
    pause,
    signal,
    isInstallation: token.startsWith('ghs_'),
    get calls() {
      return calls
    },
  }
}

type Send = typeof request
interface Parameters {
  readonly method: string
  readonly url: string
  readonly request?: object
}
interface Answer {
  readonly status: number
  readonly data: unknown
}

/** Every body that this program asks for through octokit is JSON; octokit hands over as text what did not parse. */
function isHalf({ status, data }: Answer): boolean {
  return status >= 200 && status < 300 && status !== 204 && typeof data === 'string'
}

/** Method and path, as far as a person needs it. */
function callOf(send: Send, parameters: Parameters, baseUrl: string): string {
  const { method, url } = send.endpoint({ ...parameters })
  const path = url.startsWith(baseUrl) ? url.slice(baseUrl.length) : new URL(url).pathname
  return `${method} ${path.replace(/\?.*$/s, '')}`
}

function whyOf(error: unknown, token: string): string {
  const why = reasonOf(error)
  return token === '' ? why : why.replaceAll(token, '***')
}

/** A server that repeats what it was sent must not bring the token into a log. */
function redacted(response: Refusal, token: string): Refusal {
  const message = (response.data as { message?: unknown } | null | undefined)?.message
  if (token === '' || typeof message !== 'string') return response
  return { ...response, data: { message: message.replaceAll(token, '***') } }
}

function checkToken(written: string): string {
  const token = written.trim()
  if (/^[\u0021-\u007e]*$/.test(token)) return token
  throw new UserError(
    'github-token',
    'the token holds characters that no token has',
    'Pass the token alone, on one line.',
  )
}

function checkUrl(written: string): string {
  const url = URL.parse(written)
  const isPlain = url !== null && url.username === '' && url.search === '' && url.hash === ''
  if (isPlain && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '')
  throw new UserError(
    'github-url',
    "the address of GitHub's API is none",
    'GITHUB_API_URL should be as https://api.github.com.',
  )
}

async function realSleep(seconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleepFor(seconds * 1000, undefined, signal && { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
