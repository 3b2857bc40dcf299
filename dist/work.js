import { i as finish, l as viewTable, n as STATS, r as claim, t as STATE } from "./table.js";
import { isAbsolute } from "node:path";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from "node:fs";
import { createHash, hash } from "node:crypto";

// src/digest/scan.ts
const buffer = Buffer.allocUnsafeSlow(262144);
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
function compareFile(table, row, path, follow) {
	const stats = look(path, follow);
	const same = stats?.isFile() === true && matches(table, row, stats);
	table.state[row] = same ? STATE.same : STATE.unknown;
	if (same) table.executable[row] = executable(stats);
}
function hashRow(table, row, path, follow) {
	try {
		table.state[row] = hashOpened(table, row, path, follow);
	} catch {
		table.state[row] = follow ? STATE.failed : noteLink(table, row, path);
	}
}
function hashOpened(table, row, path, follow) {
	const file = openSync(path, follow ? FLAGS : FLAGS | constants.O_NOFOLLOW);
	try {
		const stats = fstatSync(file);
		if (!stats.isFile()) return STATE.failed;
		note(table, row, stats);
		const now = Date.now();
		const digest = hashContent(file, stats.size);
		table.digests.write(digest, row * 32, 32, "binary");
		return isRacy(stats, now) ? STATE.racy : STATE.hashed;
	} finally {
		closeSync(file);
	}
}
function noteLink(table, row, path) {
	const stats = look(path, false);
	if (stats?.isSymbolicLink() !== true) return STATE.failed;
	note(table, row, stats);
	return STATE.link;
}
function look(path, follow) {
	try {
		const quiet = { throwIfNoEntry: false };
		return follow ? statSync(path, quiet) : lstatSync(path, quiet);
	} catch {
		return;
	}
}
function note(table, row, stats) {
	const at = row * STATS.length;
	table.stats[at] = stats.size;
	table.stats[at + 1] = stats.mtimeMs;
	table.stats[at + 2] = stats.ctimeMs;
	table.stats[at + 3] = stats.ino;
	table.stats[at + 4] = stats.dev;
	table.executable[row] = executable(stats);
}
function matches(table, row, stats) {
	const at = row * STATS.length;
	return table.stats[at] === stats.size && table.stats[at + 1] === stats.mtimeMs && table.stats[at + 2] === stats.ctimeMs && table.stats[at + 3] === stats.ino && table.stats[at + 4] === stats.dev;
}
function executable({ mode }) {
	return mode & 64 ? 1 : 0;
}
function isRacy({ mtimeMs, ctimeMs }, now) {
	const coarse = mtimeMs % 10 === 0 || ctimeMs % 10 === 0;
	return Math.max(mtimeMs, ctimeMs) >= now - (coarse ? 4e3 : 50);
}
function hashContent(file, size) {
	const length = fill(file, size);
	if (length < buffer.length) return hash("sha256", buffer.subarray(0, length), "binary");
	const sum = createHash("sha256");
	for (let part = length; part > 0; part = fill(file)) sum.update(buffer.subarray(0, part));
	return sum.digest("binary");
}
function fill(file, enough = buffer.length) {
	let length = 0;
	for (;;) {
		const part = readSync(file, buffer, length, buffer.length - length, null);
		length += part;
		if (part === 0 || length === enough || length === buffer.length) return length;
	}
}

// src/digest/work.ts
function scanTable(work, paths, until = Infinity) {
	const { what, root, follow, rows, memory } = work;
	const table = viewTable(memory, rows);
	while (performance.now() < until) {
		const { from, to } = claim(table);
		if (from === to) return true;
		for (let row = from; row < to; row++) {
			const state = table.state[row];
			const path = locate(root, paths[row] ?? "");
			if (what === "compare" && state === STATE.cached) compareFile(table, row, path, follow);
			if (what === "hash" && state === STATE.unknown) hashRow(table, row, path, follow);
		}
		finish(table, to - from);
	}
	return false;
}
function locate(root, path) {
	return isAbsolute(path) ? path : `${root}/${path}`;
}

export { scanTable as n, locate as t };