import * as z from 'zod/mini'
import { canonicalJson } from './canonical.ts'
import { sha256, type Digest } from './digest.ts'
import { parseJson } from './json.ts'
import { UserError } from './error.ts'

/**
 * A sorted list name → value, kept as an attachment. What a value is depends on `of`:
 * `code`, `data`, `sources`, `weights`: `sha256:<hex>` of a file's bytes, `x sha256:<hex>` for an executable,
 * `link:<target>` for a symbolic link; `packages`: a version. Names are paths relative to the work tree, or package names.
 */
export const Manifest = z.strictObject({
  schema: z.literal('reprise/manifest/v1'),
  of: z.enum(['code', 'data', 'packages', 'sources', 'weights']),
  entries: z.array(z.tuple([z.string(), z.string()])),
})
export type Manifest = z.infer<typeof Manifest>

/** A manifest in the one order that its digest is made from: UTF-8 bytes of the name; of equal names the last counts. */
export function manifestOf(
  of: Manifest['of'],
  entries: Iterable<readonly [string, string]>,
): Manifest {
  const sorted = [...new Map(entries)].sort(([a], [b]) => compareNames(a, b))
  return { schema: 'reprise/manifest/v1', of, entries: sorted }
}

/**
 * The order of the names' UTF-8 bytes, which is that of their code points. Strings compare by UTF-16 units, where
 * surrogates stand before U+E000 to U+FFFF: these two ranges change places.
 */
function compareNames(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at < length ? rank(a.charCodeAt(at)) - rank(b.charCodeAt(at)) : a.length - b.length
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** The bytes under which a manifest is stored: its canonical JSON. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  return Buffer.from(canonicalJson(manifest))
}

/** A manifest's digest: that of its stored bytes. */
export function manifestDigest(manifest: Manifest): Digest {
  return sha256(encodeManifest(manifest))
}

/** @throws {UserError} `manifest-invalid`, or a code of {@link parseJson} */
export function decodeManifest(bytes: Uint8Array, file: string): Manifest {
  const parsed = Manifest.safeParse(
    parseJson(Buffer.from(bytes).toString('utf8'), file, { length: 256 * 1024 * 1024 }),
  )
  if (parsed.success && isSorted(parsed.data)) return parsed.data
  throw new UserError('manifest-invalid', `${file} is no manifest`, 'Fetch the attachment again.', {
    file,
  })
}

/** Whether every name stands once, in order: another spelling of the same list would have another digest. */
function isSorted({ entries }: Manifest): boolean {
  return entries.every(
    ([name], index) => index === 0 || compareNames(entries[index - 1]?.[0] ?? '', name) < 0,
  )
}

/** A name whose value differs; a side where the name is missing is `undefined`. */
export interface Difference {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** The names in which two manifests differ, in the order of their names. */
export function diffManifests(before: Manifest, after: Manifest): Difference[] {
  const old = new Map(before.entries)
  const young = new Map(after.entries)
  const names = manifestOf(after.of, new Map([...old, ...young])).entries.map(([name]) => name)
  return names
    .map((name) => ({ name, before: old.get(name), after: young.get(name) }))
    .filter((entry) => entry.before !== entry.after)
}
