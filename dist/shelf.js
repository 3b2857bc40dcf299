import { t as UserError } from "./error.js";
import { a as isClaimed, c as restart, l as viewTable, n as STATS, o as isFinished, s as makeTable, t as STATE } from "./table.js";
import { n as scanTable, t as locate } from "./work.js";
import { i as digestOf, s as sha256 } from "./digest.js";
import { i as encodeManifest } from "./params.js";
import { o as recall, s as remember } from "./stat-cache.js";
import { closeSync, openSync, readlinkSync, statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { availableParallelism, cpus } from "node:os";

// src/digest/pool.ts
const WORKER = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./digest-worker.js";
const MOST = 16;
const LOOK_EVERY = 100;
const SLICE = 20;
const MANY = 6e4;
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
function busyMilliseconds() {
	return cpus().flatMap(({ times: { user, nice, sys, irq } }) => [
		user,
		nice,
		sys,
		irq
	]).reduce((sum, time) => sum + time, 0);
}

// src/digest/digest.ts
const FEW = 200;
const LITTLE = 67108864;
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
		const digest = `sha256:${hex.slice(at, at + 32 * 2)}`;
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

export { inputDigest as n, digestFiles as r, makeShelf as t };