import { v as spellKey } from "./record.js";
import { _ as bitwise, a as selfOutcome, r as selfBaseline } from "./self-check.js";
import { d as isWhole } from "./standing.js";

// src/compare/seed-wired.ts
function seedNotWired(one, other, model) {
	if (!(one.input === other.input && keyOf(one) === keyOf(other) && one.config.seed.index !== other.config.seed.index && [one, other].every((run) => isWhole(run) && run.config.seed.how !== "program"))) return false;
	const self = selfOutcome(one, other, model);
	return self.outcome === "repeats" && bitwise(one, selfBaseline(other, model), other, self.restless).bits === "equal";
}
function keyOf({ model, key }) {
	return spellKey({
		model,
		...key
	});
}

export { seedNotWired as t };