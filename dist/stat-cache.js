import { n as STATS, t as STATE } from "./table.js";
import { dirname } from "node:path";
import { hash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";

// src/digest/stat-cache.ts
const EMPTY = {
	paths: [],
	stats: /* @__PURE__ */ new Float64Array(),
	digests: /* @__PURE__ */ new Uint8Array()
};
const MAGIC = "reprise stat cache 1\n";
const MOST_ROWS = 1e6;
async function openStatCache(file) {
	try {
		return openContent(file, decode(await readFile(file)));
	} catch {
		return openContent(file, {
			root: "",
			rows: EMPTY
		});
	}
}
function openContent(file, { root, rows }) {
	return {
		file,
		root,
		rows,
		stale: false,
		opened: Date.now(),
		read: 0
	};
}
function recall(cache, root, paths, table) {
	if (cache.root !== root || cache.rows.paths.length === 0) return false;
	const known = paths.map(finder(cache.rows.paths));
	known.forEach((row, at) => {
		if (row !== void 0) table.state[at] = STATE.cached;
	});
	copyRows(cache.rows, known, table, 0);
	return true;
}
function remember(cache, root, paths, table) {
	const isNew = (state) => state === STATE.hashed || state === STATE.racy;
	const read = table.state.reduce((sum, state) => sum + (isNew(state) ? 1 : 0), 0);
	cache.read += read;
	if (cache.root === root && read === 0) return;
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
function encode(root, { paths, stats, digests }) {
	const names = Buffer.from(paths.join("\0"));
	const head = Buffer.from(JSON.stringify({
		root,
		rows: paths.length,
		names: names.length
	}));
	const length = Buffer.alloc(4);
	length.writeUInt32LE(head.length);
	const columns = Buffer.from(stats.buffer, stats.byteOffset, stats.byteLength);
	const rest = Buffer.concat([
		length,
		head,
		names,
		columns,
		digests
	]);
	return Buffer.concat([
		Buffer.from(MAGIC),
		hash("sha256", rest, "buffer"),
		rest
	]);
}
function decode(bytes) {
	const start = 21 + 32;
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

export { openStatCache as a, openContent as i, decode as n, recall as o, encode as r, remember as s, copyRows as t };