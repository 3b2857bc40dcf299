import { t as VERDICTS } from "./spec.js";
import { a as count, d as em, g as name, v as say, x as strong } from "./reason.js";
import { c as VOLATILE_TITLE, l as othersTitle, n as ladderLine, t as viewOf } from "./view.js";
import { t as clean } from "./clean.js";

// src/report/markdown/escape.ts
const SAFE = /^[\p{L}\p{N}\p{M},.;:'"’“”()%/+=?!–—−→×±·…✓✗-]+$/u;
const RISKY = [
	/:\/\/|www\./i,
	/:[\w+-]+:/,
	/[0-9a-f]{7}/i,
	/[a-z]-\d|^ghsa-|^cve-/i
];
const MARKER = /^([-+=]+|\d+[.)])$/;
function escapeText(text, place) {
	return assemble(tokens(text), place);
}
function markdownLine(line, place = "flow") {
	return assemble(line.flatMap(pieceTokens), place);
}
function pieceTokens(piece) {
	const text = clean(piece.text);
	if (piece.kind === "text") return tokens(text);
	if (piece.kind === "code" || piece.kind === "name") return [{
		kind: "code",
		text
	}];
	const inner = tokens(text);
	if (piece.kind === "link") return [{
		kind: "link",
		url: piece.url,
		inner
	}];
	return [inner.at(0), inner.at(-1)].every((edge) => edge?.kind === "words") && /^[\p{L}\p{N}].*[\p{L}\p{N}]$|^[\p{L}\p{N}]$/u.test(text) ? [{
		kind: "marked",
		mark: piece.kind === "strong" ? "**" : "*",
		inner
	}] : inner;
}
function tokens(text) {
	return clean(text).split(/(\s+)/).filter((word) => word !== "").map((word) => /^\s+$/.test(word) ? {
		kind: "space",
		text: " "
	} : classify(word));
}
function assemble(tokens, place) {
	return merge(guardStart(merge(tokens, "words").map((token) => token.kind === "words" ? classify(token.text) : token)), "code").map((token) => spell(token, place)).join("");
}
function guardStart(tokens) {
	const [first, ...rest] = tokens;
	if (first?.kind === "space") return guardStart(rest);
	return first?.kind === "words" && MARKER.test(first.text) ? [{
		kind: "code",
		text: first.text
	}, ...rest] : tokens;
}
function merge(tokens, kind) {
	const merged = [];
	for (const token of tokens) {
		const last = merged.at(-1);
		if (token.kind === kind && last?.kind === kind) merged.splice(-1, 1, {
			kind,
			text: last.text + token.text
		});
		else merged.push(token);
	}
	return merged;
}
function classify(word) {
	return {
		kind: SAFE.test(word) && !RISKY.some((risk) => risk.test(word)) ? "words" : "code",
		text: word
	};
}
function spell(token, place) {
	if (token.kind === "marked") return `${token.mark}${assemble(token.inner, place)}${token.mark}`;
	if (token.kind === "link") return `[${assemble(token.inner, place)}](${token.url})`;
	return token.kind === "code" ? codeSpan(token.text, place) : token.text;
}
function codeSpan(text, place) {
	const shown = clean(text).trim();
	if (shown === "") return "(empty)";
	const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = "`".repeat(longest + 1);
	const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
	const body = `${fence}${pad}${shown}${pad}${fence}`;
	return place === "cell" ? body.replace(/\\\|/g, "\\｜").replaceAll("|", "\\|") : body;
}
function fence(lines, language) {
	const cleaned = lines.map((line) => cleanLine(line));
	const longest = Math.max(2, ...cleaned.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
	const ticks = "`".repeat(longest + 1);
	return [
		`${ticks}${language}`,
		...cleaned,
		ticks
	].join("\n");
}
function cleanLine(line) {
	return clean(line.replaceAll("	", "    "));
}

// src/report/markdown/blocks.ts
function markdownBlock(block, detail) {
	switch (block.kind) {
		case "line": return [markdownLine(block.line)];
		case "list": return list(block.items, detail.items);
		case "table": return table(block.head, block.rows, block.head.map(() => "left"), detail.rows);
		case "diff": return lines(block.lines, "diff", detail.lines);
		case "verbatim": return lines(block.lines, "text", detail.lines);
		case "whole": return block.lines.length > LONGEST_WHOLE ? ["It is too long to be shown here: run `reprise accept`."] : [fence(block.lines, block.as)];
	}
}
const LONGEST_WHOLE = 200;
function list(items, most) {
	if (items.length === 0 || most === 0) return [];
	const shown = items.slice(0, most).map((item) => `- ${markdownLine(item)}`);
	const more = items.length - shown.length;
	return [[...shown, ...more > 0 ? [`- and ${more} more`] : []].join("\n")];
}
const RULES = {
	left: ":--",
	right: "--:"
};
function table(head, rows, sides, most) {
	if (rows.length === 0 || most === 0) return [];
	const row = (cells) => `| ${cells.join(" | ")} |`;
	const shown = rows.slice(0, most).map((cells) => row(cells.map((cell) => markdownLine(cell, "cell"))));
	const more = rows.length - shown.length;
	const whole = [
		row(head),
		row(sides.map((side) => RULES[side])),
		...shown
	].join("\n");
	return more > 0 ? [whole, `… and ${more} more rows.`] : [whole];
}
function lines(all, language, most) {
	if (most === 0) return [];
	const shown = all.length > most ? all.slice(-most) : all;
	return [...all.length > most ? [`The last ${most} of ${all.length} lines:`] : [], fence(shown, language)];
}
function metricTable(rows, detail, judged) {
	const sparks = detail.sparklines && rows.some(({ spark }) => spark !== "");
	const head = [
		"metric",
		"baseline",
		"this run",
		"difference",
		...judged ? ["tolerance", "verdict"] : [],
		...sparks ? ["curve"] : []
	];
	return table(head, rows.map((row) => [
		say`${name(row.metric)}`,
		say`${row.baseline}`,
		say`${row.run}`,
		row.relative === "–" ? say`${row.difference}` : say`${row.difference} (${row.relative})`,
		...judged ? [say`${row.tolerance}`, row.verdict === void 0 ? say`–` : say`${strong(row.verdict)}`] : [],
		...sparks ? [say`${row.spark}`] : []
	]), head.map((title) => [
		"baseline",
		"this run",
		"difference",
		"tolerance"
	].includes(title) ? "right" : "left"), detail.rows);
}
function movedChunks(moved, detail) {
	if (detail.items === 0) return [];
	return moved.flatMap(({ factor, items, unknown }) => {
		const shown = items.slice(0, detail.items);
		const more = items.length - shown.length;
		return [
			`**${factor}**`,
			...groupItems(shown, detail),
			...more > 0 ? [`- and ${more} more`] : [],
			...list(unknown, detail.items)
		];
	});
}
function groupItems(items, detail) {
	const chunks = [];
	let open = [];
	for (const { words, blocks } of items) {
		open.push(`- ${markdownLine(words)}`);
		const details = blocks.flatMap((block) => markdownBlock(block, detail));
		if (details.length === 0) continue;
		chunks.push(open.join("\n"), ...details);
		open = [];
	}
	return open.length === 0 ? chunks : [...chunks, open.join("\n")];
}
function folded({ title, open }, chunks) {
	if (chunks.length === 0) return [];
	return [
		`<details${open ? " open" : ""}><summary>${title}</summary>`,
		...chunks,
		"</details>"
	];
}

// src/report/view/block.ts
const SECTIONS = [
	"metrics",
	"volatile",
	"findings",
	"settings",
	"recorded",
	"factors",
	"environment",
	"records",
	"cost",
	"crash",
	"reproduce",
	"lock",
	"apply"
];

// src/report/markdown/detail.ts
const FULL = {
	sparklines: true,
	sections: SECTIONS,
	lines: 200,
	items: 40,
	rows: 400,
	models: 200
};
const FIRST = [
	"recorded",
	"reproduce",
	"lock",
	"apply"
];
const ESSENTIAL = [
	"findings",
	"settings",
	"records",
	"crash",
	...FIRST
];
const DETAILS = [
	FULL,
	{
		...FULL,
		sparklines: false
	},
	{
		...FULL,
		sparklines: false,
		sections: SECTIONS.filter((id) => id !== "environment" && id !== "volatile")
	},
	{
		...FULL,
		sparklines: false,
		sections: ESSENTIAL
	},
	{
		...FULL,
		sparklines: false,
		sections: ESSENTIAL,
		lines: 20,
		items: 10
	},
	{
		...FULL,
		sparklines: false,
		sections: FIRST,
		lines: 8,
		items: 5
	},
	{
		...FULL,
		sparklines: false,
		sections: [],
		lines: 0,
		items: 5,
		rows: 100
	},
	{
		...FULL,
		sparklines: false,
		sections: [],
		lines: 0,
		items: 3,
		rows: 20
	},
	{
		...FULL,
		sparklines: false,
		sections: [],
		lines: 0,
		items: 1,
		rows: 5
	},
	{
		...FULL,
		sparklines: false,
		sections: [],
		lines: 0,
		items: 0,
		rows: 1
	},
	{
		sparklines: false,
		sections: [],
		lines: 0,
		items: 0,
		rows: 0,
		models: 30
	},
	{
		sparklines: false,
		sections: [],
		lines: 0,
		items: 0,
		rows: 0,
		models: 5
	},
	{
		sparklines: false,
		sections: [],
		lines: 0,
		items: 0,
		rows: 0,
		models: 1
	}
];
const SUMMARY_DETAILS = [{
	...FULL,
	lines: 5e3,
	items: 500,
	rows: 5e3,
	models: 1e3
}, ...DETAILS];

// src/report/markdown/markdown.ts
const COMMENT_CHARACTERS = 65024;
const SUMMARY_BYTES = 1048576;
function renderMarkdown(report, most = COMMENT_CHARACTERS) {
	return fitting(report, DETAILS, (text) => text.length <= most);
}
function renderSummary(report, most = SUMMARY_BYTES) {
	const encoder = new TextEncoder();
	return fitting(report, SUMMARY_DETAILS, (text) => encoder.encode(text).length <= most);
}
function fitting(report, details, fits) {
	const view = viewOf(report);
	for (const detail of details) {
		const text = render(view, detail, detail !== details[0]);
		if (fits(text)) return text;
	}
	throw new RangeError("not even the sentences of a report fit into the room that there is");
}
function render(view, detail, isCut) {
	const shown = worstOf(view.models, detail.models);
	const more = view.models.length - shown.length;
	const [headline, lead, origin] = [
		view.headline,
		view.lead,
		view.origin
	].map((line) => line === void 0 ? [] : [markdownLine(line)]);
	return `${[
		...headline ?? [],
		...view.headline === void 0 ? [] : lead ?? [],
		...shown.flatMap((model) => modelChunks(model, view, detail)),
		...more > 0 ? [`… and ${count(more, "more model")}.`] : [],
		...isCut ? ["Parts of this report were left out, because GitHub limits the length of a report."] : [],
		...origin ?? []
	].join("\n\n")}\n`;
}
function worstOf(models, most) {
	if (models.length <= most) return models;
	const rank = ({ verdict }) => VERDICTS.indexOf(verdict);
	return models.toSorted((a, b) => rank(b) - rank(a)).slice(0, most);
}
function modelChunks(model, { headline, lead }, detail) {
	const { look, metrics, sections } = model;
	const isAlone = headline === void 0;
	const show = (id, title, rows) => detail.sections.includes(id) ? folded({
		title,
		open: false
	}, metricTable(rows, detail, false)) : [];
	return [
		...isAlone ? [] : [`### ${markdownLine(say`${name(model.model)}`)}`],
		`${look.emoji} ${markdownLine(model.sentence)}`,
		...isAlone && lead !== void 0 ? [markdownLine(lead)] : [],
		...model.todo === void 0 ? [] : [`What to do: ${markdownLine(model.todo)}`],
		...metricTable(metrics.gated, detail, true),
		...list(model.notes, detail.items),
		...ladderPart(model, detail),
		...movedPart(model, detail),
		...show("metrics", othersTitle(metrics.shown), metrics.shown),
		...show("volatile", VOLATILE_TITLE, metrics.volatile),
		...sections.filter(({ id }) => detail.sections.includes(id)).flatMap((section) => folded(section, section.blocks.flatMap((block) => markdownBlock(block, detail)))),
		...detail.items === 0 ? [] : [markdownLine(model.footer)]
	];
}
function movedPart(model, detail) {
	if (detail.items === 0) return [];
	const moved = movedChunks(model.moved, detail);
	return ["#### What moved", ...moved.length === 0 ? [markdownLine(model.unmoved)] : moved];
}
function ladderPart({ ladders }, detail) {
	if (detail.items === 0 || ladders.length === 0) return [];
	return ["#### Where they part", ...ladders.flatMap((ladder) => [
		...ladder.words === void 0 ? [] : [markdownLine(say`${em(ladder.title)}: ${ladder.words}.`)],
		...ladder.rungs.length === 0 ? [] : [markdownLine(ladderLine(ladder))],
		...ladder.notes.map((note) => markdownLine(note))
	])];
}

export { fence as i, renderSummary as n, escapeText as r, renderMarkdown as t };