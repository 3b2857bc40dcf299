import { t as expandPaths } from "./expand.js";
import { t as readMetrics } from "./read2.js";
import { t as fileSource } from "./file-source.js";
import { realpathSync } from "node:fs";
// src/flows/read.ts
/** What the readers see in files and folders. @throws {UserError} `data-missing`, `source-unreadable` */
function readPaths(cwd, paths) {
	return readMetrics(sourcesOf(cwd, paths));
}
/** Files and all files below folders as sources, each once; names are relative to `cwd` where they lie in it. */
function sourcesOf(cwd, paths) {
	const root = realpathSync(cwd);
	return [...new Set(paths.flatMap((path) => expandPaths(root, path)))].map((name) => name.startsWith("/") ? {
		...fileSource("/", realpathSync(name).slice(1)),
		name
	} : fileSource(root, name));
}
export { sourcesOf as n, readPaths as t };
