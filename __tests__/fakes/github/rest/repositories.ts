import { refuse } from '../reply.ts'
import { resolve } from '../state/git.ts'
import { between, changes, mergeBase } from '../state/log.ts'
import { person } from '../state/people.ts'
import type { Repository } from '../state/world.ts'
import { commitView, fileView } from '../views/commit.ts'
import { apiOf, repositoryView, userView } from '../views/repository.ts'
import { param, type Call, type Handler } from './call.ts'

/** A branch, a tag, a commit or another ref. */
function commitOf({ folder }: Repository, ref: string): string {
  const found = resolve(folder, `refs/heads/${ref}`) ?? resolve(folder, ref)
  return found ?? refuse(422, `No commit found for SHA: ${ref}`)
}

function compared(call: Call): Record<string, unknown> {
  const { world, repository } = call
  const [base, head] = [param(call, 'base'), param(call, 'head')]
  const find = (ref: string): string =>
    resolve(repository.folder, `refs/heads/${ref}`) ??
    resolve(repository.folder, ref) ??
    refuse(404, 'Not Found')
  const [from, to] = [find(base), find(head)]
  const common = mergeBase(repository.folder, from, to) ?? refuse(404, `No common ancestor`)
  const ahead = between(repository.folder, from, to).toReversed()
  const behind = between(repository.folder, to, from).length
  const html = `${world.origin}/${repository.fullName}/compare/${base}...${head}`
  const ways = ahead.length === 0 ? ['identical', 'behind'] : ['ahead', 'diverged']
  return {
    url: `${apiOf(world, repository)}/compare/${base}...${head}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitView(world, repository, from),
    merge_base_commit: commitView(world, repository, common),
    status: ways[behind === 0 ? 0 : 1],
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: ahead.map((sha) => commitView(world, repository, sha)),
    files: changes(repository.folder, common, to).map((file) =>
      fileView(world, repository, to, file),
    ),
  }
}

function branchView(call: Call): Record<string, unknown> {
  const { world, repository } = call
  const branch = param(call, 'branch')
  const sha = resolve(repository.folder, `refs/heads/${branch}`) ?? refuse(404, 'Branch not found')
  const url = `${apiOf(world, repository)}/branches/${branch}`
  return {
    name: branch,
    commit: commitView(world, repository, sha),
    _links: { self: url, html: `${world.origin}/${repository.fullName}/tree/${branch}` },
    protected: false,
    protection: { enabled: false },
    protection_url: `${url}/protection`,
  }
}

function permissionView(call: Call): Record<string, unknown> {
  const { world, repository } = call
  const login = param(call, 'username')
  const known = repository.collaborators.get(login)
  const others = repository.private ? 'none' : 'read'
  const permission = known ?? (login === repository.owner.login ? 'admin' : others)
  const user = userView(world, person(login), 'nullable-collaborator')
  return { permission, role_name: permission, user: { ...user, role_name: permission } }
}

export const repositories = {
  'repos/get': (call) => ({
    status: 200,
    body: repositoryView(call.world, call.repository, 'full-repository'),
  }),
  'repos/get-branch': (call) => ({ status: 200, body: branchView(call) }),
  'repos/get-commit': (call) => {
    const sha = commitOf(call.repository, param(call, 'ref'))
    if (call.accept.includes('.sha')) return { status: 200, body: sha }
    return { status: 200, body: commitView(call.world, call.repository, sha, true) }
  },
  'repos/compare-commits': (call) => ({ status: 200, body: compared(call) }),
  'repos/get-collaborator-permission-level': (call) => ({
    status: 200,
    body: permissionView(call),
  }),
} as const satisfies Record<string, Handler>
