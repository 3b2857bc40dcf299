import { namesMetrics, otherPurpose } from './plausible.ts'
import { plotName } from './naming.ts'
import type { Source } from './source.ts'
import { readHeader } from './series/csv.ts'
import { isObject } from './series/flatten.ts'
import { isCoordinate } from './series/table.ts'
import { readHead } from './text.ts'

export type Format = 'json' | 'trainer-state' | 'jsonl' | 'csv' | 'yaml' | 'toml'

/** What a file is. `claims`: it is meant to hold metrics ({@link meansMetrics}), or its rows have steps. */
type Detected =
  | { readonly format: Format; readonly claims: boolean }
  | { readonly format: 'none'; readonly why: string; readonly claims: boolean }

const HEAD = 64 * 1024

/** Endings of files that hold no text with metrics, with what a person calls them. The first that fits counts. */
const OTHERS: ReadonlyArray<readonly [RegExp, string]> = [
  [/tfevents/, 'a TensorBoard event file: not read yet'],
  [/\.wandb$/, 'a Weights & Biases log: not read yet'],
  [/(?:^|\/)mlruns\//, 'a part of an MLflow store: not read yet'],
  [/(?:^|\/)\.aim\//, 'a part of an Aim store: not read yet'],
  [/(?:^|\/)mlflow\.db$/, 'an MLflow database: not read yet'],
  [/\.(?:db|sqlite3?)$/, 'a database'],
  [/\.(?:pt|pth|ckpt|bin|safetensors|h5|hdf5|keras|onnx|gguf|tflite|pb|msgpack)$/, 'a checkpoint'],
  [/\.(?:pkl|pickle|joblib)$/, 'a pickle, which is never opened'],
  [/\.(?:npy|npz|parquet|arrow|feather|zarr|mat)$/, 'an array or table in binary form'],
  [/\.ipynb$/, 'a notebook'],
  [/\.(?:png|jpe?g|gif|svg|webp|pdf|mp4|wav)$/, 'a picture or recording'],
  [/\.(?:zip|gz|tgz|tar|bz2|xz|zst|7z)$/, 'an archive'],
  [/\.(?:html?|md|rst|css|js|ts|py|pyc|sh|ini|cfg|xml|lock)$/, 'a text or program'],
]

const BY_ENDING: ReadonlyMap<string, Format> = new Map([
  ['json', 'json'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['toml', 'toml'],
])

/**
 * What a file is, by its name and its first 64 KiB. Configuration, data and predictions are no metrics;
 * `declared` files, which the user named under `metrics:`, are taken at their word whatever their name.
 */
export function detect(source: Source, declared: boolean): Detected {
  const name = source.name.toLowerCase()
  const other = OTHERS.find(([ending]) => ending.test(name))
  if (other !== undefined) return { format: 'none', why: other[1], claims: declared }
  const purpose = declared ? undefined : otherPurpose(source.name)
  if (purpose !== undefined) return { format: 'none', why: purpose, claims: false }
  const claims = meansMetrics(source.name, declared)
  if (source.size === 0) return { format: 'none', why: 'it is empty', claims }
  const format = formatOf(name, readHead(source, HEAD), declared)
  if (typeof format !== 'string') return { format: 'none', why: format.why, claims }
  const table = format === 'csv' || format === 'jsonl'
  const steps = table && hasSteps(source.name, format, readHead(source, HEAD))
  if (table && !claims && !steps) return { format: 'none', why: NOT_METRICS, claims: false }
  return { format, claims: claims || steps }
}

/** Whether a file is meant to hold metrics, by its name or the user's word: then it must be readable. */
export function meansMetrics(path: string, declared: boolean): boolean {
  const known = BY_ENDING.has(endingOf(path.toLowerCase()))
  return declared || plotName(path) !== undefined || (known && namesMetrics(path))
}

/** Why a file with numbers is still not taken for metrics. */
export const NOT_METRICS =
  'neither its name nor its keys look like metrics; name it under `metrics:` if it holds them'

function formatOf(name: string, head: string, declared: boolean): Format | { why: string } {
  if (head.includes('\0')) return { why: 'it is binary' }
  const ending = endingOf(name)
  const format = BY_ENDING.get(ending)
  if (format === 'json')
    return isLines(head) ? 'jsonl' : isTrainerState(name, head) ? 'trainer-state' : 'json'
  if (format !== undefined) return format
  // Some write JSON lines into log.txt (DETR, MAE), DVC takes files without an ending for YAML.
  if (/^\s*\{/.test(head) && firstObject(head) !== undefined)
    return isLines(head) || !declared ? 'jsonl' : 'json'
  if (declared && /^\s*[[{]/.test(head)) return 'json'
  if (declared && ending === '') return 'yaml'
  return { why: 'a text: numbers in running text are not read' }
}

function endingOf(name: string): string {
  return /\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''
}

function isTrainerState(name: string, head: string): boolean {
  return name.endsWith('trainer_state.json') || head.includes('"log_history"')
}

/** Whether a text is one JSON object a line, two lines at least (detectron2 calls such a file metrics.json). */
function isLines(head: string): boolean {
  const [first = '', second] = head.split('\n').filter((line) => line.trim() !== '')
  return (
    second !== undefined && second.trimStart().startsWith('{') && firstObject(first) !== undefined
  )
}

/** The object on the first line that is not blank. */
function firstObject(head: string): Readonly<Record<string, unknown>> | undefined {
  const line = head.split('\n').find((line) => line.trim() !== '') ?? ''
  try {
    const value: unknown = JSON.parse(line.replaceAll(/(?<=[:,[]\s*)-?(?:NaN|Infinity)/g, '0'))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a table's rows say which step or epoch they are about. */
function hasSteps(file: string, format: 'csv' | 'jsonl', head: string): boolean {
  const keys = format === 'csv' ? headerNames(file, head) : Object.keys(firstObject(head) ?? {})
  return keys.some((key) => isCoordinate(key) || key.toLowerCase() === 'epoch')
}

function headerNames(file: string, head: string): string[] {
  const [first = ''] = head.replace(/^\uFEFF/, '').split(/\r?\n/)
  return readHeader(first, file)
}
