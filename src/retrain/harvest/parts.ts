import type { Digest } from '../../record/digest.ts'
import type { Finding } from '../../record/finding.ts'
import { inputDigest } from '../../record/input.ts'
import { diffManifests, manifestDigest, manifestOf, type Manifest } from '../../record/manifest.ts'
import type { RunRecord } from '../../record/record.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import type { HarvestContext } from './context.ts'
import type { Shelf } from './shelf.ts'
import { lastLines } from '../log.ts'
import type { RunData, RunOutcome } from '../outcome.ts'

/** The input digest of a run, from what is known of it before it starts. */
export function digestInputs(
  outcome: Pick<RunOutcome, 'env' | 'network'> & {
    readonly data: ReadonlyArray<Pick<RunData, 'name' | 'manifest'>>
  },
  model: ModelSpec,
  tree: Digest,
  packages: Readonly<Record<string, Digest>>,
): RunRecord['input'] {
  return inputDigest({
    tree,
    train: model.train,
    directory: model.directory,
    setup: model.setup ?? null,
    env: outcome.env,
    deterministic: model.deterministic,
    network: outcome.network,
    data: Object.fromEntries(
      outcome.data.map(({ name, manifest }) => [name, manifestDigest(manifest)]),
    ),
    packages,
  })
}

/** The tree that was trained, and what of it was imported. */
export function codeOf(
  outcome: RunOutcome,
  { code }: HarvestContext,
  imported: Manifest | undefined,
  shelf: Shelf,
): RunRecord['code'] {
  const manifest = shelf.putManifest(manifestOf('code', outcome.before))
  const sources = imported === undefined ? undefined : shelf.putManifest(imported)
  return { ...code, tree: outcome.tree, manifest, ...(sources === undefined ? {} : { sources }) }
}

export function configOf(
  outcome: RunOutcome,
  model: ModelSpec,
  params: RunRecord['config']['params'],
  seed: RunRecord['config']['seed'],
): RunRecord['config'] {
  const { train, directory, setup = null } = model
  return {
    train,
    directory,
    setup,
    env: { ...outcome.env },
    params,
    seed,
    deterministic: model.deterministic,
    network: networkOf(outcome),
  }
}

/**
 * Whether the run could use the network: below level 4 nothing keeps it from doing so, whatever was asked. The input
 * digest keeps what was asked, so that one `reprise.yml` has one digest on every machine.
 */
export function networkOf({ network, isolation }: RunOutcome): 'on' | 'off' {
  return isolation === 4 ? network : 'on'
}

export function dataSet(
  { name, mode, manifest, after, files, bytes }: RunData,
  shelf: Shelf,
): RunRecord['data'][number] {
  const before = shelf.putManifest(manifest)
  return {
    name,
    mode,
    manifest: before,
    ...(after === undefined ? {} : { after: shelf.putManifest(after) }),
    files,
    bytes,
  }
}

const TAIL_LINES = 60

export function runOf(outcome: RunOutcome, shelf: Shelf): RunRecord['run'] {
  const { started, seconds, setupSeconds, exit, isolation, window } = outcome
  const tail = exit.how === 'finished' ? '' : lastLines(outcome.stderr, TAIL_LINES)
  return {
    segments: [{ started: started.toISOString(), seconds }],
    ...(setupSeconds === undefined ? {} : { setupSeconds }),
    exit,
    isolation,
    ...(window === undefined ? {} : { window: { ...window } }),
    ...(tail === '' ? {} : { tail: shelf.put('log', Buffer.from(tail)) }),
  }
}

const SHOWN = 20

/** What the launcher saw. */
export function runFindings(outcome: RunOutcome): Finding[] {
  const { isolation, isolationWhy, processesLeft, leftOut, data } = outcome
  const changed = data.flatMap(({ name, manifest, after }): Finding[] => {
    const paths =
      after === undefined ? [] : diffManifests(manifest, after).map((difference) => difference.name)
    return paths.length === 0 ? [] : [{ kind: 'data-changed', name, paths: paths.slice(0, SHOWN) }]
  })
  return [
    ...(isolation === 4
      ? []
      : [
          {
            kind: 'weak-isolation',
            level: isolation,
            why: isolationWhy ?? 'it was asked for',
          } as const,
        ]),
    ...leftOut.map((path): Finding => ({ kind: 'left-out', path })),
    ...changed,
    ...(processesLeft === 0 ? [] : [{ kind: 'processes-left', count: processesLeft } as const]),
  ]
}
