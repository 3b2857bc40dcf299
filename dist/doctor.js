import { l as findProgram, n as findRepository, u as foldersOfPath } from "./parse.js";
import { t as UserError } from "./error.js";
import { v as spellKey } from "./record.js";
import { n as readMachine, r as hardwareKey, t as machineEnv } from "./machine.js";
import { d as matchAll, f as isPointer, m as belongs, t as findIsolation } from "./isolation.js";
import { t as expandPaths } from "./expand.js";
import { i as readPins, l as listFiles, r as detectPins } from "./accelerators.js";
import { t as changedPaths } from "./worktree.js";
import { t as fileSource } from "./file-source.js";
import { a as projectsOf, i as nameOf, n as listing, o as codeOf, r as folderOf, s as dvcLocked } from "./init.js";
import { n as openProject, r as ownFiles } from "./project.js";
import { dirname, join, relative } from "node:path";
import { existsSync, lstatSync, realpathSync, statSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

// src/survey/diagnose.ts
const MOST_NAMED = 50;
const MOST_POINTERS = 20;
const LONGEST = 2e3;
const COPIES = 4;
const SPARE = 1024 ** 3;
function diagnose(facts) {
	return RULES.flatMap((rule) => rule(facts)).map(cut);
}
const RULES = [
	({ git }) => git.problem === void 0 ? [] : [{
		kind: "no-git",
		why: git.problem
	}],
	({ config, git }) => config.exists || git.problem !== void 0 ? [] : [{
		kind: "no-config",
		path: config.path
	}],
	({ config, lock }) => [config, lock].flatMap(unreadable),
	({ models }) => models.flatMap(startable),
	({ models }) => each(models.flatMap(({ data }) => data), missing),
	({ git }) => git.lfsPointers.slice(0, MOST_POINTERS).map((path) => ({
		kind: "lfs-pointer",
		path
	})),
	({ isolation: { level, why, mend } }) => level === 4 ? [] : [{
		kind: "no-sandbox",
		why,
		mend
	}],
	({ hardware: { problem } }) => problem === void 0 ? [] : [{
		kind: "hardware-unknown",
		why: problem
	}],
	driver,
	({ pins, imports }) => pins.length === 0 && imports.length > 0 ? [{ kind: "no-pins" }] : [],
	({ pins }) => pins.flatMap(pinned),
	({ models }) => each(models.flatMap(({ data }) => data), floating),
	({ models }) => models.flatMap(({ probeAbsent: why }) => why === void 0 ? [] : [{
		kind: "probe-absent",
		why
	}]),
	({ git: { dirty } }) => dirty.length === 0 ? [] : [{
		kind: "dirty-tree",
		paths: few(dirty).slice(0, MOST_NAMED)
	}],
	({ models, lock }) => lock.problem === void 0 ? models.flatMap(baseline) : [],
	({ disk: { free, tree } }) => free < COPIES * tree + SPARE ? [{
		kind: "low-disk",
		free
	}] : []
];
function few(paths) {
	if (paths.length <= MOST_NAMED) return paths;
	return [...new Set(paths.map((path) => path.replace(/\/.*$/s, "/")))];
}
function unreadable({ path, exists, problem }) {
	return exists && problem !== void 0 ? [{
		kind: "source-unreadable",
		path,
		why: problem
	}] : [];
}
function startable({ name, directory, interpreter }) {
	return [...directory.exists ? [] : [{
		kind: "directory-missing",
		model: name,
		path: directory.path
	}], ...interpreter.found ? [] : [{
		kind: "no-interpreter",
		command: interpreter.command
	}]];
}
function each(data, judge) {
	return [...new Map(data.map((entry) => [entry.name, entry])).values()].flatMap(judge);
}
function missing({ name, exists, problem }) {
	if (problem !== void 0) return [{
		kind: "source-unreadable",
		path: name,
		why: problem
	}];
	return exists ? [] : [{
		kind: "data-missing",
		name
	}];
}
const FLOATING = {
	tracked: void 0,
	pinned: void 0,
	ignored: "git ignores it, so no commit says which version belongs to it",
	untracked: "git does not track it yet, so no commit says which version belongs to it",
	outside: "it lies outside the repository, so no commit says which version belongs to it"
};
function floating({ name, exists, problem, held }) {
	const why = FLOATING[held];
	return exists && problem === void 0 && why !== void 0 ? [{
		kind: "data-floating",
		name,
		why
	}] : [];
}
function driver({ hardware: { accelerators, driver: known, problem } }) {
	if (accelerators === 0 || known !== void 0 || problem !== void 0) return [];
	return [{
		kind: "driver-unknown",
		why: `${accelerators} accelerator(s) seen, but no tool tells the driver's version`
	}];
}
function pinned({ file, loose, problem }) {
	if (problem !== void 0) return [{
		kind: "source-unreadable",
		path: file,
		why: problem
	}];
	return loose.length === 0 ? [] : [{
		kind: "loose-pins",
		file,
		names: loose.slice(0, MOST_NAMED)
	}];
}
function baseline({ name, hasBaseline }) {
	return hasBaseline ? [] : [{
		kind: "no-baseline",
		model: name
	}];
}
function cut(finding) {
	const shorten = (value) => typeof value === "string" ? value.slice(0, LONGEST).toWellFormed() : Array.isArray(value) ? value.map(shorten) : value;
	return Object.fromEntries(Object.entries(finding).map(([key, value]) => [key, shorten(value)]));
}

// src/survey/program.ts
const PART = /\d*(?:>>?|<)(?:&\d+|\s*[^\s;|&]+)?|(?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"&|;<>])+|&&|\|\||[&|;\n]/g;
const QUOTED = /'([^']*)'|"((?:\\.|[^"\\])*)"/g;
const REDIRECTION = /^\d*[<>]/;
const SEPARATOR = /^(?:&&|\|\||[&|;\n])$/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;
const PREFIX = /^(?:env|exec|time|nice|nohup|command)$/;
const BUILTIN = /^(?:cd|pushd|popd|export|unset|set|source|\.|ulimit|umask|trap|test|\[|true|:|echo|printf|wait)$/;
const OPEN = /[$`(){}*?\\]|^-|^(?:if|for|while|until|case|eval|!)$/;
function programsOf(command) {
	const found = [];
	let moved = false;
	for (const words of simpleCommands(command)) {
		const [name, ...rest] = words.slice(words.findIndex((word) => !ASSIGNMENT.test(word) && !PREFIX.test(word)));
		if (name === void 0 || ASSIGNMENT.test(name) || OPEN.test(name)) continue;
		if (/^(?:cd|pushd|popd)$/.test(name)) moved = true;
		if (!BUILTIN.test(name)) found.push({
			name,
			arguments: rest,
			moved
		});
	}
	return found;
}
function simpleCommands(command) {
	const commands = [[]];
	for (const [part] of command.matchAll(PART)) if (SEPARATOR.test(part)) commands.push([]);
	else if (!REDIRECTION.test(part)) commands.at(-1)?.push(part.replace(QUOTED, "$1$2"));
	return commands.filter((words) => words.length > 0);
}
const PYTHON = /(?:^|\/)python[\d.]*$/;
const NO_PYTHON = /^(?:Rscript|julia|node|deno|bun|java|cargo|go|dotnet|docker|podman|apptainer|singularity|ssh|sbatch)$/;
function probeProblem(command) {
	const programs = programsOf(command);
	for (const { name, arguments: words } of programs) {
		const all = [name, ...words];
		const flag = all.map((word, at) => PYTHON.test(word) ? isolatingFlag(all.slice(at + 1)) : void 0).find(Boolean);
		if (flag !== void 0) return `${flag === "S" ? "python -S leaves out sitecustomize" : `python -${flag} ignores PYTHONPATH`}`;
	}
	const names = programs.map(({ name }) => name);
	const other = names.find((name) => NO_PYTHON.test(name));
	if (other === void 0 || names.some((name) => PYTHON.test(name))) return void 0;
	return `${other} starts no Python of this machine that could read PYTHONPATH`;
}
function isolatingFlag(words) {
	for (let at = 0; at < words.length; at++) {
		const letters = /^-([A-Za-z]+)/.exec(words[at] ?? "")?.[1];
		if (letters === void 0) return void 0;
		const before = letters.replace(/[cmWX].*$/, "");
		const flag = /[SIE]/.exec(before)?.[0];
		if (flag !== void 0) return flag;
		const taking = letters.charAt(before.length);
		if (taking === "c" || taking === "m") return void 0;
		if (taking !== "" && letters.length === before.length + 1) at++;
	}
}

// src/survey/standard-library.ts
const MODULES = `
abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb
binascii binhex bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall
compression concurrent configparser contextlib contextvars copy copyreg cProfile crypt csv ctypes curses dataclasses
datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp
fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq
hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale
logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt
ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform
plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri
random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site
smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap
this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing
unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc
zipapp zipfile zipimport zlib zoneinfo`.trim().split(/\s+/);
const KNOWN = new Set(MODULES);
function isStandard(module) {
	return module.startsWith("_") || KNOWN.has(module);
}

// src/survey/imports.ts
const MOST_READ = 2e3;
const TOOLING = /(?:^|\/)(?:conftest|setup|noxfile|fabfile|tasks|test_[^/]*|[^/]*_test)\.py$/;
const IMPORT = /^[ \t]*(?:from[ \t]+([A-Za-z_]\w*)[\w.]*[ \t]+import\b|import[ \t]+([\w., \t]+))/gm;
function foreignModules(files) {
	const programs = projectsOf(files).flatMap(({ files: own }) => own.paths.map((path) => ({
		path,
		own
	}))).filter(({ path }) => /\.(?:py|ipynb)$/.test(path) && !TOOLING.test(path));
	const local = new Set(files.paths.filter((path) => /\.pyx?$/.test(path)).flatMap((path) => path.replace(/\.\w+$/, "").split("/")));
	const imported = programs.slice(0, MOST_READ).flatMap(({ path, own }) => modulesOf(path, own.read(path)));
	return [...new Set(imported)].filter((name) => !isStandard(name) && !local.has(name)).sort();
}
function modulesOf(path, text) {
	return [...((path.endsWith(".ipynb") ? codeOf(path, text) : text) ?? "").matchAll(IMPORT)].flatMap(([, from, list = ""]) => from === void 0 ? list.split(",").map(topLevel).filter((name) => name !== "") : [from]);
}
function topLevel(part) {
	return /^\s*([A-Za-z_]\w*)/.exec(part)?.[1] ?? "";
}

// src/survey/locks.ts
const ASIDE = /(?:^|[-_./])(?:dev|develop|tests?|testing|docs?|lint|ci|build|style|typing)(?:[-_.]|$)/i;
const WRITTEN = /(?:^|\/)(?:requirements[^/]*\.txt|environment\.ya?ml)$|(?:^|\/)requirements\/[^/]*\.txt$/;
function locksInForce(found, models) {
	const named = (path) => models.some(({ setup }) => setup?.includes(nameOf(path)) === true);
	const near = found.filter((path) => named(path) || !ASIDE.test(nameOf(path)) && models.some((model) => isNear(path, model)));
	const isLocked = near.some((path) => !WRITTEN.test(path));
	return near.filter((path) => named(path) || !isLocked || !WRITTEN.test(path));
}
function isNear(path, { directory }) {
	const folder = folderOf(path).replace(/(?:^|\/)requirements$/, "");
	return folder === "" || directory === folder || directory.startsWith(`${folder}/`);
}

// src/flows/circumstances.ts
async function readTree(root, models) {
	return {
		root,
		models,
		listed: (await listFiles(root)).filter(({ kind }) => kind === "file")
	};
}
async function gitFacts({ root, listed, models }, own) {
	const trained = models.map(belongs);
	const lfsPointers = listed.filter(({ path }) => trained.length === 0 || trained.some((keep) => keep(path))).map(({ path }) => path).filter((path) => isPointer(root, path));
	return {
		problem: void 0,
		dirty: await changedPaths(root, own),
		lfsPointers
	};
}
function dataFacts({ root, listed }, { data }) {
	const known = new Map(listed.map(({ path, tracked }) => [path, tracked]));
	const pinned = dvcPinned(root, listed);
	return data.map(({ path: name }) => {
		try {
			return {
				name,
				exists: true,
				problem: void 0,
				held: heldBy(root, expandPaths(root, name), known, pinned)
			};
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			const isGone = error.code === "data-missing";
			return {
				name,
				exists: !isGone,
				problem: isGone ? void 0 : error.message,
				held: "untracked"
			};
		}
	});
}
function heldBy(root, files, known, pinned) {
	if (files.some((file) => file.startsWith("/"))) return "outside";
	const loose = files.filter((file) => known.get(file) !== true && !isBelow(file, pinned));
	const [first] = loose;
	if (first === void 0) return files.every((file) => known.get(file) === true) ? "tracked" : "pinned";
	if (relative(root, realpathSync(join(root, first))).startsWith("..")) return "outside";
	return loose.some((file) => known.has(file)) ? "untracked" : "ignored";
}
function isBelow(file, held) {
	const parts = file.split("/");
	return parts.some((_, at) => held.has(parts.slice(0, at + 1).join("/")));
}
function dvcPinned(root, listed) {
	const tracked = listed.filter((file) => file.tracked).map(({ path }) => path);
	const beside = tracked.filter((path) => path.endsWith(".dvc")).map((path) => path.slice(0, -4));
	const files = listing(root, tracked);
	const locks = tracked.filter((path) => /(?:^|\/)dvc\.lock$/.test(path));
	return /* @__PURE__ */ new Set([...beside, ...locks.flatMap((lock) => dvcLocked(files.read(lock)).map((path) => join(dirname(lock), path)))]);
}
function pinsFacts({ root, listed, models }) {
	const paths = listed.map(({ path }) => path);
	const declared = models.flatMap(({ packages }) => packages ?? []);
	return (declared.length > 0 ? [.../* @__PURE__ */ new Set([...matchAll(declared, paths).paths, ...matchAll(declared, paths).empty])] : locksInForce(detectPins(paths), models.length > 0 ? models : [{
		directory: ".",
		setup: void 0
	}])).map((file) => {
		try {
			return {
				file,
				loose: readPins(fileSource(root, file)).loose,
				problem: void 0
			};
		} catch (error) {
			if (error instanceof UserError) return {
				file,
				loose: [],
				problem: error.message
			};
			throw error;
		}
	});
}
function importFacts({ root, listed }) {
	return foreignModules(listing(root, listed.map(({ path }) => path)));
}
function diskFacts({ root, listed }) {
	const { bavail, bsize } = statfsSync(tmpdir());
	const sizes = listed.map(({ path }) => lstatSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0);
	return {
		free: bavail * bsize,
		tree: sizes.reduce((sum, size) => sum + size, 0)
	};
}

// src/flows/doctor.ts
async function doctor(cwd, config, env) {
	const [place, machine, isolation] = await Promise.all([
		findPlace(cwd, config),
		readMachine(env),
		findIsolation(foldersOfPath(env["PATH"]), "on", void 0)
	]);
	const here = {
		isolation: isolationFacts(isolation),
		hardware: hardwareFacts(machine, place)
	};
	return diagnose({
		...here,
		...await placeFacts(place, env)
	});
}
async function findPlace(cwd, config) {
	const repository = await orError(() => findRepository(cwd));
	if (repository instanceof UserError) return {
		at: "nowhere",
		error: repository
	};
	const project = await orError(() => openProject(cwd, config));
	if (!(project instanceof UserError)) return {
		at: "project",
		project
	};
	const path = project.place?.file ?? config ?? "reprise.yml";
	const exists = project.code !== "config-absent";
	return {
		at: "repository",
		root: repository.root,
		config: {
			path,
			exists,
			problem: exists ? project.message : void 0
		}
	};
}
async function orError(ask) {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof UserError) return error;
		throw error;
	}
}
const UNSEEN = {
	git: {
		problem: void 0,
		dirty: [],
		lfsPointers: []
	},
	config: {
		path: "reprise.yml",
		exists: false,
		problem: void 0
	},
	lock: {
		path: "reprise.lock",
		exists: false,
		problem: void 0
	},
	models: [],
	pins: [],
	imports: [],
	disk: {
		free: Number.MAX_SAFE_INTEGER,
		tree: 0
	}
};
async function placeFacts(place, env) {
	if (place.at === "nowhere") return {
		...UNSEEN,
		git: {
			...UNSEEN.git,
			problem: noGit(place.error)
		}
	};
	if (place.at === "repository") {
		const { root, config } = place;
		const own = [config.path, join(dirname(config.path), "reprise.lock")];
		return {
			...UNSEEN,
			...await treeFacts(await readTree(root, []), own),
			config
		};
	}
	const { project } = place;
	const { root, spec, folder, lock } = project;
	const tree = await readTree(root, Object.values(spec.models));
	return {
		...await treeFacts(tree, ownFiles(project)),
		config: {
			path: spec.file,
			exists: true,
			problem: void 0
		},
		lock: {
			path: join(folder, "reprise.lock"),
			exists: lock.state !== "absent",
			problem: lock.state === "unreadable" ? lock.why : void 0
		},
		models: await Promise.all(tree.models.map((model) => modelFacts(project, tree, model, env)))
	};
}
function noGit({ code, message, hint }) {
	return code === "not-a-repository" ? message : `${message}. ${hint.replace(/\.$/, "")}`;
}
async function treeFacts(tree, own) {
	return {
		git: await gitFacts(tree, own),
		pins: pinsFacts(tree),
		imports: importFacts(tree),
		disk: diskFacts(tree)
	};
}
async function modelFacts({ root, lock }, tree, model, env) {
	const set = Object.fromEntries(Object.entries(model.env).filter(([, value]) => value !== null));
	const variables = {
		...env,
		...set
	};
	const directory = join(root, model.directory);
	const key = await keyOf(model, env);
	return {
		name: model.name,
		directory: {
			path: model.directory,
			exists: statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true
		},
		interpreter: findInterpreter(model, directory, foldersOfPath(variables["PATH"])),
		probeAbsent: probeProblem(model.train),
		hasBaseline: key === void 0 || lock.state === "found" && lock.lock.baselines[key] !== void 0,
		data: dataFacts(tree, model)
	};
}
async function keyOf({ name, accelerator, env }, caller) {
	const { hardware } = await readMachine(machineEnv(caller, env));
	const key = await orError(async () => hardwareKey(hardware, accelerator));
	return key instanceof UserError ? void 0 : spellKey({
		model: name,
		...key
	});
}
function findInterpreter({ train, setup }, directory, path) {
	const [program] = programsOf(train);
	if (program === void 0 || setup !== void 0 || !existsSync(directory)) return {
		command: program?.name ?? train,
		found: true
	};
	const { name: command, moved } = program;
	if (command.includes("/")) return {
		command,
		found: moved || existsSync(join(command.startsWith("/") ? "/" : directory, command))
	};
	return {
		command,
		found: findProgram(command, path) !== void 0
	};
}
function isolationFacts(isolation) {
	const why = "why" in isolation ? isolation.why : "";
	const mend = /not installed/.test(why) ? "apt-get install bubblewrap (dnf, pacman and apk have it under the same name)" : "allow unprivileged user namespaces for bwrap: on Ubuntu ≥ 23.10 an AppArmor profile, in a container a seccomp profile that permits them";
	return {
		level: isolation.level,
		why,
		mend
	};
}
function hardwareFacts({ hardware, findings }, place) {
	const models = place.at === "project" ? Object.values(place.project.spec.models) : [];
	const isDeclared = models.length > 0 && models.every(({ accelerator }) => accelerator !== void 0);
	const unknown = findings.find((finding) => finding.kind === "hardware-unknown");
	return {
		accelerators: hardware.accelerators.length,
		driver: hardware.driver,
		problem: isDeclared ? void 0 : unknown?.why
	};
}

export { doctor };