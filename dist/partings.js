import { n as divergenceOf, r as pairOf, s as randomAround } from "./traces.js";

// src/explain/divergence/repeat.ts
const TELLING = /* @__PURE__ */ new Set([...[
	"init",
	"seed",
	"random-stream",
	"data-order"
], ...[
	"batch-size",
	"architecture",
	"hyper-parameter"
]]);
const SAMPLES = /* @__PURE__ */ new Set([
	"data-content",
	"preprocessing",
	"labels"
]);
function repeatOf(run, repeat, windows) {
	const divergence = divergenceOf(repeat, run, windows);
	if (divergence.state === "unknown") return withoutBaseline(divergence);
	if (divergence.state !== "found" || TELLING.has(divergence.class)) return divergence;
	if (SAMPLES.has(divergence.class) || isRandom(run, repeat, divergence)) return {
		...divergence,
		class: "random-stream",
		sure: false
	};
	return {
		...divergence,
		class: "nondeterminism",
		sure: true
	};
}
function isRandom(run, repeat, divergence) {
	if (divergence.size?.meaning === "rounding") return false;
	const pair = pairOf(repeat, run, divergence);
	if (pair === void 0) return false;
	const { before, after } = randomAround(pair, divergence.step).any;
	return before === "different" || after === "different";
}
function withoutBaseline({ detail, ...rest }) {
	const named = detail?.replaceAll(/\bthe run\b/g, "the second run").replaceAll(/\bthe baseline\b/g, "the first run");
	return {
		...rest,
		detail: named
	};
}

// src/explain/partings.ts
function partingsOf({ run, baseline, repeat, windows }) {
	const divergence = baseline && parting(run, baseline, (own, other) => divergenceOf(own, other, windows));
	const again = repeat && parting(run, repeat, repeatOf);
	return {
		...divergence === void 0 ? {} : { divergence },
		...again === void 0 ? {} : { repeat: again }
	};
}
function parting(run, other, find) {
	if (run.state === "found" && other.state === "found") return find(run.traces, other.traces);
	const unknown = [run, other].filter((one) => one.state === "unknown");
	if (unknown.length === 2 && unknown.every(({ why }) => why === "no-trace")) return void 0;
	return unknown.find(({ why }) => why !== "no-trace") ?? unknown[0];
}

export { partingsOf as n, repeatOf as r, parting as t };