import { t as UserError } from "./error.js";
import { p as requireContent } from "./isolation.js";
import { n as fixKey, r as machineFor, t as draftPlan } from "./planning.js";
import { i as openTrainer, t as headTrainee } from "./workbench.js";

// src/flows/run.ts
async function run(project, options) {
	const name = onlyModel(project, options.model);
	const draft = await draftPlan({
		project,
		base: void 0,
		asPullRequest: false,
		name
	});
	const planned = fixKey(draft, await machineFor(draft.model));
	requireContent(project.root, planned.model);
	const trainer = openTrainer(project, planned, options);
	const { seed = 0, twin, trace } = options;
	try {
		return await trainer.train(headTrainee(project, planned.model), {
			seed,
			twin,
			trace
		});
	} finally {
		await trainer.dispose();
	}
}
function onlyModel({ spec }, name) {
	const names = Object.keys(spec.models);
	const [first, ...others] = names;
	if (name !== void 0 && !names.includes(name)) throw new UserError("model-unknown", `${spec.file} has no model ${name}`, `It has: ${names.join(", ")}.`);
	if (name === void 0 && others.length > 0) throw new UserError("model-unnamed", `${spec.file} has ${names.length} models`, `Name one: ${names.join(", ")}.`);
	return name ?? first ?? "main";
}

export { run as n, onlyModel as t };