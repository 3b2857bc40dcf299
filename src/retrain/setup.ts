import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../record/error.ts'
import { launch } from './launch.ts'
import { lastLines } from './log.ts'
import type { Mount } from './mounts.ts'
import { progressOf, readLine, type Seen } from './progress.ts'
import type { TemplateRequest } from './request.ts'
import { describeLaunch, environmentSeenAs, type RunFolders } from './sandbox.ts'
import { makeVirtualEnvironment } from './virtual-environment.ts'
import type { Workplace } from './workplace.ts'

const LINES_TOLD = 20

/** What `setup` is to be run in. */
export interface SetupPlace {
  readonly workplace: Workplace
  readonly folders: RunFolders
  /** Host folder for the virtual environment, which does not exist yet. */
  readonly environment: string
  readonly dataMounts: readonly Mount[]
}

/**
 * Runs a model's `setup` in its own copy and home, with the network and without credentials.
 *
 * @returns how many seconds it took
 * @throws {UserError} `setup-failed`, with its last lines; its whole output is kept
 */
export async function runSetup(
  command: string,
  request: TemplateRequest,
  place: SetupPlace,
): Promise<number> {
  const { model, signal, onProgress } = request
  const { workplace, environment } = place
  const [interpreter] = workplace.interpreters
  mkdirSync(environment)
  if (interpreter !== undefined) {
    makeVirtualEnvironment(environment, environmentSeenAs(workplace, environment), interpreter)
  }
  let seen: Seen = {}
  const result = await launch({
    ...describeSetup(command, request, place),
    timeout: model.timeout,
    idle: model.idle,
    signal,
    onLine: (line) => (seen = readLine(seen, line)),
    onTick: (seconds) => onProgress?.(progressOf(seen, 'setup', seconds)),
  })
  if (result.exit.how !== 'finished') throw failed(command, result, model.name)
  return result.seconds
}

/** The part of the launch of `setup` that says what is started and what it sees. */
export function describeSetup(
  command: string,
  { model }: TemplateRequest,
  { workplace, folders, environment, dataMounts }: SetupPlace,
): ReturnType<typeof describeLaunch> {
  const hasPipCache = workplace.caches.some(({ path }) => path.endsWith('/pip'))
  return describeLaunch({
    workplace,
    model,
    folders,
    command,
    dataMounts,
    network: 'on',
    probe: undefined,
    told: {},
    environment:
      workplace.interpreters.length === 0 ? undefined : { folder: environment, writable: true },
    // Packages cached in the scratch home would be copied for every run.
    variables: {
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
      UV_NO_CACHE: '1',
      ...(!hasPipCache && { PIP_NO_CACHE_DIR: '1' }),
    },
  })
}

function failed(
  command: string,
  { exit, stdout, stderr }: Awaited<ReturnType<typeof launch>>,
  model: string,
): UserError {
  const kept = mkdtempSync(join(tmpdir(), 'reprise-setup-'))
  copyFileSync(stdout, join(kept, 'stdout.log'))
  copyFileSync(stderr, join(kept, 'stderr.log'))
  const how =
    exit.how === 'crashed' ? `ended with ${exit.signal ?? exit.code}` : `was stopped: ${exit.how}`
  const said = lastLines(stderr, LINES_TOLD) || lastLines(stdout, LINES_TOLD)
  return new UserError(
    'setup-failed',
    `the setup of ${model} (${command}) ${how}\n${said}`.trimEnd(),
    `All that it wrote is in ${kept}.`,
  )
}
