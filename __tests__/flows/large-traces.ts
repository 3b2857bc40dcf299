import { gzipSync } from 'node:zlib'

/** What the probe writes at most into one file, unpacked. */
const FULL = 60 * 1024 * 1024

function many(count: number, item: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => item(at)).join(',')
}

/** 16 digits that do not pack. */
function hex(number: number): string {
  const part = (factor: number) => ((number * factor) % 2 ** 32).toString(16).padStart(8, '0')
  return `${part(2654435761)}${part(2246822519)}`
}

function tensor(at: number, step: number, phase: string): string {
  const sketch = many(16, (sum) => String(Math.fround(Math.sin(at * 16 + sum) * 100)))
  return `{"t":"tensor","step":${step},"phase":"${phase}","name":"transformer.h.${at % 300}.attn.weight","part":"value","call":0,"shape":[768,768],"dtype":"float32","digest":"${hex(at)}","sketch":[${sketch}]}`
}

/** As the probe writes 1000 steps of a transformer with 300 parameter tensors: 17 in full, all in short, and a schedule of rates. */
function* transformer(): Generator<string> {
  for (let step = 0; step < 1000; step += 1) {
    const tensors = step < 8 || (step & (step - 1)) === 0 ? 1500 : 0
    for (let at = 0; at < tensors; at += 1)
      yield tensor(step * 1500 + at, step, at < 900 ? 'forward' : at < 1200 ? 'gradient' : 'update')
    yield `{"t":"hyper","step":${step},"optimizer":0,"group":0,"values":{${many(15, (at) => `"setting_${at}":${step / 3}`)}}}`
    const digests = ['batch', 'loss', 'gradient', 'update', 'random']
    yield `{"t":"step","step":${step},${digests.map((name, at) => `"${name}":"${hex(step * 5 + at)}"`).join(',')}}`
  }
}

/** As a program tells 300 parameters in each of 1000 steps, without sketches. */
function* told(): Generator<string> {
  for (let at = 0; at < 300_000; at += 1)
    yield `{"t":"tensor","step":${Math.floor(at / 300)},"phase":"update","name":"layer.${at % 300}","part":"value","call":0,"shape":[64,64],"dtype":"float64","digest":"${hex(at)}"}`
}

/** As many lines of one form as a file may hold. */
function flood(line: (at: number) => string): () => Generator<string> {
  return function* lines() {
    for (let at = 0, size = 0; size < FULL; at += 1) {
      const next = line(at)
      size += next.length + 1
      yield next
    }
  }
}

const LONG_ROWS = many(1000, () => `"${'a'.repeat(64)}"`)
const ONES = many(32, () => '1')
const SUMS = many(16, () => '1.5')
const HYPER = many(200, (at) => `"${at.toString(36)}":${at}`)

const LINES = {
  transformer,
  told,
  /** 200 values a line. */
  hyper: flood((at) => `{"t":"hyper","step":0,"optimizer":${at},"group":0,"values":{${HYPER}}}`),
  /** The same, of which no two have a name in common. */
  names: flood(
    (at) =>
      `{"t":"hyper","step":0,"optimizer":${at},"group":0,"values":{${many(200, (of) => `"${(at * 200 + of).toString(36)}":1`)}}}`,
  ),
  /** 25 bytes each, and ten times that when it is read. */
  steps: flood((at) => `{"t":"step","step":${at}}`),
  shapes: flood(
    (at) =>
      `{"t":"tensor","step":${at >> 10},"phase":"forward","name":"${at.toString(36)}","part":"o","call":0,"shape":[${ONES}],"dtype":"f","digest":"a","sketch":[${SUMS}]}`,
  ),
  rows: flood(
    () =>
      `{"t":"tensor","step":0,"phase":"batch","name":"","part":"","call":0,"shape":[],"dtype":"","digest":"a","rows":[${LONG_ROWS}]}`,
  ),
} as const

export type Large = keyof typeof LINES

/** Gzipped traces of one form, one a rank, which differ in nothing but that. */
export function largeTraces(kind: Large, world: number): Uint8Array[] {
  const body = gzipSync([...LINES[kind]()].map((line) => `${line}\n`).join(''), { level: 6 })
  return Array.from({ length: world }, (_, rank) => {
    const header = `{"schema":"reprise/trace/v1","writer":"x","rank":${rank},"world":${world},"digest":"w","sketch":"s","mode":"told","schedule":"dense"}\n`
    // Streams of gzip may follow each other in a file.
    return Buffer.concat([gzipSync(header), body])
  })
}

/** Run by a process of its own, whose heap is limited: its argument is a ledger's folder, its input what a record lists. */
export const READER = `
const [, from, folder, listed] = process.argv
const { tracesOf } = await import(from + 'src/flows/traces.ts')
const { folderLedger } = await import(from + 'src/ledger/folder.ts')
const read = await tracesOf(folderLedger(folder), { attachments: JSON.parse(listed) })
const ranks = read.state === 'found' ? read.traces.length : undefined
console.log(JSON.stringify({ state: read.state, why: read.why, detail: read.detail, ranks }))
`
