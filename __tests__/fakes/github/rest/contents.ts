import { refuse } from '../reply.ts'
import { git, moveRef, resolve, tryGit, writeBlob, writeCommit, writeTree } from '../state/git.ts'
import { synchronize } from '../state/pulls.ts'
import type { Repository, World } from '../state/world.ts'
import { gitCommitView } from '../views/commit.ts'
import { apiOf } from '../views/repository.ts'
import { param, text, type Call, type Handler } from './call.ts'

type View = Record<string, unknown>

interface Found {
  readonly type: 'file' | 'dir' | 'symlink' | 'submodule'
  readonly path: string
  readonly sha: string
  readonly size: number
}

/** What `git ls-tree` names there, or in there where the path ends in a slash. */
function listed({ folder }: Repository, commit: string, path: string): Found[] {
  const args = ['ls-tree', '-z', '--long', commit, ...(path === '/' ? [] : ['--', path])]
  const lines = git(folder, args).split('\0').slice(0, -1)
  return lines.map((line) => {
    const [facts = '', name = ''] = line.split('\t')
    const [mode = '', kind, sha = '', size] = facts.split(/ +/)
    const type = mode === '120000' ? 'symlink' : kindOf(kind)
    return { type, path: name, sha, size: Number.parseInt(size ?? '', 10) || 0 }
  })
}

function kindOf(kind: string | undefined): Found['type'] {
  if (kind === 'tree') return 'dir'
  return kind === 'commit' ? 'submodule' : 'file'
}

function entryView(world: World, repository: Repository, ref: string, found: Found): View {
  const { type, path, sha, size } = found
  const api = apiOf(world, repository)
  const html = `${world.origin}/${repository.fullName}/blob/${ref}/${encodeURI(path)}`
  const self = `${api}/contents/${encodeURI(path)}?ref=${ref}`
  const object = `${api}/git/${type === 'dir' ? 'trees' : 'blobs'}/${sha}`
  return {
    type,
    name: path.split('/').at(-1),
    path,
    sha,
    size,
    url: self,
    html_url: html,
    git_url: object,
    download_url: type === 'dir' ? null : html.replace('/blob/', '/raw/'),
    _links: { self, git: object, html },
  }
}

function fetched(call: Call): { status: number; body: unknown } {
  const { world, repository } = call
  const path = param(call, 'path').replace(/\/$/, '')
  const ref = text(call.query, 'ref') ?? repository.defaultBranch
  const commit =
    resolve(repository.folder, `refs/heads/${ref}`) ??
    resolve(repository.folder, ref) ??
    refuse(404, `No commit found for the ref ${ref}`)
  const [found] = listed(repository, commit, path)
  if (found === undefined) refuse(404, 'Not Found')
  if (found.type === 'dir') {
    const entries = listed(repository, commit, `${path}/`)
    return { status: 200, body: entries.map((one) => entryView(world, repository, ref, one)) }
  }
  const content = tryGit(repository.folder, ['cat-file', 'blob', found.sha]).stdout
  if (call.accept.includes('.raw')) return { status: 200, body: content }
  const view = entryView(world, repository, ref, found)
  // GitHub breaks the lines of its base64.
  const base64 = content.toString('base64').replaceAll(/.{1,60}/g, '$&\n')
  const more =
    found.type === 'file' ? { encoding: 'base64', content: base64 } : { target: String(content) }
  return { status: 200, body: { ...view, ...more } }
}

/** One file by one commit, if the file is still the one that `sha` names. */
function put(call: Call): { status: number; body: unknown } {
  const { world, repository, body, grant } = call
  const { folder } = repository
  const path = param(call, 'path')
  const branch = text(body, 'branch') ?? repository.defaultBranch
  const ref = `refs/heads/${branch}`
  const parent = resolve(folder, ref) ?? refuse(404, `Branch ${branch} not found`)
  const [there] = listed(repository, parent, path)
  checkSha(path, there, text(body, 'sha'))
  const sha = writeBlob(folder, decoded(String(body['content'])))
  const tree = writeTree(folder, parent, [{ path, mode: '100644', sha }])
  const message = String(body['message'])
  const commit = writeCommit(folder, { tree, parents: [parent], message, actor: grant.actor })
  if (!moveRef(folder, ref, commit, parent))
    refuse(409, `is at another commit but expected ${parent}`)
  synchronize(world, repository)
  const [file] = listed(repository, commit, path)
  return {
    status: there === undefined ? 201 : 200,
    body: {
      content: file === undefined ? null : entryView(world, repository, branch, file),
      commit: gitCommitView(world, repository, commit),
    },
  }
}

function checkSha(path: string, there: Found | undefined, sha: string | undefined): void {
  if (there?.type === 'dir') refuse(422, `${path} is a directory`)
  if (there === undefined && sha === undefined) return
  if (sha === undefined) refuse(422, `Invalid request.\n\n"sha" wasn't supplied.`)
  if (there?.sha !== sha) refuse(409, `${path} does not match ${sha}`)
}

function decoded(content: string): Buffer {
  const plain = content.replaceAll(/\s/g, '')
  const isBase64 = /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(plain) && !plain.includes('_')
  return isBase64 ? Buffer.from(plain, 'base64') : refuse(422, 'content is not valid Base64')
}

export const contents = {
  'repos/get-content': fetched,
  'repos/create-or-update-file-contents': put,
} as const satisfies Record<string, Handler>
