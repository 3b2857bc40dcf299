// src/explain/divergence/hyper.ts
const INERT = new Set("foreach fused capturable differentiable initial_lr max_lr min_lr base_momentum max_momentum".split(" "));
const LATELY_NAMED = "decoupled_weight_decay";
const KINDS = /* @__PURE__ */ new Set([
	"optimizer",
	"class",
	LATELY_NAMED
]);
const MOST_CHANGES = 100;
function effective(changes) {
	return changes.filter((change) => !isInert(change));
}
function isInert({ name, before, after }) {
	if (INERT.has(name)) return true;
	if (before !== void 0 && after !== void 0) return false;
	const only = before ?? after;
	return only === false || only === null || name === LATELY_NAMED;
}
function hyperAt({ baseline, run }, step) {
	const [before, after] = [inForceAt(baseline, step), inForceAt(run, step)];
	return before.size === 0 || after.size === 0 ? void 0 : changesBetween(before, after);
}
function runsModelInStep({ run }, step) {
	return [...inForceAt(run, step).values()].some(({ values }) => Object.hasOwn(values, "max_eval"));
}
function firstHyperStep({ baseline, run }, until) {
	const [before, after] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map()];
	for (let step = 0; step <= until; step++) {
		const touched = [...apply(before, baseline, step), ...apply(after, run, step)];
		if (before.size === 0 || after.size === 0) continue;
		if (touched.some((key) => differs(before.get(key), after.get(key)))) return step;
	}
}
function isOtherOptimizer(changes) {
	const counted = effective(changes);
	const named = counted.some(({ name }) => KINDS.has(name));
	const gone = counted.some(({ after }) => after === void 0);
	const come = counted.some(({ before }) => before === void 0);
	return named || gone && come;
}
function inForceAt({ steps }, step) {
	const inForce = /* @__PURE__ */ new Map();
	for (const { step: at, hyper } of steps.values()) if (at <= step) for (const one of hyper) inForce.set(keyOf(one), one);
	return inForce;
}
function apply(inForce, { steps }, step) {
	const hyper = steps.get(step)?.hyper ?? [];
	for (const one of hyper) inForce.set(keyOf(one), one);
	return hyper.map(keyOf);
}
function keyOf({ optimizer, group }) {
	return `${optimizer}/${group}`;
}
function differs(before, after) {
	return effective(changesOf(before, after)).length > 0;
}
function changesBetween(before, after) {
	const changes = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].flatMap((key) => changesOf(before.get(key), after.get(key)));
	const inert = changes.filter(isInert);
	return [...effective(changes), ...inert].slice(0, MOST_CHANGES);
}
function changesOf(before, after) {
	const { optimizer, group } = after ?? before ?? {
		optimizer: 0,
		group: 0
	};
	const [old, fresh] = [before?.values ?? {}, after?.values ?? {}];
	return [.../* @__PURE__ */ new Set([...Object.keys(old), ...Object.keys(fresh)])].map((name) => ({
		optimizer,
		group,
		name,
		before: valueOf(old, name),
		after: valueOf(fresh, name)
	})).filter(({ before, after }) => before !== after);
}
function valueOf(values, name) {
	return Object.hasOwn(values, name) ? values[name] : void 0;
}

export { runsModelInStep as a, isOtherOptimizer as i, firstHyperStep as n, hyperAt as r, effective as t };