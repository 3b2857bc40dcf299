import { refuse } from '../reply.ts'
import {
  git,
  isAncestor,
  moveRef,
  resolve,
  writeBlob,
  writeCommit,
  writeTree,
} from '../state/git.ts'
import { synchronize } from '../state/pulls.ts'
import { gitCommitView } from '../views/commit.ts'
import { apiOf, nodeId } from '../views/repository.ts'
import { param, text, type Call, type Handler } from './call.ts'

type View = Record<string, unknown>

function refView({ world, repository }: Call, ref: string, sha: string): View {
  const api = apiOf(world, repository)
  const type = git(repository.folder, ['cat-file', '-t', sha])
  return {
    ref,
    node_id: nodeId('Ref', `${repository.id}:${ref}`),
    url: `${api}/git/${ref}`,
    object: { type, sha, url: `${api}/git/${type}s/${sha}` },
  }
}

function createBlob(call: Call): View {
  const encoding = text(call.body, 'encoding') === 'base64' ? 'base64' : 'utf8'
  const content = Buffer.from(String(call.body['content']), encoding)
  const sha = writeBlob(call.repository.folder, content)
  return { sha, url: `${apiOf(call.world, call.repository)}/git/blobs/${sha}` }
}

interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly sha?: string | null
  readonly content?: string
}

function createTree(call: Call): View {
  const { world, repository } = call
  const { folder } = repository
  const given = text(call.body, 'base_tree')
  const base =
    given && (resolve(folder, given, 'tree') ?? refuse(422, `base_tree is not a valid tree`))
  const entries = (call.body['tree'] as readonly TreeEntry[]).map(
    ({ path, mode, sha, content }) => ({
      path,
      mode,
      sha: content === undefined ? (sha ?? null) : writeBlob(folder, content),
    }),
  )
  const unknown = entries.find(
    ({ sha }) => sha !== null && resolve(folder, sha, 'object') === undefined,
  )
  if (unknown !== undefined) refuse(422, `tree.sha ${unknown.sha} is not a valid object`)
  const sha = writeTree(folder, base, entries)
  const lines = git(folder, ['ls-tree', '-z', sha]).split('\0').slice(0, -1)
  const tree = lines.map((line) => {
    const [facts = '', path = ''] = line.split('\t')
    const [mode = '', type = '', id = ''] = facts.split(' ')
    return { path, mode, type, sha: id }
  })
  return { sha, url: `${apiOf(world, repository)}/git/trees/${sha}`, tree, truncated: false }
}

function createCommit(call: Call): View {
  const { world, repository, body, grant } = call
  const { folder } = repository
  const tree =
    resolve(folder, String(body['tree']), 'tree') ?? refuse(422, 'Tree SHA does not exist')
  const parents = ((body['parents'] ?? []) as readonly string[]).map(
    (sha) =>
      resolve(folder, sha) ?? refuse(422, 'Parent SHA does not exist or is not a commit object'),
  )
  const message = String(body['message'])
  const sha = writeCommit(folder, { tree, parents, message, actor: grant.actor })
  return gitCommitView(world, repository, sha)
}

function createRef(call: Call): View {
  const { folder } = call.repository
  const ref = String(call.body['ref'])
  const sha = resolve(folder, String(call.body['sha'])) ?? refuse(422, 'Object does not exist')
  if (!/^refs\/[^/]+\/./.test(ref)) refuse(422, `${ref} is not a valid ref name.`)
  if (!moveRef(folder, ref, sha, '0'.repeat(40))) refuse(422, 'Reference already exists')
  synchronize(call.world, call.repository)
  return refView(call, ref, sha)
}

function updateRef(call: Call): View {
  const { folder } = call.repository
  const ref = `refs/${param(call, 'ref')}`
  const old = resolve(folder, ref) ?? refuse(422, 'Reference does not exist')
  const sha = resolve(folder, String(call.body['sha'])) ?? refuse(422, 'Object does not exist')
  const forced = call.body['force'] === true
  if (!forced && !isAncestor(folder, old, sha)) refuse(422, 'Update is not a fast forward')
  if (!moveRef(folder, ref, sha, old)) refuse(409, `${ref} was updated meanwhile`)
  synchronize(call.world, call.repository)
  return refView(call, ref, sha)
}

export const objects = {
  'git/create-blob': (call) => ({ status: 201, body: createBlob(call) }),
  'git/create-tree': (call) => ({ status: 201, body: createTree(call) }),
  'git/create-commit': (call) => ({ status: 201, body: createCommit(call) }),
  'git/create-ref': (call) => ({ status: 201, body: createRef(call) }),
  'git/update-ref': (call) => ({ status: 200, body: updateRef(call) }),
  'git/get-ref': (call) => {
    const ref = `refs/${param(call, 'ref')}`
    const sha = resolve(call.repository.folder, ref, 'object') ?? refuse(404, 'Not Found')
    return { status: 200, body: refView(call, ref, sha) }
  },
  'git/get-commit': (call) => {
    const sha =
      resolve(call.repository.folder, param(call, 'commit_sha')) ?? refuse(404, 'Not Found')
    return { status: 200, body: gitCommitView(call.world, call.repository, sha) }
  },
} as const satisfies Record<string, Handler>
