import { t as UserError } from "./error.js";
import { t as parseJson } from "./json.js";
import { i as fields, s as git } from "./parse.js";
import { C as readText, n as parseToml, t as parseYaml, w as isObject } from "./yaml2.js";
import { isAbsolute, join } from "node:path";
import { lstatSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";

// src/git/files.ts
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
function normaliseName(name) {
	return name.toLowerCase().replace(/[-_.]+/g, "-");
}
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
const FIXED_URL = /@[0-9a-f]{40}(?:[#?]|$)|#.*sha(?:256|384|512)=[0-9a-f]{64,}/;
function readRequirements(text) {
	const lines = text.replace(/\\\r?\n/g, " ").split(/\r?\n/);
	return joinPins(lines.map((line) => readRequirement(line.replace(/(?:^|\s)#.*$/, ""))));
}
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
function versionOf(rest) {
	const [specifiers = ""] = rest.replace(/[()]/g, "").split(";");
	return specifiers.split(",").map((one) => /^\s*={2,3}\s*([^\s*]+)\s*$/.exec(one)?.[1]).find((version) => version !== void 0);
}
function readAddress(address) {
	return !/^[a-z+]+:\/\//.test(address) || FIXED_URL.test(address) ? NOTHING : loosely(address);
}

// src/readers/pins/conda.ts
const MOST_CHARACTERS = 4194304;
const SPEC = /^(?:[^\s:]+::)?([\w.-]+)\s*(==?)\s*([^=\s*,|<>]+)(?:=[^=\s]+)?$/;
function readCondaEnvironment(text, file) {
	const { value } = parseYaml(text, file);
	const dependencies = isObject(value) ? value["dependencies"] : void 0;
	return joinPins(Array.isArray(dependencies) ? dependencies.map(readDependency) : []);
}
function readCondaLock(text, file) {
	const { value } = parseYaml(text, file, MOST_CHARACTERS);
	const packages = isObject(value) ? value["package"] : void 0;
	const parts = Array.isArray(packages) ? packages.filter(isObject) : [];
	return joinPins(parts.map(({ name, version }) => typeof name === "string" && typeof version === "string" ? pinned(name, version) : NOTHING));
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
function readTomlLock(text, file) {
	const lock = parseToml(text, file);
	const tables = [lock["package"], lock["packages"]].flatMap((value) => Array.isArray(value) ? value : []);
	return joinPins(tables.map(readPackage));
}
function readPackage(table) {
	if (!isObject(table) || typeof table["name"] !== "string") return NOTHING;
	const { name, version } = table;
	if (typeof version === "string") return pinned(name, version);
	return isOfTheTree(table) ? NOTHING : loosely(name);
}
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
function readPipfileLock(text, file) {
	const lock = parseJson(text, file);
	const entries = (isObject(lock) ? [lock["default"], lock["develop"]] : []).flatMap((group) => isObject(group) ? Object.entries(group) : []);
	return joinPins(entries.map(([name, entry]) => readPipfileEntry(name, entry)));
}
function readPipfileEntry(name, entry) {
	const { version, ref, path } = isObject(entry) ? entry : {};
	const exact = typeof version === "string" ? /^={2,3}(.+)$/.exec(version)?.[1] : void 0;
	if (exact !== void 0) return pinned(name, exact);
	return typeof ref === "string" || typeof path === "string" ? NOTHING : loosely(name);
}

// src/readers/pins/read.ts
const MOST_BYTES = 16777216;
const LOCKS = [
	[/^(?:uv|poetry|pdm)\.lock$/, readTomlLock],
	[/^pylock(?:\.[^.]+)?\.toml$/, readTomlLock],
	[/^Pipfile\.lock$/, readPipfileLock],
	[/^conda-lock\.ya?ml$/, readCondaLock],
	[/^environment\.ya?ml$/, readCondaEnvironment],
	[/^requirements.*\.txt$/, readRequirements]
];
const VENDORED = /(?:^|\/)(?:node_modules|site-packages|\.venv|venv|\.git|\.tox)\//;
function detectPins(paths) {
	return paths.filter((path) => !VENDORED.test(path) && readerOf(path) !== void 0).sort();
}
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

// src/retrain/accelerators.ts
function visibleAccelerators(caller) {
	const devices = readdirSync("/dev");
	const nvidia = devices.flatMap((name) => /^nvidia(\d+)$/.exec(name)?.[1] ?? []);
	const amd = devices.includes("kfd") ? ["all"] : [];
	return [...chosen(nvidia, caller["CUDA_VISIBLE_DEVICES"]).map((name) => `nvidia-${name}`), ...chosen(amd, caller["ROCR_VISIBLE_DEVICES"] ?? caller["HIP_VISIBLE_DEVICES"]).map((name) => `amd-${name}`)];
}
function chosen(present, variable) {
	if (present.length === 0 || variable === void 0) return [...present];
	const names = variable.split(",").map((name) => name.trim());
	const end = names.findIndex((name) => name === "" || name.startsWith("-"));
	return names.slice(0, end === -1 ? void 0 : end).map((name) => name.replace(/[^\w.-]/g, "_"));
}
function queueFolder(caller) {
	const runtime = caller["XDG_RUNTIME_DIR"];
	return runtime !== void 0 && isAbsolute(runtime) ? join(runtime, "reprise") : join(tmpdir(), `reprise-${process.getuid?.()}`);
}

export { readRequirement as a, normaliseName as c, readPins as i, listFiles as l, visibleAccelerators as n, NOTHING as o, detectPins as r, joinPins as s, queueFolder as t };