import { t as UserError } from "./error.js";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { randomUUID } from "node:crypto";

// src/flows/replace-file.ts
function replaceFile(path, text) {
	const next = `${path}.${randomUUID()}`;
	try {
		const descriptor = openSync(next, "wx", 420);
		try {
			writeSync(descriptor, text);
			fsyncSync(descriptor);
		} finally {
			closeSync(descriptor);
		}
		renameSync(next, path);
	} catch (error) {
		rmSync(next, { force: true });
		const why = error instanceof Error ? error.message : String(error);
		throw new UserError("file-unwritable", `${path} cannot be written: ${why}`, "Mend its permissions, or remove what lies in its place.");
	}
}

export { replaceFile as t };