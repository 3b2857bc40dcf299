import type { ModelReport, Report, ReportedChange } from './report.ts'

/**
 * Whether a report says anything that a reviewer does not expect. Not so only while every model is `identical` and green,
 * the change edits nothing by which it is judged, and no model is new.
 */
export function worthSaying({ green, models, change }: Report): boolean {
  const isQuiet = green && models.every(isUnchanged) && (change === undefined || isPlain(change))
  return !isQuiet
}

function isUnchanged({ verdict, accepts, settings, isNew }: ModelReport): boolean {
  return (
    verdict.verdict === 'identical' &&
    accepts === undefined &&
    settings.length === 0 &&
    isNew !== true
  )
}

function isPlain({
  stale,
  addsReprise,
  skipped,
  removes = [],
  lock = [],
}: ReportedChange): boolean {
  return (
    stale === undefined &&
    !addsReprise &&
    skipped === undefined &&
    removes.length === 0 &&
    lock.length === 0
  )
}
