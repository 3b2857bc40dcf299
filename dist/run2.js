import { t as UserError } from "./error.js";
import { n as machineFor, r as planModel, t as openWorkbench } from "./workbench.js";
// src/flows/run.ts
/** Retrains one model once and keeps its record. @throws {UserError} `model-unknown`, `model-unnamed`, or what keeps it from starting */
async function run(project, options) {
	const name = onlyModel(project, options.model);
	const machine = await machineFor(project, name);
	const planned = await planModel({
		project,
		base: void 0,
		asPullRequest: false,
		machine,
		name
	});
	const bench = openWorkbench(project, planned, options);
	try {
		return await bench.retrain("head", "judge", 0);
	} finally {
		await bench.dispose();
	}
}
/** The named model, or the only one. */
function onlyModel({ spec }, name) {
	const names = Object.keys(spec.models);
	const [first, ...others] = names;
	if (name !== void 0 && !names.includes(name)) throw new UserError("model-unknown", `${spec.file} has no model ${name}`, `It has: ${names.join(", ")}.`);
	if (name === void 0 && others.length > 0) throw new UserError("model-unnamed", `${spec.file} has ${names.length} models`, `Name one: ${names.join(", ")}.`);
	return name ?? first ?? "main";
}
export { run as n, onlyModel as t };
