import { filled } from '../openapi/fill.ts'
import { changes, readCommit, type Change, type CommitFacts } from '../state/log.ts'
import type { Repository, World } from '../state/world.ts'
import { apiOf, nodeId } from './repository.ts'

type View = Record<string, unknown>

const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
}

/** As the endpoints of repositories show it; with `files`, as for one commit. */
export function commitView(world: World, repository: Repository, sha: string, files = false): View {
  const commit = readCommit(repository.folder, sha)
  const api = apiOf(world, repository)
  const html = `${world.origin}/${repository.fullName}/commit/${sha}`
  return filled('commit', {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${api}/commits/${sha}`,
    html_url: html,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      url: `${api}/git/commits/${sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      verification: UNSIGNED,
    },
    author: null,
    committer: null,
    parents: parentsView(world, repository, commit),
    ...(files ? changedBy(world, repository, commit) : {}),
  })
}

function parentsView(world: World, repository: Repository, { parents }: CommitFacts): View[] {
  return parents.map((sha) => ({
    sha,
    url: `${apiOf(world, repository)}/commits/${sha}`,
    html_url: `${world.origin}/${repository.fullName}/commit/${sha}`,
  }))
}

function changedBy(world: World, repository: Repository, { sha, parents }: CommitFacts): View {
  const files = changes(repository.folder, parents[0], sha)
  const sum = (key: 'additions' | 'deletions'): number =>
    files.reduce((total, file) => total + file[key], 0)
  const [additions, deletions] = [sum('additions'), sum('deletions')]
  return {
    stats: { additions, deletions, total: additions + deletions },
    files: files.map((file) => fileView(world, repository, sha, file)),
  }
}

export function fileView(world: World, repository: Repository, at: string, file: Change): View {
  const { path, sha, status, additions, deletions } = file
  const html = `${world.origin}/${repository.fullName}`
  return {
    sha,
    filename: path,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${html}/blob/${at}/${encodeURI(path)}`,
    raw_url: `${html}/raw/${at}/${encodeURI(path)}`,
    contents_url: `${apiOf(world, repository)}/contents/${encodeURI(path)}?ref=${at}`,
  }
}

/** As the endpoints of git's own data show it. */
export function gitCommitView(world: World, repository: Repository, sha: string): View {
  const commit = readCommit(repository.folder, sha)
  const api = apiOf(world, repository)
  const html = `${world.origin}/${repository.fullName}`
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${api}/git/commits/${sha}`,
    html_url: `${html}/commit/${sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((one) => ({
      sha: one,
      url: `${api}/git/commits/${one}`,
      html_url: `${html}/commit/${one}`,
    })),
    verification: UNSIGNED,
  }
}

/** As runs and merge groups show it. */
export function simpleCommitView(repository: Repository, sha: string): View {
  const { tree, message, committer, author } = readCommit(repository.folder, sha)
  const who = ({ name, email }: { name: string; email: string }): View => ({ name, email })
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: committer.date,
    author: who(author),
    committer: who(committer),
  }
}
