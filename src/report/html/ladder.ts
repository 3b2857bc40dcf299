import type { Growth, Ladder } from '../view/block.ts'
import { spellRelative } from '../words/divergence.ts'
import { foldedPart, table } from './blocks.ts'
import { escapeHtml, htmlLine } from './escape.ts'

/** Where two runs part: the ladder as a row of rungs, and how the difference grows. */
export function ladderCards(ladders: readonly Ladder[]): string {
  if (ladders.length === 0) return ''
  return `<h2>Where they part</h2>${ladders.map(ladderCard).join('')}`
}

const MEANS = { same: 'equal', different: 'differs', unknown: 'not known' } as const

function ladderCard({ title, words, rungs, growth, notes }: Ladder): string {
  const steps = rungs.map(
    ({ name, state, sign, detail }) =>
      `<li class="${state}"><b><span aria-hidden="true">${sign}</span> ${escapeHtml(name)}</b><span class="hidden"> ${MEANS[state]}</span><span class="what">${state === 'different' ? htmlLine(detail) : ''}</span></li>`,
  )
  const list = steps.length === 0 ? '' : `<ol class="ladder">${steps.join('')}</ol>`
  const said = notes.map((note) => `<p class="about">${htmlLine(note)}</p>`).join('')
  return `<section class="card parting"><h3>${escapeHtml(title)}</h3>${words === undefined ? '' : `<p>${htmlLine(words)}</p>`}${list}${growthFigure(growth)}${said}</section>`
}

const WIDTH = 600
const HEIGHT = 160

/**
 * The relative difference of all parameters over the steps, on a logarithmic axis with a line for each power of ten. The notes
 * say its ends in words; the values stand below as a table.
 */
function growthFigure(growth: readonly Growth[]): string {
  const points = growth.filter(({ relative }) => relative > 0 && Number.isFinite(relative))
  const [first, last] = [points.at(0), points.at(-1)]
  if (first === undefined || last === undefined || first === last) return ''
  const logs = points.map(({ relative }) => Math.log10(relative))
  const low = Math.floor(Math.min(...logs))
  const high = Math.max(low + 1, Math.ceil(Math.max(...logs)))
  const x = (step: number): number =>
    (WIDTH * (step - first.step)) / Math.max(1, last.step - first.step)
  const y = (log: number): number => (HEIGHT * (high - log)) / (high - low)
  const grid = powersBetween(low, high).map((power) =>
    line('grid', [
      [0, y(power)],
      [WIDTH, y(power)],
    ]),
  )
  const curve = line(
    'grows',
    points.map(({ step }, at) => [x(step), y(logs[at] ?? low)]),
  )
  const drawing = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${grid.join('')}${curve}</svg>`
  const labels = `<div class="powers" aria-hidden="true"><span>1e${high}</span><span>1e${low}</span></div>`
  const steps = `<div class="steps" aria-hidden="true"><span>step ${first.step}</span><span>step ${last.step}</span></div>`
  const rows = points.map(({ step, relative }) => [String(step), spellRelative(relative)])
  const values = foldedPart(
    { title: 'Values', open: false },
    `<div class="scroll" tabindex="0">${table(['step', 'relative difference'], rows, 'values')}</div>`,
  )
  return `<figure><figcaption>How the difference of the parameters grows</figcaption><div class="grown">${labels}${drawing}${steps}</div>${values}</figure>`
}

/** Few enough to be told apart. */
function powersBetween(low: number, high: number): number[] {
  const stride = Math.ceil((high - low) / 8)
  return Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, at) => low + at * stride)
}

function line(name: 'grid' | 'grows', points: ReadonlyArray<readonly [number, number]>): string {
  const at = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
  return `<polyline class="${name}" points="${at.join(' ')}"/>`
}
