import { VERDICTS, type VerdictKind } from '../../spec/spec.ts'
import type { ModelReport, Report } from '../report.ts'
import { clean } from '../text/clean.ts'
import { plain, type Line } from '../text/line.ts'
import { changeWords } from '../words/change.ts'
import { modelEdits, otherEdits } from '../words/edits.ts'
import { likeliestFirst } from '../words/moved.ts'
import { advice, deciding, sentence } from '../words/sentence.ts'
import type { Annotation } from './command.ts'
import { changeSpot, ownFiles, reasonSpot, type OwnFiles, type Spot } from './places.ts'

/** GitHub shows so many of each level of one step. */
const MOST = 10
/** So many changes of a model are pointed at beside the likeliest. */
const MOST_CHANGES = 5

/**
 * What is to be seen at the lines of a change, the worst first, at most ten of a level: a verdict that is not green as an
 * error at its likeliest cause, what else moved and tolerances that were written otherwise as warnings, an edited lock as a
 * notice. Of a model that is green only its edits are said.
 */
export function annotationsOf(report: Report): readonly Annotation[] {
  const own = ownFiles(report.change?.config)
  const bad = notGreen(report)
  const rank = ({ verdict }: ModelReport): number => -VERDICTS.indexOf(verdict.verdict)
  const models = report.models.toSorted((a, b) => rank(a) - rank(b))
  const beside = otherEdits(report)
  const judged = models
    .filter(({ verdict }) => bad.has(verdict.verdict))
    .map((model) => ({ model, error: verdictAt(model, own) }))
  const all = [
    ...judged.map(({ error }) => error),
    ...models.flatMap((model) => editsAt(model, own)),
    ...(beside === undefined ? [] : [note('warning', 'baselines', beside, { file: own.lock })]),
    ...judged.flatMap(({ model, error }) => changesAt(model, error, own)),
  ]
  return (['error', 'warning', 'notice'] as const).flatMap((level) =>
    distinct(all.filter((one) => one.level === level)).slice(0, MOST),
  )
}

/**
 * The verdicts that keep a report from being green. Of the three that a policy may allow, the worst one there is, and only
 * where nothing else explains the colour: the policy itself is not in the report.
 */
function notGreen({ green, models }: Report): ReadonlySet<VerdictKind> {
  if (green) return new Set()
  const verdicts = models.map(({ verdict }) => verdict.verdict)
  const worst = VERDICTS[Math.max(...verdicts.map((verdict) => VERDICTS.indexOf(verdict)), 0)]
  const certain = VERDICTS.slice(VERDICTS.indexOf('improved') + 1)
  return new Set([...certain, ...(worst === undefined ? [] : [worst])])
}

function verdictAt(model: ModelReport, own: OwnFiles): Annotation {
  const { verdict, explanation, run } = model
  const [likeliest] =
    explanation === undefined ? [] : likeliestFirst(explanation, run?.config.train ?? '')
  const reason = reasonSpot(deciding(verdict), own)
  const spot =
    reason.file === undefined && likeliest !== undefined
      ? changeSpot(likeliest, model, own)
      : reason
  const todo = advice(model)
  const words = todo === undefined ? sentence(model) : [...sentence(model), SPACE, ...todo]
  return note('error', `${verdict.model}: ${verdict.verdict}`, words, spot)
}

const SPACE = { kind: 'text', text: '. ' } as const

/** What the change edits of that by which it is judged. */
function editsAt(model: ModelReport, own: OwnFiles): Annotation[] {
  const { accepts, settings, verdict } = model
  const line = settings.find(({ counted, line }) => counted === 'base' && line !== undefined)?.line
  const accepted = accepts && modelEdits({ ...model, settings: [] })
  const written = modelEdits({ ...model, accepts: undefined })
  return [
    ...(written === undefined
      ? []
      : [
          note('warning', `${verdict.model}: settings`, written, {
            file: own.config,
            ...(line !== undefined && { line }),
          }),
        ]),
    ...(accepted === undefined
      ? []
      : [note('notice', `${verdict.model}: baseline`, accepted, { file: own.lock })]),
  ]
}

/** What else moved, where it is in a file: what stands at the error's own place is in its words. */
function changesAt(model: ModelReport, error: Annotation, own: OwnFiles): Annotation[] {
  const { verdict, explanation, run } = model
  if (explanation === undefined) return []
  return likeliestFirst(explanation, run?.config.train ?? '')
    .map((change) => ({ change, spot: changeSpot(change, model, own) }))
    .filter(
      ({ spot: { file, line } }) =>
        file !== undefined && (file !== error.file || line !== error.line),
    )
    .slice(0, MOST_CHANGES)
    .map(({ change, spot }) =>
      note('warning', `${verdict.model}: moved`, changeWords(change), spot),
    )
}

function note(level: Annotation['level'], title: string, words: Line, spot: Spot): Annotation {
  return { level, title: clean(title), message: plain(words), ...spot }
}

function distinct(annotations: readonly Annotation[]): Annotation[] {
  return [...new Map(annotations.map((one) => [JSON.stringify(one), one])).values()]
}
