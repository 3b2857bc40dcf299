import { t as clean } from "./clean.js";
import { m as encodeNumber, v as spellKey } from "./record.js";
import { _ as plain, b as shownText, g as name, l as spellNumber, v as say } from "./reason.js";
import { D as findingWords, _ as sentences, c as VOLATILE_TITLE, d as firstDifference, f as thin, h as headline, l as othersTitle, p as advice, s as verdictLook, t as viewOf, u as align, x as spellRelative } from "./view.js";
import { createHash } from "node:crypto";

// src/report/html/escape.ts
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
function escapeHtml(text) {
	return escape(clean(text));
}
function htmlLine(line) {
	return line.map(htmlPiece).join("");
}
function htmlPiece(piece) {
	const shown = escape(shownText(piece));
	switch (piece.kind) {
		case "text": return shown;
		case "code": return `<code${titleOf(piece.full)}>${shown}</code>`;
		case "name": return `<code class="name">${shown}</code>`;
		case "strong": return `<strong>${shown}</strong>`;
		case "em": return `<em>${shown}</em>`;
		case "link": return `<a href="${escape(piece.url)}">${shown}</a>`;
	}
}
function titleOf(full) {
	return full !== void 0 && /^(sha256:[0-9a-f]{64}|[0-9a-f]{40,64})$/.test(full) ? ` title="${full}"` : "";
}
function htmlLines(lines) {
	return lines.map((line) => escapeHtml(line.replaceAll("	", "    "))).join("\n");
}
function embedJson(value) {
	return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function escape(text) {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

// src/report/html/blocks.ts
function htmlBlock(block) {
	switch (block.kind) {
		case "line": return `<p>${htmlLine(block.line)}</p>`;
		case "list": return `<ul>${block.items.map((item) => `<li>${htmlLine(item)}</li>`).join("")}</ul>`;
		case "table": return table(block.head, block.rows.map((row) => row.map((cell) => htmlLine(cell))));
		case "diff": return `<pre class="diff" tabindex="0">${block.lines.map(diffLine).join("")}</pre>`;
		case "whole": return htmlBlock({
			kind: block.as === "diff" ? "diff" : "verbatim",
			lines: block.lines
		});
		case "verbatim": return `<pre tabindex="0">${htmlLines(block.lines)}</pre>`;
	}
}
function table(head, rows, name = "facts") {
	const cell = (html, at) => `<td data-label="${head[at] ?? ""}"><span>${html}</span></td>`;
	const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
	return `<table class="${name}"><thead><tr>${head.map((title) => `<th scope="col">${title}</th>`).join("")}</tr></thead><tbody>${body}</tbody></table>`;
}
function diffLine(line) {
	return `<span class="${line.startsWith("@@") ? "place" : line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "kept"}">${htmlLines([line])}\n</span>`;
}
function movedCards(moved) {
	return moved.map(({ factor, items, unknown }) => {
		const list = items.map(({ words, blocks }) => `<li><p>${htmlLine(words)}</p>${blocks.map(htmlBlock).join("")}</li>`);
		const gaps = unknown.map((line) => `<li class="unknown"><p>${htmlLine(line)}</p></li>`);
		return `<section class="card factor"><h3>${escapeHtml(factor)}</h3><ul>${[...list, ...gaps].join("")}</ul></section>`;
	}).join("");
}
function foldedPart({ title, open }, html) {
	return html === "" ? "" : `<details${open ? " open" : ""}><summary>${escapeHtml(title)}</summary><div class="inside">${html}</div></details>`;
}

// src/report/html/chart-script.ts
const CHART_SCRIPT = String.raw`
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
`;

// src/report/html/drawing.ts
const round = (value) => String(Number(value.toFixed(2)));
function curvesSvg(rows, width, height, name) {
	const values = rows.flatMap(({ baseline, run }) => [baseline, run]).filter((value) => value !== void 0 && Number.isFinite(value));
	const [low, high] = [Math.min(...values), Math.max(...values)];
	const [from, to] = [rows[0]?.step ?? 0, rows.at(-1)?.step ?? 0];
	if (values.length < 2) return "";
	const x = (step) => 2 + (width - 4) * (step - from) / Math.max(1, to - from);
	const y = (value) => 2 + (height - 4) * (high === low ? .5 : (high / 2 - value / 2) / (high / 2 - low / 2));
	const line = (side) => {
		const points = rows.flatMap(({ step, [side]: value }) => value === void 0 || !Number.isFinite(value) ? [] : [`${round(x(step))},${round(y(value))}`]);
		return points.length < 2 ? "" : `<polyline class="${side}" points="${points.join(" ")}"/>`;
	};
	return `<svg class="${name}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">${line("baseline")}${line("run")}</svg>`;
}
function gaugeSvg(difference, tolerance) {
	if (difference === void 0 || tolerance === void 0 || !(tolerance > 0) || !Number.isFinite(difference)) return "";
	const part = Math.max(-2.6, Math.min(2.6, difference / tolerance));
	const inside = Math.abs(difference) <= tolerance;
	const at = round(60 + part * 21);
	return `<svg class="gauge" viewBox="0 0 120 14" aria-hidden="true"><rect class="rail" x="2" y="6" width="116" height="2" rx="1"/><rect class="band" x="39" y="3" width="42" height="8" rx="4"/><rect class="middle" x="59.5" y="1" width="1" height="12"/><circle class="${inside ? "inside" : "outside"}" cx="${at}" cy="7" r="4.5"/></svg>`;
}

// src/report/html/charts.ts
const MOST_POINTS = 1500;
const MOST_ROWS = 60;
const MOST_CHARTS = 24;
function chartCurves({ metrics }) {
	return [...metrics.gated, ...metrics.shown].flatMap(({ curve }) => curve !== void 0 && align(curve).length > 1 ? [curve] : []).slice(0, MOST_CHARTS);
}
function chartData(curve) {
	const rows = thin(align(curve), MOST_POINTS);
	const finite = (value) => value !== void 0 && Number.isFinite(value) ? value : null;
	const [baseline, run] = [rows.map((row) => finite(row.baseline)), rows.map((row) => finite(row.run))];
	const values = [...baseline, ...run].filter((value) => value !== null);
	return {
		steps: rows.map(({ step }) => step),
		baseline,
		run,
		parting: firstDifference(curve)?.step ?? null,
		positive: values.length > 0 && values.every((value) => value > 0)
	};
}
function chartCard(curve, at) {
	const rows = align(curve);
	return `<figure class="card chart" id="chart-${at}"><figcaption>${htmlLine(say`${name(curve.metric)}`)}<span class="keys"><span class="key baseline">baseline</span><span class="key run">this run</span></span></figcaption><div class="plot">${curvesSvg(thin(rows, 300), 600, 200, "still")}</div><p class="about">${about(curve, rows)}</p>${values(rows)}</figure>`;
}
function about(curve, rows) {
	const lost = rows.filter(({ baseline, run }) => [baseline, run].some((value) => value !== void 0 && !Number.isFinite(value)));
	const parting = firstDifference(curve);
	return [
		...curve.baseline === void 0 ? ["The baseline’s points are not at hand."] : [],
		...curve.run === void 0 ? ["This run has no points."] : [],
		...curve.run !== void 0 && curve.baseline !== void 0 ? [parting === void 0 ? "Equal bit for bit at every common step." : `First differs at step ${parting.step}.`] : [],
		...lost[0] === void 0 ? [] : [`Not finite at step ${lost[0].step}${lost.length > 1 ? ` and ${lost.length - 1} more` : ""}.`]
	].join(" ");
}
function values(rows) {
	const shown = thin(rows, MOST_ROWS);
	const spell = (value) => value === void 0 ? "–" : spellNumber(encodeNumber(value));
	const cells = shown.map(({ step, baseline, run }) => {
		const difference = baseline === void 0 || run === void 0 ? void 0 : run - baseline;
		return [
			String(step),
			spell(baseline),
			spell(run),
			spell(difference)
		];
	});
	const note = shown.length < rows.length ? `<p>${shown.length} of ${rows.length} steps, the extremes among them.</p>` : "";
	return foldedPart({
		title: "Values",
		open: false
	}, `${note}<div class="scroll" tabindex="0">${table([
		"step",
		"baseline",
		"this run",
		"difference"
	], cells, "values")}</div>`);
}

// src/report/html/ladder.ts
function ladderCards(ladders) {
	if (ladders.length === 0) return "";
	return `<h2>Where they part</h2>${ladders.map(ladderCard).join("")}`;
}
const MEANS = {
	same: "equal",
	different: "differs",
	unknown: "not known"
};
function ladderCard({ title, words, rungs, growth, notes }) {
	const steps = rungs.map(({ name, state, sign, detail }) => `<li class="${state}"><b><span aria-hidden="true">${sign}</span> ${escapeHtml(name)}</b><span class="hidden"> ${MEANS[state]}</span><span class="what">${state === "different" ? htmlLine(detail) : ""}</span></li>`);
	const list = steps.length === 0 ? "" : `<ol class="ladder">${steps.join("")}</ol>`;
	const said = notes.map((note) => `<p class="about">${htmlLine(note)}</p>`).join("");
	return `<section class="card parting"><h3>${escapeHtml(title)}</h3>${words === void 0 ? "" : `<p>${htmlLine(words)}</p>`}${list}${growthFigure(growth)}${said}</section>`;
}
const WIDTH = 600;
const HEIGHT = 160;
function growthFigure(growth) {
	const points = growth.filter(({ relative }) => relative > 0 && Number.isFinite(relative));
	const [first, last] = [points.at(0), points.at(-1)];
	if (first === void 0 || last === void 0 || first === last) return "";
	const logs = points.map(({ relative }) => Math.log10(relative));
	const low = Math.floor(Math.min(...logs));
	const high = Math.max(low + 1, Math.ceil(Math.max(...logs)));
	const x = (step) => WIDTH * (step - first.step) / Math.max(1, last.step - first.step);
	const y = (log) => HEIGHT * (high - log) / (high - low);
	const grid = powersBetween(low, high).map((power) => line("grid", [[0, y(power)], [WIDTH, y(power)]]));
	const curve = line("grows", points.map(({ step }, at) => [x(step), y(logs[at] ?? low)]));
	const drawing = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${grid.join("")}${curve}</svg>`;
	const labels = `<div class="powers" aria-hidden="true"><span>1e${high}</span><span>1e${low}</span></div>`;
	const steps = `<div class="steps" aria-hidden="true"><span>step ${first.step}</span><span>step ${last.step}</span></div>`;
	const rows = points.map(({ step, relative }) => [String(step), spellRelative(relative)]);
	return `<figure><figcaption>How the difference of the parameters grows</figcaption><div class="grown">${labels}${drawing}${steps}</div>${foldedPart({
		title: "Values",
		open: false
	}, `<div class="scroll" tabindex="0">${table(["step", "relative difference"], rows, "values")}</div>`)}</figure>`;
}
function powersBetween(low, high) {
	const stride = Math.ceil((high - low) / 8);
	return Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, at) => low + at * stride);
}
function line(name, points) {
	return `<polyline class="${name}" points="${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}"/>`;
}

// src/report/html/metrics.ts
function badge(verdict) {
	const { colour, sign } = verdictLook(verdict);
	return `<strong class="badge ${colour}"><span aria-hidden="true">${sign}</span> ${verdict}</strong>`;
}
function metricTable(rows, judged) {
	if (rows.length === 0) return "";
	const head = [
		"metric",
		"baseline",
		"this run",
		"difference",
		...judged ? ["tolerance", "verdict"] : [],
		"curve"
	];
	return table(head, rows.map((row) => cells(row, judged)), judged ? "metrics judged" : "metrics");
}
function cells(row, judged) {
	const better = row.better === "" ? "" : ` <small>${row.better}</small>`;
	const relative = row.relative === "–" ? "" : ` <small>${row.relative}</small>`;
	const points = row.curve === void 0 ? [] : thin(align(row.curve), 80);
	return [
		`${htmlLine(say`${name(row.metric)}`)}${better}`,
		escapeHtml(row.baseline),
		`<b>${escapeHtml(row.run)}</b>`,
		`${row.difference}${relative}`,
		...judged ? [`${row.tolerance} ${gaugeSvg(row.amount, row.band)}`, row.verdict === void 0 ? "–" : badge(row.verdict)] : [],
		curvesSvg(points, 96, 26, "spark")
	];
}

// src/report/html/style.ts
const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --page: #f5f6f8; --card: #ffffff; --line: #dfe3e8; --grid: #eceff3; --soft: #f1f3f6;
  --text: #1a1f26; --muted: #5c6773; --code: #eef1f5;
  --baseline: #b3bdc9; --run: #2f5fe0; --parting: #d0742a; --shade: #d0742a26;
  --green: #1a7f37; --blue: #0b63c5; --amber: #8f5d00; --red: #c4232f;
  --added: #e3f6e8; --removed: #fde8e8; --place: #e9effb;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --card: #151b23; --line: #2b333d; --grid: #232b35; --soft: #1b222c;
    --text: #e3e8ef; --muted: #96a1ae; --code: #222b36;
    --baseline: #5b6675; --run: #7aa5ff; --parting: #e0a458; --shade: #e0a45826;
    --green: #4cc265; --blue: #6cb1ff; --amber: #dfab3d; --red: #ff8079;
    --added: #12301c; --removed: #3a1a1d; --place: #1a2740;
  }
}
.green { --tone: var(--green) } .blue { --tone: var(--blue) } .amber { --tone: var(--amber) } .red { --tone: var(--red) }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 var(--sans); font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; overflow-wrap: anywhere }
main, .top, .foot { max-width: 1080px; margin: 0 auto; padding: 0 24px }
.top { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; padding-top: 22px; padding-bottom: 14px; color: var(--muted); font-size: 14px }
.top b { color: var(--text); letter-spacing: .01em; font-size: 15px }
.top .exit { margin-left: auto }
h1, h2, h3, p, ul, figure, pre, table { margin: 0; padding: 0 }
h2 { font-size: 15px; font-weight: 650; margin: 34px 0 12px }
h3 { font-size: 13px; font-weight: 650; color: var(--muted); margin-bottom: 10px }
h3::first-letter, summary::first-letter { text-transform: uppercase }
small { color: var(--muted); font-size: 12.5px; font-weight: 400 }
code, pre { font-family: var(--mono); font-size: .88em }
code { background: var(--code); border-radius: 5px; padding: .1em .34em; overflow-wrap: anywhere }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px }
.card { padding: 18px 20px }
.verdict { position: relative; overflow: hidden; padding: 26px 28px 24px; background: color-mix(in srgb, var(--tone) 6%, var(--card)); border-color: color-mix(in srgb, var(--tone) 28%, var(--line)) }
.verdict::before { content: ""; position: absolute; inset: 0 auto 0 0; width: 5px; background: var(--tone) }
.sentence { font-size: clamp(19px, 1.05rem + .75vw, 27px); line-height: 1.42; font-weight: 500; letter-spacing: -.008em; text-wrap: pretty; overflow-wrap: anywhere }
.sentence .badge { font-size: .82em; vertical-align: .07em; margin-right: .12em }
.sentence code { background: color-mix(in srgb, var(--tone) 11%, var(--code)) }
.sentence code.name { background: none; padding: 0; font-family: inherit; font-size: 1em; font-weight: 650 }
.sentence { margin: 0 } .of { display: block; color: var(--muted); font-size: 13px; margin-bottom: 10px } .of code { background: none; padding: 0; font-size: 13px }
.overview code.name { font-weight: 400 } .overview + .model { margin-top: 32px }
.todo, .lead { margin-top: 14px; color: var(--muted); text-wrap: pretty }
.badge { display: inline-block; white-space: nowrap; color: var(--card); background: var(--tone); border-radius: 999px; padding: .1em .68em .13em; font-weight: 650; font-size: 13px; line-height: 1.5 }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.models { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; list-style: none; margin-top: 16px }
.models a { color: inherit; min-width: 0 } .models li { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline }
table { border-collapse: collapse; width: 100%; font-size: 14.5px }
th { overflow-wrap: normal; text-align: left; font-weight: 500; color: var(--muted); font-size: 12.5px; padding: 0 14px 8px 0; white-space: nowrap }
td { padding: 9px 14px 9px 0; border-top: 1px solid var(--line); vertical-align: middle; overflow-wrap: anywhere }
td:last-child, th:last-child { padding-right: 0 }
td code.name { background: none; padding: 0; font-weight: 600; font-size: .94em }
.metrics td small { display: block; line-height: 1.35 }
.metrics td:nth-child(n+2), .values td { white-space: nowrap }
.facts td { vertical-align: top } .facts td:first-child { white-space: nowrap; color: var(--muted) } .facts td:first-child code { white-space: normal }
.spark { display: block; width: 112px; height: 28px } .gauge { display: block; width: 120px; height: 14px; margin-top: 3px }
.still { display: block; width: 100%; height: 230px }
polyline { fill: none; stroke-width: 1.6; vector-effect: non-scaling-stroke; stroke-linejoin: round }
polyline.baseline { stroke: var(--baseline); stroke-width: 3.2 } polyline.run { stroke: var(--run) }
.rail { fill: var(--line) } .band { fill: color-mix(in srgb, var(--green) 32%, var(--card)) } .middle { fill: var(--muted) }
circle.inside { fill: var(--green) } circle.outside { fill: var(--red) }
.notes { list-style: none; margin-top: 14px; color: var(--muted); font-size: 14.5px; display: grid; gap: 4px }
.charts { display: grid; gap: 14px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)) }
.chart { min-width: 0; padding: 14px 16px 12px }
figcaption { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 14px; margin-bottom: 8px; font-size: 13px }
figcaption code { background: none; padding: 0; font-weight: 600; font-size: 14px }
.keys { display: flex; gap: 12px; color: var(--muted) } .key::before { content: ""; display: inline-block; width: 16px; height: 3px; border-radius: 2px; margin-right: 6px; vertical-align: middle; background: var(--run) }
.key.baseline::before { background: var(--baseline); height: 5px }
figcaption button { margin-left: auto; font: inherit; font-size: 12px; color: var(--muted); background: none; border: 1px solid var(--line); border-radius: 7px; padding: 2px 9px; cursor: pointer }
figcaption button[aria-pressed=true] { color: var(--card); background: var(--muted); border-color: var(--muted) }
.about { color: var(--muted); font-size: 13px; min-height: 1.5em }
.uplot, .plot .u-legend { font-size: 12.5px; text-align: left; width: 100%; margin: 2px 0 6px; display: block }
.u-legend.u-inline .u-series { display: inline-flex; margin: 0 16px 0 0 } .u-legend .u-series > * { padding: 0; border: 0; font-size: 12.5px } .u-legend .u-marker { display: none }
.u-legend.u-inline .u-series th { font-weight: 400; color: var(--muted); pointer-events: none } .u-legend.u-inline .u-series th::after { content: " "; white-space: pre; padding: 0 }
.u-legend .u-value { color: var(--text); font-weight: 550; white-space: nowrap }
.u-cursor-x, .u-cursor-y { border-color: var(--muted) } .u-select { background: color-mix(in srgb, var(--run) 14%, transparent) }
.factors { display: grid; gap: 14px; grid-template-columns: minmax(0, 1fr) }
.factor ul, .factor li { list-style: none } .factor li + li { margin-top: 14px } .factor pre { margin-top: 8px } .unknown { color: var(--muted) }
pre { background: var(--soft); border-radius: 8px; padding: 10px 12px; overflow-x: auto; font-size: 13px; line-height: 1.55; white-space: pre }
.diff { padding: 6px 0 } .diff span { display: block; min-width: max-content; padding: 0 12px }
.added { background: var(--added) } .removed { background: var(--removed) } .place { background: var(--place); color: var(--muted) }
.card.parts { padding: 0 } .parts details { border: 0; border-radius: 0; background: none } .parts details + details { border-top: 1px solid var(--line) }
summary { cursor: pointer; padding: 12px 18px; font-weight: 550; font-size: 14.5px } summary:hover { color: var(--run) }
.inside { padding: 2px 18px 18px; min-width: 0 } .inside ul { padding-left: 18px } .inside li + li { margin-top: 8px }
.chart summary { padding: 4px 0; font-size: 13px; font-weight: 500; color: var(--muted) } .chart .inside { padding: 4px 0 0; font-size: 13px }
.scroll { overflow: auto; max-height: 320px } .values { font-size: 13px } .values td { padding: 3px 14px 3px 0 } .values th { position: sticky; top: 0; background: var(--card); padding-top: 2px }
.origin { margin-top: 18px; color: var(--muted); font-size: 13px } .model + .model { margin-top: 44px }
.foot { color: var(--muted); font-size: 13px; padding-top: 26px; padding-bottom: 40px }
:focus-visible { outline: 2px solid var(--run); outline-offset: 2px }
@media (max-width: 720px) {
  main, .top, .foot { padding-left: 14px; padding-right: 14px }
  .card { padding: 16px } .verdict { padding: 20px 18px 18px 22px } .top .exit { margin-left: 0 }
  :is(.facts, .metrics) thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  :is(.facts, .metrics) :is(tbody, tr, td) { display: block; white-space: normal }
  :is(.facts, .metrics) tr { padding: 10px 0; border-top: 1px solid var(--line) } :is(.facts, .metrics) tr:first-child { border-top: 0; padding-top: 0 }
  :is(.facts, .metrics) td { display: flex; justify-content: space-between; gap: 18px; border: 0; padding: 3px 0; text-align: right; min-width: 0 }
  :is(.facts, .metrics) td > span { min-width: 0 } .gauge, .spark { margin-left: auto }
  :is(.facts, .metrics) td::before { content: attr(data-label); color: var(--muted); font-size: 13px; text-align: left; flex: none }
  :is(.facts, .metrics) td:first-child { text-align: left } :is(.facts, .metrics) td:first-child::before { display: none }
  .facts td:first-child { white-space: normal; font-weight: 600 }
}
@media print {
  :root { --page: #fff; --card: #fff; color-scheme: light } body { font-size: 12px } .card, details { break-inside: avoid } button { display: none }
}
.ladder { list-style: none; display: flex; flex-wrap: wrap; gap: 6px; padding: 0; margin: 12px 0 4px; }
.ladder li { flex: 1 1 96px; min-width: 0; border: 1px solid var(--line); border-top-width: 3px; border-radius: 6px; padding: 6px 8px; }
.ladder li b { font-size: 13px; }
.ladder li .what { display: block; overflow-wrap: anywhere; color: var(--muted); font-size: 12px; }
.ladder .same { border-top-color: var(--green); }
.ladder .different { border-top-color: var(--red); }
.ladder .unknown { border-top-color: var(--amber); border-style: dashed; }
.grown { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 10px; font-size: 12px; color: var(--muted); }
.grown svg { width: 100%; height: 160px; display: block; overflow: visible; }
.grown .powers { display: flex; flex-direction: column; justify-content: space-between; text-align: right; line-height: 1; }
.grown .steps { grid-column: 2; display: flex; justify-content: space-between; }
.grown .grid { stroke: var(--grid); stroke-width: 1; }
.grown .grows { stroke: var(--parting); }
.parting figure { margin-top: 16px; }
.parting .about { min-height: 0; margin-top: 6px; }
.parting summary { padding: 4px 0; font-size: 13px; font-weight: 500; color: var(--muted); }
.parting .inside { padding: 4px 0 0; font-size: 13px; }
.parting + .parting { margin-top: 14px; }
`;

// src/report/html/html.ts
function renderHtml(report, assets) {
	const view = viewOf(report);
	const curves = view.models.map(chartCurves);
	const style = `${assets.style}\n${PAGE_STYLE}`;
	const script = `${assets.script}\n${CHART_SCRIPT}`;
	const starts = curves.map((_, at) => curves.slice(0, at).flat().length);
	const parts = view.models.map((model, at) => modelPart(model, view, curves[at] ?? [], starts[at] ?? 0, at));
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
<header class="top"><b>Reprise</b><span>does the training still reproduce?</span><span class="exit">${report.green ? "green" : "not green"}, exit code ${report.exitCode}</span></header>
<main>
${view.headline === void 0 ? "" : overview(view.headline, view)}
${parts.join("\n")}${paragraph("origin", view.origin)}
</main>
<footer class="foot">Reprise finds mistakes; it does not prove honesty: a training can print whatever numbers it likes.</footer>
<script type="application/json" id="curves">${embedJson(curves.flat().map(chartData))}<\/script>
<script>${script}<\/script>
</body>
</html>
`;
}
function policy(script, style) {
	if (/<\/script|<!--/i.test(script) || /<\/style|<!--/i.test(style)) throw new TypeError("an asset would end its own element");
	return `default-src 'none'; script-src '${source(script)}'; style-src '${source(style)}'; base-uri 'none'; form-action 'none'`;
}
function source(text) {
	return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
function title(models, headline) {
	const [model] = models;
	const what = headline === void 0 && model !== void 0 ? `${model.verdict}: ${model.model}` : plain(headline ?? []);
	return `${escapeHtml(what)} – Reprise`;
}
function overview(headline, { lead, models }) {
	const items = models.map((model, at) => `<li>${badge(model.verdict)} <a href="#model-${at}">${escapeHtml(model.key)}</a></li>`);
	return `<section class="card overview"><h1 class="sentence">${htmlLine(headline)}</h1>${paragraph("lead", lead)}<ul class="models">${items.join("")}</ul></section>`;
}
function modelPart(model, view, curves, start, at) {
	const { look, metrics, notes } = model;
	const isAlone = view.headline === void 0;
	const heading = isAlone ? "h1" : "h2";
	return `<article class="model ${look.colour}" id="model-${at}">
<section class="card verdict"><p class="of"><code>${escapeHtml(model.key)}</code></p><${heading} class="sentence">${sentenceHtml(model)}</${heading}>${isAlone ? paragraph("lead", view.lead) : ""}${paragraph("todo", model.todo)}</section>
${metrics.gated.length === 0 ? "" : `<h2>Metrics</h2><section class="card">${metricTable(metrics.gated, true)}${noteList(notes)}</section>`}
${curves.length === 0 ? "" : `<h2>Curves</h2><section class="charts">${curves.map((curve, index) => chartCard(curve, start + index)).join("")}</section>`}
${ladderCards(model.ladders)}
<h2>What moved</h2>
<section class="factors">${model.moved.length === 0 ? `<p class="card">${htmlLine(model.unmoved)}</p>` : movedCards(model.moved)}</section>
<h2>Details</h2>
<section class="card parts">
${foldedPart({
		title: othersTitle(metrics.shown),
		open: false
	}, metricTable(metrics.shown, false))}
${foldedPart({
		title: VOLATILE_TITLE,
		open: false
	}, metricTable(metrics.volatile, false))}
${model.sections.map((section) => foldedPart(section, section.blocks.map(htmlBlock).join(""))).join("\n")}
</section>
${paragraph("origin", model.footer)}
</article>`;
}
function paragraph(name, line) {
	return line === void 0 ? "" : `<p class="${name}">${htmlLine(line)}</p>`;
}
function noteList(notes) {
	return notes.length === 0 ? "" : `<ul class="notes">${notes.map((note) => `<li>${htmlLine(note)}</li>`).join("")}</ul>`;
}
function sentenceHtml({ sentence, verdict }) {
	const at = sentence.findIndex(({ kind, text }) => kind === "strong" && text === verdict);
	const [before, after] = [sentence.slice(0, at), sentence.slice(at + 1)];
	return `${htmlLine(before)}${badge(verdict)}${htmlLine(after).replace(/^: /, "<span class=\"hidden\">:</span> ")}`;
}

// src/report/json/json.ts
function renderJson(report) {
	const top = headline(report);
	const lines = sentences(report);
	return `${JSON.stringify({
		schema: report.schema,
		green: report.green,
		exitCode: report.exitCode,
		headline: top && plain(top),
		change: report.change,
		models: report.models.map((model, at) => modelJson(model, lines[at] ?? []))
	}, (_, value) => typeof value === "number" ? encodeNumber(value) : value, 2)}\n`;
}
function modelJson(model, sentence) {
	const { verdict, ...rest } = model;
	const todo = advice(model);
	return {
		model: verdict.model,
		key: spellKey(verdict.key),
		sentence: plain(sentence),
		advice: todo && plain(todo),
		verdict,
		findings: verdict.findings.map((finding) => {
			const { title, text, todo, page } = findingWords(finding);
			return {
				kind: finding.kind,
				title,
				text: plain(text),
				todo: plain(todo),
				page
			};
		}),
		...rest
	};
}

export { renderHtml as n, renderJson as t };