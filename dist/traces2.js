import { t as UserError } from "./error.js";
import { m as encodeNumber } from "./record.js";
import { i as digestOf } from "./digest.js";
import { t as fileSource } from "./file-source.js";
import { r as makeReadable } from "./folders.js";
import { readdirSync, realpathSync } from "node:fs";
import { constants as constants$1, gunzipSync, gzipSync } from "node:zlib";

// src/readers/trace/trainings.ts
function trainingsOf(traces) {
	const found = /* @__PURE__ */ new Map();
	for (const trace of [...traces].sort(byPlace)) {
		const { training } = trace.header;
		found.set(training, [...found.get(training) ?? [], trace]);
	}
	return [...found.values()];
}
function byPlace({ header: a }, { header: b }) {
	return a.training - b.training || a.rank - b.rank;
}

// src/readers/trace/summary.ts
const LONGEST_REASON = 200;
const MODES$1 = [
	"modules",
	"borders",
	"told"
];
function summaryOf(traces) {
	const coarsest = coarsestOf(traces);
	if (coarsest === void 0) return void 0;
	const { mode, because } = coarsest.header;
	const trainings = trainingsOf(traces);
	return {
		mode,
		...because === void 0 ? {} : { because: because.slice(0, LONGEST_REASON).toWellFormed() },
		ranks: Math.max(...trainings.map((ranks) => ranks.length)),
		steps: sum(trainings.map((ranks) => Math.min(...ranks.map(stepsOf))))
	};
}
function coarsestOf(traces) {
	const coarseness = ({ header }) => MODES$1.indexOf(header.mode);
	return [...traces].sort((a, b) => coarseness(b) - coarseness(a) || Number(a.header.because === void 0) - Number(b.header.because === void 0))[0];
}
function sum(counts) {
	return counts.reduce((total, count) => total + count, 0);
}
function stepsOf({ steps }) {
	return steps.filter(({ step }) => step >= 0).length;
}

// src/readers/memory.ts
function memorySource(name, content) {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
	return {
		name,
		size: bytes.length,
		read: (offset, length) => bytes.subarray(offset, offset + length)
	};
}

// src/readers/trace/allowance.ts
const MOST_TRACE_BYTES = 67108864;
const MOST_UNPACKED = 268435456;
const MOST_HELD = 268435456;
var TooLarge = class extends Error {};
var Allowance = class {
	#unpacked = MOST_UNPACKED;
	#held = MOST_HELD;
	get bytes() {
		return Math.max(1, Math.min(this.#unpacked, MOST_TRACE_BYTES));
	}
	unpack(bytes) {
		this.#unpacked -= bytes;
		if (this.#unpacked < 0) throw tooLarge("unpacked", MOST_UNPACKED);
	}
	hold(bytes) {
		this.#held -= bytes;
		if (this.#held < 0) throw tooLarge("in memory", MOST_HELD);
	}
};
function tooLarge(where, most) {
	return new TooLarge(`the run’s traces have more than ${most / 2 ** 20} MiB together, ${where}`);
}
const OBJECT = 120;
const LIST = 48;
const TEXT = 24;
const WORD = 8;
const ENTRY = 80;
function bytesHeld(line) {
	switch (line.t) {
		case "tensor": return bytesOf(line.tensor);
		case "hyper": return Object.entries(line.hyper.values).reduce((sum, [name, value]) => sum + ENTRY + 2 * (name.length + lengthOf(value)), 250);
		case "random": return OBJECT + texts([line.random.generator, line.random.digest]);
		case "step": return OBJECT + texts(Object.values(line.rolling));
		case "end": return 0;
	}
}
function bytesOf({ name, part, dtype, digest, shape, sketch, rows }) {
	return OBJECT + texts([
		name,
		part,
		dtype,
		digest
	]) + LIST + WORD * shape.length + (sketch === void 0 ? 0 : LIST + WORD * sketch.length) + (rows === void 0 ? 0 : LIST + WORD * rows.length + texts(rows));
}
function texts(all) {
	return all.reduce((sum, text) => sum + (text === void 0 ? 0 : TEXT + 2 * text.length), 0);
}
function lengthOf(value) {
	return typeof value === "string" ? value.length : 0;
}

// src/readers/trace/fields.ts
var Malformed = class extends Error {};
const LONGEST_NAME = 300;
const MOST_STEPS = 5e6;
const HEX = /^[0-9a-f]{1,64}$/;
function fieldsOf(value, allowed) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Malformed("not a JSON object");
	for (const name of Object.keys(value)) if (!allowed.has(name)) throw new Malformed(`the field ${JSON.stringify(name.slice(0, 40))} is unknown there`);
	return value;
}
function textOf(fields, name, longest = LONGEST_NAME) {
	return checkedText(fields[name], name, longest);
}
function checkedText(value, name, longest = LONGEST_NAME) {
	if (typeof value !== "string") throw new Malformed(`${name} is missing or no text`);
	if (value.length > longest) throw new Malformed(`${name} has more than ${longest} characters`);
	if (!value.isWellFormed()) throw new Malformed(`${name} holds half of a surrogate pair`);
	return value;
}
function integerOf(fields, name, least, most = MOST_STEPS) {
	return checkedInteger(fields[name], name, least, most);
}
function checkedInteger(value, name, least, most) {
	if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) throw new Malformed(`${name} is missing or no whole number from ${least} to ${most}`);
	return value + 0;
}
function wordOf(fields, name, words) {
	const value = fields[name];
	const word = words.find((one) => one === value);
	if (word === void 0) throw new Malformed(`${name} is none of ${words.join(", ")}`);
	return word;
}
function hexOf(fields, name) {
	return checkedHex(fields[name], name);
}
function checkedHex(value, name) {
	if (typeof value !== "string" || !HEX.test(value)) throw new Malformed(`${name} is missing or not 1 to 64 lower-case hexadecimal digits`);
	return value;
}
function optional(fields, name, read) {
	return fields[name] === void 0 ? void 0 : read(fields, name);
}
function trueOf(fields, name) {
	if (fields[name] !== true) throw new Malformed(`${name} is not true`);
	return true;
}
function listOf(fields, name, most, read) {
	const value = fields[name];
	if (!Array.isArray(value)) throw new Malformed(`${name} is missing or no list`);
	if (value.length > most) throw new Malformed(`${name} has more than ${most} entries`);
	return value.map((item) => read(item, name));
}
const MOST_DIMENSIONS = 32;
const MOST_ROWS = 65536;
const SKETCH_LENGTH = 16;
function shapeOf(fields, name) {
	return listOf(fields, name, MOST_DIMENSIONS, (value) => checkedInteger(value, name, 0, Number.MAX_SAFE_INTEGER));
}
function rowsOf(fields, name) {
	return listOf(fields, name, MOST_ROWS, checkedHex);
}
function sketchOf(fields, name) {
	return listOf(fields, name, SKETCH_LENGTH, checkedNumber);
}
const SPELLED = /* @__PURE__ */ new Map([
	["NaN", NaN],
	["Infinity", Number.POSITIVE_INFINITY],
	["-Infinity", Number.NEGATIVE_INFINITY]
]);
function checkedNumber(value, name) {
	const number = typeof value === "number" ? value : SPELLED.get(value);
	if (number === void 0) throw new Malformed(`${name} holds something that is no number`);
	return number + 0;
}

// src/readers/trace/collect.ts
const MOST_TENSORS = 2e5;
var Collector = class {
	#steps = /* @__PURE__ */ new Map();
	#allowance;
	end;
	constructor(allowance) {
		this.#allowance = allowance;
	}
	add(line) {
		if (this.end !== void 0) throw new Malformed("a line after the end line");
		if (line.t === "end") {
			this.end = line.end;
			return;
		}
		this.#allowance.hold(bytesHeld(line));
		const step = this.#at(line.step);
		if (line.t === "tensor") addTensor(step, line.tensor);
		else if (line.t === "step") setRolling(step, line.rolling);
		else if (line.t === "hyper") step.hyper.push(line.hyper);
		else step.random.push(line.random);
	}
	steps() {
		return [...this.#steps.values()].sort((a, b) => a.step - b.step);
	}
	#at(step) {
		const known = this.#steps.get(step);
		if (known !== void 0) return known;
		this.#allowance.hold(400);
		const fresh = {
			step,
			rolling: void 0,
			tensors: [],
			hyper: [],
			random: []
		};
		this.#steps.set(step, fresh);
		return fresh;
	}
};
function addTensor({ tensors }, tensor) {
	if (tensors.length >= MOST_TENSORS) throw new Malformed(`a step has more than ${MOST_TENSORS} tensors`);
	tensors.push(tensor);
}
function setRolling(step, rolling) {
	if (step.rolling !== void 0) throw new Malformed(`the step ${step.step} stands twice`);
	step.rolling = rolling;
}

// src/readers/trace/trace.ts
const PHASES = [
	"init",
	"batch",
	"forward",
	"loss",
	"gradient",
	"update"
];

// src/readers/trace/lines.ts
const TRACE_SCHEMA = "reprise/trace/v1";
const MOST_RANKS = 65536;
const LONGEST_TEXT = 1e3;
const MOST_HYPER_VALUES = 200;
const SCHEDULE = /^(?:standard|rolling|dense|window:\d{1,12}-\d{1,12})$/;
const MODES = [
	"modules",
	"borders",
	"told"
];
const REASONS = [
	"finished",
	"window",
	"disabled",
	"full"
];
const named = (names) => new Set(names.split(" "));
const HEADER = named("schema writer framework rank world training program digest sketch mode because schedule");
const TENSOR = named("t step phase name part call shape dtype digest sketch rows");
const RANDOM = named("t step when generator digest");
const HYPER = named("t step optimizer group values");
const STEP = named("t step batch loss gradient update random");
const END = named("t steps reason why rest partial overlaps");
function headerOf(value) {
	if (value?.schema !== "reprise/trace/v1") throw new Malformed(`schema is not ${TRACE_SCHEMA}`);
	const fields = fieldsOf(value, HEADER);
	const world = integerOf(fields, "world", 1, MOST_RANKS);
	const schedule = textOf(fields, "schedule");
	if (!SCHEDULE.test(schedule)) throw new Malformed("schedule is none of standard, rolling, dense, window:A-B");
	return {
		writer: textOf(fields, "writer"),
		framework: optional(fields, "framework", textOf),
		rank: integerOf(fields, "rank", 0, world - 1),
		world,
		training: optional(fields, "training", trainingOf) ?? 0,
		program: optional(fields, "program", textOf),
		digest: textOf(fields, "digest"),
		sketch: optional(fields, "sketch", textOf),
		mode: wordOf(fields, "mode", MODES),
		because: optional(fields, "because", textOf),
		schedule
	};
}
function trainingOf(fields, name) {
	return integerOf(fields, name, 0, 999);
}
function lineOf(value) {
	switch (value?.t) {
		case "tensor": return tensorLine(fieldsOf(value, TENSOR));
		case "step": return stepLine(fieldsOf(value, STEP));
		case "random": return randomLine(fieldsOf(value, RANDOM));
		case "hyper": return hyperLine(fieldsOf(value, HYPER));
		case "end": return {
			t: "end",
			end: endOf(fieldsOf(value, END))
		};
		default: throw new Malformed("t is none of tensor, random, hyper, step, end");
	}
}
function tensorLine(fields) {
	const step = integerOf(fields, "step", -1);
	const phase = wordOf(fields, "phase", PHASES);
	if (phase === "init" !== (step === -1)) throw new Malformed("init tensors, and only those, stand at step -1");
	return {
		t: "tensor",
		step,
		tensor: {
			phase,
			name: textOf(fields, "name"),
			part: textOf(fields, "part"),
			call: integerOf(fields, "call", 0),
			shape: shapeOf(fields, "shape"),
			dtype: textOf(fields, "dtype"),
			digest: hexOf(fields, "digest"),
			sketch: optional(fields, "sketch", sketchOf),
			rows: optional(fields, "rows", rowsOf)
		}
	};
}
function stepLine(fields) {
	const rolling = {
		batch: optional(fields, "batch", hexOf),
		loss: optional(fields, "loss", hexOf),
		gradient: optional(fields, "gradient", hexOf),
		update: optional(fields, "update", hexOf),
		random: optional(fields, "random", hexOf)
	};
	return {
		t: "step",
		step: integerOf(fields, "step", 0),
		rolling
	};
}
function randomLine(fields) {
	const random = {
		when: wordOf(fields, "when", ["start", "end"]),
		generator: textOf(fields, "generator"),
		digest: hexOf(fields, "digest")
	};
	return {
		t: "random",
		step: integerOf(fields, "step", 0),
		random
	};
}
function hyperLine(fields) {
	const hyper = {
		optimizer: integerOf(fields, "optimizer", 0),
		group: integerOf(fields, "group", 0),
		values: valuesOf(fields.values)
	};
	return {
		t: "hyper",
		step: integerOf(fields, "step", 0),
		hyper
	};
}
function valuesOf(value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Malformed("values is missing or no object");
	const entries = Object.entries(value);
	if (entries.length > MOST_HYPER_VALUES) throw new Malformed(`values has more than ${MOST_HYPER_VALUES} entries`);
	const sorted = entries.map(([name, one]) => [valueName(name), scalarOf(one)]).sort(([a], [b]) => a < b ? -1 : 1);
	const values = Object.create(null);
	for (const [name, one] of sorted) values[name] = one;
	return values;
}
function valueName(name) {
	if (name === "__proto__") throw new Malformed("a value is named __proto__");
	return checkedText(name, "the name of a value");
}
function scalarOf(value) {
	if (value === null || typeof value === "boolean") return value;
	return typeof value === "number" ? encodeNumber(value) : checkedText(value, "a value", LONGEST_TEXT);
}
function endOf(fields) {
	return {
		steps: integerOf(fields, "steps", 0, MOST_STEPS + 1),
		reason: wordOf(fields, "reason", REASONS),
		why: optional(fields, "why", (all, name) => textOf(all, name, LONGEST_TEXT)),
		rest: optional(fields, "rest", hexOf),
		partial: optional(fields, "partial", textOf),
		overlaps: optional(fields, "overlaps", trueOf)
	};
}

// src/readers/trace/unpack.ts
const TOO_LARGE = "it has more than 64 MiB, unpacked";
const LINE_FEED = 10;
function unpack(bytes, allowance) {
	const plain = bytes[0] === 31 && bytes[1] === 139 ? gunzip(bytes, allowance) : bytes;
	if (plain.length > 67108864) throw new Malformed(TOO_LARGE);
	allowance.unpack(plain.length);
	const end = plain.lastIndexOf(LINE_FEED) + 1;
	const rest = new TextDecoder().decode(plain.subarray(end));
	return {
		lines: linesIn(decode(plain.subarray(0, end))),
		rest
	};
}
function* linesIn(text) {
	for (let start = 0; start < text.length;) {
		const end = text.indexOf("\n", start);
		yield text.slice(start, end);
		start = end + 1;
	}
}
function gunzip(bytes, allowance) {
	const maxOutputLength = allowance.bytes;
	try {
		return gunzipSync(bytes, {
			maxOutputLength,
			finishFlush: constants$1.Z_SYNC_FLUSH
		});
	} catch (error) {
		if (error.code !== "ERR_BUFFER_TOO_LARGE") throw new Malformed("its gzip stream is damaged");
		allowance.unpack(maxOutputLength + 1);
		throw new Malformed(TOO_LARGE);
	}
}
function decode(bytes) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw new Malformed("it is not UTF-8 text");
	}
}

// src/readers/trace/parse.ts
const LONGEST_LINE = 8388608;
function readTrace(source, allowance) {
	if (source.size > 67108864) throw invalid(source.name, void 0, "it is over 64 MiB");
	return parseTrace(source.read(0, source.size), source.name, allowance);
}
function parseTrace(bytes, name, allowance = new Allowance()) {
	const text = at(name, void 0, () => unpack(bytes, allowance));
	const collector = new Collector(allowance);
	let header;
	let number = 0;
	for (const line of withRest(text)) {
		number += 1;
		if (header === void 0) header = at(name, number, () => headerOf(parse(line)));
		else at(name, number, () => collector.add(lineOf(parse(line))));
	}
	if (header === void 0) throw invalid(name, 1, "not JSON");
	return {
		header,
		steps: collector.steps(),
		end: collector.end
	};
}
function* withRest({ lines, rest }) {
	yield* lines;
	if (isJson(rest)) yield rest;
}
function isJson(text) {
	try {
		parse(text);
		return true;
	} catch {
		return false;
	}
}
function parse(text) {
	if (text.length > LONGEST_LINE) throw new Malformed("the line is too long");
	try {
		return JSON.parse(text);
	} catch {
		throw new Malformed("not JSON");
	}
}
function at(file, line, read) {
	try {
		return read();
	} catch (error) {
		if (error instanceof TooLarge) throw new UserError("trace-large", error.message, "Give Reprise a shorter training, or one with fewer tensors in full.", { file });
		throw error instanceof Malformed ? invalid(file, line, error.message) : error;
	}
}
function invalid(file, line, what) {
	return new UserError("trace-invalid", line === void 0 ? `${file} is no trace: ${what}` : `${file} is no trace: line ${line}: ${what}`, "docs/trace.md has the format; where Reprise wrote the file itself, run again.", line === void 0 ? { file } : {
		file,
		line
	});
}

// src/readers/trace/encode.ts
const SYSTEM = 9;
const UNKNOWN = 255;
function encodeTrace(trace) {
	const lines = [
		{
			schema: TRACE_SCHEMA,
			...trace.header
		},
		...trace.steps.flatMap(linesOf),
		...trace.end === void 0 ? [] : [{
			t: "end",
			...trace.end
		}]
	];
	const bytes = gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { level: 9 });
	bytes[SYSTEM] = UNKNOWN;
	return bytes;
}
function linesOf({ step, rolling, tensors, hyper, random }) {
	return [
		...hyper.map((one) => ({
			t: "hyper",
			step,
			...one
		})),
		...tensors.map((one) => ({
			t: "tensor",
			step,
			...one,
			sketch: spelledSketch(one)
		})),
		...random.map((one) => ({
			t: "random",
			step,
			...one
		})),
		...rolling === void 0 ? [] : [{
			t: "step",
			step,
			...rolling
		}]
	];
}
function spelledSketch({ sketch }) {
	return sketch?.map((value) => Number.isFinite(value) ? value : String(value));
}

// src/readers/trace/evidence.ts
function evidenceOf(traces) {
	const trainings = trainingsOf(traces);
	if (trainings.length === 0 || !trainings.every(areWhole)) return void 0;
	return digestOf(trainings.map((ranks) => ranks.map(statesOf)));
}
function areWhole(ranks, training) {
	return ranks.every((one, rank) => one.header.training === training && isWhole(one, rank, ranks.length));
}
function isWhole({ header, steps, end }, rank, world) {
	if (header.rank !== rank || header.world !== world) return false;
	if (end?.reason !== "finished" || end.partial !== void 0 || end.overlaps) return false;
	const rolling = steps.filter((one) => one.rolling !== void 0);
	return rolling.length === end.steps && rolling.every(({ step }, index) => step === index) && steps.every(({ step }) => step < end.steps) && rolling.length > 0 && rolling.every((one) => one.rolling?.update !== void 0);
}
function statesOf({ header, steps, end }) {
	const before = steps.filter(({ step }) => step === -1).flatMap(({ tensors }) => tensors).filter(({ part }) => part !== "buffer").map(({ digest }) => digest).sort();
	return [
		header.digest,
		before,
		steps.flatMap(stateOf),
		end?.rest ?? null
	];
}
function stateOf({ step, rolling }) {
	if (rolling === void 0) return [];
	const { loss = null, gradient = null, update = null } = rolling;
	return [[
		step,
		loss,
		gradient,
		update
	]];
}

// src/retrain/harvest/trace-gaps.ts
function gapsIn(traces, { exit, window }) {
	const disabled = traces.filter(({ end }) => end?.reason === "disabled").map(({ header, end }) => `rank ${header.rank}, step ${end?.steps}: ${end?.why ?? "no reason"}`);
	if (traces.length === 0 || exit.how !== "finished" || window !== void 0) return {
		disabled,
		incomplete: []
	};
	const broken = traces.flatMap((trace) => brokenOff(trace) ?? []);
	const missing = missingRanks(traces);
	return {
		disabled,
		incomplete: disabled.length + broken.length + missing.length > 0 ? [...broken, ...missing] : statesMissing(traces)
	};
}
function brokenOff({ header, steps, end }) {
	const last = steps.at(-1)?.step ?? -1;
	if (end === void 0) return `the trace of rank ${header.rank} broke off after step ${last}`;
	if (end.reason === "full") return `the trace of rank ${header.rank} was full after step ${last}${end.why === void 0 ? "" : `: ${end.why}`}`;
	if (end.partial !== void 0) return `the trace of rank ${header.rank} lacks ${end.partial}`;
	return end.reason === "window" ? `the trace of rank ${header.rank} is one of a window` : void 0;
}
function missingRanks(traces) {
	if (traces.some(({ end }) => end?.overlaps)) return ["several programs trained at the same time: which is which is left to chance"];
	return trainingsOf(traces).flatMap((one, at, all) => {
		const ranks = new Set(one.map(({ header }) => header.rank));
		const world = Math.max(...one.map(({ header }) => header.world));
		const which = all.length === 1 ? "" : `training ${at + 1}: `;
		if (ranks.size < one.length) return [`${which}${one.length} processes wrote a trace, some as the same rank`];
		return ranks.size < world ? [`${which}of ${world} ranks ${ranks.size} wrote a trace`] : [];
	});
}
function statesMissing(traces) {
	if (traces.some(({ header }) => header.mode === "told")) return [];
	return traces.every(({ steps }) => steps.every(({ rolling }) => rolling === void 0)) ? ["no optimiser made a step"] : ["it lacks steps, or the states of the parameters after them"];
}

// src/retrain/harvest/traces.ts
const NAME = /^trace-[^/]{0,200}\.ndjson(?:\.gz)?$/;
const MOST_FILES = 256;
const MOST_BYTES = 41943040;
const SHOWN = 20;
function harvestTraces(outcome) {
	const names = namesIn(outcome.output);
	const { traces, attachments, problems } = readAll(outcome.output, names.slice(0, MOST_FILES));
	const evidence = problems.length === 0 ? evidenceOf(traces) : void 0;
	const over = names.length > MOST_FILES ? [`${names.length} files are more than ${MOST_FILES}`] : [];
	const gaps = evidence === void 0 ? gapsIn(traces, outcome) : {
		disabled: [],
		incomplete: []
	};
	return {
		attachments,
		evidence: over.length === 0 ? evidence : void 0,
		summary: summaryOf(traces),
		findings: [...gaps.disabled.map((why) => ({
			kind: "trace-disabled",
			why
		})), ...[
			...problems,
			...over,
			...gaps.incomplete
		].map((why) => ({
			kind: "trace-incomplete",
			why
		}))].slice(0, SHOWN)
	};
}
function namesIn(folder) {
	try {
		makeReadable(folder);
		return readdirSync(folder).filter((name) => NAME.test(name)).sort();
	} catch {
		return [];
	}
}
function readAll(folder, names) {
	const read = {
		traces: [],
		attachments: [],
		problems: []
	};
	const allowance = new Allowance();
	let bytes = 0;
	for (const name of names) try {
		const trace = readTrace(fileSource(realpathSync(folder), name), allowance);
		const attachment = encodeTrace(trace);
		bytes += attachment.length;
		if (bytes > 41943040) return withProblem(read, name, TOO_MUCH);
		read.traces.push(trace);
		read.attachments.push(attachment);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		if (error.code === "trace-large") return withProblem(read, name, error.message);
		read.problems.push(error.message);
	}
	return read;
}
const TOO_MUCH = "the traces are too large together";
function withProblem(read, name, problem) {
	return {
		...read,
		problems: [...read.problems, `${name} and later files: ${problem}`]
	};
}

export { memorySource as a, Allowance as i, harvestTraces as n, coarsestOf as o, parseTrace as r, trainingsOf as s, MOST_BYTES as t };