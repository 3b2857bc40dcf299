import * as z from 'zod/mini'
import { gitBlobId } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
import { checkAnswer, GitSha } from './answer.ts'
import type { GitHub, Repo } from './client.ts'
import { GitHubError, isGitHubError } from './error.ts'
import { verifiedWrite } from './write.ts'

export interface FileCommit {
  readonly branch: string
  readonly path: string
  readonly text: string
  /** The commit's message. */
  readonly message: string
  /** The blob that the file is now; undefined where it must not exist. */
  readonly expected: string | undefined
}

/** How often the branch may move under us, the file itself staying as it is. */
const TRIES = 3

/**
 * Commits one file to a branch if the file is still what the caller saw; its new commit, once.
 *
 * @throws {UserError} `branch-moved`: the file was changed meanwhile
 * @throws {GitHubError} `github-forbidden`: the token may not write, or the branch is protected
 */
export async function commitFile(
  github: GitHub,
  repo: Repo,
  file: FileCommit,
): Promise<{ commit: string }> {
  const place: Place = { github, repo, file }
  const ours = gitBlobId(Buffer.from(file.text))
  const lookUp = async (): Promise<{ commit: string } | undefined> => {
    const blob = await blobAt(place)
    if (blob === ours && blob !== file.expected) return { commit: await headOf(place) }
    if (blob !== file.expected) throw moved(file)
    return undefined
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await verifiedWrite({ github, send: () => put(place), lookUp })
    } catch (error) {
      if (!isConflict(error)) throw error
      if (isProtected(error)) throw protectedError(file, error)
      const found = await lookUp()
      if (found !== undefined) return found
      // The file is as it was: a 422 is about something else, a 409 about the branch, which moved.
      if (error.status === 422) throw error
      if (attempt === TRIES) throw moved(file)
    }
  }
}

interface Place {
  readonly github: GitHub
  readonly repo: Repo
  readonly file: FileCommit
}

async function put({ github, repo, file }: Place): Promise<{ commit: string }> {
  const { data } = await github.request('PUT /repos/{owner}/{repo}/contents/{path}', {
    owner: repo.owner,
    repo: repo.name,
    path: file.path,
    branch: file.branch,
    message: file.message,
    content: Buffer.from(file.text).toString('base64'),
    ...(file.expected !== undefined && { sha: file.expected }),
  })
  const answer = z.object({ commit: z.object({ sha: GitSha }) })
  return { commit: checkAnswer(answer, data, `the commit of ${file.path}`).commit.sha }
}

/** Undefined where there is no such file. */
async function blobAt({ github, repo, file }: Place): Promise<string | undefined> {
  try {
    const { data } = await github.request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner: repo.owner,
      repo: repo.name,
      path: file.path,
      ref: `refs/heads/${file.branch}`,
    })
    return checkAnswer(z.object({ sha: GitSha }), data, file.path).sha
  } catch (error) {
    if (isGitHubError(error, 'github-not-found')) return undefined
    throw error
  }
}

/** The commit at the end of the branch, which holds the file. */
async function headOf({ github, repo, file }: Place): Promise<string> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/branches/{branch}', {
    owner: repo.owner,
    repo: repo.name,
    branch: file.branch,
  })
  const answer = z.object({ commit: z.object({ sha: GitSha }) })
  return checkAnswer(answer, data, `the branch ${file.branch}`).commit.sha
}

/** 409: the file or the branch is not what it was, or rules forbid it; 422: a file is there and none was expected. */
function isConflict(error: unknown): error is GitHubError {
  return error instanceof GitHubError && (error.status === 409 || error.status === 422)
}

const RULES = /rule violation|protected branch|pull request|review|status check|signed|signature/i

function isProtected({ status, message }: GitHubError): boolean {
  return status === 409 && RULES.test(message)
}

function protectedError({ branch }: FileCommit, { message, status }: GitHubError): GitHubError {
  const hint = `Commit it to another branch, or apply the patch of the report: ${branch} has rules against it.`
  return new GitHubError('github-forbidden', message, hint, { status })
}

function moved({ branch, path }: FileCommit): UserError {
  return new UserError(
    'branch-moved',
    `${path} was changed on ${branch} meanwhile; nothing was overwritten`,
    'Start again from what is there now.',
  )
}
