import { i as __toESM } from "./rolldown-runtime.js";
import { t as UserError } from "./error.js";
import { a as line, c as findOwnProgram, o as terminated, s as git } from "./parse.js";
import { a as storedAt, i as parsePointer, l as treeFiles, o as noFilters, r as POINTER_BYTES$1 } from "./worktree.js";
import { t as fileSource } from "./file-source.js";
import { t as copyOne } from "./folders.js";
import { t as require_picomatch } from "./picomatch.js";
import { t as expandPaths } from "./expand.js";
import { spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { closeSync, constants, existsSync, lstatSync, lutimesSync, mkdirSync, mkdtempSync, openSync, readdirSync, readlinkSync, realpathSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { chmod, copyFile, lstat, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

// src/git/commit-tree.ts
var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
const ATTRIBUTES = "* -text -ident -filter !eol !working-tree-encoding\n";
const SETTINGS = [
	["core.compression", "1"],
	["core.protectNTFS", "false"],
	["core.protectHFS", "false"]
];
const MESSAGE = "The files of this run\n";
const NOBODY = {
	GIT_AUTHOR_NAME: "reprise",
	GIT_AUTHOR_EMAIL: "reprise@localhost",
	GIT_AUTHOR_DATE: "@0 +0000",
	GIT_COMMITTER_NAME: "reprise",
	GIT_COMMITTER_EMAIL: "reprise@localhost",
	GIT_COMMITTER_DATE: "@0 +0000"
};
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

// src/git/export.ts
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

// src/retrain/mixed-tree.ts
async function mixTrees({ most, other, paths }, keep, lay, into) {
	const wanted = paths.filter(keep);
	await lay(most, keep, into);
	const beside = mkdtempSync(`${into}-other-`);
	try {
		const named = new Set(wanted);
		await lay(other, (path) => named.has(path), beside);
		for (const path of wanted) takeAway(into, path);
		for (const path of wanted) {
			const stats = fileIn(beside, path);
			if (stats === void 0) continue;
			clearWay(into, path);
			mkdirSync(dirname(join(into, path)), { recursive: true });
			rmSync(join(into, path), {
				recursive: true,
				force: true
			});
			copyOne(join(beside, path), join(into, path), stats);
		}
	} finally {
		rmSync(beside, {
			recursive: true,
			force: true
		});
	}
}
function takeAway(into, path) {
	if (fileIn(into, path) === void 0) return;
	rmSync(join(into, path));
	for (const parent of parentsOf(path).toReversed()) try {
		rmdirSync(join(into, parent));
	} catch {
		return;
	}
}
function fileIn(folder, path) {
	if (parentsOf(path).some((parent) => !isFolder(join(folder, parent)))) return void 0;
	const stats = lstatSync(join(folder, path), { throwIfNoEntry: false });
	return stats?.isDirectory() === true ? void 0 : stats;
}
function clearWay(into, path) {
	for (const parent of parentsOf(path)) if (!isFolder(join(into, parent))) rmSync(join(into, parent), { force: true });
}
function parentsOf(path) {
	const names = path.split("/").slice(0, -1);
	return names.map((_, at) => names.slice(0, at + 1).join("/"));
}
function isFolder(path) {
	return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

// src/retrain/workspace.ts
const OURS = /(^|\/)reprise\.(yml|lock)$/;
const MTIME = /* @__PURE__ */ new Date("2000-01-01T00:00:00Z");
const BATCH = 200;
function matcher$1(patterns) {
	const bare = patterns.map((pattern) => pattern.replace(/^\.\//, "").replace(/\/+$/, ""));
	const matches = (0, import_picomatch.default)([...bare, ...bare.map((pattern) => `${pattern}/**`)], { dot: true });
	return (path) => bare.length > 0 && matches(path);
}
function belongs(model) {
	const isLeftOut = matcher$1([
		...model.ignore,
		...model.metrics ?? [],
		...model.weights
	]);
	return (path) => !OURS.test(path) && !isLeftOut(path);
}
async function layOutTree(request, listed, into) {
	const { checkout, files, model, signal } = request;
	const lay = layerOf(checkout, listed, signal);
	if (files.from === "mixed") await mixTrees(files, belongs(model), lay, into);
	else await lay(files, belongs(model), into);
	const paths = filesBelow(into);
	for (const path of paths) lutimesSync(join(into, path), MTIME, MTIME);
	const { tree } = await commitTree(checkout, into, paths, join(into, ".git"));
	return {
		paths,
		tree
	};
}
function layerOf(checkout, listed, signal) {
	return async (files, keep, into) => {
		if (files.from === "commit") return exportTree(checkout, files.commit, into, keep);
		mkdirSync(into, { recursive: true });
		await copyWorktree(checkout, listed.filter(({ path }) => keep(path)), into, signal);
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
function filesBelow(folder, under = "") {
	return readdirSync(join(folder, under), { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
		const path = under === "" ? entry.name : `${under}/${entry.name}`;
		if (path === ".git") return [];
		if (entry.isDirectory()) return filesBelow(folder, path);
		return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
	});
}

// src/readers/lfs.ts
const MOST_BYTES = 1023;
const VERSION = /^version (?:https:\/\/git-lfs\.github\.com\/spec\/v1|https:\/\/hawser\.github\.com\/spec\/v1|http:\/\/git-media\.io\/v\/2)\n/;
function isLfsPointer(source) {
	if (source.size === 0 || source.size > MOST_BYTES) return false;
	const text = new TextDecoder().decode(source.read(0, source.size));
	return VERSION.test(text) && /^oid sha256:[0-9a-f]{64}$/m.test(text) && /^size \d+$/m.test(text);
}

// src/flows/lfs.ts
const POINTER_BYTES = 1024;
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
function requireContent(root, { data }) {
	for (const { path } of data) {
		const pointer = expandQuietly(root, path).find((file) => !file.startsWith("/") && isPointer(root, file));
		if (pointer === void 0) continue;
		const what = `${pointer} is a Git LFS pointer: its content was not fetched`;
		throw new UserError("data-pointer", what, "Run `git lfs pull`; in a workflow, check out with `lfs: true`.", { file: pointer });
	}
}
function expandQuietly(root, path) {
	try {
		return expandPaths(root, path);
	} catch (error) {
		if (error instanceof UserError) return [];
		throw error;
	}
}

// src/retrain/harvest/match.ts
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
const INSIDE = {
	probe: "/run/reprise/probe",
	output: "/run/reprise/out",
	environment: "/run/reprise/venv",
	home: "/run/reprise/home"
};
function isWithin(path, folder) {
	return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}
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
function mayShow(real, facts) {
	const kept = [
		facts.home.at.real,
		facts.tree.at.real,
		...facts.hidden
	];
	return real !== "/" && !kept.some((path) => isWithin(path, real));
}
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
const OFFSET_FLAGS = 16;
const CLONE_NEWUSER = 268435456;
const WITHOUT_X32_BIT = 3221225471;
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
const SYSTEM = "/usr /bin /sbin /lib /lib32 /lib64 /libx32 /etc /opt /nix /gnu".split(" ");
const DEVICE_FACTS = [
	"block",
	"bus",
	"class",
	"dev",
	"devices",
	"module",
	"fs/cgroup"
].map((name) => `/sys/${name}`);
const READ_ONLY = [
	"sys",
	"sysrq-trigger",
	"irq",
	"bus",
	"fs",
	"mtrr"
].map((name) => `/proc/${name}`);
const MASKED = [
	"/proc/kcore",
	"/proc/keys",
	"/proc/key-users",
	"/proc/timer_list",
	"/proc/sched_debug",
	"/proc/acpi",
	"/proc/scsi"
];
const SECRETS = [
	["/etc", 16],
	["/opt", 4],
	["/usr/local", 4]
];
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
function acceleratorDevices() {
	return readdirSync("/dev").filter((name) => DEVICES.test(name)).map((name) => join("/dev", name));
}
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
		const mounts = planMounts({
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
		});
		const sandbox = openSandbox(folder, mounts, {
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

export { runnerFolders as a, INSIDE as c, matchAll as d, isPointer as f, layOutTree as g, filesBelow as h, locate as i, isWithin as l, belongs as m, acceleratorDevices as n, systemMounts as o, requireContent as p, blank as r, openSandbox as s, findIsolation as t, planMounts as u };