import { t as UserError } from "./error.js";
import { a as runsModelInStep, i as isOtherOptimizer, n as firstHyperStep, r as hyperAt, t as effective } from "./hyper.js";
import { i as Allowance, o as coarsestOf, r as parseTrace, s as trainingsOf, t as MOST_BYTES } from "./traces2.js";

// src/explain/divergence/divergence.ts
const RUNGS = [
	"init",
	"batch",
	"forward",
	"loss",
	"gradient",
	"hyper",
	"update"
];

// src/explain/divergence/size.ts
const EPSILONS = /* @__PURE__ */ new Map([
	["float64", 2 ** -52],
	["complex128", 2 ** -52],
	["float32", 2 ** -23],
	["complex64", 2 ** -23],
	["float16", 2 ** -10],
	["bfloat16", 2 ** -7],
	["float8_e4m3fn", 2 ** -3],
	["float8_e5m2", 2 ** -2]
]);
const ROUNDING_EPSILONS = 16;
const FINEST = 1e-9;
function sketchesOf(tensors) {
	const byDigest = new Map(tensors.flatMap(({ digest, sketch }) => sketch ? [[digest, sketch]] : []));
	return ({ digest, sketch }) => sketch ?? byDigest.get(digest);
}
function squaresOf(a, b) {
	if (a === void 0 || b === void 0 || a.length !== b.length) return void 0;
	const sum = (of) => a.reduce((sum, _, at) => sum + of(at) ** 2, 0);
	const squares = {
		difference: sum((at) => (a[at] ?? 0) - (b[at] ?? 0)),
		baseline: sum((at) => a[at] ?? 0),
		run: sum((at) => b[at] ?? 0)
	};
	return Object.values(squares).every(Number.isFinite) ? squares : void 0;
}
function relativeOf({ difference, baseline, run }) {
	const relative = Math.sqrt(difference / (baseline || run));
	return Number.isFinite(relative) ? relative : void 0;
}
function sizeOf({ baseline, run }, sketches) {
	if (baseline === void 0 || run === void 0) return void 0;
	if (countOf(baseline) !== countOf(run)) return void 0;
	const squares = squaresOf(sketches.baseline(baseline), sketches.run(run));
	const relative = squares === void 0 ? void 0 : relativeOf(squares);
	if (relative === void 0) return void 0;
	const epsilon = Math.max(epsilonOf(baseline), epsilonOf(run));
	if (relative === 0) return epsilon === 0 ? void 0 : {
		relative: epsilon,
		meaning: "rounding"
	};
	return {
		relative,
		meaning: epsilon > 0 && relative <= Math.max(ROUNDING_EPSILONS * epsilon, FINEST) ? "rounding" : "meaning"
	};
}
function epsilonOf({ dtype }) {
	return EPSILONS.get(dtype.replace(/^torch\./, "")) ?? 0;
}
function countOf({ shape }) {
	return shape.reduce((product, size) => product * size, 1);
}

// src/explain/divergence/align.ts
const SHAPED = /* @__PURE__ */ new Set(["init", "update"]);
function align(baseline, run) {
	const [ours, theirs] = [keyed(run), keyed(baseline)];
	const [lookedRun, lookedBaseline] = [lookedAt(run), lookedAt(baseline)];
	const places = new Map([...theirs.keys()].map((key, place) => [key, place]));
	const placed = [];
	let last = -1;
	for (const [key, tensor] of ours) {
		const other = theirs.get(key);
		last = places.get(key) ?? last;
		if (other !== void 0 || lookedBaseline.misses(tensor)) placed.push({
			place: last,
			aligned: alignedOf(other, tensor)
		});
	}
	for (const [key, tensor] of theirs) if (!ours.has(key) && lookedRun.misses(tensor)) placed.push({
		place: places.get(key) ?? 0,
		aligned: alignedOf(tensor, void 0)
	});
	return placed.sort((a, b) => a.place - b.place).map(({ aligned }) => aligned);
}
function alignedOf(baseline, run) {
	const phase = (run ?? baseline)?.phase ?? "init";
	if (baseline === void 0 || run === void 0) return {
		phase,
		state: "missing",
		baseline,
		run
	};
	return {
		phase,
		state: baseline.digest === run.digest && baseline.dtype === run.dtype && (!SHAPED.has(phase) || sameShape(baseline.shape, run.shape)) ? "same" : "different",
		baseline,
		run
	};
}
function sameShape(a, b) {
	return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
function keyed(tensors) {
	const times = /* @__PURE__ */ new Map();
	const keys = /* @__PURE__ */ new Map();
	for (const tensor of tensors) {
		const { phase, name, part, call } = tensor;
		const key = `${phase}\0${name}\0${part}\0${call}`;
		const time = times.get(key) ?? 0;
		times.set(key, time + 1);
		keys.set(`${key}\0${time}`, tensor);
	}
	return keys;
}
function lookedAt(tensors) {
	const phases = new Set(tensors.map(({ phase }) => phase));
	const names = new Set(tensors.map(({ phase, name }) => `${phase}\0${name}`));
	const parts = new Set(tensors.map(({ phase, name, part }) => `${phase}\0${name}\0${part}`));
	return { misses: ({ phase, name, part }) => phases.has(phase) && (!names.has(`${phase}\0${name}`) || parts.has(`${phase}\0${name}\0${part}`)) };
}

// src/explain/divergence/states.ts
const ROLLING = [
	"batch",
	"loss",
	"gradient",
	"update"
];
function stateOf(a, b) {
	if (a === void 0 || b === void 0) return "unknown";
	return a === b ? "same" : "different";
}
function stateOfTensors(aligned) {
	if (aligned.length === 0) return "unknown";
	return aligned.every(({ state }) => state === "same") ? "same" : "different";
}
function stateAt(pair, step, field) {
	const [a, b] = [pair.baseline.steps.get(step), pair.run.steps.get(step)];
	const state = stateOf(a?.rolling?.[field], b?.rolling?.[field]);
	return state === "unknown" ? stateOfPhase(a, b, field) : state;
}
const BUFFER = "buffer";
function stateOfInit({ baseline, run }) {
	const [before, after] = [baseline.steps.get(-1), run.steps.get(-1)];
	const [theirs, ours] = [tensorsOf(before, "init"), tensorsOf(after, "init")];
	if (ours.length === 0 || theirs.length === 0) return "unknown";
	const [old, young] = [valuesOf(theirs), valuesOf(ours)];
	const same = old.length === young.length && old.every((value, at) => value === young[at]);
	const buffers = align(theirs, ours).filter(({ state, run: one }) => state === "different" && one?.part === "buffer");
	return same && buffers.length === 0 ? "same" : "different";
}
function valuesOf(tensors) {
	return tensors.filter(({ part }) => part !== BUFFER).map(({ dtype, shape, digest }) => `${dtype} ${shape.join("x")} ${digest}`).sort();
}
function stateOfPhase(a, b, phase) {
	const [ours, theirs] = [tensorsOf(b, phase), tensorsOf(a, phase)];
	if (ours.length === 0 || theirs.length === 0) return "unknown";
	return stateOfTensors(align(theirs, ours));
}
function tensorsOf(step, phase) {
	return step === void 0 || step.tensors.length === 0 ? [] : step.tensors.filter((one) => one.phase === phase);
}

// src/explain/divergence/growth.ts
const MOST_POINTS = 64;
function growthOf(pair, from) {
	if (pair.baseline.header.sketch !== pair.run.header.sketch) return [];
	return thinned([...pair.run.steps.keys()].filter((step) => step >= from && step >= 0).flatMap((step) => {
		const relative = distanceAt(pair, step);
		return relative === void 0 ? [] : [{
			step,
			relative
		}];
	}));
}
function distanceAt({ baseline, run }, step) {
	const [before, after] = [baseline.steps.get(step), run.steps.get(step)];
	const [theirs, ours] = [tensorsOf(before, "update"), tensorsOf(after, "update")];
	if (theirs.length === 0 || ours.length === 0) return void 0;
	const sketches = {
		baseline: sketchesOf(before?.tensors ?? []),
		run: sketchesOf(after?.tensors ?? [])
	};
	const squares = align(theirs, ours).filter(isFloating).map(({ baseline, run }) => baseline === void 0 || run === void 0 ? void 0 : squaresOf(sketches.baseline(baseline), sketches.run(run)));
	if (squares.length === 0 || squares.includes(void 0)) return void 0;
	return relativeOf(summed(squares));
}
function isFloating({ baseline, run }) {
	return [baseline, run].every((one) => one === void 0 || epsilonOf(one) > 0);
}
function summed(squares) {
	return squares.reduce((sum, one) => ({
		difference: sum.difference + one.difference,
		baseline: sum.baseline + one.baseline,
		run: sum.run + one.run
	}));
}
function thinned(points) {
	if (points.length <= MOST_POINTS) return points;
	const stride = (points.length - 1) / 63;
	return Array.from({ length: MOST_POINTS }, (_, at) => points[Math.round(at * stride)]);
}

// src/explain/divergence/view.ts
function viewAt(pair, step) {
	const { baseline, run } = pair;
	const view = viewOf(baseline.steps.get(step), run.steps.get(step), sketchesComparable(pair));
	const isEqual = step < 0 ? initIsEqual(stateOfInit(pair)) : phaseIsEqual(pair, step);
	return {
		...view,
		aligned: view.aligned.filter((one) => one.state === "same" || !isEqual(one))
	};
}
function initIsEqual(init) {
	return ({ state, run, baseline }) => init === "same" || state === "missing" && (run ?? baseline)?.part === "buffer";
}
const IN_SHORT = {
	batch: "batch",
	forward: "loss",
	loss: "loss",
	gradient: "gradient",
	update: "update"
};
function phaseIsEqual({ baseline, run }, step) {
	const [theirs, ours] = [baseline.steps.get(step)?.rolling, run.steps.get(step)?.rolling];
	return ({ phase, state, run: one }) => {
		if (phase === "init") return false;
		const { [phase]: field } = IN_SHORT;
		if (stateOf(theirs?.[field], ours?.[field]) !== "same") return false;
		return state === "missing" || phase !== "forward" && phase !== "loss" && one?.part !== "raw";
	};
}
function sketchesComparable({ baseline, run }) {
	return baseline.header.sketch === run.header.sketch;
}
function viewOf(before, after, comparable) {
	const [theirs, ours] = [before?.tensors ?? [], after?.tensors ?? []];
	const sketches = {
		baseline: sketchesOf(theirs),
		run: sketchesOf(ours)
	};
	return {
		aligned: isDense$1(theirs) && isDense$1(ours) ? align(theirs, ours) : [],
		size: (one) => comparable ? sizeOf(one, sketches) : void 0
	};
}
function isDense$1(tensors) {
	return tensors.length > 0;
}
function firstDifferent({ aligned }) {
	const hasLosses = aligned.some(({ phase, state, run }) => phase === "loss" && state !== "missing" && run?.part === "value");
	return aligned.find(({ phase, state }) => state !== "same" && !(phase === "loss" && state === "missing" && hasLosses));
}

// src/explain/divergence/ladder.ts
function rungStates(pair, step, view, hyper) {
	const ofTensors = (phase) => stateOfTensors(view.aligned.filter((one) => one.phase === phase));
	const either = (field) => {
		const [inShort, tensors] = [stateAt(pair, step, field), ofTensors(field)];
		return tensors === "different" || inShort === "unknown" ? tensors : inShort;
	};
	return {
		init: stateOfInit(pair),
		batch: either("batch"),
		forward: ofTensors("forward"),
		loss: either("loss"),
		gradient: either("gradient"),
		hyper: hyper === void 0 ? "unknown" : effective(hyper).length > 0 ? "different" : "same",
		update: either("update")
	};
}
function ladderOf(pair, states, view, hyper) {
	return RUNGS.map((rung) => {
		const state = states[rung];
		if (state !== "different") return {
			rung,
			state
		};
		if (rung === "hyper") return {
			rung,
			state,
			tensor: effective(hyper ?? [])[0]?.name
		};
		return {
			rung,
			state,
			...shownTensor(rung === "init" ? viewAt(pair, -1) : view, rung)
		};
	});
}
function shownTensor(view, phase) {
	const first = view.aligned.find((one) => one.phase === phase && one.state !== "same");
	if (first === void 0) return {};
	const size = view.size(first);
	return {
		tensor: spellTensor(first),
		...size === void 0 ? {} : { relative: size.relative }
	};
}
function spellTensor({ baseline, run }) {
	const tensor = run ?? baseline;
	if (tensor === void 0) return "";
	const { name, part, call } = tensor;
	return [
		name,
		...part === "value" ? [] : [part],
		...call === 0 ? [] : [`call ${call}`]
	].join(" ");
}

// src/explain/divergence/random.ts
const GENERAL = /* @__PURE__ */ new Set(["python", "numpy"]);
const ALL = "all";
function randomAround(pair, step) {
	const start = seededOnly(statesAtStart(pair));
	const before = step <= 0 ? start : statesAfter(pair, step - 1);
	const after = statesAfter(pair, step);
	return {
		any: {
			before: combined(before),
			after: combined(after)
		},
		model: {
			before: combined(ofModel(before)),
			after: combined(ofModel(after))
		}
	};
}
function isReseeded(pair) {
	const states = [...statesAtStart(pair).values()];
	return states.length > 1 && states.every((state) => state === "different");
}
function statesAtStart({ baseline, run }) {
	return byGenerator(baseline.steps.get(0), run.steps.get(0), "start");
}
function statesAfter(pair, step) {
	const [a, b] = [pair.baseline.steps.get(step), pair.run.steps.get(step)];
	const start = statesAtStart(pair);
	const each = byGenerator(a, b, "end");
	if (each.size > 0) return new Map([...each].filter(([name]) => !isUnseeded(name, start)));
	const state = stateOf(a?.rolling?.random, b?.rolling?.random);
	const apart = [...start.values()].includes("different");
	return state === "different" && apart ? /* @__PURE__ */ new Map() : /* @__PURE__ */ new Map([[ALL, state]]);
}
function seededOnly(start) {
	return new Map([...start].filter(([name]) => !isUnseeded(name, start)));
}
function isUnseeded(name, start) {
	const general = [...start].filter(([one]) => GENERAL.has(one));
	const others = [...start].filter(([one]) => !GENERAL.has(one));
	return GENERAL.has(name) && general.length > 1 && general.every(([, state]) => state === "different") && others.length > 0 && others.every(([, state]) => state === "same");
}
function ofModel(states) {
	const own = new Map([...states].filter(([name]) => !GENERAL.has(name)));
	return own.size > 0 ? own : states;
}
function byGenerator(a, b, when) {
	const [theirs, ours] = [digestsOf(a, when), digestsOf(b, when)];
	return new Map([...ours].filter(([generator]) => theirs.has(generator)).map(([generator, digest]) => [generator, stateOf(digest, theirs.get(generator))]));
}
function digestsOf(step, when) {
	const random = (step?.random ?? []).filter((one) => one.when === when);
	return new Map(random.map(({ generator, digest }) => [generator, digest]));
}
function combined(states) {
	const all = [...states.values()];
	if (all.includes("different")) return "different";
	return all.includes("same") ? "same" : "unknown";
}

// src/explain/divergence/rows.ts
function rowsChange(a, b, known) {
	if (!sameShape(a.shape, b.shape)) return { kind: "other-shape" };
	const [before, after] = [a.rows, b.rows];
	if (before === void 0 || after === void 0 || before.length !== after.length) return void 0;
	if (countShared(before, after) === before.length) return { kind: "permuted" };
	const changed = after.filter((row, at) => row !== before[at]).length;
	if (isShifted(before, after)) return {
		kind: "some-rows",
		changed: 1,
		of: after.length
	};
	if (isOtherSamples(before, after, known)) return { kind: "other-samples" };
	return changed < after.length ? {
		kind: "some-rows",
		changed,
		of: after.length
	} : { kind: "every-row" };
}
function countShared(before, after) {
	const left = /* @__PURE__ */ new Map();
	for (const row of before) left.set(row, (left.get(row) ?? 0) + 1);
	return after.filter((row) => {
		const count = left.get(row) ?? 0;
		left.set(row, count - 1);
		return count > 0;
	}).length;
}
function isOtherSamples(before, after, known) {
	const fresh = after.filter((row, at) => row !== before[at]);
	const gone = before.filter((row, at) => row !== after[at]);
	const come = fresh.filter((row) => known.baseline.has(row)).length;
	const left = gone.filter((row) => known.run.has(row)).length;
	const early = [fresh, gone].map((rows) => rows.filter((row) => known.before.has(row)).length);
	const moved = come + left + Math.min(...early);
	return fresh.length === after.length ? moved > 0 : moved >= fresh.length;
}
function isShifted(before, after) {
	const first = after.findIndex((row, at) => row !== before[at]);
	const rest = after.length - first - 1;
	if (rest < 2) return false;
	const [gone, come] = [before.slice(first), after.slice(first)];
	return come.slice(0, rest).every((row, at) => row === gone[at + 1]) || gone.slice(0, rest).every((row, at) => row === come[at + 1]);
}

// src/explain/divergence/samples.ts
const LEAST_PAIRS = 6;
const MOST_BATCHES = 32;
function everywhere({ steps }, { phase, name, part, call }) {
	return [...steps.values()].flatMap((step) => step.tensors.filter((one) => one.phase === phase && one.name === name).filter((one) => one.part === part && one.call === call).map((tensor) => ({
		step,
		tensor
	})));
}
function knownRows({ baseline, run }, tensor, step) {
	const rows = (side, isWanted) => new Set(everywhere(side, tensor).filter((found) => isWanted(found.step.step)).flatMap((found) => found.tensor.rows ?? []));
	return {
		before: rows(baseline, (one) => one < step),
		baseline: rows(baseline, (one) => one >= step),
		run: rows(run, (one) => one >= step)
	};
}
function areCounterparts({ baseline, run }, tensor, from) {
	const [theirs, ours] = [sketched(baseline, tensor, from), sketched(run, tensor, from)];
	const together = [];
	const apart = [];
	for (const a of theirs) for (const b of ours) {
		const distance = squaresOf(a.sketch, b.sketch)?.difference;
		if (distance !== void 0) (a.step === b.step ? together : apart).push(distance);
	}
	if (apart.length < LEAST_PAIRS || together.length < 2) return void 0;
	if (mean(together) < mean(apart) / 2) return true;
	return mean(spread(theirs)) < mean(together) / 2 ? void 0 : false;
}
function spread(batches) {
	return batches.flatMap((a, at) => batches.slice(at + 1).flatMap((b) => squaresOf(a.sketch, b.sketch)?.difference ?? []));
}
function sketched(side, tensor, from) {
	return everywhere(side, tensor).filter(({ step }) => step.step >= from).slice(0, MOST_BATCHES).map(({ step, tensor }) => ({
		step: step.step,
		sketch: sketchesOf(step.tensors)(tensor)
	}));
}
function mean(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// src/explain/divergence/rungs/scene.ts
const FINE = 1e-4;
function rounding({ size }) {
	return {
		class: "rounding",
		sure: size !== void 0 && size.relative < FINE
	};
}
function isRounding({ size }) {
	return size?.meaning === "rounding";
}
function isMeaning({ size }) {
	return size?.meaning === "meaning";
}
function otherRandom({ pair, step, random }, sure) {
	if (isReseeded(pair)) return {
		class: "seed",
		sure: false
	};
	const seeded = step > 0 || random.model.before === "different";
	return {
		class: "random-stream",
		sure: sure && seeded
	};
}
function hasOtherType({ baseline, run }) {
	return baseline !== void 0 && run !== void 0 && baseline.dtype !== run.dtype;
}

// src/explain/divergence/rungs/batch.ts
function judgeBatch(scene, first, entries) {
	if (first.state === "missing") return judgeMissing$1(first);
	if (hasOtherType(first)) return {
		class: "precision",
		sure: false
	};
	const subject = entries.filter(({ state }) => state === "different").find((one) => !isLabel(one, entries));
	const change = changeOf(scene, subject ?? first, entries);
	const batch = change === void 0 ? {} : { batch: change };
	if (isOtherCount(entries)) return {
		...batch,
		...judgeCount(scene, entries)
	};
	if (subject === void 0) return {
		...batch,
		class: "labels",
		sure: isCalm(scene)
	};
	if (entries.slice(0, entries.indexOf(subject)).some(isStayed)) return {
		...batch,
		class: isLikeLabels(subject, entries) ? "labels" : "preprocessing",
		sure: false
	};
	if (isOtherShape(subject)) return {
		...batch,
		...judgeShape(scene)
	};
	return {
		...batch,
		...judgeChange(scene, subject, change)
	};
}
function judgeMissing$1({ baseline, run, phase }) {
	return ((run ?? baseline)?.call ?? 0) > 0 ? {
		class: "batch-size",
		sure: phase === "batch"
	} : {
		class: "preprocessing",
		sure: false
	};
}
function isCalm({ random }) {
	return random.any.before === "same";
}
const MOST_COUNTS = 8;
function isOtherCount(entries) {
	const shapes = entries.flatMap(shapesOf);
	return shapes.filter(([before, after]) => before[0] !== after[0]).slice(0, MOST_COUNTS).some(([before, after]) => shapes.every(([old, young]) => old.some((size, at) => size === before[0] && young[at] === after[0])));
}
function shapesOf({ baseline, run }) {
	const [before, after] = [baseline?.shape ?? [], run?.shape ?? []];
	return before.length > 0 && before.length === after.length ? [[before, after]] : [];
}
function judgeCount({ step }, entries) {
	const sure = entries.flatMap(shapesOf).length > 1;
	return step === 0 ? {
		class: "batch-size",
		sure
	} : {
		class: "data-content",
		sure: false
	};
}
function isOtherShape({ baseline, run }) {
	return baseline?.shape.join() !== run?.shape.join();
}
function judgeShape({ step }) {
	return {
		class: step === 0 ? "preprocessing" : "data-content",
		sure: false
	};
}
function isStayed({ state, run }) {
	const rows = run?.rows ?? [];
	return state === "same" && rows.length > 1 && new Set(rows).size * 2 > rows.length;
}
const LABELS = /label|target|^y$/i;
function isLabel(one, entries) {
	const place = placeOf(one);
	if (LABELS.test(place.split(".").at(-1) ?? "")) return true;
	const places = entries.map(placeOf);
	const isTuple = one.phase === "batch" && places.every((each) => /^\d+$/.test(each));
	const isLast = places.every((each) => Number(each) <= Number(place));
	return isTuple && Number(place) > 0 && isLast && isLikeLabels(one, entries);
}
function isLikeLabels(one, entries) {
	const { dtype = "" } = one.run ?? one.baseline ?? {};
	const others = entries.filter((other) => other !== one).map(widthOf);
	return /^(?:u?int|bool)/.test(dtype) || others.every((width) => widthOf(one) < width);
}
function widthOf({ baseline, run }) {
	return (run ?? baseline)?.shape.slice(1).reduce((product, size) => product * size, 1) ?? 0;
}
function placeOf({ baseline, run }) {
	const tensor = run ?? baseline;
	return (tensor?.phase === "batch" ? tensor.name : tensor?.part) ?? "";
}
function changeOf({ pair, step }, { baseline, run }, entries) {
	if (baseline === void 0 || run === void 0) return void 0;
	if (entries.some((one) => isStayed(one) || one.run === run && isLabel(one, entries))) return rowsChange(baseline, run, NOWHERE);
	const change = rowsChange(baseline, run, knownRows(pair, run, step));
	if (change?.kind !== "every-row") return change;
	const labels = entries.find((one) => isLabel(one, entries));
	if (labels?.state === "same" && isTelling(labels)) return change;
	return areCounterparts(pair, run, step) === false ? { kind: "other-samples" } : change;
}
const NOWHERE = {
	before: /* @__PURE__ */ new Set(),
	baseline: /* @__PURE__ */ new Set(),
	run: /* @__PURE__ */ new Set()
};
function isTelling({ run }) {
	return new Set(run?.rows).size > 1;
}
function judgeChange(scene, subject, change) {
	const order = change?.kind === "permuted" || change?.kind === "other-samples";
	const size = scene.view.size(subject);
	if (!order && isRounding({
		...scene,
		size
	})) return rounding({
		...scene,
		size
	});
	if (scene.random.any.before === "different") return otherRandom(scene, order);
	switch (change?.kind) {
		case "permuted":
		case "other-samples": return judgeOrder(scene);
		case "some-rows": return change.changed * 2 <= change.of ? {
			class: "data-content",
			sure: isCalm(scene)
		} : {
			class: "preprocessing",
			sure: false
		};
		case "every-row":
		case "other-shape": return {
			class: "preprocessing",
			sure: false
		};
		case void 0: return judgeWithoutRows(scene, subject);
	}
}
function judgeOrder(scene) {
	return scene.step > 0 && scene.random.any.after === "different" ? otherRandom(scene, false) : {
		class: "data-order",
		sure: isCalm(scene)
	};
}
function judgeWithoutRows({ pair, step }, { run }) {
	const counterparts = run === void 0 ? void 0 : areCounterparts(pair, run, step);
	if (counterparts === void 0) return {
		class: "unclear",
		sure: false
	};
	return {
		class: counterparts ? "preprocessing" : "data-order",
		sure: false
	};
}

// src/explain/divergence/rungs/forward.ts
const ROOT$1 = /^\(root(?: \d+)?\)$/;
const DROPOUT = /drop/i;
function judgeForward(scene, first) {
	const isInput = partOf(first).startsWith("in");
	const isRoot = ROOT$1.test(nameOf(first));
	if (isInput && isRoot && scene.rungs.batch === "unknown") {
		const judged = judgeBatch(scene, first, inputsLike(scene, first));
		return (first.run ?? first.baseline)?.call === 0 ? judged : {
			...judged,
			sure: false
		};
	}
	if (first.state === "missing") return judgeMissing(first);
	if (hasOtherType(first)) return {
		class: "precision",
		sure: true
	};
	if (isRounding(scene)) return rounding(scene);
	const random = judgeRandom(scene, first, isInput);
	if (random !== void 0) return random;
	if (isInput && isRoot) return {
		class: "preprocessing",
		sure: false
	};
	const sure = isMeaning(scene) && isSettled(scene) && !mayBeTouched(scene, first);
	if (isInput || isRoot && hasParts(scene)) return judgeFunction(first, sure);
	return {
		class: "layer-code",
		sure
	};
}
function judgeMissing({ baseline, run }) {
	return ((run ?? baseline)?.call ?? 0) > 0 ? {
		class: "functional-code",
		sure: false
	} : {
		class: "architecture",
		sure: true
	};
}
function judgeFunction(first, sure) {
	const tensor = first.run ?? first.baseline;
	return tensor !== void 0 && tensor.shape.every((size) => size === 1) && !partOf(first).startsWith("in") ? {
		class: "loss",
		sure: false
	} : {
		class: "functional-code",
		sure
	};
}
function judgeRandom(scene, first, isInput) {
	const { before, after } = scene.random.model;
	const isDropout = !isInput && DROPOUT.test(nameOf(first));
	if (before === "different") return otherRandom(scene, isDropout || scene.step > 0);
	if (before === "same" && after === "different" && isDropout) return otherRandom(scene, false);
}
function isSettled({ parameters, random }) {
	const { before, after } = random.model;
	return parameters === "same" && before === "same" && after !== "different";
}
function mayBeTouched({ pair, step }, first) {
	const owner = partOf(first).startsWith("in") ? parentOf$1(nameOf(first)) : nameOf(first);
	const values = pair.run.steps.get(-1)?.tensors ?? [];
	const again = ((first.run ?? first.baseline)?.call ?? 0) > 0;
	return (step > 0 || again) && values.some(({ name }) => parentOf$1(name) === owner);
}
function parentOf$1(name) {
	const dot = name.lastIndexOf(".");
	return dot < 0 ? "(root)" : name.slice(0, dot);
}
function hasParts({ view }) {
	return view.aligned.some((one) => one.phase === "forward" && !ROOT$1.test(nameOf(one)));
}
function inputsLike({ view }, first) {
	return view.aligned.filter((one) => one.phase === "forward" && nameOf(one) === nameOf(first) && partOf(one).startsWith("in"));
}
function nameOf({ baseline, run }) {
	return (run ?? baseline)?.name ?? "";
}
function partOf({ baseline, run }) {
	return (run ?? baseline)?.part ?? "";
}

// src/explain/divergence/rungs/init.ts
function judgeInit(scene, first) {
	const values = scene.view.aligned.filter(({ phase }) => phase === "init");
	if (values.some(isOtherModel)) return {
		class: "architecture",
		sure: true
	};
	if (hasOtherType(first)) return {
		class: "precision",
		sure: true
	};
	if (isRounding(scene)) return {
		class: "rounding",
		sure: false
	};
	const { before } = scene.random.any;
	const drawn = isDrawnAnew(values);
	if (before !== "different" && drawn) return {
		class: "random-stream",
		sure: false
	};
	if (before !== "different") return {
		class: "init",
		sure: before === "same"
	};
	if (isReseeded(scene.pair)) return {
		class: "seed",
		sure: drawn
	};
	return {
		class: drawn ? "seed" : "init",
		sure: false
	};
}
function isOtherModel({ baseline, run }) {
	return baseline === void 0 || run === void 0 || !sameShape(baseline.shape, run.shape);
}
const LOG_NOISE = .52;
const TOO_CLOSE = .5;
function isDrawnAnew(values) {
	const weights = values.filter(({ baseline }) => isWeight(baseline));
	if (weights.length === 0 || weights.some(({ state }) => state === "same")) return false;
	const squares = weights.flatMap(({ baseline, run }) => {
		const found = squaresOf(baseline?.sketch, run?.sketch);
		return found === void 0 || found.baseline === 0 || found.run === 0 ? [] : [found];
	});
	return squares.length > 0 && isSameSpread(squares) && isIndependent(squares);
}
function isWeight(tensor) {
	if (tensor === void 0 || tensor.shape.length < 2 || epsilonOf(tensor) === 0) return false;
	return tensor.sketch === void 0 || tensor.sketch.some((sum) => sum !== 0);
}
function isSameSpread(squares) {
	const logs = squares.map(({ baseline, run }) => Math.log(run / baseline));
	const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
	return Math.abs(mean) < 3 * LOG_NOISE / Math.sqrt(logs.length);
}
function isIndependent(squares) {
	const shares = squares.map(({ difference, baseline, run }) => difference / (baseline + run));
	return shares.reduce((sum, share) => sum + share, 0) / shares.length > TOO_CLOSE;
}

// src/explain/divergence/rungs/later.ts
function judgeLoss(scene, first) {
	const { view, rungs, random } = scene;
	if (first.state === "missing") return {
		class: "loss",
		sure: false
	};
	if (hasOtherType(first)) return {
		class: "precision",
		sure: true
	};
	if (isRounding(scene)) return rounding(scene);
	const part = (first.run ?? first.baseline)?.part ?? "";
	const calm = random.model.before === "same" && isMeaning(scene);
	if (part === "target") return {
		class: rungs.batch === "same" ? "functional-code" : "labels",
		sure: false
	};
	if (rungs.forward !== "same") return {
		class: "unclear",
		sure: false
	};
	if (part !== "value") return {
		class: "functional-code",
		sure: false
	};
	if (isOtherScale(scene)) return {
		class: "hyper-parameter",
		sure: false
	};
	const inputs = view.aligned.some((one) => one.phase === "loss" && one.run?.part !== "value");
	return {
		class: "loss",
		sure: calm && (inputs || rungs.batch === "same")
	};
}
function judgeGradient(scene, first) {
	if (hasOtherType(first)) return {
		class: "precision",
		sure: true
	};
	if (isRounding(scene)) return rounding(scene);
	if (!(scene.rungs.loss === "same" || scene.rungs.forward === "same")) return {
		class: "unclear",
		sure: false
	};
	if (isOtherScale(scene)) return {
		class: "hyper-parameter",
		sure: false
	};
	return {
		class: "gradient-processing",
		sure: first.run?.part === "grad" && hasEqualRaw(scene, first) && isMeaning(scene)
	};
}
function isOtherScale({ hyper }) {
	return hyper?.some(({ name }) => name === "scale") ?? false;
}
function hasEqualRaw({ view }, { run }) {
	return view.aligned.some((one) => one.phase === "gradient" && one.state === "same" && one.run?.part === "raw" && one.run.name === run?.name);
}
function judgeUpdate(scene, first) {
	const { hyper, rungs } = scene;
	const known = rungs.gradient === "same" && (first === void 0 || first.phase === "update");
	if (hyper !== void 0 && effective(hyper).length > 0) return {
		class: isOtherOptimizer(hyper) ? "optimizer" : "hyper-parameter",
		sure: known
	};
	if (first?.state === "missing") return {
		class: "architecture",
		sure: false
	};
	if (first !== void 0 && hasOtherType(first)) return {
		class: "precision",
		sure: true
	};
	if ((first?.run ?? first?.baseline)?.part === "buffer") return {
		class: "layer-code",
		sure: false
	};
	if (isRounding(scene)) return {
		class: "rounding",
		sure: false
	};
	if (!known) return {
		class: "unclear",
		sure: false
	};
	return {
		class: "optimizer",
		sure: hyper !== void 0 && isMeaning(scene)
	};
}

// src/explain/divergence/rungs/judge.ts
function judge(scene, rung) {
	const judged = judgeRung(scene, rung);
	const { baseline, run } = scene.pair;
	return (baseline.header.mode === "told" || run.header.mode === "told") && rung !== "hyper" ? {
		...judged,
		sure: false
	} : judged;
}
function judgeRung(scene, rung) {
	const { first } = scene;
	if (rung === "hyper" || rung === "update") return judgeUpdate(scene, first);
	if (first === void 0) return judgeInShort(scene, rung);
	switch (first.phase) {
		case "init": return judgeInit(scene, first);
		case "batch": return judgeBatch(scene, first, scene.view.aligned.filter(({ phase }) => phase === "batch"));
		case "forward": return judgeForward(scene, first);
		case "loss": return judgeLoss(scene, first);
		case "gradient": return judgeGradient(scene, first);
		case "update": return judgeUpdate(scene, first);
	}
}
function judgeInShort(scene, rung) {
	return (rung === "batch" || rung === "loss" || rung === "forward") && scene.random.any.before === "different" ? otherRandom(scene, false) : {
		class: "unclear",
		sure: false
	};
}

// src/explain/divergence/renames.ts
const ROOT = "(root)";
const OF_MODELS = /* @__PURE__ */ new Set([
	"init",
	"forward",
	"gradient",
	"update"
]);
function withNamesOf(run, baseline) {
	const pairs = pairsOf(parametersOf(baseline), parametersOf(run));
	if (pairs.every(([old, young]) => old === young)) return baseline;
	const moved = movesOf(pairs);
	const known = /* @__PURE__ */ new Map();
	const rename = (name) => {
		const found = known.get(name) ?? renamed(name, moved);
		known.set(name, found);
		return found;
	};
	return {
		...baseline,
		steps: baseline.steps.map((step) => ({
			...step,
			tensors: step.tensors.map((one) => OF_MODELS.has(one.phase) ? {
				...one,
				name: rename(one.name)
			} : one)
		}))
	};
}
function parametersOf({ steps }) {
	return (steps.find(({ step }) => step === -1)?.tensors ?? []).filter(({ part }) => part !== BUFFER);
}
function pairsOf(theirs, ours) {
	const [old, young] = [byValue(theirs), byValue(ours)];
	return [...old].flatMap(([value, names]) => {
		const others = young.get(value) ?? [];
		if (others.length !== names.length) return [];
		const [before, after] = [new Set(names), new Set(others)];
		const kept = names.filter((name) => after.has(name));
		const left = names.filter((name) => !after.has(name));
		const come = others.filter((name) => !before.has(name));
		return [...kept.map((name) => [name, name]), ...left.map((name, at) => [name, come[at] ?? name])];
	});
}
function byValue(tensors) {
	const found = /* @__PURE__ */ new Map();
	for (const { dtype, shape, digest, name } of tensors) {
		const value = `${dtype} ${shape.join("x")} ${digest}`;
		const names = found.get(value) ?? [];
		names.push(name);
		found.set(value, names);
	}
	return found;
}
function movesOf(pairs) {
	const moved = /* @__PURE__ */ new Map();
	for (const pair of pairs) {
		let [old, young] = pair;
		for (;;) {
			moved.set(old, moved.has(old) && moved.get(old) !== young ? void 0 : young);
			if (old === ROOT || young === ROOT || lastOf(old) !== lastOf(young)) break;
			[old, young] = [parentOf(old), parentOf(young)];
		}
	}
	return new Map([...moved].flatMap(([old, young]) => young === void 0 ? [] : [[old, young]]));
}
function renamed(name, moved) {
	const known = moved.get(name);
	if (known !== void 0) return known;
	if (name === ROOT || isRoot(name)) return name;
	const parent = renamed(parentOf(name), moved);
	return parent === ROOT ? lastOf(name) : `${parent}.${lastOf(name)}`;
}
function isRoot(name) {
	return /^\(root(?: \d+)?\)$/.test(name);
}
function lastOf(name) {
	return name.slice(name.lastIndexOf(".") + 1);
}
function parentOf(name) {
	const dot = name.lastIndexOf(".");
	return dot < 0 ? ROOT : name.slice(0, dot);
}

// src/explain/divergence/sides.ts
function sideOf({ header, steps, end }) {
	return {
		header,
		end,
		steps: new Map(steps.map((step) => [step.step, step]))
	};
}
function unknownFor(why, detail) {
	return {
		state: "unknown",
		why,
		detail
	};
}
function pairRanks(run, baseline) {
	const trouble = ranksTrouble(run, baseline) ?? algorithmTrouble([...run, ...baseline]);
	if (trouble !== void 0) return trouble;
	const others = byRank(baseline);
	return byRank(run).map((one, index) => ({
		rank: one.header.rank,
		run: sideOf(one),
		baseline: sideOf(withNamesOf(one, others[index]))
	}));
}
function byRank(traces) {
	return [...traces].sort((a, b) => a.header.rank - b.header.rank);
}
function ranksTrouble(run, baseline) {
	const [ours, theirs] = [spellRanks(run), spellRanks(baseline)];
	if (ours !== theirs) return unknownFor("other-ranks", `the run has ${ours}, the baseline ${theirs}`);
	const twice = byRank(run).find((one, at, all) => one.header.rank === all[at + 1]?.header.rank);
	return twice === void 0 ? void 0 : unknownFor("other-ranks", `several processes wrote a trace of rank ${twice.header.rank}`);
}
function spellRanks(traces) {
	const worlds = new Set(traces.map(({ header }) => header.world));
	return `rank ${byRank(traces).map(({ header }) => header.rank).join(", ")} of ${[...worlds].join(" and ")}`;
}
function algorithmTrouble(traces) {
	const names = [...new Set(traces.map(({ header }) => header.digest))];
	return names.length === 1 ? void 0 : unknownFor("other-algorithm", names.join(" and "));
}
function isWhole(pairs) {
	return pairs.length === pairs[0]?.run.header.world;
}

// src/explain/divergence/window.ts
function isDense({ baseline, run }, step) {
	return [baseline, run].every((side) => hasTensors(side, step));
}
function lookThrough(pair, step, windows) {
	const run = fuller(pair.run, step, windows.run);
	const baseline = fuller(pair.baseline, step, windows.baseline);
	if (run === void 0 || baseline === void 0) return void 0;
	const [ours, theirs] = [goesAlong(run, pair.run, step), goesAlong(baseline, pair.baseline, step)];
	if (ours === "unknown" || theirs === "unknown") return void 0;
	return {
		steady: ours !== "to-the-end" ? "not-run" : theirs !== "to-the-end" ? "not-baseline" : "both",
		pair: theirs === "to-the-end" && ours !== "not" ? {
			...pair,
			run: withStep(pair.run, run, step),
			baseline: withStep(pair.baseline, baseline, step)
		} : pair,
		window: spanOf(run, step) ?? spanOf(baseline, step) ?? {
			from: step,
			to: step
		}
	};
}
function fuller(side, step, windows) {
	if (hasTensors(side, step)) return side;
	const { training, rank, world, digest } = side.header;
	const window = windows.find(({ header }) => header.training === training && header.rank === rank && header.world === world && header.digest === digest);
	const found = window === void 0 ? void 0 : sideOf(window);
	return found !== void 0 && hasTensors(found, step) ? found : void 0;
}
function hasTensors({ steps }, step) {
	return (steps.get(step)?.tensors.length ?? 0) > 0;
}
function goesAlong(again, side, until) {
	if (again === side) return "to-the-end";
	if (!sameStart(again, side)) return "not";
	for (let step = 0; step <= until; step++) {
		const [a, b] = [side.steps.get(step)?.rolling, again.steps.get(step)?.rolling];
		const states = ROLLING.map((field) => stateOf(a?.[field], b?.[field]));
		if (states.includes("different")) return step === until ? "up-to-it" : "not";
		if (!states.slice(ROLLING.indexOf("loss")).includes("same")) return "unknown";
	}
	return "to-the-end";
}
function sameStart(again, side) {
	const [first, second] = [side.steps.get(-1), again.steps.get(-1)];
	return align(first?.tensors ?? [], second?.tensors ?? []).every(({ state }) => state === "same");
}
function withStep(side, again, step) {
	const found = again.steps.get(step);
	if (again === side || found === void 0) return side;
	return {
		...side,
		steps: new Map([...side.steps, [step, found]])
	};
}
function spanOf({ header }, step) {
	const span = /^window:(\d+)-(\d+)$/.exec(header.schedule);
	if (span === null) return void 0;
	const [from, to] = [Number(span[1]), Number(span[2])];
	return from <= step && step <= to ? {
		from,
		to
	} : void 0;
}

// src/explain/divergence/locate.ts
function locate(pair, step, traces, windows) {
	const looked = windows === void 0 || step < 0 || isDense(pair, step) ? void 0 : lookThrough(pair, step, windows);
	const seen = looked?.pair ?? pair;
	const view = viewAt(seen, step);
	const hyper = step < 0 ? void 0 : hyperAt(seen, step);
	const ladderView = step < 0 ? viewAt(seen, 0) : view;
	const states = rungStates(seen, Math.max(step, 0), ladderView, hyper ?? hyperAt(seen, 0));
	const { first, rung } = firstOf(seen, view, states, step, hyper);
	const scene = {
		pair: seen,
		step,
		view,
		first,
		rungs: states,
		hyper,
		size: sizeAt(rung, first, view),
		random: randomAround(seen, step),
		parameters: parametersBefore(seen, step)
	};
	const judged = bySelfCheck(judge(scene, rung), looked);
	return {
		state: "found",
		training: void 0,
		rank: pair.rank,
		step,
		rung,
		tensor: tensorOf(first),
		class: judged.class,
		sure: judged.sure,
		size: scene.size,
		batch: judged.batch,
		ladder: ladderOf(seen, states, ladderView, hyper ?? hyperAt(seen, 0)),
		growth: growthOf(seen, step),
		hyper: hyper ?? [],
		...modeOf(traces),
		window: first === void 0 && looked?.steady !== "not-run" ? void 0 : looked?.window
	};
}
function sizeAt(rung, first, view) {
	const size = first === void 0 ? void 0 : view.size(first);
	return size !== void 0 && rung === "hyper" ? {
		...size,
		meaning: "meaning"
	} : size;
}
function earliest(found) {
	return found.reduce((best, one) => RUNGS.indexOf(one.rung) < RUNGS.indexOf(best.rung) ? one : best);
}
function firstOf(pair, view, states, step, hyper) {
	const first = firstDifferent(view);
	if (step < 0) return {
		first,
		rung: "init"
	};
	const rung = RUNGS.find((one) => one !== "init" && states[one] === "different") ?? "update";
	const changed = hyper !== void 0 && effective(hyper).length > 0;
	const late = first === void 0 ? rung === "hyper" || rung === "update" : first.phase === "update" || callOf(first) > 0 && mayHaveMoved(pair, step, first);
	if (changed && late) return {
		first,
		rung: "hyper"
	};
	return first === void 0 ? {
		first,
		rung
	} : {
		first,
		rung: first.phase
	};
}
function mayHaveMoved(pair, step, { run }) {
	if (runsModelInStep(pair, step)) return true;
	const tensors = pair.run.steps.get(step)?.tensors ?? [];
	return (run === void 0 ? [] : tensors.slice(0, tensors.indexOf(run))).some(({ phase }) => phase === "gradient");
}
function callOf({ run, baseline }) {
	return (run ?? baseline)?.call ?? 0;
}
function tensorOf(first) {
	const tensor = first?.run ?? first?.baseline;
	if (tensor === void 0) return void 0;
	const { phase, name, part, call, shape, dtype } = tensor;
	return {
		phase,
		name,
		part,
		call,
		shape,
		dtype
	};
}
function parametersBefore(pair, step) {
	return step <= 0 ? stateOfInit(pair) : stateAt(pair, step - 1, "update");
}
function bySelfCheck(judged, looked) {
	if (looked?.steady === "not-run") return {
		class: "nondeterminism",
		sure: true
	};
	return looked?.steady === "not-baseline" ? {
		...judged,
		sure: false
	} : judged;
}
function modeOf(traces) {
	const header = coarsestOf(traces)?.header;
	return {
		mode: header?.mode ?? "told",
		because: header?.because
	};
}

// src/explain/divergence/meeting.ts
function meetingOf(pair) {
	if (stateOfInit(pair) === "different") return {
		parts: true,
		step: -1
	};
	const { baseline, run } = pair;
	const steps = [.../* @__PURE__ */ new Set([...baseline.steps.keys(), ...run.steps.keys()])].filter((step) => step >= 0).sort((a, b) => a - b);
	let compared = 0;
	let hole;
	for (const step of steps) {
		const states = ROLLING.map((field) => stateAt(pair, step, field));
		if (states.includes("different")) return {
			parts: true,
			step: fromHyper(pair, step, states)
		};
		if (stateAt(pair, step, "update") === "same") compared++;
		else hole ??= step;
	}
	return {
		parts: false,
		compared,
		lacks: lackOf(pair, compared, hole)
	};
}
function fromHyper(pair, step, states) {
	const earlier = states.slice(0, ROLLING.indexOf("update"));
	const changed = firstHyperStep(pair, step);
	if (changed === void 0 || changed === step) return step;
	return stateAt(pair, changed, "update") === "unknown" || !earlier.includes("different") ? changed : step;
}
function lackOf(pair, compared, hole) {
	const short = (detail) => ({
		why: "too-short",
		detail
	});
	const [ours, theirs] = [pair.run.end, pair.baseline.end];
	if (ours?.reason !== "finished") return short(`the run's trace ${spellEnd(ours)}`);
	if (theirs?.reason !== "finished") return short(`the baseline's trace ${spellEnd(theirs)}`);
	const partial = ours.partial ?? theirs.partial;
	if (partial !== void 0) return short(`it does not hold ${partial}`);
	const both = Math.min(ours.steps, theirs.steps);
	if (hole !== void 0 && hole < both) return short(`the parameters after step ${hole} are not recorded on both sides`);
	if (compared < both || both === 0) return short(`${compared} of ${both} steps could be compared`);
	if (ours.steps !== theirs.steps) return {
		why: "other-length",
		detail: spellLengths(ours.steps, theirs.steps)
	};
	return ours.rest === theirs.rest ? void 0 : short("what was computed after the last step differs");
}
function spellLengths(ours, theirs) {
	const both = Math.min(ours, theirs);
	return `${both === 1 ? "the first step is equal" : `the first ${both} steps are equal`}; the run ${ours > theirs ? "goes on to" : "ends after"} ${ours}, the baseline ${ours > theirs ? "ends after" : "goes on to"} ${theirs}`;
}
function spellEnd(end) {
	if (end === void 0) return "broke off";
	const why = end.why === void 0 ? "" : `: ${end.why}`;
	return `ends after ${end.steps} steps (${end.reason}${why})`;
}

// src/explain/divergence/trainings.ts
function pairTrainings(run, baseline) {
	if (run.length === 0) return unknownFor("no-trace", "the run has none");
	if (baseline.length === 0) return unknownFor("no-trace", "the baseline has none");
	const trouble = orderTrouble(run, "run") ?? orderTrouble(baseline, "baseline");
	if (trouble !== void 0) return trouble;
	const [ours, theirs] = [trainingsOf(run), trainingsOf(baseline)];
	return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, number) => ({
		run: ours[number] ?? [],
		baseline: theirs[number] ?? []
	}));
}
function orderTrouble(traces, who) {
	if (traces.some(({ end }) => end?.overlaps)) return unknownFor("other-trainings", `the ${who} trained several programs at the same time`);
	const lost = trainingsOf(traces).findIndex(([one], at) => one?.header.training !== at);
	return lost < 0 ? void 0 : unknownFor("other-trainings", `the ${who} has no trace of its training ${lost + 1}`);
}

// src/explain/divergence/divergence-of.ts
function divergenceOf(run, baseline, windows) {
	const trainings = pairTrainings(run, baseline);
	if (!isList(trainings)) return trainings;
	let steps = 0;
	for (const [number, both] of trainings.entries()) {
		const divergence = partingOf(both, windows);
		if (divergence.state !== "same") return trainings.length === 1 ? divergence : inTraining(divergence, number, trainings);
		steps += divergence.steps;
	}
	const mode = coarsestOf([...run, ...baseline])?.header.mode ?? "told";
	return {
		state: "same",
		steps,
		mode
	};
}
function withNames({ run, baseline }, own) {
	return {
		run,
		baseline: baseline.map((one) => {
			const same = own.find(({ header }) => header.rank === one.header.rank);
			return same === void 0 ? one : withNamesOf(same, one);
		})
	};
}
function inTraining(divergence, number, { length: of, [number]: both }) {
	if (divergence.state === "found") return {
		...divergence,
		training: {
			number,
			of,
			program: both?.run[0]?.header.program
		}
	};
	return {
		...divergence,
		detail: `training ${number + 1} of ${of}: ${divergence.detail}`
	};
}
function partingOf({ run, baseline }, windows) {
	if (run.length === 0 || baseline.length === 0) return unknownFor("other-trainings", `the ${run.length === 0 ? "run" : "baseline"} has none`);
	const pairs = pairRanks(run, baseline);
	if (!isList(pairs)) return pairs;
	const meetings = pairs.map((pair) => ({
		pair,
		meeting: meetingOf(pair)
	}));
	const parted = meetings.flatMap(({ pair, meeting }) => meeting.parts ? [{
		pair,
		step: meeting.step
	}] : []);
	if (parted.length === 0) return togetherOf(meetings, [...run, ...baseline]);
	const first = Math.min(...parted.map(({ step }) => step));
	return earliest(parted.filter(({ step }) => step === first).map(({ pair }) => locate(pair, first, [...run, ...baseline], windows && withNames(windows, run))));
}
function windowWanted(run, baseline) {
	const divergence = divergenceOf(run, baseline);
	if (divergence.state !== "found") return void 0;
	const { tensor, step, sure, mode, rank, training } = divergence;
	if (tensor !== void 0 || step < 0 || sure || mode === "told") return void 0;
	if (training !== void 0 && training.number > 0) return void 0;
	const pair = pairOf(run, baseline, {
		training,
		rank
	});
	return pair === void 0 || isDense(pair, step) ? void 0 : {
		from: step,
		to: step
	};
}
function pairOf(run, baseline, { training, rank }) {
	const trainings = pairTrainings(run, baseline);
	const both = isList(trainings) ? trainings[training?.number ?? 0] : void 0;
	const pairs = both && pairRanks(both.run, both.baseline);
	return pairs && isList(pairs) ? pairs.find((one) => one.rank === rank) : void 0;
}
function isList(value) {
	return Array.isArray(value);
}
function togetherOf(meetings, traces) {
	const [first] = meetings;
	if (first === void 0 || !isWhole(meetings.map(({ pair }) => pair))) return unknownFor("other-ranks", "not every rank left a trace");
	for (const { pair, meeting } of meetings) {
		if (meeting.parts || meeting.lacks === void 0) continue;
		const rank = meetings.length > 1 ? `rank ${pair.rank}: ` : "";
		return unknownFor(meeting.lacks.why, `${rank}${meeting.lacks.detail}`);
	}
	return {
		state: "same",
		steps: Math.max(...meetings.map(({ meeting }) => meeting.parts ? 0 : meeting.compared)),
		mode: coarsestOf(traces)?.header.mode ?? "told"
	};
}

// src/flows/traces.ts
const MOST_RANKS = 256;
async function tracesOf(ledger, record) {
	const listed = record.attachments.filter(({ kind }) => kind === "trace");
	if (listed.length === 0) return unknown("no-trace", void 0);
	if (listed.length > MOST_RANKS || listed.reduce((sum, { bytes }) => sum + bytes, 0) > 41943040) return unknown("unreadable", TOO_LARGE);
	const traces = [];
	const allowance = new Allowance();
	for (const { digest } of listed) {
		const found = await ledger.attachment(digest);
		if (found.state === "absent") return unknown("not-at-hand", digest);
		const trace = found.state === "found" ? read(found.value, digest, allowance) : found.why;
		if (typeof trace === "string") return unknown("unreadable", trace);
		traces.push(trace);
	}
	return {
		state: "found",
		traces
	};
}
const TOO_LARGE = "the traces are too large together";
function read(bytes, name, allowance) {
	try {
		return parseTrace(bytes, name, allowance);
	} catch (error) {
		if (error instanceof UserError) return error.message;
		throw error;
	}
}
function unknown(why, detail) {
	return {
		state: "unknown",
		why,
		detail
	};
}

export { pairRanks as a, viewAt as c, stateOfInit as d, RUNGS as f, windowWanted as i, ROLLING as l, divergenceOf as n, withNamesOf as o, pairOf as r, randomAround as s, tracesOf as t, stateAt as u };