import { t as UserError } from "./error.js";
import { join } from "node:path";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readlinkSync, realpathSync } from "node:fs";

// src/retrain/file-source.ts
function fileSource(root, name) {
	const stats = lstat(root, name);
	if (!stats.isFile()) throw unreadable(name, "it is no regular file");
	return {
		name,
		size: stats.size,
		read: (offset, length) => readAt(root, name, stats, offset, Math.min(length, stats.size - offset))
	};
}
function readAt(root, name, known, offset, length) {
	const descriptor = open(root, name);
	try {
		const stats = fstatSync(descriptor);
		if (!stats.isFile() || stats.ino !== known.ino || stats.dev !== known.dev || placeOf(descriptor, root, name) !== join(root, name)) throw unreadable(name, "it lies behind a symbolic link, or was replaced while it was read");
		const bytes = new Uint8Array(Math.max(0, length));
		let filled = 0;
		while (filled < bytes.length) {
			const count = readSync(descriptor, bytes, filled, bytes.length - filled, offset + filled);
			if (count === 0) break;
			filled += count;
		}
		return bytes.subarray(0, filled);
	} finally {
		closeSync(descriptor);
	}
}
function open(root, name) {
	try {
		return openSync(join(root, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	} catch (error) {
		throw unreadable(name, reason(error));
	}
}
function placeOf(descriptor, root, name) {
	return process.platform === "linux" ? readlinkSync(`/proc/self/fd/${descriptor}`) : realpathSync(join(root, name));
}
function lstat(root, name) {
	try {
		return lstatSync(join(root, name));
	} catch (error) {
		throw unreadable(name, reason(error));
	}
}
function reason(error) {
	const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
	return code === "ELOOP" ? "it is a symbolic link" : `it cannot be opened (${code})`;
}
function unreadable(name, why) {
	return new UserError("source-unreadable", `${name}: ${why}`, "Let the training write a plain file inside its tree.", { file: name });
}

export { fileSource as t };