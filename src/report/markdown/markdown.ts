import type { Report } from '../report.ts'
import { name, say } from '../text/line.ts'
import { count } from '../text/quantity.ts'
import { othersTitle, VOLATILE_TITLE } from '../view/metrics.ts'
import { viewOf, type ModelView, type ReportView } from '../view/view.ts'
import { folded, list, markdownBlock, metricTable, movedChunks, type Chunks } from './blocks.ts'
import { DETAILS, type Detail } from './detail.ts'
import { markdownLine } from './escape.ts'

/** The longest comment body that GitHub takes, in characters. */
export const COMMENT_CHARACTERS = 65_536

/**
 * A report as GitHub shows it in a comment or job summary. It has at most `most` characters: curves go first, then
 * folded parts, lines and rows. A model's sentence is never cut; of very many models the first are shown, the worst first.
 */
export function renderMarkdown(report: Report, most: number = COMMENT_CHARACTERS): string {
  const view = viewOf(report)
  for (const detail of DETAILS) {
    const text = render(view, detail)
    if (text.length <= most) return text
  }
  throw new RangeError(`a report needs more than ${most} characters`)
}

function render(view: ReportView, detail: Detail): string {
  const shown = view.models.slice(0, detail.models)
  const more = view.models.length - shown.length
  const cut =
    detail === DETAILS[0]
      ? []
      : ['Parts of this report were left out, because a comment has a limited length.']
  const chunks = [
    ...(view.headline === undefined ? [] : [markdownLine(view.headline)]),
    ...shown.flatMap((model) => modelChunks(model, view.headline !== undefined, detail)),
    ...(more > 0 ? [`… and ${count(more, 'more model')}.`] : []),
    ...cut,
  ]
  return `${chunks.join('\n\n')}\n`
}

function modelChunks(model: ModelView, titled: boolean, detail: Detail): Chunks {
  const { look, metrics, sections } = model
  const show = (
    id: 'metrics' | 'volatile',
    title: string,
    rows: ModelView['metrics']['shown'],
  ): Chunks =>
    detail.sections.includes(id)
      ? folded({ title, open: false }, metricTable(rows, detail, false))
      : []
  return [
    ...(titled ? [`### ${markdownLine(say`${name(model.model)}`)}`] : []),
    `${look.emoji} ${markdownLine(model.sentence)}`,
    ...(model.todo === undefined ? [] : [`What to do: ${markdownLine(model.todo)}`]),
    ...metricTable(metrics.gated, detail, true),
    ...list(model.notes, detail.items),
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
