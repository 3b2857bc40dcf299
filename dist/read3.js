import { t as expandPaths } from "./expand.js";
import { t as readMetrics } from "./read.js";
import { t as fileSource } from "./file-source.js";
import { realpathSync } from "node:fs";

// src/flows/read.ts
function readPaths(cwd, paths) {
	return readMetrics(sourcesOf(cwd, paths));
}
function sourcesOf(cwd, paths) {
	const root = realpathSync(cwd);
	return [...new Set(paths.flatMap((path) => expandPaths(root, path)))].map((name) => name.startsWith("/") ? {
		...fileSource("/", realpathSync(name).slice(1)),
		name
	} : fileSource(root, name));
}

export { sourcesOf as n, readPaths as t };