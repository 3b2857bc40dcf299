import type { Factor, RunRecord } from '../record/record.ts'
import { isBinaryName, suffixOf } from './content.ts'
import type { Pair } from './material.ts'

const ROWS = new Set('csv jsonl ndjson tsv'.split(' '))
const DATA_FOLDER = /(?:^|\/)(?:data|datasets?|corpus|corpora)\//i
/** Binary files that a program is made of. */
const PROGRAM = new Set('pyc so whl'.split(' '))
const PROJECT_FILE =
  /(?:^|\/)(?:requirements|constraints|license|licence|readme|notice|cmakelists|package|tsconfig|[^/]*config|[^/]*lock|[^/]*params|settings|hparams)[^/]*$/i

/**
 * Which factor a changed file of the tree belongs to, so that none reports it twice. Declared data first; then
 * package locks; then parameter files in which a key differs (`params`); then what looks like data by its name.
 */
export function ownerOf(path: string, pair: Pair, params: ReadonlySet<string>): Factor {
  const records = [pair.run.record, pair.baseline.record]
  if (records.some((record) => isDeclaredData(path, record))) return 'data'
  if (records.some((record) => Object.hasOwn(record.environment.pins, path))) return 'environment'
  if (params.has(path)) return 'config'
  if (records.some((record) => Object.hasOwn(record.config.params, path))) return 'code'
  return looksLikeData(path) ? 'data' : 'code'
}

function isDeclaredData(path: string, record: RunRecord): boolean {
  return record.data.some(({ name }) => {
    const clean = name.replace(/^\.\//, '').replace(/\/$/, '')
    const wild = clean.search(/[*?[{]/)
    // Of a glob the part before its first wildcard is enough here: what lies there is data.
    if (wild >= 0) return wild > 0 && path.startsWith(clean.slice(0, wild))
    return path === clean || path.startsWith(`${clean}/`)
  })
}

/**
 * Data by its name: tables, arrays, images, sounds and weights anywhere; JSON and XML in a folder of data; plain
 * text that is none of the files that projects keep at hand.
 */
function looksLikeData(path: string): boolean {
  const suffix = suffixOf(path)
  if (ROWS.has(suffix)) return true
  if (isBinaryName(path)) return !PROGRAM.has(suffix)
  if (suffix === 'json' || suffix === 'xml') return DATA_FOLDER.test(path)
  return suffix === 'txt' && !PROJECT_FILE.test(path)
}
