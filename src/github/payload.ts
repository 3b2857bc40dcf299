import * as z from 'zod/mini'
import { UserError } from '../record/error.ts'
import { PLAIN_MESSAGES, spellIssue } from '../record/issue.ts'
import { GitSha, Id } from './answer.ts'
import type { Event, PullRequestEvent } from './context.ts'

/** What is read of the events' payloads (docs.github.com: webhook events and payloads); the rest is let pass. */

export type EventName = Event['name']

export const HEADS = 'refs/heads/'

const text = z.string().check(z.maxLength(1000))

const RepositoryPart = z.object({
  repository: z.nullish(z.object({ private: z.boolean(), default_branch: text })),
})

const HeadRepository = z.nullish(z.object({ id: Id, full_name: text }))

const PullRequestPayload = z.object({
  action: text,
  number: Id,
  pull_request: z.object({
    draft: z.optional(z.boolean()),
    head: z.object({ sha: GitSha, ref: text, repo: HeadRepository }),
    base: z.object({ sha: GitSha, ref: text }),
  }),
})

const MergeGroupPayload = z.object({
  merge_group: z.object({ head_sha: GitSha, base_sha: GitSha, base_ref: text }),
})

const PushPayload = z.object({ before: GitSha, after: GitSha, ref: text })

const DispatchPayload = z.object({
  inputs: z.nullish(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
})

const WorkflowRunPayload = z.object({
  workflow_run: z.object({
    id: Id,
    run_attempt: Id,
    event: text,
    path: text,
    head_sha: GitSha,
    head_branch: z.nullish(text),
    head_repository: HeadRepository,
    conclusion: z.nullish(text),
  }),
})

/** The events that Reprise knows, and how each is read. */
export const EVENTS: Readonly<Record<EventName, (json: unknown, defaultBranch: string) => Event>> =
  {
    pull_request: readPullRequest,
    merge_group(json) {
      const { merge_group: group } = check(MergeGroupPayload, json, 'merge_group')
      const baseRef = branchOf(group.base_ref) ?? group.base_ref
      return { name: 'merge_group', head: group.head_sha, base: group.base_sha, baseRef }
    },
    push(json, defaultBranch) {
      const { before, after, ref } = check(PushPayload, json, 'push')
      return { name: 'push', before, after, defaultBranch: ref === HEADS + defaultBranch }
    },
    schedule: () => ({ name: 'schedule' }),
    workflow_dispatch(json) {
      const { inputs } = check(DispatchPayload, json, 'workflow_dispatch')
      const texts = Object.entries(inputs ?? {}).map(
        ([name, value]) => [name, String(value)] as const,
      )
      return { name: 'workflow_dispatch', inputs: Object.fromEntries(texts) }
    },
    workflow_run: readWorkflowRun,
  }

function readPullRequest(json: unknown): PullRequestEvent {
  const payload = check(PullRequestPayload, json, 'pull_request')
  const { head, base, draft } = payload.pull_request
  return {
    name: 'pull_request',
    number: payload.number,
    draft: draft ?? false,
    head: {
      sha: head.sha,
      ref: head.ref,
      repositoryId: head.repo?.id,
      repository: head.repo?.full_name,
    },
    base: { sha: base.sha, ref: base.ref },
    action: payload.action,
  }
}

function readWorkflowRun(json: unknown): Event {
  const { workflow_run: run } = check(WorkflowRunPayload, json, 'workflow_run')
  return {
    name: 'workflow_run',
    run: {
      id: run.id,
      attempt: run.run_attempt,
      event: run.event,
      path: withoutRef(run.path),
      headSha: run.head_sha,
      headBranch: run.head_branch ?? undefined,
      headRepositoryId: run.head_repository?.id,
      headRepository: run.head_repository?.full_name,
      conclusion: run.conclusion ?? undefined,
    },
  }
}

/** Absent from the payload of some schedules. */
export function readRepository(json: unknown, name: EventName) {
  return check(RepositoryPart, json, name).repository
}

/** A workflow's path as some answers spell it, `…/check.yml@refs/heads/main`, without the ref. */
export function withoutRef(path: string): string {
  return path.replace(/(?<=\.ya?ml)@.*$/s, '')
}

/** A branch's name, or undefined where the ref is no branch. */
export function branchOf(ref: string): string | undefined {
  return ref.startsWith(HEADS) ? ref.slice(HEADS.length) : undefined
}

/** @throws {UserError} `event-invalid` */
export function parsePayload(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    throw invalid('its payload is not JSON')
  }
}

function check<T>(schema: z.ZodMiniType<T>, json: unknown, name: EventName): T {
  const parsed = schema.safeParse(json, PLAIN_MESSAGES)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(`the payload of ${name} has ${issue && spellIssue(issue)}`)
}

export function invalid(why: string): UserError {
  return new UserError(
    'event-invalid',
    `the event cannot be read: ${why}`,
    "This runs in a job of GitHub Actions only; on a machine of your own use Reprise's command line.",
  )
}
