import { t as UserError } from "./error.js";
import { i as git, n as line } from "./output.js";
import { stat } from "node:fs/promises";
// src/git/repository.ts
/**
* The repository that a folder lies in.
*
* Git refuses repositories of other users, for whoever owns a `.git` chooses what git runs. Here one is taken
* if its owner is we ourselves, or also the owner of the folder we were started in: somebody who asks us to
* train the code there trusts that owner already. A repository planted further up by a third person is refused.
*
* @throws {UserError} `not-a-repository`, `repository-owner`, `git-absent`, `git-failed`
*/
async function findRepository(path) {
	const ask = async (...args) => {
		const config = [["safe.directory", "*"]];
		const { stdout } = await git(path, ["rev-parse", ...args], { config });
		return line(stdout);
	};
	const [root, gitDir] = await Promise.all([ask("--show-toplevel"), ask("--absolute-git-dir")]);
	await checkOwner(path, root, gitDir);
	const quiet = { accept: [0, 1] };
	const [commit, branch] = await Promise.all([git(root, [
		"rev-parse",
		"--verify",
		"--quiet",
		"HEAD^{commit}"
	], quiet), git(root, [
		"symbolic-ref",
		"--quiet",
		"--short",
		"HEAD"
	], quiet)]);
	return {
		root,
		gitDir,
		...commit.code === 0 && { commit: line(commit.stdout) },
		...branch.code === 0 && { branch: line(branch.stdout) }
	};
}
async function checkOwner(path, root, gitDir) {
	const me = process.geteuid?.();
	if (me === void 0) return;
	const [here, tree, inner] = await Promise.all([
		path,
		root,
		gitDir
	].map(async (at) => stat(at)));
	const trusted = [me, here?.uid];
	if (trusted.includes(tree?.uid) && trusted.includes(inner?.uid)) return;
	throw new UserError("repository-owner", `the repository ${root} belongs to another user than the folder ${path}`, "Start in a folder of the repository that belongs to the same user, or change the owner.");
}
export { findRepository as t };
