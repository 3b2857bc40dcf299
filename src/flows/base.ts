import { join } from 'node:path'
import { defaultBranch, mergeBase, resolveCommit } from '../git/commits.ts'
import { readBlob } from '../git/objects.ts'
import { isDirty } from '../git/worktree.ts'
import { UserError } from '../record/error.ts'
import { parseSpec } from '../spec/parse.ts'
import type { Spec } from '../spec/spec.ts'
import {
  ownFiles,
  parseLockText,
  rebaseSpec,
  type LockState,
  type Place,
  type Project,
} from './project.ts'

/** A commit's `reprise.yml`: *absent* and *unreadable* are different answers. */
export type SpecState =
  | { readonly state: 'found'; readonly spec: Spec }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly why: string }

/** What a change is judged against: a commit with the specification and lock that it holds. */
export interface Base {
  readonly commit: string
  readonly spec: SpecState
  readonly lock: LockState
}

/**
 * The commit that an A/B comparison trains: `ref` where it is given, HEAD when the tree is dirty, else the merge base with
 * the default branch (DESIGN §5). Undefined where that is the tree itself, or there is no commit.
 */
export async function findBase(
  project: Project,
  ref: string | undefined,
): Promise<Base | undefined> {
  const { root, repository } = project
  const commit =
    ref === undefined ? await usualBase(project) : await mergeBaseWith(root, repository.commit, ref)
  if (commit === undefined) return undefined
  return baseAt(project, commit)
}

async function usualBase(project: Project): Promise<string | undefined> {
  const { root, repository } = project
  if (repository.commit === undefined) return undefined
  if (await isDirty(project.root, ownFiles(project))) return repository.commit
  const branch = await defaultBranch(root)
  const base = branch === undefined ? undefined : await mergeBase(root, repository.commit, branch)
  return base === repository.commit ? undefined : base
}

async function mergeBaseWith(
  root: string,
  commit: string | undefined,
  ref: string,
): Promise<string> {
  const other = await resolveCommit(root, ref)
  const base = commit === undefined ? undefined : await mergeBase(root, commit, other)
  if (base !== undefined) return base
  throw new UserError(
    'no-merge-base',
    `HEAD and ${ref} have no commit in common`,
    'Fetch more history, or name another commit.',
  )
}

/** A project as a commit has it, whatever has become of the work tree since. @throws {UserError} `config-absent`, or what parsing finds */
export async function projectAt(place: Place, commit: string): Promise<Project> {
  const [blob, lock] = await Promise.all([
    readBlob(place.root, commit, place.file),
    lockAt(place, commit),
  ])
  if (blob === undefined) {
    throw new UserError(
      'config-absent',
      `the commit ${commit} has no ${place.file}`,
      'Add it with `reprise init`, or name another with `config`.',
    )
  }
  const spec = parseSpec(Buffer.from(blob).toString('utf8'), place.file)
  return {
    ...place,
    spec: rebaseSpec(spec, place.folder),
    lock,
  }
}

/** A commit to judge against. */
export async function baseAt(place: Place, commit: string): Promise<Base> {
  const [spec, lock] = await Promise.all([specAt(place, commit), lockAt(place, commit)])
  return { commit, spec, lock }
}

async function specAt({ root, folder, file }: Place, commit: string): Promise<SpecState> {
  const blob = await readBlob(root, commit, file)
  if (blob === undefined) return { state: 'absent' }
  try {
    const spec = parseSpec(Buffer.from(blob).toString('utf8'), file)
    return { state: 'found', spec: rebaseSpec(spec, folder) }
  } catch (error) {
    if (error instanceof UserError)
      return { state: 'unreadable', why: error.message.split('\n')[0] ?? '' }
    throw error
  }
}

/** The specification of a base, where it has one that can be read. */
export function specOf(base: Base | undefined): Spec | undefined {
  return base?.spec.state === 'found' ? base.spec.spec : undefined
}

async function lockAt({ root, folder }: Place, commit: string): Promise<LockState> {
  const blob = await readBlob(root, commit, join(folder, 'reprise.lock'))
  return blob === undefined
    ? { state: 'absent' }
    : parseLockText(Buffer.from(blob).toString('utf8'))
}
