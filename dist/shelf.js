import { t as UserError } from "./error.js";
import { a as isClaimed, c as restart, i as STATS, l as viewTable, n as scanTable, o as isFinished, r as STATE, s as makeTable, t as locate } from "./work.js";
import { I as digestOf, R as sha256 } from "./record.js";
import { i as encodeManifest } from "./params.js";
import "node:path";
import { closeSync, openSync, readlinkSync, statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { hash } from "node:crypto";
import { availableParallelism, cpus } from "node:os";
import { readFile } from "node:fs/promises";
// src/digest/pool.ts
/** Beside the bundle lies the bundled worker; beside this source, its source. */
const WORKER = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./digest-worker.js";
/** With a cold disk the threads wait, not the processor: then more of them help, up to so many. */
const MOST = 16;
/** Milliseconds; the kernel counts processor time in steps of ten. */
const LOOK_EVERY = 100;
/** Milliseconds after which other work in this thread has its turn. */
const SLICE = 20;
/** Files from which on a second thread pays: it starts in the time in which this one compares 20 000. */
const MANY = 6e4;
/**
* Hashes in threads, until the table is done. It starts as many as there are processors, at most four, and adds
* more while the processors are idle; or exactly `workers`.
*
* @throws the signal's reason
*/
async function hashInThreads(work, workers, signal) {
	signal?.throwIfAborted();
	const crew = makeCrew(work);
	const stop = () => crew.fail(signal?.reason);
	crew.start(Math.min(workers ?? Math.min(availableParallelism(), 4), work.rows));
	const watch = workers === void 0 ? watchIdle(work, crew) : void 0;
	signal?.addEventListener("abort", stop);
	try {
		await crew.ended;
	} finally {
		clearInterval(watch);
		signal?.removeEventListener("abort", stop);
		await crew.dismiss();
	}
}
/**
* Compares in this thread, a slice at a time; where there is much to compare, threads that have started
* meanwhile help.
*
* @throws the signal's reason
*/
async function compareTogether(work, paths, signal) {
	const crew = makeCrew(work);
	crew.start(work.rows < MANY ? 0 : Math.min(availableParallelism() - 1, 3));
	try {
		while (!scanTable(work, paths, performance.now() + SLICE)) {
			await new Promise((resolve) => setImmediate(resolve));
			signal?.throwIfAborted();
		}
		if (!isFinished(viewTable(work.memory, work.rows))) await crew.ended;
	} finally {
		crew.dismiss();
	}
}
function makeCrew(work) {
	const threads = /* @__PURE__ */ new Set();
	const { promise, resolve, reject } = Promise.withResolvers();
	promise.catch(() => void 0);
	const start = () => {
		const thread = new Worker(new URL(WORKER, import.meta.url), {
			workerData: work,
			execArgv: []
		});
		threads.add(thread);
		thread.on("error", reject);
		thread.on("exit", () => {
			threads.delete(thread);
			if (threads.size === 0) resolve();
		});
	};
	return {
		size: () => threads.size,
		start: (count) => Array.from({ length: count }).forEach(start),
		ended: promise,
		fail: reject,
		dismiss: async () => {
			await Promise.all([...threads].map(async (thread) => thread.terminate()));
		}
	};
}
/** Starts more threads while rows are left and the machine's processors mostly wait. */
function watchIdle(work, crew) {
	const table = viewTable(work.memory, work.rows);
	let [before, busy] = [performance.now(), busyMilliseconds()];
	return setInterval(() => {
		const [now, used] = [performance.now(), busyMilliseconds()];
		const able = Math.min(crew.size(), availableParallelism());
		const idle = (used - busy) / (now - before) < .6 * able;
		[before, busy] = [now, used];
		if (idle && !isClaimed(table)) crew.start(Math.min(crew.size(), MOST - crew.size()));
	}, LOOK_EVERY);
}
/** What all processors together have worked, whoever for: were it only ours, a busy machine would look idle. */
function busyMilliseconds() {
	return cpus().flatMap(({ times: { user, nice, sys, irq } }) => [
		user,
		nice,
		sys,
		irq
	]).reduce((sum, time) => sum + time, 0);
}
// src/digest/stat-cache.ts
const EMPTY = {
	paths: [],
	stats: /* @__PURE__ */ new Float64Array(),
	digests: /* @__PURE__ */ new Uint8Array()
};
const MAGIC = "reprise stat cache 1\n";
/** Beyond this, rows of files that were not asked for are forgotten. */
const MOST_ROWS = 1e6;
/** The cache in a file; an empty one where there is none, or none that is whole. */
async function openStatCache(file) {
	try {
		return {
			file,
			...decode(await readFile(file)),
			stale: false
		};
	} catch {
		return {
			file,
			root: "",
			rows: EMPTY,
			stale: false
		};
	}
}
/** Puts what is known of these files into a new table; says whether there was anything. */
function recall(cache, root, paths, table) {
	if (cache.root !== root || cache.rows.paths.length === 0) return false;
	const known = paths.map(finder(cache.rows.paths));
	known.forEach((row, at) => {
		if (row !== void 0) table.state[at] = STATE.cached;
	});
	copyRows(cache.rows, known, table, 0);
	return true;
}
/** Takes over what a finished table says. */
function remember(cache, root, paths, table) {
	const isNew = (state) => state === STATE.hashed || state === STATE.racy;
	if (cache.root === root && !table.state.some(isNew)) return;
	const kept = paths.map((_, row) => row).filter((row) => isSure(table.state[row]));
	const asked = new Set(paths);
	const old = cache.root === root ? cache.rows : EMPTY;
	const others = old.paths.map((_, row) => row).filter((row) => !asked.has(old.paths[row] ?? ""));
	if (kept.length + others.length > MOST_ROWS) others.length = 0;
	const count = kept.length + others.length;
	const rows = {
		paths: [...kept.map((row) => paths[row] ?? ""), ...others.map((row) => old.paths[row] ?? "")],
		stats: new Float64Array(count * STATS.length),
		digests: new Uint8Array(count * 32)
	};
	copyRows(table, kept, rows, 0);
	copyRows(old, others, rows, kept.length);
	Object.assign(cache, {
		root,
		rows,
		stale: true
	});
}
function isSure(state) {
	return state === STATE.same || state === STATE.hashed;
}
/** Copies the rows of these numbers to one place after another from `at`; neighbours together, which is fast. */
function copyRows(from, rows, to, at) {
	for (let first = 0, end = 1; first < rows.length; first = end++) {
		const row = rows[first];
		if (row === void 0) continue;
		while (end < rows.length && rows[end] === row + end - first) end++;
		copy(from.stats, row, to.stats, at + first, end - first, STATS.length);
		copy(from.digests, row, to.digests, at + first, end - first, 32);
	}
}
function copy(from, fromRow, to, toRow, rows, width) {
	to.set(from.subarray(fromRow * width, (fromRow + rows) * width), toRow * width);
}
/** Finds rows by path: mostly the one after the last, so the index is made only when that fails. */
function finder(paths) {
	let next = 0;
	let index;
	return (path) => {
		if (paths[next] === path) return next++;
		index ??= new Map(paths.map((known, row) => [known, row]));
		const row = index.get(path);
		if (row !== void 0) next = row + 1;
		return row;
	};
}
/** @throws for anything that {@link encode} did not write */
function decode(bytes) {
	const start = 53;
	const rest = bytes.subarray(start);
	const sum = bytes.subarray(21, start);
	if (!bytes.toString("latin1", 0, 21).startsWith(MAGIC)) throw new Error("no cache");
	if (!hash("sha256", rest, "buffer").equals(sum)) throw new Error("damaged");
	const body = 4 + rest.readUInt32LE();
	const head = JSON.parse(rest.toString("utf8", 4, body));
	const columns = body + head.names;
	const digests = columns + head.rows * STATS.length * 8;
	const names = rest.toString("utf8", body, columns);
	const rows = {
		paths: head.rows === 0 ? [] : names.split("\0"),
		stats: new Float64Array(Uint8Array.from(rest.subarray(columns, digests)).buffer),
		digests: Uint8Array.from(rest.subarray(digests))
	};
	return {
		root: head.root,
		rows
	};
}
// src/digest/digest.ts
/** Up to so many files and bytes it takes longer to start a thread than to do without. */
const FEW = 200;
const LITTLE = 67108864;
/**
* Digests of files, by path. Paths are absolute, or relative to `root`.
*
* @throws {UserError} `file-unreadable`: one is missing, not a file, or may not be read
* @throws the signal's reason
*/
async function digestFiles(root, paths, options = {}) {
	if (paths.length === 0) return /* @__PURE__ */ new Map();
	const { cache, follow = false, workers, signal } = options;
	const table = makeTable(paths.length);
	const { memory, rows } = table;
	const work = {
		root,
		paths: paths.join("\0"),
		rows,
		follow,
		memory
	};
	if (cache !== void 0 && recall(cache, root, paths, table)) {
		await compareTogether({
			...work,
			what: "compare"
		}, paths, signal);
		restart(table);
	}
	const todo = paths.filter((_, row) => table.state[row] === STATE.unknown);
	if (workers === void 0 && isLittle(root, todo)) scanTable({
		...work,
		what: "hash"
	}, paths);
	else await hashInThreads({
		...work,
		what: "hash"
	}, workers, signal);
	const result = collect(root, paths, table);
	if (cache !== void 0) remember(cache, root, paths, table);
	return result;
}
function isLittle(root, paths) {
	if (paths.length > FEW) return false;
	const size = (path) => statSync(locate(root, path), { throwIfNoEntry: false })?.size ?? 0;
	return paths.reduce((sum, path) => sum + size(path), 0) <= LITTLE;
}
function collect(root, paths, table) {
	const hex = table.digests.toString("hex");
	const result = /* @__PURE__ */ new Map();
	for (let row = 0; row < paths.length; row++) {
		const path = paths[row] ?? "";
		const state = table.state[row];
		if (state === STATE.failed || state === STATE.unknown) throw unreadable(root, path);
		const at = row * 32 * 2;
		const digest = `sha256:${hex.slice(at, at + 64)}`;
		const file = table.executable[row] === 1 ? `x ${digest}` : digest;
		const value = state === STATE.link ? `link:${target(locate(root, path))}` : file;
		result.set(path, {
			value,
			bytes: table.stats[row * STATS.length] ?? 0
		});
	}
	return result;
}
function target(path) {
	const bytes = readlinkSync(path, "buffer");
	const text = bytes.toString();
	if (Buffer.from(text).equals(bytes)) return text;
	throw new UserError("file-unreadable", `the symbolic link ${path} leads to a name that is not UTF-8`, "Rename its target.");
}
/** The thread knows only that it failed: what the matter is, is found out again here. */
function unreadable(root, path) {
	return new UserError("file-unreadable", `${path} cannot be read: ${reason(locate(root, path))}`, "Make it readable or take it out; if something is still writing there, try again when it is done.", { file: path });
}
function reason(path) {
	try {
		const stats = statSync(path);
		if (stats.isDirectory()) return "it is a folder";
		if (!stats.isFile()) return "it is not a regular file";
		closeSync(openSync(path, "r"));
		return "it changed while it was read";
	} catch (error) {
		return error.message;
	}
}
// src/record/input.ts
/** Two runs with the same input digest can differ only by seed, hardware and nondeterminism (DESIGN §4). */
function inputDigest(inputs) {
	return digestOf({ ...inputs });
}
// src/retrain/harvest/shelf.ts
function makeShelf() {
	const kept = /* @__PURE__ */ new Map();
	const shelf = {
		put(kind, bytes) {
			const digest = sha256(bytes);
			if (!kept.has(digest)) kept.set(digest, {
				kind,
				bytes
			});
			return digest;
		},
		putManifest: (manifest) => shelf.put("manifest", encodeManifest(manifest)),
		list: () => [...kept].map(([digest, { kind, bytes }]) => ({
			digest,
			kind,
			bytes: bytes.length
		})).sort((a, b) => a.digest < b.digest ? -1 : 1),
		contents: () => new Map([...kept].map(([digest, { bytes }]) => [digest, bytes]))
	};
	return shelf;
}
export { openStatCache as i, inputDigest as n, digestFiles as r, makeShelf as t };
