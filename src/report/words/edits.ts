import type { MetricVerdict } from '../../compare/verdict.ts'
import { parseKey, spellKey } from '../../record/key.ts'
import type { Accepts, LockEdit, ModelReport, Report, ReportedChange } from '../report.ts'
import { code, em, join, name, say, type Line } from '../text/line.ts'
import { compareNumbers, spellNumber } from '../text/number.ts'
import { settingsWords } from './settings.ts'

/** So many things of a kind are named. */
const MOST = 3

/**
 * What a change edits of that by which it is judged: it accepts another baseline, writes tolerances or policy otherwise,
 * takes a model or a baseline out. This is said before any verdict, for a reviewer to see. Undefined where it edits nothing.
 */
export function modelEdits(model: ModelReport): Line | undefined {
  return clauses(ownEdits(model))
}

/** All edits of a report of one model. */
export function loneEdits(model: ModelReport, report: Report): Line | undefined {
  return clauses([...ownEdits(model), ...besides(report)])
}

function ownEdits({ accepts, settings }: ModelReport): Line[] {
  return [...(accepts === undefined ? [] : [acceptance(accepts)]), ...settingsWords(settings)]
}

/** The same for all that a report is about. */
export function reportEdits({ models, change }: Report): Line | undefined {
  const accepted = models.flatMap(({ accepts, verdict }) =>
    accepts === undefined ? [] : [say`${name(verdict.model)} ${acceptance(accepts)}`],
  )
  return clauses([
    ...some(accepted),
    ...settingsWords(models.flatMap(({ settings }) => settings)),
    ...removed([...keptIn(models), ...(change?.removes ?? [])]),
    ...lockWords(models, change),
  ])
}

/** What a change edits that stands in no model's own part. */
export function otherEdits(report: Report): Line | undefined {
  return clauses(besides(report))
}

function besides({ models, change }: Report): Line[] {
  return [...removed(change?.removes ?? []), ...lockWords(models, change)]
}

function clauses(lines: readonly Line[]): Line | undefined {
  return lines.length === 0 ? undefined : join(lines, '; ')
}

function some(lines: readonly Line[]): Line[] {
  const shown = lines.slice(0, MOST)
  return lines.length > MOST ? [...shown, say`and ${lines.length - MOST} more`] : shown
}

/** Models that are removed though the lock still has their baselines: each has a verdict of its own. */
function keptIn(models: readonly ModelReport[]): string[] {
  return models.flatMap(({ verdict }) =>
    verdict.reasons[0]?.kind === 'model-removed' ? [verdict.model] : [],
  )
}

function removed(models: readonly string[]): Line[] {
  if (models.length === 0) return []
  const names = models.slice(0, MOST).map((model) => say`${name(model)}`)
  const more = models.length > MOST ? ` and ${models.length - MOST} more` : ''
  return [
    say`removes the ${models.length === 1 ? 'model' : 'models'} ${join(names, ', ', more === '' ? ' and ' : ', ')}${more}`,
  ]
}

/** Edits of entries that are not told already: by what a model accepts, or with a model that is removed. */
function lockWords(models: readonly ModelReport[], change: ReportedChange | undefined): Line[] {
  const told = new Set(
    models.flatMap(({ accepts, verdict }) =>
      accepts === undefined ? [] : [spellKey(verdict.key)],
    ),
  )
  const judged = new Set(models.map(({ verdict }) => spellKey(verdict.key)))
  const edits = (change?.lock ?? []).filter(
    ({ key }) => !told.has(key) && change?.removes?.includes(parseKey(key)?.model ?? '') !== true,
  )
  return some(edits.map((edit) => editWords(edit, judged.has(edit.key))))
}

function editWords({ key, how }: LockEdit, isJudged: boolean): Line {
  if (how === 'removed')
    return say`takes the baseline of ${code(key)} out of ${code('reprise.lock')}`
  const verb = how === 'added' ? 'adds' : 'edits'
  return say`${verb} the baseline of ${code(key)}${isJudged ? '' : ', which was not judged here'}`
}

function acceptance({ cause, because, moved }: Accepts): Line {
  const parts = moved.map(({ metric, before, after }) => {
    const { difference } = spellMove(before, after)
    return say`${name(metric)}${difference === undefined ? '' : ` ${difference}`}`
  })
  const values = moved.map(({ before, after }) => spellMove(before, after).values)
  const what = parts.length === 0 ? say`a new baseline` : join(parts.slice(0, 3), ', ', ' and ')
  return say`accepts ${what}: ${em(because)} (${values.length === 0 ? '' : `${values.slice(0, 3).join('; ')}; `}cause: ${cause})`
}

function spellMove(
  before: MetricVerdict['baseline'],
  after: MetricVerdict['run'],
): { values: string; difference: string | undefined } {
  if (typeof before !== 'number' || typeof after !== 'number') {
    const [old, young] = [before, after].map((value) =>
      value === undefined ? 'none' : spellNumber(value),
    )
    return { values: `${old} → ${young}`, difference: undefined }
  }
  const spelled = compareNumbers({
    baseline: before,
    run: after,
    difference: after - before,
    relative: undefined,
    tolerance: undefined,
  })
  return {
    values: `${spelled.baseline} → ${spelled.run}`,
    difference: spelled.difference === '0' ? '±0' : spelled.difference,
  }
}
