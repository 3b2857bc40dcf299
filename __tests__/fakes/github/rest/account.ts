import { refuse } from '../reply.ts'
import { userView } from '../views/repository.ts'
import type { Call, Handler } from './call.ts'
import { limitHeaders } from './limits.ts'

/** The same numbers as in every answer's headers. */
function rates({ world, token }: Call): Record<string, unknown> {
  const headers = limitHeaders(world, token)
  const names = ['limit', 'remaining', 'used', 'reset']
  const core = Object.fromEntries(
    names.map((name) => [name, Number(headers[`x-ratelimit-${name}`])]),
  )
  return { resources: { core, search: core }, rate: core }
}

export const account = {
  // The token of an installation, such as a workflow's own, is nobody's.
  'users/get-authenticated': (call) =>
    call.grant.actor.type === 'Bot'
      ? refuse(403, 'Resource not accessible by integration')
      : { status: 200, body: userView(call.world, call.grant.actor, 'public-user') },
  'rate-limit/get': (call) => ({ status: 200, body: rates(call) }),
} as const satisfies Record<string, Handler>
