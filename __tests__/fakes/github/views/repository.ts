import { filled, narrowed } from '../openapi/fill.ts'
import type { Schema } from '../openapi/schema.ts'
import type { Repository, World } from '../state/world.ts'
import type { Actor } from '../types.ts'

type View = Record<string, unknown>

/** GitHub's global ids are opaque; these are unique. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url')
}

export function apiOf(world: World, { fullName }: Repository): string {
  return `${world.origin}/api/v3/repos/${fullName}`
}

export function userView(world: World, actor: Actor, component = 'simple-user'): View {
  const app = actor.type === 'Bot' ? `apps/${actor.login.replace('[bot]', '')}` : actor.login
  return filled(component, {
    login: actor.login,
    id: actor.id,
    node_id: nodeId('User', actor.id),
    gravatar_id: '',
    type: actor.type,
    site_admin: false,
    url: `${world.origin}/api/v3/users/${actor.login}`,
    html_url: `${world.origin}/${app}`,
  })
}

/** `component`: how wide the view is, such as `full-repository` or `minimal-repository`. */
export function repositoryView(
  world: World,
  repository: Repository,
  component: string | Schema,
): View {
  const { id, name, fullName, owner, parent, createdAt } = repository
  const html = `${world.origin}/${fullName}`
  return narrowed(component, {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: fullName,
    owner: userView(world, owner),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    html_url: html,
    url: apiOf(world, repository),
    clone_url: `${html}.git`,
    fork: parent !== undefined,
    default_branch: repository.defaultBranch,
    created_at: createdAt,
    updated_at: createdAt,
    pushed_at: createdAt,
    description: null,
    ...(parent && component === 'full-repository'
      ? {
          parent: repositoryView(world, parent, 'repository'),
          source: repositoryView(world, parent, 'repository'),
        }
      : {}),
  })
}
