import { p as decodeNumber } from "./record.js";

// src/compare/set-apart.ts
function setApart({ run, config }) {
	if (run.window !== void 0) {
		const { from, to } = run.window;
		return `it was made to look at the steps ${from} to ${to} and stopped after them`;
	}
	return config.seed.twin === true ? "one of its initial weights was moved on purpose" : void 0;
}
function isWhole(record) {
	return record.run.exit.how === "finished" && setApart(record) === void 0;
}

// src/compare/lookup.ts
function seriesOf(record, name) {
	return record.series.find((one) => one.name === name);
}
function metricOf(baseline, name) {
	return Object.hasOwn(baseline.metrics, name) ? baseline.metrics[name] : void 0;
}
const UNWRITTEN = {
	better: void 0,
	within: { kind: "auto" },
	required: true,
	steps: "same"
};
function expectationOf(model, name) {
	return (Object.hasOwn(model.expect, name) ? model.expect[name] : void 0) ?? UNWRITTEN;
}

// src/compare/gated.ts
const USUAL = [
	"eval_loss",
	"val_loss",
	"validation_loss",
	"test_loss",
	"train_loss",
	"loss"
];
function gatedMetrics(model, baseline, record) {
	const seen = record.series.filter(({ role }) => role === "metric").map(({ name }) => name);
	const accepted = baseline === void 0 ? [] : Object.keys(baseline.metrics);
	const vanished = accepted.filter((name) => seriesOf(record, name) === void 0);
	const expected = Object.entries(model.expect).filter(([name, { required }]) => required || seriesOf(record, name) !== void 0 || (baseline && metricOf(baseline, name)) !== void 0).map(([name]) => name);
	if (Object.keys(model.expect).length > 0) return {
		names: [.../* @__PURE__ */ new Set([...expected, ...vanished])],
		seen
	};
	if (accepted.length > 0) return {
		names: accepted,
		seen
	};
	const usual = usualMetric(seen);
	return {
		names: usual === void 0 ? [] : [usual],
		seen
	};
}
function usualMetric(seen) {
	const sorted = [...seen].sort((a, b) => a < b ? -1 : 1);
	for (const usual of USUAL) {
		const found = sorted.find((name) => name === usual) ?? sorted.find((name) => lastParts(name, 1) === usual) ?? sorted.find((name) => lastParts(name, 2) === usual);
		if (found !== void 0) return found;
	}
}
function lastParts(name, count) {
	return name.split(/[/.]/).slice(-count).join("_");
}

// src/compare/ending.ts
function endingOf(record, model) {
	const { how, code, signal } = record.run.exit;
	switch (how) {
		case "finished": return;
		case "crashed": return {
			verdict: "failed",
			reason: {
				kind: "crashed",
				code,
				signal
			}
		};
		case "timeout": return {
			verdict: "failed",
			reason: {
				kind: "timeout",
				seconds: model.timeout
			}
		};
		case "idle": return {
			verdict: "failed",
			reason: {
				kind: "idle",
				seconds: model.idle
			}
		};
		case "killed": return {
			verdict: "inconclusive",
			reason: {
				kind: "killed-outside",
				signal
			}
		};
	}
}
function isBroken(record, model, baseline) {
	if (record.run.exit.how !== "finished") return record.run.exit.how === "crashed";
	return gatedMetrics(model, baseline, record).names.some((name) => {
		const series = seriesOf(record, name);
		return series !== void 0 && !Number.isFinite(decodeNumber(series.final));
	});
}

// src/compare/standing.ts
function findRun(evidence, side, purpose) {
	return evidence.find((run) => run.side === side && run.purpose === purpose)?.record;
}
function settle({ evidence, model }, side, baseline, why) {
	const run = findRun(evidence, side, "judge");
	if (run === void 0) return {
		run,
		crashed: void 0,
		want: {
			side,
			purpose: "judge",
			why
		}
	};
	if (!isBroken(run, model, baseline)) return {
		run,
		crashed: void 0,
		want: void 0
	};
	const retry = findRun(evidence, side, "retry");
	if (retry === void 0) return {
		run,
		crashed: void 0,
		want: {
			side,
			purpose: "retry",
			why: "crashed"
		}
	};
	return {
		run: retry,
		crashed: isBroken(retry, model, baseline) ? void 0 : run,
		want: void 0
	};
}
function spent(evidence) {
	const whole = evidence.filter(({ purpose }) => purpose !== "window");
	const seconds = evidence.map(({ record }) => secondsOf(record)).reduce((sum, one) => sum + one, 0);
	return {
		runs: whole.length,
		minutes: seconds / 60
	};
}
function secondsOf(record) {
	return record.run.segments.reduce((sum, { seconds }) => sum + seconds, 0);
}
function budgetSpent(evidence) {
	return {
		verdict: "inconclusive",
		reason: {
			kind: "budget-spent",
			...spent(evidence)
		}
	};
}

export { spent as a, expectationOf as c, isWhole as d, setApart as f, settle as i, metricOf as l, findRun as n, endingOf as o, secondsOf as r, gatedMetrics as s, budgetSpent as t, seriesOf as u };