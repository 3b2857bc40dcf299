import { createHash } from 'node:crypto'
import type { Actor } from '../types.ts'

/** Who a workflow's own token is. */
export const ACTIONS_BOT: Actor = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' }
export const DEPENDABOT: Actor = { login: 'dependabot[bot]', id: 49_699_333, type: 'Bot' }

/** Somebody of that name; the same name is the same person. */
export function person(login: string): Actor {
  const id = createHash('sha256').update(login).digest().readUInt32BE(0)
  return { login, id, type: 'User' }
}

export function emailOf({ id, login }: Actor): string {
  return `${id}+${login}@users.noreply.github.com`
}
