import { o as manifestOf } from "./params.js";
import { r as digestFiles } from "./shelf.js";
import { t as expandPaths } from "./expand.js";
import { homedir } from "node:os";

// src/digest/manifests.ts
async function fileManifest(of, root, paths, options = {}) {
	return inventory(of, await digestFiles(root, paths, options));
}
async function dataManifest(root, pattern, options = {}) {
	const paths = expandPaths(root, pattern);
	return inventory("data", await digestFiles(root, paths, {
		...options,
		follow: true
	}), spellHome);
}
function inventory(of, digests, spell = (path) => path) {
	const entries = [...digests].map(([path, { value }]) => [spell(path), value]);
	const bytes = [...digests.values()].reduce((sum, file) => sum + file.bytes, 0);
	return {
		manifest: manifestOf(of, entries),
		files: digests.size,
		bytes
	};
}
function spellHome(path) {
	const home = homedir();
	return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

export { fileManifest as n, dataManifest as t };