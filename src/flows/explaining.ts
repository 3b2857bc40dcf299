import { explain } from '../explain/explain.ts'
import type { TracedRuns } from '../explain/partings.ts'
import type { Explanation } from '../explain/explanation.ts'
import type { Material } from '../explain/material.ts'
import { TEXT_BYTES } from '../explain/content.ts'
import { wanted } from '../explain/wanted.ts'
import { readBlob } from '../git/objects.ts'
import type { Trace } from '../readers/trace/trace.ts'
import type { Digest } from '../record/digest.ts'
import { sha256 } from '../record/digest.ts'
import type { RunRecord } from '../record/record.ts'
import { fileSource } from '../retrain/file-source.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { loadAttachments } from './attachments.ts'
import { tracesOf } from './traces.ts'

/** Where contents are looked up: the ledger, and the work tree with its git objects. A project is one. */
export interface Shelf {
  readonly root: string
  readonly ledger: Ledger
}

/** What was run beside a run and its baseline, as far as it was. */
export interface Beside {
  /** The same inputs and seed again. Where it is the baseline too, the run stands beside itself alone. */
  readonly repeat?: RunRecord | undefined
  /** Either side once more, looking closely at a few steps. */
  readonly windows?: Partial<Record<'run' | 'baseline', RunRecord | undefined>> | undefined
}

/**
 * Compares two records factor by factor, and step by step where both were traced, with what ledger, git and the working tree
 * hold of their contents.
 */
export async function explainRecords(
  shelf: Shelf,
  run: RunRecord,
  baseline: RunRecord,
  beside: Beside = {},
): Promise<Explanation> {
  const attachments = await loadAttachments(shelf.ledger, [run, baseline], ['manifest'])
  const attachment = (digest: Digest): Uint8Array | undefined => attachments.get(digest)
  const texts = new Map<string, Uint8Array>()
  for (const { side, path, digest } of wanted(run, baseline, attachment)) {
    const bytes = await contentOf(shelf.root, side === 'run' ? run : baseline, path, digest)
    if (bytes !== undefined) texts.set(`${side}:${path}`, bytes)
  }
  const material: Material = { attachment, text: (side, path) => texts.get(`${side}:${path}`) }
  const traced = await tracedRuns(shelf.ledger, run, baseline, beside)
  return explain({ run, baseline, material, traced })
}

async function tracedRuns(
  ledger: Ledger,
  run: RunRecord,
  baseline: RunRecord,
  { repeat, windows }: Beside,
): Promise<TracedRuns> {
  const own = await tracesOf(ledger, run)
  const besideItself = repeat?.id === baseline.id
  const [other, again, closely] = [
    besideItself ? undefined : await tracesOf(ledger, baseline),
    repeat && (await tracesOf(ledger, repeat)),
    windows && (await windowsOf(ledger, windows)),
  ]
  return {
    run: own,
    ...(other && { baseline: other }),
    ...(again && { repeat: again }),
    ...(closely && { windows: closely }),
  }
}

async function windowsOf(
  ledger: Ledger,
  { run, baseline }: NonNullable<Beside['windows']>,
): Promise<NonNullable<TracedRuns['windows']>> {
  const found = async (record: RunRecord | undefined): Promise<readonly Trace[]> => {
    const traced = record && (await tracesOf(ledger, record))
    return traced?.state === 'found' ? traced.traces : []
  }
  return { run: await found(run), baseline: await found(baseline) }
}

/** A file's bytes as one run saw them: from its commit, or the working tree where that still has them. */
async function contentOf(
  root: string,
  record: RunRecord,
  path: string,
  digest: string,
): Promise<Uint8Array | undefined> {
  const { commit } = record.code
  const blob =
    commit === undefined ? undefined : await readBlob(root, commit, path).catch(() => undefined)
  if (blob !== undefined && sha256(blob) === digest) return blob
  const file = readQuietly(root, path)
  return file !== undefined && sha256(file) === digest ? file : undefined
}

/** A plain file's bytes: never through a link, never from a pipe, never more than an explanation would look at. */
function readQuietly(root: string, path: string): Uint8Array | undefined {
  try {
    const source = fileSource(root, path)
    return source.size <= TEXT_BYTES ? source.read(0, source.size) : undefined
  } catch {
    return undefined
  }
}
