import { D as findingWords, a as recordBlocks, c as VOLATILE_TITLE, i as environmentBlocks, l as othersTitle, o as factorBlocks, s as verdictLook, t as viewOf } from "./view.js";
import { a as count, b as shownText, g as name, l as spellNumber, u as code, v as say, x as strong } from "./reason.js";
import { t as clean } from "./clean.js";

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

// src/report/terminal/ladder.ts
const STYLES = {
	same: "green",
	different: "red",
	unknown: "amber"
};
function ladderLines({ words, rungs, notes }, options) {
	const { color, columns } = options;
	const width = Math.max(0, ...rungs.map(({ name }) => name.length));
	return indent([
		...words === void 0 ? [] : wrap(words, columns - 2, color),
		...rungs.map(({ name, sign, state, detail }) => {
			const [first = ""] = state === "different" ? wrap(detail, columns - width - 6, color) : [""];
			return `${paint(sign, STYLES[state], color)} ${name.padEnd(width)} ${first.trim()}`.trimEnd();
		}),
		...notes.flatMap((note) => bullet(note, {
			...options,
			columns: columns - 2
		}))
	]);
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
		...model.ladders.flatMap((ladder) => part(`where they part, ${ladder.title}`, ladderLines(ladder, options), color)),
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
function renderFindings(findings, options) {
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
function renderRecord(record, options) {
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
	].join("\n")}\n${record.findings.length === 0 ? "" : `\n${renderFindings(record.findings, options)}`}`;
}

export { renderTerminal as a, indent as c, wrap as d, renderRecord as i, terminalTable as l, modelLines as n, ladderLines as o, renderFindings as r, bullet as s, exitLine as t, paint as u };