import { join } from 'node:path'
import type { Job, StepNode } from './job-state.ts'
import { loadAction } from './load.ts'
import type { Action, Repository, Step } from './model.ts'
import { parseUses } from './references.ts'

/** The runner's limit of composites within composites. */
const MAX_DEPTH = 9

/** All steps with the actions they use; local actions, which a checkout may still bring, stay open until they run. */
export function createNodes(
  steps: readonly Step[],
  from: Repository | undefined,
  job: Job,
  prefix = '',
  depth = 0,
): StepNode[] {
  if (depth > MAX_DEPTH)
    throw new Error(`Composite action depth exceeded max depth ${MAX_DEPTH}: ${prefix}`)
  return steps.map((step) => {
    const node: StepNode = {
      step,
      path: `${prefix}${step.id}`,
      from,
      action: undefined,
      children: [],
      state: new Map(),
      inner: new Map(),
      postRegistered: false,
    }
    if (step.uses !== undefined && !step.uses.startsWith('./')) openAction(node, job, depth)
    return node
  })
}

/** Loads a node's action, and what a composite uses in turn. */
export function openAction(node: StepNode, job: Job, depth = 0): Action {
  if (node.action !== undefined) return node.action
  const target = parseUses(node.step.uses ?? '', node.from ?? job.home, job.options)
  const action =
    'local' in target
      ? loadAction(join(job.folders.workspace, target.local))
      : loadAction(
          join(target.repository.root, target.path),
          target.repository,
          target.repository.root === job.home?.root ? 'strict' : 'loose',
        )
  node.action = action
  if (action.runs.using === 'composite')
    node.children = createNodes(
      action.runs.steps,
      action.repository,
      job,
      `${node.path}/`,
      depth + 1,
    )
  return action
}

/** Only actions that are not local have a pre: a local one is not there yet when the job starts. */
export function hasPre(node: StepNode): boolean {
  if (node.action?.repository === undefined) return false
  const { runs } = node.action
  return runs.using === 'node' ? runs.pre !== undefined : node.children.some(hasPre)
}

/** A local action that is not loaded yet counts as having one. */
export function hasPost(node: StepNode): boolean {
  if (node.step.uses === undefined) return false
  if (node.action === undefined) return true
  const { runs } = node.action
  return runs.using === 'node' ? runs.post !== undefined : node.children.some(hasPost)
}
