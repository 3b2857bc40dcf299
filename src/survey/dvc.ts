import { parse } from 'yaml'
import { isObject, textsOf } from './values.ts'
import type { Candidate, RepositoryListing } from './survey.ts'

/** The stage of `dvc.yaml` that trains: its command, and the files that DVC says it reads and writes. */
export function dvcCandidates(files: RepositoryListing): Candidate[] {
  const text = files.paths.includes('dvc.yaml') ? files.read('dvc.yaml') : undefined
  const document = documentOf(text)
  const stages = Object.entries(stagesIn(document))
  const made = new Set(stages.flatMap(([, stage]) => textsOf(stage['outs'])))
  return stages.flatMap(([name, stage]): Candidate[] => {
    const trains = /train|fit|fine_?tune/i.test(`${name} ${textsOf(stage['cmd']).join(' ')}`)
    if (!trains || textsOf(stage['cmd']).length === 0) return []
    const metrics = textsOf(document['metrics'])
    return [stageCandidate(files, [[name, stage], ...measuring(stages, stage, metrics)], made)]
  })
}

/** Files and folders whose digests stand in a `dvc.lock`: the version that belongs to a commit is known. */
export function dvcLocked(text: string | undefined): string[] {
  const stages = Object.values(stagesIn(documentOf(text)))
  const entries = stages.flatMap(({ deps, outs }) => [deps, outs].flat()).filter(isObject)
  const digested = entries.filter(({ md5, etag, checksum }) => [md5, etag, checksum].some(Boolean))
  return digested.flatMap(({ path }) => (typeof path === 'string' ? [path] : []))
}

type Stage = readonly [name: string, stage: Readonly<Record<string, unknown>>]

/** Where the stage that trains measures nothing: the one that measures what it made. `all`: metrics of the whole file. */
function measuring(stages: readonly Stage[], training: Stage[1], all: readonly string[]): Stage[] {
  if (metricsOf(training, all).length > 0) return []
  const made = textsOf(training['outs'])
  const found = stages.find(
    ([, stage]) =>
      textsOf(stage['deps']).some((path) => made.includes(path)) &&
      metricsOf(stage, all).length > 0,
  )
  return found === undefined ? [] : [[found[0], { ...found[1], metrics: metricsOf(found[1], all) }]]
}

function metricsOf(stage: Stage[1], all: readonly string[]): string[] {
  const outs = textsOf(stage['outs'])
  const below = all.filter((path) => outs.some((out) => path === out || path.startsWith(`${out}/`)))
  return [...textsOf(stage['metrics']), ...below]
}

function stageCandidate(
  files: RepositoryListing,
  run: readonly Stage[],
  made: ReadonlySet<string>,
): Candidate {
  const [name, stage] = run[0] as Stage
  const of = (key: string): string[] => run.flatMap(([, one]) => textsOf(one[key]))
  const commands = of('cmd')
  const deps = [...new Set(of('deps'))].filter((path) => !textsOf(stage['outs']).includes(path))
  const earlier = deps.filter((path) => made.has(path))
  // DVC fills in ${…} and changes to `wdir` itself.
  const own =
    !commands.some((command) => command.includes('${')) &&
    run.every(([, one]) => one['wdir'] === undefined)
  return {
    train: own
      ? commands.join(' && ')
      : run.map(([one]) => `dvc repro --single-item ${one}`).join(' && '),
    script: commands
      .flatMap((command) => command.split(/\s+/))
      .find((word) => word.endsWith('.py') && files.paths.includes(word)),
    score: name === 'train' ? 12 : 9,
    because: [
      `the stage ${name} of dvc.yaml trains`,
      ...run.slice(1).map(([other]) => `the stage ${other} measures what it made`),
      ...(earlier.length === 0
        ? []
        : [
            `it reads ${earlier.join(', ')} of earlier stages: run \`dvc pull\` or \`dvc repro\` first`,
          ]),
    ],
    data: deps.filter(
      (path) => !/\.(?:py|sh|R|jl|ipynb)$/.test(path) && !isFolderOfCode(files, path),
    ),
    params: paramsOf(
      files,
      run.flatMap(([, one]) => one['params'] ?? []),
    ),
    metrics: of('metrics'),
    weights: textsOf(stage['outs']).filter((path) =>
      /model|weights|checkpoint|\.(?:pt|pth|ckpt|safetensors|pkl|joblib|h5|keras)$/i.test(path),
    ),
  }
}

function isFolderOfCode(files: RepositoryListing, path: string): boolean {
  return files.paths.some(
    (file) => file.startsWith(`${path.replace(/\/$/, '')}/`) && file.endsWith('.py'),
  )
}

/** Keys stand in `params.yaml`; an entry that maps a file to keys names another file. */
function paramsOf(files: RepositoryListing, written: unknown): string[] {
  const entries = Array.isArray(written) ? written : []
  const named = entries.filter(isObject).flatMap((entry) => Object.keys(entry))
  const plain = entries.some((entry) => typeof entry === 'string') ? ['params.yaml'] : []
  return [...plain, ...named].filter((path) => files.paths.includes(path))
}

function documentOf(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = text === undefined ? undefined : parse(text, { maxAliasCount: 100 })
    return isObject(value) ? value : {}
  } catch {
    // A guess only: a file that cannot be read gives no hint.
    return {}
  }
}

function stagesIn({ stages }: Record<string, unknown>): Record<string, Record<string, unknown>> {
  const entries = Object.entries(isObject(stages) ? stages : {})
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Record<string, unknown>] => isObject(entry[1])),
  )
}
