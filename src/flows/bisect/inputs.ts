import { treeFiles } from '../../git/objects.ts'
import { digestOf, type Digest } from '../../record/digest.ts'
import type { Json } from '../../record/json.ts'
import { belongs } from '../../retrain/workspace.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import type { BaseTree } from '../../plan/plan.ts'
import { UserError } from '../../record/error.ts'
import type { Commit } from '../../git/history.ts'
import type { Project } from '../project.ts'
import { treeAt } from '../trees.ts'

/** What a training of a commit can see of it. Two commits with one digest are one training. */
export interface Inputs {
  readonly tree: BaseTree
  readonly digest: Digest
}

/** Commits in a row that no training can tell apart; the first of them brought the change. */
export interface Stretch {
  readonly commits: readonly [Commit, ...Commit[]]
  readonly inputs: Inputs
}

/** Commits whose trees are listed at the same time. */
const AT_ONCE = 8

/** A line of commits, oldest first, in stretches. */
export async function stretchesOf(
  project: Project,
  model: ModelSpec,
  commits: readonly Commit[],
): Promise<Stretch[]> {
  const stretches: Stretch[] = []
  for (let at = 0; at < commits.length; at += AT_ONCE) {
    const some = commits.slice(at, at + AT_ONCE)
    const inputs = await Promise.all(some.map((one) => inputsOf(project, model, one)))
    some.forEach((commit, index) => add(stretches, commit, inputs[index]!))
  }
  return stretches
}

function add(stretches: Stretch[], commit: Commit, inputs: Inputs): void {
  const last = stretches.at(-1)
  if (last?.inputs.digest !== inputs.digest) stretches.push({ commits: [commit], inputs })
  else stretches[stretches.length - 1] = { ...last, commits: [...last.commits, commit] }
}

/** By git's ids of the files and the fields that a training depends on: nothing is checked out. */
async function inputsOf(project: Project, model: ModelSpec, { commit }: Commit): Promise<Inputs> {
  const tree = await treeAt(project, commit, model)
  if (tree === undefined)
    throw new UserError('unknown-commit', `the commit ${commit} is not here`, 'Fetch it first.')
  const keep = belongs(tree.model)
  const files = (await treeFiles(project.root, commit))
    .filter(({ path, mode }) => mode !== '160000' && keep(path))
    .map(({ path, mode, blob }): Json => [path, mode, blob])
  return { tree, digest: digestOf({ files, rules: rulesOf(tree.model) }) }
}

function rulesOf(model: ModelSpec): Json {
  const { train, directory, setup, env, seed, deterministic, network, data, packages } = model
  const rules = { train, directory, setup, env, seed, deterministic, network, data, packages }
  return JSON.parse(JSON.stringify(rules)) as Json
}
