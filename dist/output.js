import { t as UserError } from "./error.js";
import { spawn } from "node:child_process";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
// src/git/programs.ts
/** The folders of a PATH. */
function foldersOfPath(path) {
	return (path ?? "").split(delimiter).filter((folder) => folder !== "");
}
/** The first executable of this name in these folders. */
function findProgram(name, folders) {
	return folders.map((folder) => join(folder, name)).find(isExecutable);
}
/**
* The same for a program that we ourselves start, outside of any sandbox: never one of a git work tree, nor of a
* relative folder, for there the change under test may have put it.
*/
function findOwnProgram(name, folders = foldersOfPath(process.env["PATH"])) {
	return ownFolders(folders).map((folder) => join(folder, name)).find((file) => isExecutable(file) && !isInWorkTree(dirname(realpathSync(file))));
}
/** Those of the folders that {@link findOwnProgram} looks in: the PATH for programs of ours. */
function ownFolders(folders) {
	return folders.filter((folder) => isAbsolute(folder) && existsSync(folder) && !isInWorkTree(realpathSync(folder)));
}
function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
function isInWorkTree(folder) {
	if (folder === dirname(folder)) return false;
	return existsSync(join(folder, ".git")) || isInWorkTree(dirname(folder));
}
// src/git/git.ts
/** Fixed for every call: a checkout's own configuration makes git run programs of its choosing by these. */
const FIXED = [
	"core.fsmonitor=",
	"core.hooksPath=/dev/null",
	"protocol.ext.allow=never"
];
const CAP = 268435456;
/**
* Calls git: the one place where that happens (DESIGN §7). No shell, no hook, no file-system monitor, no
* prompt, no lock taken for a mere look, no system configuration, no inherited `GIT_…` variable, no git that a
* checkout brings along, and no network unless `env` sets `GIT_ALLOW_PROTOCOL` (git would fetch by itself in a
* partial clone).
*
* `safe.directory` is `cwd` and nothing else: in a container job root works in a checkout that the runner's
* user owns, and git would refuse it. What git's check protects from, a repository planted in a folder above,
* is checked where a repository is looked for: `findRepository`.
*
* @throws {UserError} `git-absent`, `not-a-repository`, or `git-failed` with the last line git wrote
*/
async function git(cwd, args, options = {}) {
	checkFolder(cwd);
	const result = await launch(cwd, [...[...FIXED, `safe.directory=${cwd}`].flatMap((setting) => ["-c", setting]), ...args], options);
	if ((options.accept ?? [0]).includes(result.code)) return result;
	throw failure(cwd, args, result);
}
function launch(cwd, args, options) {
	const { signal, cap = CAP } = options;
	const { promise, resolve, reject } = Promise.withResolvers();
	const env = environment(options);
	const program = findOwnProgram("git", foldersOfPath(env["PATH"]));
	if (program === void 0) throw absent();
	const child = spawn(program, args, {
		cwd,
		env,
		...signal && { signal }
	});
	const parts = [];
	let bytes = 0;
	let stderr = "";
	child.on("error", reject);
	child.stdout.on("data", (part) => {
		bytes += part.length;
		if (bytes <= cap) parts.push(part);
		else child.kill("SIGKILL");
	});
	child.stderr.on("data", (part) => {
		stderr = (stderr + part.toString()).slice(-65536);
	});
	child.on("close", (code, by) => {
		const stdout = Buffer.concat(parts);
		if (bytes > cap) resolve({
			code: -1,
			stdout,
			stderr: `more than ${cap} bytes of output`
		});
		else resolve({
			code: code ?? -1,
			stdout,
			stderr: stderr || (by ?? "")
		});
	});
	child.stdin.on("error", () => void 0);
	child.stdin.end(options.input ?? "");
	return promise;
}
function environment({ env, config = [] }) {
	const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
	const pairs = config.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${index}`, key], [`GIT_CONFIG_VALUE_${index}`, value]]);
	const all = {
		...Object.fromEntries(inherited),
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_TERMINAL_PROMPT: "0",
		GIT_ALLOW_PROTOCOL: "",
		GIT_NO_LAZY_FETCH: "1",
		GIT_LITERAL_PATHSPECS: "1",
		LC_ALL: "C",
		GIT_CONFIG_COUNT: String(config.length),
		...Object.fromEntries(pairs),
		...env
	};
	for (const name of ["PATH", "LD_LIBRARY_PATH"]) if (all[name] !== void 0) all[name] = ownFolders(foldersOfPath(all[name])).join(delimiter);
	return all;
}
/** Starting in a folder that is not there fails as starting a program that is not there. */
function checkFolder(cwd) {
	const stats = statSync(cwd, { throwIfNoEntry: false });
	if (stats === void 0) throw notARepository(`${cwd} does not exist`);
	if (!stats.isDirectory()) throw notARepository(`${cwd} is not a folder`);
}
function absent() {
	return new UserError("git-absent", "git was not found on PATH", "Install git 2.31 or newer.");
}
function notARepository(message) {
	return new UserError("not-a-repository", message, "Run this inside a git repository with files.");
}
function failure(cwd, args, { code, stderr }) {
	const last = stderr.trimEnd().split("\n").at(-1) ?? "";
	if (/not a git repository|must be run in a work tree/.test(stderr)) return notARepository(`${cwd} is not inside a git work tree`);
	return new UserError("git-failed", `git ${args[0]} ended with ${code}: ${last}`, `See what \`git ${args[0]}\` says in ${cwd}.`);
}
// src/git/output.ts
const UTF8 = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
/**
* The fields of NUL-terminated output (`-z`).
*
* @throws {UserError} `path-encoding`: a name that is not UTF-8 would be lost or taken for another
*/
function fields(output) {
	try {
		return UTF8.decode(output).split("\0").slice(0, -1);
	} catch {
		throw new UserError("path-encoding", `a file name is not UTF-8: ${firstBad(output)}`, "Rename the file, or add it to .gitignore.");
	}
}
/** One line of output, without its end; a path may itself end in spaces. */
function line(output) {
	return Buffer.from(output).toString().replace(/\n$/, "");
}
/** Paths as git reads them with `-z --stdin`. */
function terminated(paths) {
	return paths.map((path) => `${path}\0`).join("");
}
function firstBad(output) {
	const names = Buffer.from(output).toString().split("\0");
	return JSON.stringify(names.find((name) => name.includes("�")) ?? "");
}
export { findOwnProgram as a, ownFolders as c, git as i, line as n, findProgram as o, terminated as r, foldersOfPath as s, fields as t };
