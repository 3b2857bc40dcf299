/** The page's own style, after uPlot's: light and dark by the reader's preference, one column on a narrow screen. */
export const PAGE_STYLE = `
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
`
