import { C as overrule, J as unitOf, K as baselineOf, Q as evidenceTrouble, S as hasTrouble, X as seriesOf, Y as gatedMetrics, a as restlessness, b as compareTo, c as selfOutcome, f as settle, g as concludeComparison, h as conclude, i as quieted, l as budgetSpent, m as endingOf, o as selfBaseline, s as selfChecked, u as findRun, v as verdictOfModel, w as judgeAlone, x as crashedOnce } from "./repeats.js";
import { B as decodeNumber, G as spellKey, N as exactSeriesDigest, z as canonicalJson } from "./record.js";
// src/compare/contradiction.ts
/**
* Where a lock entry and the record that it names say different things: one of them was edited. Undefined: they agree,
* as far as one run can tell.
*
* @param key under which the entry stands
*/
function contradiction(entry, accepted, key) {
	if (entry.record !== accepted.id) return `the lock names record ${entry.record}, the ledger gave ${accepted.id}`;
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
/** Whether an entry's metric can have come from this run and others. */
function isOf(name, { runs, metrics }, accepted) {
	const [metric, series] = [metrics[name], seriesOf(accepted, name)];
	if (metric === void 0 || series === void 0 || metric.step !== series.last) return false;
	const resolution = metric.resolution ?? "exact";
	if (runs === 1) return metric.mean === series.final && resolution === series.resolution;
	const final = decodeNumber(series.final);
	return unitOf(resolution, final) >= unitOf(series.resolution, final) && isNear(final, metric, runs);
}
/**
* One of n values is at most s·(n − 1)/√n from their mean, s being their sample standard deviation (P. A. Samuelson, "How
* deviant can you be?", 1968). The rounding of n sums, 2⁻⁵² of the numbers' size each, is allowed for.
*/
function isNear(value, { mean, sd }, n) {
	const average = decodeNumber(mean);
	const rounding = n * 2 ** -52 * (Math.abs(value) + Math.abs(average));
	return sd !== void 0 && Math.abs(value - average) <= sd * (n - 1) / Math.sqrt(n) + rounding;
}
// src/compare/environment.ts
const PACKAGES = "packages";
/**
* What differs between a run and its baseline's record although the change did not touch it: driver, CUDA, the CPU and its
* cores, the accelerators, the C library, the operating system, variables of the machine; and Python, framework and
* packages where neither pins nor `setup` changed. Known on one side only counts: unknown is never equal. Unknown on both
* sides cannot be told.
*
* The kernel is left out: it is updated weekly and does no arithmetic of a training.
*
* @returns one `name: before → after` each, of packages the name alone; empty where nothing moved
*/
function environmentMoved(head, accepted) {
	return [...machineParts(head, accepted), ...sameInstallation(head, accepted) ? installed(head, accepted) : []].filter(([, before, after]) => before !== after).map(([name, before, after]) => name === PACKAGES ? name : `${name}: ${before ?? "unknown"} → ${after ?? "unknown"}`);
}
function machineParts({ hardware, environment }, accepted) {
	const old = accepted.hardware;
	const was = accepted.environment;
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
		...variableParts(was.variables, environment.variables)
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
/** Whether the change left alone what decides which packages are installed. */
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
/**
* No entry for this key (DESIGN §5, 2): A/B with the base commit. Where it cannot be trained, a model that the base does
* not know may stand on two runs of the head with one seed; for any other it is `incomparable`.
*
* @param keys the model's other keys in the lock
*/
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
/** Only a model that nothing before this change knew: neither the base's `reprise.yml` nor, without a base, the lock. */
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
/** A/B. Undefined: the base could not be trained, or not so that a new model could be compared with it. */
function besideBase(place, head, bare) {
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
/** A base from before Reprise may well train and yet write no metric that can be read. */
function lacksMetric({ rows }) {
	return rows.some(({ reason }) => reason?.kind === "metric-not-in-baseline" || reason?.kind === "not-finite" && reason.of === "baseline");
}
/** Self-evidence: two runs of the head with one seed. */
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
/** "This training reproduces itself here, bit for bit." */
const SELF_REPEATS = {
	verdict: "identical",
	reason: { kind: "self-repeats" }
};
// src/compare/judge.ts
/** The same, with the run that is wanted before stopping. Evidence is checked first: it may be anyone's. */
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
/** The ladder for evidence that is sound. */
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
	const run = head?.run ?? place.evidence.find(({ side }) => side === "head")?.record;
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
/**
* Against the lock's entry. Where results differ and something outside the change differs too, the entry says nothing
* about the change: the base commit is retrained here and counts instead (DESIGN §4, comparison key).
*/
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
