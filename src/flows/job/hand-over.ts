import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listArtifacts, type Artifact } from '../../github/artifacts.ts'
import { downloadOwnArtifact } from '../../github/own-artifact.ts'
import { uploadArtifact } from '../../github/upload.ts'
import { sha256 } from '../../record/digest.ts'
import type { InputDigest } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import { artifactName, isArtifactOf, unpackArtifact } from './artifact.ts'
import { BUNDLE, bundlesIn, readBundle } from './bundle.ts'
import { bringDigests, keepDigests, KEPT } from './digest-cache.ts'
import { leftFile, mayLeave } from './digests.ts'
import { retrainEntry } from '../assets.ts'
import { readPlan, type JobPlan } from './plan.ts'
import type { Said } from './prepare.ts'
import { planArtifact, stageFolder, type Stage } from './stage.ts'

/** How stages reach one another: in one job by files, over several by artifacts. */
export const HAND_OVERS = ['artifact', 'file'] as const
export type HandOver = (typeof HAND_OVERS)[number]

/** Sends a plan, and what lies beside it, to the other jobs of this run. */
export async function sendPlan(config: string, folder: string): Promise<void> {
  await uploadArtifact({
    name: planArtifact(config),
    root: folder,
    files: filesUnder(folder),
    retentionDays: 7,
  })
}

/** Brings the plan of this run here. @returns the path of its file */
export async function receivePlan(config: string, folder: string): Promise<string> {
  await downloadOwnArtifact(planArtifact(config), folder)
  return join(folder, 'plan.json')
}

/** Digits for where nothing was trained that has inputs: of two projects each model keeps its own artifact. */
function noInput(config: string): InputDigest {
  return sha256(config) as string as InputDigest
}

export interface Sending {
  /** Path of `reprise.yml`. */
  readonly config: string
  /** The seed that the bundles' job was asked for. */
  readonly seed?: number
  readonly attempt: number
}

/**
 * Keeps each bundle as an artifact of its own, with whatever else lies in its folder, under a name by which it is found
 * again.
 *
 * @returns the names
 */
export async function sendBundles(
  folder: string,
  { config, seed, attempt }: Sending,
): Promise<string[]> {
  const names: string[] = []
  for (const name of bundlesIn(folder)) {
    const root = join(folder, name)
    const files = filesUnder(root)
    // Of a training that was stopped before its first run had ended.
    if (files.length === 0) continue
    const bundle = await readBundle(root).catch(unreadable)
    const input = bundle?.gathered.evidence.find(({ side }) => side === 'head')?.record.input
    const model = bundle?.model ?? withoutSeed(name, seed)
    const artifact = artifactName(model, input ?? noInput(config), seed)
    await uploadArtifact({ name: artifact, root, files, attempt })
    names.push(artifact)
  }
  return names
}

/** Whoever receives it says what is wrong with it. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error
  return undefined
}

/** The model that a bundle's folder is named after, where a seed stands behind it. */
function withoutSeed(folder: string, seed: number | undefined): string {
  const end = `-seed-${seed}`
  return folder.endsWith(end) ? folder.slice(0, -end.length) : folder
}

/** A folder that is to hold a model's bundle. */
export interface Delivery {
  readonly model: string
  readonly folder: string
  /** Why nothing of what came could be unpacked there. */
  readonly invalid?: string
}

/** A matrix has 256 jobs at most; each may leave one bundle, and another with every attempt. */
const MOST = 1000

/**
 * Brings the bundles of a run's jobs here, each of which may be hostile: of each model and seed the newest that is of this
 * configuration. Two projects of one repository may be judged in one run, and their models be called alike.
 */
export async function receiveBundles(
  stage: Pick<Stage, 'github' | 'context' | 'config'>,
  runId: number,
  models: readonly string[],
  folder: string,
): Promise<Delivery[]> {
  const { github, context } = stage
  const listed = { prefix: 'reprise-', runId, most: MOST }
  const artifacts = await listArtifacts(github, context.repo, listed)
  const deliveries: Delivery[] = []
  for (const { model, newestFirst } of sortedOut(artifacts, models)) {
    for (const artifact of newestFirst) {
      const delivery = await deliver(stage, artifact, model, folder)
      if (delivery === undefined) continue
      deliveries.push(delivery)
      break
    }
  }
  return deliveries
}

/** Undefined: it is another configuration's. What cannot be read may be anybody's, and hides nothing that is newer. */
async function deliver(
  { github, context, config }: Pick<Stage, 'github' | 'context' | 'config'>,
  artifact: Artifact,
  model: string,
  folder: string,
): Promise<Delivery | undefined> {
  const delivery = { model, folder: join(folder, String(artifact.id)) }
  try {
    await unpackArtifact(github, context.repo, artifact, delivery.folder)
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'artifact-invalid')) throw error
    return { ...delivery, invalid: error.message }
  }
  const bundle = await readBundle(delivery.folder).catch(unreadable)
  return bundle === undefined || bundle.config === config ? delivery : undefined
}

/** All artifacts of each model and seed: what a job left that was started again stays beside what it made then. */
function sortedOut(
  artifacts: readonly Artifact[],
  models: readonly string[],
): { model: string; newestFirst: Artifact[] }[] {
  const found = new Map<string, { model: string; newestFirst: Artifact[] }>()
  for (const artifact of artifacts.toSorted((a, b) => b.id - a.id)) {
    const { name, expired } = artifact
    const model = models.find((one) => isArtifactOf(one, name))
    if (model === undefined || expired) continue
    const seed = /-seed-\d+/.exec(name.slice(`reprise-${model}`.length))?.[0] ?? ''
    const known = found.get(`${model}${seed}`)
    if (known !== undefined) known.newestFirst.push(artifact)
    else found.set(`${model}${seed}`, { model, newestFirst: [artifact] })
  }
  return [...found.values()]
}

/** The bundles that this job's own steps left, checked against what they said. @throws {UserError} `bundle-changed` */
export function ownBundles(folder: string, digest: string): Delivery[] {
  if (folder === '') return []
  if (digest !== '' && bundleDigest(folder) !== digest) {
    throw new UserError(
      'bundle-changed',
      `the bundles in ${folder} are not those that retrain handed over`,
      'Run the job again; nothing else may write into the runner’s temporary folder meanwhile.',
    )
  }
  return bundlesIn(folder).map((name) => ({ model: name, folder: join(folder, name) }))
}

/** One digest over the tables of contents of all bundles: they name their records by digest. */
export function bundleDigest(folder: string): string {
  const files = bundlesIn(folder).flatMap((name) => [join(name, BUNDLE), join(name, KEPT)])
  const lines = files.flatMap((name) => {
    const file = join(folder, name)
    // A training below level 4 may put anything there: of a pipe nobody would ever see the end.
    const isFile = lstatSync(file, { throwIfNoEntry: false })?.isFile() === true
    return isFile ? [`${sha256(readFileSync(file))} ${name}\n`] : []
  })
  return sha256(lines.join(''))
}

/** The models that a job's bundles may be of. */
export function modelsOf({ models }: JobPlan): string[] {
  return models.map(({ draft }) => draft.model.name)
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Where the parts of `retrain` find one another on one machine. */
export interface BeginOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly config: string
  /** Path of the plan; `''` where it comes as an artifact. */
  readonly plan: string
  readonly digest: string
  readonly handOver: HandOver
  readonly node: string
}

/** Where a job leaves the bundles of one configuration. */
export function bundlesFolder(env: BeginOptions['env'], config: string): string {
  return join(stageFolder(env, config), 'bundles')
}

/** Brings the plan onto the machine that trains, and says where everything is. @throws {UserError} as readPlan */
export async function beginRetrain(options: BeginOptions): Promise<Said> {
  const { env, config, digest, handOver, node } = options
  const folder = stageFolder(env, config)
  const plan =
    handOver === 'artifact' ? await receivePlan(config, join(folder, 'plan')) : options.plan
  const read = readPlan(plan, digest)
  const brought = await bringDigests(read, plan, env['RUNNER_TEMP'])
  const bundles = bundlesFolder(env, config)
  rmSync(bundles, { recursive: true, force: true })
  return {
    outputs: {
      node,
      entry: retrainEntry(),
      plan,
      'plan-digest': digest,
      bundles,
      digests: mayLeave(read) ? leftFile(plan) : '',
    },
    log: brought.join('\n'),
  }
}

export interface EndOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Path of `reprise.yml`. */
  readonly config: string
  readonly bundles: string
  /** Where the digests of data are that may be kept; `''` where none may. */
  readonly digests: string
  readonly seed: string
  readonly handOver: HandOver
}

/**
 * Hands over what was trained, also where the training ended half-way: by the digest of all bundles to this job's report,
 * and as artifacts to that of another. Of a cancelled job see keepCancelled.
 */
export async function endRetrain(options: EndOptions): Promise<Said> {
  const { env, config, bundles, digests, seed, handOver } = options
  const folders = bundlesIn(bundles).map((name) => join(bundles, name))
  const kept = await keepDigests(digests, folders, env['RUNNER_TEMP'])
  const names =
    handOver === 'artifact' ? await sendBundles(bundles, sendingOf({ env, config, seed })) : []
  return {
    outputs: { bundles, 'bundle-digest': bundleDigest(bundles) },
    log: [...kept, ...names.map((name) => `artifact: ${name}`)].join('\n'),
  }
}

/** How the bundles of a job are sent; its seed is `''` where it was asked for none. */
export function sendingOf({
  env,
  config,
  seed,
}: Pick<EndOptions, 'env' | 'config' | 'seed'>): Sending {
  return {
    config,
    ...(seed !== '' && { seed: Number(seed) }),
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
  }
}
