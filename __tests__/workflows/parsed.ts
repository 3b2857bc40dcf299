import {
  convertWorkflowTemplate,
  isMapping,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser'
import { parse } from 'yaml'
import { valueOf, type Scene } from '../fakes/runner/expressions.ts'

/** What the tests look at in a workflow; expressions are as they were written. */
export interface ParsedWorkflow {
  readonly name: string
  readonly on: Readonly<Record<string, Trigger | null>>
  readonly permissions: object
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': unknown }
  readonly jobs: Readonly<Record<string, ParsedJob>>
}

interface Trigger {
  readonly types?: readonly string[]
  readonly branches?: readonly string[]
  readonly workflows?: readonly string[]
  readonly inputs?: Readonly<Record<string, { readonly options?: readonly string[] }>>
}

export interface ParsedJob {
  readonly name?: string
  readonly if?: string
  readonly needs?: string | readonly string[]
  readonly 'runs-on': string | readonly string[]
  readonly 'timeout-minutes': number
  readonly permissions: Readonly<Record<string, string>>
  readonly strategy?: object
  readonly steps: ReadonlyArray<{
    readonly uses?: string
    readonly run?: string
    readonly if?: string
    readonly with?: Readonly<Record<string, unknown>>
  }>
}

/** A workflow as plain values; what GitHub's own parser finds wrong with it is thrown. */
export async function parsed(text: string): Promise<ParsedWorkflow> {
  await understood(text)
  return parse(text) as ParsedWorkflow
}

/** The same, with the constant expressions evaluated; those of contexts have no value here. */
export async function evaluated(text: string, ...path: readonly string[]): Promise<unknown> {
  return evaluatedIn({ contexts: {}, functions: [] }, text, ...path)
}

/** A value of the workflow as it is in a run. */
export async function evaluatedIn(
  scene: Scene,
  text: string,
  ...path: readonly string[]
): Promise<unknown> {
  let token = await understood(text)
  for (const key of path) {
    const next = isMapping(token) ? token.find(key) : undefined
    if (next === undefined) throw new Error(`no ${key}`)
    token = next
  }
  return valueOf(token, scene)
}

async function understood(text: string) {
  const source = { name: 'workflow.yml', content: text }
  const { context, value } = parseWorkflow(source, new NoOperationTraceWriter())
  if (value !== undefined) await convertWorkflowTemplate(context, value)
  const errors = context.errors.getErrors().map(({ message }) => message)
  if (value === undefined || errors.length > 0) throw new Error(errors.join('\n'))
  return value
}
