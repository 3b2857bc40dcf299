import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findCommit } from '../git/commits.ts'
import { listFiles } from '../git/files.ts'
import type { BaseTree, Plan } from '../plan/plan.ts'
import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import type { TreeFiles } from '../retrain/request.ts'
import { layOutTree } from '../retrain/workspace.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { baseAt, specOf } from './base.ts'
import type { Place } from './project.ts'

/**
 * A commit that trains what a baseline's run trained: the base, else the record's own commit. `exact`: its files are the very
 * same; where those of none are, the first.
 *
 * @param among `base`: a record that a change brings must not say which commit is trained by that commit's own rules
 */
export async function sourceOf(
  place: Place,
  { model, base }: Plan,
  baseline: RunRecord,
  among: 'base' | 'all',
): Promise<{ readonly tree: BaseTree; readonly exact: boolean } | undefined> {
  const candidates: BaseTree[] = base === undefined || base.untrainable === true ? [] : [base]
  const { commit, dirty } = baseline.code
  if (among === 'all' && commit !== undefined && !dirty && commit !== base?.commit) {
    const found = await treeAt(place, commit, model)
    if (found !== undefined) candidates.push(found)
  }
  for (const tree of candidates) {
    const files = { from: 'commit', commit: tree.commit } as const
    if ((await treeId(place, files, tree.model)) === baseline.code.tree)
      return { tree, exact: true }
  }
  const [tree] = candidates
  return tree && { tree, exact: false }
}

/** A commit with the rules that it has for a model, else those given; undefined where it is not in this repository. */
export async function treeAt(
  place: Place,
  commit: string,
  model: ModelSpec,
): Promise<BaseTree | undefined> {
  if ((await findCommit(place.root, commit)) === undefined) return undefined
  const own = specOf(await baseAt(place, commit))?.models[model.name]
  return { commit, model: own ?? model, knowsModel: own !== undefined }
}

/** Git's id of exactly the files that a training would see, before any `setup`; undefined where they cannot be had. */
export async function treeId(
  { root }: Place,
  files: TreeFiles,
  model: ModelSpec,
): Promise<string | undefined> {
  const scratch = await mkdtemp(join(tmpdir(), 'reprise-tree-'))
  try {
    const listed = await listFiles(root)
    const wanted = { checkout: root, files, model, signal: undefined }
    return (await layOutTree(wanted, listed, join(scratch, 'tree'))).tree
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
