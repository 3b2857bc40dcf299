import { t as replaceFile } from "./replace-file.js";
import { r as proposedLock, t as lockPatch } from "./lock-patch.js";
import { a as pathsBetween, n as findCommit } from "./commits.js";
import { t as changedPaths } from "./worktree.js";
import { C as findingWords, a as viewOf, c as factorBlocks, d as othersTitle, l as verdictLook, o as environmentBlocks, s as recordBlocks, t as renderMarkdown, u as VOLATILE_TITLE, w as pathOf } from "./markdown.js";
import { t as UserError } from "./error.js";
import { c as decodeSeries, d as summarise } from "./record.js";
import { n as renderHtml, t as renderJson } from "./json2.js";
import { t as isMeasured } from "./measures.js";
import { C as shownText, S as shortId, c as count, f as spellNumber, p as code, w as strong, x as say, y as name } from "./texts.js";
import { t as clean } from "./clean.js";
import { t as chartAssets } from "./assets.js";
import { i as explainRecords } from "./repeats.js";
import { join } from "node:path";

// src/report/terminal/style.ts
const CODES = {
	bold: 1,
	dim: 2,
	italic: 3,
	red: 31,
	green: 32,
	amber: 33,
	blue: 34,
	cyan: 36
};
function paint(text, style, color) {
	const shown = clean(text);
	return style === void 0 || !color || shown === "" ? shown : `\u001b[${CODES[style]}m${shown}\u001b[0m`;
}
function wrap(line, columns, color, tone) {
	const rows = [[]];
	let used = 0;
	for (const chunk of chunksOf(line, color, tone)) {
		const width = chunk.reduce((sum, { text }) => sum + displayWidth(text), 0);
		const isSpace = chunk.every(({ text }) => text === " ");
		if (used + width > columns && used > 0 && !isSpace) {
			rows.push([]);
			used = 0;
		}
		if (isSpace && used === 0) continue;
		rows.at(-1)?.push(...chunk);
		used += width;
	}
	return rows.map((row) => row.map(({ text, style }) => paint(text, style, color)).join("").trimEnd());
}
function chunksOf(line, color, tone) {
	const chunks = [];
	let open = false;
	for (const { text, style } of line.flatMap((piece) => styled(piece, color, tone))) for (const part of text.split(/( +)/).filter((word) => word !== "")) {
		const isSpace = part.startsWith(" ");
		if (isSpace) chunks.push([{
			text: " ",
			style: void 0
		}]);
		else if (open) chunks.at(-1)?.push({
			text: part,
			style
		});
		else chunks.push([{
			text: part,
			style
		}]);
		open = !isSpace;
	}
	return chunks;
}
function styled(piece, color, tone) {
	const text = shownText(piece);
	if (piece.kind === "code") return [{
		text: color ? text : `\`${text}\``,
		style: "cyan"
	}];
	if (piece.kind === "link") return [{
		text: `${text} (${piece.url})`,
		style: void 0
	}];
	if (piece.kind === "em") return [{
		text: color ? text : `*${text}*`,
		style: "italic"
	}];
	if (piece.kind === "strong") return [{
		text,
		style: tone ?? "bold"
	}];
	return [{
		text,
		style: void 0
	}];
}
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
function displayWidth(text) {
	if (/^[ -~]*$/.test(text)) return text.length;
	let width = 0;
	for (const character of clean(text)) width += characterWidth(character);
	return width;
}
function fitWidth(text, columns) {
	if (displayWidth(text) <= columns) return text;
	let [shown, width] = ["", 0];
	for (const character of clean(text)) {
		width += characterWidth(character);
		if (width > columns - 1) break;
		shown += character;
	}
	return `${shown}…`;
}
function characterWidth(character) {
	return /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}

// src/report/terminal/table.ts
const GAP = "  ";
function terminalTable(head, rows, columns, color, keep) {
	const natural = head.map((title, at) => Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[at]?.text ?? ""))));
	const total = (widths) => widths.reduce((sum, width) => sum + width, 0) + 2 * (widths.length - 1);
	let shown = head.length;
	while (shown > keep && total(natural.slice(0, shown)) > columns) shown--;
	const widths = natural.slice(0, shown);
	while (total(widths) > columns && Math.max(...widths) > 8) {
		const widest = widths.indexOf(Math.max(...widths));
		widths[widest] = Math.max(8, (widths[widest] ?? 0) - (total(widths) - columns));
	}
	return [head.map((text, at) => ({
		text,
		right: rows[0]?.[at]?.right === true,
		style: "dim"
	})), ...rows].map((row) => widths.map((width, at) => pad(row[at], width, color)).join(GAP).trimEnd());
}
function pad(cell, width, color) {
	const text = fitWidth(clean(cell?.text ?? ""), width);
	const space = " ".repeat(Math.max(0, width - displayWidth(text)));
	const painted = paint(text, cell?.style, color);
	return cell?.right === true ? `${space}${painted}` : `${painted}${space}`;
}

// src/report/terminal/blocks.ts
const TONES = {
	green: "green",
	blue: "blue",
	amber: "amber",
	red: "red"
};
function indent(lines, by = 2) {
	return lines.map((line) => line === "" ? "" : `${" ".repeat(by)}${line}`);
}
function terminalBlock(block, options) {
	const { color, columns } = options;
	switch (block.kind) {
		case "line": return wrap(block.line, columns, color);
		case "list": return block.items.flatMap((item) => bullet(item, options));
		case "table": return terminalTable(block.head, block.rows.map((row) => row.map((cell) => ({ text: bare(cell) }))), columns, color, block.head.length);
		case "whole": return terminalBlock({
			kind: block.as === "diff" ? "diff" : "verbatim",
			lines: block.lines
		}, options);
		case "diff": return block.lines.map((line) => diffLine(line, color));
		case "verbatim": return block.lines.map((line) => paint(line.replaceAll("	", "    "), void 0, color));
	}
}
function bullet(item, { color, columns }) {
	const [first = "", ...rest] = wrap(item, columns - 2, color);
	return [`· ${first}`, ...indent(rest)];
}
function bare(line) {
	return line.map((piece) => clean(piece.text)).join("");
}
function diffLine(line, color) {
	const style = line.startsWith("@@") ? "cyan" : line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : "dim";
	return paint(line.replaceAll("	", "    "), style, color);
}
function metricLines(rows, judged, { color, columns }) {
	if (rows.length === 0) return [];
	const head = [
		"metric",
		"baseline",
		"this run",
		"difference",
		...judged ? ["verdict", "tolerance"] : [],
		"relative",
		"curve"
	];
	const cells = rows.map((row) => [
		{ text: row.metric },
		{
			text: row.baseline,
			right: true
		},
		{
			text: row.run,
			right: true
		},
		{
			text: row.difference,
			right: true
		},
		...judged ? [{
			text: row.verdict ?? "–",
			style: row.verdict && TONES[verdictLook(row.verdict).colour]
		}, {
			text: row.tolerance,
			right: true
		}] : [],
		{
			text: row.relative,
			right: true
		},
		{
			text: row.spark,
			style: "dim"
		}
	]);
	const empty = rows.every(({ spark }) => spark === "") ? 1 : 0;
	return terminalTable(head.slice(0, head.length - empty), cells, columns, color, judged ? 5 : 4);
}
function movedLines(moved, options) {
	const inner = {
		...options,
		columns: options.columns - 2
	};
	return moved.flatMap(({ factor, items, unknown }) => [paint(factor, "bold", options.color), ...indent([...items.flatMap(({ words, blocks }) => [...bullet(words, inner), ...indent(blocks.flatMap((block) => terminalBlock(block, inner)))]), ...unknown.flatMap((line) => bullet(line, inner))])]);
}

// src/report/terminal/terminal.ts
const UNASKED = [
	"findings",
	"settings",
	"cost",
	"crash",
	"reproduce",
	"lock"
];
function renderTerminal(report, options) {
	const { columns, color } = options;
	const { headline, lead, models, origin } = viewOf(report);
	const line = (words) => words === void 0 ? [] : wrap(words, columns, color);
	const parts = headline === void 0 ? models.flatMap((model) => modelLines(model, options, lead)) : models.flatMap((model) => [
		"",
		paint(model.key, "bold", color),
		...modelLines(model, options)
	]);
	const top = headline === void 0 ? [] : [...line(headline), ...line(lead)];
	const end = part("", line(origin));
	return `${[
		...top,
		...parts,
		...end,
		"",
		exitLine(report, color)
	].join("\n")}\n`;
}
function exitLine({ green, exitCode, models }, color) {
	return paint(`${green ? "green" : "not green"} (${count(models.length, "model")}): exit code ${exitCode}`, green ? "green" : "red", color);
}
function modelLines(model, options, lead) {
	const { color, columns } = options;
	const { look, metrics } = model;
	const tone = TONES[look.colour];
	const [first = "", ...rest] = wrap(model.sentence, columns - 2, color, tone);
	const moved = model.moved.length === 0 ? wrap(model.unmoved, columns - 2, color) : movedLines(model.moved, {
		...options,
		columns: columns - 2
	});
	const others = options.details === true ? [...part(othersTitle(metrics.shown).toLowerCase(), metricLines(metrics.shown, false, options)), ...part(VOLATILE_TITLE.toLowerCase(), metricLines(metrics.volatile, false, options))] : [];
	const sections = model.sections.filter(({ id }) => options.details === true || UNASKED.includes(id));
	return [
		`${paint(look.sign, tone, color)} ${first}`,
		...indent(rest),
		...lead === void 0 ? [] : indent(wrap(lead, columns - 2, color)),
		...model.todo === void 0 ? [] : indent(wrap(say`What to do: ${model.todo}`, columns - 2, color)),
		...part("", metricLines(metrics.gated, true, options)),
		...part("", model.notes.flatMap((note) => bullet(note, options))),
		...part("what moved", indent(moved), color),
		...others,
		...sections.flatMap((section) => sectionLines(section, options)),
		...part("", wrap(model.footer, columns, color))
	];
}
function part(title, lines, color = false) {
	if (lines.length === 0) return [];
	return [
		"",
		...title === "" ? [] : [paint(title, "dim", color)],
		...lines
	];
}
function sectionLines({ title, blocks }, options) {
	const inner = {
		...options,
		columns: options.columns - 2
	};
	return part(title.toLowerCase(), indent(blocks.flatMap((block) => terminalBlock(block, inner))), options.color);
}
function renderFindings$1(findings, options) {
	if (findings.length === 0) return `${paint("✓", "green", options.color)} nothing found\n`;
	const inner = options.columns - 2;
	return `${[...findings.flatMap((finding) => {
		const { title, text, todo, page } = findingWords(finding);
		return [
			...wrap(say`${strong(title)}`, options.columns, options.color, "amber"),
			...indent([
				...wrap(text, inner, options.color),
				...wrap(todo, inner, options.color),
				paint(page, "dim", options.color)
			]),
			""
		];
	}), count(findings.length, "finding")].join("\n")}\n`;
}
function renderRecord$1(record, options) {
	const { color, columns } = options;
	const lone = {
		run: record,
		baseline: void 0,
		explanation: void 0
	};
	const series = record.series.map((one) => [
		{ text: one.name },
		{
			text: spellNumber(one.final),
			right: true
		},
		{
			text: String(one.last),
			right: true
		},
		{
			text: String(one.n),
			right: true
		},
		{ text: one.resolution },
		{ text: one.source }
	]);
	const blocks = (title, all) => part(title, all.flatMap((block) => terminalBlock(block, options)), color);
	return `${[
		...wrap(say`record ${code(record.id)} of ${name(record.model)}`, columns, color),
		...blocks("what happened", recordBlocks(lone)),
		...part("what came out", terminalTable([
			"metric",
			"final",
			"at step",
			"points",
			"digits",
			"source"
		], series, columns, color, 6), color),
		...blocks("environment", environmentBlocks(lone)),
		...blocks("what is recorded", factorBlocks(lone))
	].join("\n")}\n${record.findings.length === 0 ? "" : `\n${renderFindings$1(record.findings, options)}`}`;
}

// src/report/terminal/listings.ts
function renderLog$1({ records, unreadable }, { color, columns }) {
	const rows = records.map((record) => [
		{
			text: shortId(record.id),
			style: "cyan"
		},
		{ text: (record.run.segments[0]?.started ?? "").replace("T", " ").slice(0, 16) },
		{ text: record.model },
		{ text: record.run.exit.how },
		{ text: finalOf(record) },
		{ text: record.code.commit === void 0 ? "–" : `${record.code.commit.slice(0, 8)}${record.code.dirty ? " + changes" : ""}` }
	]);
	const table = rows.length === 0 ? ["No record: `reprise run` or `reprise check` makes one."] : terminalTable([
		"record",
		"started (UTC)",
		"model",
		"exit",
		"metric",
		"commit"
	], rows, columns, color, 4);
	const broken = unreadable.flatMap(({ id, why }) => wrap(say`${code(shortId(id))} cannot be read: ${why}`, columns, color));
	return `${[...table, ...broken].join("\n")}\n`;
}
function finalOf({ series }) {
	const metrics = series.filter(({ role }) => role === "metric");
	const one = metrics.find(({ name }) => /(^|[/_])(eval|val|validation|test)_loss$/.test(name)) ?? metrics.find(({ name }) => isMeasured(name)) ?? metrics[0];
	return one === void 0 ? "–" : `${one.name} ${spellNumber(one.final)}`;
}
function renderReading$1({ series, findings, files }, options) {
	const { color, columns } = options;
	const perFile = files.flatMap((file) => [...wrap(say`${code(file.path)}: ${file.format === "none" ? "not read" : file.format}`, columns, color), ...indent([
		...file.why === void 0 ? [] : wrap(say`${file.why}`, columns - 2, color),
		...file.metrics.length === 0 ? [] : wrap(say`metrics: ${file.metrics.join(", ")}`, columns - 2, color),
		...file.skipped.flatMap(({ name, why }) => wrap(say`${code(name)} is not taken: ${why}`, columns - 2, color))
	])]);
	const rows = series.map((one) => [
		{ text: one.name },
		{
			text: spellNumber(one.final),
			right: true
		},
		{
			text: String(one.last),
			right: true
		},
		{
			text: String(one.n),
			right: true
		},
		{ text: one.resolution },
		{ text: one.source }
	]);
	const table = rows.length === 0 ? [] : ["", ...terminalTable([
		"metric",
		"final",
		"at step",
		"points",
		"digits",
		"source"
	], rows, columns, color, 4)];
	const end = paint(count(series.length, "metric"), series.length === 0 ? "amber" : "green", color);
	const known = findings.length === 0 ? [] : ["", renderFindings$1(findings, options).trimEnd()];
	return `${[
		...perFile,
		...table,
		...known,
		"",
		end
	].join("\n")}\n`;
}
function renderProblems$1(problems, { color, columns }) {
	const lines = problems.flatMap(({ kind, path, why }) => wrap(say`${strong(kind)} ${code(path)}: ${why}`, columns, color, "red"));
	const end = problems.length === 0 ? "every record and attachment is whole" : count(problems.length, "problem");
	return `${[...lines, paint(end, problems.length === 0 ? "green" : "red", color)].join("\n")}\n`;
}

// src/flows/reporting.ts
async function reportModel(project, planned, { verdict, evidence, said }, spent) {
	const run = await pick(project.ledger, evidence, verdict.run, "head");
	const baseline = await pick(project.ledger, evidence, verdict.baseline, "base");
	return {
		verdict,
		explanation: run === void 0 || baseline === void 0 ? void 0 : await explained(project, planned, run, baseline),
		run,
		baseline,
		curves: await curvesOf(project.ledger, run, baseline),
		cost: {
			...spent,
			runsSaved: runsLeft(planned.plan, spent.runs)
		},
		baselineRuns: planned.plan.baseline.state === "found" ? planned.plan.baseline.entry.runs : void 0,
		crash: said ?? await lastLines(project.ledger, run),
		reproduce: planned.reproduce,
		lockPatch: lockPatch(project.lock, proposedLock(project.lock, planned, evidence)),
		accepts: planned.accepts,
		settings: planned.settings
	};
}
function runsLeft({ policy: { budget }, spent }, runs) {
	return Math.max(0, budget.runs - runs - (spent?.runs ?? 0));
}
async function explained(project, { base }, run, baseline) {
	const { root, repository } = project;
	if (!(base !== void 0 && await findCommit(root, base.commit) !== void 0) || repository.commit === void 0) return explainRecords(project, run, baseline);
	const [explanation, committed, changed] = await Promise.all([
		explainRecords(project, run, baseline),
		pathsBetween(root, base.commit, repository.commit),
		changedPaths(root)
	]);
	const all = /* @__PURE__ */ new Set([...committed, ...changed]);
	const differing = explanation.factors.flatMap(({ changes }) => changes.flatMap(pathsOf));
	return {
		...explanation,
		touched: differing.filter((path) => all.has(path))
	};
}
function pathsOf(change) {
	const path = pathOf(change);
	return path === void 0 ? [] : [path];
}
async function pick(ledger, evidence, id, side) {
	const own = evidence.filter((one) => id === void 0 ? one.side === side : one.record.id === id).at(-1);
	if (own !== void 0 || id === void 0) return own?.record;
	const found = await ledger.record(id);
	return found.state === "found" ? found.value : void 0;
}
async function curvesOf(ledger, run, baseline) {
	const [now, before] = [await pointsOf(ledger, run), await pointsOf(ledger, baseline)];
	return [.../* @__PURE__ */ new Set([...now.keys(), ...before.keys()])].map((metric) => ({
		metric,
		run: now.get(metric),
		baseline: before.get(metric)
	}));
}
async function pointsOf(ledger, record) {
	const attachment = record?.attachments.find(({ kind }) => kind === "series");
	if (attachment === void 0) return /* @__PURE__ */ new Map();
	const found = await ledger.attachment(attachment.digest);
	return found.state === "found" ? decodeSeries(found.value, attachment.digest) : /* @__PURE__ */ new Map();
}
async function lastLines(ledger, run) {
	if (run?.run.tail === void 0) return void 0;
	const found = await ledger.attachment(run.run.tail);
	return found.state === "found" ? Buffer.from(found.value).toString("utf8").trimEnd().split("\n") : void 0;
}
function renderReport(report, how) {
	return how.json ? renderJson(report) : renderTerminal(report, how);
}
function renderRecord(record, how) {
	return how.json ? asJson(record) : renderRecord$1(record, how);
}
function renderFindings(findings, how) {
	return how.json ? asJson({ findings }) : renderFindings$1(findings, how);
}
function renderProblems(problems, how) {
	return how.json ? asJson({ problems }) : renderProblems$1(problems, how);
}
function renderFetched({ fetched, absent }, how) {
	if (how.json) return asJson({
		fetched,
		absent
	});
	const lines = [...fetched.map((id) => `fetched ${id}`), ...absent.map((id) => `not on the branch: ${id}`)];
	return lines.length === 0 ? "all records that reprise.lock names are here" : lines.join("\n");
}
function renderLog(log, how) {
	return how.json ? asJson(log) : renderLog$1(log, how);
}
function renderReading(reading, how) {
	if (how.json) return asJson({
		...reading,
		series: reading.series.map(summarise)
	});
	return renderReading$1({
		...reading,
		series: reading.series.map(summarise)
	}, how);
}
function asJson(value) {
	return JSON.stringify(value, null, 2);
}
function writeReport(project, report) {
	const folder = join(project.folder, ".reprise");
	const write = (name, text) => replaceFile(join(project.root, folder, name), text);
	try {
		write("report.json", renderJson(report));
		write("report.md", renderMarkdown(report));
		write("report.html", renderHtml(report, chartAssets()));
		return `The page with curves: ${join(folder, "report.html")}`;
	} catch (error) {
		if (error instanceof UserError) return `The page with curves could not be kept: ${error.message}`;
		throw error;
	}
}

export { renderProblems as a, renderReport as c, exitLine as d, modelLines as f, renderLog as i, reportModel as l, renderFetched as n, renderReading as o, wrap as p, renderFindings as r, renderRecord as s, curvesOf as t, writeReport as u };