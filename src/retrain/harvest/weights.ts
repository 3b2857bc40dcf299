import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { digestFiles } from '../../digest/digest.ts'
import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import { manifestDigest, manifestOf, type Manifest } from '../../record/manifest.ts'
import type { RunRecord } from '../../record/record.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import { matchAll } from './match.ts'
import type { RunTree } from './tree.ts'

export interface WeightsRead {
  readonly paths: readonly string[]
  readonly weights: RunRecord['weights'] | undefined
  readonly manifest: Manifest | undefined
  readonly findings: readonly Finding[]
}

/** A file's size costs a training nothing, hashing it takes its time: 200 GB take some minutes. */
const MOST_BYTES = 200e9

/**
 * The declared weights by their digests. Where one is missing there is no digest at all: a part proves nothing.
 *
 * @throws the signal's reason
 */
export async function harvestWeights(
  tree: RunTree,
  model: ModelSpec,
  signal?: AbortSignal,
): Promise<WeightsRead> {
  const { paths, empty } = matchAll(model.weights, tree.written)
  const missing = empty.map((path) =>
    unread(path, '`weights:` names it, and this run wrote no such file'),
  )
  const none = { paths, weights: undefined, manifest: undefined }
  if (paths.length === 0 || missing.length > 0) return { ...none, findings: missing }
  const size = paths.reduce((sum, path) => sum + sizeOf(join(tree.root, path)), 0)
  if (size > MOST_BYTES) {
    const why = `the declared weights have ${size} bytes, more than ${MOST_BYTES}: they were not digested`
    return { ...none, findings: [unread(paths[0] ?? '.', why)] }
  }
  try {
    const digests = [...(await digestFiles(tree.root, paths, signal && { signal }))]
    const manifest = manifestOf(
      'weights',
      digests.map(([path, { value }]) => [path, value.replace(/^x /, '')] as const),
    )
    const bytes = digests.reduce((sum, [, file]) => sum + file.bytes, 0)
    return {
      paths,
      weights: { digest: manifestDigest(manifest), files: paths.length, bytes },
      manifest,
      findings: [],
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { ...none, findings: [unread(error.place?.file ?? paths[0] ?? '.', error.message)] }
  }
}

function sizeOf(file: string): number {
  return lstatSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function unread(path: string, why: string): Finding {
  return { kind: 'source-unreadable', path, why }
}
