import { VERDICTS } from '../../spec/spec.ts'
import type { Report } from '../report.ts'
import { em, name, say } from '../text/line.ts'
import { count } from '../text/quantity.ts'
import { othersTitle, VOLATILE_TITLE } from '../view/metrics.ts'
import { ladderLine } from '../view/ladder.ts'
import { viewOf, type ModelView, type ReportView } from '../view/view.ts'
import { folded, list, markdownBlock, metricTable, movedChunks, type Chunks } from './blocks.ts'
import { DETAILS, SUMMARY_DETAILS, type Detail } from './detail.ts'
import { markdownLine } from './escape.ts'

/** The longest comment body that GitHub takes, in characters, less room for the marker by which we find our comment again. */
export const COMMENT_CHARACTERS = 65_536 - 512
/** The longest job summary that GitHub takes of one step, in bytes of UTF-8. */
export const SUMMARY_BYTES = 1_048_576

/**
 * A report as a comment on GitHub. It has at most `most` characters: curves go first, then folded parts, lines and rows.
 * A model's sentence is never cut; of very many models the worst are shown.
 */
export function renderMarkdown(report: Report, most: number = COMMENT_CHARACTERS): string {
  return fitting(report, DETAILS, (text) => text.length <= most)
}

/** The same as a job summary, which has more room: at most `most` bytes of UTF-8. */
export function renderSummary(report: Report, most: number = SUMMARY_BYTES): string {
  const encoder = new TextEncoder()
  return fitting(report, SUMMARY_DETAILS, (text) => encoder.encode(text).length <= most)
}

/** The first rendering that fits. */
function fitting(
  report: Report,
  details: readonly Detail[],
  fits: (text: string) => boolean,
): string {
  const view = viewOf(report)
  for (const detail of details) {
    const text = render(view, detail, detail !== details[0])
    if (fits(text)) return text
  }
  throw new RangeError('not even the sentences of a report fit into the room that there is')
}

function render(view: ReportView, detail: Detail, isCut: boolean): string {
  const shown = worstOf(view.models, detail.models)
  const more = view.models.length - shown.length
  const [headline, lead, origin] = [view.headline, view.lead, view.origin].map((line) =>
    line === undefined ? [] : [markdownLine(line)],
  )
  const chunks = [
    ...(headline ?? []),
    ...(view.headline === undefined ? [] : (lead ?? [])),
    ...shown.flatMap((model) => modelChunks(model, view, detail)),
    ...(more > 0 ? [`… and ${count(more, 'more model')}.`] : []),
    ...(isCut
      ? ['Parts of this report were left out, because GitHub limits the length of a report.']
      : []),
    ...(origin ?? []),
  ]
  return `${chunks.join('\n\n')}\n`
}

/** All of them in their order; where there are too many, those with the worst verdicts. */
function worstOf(models: readonly ModelView[], most: number): readonly ModelView[] {
  if (models.length <= most) return models
  const rank = ({ verdict }: ModelView): number => VERDICTS.indexOf(verdict)
  return models.toSorted((a, b) => rank(b) - rank(a)).slice(0, most)
}

/** Below the first sentence of all stands which commit it is for. */
function modelChunks(model: ModelView, { headline, lead }: ReportView, detail: Detail): Chunks {
  const { look, metrics, sections } = model
  const isAlone = headline === undefined
  const show = (
    id: 'metrics' | 'volatile',
    title: string,
    rows: ModelView['metrics']['shown'],
  ): Chunks =>
    detail.sections.includes(id)
      ? folded({ title, open: false }, metricTable(rows, detail, false))
      : []
  return [
    ...(isAlone ? [] : [`### ${markdownLine(say`${name(model.model)}`)}`]),
    `${look.emoji} ${markdownLine(model.sentence)}`,
    ...(isAlone && lead !== undefined ? [markdownLine(lead)] : []),
    ...(model.todo === undefined ? [] : [`What to do: ${markdownLine(model.todo)}`]),
    ...metricTable(metrics.gated, detail, true),
    ...list(model.notes, detail.items),
    ...ladderPart(model, detail),
    ...movedPart(model, detail),
    ...show('metrics', othersTitle(metrics.shown), metrics.shown),
    ...show('volatile', VOLATILE_TITLE, metrics.volatile),
    ...sections
      .filter(({ id }) => detail.sections.includes(id))
      .flatMap((section) =>
        folded(
          section,
          section.blocks.flatMap((block) => markdownBlock(block, detail)),
        ),
      ),
    ...(detail.items === 0 ? [] : [markdownLine(model.footer)]),
  ]
}

function movedPart(model: ModelView, detail: Detail): Chunks {
  if (detail.items === 0) return []
  const moved = movedChunks(model.moved, detail)
  return ['#### What moved', ...(moved.length === 0 ? [markdownLine(model.unmoved)] : moved)]
}

/** A ladder is one line of text: it stays where lists are cut. */
function ladderPart({ ladders }: ModelView, detail: Detail): Chunks {
  if (detail.items === 0 || ladders.length === 0) return []
  const chunks = ladders.flatMap((ladder) => [
    ...(ladder.words === undefined
      ? []
      : [markdownLine(say`${em(ladder.title)}: ${ladder.words}.`)]),
    ...(ladder.rungs.length === 0 ? [] : [markdownLine(ladderLine(ladder))]),
    ...ladder.notes.map((note) => markdownLine(note)),
  ])
  return ['#### Where they part', ...chunks]
}
