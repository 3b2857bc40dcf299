/**
 * The page's own script: draws each chart with uPlot in the colours of the page, again when the colour scheme or the
 * width changes. Plain JavaScript, for it is embedded as it stands; it sets text only as text.
 */
export const CHART_SCRIPT = String.raw`
(() => {
  'use strict'
  const data = JSON.parse(document.getElementById('curves').textContent)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  const sync = uPlot.sync('steps')

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  const spell = (value) => {
    if (value == null) return '–'
    const size = Math.abs(value)
    if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(3)
    return String(Number(value.toPrecision(6)))
  }
  const signed = (value) => (value == null ? '–' : value === 0 ? '0' : (value > 0 ? '+' : '−') + spell(Math.abs(value)))
  const difference = ({ baseline, run }) =>
    run.map((value, at) => (value === null || baseline[at] === null ? null : value - baseline[at]))

  // A line where the two curves part.
  const parting = (step) => (u) => {
    if (step === null) return
    const x = Math.round(u.valToPos(step, 'x', true))
    const { ctx, bbox } = u
    ctx.save()
    ctx.strokeStyle = colour('--parting')
    ctx.lineWidth = devicePixelRatio
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio])
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    ctx.restore()
  }

  const axis = (size) => ({
    stroke: colour('--muted'),
    font: '11px ' + colour('--sans'),
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
    size,
    values: (u, values) => values.map((value) => (value === null ? '' : spell(value))),
  })

  const dots = { show: (u, side) => u.data[side].filter((value) => value !== null).length <= 40, size: 5 }
  const line = (label, name, width) => ({
    label,
    stroke: colour(name),
    width,
    points: { ...dots, fill: colour(name) },
    value: (u, value) => spell(value),
  })
  const hidden = { label: 'difference', scale: 'difference', stroke: 'transparent', points: { show: false }, paths: () => null, value: (u, value) => signed(value) }
  const steps = { label: 'step', value: (u, value) => (value == null ? '–' : String(value)) }

  // Without a pointer the legend holds the last step's values.
  const atLast = (u) => u.setLegend({ idx: u.data[0].length - 1 })
  const settle = (u) => {
    atLast(u)
    u.over.addEventListener('mouseleave', () => setTimeout(() => atLast(u)))
  }

  const options = (one, width, log) => ({
    width,
    height: 220,
    padding: [10, 12, 0, 0],
    cursor: { sync: { key: sync.key }, points: { size: 8 }, drag: { x: true, y: false } },
    scales: { x: { time: false }, y: { distr: log ? 3 : 1 }, difference: {} },
    axes: [axis(28), axis(62)],
    hooks: { drawClear: [parting(one.parting)], ready: [settle] },
    series: [steps, line('baseline', '--baseline', 4), line('this run', '--run', 1.75), hidden],
  })

  // Small differences drown beside the values: they have their own axis below.
  const differenceOptions = (one, width) => ({
    width,
    height: 96,
    padding: [10, 12, 0, 0],
    cursor: { sync: { key: sync.key }, points: { size: 8 }, drag: { x: true, y: false } },
    legend: { show: false },
    scales: { x: { time: false }, y: { range: (u, low, high) => uPlot.rangeNum(Math.min(0, low), Math.max(0, high), 0.1, true) } },
    axes: [{ ...axis(0), show: false }, { ...axis(62), values: (u, values) => values.map(signed), space: 26 }],
    hooks: { drawClear: [parting(one.parting)] },
    series: [steps, { ...line('difference', '--parting', 1.5), fill: colour('--shade'), fillTo: 0 }],
  })

  const logs = new Set()
  const plots = new Map()
  const draw = (at) => {
    const one = data[at]
    const place = document.querySelector('#chart-' + at + ' .plot')
    const width = Math.floor(place.clientWidth)
    if (width < 40) return
    plots.get(at)?.forEach((plot) => plot.destroy())
    place.replaceChildren()
    const apart = difference(one)
    const drawn = [new uPlot(options(one, width, logs.has(at)), [one.steps, one.baseline, one.run, apart], place)]
    if (one.parting !== null) drawn.push(new uPlot(differenceOptions(one, width), [one.steps, apart], place))
    plots.set(at, drawn)
  }

  const toggle = (at) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'log'
    button.title = 'logarithmic axis'
    button.setAttribute('aria-pressed', 'false')
    button.addEventListener('click', () => {
      if (!logs.delete(at)) logs.add(at)
      button.setAttribute('aria-pressed', String(logs.has(at)))
      draw(at)
    })
    return button
  }

  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const at = Number(target.parentElement.id.slice('chart-'.length))
      if (plots.get(at)?.[0].width !== Math.floor(target.clientWidth)) draw(at)
    }
  })
  data.forEach((one, at) => {
    const figure = document.getElementById('chart-' + at)
    if (one.positive) figure.querySelector('figcaption').append(toggle(at))
    draw(at)
    resized.observe(figure.querySelector('.plot'))
  })
  scheme.addEventListener('change', () => data.forEach((one, at) => draw(at)))
})()
`
