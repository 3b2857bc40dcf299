import { t as UserError } from "./error.js";
import { g as parseKey } from "./record.js";
import { s as specOf } from "./planning.js";
import { t as unjudged } from "./unjudged.js";

// src/flows/chosen.ts
function chosen(spec, names) {
	const known = Object.keys(spec.models);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== void 0) throw new UserError("model-unknown", `${spec.file} has no model ${unknown}`, `It has: ${known.join(", ")}.`);
	return names.length === 0 ? known : [...new Set(names)];
}

// src/flows/removed.ts
function removedModels(project, base) {
	const kept = modelsIn(project.lock);
	const dropped = modelsIn(base?.lock ?? { state: "absent" }).filter((name) => !kept.includes(name));
	const known = [...kept, ...Object.keys(specOf(base)?.models ?? {})];
	return [...new Set(known.filter((name) => project.spec.models[name] === void 0))].filter((name) => !dropped.includes(name)).map((name) => unjudged(name, { kind: "model-removed" }));
}
function modelsIn(lock) {
	if (lock.state !== "found") return [];
	return Object.keys(lock.lock.baselines).flatMap((key) => parseKey(key)?.model ?? []);
}

export { chosen as n, removedModels as t };