import { t as UserError } from "./error.js";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { chmodSync, constants, copyFileSync, lstatSync, lutimesSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, utimesSync } from "node:fs";
import { promisify } from "node:util";
import { rm } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

// src/retrain/folders.ts
const BATCH = 200;
async function copyTree(from, to, signal) {
	const todo = [[Buffer.from(from), Buffer.from(to)]];
	const folders = [];
	let done = 0;
	for (let next = todo.pop(); next !== void 0; next = todo.pop()) {
		const [source, target] = next;
		try {
			const stats = lstatSync(source);
			if (stats.isDirectory()) {
				mkdirSync(target, { recursive: true });
				folders.push([target, stats.mode & 4095]);
				for (const name of readdirSync(source, "buffer")) todo.push([below(source, name), below(target, name)]);
			} else copyOne(source, target, stats);
		} catch (error) {
			throw copyFailed(source, error);
		}
		done++;
		if (done % BATCH === 0) await setImmediate();
		signal?.throwIfAborted();
	}
	for (const [path, mode] of folders.toReversed()) chmodSync(path, mode);
}
function below(folder, name) {
	return Buffer.concat([
		folder,
		Buffer.from("/"),
		name
	]);
}
function copyFailed(source, { message }) {
	const path = source.toString();
	const [shown, why] = [path, message].map((text) => text.length > 500 ? `${text.slice(0, 500)}…` : text);
	return new UserError("copy-failed", `${shown} cannot be copied for a run: ${why}`, "Make it readable or shorten its path; if the disk is full, make room or set TMPDIR to another.", { file: path });
}
function copyOne(source, target, stats) {
	if (stats.isSymbolicLink()) {
		symlinkSync(readlinkSync(source, "buffer"), target);
		lutimesSync(target, stats.atime, stats.mtime);
	} else if (stats.isFile()) {
		copyFileSync(source, target, constants.COPYFILE_FICLONE);
		chmodSync(target, stats.mode & 4095);
		utimesSync(target, stats.atime, stats.mtime);
	}
}
async function removeTree(path) {
	try {
		await rm(path, {
			recursive: true,
			force: true
		});
	} catch {
		const run = promisify(execFile);
		await run("chmod", [
			"-Rf",
			"u+rwX",
			"--",
			path
		]).catch(() => void 0);
		await run("rm", [
			"-rf",
			"--",
			path
		]);
	}
}
function makeReadable(path) {
	try {
		const stats = lstatSync(path);
		const wanted = stats.isDirectory() ? 448 : stats.isFile() ? 384 : 0;
		if ((stats.mode & wanted) !== wanted) chmodSync(path, stats.mode | wanted);
		if (!stats.isDirectory()) return;
		for (const name of readdirSync(path)) makeReadable(join(path, name));
	} catch {}
}

export { removeTree as i, copyTree as n, makeReadable as r, copyOne as t };