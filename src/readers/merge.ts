import type { Finding } from '../record/finding.ts'
import { isVolatile } from '../record/measures.ts'
import type { Series } from '../record/series.ts'
import { agree, coarseness, conflictsOf } from './agree.ts'
import { isProgress } from './naming.ts'
import type { FileSeries, SummaryValue } from './series/reading.ts'

/** A history of a metric and where it stands. */
export interface History {
  readonly path: string
  /** As facts name it: `reader:csv runs/metrics.csv`. */
  readonly source: string
  readonly series: FileSeries
}

/** A summary's value of a metric and where it stands. */
export interface Summary {
  readonly path: string
  readonly source: string
  readonly value: SummaryValue
  /** The step at which the summary says it was written. */
  readonly position: number | undefined
}

/** All that a run's files say of one metric. */
export interface Sayings {
  readonly name: string
  readonly histories: readonly History[]
  readonly summaries: readonly Summary[]
}

/** The most entries of a disagreement; comparing ends when as many are named. */
const MOST_VALUES = 20

interface Merged {
  /** Undefined where there is nothing but `null`. */
  readonly series: Series | undefined
  readonly findings: readonly Finding[]
}

/**
 * One series of all that a run's files say of a metric (DESIGN §4). The longest history counts, of equally long ones
 * the finest, then the one in the fewest folders. The final is the summary's value, else the last point; where they
 * agree, in the finest spelling. Where files disagree beyond their resolution this is found; a summary that repeats an
 * earlier point to the last digit does not disagree: it is the best one (`load_best_model_at_end`). Names of speed,
 * memory and progress are not compared, since each file measures its own.
 */
export function mergeMetric(sayings: Sayings): Merged {
  const { name } = sayings
  const [chosen, ...others] = [...sayings.histories].sort(longestFirst)
  const summaries = sayings.summaries
    .filter(({ value }) => !value.empty || chosen !== undefined)
    .sort(
      (a, b) =>
        coarseness(a.value.resolution) - coarseness(b.value.resolution) || order(a.path, b.path),
    )
  const [first] = summaries
  if (chosen === undefined && first === undefined) return { series: undefined, findings: [] }
  const series = chosen === undefined ? onePoint(name, first!) : withSummary(name, chosen, first)
  const quiet = isVolatile(name) || isProgress(name)
  return {
    series,
    findings: [...disagreement(name, chosen, others, summaries, quiet), ...rewound(name, chosen)],
  }
}

function longestFirst(a: History, b: History): number {
  const [one, other] = [a.series, b.series]
  return (
    other.values.length - one.values.length ||
    coarseness(one.resolution) - coarseness(other.resolution) ||
    order(a.path, b.path)
  )
}

/** The run's own file stands above its checkpoints' copies: fewer folders first. */
function order(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : a > b ? 1 : 0)
}

function onePoint(name: string, { source, value, position }: Summary): Series {
  return {
    name,
    steps: [position ?? 0],
    values: [value.value],
    source,
    resolution: value.resolution,
    nonfinite: 'kept',
    summary: value.value,
  }
}

/** The history stands last in `source`: what was found about its file is matched by that. */
function withSummary(
  name: string,
  { source, series }: History,
  summary: Summary | undefined,
): Series {
  const { steps, values, resolution, nonfinite } = series
  const history = { name, steps, values, source, resolution, nonfinite }
  if (summary === undefined) return history
  const last = { value: values.at(-1) ?? Number.NaN, resolution }
  const finer = coarseness(resolution) < coarseness(summary.value.resolution)
  const final = finer && agree(last, summary.value) ? last.value : summary.value.value
  return { ...history, source: `${summary.source}, ${source}`, summary: final }
}

function disagreement(
  name: string,
  chosen: History | undefined,
  others: readonly History[],
  summaries: readonly Summary[],
  quiet: boolean,
): Finding[] {
  if (quiet) return []
  const values: Array<readonly [string, string]> = []
  const named = new Set<string>()
  for (const one of conflicts(chosen, others, summaries)) {
    const key = JSON.stringify(one)
    if (!named.has(key)) values.push(one)
    named.add(key)
    if (values.length >= MOST_VALUES) break
  }
  return values.length === 0
    ? []
    : [{ kind: 'sources-disagree', metric: name, values: values.map(([a, b]) => [a, b]) }]
}

/** What the sources say, in pairs that disagree; each source is looked at once, for there may be thousands. */
function* conflicts(
  chosen: History | undefined,
  others: readonly History[],
  summaries: readonly Summary[],
): Generator<readonly [path: string, value: string]> {
  const conflictWith = chosen === undefined ? undefined : conflictsOf(chosen.series)
  for (const other of others) {
    const conflict = conflictWith?.(other.series)
    if (chosen === undefined || conflict === undefined) continue
    const at = conflict.step === undefined ? '' : ` at step ${conflict.step}`
    yield [chosen.path, `${conflict.values[0]}${at}`]
    yield [other.path, `${conflict.values[1]}${at}`]
  }
  let points: ReadonlySet<number> | undefined
  const ends = [...lastOf(chosen), ...summaries.map(({ path, value }) => ({ path, ...value }))]
  const [reference] = ends
  for (const end of ends.slice(1)) {
    if (reference === undefined || agree(reference, end)) continue
    points ??= pointsOf(chosen)
    if (points.has(end.value)) continue
    yield [reference.path, String(reference.value)]
    yield [end.path, end.empty ? 'null' : String(end.value)]
  }
}

/** The points that a summary may repeat; none of short decimals, where too many would fit by chance. */
function pointsOf(history: History | undefined): ReadonlySet<number> {
  if (history === undefined) return new Set()
  const { resolution, values } = history.series
  if (resolution !== 'exact' && resolution !== 'float32') return new Set()
  return new Set(values.filter((value) => !Number.isNaN(value)))
}

function lastOf(history: History | undefined): Array<SummaryValue & { path: string }> {
  if (history === undefined) return []
  const { name, resolution, values } = history.series
  return [
    { path: history.path, name, value: values.at(-1) ?? Number.NaN, resolution, empty: false },
  ]
}

/** Steps that go back: a run that started again and wrote on in the same file. */
function rewound(name: string, history: History | undefined): Finding[] {
  if (history === undefined || isProgress(name)) return []
  const { steps } = history.series
  const back = steps.some((step, at) => at > 0 && step < (steps[at - 1] ?? step))
  return back ? [{ kind: 'series-rewound', metric: name, source: history.path }] : []
}
