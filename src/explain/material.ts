import { sha256, type Digest } from '../record/digest.ts'
import {
  decodeManifest,
  diffManifests,
  type Difference,
  type Manifest,
} from '../record/manifest.ts'
import type { RunRecord } from '../record/record.ts'

export type Side = 'run' | 'baseline'

/** Contents that were gathered before explaining; what is not at hand is `undefined` and makes its part unknown. */
export interface Material {
  attachment(digest: Digest): Uint8Array | undefined
  /** A file of the tree that one side trained; refused unless its digest is the one in that side's manifest. */
  text(side: Side, path: string): Uint8Array | undefined
}

/** One side: its record, and what its manifests list. */
export interface View {
  readonly side: Side
  readonly record: RunRecord
  /** Name → value; undefined where the attachment is missing, damaged or not what its digest says. */
  list(of: Manifest['of'], digest: Digest | undefined): Manifest | undefined
  /** A file's bytes, proven to be those that this side's manifests name. */
  text(path: string): Uint8Array | undefined
  /** What this side's manifests of data and code say of a path: `null` if none lists it, undefined if one is missing. */
  value(path: string): string | null | undefined
}

/** Two runs to be explained. */
export interface Pair {
  readonly run: View
  readonly baseline: View
  /** Files of the tree that differ; undefined where they differ and a list is not at hand. */
  readonly tree: readonly Difference[] | undefined
}

/** Makes the two sides ready to be compared. */
export function pairOf(run: RunRecord, baseline: RunRecord, material: Material): Pair {
  const young = viewOf('run', run, material)
  const old = viewOf('baseline', baseline, material)
  const tree = differences(old, young, 'code', baseline.code.manifest, run.code.manifest)
  return { run: young, baseline: old, tree }
}

/** What differs between two lists. Equal digests need no attachment: they are equal lists. */
export function differences(
  before: View,
  after: View,
  of: Manifest['of'],
  old: Digest,
  young: Digest,
): readonly Difference[] | undefined {
  if (old === young) return []
  const [a, b] = [before.list(of, old), after.list(of, young)]
  return a === undefined || b === undefined ? undefined : diffManifests(a, b)
}

function viewOf(side: Side, record: RunRecord, material: Material): View {
  const lists = new Map<Digest, Manifest | undefined>()
  const list: View['list'] = (of, digest) => {
    if (digest === undefined) return undefined
    if (!lists.has(digest)) lists.set(digest, readList(material.attachment(digest), digest))
    const manifest = lists.get(digest)
    return manifest?.of === of ? manifest : undefined
  }
  const lookUp = lookUpOf(record, list)
  return {
    side,
    record,
    list,
    value: lookUp,
    text(path) {
      const bytes = material.text(side, path)
      return bytes !== undefined && sha256(bytes) === contentOf(lookUp(path)) ? bytes : undefined
    },
  }
}

function lookUpOf(record: RunRecord, list: View['list']): View['value'] {
  let values: ReadonlyMap<string, string> | undefined
  let complete = true
  const gather = (): ReadonlyMap<string, string> => {
    const lists = [
      ...record.data.map((set) => list('data', set.manifest)),
      list('code', record.code.manifest),
    ]
    complete = !lists.includes(undefined)
    return new Map(lists.flatMap((manifest) => manifest?.entries ?? []))
  }
  return (path) => {
    values ??= gather()
    return values.get(path) ?? (complete ? null : undefined)
  }
}

/** The digest in a manifest's value, the executable bit aside; undefined for a link. */
export function contentOf(value: string | null | undefined): string | undefined {
  const digest = value?.replace(/^x /, '')
  return digest?.startsWith('sha256:') === true ? digest : undefined
}

function readList(bytes: Uint8Array | undefined, digest: Digest): Manifest | undefined {
  if (bytes === undefined || sha256(bytes) !== digest) return undefined
  try {
    return decodeManifest(bytes, digest)
  } catch {
    // What cannot be read cannot be compared: the caller says unknown.
    return undefined
  }
}
