import { v as spellKey } from "./record.js";
import { s as sha256 } from "./digest.js";
import { t as parseJson } from "./json.js";
import { d as isWhole } from "./standing.js";
import { a as selfOutcome } from "./self-check.js";
import { f as RUNGS, t as tracesOf } from "./traces.js";
import { a as isAmongHyper, i as accountFor, n as FETCH_LISTS, o as isBeside, r as TEXTS, s as pathOf, t as ADVICE } from "./texts.js";
import { i as diffArrays, n as structuredPatch } from "./diff.js";
import { n as decodeManifest, r as diffManifests, t as readParams } from "./params.js";
import { t as parse$1 } from "./csv-parse.js";
import { a as memorySource } from "./traces2.js";
import { n as partingsOf } from "./partings.js";
import { c as readBlob } from "./worktree.js";
import { t as fileSource } from "./file-source.js";
import { t as loadAttachments } from "./attachments.js";

// src/explain/cause/echoes.ts
const OBSERVED = /^(seed\.calls|flags|framework\.flags)\./;
const VARIABLE = "variables.";
function isEcho(change, all) {
	if (change.kind !== "setting") return false;
	const { name } = change;
	if (name.startsWith(VARIABLE)) {
		const given = `env.${name.slice(10)}`;
		return all.some((other) => other.kind === "setting" && other.name === given);
	}
	if (name.startsWith("pins.") || name === "packages" || name === "framework.version") return all.some(({ kind }) => kind === "package");
	return OBSERVED.test(name) && all.some(canSet);
}
function canSet(change) {
	if (change.kind === "setting") return !OBSERVED.test(change.name);
	return change.kind !== "data" && !isBeside(change);
}

// src/explain/cause/sources.ts
const SOURCES = {
	init: [
		"code",
		"seed",
		"config",
		"environment",
		"determinism",
		"data"
	],
	seed: [
		"seed",
		"config",
		"code"
	],
	"random-stream": [
		"code",
		"seed",
		"determinism",
		"config",
		"environment",
		"data"
	],
	architecture: [
		"code",
		"config",
		"environment",
		"data"
	],
	"data-order": [
		"code",
		"data",
		"seed",
		"config",
		"determinism",
		"environment"
	],
	"data-content": [
		"data",
		"code",
		"config",
		"environment"
	],
	preprocessing: [
		"code",
		"config",
		"data",
		"environment"
	],
	labels: [
		"data",
		"code",
		"config"
	],
	"batch-size": [
		"config",
		"code",
		"data"
	],
	"layer-code": [
		"code",
		"environment",
		"config",
		"hardware",
		"determinism",
		"data"
	],
	"functional-code": [
		"code",
		"environment",
		"config",
		"hardware",
		"determinism",
		"data"
	],
	loss: [
		"code",
		"config",
		"environment",
		"hardware",
		"determinism",
		"data"
	],
	"gradient-processing": [
		"code",
		"config",
		"environment",
		"determinism",
		"data"
	],
	"hyper-parameter": [
		"config",
		"code",
		"environment",
		"data"
	],
	optimizer: [
		"code",
		"environment",
		"config",
		"hardware",
		"determinism",
		"data"
	],
	precision: [
		"config",
		"code",
		"environment",
		"hardware",
		"determinism",
		"data"
	],
	rounding: [
		"environment",
		"hardware",
		"code",
		"determinism",
		"config"
	],
	nondeterminism: [],
	evaluation: [
		"code",
		"data",
		"config",
		"environment"
	],
	unclear: [
		"code",
		"config",
		"data",
		"environment",
		"hardware",
		"seed",
		"determinism"
	]
};

// src/explain/cause/candidates.ts
function candidatesOf(factors, scene) {
	const all = factors.flatMap(({ changes }) => changes);
	return factors.filter(({ status }) => status === "different").map((report) => candidateOf(report, all, scene)).map((candidate) => ({
		candidate,
		rank: rankOf(candidate, scene)
	})).sort((a, b) => a.rank - b.rank).map(({ candidate }) => candidate);
}
function candidateOf({ factor, changes }, all, scene) {
	const able = (change) => !isBeside(change) && !isEcho(change, all) && !isAccounted(change, scene);
	const [first, ...rest] = changes.toSorted((a, b) => loudness(a, able, scene) - loudness(b, able, scene));
	const fits = SOURCES[scene.kind].includes(factor) && (first === void 0 || able(first));
	const before = first !== void 0 && isBefore(first, scene);
	return {
		factor,
		change: first,
		others: rest.filter(able).length,
		weight: fits ? "fits" : "possible",
		...before ? { before } : {}
	};
}
function loudness(change, able, scene) {
	const { parted } = scene;
	if (!able(change)) return 9;
	const late = isBefore(change, scene) ? 4 : 0;
	if (parted !== void 0 && isAmongHyper(change, parted)) return late;
	return late + (change.kind === "code" && change.imported === true ? 1 : 2);
}
function isBefore(change, { touched }) {
	const path = pathOf(change);
	return touched !== void 0 && path !== void 0 && !touched.includes(path);
}
function isAccounted(change, { parted }) {
	if (parted === void 0 || !isAmongHyper(change, parted)) return false;
	return RUNGS.indexOf(parted.rung) < RUNGS.indexOf("hyper");
}
function rankOf({ change, factor, weight, before }, { kind, parted }) {
	const place = factor === void 0 ? -1 : SOURCES[kind].indexOf(factor);
	const late = (weight === "fits" ? 0 : 100) + (before === true ? 50 : 0);
	if (change !== void 0 && parted !== void 0 && weight === "fits") {
		if (isAmongHyper(change, parted)) return late - 1;
	}
	return late + (place < 0 ? 40 : place);
}

// src/explain/cause/cause-of.ts
function causeOf({ factors, divergence, repeat, touched }) {
	const parted = divergence?.state === "found" ? divergence : void 0;
	const self = repeat?.state === "found" ? repeat : void 0;
	if (self !== void 0 && (parted === void 0 || isNoLater(self, parted))) return chance(self);
	if (parted?.class === "nondeterminism") return chance(parted);
	if (parted !== void 0) return causeIn(factors, {
		kind: parted.class,
		parted,
		touched
	});
	return divergence?.state === "same" && factors.some(({ status }) => status !== "same") ? causeIn(factors, {
		kind: "evaluation",
		parted,
		touched
	}) : void 0;
}
function chance({ sure }) {
	return {
		class: "nondeterminism",
		candidates: [],
		certainty: sure ? "firm" : "open"
	};
}
function isNoLater(self, parted) {
	if (self.step !== parted.step) return self.step < parted.step;
	const there = self.ladder.find(({ rung }) => rung === parted.rung);
	return RUNGS.indexOf(self.rung) <= RUNGS.indexOf(parted.rung) || there?.state !== "same";
}
function causeIn(factors, scene) {
	const candidates = candidatesOf(factors, scene);
	return {
		class: scene.kind,
		candidates,
		certainty: certaintyOf(candidates, factors, scene)
	};
}
function certaintyOf(candidates, factors, { kind, parted }) {
	const [first, ...rest] = candidates.filter(({ weight }) => weight === "fits");
	if (first === void 0) return "open";
	if (parted?.sure === false) return "confounded";
	const own = factors.find(({ factor }) => factor === first.factor)?.changes ?? [];
	if (parted?.rung === "hyper" && accountFor(own, parted)) return "firm";
	return rest.length === 0 && first.others === 0 && !factors.some((factor) => isHidden(factor, kind)) ? "firm" : "confounded";
}
const OF_DATA = /* @__PURE__ */ new Set([
	"data-order",
	"data-content",
	"preprocessing",
	"labels",
	"batch-size",
	"evaluation"
]);
const TOLD_APART = /* @__PURE__ */ new Set(["seed"]);
function isHidden({ factor, status, unknown }, kind) {
	if (status !== "unknown" && unknown.length === 0 || TOLD_APART.has(factor)) return false;
	return SOURCES[kind].includes(factor) && (factor !== "data" || OF_DATA.has(kind));
}

// src/explain/factor.ts
function factorReport(factor, pair, compared) {
	const gaps = [...["baseline", "run"].filter((side) => pair[side].record.facts[factor].state === "unknown").map((side) => gap(factor, TEXTS.factor(factor, side))), ...compared.gaps];
	return {
		factor,
		status: compared.changes.length > 0 ? "different" : gaps.length > 0 ? "unknown" : "same",
		changes: compared.changes,
		unknown: gaps.map(({ what }) => what),
		advice: [...new Set(gaps.map(({ advice }) => advice))].join(" ") || void 0
	};
}
function gap(factor, what, advice = ADVICE[factor]) {
	return {
		what,
		advice
	};
}

// src/explain/content.ts
const TEXT_BYTES = 8388608;
const TEXT_LINES = 5e5;
const BINARY = new Set("arrow avi avro bin bmp bz2 ckpt db dat feather flac gguf gif gz h5 hdf5 ico idx jpeg jpg lmdb m4a mat mov mp3 mp4 npy npz ogg onnx orc parquet pb pdf pickle pkl png pt pth pyc rar safetensors so sqlite tar tfrecord tfrecords tgz tif tiff wav webm webp whl xls xlsx xz zip zst".split(" "));
function suffixOf(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const dot = name.lastIndexOf(".");
	return dot < 1 ? "" : name.slice(dot + 1).toLowerCase();
}
function isBinaryName(path) {
	return BINARY.has(suffixOf(path));
}
function textOf(bytes) {
	if (bytes.includes(0)) return void 0;
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch {
		return Buffer.from(bytes).toString("latin1");
	}
}
function mostEdits(lines) {
	return Math.min(1e3, Math.max(50, Math.floor(5e7 / Math.max(lines, 1))));
}
function linesOf(text) {
	const lines = text.split("\n").map((line) => line.endsWith("\r") ? line.slice(0, -1) : line);
	if (lines.at(-1) === "") lines.pop();
	return lines;
}

// src/explain/excerpt.ts
function excerpt(text, length, start = 0) {
	const from = text.length <= length ? 0 : Math.min(start, text.length - length);
	const end = Math.min(text.length, from + length);
	const cut = text.slice(from, end).toWellFormed();
	return `${from > 0 ? "…" : ""}${cut}${end < text.length ? "…" : ""}`;
}
function excerpts(before, after, length) {
	const start = Math.max(0, commonPrefix(before, after) - Math.floor(length / 4));
	return [excerpt(before, length, start), excerpt(after, length, start)];
}
function commonPrefix(a, b) {
	const end = Math.min(a.length, b.length);
	let at = 0;
	while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
	return at;
}

// src/explain/hunks.ts
const CONTEXT = 2;
const LINES = 200;
const LINE_LENGTH = 300;
function hunksOf(before, after) {
	if (Math.max(before.length, after.length) > 8388608) return none$1(TEXTS.large);
	const [old, young] = [textOf(before), textOf(after)];
	if (old === void 0 || young === void 0) return none$1(TEXTS.binary);
	const [oldLines, youngLines] = [linesOf(old), linesOf(young)];
	const count = oldLines.length + youngLines.length;
	if (count > 5e5) return none$1(TEXTS.large);
	const [a, b] = [oldLines.join("\n"), youngLines.join("\n")];
	if (a === b) return {
		hunks: [],
		note: TEXTS.endings
	};
	const options = {
		context: CONTEXT,
		maxEditLength: mostEdits(count)
	};
	const patch = structuredPatch("", "", ended(a), ended(b), void 0, void 0, options);
	return patch === void 0 ? none$1(TEXTS.tooDifferent) : bounded(patch.hunks.map(hunk));
}
function hunk({ oldStart, newStart, lines }) {
	return {
		beforeLine: oldStart,
		afterLine: newStart,
		lines
	};
}
function bounded(hunks) {
	let room = LINES;
	const shown = [];
	for (const { beforeLine, afterLine, lines } of hunks) {
		if (room === 0) break;
		const some = lines.slice(0, room).map((line) => excerpt(line, LINE_LENGTH));
		shown.push({
			beforeLine,
			afterLine,
			lines: some
		});
		room -= some.length;
	}
	const rest = sum(hunks) - sum(shown);
	return {
		hunks: shown,
		note: rest === 0 ? void 0 : TEXTS.moreLines(rest)
	};
}
function sum(hunks) {
	return hunks.reduce((total, { lines }) => total + lines.length, 0);
}
function ended(text) {
	return text === "" ? "" : `${text}\n`;
}
function none$1(note) {
	return {
		hunks: void 0,
		note
	};
}

// src/explain/material.ts
function pairOf(run, baseline, material) {
	const young = viewOf("run", run, material);
	const old = viewOf("baseline", baseline, material);
	return {
		run: young,
		baseline: old,
		tree: differences(old, young, "code", baseline.code.manifest, run.code.manifest)
	};
}
function differences(before, after, of, old, young) {
	if (old === young) return [];
	const [a, b] = [before.list(of, old), after.list(of, young)];
	return a === void 0 || b === void 0 ? void 0 : diffManifests(a, b);
}
function viewOf(side, record, material) {
	const lists = /* @__PURE__ */ new Map();
	const list = (of, digest) => {
		if (digest === void 0) return void 0;
		if (!lists.has(digest)) lists.set(digest, readList(material.attachment(digest), digest));
		const manifest = lists.get(digest);
		return manifest?.of === of ? manifest : void 0;
	};
	const lookUp = lookUpOf(record, list);
	return {
		side,
		record,
		list,
		value: lookUp,
		text(path) {
			const bytes = material.text(side, path);
			return bytes !== void 0 && sha256(bytes) === contentOf$1(lookUp(path)) ? bytes : void 0;
		}
	};
}
function lookUpOf(record, list) {
	let values;
	let complete = true;
	const gather = () => {
		const lists = [...record.data.map((set) => list("data", set.manifest)), list("code", record.code.manifest)];
		complete = !lists.includes(void 0);
		return new Map(lists.flatMap((manifest) => manifest?.entries ?? []));
	};
	return (path) => {
		values ??= gather();
		return values.get(path) ?? (complete ? null : void 0);
	};
}
function contentOf$1(value) {
	const digest = value?.replace(/^x /, "");
	return digest?.startsWith("sha256:") === true ? digest : void 0;
}
function readList(bytes, digest) {
	if (bytes === void 0 || sha256(bytes) !== digest) return void 0;
	try {
		return decodeManifest(bytes, digest);
	} catch {
		return;
	}
}

// src/explain/code.ts
const MODULE = /\.pyw?$/i;
const SHOWN_FILES = 20;
function explainCode(pair, files) {
	if (files === void 0) {
		const gaps = [gap("code", TEXTS.treeList, FETCH_LISTS)];
		return factorReport("code", pair, {
			changes: [],
			gaps
		});
	}
	const later = changedAfter(pair);
	const ranked = importedFirst(pair, files);
	const removed = new Map(files.flatMap(({ name, before, after }) => after === void 0 && before !== void 0 ? [[before, name]] : []));
	const changes = ranked.map(({ file, imported }, index) => {
		const lines = index < 20 ? linesThatDiffer(pair, file, removed) : {
			hunks: void 0,
			note: TEXTS.moreFiles
		};
		return {
			kind: "code",
			path: file.name,
			how: howOf(file),
			imported,
			...lines
		};
	});
	return factorReport("code", pair, {
		changes: [...later.changes, ...changes],
		gaps: later.gaps
	});
}
function changedAfter({ baseline, run, tree }) {
	const [old, young] = [baseline.record.code.sources, run.record.code.sources];
	if (old === void 0 || young === void 0 || old === young) return {
		changes: [],
		gaps: []
	};
	const files = differences(baseline, run, "sources", old, young);
	if (files === void 0) return {
		changes: [],
		gaps: [gap("code", TEXTS.sources, FETCH_LISTS)]
	};
	const known = new Set(tree?.map(({ name }) => name));
	return {
		changes: files.filter((file) => howOf(file) === "changed" && !known.has(file.name)).map(({ name }) => {
			return {
				kind: "code",
				path: name,
				how: "changed",
				imported: true,
				hunks: void 0,
				note: TEXTS.afterSetup
			};
		}),
		gaps: []
	};
}
function howOf({ before, after }) {
	return before === void 0 ? "added" : after === void 0 ? "removed" : "changed";
}
function importedFirst(pair, files) {
	const [old, young] = [sourcesOf(pair.baseline), sourcesOf(pair.run)];
	const rank = (imported) => imported === true ? 0 : imported === void 0 ? 1 : 2;
	return files.map((file) => ({
		file,
		imported: wasImported(file, old, young)
	})).sort((a, b) => rank(a.imported) - rank(b.imported));
}
function wasImported({ name, before, after }, old, young) {
	const answers = [...before === void 0 ? [] : [old?.has(name)], ...after === void 0 ? [] : [young?.has(name)]];
	if (answers.includes(true)) return true;
	return answers.includes(void 0) || !MODULE.test(name) ? void 0 : false;
}
function sourcesOf(view) {
	const entries = view.list("sources", view.record.code.sources)?.entries;
	return entries === void 0 ? void 0 : new Set(entries.map(([name]) => name));
}
function linesThatDiffer(pair, file, removed) {
	const special = noteOnKind(file);
	if (special !== void 0) return {
		hunks: [],
		note: special
	};
	const from = file.before === void 0 ? removed.get(file.after ?? "") : void 0;
	if (from !== void 0) return {
		hunks: [],
		note: TEXTS.moved(from)
	};
	const before = file.before === void 0 ? /* @__PURE__ */ new Uint8Array() : pair.baseline.text(file.name);
	const after = file.after === void 0 ? /* @__PURE__ */ new Uint8Array() : pair.run.text(file.name);
	if (before === void 0 || after === void 0) return {
		hunks: void 0,
		note: TEXTS.absent
	};
	return hunksOf(before, after);
}
function noteOnKind({ before, after }) {
	if (before?.startsWith("link:") === true || after?.startsWith("link:") === true) return TEXTS.link(target(before), target(after));
	return before !== void 0 && contentOf$1(before) === contentOf$1(after) ? TEXTS.mode : void 0;
}
function target(value) {
	return value?.startsWith("link:") === true ? value.slice(5) : value === void 0 ? void 0 : "a file";
}

// src/explain/command.ts
function commandSettings(before, after) {
	if (before === after) return [];
	const whole = {
		name: "train",
		before,
		after,
		absent: "unset"
	};
	const [a, b] = [parse(before), parse(after)];
	if (a === void 0 || b === void 0 || a.plain.join("\0") !== b.plain.join("\0")) return [whole];
	const settings = [.../* @__PURE__ */ new Set([...a.options.keys(), ...b.options.keys()])].map((name) => ({
		name: `train ${name}`,
		before: a.options.get(name),
		after: b.options.get(name),
		absent: "unset"
	})).filter((setting) => setting.before !== setting.after);
	return settings.length === 0 ? [whole] : settings;
}
const WORD = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;
const SHELL = /[|&;<>()`$\\]/;
function parse(command) {
	if (SHELL.test(command)) return void 0;
	const words = command.match(WORD)?.map((word) => word.replace(/["']/g, "")) ?? [];
	const plain = [];
	const options = /* @__PURE__ */ new Map();
	for (let at = 0; at < words.length; at++) {
		const word = words[at];
		const pair = /^(-{1,2}[^=]+|[+~]*[A-Za-z_][\w.@/-]*)=(.*)$/.exec(word);
		const next = words[at + 1];
		if (pair === null && !/^--?[A-Za-z]/.test(word)) plain.push(word);
		else {
			const [, name = word, value] = pair ?? [];
			if (options.has(name)) return void 0;
			const takesNext = value === void 0 && next !== void 0 && !/^--?[A-Za-z]/.test(next);
			options.set(name, value ?? (takesNext ? next : ""));
			if (takesNext) at++;
		}
	}
	return {
		plain,
		options
	};
}

// src/explain/setting.ts
function compareSettings(factor, settings) {
	const changes = [];
	const gaps = [];
	for (const { name, before, after, absent } of settings) if (absent !== "unset" && (before === void 0 || after === void 0)) {
		if (before !== void 0) gaps.push(gap(factor, TEXTS.missing(name, "run")));
		else if (after !== void 0) gaps.push(gap(factor, TEXTS.missing(name, "baseline")));
		else if (absent === "unknown") gaps.push(gap(factor, TEXTS.neither(name)));
	} else if (before !== after) changes.push({
		kind: "setting",
		name,
		before: spell$1(before),
		after: spell$1(after)
	});
	return {
		changes,
		gaps
	};
}
function settingsOf(prefix, before, after, absent) {
	return [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])].sort().map((key) => ({
		name: `${prefix}.${key}`,
		before: Object.hasOwn(before, key) ? before[key] : void 0,
		after: Object.hasOwn(after, key) ? after[key] : void 0,
		absent
	}));
}
function join(...parts) {
	return {
		changes: parts.flatMap((part) => part.changes),
		gaps: parts.flatMap((part) => part.gaps)
	};
}
function spell$1(value) {
	return value === void 0 ? void 0 : String(value);
}

// src/explain/determinism.ts
const VARIABLES = /* @__PURE__ */ new Set([
	"PYTHONHASHSEED",
	"CUBLAS_WORKSPACE_CONFIG",
	"TF_DETERMINISTIC_OPS",
	"TF_CUDNN_DETERMINISTIC",
	"NCCL_ALGO",
	"NCCL_PROTO"
]);
function isDeterminismVariable(name) {
	return VARIABLES.has(name);
}
function isDeterminismFlag(name) {
	return /determin|benchmark/i.test(name);
}
function explainDeterminism(pair) {
	const [before, after] = [pair.baseline.record, pair.run.record];
	const compared = compareSettings("determinism", [
		{
			name: "deterministic",
			before: before.config.deterministic,
			after: after.config.deterministic,
			absent: "unset"
		},
		...settingsOf("flags", flags(before), flags(after), "unknown"),
		...settingsOf("variables", variables$1(before), variables$1(after), "unset")
	]);
	return factorReport("determinism", pair, compared);
}
function flags(record) {
	return pick(record.environment.framework?.flags ?? {}, isDeterminismFlag);
}
function variables$1(record) {
	return pick({
		...record.environment.variables,
		...record.config.env
	}, isDeterminismVariable);
}
function pick(values, wanted) {
	return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}

// src/explain/config.ts
function explainConfig(pair, params) {
	const [before, after] = [pair.baseline.record, pair.run.record];
	const settings = [
		...launch(before, after),
		...variables(before, after),
		...declarations(before, after)
	];
	return factorReport("config", pair, join(params, compareSettings("config", settings)));
}
function launch({ config: before }, { config: after }) {
	return [
		...commandSettings(before.train, after.train),
		{
			name: "directory",
			before: before.directory,
			after: after.directory,
			absent: "unset"
		},
		{
			name: "setup",
			before: before.setup ?? void 0,
			after: after.setup ?? void 0,
			absent: "unset"
		},
		{
			name: "network",
			before: before.network,
			after: after.network,
			absent: "unset"
		}
	];
}
function variables({ config: before }, { config: after }) {
	return settingsOf("env", before.env, after.env, "unset").filter(({ name }) => !isDeterminismVariable(name.slice(4)));
}
function declarations(before, after) {
	const modes = (record) => Object.fromEntries(record.data.map(({ name, mode }) => [name, mode]));
	return settingsOf("data", modes(before), modes(after), "unset");
}

// src/explain/align.ts
const LIKENESS = 200;
function align(before, after) {
	const { start, end } = trim(before, after);
	const old = before.slice(start, before.length - end);
	const young = after.slice(start, after.length - end);
	const [a, b] = numbered(old, young);
	const reordered = a.length === b.length && a.length > 0 && surplus(a, b) === 0;
	const placed = a.length === b.length ? inPlace(a, b) : void 0;
	const edited = byEdits(a, b, old, young);
	const best = fewer(placed, edited);
	if (best === void 0) return {
		pairings: void 0,
		total: Math.max(surplus(a, b), surplus(b, a)),
		how: "counted",
		reordered
	};
	const shift = (place) => place === void 0 ? void 0 : place + start;
	return {
		pairings: best.map((pairing) => ({
			before: shift(pairing.before),
			after: shift(pairing.after)
		})),
		total: best.length,
		how: edited === void 0 ? "in-place" : "aligned",
		reordered
	};
}
function trim(a, b) {
	const most = Math.min(a.length, b.length);
	let start = 0;
	while (start < most && a[start] === b[start]) start++;
	let end = 0;
	while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	return {
		start,
		end
	};
}
function numbered(old, young) {
	const numbers = /* @__PURE__ */ new Map();
	const numberOf = (row) => {
		const known = numbers.get(row) ?? numbers.size;
		numbers.set(row, known);
		return known;
	};
	return [old.map(numberOf), young.map(numberOf)];
}
function surplus(a, b) {
	const left = /* @__PURE__ */ new Map();
	for (const row of b) left.set(row, (left.get(row) ?? 0) + 1);
	let more = 0;
	for (const row of a) {
		const count = left.get(row) ?? 0;
		if (count === 0) more++;
		else left.set(row, count - 1);
	}
	return more;
}
function inPlace(a, b) {
	return a.flatMap((row, place) => row === b[place] ? [] : [{
		before: place,
		after: place
	}]);
}
function fewer(a, b) {
	if (a === void 0 || b === void 0) return a ?? b;
	if (a.length !== b.length) return a.length < b.length ? a : b;
	return edits(a) <= edits(b) ? a : b;
}
function edits(pairings) {
	return pairings.flatMap(({ before, after }) => [before, after]).filter((place) => place !== void 0).length;
}
function byEdits(a, b, old, young) {
	const parts = diffArrays([...a], [...b], { maxEditLength: mostEdits(a.length + b.length) });
	if (parts === void 0) return void 0;
	const pairings = [];
	const from = {
		before: 0,
		after: 0
	};
	const at = {
		before: 0,
		after: 0
	};
	const flush = () => {
		const removed = range(from.before, at.before);
		const added = range(from.after, at.after);
		pairings.push(...pairUp(removed, added, (i, j) => likeness(old[i], young[j])));
	};
	for (const { added, removed, count } of parts) {
		if (!added && !removed) flush();
		if (!added) at.before += count;
		if (!removed) at.after += count;
		if (!added && !removed) Object.assign(from, at);
	}
	flush();
	return pairings;
}
function pairUp(removed, added, like) {
	const [short, long] = removed.length <= added.length ? [removed, added] : [added, removed];
	const score = (i, j) => short === removed ? like(short[i], long[j]) : like(long[j], short[i]);
	const partners = bestPartners(short.length, long.length, score);
	const pairings = [];
	let next = 0;
	for (const [j, place] of long.entries()) {
		const partner = partners[next] === j ? short[next++] : void 0;
		pairings.push(short === removed ? {
			before: partner,
			after: place
		} : {
			before: place,
			after: partner
		});
	}
	return pairings;
}
function bestPartners(short, long, score) {
	if (short === long) return range(0, long);
	const slack = long - short;
	const best = [Array.from({ length: slack + 1 }, () => 0)];
	for (let i = 1; i <= short; i++) {
		const row = [];
		for (let s = 0; s <= slack; s++) {
			const taken = best[i - 1][s] + score(i - 1, i - 1 + s);
			row.push(s === 0 ? taken : Math.max(taken, row[s - 1]));
		}
		best.push(row);
	}
	const partners = [];
	for (let i = short, s = slack; i > 0; i--) {
		while (s > 0 && best[i][s] === best[i][s - 1]) s--;
		partners.unshift(i - 1 + s);
	}
	return partners;
}
function likeness(a, b) {
	const [x, y] = [a.slice(0, LIKENESS), b.slice(0, LIKENESS)];
	const start = commonPrefix(x, y);
	const [p, q] = [x.slice(start), y.slice(start)];
	let end = 0;
	while (end < Math.min(p.length, q.length) && p.at(-1 - end) === q.at(-1 - end)) end++;
	return (start + end) / Math.max(x.length, y.length, 1);
}
function range(from, to) {
	return Array.from({ length: to - from }, (_, index) => from + index);
}

// src/explain/table.ts
const CELLS_LENGTH = 65536;
const NAMES = 100;
const NAME_LENGTH = 80;
const RECORD_LINES = 1e3;
function tablesOf(path, before, after) {
	const [a, b] = [tableOf(path, before), tableOf(path, after)];
	return a.format === "separated" && isHeader(a) && isHeader(b) ? [withHeader(a), withHeader({
		...b,
		delimiter: a.delimiter
	})] : [a, b];
}
function tableOf(path, text) {
	const suffix = suffixOf(path);
	const lines = linesOf(text);
	const plain = {
		delimiter: "",
		header: void 0,
		rows: lines,
		lines: lines.map((_, index) => index + 1)
	};
	if (suffix === "jsonl" || suffix === "ndjson") return withoutBlanks({
		...plain,
		format: "json"
	});
	if (suffix !== "csv" && suffix !== "tsv") return {
		...plain,
		format: "lines"
	};
	const delimiter = suffix === "tsv" ? "	" : delimiterOf(lines[0] ?? "");
	return withoutBlanks({
		...plain,
		...recordsOf(lines),
		delimiter,
		format: "separated"
	});
}
function withoutBlanks(table) {
	const kept = table.rows.flatMap((row, index) => row.trim() === "" ? [] : [index]);
	if (kept.length === table.rows.length) return table;
	return {
		...table,
		rows: kept.map((index) => table.rows[index]),
		lines: kept.map((index) => table.lines[index])
	};
}
function recordsOf(physical) {
	const rows = [];
	const lines = [];
	let open = [];
	for (const [index, line] of physical.entries()) {
		const odd = (line.split("\"").length - 1) % 2 === 1;
		if (open.length === 0 && !odd) {
			rows.push(line);
			lines.push(index + 1);
		} else {
			const first = open.length === 0;
			open.push(line);
			if (odd && !first) {
				rows.push(open.join("\n"));
				lines.push(index + 2 - open.length);
				open = [];
			} else if (open.length > RECORD_LINES) return void 0;
		}
	}
	return open.length === 0 ? {
		rows,
		lines
	} : void 0;
}
function delimiterOf(line) {
	return [
		",",
		";",
		"	",
		"|"
	].map((mark) => [mark, line.split(mark).length]).reduce((best, entry) => entry[1] > best[1] ? entry : best)[0];
}
function isHeader(table) {
	const names = cellsOf(table, table.rows[0] ?? "") ?? [];
	const isName = (name) => name.trim() !== "" && Number.isNaN(Number(name));
	return names.length > 0 && new Set(names).size === names.length && names.every(isName);
}
function withHeader(table) {
	return {
		...table,
		header: table.rows[0],
		rows: table.rows.slice(1),
		lines: table.lines.slice(1)
	};
}
function cellsOf(table, row) {
	if (row.length > CELLS_LENGTH) return void 0;
	try {
		const [cells] = parse$1(row.replace(/^\ufeff/, ""), {
			delimiter: table.delimiter,
			relax_quotes: true
		});
		return cells;
	} catch {
		return;
	}
}
function columnsThatDiffer(tables, before, after) {
	const [old, young] = tables;
	const [a, b] = [fieldsOf(old, before), fieldsOf(young, after)];
	if (a === void 0 || b === void 0) return [];
	return differingKeys(a, b);
}
function headerNamesThatDiffer([old, young]) {
	return differingKeys(fieldsOf(old, old.header ?? "") ?? /* @__PURE__ */ new Map(), fieldsOf(young, young.header ?? "") ?? /* @__PURE__ */ new Map());
}
function differingKeys(a, b) {
	return [.../* @__PURE__ */ new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).slice(0, NAMES).map((name) => excerpt(name, NAME_LENGTH));
}
function fieldsOf(table, row) {
	if (table.format === "json") return keysOf(row);
	if (table.header === void 0) return void 0;
	const names = cellsOf(table, table.header);
	const cells = cellsOf(table, row);
	if (names === void 0 || cells === void 0) return void 0;
	return new Map(cells.map((cell, index) => [names[index] ?? `column ${index + 1}`, cell]));
}
function keysOf(row) {
	try {
		const value = parseJson(row, "row", {
			length: CELLS_LENGTH,
			nonFinite: "accept"
		});
		if (value === null || typeof value !== "object" || Array.isArray(value)) return void 0;
		return new Map(Object.entries(value).map(([key, item]) => [key, spell(item)]));
	} catch {
		return;
	}
}
function spell(value) {
	return JSON.stringify(value, (_, item) => typeof item === "number" && (!Number.isFinite(item) || Object.is(item, -0)) ? `number ${Object.is(item, -0) ? "-0" : item}` : item);
}

// src/explain/rows.ts
const ROWS$1 = 50;
const ROW_LENGTH = 200;
function compareRows(path, before, after) {
	if (Math.max(before.length, after.length) > 8388608) return none(TEXTS.large);
	const [old, young] = [textOf(before), textOf(after)];
	if (old === void 0 || young === void 0) return none(TEXTS.binary);
	const tables = tablesOf(path, old, young);
	if (tables.some((table) => table.rows.length > 5e5)) return none(TEXTS.large);
	const alignment = align(tables[0].rows, tables[1].rows);
	const header = headerChange(tables);
	const total = alignment.total + header.length;
	if (total === 0) return {
		rows: [],
		total,
		note: TEXTS.blanks
	};
	const rows = alignment.pairings?.slice(0, ROWS$1 - header.length).map((pairing) => rowChange(tables, pairing));
	return {
		rows: rows === void 0 ? void 0 : [...header, ...rows],
		total,
		...alignment.reordered ? { reordered: true } : {},
		...noteOn(alignment)
	};
}
const NOTES = {
	aligned: void 0,
	"in-place": TEXTS.inPlace,
	counted: TEXTS.atLeast
};
function noteOn({ how }) {
	const note = NOTES[how];
	return note === void 0 ? {} : { note };
}
function headerChange(tables) {
	const [old, young] = tables;
	if (old.header === void 0 || young.header === void 0 || old.header === young.header) return [];
	const [before, after] = excerpts(old.header, young.header, ROW_LENGTH);
	return [{
		how: "changed",
		row: 0,
		line: 1,
		columns: headerNamesThatDiffer(tables),
		before,
		after
	}];
}
function rowChange(tables, { before, after }) {
	const [old, young] = tables;
	const was = before === void 0 ? void 0 : old.rows[before];
	const is = after === void 0 ? void 0 : young.rows[after];
	const [table, place] = after === void 0 ? [old, before ?? 0] : [young, after];
	const where = {
		row: place + 1,
		line: table.lines[place] ?? place + 1
	};
	if (was === void 0) return {
		how: "added",
		...where,
		columns: [],
		before: void 0,
		after: excerpt(is ?? "", ROW_LENGTH)
	};
	if (is === void 0) return {
		how: "removed",
		...where,
		columns: [],
		before: excerpt(was, ROW_LENGTH),
		after: void 0
	};
	const [from, to] = excerpts(was, is, ROW_LENGTH);
	return {
		how: "changed",
		...where,
		columns: columnsThatDiffer(tables, was, is),
		before: from,
		after: to
	};
}
function none(note) {
	return {
		rows: void 0,
		total: void 0,
		note
	};
}

// src/explain/data.ts
function explainData(pair, inTree) {
	const declared = declaredFiles(pair);
	const changes = dataFiles(declared.files, inTree ?? []).map((file, index) => ({
		kind: "data",
		path: file.name,
		how: howOf(file),
		...index < 20 ? rowsThatDiffer(pair, file) : {
			rows: void 0,
			total: void 0,
			note: TEXTS.moreFiles
		}
	}));
	const tree = inTree === void 0 ? [gap("data", TEXTS.treeList, FETCH_LISTS)] : [];
	return factorReport("data", pair, {
		changes: [...declared.changes, ...changes],
		gaps: [...declared.gaps, ...tree]
	});
}
function dataFiles(declared, inTree) {
	return [...new Map([...inTree, ...declared].map((file) => [file.name, file])).values()];
}
function declaredFiles(pair) {
	const parts = [...new Set([...pair.baseline.record.data, ...pair.run.record.data].map(({ name }) => name))].sort().map((name) => setDifferences(pair, name));
	return {
		files: parts.flatMap(({ files }) => files),
		changes: parts.flatMap(({ changes }) => changes),
		gaps: parts.flatMap(({ gaps }) => gaps)
	};
}
const NOTHING = {
	files: [],
	changes: [],
	gaps: []
};
function setDifferences(pair, name) {
	const old = manifestOf(pair.baseline, name);
	const young = manifestOf(pair.run, name);
	if (old === void 0 || young === void 0) return oneSided(pair, name);
	const files = differences(pair.baseline, pair.run, "data", old, young);
	if (files !== void 0) return {
		...NOTHING,
		files
	};
	return {
		files: [],
		changes: [{
			kind: "data",
			path: name,
			how: "changed",
			rows: void 0,
			total: void 0,
			note: TEXTS.absent
		}],
		gaps: [gap("data", TEXTS.dataList(name), FETCH_LISTS)]
	};
}
function oneSided(pair, name) {
	const files = [];
	const gaps = [];
	const [has, lacks] = manifestOf(pair.run, name) === void 0 ? [pair.baseline, pair.run] : [pair.run, pair.baseline];
	const entries = has.list("data", manifestOf(has, name))?.entries;
	if (entries === void 0) return {
		...NOTHING,
		gaps: [gap("data", TEXTS.dataAlone(name), FETCH_LISTS)]
	};
	for (const [path, value] of entries) {
		const other = lacks.value(path);
		if (other === void 0) return {
			...NOTHING,
			gaps: [gap("data", TEXTS.dataAlone(name), FETCH_LISTS)]
		};
		if (other === value) continue;
		const theirs = other ?? void 0;
		files.push(has === pair.run ? {
			name: path,
			before: theirs,
			after: value
		} : {
			name: path,
			before: value,
			after: theirs
		});
	}
	return {
		files,
		changes: [],
		gaps
	};
}
function manifestOf(view, name) {
	return view.record.data.find((set) => set.name === name)?.manifest;
}
function rowsThatDiffer(pair, file) {
	const special = noteOnKind(file);
	if (special !== void 0) return {
		rows: [],
		total: 0,
		note: special
	};
	if (file.before === void 0 || file.after === void 0) return {
		rows: void 0,
		total: void 0
	};
	const [before, after] = [pair.baseline.text(file.name), pair.run.text(file.name)];
	if (before === void 0 || after === void 0) return {
		rows: void 0,
		total: void 0,
		note: TEXTS.absent
	};
	return compareRows(file.name, before, after);
}

// src/explain/environment.ts
function explainEnvironment(pair) {
	const [before, after] = [pair.baseline.record, pair.run.record];
	const settings = [
		...interpreter(before, after),
		...system(before, after),
		...given(before, after)
	];
	return factorReport("environment", pair, join(packages(pair), compareSettings("environment", settings)));
}
function packages(pair) {
	const old = pair.baseline.record.environment.packages;
	const young = pair.run.record.environment.packages;
	if (old === void 0 || young === void 0) return compareSettings("environment", [{
		name: "packages",
		before: old,
		after: young,
		absent: "unknown"
	}]);
	const list = differences(pair.baseline, pair.run, "packages", old, young);
	if (list === void 0) return {
		changes: [{
			kind: "setting",
			name: "packages",
			before: old,
			after: young
		}],
		gaps: [gap("environment", TEXTS.packageList, FETCH_LISTS)]
	};
	return {
		changes: list.map((entry) => ({
			kind: "package",
			...entry
		})),
		gaps: []
	};
}
function interpreter(before, after) {
	const [a, b] = [before.environment, after.environment];
	const absent = a.python === void 0 || b.python === void 0 ? "inapplicable" : "unset";
	const [old, young] = [a.framework, b.framework];
	return [
		{
			name: "python.implementation",
			before: a.python?.implementation,
			after: b.python?.implementation,
			absent: "inapplicable"
		},
		{
			name: "python.version",
			before: a.python?.version,
			after: b.python?.version,
			absent: "unknown"
		},
		{
			name: "framework.name",
			before: old?.name,
			after: young?.name,
			absent
		},
		{
			name: "framework.version",
			before: old?.version,
			after: young?.version,
			absent
		},
		...settingsOf("framework.flags", old?.flags ?? {}, young?.flags ?? {}, "unknown").filter(({ name }) => old !== void 0 && young !== void 0 && !isDeterminismFlag(name))
	];
}
function system(before, after) {
	const [a, b] = [before.environment, after.environment];
	return [
		{
			name: "platform",
			before: a.platform,
			after: b.platform,
			absent: "unset"
		},
		{
			name: "os",
			before: a.os,
			after: b.os,
			absent: "inapplicable"
		},
		{
			name: "kernel",
			before: a.kernel,
			after: b.kernel,
			absent: "inapplicable"
		},
		{
			name: "libc",
			before: a.libc,
			after: b.libc,
			absent: "inapplicable"
		}
	];
}
function given(before, after) {
	const [a, b] = [before.environment, after.environment];
	const variables = settingsOf("variables", a.variables, b.variables, "unset");
	return [...settingsOf("pins", a.pins, b.pins, "unset"), ...variables.filter(({ name }) => !isDeterminismVariable(name.slice(10)))];
}

// src/explain/hardware.ts
function explainHardware(pair) {
	const [before, after] = [pair.baseline.record, pair.run.record];
	const compared = compareSettings("hardware", [
		...processor(before, after),
		...accelerators(before.hardware.accelerators, after.hardware.accelerators),
		...drivers(before, after)
	]);
	const key = compareSettings("hardware", [{
		name: "key",
		before: spellHardware(before.key),
		after: spellHardware(after.key),
		absent: "unset"
	}]);
	const changes = compared.changes.length > 0 ? compared.changes : key.changes;
	return factorReport("hardware", pair, {
		changes,
		gaps: compared.gaps
	});
}
function processor(before, after) {
	const [a, b] = [before.hardware.cpu, after.hardware.cpu];
	return [
		{
			name: "cpu.model",
			before: a.model,
			after: b.model,
			absent: "unknown"
		},
		{
			name: "cpu.level",
			before: a.level,
			after: b.level,
			absent: "unset"
		},
		{
			name: "cpu.cores",
			before: a.cores,
			after: b.cores,
			absent: "unset"
		}
	];
}
function drivers(before, after) {
	const [a, b] = [before.hardware, after.hardware];
	const absent = a.accelerators.length + b.accelerators.length > 0 ? "unknown" : "inapplicable";
	return [{
		name: "driver",
		before: a.driver,
		after: b.driver,
		absent
	}, {
		name: "cuda",
		before: a.cuda,
		after: b.cuda,
		absent
	}];
}
function accelerators(before, after) {
	if (before.length !== after.length) return [{
		name: "accelerators",
		before: names(before),
		after: names(after),
		absent: "unset"
	}];
	return before.flatMap((device, index) => deviceSettings(index, before.length, device, after[index]));
}
function deviceSettings(index, count, a, b) {
	const name = count === 1 ? "accelerator" : `accelerator.${index}`;
	return [
		{
			name: `${name}.model`,
			before: a.model,
			after: b.model,
			absent: "unset"
		},
		{
			name: `${name}.memory`,
			before: a.memory,
			after: b.memory,
			absent: "inapplicable"
		},
		{
			name: `${name}.computeCapability`,
			before: a.computeCapability,
			after: b.computeCapability,
			absent: "inapplicable"
		},
		{
			name: `${name}.mig`,
			before: a.mig,
			after: b.mig,
			absent: "unset"
		},
		{
			name: `${name}.ecc`,
			before: a.ecc,
			after: b.ecc,
			absent: "inapplicable"
		}
	];
}
function names(devices) {
	return devices.map(({ model }) => model).join(", ") || "none";
}
function spellHardware({ accelerator, count }) {
	return count === void 0 ? accelerator : `${accelerator} x${count}`;
}

// src/explain/seed.ts
function explainSeed(pair) {
	const [before, after] = [pair.baseline.record.config.seed, pair.run.record.config.seed];
	const given = [before, after].every(({ how }) => how === "env" || how === "arg");
	const compared = compareSettings("seed", [
		{
			name: "seed.index",
			before: before.index,
			after: after.index,
			absent: "unset"
		},
		{
			name: "seed.how",
			before: before.how,
			after: after.how,
			absent: "unset"
		},
		{
			name: "seed.name",
			before: before.name,
			after: after.name,
			absent: "unset"
		},
		{
			name: "seed.value",
			before: before.value,
			after: after.value,
			absent: given ? "unknown" : "unset"
		},
		{
			name: "seed.twin",
			before: before.twin,
			after: after.twin,
			absent: "unset"
		},
		...callSettings(before.calls, after.calls)
	]);
	return factorReport("seed", pair, compared);
}
function callSettings(before, after) {
	if (before === void 0 || after === void 0) return [];
	const [old, young] = [byName(before), byName(after)];
	return [.../* @__PURE__ */ new Set([...old.keys(), ...young.keys()])].map((key) => {
		const [was, is] = [old.get(key), young.get(key)];
		const at = (is ?? was)?.at;
		const name = `seed.calls.${key}${at === void 0 ? "" : ` at ${at}`}`;
		return was !== void 0 && is !== void 0 ? {
			name,
			before: valueOf(was),
			after: valueOf(is),
			absent: "unknown"
		} : {
			name,
			before: spellCall(was),
			after: spellCall(is),
			absent: "unset"
		};
	});
}
function byName(calls) {
	const seen = /* @__PURE__ */ new Map();
	const counts = /* @__PURE__ */ new Map();
	for (const call of calls) {
		const count = (counts.get(call.call) ?? 0) + 1;
		counts.set(call.call, count);
		seen.set(count === 1 ? call.call : `${call.call} #${count}`, call);
	}
	return seen;
}
function valueOf({ given, used }) {
	return given ?? used ?? void 0;
}
function spellCall(call) {
	return call && (valueOf(call) ?? "from the system");
}

// src/explain/owner.ts
const ROWS = new Set("csv jsonl ndjson tsv".split(" "));
const DATA_FOLDER = /(?:^|\/)(?:data|datasets?|corpus|corpora)\//i;
const PROGRAM = new Set("pyc so whl".split(" "));
const PROJECT_FILE = /(?:^|\/)(?:requirements|constraints|license|licence|readme|notice|cmakelists|package|tsconfig|[^/]*config|[^/]*lock|[^/]*params|settings|hparams)[^/]*$/i;
function ownerOf(path, pair, params) {
	const records = [pair.run.record, pair.baseline.record];
	if (records.some((record) => isDeclaredData(path, record))) return "data";
	if (records.some((record) => Object.hasOwn(record.environment.pins, path))) return "environment";
	if (params.has(path)) return "config";
	if (records.some((record) => Object.hasOwn(record.config.params, path))) return "code";
	return looksLikeData(path) ? "data" : "code";
}
function isDeclaredData(path, record) {
	return record.data.some(({ name }) => {
		const clean = name.replace(/^\.\//, "").replace(/\/$/, "");
		const wild = clean.search(/[*?[{]/);
		if (wild >= 0) return wild > 0 && path.startsWith(clean.slice(0, wild));
		return path === clean || path.startsWith(`${clean}/`);
	});
}
function looksLikeData(path) {
	const suffix = suffixOf(path);
	if (ROWS.has(suffix)) return true;
	if (isBinaryName(path)) return !PROGRAM.has(suffix);
	if (suffix === "json" || suffix === "xml") return DATA_FOLDER.test(path);
	return suffix === "txt" && !PROJECT_FILE.test(path);
}

// src/explain/params.ts
function compareParams(pair) {
	const [old = [], young = []] = [pair.baseline, pair.run].map(({ record }) => Object.keys(record.config.params));
	const gone = old.filter((file) => !young.includes(file));
	const come = young.filter((file) => !old.includes(file));
	const both = young.filter((file) => old.includes(file));
	const pairs = gone.length === 1 && come.length === 1 ? [[gone[0], come[0]]] : [...gone, ...come].map((file) => [file, file]);
	const parts = [...both.map((file) => [file, file]), ...pairs].map(([from = "", to = ""]) => compareFile(pair, from, to));
	return {
		changes: parts.flatMap(({ changes }) => changes),
		gaps: parts.flatMap(({ gaps }) => gaps)
	};
}
function filesOf(compared) {
	return new Set(compared.changes.flatMap((change) => change.kind === "param" ? [change.file] : []));
}
function compareFile(pair, from, to) {
	if (!(own(pair.baseline.record.config.params, from) !== void 0 && own(pair.run.record.config.params, to) !== void 0) && from === to && isProvenEqual(pair, to)) return {
		changes: [],
		gaps: []
	};
	const [before, after] = [valuesOf(pair.baseline, from), valuesOf(pair.run, to)];
	const gaps = [...before === void 0 ? [gap("config", TEXTS.params(from, "baseline"), FETCH_LISTS)] : [], ...after === void 0 ? [gap("config", TEXTS.params(to, "run"), FETCH_LISTS)] : []];
	if (before === void 0 || after === void 0) return {
		changes: [],
		gaps
	};
	const lines = read(pair.run, to);
	return {
		changes: [.../* @__PURE__ */ new Set([...Object.keys(after), ...Object.keys(before)])].map((key) => ({
			key,
			before: own(before, key),
			after: own(after, key)
		})).filter((entry) => entry.before !== entry.after).map((entry) => ({
			kind: "param",
			file: to,
			...entry,
			line: lines?.[entry.key]?.line
		})),
		gaps
	};
}
function isProvenEqual(pair, file) {
	const value = pair.run.value(file);
	return typeof value === "string" && value === pair.baseline.value(file);
}
function valuesOf(view, file) {
	const recorded = own(view.record.config.params, file);
	if (recorded !== void 0) return recorded;
	if (view.value(file) === null) return {};
	const params = read(view, file);
	return params === void 0 ? void 0 : Object.fromEntries(Object.entries(params).map(([key, { value }]) => [key, value]));
}
function read(view, file) {
	const bytes = view.text(file);
	if (bytes === void 0) return void 0;
	try {
		return readParams(memorySource(file, bytes));
	} catch {
		return;
	}
}
function own(values, key) {
	return Object.hasOwn(values, key) ? values[key] : void 0;
}

// src/explain/shares.ts
function sharesOf(pair) {
	const params = compareParams(pair);
	const files = filesOf(params);
	const owned = pair.tree?.map((file) => ({
		file,
		owner: ownerOf(file.name, pair, files)
	}));
	return {
		params,
		of: (factor) => owned?.flatMap(({ file, owner }) => owner === factor ? [file] : [])
	};
}

// src/explain/explain.ts
function explain({ run, baseline, material, traced }) {
	const pair = pairOf(run, baseline, material);
	const shares = sharesOf(pair);
	const factors = [
		explainCode(pair, shares.of("code")),
		explainConfig(pair, shares.params),
		explainData(pair, shares.of("data")),
		explainEnvironment(pair),
		explainHardware(pair),
		explainSeed(pair),
		explainDeterminism(pair)
	];
	const partings = traced === void 0 ? {} : partingsOf(traced);
	const cause = causeOf({
		factors,
		...partings
	});
	return {
		factors,
		...partings,
		...cause === void 0 ? {} : { cause }
	};
}
function withTouched(explanation, touched) {
	const cause = causeOf({
		...explanation,
		touched
	});
	return {
		...explanation,
		touched,
		...cause === void 0 ? {} : { cause }
	};
}

// src/explain/wanted.ts
function wanted(run, baseline, attachment) {
	const pair = pairOf(run, baseline, {
		attachment,
		text: () => void 0
	});
	const shares = sharesOf(pair);
	const data = dataFiles(declaredFiles(pair).files, shares.of("data") ?? []);
	const code = importedFirst(pair, shares.of("code") ?? []).map(({ file }) => file);
	const files = [
		...params(pair),
		...data.slice(0, 20),
		...code.slice(0, 20)
	];
	return [...new Map(files.map((file) => [file.name, file])).values()].filter(({ name }) => isInTree(name) && !isBinaryName(name)).flatMap(contents);
}
function params(pair) {
	const names = [pair.baseline, pair.run].flatMap(({ record }) => Object.keys(record.config.params));
	return [...new Set(names)].map((name) => ({
		name,
		before: pair.baseline.value(name) ?? void 0,
		after: pair.run.value(name) ?? void 0
	})).filter(({ before, after }) => before !== after);
}
function contents({ name, before, after }) {
	return [["baseline", before], ["run", after]].flatMap(([side, value]) => {
		const digest = contentOf$1(value);
		return digest === void 0 ? [] : [{
			side,
			path: name,
			digest
		}];
	});
}
function isInTree(path) {
	return !/^[/~\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(path) && !path.startsWith(".git/");
}

// src/flows/explaining.ts
async function explainRecords(shelf, run, baseline, beside = {}) {
	const attachments = await loadAttachments(shelf.ledger, [run, baseline], ["manifest"]);
	const attachment = (digest) => attachments.get(digest);
	const texts = /* @__PURE__ */ new Map();
	for (const { side, path, digest } of wanted(run, baseline, attachment)) {
		const bytes = await contentOf(shelf.root, side === "run" ? run : baseline, path, digest);
		if (bytes !== void 0) texts.set(`${side}:${path}`, bytes);
	}
	const material = {
		attachment,
		text: (side, path) => texts.get(`${side}:${path}`)
	};
	const traced = await tracedRuns(shelf.ledger, run, baseline, beside);
	return explain({
		run,
		baseline,
		material,
		traced
	});
}
async function tracedRuns(ledger, run, baseline, { repeat, windows }) {
	const own = await tracesOf(ledger, run);
	const [other, again, closely] = [
		repeat?.id === baseline.id ? void 0 : await tracesOf(ledger, baseline),
		repeat && await tracesOf(ledger, repeat),
		windows && await windowsOf(ledger, windows)
	];
	return {
		run: own,
		...other && { baseline: other },
		...again && { repeat: again },
		...closely && { windows: closely }
	};
}
async function windowsOf(ledger, { run, baseline }) {
	const found = async (record) => {
		const traced = record && await tracesOf(ledger, record);
		return traced?.state === "found" ? traced.traces : [];
	};
	return {
		run: await found(run),
		baseline: await found(baseline)
	};
}
async function contentOf(root, record, path, digest) {
	const { commit } = record.code;
	const blob = commit === void 0 ? void 0 : await readBlob(root, commit, path).catch(() => void 0);
	if (blob !== void 0 && sha256(blob) === digest) return blob;
	const file = readQuietly(root, path);
	return file !== void 0 && sha256(file) === digest ? file : void 0;
}
function readQuietly(root, path) {
	try {
		const source = fileSource(root, path);
		return source.size <= 8388608 ? source.read(0, source.size) : void 0;
	} catch {
		return;
	}
}

// src/flows/repeats.ts
const FIRST = "the first baseline";
function kinOf(record, all) {
	const key = keyOf(record);
	return all.filter((one) => one.id !== record.id && one.input === record.input && keyOf(one) === key && isWhole(one));
}
function repeatsOf(record, all, model) {
	const outcomes = kinOf(record, all).filter((one) => one.config.seed.index === record.config.seed.index).map((twin) => selfOutcome(record, twin, model).outcome);
	if (outcomes.includes("differs")) return "no";
	return outcomes.includes("repeats") ? "yes" : "unknown";
}
function keyOf(record) {
	return spellKey({
		model: record.model,
		...record.key
	});
}

export { withTouched as a, declaredFiles as c, explainRecords as i, pairOf as l, kinOf as n, sharesOf as o, repeatsOf as r, dataFiles as s, FIRST as t };