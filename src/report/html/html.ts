import { createHash } from 'node:crypto'
import type { Report } from '../report.ts'
import { plain, type Line } from '../text/line.ts'
import { othersTitle, VOLATILE_TITLE } from '../view/metrics.ts'
import { viewOf, type ModelView, type ReportView } from '../view/view.ts'
import { foldedPart, htmlBlock, movedCards } from './blocks.ts'
import { CHART_SCRIPT } from './chart-script.ts'
import { chartCard, chartCurves, chartData } from './charts.ts'
import { embedJson, escapeHtml, htmlLine } from './escape.ts'
import { ladderCards } from './ladder.ts'
import { badge, metricTable } from './metrics.ts'
import { PAGE_STYLE } from './style.ts'

/** The chart library's own text (uPlot): `uPlot.iife.min.js` and `uPlot.min.css`. */
export interface ChartAssets {
  readonly script: string
  readonly style: string
}

/**
 * A report as one page that needs nothing else: styles, script and data are in it, and its policy lets nothing else
 * run or load (CSP `default-src 'none'`; script and style by their digests).
 */
export function renderHtml(report: Report, assets: ChartAssets): string {
  const view = viewOf(report)
  const curves = view.models.map(chartCurves)
  const style = `${assets.style}\n${PAGE_STYLE}`
  const script = `${assets.script}\n${CHART_SCRIPT}`
  const starts = curves.map((_, at) => curves.slice(0, at).flat().length)
  const parts = view.models.map((model, at) =>
    modelPart(model, view, curves[at] ?? [], starts[at] ?? 0, at),
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title(view.models, view.headline)}</title>
<style>${style}</style>
</head>
<body>
<header class="top"><b>Reprise</b><span>does the training still reproduce?</span><span class="exit">${report.green ? 'green' : 'not green'}, exit code ${report.exitCode}</span></header>
<main>
${view.headline === undefined ? '' : overview(view.headline, view)}
${parts.join('\n')}${paragraph('origin', view.origin)}
</main>
<footer class="foot">Reprise finds mistakes; it does not prove honesty: a training can print whatever numbers it likes.</footer>
<script type="application/json" id="curves">${embedJson(curves.flat().map(chartData))}</script>
<script>${script}</script>
</body>
</html>
`
}

function policy(script: string, style: string): string {
  if (/<\/script|<!--/i.test(script) || /<\/style|<!--/i.test(style))
    throw new TypeError('an asset would end its own element')
  return `default-src 'none'; script-src '${source(script)}'; style-src '${source(style)}'; base-uri 'none'; form-action 'none'`
}

/** The digest by which a policy allows one inline text (Content Security Policy 3, 2.3.1). */
function source(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function title(models: readonly ModelView[], headline: Line | undefined): string {
  const [model] = models
  const what =
    headline === undefined && model !== undefined
      ? `${model.verdict}: ${model.model}`
      : plain(headline ?? [])
  return `${escapeHtml(what)} – Reprise`
}

function overview(headline: Line, { lead, models }: ReportView): string {
  const items = models.map(
    (model, at) =>
      `<li>${badge(model.verdict)} <a href="#model-${at}">${escapeHtml(model.key)}</a></li>`,
  )
  return `<section class="card overview"><h1 class="sentence">${htmlLine(headline)}</h1>${paragraph('lead', lead)}<ul class="models">${items.join('')}</ul></section>`
}

function modelPart(
  model: ModelView,
  view: ReportView,
  curves: ReturnType<typeof chartCurves>,
  start: number,
  at: number,
): string {
  const { look, metrics, notes } = model
  const isAlone = view.headline === undefined
  const heading = isAlone ? 'h1' : 'h2'
  return `<article class="model ${look.colour}" id="model-${at}">
<section class="card verdict"><p class="of"><code>${escapeHtml(model.key)}</code></p><${heading} class="sentence">${sentenceHtml(model)}</${heading}>${isAlone ? paragraph('lead', view.lead) : ''}${paragraph('todo', model.todo)}</section>
${metrics.gated.length === 0 ? '' : `<h2>Metrics</h2><section class="card">${metricTable(metrics.gated, true)}${noteList(notes)}</section>`}
${curves.length === 0 ? '' : `<h2>Curves</h2><section class="charts">${curves.map((curve, index) => chartCard(curve, start + index)).join('')}</section>`}
${ladderCards(model.ladders)}
<h2>What moved</h2>
<section class="factors">${model.moved.length === 0 ? `<p class="card">${htmlLine(model.unmoved)}</p>` : movedCards(model.moved)}</section>
<h2>Details</h2>
<section class="card parts">
${foldedPart({ title: othersTitle(metrics.shown), open: false }, metricTable(metrics.shown, false))}
${foldedPart({ title: VOLATILE_TITLE, open: false }, metricTable(metrics.volatile, false))}
${model.sections.map((section) => foldedPart(section, section.blocks.map(htmlBlock).join(''))).join('\n')}
</section>
${paragraph('origin', model.footer)}
</article>`
}

function paragraph(name: string, line: Line | undefined): string {
  return line === undefined ? '' : `<p class="${name}">${htmlLine(line)}</p>`
}

function noteList(notes: readonly Line[]): string {
  return notes.length === 0
    ? ''
    : `<ul class="notes">${notes.map((note) => `<li>${htmlLine(note)}</li>`).join('')}</ul>`
}

/** The sentence with its verdict as a badge; the colon after it stays for those who listen or copy. */
function sentenceHtml({ sentence, verdict }: ModelView): string {
  const at = sentence.findIndex(({ kind, text }) => kind === 'strong' && text === verdict)
  const [before, after] = [sentence.slice(0, at), sentence.slice(at + 1)]
  return `${htmlLine(before)}${badge(verdict)}${htmlLine(after).replace(/^: /, '<span class="hidden">:</span> ')}`
}
