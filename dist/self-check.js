import { t as UserError } from "./error.js";
import { h as sameNumber, m as encodeNumber, p as decodeNumber, u as exactSeriesDigest, v as spellKey } from "./record.js";
import { c as expectationOf, f as setApart, l as metricOf, n as findRun, o as endingOf, s as gatedMetrics, t as budgetSpent, u as seriesOf } from "./standing.js";
import { t as isMeasured } from "./measures.js";
import { t as VERDICTS } from "./spec.js";

// src/compare/evidence-trouble.ts
function evidenceTrouble(evidence, expected) {
	for (const [index, { side, purpose, record }] of evidence.entries()) {
		const earlier = evidence.slice(0, index);
		const foreign = foreignModule(record);
		if (foreign !== void 0) return foreign;
		const apart = setApart(record);
		if (purpose === "window" && record.run.window === void 0) return invalid("a run that was to look at a few steps was not stopped after them");
		if (purpose !== "window" && apart !== void 0) return unjudged(apart);
		const key = spellKey({
			model: record.model,
			...record.key
		});
		if (key !== spellKey(expected.key)) return invalid(`a record is of ${key}, not of ${spellKey(expected.key)}`);
		if (earlier.some((run) => run.record.id === record.id)) return TWICE;
		const seed = expected.baseline.state === "found" ? expected.baseline.entry.seed : 0;
		if (record.config.seed.index !== seed) return invalid(`a run has seed index ${record.config.seed.index}, not ${seed}`);
		if (side === "base" && purpose === "window") continue;
		const sibling = earlier.find((run) => run.side === side && run.purpose !== "window");
		if (sibling !== void 0 && sibling.record.input !== record.input) return invalid(`two runs of the ${side} had different inputs`);
		const { commit } = record.code;
		if (side === "base" && commit !== void 0 && commit !== expected.base?.commit) return invalid("the base’s run is of another commit");
	}
}
function foreignModule(record) {
	const found = record.findings.find(({ kind }) => kind === "foreign-module");
	if (found?.kind !== "foreign-module" || record.run.isolation >= 4) return void 0;
	return {
		kind: "foreign-module",
		path: found.path
	};
}
function unjudged(why) {
	return invalid(`a run cannot be judged: ${why}`);
}
const TWICE = invalid("one record stands for two runs");
function invalid(why) {
	return {
		kind: "evidence-invalid",
		why
	};
}

// src/compare/resolution.ts
function unitOf(resolution, value) {
	const exponent = Math.floor(Math.log2(Math.abs(value)));
	if (resolution === "float32") return 2 ** (Math.max(exponent, -126) - 23);
	const spacing = Math.abs(value) >= 2 ** 53 ? 2 ** (exponent - 52) : 0;
	if (resolution === "exact" || resolution === "sampled") return spacing;
	return Math.max(spacing, Number(`1e-${resolution.slice(8)}`));
}
function coarser(a, b, value) {
	return unitOf(a, value) >= unitOf(b, value) ? a : b;
}

// src/compare/trouble.ts
function runTrouble(record, name) {
	const series = seriesOf(record, name);
	if (series === void 0) return {
		verdict: "failed",
		reason: { kind: "metric-missing" }
	};
	if (!Number.isFinite(decodeNumber(series.final))) return {
		verdict: "failed",
		reason: {
			kind: "not-finite",
			value: series.final,
			of: "run"
		}
	};
	const values = disagreement(record, name);
	if (values !== void 0) return {
		verdict: "incomparable",
		reason: {
			kind: "sources-disagree",
			values
		}
	};
	if (series.nonfinite === "lost") return {
		verdict: "incomparable",
		reason: {
			kind: "nonfinite-lost",
			source: series.source
		}
	};
}
function cutTrouble(record, name) {
	const source = seriesOf(record, name)?.source;
	const cut = record.findings.find((one) => one.kind === "source-truncated" && source?.endsWith(` ${one.path}`));
	if (cut?.kind !== "source-truncated") return void 0;
	return {
		verdict: "invalid",
		reason: {
			kind: "evidence-invalid",
			why: `${cut.path} ends too early, at ${cut.where}`
		}
	};
}
function baselineTrouble(record, name, model, baseline, accepted) {
	const metric = metricOf(baseline, name);
	if (metric === void 0) return {
		verdict: "incomparable",
		reason: { kind: "metric-not-in-baseline" }
	};
	if (!Number.isFinite(decodeNumber(metric.mean))) return {
		verdict: "incomparable",
		reason: {
			kind: "not-finite",
			value: metric.mean,
			of: "baseline"
		}
	};
	const values = accepted && disagreement(accepted, name);
	if (values !== void 0) return {
		verdict: "incomparable",
		reason: {
			kind: "sources-disagree",
			values
		}
	};
	const ends = endsOf(seriesOf(record, name), metric, accepted && seriesOf(accepted, name));
	return ends.run !== ends.baseline && expectationOf(model, name).steps === "same" ? {
		verdict: "incomparable",
		reason: {
			kind: "other-step",
			...ends
		}
	} : void 0;
}
function endsOf(series, { step }, old) {
	if (series === void 0) return {
		run: step,
		baseline: step
	};
	return series.first === series.last && series.last === step && old !== void 0 ? {
		run: series.n,
		baseline: old.n
	} : {
		run: series.last,
		baseline: step
	};
}
function disagreement(record, name) {
	const found = record.findings.find((one) => one.kind === "sources-disagree" && one.metric === name);
	if (found?.kind === "sources-disagree") return found.values;
	const entries = record.series.filter((one) => one.name === name);
	return new Set(entries.map(({ final, last }) => `${final} at ${last}`)).size > 1 ? entries.map(({ source, final }) => [source, String(final)]) : void 0;
}

// src/compare/baseline.ts
function baselineOf(records, model, facts) {
	const [first] = records;
	if (first === void 0) throw new RangeError("a baseline needs a record");
	refuseMixed(records, first);
	const runs = distinct(records);
	const metrics = gatedMetrics(model, void 0, first).names.flatMap((name) => {
		const series = runs.flatMap((run) => seriesOf(run, name) ?? []);
		return series.length === runs.length ? [[name, metricFrom(series, model, name)]] : [];
	});
	const series = exactSeriesDigest(first.series);
	return {
		record: first.id,
		input: first.input,
		seed: first.config.seed.index,
		runs: runs.length,
		repeats: facts.repeats,
		metrics: Object.fromEntries(metrics),
		...series && { series },
		...first.weights && { weights: first.weights.digest },
		...first.trace && { trace: first.trace },
		cause: facts.cause,
		because: facts.because
	};
}
function unfitReasons(records, model) {
	const [first] = records;
	if (first === void 0) return [];
	const unfinished = records.flatMap((record) => unfitRun(record) ?? []);
	if (unfinished.length > 0) return unfinished;
	const { names, seen } = gatedMetrics(model, void 0, first);
	if (names.length === 0) return [{
		kind: "no-metric",
		seen
	}];
	return records.flatMap((record) => names.flatMap((name) => unfitMetric(record, name, model, first) ?? []));
}
function unfitRun(record) {
	const apart = setApart(record);
	if (apart !== void 0) return unjudged(apart);
	const { how } = record.run.exit;
	if (how === "finished") return foreignModule(record);
	return {
		kind: "baseline-unreadable",
		why: `its run did not finish (${how})`
	};
}
function unfitMetric(record, name, model, first) {
	const reason = (runTrouble(record, name) ?? cutTrouble(record, name))?.reason;
	if (reason?.kind === "not-finite") return {
		...reason,
		of: "baseline"
	};
	if (reason !== void 0) return reason.kind === "metric-missing" ? { kind: "metric-not-in-baseline" } : reason;
	const run = seriesOf(record, name)?.last;
	const baseline = seriesOf(first, name)?.last;
	if (run === void 0 || baseline === void 0 || run === baseline) return void 0;
	return expectationOf(model, name).steps === "same" ? {
		kind: "other-step",
		run,
		baseline
	} : void 0;
}
function refuseMixed(records, first) {
	const other = records.find((record) => keyOf(record) !== keyOf(first));
	if (other !== void 0) throw mixed(`${keyOf(first)} and of ${keyOf(other)}`, "model on one kind of accelerator");
	if (records.some(({ input }) => input !== first.input)) throw mixed("different inputs", "program with its data and configuration; only seeds may differ");
}
function mixed(what, one) {
	return new UserError("baseline-mixed", `a baseline cannot be made from runs of ${what}`, `Give records of one ${one}.`);
}
function keyOf({ model, key }) {
	return spellKey({
		model,
		...key
	});
}
function distinct(records) {
	const bySeed = /* @__PURE__ */ new Map();
	for (const record of records) {
		const { index } = record.config.seed;
		if (!bySeed.has(index)) bySeed.set(index, record);
	}
	return [...bySeed.values()];
}
function metricFrom(series, model, name) {
	const finals = series.map(({ final }) => final);
	const { better } = expectationOf(model, name);
	const sd = deviationOf(finals.map(decodeNumber));
	const magnitude = Math.max(...finals.map((final) => Math.abs(decodeNumber(final))));
	const resolution = series.map((one) => one.resolution).reduce((a, b) => coarser(a, b, magnitude));
	return {
		mean: meanOf(finals),
		...sd === void 0 ? {} : { sd },
		...better && { better },
		step: series[0]?.last ?? 0,
		...resolution === "exact" ? {} : { resolution }
	};
}
function meanOf(finals) {
	const [only] = finals;
	if (finals.length === 1 && only !== void 0) return only;
	return encodeNumber(average(finals.map(decodeNumber)));
}
function average(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function deviationOf(values) {
	if (values.length < 2) return void 0;
	const mean = average(values);
	const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
	return Number.isFinite(sd) ? sd : void 0;
}

// src/compare/bitwise.ts
const POINTS = 20;
const FINE_PART = .8;
const WEIGHTS_BYTES = 64;
function bitwise(record, baseline, accepted, ignored = []) {
	const pair = {
		record,
		baseline,
		accepted,
		ignored
	};
	const difference = differenceOf$1(pair);
	if (difference !== void 0) return {
		bits: "differ",
		...difference
	};
	const evidence = weightsDiffer(record, baseline) ? void 0 : evidenceOf(pair);
	if (evidence !== void 0) return {
		bits: "equal",
		evidence
	};
	const names = Object.keys(baseline.metrics);
	return { bits: names.length > 0 && names.every((name) => finalsEqual(name, record, baseline, accepted)) ? "values-equal" : "unknown" };
}
function weightsDiffer({ weights }, baseline) {
	return baseline.weights !== void 0 && weights !== void 0 && weights.digest !== baseline.weights;
}
function tells(name, gated) {
	return gated.includes(name) || isMeasured(name);
}
function acceptedFinal(name, baseline, accepted) {
	const series = accepted === void 0 ? void 0 : seriesOf(accepted, name);
	if (series !== void 0) return series.final;
	return baseline.runs === 1 ? metricOf(baseline, name)?.mean : void 0;
}
function finalsEqual(name, record, baseline, accepted) {
	const before = acceptedFinal(name, baseline, accepted);
	const after = seriesOf(record, name)?.final;
	return before !== void 0 && after !== void 0 && sameNumber(before, after);
}
function proves(one, gated) {
	return one.role === "metric" && tells(one.name, gated) && one.resolution === "exact" && one.nonfinite === "kept" && one.n >= POINTS && (one.fine ?? 0) >= FINE_PART * one.n;
}
function differenceOf$1(pair) {
	const [before, after] = [pair.baseline.trace, pair.record.trace];
	return finalDifference(pair) ?? seriesDifference(pair) ?? (before !== void 0 && after !== void 0 && before !== after ? {
		where: "trace",
		metric: void 0
	} : void 0);
}
function finalDifference({ record, baseline, accepted, ignored }) {
	const others = (accepted?.series ?? []).filter(({ role, name }) => role === "metric" && !ignored.includes(name)).map(({ name }) => name);
	for (const name of /* @__PURE__ */ new Set([...Object.keys(baseline.metrics), ...others])) {
		const before = acceptedFinal(name, baseline, accepted);
		const after = seriesOf(record, name)?.final;
		if (before !== void 0 && after !== void 0 && !sameNumber(before, after)) return {
			where: "final",
			metric: name
		};
	}
}
function seriesDifference({ record, baseline, accepted, ignored }) {
	if (accepted === void 0) return baseline.series !== void 0 && ignored.length === 0 && exactSeriesDigest(record.series) !== baseline.series ? {
		where: "series",
		metric: void 0
	} : void 0;
	const one = accepted.series.find(({ name, role, digest }) => {
		const other = seriesOf(record, name);
		return role === "metric" && !ignored.includes(name) && other !== void 0 && other.digest !== digest;
	});
	return one && {
		where: "series",
		metric: one.name
	};
}
function evidenceOf({ record, baseline, accepted, ignored }) {
	const { weights, trace } = record;
	if (weights !== void 0 && weights.digest === baseline.weights && weights.bytes >= WEIGHTS_BYTES) return "weights";
	if (baseline.trace !== void 0 && trace === baseline.trace) return "trace";
	const gated = Object.keys(baseline.metrics);
	return record.series.filter((one) => proves(one, gated) && (accepted === void 0 ? baseline.series !== void 0 && ignored.length === 0 : sharedWith(accepted, one))).length > 0 ? "series" : void 0;
}
function sharedWith(accepted, one) {
	return seriesOf(accepted, one.name)?.digest === one.digest;
}

// src/compare/tolerance.ts
function judgeTolerance(input) {
	const { run, baseline, within, resolution } = input;
	const tolerance = toleranceOf(within, baseline);
	if (tolerance === void 0) return {
		verdict: "inconclusive",
		reason: { kind: "noise-not-measured" }
	};
	if (within.kind === "relative" && baseline === 0) return {
		verdict: "incomparable",
		reason: { kind: "zero-mean" }
	};
	const unit = unitOf(resolution, Math.max(Math.abs(run), Math.abs(baseline)));
	if (!isWithin(run, baseline, Math.max(tolerance, unit))) return beyond(input, tolerance);
	if (tolerance < unit) return {
		verdict: "incomparable",
		reason: {
			kind: "resolution-coarser",
			resolution,
			within: tolerance
		}
	};
	return {
		verdict: "reproduced",
		reason: {
			kind: "within",
			tolerance
		}
	};
}
function beyond({ run, baseline, better }, tolerance) {
	return (better === void 0 ? false : better === "lower" ? run < baseline : run > baseline) ? {
		verdict: "improved",
		reason: {
			kind: "better",
			tolerance
		}
	} : {
		verdict: "changed",
		reason: {
			kind: "beyond",
			tolerance
		}
	};
}
function toleranceOf(within, baseline) {
	if (within.kind === "auto") return void 0;
	return within.kind === "absolute" ? within.value : within.value * Math.abs(baseline);
}
function isWithin(run, baseline, tolerance) {
	const distance = Math.abs(run - baseline);
	if (tolerance === 0) return distance === 0;
	const rounding = 2 ** -52 * (Math.abs(run) + Math.abs(baseline) + tolerance);
	return Number.isFinite(distance) && distance <= tolerance + rounding;
}

// src/compare/metric.ts
function judgeMetric(name, pair) {
	const { model, run, baseline, accepted } = pair;
	const decision = runTrouble(run, name) ?? baselineTrouble(run, name, model, baseline, accepted) ?? cutTrouble(run, name) ?? byBits(name, pair) ?? judgeTolerance({
		...numbersOf(name, pair),
		...expectationOf(model, name)
	});
	return {
		...metricRow(name, pair),
		gated: true,
		...decision
	};
}
function judgeAlone(name, run, model) {
	return {
		...metricRow(name, {
			run,
			model,
			baseline: void 0,
			accepted: void 0
		}),
		gated: true,
		...runTrouble(run, name) ?? cutTrouble(run, name)
	};
}
function byBits(name, pair) {
	const { bits, model, run, baseline, crashedOnce } = pair;
	if (bits.bits === "equal" && isCovered(name, pair)) return {
		verdict: crashedOnce ? "reproduced" : "identical",
		reason: {
			kind: "bits-equal",
			evidence: bits.evidence
		}
	};
	const doubt = weightsDiffer(run, baseline) && { kind: "weights-differ" };
	if (model.require === "identical") return bits.bits === "differ" ? {
		verdict: "changed",
		reason: {
			kind: "bits-differ",
			where: bits.where
		}
	} : {
		verdict: "incomparable",
		reason: doubt || { kind: "identity-unproven" }
	};
	return isEqual(name, pair) ? {
		verdict: "reproduced",
		reason: doubt || valuesEqual(bits)
	} : void 0;
}
function valuesEqual(bits) {
	return bits.bits === "differ" && bits.where === "trace" ? {
		kind: "values-equal",
		traces: "differ"
	} : { kind: "values-equal" };
}
function isCovered(name, { run, baseline, accepted }) {
	const series = seriesOf(run, name);
	const byDigest = baseline.series !== void 0 && series?.resolution === "exact" && series.role === "metric";
	if (series?.notFinite !== void 0 && accepted === void 0 && !byDigest) return false;
	if (acceptedFinal(name, baseline, accepted) !== void 0) return finalsEqual(name, run, baseline, accepted);
	return byDigest && series.finalFrom === "last";
}
function isEqual(name, { run, baseline, accepted, bits }) {
	if (!finalsEqual(name, run, baseline, accepted)) return false;
	if (accepted === void 0) return bits.bits !== "differ";
	const before = seriesOf(accepted, name)?.digest;
	return before === void 0 ? bits.bits !== "differ" : before === seriesOf(run, name)?.digest;
}
function numbersOf(name, { run, baseline }) {
	const series = seriesOf(run, name);
	const metric = metricOf(baseline, name);
	if (series === void 0 || metric === void 0) throw new TypeError(`${name} is not on both sides`);
	const [after, before] = [decodeNumber(series.final), decodeNumber(metric.mean)];
	return {
		run: after,
		baseline: before,
		resolution: coarser(series.resolution, metric.resolution ?? "exact", Math.max(Math.abs(after), Math.abs(before)))
	};
}
function metricRow(name, { model, run, baseline, accepted }) {
	const series = seriesOf(run, name);
	const old = accepted && seriesOf(accepted, name);
	const before = (baseline && metricOf(baseline, name)?.mean) ?? old?.final;
	const { better, within } = expectationOf(model, name);
	const asked = Object.hasOwn(model.expect, name) && model.require !== "identical";
	return {
		metric: name,
		gated: false,
		verdict: void 0,
		reason: void 0,
		baseline: before,
		run: series?.final,
		...differenceOf(series?.final, before),
		tolerance: asked && before !== void 0 ? finite(toleranceOf(within, decodeNumber(before))) : void 0,
		better,
		step: series?.last,
		volatile: (series ?? old)?.role === "volatile"
	};
}
function differenceOf(run, baseline) {
	if (run === void 0 || baseline === void 0) return {
		difference: void 0,
		relative: void 0
	};
	const before = decodeNumber(baseline);
	const difference = finite(decodeNumber(run) - before);
	return {
		difference,
		relative: difference === void 0 || before === 0 ? void 0 : finite(difference / Math.abs(before))
	};
}
function finite(value) {
	return value !== void 0 && Number.isFinite(value) ? value : void 0;
}

// src/compare/comparison.ts
function compareTo(ground, model, { run, crashed }, ignored = []) {
	const { baseline, accepted } = ground;
	const bits = bitwise(run, baseline, accepted, ignored);
	const { names, seen } = gatedMetrics(model, baseline, run);
	const pair = {
		model,
		run,
		baseline,
		accepted,
		bits,
		crashedOnce: crashed !== void 0
	};
	const gated = names.map((name) => judgeMetric(name, pair));
	const shown = otherNames(names, run, accepted).map((name) => metricRow(name, pair));
	const rows = [...gated, ...shown];
	const findings = [
		...coarseness(gated, run, baseline),
		...gated.flatMap(({ metric }) => notFiniteInside(metric, run)),
		...crashedOnce(crashed)
	];
	const own = names.length > 0 ? void 0 : {
		verdict: "incomparable",
		reason: {
			kind: "no-metric",
			seen
		}
	};
	const compared = {
		...ground,
		bits,
		rows,
		findings,
		own
	};
	return crashed !== void 0 && model.require === "identical" && !hasTrouble(compared) ? {
		...compared,
		rows: overrule(rows, DISAGREES)
	} : compared;
}
const DISAGREES = {
	verdict: "nondeterministic",
	reason: {
		kind: "self-differs",
		metric: void 0,
		step: void 0
	}
};
function hasTrouble({ rows, own }) {
	return own !== void 0 || rows.some(({ gated, verdict }) => gated && isTrouble(verdict));
}
function isTrouble(verdict) {
	return verdict === void 0 || verdict === "incomparable" || verdict === "failed" || verdict === "invalid";
}
function overrule(rows, decision, which = () => true) {
	return rows.map((row) => row.gated && which(row) ? {
		...row,
		...decision
	} : row);
}
function crashedOnce(crashed) {
	return crashed === void 0 ? [] : [{
		kind: "crashed-once",
		record: crashed.id
	}];
}
function otherNames(gated, run, accepted) {
	const names = [...run.series, ...accepted?.series ?? []].map(({ name }) => name);
	return [...new Set(names)].filter((name) => !gated.includes(name)).sort((a, b) => a < b ? -1 : 1);
}
function notFiniteInside(metric, run) {
	const series = seriesOf(run, metric);
	if (series?.notFinite === void 0 || !Number.isFinite(decodeNumber(series.final))) return [];
	return [{
		kind: "nonfinite-inside",
		metric,
		count: series.notFinite
	}];
}
function coarseness(gated, run, baseline) {
	return gated.flatMap(({ metric, tolerance, verdict }) => {
		const [after, before] = [seriesOf(run, metric), metricOf(baseline, metric)];
		if (tolerance === void 0 || after === void 0 || before === void 0 || verdict === "identical") return [];
		const magnitude = Math.max(Math.abs(decodeNumber(after.final)), Math.abs(decodeNumber(before.mean)));
		const resolution = coarser(after.resolution, before.resolution ?? "exact", magnitude);
		return tolerance < unitOf(resolution, magnitude) ? [{
			kind: "tolerance-below-resolution",
			metric,
			within: tolerance,
			resolution
		}] : [];
	});
}

// src/compare/job.ts
function worse(a, b) {
	return VERDICTS.indexOf(a) >= VERDICTS.indexOf(b) ? a : b;
}
function verdictOfModel(metrics) {
	const gated = metrics.filter((metric) => metric.gated);
	if (gated.length === 0) return "incomparable";
	return gated.map(({ verdict }) => verdict ?? "incomparable").reduce(worse);
}
function isGreen(verdict, policy) {
	return (verdict === "identical" || verdict === "reproduced" || verdict === "improved") && policy.green.includes(verdict);
}
const EXIT_CODES = {
	identical: 1,
	reproduced: 1,
	improved: 1,
	inconclusive: 3,
	incomparable: 3,
	nondeterministic: 1,
	changed: 1,
	failed: 1,
	invalid: 3
};
function jobExit(models, policy) {
	const bad = (models.length === 0 ? ["incomparable"] : models.map((model) => model?.verdict ?? "incomparable")).filter((verdict) => !isGreen(verdict, policy));
	return bad.length === 0 ? {
		green: true,
		exitCode: 0
	} : {
		green: false,
		exitCode: EXIT_CODES[bad.reduce(worse)]
	};
}

// src/compare/conclude.ts
function conclude({ model, key }, parts) {
	const { rows = [], own, also = [], how = "lock", run, baseline, findings = [] } = parts;
	const verdict = own?.verdict ?? verdictOfModel(rows);
	const deciding = rows.flatMap((row) => row.gated && row.verdict === verdict && row.reason ? [row.reason] : []);
	const reasons = unique([
		...own ? [own.reason] : [],
		...deciding,
		...also
	]);
	return {
		model: model.name,
		key,
		verdict,
		basis: basisOf(verdict, how, reasons[0]),
		reasons,
		metrics: rows,
		findings: [...run?.findings ?? [], ...findings],
		run: run?.id,
		baseline
	};
}
function concludeComparison(place, compared, run, parts = {}) {
	const { rows, how, baseline, findings, own } = compared;
	const all = {
		rows,
		how,
		own,
		run,
		baseline: baseline.record,
		...parts
	};
	const also = [...parts.also ?? [], ...otherWeights(compared, run, all.own?.verdict ?? verdictOfModel(all.rows))];
	return conclude(place, {
		...all,
		also,
		findings: [...findings, ...parts.findings ?? []]
	});
}
function otherWeights({ baseline }, run, verdict) {
	return verdict === "reproduced" && weightsDiffer(run, baseline) ? [{ kind: "weights-differ" }] : [];
}
function basisOf(verdict, how, reason) {
	if (verdict === "failed" || verdict === "invalid" || verdict === "incomparable" || verdict === "inconclusive") return void 0;
	if (how !== "lock") return how;
	return reason?.kind === "within" || reason?.kind === "beyond" || reason?.kind === "better" ? "tolerance" : "bitwise";
}
function unique(reasons) {
	return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}

// src/compare/self-check.ts
function selfOutcome(run, repeat, model, gated = gatedMetrics(model, void 0, run).names) {
	if (repeat.run.exit.how === "crashed") return differs(void 0, repeat);
	const decision = endingOf(repeat, model);
	if (decision !== void 0) return {
		outcome: "stopped",
		decision
	};
	const [telling] = tellingNames(run, repeat, gated);
	if (telling !== void 0) return differs(telling, void 0);
	const restless = unequalNames(run, repeat, gated);
	const { bits } = bitwise(run, selfBaseline(repeat, model), repeat, restless);
	if (bits === "differ") return differs(void 0, void 0);
	return {
		outcome: restless.length === 0 || bits === "equal" ? "repeats" : "unclear",
		restless
	};
}
function selfBaseline(repeat, model) {
	return baselineOf([repeat], model, {
		repeats: "unknown",
		cause: "first",
		because: "the same program and seed, run again"
	});
}
function differs(metric, crashed) {
	return {
		outcome: "differs",
		reason: {
			kind: "self-differs",
			metric,
			step: void 0
		},
		crashed
	};
}
function tellingNames(run, repeat, gated) {
	return unequalNames(run, repeat, gated).filter((name) => gated.length === 0 || tells(name, gated));
}
function unequalNames(run, repeat, gated) {
	const written = [...run.series, ...repeat.series].filter(({ role }) => role === "metric").map(({ name }) => name);
	return [.../* @__PURE__ */ new Set([...gated, ...written])].filter((name) => {
		const [one, other] = [seriesOf(run, name), seriesOf(repeat, name)];
		return one?.digest !== other?.digest || one?.final !== other?.final;
	});
}
function selfChecked(place, head, compared, also) {
	const { model, evidence } = place;
	const { rows, baseline } = compared;
	const matters = baseline.repeats === "yes" || model.require === "identical";
	const stop = (parts = {}, of = compared) => ({
		verdict: concludeComparison(place, of, head.run, {
			also,
			...parts
		}),
		want: void 0
	});
	if (isDecided(compared)) return stop();
	const findings = unchecked(compared);
	if (!matters && baseline.repeats === "no") return stop({ findings });
	const repeat = findRun(evidence, "head", "repeat");
	if (repeat === void 0) return {
		...stop({
			rows: matters ? overrule(rows, budgetSpent(evidence), passes) : rows,
			findings
		}),
		want: {
			side: "head",
			purpose: "repeat",
			why: "self-check"
		}
	};
	const gated = rows.filter((row) => row.gated).map(({ metric }) => metric);
	const self = selfOutcome(head.run, repeat, model, gated);
	switch (self.outcome) {
		case "repeats":
		case "unclear": return stop({ findings: restlessness(self.restless) }, quieted(place, head, compared, self));
		case "stopped":
			if (self.decision.verdict === "failed") return stop({ rows: overrule(rows, self.decision) });
			return matters ? stop({ rows: overrule(rows, self.decision, passes) }) : stop({ findings });
		case "differs": return stop({
			findings: crashedOnce(self.crashed),
			...matters ? { rows: overrule(rows, {
				verdict: "nondeterministic",
				reason: self.reason
			}) } : { also: [...also, self.reason] }
		});
	}
}
function quieted({ model }, head, compared, { restless }) {
	return restless.length === 0 ? compared : compareTo(compared, model, head, restless);
}
function restlessness(metrics) {
	return metrics.length === 0 ? [] : [{
		kind: "varies-by-itself",
		metrics: metrics.slice(0, 50)
	}];
}
function unchecked({ rows, baseline }) {
	if (baseline.repeats === "unknown") return [{ kind: "repeats-unknown" }];
	return baseline.repeats === "no" && verdictOfModel(rows) !== "reproduced" ? [{ kind: "repeats-not" }] : [];
}
function isDecided(compared) {
	const { bits } = compared.bits;
	const alreadyKnown = compared.rows.some(({ verdict }) => verdict === "nondeterministic");
	return bits === "equal" || bits === "values-equal" || alreadyKnown || hasTrouble(compared);
}
function passes({ verdict }) {
	return verdict === "reproduced" || verdict === "improved";
}

export { evidenceTrouble as C, TWICE as S, unjudged as T, bitwise as _, selfOutcome as a, unfitReasons as b, concludeComparison as c, worse as d, compareTo as f, judgeAlone as g, overrule as h, selfChecked as i, jobExit as l, hasTrouble as m, restlessness as n, tellingNames as o, crashedOnce as p, selfBaseline as r, conclude as s, quieted as t, verdictOfModel as u, weightsDiffer as v, foreignModule as w, unitOf as x, baselineOf as y };