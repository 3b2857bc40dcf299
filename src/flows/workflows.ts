import { lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { defaultBranch } from '../git/commits.ts'
import type { Repository } from '../git/repository.ts'
import { UserError } from '../record/error.ts'
import { visibleAccelerators } from '../retrain/accelerators.ts'
import type { Spec } from '../spec/spec.ts'
import { draftWorkflows, jobMinutes, type WorkflowFile } from '../survey/workflow.ts'
import { PLACEHOLDER, type WorkflowFacts } from '../survey/workflow-facts.ts'
import { HOSTED } from '../survey/workflow-text.ts'
import { ownRevision } from './own-revision.ts'

export interface WorkflowOptions {
  /** `OWNER/REPOSITORY@REF` of Reprise; undefined: where this program comes from. */
  readonly action?: string | undefined
  /** Each stage in a job of its own. */
  readonly threeJobs?: boolean
  /** Also the workflow that posts for forks and Dependabot. */
  readonly twoStage?: boolean
}

export interface Workflows {
  readonly files: readonly WorkflowFile[]
  /** What was chosen and why, in plain words. */
  readonly notes: readonly string[]
}

/** What the models of a `reprise.yml` that cannot be read yet will have: the defaults of SPEC. */
const DEFAULTS = { timeout: 60, budget: 120 }

/**
 * The workflows for one `reprise.yml`. Nothing is written.
 *
 * @param config path of `reprise.yml` from the repository's root
 * @param spec undefined where it names no training yet
 * @throws {UserError} `action-malformed`
 */
export async function planWorkflows(
  repository: Repository,
  config: string,
  spec: Spec | undefined,
  options: WorkflowOptions,
): Promise<Workflows> {
  const { action, notes: onAction } = await actionOf(options.action)
  const machines = machinesOf(spec)
  const threeJobs = options.threeJobs === true || machines.several
  const { runner, notes: onRunner } = runnerOf(machines)
  const { branch, notes: onBranch } = await branchOf(repository)
  const facts = { config, action, branch, runner, threeJobs, twoStage: options.twoStage === true }
  const minutes = minutesOf(facts, spec)
  return {
    files: draftWorkflows({ ...facts, minutes }),
    notes: [...onAction, ...onRunner, ...onBranch],
  }
}

const REFERENCE = /^[\w.-]+\/[\w.-]+(?:\/[\w.-]+)*@([\w./-]+)$/

async function actionOf(named: string | undefined): Promise<{ action: string; notes: string[] }> {
  const action = named ?? (await ownRevision())
  if (action === undefined) {
    return {
      action: PLACEHOLDER,
      notes: [
        `It was not seen where this Reprise comes from. Put its repository and full commit id in the place of ${PLACEHOLDER}: until then the workflow cannot start. Or remove it and write it again with --action OWNER/REPOSITORY@COMMIT.`,
      ],
    }
  }
  const [, ref] = REFERENCE.exec(action) ?? []
  if (ref === undefined) throw malformed(action)
  const pinned = /^[0-9a-f]{40}$/.test(ref)
  return {
    action,
    notes: pinned ? [] : [`${ref} is no full commit id: a tag or a branch can be moved.`],
  }
}

function malformed(action: string): UserError {
  return new UserError(
    'action-malformed',
    `${JSON.stringify(action)} names no action`,
    'Write OWNER/REPOSITORY@COMMIT, with the full commit id.',
  )
}

interface Machines {
  /** Labels that models name; empty: none of them names a machine. */
  readonly named: readonly string[]
  readonly several: boolean
}

function machinesOf(spec: Spec | undefined): Machines {
  const named = Object.values(spec?.models ?? {}).map(({ runner }) => runner)
  const different = new Set(named.map((labels) => JSON.stringify(labels)))
  return {
    named: named.find((labels) => labels !== undefined) ?? [],
    several: different.size > 1,
  }
}

function runnerOf({ named, several }: Machines): { runner: readonly string[]; notes: string[] } {
  if (named.length > 0) {
    const note = 'The models name different machines: each stage has a job of its own.'
    return { runner: named, notes: several ? [note] : [] }
  }
  if (visibleAccelerators(process.env).length > 0) {
    const runner = ['self-hosted', 'gpu']
    const note = `No model names a runner, and this machine has a GPU: the training goes to your own machine with the labels ${runner.join(', ')}. Change them where yours are others.`
    return { runner, notes: [note] }
  }
  const note = `No model names a runner, and no GPU was seen here: the training goes to ${HOSTED}, which GitHub lends. Name your own machine where it needs a GPU.`
  return { runner: [HOSTED], notes: [note] }
}

/** A wrong guess would be a workflow that keeps nothing and says nothing, so a guess is told. */
async function branchOf({
  root,
  branch,
}: Repository): Promise<{ branch: string; notes: string[] }> {
  const known = await defaultBranch(root)
  if (known !== undefined) return { branch: known.replace(/^origin\//, ''), notes: [] }
  const guess = branch ?? 'main'
  const note = `${guess} was taken for the default branch: look at \`branches:\` of the workflow.`
  return { branch: guess, notes: [note] }
}

/** Of one job for all models, or of a job for any one of them. */
function minutesOf(
  { runner, threeJobs }: Omit<WorkflowFacts, 'minutes'>,
  spec: Spec | undefined,
): number {
  const budget = spec?.policy.budget.minutes ?? DEFAULTS.budget
  const models = Object.values(spec?.models ?? {}).map((model) => ({
    minutes: model.timeout / 60,
    labels: model.runner ?? runner,
  }))
  const all = models.length === 0 ? [{ minutes: DEFAULTS.timeout, labels: runner }] : models
  return threeJobs
    ? Math.max(...all.map(({ minutes, labels }) => jobMinutes([minutes], budget, labels)))
    : jobMinutes(
        all.map(({ minutes }) => minutes),
        budget,
        runner,
      )
}

/**
 * Writes a workflow where there is none. @returns whether it did: what is there is somebody's work
 *
 * @throws {UserError} `workflow-unwritable`
 */
export function writeWorkflow(root: string, { path, text }: WorkflowFile): boolean {
  const file = join(root, path)
  try {
    refuseOutside(root, dirname(file))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && isThere(file)) return false
    throw new UserError(
      'workflow-unwritable',
      `${file} cannot be written: ${message}`,
      'Make its folder writable, see the text with --print, or leave it out with --no-workflow.',
    )
  }
}

function refuseOutside(root: string, folder: string): void {
  let there = folder
  while (!isThere(there)) there = dirname(there)
  if (relative(realpathSync(root), realpathSync(there)).startsWith('..'))
    throw new Error('its folder is a link that leaves the repository')
}

/** Whether something stands there, if only a link to nowhere. */
export function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined
  } catch {
    // A file stands where one of its folders would; writing says so.
    return false
  }
}
