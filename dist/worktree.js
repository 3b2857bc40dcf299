import { i as fields, s as git } from "./parse.js";
import { join } from "node:path";
import { createReadStream, existsSync } from "node:fs";
import { createHash } from "node:crypto";
import { lstat } from "node:fs/promises";

// src/git/objects.ts
async function treeFiles(root, commit) {
	const { stdout } = await git(root, [
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		commit
	]);
	return fields(stdout).map(parseEntry);
}
async function readBlob(root, commit, path) {
	if (path.split("/").some((part) => [
		"",
		".",
		".."
	].includes(part))) return void 0;
	const { stdout } = await git(root, [
		"ls-tree",
		"-z",
		"--full-tree",
		commit,
		"--",
		path
	]);
	const entry = fields(stdout).map(parseEntry).find((one) => one.path === path && one.mode.startsWith("1") && one.mode !== "160000");
	if (entry === void 0) return void 0;
	return (await git(root, [
		"cat-file",
		"blob",
		entry.blob
	])).stdout;
}
async function blobId(root, commit, path) {
	const { stdout } = await git(root, [
		"ls-tree",
		"-z",
		"--full-tree",
		commit,
		"--",
		path
	]);
	return fields(stdout).map(parseEntry).find((one) => one.path === path)?.blob;
}
function parseEntry(field) {
	const tab = field.indexOf("	");
	const [mode = "", , blob = ""] = field.slice(0, tab).split(" ");
	return {
		path: field.slice(tab + 1),
		mode,
		blob
	};
}

// src/git/filters.ts
async function trustedFilters(root) {
	const foreign = ["local", "worktree"];
	return (await listDrivers(root)).filter(({ scope, name }) => foreign.includes(scope) || name === "lfs").flatMap(({ name }) => silence(name));
}
async function noFilters(root) {
	return (await listDrivers(root)).flatMap(({ name }) => silence(name));
}
async function listDrivers(root) {
	const list = fields((await git(root, [
		"config",
		"-z",
		"--show-scope",
		"--name-only",
		"--get-regexp",
		"^filter\\."
	], { accept: [0, 1] })).stdout);
	return list.filter((_, index) => index % 2 === 0).map((scope, index) => ({
		scope,
		name: (list[2 * index + 1] ?? "").replace(/^filter\./, "").replace(/\.[^.]*$/, "")
	}));
}
function silence(name) {
	return [
		[`filter.${name}.clean`, ""],
		[`filter.${name}.smudge`, ""],
		[`filter.${name}.process`, ""],
		[`filter.${name}.required`, "false"]
	];
}

// src/git/lfs.ts
const POINTER_BYTES = 1024;
function parsePointer(blob) {
	if (blob.length > 1024) return void 0;
	const text = Buffer.from(blob).toString();
	if (!text.startsWith("version https://git-lfs.github.com/spec/v1\n")) return void 0;
	const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
	const size = /^size (\d{1,15})$/m.exec(text)?.[1];
	return oid === void 0 || size === void 0 ? void 0 : {
		oid,
		size: Number(size)
	};
}
async function holds(file, pointer) {
	const stats = await lstat(file).catch(() => void 0);
	if (stats === void 0 || !stats.isFile() || stats.size !== pointer.size) return false;
	const hash = createHash("sha256");
	for await (const part of createReadStream(file)) hash.update(part);
	return hash.digest("hex") === pointer.oid;
}
function storedAt({ oid }) {
	return `lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`;
}

// src/git/worktree.ts
async function changedPaths(root, except = []) {
	const flags = [
		"--untracked-files=all",
		"--no-renames",
		"--ignore-submodules=dirty"
	];
	const config = await trustedFilters(root);
	const { stdout } = await git(root, [
		"status",
		"-z",
		"--porcelain=v2",
		...flags
	], { config });
	const found = /* @__PURE__ */ new Set();
	for (const { path, blob } of fields(stdout).map(parse)) if (blob === void 0 || !await isSmudged(root, path, blob)) found.add(path);
	for (const path of await submodules(root)) for (const inner of await changedPaths(join(root, path))) found.add(`${path}/${inner}`);
	return [...found].filter((path) => !except.includes(path)).sort();
}
async function isDirty(root, except = []) {
	return (await changedPaths(root, except)).length > 0;
}
function parse(field) {
	const parts = field.split(" ");
	const kind = parts[0] ?? "";
	const path = parts.slice({
		"?": 1,
		u: 10
	}[kind] ?? 8).join(" ");
	if (kind === "1" && parts[1] === ".M") return {
		path,
		blob: parts[7] ?? ""
	};
	return { path: path.replace(/\/$/, "") };
}
async function isSmudged(root, path, blob) {
	if (/^0+$/.test(blob)) return false;
	const { code, stdout } = await git(root, [
		"cat-file",
		"blob",
		blob
	], { accept: [0, 128] });
	const pointer = code === 0 ? parsePointer(stdout) : void 0;
	return pointer !== void 0 && holds(join(root, path), pointer);
}
async function submodules(root) {
	if (!existsSync(join(root, ".gitmodules"))) return [];
	const { stdout } = await git(root, [
		"ls-files",
		"-z",
		"--stage"
	]);
	return fields(stdout).filter((field) => field.startsWith("160000 ")).map((field) => field.slice(field.indexOf("	") + 1)).filter((path) => existsSync(join(root, path, ".git")));
}

export { storedAt as a, readBlob as c, parsePointer as i, treeFiles as l, isDirty as n, noFilters as o, POINTER_BYTES as r, blobId as s, changedPaths as t };