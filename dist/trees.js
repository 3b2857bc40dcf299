import { n as findCommit } from "./commits.js";
import { l as listFiles } from "./accelerators.js";
import { t as UserError } from "./error.js";
import { g as layOutTree } from "./isolation.js";
import { i as baseAt, s as specOf } from "./planning.js";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";

// src/flows/trees.ts
async function sourceOf(place, { model, base }, baseline, among) {
	const candidates = base === void 0 || base.untrainable === true ? [] : [base];
	const { commit, dirty } = baseline.code;
	if (among === "all" && commit !== void 0 && !dirty && commit !== base?.commit) {
		const found = await treeAt(place, commit, model);
		if (found !== void 0) candidates.push(found);
	}
	for (const tree of candidates) if (await treeId(place, {
		from: "commit",
		commit: tree.commit
	}, tree.model) === baseline.code.tree) return {
		tree,
		exact: true
	};
	const [tree] = candidates;
	return tree && {
		tree,
		exact: false
	};
}
async function treeAt(place, commit, model) {
	if (await findCommit(place.root, commit) === void 0) return void 0;
	const own = specOf(await baseAt(place, commit))?.models[model.name];
	return {
		commit,
		model: own ?? model,
		knowsModel: own !== void 0
	};
}
async function treeId({ root }, files, model) {
	const scratch = await mkdtemp(join(tmpdir(), "reprise-tree-"));
	try {
		const listed = await listFiles(root);
		return (await layOutTree({
			checkout: root,
			files,
			model,
			signal: void 0
		}, listed, join(scratch, "tree"))).tree;
	} catch (error) {
		if (error instanceof UserError) return void 0;
		throw error;
	} finally {
		await rm(scratch, {
			recursive: true,
			force: true
		});
	}
}

export { treeAt as n, sourceOf as t };