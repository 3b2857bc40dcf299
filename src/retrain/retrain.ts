import { statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../record/error.ts'
import { manifestOf } from '../record/manifest.ts'
import { queueFolder, visibleAccelerators } from './accelerators.ts'
import { recordedEnvironment } from './environment.ts'
import { copyTree, makeReadable, removeTree } from './folders.ts'
import { failingInPipes, launch, type Launched } from './launch.ts'
import { findLeftOut } from './left-out-files.ts'
import type { Mount } from './mounts.ts'
import type { RunData, RunOutcome } from './outcome.ts'
import {
  dataMounts,
  digestData,
  placeData,
  requireData,
  runData,
  takeDataAway,
  type DataState,
  type PlacedData,
} from './placed-data.ts'
import { isWindow, probeVariables } from './probe-variables.ts'
import { progressOf, readLine, type Seen } from './progress.ts'
import { takeTurn } from './queue.ts'
import type { RunRequest } from './request.ts'
import { describeLaunch, environmentPlaces, treeSeenAs, type RunFolders } from './sandbox.ts'
import { seededCommand, type SeededCommand } from './seed.ts'
import {
  environmentFolder,
  makeFolders,
  placeOf,
  runFolder,
  templateFolder,
  type Template,
} from './template.ts'

export { dispose, prepareTemplate, type Template } from './template.ts'

/**
 * Makes one run from a template: waits for the accelerator, makes a fresh copy, trains, and says what happened.
 * What the outcome names on disk lives until the next run of this template, or until it is disposed of.
 *
 * @throws {UserError} `sandbox-failed`, `data-missing`, `directory-missing`, `seed-values`, `queue-folder`,
 *   `copy-failed`
 * @throws the signal's reason, when all of the run's processes are gone
 */
export async function retrainOnce(template: Template, request: RunRequest): Promise<RunOutcome> {
  const { workplace } = template
  const seeded = seededCommand(template.request.model, request)
  const begin = performance.now()
  const release = await takeTurn({
    folder: queueFolder(workplace.caller),
    names: request.accelerators ?? visibleAccelerators(workplace.caller),
    what: `the training of ${template.request.model.name}`,
    onWait: (waitingFor) =>
      request.onProgress?.({
        phase: 'waiting',
        seconds: (performance.now() - begin) / 1000,
        waitingFor,
      }),
    signal: request.signal,
  })
  try {
    return await retrain(template, request, seeded)
  } finally {
    release()
  }
}

async function retrain(
  template: Template,
  request: RunRequest,
  seeded: SeededCommand,
): Promise<RunOutcome> {
  const { workplace, data } = template
  const folders = await freshCopy(template, request)
  const place = placeOf(workplace, folders)
  const placed = await placeData(data, place, request.signal)
  const before = await statesOf(placed, template, request.signal)
  for (const [set, state] of before)
    requireData(set, state, template.request.model.setup !== undefined)
  const mounts = dataMounts(placed, workplace.checkout)
  const launched = await train(template, request, { seeded, folders, mounts })
  const after = await statesAfter(placed, folders, template, request.signal)
  takeDataAway(placed, place, environmentPlaces(workplace))
  const sets = [...before].map(([set, state]) => runData(set, state, after.get(set) ?? state))
  return { ...describe(template, seeded, folders, launched, sets), ...windowOf(request) }
}

function windowOf({ trace }: RunRequest): Pick<RunOutcome, 'window'> {
  return isWindow(trace) ? { window: { from: trace.from, to: trace.to } } : {}
}

async function freshCopy(
  { request: { model }, scratch }: Template,
  request: RunRequest,
): Promise<RunFolders> {
  request.onProgress?.({ phase: 'copying', seconds: 0 })
  await removeTree(runFolder(scratch))
  const folders = makeFolders(runFolder(scratch))
  for (const name of ['tree', 'home'] as const) {
    await copyTree(join(templateFolder(scratch), name), folders[name], request.signal)
  }
  if (
    statSync(join(folders.tree, model.directory), { throwIfNoEntry: false })?.isDirectory() === true
  )
    return folders
  throw new UserError(
    'directory-missing',
    `directory: ${model.directory} of ${model.name} is not in the training's tree`,
    'It must hold a file that git tracks, or be made by `setup`.',
  )
}

async function statesOf(
  placed: readonly PlacedData[],
  { digests }: Template,
  signal?: AbortSignal,
): Promise<Map<PlacedData, DataState>> {
  const states = new Map<PlacedData, DataState>()
  for (const set of placed) states.set(set, await digestData(set, digests, signal))
  return states
}

/**
 * A training may take away the right to read its own copies, or make what nobody can read: of such a set nothing is
 * left, which is told as a change of all its files.
 */
async function statesAfter(
  placed: readonly PlacedData[],
  folders: RunFolders,
  template: Template,
  signal?: AbortSignal,
): Promise<Map<PlacedData, DataState>> {
  try {
    return await statesOf(placed, template, signal)
  } catch {
    for (const folder of [folders.tree, folders.copies]) makeReadable(folder)
  }
  const states = new Map<PlacedData, DataState>()
  for (const set of placed) {
    signal?.throwIfAborted()
    const state = await digestData(set, template.digests, signal).catch(() => NOTHING)
    states.set(set, state)
  }
  signal?.throwIfAborted()
  return states
}

const NOTHING: DataState = { manifest: manifestOf('data', []), bytes: 0 }

interface Prepared {
  readonly seeded: SeededCommand
  readonly folders: RunFolders
  readonly mounts: readonly Mount[]
}

function train(
  template: Template,
  request: RunRequest,
  { seeded, folders, mounts }: Prepared,
): Promise<Launched> {
  const { workplace, scratch, setupSeconds } = template
  const { model, network, probe } = template.request
  const hasEnvironment = setupSeconds !== undefined && workplace.interpreters.length > 0
  let seen: Seen = {}
  return launch({
    ...describeLaunch({
      workplace,
      model,
      folders,
      network,
      probe,
      dataMounts: mounts,
      command: failingInPipes(seeded.command),
      environment: hasEnvironment
        ? { folder: environmentFolder(scratch), writable: false }
        : undefined,
      variables: seeded.environment,
      told: probeVariables(model, request),
    }),
    timeout: model.timeout,
    idle: model.idle,
    signal: request.signal,
    onLine: (line) => (seen = readLine(seen, line)),
    onTick: (seconds) => request.onProgress?.(progressOf(seen, 'training', seconds)),
  })
}

function describe(
  template: Template,
  { seed, command }: SeededCommand,
  folders: RunFolders,
  launched: Launched,
  data: readonly RunData[],
): RunOutcome {
  const { workplace, request, setupSeconds } = template
  const { isolation } = workplace
  const seenAs = treeSeenAs(workplace, folders)
  const place = { directory: request.model.directory, seenAs }
  return {
    ...launched,
    seed,
    command,
    data,
    seenAs,
    copy: folders.tree,
    checkout: workplace.checkout.real,
    before: template.before,
    output: folders.output,
    ...(setupSeconds !== undefined && { setupSeconds }),
    isolation: isolation.level,
    ...(isolation.level !== 4 && { isolationWhy: isolation.why }),
    network: request.network,
    leftOut: launched.exit.how === 'crashed' ? findLeftOut(template, launched.stderr, place) : [],
    tree: template.tree,
    env: recordedEnvironment(request.model.env, workplace.caller),
  }
}
