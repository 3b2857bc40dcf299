import { r as applyPatch, t as createTwoFilesPatch } from "./diff.js";
import { y as baselineOf } from "./self-check.js";
import { d as isWhole } from "./standing.js";
import { v as spellKey } from "./record.js";
import { i as parseLockText, o as setBaseline, s as writeLock } from "./project.js";
import { r as repeatsOf, t as FIRST } from "./repeats.js";

// src/flows/lock-patch.ts
function patchOf(path, before, after) {
	const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after);
	return patch.slice(patch.indexOf("---"));
}
function proposedLock(lock, { plan, model, key }, evidence) {
	const head = evidence.filter(({ side }) => side === "head").map(({ record }) => record);
	const run = head.findLast(isWhole);
	if (run === void 0 || lock.state === "unreadable" || plan.baseline.state !== "absent") return void 0;
	if (lock.state === "found" && Object.hasOwn(lock.lock.baselines, spellKey(key))) return void 0;
	const repeats = repeatsOf(run, head, model);
	const entry = baselineOf([run], model, {
		repeats,
		cause: "first",
		because: FIRST
	});
	if (Object.keys(entry.metrics).length === 0) return void 0;
	return setBaseline(lock.state === "found" ? lock.lock : void 0, spellKey(key), entry);
}
function lockPatch(lock, proposed) {
	if (proposed === void 0) return void 0;
	return patchOf("reprise.lock", lock.state === "found" ? writeLock(lock.lock) : "", writeLock(proposed));
}
function withPatch(project, { lockPatch: patch }) {
	if (patch === void 0) return project;
	const before = project.lock.state === "found" ? writeLock(project.lock.lock) : "";
	const text = applyPatch(before, patch);
	return text === false ? project : {
		...project,
		lock: parseLockText(text)
	};
}

export { withPatch as i, patchOf as n, proposedLock as r, lockPatch as t };