import { Refusal } from '../reply.ts'
import type { Usage, World } from '../state/world.ts'
import type { Limits } from '../types.ts'

/** What the token of a workflow has. Source: docs.github.com/rest, "Rate limits for the REST API". */
export function generousLimits(): Limits {
  const resetAt = Math.floor(Date.now() / 1000) + 3600
  return { remaining: 1000, resetAt, writesPerMinute: 80, status: 403, retryAfter: 60 }
}

function usageOf(world: World, token: string): Usage {
  const known = world.usage.get(token)
  if (known !== undefined) return known
  const made = { used: 0, writes: [], blockedUntil: 0 }
  world.usage.set(token, made)
  return made
}

function startOfHour(world: World): void {
  if (Date.now() / 1000 < world.limits.resetAt) return
  world.limits = { ...world.limits, remaining: 1000, resetAt: generousLimits().resetAt }
  world.usage.clear()
}

/** Counts a request. @throws {Refusal} where it is one too many */
export function count(world: World, token: string, isWrite: boolean): void {
  startOfHour(world)
  const usage = usageOf(world, token)
  const { remaining, status } = world.limits
  if (usage.used >= remaining) {
    throw limited(status, 'API rate limit exceeded for installation.', {})
  }
  usage.used += 1
  if (isWrite) countWrite(world, usage)
}

function countWrite({ limits }: World, usage: Usage): void {
  const at = Date.now()
  if (at >= usage.blockedUntil && usage.blockedUntil > 0) {
    usage.writes = []
    usage.blockedUntil = 0
  }
  usage.writes = [...usage.writes.filter((time) => at - time < 60_000), at]
  if (usage.writes.length <= limits.writesPerMinute) return
  const seconds = limits.retryAfter
  usage.blockedUntil = at + (seconds ?? 60) * 1000
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  throw limited(
    limits.status,
    message,
    seconds === undefined ? {} : { 'retry-after': String(seconds) },
  )
}

function limited(status: number, message: string, headers: Record<string, string>): Refusal {
  const page = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api'
  return new Refusal({ status, headers, body: { message, documentation_url: page } })
}

export function limitHeaders(world: World, token: string): Record<string, string> {
  const used = world.usage.get(token)?.used ?? 0
  const { remaining, resetAt } = world.limits
  return {
    'x-ratelimit-limit': String(Math.max(1000, remaining)),
    'x-ratelimit-remaining': String(Math.max(remaining - used, 0)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(resetAt),
    'x-ratelimit-resource': 'core',
  }
}
