import type { Reason } from '../../compare/verdict.ts'
import type { Change } from '../../explain/explanation.ts'
import type { ModelReport } from '../report.ts'
import { changedLines } from '../words/change.ts'

/** Where in the change something stands. */
export interface Spot {
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
}

/** The project's own two files, from the repository's root. */
export interface OwnFiles {
  readonly config: string
  readonly lock: string
}

export function ownFiles(config: string = 'reprise.yml'): OwnFiles {
  return { config, lock: config.replace(/[^/]*$/, 'reprise.lock') }
}

/** The first line of this change's files in which a change stands; nothing for what is in no file of the repository. */
export function changeSpot(change: Change, { settings }: ModelReport, own: OwnFiles): Spot {
  switch (change.kind) {
    case 'code':
      return change.how === 'removed' ? {} : spot(change.path, ...codeLines(change))
    case 'param':
      return spot(change.file, change.line)
    case 'data': {
      if (change.how === 'removed') return {}
      // A removed row's line is one of the baseline's file.
      return spot(change.path, change.rows?.find(({ how }) => how !== 'removed')?.line)
    }
    case 'setting': {
      const { line } = settings.find(({ field }) => field === change.name) ?? {}
      return spot(own.config, line)
    }
    case 'package':
      return {}
  }
}

function codeLines({ hunks }: Extract<Change, { kind: 'code' }>): [number?, number?] {
  const [first] = (hunks ?? []).flatMap(changedLines)
  return first === undefined ? [] : [first.from, first.to]
}

/** Where a verdict stands that no change of a file explains: in the file that it is about. */
export function reasonSpot(reason: Reason | undefined, own: OwnFiles): Spot {
  if (reason === undefined) return {}
  if (reason.kind === 'evidence-invalid') return reason.of === 'lock' ? { file: own.lock } : {}
  if (reason.kind === 'baseline-unreadable') return { file: own.lock }
  return OF_CONFIG.has(reason.kind) ? { file: own.config } : {}
}

/** What is mended in `reprise.yml`. */
const OF_CONFIG: ReadonlySet<Reason['kind']> = new Set([
  'noise-not-measured',
  'budget-spent',
  'no-metric',
  'resolution-coarser',
  'zero-mean',
  'model-removed',
  'not-started',
  'timeout',
  'idle',
  'metric-missing',
])

/** Data may lie outside of the repository, and a set of files may be known by its pattern alone. */
function spot(file: string, line?: number, endLine?: number): Spot {
  const isHere = file !== '' && !/^[/~]|(^|\/)\.\.(\/|$)|[*?[\]\\]/.test(file)
  if (!isHere) return {}
  return {
    file,
    ...(line !== undefined && line > 0 && { line }),
    ...(line !== undefined && line > 0 && endLine !== undefined && endLine > line && { endLine }),
  }
}
