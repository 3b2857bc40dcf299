import { r as digestFiles } from "./shelf.js";
import { t as expandPaths } from "./expand.js";
import { n as fileManifest } from "./manifests.js";
import { l as listFiles } from "./accelerators.js";
import { t as UserError } from "./error.js";
import { a as manifestDigest, n as decodeManifest } from "./params.js";
import { m as belongs } from "./isolation.js";
import { join } from "node:path";
import { existsSync } from "node:fs";
import { homedir } from "node:os";

// src/flows/freshness.ts
async function trainsThisTree(project, record) {
	const model = project.spec.models[record.model];
	if (model === void 0 || !sameCommand(model, record)) return false;
	return await sameTree(project, model, record) && await sameData(project, record);
}
function sameCommand(model, { config }) {
	const values = Object.entries(model.env).every(([name, value]) => value === null || config.env[name] === value);
	return config.train === model.train && config.directory === model.directory && config.setup === (model.setup ?? null) && config.deterministic === model.deterministic && Object.keys(config.env).every((name) => name in model.env) && values;
}
async function sameTree(project, model, { code }) {
	const { root } = project;
	const names = (await entriesOf(project, code.manifest))?.map(([name]) => name);
	if (names === void 0) return false;
	const keep = belongs(model);
	const listed = (await listFiles(root)).filter(({ kind, path }) => kind === "file" && keep(path)).map(({ path }) => path);
	const brought = names.filter((name) => existsSync(join(root, name)));
	const now = await fileManifest("code", root, [.../* @__PURE__ */ new Set([...listed, ...brought])]);
	return manifestDigest(now.manifest) === code.manifest;
}
async function sameData(project, { data }) {
	for (const { name, manifest } of data) {
		const entries = await entriesOf(project, manifest);
		if (entries === void 0 || !await sameFiles(project.root, name, entries)) return false;
	}
	return true;
}
async function sameFiles(root, pattern, entries) {
	const spell = (name) => name.startsWith("~/") ? join(homedir(), name.slice(2)) : name;
	try {
		if (expandPaths(root, pattern).length !== entries.length) return false;
		const paths = entries.map(([name]) => spell(name));
		const now = await digestFiles(root, paths, { follow: true });
		return entries.every(([name, value]) => now.get(spell(name))?.value === value);
	} catch (error) {
		if (error instanceof UserError) return false;
		throw error;
	}
}
async function entriesOf({ ledger }, digest) {
	const found = await ledger.attachment(digest);
	return found.state === "found" ? decodeManifest(found.value, digest).entries : void 0;
}

export { trainsThisTree as t };