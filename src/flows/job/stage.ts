import { readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { openGitHub, type GitHub } from '../../github/client.ts'
import { readContext, type Context } from '../../github/event.ts'
import { sha256 } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import { notInAJob } from '../errors.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** What every stage knows of the job that it is a part of. */
export interface Stage {
  readonly context: Context
  readonly github: GitHub
  readonly token: string
  /** Where the job's work tree lies. */
  readonly workspace: string
  /** Path of `reprise.yml` in it. */
  readonly config: string
  /** A folder of this job and configuration: it is removed with the job. */
  readonly folder: string
  readonly signal: AbortSignal
}

export interface StageOptions {
  readonly env: Variables
  readonly token: string
  readonly config: string
  readonly signal: AbortSignal
  /** Told before a pause that GitHub asks for. */
  readonly onWait: (why: string, seconds: number) => void
}

/** Reads once what the runner says. @throws {UserError} `not-in-a-job`, and those of readContext */
export function openStage({ env, token, config, signal, onWait }: StageOptions): Stage {
  const context = readContext(env, readPayload(env))
  return {
    context,
    github: openGitHub({ apiUrl: context.apiUrl, token, signal, onWait, environment: env }),
    token,
    workspace: variable(env, 'GITHUB_WORKSPACE'),
    // `./reprise.yml` is no other project.
    config: normalize(config),
    folder: stageFolder(env, config),
    signal,
  }
}

/** Where the stages of one configuration keep what they hand over. */
export function stageFolder(env: Variables, config: string): string {
  return join(variable(env, 'RUNNER_TEMP'), `reprise-${slugOf(config)}`)
}

/** The name under which a plan travels between jobs. */
export function planArtifact(config: string): string {
  return `reprise-plan-${slugOf(config)}`
}

/** Two projects of one repository may be judged in one run. */
function slugOf(config: string): string {
  return sha256(normalize(config)).slice('sha256:'.length, 'sha256:'.length + 8)
}

function readPayload(env: Variables): string {
  const file = variable(env, 'GITHUB_EVENT_PATH')
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UserError(
      'event-invalid',
      `the event cannot be read: ${why}`,
      'GITHUB_EVENT_PATH must name the file that the runner wrote.',
    )
  }
}

function variable(env: Variables, name: string): string {
  const value = env[name]
  if (value !== undefined && value !== '') return value
  throw notInAJob(name)
}
