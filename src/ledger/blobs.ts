import { onBench, type Clone } from './clone.ts'
import { fetchBlobs, type Remote } from './remote.ts'
import { persist, type Patience } from './retry.ts'
import { readBatch } from './snapshot.ts'

/** Contents by their git id. */
export interface Blobs {
  /**
   * One content, of at most `most` bytes; `ahead` names small ones that will be asked for next and come with it.
   *
   * @throws also where the server lacks it
   */
  read(id: string, most: number, ahead?: readonly string[]): Promise<Buffer>
  /** Brings contents to the clone, in one request, unless that would be more than `most` bytes. */
  bring(ids: readonly string[], most: number): Promise<void>
}

/** The largest content that is kept in memory ahead of being asked for. */
const SMALL = 128 * 1024
/** Bytes of a pack and its index that are not content. */
const PACK = 64 * 1024
/** Beyond the largest attachment and what is read ahead. */
const CAP = 1280 * 1024 * 1024

export function openBlobs(remote: Remote, patience: Patience): Blobs {
  const { clone } = remote
  /** Read ahead and not yet asked for. */
  const ready = new Map<string, Buffer>()

  async function bring(ids: readonly string[], most: number): Promise<void> {
    const sizes = await sizesOf(clone, ids)
    const missing = [...new Set(ids)].filter((id) => !sizes.has(id))
    if (missing.length > 0) await persist(patience, () => fetchBlobs(remote, missing, most))
  }

  return {
    bring,
    async read(id, most, ahead = []) {
      const known = ready.get(id)
      if (known !== undefined) {
        ready.delete(id)
        return checkSize(known, known.length, most)
      }
      const next = [...new Set(ahead)].filter((one) => one !== id && !ready.has(one))
      // A pack has a little around its contents, which may not shrink.
      const bounds = PACK + most
      // One that the server lacks, or that is huge, must not hide the others.
      await bring([id, ...next], bounds + next.length * SMALL).catch(() => bring([id], bounds))
      const sizes = await sizesOf(clone, [id, ...next])
      const size = sizes.get(id)
      if (size === undefined) throw new Error('its content did not come')
      checkSize(undefined, size, most)
      const small = next.filter((one) => (sizes.get(one) ?? Infinity) <= SMALL)
      const [wanted, ...others] = await contents(clone, [id, ...small])
      for (const [at, one] of small.entries()) ready.set(one, others[at] as Buffer)
      return wanted as Buffer
    },
  }
}

/** The sizes of those that are in the clone, as blobs. */
async function sizesOf(clone: Clone, ids: readonly string[]): Promise<Map<string, number>> {
  const output = await onBench(clone, (bench) =>
    bench.must(['cat-file', '--batch-check', '--buffer'], { input: lines(ids) }),
  )
  const rows = output.toString('latin1').split('\n')
  return new Map(
    rows.flatMap((row): [string, number][] => {
      const [id = '', type, size] = row.split(' ')
      return type === 'blob' ? [[id, Number(size)]] : []
    }),
  )
}

async function contents(clone: Clone, ids: readonly string[]): Promise<(Buffer | undefined)[]> {
  const output = await onBench(clone, (bench) =>
    bench.must(['cat-file', '--batch', '--buffer'], { input: lines(ids), cap: CAP }),
  )
  const all = readBatch(output, ids.length)
  // One of several must not keep the others in memory.
  return all.length === 1 ? all : all.map((bytes) => bytes && Buffer.from(bytes))
}

function checkSize<T>(value: T, size: number, most: number): T {
  if (size > most) throw new Error(`it has ${size} bytes, more than ${most}`)
  return value
}

function lines(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('')
}
