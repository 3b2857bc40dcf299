import * as z from 'zod/mini'
import { UserError } from './error.ts'
import { PLAIN_MESSAGES, spellIssue } from './issue.ts'
import { parseJson } from './json.ts'

const text = z.string().check(z.maxLength(1000))
const commit = z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))

/**
 * Where a record came from, filled from GitHub's API and never from the record: a record is content, and says nothing of
 * how far it may be trusted (DESIGN §4).
 */
export const Envelope = z.strictObject({
  /** `owner/name` of the repository that the workflow belongs to. */
  repository: text,
  run: z.int().check(z.nonnegative()),
  attempt: z.int().check(z.positive()),
  /** `push`, `pull_request`, `schedule`, … */
  event: text,
  /** Path of the workflow's file. */
  workflow: text,
  /** The branch or tag that the run was for. */
  ref: text,
  commit,
  /** `owner/name` of the repository that the trained commit came from; absent where that is gone. */
  headRepository: z.optional(text),
  actor: text,
  /** Whether `ref` is one of those that only protected events write: the default branch, a merge queue's. */
  protectedRef: z.boolean(),
})
export type Envelope = z.infer<typeof Envelope>

/** Events that only somebody who may write to the ref itself starts. */
const PROTECTED_EVENTS = ['push', 'schedule', 'workflow_dispatch']

export type Trust = 'protected' | 'branch' | 'fork'

/** How far what a run says may be trusted: less the more people could have written what it ran. */
export function trustOf(envelope: Envelope): Trust {
  if (envelope.headRepository?.toLowerCase() !== envelope.repository.toLowerCase()) return 'fork'
  return envelope.protectedRef && PROTECTED_EVENTS.includes(envelope.event) ? 'protected' : 'branch'
}

/** @throws {UserError} `envelope-invalid` */
export function parseEnvelope(text: string, file: string): Envelope {
  const parsed = Envelope.safeParse(parseJson(text, file), PLAIN_MESSAGES)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UserError(
    'envelope-invalid',
    `${file} is no envelope: ${issue === undefined ? 'it is empty' : spellIssue(issue)}`,
    'Restore it from a copy of the ledger.',
    { file },
  )
}
