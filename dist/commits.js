import { t as UserError } from "./error.js";
import { a as line, i as fields, s as git } from "./parse.js";

// src/git/commits.ts
async function resolveCommit(root, rev) {
	const id = await findCommit(root, rev);
	if (id !== void 0) return id;
	throw new UserError("unknown-commit", `no commit ${JSON.stringify(rev)} in this repository`, "Check the name; fetch it first if the clone is shallow or the branch is new.");
}
async function findCommit(root, rev) {
	if (rev.startsWith("-")) return void 0;
	const args = [
		"rev-parse",
		"--verify",
		"--quiet",
		`${rev}^{commit}`
	];
	const { code, stdout } = await git(root, args, { accept: [
		0,
		1,
		128
	] });
	return code === 0 ? line(stdout) : void 0;
}
async function mergeBase(root, a, b) {
	const { code, stdout } = await git(root, [
		"merge-base",
		a,
		b
	], { accept: [0, 1] });
	return code === 0 ? line(stdout) : void 0;
}
async function defaultBranch(root) {
	const head = await git(root, [
		"symbolic-ref",
		"--quiet",
		"--short",
		"refs/remotes/origin/HEAD"
	], { accept: [
		0,
		1,
		128
	] });
	const names = [
		"origin/main",
		"origin/master",
		"main",
		"master"
	];
	const named = head.code === 0 ? [line(head.stdout)] : [];
	for (const name of [...named, ...names]) if (await isBranch(root, name)) return name;
}
async function isBranch(root, name) {
	return await findCommit(root, name.includes("/") ? `refs/remotes/${name}` : `refs/heads/${name}`) !== void 0;
}
async function pathsBetween(root, from, to) {
	const { stdout } = await git(root, [
		"diff-tree",
		...[
			"-r",
			"-z",
			"--name-only",
			"--no-renames",
			"--no-commit-id"
		],
		from,
		to
	]);
	return fields(stdout).sort();
}
async function parents(root, commit) {
	const { stdout } = await git(root, [
		"cat-file",
		"commit",
		commit
	]);
	return [...(stdout.toString().split("\n\n", 1)[0] ?? "").matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id = ""]) => id);
}

export { pathsBetween as a, parents as i, findCommit as n, resolveCommit as o, mergeBase as r, defaultBranch as t };