import { i as git, t as fields } from "./output.js";
// src/git/objects.ts
/** All files of a commit. @throws {UserError} `path-encoding`, `git-failed` */
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
/**
* A file's bytes in a commit, of a symbolic link its target; undefined where the commit has no such file.
*
* @throws {UserError} `git-failed`: no such commit, or a blob that is not there
*/
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
/** `100644 blob <id><tab>path` */
function parseEntry(field) {
	const tab = field.indexOf("	");
	const [mode = "", , blob = ""] = field.slice(0, tab).split(" ");
	return {
		path: field.slice(tab + 1),
		mode,
		blob
	};
}
export { treeFiles as n, readBlob as t };
