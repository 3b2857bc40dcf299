import { sceneOf, standingOf } from './contexts.ts'
import { textOf } from './expressions.ts'
import type { Execution } from './execution.ts'
import type { Job, Phase, Scope, StepNode } from './job-state.ts'
import type { Action } from './model.ts'
import { hasPre } from './nodes.ts'
import type { Conclusion } from './types.ts'

type RunNode = (job: Job, scope: Scope, node: StepNode, phase: Phase) => Promise<Conclusion>

/** The nested steps of a composite: all of them in main, those with a pre in pre, those that left a post in post, the last one first. */
export async function runComposite(
  execution: Execution,
  action: Action,
  inputs: Readonly<Record<string, string>>,
  runNode: RunNode,
): Promise<Conclusion> {
  const { job, node, phase } = execution
  const composite = insideOf(execution, action)
  const scope: Scope = { steps: phase === 'pre' ? new Map() : node.inner, inputs, composite }
  if (phase === 'main') execution.log.write(`##[group]Run ${node.step.uses ?? ''}`)
  if (phase === 'main') execution.log.write('##[endgroup]')
  for (const child of childrenOf(node, phase)) {
    const conclusion = await runNode(job, scope, child, phase)
    composite.result = worst(composite.result, conclusion)
  }
  if (phase === 'main') setOutputs(execution, action, scope)
  return composite.result
}

function insideOf(execution: Execution, action: Action): NonNullable<Scope['composite']> {
  const { scope, node, declared, deadline, log } = execution
  const outer = scope.composite
  return {
    folder: action.folder,
    actionName: outer?.actionName ?? node.step.id,
    repository: outer === undefined ? action.repository : outer.repository,
    env: declared,
    deadline,
    log,
    result: 'success',
  }
}

function childrenOf(node: StepNode, phase: Phase): readonly StepNode[] {
  if (phase === 'main') return node.children
  if (phase === 'pre') return node.children.filter(hasPre)
  return node.children.filter((child) => child.postRegistered).toReversed()
}

/** Outputs are evaluated after a failure, too. */
function setOutputs(execution: Execution, action: Action, scope: Scope): void {
  const { job, github, env, outputs, phase } = execution
  const result = scope.composite?.result
  const standing = () => standingOf(job, scope, phase, result)
  const scene = sceneOf(job, scope, github, env, standing)
  for (const { id, value } of action.outputs)
    if (value !== undefined) outputs.set(id, textOf(value, scene))
}

/** A cancelled composite stays cancelled; a failed one is only made worse by a cancelled step. */
export function worst(current: Conclusion, next: Conclusion): Conclusion {
  if (current === 'cancelled' || next === 'cancelled') return 'cancelled'
  return next === 'failure' ? next : current
}
