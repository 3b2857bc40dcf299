import { C as evidenceTrouble, a as selfOutcome, c as concludeComparison, f as compareTo, g as judgeAlone, h as overrule, i as selfChecked, m as hasTrouble, n as restlessness, p as crashedOnce, r as selfBaseline, s as conclude, t as quieted, u as verdictOfModel, x as unitOf, y as baselineOf } from "./self-check.js";
import { p as decodeNumber, u as exactSeriesDigest, v as spellKey } from "./record.js";
import { f as setApart, i as settle, n as findRun, o as endingOf, s as gatedMetrics, t as budgetSpent, u as seriesOf } from "./standing.js";
import { c as canonicalJson } from "./digest.js";

// src/compare/contradiction.ts
function contradiction(entry, accepted, key) {
	if (entry.record !== accepted.id) return `the lock names record ${entry.record}, the ledger gave ${accepted.id}`;
	const apart = setApart(accepted);
	if (apart !== void 0) return `the lock names a run that is no baseline: ${apart}`;
	const trained = spellKey({
		model: accepted.model,
		...accepted.key
	});
	if (trained !== spellKey(key)) return `the lock’s entry for ${spellKey(key)} is of ${trained}`;
	const edited = [
		[
			"input",
			entry.input,
			accepted.input
		],
		[
			"seed",
			entry.seed,
			accepted.config.seed.index
		],
		[
			"digest of the series",
			entry.series,
			exactSeriesDigest(accepted.series)
		],
		[
			"digest of the weights",
			entry.weights,
			accepted.weights?.digest
		],
		[
			"digest of the trace",
			entry.trace,
			accepted.trace
		]
	].find(([, said, is]) => said !== is)?.[0] ?? Object.keys(entry.metrics).find((name) => !isOf(name, entry, accepted));
	return edited && `the lock’s ${edited} is not its record’s`;
}
function isOf(name, { runs, metrics }, accepted) {
	const [metric, series] = [metrics[name], seriesOf(accepted, name)];
	if (metric === void 0 || series === void 0 || metric.step !== series.last) return false;
	const resolution = metric.resolution ?? "exact";
	if (runs === 1) return metric.mean === series.final && resolution === series.resolution;
	const final = decodeNumber(series.final);
	return unitOf(resolution, final) >= unitOf(series.resolution, final) && isNear(final, metric, runs);
}
function isNear(value, { mean, sd }, n) {
	const average = decodeNumber(mean);
	const rounding = n * 2 ** -52 * (Math.abs(value) + Math.abs(average));
	return sd !== void 0 && Math.abs(value - average) <= sd * (n - 1) / Math.sqrt(n) + rounding;
}

// src/compare/environment.ts
const PACKAGES = "packages";
function environmentMoved(head, accepted) {
	return [...machineParts(head, accepted), ...sameInstallation(head, accepted) ? installed(head, accepted) : []].filter(([, before, after]) => before !== after).map(([name, before, after]) => name === PACKAGES ? name : `${name}: ${before ?? "unknown"} → ${after ?? "unknown"}`);
}
const DETERMINISTIC = /* @__PURE__ */ new Set(["PYTHONHASHSEED", "CUBLAS_WORKSPACE_CONFIG"]);
function machineParts(head, accepted) {
	const { hardware, environment } = head;
	const old = accepted.hardware;
	const was = accepted.environment;
	const isOurs = head.config.deterministic !== accepted.config.deterministic;
	return [
		[
			"driver",
			old.driver,
			hardware.driver
		],
		[
			"cuda",
			old.cuda,
			hardware.cuda
		],
		[
			"cpu",
			old.cpu.model,
			hardware.cpu.model
		],
		[
			"cpu level",
			old.cpu.level,
			hardware.cpu.level
		],
		[
			"cpu cores",
			String(old.cpu.cores),
			String(hardware.cpu.cores)
		],
		[
			"accelerators",
			spellAll(old.accelerators),
			spellAll(hardware.accelerators)
		],
		[
			"platform",
			was.platform,
			environment.platform
		],
		[
			"os",
			was.os,
			environment.os
		],
		[
			"libc",
			was.libc,
			environment.libc
		],
		...variableParts(was.variables, environment.variables).filter(([name]) => !isOurs || !DETERMINISTIC.has(name))
	];
}
function spellAll(accelerators) {
	const spelled = accelerators.map((one) => [
		one.model,
		one.memory,
		one.computeCapability,
		one.mig,
		one.ecc && `ecc ${one.ecc}`
	].filter((part) => part !== void 0).join(" "));
	return spelled.length === 0 ? "none" : spelled.join(", ");
}
function variableParts(before, after) {
	const names = [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])].sort();
	const valueOf = (from, name) => Object.hasOwn(from, name) ? `"${from[name]}"` : "not set";
	return names.map((name) => [
		name,
		valueOf(before, name),
		valueOf(after, name)
	]);
}
function sameInstallation(head, accepted) {
	return head.config.setup === accepted.config.setup && canonicalJson(head.environment.pins) === canonicalJson(accepted.environment.pins);
}
function installed({ environment }, { environment: was }) {
	return [
		[
			"python",
			was.python && `${was.python.implementation} ${was.python.version}`,
			environment.python && `${environment.python.implementation} ${environment.python.version}`
		],
		[
			"framework",
			was.framework && `${was.framework.name} ${was.framework.version}`,
			environment.framework && `${environment.framework.name} ${environment.framework.version}`
		],
		[
			PACKAGES,
			was.packages,
			environment.packages
		]
	];
}

// src/compare/without-entry.ts
function withoutEntry(place, head, keys) {
	const { model, base } = place;
	const { names, seen } = gatedMetrics(model, void 0, head.run);
	if (names.length === 0) return alone(place, head, [], {
		verdict: "incomparable",
		reason: {
			kind: "no-metric",
			seen
		}
	});
	const rows = names.map((name) => judgeAlone(name, head.run, model));
	const bare = (why) => overrule(rows, {
		verdict: "incomparable",
		reason: {
			kind: "no-baseline",
			why,
			keys
		}
	}, isOpen);
	const why = base !== void 0 ? "base-failed" : keys.length > 0 ? "other-key" : "no-base";
	if (!rows.every(isOpen)) return alone(place, head, bare(why));
	if (base !== void 0) {
		const stands = besideBase(place, head, bare);
		if (stands !== void 0) return stands;
	}
	return mayStandAlone(place, keys) ? besideItself(place, head, bare(why)) : alone(place, head, bare(why));
}
function isOpen(row) {
	return row.verdict === void 0;
}
function mayStandAlone({ base }, keys) {
	return base === void 0 ? keys.length === 0 : !base.knowsModel;
}
function alone(place, head, rows, own) {
	const findings = crashedOnce(head.crashed);
	return {
		verdict: conclude(place, {
			rows,
			own,
			run: head.run,
			findings
		}),
		want: void 0
	};
}
function besideBase(place, head, bare) {
	if (place.base?.untrainable === true) return void 0;
	const base = settle(place, "base", void 0, "no-baseline");
	if (base.run === void 0) return {
		...alone(place, head, bare("budget")),
		want: base.want
	};
	if (base.want !== void 0) return {
		...alone(place, head, bare("base-failed")),
		want: base.want
	};
	const ending = endingOf(base.run, place.model);
	if (ending?.verdict === "inconclusive") return alone(place, head, overrule(bare("base-failed"), ending));
	if (ending !== void 0) return void 0;
	const ground = {
		how: "a/b",
		baseline: baselineOf([base.run], place.model, {
			repeats: "unknown",
			cause: "first",
			because: "the base commit, retrained here"
		}),
		accepted: base.run
	};
	const compared = compareTo(ground, place.model, head);
	if (lacksMetric(compared) && place.base?.knowsModel === false) return void 0;
	return selfChecked(place, head, compared, []);
}
function lacksMetric({ rows }) {
	return rows.some(({ reason }) => reason?.kind === "metric-not-in-baseline" || reason?.kind === "not-finite" && reason.of === "baseline");
}
function besideItself(place, head, bare) {
	const { model, evidence } = place;
	const repeat = findRun(evidence, "head", "repeat");
	if (repeat === void 0) return {
		...alone(place, head, bare),
		want: {
			side: "head",
			purpose: "repeat",
			why: "self-evidence"
		}
	};
	const self = selfOutcome(head.run, repeat, model);
	if (self.outcome === "stopped") return alone(place, head, overrule(bare, self.decision));
	const all = compareTo({
		how: "self",
		baseline: selfBaseline(repeat, model),
		accepted: repeat
	}, model, head);
	const stop = (compared, parts) => ({
		verdict: concludeComparison(place, compared, head.run, parts),
		want: void 0
	});
	if (self.outcome === "differs") return stop(all, {
		rows: overrule(all.rows, {
			verdict: "nondeterministic",
			reason: self.reason
		}),
		findings: crashedOnce(self.crashed)
	});
	const compared = quieted(place, head, all, self);
	return stop(compared, {
		rows: overrule(compared.rows, SELF_REPEATS, ({ verdict }) => verdict === "identical"),
		findings: restlessness(self.restless)
	});
}
const SELF_REPEATS = {
	verdict: "identical",
	reason: { kind: "self-repeats" }
};

// src/compare/judge.ts
function standing(place) {
	const { baseline, evidence } = place;
	if (baseline.state === "unreadable") return stop(place, {
		verdict: "incomparable",
		reason: {
			kind: "baseline-unreadable",
			why: baseline.why
		}
	});
	const reason = evidenceTrouble(evidence, place);
	return reason === void 0 ? climb(place) : stop(place, {
		verdict: "invalid",
		reason
	});
}
function climb(place) {
	const { baseline, evidence } = place;
	const head = settle(place, "head", baseline.state === "found" ? baseline.entry : void 0, "first");
	if (head.run === void 0) return {
		...stop(place, budgetSpent(evidence)),
		want: head.want
	};
	const stands = judgeHead(place, {
		...head,
		run: head.run
	});
	return head.want === void 0 ? stands : {
		...stands,
		want: head.want
	};
}
function judgeHead(place, head) {
	const { baseline, model } = place;
	const ending = endingOf(head.run, model);
	if (ending !== void 0) return stop(place, ending, head);
	if (baseline.state === "found") return againstEntry(place, head, baseline.entry, baseline.record);
	return withoutEntry(place, head, baseline.state === "absent" ? baseline.keys : []);
}
function stop(place, own, head) {
	const run = head?.run ?? place.evidence.find(({ side, purpose }) => side === "head" && purpose !== "window")?.record;
	const parts = {
		own,
		baseline: head && place.baseline.state === "found" ? place.baseline.entry.record : void 0,
		...run && { run },
		findings: crashedOnce(head?.crashed)
	};
	return {
		verdict: conclude(place, parts),
		want: void 0
	};
}
function againstEntry(place, head, entry, accepted) {
	const why = accepted && contradiction(entry, accepted, place.key);
	if (why !== void 0) return stop(place, {
		verdict: "invalid",
		reason: {
			kind: "evidence-invalid",
			why,
			of: "lock"
		}
	}, head);
	const compared = compareTo({
		how: "lock",
		baseline: entry,
		accepted
	}, place.model, head);
	const verdict = verdictOfModel(compared.rows);
	const what = accepted === void 0 || verdict === "identical" || verdict === "reproduced" || hasTrouble(compared) ? [] : environmentMoved(head.run, accepted);
	if (what.length === 0) return selfChecked(place, head, compared, []);
	return afterMove(place, head, compared, what);
}
function afterMove(place, head, compared, what) {
	const moved = {
		kind: "environment-moved",
		what
	};
	const undecided = (why, want) => {
		const decision = {
			verdict: "incomparable",
			reason: {
				...moved,
				why
			}
		};
		const rows = overrule(compared.rows, decision);
		return {
			verdict: concludeComparison(place, compared, head.run, { rows }),
			want
		};
	};
	if (place.base === void 0) return undecided("no-base");
	if (place.base.untrainable === true) return undecided("base-failed");
	const base = settle(place, "base", compared.baseline, "environment-moved");
	if (base.run === void 0 || base.want !== void 0) return undecided("budget", base.want);
	if (endingOf(base.run, place.model) !== void 0) return undecided("base-failed");
	const facts = {
		repeats: compared.baseline.repeats,
		cause: "first",
		because: "the base commit, retrained here"
	};
	const ground = {
		how: "a/b",
		baseline: baselineOf([base.run], place.model, facts),
		accepted: base.run
	};
	return selfChecked(place, head, compareTo(ground, place.model, head), [moved]);
}

export { standing as n, climb as t };