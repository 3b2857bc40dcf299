import { i as __toESM } from "./rolldown-runtime.js";
import { t as require_picomatch } from "./picomatch.js";
import { t as UserError } from "./error.js";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";

// src/digest/expand.ts
var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
const SKIPPED = [".git", ".reprise"];
function expandPaths(root, pattern) {
	const files = [...new Set(matching(root, pattern))];
	if (files.length > 0) return files.map((file) => spell(root, file)).sort();
	throw new UserError("data-missing", `nothing matches ${JSON.stringify(pattern)}`, "Check the path, and that the data was fetched; relative paths start at the repository.");
}
function anchored(root, pattern) {
	if (pattern === "~" || pattern.startsWith("~/")) return {
		anchor: homedir(),
		rest: pattern.slice(2)
	};
	if (isAbsolute(pattern)) return {
		anchor: "/",
		rest: pattern.slice(1)
	};
	const up = /^(?:\.{1,2}(?:\/+|$))*/.exec(pattern)?.[0] ?? "";
	return {
		anchor: resolve(root, up),
		rest: pattern.slice(up.length)
	};
}
function matching(root, pattern) {
	const { anchor, rest } = anchored(root, pattern);
	const path = join(anchor, rest);
	const stats = statSync(path, { throwIfNoEntry: false });
	if (stats?.isDirectory()) return walk(path, "", () => true);
	if (stats !== void 0) return [path];
	const { base, isGlob } = import_picomatch.default.scan(rest);
	if (!isGlob || !isFolder(join(anchor, base))) return [];
	return walk(anchor, base, (0, import_picomatch.default)(rest, { dot: true }));
}
function walk(anchor, start, matches) {
	const files = [];
	const visit = (path, inside, above) => {
		const folder = join(anchor, path);
		const { dev, ino } = statSync(folder);
		const id = `${dev}:${ino}`;
		if (above.includes(id)) return;
		for (const entry of list(folder)) {
			const below = path === "" ? entry.name : `${path}/${entry.name}`;
			const hit = inside || matches(below);
			if (isFolderEntry(anchor, below, entry)) visit(below, hit, [...above, id]);
			else if (hit) files.push(join(anchor, below));
		}
	};
	visit(start, false, []);
	return files;
}
function list(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !SKIPPED.includes(name));
	} catch (error) {
		const why = error.message;
		throw new UserError("file-unreadable", `${folder} cannot be listed: ${why}`, "Make it readable, or name what you need of it.", { file: folder });
	}
}
function isFolderEntry(anchor, path, entry) {
	return entry.isDirectory() || entry.isSymbolicLink() && isFolder(join(anchor, path));
}
function isFolder(path) {
	return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
function spell(root, file) {
	const inside = relative(root, file);
	return inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? file : inside;
}

export { expandPaths as t };