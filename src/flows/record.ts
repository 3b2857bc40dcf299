import { realpathSync } from 'node:fs'
import { dataManifest, fileManifest } from '../digest/manifests.ts'
import { expandPaths } from '../digest/expand.ts'
import { hardwareKey } from '../readers/hardware/key.ts'
import { readParams } from '../readers/params.ts'
import { readMetrics } from '../readers/read.ts'
import { digestOf, type Digest } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
import { inputDigest } from '../record/input.ts'
import { parseKey, spellAccelerator, type HardwareKey } from '../record/key.ts'
import { manifestOf } from '../record/manifest.ts'
import { seal, type Fact, type RunRecord } from '../record/record.ts'
import { encodeSeries, summarise } from '../record/series.ts'
import { makeShelf, type Shelf } from '../retrain/harvest/shelf.ts'
import { readMachine } from '../retrain/machine.ts'
import { openLedger } from './records.ts'
import { sourcesOf } from './read.ts'

/** Files of a run made elsewhere, relative to the caller's folder. */
export interface RunFiles {
  readonly metrics: readonly string[]
  readonly params?: readonly string[]
  readonly data?: readonly string[]
  readonly weights?: readonly string[]
  readonly model: string
  /** `<name> x<count>` as keys spell it, or `here`: this machine. */
  readonly accelerator: string
  /** Which project's ledger keeps the record. */
  readonly config: string | undefined
}

const UNKNOWN: Fact = { state: 'unknown', source: 'files of a run made elsewhere' }

/**
 * A record of a run that Reprise did not start. What its files cannot tell is unknown; its input digest is its own, for
 * what is unknown is never equal.
 *
 * @throws {UserError} `no-metrics`, `data-missing`, `accelerator-invalid`, `source-unreadable`
 */
export async function recordFromFiles(cwd: string, files: RunFiles): Promise<RunRecord> {
  const root = realpathSync(cwd)
  const shelf = makeShelf()
  const { series, findings } = readMetrics(sourcesOf(root, files.metrics), { declared: true })
  if (series.length === 0) {
    throw new UserError(
      'no-metrics',
      `no metric can be read in ${files.metrics.join(', ')}`,
      `See why: reprise read ${files.metrics.join(' ')}`,
    )
  }
  shelf.put('series', encodeSeries(series))
  const { key, hardware, fact } = await hardwareOf(files.accelerator)
  const params = Object.fromEntries(
    sourcesOf(root, files.params ?? []).map((source) => [
      source.name,
      valuesOf(readParams(source)),
    ]),
  )
  const data = await dataOf(root, files.data ?? [], shelf)
  const weights = await weightsOf(root, files.weights ?? [], shelf)
  const summaries = series.map(summarise)
  const known = digestOf({
    series: summaries.map(({ digest }) => digest),
    params: JSON.stringify(params),
  })
  const record = seal({
    schema: 'reprise/record/v1',
    model: files.model,
    key,
    input: inputDigest({
      ...NOTHING_KNOWN,
      tree: known,
      data: Object.fromEntries(data.map(({ name, manifest }) => [name, manifest])),
    }),
    code: { dirty: true, manifest: shelf.putManifest(manifestOf('code', [])) },
    config: {
      train: '',
      directory: '.',
      setup: null,
      env: {},
      params,
      seed: { index: 0, how: 'program' },
      deterministic: false,
      network: 'on',
    },
    data,
    environment: { platform: 'unknown', pins: {}, variables: {} },
    hardware,
    run: { segments: [], exit: { how: 'finished' }, isolation: 1 },
    series: summaries,
    ...(weights === undefined ? {} : { weights }),
    attachments: shelf.list(),
    parents: [],
    findings: [...findings],
    facts: factsOf(files, fact),
  })
  await (await openLedger({ cwd, config: files.config })).append(record, shelf.contents())
  return record
}

const NOTHING_KNOWN = {
  train: '',
  directory: '.',
  setup: null,
  env: {},
  deterministic: false,
  network: 'on',
  packages: {},
} as const

function factsOf({ params, data }: RunFiles, hardware: Fact): RunRecord['facts'] {
  const declared = (paths: readonly string[] | undefined): Fact =>
    paths === undefined ? UNKNOWN : { state: 'declared', source: 'command line' }
  return {
    code: UNKNOWN,
    config: declared(params),
    data: declared(data),
    environment: UNKNOWN,
    hardware,
    seed: UNKNOWN,
    determinism: UNKNOWN,
  }
}

function valuesOf(params: ReturnType<typeof readParams>): RunRecord['config']['params'][string] {
  return Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value]))
}

interface Hardware {
  readonly key: HardwareKey
  readonly hardware: RunRecord['hardware']
  readonly fact: Fact
}

async function hardwareOf(accelerator: string): Promise<Hardware> {
  if (accelerator === 'here') {
    const { hardware } = await readMachine()
    return {
      key: hardwareKey(hardware),
      hardware,
      fact: { state: 'recorded', source: 'this machine' },
    }
  }
  const [name = '', count] = accelerator.split(/ x(?=\d+$)/)
  const spelled = parseKey(
    `m @ ${spellAccelerator(name)}${count === undefined ? '' : ` x${count}`}`,
  )
  if (spelled === undefined) {
    throw new UserError(
      'accelerator-invalid',
      `${JSON.stringify(accelerator)} names no accelerator`,
      'Write it as in reprise.lock, for example "nvidia-h200 x1", or "here".',
    )
  }
  const { model: _, ...key } = spelled
  const fact: Fact = { state: 'declared', source: 'command line' }
  return { key, hardware: { cpu: { level: 'unknown', cores: 0 }, accelerators: [] }, fact }
}

async function dataOf(
  root: string,
  paths: readonly string[],
  shelf: Shelf,
): Promise<RunRecord['data']> {
  const sets: RunRecord['data'] = []
  for (const name of paths) {
    const { manifest, files, bytes } = await dataManifest(root, name)
    sets.push({ name, mode: 'bind', manifest: shelf.putManifest(manifest), files, bytes })
  }
  return sets
}

async function weightsOf(
  root: string,
  paths: readonly string[],
  shelf: Shelf,
): Promise<RunRecord['weights']> {
  if (paths.length === 0) return undefined
  const { manifest, files, bytes } = await fileManifest(
    'weights',
    root,
    paths.flatMap((path) => expandPaths(root, path)),
  )
  const digest: Digest = shelf.putManifest(manifest)
  return { digest, files, bytes }
}
