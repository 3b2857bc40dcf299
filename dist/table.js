// src/digest/table.ts
const STATE = {
	unknown: 0,
	cached: 1,
	same: 2,
	hashed: 3,
	racy: 4,
	link: 5,
	failed: 6
};
const STATS = [
	"size",
	"mtime",
	"ctime",
	"inode",
	"device"
];
const DIGEST_BYTES = 32;
const STAT_BYTES = STATS.length * 8;
function makeTable(rows) {
	return viewTable(new SharedArrayBuffer(8 + rows * (STAT_BYTES + 32 + 2)), rows);
}
function viewTable(memory, rows) {
	const digests = 8 + rows * STAT_BYTES;
	const state = digests + rows * 32;
	return {
		memory,
		rows,
		progress: new Int32Array(memory, 0, 2),
		stats: new Float64Array(memory, 8, rows * STATS.length),
		digests: Buffer.from(memory, digests, rows * 32),
		state: new Uint8Array(memory, state, rows),
		executable: new Uint8Array(memory, state + rows, rows)
	};
}
function claim(table) {
	const size = Math.min(64, Math.ceil(table.rows / 64));
	const from = Math.min(Atomics.add(table.progress, 0, size), table.rows);
	return {
		from,
		to: Math.min(from + size, table.rows)
	};
}
function finish(table, rows) {
	Atomics.add(table.progress, 1, rows);
}
function isClaimed(table) {
	return Atomics.load(table.progress, 0) >= table.rows;
}
function isFinished(table) {
	return Atomics.load(table.progress, 1) >= table.rows;
}
function restart(table) {
	table.progress.fill(0);
}

export { isClaimed as a, restart as c, finish as i, viewTable as l, STATS as n, isFinished as o, claim as r, makeTable as s, STATE as t };