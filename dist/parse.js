import { t as __commonJSMin } from "./rolldown-runtime.js";
import { n as spellPlace, t as UserError } from "./error.js";
import { A as _maxLength, D as _gt, E as union, M as _nonnegative, O as _gte, P as _regex, S as superRefine, _ as prefault, a as boolean, b as strictObject, c as int, d as nullable, g as pipe, h as optional, i as array, j as _minLength, k as _lte, l as literal, n as _enum, o as describe, p as number, u as meta, v as record, w as transform, x as string, y as refine } from "./zod.js";
import { t as require_dist } from "./yaml.js";
import { spawn } from "node:child_process";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { stat } from "node:fs/promises";

// src/spec/texts.ts
var import_dist = require_dist();
const FIELDS = {
	models: "Several models, each with its own fields, by name. With one model its fields may stand alone; it is then called `main`.",
	train: "The shell command that trains the model.",
	directory: "The folder in which it is run, relative to the repository.",
	setup: "A shell command run once before the trainings, with the network and without credentials.",
	env: "Environment variables: a value in quotes is set, no value passes the caller's through.",
	seed: "How the seed reaches the program: auto (the probe moves the seeds that it sets), {env: NAME} sets a variable, {arg: --seed} adds a flag.",
	seedEnv: "The environment variable that carries the seed.",
	seedArg: "The command-line flag that carries the seed.",
	deterministic: "Whether everything is seeded before the program starts, and the framework asked for deterministic algorithms.",
	values: "The seeds of the first, second, … run. Without it the run's index is the seed.",
	require: "What counts as reproduced: `reproduced` (equal within tolerance or noise) or `identical` (bit for bit).",
	timeout: "The longest time one training may take, such as 90s, 15m or 2h.",
	idle: "A training that prints nothing for so long is killed.",
	network: "Whether the training may use the network: auto (by how far its code is trusted), on or off.",
	ignore: "Files that the training never sees, so they cannot matter.",
	data: "Files that the training reads: bound read-only and digested before and after.",
	path: "A path or glob: relative to the repository, absolute, or under ~.",
	mode: "`bind` (read-only, the default) or `copy`, for loaders that write beside their data.",
	caches: "Folders shown read-only, absolute or under ~. Default: the data folders of the known caches.",
	params: "Parameter files, compared key by key. Default: the files named on the command line, and small ones that the program opens.",
	packages: "Package locks. Default: uv.lock, poetry.lock, requirements*.txt, … where they exist.",
	metrics: "Files in which the training writes its metrics. Default: found among the files that it wrote.",
	weights: "Files in which the training writes its weights; their digests are evidence of identity.",
	expect: "The metrics that decide, by name. Default: the first of eval_loss, val_loss, …, loss that the training writes.",
	better: "Which way is better, `lower` or `higher`. Without it every difference beyond the tolerance is `changed`.",
	within: "How far the final value may lie from the baseline: a number in the metric's unit, a percentage of the baseline, or auto (measured noise).",
	required: "Whether a run without this metric has failed even where the baseline lacks it too.",
	steps: "`same` (the default) or `any`: whether the final value may stand at another step (early stopping).",
	accelerator: "auto, or a name such as example-npu-2 for hardware that no tool describes.",
	policy: "What is green and how much may be spent. Always taken from the base branch.",
	green: "The verdicts that pass: identical and reproduced, and improved if you add it.",
	budget: "The most that one pull request may spend.",
	runs: "The most trainings.",
	minutes: "The most minutes of training.",
	runner: "The labels of the runner that trains the model, for a workflow with a matrix.",
	ledger: "Where the records are kept on GitHub. Always taken from the base branch.",
	branch: "The branch of this repository that holds the ledger and nothing else."
};
const MUST = {
	text: "must be text",
	shortText: "must be text of 1 to 10 000 characters",
	mapping: "must be a mapping",
	models: "must be a mapping from model names to their fields, at least one",
	model: "must be a mapping of fields, at least `train`",
	modelName: "is no model name: up to 100 letters, digits and - _ . are, the first a letter or digit",
	treePath: "must be a path inside the repository, without a leading /, ~ or ! and without ..",
	list: "must be a list",
	duration: "must be a duration such as 90s, 15m or 2h, at most 7 days",
	variable: "must be the name of an environment variable",
	variableName: "is no name of an environment variable",
	secretVariable: "is never passed through: variables of the runner may carry credentials",
	variableValue: "must be text in quotes, or nothing to pass the caller's value through",
	seed: "must be auto, {env: NAME} or {arg: --flag} with optional `values`",
	flag: "must be a flag such as --seed",
	seeds: "must be a list of different whole numbers, none negative",
	require: "must be reproduced or identical",
	network: "must be auto, on or off",
	dataRule: "must be a path or {path, mode}",
	outerPath: "must be a path or glob: relative to the repository without .. or a leading !, absolute, or under ~",
	cachePath: "must be a folder given as an absolute path or under ~, and no whole home or disk",
	shownPath: "is never shown to a training: the system’s /proc, /sys, /dev, /run and /etc, .git, .reprise, and what covers them",
	mode: "must be bind or copy",
	once: "names the same path twice",
	expectation: "must be a mapping: {better, within, required, steps}, or {} for the defaults",
	better: "must be lower or higher",
	within: "must be auto, a number that is not negative, or a percentage such as 1%",
	yesNo: "must be true or false",
	steps: "must be same or any",
	metricName: "is no metric name: 1 to 500 characters",
	accelerator: "must be auto or a name of lower-case letters, digits, - and . such as example-npu-2",
	green: "must list identical and reproduced, and may add improved",
	runs: "must be a whole number from 1 to 1000",
	minutes: "must be a number above 0, at most 100 000",
	runner: "must be a label of a runner, or a list of labels",
	branch: "must be the name of a branch: letters, digits and - _ . / are allowed"
};
const NOT_YET = /* @__PURE__ */ new Set([
	"ledger.repository",
	"fetch",
	"launcher",
	"claim",
	"search",
	"matrix",
	"policy.smallest-change",
	"policy.false-alarms",
	"policy.gate"
]);
function notYet(what) {
	return {
		message: `not yet: ${what} has no effect in this version`,
		hint: "Remove it for now."
	};
}
const BESIDE_MODELS = (field) => ({
	message: `${field} stands beside "models"`,
	hint: "Move it into a model, or remove `models:` and keep one model."
});
const CONFLICT = "The file holds the marks of a merge conflict: keep one side.";
const SYNTAX = {
	long: (length, most) => ({
		message: `the file has ${length} characters; at most ${most} are read`,
		hint: "Shorten the file."
	}),
	deep: {
		message: "nested too deep",
		hint: "At most 64 levels are read."
	},
	many: (most) => ({
		message: `more than ${most} values, with its aliases expanded`,
		hint: "Shorten the file, or use fewer aliases."
	}),
	yaml: (message, conflict) => ({
		message: `not valid YAML: ${message}`,
		hint: conflict ? CONFLICT : "Mend the syntax here."
	}),
	version: {
		message: "only YAML 1.2 is read",
		hint: "Remove the %YAML line."
	},
	alias: (name) => ({
		message: `the alias *${name} has no anchor before it`,
		hint: `Write &${name} at an earlier value.`
	}),
	unclean: {
		message: "a NUL character or half of a surrogate pair",
		hint: "Remove it."
	},
	tag: {
		message: "a tag that has no meaning here",
		hint: "Remove the tag."
	},
	key: {
		message: "a key must be plain text",
		hint: "Write the key as text, without anchor, alias, list or mapping."
	},
	proto: {
		message: "the key __proto__ is refused",
		hint: "Choose another name."
	},
	twice: (key, line) => ({
		message: `the key ${quote(key)} stands twice (first in line ${line})`,
		hint: "Remove one of the two."
	}),
	empty: {
		message: "the file is empty",
		hint: "One line is enough: `train: python train.py`."
	}
};
const LOCK = {
	header: "Written by `reprise accept`; reviewed and merged like code.",
	key: { message: "is no comparison key such as `main @ x86-64-v3` or `main @ nvidia-h200 x1`" },
	version: (version) => ({
		message: `reprise.lock has version ${version}; this Reprise reads version 1`,
		hint: "Update Reprise, or accept the baseline again with this one."
	}),
	conflict: CONFLICT,
	restore: "Restore the file with git, or accept the baseline again.",
	limits: "Give a reason of 1 to 500 characters; numbers and digests come from the record."
};
function quote(text) {
	return JSON.stringify(clip(text));
}
function show(value) {
	if (value === null) return "nothing";
	return typeof value === "number" ? String(value) : clip(JSON.stringify(value));
}
function clip(text) {
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

// src/spec/yaml-nodes.ts
function pathKey(path) {
	return JSON.stringify(path.map(String));
}
const MOST_DEPTH = 64;
const MOST_VALUES = 1e5;
function readNodes(root, place) {
	const spots = /* @__PURE__ */ new Map();
	const problems = [];
	const anchors = /* @__PURE__ */ new Map();
	let left = MOST_VALUES;
	return {
		value: read(root, [], void 0),
		spots,
		problems
	};
	function report(node, words) {
		problems.push({
			place: placeOf(node),
			...words
		});
	}
	function placeOf(node) {
		return place(node?.range?.[0] ?? 0);
	}
	function read(node, path, key) {
		if (--left < 0) return left === -1 ? report(node, SYNTAX.many(MOST_VALUES)) : void 0;
		if (path.length > MOST_DEPTH) return report(node, SYNTAX.deep);
		const bare = (0, import_dist.isScalar)(node) && node.value === null && node.source === "";
		spots.set(pathKey(path), {
			key: placeOf(key ?? node),
			value: placeOf(bare ? key ?? node : node)
		});
		if ((0, import_dist.isAlias)(node)) {
			const target = anchors.get(node.source);
			return target === void 0 ? report(node, SYNTAX.alias(node.source)) : read(target, path, key);
		}
		if ((0, import_dist.isScalar)(node) || (0, import_dist.isMap)(node) || (0, import_dist.isSeq)(node)) {
			if (node.anchor !== void 0) anchors.set(node.anchor, node);
		}
		if ((0, import_dist.isMap)(node)) return readMap(node, path);
		if ((0, import_dist.isSeq)(node)) return node.items.map((item, index) => read(item, [...path, String(index)], void 0));
		return (0, import_dist.isScalar)(node) ? readScalar(node.value, node) : null;
	}
	function readScalar(value, node) {
		if (typeof value === "string") return isClean(value) ? value : report(node, SYNTAX.unclean);
		if (value === null || typeof value === "number" || typeof value === "boolean") return value;
		return report(node, SYNTAX.tag);
	}
	function readMap(map, path) {
		const object = Object.create(null);
		for (const pair of map.items) {
			if (left < 0) break;
			const key = readKey(pair);
			if (key === void 0) continue;
			if (Object.hasOwn(object, key)) {
				const first = spots.get(pathKey([...path, key]))?.key.line ?? 0;
				report(pair.key, SYNTAX.twice(key, first));
			} else object[key] = read(pair.value, [...path, key], pair.key);
		}
		return object;
	}
	function readKey({ key }) {
		if (!(0, import_dist.isScalar)(key) || key.anchor !== void 0) return report(key, SYNTAX.key);
		const text = typeof key.value === "string" ? key.value : key.source ?? "";
		if (!isClean(text)) return report(key, SYNTAX.unclean);
		return text === "__proto__" ? report(key, SYNTAX.proto) : text;
	}
}
function isClean(text) {
	return !text.includes("\0") && text.isWellFormed();
}

// src/spec/faults.ts
function faultsOf(issues, outer = []) {
	return issues.flatMap((issue) => {
		const path = [...outer, ...issue.path];
		if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({
			kind: "unknown",
			path: [...path, key],
			message: issue.message
		}));
		if (issue.code === "invalid_key") return [{
			kind: "name",
			path,
			message: issue.issues[0]?.message ?? issue.message
		}];
		const branch = issue.code === "invalid_union" ? meantBranch(issue.errors) : void 0;
		return branch === void 0 ? [{
			kind: "value",
			path,
			message: issue.message
		}] : faultsOf(branch, path);
	});
}
function meantBranch(branches) {
	const [best, second] = branches.filter((issues) => !issues.some(({ code, path }) => path.length === 0 && /^invalid_(?:type|value)$/.test(code))).map((issues) => ({
		issues,
		faults: issues.reduce((sum, one) => sum + (one.code === "unrecognized_keys" ? one.keys.length : 1), 0)
	})).sort((a, b) => a.faults - b.faults);
	return best !== void 0 && best.faults !== second?.faults ? best.issues : void 0;
}
function isWritten(path, file) {
	return file.spots.has(pathKey(path));
}
function isRefused(path, file) {
	return isWritten(path, file) && valueAt(file.value, path) === void 0;
}
function valueAt(value, path) {
	return path.reduce((inner, part) => inner?.[part], value);
}
function spotOf(path, file) {
	const spot = file.spots.get(pathKey(path));
	if (spot !== void 0) return spot;
	const outer = spotOf(path.slice(0, -1), file);
	return {
		key: outer.key,
		value: outer.key
	};
}
function spellPath(path) {
	if (path.length === 0) return "the file";
	return path.map((part, index) => typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`).join("");
}

// src/spec/problem.ts
const MOST_LINES = 100;
var SpecError = class extends UserError {
	problems;
	constructor(code, problems, hint) {
		const sorted = onceEach(problems).sort(byPlace);
		super(code, listed(sorted), hint ?? sorted[0]?.hint ?? "", sorted[0]?.place);
		this.name = "SpecError";
		this.problems = sorted;
	}
};
function onceEach(problems) {
	return [...new Map(problems.map((one) => [`${spellPlace(one.place)} ${one.message}`, one])).values()];
}
function byPlace({ place: a }, { place: b }) {
	return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
function listed(problems) {
	const lines = problems.slice(0, MOST_LINES).map(({ place, message }) => `${spellPlace(place)}  ${message}`);
	const more = problems.length - lines.length;
	return [...lines, ...more > 0 ? [`… and ${more} more`] : []].join("\n");
}

// src/spec/written.ts
const LONGEST_DURATION = 604800;
const UNITS = {
	s: 1,
	m: 60,
	h: 3600
};
function about(field, schema) {
	return schema.check(describe(FIELDS[field]));
}
const text = string(MUST.text).check(_minLength(1, MUST.shortText), _maxLength(1e4, MUST.shortText));
const treePath = string(MUST.treePath).check(_regex(/^(?![/~!])(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.treePath));
const shownPath = _regex(/^(?!\/(?:\.?\/)*(?:(?:proc|sys|dev|run|etc|boot|var\/+run)(?:\/|$)|(?:var|tmp|home)\/*$))(?!(?:.*\/)?\.(?:git|reprise)(?:\/|$))/, MUST.shownPath);
const outerPath = string(MUST.outerPath).check(_regex(/^(?!!|\/+$)(?!~(?!\/[^/]))(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.outerPath), shownPath);
const cachePath = string(MUST.cachePath).check(_regex(/^(?=~?\/[^/])(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.cachePath), shownPath);
const treePaths = array(treePath, MUST.list).check(_maxLength(1e3, MUST.list));
const duration = pipe(string(MUST.duration).check(_regex(/^[1-9]\d{0,5}[smh]$/, MUST.duration)).check(refine((written) => secondsOf(written) <= LONGEST_DURATION, MUST.duration)), transform(secondsOf));
function secondsOf(written) {
	return Number.parseInt(written, 10) * (UNITS[written.at(-1) ?? ""] ?? 1);
}
const modelName = string().check(_regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, MUST.modelName));
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/;
const RUNNER_VARIABLE = /^(?:GITHUB|ACTIONS|RUNNER|INPUT)_/;
const env = record(string().check(_regex(VARIABLE, MUST.variableName)), nullable(string(MUST.variableValue)), MUST.mapping).check(superRefine((values, context) => {
	for (const [name, value] of Object.entries(values)) {
		if (value !== null || !RUNNER_VARIABLE.test(name)) continue;
		context.addIssue({
			code: "custom",
			path: [name],
			message: MUST.secretVariable
		});
	}
}, { when: ({ value }) => typeof value === "object" && value !== null }), meta({ patternProperties: { [RUNNER_VARIABLE.source]: { type: "string" } } }));
const seeds = array(int(MUST.seeds).check(_nonnegative(MUST.seeds)), MUST.seeds).check(_minLength(1, MUST.seeds), refine((values) => new Set(values).size === values.length, MUST.seeds)).check(meta({
	uniqueItems: true,
	description: FIELDS.values
}));
const flag = string(MUST.flag).check(_regex(/^--?[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/, MUST.flag));
const seed = union([
	literal("auto", MUST.seed),
	strictObject({
		env: about("seedEnv", string(MUST.variable).check(_regex(VARIABLE, MUST.variable))),
		values: optional(seeds)
	}, MUST.seed),
	strictObject({
		arg: about("seedArg", flag),
		values: optional(seeds)
	}, MUST.seed)
], MUST.seed);
const dataRule = pipe(union([outerPath, strictObject({
	path: about("path", outerPath),
	mode: about("mode", prefault(_enum(["bind", "copy"], MUST.mode), "bind"))
}, MUST.dataRule)], MUST.dataRule), transform((rule) => typeof rule === "string" ? {
	path: rule,
	mode: "bind"
} : rule));
const data = array(dataRule, MUST.list).check(_maxLength(1e3, MUST.list)).check(refine((rules) => new Set(rules.map(({ path }) => path)).size === rules.length, MUST.once));
const within = pipe(union([
	literal("auto", MUST.within),
	number(MUST.within).check(_nonnegative(MUST.within)),
	string(MUST.within).check(_regex(/^(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})%$/, MUST.within))
], MUST.within), transform(withinOf));
function withinOf(written) {
	if (typeof written === "number") return {
		kind: "absolute",
		value: written
	};
	if (written === "auto") return { kind: "auto" };
	return {
		kind: "relative",
		value: Number(`${written.slice(0, -1)}e-2`)
	};
}
const expectation = strictObject({
	better: about("better", optional(_enum(["lower", "higher"], MUST.better))),
	within: about("within", prefault(within, "auto")),
	required: about("required", prefault(boolean(MUST.yesNo), false)),
	steps: about("steps", prefault(_enum(["same", "any"], MUST.steps), "same"))
}, MUST.expectation);
const metricName = string().check(_minLength(1, MUST.metricName), _maxLength(500, MUST.metricName));
const accelerator = string(MUST.accelerator).check(_regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, MUST.accelerator));
const label = string(MUST.runner).check(_regex(/^[\w.:-]{1,100}$/, MUST.runner));
const runner = union([label, array(label, MUST.runner).check(_minLength(1, MUST.runner), _maxLength(20, MUST.runner))], MUST.runner);
const modelFields = {
	train: about("train", text),
	directory: about("directory", prefault(treePath, ".")),
	setup: about("setup", optional(text)),
	env: about("env", prefault(env, {})),
	seed: about("seed", prefault(seed, "auto")),
	deterministic: about("deterministic", prefault(boolean(MUST.yesNo), true)),
	require: about("require", prefault(_enum(["reproduced", "identical"], MUST.require), "reproduced")),
	timeout: about("timeout", prefault(duration, "60m")),
	idle: about("idle", prefault(duration, "15m")),
	network: about("network", prefault(_enum([
		"auto",
		"on",
		"off"
	], MUST.network), "auto")),
	ignore: about("ignore", prefault(treePaths, [
		"docs/**",
		".github/**",
		"CHANGELOG.md"
	])),
	data: about("data", prefault(data, [])),
	caches: about("caches", optional(array(cachePath, MUST.list).check(_maxLength(1e3, MUST.list)))),
	params: about("params", optional(treePaths)),
	packages: about("packages", optional(treePaths)),
	metrics: about("metrics", optional(treePaths)),
	weights: about("weights", prefault(treePaths, [])),
	expect: about("expect", prefault(record(metricName, expectation, MUST.mapping), {})),
	accelerator: about("accelerator", prefault(accelerator, "auto")),
	runner: about("runner", optional(runner))
};
const green = array(_enum([
	"identical",
	"reproduced",
	"improved"
], MUST.green), MUST.green).check(refine((kinds) => kinds.includes("identical") && kinds.includes("reproduced"), MUST.green), refine((kinds) => new Set(kinds).size === kinds.length, MUST.green)).check(meta({
	uniqueItems: true,
	allOf: [{ contains: { const: "identical" } }, { contains: { const: "reproduced" } }]
}));
const budget = strictObject({
	runs: about("runs", prefault(int(MUST.runs).check(_gte(1, MUST.runs), _lte(1e3, MUST.runs)), 8)),
	minutes: about("minutes", prefault(number(MUST.minutes).check(_gt(0, MUST.minutes), _lte(1e5, MUST.minutes)), 120))
}, MUST.mapping);
const policy = strictObject({
	green: about("green", prefault(green, ["identical", "reproduced"])),
	budget: about("budget", prefault(budget, {}))
}, MUST.mapping);
const model = strictObject(modelFields, MUST.model);
const models = record(modelName, model, MUST.models).check(refine((all) => Object.keys(all).length > 0, MUST.models)).check(meta({ minProperties: 1 }));
const branch = string(MUST.branch).check(_regex(/^(?!refs\/)(?!.*(?:\.\.|\/\/|\.lock(?:\/|$)|\/\.|\.\/|[./]$))[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/, MUST.branch));
const ledger = strictObject({ branch: about("branch", prefault(branch, "reprise")) }, MUST.mapping);
const shared = {
	policy: about("policy", prefault(policy, {})),
	ledger: about("ledger", prefault(ledger, {}))
};
const ManyForm = strictObject({
	models: about("models", models),
	...shared
});
const OneForm = strictObject({
	...modelFields,
	...shared
}, MUST.model);
const AnyForm = strictObject({
	...modelFields,
	train: optional(modelFields.train),
	models: optional(about("models", models)),
	...shared
}).check(meta({
	title: "reprise.yml",
	if: { required: ["models"] },
	then: { properties: Object.fromEntries(Object.keys(modelFields).map((field) => [field, false])) },
	else: { required: ["train"] }
}));

// src/spec/yaml.ts
function readYaml(text, file, length) {
	const top = {
		file,
		line: 1,
		column: 1
	};
	if (text.length > length) return unreadable([{
		place: top,
		...SYNTAX.long(text.length, length)
	}]);
	const lines = new import_dist.LineCounter();
	const place = (offset) => {
		const { line, col } = lines.linePos(offset);
		return {
			file,
			line: Math.max(line, 1),
			column: Math.max(col, 1)
		};
	};
	const document = parse(text.replace(/^\uFEFF/, ""), lines);
	if (document === void 0) return unreadable([{
		place: top,
		...SYNTAX.deep
	}]);
	const broken = [...document.errors, ...document.warnings];
	if (broken.length > 0) {
		const conflict = /^(?:<{7}|>{7}) /m.test(text);
		return unreadable(broken.map(({ message, pos }) => ({
			place: place(pos[0]),
			...SYNTAX.yaml(message.replace(/; please use YAML.*/, ""), conflict)
		})));
	}
	if (document.directives?.yaml.version !== "1.2") return unreadable([{
		place: top,
		...SYNTAX.version
	}]);
	return {
		...readNodes(document.contents, place),
		readable: true
	};
}
function unreadable(problems) {
	return {
		value: void 0,
		spots: /* @__PURE__ */ new Map(),
		problems,
		readable: false
	};
}
function parse(text, lineCounter) {
	try {
		return (0, import_dist.parseDocument)(text, {
			version: "1.2",
			schema: "core",
			uniqueKeys: false,
			prettyErrors: false,
			logLevel: "error",
			lineCounter
		});
	} catch {
		return;
	}
}

// src/git/programs.ts
function foldersOfPath(path) {
	return (path ?? "").split(delimiter).filter((folder) => folder !== "");
}
function findProgram(name, folders) {
	return folders.map((folder) => join(folder, name)).find(isExecutable);
}
function findOwnProgram(name, folders = foldersOfPath(process.env["PATH"])) {
	return ownFolders(folders).map((folder) => join(folder, name)).find((file) => isExecutable(file) && !isInWorkTree(dirname(realpathSync(file))));
}
function ownFolders(folders) {
	return folders.filter((folder) => isAbsolute(folder) && existsSync(folder) && !isInWorkTree(realpathSync(folder)));
}
function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
function isInWorkTree(folder) {
	if (folder === dirname(folder)) return false;
	return existsSync(join(folder, ".git")) || isInWorkTree(dirname(folder));
}

// src/git/git.ts
const FIXED = [
	"core.fsmonitor=",
	"core.hooksPath=/dev/null",
	"protocol.ext.allow=never"
];
const CAP = 268435456;
async function git(cwd, args, options = {}) {
	checkFolder(cwd);
	const result = await launch(cwd, [...[...FIXED, `safe.directory=${cwd}`].flatMap((setting) => ["-c", setting]), ...args], options);
	if ((options.accept ?? [0]).includes(result.code)) return result;
	throw failure(cwd, args, result);
}
function launch(cwd, args, options) {
	const { signal, cap = CAP } = options;
	const { promise, resolve, reject } = Promise.withResolvers();
	const env = environment(options);
	const program = findOwnProgram("git", foldersOfPath(env["PATH"]));
	if (program === void 0) throw absent();
	const child = spawn(program, args, {
		cwd,
		env,
		...signal && { signal }
	});
	const parts = [];
	let bytes = 0;
	let stderr = "";
	child.on("error", reject);
	child.stdout.on("data", (part) => {
		bytes += part.length;
		if (bytes <= cap) parts.push(part);
		else child.kill("SIGKILL");
	});
	child.stderr.on("data", (part) => {
		stderr = (stderr + part.toString()).slice(-65536);
	});
	child.on("close", (code, by) => {
		const stdout = Buffer.concat(parts);
		if (bytes > cap) resolve({
			code: -1,
			stdout,
			stderr: `more than ${cap} bytes of output`
		});
		else resolve({
			code: code ?? -1,
			stdout,
			stderr: stderr || (by ?? "")
		});
	});
	child.stdin.on("error", () => void 0);
	child.stdin.end(options.input ?? "");
	return promise;
}
function environment({ env, config = [] }) {
	const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
	const pairs = config.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${index}`, key], [`GIT_CONFIG_VALUE_${index}`, value]]);
	const all = {
		...Object.fromEntries(inherited),
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_TERMINAL_PROMPT: "0",
		GIT_ALLOW_PROTOCOL: "",
		GIT_NO_LAZY_FETCH: "1",
		GIT_LITERAL_PATHSPECS: "1",
		LC_ALL: "C",
		GIT_CONFIG_COUNT: String(config.length),
		...Object.fromEntries(pairs),
		...env
	};
	for (const name of ["PATH", "LD_LIBRARY_PATH"]) if (all[name] !== void 0) all[name] = ownFolders(foldersOfPath(all[name])).join(delimiter);
	return all;
}
function checkFolder(cwd) {
	const stats = statSync(cwd, { throwIfNoEntry: false });
	if (stats === void 0) throw notARepository(`${cwd} does not exist`);
	if (!stats.isDirectory()) throw notARepository(`${cwd} is not a folder`);
}
function absent() {
	return new UserError("git-absent", "git was not found on PATH", "Install git 2.31 or newer.");
}
function notARepository(message) {
	return new UserError("not-a-repository", message, "Run this inside a git repository with files.");
}
function failure(cwd, args, { code, stderr }) {
	const last = stderr.trimEnd().split("\n").at(-1) ?? "";
	if (/not a git repository|must be run in a work tree/.test(stderr)) return notARepository(`${cwd} is not inside a git work tree`);
	return new UserError("git-failed", `git ${args[0]} ended with ${code}: ${last}`, `See what \`git ${args[0]}\` says in ${cwd}.`);
}

// src/git/output.ts
const UTF8 = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
function fields(output) {
	try {
		return UTF8.decode(output).split("\0").slice(0, -1);
	} catch {
		throw new UserError("path-encoding", `a file name is not UTF-8: ${firstBad(output)}`, "Rename the file, or add it to .gitignore.");
	}
}
function line(output) {
	return Buffer.from(output).toString().replace(/\n$/, "");
}
function terminated(paths) {
	return paths.map((path) => `${path}\0`).join("");
}
function firstBad(output) {
	const names = Buffer.from(output).toString().split("\0");
	return JSON.stringify(names.find((name) => name.includes("�")) ?? "");
}

// src/git/repository.ts
async function findRepository(path) {
	const ask = async (...args) => {
		const config = [["safe.directory", "*"]];
		const { stdout } = await git(path, ["rev-parse", ...args], { config });
		return line(stdout);
	};
	const [root, gitDir] = await Promise.all([ask("--show-toplevel"), ask("--absolute-git-dir")]);
	await checkOwner(path, root, gitDir);
	const quiet = { accept: [0, 1] };
	const [commit, branch] = await Promise.all([git(root, [
		"rev-parse",
		"--verify",
		"--quiet",
		"HEAD^{commit}"
	], quiet), git(root, [
		"symbolic-ref",
		"--quiet",
		"--short",
		"HEAD"
	], quiet)]);
	return {
		root,
		gitDir,
		...commit.code === 0 && { commit: line(commit.stdout) },
		...branch.code === 0 && { branch: line(branch.stdout) }
	};
}
async function remoteUrl(root, name) {
	if (name.startsWith("-")) return void 0;
	const { code, stdout } = await git(root, [
		"remote",
		"get-url",
		"--",
		name
	], { accept: [
		0,
		2,
		128
	] });
	return code === 0 ? line(stdout) : void 0;
}
async function checkOwner(path, root, gitDir) {
	const me = process.geteuid?.();
	if (me === void 0) return;
	const [here, tree, inner] = await Promise.all([
		path,
		root,
		gitDir
	].map(async (at) => stat(at)));
	const trusted = [me, here?.uid];
	if (trusted.includes(tree?.uid) && trusted.includes(inner?.uid)) return;
	throw new UserError("repository-owner", `the repository ${root} belongs to another user than the folder ${path}`, "Start in a folder of the repository that belongs to the same user, or change the owner.");
}

// node_modules/fastest-levenshtein/mod.js
var require_fastest_levenshtein = /* @__PURE__ */ __commonJSMin(((exports) => {
	exports.__esModule = true;
	exports.distance = exports.closest = void 0;
	var peq = /* @__PURE__ */ new Uint32Array(65536);
	var myers_32 = function(a, b) {
		var n = a.length;
		var m = b.length;
		var lst = 1 << n - 1;
		var pv = -1;
		var mv = 0;
		var sc = n;
		var i = n;
		while (i--) peq[a.charCodeAt(i)] |= 1 << i;
		for (i = 0; i < m; i++) {
			var eq = peq[b.charCodeAt(i)];
			var xv = eq | mv;
			eq |= (eq & pv) + pv ^ pv;
			mv |= ~(eq | pv);
			pv &= eq;
			if (mv & lst) sc++;
			if (pv & lst) sc--;
			mv = mv << 1 | 1;
			pv = pv << 1 | ~(xv | mv);
			mv &= xv;
		}
		i = n;
		while (i--) peq[a.charCodeAt(i)] = 0;
		return sc;
	};
	var myers_x = function(b, a) {
		var n = a.length;
		var m = b.length;
		var mhc = [];
		var phc = [];
		var hsize = Math.ceil(n / 32);
		var vsize = Math.ceil(m / 32);
		for (var i = 0; i < hsize; i++) {
			phc[i] = -1;
			mhc[i] = 0;
		}
		var j = 0;
		for (; j < vsize - 1; j++) {
			var mv_1 = 0;
			var pv_1 = -1;
			var start_1 = j * 32;
			var vlen_1 = Math.min(32, m) + start_1;
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] |= 1 << k;
			for (var i = 0; i < n; i++) {
				var eq = peq[a.charCodeAt(i)];
				var pb = phc[i / 32 | 0] >>> i & 1;
				var mb = mhc[i / 32 | 0] >>> i & 1;
				var xv = eq | mv_1;
				var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
				var ph = mv_1 | ~(xh | pv_1);
				var mh = pv_1 & xh;
				if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
				if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
				ph = ph << 1 | pb;
				mh = mh << 1 | mb;
				pv_1 = mh | ~(xv | ph);
				mv_1 = ph & xv;
			}
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] = 0;
		}
		var mv = 0;
		var pv = -1;
		var start = j * 32;
		var vlen = Math.min(32, m - start) + start;
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		var score = m;
		for (var i = 0; i < n; i++) {
			var eq = peq[a.charCodeAt(i)];
			var pb = phc[i / 32 | 0] >>> i & 1;
			var mb = mhc[i / 32 | 0] >>> i & 1;
			var xv = eq | mv;
			var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			var ph = mv | ~(xh | pv);
			var mh = pv & xh;
			score += ph >>> m - 1 & 1;
			score -= mh >>> m - 1 & 1;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
		return score;
	};
	var distance = function(a, b) {
		if (a.length < b.length) {
			var tmp = b;
			b = a;
			a = tmp;
		}
		if (b.length === 0) return a.length;
		if (a.length <= 32) return myers_32(a, b);
		return myers_x(a, b);
	};
	exports.distance = distance;
	var closest = function(str, arr) {
		var min_distance = Infinity;
		var min_index = 0;
		for (var i = 0; i < arr.length; i++) {
			var dist = distance(str, arr[i]);
			if (dist < min_distance) {
				min_distance = dist;
				min_index = i;
			}
		}
		return arr[min_index];
	};
	exports.closest = closest;
}));

// src/spec/known.ts
var import_fastest_levenshtein = require_fastest_levenshtein();
function knownKeys(schema, path) {
	const definition = schema._zod.def;
	const inner = definition.innerType ?? definition.in;
	if (inner !== void 0) return knownKeys(inner, path);
	if (definition.options !== void 0) return [...new Set(definition.options.flatMap((option) => knownKeys(option, path)))];
	const [head, ...rest] = path;
	if (head === void 0) return Object.keys(definition.shape ?? {});
	const next = definition.shape?.[String(head)] ?? definition.valueType ?? definition.element;
	return next === void 0 ? [] : knownKeys(next, rest);
}
function nearestKey(key, known) {
	if (key.length > 50) return void 0;
	const typed = key.toLowerCase().replaceAll("_", "-");
	const best = known.map((name) => ({
		name,
		edits: (0, import_fastest_levenshtein.distance)(typed, name)
	})).sort((a, b) => a.edits - b.edits)[0];
	return best !== void 0 && best.edits <= Math.max(1, Math.floor(best.name.length * .4)) ? best.name : void 0;
}

// src/spec/issues.ts
function problemsOf(issues, schema, file) {
	const context = {
		schema,
		file
	};
	const faults = faultsOf(issues);
	const meant = new Set(faults.map((fault) => meantPath(fault, context)));
	return faults.filter(({ kind, path }) => kind !== "value" || isOwnFault(path, meant, file)).map((fault) => explain(fault, context));
}
function isOwnFault(path, meant, file) {
	return isWritten(path, file) ? !isRefused(path, file) : !meant.has(pathKey(path));
}
function explain({ kind, path, message }, context) {
	const spot = spotOf(path, context.file);
	if (kind === "unknown") return {
		place: spot.key,
		...unknownKey(path, context)
	};
	if (kind === "value") return {
		place: spot.value,
		...wrongValue(message, path, context)
	};
	return {
		place: spot.key,
		message: `${quote(String(path.at(-1)))} ${message}`,
		hint: hintFor(path)
	};
}
function unknownKey(path, context) {
	const key = String(path.at(-1));
	const above = path.at(-2);
	const field = above === "policy" || above === "ledger" ? `${above}.${key}` : key;
	if (NOT_YET.has(field)) return notYet(field);
	const near = nearest(path, context);
	const known = knownKeys(context.schema, path.slice(0, -1));
	return {
		message: `unknown key ${quote(key)}${near === void 0 ? "" : `: did you mean "${near}"?`}`,
		hint: known.length === 0 ? "Remove it." : `Known here: ${known.join(", ")}.`
	};
}
function nearest(path, { schema }) {
	return nearestKey(String(path.at(-1)), knownKeys(schema, path.slice(0, -1)));
}
function meantPath({ kind, path }, context) {
	const near = kind === "unknown" ? nearest(path, context) : void 0;
	return near === void 0 ? void 0 : pathKey([...path.slice(0, -1), near === "models" ? "train" : near]);
}
function wrongValue(must, path, { file }) {
	const written = valueAt(file.value, path);
	const name = spellPath(path);
	if (!isWritten(path, file)) return {
		message: `${name} is missing`,
		hint: hintFor(path)
	};
	return {
		message: `${name} ${must}${must.startsWith("must") ? `, not ${show(written)}` : ""}`,
		hint: hintFor(path, written, must)
	};
}
function hintFor(path, written, must) {
	if (must === MUST.list && typeof written === "string") return `Write it as a list: [${quote(written)}].`;
	if (must === MUST.variableValue && typeof written !== "object") return `Write it in quotes: "${String(written)}".`;
	const named = path.findLast((part) => typeof part === "string" && Object.hasOwn(FIELDS, part));
	return named === void 0 ? SYNTAX.empty.hint : FIELDS[named];
}

// src/spec/parse.ts
const MOST_LENGTH = 262144;
const ONLY = "main";
function parseSpec(text, file) {
	const yaml = readYaml(text, file, MOST_LENGTH);
	const { value } = yaml;
	if (!yaml.readable) throw new SpecError("spec-invalid", yaml.problems);
	if (value === null) throw new SpecError("spec-invalid", [{
		place: {
			file,
			line: 1,
			column: 1
		},
		...SYNTAX.empty
	}]);
	return isMapping(value) && Object.hasOwn(value, "models") ? parseMany(yaml, value, file) : parseOne(yaml, file);
}
function parseOne(yaml, file) {
	const parsed = OneForm.safeParse(yaml.value);
	const problems = [...yaml.problems, ...problemsOf(parsed.error?.issues ?? [], AnyForm, yaml)];
	if (!parsed.success || problems.length > 0) throw new SpecError("spec-invalid", problems);
	const { policy, ledger, ...model } = parsed.data;
	return {
		file,
		models: table([[ONLY, modelOf(ONLY, model)]]),
		policy,
		ledger,
		places: placesOf(yaml, true)
	};
}
function parseMany(yaml, value, file) {
	const beside = Object.keys(value).filter((key) => Object.hasOwn(modelFields, key));
	const rest = Object.entries(value).filter(([key]) => !beside.includes(key));
	const parsed = ManyForm.safeParse(table(rest));
	const problems = [
		...yaml.problems,
		...problemsOf(parsed.error?.issues ?? [], ManyForm, yaml),
		...beside.map((key) => besideModels(key, yaml, file))
	];
	if (!parsed.success || problems.length > 0) throw new SpecError("spec-invalid", problems);
	const models = Object.entries(parsed.data.models).map(([name, model]) => [name, modelOf(name, model)]);
	const { policy, ledger } = parsed.data;
	return {
		file,
		models: table(models),
		policy,
		ledger,
		places: placesOf(yaml, false)
	};
}
function besideModels(key, yaml, file) {
	return {
		place: yaml.spots.get(pathKey([key]))?.key ?? { file },
		...BESIDE_MODELS(quote(key))
	};
}
function modelOf(name, written) {
	const expect = Object.entries(written.expect).map(([metric, rule]) => [metric, {
		...rule,
		better: rule.better
	}]);
	return {
		...written,
		name,
		directory: plainFolder(written.directory),
		setup: written.setup,
		env: table(Object.entries(written.env)),
		seed: seedOf(written.seed),
		caches: written.caches,
		params: written.params,
		packages: written.packages,
		metrics: written.metrics,
		expect: table(expect),
		accelerator: written.accelerator === "auto" ? void 0 : written.accelerator,
		runner: typeof written.runner === "string" ? [written.runner] : written.runner
	};
}
function seedOf(written) {
	if (written === "auto") return { how: "auto" };
	if ("env" in written) return {
		how: "env",
		name: written.env,
		values: written.values
	};
	return {
		how: "arg",
		name: written.arg,
		values: written.values
	};
}
function plainFolder(path) {
	const parts = path.split("/").filter((part) => part !== "" && part !== ".");
	return parts.length === 0 ? "." : parts.join("/");
}
function placesOf(yaml, alone) {
	return table([...yaml.spots].map(([path, spot]) => {
		const parts = JSON.parse(path);
		return [[...alone && parts[0] !== void 0 && Object.hasOwn(modelFields, parts[0]) ? ["models", ONLY] : [], ...parts].join("."), spot.key];
	}).filter(([path]) => path !== ""));
}
function table(entries) {
	return Object.assign(Object.create(null), Object.fromEntries(entries));
}
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export { quote as S, isWritten as _, line as a, pathKey as b, findOwnProgram as c, ownFolders as d, readYaml as f, isRefused as g, faultsOf as h, fields as i, findProgram as l, SpecError as m, findRepository as n, terminated as o, modelName as p, remoteUrl as r, git as s, parseSpec as t, foldersOfPath as u, spellPath as v, LOCK as x, spotOf as y };