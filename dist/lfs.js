import { r as __toESM } from "./rolldown-runtime.js";
import { t as UserError } from "./error.js";
import { a as findOwnProgram, i as git, n as line, r as terminated, t as fields } from "./output.js";
import { n as treeFiles } from "./objects.js";
import { t as fileSource } from "./file-source.js";
import { n as require_picomatch, t as expandPaths } from "./expand.js";
import { execFile, spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { chmodSync, closeSync, constants, copyFileSync, createReadStream, existsSync, lstatSync, lutimesSync, mkdirSync, mkdtempSync, openSync, readdirSync, readlinkSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { chmod, copyFile, lstat, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
// src/git/commit-tree.ts
var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
/** `ident` etc. would change what a file and its blob have in common; `!` is the only way to unset an encoding. */
const ATTRIBUTES = "* -text -ident -filter !eol !working-tree-encoding\n";
const SETTINGS = [
	["core.compression", "1"],
	["core.protectNTFS", "false"],
	["core.protectHFS", "false"]
];
const MESSAGE = "The files of this run\n";
/** Nobody, at no time: a commit's id then says which files it holds, and nothing else. */
const NOBODY = {
	GIT_AUTHOR_NAME: "reprise",
	GIT_AUTHOR_EMAIL: "reprise@localhost",
	GIT_AUTHOR_DATE: "@0 +0000",
	GIT_COMMITTER_NAME: "reprise",
	GIT_COMMITTER_EMAIL: "reprise@localhost",
	GIT_COMMITTER_DATE: "@0 +0000"
};
/**
* Makes `into` (a path that does not exist yet, such as `<folder>/.git`) a git folder with one commit of
* exactly the named files of `folder` (DESIGN §7, "Each run is alone"). Its id depends on their names, bytes,
* executable bits and link targets alone; `git status` in `folder` is clean; it borrows nothing from
* `root`'s repository and knows no remote. Nothing of `folder` runs: no filter, no hook. Call it before any
* code that is not trusted has written there.
*
* @throws {UserError} `git-failed`, also for a name that git refuses, such as one with a part `.git`
*/
async function commitTree(root, folder, paths, into) {
	const ask = async (...what) => line((await git(root, ["rev-parse", ...what])).stdout);
	await layOut(into, await ask("--show-object-format"));
	const objects = resolve(root, await ask("--git-path", "objects"));
	const scratch = await mkdtemp(join(tmpdir(), "reprise-commit-"));
	try {
		return await commit(folder, paths, into, {
			...NOBODY,
			GIT_DIR: into,
			GIT_WORK_TREE: folder,
			GIT_CONFIG_GLOBAL: "/dev/null",
			GIT_OBJECT_DIRECTORY: scratch,
			GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(objects)
		});
	} finally {
		await rm(scratch, {
			recursive: true,
			force: true
		});
	}
}
/** A git folder by hand: `git init` would take the user's template, with its hooks. */
async function layOut(into, format) {
	await mkdir(into);
	for (const folder of [
		"objects/pack",
		"refs/heads",
		"info"
	]) await mkdir(join(into, folder), { recursive: true });
	const plain = format === "sha1";
	const lines = ["[core]", ...Object.entries({
		repositoryformatversion: plain ? 0 : 1,
		filemode: true,
		symlinks: true,
		bare: false,
		autocrlf: false
	}).map(([key, value]) => `\t${key} = ${value}`)];
	if (!plain) lines.push("[extensions]", `\tobjectFormat = ${format}`);
	await writeFile(join(into, "config"), `${lines.join("\n")}\n`);
	await writeFile(join(into, "HEAD"), "ref: refs/heads/main\n");
	await writeFile(join(into, "info/attributes"), ATTRIBUTES);
}
async function commit(folder, paths, into, env) {
	const run = async (args, input = "") => {
		const { stdout, stderr } = await git(folder, args, {
			env,
			config: SETTINGS,
			input
		});
		if (/^Ignoring path/m.test(stderr)) throw refused(stderr);
		return line(stdout);
	};
	await run([
		"update-index",
		"--add",
		"-z",
		"--stdin"
	], terminated(paths));
	const tree = await run(["write-tree"]);
	const id = await run(["commit-tree", tree], MESSAGE);
	await run([
		"pack-objects",
		"--quiet",
		"--revs",
		"--window=0",
		join(into, "objects/pack/pack")
	], `${id}\n`);
	await writeFile(join(into, "refs/heads/main"), `${id}\n`);
	return {
		tree,
		commit: id
	};
}
function refused(stderr) {
	const path = /^Ignoring path (.*)$/m.exec(stderr)?.[1] ?? "";
	return new UserError("git-failed", `git cannot hold a file of the name ${JSON.stringify(path)}`, "Rename the file, or name it in `ignore:`.");
}
// src/git/filters.ts
/**
* Settings for a call that compares files with blobs: filter drivers that the repository's own configuration
* defines do not run, nor does git-lfs, whose extensions that configuration names too; the user's own do.
* A file whose driver does not run may count as changed when it was only touched (`lfs.ts` sees to LFS).
*/
async function trustedFilters(root) {
	const foreign = ["local", "worktree"];
	return (await listDrivers(root)).filter(({ scope, name }) => foreign.includes(scope) || name === "lfs").flatMap(({ name }) => silence(name));
}
/** Settings for a call that writes files: no filter driver runs. */
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
/** The pointer that a blob is, or undefined. */
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
/** Whether a file holds exactly the content that a pointer names. */
async function holds(file, pointer) {
	const stats = await lstat(file).catch(() => void 0);
	if (stats === void 0 || !stats.isFile() || stats.size !== pointer.size) return false;
	const hash = createHash("sha256");
	for await (const part of createReadStream(file)) hash.update(part);
	return hash.digest("hex") === pointer.oid;
}
/** Where git-lfs keeps content, below the repository's common git folder. */
function storedAt({ oid }) {
	return `lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`;
}
// src/git/export.ts
/**
* Writes the files of a commit that `keep` wants into `into`, a new or empty folder, as a checkout would: modes,
* symbolic links and line ends by the commit's own `.gitattributes`, but no `export-ignore` and no filter
* driver. LFS content comes from what git-lfs keeps in the repository; a pointer without content stays a
* pointer. Submodules are left out. Nothing is written outside `into`, which must lie outside the work tree.
*
* @throws {UserError} `path-encoding`, `git-failed`
*/
async function exportTree(root, commit, into, keep) {
	await mkdir(into, { recursive: true });
	if ((await readdir(into)).length > 0) throw new Error(`${into} is not empty`);
	const scratch = await mkdtemp(join(tmpdir(), "reprise-export-"));
	try {
		const files = (await treeFiles(root, commit)).filter(({ path, mode }) => mode !== "160000" && keep(path));
		await checkOut(root, commit, into, join(scratch, "index"), files);
		await fillPointers(root, into, files);
	} finally {
		await rm(scratch, {
			recursive: true,
			force: true
		});
	}
}
async function checkOut(root, commit, into, index, files) {
	const env = {
		GIT_DIR: line((await git(root, ["rev-parse", "--absolute-git-dir"])).stdout),
		GIT_WORK_TREE: into,
		GIT_INDEX_FILE: index
	};
	const config = [...await noFilters(root), ["core.symlinks", "true"]];
	await git(into, ["read-tree", commit], {
		env,
		config
	});
	const input = terminated(files.map(({ path }) => path));
	await git(into, [
		"checkout-index",
		"--force",
		"-z",
		"--stdin"
	], {
		env,
		config,
		input
	});
}
async function fillPointers(root, into, files) {
	const common = resolve(root, line((await git(root, ["rev-parse", "--git-common-dir"])).stdout));
	if (!existsSync(join(common, "lfs/objects"))) return;
	const regular = files.filter(({ mode }) => mode !== "120000");
	for (const { path } of regular) {
		const file = join(into, path);
		if ((await lstat(file)).size > 1024) continue;
		const pointer = parsePointer(await readFile(file));
		if (pointer === void 0) continue;
		const content = join(common, storedAt(pointer));
		if ((await lstat(content).catch(() => void 0))?.size === pointer.size) await overwrite(content, file);
	}
}
async function overwrite(content, file) {
	const { mode } = await lstat(file);
	await rm(file);
	await copyFile(content, file, constants.COPYFILE_FICLONE);
	await chmod(file, mode);
}
// src/retrain/folders.ts
const BATCH$1 = 200;
/**
* Copies a folder's content into another, which may exist: files (as reflinks where the file system can), symbolic
* links as they are, modes and times of files. Sockets, pipes and devices are left out. `from` may be one file.
*
* @throws {UserError} `copy-failed`
* @throws the signal's reason
*/
async function copyTree(from, to, signal) {
	const todo = [[Buffer.from(from), Buffer.from(to)]];
	const folders = [];
	let done = 0;
	for (let next = todo.pop(); next !== void 0; next = todo.pop()) {
		const [source, target] = next;
		try {
			const stats = lstatSync(source);
			if (stats.isDirectory()) {
				mkdirSync(target, { recursive: true });
				folders.push([target, stats.mode & 4095]);
				for (const name of readdirSync(source, "buffer")) todo.push([below(source, name), below(target, name)]);
			} else copyOne(source, target, stats);
		} catch (error) {
			throw copyFailed(source, error);
		}
		done++;
		if (done % BATCH$1 === 0) await setImmediate();
		signal?.throwIfAborted();
	}
	for (const [path, mode] of folders.toReversed()) chmodSync(path, mode);
}
function below(folder, name) {
	return Buffer.concat([
		folder,
		Buffer.from("/"),
		name
	]);
}
/** A path that is too long, a right that `setup` took away, a full disk: the error's own text says which. */
function copyFailed(source, { message }) {
	const path = source.toString();
	const [shown, why] = [path, message].map((text) => text.length > 500 ? `${text.slice(0, 500)}…` : text);
	return new UserError("copy-failed", `${shown} cannot be copied for a run: ${why}`, "Make it readable or shorten its path; if the disk is full, make room or set TMPDIR to another.", { file: path });
}
/** Copies one file or link with its mode and times; anything else is left out. */
function copyOne(source, target, stats) {
	if (stats.isSymbolicLink()) {
		symlinkSync(readlinkSync(source, "buffer"), target);
		lutimesSync(target, stats.atime, stats.mtime);
	} else if (stats.isFile()) {
		copyFileSync(source, target, constants.COPYFILE_FICLONE);
		chmodSync(target, stats.mode & 4095);
		utimesSync(target, stats.atime, stats.mtime);
	}
}
/**
* Removes a folder and all in it, also where a training took away the right to, or made paths that are too long for
* the kernel: those the system's own programs walk folder by folder, following no link. Nothing may be writing there.
*/
async function removeTree(path) {
	try {
		await rm(path, {
			recursive: true,
			force: true
		});
	} catch {
		const run = promisify(execFile);
		await run("chmod", [
			"-Rf",
			"u+rwX",
			"--",
			path
		]).catch(() => void 0);
		await run("rm", [
			"-rf",
			"--",
			path
		]);
	}
}
/**
* Gives back the owner's rights to what lies below a folder of ours; symbolic links are not followed. Only where they
* are missing, for a changed mode makes a file look as if it had been written. What cannot be reached stays as it is.
*/
function makeReadable(path) {
	try {
		const stats = lstatSync(path);
		const wanted = stats.isDirectory() ? 448 : stats.isFile() ? 384 : 0;
		if ((stats.mode & wanted) !== wanted) chmodSync(path, stats.mode | wanted);
		if (!stats.isDirectory()) return;
		for (const name of readdirSync(path)) makeReadable(join(path, name));
	} catch {}
}
// src/retrain/workspace.ts
/** Files of ours: a training never sees what it will be judged by. */
const OURS = /(^|\/)reprise\.(yml|lock)$/;
/** One time for all files, so that it cannot tell two equal trees apart; zip, and so a wheel, knows none before 1980. */
const MTIME = /* @__PURE__ */ new Date("2000-01-01T00:00:00Z");
const BATCH = 200;
/** Whether a path matches one of the patterns, itself or by a folder above it. */
function matcher$1(patterns) {
	const bare = patterns.map((pattern) => pattern.replace(/^\.\//, "").replace(/\/+$/, ""));
	const matches = (0, import_picomatch.default)([...bare, ...bare.map((pattern) => `${pattern}/**`)], { dot: true });
	return (path) => bare.length > 0 && matches(path);
}
/** Whether a file belongs into the training's tree: not ignored, not a result, not ours. */
function belongs(model) {
	const isLeftOut = matcher$1([
		...model.ignore,
		...model.metrics ?? [],
		...model.weights
	]);
	return (path) => !OURS.test(path) && !isLeftOut(path);
}
/**
* Lays out a fresh copy of the tree in `into`, from a commit or from what `listFiles` gave for the work tree, with a `.git` of one commit (DESIGN §7).
*
* @throws {UserError} `tree-unreadable`; codes of git
*/
async function layOutTree(request, listed, into) {
	const { checkout, files, model, signal } = request;
	const keep = belongs(model);
	if (files.from === "commit") await exportTree(checkout, files.commit, into, keep);
	else {
		mkdirSync(into, { recursive: true });
		await copyWorktree(checkout, listed.filter(({ path }) => keep(path)), into, signal);
	}
	const paths = filesBelow(into);
	for (const path of paths) lutimesSync(join(into, path), MTIME, MTIME);
	const { tree } = await commitTree(checkout, into, paths, join(into, ".git"));
	return {
		paths,
		tree
	};
}
async function copyWorktree(checkout, files, into, signal) {
	let done = 0;
	for (const { path, kind } of files) {
		const target = join(into, path);
		mkdirSync(kind === "file" ? dirname(target) : target, { recursive: true });
		if (kind === "file") copyFile$1(join(checkout, path), target);
		done++;
		if (done % BATCH === 0) await setImmediate();
		signal?.throwIfAborted();
	}
}
function copyFile$1(source, target) {
	try {
		copyOne(source, target, lstatSync(source));
	} catch (error) {
		throw new UserError("tree-unreadable", `${source} cannot be copied into the training's tree: ${error.message}`, "Make it readable, or name it in `ignore:`.", { file: source });
	}
}
/** All files and symbolic links below a folder, relative to it, sorted; a `.git` at its top is left out. */
function filesBelow(folder, under = "") {
	return readdirSync(join(folder, under), { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
		const path = under === "" ? entry.name : `${under}/${entry.name}`;
		if (path === ".git") return [];
		if (entry.isDirectory()) return filesBelow(folder, path);
		return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
	});
}
// src/git/worktree.ts
/**
* The paths that differ from HEAD: staged, not staged, untracked and not ignored, also inside checked-out
* submodules. `except` names paths that do not count. Sorted, each once.
*
* @throws {UserError} `path-encoding`, `git-failed`
*/
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
/** Whether anything differs from HEAD, `except` aside. */
async function isDirty(root, except = []) {
	return (await changedPaths(root, except)).length > 0;
}
/**
* `? path`; `u …` ten fields and the path; `1 XY sub mH mI mW hH hI path`. The blob is given where only the
* file differs from the index, not the index from HEAD.
*/
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
/** An untouched LFS file: git-lfs does not run here, so git compares the content with the pointer. */
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
// src/retrain/harvest/match.ts
/** Whether a path of the tree is what a pattern of `reprise.yml` means: itself, below that folder, or matched by the glob. */
function matcher(pattern) {
	const plain = pattern.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
	const matches = (0, import_picomatch.default)([plain, `${plain}/**`], { dot: true });
	return (path) => path === plain || path.startsWith(`${plain}/`) || matches(path);
}
function matchAll(patterns, paths) {
	const found = patterns.map((pattern) => ({
		pattern,
		paths: paths.filter(matcher(pattern))
	}));
	return {
		paths: [...new Set(found.flatMap((one) => one.paths))].sort(),
		empty: found.filter((one) => one.paths.length === 0).map(({ pattern }) => pattern)
	};
}
// src/retrain/mounts.ts
/** Where things of ours stand in the sandbox: fixed, so that every run sees the same paths. */
const INSIDE = {
	probe: "/run/reprise/probe",
	output: "/run/reprise/out",
	environment: "/run/reprise/venv",
	home: "/run/reprise/home"
};
/** Whether `path` is `folder` or lies below it; both absolute and normalised. */
function isWithin(path, folder) {
	return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}
/**
* All mounts of one run, in the order in which they must be made: what lies deeper later, and of two at one place
* only the later. So home may hold the checkout, the checkout its data, `/tmp` all of them.
*/
function planMounts(facts) {
	const mounts = [
		...facts.system,
		{
			kind: "tmpfs",
			to: "/tmp"
		},
		{
			kind: "tmpfs",
			to: "/var/tmp"
		},
		{
			kind: "tmpfs",
			to: "/dev/shm"
		},
		...facts.devices.map((path) => ({
			kind: "dev",
			from: path,
			to: path
		})),
		...facts.hidden.map((to) => ({
			kind: "tmpfs",
			to
		})),
		...placesOf(facts.home.at).map((to) => ({
			kind: "rw",
			from: facts.home.from,
			to
		})),
		...facts.readable.filter(({ real }) => mayShow(real, facts)).flatMap((place) => readOnly(place, facts)),
		...placesOf(facts.tree.at).map((to) => ({
			kind: "rw",
			from: facts.tree.from,
			to
		})),
		...facts.more
	];
	return [...new Map(mounts.map((mount) => [mount.to, mount])).values()].sort((a, b) => depth(a.to) - depth(b.to));
}
function placesOf({ path, real }) {
	return path === real ? [real] : [real, path];
}
function depth(path) {
	return path.split("/").filter((part) => part !== "").length;
}
/** Nothing is shown that would show home, the checkout or the runner's folder along with it. */
function mayShow(real, facts) {
	const kept = [
		facts.home.at.real,
		facts.tree.at.real,
		...facts.hidden
	];
	return real !== "/" && !kept.some((path) => isWithin(path, real));
}
/**
* A read-only bind at the real path, and one at the path as spelt where no bound folder shows the link itself:
* a mount cannot be made through an absolute link.
*/
function readOnly({ path, real }, facts) {
	const shown = facts.system.filter(({ kind }) => kind === "ro").map(({ to }) => to);
	const covering = [
		facts.home.at.real,
		facts.home.at.path,
		...facts.hidden
	];
	const isShown = (place) => shown.some((folder) => isWithin(place, folder)) && !covering.some((folder) => isWithin(place, folder));
	return placesOf({
		path,
		real
	}).filter((to) => !isShown(to)).map((to) => ({
		kind: "ro",
		from: real,
		to
	}));
}
/**
* bubblewrap's arguments, without the command. Always without any capability: started by root, bubblewrap keeps
* them all, and the training could unmount what hides home. `localhost` as the host's name resolves everywhere
* and tells nothing.
*/
function bwrapArguments(mounts, start) {
	const namespaces = "--unshare-pid --unshare-ipc --unshare-uts --unshare-cgroup-try".split(" ");
	if (start.network === "off") namespaces.push("--unshare-net");
	const variables = Object.entries(start.environment);
	return [
		namespaces,
		"--hostname localhost --new-session --die-with-parent --cap-drop ALL".split(" "),
		"--proc /proc --dev /dev".split(" "),
		...mounts.map(spellMount),
		[
			"--remount-ro",
			"/",
			"--clearenv"
		],
		...variables.map(([name, value]) => [
			"--setenv",
			name,
			value
		]),
		[
			"--chdir",
			start.directory,
			"--seccomp",
			String(start.filter)
		]
	].flat();
}
function spellMount(mount) {
	switch (mount.kind) {
		case "ro": return [
			"--ro-bind",
			mount.from,
			mount.to
		];
		case "rw": return [
			"--bind",
			mount.from,
			mount.to
		];
		case "dev": return [
			"--dev-bind",
			mount.from,
			mount.to
		];
		case "tmpfs": return ["--tmpfs", mount.to];
		case "link": return [
			"--symlink",
			mount.target,
			mount.to
		];
	}
}
// src/retrain/seccomp.ts
const LOAD_WORD = 32;
const JUMP_IF_EQUAL = 21;
const JUMP_IF_ANY_BIT = 69;
const AND = 84;
const RETURN = 6;
const ALLOW = 2147418112;
const REFUSE = 327681;
const NO_SUCH_CALL = 327718;
const OFFSET_NUMBER = 0;
const OFFSET_ARCHITECTURE = 4;
/** The low half of the first argument: every architecture here is little-endian. */
const OFFSET_FLAGS = 16;
const CLONE_NEWUSER = 268435456;
/** x32 programs run under x86-64's architecture with this bit set in every number. */
const WITHOUT_X32_BIT = 3221225471;
/**
* Calls with one number on every architecture. These are answered as by a kernel that has none of them. The flags
* of clone3 lie in memory, where a filter cannot look: C libraries then use clone. The others mount.
*/
const UNKNOWN_EVERYWHERE = [
	435,
	428,
	429,
	430,
	431,
	432,
	433,
	442,
	467
];
const CALLS = [
	{
		architecture: 3221225534,
		keys: [
			248,
			249,
			250
		],
		mounts: [
			165,
			166,
			155,
			308
		],
		traces: [101, 521],
		namespaces: [56, 272]
	},
	{
		architecture: 1073741827,
		keys: [
			286,
			287,
			288
		],
		mounts: [
			21,
			22,
			52,
			217,
			346
		],
		traces: [26],
		namespaces: [120, 310]
	},
	{
		architecture: 3221225655,
		keys: [
			217,
			218,
			219
		],
		mounts: [
			40,
			39,
			41,
			268
		],
		traces: [117],
		namespaces: [220, 97]
	},
	{
		architecture: 1073741864,
		keys: [
			309,
			310,
			311
		],
		mounts: [
			21,
			52,
			218,
			375
		],
		traces: [26],
		namespaces: [120, 337]
	}
];
/**
* A seccomp filter, as bubblewrap's `--seccomp` reads it; bubblewrap applies it when its own work is done. Out of
* reach are: the kernel's keyrings, inherited across every namespace, which may hold the caller's credentials; user
* namespaces and mounts, by which a training would reach what only root may (control groups, much of the kernel);
* other processes by debugging, the one that watches the training among them. On an architecture that it does not
* know every call is refused, so that the sandbox's probe fails loudly there.
*/
function sandboxFilter() {
	const blocks = CALLS.flatMap((calls) => {
		const block = blockOf(calls);
		return [[
			JUMP_IF_EQUAL,
			0,
			block.length,
			calls.architecture
		], ...block];
	});
	return assemble([
		[
			LOAD_WORD,
			0,
			0,
			OFFSET_ARCHITECTURE
		],
		...blocks,
		[
			RETURN,
			0,
			0,
			REFUSE
		]
	]);
}
/** One architecture's rules; it always returns. A jump counts the instructions that it skips. */
function blockOf({ keys, mounts, traces, namespaces }) {
	const refused = [
		...keys,
		...mounts,
		...traces
	];
	const end = [
		[
			RETURN,
			0,
			0,
			ALLOW
		],
		[
			LOAD_WORD,
			0,
			0,
			OFFSET_FLAGS
		],
		[
			JUMP_IF_ANY_BIT,
			1,
			0,
			CLONE_NEWUSER
		],
		[
			RETURN,
			0,
			0,
			ALLOW
		],
		[
			RETURN,
			0,
			0,
			REFUSE
		],
		[
			RETURN,
			0,
			0,
			NO_SUCH_CALL
		]
	];
	const [flags, refuse, unknown] = [
		1,
		4,
		5
	];
	const targets = [
		...namespaces.map((number) => [number, flags]),
		...refused.map((number) => [number, refuse]),
		...UNKNOWN_EVERYWHERE.map((number) => [number, unknown])
	];
	const jumps = targets.map(([number, place], index) => [
		JUMP_IF_EQUAL,
		targets.length - 1 - index + place,
		0,
		number
	]);
	return [
		[
			LOAD_WORD,
			0,
			0,
			OFFSET_NUMBER
		],
		[
			AND,
			0,
			0,
			WITHOUT_X32_BIT
		],
		...jumps,
		...end
	];
}
function assemble(program) {
	const bytes = Buffer.alloc(program.length * 8);
	program.forEach(([code, ifTrue, ifFalse, operand], index) => {
		bytes.writeUInt16LE(code, index * 8);
		bytes.writeUInt8(ifTrue, index * 8 + 2);
		bytes.writeUInt8(ifFalse, index * 8 + 3);
		bytes.writeUInt32LE(operand >>> 0, index * 8 + 4);
	});
	return bytes;
}
// src/retrain/bwrap.ts
/**
* Writes bubblewrap's arguments and the seccomp filter to files in `folder` and opens them: as a file the
* arguments have no limit of length, and are not seen in `/proc/1/cmdline`.
*/
function openSandbox(folder, mounts, process, first) {
	const args = bwrapArguments(mounts, {
		...process,
		filter: first + 1
	});
	const descriptors = [openWritten(join(folder, "arguments"), args.map((argument) => `${argument}\0`).join("")), openWritten(join(folder, "filter"), sandboxFilter())];
	return {
		arguments: [
			"--args",
			String(first),
			"--"
		],
		descriptors,
		close: () => descriptors.forEach((fd) => closeSync(fd))
	};
}
function openWritten(path, content) {
	writeFileSync(path, content, { mode: 384 });
	return openSync(path, "r");
}
// src/retrain/system.ts
/** Read-only folders of a system, as far as they exist. */
const SYSTEM = "/usr /bin /sbin /lib /lib32 /lib64 /libx32 /etc /opt /nix /gnu".split(" ");
/** Parts of `/sys` that tell about devices and limits (as Flatpak binds them). */
const DEVICE_FACTS = [
	"block",
	"bus",
	"class",
	"dev",
	"devices",
	"module",
	"fs/cgroup"
].map((name) => `/sys/${name}`);
/** Writable by root even without capabilities; the list is that of the OCI runtimes. */
const READ_ONLY = [
	"sys",
	"sysrq-trigger",
	"irq",
	"bus",
	"fs",
	"mtrr"
].map((name) => `/proc/${name}`);
/** Unreadable in the sandbox: the OCI runtimes' masked paths. */
const MASKED = [
	"/proc/kcore",
	"/proc/keys",
	"/proc/key-users",
	"/proc/timer_list",
	"/proc/sched_debug",
	"/proc/acpi",
	"/proc/scsi"
];
/** Where secrets that only root may read are kept, and how many folders deep they are looked for. */
const SECRETS = [
	["/etc", 16],
	["/opt", 4],
	["/usr/local", 4]
];
/** The system part of a sandbox on this machine. `asRoot`: also hides what only root may read, but not what is `needed`. */
function systemMounts(asRoot, needed = []) {
	const masked = MASKED.filter((path) => existsSync(path));
	const real = needed.map((place) => place.real);
	const secrets = asRoot ? SECRETS.flatMap(([folder, depth]) => rootOnly(folder, depth, real)) : [];
	return [
		...[
			...SYSTEM,
			...DEVICE_FACTS,
			...READ_ONLY
		].filter((path) => existsSync(path)).map(showSystem),
		...resolver(),
		...[...masked, ...secrets].map((path) => blank(path))
	];
}
function showSystem(path) {
	if (lstatSync(path).isSymbolicLink()) return {
		kind: "link",
		target: readlinkSync(path),
		to: path
	};
	return {
		kind: "ro",
		from: path,
		to: path
	};
}
/** Puts nothing in the place of something on the host. */
function blank(path, to = path) {
	return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? {
		kind: "tmpfs",
		to
	} : {
		kind: "ro",
		from: "/dev/null",
		to
	};
}
/** /etc/resolv.conf often links into /run, which is not shown. */
function resolver() {
	try {
		const real = realpathSync("/etc/resolv.conf");
		return isWithin(real, "/etc") ? [] : [{
			kind: "ro",
			from: real,
			to: real
		}];
	} catch {
		return [];
	}
}
/** Root without capabilities still reads root's own files: shadow, host keys, cluster credentials. */
function rootOnly(folder, depth, needed) {
	if (depth === 0 || !existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (!entry.isFile() && !entry.isDirectory()) return [];
		if (needed.some((place) => isWithin(path, place))) return [];
		const isOnTheWay = needed.some((place) => isWithin(place, path));
		if (((lstatSync(path, { throwIfNoEntry: false })?.mode ?? 4) & 4) === 0 && !isOnTheWay) return [path];
		return entry.isDirectory() ? rootOnly(path, depth - 1, needed) : [];
	});
}
const DEVICES = /^(nvidia.*|kfd|dri|dxg)$/;
/** Device files of the accelerators that this machine has. */
function acceleratorDevices() {
	return readdirSync("/dev").filter((name) => DEVICES.test(name)).map((name) => join("/dev", name));
}
/**
* The folders of self-hosted runners: they hold the runners' credentials. That around a checkout, found by its marker
* file, else by the layout `<runner>/_work/<repository>/<repository>`; and those in `/opt`, which the system shows.
*/
function runnerFolders(checkout, others = "/opt") {
	const ancestors = [];
	for (let path = dirname(checkout); path !== dirname(path); path = dirname(path)) ancestors.push(path);
	const byLayout = ancestors.find((path) => path.endsWith("/_work"));
	const around = ancestors.find(isMarked) ?? (byLayout === void 0 ? void 0 : dirname(byLayout));
	const beside = existsSync(others) ? readdirSync(others).map((name) => join(others, name)) : [];
	return [.../* @__PURE__ */ new Set([...around === void 0 ? [] : [around], ...beside.filter(isMarked)])];
}
function isMarked(folder) {
	return [".runner", ".credentials"].some((name) => existsSync(join(folder, name)));
}
/** A path with its real path, or undefined where there is nothing. */
function locate(path) {
	try {
		return {
			path,
			real: realpathSync(path)
		};
	} catch {
		return;
	}
}
// src/retrain/isolation.ts
/**
* The strongest level that really works here, or the wanted one: bubblewrap is often not installed, and where it
* is, containers and AppArmor may refuse it. So both programs are started once.
*
* @throws {UserError} `isolation-unavailable`: the wanted level does not work here
*/
async function findIsolation(path, network, wanted) {
	const asked = "asked for";
	if (wanted === 1) return {
		level: 1,
		why: asked
	};
	const sandbox = wanted === 2 ? asked : await tryBwrap(path, network);
	if (typeof sandbox === "object") return sandbox;
	if (wanted === 4) throw unavailable(4, sandbox);
	const setpriv = await trySetpriv(path);
	if (setpriv !== void 0) return {
		level: 2,
		program: setpriv,
		why: sandbox
	};
	if (wanted === 2) throw unavailable(2, "setpriv of util-linux does not work here");
	return {
		level: 1,
		why: `${sandbox}; setpriv of util-linux neither`
	};
}
function unavailable(level, why) {
	return new UserError("isolation-unavailable", `isolation level ${level} cannot be had on this machine: ${why}`, "Run `reprise doctor` to see how to get it, or ask for a lower level.");
}
async function tryBwrap(path, network) {
	const program = findOwnProgram("bwrap", path);
	if (program === void 0) return "bubblewrap is not installed";
	const folder = mkdtempSync(join(tmpdir(), "reprise-try-"));
	try {
		const at = {
			path: "/run/reprise/try",
			real: "/run/reprise/try"
		};
		const sandbox = openSandbox(folder, planMounts({
			system: systemMounts(process.getuid?.() === 0),
			devices: [],
			readable: [],
			hidden: [],
			more: [],
			home: {
				from: folder,
				at
			},
			tree: {
				from: folder,
				at
			}
		}), {
			directory: "/",
			network,
			environment: {}
		}, 3);
		try {
			const stdio = [
				"ignore",
				"ignore",
				"pipe",
				...sandbox.descriptors
			];
			const failure = await tryOnce(program, [
				...sandbox.arguments,
				"/bin/sh",
				"-c",
				"true"
			], stdio);
			return failure === void 0 ? {
				level: 4,
				program
			} : `bubblewrap does not work here: ${failure}`;
		} finally {
			sandbox.close();
		}
	} finally {
		rmSync(folder, {
			recursive: true,
			force: true
		});
	}
}
async function trySetpriv(path) {
	const program = findOwnProgram("setpriv", path);
	if (program === void 0) return void 0;
	return await tryOnce(program, [
		"--no-new-privs",
		"/bin/sh",
		"-c",
		"true"
	], [
		"ignore",
		"ignore",
		"pipe"
	]) === void 0 ? program : void 0;
}
/** Undefined if the program ends with 0, else what it said last. */
function tryOnce(program, args, stdio) {
	const { promise, resolve } = Promise.withResolvers();
	const child = spawn(program, args, {
		env: {},
		stdio: [...stdio]
	});
	let said = "";
	child.stderr?.on("data", (part) => said += part.toString());
	child.on("error", (error) => resolve(error.message));
	child.on("close", (code) => resolve(code === 0 ? void 0 : (said.trim().split("\n").at(-1) ?? "") || `it ended with ${code}`));
	return promise;
}
// src/readers/lfs.ts
/** A pointer has less than 1024 bytes (git-lfs docs/spec.md). */
const MOST_BYTES = 1023;
const VERSION = /^version (?:https:\/\/git-lfs\.github\.com\/spec\/v1|https:\/\/hawser\.github\.com\/spec\/v1|http:\/\/git-media\.io\/v\/2)\n/;
/**
* Whether a file holds a Git LFS pointer in place of its content: a training would read those few lines as data.
* An empty file is its own pointer, so it is none here.
* Source: git-lfs docs/spec.md, lfs/pointer.go (FORMATS 3.1).
*/
function isLfsPointer(source) {
	if (source.size === 0 || source.size > MOST_BYTES) return false;
	const text = new TextDecoder().decode(source.read(0, source.size));
	return VERSION.test(text) && /^oid sha256:[0-9a-f]{64}$/m.test(text) && /^size \d+$/m.test(text);
}
// src/flows/lfs.ts
/** A Git LFS pointer is shorter than this (its specification). */
const POINTER_BYTES = 1024;
/** Whether a file of the work tree holds a Git LFS pointer in place of its content. */
function isPointer(root, path) {
	const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
	if (stats?.isFile() !== true || stats.size === 0 || stats.size >= POINTER_BYTES) return false;
	try {
		return isLfsPointer(fileSource(root, path));
	} catch (error) {
		if (error instanceof UserError) return false;
		throw error;
	}
}
/**
* A training would read the 130 bytes of a pointer as if they were its data, and repeat itself perfectly.
*
* @throws {UserError} `data-pointer` where declared data of the work tree were not fetched
*/
function requireContent(root, { data }) {
	for (const { path } of data) {
		const pointer = expandQuietly(root, path).find((file) => !file.startsWith("/") && isPointer(root, file));
		if (pointer === void 0) continue;
		const what = `${pointer} is a Git LFS pointer: its content was not fetched`;
		throw new UserError("data-pointer", what, "Run `git lfs pull`; in a workflow, check out with `lfs: true`.", { file: pointer });
	}
}
/** What is not there is found, and said, when the run's own tree is laid out. */
function expandQuietly(root, path) {
	try {
		return expandPaths(root, path);
	} catch (error) {
		if (error instanceof UserError) return [];
		throw error;
	}
}
export { filesBelow as _, blank as a, makeReadable as b, systemMounts as c, isWithin as d, planMounts as f, belongs as g, isDirty as h, acceleratorDevices as i, openSandbox as l, changedPaths as m, requireContent as n, locate as o, matchAll as p, findIsolation as r, runnerFolders as s, isPointer as t, INSIDE as u, layOutTree as v, removeTree as x, copyTree as y };
