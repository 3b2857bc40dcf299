import { randomBytes } from 'node:crypto'
import type { Needs } from '../needs.ts'
import type { Access, Actor, Permissions, Scope } from '../types.ts'
import type { Grant, Repository, World } from './world.ts'

export function grant(
  world: World,
  actor: Actor,
  permissions: Permissions,
  repositories?: readonly { readonly fullName: string }[],
): string {
  const token = `${actor.type === 'Bot' ? 'ghs' : 'github_pat'}_${randomBytes(18).toString('hex')}`
  const names = repositories && new Set(repositories.map(({ fullName }) => fullName))
  world.grants.set(token, { actor, permissions, repositories: names })
  return token
}

/** The token of an `Authorization` header: `Bearer`, `token`, or the password of git's basic credentials. */
export function tokenOf(header: string | undefined): string {
  const [scheme = '', value = ''] = (header ?? '').trim().split(/ +/)
  if (scheme.toLowerCase() !== 'basic') return value
  const decoded = Buffer.from(value, 'base64').toString()
  return decoded.slice(decoded.indexOf(':') + 1)
}

export function sees(grant: Grant | undefined, repository: Repository): boolean {
  if (!repository.private) return true
  return grant !== undefined && covers(grant, repository)
}

function covers({ repositories }: Grant, { fullName }: Repository): boolean {
  return repositories?.has(fullName) ?? true
}

export function may(grant: Grant, repository: Repository | undefined, needs: Needs): boolean {
  const outside = repository !== undefined && !covers(grant, repository)
  const has = (scope: Scope): Access | undefined => {
    // Of other repositories a token reads what is public.
    if (outside || scope === 'metadata') return 'read'
    return grant.permissions[scope]
  }
  return needs.some((need) =>
    Object.entries(need).every(([scope, access]) => {
      const given = has(scope as Scope)
      return given === 'write' || given === access
    }),
  )
}

/** The header that names what would have been enough: `issues=write; pull_requests=write`. */
export function acceptedPermissions(needs: Needs): string {
  const one = (need: Permissions): string =>
    Object.entries(need)
      .map(([scope, access]) => `${scope.replaceAll('-', '_')}=${access}`)
      .join(',')
  return needs.map(one).join('; ')
}
