import { i as __toESM } from "./rolldown-runtime.js";
import { f as setApart, r as secondsOf } from "./standing.js";
import { A as _maxLength, E as union$1, M as _nonnegative, a as boolean, b as strictObject, c as int, d as nullable, h as optional, i as array, j as _minLength, l as literal, m as object, n as _enum, p as number, r as _null, s as discriminatedUnion, v as record$1, x as string, y as refine } from "./zod.js";
import { n as findCommit } from "./commits.js";
import { n as isDirty } from "./worktree.js";
import { t as UserError } from "./error.js";
import { n as isVolatile } from "./measures.js";
import { a as seal, d as summarise, l as encodeSeries, m as encodeNumber, r as RECORD_BYTES, v as spellKey } from "./record.js";
import { a as manifestDigest, o as manifestOf, r as diffManifests, t as readParams } from "./params.js";
import { i as digestOf, o as hexOf, s as sha256, t as Digest } from "./digest.js";
import { n as inputDigest, r as digestFiles, t as makeShelf } from "./shelf.js";
import { a as readRequirement, c as normaliseName, i as readPins, l as listFiles, n as visibleAccelerators, o as NOTHING$1, r as detectPins, s as joinPins, t as queueFolder } from "./accelerators.js";
import { a as runnerFolders, c as INSIDE, d as matchAll, g as layOutTree, h as filesBelow, i as locate, l as isWithin, n as acceleratorDevices, o as systemMounts, p as requireContent, r as blank, s as openSandbox, t as findIsolation, u as planMounts } from "./isolation.js";
import { a as memorySource, n as harvestTraces } from "./traces2.js";
import { t as fileSource } from "./file-source.js";
import { t as require_picomatch } from "./picomatch.js";
import { i as removeTree, n as copyTree, r as makeReadable } from "./folders.js";
import { a as openStatCache } from "./stat-cache.js";
import { c as findOwnProgram, l as findProgram } from "./parse.js";
import { t as parseJson } from "./json.js";
import { t as loadAttachments } from "./attachments.js";
import { r as ownFiles } from "./project.js";
import { t as readMetrics } from "./read.js";
import { n as spellIssue, t as PLAIN_MESSAGES } from "./issue.js";
import { C as readText$1 } from "./yaml2.js";
import { n as probeFolder } from "./assets.js";
import { execFile, spawn } from "node:child_process";
import { basename, dirname, isAbsolute, join, posix, relative, resolve } from "node:path";
import { accessSync, appendFileSync, chmodSync, closeSync, constants, copyFileSync, existsSync, fstatSync, lstatSync, lutimesSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, realpathSync, renameSync, rmSync, rmdirSync, statSync, statfsSync, symlinkSync, unlinkSync, utimesSync, writeFileSync, writeSync } from "node:fs";
import { isDeepStrictEqual, promisify } from "node:util";
import { createHash, randomBytes } from "node:crypto";
import { constants as constants$1, cpus, homedir, machine, tmpdir } from "node:os";
import { setTimeout } from "node:timers/promises";
import { Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import { finished } from "node:stream/promises";

// src/retrain/harvest/facts.ts
var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
function factsOf(outcome, { model, findings = [] }, known) {
	const launcher = {
		state: "recorded",
		source: "launcher"
	};
	const unsure = findings.some(({ kind }) => kind === "hardware-unknown");
	const hardware = model.accelerator === void 0 ? unsure ? unknown("machine") : recorded("machine") : {
		state: "declared",
		source: "declared"
	};
	return {
		code: launcher,
		config: known.config ? launcher : unknown("launcher"),
		data: outcome.data.length > 0 ? launcher : unknown("launcher"),
		environment: known.environment,
		hardware,
		seed: known.seed,
		determinism: known.environment
	};
}
function recorded(source) {
	return {
		state: "recorded",
		source
	};
}
function unknown(source) {
	return {
		state: "unknown",
		source
	};
}

// src/retrain/harvest/tree.ts
const SKIPPED = /* @__PURE__ */ new Set([
	".git",
	"__pycache__",
	"node_modules",
	".venv",
	".ipynb_checkpoints",
	".pytest_cache"
]);
const MOST_ENTRIES = 2e5;
const MOST_DEPTH = 64;
const TICK_MS$1 = 10;
function scanTree(outcome) {
	const data = new Set(outcome.data.flatMap(({ manifest }) => manifest.entries.map(([name]) => name)));
	const { copy: root, before } = outcome;
	const written = [];
	const unseen = makeUnseen();
	const todo = isOwnFolder(root, unseen) ? [""] : [];
	let [entries, deeper] = [0, false];
	for (let folder = todo.pop(); folder !== void 0 && entries < MOST_ENTRIES; folder = todo.pop()) for (const name of namesIn$2(root, folder, unseen)) {
		entries++;
		const path = folder === "" ? name : `${folder}/${name}`;
		const stats = SKIPPED.has(name) || data.has(path) ? void 0 : lookAt(join(root, path), path, unseen);
		if (stats?.isDirectory() && path.split("/").length <= MOST_DEPTH) todo.push(path);
		else if (stats?.isDirectory()) deeper = true;
		else if (stats?.isFile() && isWritten(stats, outcome.started.getTime())) written.push(path);
	}
	const cut = entries >= MOST_ENTRIES || deeper;
	return {
		root,
		before,
		written: written.sort(),
		findings: [...cut ? [TOO_MANY] : [], ...unseen.findings()]
	};
}
const TOO_MANY = {
	kind: "source-unreadable",
	path: ".",
	why: `the run left more than ${MOST_ENTRIES} files, or folders more than ${MOST_DEPTH} deep: the rest was not looked at`
};
function makeUnseen() {
	let count = 0;
	let first;
	return {
		add(path, why) {
			count++;
			first ??= {
				path,
				why
			};
		},
		findings() {
			if (first === void 0) return [];
			const more = count === 1 ? "" : `, and so ${count - 1} more`;
			return [{
				kind: "source-unreadable",
				path: first.path,
				why: `${first.why}${more}`
			}];
		}
	};
}
function isOwnFolder(root, unseen) {
	const stats = lookAt(root, ".", unseen);
	const isOwn = stats?.isDirectory() === true && realpathSync(root) === root;
	if (stats !== void 0 && !isOwn) unseen.add(".", "the run put something else in its place");
	return isOwn;
}
function lookAt(file, path, unseen) {
	try {
		const stats = lstatSync(file);
		if (stats.isDirectory() && (stats.mode & 448) !== 448) chmodSync(file, stats.mode | 448);
		return stats;
	} catch (error) {
		unseen.add(path, `it cannot be looked at (${codeOf$1(error)})`);
		return;
	}
}
function codeOf$1(error) {
	return error.code ?? "unknown error";
}
function isWritten({ ctimeMs, mtimeMs }, started) {
	return ctimeMs >= started || ctimeMs >= started - TICK_MS$1 && mtimeMs >= started - TICK_MS$1;
}
function namesIn$2(root, folder, unseen) {
	try {
		return readdirSync(join(root, folder)).filter((name) => !name.includes("�") && !name.endsWith(".pyc"));
	} catch (error) {
		unseen.add(folder === "" ? "." : folder, `it cannot be listed (${codeOf$1(error)})`);
		return [];
	}
}
function readBefore(tree, path, most) {
	const value = tree.before.get(path);
	if (value === void 0) return void 0;
	try {
		const source = fileSource(tree.root, path);
		if (source.size > most) return void 0;
		const bytes = source.read(0, source.size);
		return digestIn(value) === sha256(bytes) ? memorySource(path, bytes) : void 0;
	} catch {
		return;
	}
}
function digestIn(value) {
	return /^(?:x )?(sha256:[0-9a-f]{64})$/.exec(value)?.[1];
}

// src/retrain/harvest/metrics.ts
const MOST_FILES = 1e4;
const LONGEST_PATH = 250;
const SHOWN$4 = 20;
function harvestMetrics(tree, model, except) {
	const own = tree.written.filter((path) => !except.includes(path));
	const named = model.metrics === void 0 ? void 0 : matchAll(model.metrics, own);
	const paths = (named?.paths ?? own).slice(0, MOST_FILES);
	const { sources, findings } = openAll(tree.root, paths);
	const declared = named !== void 0;
	const first = readMetrics(sources, { declared });
	const copied = new Set(copiedFrom(tree, sources, first));
	const fresh = sources.filter(({ name }) => !copied.has(name));
	const reading = copied.size === 0 ? first : readMetrics(fresh, { declared });
	const unwritten = [...named?.empty ?? [], ...[...copied].slice(0, SHOWN$4)];
	return {
		series: reading.series,
		findings: [
			...unwritten.map((path) => ({
				kind: "metrics-unwritten",
				path
			})),
			...tooMany(named?.paths ?? own),
			...findings,
			...reading.findings,
			...reading.series.length > 0 ? [] : [nothing(paths)]
		]
	};
}
function copiedFrom({ before }, sources, { files }) {
	const known = new Set([...before.values()].map(digestIn));
	const withMetrics = new Set(files.filter(({ metrics }) => metrics.length > 0).map(({ path }) => path));
	return sources.filter((source) => withMetrics.has(source.name) && known.has(digestOfSource(source))).map(({ name }) => name);
}
const CHUNK = 1048576;
function digestOfSource(source) {
	const hash = createHash("sha256");
	for (let at = 0; at < source.size; at += CHUNK) hash.update(source.read(at, CHUNK));
	return `sha256:${hash.digest("hex")}`;
}
const TOO_LONG = `its path has more than ${LONGEST_PATH} characters: let the training write it elsewhere`;
function openAll(root, paths) {
	const sources = [];
	const findings = [];
	for (const path of paths) try {
		if (path.length <= LONGEST_PATH) sources.push(fileSource(root, path));
		else findings.push({
			kind: "source-unreadable",
			path,
			why: TOO_LONG
		});
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		findings.push({
			kind: "source-unreadable",
			path,
			why: error.message
		});
	}
	return {
		sources,
		findings
	};
}
function nothing(paths) {
	return {
		kind: "no-metrics",
		looked: paths.slice(0, SHOWN$4)
	};
}
function tooMany(paths) {
	const [first] = paths.slice(MOST_FILES);
	if (first === void 0) return [];
	return [{
		kind: "source-unreadable",
		path: first,
		why: `the run wrote ${paths.length} files; from this one on they were not read: name those that count under \`metrics:\``
	}];
}

// src/retrain/harvest/params.ts
const MOST_BYTES$5 = 1048576;
const ENDING = /\.(?:ya?ml|json|toml)$/i;
const OTHERS = /(?:^|\/)(?:pyproject\.toml|package(?:-lock)?\.json|environment\.ya?ml)$/i;
const DATA_FOLDER = /(?:^|\/)(?:data|datasets?|corpus|corpora)\//i;
const MOST_OPENED_BYTES = 65536;
const MOST_OPENED_KEYS = 300;
function harvestParams(tree, model, opened = []) {
	const all = [...tree.before.keys()];
	const named = model.params === void 0 ? void 0 : matchAll(model.params, all);
	const read = (named?.paths ?? mentioned(model, tree.before)).map((file) => ({
		file,
		...readOne(tree, file, MOST_BYTES$5)
	}));
	const params = [...named === void 0 ? openedParams(tree, model, opened) : [], ...read].flatMap(({ file, values }) => values === void 0 ? [] : [[file, values]]);
	return {
		params: Object.fromEntries(params),
		findings: [...(named?.empty ?? []).map((pattern) => unread$1(pattern, "`params:` names it, and the tree holds no such file")), ...read.flatMap(({ file, why }) => why === void 0 ? [] : [unread$1(file, why)])]
	};
}
function mentioned({ train, directory }, before) {
	const paths = train.split(/[\s=]+/).map((word) => word.replace(/^["']+|["']+$/g, "")).filter((word) => ENDING.test(word)).map((word) => posix.join(directory, word));
	return [...new Set(paths.filter((path) => before.has(path)))].sort();
}
function openedParams(tree, model, opened) {
	const data = new Set(matchAll(model.data.map(({ path }) => path), opened).paths);
	return opened.filter((file) => ENDING.test(file) && !OTHERS.test(file) && !DATA_FOLDER.test(file)).filter((file) => tree.before.has(file) && !data.has(file)).toSorted().map((file) => ({
		file,
		...readOne(tree, file, MOST_OPENED_BYTES)
	})).filter(({ values }) => Object.keys(values ?? {}).length <= MOST_OPENED_KEYS);
}
function readOne(tree, file, most) {
	const source = readBefore(tree, file, most);
	if (source === void 0) return { why: "it is a link, larger than 1 MiB, or the run changed it: its values are not known" };
	try {
		const values = Object.entries(readParams(source)).map(([key, { value }]) => [keyOf(key), value]);
		return { values: Object.fromEntries(values) };
	} catch (error) {
		if (error instanceof UserError) return { why: error.message };
		throw error;
	}
}
function keyOf(key) {
	return key === "__proto__" ? "\"__proto__\"" : key.toWellFormed();
}
function unread$1(path, why) {
	return {
		kind: "source-unreadable",
		path,
		why
	};
}

// src/retrain/log.ts
const LOG_BYTES = 10485760;
function openLog(path, limit = LOG_BYTES) {
	const half = Math.floor(limit / 2) - MARK_BYTES;
	const [middle, end] = [`${path}.middle`, `${path}.end`];
	const file = openSync(path, "w");
	let head = 0;
	let inEnd = 0;
	let endFile;
	let total = 0;
	return {
		write,
		close
	};
	function write(chunk) {
		total += chunk.length;
		const first = chunk.subarray(0, half - head);
		if (first.length > 0) writeSync(file, first);
		head += first.length;
		let rest = chunk.subarray(first.length);
		while (rest.length > 0) {
			if (endFile === void 0 || inEnd >= half) rotate();
			const part = rest.subarray(0, half - inEnd);
			if (endFile !== void 0) writeSync(endFile, part);
			inEnd += part.length;
			rest = rest.subarray(part.length);
		}
	}
	function rotate() {
		if (endFile !== void 0) {
			closeSync(endFile);
			renameSync(end, middle);
		}
		endFile = openSync(end, "w");
		inEnd = 0;
	}
	function close() {
		closeSync(file);
		if (endFile === void 0) return;
		closeSync(endFile);
		const kept = lastBytes([middle, end], half);
		const dropped = total - head - kept.length;
		if (dropped > 0) appendFileSync(path, `\n[… ${dropped} bytes left out …]\n`);
		appendFileSync(path, kept);
		rmSync(middle, { force: true });
		rmSync(end);
	}
}
const MARK_BYTES = 64;
function lastBytes(paths, length) {
	const all = Buffer.concat(paths.filter((path) => existsSync(path)).map((path) => readFileSync(path)));
	return all.subarray(Math.max(0, all.length - length));
}
const TAIL_BYTES = 262144;
const LONGEST_LINE$2 = 2e3;
function lastLines(path, count) {
	return endOf(path).trimEnd().split("\n").slice(-count).map((line) => line.length > LONGEST_LINE$2 ? `${line.slice(0, LONGEST_LINE$2)}…` : line).join("\n").toWellFormed();
}
function endOf(path) {
	if (!existsSync(path)) return "";
	const descriptor = openSync(path, "r");
	try {
		const { size } = fstatSync(descriptor);
		const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
		const count = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
		return bytes.toString("utf8", 0, count);
	} finally {
		closeSync(descriptor);
	}
}

// src/retrain/harvest/parts.ts
function digestInputs(outcome, model, tree, packages) {
	return inputDigest({
		tree,
		train: model.train,
		directory: model.directory,
		setup: model.setup ?? null,
		env: outcome.env,
		deterministic: model.deterministic,
		network: outcome.network,
		data: Object.fromEntries(outcome.data.map(({ name, manifest }) => [name, manifestDigest(manifest)])),
		packages
	});
}
function codeOf(outcome, { code }, imported, shelf) {
	const manifest = shelf.putManifest(manifestOf("code", outcome.before));
	const sources = imported === void 0 ? void 0 : shelf.putManifest(imported);
	return {
		...code,
		tree: outcome.tree,
		manifest,
		...sources === void 0 ? {} : { sources }
	};
}
function configOf(outcome, model, params, seed) {
	const { train, directory, setup = null } = model;
	return {
		train,
		directory,
		setup,
		env: { ...outcome.env },
		params,
		seed,
		deterministic: model.deterministic,
		network: networkOf(outcome)
	};
}
function networkOf({ network, isolation }) {
	return isolation === 4 ? network : "on";
}
function dataSet({ name, mode, manifest, after, files, bytes }, shelf) {
	return {
		name,
		mode,
		manifest: shelf.putManifest(manifest),
		...after === void 0 ? {} : { after: shelf.putManifest(after) },
		files,
		bytes
	};
}
const TAIL_LINES = 60;
function runOf(outcome, shelf) {
	const { started, seconds, setupSeconds, exit, isolation, window } = outcome;
	const tail = exit.how === "finished" ? "" : lastLines(outcome.stderr, TAIL_LINES);
	return {
		segments: [{
			started: started.toISOString(),
			seconds
		}],
		...setupSeconds === void 0 ? {} : { setupSeconds },
		exit,
		isolation,
		...window === void 0 ? {} : { window: { ...window } },
		...tail === "" ? {} : { tail: shelf.put("log", Buffer.from(tail)) }
	};
}
const SHOWN$3 = 20;
function runFindings(outcome) {
	const { isolation, isolationWhy, processesLeft, leftOut, data } = outcome;
	const changed = data.flatMap(({ name, manifest, after }) => {
		const paths = after === void 0 ? [] : diffManifests(manifest, after).map((difference) => difference.name);
		return paths.length === 0 ? [] : [{
			kind: "data-changed",
			name,
			paths: paths.slice(0, SHOWN$3)
		}];
	});
	return [
		...isolation === 4 ? [] : [{
			kind: "weak-isolation",
			level: isolation,
			why: isolationWhy ?? "it was asked for"
		}],
		...leftOut.map((path) => ({
			kind: "left-out",
			path
		})),
		...changed,
		...processesLeft === 0 ? [] : [{
			kind: "processes-left",
			count: processesLeft
		}]
	];
}

// src/retrain/harvest/pins.ts
const MOST_BYTES$4 = 16777216;
const SHOWN$2 = 20;
function harvestPins(tree, model) {
	const all = [...tree.before.keys()];
	const digests = (model.packages === void 0 ? detectPins(all) : matchAll(model.packages, all).paths).map((path) => [path, digestIn(tree.before.get(path) ?? "")]);
	return Object.fromEntries(digests.filter((entry) => entry[1] !== void 0));
}
function pinMismatches(tree, files, packages) {
	if (packages === void 0) return [];
	const installed = new Map(packages.entries);
	return files.flatMap((file) => mismatchesIn(tree, file, installed)).slice(0, SHOWN$2);
}
function mismatchesIn(tree, file, installed) {
	const source = readBefore(tree, file, MOST_BYTES$4);
	if (source === void 0) return [];
	try {
		return [...Map.groupBy(readPins(source).pins, ({ name }) => name)].flatMap(([name, pins]) => {
			const version = installed.get(name);
			if (version === void 0 || pins.some((pin) => isVersion(pin.version, version))) return [];
			return [{
				kind: "pin-mismatch",
				name,
				pinned: pins.map((pin) => pin.version).join(" or "),
				installed: version,
				file
			}];
		});
	} catch (error) {
		if (error instanceof UserError) return [{
			kind: "source-unreadable",
			path: file,
			why: error.message
		}];
		throw error;
	}
}
function isVersion(pinned, installed) {
	const [wanted, got] = [release(pinned), release(installed)];
	return wanted === got || !wanted.includes("+") && wanted === got.split("+", 1)[0];
}
function release(version) {
	const [main = "", local] = version.trim().toLowerCase().replace(/^v/, "").split("+");
	const short = main.replace(/(?<!\.0)(?:\.0)+$/, "");
	return local === void 0 ? short : `${short}+${local}`;
}

// src/readers/environment/place.ts
function spellPlace(path, { tree, home }) {
	return replaced(path, tree, ".") ?? (home === void 0 ? void 0 : replaced(path, home, "~")) ?? path.replace(/^\/(?:home|Users)\/[^/]+/, "~");
}
function replaced(path, folder, sign) {
	const start = folder.replace(/\/+$/, "");
	if (start === "") return void 0;
	if (path === start) return sign;
	return path.startsWith(`${start}/`) ? `${sign}${path.slice(start.length)}` : void 0;
}

// src/readers/environment/environment.ts
function environmentOf(reports, context) {
	const trained = trainer(reports);
	const python = (trained ?? longest(reports))?.python;
	const packages = trained?.packages === void 0 ? void 0 : manifestOf("packages", Object.entries(trained.packages));
	const system = trained?.system;
	const framework = trained === void 0 ? void 0 : frameworkOf(trained);
	const environment = {
		...python === void 0 ? {} : { python: pythonOf(python, context) },
		platform: system?.platform ?? context.platform,
		...system?.os == null ? {} : { os: system.os },
		...system?.kernel == null ? {} : { kernel: system.kernel },
		...system?.libc == null ? {} : { libc: system.libc },
		...framework === void 0 ? {} : { framework },
		...packages === void 0 ? {} : {
			packages: manifestDigest(packages),
			packageCount: packages.entries.length
		},
		pins: { ...context.pins },
		variables: outside(trained?.variables ?? {}, context)
	};
	const missing = gap(reports, trained);
	return {
		environment,
		packages,
		trained,
		fact: {
			state: missing === void 0 ? "recorded" : "unknown",
			source: "probe"
		},
		findings: missing === void 0 ? [] : [missing]
	};
}
function trainer(reports) {
	return reports.filter((report) => report.ended).sort((a, b) => compare(rank(b), rank(a)))[0];
}
function rank(report) {
	const frameworks = Object.keys(report.frameworks ?? {}).length;
	const sources = Object.keys(report.modules?.tree ?? {}).length;
	const trained = (report.tracing?.steps ?? 0) > 0 ? report.started : 0;
	return [
		frameworks > 0 ? 1 : 0,
		sources,
		report.forked ? 0 : 1,
		trained,
		report.seconds
	];
}
function compare(a, b) {
	const at = a.findIndex((value, index) => value !== b[index]);
	return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
function longest(reports) {
	return reports.toSorted((a, b) => a.started - b.started)[0];
}
function pythonOf(python, homes) {
	const { implementation, version, executable } = python;
	return {
		implementation,
		version,
		executable: spellPlace(executable, homes)
	};
}
function frameworkOf({ frameworks }) {
	for (const name of [
		"torch",
		"tensorflow",
		"jax"
	]) {
		const found = frameworks?.[name];
		if (found === void 0) continue;
		const flags = Object.entries(found.flags).map(([flag, value]) => [flag, typeof value === "number" ? encodeNumber(value) : value]);
		return {
			name,
			version: found.version,
			flags: Object.fromEntries(flags)
		};
	}
}
function outside(variables, { env, ...homes }) {
	const kept = Object.entries(variables).filter(([name]) => !Object.hasOwn(env, name));
	return Object.fromEntries(kept.map(([name, value]) => [name, spellPlace(value, homes)]));
}
function gap(reports, trained) {
	if (reports.length === 0) return absent("no Python of the training ran it (started with -S, -I or -E, or no Python at all)");
	if (trained === void 0) return absent("Python started and did not end by itself (killed, crashed, or left by os._exit)");
	const failed = trained.errors[0];
	return failed === void 0 ? void 0 : absent(`a part of it failed: ${failed}`);
}
function absent(why) {
	return {
		kind: "probe-absent",
		why
	};
}

// src/readers/environment/probe.ts
const word = string().check(_maxLength(1e3));
const path$1 = string().check(_maxLength(4096));
const paths = array(path$1).check(_maxLength(1e4));
const words = record$1(word, word);
const small = refine((value) => JSON.stringify(value).length <= 8192, { error: "more than 8 KiB" });
const count = int().check(_nonnegative());
const MOST_CALLS = 20;
const Python = strictObject({
	implementation: word,
	version: word,
	executable: path$1,
	prefix: path$1,
	base_prefix: path$1
});
const Framework = strictObject({
	version: word,
	flags: record$1(word, union$1([
		_null(),
		boolean(),
		number(),
		word
	])).check(small)
});
const begun = {
	schema: literal("reprise/probe/v1"),
	pid: count,
	ppid: count,
	started: number(),
	argv: array(word).check(_maxLength(200)),
	python: Python
};
const Started = strictObject({
	...begun,
	ended: literal(false)
});
const Ended = strictObject({
	...begun,
	ended: literal(true),
	seconds: number().check(_nonnegative()),
	forked: boolean(),
	tree: path$1,
	errors: array(word).check(_maxLength(20)),
	system: optional(strictObject({
		platform: word,
		kernel: nullable(word),
		os: nullable(word),
		libc: nullable(word)
	})),
	variables: optional(words.check(small)),
	packages: optional(words),
	frameworks: optional(strictObject({
		torch: optional(Framework),
		tensorflow: optional(Framework),
		jax: optional(Framework)
	})),
	modules: optional(strictObject({
		tree: record$1(path$1, nullable(Digest)),
		foreign: paths
	})),
	opened: optional(paths),
	programs: optional(array(word).check(_maxLength(50))),
	seeded: optional(strictObject({
		index: nullable(count),
		deterministic: boolean(),
		base: record$1(word, int()).check(small),
		calls: array(strictObject({
			call: word,
			given: nullable(int()),
			used: nullable(int()),
			at: optional(path$1)
		})).check(_maxLength(20))
	})),
	unseeded: optional(array(word).check(_maxLength(10))),
	nondeterministic: optional(array(word).check(_maxLength(100))),
	warnings_hidden: optional(boolean()),
	connected: optional(strictObject({
		loopback: array(word),
		remote: array(word)
	})),
	tracing: optional(strictObject({
		state: _enum(["on", "disabled"]),
		mode: _enum([
			"modules",
			"borders",
			"told"
		]),
		because: optional(word),
		steps: count,
		why: optional(word),
		twin: optional(literal(true))
	}))
});
const ProbeReport = discriminatedUnion("ended", [Started, Ended]);
const MOST_BYTES$3 = 8388608;
function readProbe(source) {
	const json = parseJson(readText$1(source, MOST_BYTES$3), source.name, { depth: 8 });
	const parsed = ProbeReport.safeParse(json, PLAIN_MESSAGES);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	throw new UserError("probe-invalid", `${source.name} is no report of the probe: ${issue === void 0 ? "" : spellIssue(issue)}`, "Something else wrote into the probe’s folder.", { file: source.name });
}

// src/retrain/harvest/seeding.ts
const LONGEST_PLACE = 300;
function seedOf({ seed: { twin: asked, ...seed }, seenAs }, { trainings, twin }, home) {
	const homes = {
		tree: seenAs,
		home
	};
	const calls = trainings.flatMap(({ seeded }) => seeded?.calls ?? []).slice(0, 20).map(({ call, given, used, at = "" }) => {
		const place = spellPlace(at, homes).replace(/^\.\//, "").toWellFormed();
		const isShown = place !== "" && place.length <= LONGEST_PLACE;
		return {
			call: call.slice(0, 100).toWellFormed(),
			given,
			used,
			...isShown && { at: place }
		};
	});
	return {
		seed: {
			...seed,
			...asked && twin && { twin: asked },
			...calls.length > 0 && { calls }
		},
		fact: factOf(seed, trainings)
	};
}
function factOf({ how }, trainings) {
	if (how === "env" || how === "arg") return {
		state: "recorded",
		source: "launcher"
	};
	return trainings.length > 0 && trainings.every(isSeeded) ? {
		state: "recorded",
		source: "probe"
	} : {
		state: "unknown",
		source: "program"
	};
}
function isSeeded({ seeded, unseeded }) {
	return seeded !== void 0 && (seeded.deterministic || seeded.calls.length > 0) && seeded.calls.length < 20 && seeded.calls.every(({ used }) => used !== null) && unseeded?.every((generator) => Object.hasOwn(seeded.base, generator)) === true;
}
const SHOWN$1 = 20;
function repeatability(reports) {
	const generators = union(reports.map(({ unseeded }) => unseeded));
	const names = union(reports.map(({ nondeterministic }) => nondeterministic));
	return [
		...union(reports.map(({ tracing }) => tracing?.state === "disabled" ? [tracing.why ?? "no reason"] : void 0)).map((why) => ({
			kind: "trace-disabled",
			why
		})),
		...names.length > 0 ? [{
			kind: "nondeterministic-operators",
			names
		}] : [],
		...generators.length > 0 ? [{
			kind: "unseeded",
			generators
		}] : []
	];
}
function union(lists) {
	return [...new Set(lists.flatMap((list) => list ?? []))].slice(0, SHOWN$1);
}

// src/retrain/harvest/python.ts
const MOST_REPORTS = 256;
const SHOWN = 20;
function harvestPython(outcome, checkout, pins) {
	const { reports, findings } = readReports(outcome.output);
	const homes = {
		tree: outcome.seenAs,
		home: homedir()
	};
	const platform = `${process.platform}-${machine()}`;
	const read = environmentOf(reports, {
		...homes,
		platform,
		pins,
		env: outcome.env
	});
	const ended = reports.filter((report) => report.ended);
	const foreign = foreignModules(ended, outcome, checkout).map((path) => ({
		kind: "foreign-module",
		path: spellPlace(path, homes)
	}));
	const sources = ended.length === 0 ? void 0 : sourcesOf(ended, outcome.before);
	return {
		...read,
		sources,
		opened: openedIn(ended, outcome.before),
		trainings: trainingsOf(ended, read.trained),
		twin: ended.some(({ tracing }) => tracing?.twin === true),
		findings: [
			...findings,
			...read.findings,
			...contacts(ended, outcome),
			...foreign,
			...repeatability(ended)
		]
	};
}
function readReports(folder) {
	const reports = [];
	const { names, findings } = namesIn$1(folder);
	for (const name of names.slice(0, MOST_REPORTS)) try {
		reports.push(readProbe(fileSource(realpathSync(folder), name)));
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		findings.push({
			kind: "source-unreadable",
			path: name,
			why: error.message
		});
	}
	return {
		reports,
		findings: findings.slice(0, SHOWN)
	};
}
function namesIn$1(folder) {
	const time = (name) => (/-(\d+)(?:\.start)?\.json$/.exec(name)?.[1] ?? "").padStart(20, "0");
	try {
		makeReadable(folder);
		return {
			names: readdirSync(folder).filter((name) => /^python-\d+-\d+(?:\.start)?\.json$/.test(name)).sort((a, b) => time(a) < time(b) ? -1 : 1),
			findings: []
		};
	} catch (error) {
		return {
			names: [],
			findings: [{
				kind: "source-unreadable",
				path: ".",
				why: `what the probe wrote cannot be listed (${error.code})`
			}]
		};
	}
}
function trainingsOf(ended, trained) {
	const steps = ended.filter(({ tracing }) => (tracing?.steps ?? 0) > 0).toSorted((a, b) => a.started - b.started);
	if (steps.every(({ started, seconds }, at) => started + seconds <= (steps[at + 1]?.started ?? Infinity)) && steps.length > 1) return steps;
	return trained === void 0 ? [] : [trained];
}
function openedIn(reports, before) {
	const all = reports.flatMap(({ opened = [] }) => opened);
	return [...new Set(all)].filter((path) => before.has(path));
}
function sourcesOf(reports, before) {
	const opened = openedIn(reports, before).map((path) => [path, void 0]);
	const imported = reports.flatMap(({ modules }) => Object.entries(modules?.tree ?? {}));
	const known = [...opened, ...imported].flatMap(([path, digest]) => {
		const value = digest ?? digestIn(before.get(path) ?? "");
		return value === void 0 || path.split("/").includes("..") ? [] : [[path, value]];
	});
	return manifestOf("sources", new Map(known));
}
function contacts(reports, outcome) {
	const addresses = [...new Set(reports.flatMap(({ connected }) => connected?.remote ?? []))].slice(0, SHOWN);
	return networkOf(outcome) === "off" || addresses.length === 0 ? [] : [{
		kind: "not-hermetic",
		addresses
	}];
}
function foreignModules(reports, { seenAs, before }, checkout) {
	const paths = [...new Set(reports.flatMap(({ modules }) => modules?.foreign ?? []))];
	const held = new Set([...before.keys()].map(tail));
	const isFromCheckout = (path) => seenAs !== checkout && path.startsWith(`${checkout}/`);
	return paths.filter((path) => isFromCheckout(path) || held.has(tail(path)) || before.has(last(path))).slice(0, SHOWN);
}
function tail(path) {
	const parts = path.split("/");
	return parts.length < 2 ? `./${path}` : parts.slice(-2).join("/");
}
function last(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}

// src/retrain/harvest/findings.ts
const MOST_BYTES$2 = 12288;
const LONGEST_TEXT = 500;
const LONGEST_LIST = 20;
function boundFindings(findings, gated) {
	const short = findings.map((finding) => shortened(finding));
	const decisive = short.filter((finding) => decides(finding, gated));
	const others = short.filter((finding) => !decides(finding, gated));
	let [kept, bytes] = [0, 0];
	for (const finding of others) {
		bytes += Buffer.byteLength(JSON.stringify(finding)) + 1;
		if (bytes > MOST_BYTES$2) break;
		kept++;
	}
	if (kept === others.length) return short;
	const why = `${others.length - kept} more findings are left out: name the files that count under \`metrics:\``;
	return [
		...decisive,
		...others.slice(0, kept),
		{
			kind: "source-unreadable",
			path: ".",
			why
		}
	];
}
function decides(finding, gated) {
	switch (finding.kind) {
		case "sources-disagree":
		case "series-rewound": return gated.some(({ name }) => name === finding.metric);
		case "source-truncated": return gated.some(({ source }) => source.endsWith(` ${finding.path}`));
		case "source-unreadable":
		case "metrics-unwritten":
		case "pin-mismatch":
		case "left-out":
		case "data-changed": return false;
		default: return true;
	}
}
function shortened(value) {
	if (typeof value === "string") return cut(value.toWellFormed());
	if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(shortened);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]));
}
function cut(text) {
	return text.length > LONGEST_TEXT ? `${text.slice(0, 499).toWellFormed()}…` : text;
}

// src/retrain/harvest/size.ts
const MOST_BYTES$1 = RECORD_BYTES - 1024;
const DEFAULT_METRIC = /(?:^|\/)(?:(?:eval|val|validation|test|train)_)?loss$/;
function fit(draft, expected) {
	const gated = draft.series.filter(({ name }) => isGated(name, expected));
	const bounded = {
		...draft,
		findings: boundFindings(draft.findings, gated)
	};
	const steps = [
		...volatileSteps(bounded, gated),
		...paramSteps(bounded),
		...metricSteps(bounded, gated)
	];
	let fitting = bounded;
	let bytes = sizeOf$1(bounded);
	const dropped = {
		params: 0,
		series: 0
	};
	for (const step of steps) {
		if (bytes <= MOST_BYTES$1) break;
		fitting = step.without(fitting);
		bytes -= step.bytes;
		dropped[step.of]++;
	}
	return {
		...fitting,
		findings: [...fitting.findings, ...dropFindings(dropped)]
	};
}
function isGated(name, expected) {
	return expected.length === 0 ? DEFAULT_METRIC.test(name) : expected.includes(name);
}
function volatileSteps(draft, gated) {
	return draft.series.filter((one) => isVolatile(one.name) && !gated.includes(one)).map(withoutSeries);
}
function metricSteps(draft, gated) {
	return draft.series.filter((one) => !isVolatile(one.name) && !gated.includes(one)).toSorted((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1)).map(withoutSeries);
}
function withoutSeries(one) {
	return {
		of: "series",
		bytes: sizeOf$1(one) + 1,
		without: (draft) => ({
			...draft,
			series: draft.series.filter(({ name }) => name !== one.name)
		})
	};
}
function paramSteps(draft) {
	return Object.entries(draft.config.params).map(([file, values]) => ({
		file,
		bytes: sizeOf$1(file) + sizeOf$1(values)
	})).toSorted((a, b) => b.bytes - a.bytes || (a.file < b.file ? -1 : 1)).map(({ file, bytes }) => ({
		of: "params",
		bytes,
		without: (from) => withoutParams(from, file)
	}));
}
function withoutParams(draft, file) {
	const params = Object.fromEntries(Object.entries(draft.config.params).filter(([name]) => name !== file));
	return {
		...draft,
		config: {
			...draft.config,
			params
		},
		facts: {
			...draft.facts,
			config: {
				state: "unknown",
				source: "launcher"
			}
		}
	};
}
function dropFindings({ params, series }) {
	const says = (path, why) => ({
		kind: "source-unreadable",
		path,
		why
	});
	return [...series === 0 ? [] : [says("metrics", `${series} metrics that are not gated do not fit into a record of 64 KiB: name those that count under \`metrics:\``)], ...params === 0 ? [] : [says("params", `${params} parameter files do not fit into a record of 64 KiB: name shorter ones under \`params:\``)]];
}
function sizeOf$1(value) {
	return Buffer.byteLength(JSON.stringify(value));
}

// src/retrain/harvest/weights.ts
const MOST_BYTES = 2e11;
async function harvestWeights(tree, model, signal) {
	const { paths, empty } = matchAll(model.weights, tree.written);
	const missing = empty.map((path) => unread(path, "`weights:` names it, and this run wrote no such file"));
	const none = {
		paths,
		weights: void 0,
		manifest: void 0
	};
	if (paths.length === 0 || missing.length > 0) return {
		...none,
		findings: missing
	};
	const size = paths.reduce((sum, path) => sum + sizeOf(join(tree.root, path)), 0);
	if (size > MOST_BYTES) {
		const why = `the declared weights have ${size} bytes, more than ${MOST_BYTES}: they were not digested`;
		return {
			...none,
			findings: [unread(paths[0] ?? ".", why)]
		};
	}
	try {
		const digests = [...await digestFiles(tree.root, paths, signal && { signal })];
		const manifest = manifestOf("weights", digests.map(([path, { value }]) => [path, value.replace(/^x /, "")]));
		const bytes = digests.reduce((sum, [, file]) => sum + file.bytes, 0);
		return {
			paths,
			weights: {
				digest: manifestDigest(manifest),
				files: paths.length,
				bytes
			},
			manifest,
			findings: []
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return {
			...none,
			findings: [unread(error.place?.file ?? paths[0] ?? ".", error.message)]
		};
	}
}
function sizeOf(file) {
	return lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
function unread(path, why) {
	return {
		kind: "source-unreadable",
		path,
		why
	};
}

// src/retrain/harvest/harvest.ts
async function harvest(outcome, context) {
	const gathered = await gather(outcome, context);
	const shelf = makeShelf();
	const draft = draftOf(outcome, context, gathered, shelf);
	return {
		record: seal(fit(draft, Object.keys(context.model.expect))),
		attachments: shelf.contents()
	};
}
async function gather(outcome, { model, checkout, signal }) {
	const tree = scanTree(outcome);
	const isWhole = outcome.window === void 0;
	const weights = isWhole ? await harvestWeights(tree, model, signal) : NO_WEIGHTS;
	const metrics = isWhole ? harvestMetrics(tree, model, weights.paths) : NO_METRICS;
	const pins = harvestPins(tree, model);
	const python = harvestPython(outcome, checkout, pins);
	return {
		tree,
		weights,
		metrics,
		params: harvestParams(tree, model, python.opened),
		pins,
		python,
		traces: harvestTraces(outcome)
	};
}
const NO_WEIGHTS = {
	paths: [],
	weights: void 0,
	manifest: void 0,
	findings: []
};
const NO_METRICS = {
	series: [],
	findings: []
};
function draftOf(outcome, context, gathered, shelf) {
	const { model, key, hardware, parents = [] } = context;
	const { weights, metrics, params, pins, python, traces } = gathered;
	if (metrics.series.length > 0) shelf.put("series", encodeSeries(metrics.series));
	if (weights.manifest !== void 0) shelf.putManifest(weights.manifest);
	if (python.packages !== void 0) shelf.putManifest(python.packages);
	for (const attachment of traces.attachments) shelf.put("trace", attachment);
	const code = codeOf(outcome, context, python.sources, shelf);
	const data = outcome.data.map((set) => dataSet(set, shelf));
	const run = runOf(outcome, shelf);
	const { seed, fact } = seedOf(outcome, python, homedir());
	const known = {
		environment: python.fact,
		config: params.findings.length === 0,
		seed: fact
	};
	return {
		schema: "reprise/record/v1",
		model: model.name,
		key: {
			accelerator: key.accelerator,
			...key.count === void 0 ? {} : { count: key.count }
		},
		input: digestInputs(outcome, model, code.manifest, pins),
		code,
		config: configOf(outcome, model, params.params, seed),
		data,
		environment: python.environment,
		hardware,
		run,
		series: metrics.series.map(summarise),
		...weights.weights === void 0 ? {} : { weights: weights.weights },
		...traces.evidence === void 0 ? {} : { trace: traces.evidence },
		...traces.summary === void 0 ? {} : { traced: traces.summary },
		attachments: shelf.list(),
		parents: [...parents],
		findings: findingsOf(outcome, context, gathered),
		facts: factsOf(outcome, context, known)
	};
}
function findingsOf(outcome, context, gathered) {
	const { tree, weights, metrics, params, pins, python, traces } = gathered;
	return [
		...context.findings ?? [],
		...runFindings(outcome),
		...withoutEcho(python.findings, traces.findings),
		...traces.findings,
		...tree.findings,
		...weights.findings,
		...metrics.findings,
		...params.findings,
		...pinMismatches(tree, Object.keys(pins), python.packages)
	];
}
function withoutEcho(told, traced) {
	return traced.some(({ kind }) => kind === "trace-disabled") ? told.filter(({ kind }) => kind !== "trace-disabled") : told;
}

// src/retrain/environment.ts
const PASSED = [
	[/^(LANG|LANGUAGE|LC_[A-Z]+)$/, "how texts are decoded and numbers written"],
	[/^TZ$/, "how times are read"],
	[/^PYTHONHASHSEED$/, "orders sets: a factor, left as it is"],
	[/^(CUDA|CUBLAS|CUDNN|NVIDIA|NCCL)_[A-Z0-9_]+$/, "which devices are seen, and how they compute"],
	[/^(HIP|ROCR|HSA|MIOPEN|ROCM|ZE|ONEAPI)_[A-Z0-9_]+$/, "the same for other accelerators"],
	[/^(OMP|MKL|OPENBLAS|BLIS|NUMEXPR|VECLIB|KMP|GOMP|GOTO)_[A-Z0-9_]+$/, "threads change the order of sums"],
	[/^(PYTORCH|TORCH|TORCHINDUCTOR|XLA|JAX)_[A-Z0-9_]+$/, "flags of frameworks, and where they keep models"],
	[/^TF_(DETERMINISTIC_OPS|CUDNN_DETERMINISTIC|CPP_MIN_LOG_LEVEL|ENABLE_ONEDNN_OPTS|XLA_FLAGS|FORCE_GPU_ALLOW_GROWTH|GPU_ALLOCATOR)$/, "the same; named one by one, for TF_ is also Terraform’s"],
	[/^(HF_HOME|HF_HUB_CACHE|HF_DATASETS_CACHE|HF_HUB_OFFLINE|HF_DATASETS_OFFLINE|TRANSFORMERS_OFFLINE|TOKENIZERS_PARALLELISM)$/, "where models and data sets lie"],
	[/^(XDG_CACHE_HOME|PIP_CACHE_DIR)$/, "where caches lie"],
	[/^(CONDA_PREFIX|CONDA_DEFAULT_ENV|VIRTUAL_ENV)$/, "the environment in force"],
	[/^LD_LIBRARY_PATH$/, "where the interpreter and CUDA find their libraries"]
];
const PASSED_FOR_NETWORK = [
	/^(https?|all|no|ftp)_proxy$/i,
	/^(SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|PIP_CERT)$/,
	/^(PIP_INDEX_URL|PIP_EXTRA_INDEX_URL|PIP_TRUSTED_HOST|UV_INDEX_URL|UV_DEFAULT_INDEX|UV_INDEX|HF_ENDPOINT)$/
];
const SECRET_NAME = /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE/;
const SECRET_VALUE = /:\/\/[^/\s]*@/;
const REFUSED = /^(GITHUB|ACTIONS|RUNNER|INPUT|REPRISE)_/;
function declaredEnvironment(env, caller) {
	const set = {};
	for (const [name, value] of Object.entries(env)) {
		const given = value ?? caller[name];
		if (given !== void 0) set[name] = given;
	}
	return {
		set,
		refused: Object.keys(env).filter((name) => REFUSED.test(name))
	};
}
function recordedEnvironment(env, caller) {
	const { set } = declaredEnvironment(env, caller);
	return Object.fromEntries(Object.entries(set).map(([name, value]) => [name, env[name] === null ? fingerprint(value) : value]));
}
function fingerprint(value) {
	return `passed through, ${sha256(value).slice(0, 19)}`;
}
function trainingEnvironment(facts) {
	const { declared, probe } = facts;
	const pythonPath = [probe, declared["PYTHONPATH"]].filter((part) => part !== void 0 && part !== "");
	return {
		...facts.defaults,
		...passed(facts.caller, facts.network),
		USER: "reprise",
		LOGNAME: "reprise",
		SHELL: "/bin/sh",
		TERM: "dumb",
		PYTHONUNBUFFERED: "1",
		PYTHONDONTWRITEBYTECODE: "1",
		HOME: facts.home,
		PATH: facts.path.join(":"),
		...facts.more,
		...declared,
		...pythonPath.length > 0 && { PYTHONPATH: pythonPath.join(":") },
		...facts.output !== void 0 && { REPRISE_OUT: facts.output },
		...facts.told
	};
}
function passed(caller, network) {
	const result = {};
	for (const [name, value] of Object.entries(caller)) {
		const listed = PASSED.some(([pattern]) => pattern.test(name)) || network === "on" && PASSED_FOR_NETWORK.some((pattern) => pattern.test(name));
		if (value !== void 0 && listed && !SECRET_NAME.test(name) && !SECRET_VALUE.test(value)) result[name] = value;
	}
	return result;
}

// src/retrain/descriptors.ts
const CLOSE_ON_EXEC = 524288;
function inheritedDescriptors() {
	try {
		return readdirSync("/proc/self/fdinfo").map(Number).filter((fd) => fd > 2 && isInherited(fd));
	} catch {
		return [];
	}
}
function isInherited(fd) {
	try {
		const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"))?.[1];
		return flags !== void 0 && (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
	} catch {
		return false;
	}
}
function covering(wanted, inherited, devNull) {
	const length = Math.max(wanted.length, ...inherited.map((fd) => fd + 1));
	return Array.from({ length }, (_, fd) => wanted[fd] ?? (inherited.includes(fd) ? devNull : "ignore"));
}
async function makePipes(folder, count) {
	const paths = Array.from({ length: count }, (_, index) => join(folder, `pipe-${index}`));
	await promisify(execFile)(findOwnProgram("mkfifo") ?? "/usr/bin/mkfifo", [
		"-m",
		"600",
		...paths
	], { env: {} });
	return paths.map((path) => {
		const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		const writer = openSync(path, constants.O_WRONLY);
		unlinkSync(path);
		return {
			reader: new Socket({
				fd: reader,
				readable: true,
				writable: false
			}),
			writer
		};
	});
}
function closeAll(descriptors) {
	for (const fd of descriptors) closeSync(fd);
}

// src/retrain/processes.ts
const GRACE_MS = 1e3;
const PAUSE_MS = 50;
const PATIENCE_MS$1 = 1e4;
function tracedProcesses(traces) {
	if (!existsSync("/proc/self/environ")) return [];
	return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => pid !== process.pid && (startOf(pid) ?? 0) >= traces.since && (carries(pid, traces.mark) || isIn(pid, traces.folder)));
}
function carries(pid, mark) {
	try {
		return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(mark);
	} catch {
		return false;
	}
}
function isIn(pid, folder) {
	const isBelow = (link) => readLink(link).startsWith(`${folder}/`);
	try {
		const open = `/proc/${pid}/fd`;
		return isBelow(`/proc/${pid}/cwd`) || readdirSync(open).some((fd) => isBelow(`${open}/${fd}`));
	} catch {
		return false;
	}
}
function readLink(path) {
	try {
		return readlinkSync(path);
	} catch {
		return "";
	}
}
async function countLeft(traces) {
	const until = performance.now() + GRACE_MS;
	let left = tracedProcesses(traces);
	while (left.length > 0 && performance.now() < until) {
		await setTimeout(PAUSE_MS);
		left = tracedProcesses(traces);
	}
	return left.length;
}
async function killTraced(group, traces) {
	killQuietly(-group);
	const until = performance.now() + PATIENCE_MS$1;
	for (let left = tracedProcesses(traces); left.length > 0 && performance.now() < until; left = tracedProcesses(traces)) {
		for (const pid of left) killQuietly(pid);
		await setTimeout(PAUSE_MS);
	}
}
async function killNamespace(first) {
	killQuietly(first);
	const until = performance.now() + PATIENCE_MS$1;
	while (isRunning(first) && performance.now() < until) await setTimeout(PAUSE_MS / 10);
}
function isRunning(pid) {
	const state = statusOf(pid)?.[0];
	return state !== void 0 && state !== "Z" && state !== "X";
}
function statusOf(pid) {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, "utf8");
		return text.slice(text.lastIndexOf(")") + 2).split(" ");
	} catch {
		return;
	}
}
function startOf(pid) {
	const ticks = Number(statusOf(pid)?.[19]);
	return Number.isFinite(ticks) ? ticks : void 0;
}
function killQuietly(pid) {
	try {
		process.kill(pid, "SIGKILL");
	} catch {}
}
function signalOf(code) {
	return Object.entries(constants$1.signals).find(([, number]) => number === code - 128)?.[0];
}

// src/retrain/exit.ts
function exitOf({ ended, code, signal }) {
	if (ended !== void 0) return {
		how: ended,
		signal: "SIGKILL"
	};
	const by = signal ?? (code === null ? void 0 : signalOf(code));
	return {
		how: code === 0 ? "finished" : by === "SIGKILL" ? "killed" : "crashed",
		...code !== null && { code },
		...by !== void 0 && { signal: by }
	};
}
function sandboxFailed(said) {
	return new UserError("sandbox-failed", `the training could not be started in its sandbox: ${said.trim()}`, "Run `reprise doctor` on this machine; `--isolation 2` runs without the sandbox.");
}

// src/retrain/watch.ts
const CHECK_MS = 100;
const TICK_MS = 1e3;
const COUNT_MS = 3e3;
const DRAIN_MS = 5e3;
async function watch(running, [out, err], logs, limits) {
	const begin = performance.now();
	const secondsSince = (time) => (performance.now() - time) / 1e3;
	let lastOutput = begin;
	let ended;
	let killed;
	const heard = () => void (lastOutput = performance.now());
	const streams = [record(out, logs.stdout, limits.onLine, heard), record(err, logs.stderr, limits.onLine, heard)];
	const kill = () => void (killed ??= running.kill());
	const check = setInterval(() => {
		if (limits.signal?.aborted === true) kill();
		else if (secondsSince(begin) >= limits.timeout) ended ??= "timeout";
		else if (secondsSince(lastOutput) >= limits.idle) ended ??= "idle";
		if (ended !== void 0) kill();
	}, CHECK_MS);
	const tick = setInterval(() => limits.onTick(secondsSince(begin)), TICK_MS);
	limits.signal?.addEventListener("abort", kill);
	try {
		const { code, signal } = await exitOfChild(running);
		const seconds = secondsSince(begin);
		clearInterval(check);
		const processesLeft = killed === void 0 ? await countWithin(COUNT_MS, running) : 0;
		kill();
		await killed;
		await Promise.race([Promise.all(streams), setTimeout(DRAIN_MS, void 0, { ref: false })]);
		return {
			ended,
			code,
			signal,
			seconds,
			processesLeft
		};
	} finally {
		clearInterval(check);
		clearInterval(tick);
		limits.signal?.removeEventListener("abort", kill);
		out.destroy();
		err.destroy();
		await Promise.all(streams);
	}
}
async function countWithin(milliseconds, running) {
	const timer = new AbortController();
	const late = setTimeout(milliseconds, 1, { signal: timer.signal }).catch(() => 1);
	try {
		return await Promise.race([running.countLeft(), late]);
	} finally {
		timer.abort();
	}
}
function exitOfChild({ child }) {
	const { promise, resolve, reject } = Promise.withResolvers();
	child.on("exit", (code, signal) => resolve({
		code,
		signal
	}));
	child.on("error", reject);
	return promise;
}
async function record(stream, path, onLine, heard) {
	const log = openLog(path);
	const decoder = new StringDecoder("utf8");
	let rest = "";
	stream.on("data", (chunk) => {
		heard();
		log.write(chunk);
		const lines = (rest + decoder.write(chunk)).split(/[\r\n]/);
		rest = (lines.pop() ?? "").slice(-4096);
		for (const line of lines.filter((text) => text !== "")) onLine(line);
	});
	try {
		await finished(stream, { writable: false });
	} catch {}
	log.close();
}

// src/retrain/launch.ts
function logsIn(folder) {
	return {
		stdout: join(folder, "stdout.log"),
		stderr: join(folder, "stderr.log")
	};
}
const SHELL = existsSync("/bin/bash") ? "/bin/bash" : "/bin/sh";
function failingInPipes(command) {
	return SHELL.endsWith("bash") ? `set -o pipefail\n${command}` : command;
}
async function launch(request) {
	request.signal?.throwIfAborted();
	const logs = logsIn(request.folder);
	const [out, err] = await makePipes(request.folder, 2);
	if (out === void 0 || err === void 0) throw new Error("two pipes were asked for");
	const started = /* @__PURE__ */ new Date();
	const running = startWith(request, [out, err]);
	const watched = await watch(running, [out.reader, err.reader], logs, request);
	request.signal?.throwIfAborted();
	if (running.hasStarted !== void 0 && !await running.hasStarted && watched.ended === void 0) throw sandboxFailed(lastLines(logs.stderr, 3));
	return {
		exit: exitOf(watched),
		started,
		seconds: watched.seconds,
		processesLeft: watched.processesLeft,
		...logs
	};
}
function startWith(request, pipes) {
	const [out, err] = pipes;
	try {
		return start(request, [out.writer, err.writer]);
	} catch (error) {
		for (const { reader } of pipes) reader.destroy();
		throw error;
	} finally {
		closeAll([out.writer, err.writer]);
	}
}
function start(request, outputs) {
	const { isolation, command, environment } = request;
	if (isolation.level === 4) return startInSandbox(isolation.program, request, outputs);
	const shell = [
		SHELL,
		"-c",
		command
	];
	const [program = "", ...args] = isolation.level === 2 ? [
		isolation.program,
		"--no-new-privs",
		...shell
	] : shell;
	const name = "REPRISE_RUN";
	const value = randomBytes(16).toString("hex");
	const child = spawnAlone(program, args, ["ignore", ...outputs], {
		env: {
			...environment,
			[name]: value
		},
		cwd: request.directory
	});
	const traces = {
		mark: `${name}=${value}`,
		folder: dirname(request.folder),
		since: startOf(child.pid) ?? 0
	};
	return {
		child,
		kill: () => killTraced(child.pid, traces),
		countLeft: () => countLeft(traces),
		hasStarted: void 0
	};
}
const WRAPPER = `echo started >&3
"$2" -c "$1" 3>&-
code=$?
for try in 1 2 3 4 5 6 7 8 9 10; do
  left=-2
  for process in /proc/[0-9]*; do left=$((left + 1)); done
  [ "$left" -gt 0 ] || break
  sleep 0.1
done
echo "left $left" >&3
exit "$code"`;
function startInSandbox(program, request, outputs) {
	const { folder, mounts, command, directory, network, environment } = request;
	const sandbox = openSandbox(folder, mounts, {
		directory,
		network,
		environment
	}, 5);
	const child = spawnAlone(program, [
		"--info-fd",
		"4",
		...sandbox.arguments,
		"/bin/sh",
		"-c",
		WRAPPER,
		"reprise",
		command,
		SHELL
	], [
		"ignore",
		...outputs,
		"pipe",
		"pipe",
		...sandbox.descriptors
	], { env: {} });
	sandbox.close();
	const said = readUntil(child, 3, /^left .*\n/m);
	const info = readUntil(child, 4, /\}/);
	return {
		child,
		kill: async () => {
			killQuietly(child.pid);
			const first = /"child-pid":\s*(\d+)/.exec(await info)?.[1];
			if (first !== void 0) await killNamespace(Number(first));
			for (const descriptor of [3, 4]) child.stdio[descriptor]?.destroy();
		},
		countLeft: async () => Math.max(0, Number(/^left (-?\d+)$/m.exec(await said)?.[1] ?? 0)),
		hasStarted: said.then((text) => text.startsWith("started"))
	};
}
function spawnAlone(program, args, stdio, options) {
	const devNull = openSync("/dev/null", "r+");
	try {
		const child = spawn(program, args, {
			...options,
			stdio: covering(stdio, inheritedDescriptors(), devNull),
			detached: true
		});
		child.on("error", () => void 0);
		if (child.pid === void 0) throw sandboxFailed(`${program} could not be started`);
		return child;
	} finally {
		closeSync(devNull);
	}
}
const MOST_SAID = 4096;
function readUntil(child, descriptor, last) {
	const stream = child.stdio[descriptor];
	const { promise, resolve } = Promise.withResolvers();
	let text = "";
	const end = () => resolve(text);
	stream?.on("data", (part) => {
		text = (text + part.toString()).slice(0, MOST_SAID);
		if (text.length === MOST_SAID || last.test(text)) end();
	});
	stream?.on("error", end);
	stream?.on("close", end);
	return promise;
}

// src/retrain/left-out.ts
const QUOTED = /'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`/g;
const WORD$1 = /[^\s'"`,;()[\]{}<>]+/g;
const MODULE = /No module named '([\w.]+)'/g;
const NAME_OF_PACKAGE = /cannot import name '(\w+)' from '([\w.]+)'/g;
const FRAME = /^[ \t]*File ".*", line \d/;
const LONGEST_LINE$1 = 2e3;
function leftOut(stderrTail, ignored, place) {
	const text = messagesIn(stderrTail);
	const named = new Set(pathsIn(text).flatMap((path) => relative$1(path, place)));
	const modules = modulesIn(text);
	return ignored.filter((path) => named.has(path) || isUnder(path, named) || modules.some((name) => isModule(path, name))).slice(0, MOST);
}
function foldersNamed(stderrTail, place) {
	const folders = pathsIn(messagesIn(stderrTail)).flatMap((path) => relative$1(path, place)).flatMap((path) => path.includes("/") ? [path.slice(0, path.lastIndexOf("/"))] : []);
	return [...new Set(folders)].slice(-MOST);
}
function messagesIn(stderrTail) {
	return stderrTail.split(/[\r\n]+/).map((line) => line.slice(0, LONGEST_LINE$1)).filter((line) => !FRAME.test(line)).join("\n");
}
const MOST = 5;
function pathsIn(text) {
	const quoted = [...text.matchAll(QUOTED)].map(([, a, b, c]) => a ?? b ?? c ?? "");
	const words = [...text.matchAll(WORD$1)].map(([word]) => word.replace(/(?<![.:])[.:]+$/, "")).filter((word) => /[./]/.test(word));
	return [...quoted, ...words];
}
function relative$1(path, { directory, seenAs }) {
	const isAbsolute = path.startsWith("/");
	if (isAbsolute && !path.startsWith(`${seenAs}/`)) return [];
	const named = normal(isAbsolute ? path.slice(seenAs.length + 1) : `${directory}/${path}`);
	return `${normal(directory)}/`.startsWith(`${named}/`) || named === "" ? [] : [named];
}
function normal(path) {
	const parts = [];
	for (const part of path.split("/")) if (part === "..") parts.pop();
	else if (part !== "" && part !== ".") parts.push(part);
	return parts.join("/");
}
function isUnder(path, named) {
	const parts = path.split("/");
	return parts.some((_, index) => index > 0 && named.has(parts.slice(0, index).join("/")));
}
function modulesIn(text) {
	const missing = [...text.matchAll(MODULE)].map(([, name = ""]) => name);
	const within = [...text.matchAll(NAME_OF_PACKAGE)].map(([, name, from]) => `${from}.${name}`);
	return [.../* @__PURE__ */ new Set([...missing, ...within])].slice(-5);
}
function isModule(path, name) {
	const stem = name.replaceAll(".", "/");
	return [`${stem}.py`, `${stem}/__init__.py`].some((file) => path === file || path.endsWith(`/${file}`));
}

// src/retrain/left-out-files.ts
const LINES = 200;
function ignoredFiles({ workplace, before, data }) {
	const { checkout, known, readable } = workplace;
	const seen = /* @__PURE__ */ new Set([...known, ...before.keys()]);
	const bound = [...readable.map(({ path }) => path), ...data.flatMap(({ roots }) => roots)].map((path) => resolve(checkout.real, path)).filter((path) => isWithin(path, checkout.real)).map((path) => relative(checkout.real, path));
	return filesBelow(checkout.real).filter((path) => !seen.has(path) && !path.startsWith(".reprise/") && !bound.some((root) => path === root || path.startsWith(`${root}/`)));
}
function findLeftOut(template, stderr, place) {
	const tail = lastLines(stderr, LINES);
	if (tail === "") return [];
	const files = leftOut(tail, ignoredFiles(template), place);
	return files.length > 0 ? files : missingFolders(template, tail, place);
}
function missingFolders({ workplace, before }, tail, place) {
	const placed = [...before.keys()];
	return foldersNamed(tail, place).filter((folder) => !placed.some((path) => path.startsWith(`${folder}/`))).filter((folder) => lstatSync(join(workplace.checkout.real, folder), { throwIfNoEntry: false })?.isDirectory() === true).map((folder) => `${folder}/`);
}

// src/retrain/shown.ts
const SYSTEM$1 = [
	"/proc",
	"/sys",
	"/dev",
	"/run",
	"/var/run",
	"/etc",
	"/boot"
];
const SHARED = [
	"/tmp",
	"/var/tmp",
	"/home"
];
const OURS = /(^|\/)\.(git|reprise)(\/|$)/;
function whyHidden(real, limits) {
	const { checkout, home, hidden, tools } = limits;
	const system = SYSTEM$1.find((folder) => isWithin(real, folder));
	if (system !== void 0) return `${system} belongs to the system`;
	const covered = [
		...SYSTEM$1,
		...SHARED,
		checkout,
		...hidden,
		...home === "/" ? [] : [home]
	].find((folder) => isWithin(folder, real));
	if (covered !== void 0) return `it covers ${covered}`;
	if (isWithin(real, checkout)) return isOurs(relative(checkout, real)) ? "it belongs to git or to Reprise, not to the data" : void 0;
	const runner = hidden.find((folder) => isWithin(real, folder));
	if (runner !== void 0 && !tools.some((folder) => isWithin(real, folder))) return `it lies in the runner's folder ${runner}`;
	const stats = statSync(real);
	return stats.isFile() || stats.isDirectory() ? void 0 : "it is neither a file nor a folder";
}
function isOurs(path) {
	return OURS.test(path);
}
const STORED = /\/[0-9a-f]{2}\/[0-9a-f]{30}(\.dir)?$|\/annex\/objects\/(.+\/)?[A-Z0-9_]+-s\d+-[^/]*-[^/]+$|\/(models|datasets)--[^/]+\/blobs\/[0-9a-f]{40,64}$/;
function isStored(real) {
	return STORED.test(real);
}
function toCover(folder) {
	if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (isOurs(entry.name) || entry.isSocket()) return [path];
		return entry.isDirectory() ? toCover(path) : [];
	});
}

// src/retrain/data-limits.ts
function allowData(found, bring, named, facts) {
	const check = (rule, path, real) => {
		const why = whyRefused(real, named, facts);
		if (why !== void 0) throw refused(rule, path === real ? why : `${path} leads to ${real}; ${why}`);
	};
	for (const path of bring) {
		const rule = {
			path,
			mode: "bind"
		};
		const file = join(facts.checkout, path);
		check(rule, file, realOf(rule, file));
		if (statSync(file).isDirectory()) throw refused(rule, "it is a link to a folder");
	}
	return found.map((source) => {
		if (source.from === "outside") for (const root of source.roots) check(source.rule, root, realOf(source.rule, root));
		const links = source.rule.mode === "bind" ? linksOf(source, facts) : [];
		for (const { link, target } of links) check(source.rule, link, target);
		return {
			...source,
			targets: [...new Set(links.map(({ target }) => target))]
		};
	});
}
function realOf(rule, path) {
	const real = locate(path)?.real;
	if (real === void 0) throw refused(rule, `${path} is a link to nothing`);
	return real;
}
function whyRefused(real, named, { checkout, limits }) {
	const stored = isStored(real) && statSync(real).isFile();
	if (stored && isWithin(real, checkout)) return void 0;
	const why = whyHidden(real, limits);
	if (why !== void 0 || stored || isWithin(real, checkout)) return why;
	return named.some((folder) => isWithin(real, folder)) ? void 0 : `${real} is named nowhere in \`data:\``;
}
function linksOf({ from, roots }, facts) {
	const { checkout, tree } = facts;
	const at = from === "outside" ? "/" : tree;
	return roots.flatMap((root) => {
		const host = from === "outside" ? realpathSync(root) : join(tree, root);
		return filesOf(host).flatMap((file) => {
			if (!lstatSync(file).isSymbolicLink()) return [];
			const link = from === "outside" ? file : join(checkout, relative(at, file));
			const target = locate(resolve(dirname(link), readlinkSync(file)))?.real;
			if (target === void 0 || statSync(target).isDirectory()) return [];
			return isWithin(target, host) || isWithin(target, checkout) && existsSync(join(tree, relative(checkout, target))) ? [] : [{
				link,
				target
			}];
		});
	});
}
function filesOf(host) {
	if (locate(dirname(host))?.real !== dirname(host)) return [];
	const stats = lstatSync(host, { throwIfNoEntry: false });
	if (stats === void 0) return [];
	return stats.isDirectory() ? filesBelow(host).map((path) => join(host, path)) : [host];
}
function refused(rule, why) {
	return new UserError("data-refused", `data: ${rule.path} is not shown to a training: ${why}`, "Name the folder of the data itself, also where a link leads to it.");
}

// src/retrain/data.ts
const MOST_ROOTS = 2e3;
function findData(rules, facts) {
	const found = rules.map((rule) => findOne(rule, facts));
	for (const { source } of found) if (source.roots.length > MOST_ROOTS) throw new UserError("data-many", `data: ${source.rule.path} names ${source.roots.length} files`, "Name the folder that holds them.");
	const bring = found.flatMap((one) => one.bring);
	return {
		sources: allowData(found.map(({ source }) => source), bring, named(rules, facts), facts),
		bring
	};
}
function named(rules, facts) {
	return rules.flatMap((rule) => {
		const { start } = readRule(rule, facts);
		return isWithin(start, facts.checkout) && locate(dirname(start))?.real === dirname(start) && ![...facts.known, ...facts.placed].includes(relative(facts.checkout, start)) || !isWithin(start, facts.checkout) ? locate(start)?.real ?? [] : [];
	});
}
function readRule(rule, facts) {
	const pattern = rule.path.replace(/^~(?=\/|$)/, facts.home).replace(/\/\*\*(\/\*)?$/, "").replace(/(.)\/+$/, "$1");
	const { base, isGlob } = import_picomatch.default.scan(pattern);
	const start = resolve(facts.checkout, isGlob ? base : pattern);
	return {
		whole: resolve(facts.checkout, pattern),
		start,
		isGlob
	};
}
function findOne(rule, facts) {
	const { whole, start, isGlob } = readRule(rule, facts);
	const real = isGlob && isWithin(start, facts.checkout) ? void 0 : locate(start)?.real;
	const why = real === void 0 ? void 0 : whyHidden(real, facts.limits);
	if (why !== void 0) throw refused(rule, why);
	if (isWithin(start, facts.checkout) && isOurs(relative(facts.checkout, whole))) throw refused(rule, "it belongs to git or to Reprise, not to the data");
	if (isWithin(start, facts.checkout)) return findInCheckout(rule, relative(facts.checkout, whole), isGlob, facts);
	const roots = isGlob ? matchesBelow(start, whole) : existsSync(start) ? [start] : [];
	if (roots.length === 0) throw missing(rule, facts);
	return {
		source: {
			rule,
			from: "outside",
			roots
		},
		bring: []
	};
}
function matchesBelow(start, pattern) {
	if (!existsSync(start)) return [];
	const matches = (0, import_picomatch.default)(pattern, { dot: true });
	return filesBelow(start).map((path) => join(start, path)).filter((path) => matches(path));
}
function findInCheckout(rule, pattern, isGlob, facts) {
	const matches = isGlob ? (0, import_picomatch.default)(pattern, { dot: true }) : isBelow(pattern);
	const placed = facts.placed.filter((path) => matches(path));
	const ignored = ignoredBelow(isGlob ? import_picomatch.default.scan(pattern).base : pattern, facts).filter((path) => matches(path));
	const roots = isGlob ? [...placed, ...ignored] : [pattern];
	if (placed.length > 0) {
		const target = isGlob ? void 0 : targetOutside(pattern, facts);
		if (target !== void 0) return {
			source: {
				rule,
				from: "outside",
				roots: [target]
			},
			bring: []
		};
		return {
			source: {
				rule,
				from: "tree",
				roots
			},
			bring: ignored
		};
	}
	if (ignored.length > 0) return {
		source: {
			rule,
			from: "outside",
			roots: roots.map((path) => join(facts.checkout, path))
		},
		bring: []
	};
	if (!facts.hasSetup || isGlob) throw missing(rule, facts);
	return {
		source: {
			rule,
			from: "setup",
			roots: [pattern]
		},
		bring: []
	};
}
function isBelow(folder) {
	return (path) => path === folder || path.startsWith(`${folder}/`);
}
function ignoredBelow(path, { checkout, known, placed }) {
	const stats = lstatSync(join(checkout, path), { throwIfNoEntry: false });
	if (stats === void 0) return [];
	const others = /* @__PURE__ */ new Set([...known, ...placed]);
	return (stats.isDirectory() ? filesBelow(checkout, path === "." ? "" : path) : [path]).filter((file) => !others.has(file) && !isOurs(file));
}
function targetOutside(path, { tree, checkout }) {
	if (lstatSync(join(tree, path), { throwIfNoEntry: false })?.isSymbolicLink() !== true) return void 0;
	const target = resolve(dirname(join(checkout, path)), readlinkSync(join(tree, path)));
	return isWithin(target, checkout) || !existsSync(target) ? void 0 : target;
}
function missing(rule, { hasSetup }) {
	return new UserError("data-missing", `data: ${rule.path} is not there${hasSetup ? ", and `setup` did not make it" : ""}`, "Fetch the data first, or correct the path; a file that `ignore:`, `metrics:` or `weights:` names is no data.");
}
function nameOfFile(path, { checkout, home }) {
	if (isWithin(path, checkout)) return relative(checkout, path);
	return isWithin(path, home) && home !== "/" ? `~/${relative(home, path)}` : path;
}

// src/retrain/placed-data.ts
async function placeData(sources, place, signal) {
	const placed = [];
	for (const [index, source] of sources.entries()) {
		const roots = [];
		for (const [number, root] of source.roots.entries()) roots.push(await placeRoot(source, root, join(place.copies, `${index}-${number}`), place, signal));
		placed.push({
			source,
			roots
		});
	}
	return placed;
}
function unplacedData(sources, { checkout, callerHome: home, tree }) {
	return sources.map((source) => ({
		source,
		roots: source.roots.map((root) => source.from === "outside" ? {
			host: realpathSync(root),
			seenAs: root,
			name: nameOfFile(root, {
				checkout,
				home
			})
		} : {
			host: join(tree, root),
			seenAs: join(checkout, root),
			name: root
		})
	}));
}
async function placeRoot(source, root, copy, place, signal) {
	const { level, checkout, callerHome: home, tree } = place;
	if (source.from !== "outside") return {
		host: join(tree, root),
		seenAs: join(checkout, root),
		name: root
	};
	const name = nameOfFile(root, {
		checkout,
		home
	});
	const real = realpathSync(root);
	const inTree = isWithin(root, checkout) ? join(tree, relative(checkout, root)) : void 0;
	if (level === 4 && source.rule.mode === "bind") return {
		host: real,
		seenAs: root,
		name
	};
	if (level === 4) {
		mkdirSync(dirname(copy), { recursive: true });
		await copyTree(real, copy, signal);
		return {
			host: copy,
			seenAs: root,
			name
		};
	}
	if (inTree === void 0) return {
		host: real,
		seenAs: root,
		name
	};
	mkdirSync(dirname(inTree), { recursive: true });
	if (source.rule.mode === "bind") symlinkSync(real, inTree);
	else await copyTree(real, inTree, signal);
	return {
		host: source.rule.mode === "bind" ? real : inTree,
		seenAs: inTree,
		name
	};
}
function dataMounts(placed, checkout) {
	return placed.flatMap(({ source, roots }) => {
		const kind = source.rule.mode === "bind" ? "ro" : "rw";
		if (kind === "rw" && source.from !== "outside") return [];
		return [...roots.filter(({ host }) => locate(host)?.real === host).flatMap(({ host, seenAs }) => aliases(seenAs, checkout).flatMap((to) => [{
			kind,
			from: host,
			to
		}, ...toCover(host).map((path) => blank(path, join(to, relative(host, path))))])), ...source.targets.map((path) => ({
			kind: "ro",
			from: path,
			to: path
		}))];
	});
}
function aliases(path, { path: spelt, real }) {
	const other = isWithin(path, real) ? join(spelt, relative(real, path)) : path;
	return [.../* @__PURE__ */ new Set([path, other])];
}
async function digestData({ source, roots }, cache, signal) {
	const follow = source.from === "outside" && source.rule.mode === "bind";
	const named = roots.flatMap(({ host, name }) => filesOf(host).map((file) => [file, file === host ? name : `${name}/${relative(host, file)}`]));
	const digests = await digestFiles("/", named.map(([file]) => file), {
		cache,
		follow,
		...signal && { signal }
	});
	const entries = named.map(([file, name]) => [name, digests.get(file)?.value ?? ""]);
	const bytes = [...digests.values()].reduce((sum, file) => sum + file.bytes, 0);
	return {
		manifest: manifestOf("data", entries),
		bytes
	};
}
function runData({ source: { rule } }, before, after) {
	const changed = diffManifests(before.manifest, after.manifest).length > 0;
	return {
		name: rule.path,
		mode: rule.mode,
		manifest: before.manifest,
		after: changed ? after.manifest : void 0,
		files: before.manifest.entries.length,
		bytes: before.bytes
	};
}
function requireData({ source }, { manifest }, hasSetup) {
	if (manifest.entries.length === 0) throw missing(source.rule, { hasSetup });
}
function takeDataAway(placed, { checkout, tree, copies }, mountPoints) {
	const foreign = placed.filter(({ source }) => source.from === "outside").flatMap(({ roots }) => roots);
	for (const [index, { seenAs }] of foreign.entries()) {
		const stats = lstatSync(seenAs, { throwIfNoEntry: false });
		if (!isInPlace(seenAs, tree) || stats === void 0) continue;
		if (stats.isSymbolicLink()) rmSync(seenAs);
		else renameSync(seenAs, join(copies, `from-tree-${index}`));
	}
	const mounted = [...foreign.map(({ seenAs }) => seenAs), ...placed.flatMap(({ source }) => source.targets)].filter((path) => isWithin(path, checkout));
	for (const path of [...mounted.map((one) => relative(checkout, one)), ...mountPoints]) if (isInPlace(join(tree, path), tree)) removeIfEmpty(join(tree, path));
}
function isInPlace(path, tree) {
	const folder = dirname(path);
	return isWithin(folder, tree) && locate(folder)?.real === folder;
}
function removeIfEmpty(path) {
	const stats = lstatSync(path, { throwIfNoEntry: false });
	if (stats?.isDirectory() === true && readdirSync(path).length === 0) rmdirSync(path);
	if (stats?.isFile() === true && stats.size === 0) rmSync(path);
}

// src/retrain/probe-variables.ts
function probeVariables({ seed, deterministic }, request) {
	return {
		REPRISE_TRACE: scheduleOf(request.trace ?? "standard"),
		...seed.how === "auto" && { REPRISE_SEED_INDEX: String(request.seed) },
		...deterministic && { REPRISE_DETERMINISTIC: "1" },
		...request.twin === true && { REPRISE_TWIN: "1" }
	};
}
function scheduleOf(trace) {
	return isWindow(trace) ? `window:${trace.from}-${trace.to}` : trace;
}
function isWindow(trace) {
	return typeof trace === "object";
}
const REPEATABLE = {
	PYTHONHASHSEED: "0",
	CUBLAS_WORKSPACE_CONFIG: ":4096:8"
};

// src/retrain/progress.ts
const LONGEST_LINE = 200;
const COUNTERS = [
	/\b(?:global[_ ]?)?(?:step|iter(?:ation)?|it|batch)["']?[ \t]*[:=#[]?[ \t]*(\d[\d_,]*)(?:[ \t]*(?:\/|of)[ \t]*(\d[\d_,]*))?/i,
	/\bepoch["']?[ \t]*[:=#[]?[ \t]*(\d[\d_,]*)(?![.\d])(?:[ \t]*(?:\/|of)[ \t]*(\d[\d_,]*))?/i,
	/(\d+)\/(\d+)[ \t]*\[\d+:/
];
const LOSS = /\bloss["']?[ \t]*[:=]?[ \t]*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/i;
function readLine(seen, raw) {
	const line = raw.slice(0, LONGEST_LINE).trim();
	if (line === "") return seen;
	const counter = COUNTERS.map((pattern) => pattern.exec(line)).find((match) => match !== null);
	const loss = LOSS.exec(line)?.[1];
	const step = counter === void 0 ? seen.step : toNumber(counter[1]);
	const total = counter?.[2] === void 0 ? seen.total : toNumber(counter[2]);
	const rewound = seen.rewound === true || (step ?? 0) < (seen.step ?? 0);
	return {
		line,
		...step !== void 0 && { step },
		...total !== void 0 && { total },
		...loss === void 0 ? seen.loss !== void 0 && { loss: seen.loss } : { loss: Number(loss) },
		...rewound && { rewound }
	};
}
function toNumber(digits) {
	return Number((digits ?? "").replace(/[,_]/g, ""));
}
function progressOf({ rewound, ...seen }, phase, seconds) {
	const { step, total } = seen;
	const known = step !== void 0 && total !== void 0 && step > 0 && total >= step && rewound !== true;
	return {
		phase,
		seconds,
		...seen,
		...known && { left: seconds / step * (total - step) }
	};
}

// src/retrain/owner.ts
const FILE = "owner.json";
function own(folder, what) {
	const { pid } = process;
	const owner = {
		pid,
		start: String(startOf(pid) ?? ""),
		space: space(),
		what
	};
	writeFileSync(join(folder, FILE), JSON.stringify(owner), { mode: 384 });
}
function ownerOf(folder) {
	try {
		const owner = JSON.parse(readFileSync(join(folder, FILE), "utf8"));
		return {
			pid: Number(owner["pid"]),
			start: String(owner["start"]).replace(/\D/g, ""),
			space: String(owner["space"]),
			what: String(owner["what"]).slice(0, 200)
		};
	} catch {
		return;
	}
}
function isAlive({ pid, start }) {
	if (!(pid > 0)) return false;
	if (existsSync("/proc/self/stat")) return String(startOf(pid)) === start;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}
function isNear(owner) {
	return owner.space === space();
}
function space() {
	try {
		return readlinkSync("/proc/self/ns/pid");
	} catch {
		return "";
	}
}

// src/retrain/queue.ts
const PAUSE = 500;
async function takeTurn(options) {
	if (options.names.length > 0) ensureFolder(options.folder);
	const held = [];
	const release = () => {
		for (const path of held.splice(0)) rmSync(path, {
			recursive: true,
			force: true
		});
	};
	try {
		for (const name of [...options.names].sort()) held.push(await takeOne(name, options));
		return release;
	} catch (error) {
		release();
		throw error;
	}
}
async function takeOne(name, options) {
	const path = join(options.folder, `${name}.lock`);
	for (;;) {
		options.signal?.throwIfAborted();
		if (place(path, options)) return path;
		const owner = readOwner(path);
		if (owner === "released") continue;
		if (isAlive(owner)) {
			options.onWait(`${owner.what} (process ${owner.pid})`);
			await setTimeout(PAUSE, void 0, { ...options.signal && { signal: options.signal } });
		} else setAside(path, owner);
	}
}
function place(path, { folder, what }) {
	const made = mkdtempSync(join(folder, "new-"));
	own(made, what);
	try {
		renameSync(made, path);
		return true;
	} catch {
		rmSync(made, {
			recursive: true,
			force: true
		});
		return false;
	}
}
function setAside(path, owner) {
	try {
		renameSync(path, `${path}.${owner.pid}-${owner.start}.gone`);
	} catch {}
}
function readOwner(path) {
	return ownerOf(path) ?? (existsSync(path) ? {
		pid: 0,
		start: "0",
		space: "",
		what: "nobody"
	} : "released");
}
const KEPT_ASIDE = 36e5;
function ensureFolder(folder) {
	const fault = make(folder) ?? faultOf(lstatSync(folder));
	if (fault !== void 0) throw new UserError("queue-folder", `${folder}, where runs wait for each other, ${fault}`, "Remove it, or set XDG_RUNTIME_DIR to a folder of your own.");
	const now = Date.now();
	for (const name of readdirSync(folder).filter((entry) => /^new-|\.gone$/.test(entry))) {
		const path = join(folder, name);
		if (now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now) > KEPT_ASIDE) rmSync(path, {
			recursive: true,
			force: true
		});
	}
}
function make(folder) {
	try {
		mkdirSync(folder, {
			recursive: true,
			mode: 448
		});
		return;
	} catch (error) {
		return `cannot be made: ${error.message}`;
	}
}
function faultOf(stats) {
	if (!stats.isDirectory()) return "is no folder";
	if (process.getuid !== void 0 && stats.uid !== process.getuid()) return "belongs to another user";
	return (stats.mode & 63) === 0 ? void 0 : "is open to other users (its mode must be 0700)";
}

// src/retrain/caches.ts
function readableCaches(listed, caller, home, limits) {
	const found = (listed?.map((path) => path.replace(/^~(?=\/|$)/, home)) ?? knownCaches(caller, home)).flatMap((path) => locate(path) ?? []);
	for (const { path, real } of listed === void 0 ? [] : found) {
		const why = whyHidden(real, limits);
		if (why !== void 0) throw new UserError("caches-refused", `caches: ${path} is not shown to a training: ${why}`, "Name the folder of the cache itself.");
	}
	return found;
}
function coveredInCaches(listed, caches) {
	return (listed === void 0 ? [] : caches).flatMap(({ path, real }) => toCover(real).flatMap((file) => [.../* @__PURE__ */ new Set([file, join(path, relative(real, file))])].map((to) => blank(file, to))));
}
function knownCaches(caller, home) {
	const cache = caller["XDG_CACHE_HOME"] ?? join(home, ".cache");
	const huggingFace = caller["HF_HOME"] ?? join(cache, "huggingface");
	return [
		caller["HF_HUB_CACHE"] ?? join(huggingFace, "hub"),
		caller["HF_DATASETS_CACHE"] ?? join(huggingFace, "datasets"),
		join(caller["TORCH_HOME"] ?? join(cache, "torch"), "hub"),
		caller["PIP_CACHE_DIR"] ?? join(cache, "pip")
	];
}

// src/retrain/sandbox.ts
function foldersIn(folder) {
	const [tree, home, temporary, output, copies, own] = [
		"tree",
		"home",
		"tmp",
		"out",
		"data",
		"own"
	].map((name) => join(folder, name));
	return {
		tree,
		home,
		temporary,
		output,
		copies,
		own
	};
}
function treeSeenAs({ isolation, checkout }, folders) {
	return isolation.level === 4 ? checkout.real : folders.tree;
}
function environmentSeenAs({ isolation }, folder) {
	return isolation.level === 4 ? INSIDE.environment : folder;
}
function describeLaunch(start) {
	const { workplace, model, folders, command, network } = start;
	return {
		isolation: workplace.isolation,
		command,
		directory: join(treeSeenAs(workplace, folders), model.directory),
		environment: variablesOf(start),
		mounts: workplace.isolation.level === 4 ? mountsOf(start) : [],
		network,
		folder: folders.own
	};
}
function variablesOf(start) {
	const { workplace, folders, environment, probe, told } = start;
	const isSandboxed = workplace.isolation.level === 4;
	const venv = environment === void 0 ? void 0 : environmentSeenAs(workplace, environment.folder);
	return trainingEnvironment({
		caller: workplace.caller,
		declared: {
			...declaredEnvironment(start.model.env, workplace.caller).set,
			...start.variables
		},
		home: isSandboxed ? workplace.home.path : folders.home,
		path: [...venv === void 0 ? [] : [join(venv, "bin")], ...workplace.path],
		network: start.network,
		probe: isSandboxed && probe !== void 0 ? INSIDE.probe : probe,
		output: probe === void 0 ? void 0 : isSandboxed ? INSIDE.output : folders.output,
		told,
		defaults: probe !== void 0 && start.model.deterministic ? REPEATABLE : {},
		more: {
			...venv !== void 0 && { VIRTUAL_ENV: venv },
			...!isSandboxed && {
				TMPDIR: folders.temporary,
				PYTHONUSERBASE: join(workplace.callerHome, ".local")
			}
		}
	});
}
function mountsOf(start) {
	const { workplace, model, folders, environment, probe } = start;
	const more = [
		...writableCaches(workplace),
		...coveredInCaches(model.caches, workplace.caches),
		...coverIn(workplace),
		...start.dataMounts
	];
	if (environment !== void 0) more.push({
		kind: environment.writable ? "rw" : "ro",
		from: environment.folder,
		to: INSIDE.environment
	});
	if (probe !== void 0) more.push({
		kind: "ro",
		from: probe,
		to: INSIDE.probe
	}, {
		kind: "rw",
		from: folders.output,
		to: INSIDE.output
	});
	const mounts = planMounts({
		system: systemMounts(process.getuid?.() === 0, workplace.readable),
		devices: acceleratorDevices(),
		readable: workplace.readable,
		hidden: workplace.limits.hidden,
		home: {
			from: folders.home,
			at: workplace.home
		},
		tree: {
			from: folders.tree,
			at: workplace.checkout
		},
		more
	});
	refuseLinks(mounts, [[workplace.checkout, folders.tree], [workplace.home, folders.home]]);
	return mounts;
}
function refuseLinks(mounts, writable) {
	for (const { to } of mounts) for (const [{ path, real }, host] of writable) {
		const place = [real, path].find((folder) => isWithin(to, folder));
		if (place === void 0 || staysIn(join(host, relative(place, to)), host)) continue;
		throw new UserError("mount-refused", `${to} cannot be shown to the training: a link in its place leads elsewhere`, "Let neither the repository nor `setup` put a link there.");
	}
}
function staysIn(path, folder) {
	const place = locate(path)?.real;
	if (place !== void 0) return isWithin(place, folder);
	return !isLink(path) && staysIn(dirname(path), folder);
}
function isLink(path) {
	try {
		return lstatSync(path).isSymbolicLink();
	} catch {
		return false;
	}
}
function coverIn({ covered, readable }) {
	return covered.flatMap((folder) => locate(folder) ?? []).filter((place) => readable.some(({ real }) => isWithin(place.real, real))).flatMap(({ path, real }) => [.../* @__PURE__ */ new Set([path, real])].map((to) => blank(real, to)));
}
function writableCaches({ caller, home }) {
	return [
		"HF_HOME",
		"TORCH_HOME",
		"XDG_CACHE_HOME"
	].map((name) => caller[name] ?? "").filter((path) => path.startsWith("/") && ![
		home.path,
		"/tmp",
		"/usr",
		"/opt",
		"/etc"
	].some((folder) => isWithin(path, folder))).map((to) => ({
		kind: "tmpfs",
		to
	}));
}
function environmentPlaces({ checkout, readable }) {
	return readable.map(({ path }) => path).filter((path) => path !== checkout.real && isWithin(path, checkout.real)).map((path) => relative(checkout.real, path));
}

// src/retrain/seed.ts
function seededCommand(model, { seed: index, twin }) {
	const rule = model.seed;
	const common = {
		index,
		how: rule.how,
		...twin && { twin }
	};
	if (rule.how === "auto") return {
		seed: common,
		command: model.train,
		environment: {}
	};
	const value = rule.values === void 0 ? index : rule.values[index];
	if (value === void 0) throw new UserError("seed-values", `the run with seed index ${index} of ${model.name} needs a value; \`seed: values\` lists ${rule.values?.length}`, "List more values, or none: then the index itself is the seed.");
	const seed = {
		...common,
		name: rule.name,
		value
	};
	if (rule.how === "env") return {
		seed,
		command: model.train,
		environment: { [rule.name]: String(value) }
	};
	return {
		seed,
		command: `${model.train.trimEnd()} ${rule.name} ${value}`,
		environment: {}
	};
}

// src/retrain/scratch.ts
async function makeScratch(within = tmpdir()) {
	const parent = realpathSync(within);
	for (const name of readdirSync(parent).filter((entry) => /^reprise-\w{6}$/.test(entry))) {
		const path = join(parent, name);
		if (isAbandoned(path)) await removeTree(path).catch(() => void 0);
	}
	const scratch = mkdtempSync(join(parent, "reprise-"));
	own(scratch, "a scratch folder");
	return scratch;
}
function isAbandoned(path) {
	const stats = lstatSync(path, { throwIfNoEntry: false });
	if (stats?.isDirectory() !== true || stats.uid !== process.getuid?.()) return false;
	const owner = ownerOf(path);
	return owner !== void 0 && isNear(owner) && !isAlive(owner);
}

// src/retrain/virtual-environment.ts
function makeVirtualEnvironment(folder, seenAs, interpreter) {
	const { base, version, library, sites } = interpreter;
	const packages = join(folder, library);
	mkdirSync(packages, { recursive: true });
	mkdirSync(join(folder, "bin"));
	symlinkSync("lib", join(folder, "lib64"));
	writeFileSync(join(folder, "pyvenv.cfg"), `home = ${dirname(base)}\ninclude-system-site-packages = false\nversion = ${version}\nexecutable = ${base}\n`);
	const names = /* @__PURE__ */ new Set([
		"python",
		"python3",
		`python${version}`
	]);
	for (const name of names) symlinkSync(base, join(folder, "bin", name));
	const lines = sites.map((site) => `import site; site.addsitedir(${JSON.stringify(site)})\n`);
	writeFileSync(join(packages, "zzz-reprise-outer.pth"), lines.join(""));
	for (const name of [
		"pip",
		"pip3",
		`pip${version}`
	]) {
		const script = `#!/bin/sh\nexec '${join(seenAs, "bin", "python")}' -m pip "$@"\n`;
		writeFileSync(join(folder, "bin", name), script, { mode: 493 });
	}
}

// src/retrain/setup.ts
const LINES_TOLD = 20;
async function runSetup(command, request, place) {
	const { model, signal, onProgress } = request;
	const { workplace, environment } = place;
	const [interpreter] = workplace.interpreters;
	mkdirSync(environment);
	if (interpreter !== void 0) makeVirtualEnvironment(environment, environmentSeenAs(workplace, environment), interpreter);
	let seen = {};
	const result = await launch({
		...describeSetup(command, request, place),
		timeout: model.timeout,
		idle: model.idle,
		signal,
		onLine: (line) => seen = readLine(seen, line),
		onTick: (seconds) => onProgress?.(progressOf(seen, "setup", seconds))
	});
	if (result.exit.how !== "finished") throw failed(command, result, model.name);
	return result.seconds;
}
function describeSetup(command, { model }, { workplace, folders, environment, dataMounts }) {
	const hasPipCache = workplace.caches.some(({ path }) => path.endsWith("/pip"));
	return describeLaunch({
		workplace,
		model,
		folders,
		command,
		dataMounts,
		network: "on",
		probe: void 0,
		told: {},
		environment: workplace.interpreters.length === 0 ? void 0 : {
			folder: environment,
			writable: true
		},
		variables: {
			PIP_DISABLE_PIP_VERSION_CHECK: "1",
			UV_NO_CACHE: "1",
			...!hasPipCache && { PIP_NO_CACHE_DIR: "1" }
		}
	});
}
function failed(command, { exit, stdout, stderr }, model) {
	const kept = mkdtempSync(join(tmpdir(), "reprise-setup-"));
	copyFileSync(stdout, join(kept, "stdout.log"));
	copyFileSync(stderr, join(kept, "stderr.log"));
	const how = exit.how === "crashed" ? `ended with ${exit.signal ?? exit.code}` : `was stopped: ${exit.how}`;
	const said = lastLines(stderr, LINES_TOLD) || lastLines(stdout, LINES_TOLD);
	return new UserError("setup-failed", `the setup of ${model} (${command}) ${how}\n${said}`.trimEnd(), `All that it wrote is in ${kept}.`);
}

// src/retrain/inventory.ts
const Entry = strictObject({
	path: string().check(_minLength(1)),
	kind: _enum([
		"folder",
		"file",
		"link"
	]),
	mode: int(),
	mtime: number(),
	size: optional(int()),
	digest: optional(string()),
	target: optional(string())
});
const Inventory = array(Entry);
async function takeInventory(folder, signal) {
	const entries = lookBelow(folder, "");
	const files = entries.filter(({ kind }) => kind === "file").map(({ path }) => path);
	const digests = await digestFiles(folder, files, signal && { signal });
	return entries.map((entry) => {
		const digest = digests.get(entry.path);
		return digest === void 0 ? entry : {
			...entry,
			digest: digest.value,
			size: digest.bytes
		};
	}).sort((a, b) => a.path < b.path ? -1 : 1);
}
function lookBelow(folder, under) {
	return readdirSync(join(folder, under)).flatMap((name) => {
		const path = under === "" ? name : `${under}/${name}`;
		const stats = lstatSync(join(folder, path));
		const common = {
			path,
			mode: stats.mode & 4095,
			mtime: stats.mtimeMs
		};
		if (stats.isDirectory()) return [{
			...common,
			kind: "folder"
		}, ...lookBelow(folder, path)];
		if (stats.isFile()) return [{
			...common,
			kind: "file"
		}];
		if (!stats.isSymbolicLink()) throw new Error(`${path} is no file, folder or link`);
		return [{
			...common,
			kind: "link",
			target: readlinkSync(join(folder, path))
		}];
	});
}
function firstChange(was, is) {
	const now = new Map(is.map((entry) => [entry.path, entry]));
	for (const entry of was) {
		const other = now.get(entry.path);
		if (other === void 0) return `${entry.path} is gone`;
		const change = changeOf(entry, other);
		if (change !== void 0) return `${entry.path} has another ${change}`;
	}
	const known = new Set(was.map(({ path }) => path));
	const added = is.find(({ path }) => !known.has(path));
	return added === void 0 ? void 0 : `${added.path} is new`;
}
function changeOf(was, is) {
	if (was.kind !== is.kind) return "kind";
	if (was.target !== is.target) return "target";
	if (was.size !== is.size || was.digest !== is.digest) return "content";
	return was.mode !== is.mode && was.kind !== "link" ? "mode" : void 0;
}
function restoreTimes(folder, inventory) {
	for (const { path, mtime } of inventory.toReversed()) lutimesSync(join(folder, path), mtime / 1e3, mtime / 1e3);
}

// src/retrain/setup-form.ts
const WORD = /'([^']*)'|"([^"$`\\!]*)"|([\w@%+=:,./^-]+)/y;
const PIP = /^(?:pip[\d.]*|python[\d.]* -m pip) install(?: |$)/;
const UV_PIP = /^uv pip (?:install|sync)(?: |$)/;
const UV_SYNC = /^uv sync(?: |$)/;
const POETRY = /^poetry (?:install|sync)(?: |$)/;
const PIP_FLAGS = /^(?:-q+|-v+|-U|--quiet|--verbose|--upgrade|--no-deps|--require-hashes|--no-cache-dir|--no-input|--prefer-binary|--only-binary=:all:|--disable-pip-version-check|--no-compile|--progress-bar=\w+)$/;
const LOCK_FLAGS = /^(?:-q|-n|--quiet|--frozen|--locked|--active|--no-install-project|--no-root|--no-dev|--no-interaction|--no-ansi|--all-extras|--no-default-groups|--no-progress|--(?:extra|extras|group|no-group|only-group|only|with|without)(?:=[\w,.-]+)?|\w[\w,.-]*)$/;
function readsOf(command) {
	const text = command.trim().replace(/\\\n/g, " ");
	const read = (text.includes("\n") ? [""] : text.split("&&")).map((part) => readPart(wordsOf(part)));
	const unknown = read.find((one) => one.of === "unknown");
	if (unknown !== void 0) return unknown;
	const known = read.filter((one) => one.of !== "unknown");
	const pins = joinPins(known.map((one) => one.pins));
	if (known.some((one) => one.of === "tree")) return {
		of: "tree",
		pins
	};
	return {
		of: "files",
		files: known.flatMap((one) => one.of === "files" ? one.files : []),
		pins
	};
}
const UNKNOWN = {
	of: "unknown",
	why: "it is not made of `pip install`, `uv pip`, `uv sync` and `poetry install` alone, joined by `&&`"
};
function wordsOf(part) {
	const words = [];
	const text = part.trim();
	for (let at = 0; at < text.length;) {
		WORD.lastIndex = at;
		const match = WORD.exec(text);
		if (match === null || !/^(?:\s|$)/.test(text.slice(WORD.lastIndex))) return void 0;
		words.push(match[1] ?? match[2] ?? match[3] ?? "");
		at = WORD.lastIndex + (/^\s*/.exec(text.slice(WORD.lastIndex))?.[0].length ?? 0);
	}
	return words;
}
function readPart(words) {
	const text = words?.join(" ") ?? "";
	const rest = (form) => (words ?? []).slice((form.exec(text)?.[0] ?? "").trim().split(" ").length);
	if (PIP.test(text)) return readPip(rest(PIP), false);
	if (UV_PIP.test(text)) return readPip(rest(UV_PIP), text.startsWith("uv pip sync"));
	if (UV_SYNC.test(text)) return readLocked(rest(UV_SYNC), "uv.lock", "--no-install-project");
	if (POETRY.test(text)) return readLocked(rest(POETRY), "poetry.lock", "--no-root");
	return UNKNOWN;
}
function readPip(args, namesFiles) {
	const files = [];
	const inline = [];
	let isWhole = true;
	for (let at = 0; at < args.length; at++) {
		const arg = args[at] ?? "";
		const assigned = /^--(?:requirements?|constraints?)=(.+)$/.exec(arg)?.[1];
		if (/^(?:-r|-c|--requirements?|--constraints?)$/.test(arg)) files.push(args[++at] ?? "");
		else if (assigned !== void 0) files.push(assigned);
		else if (namesFiles && !arg.startsWith("-")) files.push(arg);
		else if (!arg.startsWith("-") && readRequirement(arg).pins.length === 1) inline.push(readRequirement(arg));
		else if (!PIP_FLAGS.test(arg)) isWhole = false;
	}
	const pins = joinPins(inline);
	return isWhole ? {
		of: "files",
		files,
		pins
	} : {
		of: "tree",
		pins
	};
}
function readLocked(args, lock, alone) {
	return args.includes(alone) && args.every((arg) => LOCK_FLAGS.test(arg)) ? {
		of: "files",
		files: [lock],
		pins: NOTHING$1
	} : {
		of: "tree",
		pins: NOTHING$1
	};
}
const PLAIN_OPTION = /^--(?:(?:extra-)?index-url[\s=]+https?:\/\/\S+|require-hashes|prefer-binary|(?:only|no)-binary[\s=]+\S+)$/;
const INCLUDE = /^(?:-r|-c|--requirement|--constraint)[\s=]*(\S+)$/;
function wholeRequirements(file, read, seen = []) {
	if (seen.includes(file)) return [];
	const text = read(file);
	if (text === void 0) return void 0;
	const found = [file];
	for (const raw of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
		const line = raw.replace(/(?:^|\s)#.*$/, "").trim();
		const include = INCLUDE.exec(line)?.[1];
		if (include !== void 0) {
			const more = wholeRequirements(posix.join(posix.dirname(file), include), read, [...seen, ...found]);
			if (more === void 0) return void 0;
			found.push(...more);
		} else if (line !== "" && !PLAIN_OPTION.test(line) && readRequirement(line).pins.length !== 1) return;
	}
	return [...new Set(found)];
}

// src/retrain/setup-key.ts
const LAYOUT = 1;
const SETTINGS = /(?:^|\/)(?:pyproject\.toml|uv\.toml|poetry\.toml|pip\.conf|\.python-version)$/;
const STEERING = /^(?:PATH|HOME|BASH_ENV|ENV|LD_.*|PYTHON.*|PIP_.*|UV_.*|POETRY_.*|XDG_.*)$/;
function setupKey(start) {
	const { command, request, place, tree, hasData } = start;
	const reads = readsOf(command);
	const [interpreter] = place.workplace.interpreters;
	if (interpreter === void 0 || reads.of === "unknown") return { why: whyNoKey(start) ?? "" };
	const named = reads.of === "files" ? filesRead(reads.files, start) : void 0;
	const isPinned = named !== void 0 && !Object.keys(request.model.env).some((name) => STEERING.test(name));
	if (!isPinned && hasData) return { why: "it may read `data:`, for not all that it installs is pinned in files of the tree" };
	const before = new Map(tree.flatMap(({ path, digest }) => digest === void 0 ? [] : [[path, digest]]));
	const locks = harvestPins({ before }, request.model);
	const settings = [...before.keys()].filter((path) => SETTINGS.test(path));
	const files = [.../* @__PURE__ */ new Set([
		...Object.keys(locks),
		...named ?? [],
		...settings
	])].sort();
	const facts = {
		layout: LAYOUT,
		command,
		...seenBy(start),
		interpreter: interpreterFacts(interpreter),
		machine: machineFacts(),
		files: files.map((path) => [path, before.get(path) ?? ""]),
		names: namesIn(request.model.directory, tree),
		tree: isPinned ? null : treeFacts(tree)
	};
	return {
		digest: digestOf(facts),
		isPinned,
		pins: joinPins([reads.pins, ...pinsIn(named ?? files, start)])
	};
}
function whyNoKey({ command, place }) {
	const { isolation, interpreters } = place.workplace;
	if (isolation.level !== 4) return `it needs isolation level 4, and here it is ${isolation.level}`;
	if (interpreters.length === 0) return "no Python was found whose environment it would be";
	const reads = readsOf(command);
	return reads.of === "unknown" ? reads.why : void 0;
}
function filesRead(named, start) {
	const { directory } = start.request.model;
	const found = named.map((file) => {
		const path = posix.join(directory, file);
		if (file.endsWith(".lock")) return readText(path, start) === void 0 ? void 0 : [path];
		return wholeRequirements(path, (one) => readText(one, start));
	});
	return found.every((files) => files !== void 0) ? found.flat() : void 0;
}
function readText(path, { tree, place }) {
	return tree.find((one) => one.path === path)?.kind === "file" ? readFileSync(join(place.folders.tree, path), "utf8") : void 0;
}
function pinsIn(files, start) {
	return files.flatMap((path) => {
		const text = readText(path, start);
		try {
			return text === void 0 ? [] : [readPins(memorySource(path, Buffer.from(text)))];
		} catch {
			return [];
		}
	});
}
function seenBy({ command, request, place }) {
	const { environment, directory } = describeSetup(command, request, place);
	const { checkout, home } = place.workplace;
	return {
		environment: { ...environment },
		directory,
		checkout: { ...checkout },
		home: { ...home }
	};
}
function interpreterFacts(interpreter) {
	const { executable, base, version, build, library, sites } = interpreter;
	const real = realpathSync(base);
	const outside = sites.map((site) => [site, existsSync(site) ? readdirSync(site).filter(isPackage).sort() : []]);
	return {
		executable,
		base,
		real,
		file: sha256(readFileSync(real)),
		version,
		build,
		library,
		outside
	};
}
function isPackage(name) {
	return /\.(?:dist-info|egg-info|egg|egg-link|pth)$/.test(name);
}
const SYSTEM = [
	"/etc/os-release",
	"/etc/pip.conf",
	"/etc/xdg/pip/pip.conf",
	"/etc/uv/uv.toml"
];
function machineFacts() {
	const { platform, arch } = process;
	const system = SYSTEM.map((path) => existsSync(path) ? sha256(readFileSync(path)) : null);
	return {
		platform,
		arch,
		processor: cpus()[0]?.model ?? null,
		system
	};
}
function namesIn(directory, tree) {
	const folder = posix.normalize(directory).replace(/\/$/, "");
	return tree.filter(({ path }) => posix.dirname(path) === folder).map(({ path }) => posix.basename(path)).sort();
}
function treeFacts(tree) {
	return tree.filter(({ path }) => path !== ".git" && !path.startsWith(".git/")).map(({ path, kind, mode, digest = "", target = "" }) => [
		path,
		kind,
		mode,
		digest,
		target
	]);
}

// src/retrain/setup-result.ts
async function whyNotKept(start, key) {
	const { command, request, place, tree } = start;
	const { folders, workplace, environment } = place;
	const change = firstChange(tree, await takeInventory(folders.tree, request.signal));
	if (change !== void 0) return `it changes the tree: ${change}`;
	const { mounts } = describeSetup(command, request, place);
	const left = leftInHome(folders.home, workplace.home, mounts);
	if (left !== void 0) return `it leaves ~/${left}`;
	const [interpreter] = workplace.interpreters;
	return whyNotPinned(join(environment, interpreter?.library ?? ""), key);
}
const THEIRS = [
	".cache/pip",
	".cache/uv",
	".cache/pypoetry",
	".rustup"
];
function leftInHome(folder, at, mounts) {
	const points = mounts.flatMap(({ to }) => [at.path, at.real].filter((home) => isWithin(to, home)).map((home) => relative(home, to)));
	const isExpected = (path, entry) => {
		if (THEIRS.some((theirs) => isWithin(path, theirs))) return true;
		if (entry.isDirectory()) return [...points, ...THEIRS].some((point) => isWithin(point, path));
		return entry.isFile() && points.includes(path) && lstatSync(join(folder, path)).size === 0;
	};
	return readdirSync(folder, {
		recursive: true,
		withFileTypes: true
	}).map((entry) => [relative(folder, join(entry.parentPath, entry.name)), entry]).find(([path, entry]) => !isExpected(path, entry))?.[0];
}
function whyNotPinned(library, { pins: { pins }, isPinned }) {
	const names = readdirSync(library).filter((name) => /\.(?:dist-info|egg-info|egg)$/.test(name));
	for (const name of names) {
		const [, found, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(name) ?? [];
		if (found === void 0 || version === void 0) return `it installs ${name}, whose version is not told`;
		const package_ = normaliseName(found);
		if (!pins.some((pin) => pin.name === package_ && isVersion(pin.version, version))) return `it installs ${package_} ${version}, which no lock pins`;
		if (isPinned && isLocal(join(library, name))) return `it installs ${package_} from files that are not its lock`;
	}
}
function isLocal(folder) {
	if (!readdirSync(folder).includes("direct_url.json")) return false;
	return /"url"\s*:\s*"file:/.test(readFileSync(join(folder, "direct_url.json"), "utf8"));
}

// src/retrain/setup-store.ts
const Manifest = strictObject({
	schema: literal("reprise/environment/v1"),
	key: string(),
	entries: Inventory
});
const TOOL = "reprise-setup";
const CONTENT = "environment";
const MANIFEST = "manifest.json";
const LONGEST_MANIFEST = 268435456;
const KEPT = 2592e6;
function keptIn(toolCache) {
	return join(toolCache, TOOL);
}
function versionOf(key) {
	return `1.0.0-k${hexOf(key)}`;
}
async function withToolCache(folder, use) {
	const library = await import("./tool-cache.js");
	const before = process.env["RUNNER_TOOL_CACHE"];
	process.env["RUNNER_TOOL_CACHE"] = folder;
	try {
		return await use(library);
	} finally {
		if (before === void 0) delete process.env["RUNNER_TOOL_CACHE"];
		else process.env["RUNNER_TOOL_CACHE"] = before;
	}
}
async function findKept(toolCache, key) {
	const found = await withToolCache(toolCache, ({ find }) => find(TOOL, versionOf(key)));
	return found === "" ? void 0 : found;
}
async function copyKept(kept, key, into, signal) {
	const text = readFileSync(join(kept, MANIFEST), "utf8");
	const manifest = Manifest.parse(parseJson(text, MANIFEST, { length: LONGEST_MANIFEST }));
	if (manifest.key !== key) return "its list is that of another one";
	await copyTree(join(kept, CONTENT), into, signal);
	const change = firstChange(manifest.entries, await takeInventory(into, signal));
	if (change === void 0) restoreTimes(into, manifest.entries);
	return change;
}
async function keep(toolCache, key, environment, scratch, signal) {
	const entries = await takeInventory(environment, signal);
	mkdirSync(toolCache, { recursive: true });
	requireRoom$1(toolCache, entries.reduce((sum, { size = 0 }) => sum + size, 0));
	await removeOld(toolCache);
	const staging = join(scratch, "kept");
	mkdirSync(staging);
	symlinkSync(environment, join(staging, CONTENT));
	const manifest = {
		schema: "reprise/environment/v1",
		key,
		entries
	};
	writeFileSync(join(staging, MANIFEST), JSON.stringify(manifest));
	try {
		await withToolCache(toolCache, ({ cacheDir }) => cacheDir(staging, TOOL, versionOf(key)));
	} catch (error) {
		await removeTree(join(keptIn(toolCache), versionOf(key)));
		throw error;
	} finally {
		await removeTree(staging);
	}
}
function requireRoom$1(folder, bytes) {
	const { bavail, bsize } = statfsSync(folder);
	if (bavail * bsize < 2 * bytes) throw new Error(`${folder} has no room for ${bytes} bytes`);
}
function touchKept(kept) {
	const now = /* @__PURE__ */ new Date();
	utimesSync(`${kept}.complete`, now, now);
}
async function removeOld(toolCache) {
	const folder = keptIn(toolCache);
	const versions = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
	for (const { name } of versions.filter((entry) => entry.isDirectory())) {
		const version = join(folder, name);
		const marks = readdirSync(version).filter((mark) => mark.endsWith(".complete")).map((mark) => join(version, mark));
		const used = Math.max(...[...marks, version].map((path) => statSync(path).mtimeMs));
		if (Date.now() - used > KEPT) await removeTree(version);
	}
}

// src/retrain/setup-cache.ts
function openSetupCache(start, note) {
	const { request, place } = start;
	const { setupCache, signal } = request;
	if (setupCache === void 0) return {
		take: async () => false,
		keep: async () => void 0
	};
	const { folder, write } = setupCache;
	let found;
	let isDamaged = false;
	const attempt = (what, step) => attempted(step, (why) => note(`${what}: ${why}`), signal);
	const findKey = async () => {
		const why = whyNoKey(start);
		if (why !== void 0) return note(`this setup is not cached: ${why}`);
		const whole = {
			...start,
			tree: await takeInventory(place.folders.tree, signal)
		};
		const key = setupKey(whole);
		if ("why" in key) note(`this setup is not cached: ${key.why}`);
		else found = {
			start: whole,
			key
		};
	};
	const copy = async (kept, { digest }) => {
		const why = await copyKept(kept, digest, place.environment, signal);
		if (why !== void 0) note(`the cached environment is not used: ${why}`);
		return why === void 0;
	};
	return {
		async take() {
			await attempt("the setup cache is not used", findKey);
			if (found === void 0) return false;
			const { key } = found;
			const kept = await attempt("the setup cache is not used", async () => {
				const entry = await findKept(folder, key.digest);
				if (entry === void 0) note("nothing is cached of this setup with these pins on this machine");
				return entry;
			});
			if (kept === void 0) return false;
			isDamaged = await attempt("the cached environment is not used", () => copy(kept, key)) !== true;
			if (isDamaged) await removeTree(place.environment);
			else if (write) await attempt("its last use is not noted", async () => touchKept(kept));
			return !isDamaged;
		},
		async keep(dataMounts) {
			if (found === void 0 || !write) return;
			const { start: from, key } = found;
			await attempt("the environment is not cached", async () => {
				const why = await whyNotKept({
					...from,
					place: {
						...place,
						dataMounts
					}
				}, key);
				if (why !== void 0) return note(`this setup is not cached: ${why}`);
				await keepAlone(from, key, isDamaged);
			});
		}
	};
}
async function attempted(step, tell, signal) {
	try {
		return await step();
	} catch (error) {
		signal?.throwIfAborted();
		tell(error instanceof Error ? error.message : String(error));
		return;
	}
}
async function keepAlone({ request, place }, { digest }, replace) {
	const { setupCache, signal, model } = request;
	const folder = setupCache?.folder ?? "";
	const release = await takeTurn({
		folder: queueFolder(place.workplace.caller),
		names: [`setup-${hexOf(digest).slice(0, 16)}`],
		what: `caching what the setup of ${model.name} made`,
		onWait: () => void 0,
		signal
	});
	try {
		if (!replace && await findKept(folder, digest) !== void 0) return;
		await keep(folder, digest, place.environment, place.folders.own, signal);
	} finally {
		release();
	}
}

// src/retrain/interpreter.ts
const Interpreter = object({
	executable: string(),
	base: string(),
	prefixes: array(string()),
	version: string(),
	build: string(),
	library: string(),
	sites: array(string())
});
const QUESTION = `
import json, os, site, sys, sysconfig
site.addsitedir = lambda folder, known_paths=None: known_paths
site.execsitecustomize = site.execusercustomize = lambda: None
site.main()
sites = list(site.getsitepackages()) if hasattr(site, "getsitepackages") else []
if sys.prefix == sys.base_prefix:
    sites.append(site.getusersitepackages())
print(json.dumps({
    "executable": sys.executable,
    "base": getattr(sys, "_base_executable", None) or sys.executable,
    "prefixes": sorted({sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}),
    "version": "%d.%d" % sys.version_info[:2],
    "build": sys.version,
    "library": sysconfig.get_path("purelib", "posix_prefix", {"base": "", "platbase": ""}).lstrip("/"),
    "sites": [path for path in sites if os.path.isdir(path)],
}))
`;
const PATIENCE_MS = 2e4;
async function findInterpreters(search) {
	const files = onePerFolder([
		...search.commands.flatMap((command) => command.match(/(?:[^\s;&|'"=]*\/)?python[\d.]*(?=\s|$)/g) ?? []),
		"python3",
		"python"
	].flatMap((name) => fileOf(name, search)));
	const others = search.environments.map((folder) => join(folder, "bin/python")).filter((file) => existsSync(file));
	const asked = [.../* @__PURE__ */ new Set([...files, ...others])].filter((file) => mayAsk(file, search.isBrought));
	const answers = await Promise.all(asked.map((file) => ask(file, search)));
	const byExecutable = /* @__PURE__ */ new Map();
	for (const answer of answers) if (answer !== void 0 && !byExecutable.has(answer.executable)) byExecutable.set(answer.executable, answer);
	return [...byExecutable.values()];
}
function onePerFolder(files) {
	const folders = files.map((file) => dirname(file));
	return files.filter((_, index) => folders.indexOf(folders[index] ?? "") === index);
}
function fileOf(name, { path, directory }) {
	if (name.includes("/")) return [resolve(directory, name)].filter((file) => existsSync(file));
	return [findProgram(name, path) ?? []].flat();
}
async function ask(file, { directory, environment }) {
	try {
		const options = {
			cwd: directory,
			env: { ...environment },
			timeout: PATIENCE_MS
		};
		const { stdout } = await promisify(execFile)(file, [
			"-I",
			"-S",
			"-c",
			QUESTION
		], options);
		return Interpreter.parse(JSON.parse(stdout));
	} catch {
		return;
	}
}
function mayAsk(file, isBrought) {
	const steps = [file, ...linksTo(file)];
	try {
		const real = steps.map((step) => join(realpathSync(dirname(step)), basename(step)));
		return ![
			...steps,
			...real,
			realpathSync(file)
		].some((step) => isWithin(step, "/proc") || isWithin(step, "/dev") || isBrought(step));
	} catch {
		return false;
	}
}
function foldersOf(interpreter) {
	const links = [...linksTo(interpreter.executable), ...linksTo(interpreter.base)];
	return [
		...interpreter.prefixes,
		...interpreter.sites,
		...links.map((file) => dirname(file))
	];
}
function linksTo(file) {
	const found = [file];
	for (let at = file; found.length < 20;) try {
		const target = readlinkSync(at);
		at = resolve(realpathSync(dirname(at)), target);
		found.push(at);
	} catch {
		break;
	}
	return found;
}

// src/retrain/workplace.ts
async function findWorkplace(request, listed) {
	const { model } = request;
	const caller = request.caller ?? process.env;
	const checkout = locate(request.checkout) ?? {
		path: request.checkout,
		real: request.checkout
	};
	const path = absolute(caller["PATH"]);
	const tracked = new Set(listed.filter((file) => file.tracked).map((file) => file.path));
	const isBrought = (folder) => [folder, locate(folder)?.real ?? folder].some((one) => isTracked(one, checkout.real, tracked));
	const environments = environmentsOf(caller, checkout.real).filter((folder) => !isBrought(folder));
	const callerHome = caller["HOME"] ?? "/";
	const [isolation, interpreters] = await Promise.all([findIsolation(path, request.network, request.isolation), findInterpreters({
		commands: [model.train, model.setup ?? ""],
		path,
		directory: directoryIn(checkout.real, model),
		environment: trainingEnvironment({
			caller,
			declared: { LD_LIBRARY_PATH: absolute(caller["LD_LIBRARY_PATH"]).join(":") },
			home: callerHome,
			path,
			network: "off",
			probe: void 0,
			output: void 0,
			more: {},
			defaults: {},
			told: {}
		}),
		isBrought: (file) => isBroughtProgram(file, checkout.real, tracked),
		environments
	})]);
	const limits = limitsOf(caller, checkout, callerHome, interpreters.flatMap(foldersOf));
	const caches = readableCaches(model.caches, caller, callerHome, limits);
	const outside = [...path, ...listedPaths(caller)].filter((entry) => !isWithin(entry, checkout.real));
	const folders = [
		...interpreters.flatMap(foldersOf),
		...environments,
		...outside
	];
	const first = interpreters[0] === void 0 ? [] : [dirname(interpreters[0].executable)];
	return {
		isolation,
		caller,
		checkout,
		callerHome,
		home: homeInside(callerHome, checkout),
		known: listed.map((file) => file.path),
		interpreters,
		caches,
		covered: request.setupCache === void 0 ? [] : [keptIn(request.setupCache.folder)],
		readable: [...existing(folders.filter((folder) => !isBrought(folder))), ...caches],
		limits,
		path: [.../* @__PURE__ */ new Set([...first, ...path])]
	};
}
function limitsOf(caller, { real: checkout }, home, needed) {
	const tools = ["RUNNER_TOOL_CACHE", "AGENT_TOOLSDIRECTORY"].flatMap((name) => absolute(caller[name]));
	return {
		checkout,
		home: locate(home)?.real ?? home,
		hidden: runnerFolders(checkout).filter((folder) => !needed.includes(folder)),
		tools: existing(tools).map(({ real }) => real)
	};
}
const PATHS = [
	"LD_LIBRARY_PATH",
	"RUNNER_TOOL_CACHE",
	"AGENT_TOOLSDIRECTORY"
];
const CERTIFICATES = [
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"REQUESTS_CA_BUNDLE",
	"CURL_CA_BUNDLE",
	"PIP_CERT"
];
function listedPaths(caller) {
	return [...PATHS, ...CERTIFICATES].flatMap((name) => absolute(caller[name]));
}
function absolute(list) {
	return (list ?? "").split(":").filter((entry) => isAbsolute(entry));
}
function existing(folders) {
	return [...new Set(folders)].flatMap((folder) => locate(folder) ?? []);
}
function isTracked(path, checkout, tracked) {
	if (!isWithin(path, checkout)) return false;
	const within = relative(checkout, path);
	const parts = within.split("/");
	const above = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
	return within === "" || above.some((one) => tracked.has(one)) || [...tracked].some((file) => file.startsWith(`${within}/`));
}
function isBroughtProgram(file, checkout, tracked) {
	const installation = dirname(dirname(file));
	return isWithin(file, checkout) && (!isWithin(installation, checkout) || isTracked(installation, checkout, tracked));
}
function environmentsOf(caller, checkout) {
	return [
		caller["VIRTUAL_ENV"],
		caller["CONDA_PREFIX"],
		join(checkout, ".venv")
	].filter((folder) => folder !== void 0 && isAbsolute(folder) && existsSync(folder));
}
function directoryIn(checkout, { directory }) {
	const folder = join(checkout, directory);
	return isWithin(folder, checkout) && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? folder : checkout;
}
function homeInside(home, checkout) {
	const place = isAbsolute(home) && lstatSync(home, { throwIfNoEntry: false }) !== void 0 ? locate(home) : void 0;
	const taken = [
		"/",
		"/tmp",
		"/usr",
		"/etc",
		"/opt",
		"/dev",
		"/proc",
		"/sys",
		checkout.real
	];
	if (place === void 0 || taken.includes(place.real)) return {
		path: INSIDE.home,
		real: INSIDE.home
	};
	return place;
}

// src/retrain/template.ts
function runFolder(scratch) {
	return join(scratch, "run");
}
function templateFolder(scratch) {
	return join(scratch, "template");
}
function environmentFolder(scratch) {
	return join(scratch, "venv");
}
async function prepareTemplate(request) {
	const begin = performance.now();
	request.onProgress?.({
		phase: "copying",
		seconds: 0
	});
	refuseVariables(request);
	const scratch = await makeScratch(request.scratch);
	try {
		const folders = makeFolders(runFolder(scratch));
		const listed = await listFiles(request.checkout);
		const [workplace, { paths, tree }] = await bothOf(findWorkplace(request, listed), layOutTree(request, listed, folders.tree));
		const { sources, bring } = findData(request.model.data, {
			checkout: workplace.checkout.real,
			home: workplace.callerHome,
			tree: folders.tree,
			placed: paths,
			known: workplace.known,
			hasSetup: request.model.setup !== void 0,
			limits: workplace.limits
		});
		bringFiles(bring, workplace.checkout.real, folders.tree);
		const { signal } = request;
		const digests = await digestFiles(folders.tree, paths, signal && { signal });
		const template = {
			request,
			scratch,
			workplace,
			tree,
			data: sources,
			before: new Map([...digests].map(([path, { value }]) => [path, value])),
			digests: request.digests ?? await openStatCache(join(scratch, "stat-cache"))
		};
		request.onProgress?.({
			phase: "copying",
			seconds: (performance.now() - begin) / 1e3
		});
		const done = await setUp(template, folders);
		renameSync(runFolder(scratch), templateFolder(scratch));
		return {
			...template,
			...done
		};
	} catch (error) {
		await removeTree(scratch);
		throw error;
	}
}
async function bothOf(a, b) {
	await Promise.allSettled([a, b]);
	return [await a, await b];
}
async function dispose(template) {
	await removeTree(template.scratch);
}
function refuseVariables({ model, caller }) {
	const seed = model.seed.how === "env" ? { [model.seed.name]: "" } : {};
	const { refused } = declaredEnvironment({
		...model.env,
		...seed
	}, caller ?? process.env);
	if (refused.length === 0) return;
	throw new UserError("env-refused", `${refused.join(", ")} of ${model.name} cannot be set for a training`, "Names of GITHUB_, ACTIONS_, RUNNER_, INPUT_ and REPRISE_ hold tokens and command files; use another name.");
}
function makeFolders(folder) {
	const folders = foldersIn(folder);
	for (const path of Object.values(folders)) mkdirSync(path, {
		recursive: true,
		mode: 448
	});
	return folders;
}
function bringFiles(paths, checkout, tree) {
	for (const path of paths) {
		mkdirSync(dirname(join(tree, path)), { recursive: true });
		copyFileSync(join(checkout, path), join(tree, path));
	}
}
async function setUp(template, folders) {
	const { request, workplace, data, scratch } = template;
	const command = request.model.setup;
	if (command === void 0) return {
		setup: "none",
		notes: []
	};
	const begin = performance.now();
	const notes = [];
	const outside = data.filter(({ from }) => from === "outside");
	const place = {
		workplace,
		folders,
		environment: environmentFolder(scratch),
		dataMounts: []
	};
	const cache = openSetupCache({
		command,
		request,
		place,
		hasData: outside.length > 0
	}, (note) => {
		notes.push(note);
		request.onProgress?.({
			phase: "setup",
			seconds: (performance.now() - begin) / 1e3,
			note
		});
	});
	if (await cache.take()) return {
		setup: "cached",
		setupSeconds: (performance.now() - begin) / 1e3,
		notes
	};
	const placed = await placeData(outside, placeOf(workplace, folders), request.signal);
	const mounts = dataMounts(placed, workplace.checkout);
	const setupSeconds = await runSetup(command, request, {
		...place,
		dataMounts: mounts
	});
	takeDataAway(placed, placeOf(workplace, folders), environmentPlaces(workplace));
	await cache.keep(mounts);
	return {
		setup: "ran",
		setupSeconds,
		notes
	};
}
function placeOf(workplace, { tree, copies }) {
	const { isolation, checkout, callerHome } = workplace;
	return {
		level: isolation.level,
		checkout: checkout.real,
		callerHome,
		tree,
		copies
	};
}

// src/retrain/retrain.ts
async function retrainOnce(template, request) {
	const { workplace } = template;
	const seeded = seededCommand(template.request.model, request);
	const begin = performance.now();
	const release = await takeTurn({
		folder: queueFolder(workplace.caller),
		names: request.accelerators ?? visibleAccelerators(workplace.caller),
		what: `the training of ${template.request.model.name}`,
		onWait: (waitingFor) => request.onProgress?.({
			phase: "waiting",
			seconds: (performance.now() - begin) / 1e3,
			waitingFor
		}),
		signal: request.signal
	});
	try {
		return await retrain(template, request, seeded);
	} finally {
		release();
	}
}
async function retrain(template, request, seeded) {
	const { workplace, data } = template;
	const folders = await freshCopy(template, request);
	const place = placeOf(workplace, folders);
	const placed = await placeData(data, place, request.signal);
	const before = await statesOf(placed, template, request.signal);
	for (const [set, state] of before) requireData(set, state, template.request.model.setup !== void 0);
	const launched = await train(template, request, {
		seeded,
		folders,
		mounts: dataMounts(placed, workplace.checkout)
	});
	const after = await statesAfter(placed, folders, template, request.signal);
	takeDataAway(placed, place, environmentPlaces(workplace));
	return {
		...describe(template, seeded, folders, launched, [...before].map(([set, state]) => runData(set, state, after.get(set) ?? state))),
		...windowOf(request)
	};
}
function windowOf({ trace }) {
	return isWindow(trace) ? { window: {
		from: trace.from,
		to: trace.to
	} } : {};
}
async function freshCopy({ request: { model }, scratch }, request) {
	request.onProgress?.({
		phase: "copying",
		seconds: 0
	});
	await removeTree(runFolder(scratch));
	const folders = makeFolders(runFolder(scratch));
	for (const name of ["tree", "home"]) await copyTree(join(templateFolder(scratch), name), folders[name], request.signal);
	if (statSync(join(folders.tree, model.directory), { throwIfNoEntry: false })?.isDirectory() === true) return folders;
	throw new UserError("directory-missing", `directory: ${model.directory} of ${model.name} is not in the training's tree`, "It must hold a file that git tracks, or be made by `setup`.");
}
async function statesOf(placed, { digests }, signal) {
	const states = /* @__PURE__ */ new Map();
	for (const set of placed) states.set(set, await digestData(set, digests, signal));
	return states;
}
async function statesAfter(placed, folders, template, signal) {
	try {
		return await statesOf(placed, template, signal);
	} catch {
		for (const folder of [folders.tree, folders.copies]) makeReadable(folder);
	}
	const states = /* @__PURE__ */ new Map();
	for (const set of placed) {
		signal?.throwIfAborted();
		const state = await digestData(set, template.digests, signal).catch(() => NOTHING);
		states.set(set, state);
	}
	signal?.throwIfAborted();
	return states;
}
const NOTHING = {
	manifest: manifestOf("data", []),
	bytes: 0
};
function train(template, request, { seeded, folders, mounts }) {
	const { workplace, scratch, setupSeconds } = template;
	const { model, network, probe } = template.request;
	const hasEnvironment = setupSeconds !== void 0 && workplace.interpreters.length > 0;
	let seen = {};
	return launch({
		...describeLaunch({
			workplace,
			model,
			folders,
			network,
			probe,
			dataMounts: mounts,
			command: failingInPipes(seeded.command),
			environment: hasEnvironment ? {
				folder: environmentFolder(scratch),
				writable: false
			} : void 0,
			variables: seeded.environment,
			told: probeVariables(model, request)
		}),
		timeout: model.timeout,
		idle: model.idle,
		signal: request.signal,
		onLine: (line) => seen = readLine(seen, line),
		onTick: (seconds) => request.onProgress?.(progressOf(seen, "training", seconds))
	});
}
function describe(template, { seed, command }, folders, launched, data) {
	const { workplace, request, setupSeconds } = template;
	const { isolation } = workplace;
	const seenAs = treeSeenAs(workplace, folders);
	const place = {
		directory: request.model.directory,
		seenAs
	};
	return {
		...launched,
		seed,
		command,
		data,
		seenAs,
		copy: folders.tree,
		checkout: workplace.checkout.real,
		before: template.before,
		output: folders.output,
		...setupSeconds !== void 0 && { setupSeconds },
		isolation: isolation.level,
		...isolation.level !== 4 && { isolationWhy: isolation.why },
		network: request.network,
		leftOut: launched.exit.how === "crashed" ? findLeftOut(template, launched.stderr, place) : [],
		tree: template.tree,
		env: recordedEnvironment(request.model.env, workplace.caller)
	};
}

// src/flows/trainer.ts
function openTrainer(place, subject, options) {
	requireRoom(place);
	const templates = /* @__PURE__ */ new Map();
	const records = [];
	let setupSeconds = 0;
	const told = (model) => (progress) => options.onProgress({
		...progress,
		model: model.name
	});
	async function template({ name, files, model }) {
		const ready = templates.get(name);
		if (ready !== void 0) return ready;
		const made = await prepareTemplate({
			checkout: place.root,
			files,
			model,
			network: model.network === "off" ? "off" : "on",
			probe: probeFolder(),
			isolation: options.isolation,
			setupCache: options.setupCache,
			digests: options.digests,
			signal: options.signal,
			onProgress: told(model)
		});
		templates.set(name, made);
		setupSeconds += made.setupSeconds ?? 0;
		return made;
	}
	return {
		template,
		async train(trainee, request) {
			const { model } = trainee;
			const outcome = await retrainOnce(await template(trainee), {
				...request,
				signal: options.signal,
				onProgress: told(model)
			});
			const code = await trainee.code();
			const { key, hardware, findings } = subject;
			const context = {
				model,
				key,
				hardware,
				findings,
				code,
				checkout: place.root
			};
			const made = await harvest(outcome, {
				...context,
				signal: options.signal
			});
			if (request.twin === true) requireMoved(made.record);
			await place.ledger.append(made.record, made.attachments);
			records.push(made.record);
			return made.record;
		},
		async release({ name }) {
			const made = templates.get(name);
			templates.delete(name);
			if (made !== void 0) await dispose(made);
		},
		cost: () => ({
			runs: records.filter(({ run }) => run.window === void 0).length,
			seconds: records.reduce((sum, record) => sum + secondsOf(record), 0),
			setupSeconds
		}),
		made: () => records.length,
		async dispose() {
			for (const made of templates.values()) await dispose(made);
			templates.clear();
		}
	};
}
function requireMoved({ run, config, model }) {
	if (run.exit.how !== "finished" || config.seed.twin === true) return;
	throw new UserError("twin-unmoved", `no weight of ${model} is known to have been moved, so this run is no twin and was not kept`, "A twin needs PyTorch, with an optimiser that makes a step in a Python process which ends by itself, and a trace (not `--trace off`).");
}
function requireRoom({ store }) {
	try {
		mkdirSync(store, { recursive: true });
		accessSync(store, constants.W_OK);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const hint = `Make ${store} writable.`;
		throw new UserError("ledger-unwritable", `records cannot be kept: ${why}`, hint);
	}
	try {
		accessSync(tmpdir(), constants.W_OK);
	} catch {
		throw new UserError("scratch-unwritable", `${tmpdir()} cannot be written`, "Set TMPDIR to a folder that is there and has room for a few copies of the tree.");
	}
}

// src/retrain/input.ts
async function inputOf(template, signal) {
	const { request, workplace, before, digests, scratch } = template;
	const { model, network } = request;
	const { checkout, callerHome } = workplace;
	const { tree } = foldersIn(templateFolder(scratch));
	const data = [];
	for (const set of unplacedData(template.data, {
		checkout: checkout.real,
		callerHome,
		tree
	})) {
		const state = await digestData(set, digests, signal);
		requireData(set, state, model.setup !== void 0);
		data.push({
			name: set.source.rule.path,
			manifest: state.manifest
		});
	}
	const env = recordedEnvironment(model.env, workplace.caller);
	const code = manifestDigest(manifestOf("code", before));
	return digestInputs({
		env,
		network,
		data
	}, model, code, harvestPins({ before }, model));
}

// src/flows/workbench.ts
function openWorkbench(project, job, options) {
	const trainer = openTrainer(project, job, options);
	const reused = [];
	async function traineeOf(side, tree = job.base) {
		if (side === "base" && tree !== void 0) {
			await requireBase(project.root, tree);
			return traineeAt(tree);
		}
		requireContent(project.root, job.model);
		return headTrainee(project, job.model, options.commits);
	}
	async function standIn(template, wanted) {
		const { earlier } = options;
		const alike = (earlier?.runs ?? []).filter((run) => isAlike(run, wanted, job));
		if (earlier === void 0 || alike.length === 0 || template.setup === "ran") return void 0;
		const input = await inputOf(template, options.signal);
		const found = alike.findLast(({ record }) => record.input === input)?.record;
		if (found === void 0 || reused.includes(found.id)) return void 0;
		const attachments = await loadAttachments(earlier.ledger, [found]);
		if (found.attachments.some(({ digest }) => !attachments.has(digest))) return void 0;
		await project.ledger.append(found, attachments);
		reused.push(found.id);
		return found;
	}
	return {
		reused,
		input: async () => inputOf(await trainer.template(await traineeOf("head")), options.signal),
		async retrain(side, purpose, seed, look) {
			const trainee = await traineeOf(side, look?.tree);
			const wanted = {
				side,
				purpose,
				seed,
				...look
			};
			const same = await standIn(await trainer.template(trainee), wanted);
			if (same !== void 0) return same;
			return trainer.train(trainee, {
				seed,
				trace: look?.window
			});
		},
		cost: trainer.cost,
		dispose: trainer.dispose
	};
}
function isAlike({ side, purpose, record }, wanted, { base, key, hardware }) {
	const commit = (wanted.tree ?? base)?.commit;
	const isWanted = wanted.window === void 0 ? setApart(record) === void 0 : isDeepStrictEqual(record.run.window, { ...wanted.window });
	return side === wanted.side && purpose === wanted.purpose && isWanted && record.run.exit.how === "finished" && record.config.seed.index === wanted.seed && (side === "head" || record.code.commit === commit) && spellKey({
		model: record.model,
		...record.key
	}) === spellKey(key) && sameMachine(record.hardware, hardware);
}
function headTrainee(project, model, commits = {}) {
	const { commit } = project.repository;
	const code = async () => ({
		...commit === void 0 ? {} : { commit },
		...commits,
		dirty: await isDirty(project.root, ownFiles(project))
	});
	return {
		name: "head",
		files: { from: "worktree" },
		model,
		code
	};
}
function traineeAt({ commit, model }) {
	const code = {
		commit,
		dirty: false
	};
	return {
		name: commit,
		files: {
			from: "commit",
			commit
		},
		model,
		code: async () => code
	};
}
async function requireBase(root, base) {
	if (base === void 0 || await findCommit(root, base.commit) !== void 0) return;
	throw new UserError("base-absent", `the base commit ${base.commit} is not in this checkout`, "Give actions/checkout `fetch-depth: 2`, and leave `ref:` out.");
}
function sameMachine(a, b) {
	return isDeepStrictEqual({
		...a,
		memory: void 0
	}, {
		...b,
		memory: void 0
	});
}

export { openTrainer as i, openWorkbench as n, traineeAt as r, headTrainee as t };