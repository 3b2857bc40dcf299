import { answered, Refusal, type Incoming, type Reply } from '../reply.ts'
import { tokenOf } from '../state/tokens.ts'
import type { RunningJob, World } from '../state/world.ts'
import { artifactService } from './artifact-service.ts'
import { cacheService } from './cache-service.ts'
import { code, type Message, type Method } from './message.ts'

const PREFIX = '/twirp/github.actions.results.api.v1.'

const SERVICES: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  ArtifactService: artifactService,
  CacheService: cacheService,
}

/** `ArtifactService/CreateArtifact`. */
export function twirpOperation({ url }: Incoming): string {
  return url.pathname.replace(PREFIX, '')
}

/** The services that jobs talk to with their runtime token: JSON by Twirp, with the names of protocol buffers. */
export function twirpAnswer(world: World, incoming: Incoming): Reply {
  return answered(() => {
    const [service = '', name = ''] = twirpOperation(incoming).split('/')
    const method = SERVICES[service]?.[name]
    if (incoming.method !== 'POST' || method === undefined) return unknown(world, incoming)
    const job = jobOf(world, incoming)
    const message = messageOf(world, incoming)
    const wrong = method.problems(message)
    world.problems.push(...wrong.map((problem) => `${service}/${name}: ${problem}`))
    if (wrong.length > 0) code(400, 'invalid_argument', wrong.join('; '))
    return { status: 200, body: method.answer(world, job, message) }
  })
}

function unknown(world: World, incoming: Incoming): never {
  world.problems.push(`${incoming.method} ${incoming.url.pathname}: the service has no such method`)
  return code(404, 'bad_route', 'no handler for path')
}

function jobOf(world: World, incoming: Incoming): RunningJob {
  const job = world.jobs.get(tokenOf(incoming.headers['authorization']))
  if (job === undefined) code(401, 'unauthenticated', 'invalid or expired token')
  return job
}

function messageOf(world: World, { body, headers, url }: Incoming): Message {
  const isJson = headers['content-type']?.startsWith('application/json') === true
  try {
    if (isJson) return JSON.parse(body.toString()) as Message
  } catch {
    // Answered as the rest that is not JSON.
  }
  world.problems.push(`${url.pathname}: the body is not JSON`)
  throw new Refusal({ status: 400, body: { code: 'malformed', msg: 'not JSON' } })
}
