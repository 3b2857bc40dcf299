import { t as UserError } from "./error.js";
import { n as parseJson } from "./dist.js";
import { C as readText, n as parseToml, t as parseYaml, w as isObject } from "./yaml.js";
import { i as git, t as fields } from "./output.js";
import { join } from "node:path";
import { lstatSync } from "node:fs";
// src/git/files.ts
/**
* The files of the work tree as they are now: tracked files, changed or not, and untracked files that are not
* ignored. Deleted files are left out; a file that became a folder gives the files in that folder. Submodules,
* and repositories that lie inside without being submodules, are given with the files that they in turn list.
*
* @throws {UserError} `path-encoding`, `git-failed`
*/
async function listFiles(root) {
	const { stdout } = await git(root, [
		"ls-files",
		"-z",
		"-t",
		"--stage",
		...[
			"--cached",
			"--deleted",
			"--others",
			"--exclude-standard"
		]
	]);
	const found = /* @__PURE__ */ new Map();
	const nested = [];
	const gone = [];
	for (const field of fields(stdout)) {
		const { tag, mode, path } = parse(field);
		const file = {
			path,
			tracked: tag !== "?",
			kind: "file"
		};
		if (tag === "R" || tag === "S" && !exists(join(root, path))) gone.push(path);
		else if (mode === "160000") nested.push(file);
		else if (path.endsWith("/")) nested.push({
			...file,
			path: path.slice(0, -1)
		});
		else found.set(path, file);
	}
	for (const file of (await Promise.all(nested.map((file) => inside(root, file)))).flat()) found.set(file.path, file);
	for (const path of [...gone, ...becameFolders(found)]) found.delete(path);
	return [...found.values()];
}
/** `? path`, or `H 100644 <blob> 0<tab>path`. */
function parse(field) {
	const tag = field.slice(0, 1);
	if (tag === "?") return {
		tag,
		mode: "",
		path: field.slice(2)
	};
	return {
		tag,
		mode: field.slice(2, 8),
		path: field.slice(field.indexOf("	") + 1)
	};
}
async function inside(root, { path, tracked }) {
	const folder = join(root, path);
	if (!exists(join(folder, ".git"))) return tracked ? [{
		path,
		tracked,
		kind: "submodule"
	}] : [];
	return (await listFiles(folder)).map((file) => ({
		...file,
		path: `${path}/${file.path}`,
		tracked: tracked && file.tracked
	}));
}
/** Tracked paths where a folder with files stands now: git does not call them deleted. */
function becameFolders(found) {
	return [...found.values()].filter((file) => !file.tracked).flatMap(({ path }) => folders(path)).filter((path) => found.has(path));
}
function folders(path) {
	const names = path.split("/").slice(0, -1);
	return names.map((_, index) => names.slice(0, index + 1).join("/"));
}
function exists(path) {
	return lstatSync(path, { throwIfNoEntry: false }) !== void 0;
}
// src/readers/pins/pins.ts
/** `Typing_Extensions` → `typing-extensions` (PEP 503). */
function normaliseName(name) {
	return name.toLowerCase().replace(/[-_.]+/g, "-");
}
/** One answer out of several parts. */
function joinPins(parts) {
	return {
		pins: parts.flatMap(({ pins }) => pins),
		loose: parts.flatMap(({ loose }) => loose)
	};
}
function pinned(name, version) {
	return {
		pins: [{
			name: normaliseName(name),
			version
		}],
		loose: []
	};
}
function loosely(text) {
	return {
		pins: [],
		loose: [text.slice(0, 300).toWellFormed()]
	};
}
const NOTHING = {
	pins: [],
	loose: []
};
// src/readers/pins/requirements.ts
const REQUIREMENT = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/;
const INCLUDE = /^(?:-r|-c|--requirement|--constraint)[\s=]*(\S+)/;
const EDITABLE = /^(?:-e|--editable)[\s=]+(\S+)/;
/** A commit or the digest of an archive: what the address holds cannot change. */
const FIXED_URL = /@[0-9a-f]{40}(?:[#?]|$)|#.*sha(?:256|384|512)=[0-9a-f]{64,}/;
/**
* pip's requirements files, as pip-compile, uv and people write them: `==` pins, other files named by `-r` or `-c`
* are loose (they are read on their own), so is a URL without a commit or digest; the project itself (`-e .`) is neither.
* Source: pip's documentation of the requirements file format; PEP 508.
*/
function readRequirements(text) {
	return joinPins(text.replace(/\\\r?\n/g, " ").split(/\r?\n/).map((line) => readRequirement(line.replace(/(?:^|\s)#.*$/, ""))));
}
/** One requirement, with its hashes and markers, or an option. */
function readRequirement(line) {
	const text = line.trim();
	if (text === "") return NOTHING;
	const [include] = INCLUDE.exec(text) ?? [];
	if (include !== void 0) return loosely(include);
	const target = EDITABLE.exec(text)?.[1];
	if (target !== void 0) return readAddress(target);
	if (text.startsWith("-")) return NOTHING;
	const bare = text.replace(/\s--?[a-z][\w-]*[\s=].*$/, "");
	if (/^(?:\.|\/|[a-z+]+:\/\/)/.test(bare)) return readAddress(bare);
	const [, name, rest = ""] = REQUIREMENT.exec(bare) ?? [];
	if (name === void 0) return loosely(text);
	if (rest.startsWith("@")) return FIXED_URL.test(rest) ? NOTHING : loosely(bare);
	const version = versionOf(rest);
	return version === void 0 ? loosely(bare.trim()) : pinned(name, version);
}
/** The version that `==` or `===` names, without a wildcard. */
function versionOf(rest) {
	const [specifiers = ""] = rest.replace(/[()]/g, "").split(";");
	return specifiers.split(",").map((one) => /^\s*={2,3}\s*([^\s*]+)\s*$/.exec(one)?.[1]).find((version) => version !== void 0);
}
/** A path in the tree is the project itself, a URL is fixed by a commit or a digest, or loose. */
function readAddress(address) {
	return !/^[a-z+]+:\/\//.test(address) || FIXED_URL.test(address) ? NOTHING : loosely(address);
}
// src/readers/pins/conda.ts
/** conda-lock.yml repeats each package for each platform. */
const MOST_CHARACTERS = 4194304;
const SPEC = /^(?:[^\s:]+::)?([\w.-]+)\s*(==?)\s*([^=\s*,|<>]+)(?:=[^=\s]+)?$/;
/**
* conda's environment.yml. `name==version` and `name=version=build` are pins; so is `name=1.26.4`, since a version of
* three parts says which one is meant, though conda would also take `1.26.4.1`; `name=1.26` is loose.
*
* @throws {UserError} `yaml-syntax`
*/
function readCondaEnvironment(text, file) {
	const { value } = parseYaml(text, file);
	const dependencies = isObject(value) ? value["dependencies"] : void 0;
	return joinPins(Array.isArray(dependencies) ? dependencies.map(readDependency) : []);
}
/** conda-lock.yml: a list of packages, one for each platform. @throws {UserError} `yaml-syntax` */
function readCondaLock(text, file) {
	const { value } = parseYaml(text, file, MOST_CHARACTERS);
	const packages = isObject(value) ? value["package"] : void 0;
	return joinPins((Array.isArray(packages) ? packages.filter(isObject) : []).map(({ name, version }) => typeof name === "string" && typeof version === "string" ? pinned(name, version) : NOTHING));
}
function readDependency(entry) {
	if (isObject(entry) && Array.isArray(entry["pip"])) return joinPins(entry["pip"].map((line) => typeof line === "string" ? readRequirement(line) : NOTHING));
	if (typeof entry !== "string") return NOTHING;
	const text = entry.trim();
	const [, name, operator, version] = SPEC.exec(text) ?? [];
	const exact = operator === "==" || text.split("=").length === 3 || (version?.split(".").length ?? 0) >= 3;
	return name !== void 0 && version !== void 0 && exact ? pinned(name, version) : loosely(text);
}
// src/readers/pins/packages.ts
/**
* Locks in TOML with one table a package: `[[package]]` of uv.lock, poetry.lock and pdm.lock, `[[packages]]` of
* pylock.toml (PEP 751). The project itself has no version there, or a source inside the tree.
*
* @throws {UserError} `toml-syntax`
*/
function readTomlLock(text, file) {
	const lock = parseToml(text, file);
	return joinPins([lock["package"], lock["packages"]].flatMap((value) => Array.isArray(value) ? value : []).map(readPackage));
}
function readPackage(table) {
	if (!isObject(table) || typeof table["name"] !== "string") return NOTHING;
	const { name, version } = table;
	if (typeof version === "string") return pinned(name, version);
	return isOfTheTree(table) ? NOTHING : loosely(name);
}
/** uv: `source = {editable = "."}`; pylock.toml: `directory = {path = "."}`, and a commit fixes `vcs`. */
function isOfTheTree(table) {
	const source = isObject(table["source"]) ? table["source"] : {};
	const vcs = isObject(table["vcs"]) ? table["vcs"] : {};
	return [
		"editable",
		"virtual",
		"directory",
		"path"
	].some((key) => typeof source[key] === "string") || isObject(table["directory"]) || typeof vcs["commit-id"] === "string";
}
/** Pipfile.lock: `{"default": {"idna": {"version": "==3.10"}}}`. @throws {UserError} a code of `parseJson` */
function readPipfileLock(text, file) {
	const lock = parseJson(text, file);
	return joinPins((isObject(lock) ? [lock["default"], lock["develop"]] : []).flatMap((group) => isObject(group) ? Object.entries(group) : []).map(([name, entry]) => readPipfileEntry(name, entry)));
}
function readPipfileEntry(name, entry) {
	const { version, ref, path } = isObject(entry) ? entry : {};
	const exact = typeof version === "string" ? /^={2,3}(.+)$/.exec(version)?.[1] : void 0;
	if (exact !== void 0) return pinned(name, exact);
	return typeof ref === "string" || typeof path === "string" ? NOTHING : loosely(name);
}
// src/readers/pins/read.ts
const MOST_BYTES = 16777216;
/** File names of package locks, with their reader. */
const LOCKS = [
	[/^(?:uv|poetry|pdm)\.lock$/, readTomlLock],
	[/^pylock(?:\.[^.]+)?\.toml$/, readTomlLock],
	[/^Pipfile\.lock$/, readPipfileLock],
	[/^conda-lock\.ya?ml$/, readCondaLock],
	[/^environment\.ya?ml$/, readCondaEnvironment],
	[/^requirements.*\.txt$/, readRequirements]
];
const VENDORED = /(?:^|\/)(?:node_modules|site-packages|\.venv|venv|\.git|\.tox)\//;
/** The paths that are package locks by their name, sorted; those inside installed packages are left out. */
function detectPins(paths) {
	return paths.filter((path) => !VENDORED.test(path) && readerOf(path) !== void 0).sort();
}
/**
* The packages that a lock pins, and what it leaves open. A file of another name is read as pip's requirements if it
* ends in `.txt`.
*
* @throws {UserError} `pins-format`, or the code of its syntax
*/
function readPins(source) {
	const reader = readerOf(source.name) ?? (source.name.endsWith(".txt") ? readRequirements : void 0);
	if (reader === void 0) throw new UserError("pins-format", `${source.name} is no package lock that is known`, "Name uv.lock, poetry.lock, pdm.lock, pylock.toml, Pipfile.lock, conda-lock.yml, environment.yml or a requirements file.", { file: source.name });
	return reader(readText(source, MOST_BYTES), source.name);
}
function readerOf(path) {
	const parts = path.split("/");
	const name = parts.at(-1) ?? "";
	if (parts.at(-2) === "requirements" && name.endsWith(".txt")) return readRequirements;
	return LOCKS.find(([pattern]) => pattern.test(name))?.[1];
}
export { readPins as n, listFiles as r, detectPins as t };
