import { refuse, type Reply } from '../reply.ts'
import { resolve } from '../state/git.ts'
import { now, type Check } from '../state/world.ts'
import { checkView } from '../views/talk.ts'
import { byId, paged, param, text, type Call, type Handler } from './call.ts'

interface Output {
  readonly title?: string
  readonly summary?: string
  readonly text?: string
  readonly annotations?: readonly unknown[]
}

/** Writes what the request names; a conclusion completes the check. */
function change(check: Check, body: Call['body']): void {
  const conclusion = text(body, 'conclusion')
  const output = (body['output'] ?? {}) as Output
  check.name = text(body, 'name') ?? check.name
  check.detailsUrl = text(body, 'details_url') ?? check.detailsUrl
  check.externalId = text(body, 'external_id') ?? check.externalId
  check.startedAt = text(body, 'started_at') ?? check.startedAt
  check.status = conclusion === undefined ? (text(body, 'status') ?? check.status) : 'completed'
  check.conclusion = conclusion ?? (check.status === 'completed' ? check.conclusion : null)
  check.completedAt =
    check.status === 'completed' ? (text(body, 'completed_at') ?? check.completedAt ?? now()) : null
  check.title = output.title ?? check.title
  check.summary = output.summary ?? check.summary
  check.text = output.text ?? check.text
  // Each request adds its annotations to those of the requests before.
  check.annotations.push(...(output.annotations ?? []))
}

function shown(call: Call, status: number, check: Check): Reply {
  return { status, body: checkView(call.world, call.repository, check) }
}

function newCheck(call: Call): Check {
  const sha = String(call.body['head_sha'])
  return {
    id: call.world.nextId(),
    headSha: resolve(call.repository.folder, sha) ?? refuse(422, `No commit found for SHA: ${sha}`),
    name: '',
    status: 'queued',
    conclusion: null,
    startedAt: now(),
    completedAt: null,
    detailsUrl: null,
    externalId: '',
    title: null,
    summary: null,
    text: null,
    annotations: [],
  }
}

function listed(call: Call): Reply {
  const { folder, checks: all } = call.repository
  const ref = param(call, 'ref')
  const sha = resolve(folder, `refs/heads/${ref}`) ?? resolve(folder, ref)
  if (sha === undefined) refuse(422, `No commit found for SHA: ${ref}`)
  const name = text(call.query, 'check_name')
  const status = text(call.query, 'status')
  const found = all
    .filter((one) => one.headSha === sha)
    .filter((one) => (name ?? one.name) === one.name && (status ?? one.status) === one.status)
    .toReversed()
  const latest = found.filter((one, at) => found.findIndex((two) => two.name === one.name) === at)
  const chosen = text(call.query, 'filter') === 'all' ? found : latest
  const view = (one: Check): unknown => checkView(call.world, call.repository, one)
  return paged(call, chosen, view, 'check_runs')
}

export const checks = {
  'checks/create': (call) => {
    const check = newCheck(call)
    change(check, call.body)
    call.repository.checks.push(check)
    return shown(call, 201, check)
  },
  'checks/update': (call) => {
    const check = byId(call, call.repository.checks, 'check_run_id')
    change(check, call.body)
    return shown(call, 200, check)
  },
  'checks/get': (call) => shown(call, 200, byId(call, call.repository.checks, 'check_run_id')),
  'checks/list-for-ref': listed,
} as const satisfies Record<string, Handler>
