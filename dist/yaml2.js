import { t as UserError } from "./error.js";
import { t as require_dist } from "./yaml.js";
import { n as TomlError, t as parse$1 } from "./smol-toml.js";

// src/readers/series/flatten.ts
function leavesOf(value, keys = []) {
	if (!isObject(value)) return [{
		keys,
		value
	}];
	return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...keys, key]));
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

// src/readers/text.ts
const CHUNK = 1048576;
const LONGEST_LINE = 4194304;
function readText(source, most) {
	if (source.size > most) throw tooLarge(source, most);
	return [...decode(source)].join("");
}
function* readLines(source, most) {
	if (source.size > most) throw tooLarge(source, most);
	let number = 1;
	let rest = "";
	for (const chunk of decode(source)) {
		const parts = (rest + chunk).split("\n");
		rest = parts.pop() ?? "";
		for (const text of parts) yield {
			text: text.replace(/\r$/, ""),
			number: number++,
			ended: true
		};
		if (rest.length > LONGEST_LINE) throw longLine(source, number);
	}
	if (rest !== "") yield {
		text: rest,
		number,
		ended: false
	};
}
function readHead(source, length) {
	return new TextDecoder().decode(source.read(0, Math.min(length, source.size)));
}
function spellBytes(bytes) {
	return bytes >= 1048576 ? `${Math.round(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`;
}
function* decode(source) {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	for (let offset = 0; offset < source.size;) {
		const bytes = source.read(offset, Math.min(CHUNK, source.size - offset));
		if (bytes.length === 0) throw tooShort(source, offset);
		offset += bytes.length;
		yield decoded(source, () => decoder.decode(bytes, { stream: offset < source.size }));
	}
}
function decoded(source, decode) {
	try {
		return decode();
	} catch {
		throw new UserError("source-encoding", `${source.name} is not UTF-8 text`, "Write the file as UTF-8.", { file: source.name });
	}
}
function tooLarge(source, most) {
	return new UserError("source-large", `${source.name} is larger than ${spellBytes(most)}`, "Write fewer rows, or name a smaller file.", { file: source.name });
}
function tooShort(source, offset) {
	return new UserError("source-short", `${source.name} ended at byte ${offset} of ${source.size}`, "Read it again when nothing writes to it.", { file: source.name });
}
function longLine(source, line) {
	return new UserError("source-line", `${source.name} has a line of more than ${LONGEST_LINE} characters`, "Write one row a line.", {
		file: source.name,
		line
	});
}

// src/readers/series/cell.ts
const GAP = { kind: "gap" };
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const NON_FINITE = {
	nan: NaN,
	inf: Number.POSITIVE_INFINITY,
	infinity: Number.POSITIVE_INFINITY
};
const MISSING = /* @__PURE__ */ new Set([
	"",
	"na",
	"n/a",
	"null",
	"none",
	"-"
]);
function cellOfText(raw) {
	const text = raw.trim();
	if (NUMBER.test(text)) return {
		kind: "number",
		value: Number(text),
		text
	};
	const special = nonFinite(text);
	if (special !== void 0) return {
		kind: "number",
		value: special,
		text
	};
	return MISSING.has(text.toLowerCase()) ? GAP : {
		kind: "other",
		shown: quote(text),
		word: text
	};
}
function cellOfValue(value, textOf) {
	if (typeof value === "number") return {
		kind: "number",
		value,
		text: textOf(value)
	};
	if (typeof value === "bigint") return {
		kind: "number",
		value: Number(value),
		text: String(value)
	};
	if (value === null || value === void 0) return GAP;
	if (typeof value === "string") {
		const special = nonFinite(value);
		if (special !== void 0) return {
			kind: "number",
			value: special,
			text: value
		};
		return {
			kind: "other",
			shown: `the text ${quote(value)}`,
			word: value
		};
	}
	if (typeof value === "boolean") return other(String(value));
	return other(Array.isArray(value) ? "a list" : `a ${typeof value}`);
}
function other(shown) {
	return {
		kind: "other",
		shown,
		word: void 0
	};
}
function nonFinite(text) {
	const [, sign, word = ""] = /^([-+]?)(nan|inf|infinity)$/i.exec(text) ?? [];
	const value = NON_FINITE[word.toLowerCase()];
	return value !== void 0 && sign === "-" ? -value : value;
}
function quote(text) {
	return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

// src/readers/series/precision.ts
const DECIMAL = /^[-+]?(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/;
const FLOAT32_DIGITS = 9;
const FLOAT64_DIGITS = 15;
function measurePrecision() {
	let count = 0;
	let integers = true;
	let safe = true;
	let narrow = true;
	let digits = 0;
	let decimals = 0;
	return {
		add(text, value) {
			const spelled = spell(text, value);
			count++;
			integers &&= spelled.integer;
			safe &&= !spelled.integer || Number.isSafeInteger(value);
			narrow &&= Math.fround(value) === value;
			digits = Math.max(digits, spelled.digits);
			decimals = Math.max(decimals, spelled.decimals);
		},
		resolution() {
			if (count > 0 && integers && safe) return "exact";
			if (!integers && narrow && digits > FLOAT32_DIGITS) return "float32";
			if (!integers && digits >= FLOAT64_DIGITS) return "exact";
			return `decimal:${Math.min(decimals, 400)}`;
		}
	};
}
function resolutionOf(text, value) {
	const precision = measurePrecision();
	if (Number.isFinite(value)) precision.add(text, value);
	return precision.resolution();
}
function spell(text, value) {
	const [, whole = "", fraction = "", exponent] = DECIMAL.exec(text) ?? DECIMAL.exec(String(value)) ?? [];
	return {
		integer: !text.includes(".") && exponent === void 0,
		digits: (whole + fraction).replace(/^0+/, "").length,
		decimals: Math.max(0, fraction.length - Number(exponent ?? 0))
	};
}

// src/readers/series/reading.ts
const MOST_TABLE_BYTES = 268435456;
const MOST_DOCUMENT_BYTES = 67108864;
const MOST_NAMES = 1e4;
function nameProblem(name) {
	if (name === "") return "it has no name";
	if (name.length > 500) return "its name has more than 500 characters";
	return name.isWellFormed() ? void 0 : "its name holds half of a surrogate pair";
}
function cut(text) {
	const whole = text.toWellFormed();
	return whole.length > 300 ? `${whole.slice(0, 299).toWellFormed()}…` : whole;
}
function tooManyMetrics(file) {
	return new UserError("metrics-many", `${file} names more than ${MOST_NAMES} metrics`, "Name the file that holds the metrics under `metrics:`.", { file });
}

// src/readers/naming.ts
const SPLITS$1 = /* @__PURE__ */ new Set([
	"train",
	"val",
	"valid",
	"validation",
	"dev",
	"test",
	"eval"
]);
const SPLIT_WORD = /^(?:train(?:ing)?|val(?:id(?:ation)?)?|dev|test|eval(?:uation)?)$/;
const PLOT = /(?:^|\/)plots\/metrics\/(.+)\.tsv$/;
function plotName(path) {
	return PLOT.exec(path)?.[1];
}
function metricName(path, key) {
	const parts = path.toLowerCase().split("/");
	const [stem = ""] = (parts.at(-1) ?? "").split(".");
	const split = [stem, parts.at(-2) ?? ""].find((part) => SPLITS$1.has(part));
	const [first = ""] = key.toLowerCase().split(/[/_.\s-]/);
	return split === void 0 || SPLIT_WORD.test(first) || isProgress(key) ? key : `${split}/${key}`;
}
function isProgress(name) {
	return name === "epoch";
}

// src/readers/series/gaps.ts
function lostAtEnd(column, others) {
	const last = column.rows.at(-1);
	if (last === void 0 || column.rows.length < 2 || column.trailing <= column.widest) return false;
	const later = others.filter((other) => other !== column && (other.rows.at(-1) ?? -1) > last);
	return later.length === 0 || later.some((other) => includes(other.rows, last));
}
function includes(ascending, wanted) {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = low + high >> 1;
		if ((ascending[middle] ?? Infinity) < wanted) low = middle + 1;
		else high = middle;
	}
	return ascending[low] === wanted;
}

// src/readers/series/table.ts
const STEPS = [
	"global_step",
	"trainer/global_step",
	"_step",
	"step",
	"iteration",
	"iter"
];
const RANKS = [...STEPS, "epoch"];
const SPLITS = [
	"split",
	"mode",
	"phase",
	"subset"
];
function emptyTable(file) {
	const rows = {
		steps: [],
		units: []
	};
	const columns = /* @__PURE__ */ new Map();
	const rankOf = ranks();
	function column(name) {
		const known = columns.get(name);
		if (known !== void 0) return known;
		if (columns.size >= 1e4) throw tooManyMetrics(file);
		const fresh = emptyColumn(name);
		columns.set(name, fresh);
		return fresh;
	}
	return {
		add(cells, at) {
			const row = rows.steps.length;
			const { step, unit } = whereIs(cells, rankOf, row);
			rows.steps.push(step);
			rows.units.push(unit);
			const [splitKey, prefix] = splitOf(cells);
			for (const [key, cell] of cells) {
				const rank = rankOf(key);
				if (key === splitKey || rank >= 0 && rank < STEPS.length) continue;
				put(column(isProgress(key) ? key : prefix + key), row, cell, at);
			}
		},
		finish: () => finish([...columns.values()], rows)
	};
}
function finish(all, rows) {
	const lost = new Set(all.filter((one) => one.numbers > 0 && lostAtEnd(one, all)));
	for (const one of lost) {
		one.rows.push(one.lastGap);
		one.values.push(NaN);
	}
	return {
		series: all.filter(isMetric).map((one) => seriesOf(one, rows, lost.has(one))),
		skipped: all.flatMap((one) => skippedOf(one, lost.has(one)))
	};
}
function isCoordinate(key) {
	return STEPS.includes(key.trim().toLowerCase());
}
function emptyColumn(name) {
	return {
		name,
		rows: [],
		values: [],
		precision: measurePrecision(),
		numbers: 0,
		problem: void 0,
		widest: 0,
		trailing: 0,
		lastGap: 0
	};
}
function put(column, row, cell, at) {
	if (cell.kind === "gap") {
		column.trailing++;
		column.lastGap = row;
		return;
	}
	column.widest = Math.max(column.widest, column.trailing);
	column.trailing = 0;
	column.rows.push(row);
	column.values.push(cell.kind === "number" ? cell.value : NaN);
	if (cell.kind === "other") column.problem ??= `${at}: ${cell.shown} is no number`;
	else column.numbers++;
	if (cell.kind === "number" && Number.isFinite(cell.value)) column.precision.add(cell.text, cell.value);
}
function whereIs(cells, rankOf, row) {
	let [step, best] = [row, RANKS.length];
	for (const [key, cell] of cells) {
		const rank = rankOf(key);
		if (rank < 0 || rank >= best || cell.kind !== "number") continue;
		if (Number.isSafeInteger(cell.value)) [step, best] = [cell.value + 0, rank];
	}
	return {
		step,
		unit: best < STEPS.length ? "step" : best < RANKS.length ? "epoch" : "row"
	};
}
function ranks() {
	const known = /* @__PURE__ */ new Map();
	return (key) => {
		const rank = known.get(key) ?? RANKS.indexOf(key.trim().toLowerCase());
		known.set(key, rank);
		return rank;
	};
}
function splitOf(cells) {
	for (const [key, cell] of cells) {
		if (cell.kind !== "other" || !SPLITS.includes(key.trim().toLowerCase())) continue;
		if (/^[A-Za-z][\w-]{0,40}$/.test(cell.word ?? "")) return [key, `${cell.word}/`];
	}
	return [void 0, ""];
}
function isMetric(column) {
	return column.numbers > 0 && nameProblem(column.name) === void 0;
}
function skippedOf(column, endsInNaN) {
	const name = cut(column.name);
	const problem = nameProblem(column.name);
	if (problem !== void 0) return [{
		name,
		why: problem
	}];
	if (column.numbers === 0) return [{
		name,
		why: column.problem ?? "no value in it"
	}];
	if (column.problem !== void 0) return [{
		name,
		why: `${column.problem}; it counts as NaN`
	}];
	return endsInNaN ? [{
		name,
		why: "its last cells are empty; they count as NaN"
	}] : [];
}
function seriesOf(column, rows, endsInNaN) {
	const units = new Set(column.rows.map((row) => rows.units[row] ?? "row"));
	const [only = "row"] = units;
	const unit = units.size === 1 ? only : "row";
	return {
		name: column.name,
		steps: unit === "row" ? column.rows : column.rows.map((row) => rows.steps[row] ?? row),
		values: column.values,
		unit,
		resolution: column.precision.resolution(),
		nonfinite: endsInNaN ? "lost" : "kept"
	};
}

// src/readers/series/document.ts
function rememberTexts() {
	const texts = /* @__PURE__ */ new Map();
	return {
		add(text, value) {
			const known = texts.get(value);
			if (known === void 0 || coarser(text, known)) texts.set(value, text);
		},
		textOf: (value) => texts.get(value) ?? String(value)
	};
}
function coarser(text, known) {
	const [point, knownPoint] = [text.includes("."), known.includes(".")];
	return point === knownPoint ? text.length < known.length : point;
}
function readDocument(file, { value, textOf }) {
	if (Array.isArray(value) && value.length > 0 && value.every(isObject)) return readRows(file, value, textOf);
	if (!isObject(value)) return nothing([{
		name: file,
		why: "no names in it: expected an object"
	}]);
	const lists = Object.values(value);
	if (lists.length > 0 && lists.every(isHistory)) return readRows(file, rowsOf(value), textOf);
	return readSummary(file, value, textOf);
}
function readRows(file, rows, textOf) {
	const table = emptyTable(file);
	rows.forEach((row, index) => {
		const cells = leavesOf(row).map(({ keys, value }) => [keys.join("/"), cellOfValue(value, textOf)]);
		table.add(cells, `entry ${index + 1}`);
	});
	return {
		...nothing([]),
		...table.finish()
	};
}
function isHistory(value) {
	return Array.isArray(value) && value.some((item) => typeof item === "number") && value.every((item) => item === null || typeof item !== "object");
}
function rowsOf(lists) {
	const columns = Object.entries(lists);
	const length = columns.reduce((most, [, values]) => Math.max(most, values.length), 0);
	return Array.from({ length }, (_, row) => Object.fromEntries(columns.filter(([, values]) => row < values.length).map(([key, values]) => [key, values[row]])));
}
function readSummary(file, value, textOf) {
	const summary = [];
	const skipped = [];
	let position;
	for (const { keys, value: leaf } of leavesOf(value)) {
		const name = keys.join("/");
		const cell = cellOfValue(leaf, textOf);
		const problem = nameProblem(name);
		if (keys.length === 1 && isCoordinate(name)) {
			if (cell.kind === "number" && Number.isSafeInteger(cell.value)) position ??= cell.value + 0;
		} else if (problem !== void 0) skipped.push({
			name: cut(name),
			why: problem
		});
		else if (cell.kind === "other") skipped.push({
			name,
			why: `${cell.shown} is no number`
		});
		else if (summary.push(summaryOf(name, cell)) > 1e4) throw tooManyMetrics(file);
	}
	return {
		...nothing(skipped),
		summary,
		position
	};
}
function summaryOf(name, cell) {
	if (cell.kind === "gap") return {
		name,
		value: NaN,
		resolution: "decimal:0",
		empty: true
	};
	return {
		name,
		value: cell.value,
		resolution: resolutionOf(cell.text, cell.value),
		empty: false
	};
}
function nothing(skipped) {
	return {
		series: [],
		summary: [],
		position: void 0,
		skipped,
		findings: []
	};
}

// src/readers/series/last-cell.ts
const PLAIN = /^[-+]?\d*\.(\d+)$/;
const LEAST_DECIMALS = 3;
const LEAST_ROWS = 3;
function lastCells() {
	let decimals;
	let rows = 0;
	let alike = true;
	return {
		add(cell) {
			if (!alike) return;
			const own = decimalsOf(cell);
			decimals ??= own;
			alike = own === decimals && own >= LEAST_DECIMALS;
			rows++;
		},
		isWhole: (cell) => alike && rows >= LEAST_ROWS && decimalsOf(cell) === decimals
	};
}
function endsInValue(path, line) {
	return {
		kind: "source-truncated",
		path,
		where: `line ${line}, which has no line end: its last value may be cut`
	};
}
function decimalsOf(cell) {
	return PLAIN.exec(cell.trim())?.[1]?.length ?? -1;
}

// src/readers/series/toml.ts
const MOST_BYTES = 4194304;
const NUMBERS = /[-+]?\d[\d_]*(?:\.[\d_]+)?(?:[eE][-+]?\d+)?/g;
const OPEN = /=[ \t]*[-+.\w:]+$/;
function readToml(source) {
	const text = readText(source, MOST_BYTES);
	const value = parseToml(text, source.name);
	const texts = rememberTexts();
	for (const [spelled] of text.matchAll(NUMBERS)) {
		const plain = spelled.replaceAll("_", "");
		texts.add(plain, Number(plain));
	}
	const reading = readDocument(source.name, {
		value,
		textOf: texts.textOf
	});
	const line = text.split("\n").length;
	return OPEN.test(text) ? {
		...reading,
		findings: [endsInValue(source.name, line)]
	} : reading;
}
function parseToml(text, file) {
	try {
		return parse$1(text, { integersAsBigInt: "asNeeded" });
	} catch (error) {
		const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
		const place = error instanceof TomlError ? {
			file,
			line: error.line,
			column: error.column
		} : { file };
		throw new UserError("toml-syntax", `${file} is not valid TOML: ${why}`, "Mend the file or remove it.", place);
	}
}

// src/readers/yaml.ts
var import_dist = require_dist();
const MOST_CHARACTERS = 262144;
const DEEPEST = 64;
const MOST_VALUES = 1e5;
function parseYaml(text, file, most = MOST_CHARACTERS) {
	const lines = new import_dist.LineCounter();
	const fail = (code, why, offset = 0) => {
		const { line, col } = lines.linePos(offset);
		const place = {
			file,
			line: Math.max(line, 1),
			column: Math.max(col, 1)
		};
		throw new UserError(code, `${file} is not valid YAML: ${why}`, "Mend the file or remove it.", place);
	};
	if (text.length > most) fail("yaml-large", `more than ${most} characters`);
	const document = parse(text, lines) ?? fail("yaml-syntax", "nested too deep");
	const [error] = document.errors;
	if (error !== void 0) fail("yaml-syntax", error.message.split("\n")[0] ?? "", error.pos[0]);
	const walk = {
		fail,
		anchors: /* @__PURE__ */ new Map(),
		numbers: [],
		offsets: /* @__PURE__ */ new Map(),
		length: text.length,
		open: void 0,
		left: MOST_VALUES
	};
	return {
		value: plain(document.contents, [], walk),
		numbers: walk.numbers,
		openLine: walk.open === void 0 ? void 0 : lines.linePos(walk.open).line,
		lineOf: (keys) => {
			const offset = walk.offsets.get(JSON.stringify(keys));
			return offset === void 0 ? void 0 : lines.linePos(offset).line;
		}
	};
}
function parse(text, lineCounter) {
	const options = {
		uniqueKeys: false,
		prettyErrors: false,
		intAsBigInt: true,
		logLevel: "error"
	};
	try {
		return (0, import_dist.parseDocument)(text, {
			...options,
			lineCounter
		});
	} catch {
		return;
	}
}
function plain(node, keys, walk, level = 0) {
	if (level > DEEPEST) walk.fail("yaml-large", `nested more than ${DEEPEST} deep`);
	if (walk.left-- <= 0) walk.fail("yaml-large", `more than ${MOST_VALUES} values`);
	if ((0, import_dist.isAlias)(node)) return plain(target(node, walk), void 0, walk, level + 1);
	if (((0, import_dist.isScalar)(node) || (0, import_dist.isMap)(node) || (0, import_dist.isSeq)(node)) && node.anchor !== void 0) walk.anchors.set(node.anchor, node);
	if ((0, import_dist.isMap)(node)) return plainMap(node.items, keys, walk, level);
	if ((0, import_dist.isSeq)(node)) return node.items.map((item, at) => plain(item, under(keys, String(at)), walk, level + 1));
	if (!(0, import_dist.isScalar)(node)) return null;
	if (typeof node.value === "number") walk.numbers.push([node.source ?? "", node.value]);
	if (typeof node.value === "bigint") walk.numbers.push([node.source ?? "", Number(node.value)]);
	if (node.type === "PLAIN" && node.range?.[1] === walk.length) walk.open = node.range[0];
	if (keys !== void 0 && node.range) walk.offsets.set(JSON.stringify(keys), node.range[0]);
	return node.value;
}
function plainMap(items, keys, walk, level) {
	const own = Object.create(null);
	let merged = {};
	for (const { key, value } of items) {
		if (!(0, import_dist.isScalar)(key)) return walk.fail("yaml-key", "a key that is no scalar");
		if (key.source === "<<" && key.type === "PLAIN") {
			merged = mergedFrom(plain(value, void 0, walk, level + 1));
			continue;
		}
		const name = String(key.value);
		if (Object.hasOwn(own, name)) walk.fail("yaml-duplicate-key", `the key ${JSON.stringify(name)} stands twice`, key.range?.[0]);
		own[name] = plain(value, under(keys, name), walk, level + 1);
	}
	return Object.assign(Object.create(null), merged, own);
}
function mergedFrom(value) {
	const parts = (Array.isArray(value) ? value : [value]).filter((part) => typeof part === "object" && part !== null);
	return Object.assign(Object.create(null), ...parts.toReversed());
}
function under(keys, key) {
	return keys === void 0 ? void 0 : [...keys, key];
}
function target({ source, range }, walk) {
	return walk.anchors.get(source) ?? walk.fail("yaml-syntax", `the alias *${source} has no anchor before it`, range?.[0]);
}

export { readText as C, readLines as S, leavesOf as T, cut as _, lastCells as a, cellOfValue as b, rememberTexts as c, isProgress as d, metricName as f, MOST_TABLE_BYTES as g, MOST_NAMES as h, endsInValue as i, emptyTable as l, MOST_DOCUMENT_BYTES as m, parseToml as n, readDocument as o, plotName as p, readToml as r, readRows as s, parseYaml as t, isCoordinate as u, tooManyMetrics as v, isObject as w, readHead as x, cellOfText as y };