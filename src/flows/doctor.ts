import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram, foldersOfPath } from '../git/programs.ts'
import { findRepository } from '../git/repository.ts'
import { UserError } from '../record/error.ts'
import type { Finding } from '../record/finding.ts'
import { spellKey } from '../record/key.ts'
import { hardwareKey } from '../readers/hardware/key.ts'
import { findIsolation, type Isolation } from '../retrain/isolation.ts'
import { machineEnv, readMachine, type Machine } from '../retrain/machine.ts'
import type { ModelSpec } from '../spec/spec.ts'
import type { Circumstances, ModelFacts } from '../survey/circumstances.ts'
import { diagnose } from '../survey/diagnose.ts'
import { probeProblem, programsOf } from '../survey/program.ts'
import {
  dataFacts,
  diskFacts,
  gitFacts,
  importFacts,
  pinsFacts,
  readTree,
  type Tree,
} from './circumstances.ts'
import { openProject, ownFiles, type Project } from './project.ts'

/** Variables of the caller: PATH decides which programs are found, CUDA's which devices. */
export type Variables = Readonly<Record<string, string | undefined>>

/** What keeps this machine and repository from trustworthy runs, the gravest first. Trains nothing, changes nothing. */
export async function doctor(
  cwd: string,
  config: string | undefined,
  env: Variables,
): Promise<Finding[]> {
  const [place, machine, isolation] = await Promise.all([
    findPlace(cwd, config),
    readMachine(env),
    findIsolation(foldersOfPath(env['PATH']), 'on', undefined),
  ])
  const here = { isolation: isolationFacts(isolation), hardware: hardwareFacts(machine, place) }
  return diagnose({ ...here, ...(await placeFacts(place, env)) })
}

/** How far one gets: not to a repository, not to a usable configuration, or to a project. */
type Place =
  | { readonly at: 'nowhere'; readonly error: UserError }
  | { readonly at: 'repository'; readonly root: string; readonly config: Circumstances['config'] }
  | { readonly at: 'project'; readonly project: Project }

async function findPlace(cwd: string, config: string | undefined): Promise<Place> {
  const repository = await orError(() => findRepository(cwd))
  if (repository instanceof UserError) return { at: 'nowhere', error: repository }
  const project = await orError(() => openProject(cwd, config))
  if (!(project instanceof UserError)) return { at: 'project', project }
  const path = project.place?.file ?? config ?? 'reprise.yml'
  const exists = project.code !== 'config-absent'
  return {
    at: 'repository',
    root: repository.root,
    config: { path, exists, problem: exists ? project.message : undefined },
  }
}

async function orError<T>(ask: () => Promise<T>): Promise<T | UserError> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

type PlaceFacts = Omit<Circumstances, 'isolation' | 'hardware'>

const UNSEEN: PlaceFacts = {
  git: { problem: undefined, dirty: [], lfsPointers: [] },
  config: { path: 'reprise.yml', exists: false, problem: undefined },
  lock: { path: 'reprise.lock', exists: false, problem: undefined },
  models: [],
  pins: [],
  imports: [],
  disk: { free: Number.MAX_SAFE_INTEGER, tree: 0 },
}

async function placeFacts(place: Place, env: Variables): Promise<PlaceFacts> {
  if (place.at === 'nowhere')
    return { ...UNSEEN, git: { ...UNSEEN.git, problem: noGit(place.error) } }
  if (place.at === 'repository') {
    const { root, config } = place
    const own = [config.path, join(dirname(config.path), 'reprise.lock')]
    return { ...UNSEEN, ...(await treeFacts(await readTree(root, []), own)), config }
  }
  const { project } = place
  const { root, spec, folder, lock } = project
  const tree = await readTree(root, Object.values(spec.models))
  return {
    ...(await treeFacts(tree, ownFiles(project))),
    config: { path: spec.file, exists: true, problem: undefined },
    lock: {
      path: join(folder, 'reprise.lock'),
      exists: lock.state !== 'absent',
      problem: lock.state === 'unreadable' ? lock.why : undefined,
    },
    models: await Promise.all(tree.models.map((model) => modelFacts(project, tree, model, env))),
  }
}

/** The finding's own advice is for a folder that is no repository; any other reason brings its own. */
function noGit({ code, message, hint }: UserError): string {
  return code === 'not-a-repository' ? message : `${message}. ${hint.replace(/\.$/, '')}`
}

async function treeFacts(
  tree: Tree,
  own: readonly string[],
): Promise<Pick<PlaceFacts, 'git' | 'pins' | 'imports' | 'disk'>> {
  return {
    git: await gitFacts(tree, own),
    pins: pinsFacts(tree),
    imports: importFacts(tree),
    disk: diskFacts(tree),
  }
}

async function modelFacts(
  { root, lock }: Project,
  tree: Tree,
  model: ModelSpec,
  env: Variables,
): Promise<ModelFacts> {
  const set = Object.fromEntries(Object.entries(model.env).filter(([, value]) => value !== null))
  const variables: Variables = { ...env, ...(set as Readonly<Record<string, string>>) }
  const directory = join(root, model.directory)
  const key = await keyOf(model, env)
  return {
    name: model.name,
    directory: {
      path: model.directory,
      exists: statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true,
    },
    interpreter: findInterpreter(model, directory, foldersOfPath(variables['PATH'])),
    probeAbsent: probeProblem(model.train),
    hasBaseline:
      key === undefined || (lock.state === 'found' && lock.lock.baselines[key] !== undefined),
    data: dataFacts(tree, model),
  }
}

/** Undefined where the hardware cannot be told, which is a finding of its own. */
async function keyOf(
  { name, accelerator, env }: ModelSpec,
  caller: Variables,
): Promise<string | undefined> {
  const { hardware } = await readMachine(machineEnv(caller, env))
  const key = await orError(async () => hardwareKey(hardware, accelerator))
  return key instanceof UserError ? undefined : spellKey({ model: name, ...key })
}

/** `setup` may install the program, or make its folder. */
function findInterpreter(
  { train, setup }: ModelSpec,
  directory: string,
  path: readonly string[],
): ModelFacts['interpreter'] {
  const [program] = programsOf(train)
  if (program === undefined || setup !== undefined || !existsSync(directory))
    return { command: program?.name ?? train, found: true }
  const { name: command, moved } = program
  if (command.includes('/'))
    return {
      command,
      found: moved || existsSync(join(command.startsWith('/') ? '/' : directory, command)),
    }
  return { command, found: findProgram(command, path) !== undefined }
}

function isolationFacts(isolation: Isolation): Circumstances['isolation'] {
  const why = 'why' in isolation ? isolation.why : ''
  const mend = /not installed/.test(why)
    ? 'apt-get install bubblewrap (dnf, pacman and apk have it under the same name)'
    : 'allow unprivileged user namespaces for bwrap: on Ubuntu ≥ 23.10 an AppArmor profile, in a container a seccomp profile that permits them'
  return { level: isolation.level, why, mend }
}

/** A device that every model declares needs no tool that describes it. */
function hardwareFacts({ hardware, findings }: Machine, place: Place): Circumstances['hardware'] {
  const models = place.at === 'project' ? Object.values(place.project.spec.models) : []
  const isDeclared =
    models.length > 0 && models.every(({ accelerator }) => accelerator !== undefined)
  const unknown = findings.find((finding) => finding.kind === 'hardware-unknown')
  return {
    accelerators: hardware.accelerators.length,
    driver: hardware.driver,
    problem: isDeclared ? undefined : unknown?.why,
  }
}
