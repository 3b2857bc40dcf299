import { spellKey } from '../../record/key.ts'
import type { Basis } from '../../compare/verdict.ts'
import type { VerdictKind } from '../../spec/spec.ts'
import { findingWords } from '../findings/texts.ts'
import type { Cost, ModelReport, Report } from '../report.ts'
import { code, id, say, strong, type Line } from '../text/line.ts'
import { count, spellSeconds } from '../text/quantity.ts'
import { ISOLATION } from '../words/isolation.ts'
import { headWords, originWords } from '../words/origin.ts'
import { spellSetting } from '../words/settings.ts'
import { advice, headline, sentences } from '../words/sentence.ts'
import { verdictLook, type Look } from '../words/look.ts'
import type { Block, Ladder, Moved, Section, SectionId } from './block.ts'
import { factorBlocks, recordedBlocks } from './factors.ts'
import { environmentBlocks, recordBlocks } from './facts.ts'
import { laddersOf } from './ladder.ts'
import { applyBlocks, patchLines } from './patch.ts'
import { metricGroups, metricNotes, type MetricGroups } from './metrics.ts'
import { movedOf, unmovedOf } from './moved.ts'

/** One model as every output shows it, in this order. */
export interface ModelView {
  readonly model: string
  readonly key: string
  readonly verdict: VerdictKind
  readonly look: Look
  readonly sentence: Line
  readonly todo: Line | undefined
  readonly metrics: MetricGroups
  readonly notes: readonly Line[]
  /** Where the run parts from the baseline, and from itself. */
  readonly ladders: readonly Ladder[]
  readonly moved: readonly Moved[]
  /** What to say where `moved` is empty. */
  readonly unmoved: Line
  /** Folded; the metrics that are only shown are not in it, for each output draws its own table. */
  readonly sections: readonly Section[]
  /** Which records were compared, for which key, at which isolation level. */
  readonly footer: Line
}

export interface ReportView {
  /** One sentence over all models; undefined for one model. */
  readonly headline: Line | undefined
  /** For which commit it is, or that it is stale; absent on a researcher's own machine, as is `origin`. */
  readonly lead: Line | undefined
  readonly models: readonly ModelView[]
  /** Where the report was made, and how far that may be trusted. */
  readonly origin: Line | undefined
}

/** What a report says, before any output. */
export function viewOf(report: Report): ReportView {
  const { change, models } = report
  const lines = sentences(report)
  return {
    headline: headline(report),
    lead: change && headWords(change),
    models: models.map((model, at) =>
      modelView(
        { ...model, isNew: model.isNew === true || change?.addsReprise === true },
        lines[at] ?? [],
      ),
    ),
    origin: change && originWords(change),
  }
}

function modelView(model: ModelReport, sentence: Line): ModelView {
  const { verdict } = model
  return {
    model: verdict.model,
    key: spellKey(verdict.key),
    verdict: verdict.verdict,
    look: verdictLook(verdict.verdict),
    sentence,
    todo: advice(model),
    metrics: metricGroups(model),
    notes: metricNotes(model),
    ladders: laddersOf(model.explanation, sentence),
    moved: movedOf(model),
    unmoved: unmovedOf(model),
    sections: sectionsOf(model).filter(({ blocks }) => blocks.length > 0),
    footer: footer(model),
  }
}

function sectionsOf(model: ModelReport): Section[] {
  const { crash, isNew = false, lockPatch, reproduce, run, verdict } = model
  const patch = patchLines(lockPatch)
  const findings = verdict.findings.length
  return [
    section('findings', `Worth knowing: ${count(findings, 'finding')}`, findingBlocks(model)),
    section('settings', 'Settings that this change writes otherwise', settingBlocks(model)),
    section(
      'recorded',
      'What is recorded of this training, and what is not',
      isNew && run !== undefined ? recordedBlocks(run) : [],
      true,
    ),
    section('factors', 'All factors', factorBlocks(model)),
    section('environment', 'Environment', environmentBlocks(model)),
    section('records', 'Records', [...recordBlocks(model), ...lockOnly(model)]),
    section('cost', 'Cost', [
      { kind: 'line', line: say`${costWords(model.cost)} ${basisWords(verdict.basis)}` },
    ]),
    section(
      'crash',
      'The last lines of the crash',
      crash === undefined ? [] : [{ kind: 'verbatim', lines: crash }],
      true,
    ),
    section('reproduce', 'Reproduce it here', [{ kind: 'verbatim', lines: [reproduce] }]),
    section(
      'lock',
      'The baseline to accept, as a patch of reprise.lock',
      patch.length === 0 ? [] : [{ kind: 'whole', as: 'diff', lines: patch }],
      isNew,
    ),
    section('apply', 'Apply that patch, in the folder of reprise.yml', applyBlocks(patch)),
  ]
}

function section(
  id: SectionId,
  title: string,
  blocks: readonly Block[],
  open: boolean = false,
): Section {
  return { id, title, open, blocks }
}

function findingBlocks({ verdict }: ModelReport): Block[] {
  if (verdict.findings.length === 0) return []
  const items = verdict.findings.map((finding) => {
    const { title, text, todo } = findingWords(finding)
    return say`${strong(title)}: ${text} ${todo}`
  })
  return [{ kind: 'list', items }]
}

function settingBlocks({ settings }: ModelReport): Block[] {
  if (settings.length === 0) return []
  const value = (text: string | undefined): Line =>
    text === undefined ? say`not written` : say`${code(spellSetting(text))}`
  const rows = settings.map(({ field, base, head, counted }) => [
    say`${code(field)}`,
    value(base),
    value(head),
    say`${counted === 'base' ? 'the base’s' : 'this change’s'}`,
  ])
  return [
    { kind: 'table', head: ['field of reprise.yml', 'base', 'this change', 'what counted'], rows },
  ]
}

/** Where the ledger lacks the baseline's record, the lock still names it. */
function lockOnly({ baseline, verdict }: ModelReport): Block[] {
  if (baseline !== undefined || verdict.baseline === undefined) return []
  return [
    {
      kind: 'line',
      line: say`Of the baseline’s record ${id(verdict.baseline)} only what the lock says is known here.`,
    },
  ]
}

/** "2 runs, 3 min 20 s of training and 40 s of setup; 1 earlier run of the same inputs counts again; 5 runs of the budget were not needed." */
export function costWords({ runs, seconds, setupSeconds, runsSaved, reused = 0 }: Cost): Line {
  const setup = setupSeconds > 0 ? ` and ${spellSeconds(setupSeconds)} of setup` : ''
  const saved =
    runsSaved > 0
      ? `; ${count(runsSaved, 'run')} of the budget ${runsSaved === 1 ? 'was' : 'were'} not needed`
      : ''
  const again =
    reused > 0
      ? `; ${count(reused, 'earlier run')} of the same inputs ${reused === 1 ? 'counts' : 'count'} again`
      : ''
  return say`${count(runs, 'run')}, ${spellSeconds(seconds)} of training${setup}${again}${saved}.`
}

function footer({ verdict, run }: ModelReport): Line {
  const level =
    run === undefined
      ? ''
      : ` · isolation level ${run.run.isolation} of 4 (${ISOLATION[run.run.isolation] ?? 'unknown'})`
  const records = [verdict.run, verdict.baseline].map((digest) =>
    digest === undefined ? say`none` : say`${id(digest)}`,
  )
  return say`${code(spellKey(verdict.key))} · record ${records[0] ?? []} · baseline ${records[1] ?? []}${level}`
}

const BASES = {
  bitwise: 'Decided by equal or different bits.',
  tolerance: 'Decided by your tolerance.',
  noise: 'Decided by the noise of the baseline.',
  'same-seed': 'Decided by runs with the same seeds.',
  'a/b': 'Decided against the base commit, retrained on this machine.',
  self: 'Decided by running this change twice.',
  reused: 'Decided by an earlier run with the same inputs.',
} as const satisfies Record<Basis, string>

function basisWords(basis: Basis | undefined): string {
  return basis === undefined ? '' : BASES[basis]
}
