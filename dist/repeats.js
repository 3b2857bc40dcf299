import { t as UserError } from "./error.js";
import { n as clip, t as clean } from "./clean.js";
import { B as decodeNumber, G as spellKey, H as sameNumber, N as exactSeriesDigest, R as sha256, V as encodeNumber } from "./record.js";
import { n as parseJson } from "./dist.js";
import { t as isMeasured } from "./measures.js";
import { n as decodeManifest, r as diffManifests, t as readParams } from "./params.js";
import { t as parse$1 } from "./sync.js";
import { r as memorySource } from "./assets.js";
import { t as readBlob } from "./objects.js";
import { t as fileSource } from "./file-source.js";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { randomUUID } from "node:crypto";
// src/compare/evidence-trouble.ts
/**
* Why evidence cannot be used at all: `invalid`, before anything is judged. Undefined where it is sound.
*
* Each run must be of this model and key, trained with the baseline's seed, and the base's runs of the base's commit;
* runs of one side must have the same inputs; and no record may stand for two runs.
*/
function evidenceTrouble(evidence, expected) {
	for (const [index, { side, record }] of evidence.entries()) {
		const earlier = evidence.slice(0, index);
		const foreign = foreignModule(record);
		if (foreign !== void 0) return foreign;
		const key = spellKey({
			model: record.model,
			...record.key
		});
		if (key !== spellKey(expected.key)) return invalid(`a record is of ${key}, not of ${spellKey(expected.key)}`);
		if (earlier.some((run) => run.record.id === record.id)) return TWICE;
		const seed = expected.baseline.state === "found" ? expected.baseline.entry.seed : 0;
		if (record.config.seed.index !== seed) return invalid(`a run has seed index ${record.config.seed.index}, not ${seed}`);
		const sibling = earlier.find((run) => run.side === side);
		if (sibling !== void 0 && sibling.record.input !== record.input) return invalid(`two runs of the ${side} had different inputs`);
		const { commit } = record.code;
		if (side === "base" && commit !== void 0 && commit !== expected.base?.commit) return invalid("the base’s run is of another commit");
	}
}
/**
* A module that came from outside the run's own copy while nothing kept it out: the run did not train this code.
* At isolation 4 the checkout is not there to be imported (DESIGN §7).
*/
function foreignModule(record) {
	const found = record.findings.find(({ kind }) => kind === "foreign-module");
	if (found?.kind !== "foreign-module" || record.run.isolation >= 4) return void 0;
	return {
		kind: "foreign-module",
		path: found.path
	};
}
const TWICE = invalid("one record stands for two runs");
function invalid(why) {
	return {
		kind: "evidence-invalid",
		why
	};
}
// src/compare/lookup.ts
/** What a record says of one metric. Where two entries share the name, the first: see `disagreement`. */
function seriesOf(record, name) {
	return record.series.find((one) => one.name === name);
}
/** A baseline's metric, also for a hostile name such as `constructor`. */
function metricOf(baseline, name) {
	return Object.hasOwn(baseline.metrics, name) ? baseline.metrics[name] : void 0;
}
const UNWRITTEN = {
	better: void 0,
	within: { kind: "auto" },
	required: true,
	steps: "same"
};
/** What `reprise.yml` expects of a metric; for one that is gated by its name alone, the defaults of SPEC.md. */
function expectationOf(model, name) {
	return (Object.hasOwn(model.expect, name) ? model.expect[name] : void 0) ?? UNWRITTEN;
}
// src/compare/gated.ts
/** Which metric is gated where `expect` names none: the first of these that exists (SPEC.md). */
const USUAL = [
	"eval_loss",
	"val_loss",
	"validation_loss",
	"test_loss",
	"train_loss",
	"loss"
];
/**
* Which metrics are gated. With `expect`: those it names, but for one that is `required: false` and stands nowhere.
* Without: what the baseline gated, so that a renamed metric is missing and not quietly replaced by the next usual name;
* with no baseline either, the first usual name. A metric of the baseline that vanished is always gated: it has `failed`.
*/
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
/**
* The first usual name, alone, as the last part of a path (`run/eval_loss`) or as its last two parts (`eval/loss`, which
* would otherwise stand behind a `train/loss`). Of several paths the first in the order of their names.
*/
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
// src/compare/resolution.ts
/**
* The smallest difference that a source can show near a value, in metric units; 0 for float64 up to 2⁵³.
* `decimal:k`: one unit of the last decimal, because both numbers were rounded. `float32`: the spacing of float32 there
* (IEEE 754 binary32: 23 bits after the leading one, smallest exponent −126). `sampled` points are exact where they stand.
* Beyond 2⁵³ it is at least the spacing of float64 there (52 bits): the number may stand for an integer that was rounded.
*/
function unitOf(resolution, value) {
	const exponent = Math.floor(Math.log2(Math.abs(value)));
	if (resolution === "float32") return 2 ** (Math.max(exponent, -126) - 23);
	const spacing = Math.abs(value) >= 2 ** 53 ? 2 ** (exponent - 52) : 0;
	if (resolution === "exact" || resolution === "sampled") return spacing;
	return Math.max(spacing, Number(`1e-${resolution.slice(8)}`));
}
/** The coarser of two resolutions near a value. */
function coarser(a, b, value) {
	return unitOf(a, value) >= unitOf(b, value) ? a : b;
}
// src/compare/trouble.ts
/**
* What keeps a gated metric of a finished run from being compared with anything. A comparison that could not be made is
* never a pass, so none of these is green, whatever the bits say.
*/
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
/**
* A source that ends in the middle of something, though the run finished: its last value may not be the run's last. Asked
* after the steps, because a curve that ended early says more.
*/
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
/** What keeps a metric that the run has from being compared with this baseline. */
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
/** The last steps; where steps do not grow they tell nothing, so that points are counted instead. */
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
/** The values that a run's own sources give for one metric, where they disagree: until `metrics:` names one, none counts. */
function disagreement(record, name) {
	const found = record.findings.find((one) => one.kind === "sources-disagree" && one.metric === name);
	if (found?.kind === "sources-disagree") return found.values;
	const entries = record.series.filter((one) => one.name === name);
	return new Set(entries.map(({ final, last }) => `${final} at ${last}`)).size > 1 ? entries.map(({ source, final }) => [source, String(final)]) : void 0;
}
// src/compare/baseline.ts
/**
* The one form of a baseline: a lock entry, the base's run of an A/B comparison and `--baseline RECORD…` all become it.
* The first record is the accepted one: id, seed and digests are its; a mean is over all, one run per seed.
* A gated metric that one of the records lacks is left out, so that it is judged `metric-not-in-baseline`.
*
* It takes any records, also unfit ones: ask {@link unfitReasons} before accepting them.
*
* @throws {UserError} `baseline-mixed` for records of different models, accelerators or inputs
* @throws {RangeError} without a record
*/
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
/** Why records cannot be accepted as a baseline: what would keep every later run from being compared. Empty: they can. */
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
	const other = records.find((record) => keyOf$1(record) !== keyOf$1(first));
	if (other !== void 0) throw mixed(`${keyOf$1(first)} and of ${keyOf$1(other)}`, "model on one kind of accelerator");
	if (records.some(({ input }) => input !== first.input)) throw mixed("different inputs", "program with its data and configuration; only seeds may differ");
}
function mixed(what, one) {
	return new UserError("baseline-mixed", `a baseline cannot be made from runs of ${what}`, `Give records of one ${one}.`);
}
function keyOf$1({ model, key }) {
	return spellKey({
		model,
		...key
	});
}
/** One run per seed, as a pool counts them (VERDICT, Calibration): a repeat brings nothing new. */
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
/** The arithmetic mean. Of one run it is that run's number itself, with its sign of zero and all digits. */
function meanOf(finals) {
	const [only] = finals;
	if (finals.length === 1 && only !== void 0) return only;
	return encodeNumber(average(finals.map(decodeNumber)));
}
function average(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
/** The sample standard deviation (divisor n − 1), in two passes; undefined for one value or where it is not finite. */
function deviationOf(values) {
	if (values.length < 2) return void 0;
	const mean = average(values);
	const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
	return Number.isFinite(sd) ? sd : void 0;
}
// src/report/text/line.ts
/** The longest name, path or value in a sentence, in UTF-16 units. */
const LONGEST = 120;
const code = (text) => ({
	kind: "code",
	text: clip(text, LONGEST)
});
/** The first 12 hexadecimal digits of a digest or commit: enough to tell records apart, few enough to read. */
const shortId = (digest) => digest.replace(/^sha256:/, "").slice(0, 12);
const id = (digest) => ({
	kind: "code",
	text: shortId(digest),
	full: digest
});
const name = (text) => ({
	kind: "name",
	text: clip(text, LONGEST)
});
const strong = (text) => ({
	kind: "strong",
	text: clip(text, LONGEST)
});
const em = (text) => ({
	kind: "em",
	text: clip(text, 500)
});
/** Template tag: ``say`${name('loss')} is ${code('NaN')}` ``. Strings become text, lines are spliced in. */
function say(words, ...parts) {
	return words.flatMap((word, index) => {
		const part = parts[index];
		return [text(word), ...part === void 0 ? [] : piecesOf(part)];
	}).filter(({ kind, text }) => kind !== "text" || text !== "");
}
/** Lines with something between them: `a, b and c` with `and('and')`. */
function join$1(lines, between, last = between) {
	return lines.flatMap((line, index) => {
		if (index === 0) return line;
		return [text(index === lines.length - 1 ? last : between), ...line];
	});
}
/** What a piece shows of its data: clean, and never nothing where a name or value is expected. */
function shownText({ kind, text }) {
	const shown = clean(text);
	return (kind === "code" || kind === "name") && shown.trim() === "" ? "(empty)" : shown;
}
/** A line as plain text: for JSON, tests, and wherever nothing is interpreted. */
function plain(line) {
	return line.map(plainPiece).join("");
}
function plainPiece(piece) {
	const shown = shownText(piece);
	if (piece.kind === "code") return `\`${shown}\``;
	return piece.kind === "em" ? `*${shown}*` : shown;
}
function text(text) {
	return {
		kind: "text",
		text: clip(text, 2e3)
	};
}
function piecesOf(part) {
	if (typeof part === "object") return "kind" in part ? [part] : part;
	return [text(String(part))];
}
// src/report/text/number.ts
const MOST_DECIMALS = 12;
/**
* Rounds two values so that a reader who subtracts what is shown gets the difference that is shown, and who compares it
* with the tolerance comes to the same answer as we did. Otherwise as short as possible: two digits of the difference.
*/
function compareNumbers(metric) {
	const { baseline, run, difference, tolerance } = metric;
	const relative = metric.relative === void 0 ? void 0 : spellPercent(metric.relative);
	if (typeof baseline !== "number" || typeof run !== "number" || difference === void 0 || difference === 0) return {
		baseline: baseline === void 0 ? void 0 : spellNumber(baseline),
		run: run === void 0 ? void 0 : spellNumber(run),
		difference: difference === 0 ? "0" : difference === void 0 ? void 0 : signed(shortest(difference, 3)),
		relative,
		tolerance: tolerance === void 0 ? void 0 : spellNumber(tolerance)
	};
	return {
		...spellFinite({
			baseline,
			run,
			difference,
			tolerance
		}),
		relative
	};
}
function spellFinite(values) {
	const { baseline, run, difference, tolerance } = values;
	const start = startDecimals(values);
	const tries = [
		0,
		1,
		2,
		3,
		4,
		5,
		6
	].map((more) => start + more).filter((d) => d <= MOST_DECIMALS);
	const decimals = tries.find((d) => isFaithful(values, d)) ?? tries.at(-1);
	if (decimals === void 0 || isFar(values)) return spellFar(values);
	return {
		baseline: minus(baseline.toFixed(decimals)),
		run: minus(run.toFixed(decimals)),
		difference: signed(difference.toFixed(decimals)),
		tolerance: tolerance === void 0 ? void 0 : spellTolerance(tolerance, decimals)
	};
}
/** Very large, very small or very close values: in full, with as many digits of the difference as the tolerance asks for. */
function spellFar({ baseline, run, difference, tolerance }) {
	const beyond = (digits) => Math.abs(Number(shortest(difference, digits))) > Number(shortest(tolerance ?? 0, digits));
	const digits = tolerance === void 0 ? 3 : [
		3,
		5,
		8,
		12
	].find((few) => beyond(few) === Math.abs(difference) > tolerance);
	return {
		baseline: minus(String(baseline)),
		run: minus(String(run)),
		difference: signed(shortest(difference, digits ?? 17)),
		tolerance: tolerance === void 0 ? void 0 : shortest(tolerance, digits ?? 17)
	};
}
/** Whether fixed decimals would make numbers too long to read. */
function isFar({ baseline, run }) {
	const largest = Math.max(Math.abs(baseline), Math.abs(run));
	return largest >= 1e9 || largest < 1e-4;
}
function startDecimals({ baseline, run, difference }) {
	const sizes = [baseline, run].map(Math.abs).filter((size) => size > 0);
	const readable = Math.min(decimalsFor(Math.min(...sizes), 3), decimalsFor(Math.max(...sizes), 5));
	const written = Math.max(decimalsOf(baseline), decimalsOf(run));
	return Math.max(0, Math.min(written, Math.max(readable, decimalsFor(difference, 2))));
}
function isFaithful({ baseline, run, difference, tolerance }, decimals) {
	const [a, b, d] = [
		baseline,
		run,
		difference
	].map((value) => Number(value.toFixed(decimals)));
	if (a === void 0 || b === void 0 || d === void 0 || d === 0) return false;
	if (Number((b - a).toFixed(decimals)) !== d) return false;
	if (tolerance === void 0) return true;
	const shown = Number(spellTolerance(tolerance, decimals));
	return Math.abs(d) > shown === Math.abs(difference) > tolerance;
}
/** At least as many decimals as the values have, and at least three digits of its own. */
function spellTolerance(tolerance, decimals) {
	if (tolerance === 0) return "0";
	const own = Math.min(decimalsOf(tolerance), decimalsFor(tolerance, 3));
	const shown = Math.max(decimals, own);
	return shown > MOST_DECIMALS ? shortest(tolerance, 3) : tolerance.toFixed(shown);
}
/** One number alone: six significant digits, or exactly what a record says of a number that is none. */
function spellNumber(value) {
	return minus(typeof value === "number" ? shortest(value, 6) : value);
}
/** A part of the baseline in percent, with its sign and two significant digits. */
function spellPercent(part) {
	const percent = part * 100;
	if (percent === 0) return "0%";
	if (Math.abs(percent) >= 1e6) return `${signed(percent.toExponential(1))}%`;
	if (Math.abs(percent) < 1e-4) return `${signed(percent.toExponential(1))}%`;
	return `${signed(percent.toFixed(Math.max(0, decimalsFor(percent, 2))))}%`;
}
/** Decimals that show `digits` significant digits of a value; may be negative. */
function decimalsFor(value, digits) {
	if (value === 0 || !Number.isFinite(value)) return 0;
	return digits - 1 - Number(value.toExponential(digits - 1).split("e")[1]);
}
/** Decimals of the shortest text that reads back as this value. */
function decimalsOf(value) {
	const [digits = "", exponent = "0"] = String(Math.abs(value)).split("e");
	return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}
function shortest(value, digits) {
	const size = Math.abs(value);
	if (Number.isInteger(value) && size < 1e9) return String(value);
	if (size >= 1e9 || size < 1e-4) return String(Number(value.toPrecision(digits)).toExponential());
	return String(Number(value.toPrecision(Math.max(digits, Math.ceil(Math.log10(size + 1))))));
}
function signed(digits) {
	return digits.startsWith("-") ? minus(digits) : `+${digits}`;
}
/** A true minus sign, which does not break from its number. */
function minus(digits) {
	return digits.replace(/^-/, "−");
}
// src/report/text/quantity.ts
/** Seconds as people say them: `0.8 s`, `42 s`, `3 min 20 s`, `1 h 5 min`. */
function spellSeconds(seconds) {
	if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	const [hours, minutes, rest] = [
		Math.floor(whole / 3600),
		Math.floor(whole / 60) % 60,
		whole % 60
	];
	return (hours > 0 ? [`${hours} h`, minutes > 0 && `${minutes} min`] : [`${minutes} min`, rest > 0 && `${rest} s`]).filter((part) => part !== false).join(" ");
}
/** Bytes in decimal units: `512 B`, `4.1 kB`, `8 GB`. */
function spellBytes(bytes) {
	const units = [
		"B",
		"kB",
		"MB",
		"GB",
		"TB"
	];
	const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
	return `${Number((bytes / 1e3 ** power).toPrecision(3))} ${units[power]}`;
}
/** `1 run`, `2 runs`. */
function count(n, one, many = `${one}s`) {
	return `${n} ${n === 1 ? one : many}`;
}
// src/report/words/change.ts
const WORDS$1 = {
	code: (change) => say`${code(change.path)} ${change.how === "changed" ? inLines(change.hunks) : HOW[change.how]}`,
	param: ({ file, key, before, after }) => say`${code(key)} in ${code(file)} ${move(spellScalar(before), spellScalar(after))}`,
	setting: ({ name, before, after }) => say`${code(name)} ${move(before, after)}`,
	data: (change) => say`${code(change.path)} ${change.how === "changed" ? inRows(change) : HOW[change.how]}`,
	package: ({ name, before, after }) => say`package ${code(name)} ${move(before, after)}`
};
const HOW = {
	added: "is new",
	removed: "is gone"
};
/** A change as a clause of a sentence: "`data/train.csv` row 212 differs". */
function changeWords(change) {
	return WORDS$1[change.kind](change);
}
/** `0.1 → 0.12`, or what it means that a side has none. */
function move(before, after) {
	if (before === void 0) return after === void 0 ? say`differs` : say`${value(after)} is new`;
	return after === void 0 ? say`${value(before)} is gone` : say`${value(before)} → ${value(after)}`;
}
function value(text) {
	return text === "" ? say`(empty)` : say`${clip(text, 60)}`;
}
function spellScalar(scalar) {
	return scalar === void 0 ? void 0 : String(scalar);
}
function inLines(hunks) {
	const places = (hunks ?? []).flatMap(changedLines);
	const [first] = places;
	if (first === void 0) return "differs";
	if (places.length > 1) return `differs in ${places.length} places, first at line ${first.from}`;
	return first.from === first.to ? `line ${first.from} differs` : `lines ${first.from}–${first.to} differ`;
}
/** The places in a hunk where lines differ, in line numbers of the new file. */
function changedLines(hunk) {
	const spans = [];
	let line = hunk.afterLine;
	for (const text of hunk.lines) {
		const span = spans.at(-1);
		if (text.startsWith(" ")) {
			if (span !== void 0) span.open = false;
		} else if (span?.open === true) {
			if (text.startsWith("+")) span.to = Math.max(span.to, line);
		} else spans.push({
			from: line,
			to: line,
			open: true
		});
		if (!text.startsWith("-")) line += 1;
	}
	return spans.map(({ from, to }) => ({
		from,
		to
	}));
}
function inRows({ rows, total, reordered }) {
	if (reordered === true) return "has the same rows in another order";
	const [first, ...rest] = rows ?? [];
	if (first === void 0) return total === void 0 || total === 0 ? "differs" : `${count(total, "row")} differ`;
	const all = Math.max(total ?? 0, 1 + rest.length);
	if (all === 1) return `${spot(first)} ${ROW[first.how]}`;
	if (all === 2 && rest[0]?.how === first.how) return `rows ${first.row} and ${rest[0].row} ${ROWS$2[first.how]}`;
	return `differs in ${all} rows, first in ${spot(first)}`;
}
const ROW = {
	added: "is new",
	removed: "is gone",
	changed: "differs"
};
const ROWS$2 = {
	added: "are new",
	removed: "are gone",
	changed: "differ"
};
function spot({ row }) {
	return row === 0 ? "the header" : `row ${row}`;
}
/** "a, b and 3 more", each as code. */
function codes(names, most = 3) {
	const shown = names.slice(0, most).map((name) => say`${code(name)}`);
	const more = names.length - shown.length;
	return more > 0 ? say`${join$1(shown, ", ")} and ${more} more` : join$1(shown, ", ", " and ");
}
// src/report/words/reason.ts
const WORDS = {
	"bits-equal": ({ evidence }, subject) => say`bit for bit ${theBaselines(subject)} (${values(subject, ", ")}${EVIDENCE[evidence]} equal)`,
	"values-equal": (_, subject) => say`${numbers(subject)}, equal to the last digit; bitwise evidence missing`,
	"bits-differ": ({ where }, subject) => say`${numbers(subject)}; ${where === "final" ? "the values" : EVIDENCE[where]} must be equal bit for bit here`,
	"identity-unproven": (_, subject) => say`${numbers(subject)}, but nothing proves that the bits are equal, which must be proven here`,
	within: (_, subject) => numbers(subject),
	beyond: (_, subject) => numbers(subject),
	better: (_, subject) => numbers(subject),
	"weights-differ": (_, subject) => say`${numbers(subject)}, but the trained weights differ`,
	"self-repeats": (_, subject) => say`this training reproduces itself here, bit for bit${values(subject, "", " (", ")")}; there is no baseline yet`,
	"self-differs": ({ metric, step }) => say`the same inputs and seed, run twice here, disagree${parting(metric, step)}`,
	"noise-not-measured": (_, subject) => say`${numbers(subject)}; whether that is noise is not known, for the noise was not measured`,
	"budget-spent": ({ runs, minutes }) => say`the budget ended after ${count(runs, "run")} and ${minutesOf(minutes)}, before the evidence decided`,
	"killed-outside": ({ signal }) => say`the training was killed from outside${signal === void 0 ? "" : say` by ${code(signal)}`}, which says nothing about this change`,
	"no-baseline": noBaseline,
	"baseline-unreadable": ({ why }) => say`the baseline cannot be read: ${why}`,
	"no-metric": ({ seen }) => seen.length === 0 ? say`the run wrote no metric that could be read` : say`none of the metrics seen is known as the one to judge by (${codes(seen, 5)})`,
	"metric-not-in-baseline": (_, subject) => say`the baseline has no ${metricName(subject)}`,
	"other-step": ({ run, baseline }, subject) => say`${metricName(subject)} ended at step ${run}, the baseline at step ${baseline}`,
	"sources-disagree": ({ values }, subject) => say`the run’s own files disagree about ${metricName(subject)} (${join$1(values.map(([source, value]) => say`${code(source)} ${value}`), ", ")})`,
	"resolution-coarser": ({ resolution, within }, subject) => say`${metricName(subject)} is written too coarsely (${fineness(resolution)}) to be held within ${spellNumber(within)}`,
	"nonfinite-lost": ({ source }, subject) => say`${metricName(subject)} comes from ${code(source)}, which cannot carry NaN, so that a normal number proves nothing`,
	"zero-mean": (_, subject) => say`the tolerance of ${metricName(subject)} is a percentage of a baseline of 0`,
	"environment-moved": ({ what, why }) => say`the environment moved (${what.length === 0 ? "not recorded in both" : codes(what)}), so a difference cannot be blamed on this change${why === void 0 || why === "budget" ? "" : `, and ${NO_BASE[why]}`}`,
	"model-removed": (_, { verdict }) => say`this change removes the model ${name(verdict.model)}, which has a baseline`,
	crashed: ({ code: exit, signal }) => say`the training crashed${signal === void 0 ? "" : say` by ${code(signal)}`}${exit === void 0 ? "" : ` with exit code ${exit}`}`,
	"not-started": ({ what }) => say`the training could not start: ${what}`,
	timeout: ({ seconds }) => say`the training did not end within ${spellSeconds(seconds)} and was stopped`,
	idle: ({ seconds }) => say`the training wrote nothing for ${spellSeconds(seconds)} and was stopped`,
	"metric-missing": (_, subject) => say`${metricName(subject)}, which must be there, is missing from this run${baselineValue(subject)}`,
	"not-finite": ({ value, of }, subject) => of === "run" ? say`${metricName(subject)} is ${value}${baselineValue(subject)}` : say`the baseline’s ${metricName(subject)} is ${value}`,
	"foreign-module": ({ path }) => say`${code(path)} was imported from outside the copy that was to be trained`,
	"evidence-invalid": ({ why }) => say`the evidence cannot be used: ${why}`
};
const EVIDENCE = {
	weights: "the weights",
	series: "all points of the series",
	trace: "the traces"
};
/** What a reason means, without the verdict's name in front. */
function reasonWords(reason, subject) {
	return WORDS[reason.kind](reason, subject);
}
/** "eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010)", or "eval_loss 0.412 in both". */
function numbers(subject) {
	const { metric } = subject;
	if (metric === void 0) return say`the results`;
	const { baseline, run, difference, tolerance } = compareNumbers(metric);
	if (baseline === void 0 || run === void 0) return say`${metricName(subject)} ${run ?? "missing"}, baseline ${baseline ?? "missing"}`;
	if (metric.baseline === metric.run) return say`${metricName(subject)} ${run} in both`;
	const beside = [difference, tolerance && `tolerance ${tolerance}`].filter((part) => part !== void 0 && part !== "");
	return say`${metricName(subject)} ${baseline} → ${run}${beside.length === 0 ? "" : ` (${beside.join(", ")})`}${against(subject)}`;
}
function values(subject, after, before = "", end = "") {
	const { metric } = subject;
	if (metric?.run === void 0 || metric.run !== metric.baseline) return [];
	return say`${before}${metricName(subject)} ${spellNumber(metric.run)} in both${after}${end}`;
}
function metricName({ metric, verdict }) {
	const found = metric ?? verdict.metrics.find(({ gated }) => gated);
	return found === void 0 ? say`the metric` : say`${name(found.metric)}`;
}
function baselineValue({ metric }) {
	return metric?.baseline === void 0 ? [] : say` (baseline ${spellNumber(metric.baseline)})`;
}
function against({ verdict }) {
	return verdict.basis === "a/b" ? " against the base commit, retrained here" : "";
}
function theBaselines({ verdict }) {
	return verdict.basis === "a/b" ? "the base commit’s, retrained here" : "the baseline’s";
}
function parting(metric, step) {
	if (metric === void 0) return [];
	return step === void 0 ? say` in ${name(metric)}` : say` in ${name(metric)} from step ${step} on`;
}
function minutesOf(minutes) {
	return count(Number(minutes.toFixed(1)), "minute");
}
function fineness(resolution) {
	const decimals = /^decimal:(\d+)$/.exec(resolution)?.[1];
	if (decimals !== void 0) return count(Number(decimals), "decimal");
	return resolution === "sampled" ? "points are left out" : resolution;
}
const NO_BASE = {
	"no-base": "there is no commit to compare with",
	"base-failed": "the base commit could not be trained here"
};
const NO_BASELINE = {
	absent: "there is none in the lock",
	"other-key": "the lock has it only for other hardware",
	"base-failed": `and ${NO_BASE["base-failed"]}`,
	"no-base": `and ${NO_BASE["no-base"]}`,
	budget: "and the budget does not allow training the base commit"
};
function noBaseline({ why, keys }, { verdict }) {
	const others = keys.length === 0 ? [] : say` (the lock has ${codes(keys)})`;
	const comma = why === "absent" || why === "other-key" ? ": " : ", ";
	return say`no baseline for ${code(spellKey(verdict.key))}${comma}${NO_BASELINE[why]}${others}`;
}
// src/explain/texts.ts
/** All words of this room. Names put in are data: renderings escape them. */
const SIDE = {
	run: "this run",
	baseline: "the baseline"
};
/** How a factor becomes known. */
const ADVICE = {
	code: "Train in a git work tree, so that the files are recorded.",
	config: "Name the parameter files under params: in reprise.yml.",
	data: "Name the data under data: in reprise.yml.",
	environment: "Train with a Python that the probe can enter, so that packages and versions are recorded.",
	hardware: "Make nvidia-smi (or lscpu) work where the training runs.",
	seed: "Say in reprise.yml how the seed reaches the program: seed: {env: NAME} or seed: {arg: --seed}.",
	determinism: "Set PYTHONHASHSEED under env: in reprise.yml and ask the framework for deterministic algorithms."
};
const FETCH_LISTS = "Fetch the attachments of both records, or retrain the one whose attachments are lost.";
const TEXTS = {
	factor: (factor, side) => `${factor}: not recorded in ${SIDE[side]}`,
	missing: (name, side) => `${name}: not recorded in ${SIDE[side]}`,
	neither: (name) => `${name}: not recorded in either run`,
	treeList: "which files of the tree differ: a list of files is not at hand",
	sources: "what the files held when they were imported: a list of files is not at hand",
	afterSetup: "the tree’s file did not change, but it was not the same when it was imported: `setup` or the training wrote it",
	dataList: (name) => `which files of ${name} differ: a list of files is not at hand`,
	dataAlone: (name) => `${name} is declared on one side only, and its list of files is not at hand`,
	packageList: "which packages differ: a list of packages is not at hand",
	params: (file, side) => `the values of ${file} in ${SIDE[side]}`,
	mode: "only the executable bit differs",
	link: (before, after) => `a symbolic link: ${before ?? "none"} → ${after ?? "none"}`,
	moved: (from) => `the same bytes as ${from}, which was removed`,
	binary: "not text: its lines are not compared",
	absent: "its contents are not at hand",
	large: "too large to compare line by line",
	endings: "only line endings, or the newline at the end, differ",
	blanks: "only line endings or blank lines differ",
	tooDifferent: "too many lines differ to line them up",
	inPlace: "too many rows differ to line them up: compared row by row in place",
	atLeast: "too many rows differ to line them up: the count is the least it can be",
	moreFiles: "beyond the number of files whose lines are shown",
	moreLines: (lines) => `${lines} more lines of the difference are not shown`
};
// src/explain/factor.ts
/** The report of a factor: a side that did not record it is a gap, so its equal values prove nothing. */
function factorReport(factor, pair, compared) {
	const gaps = [...["baseline", "run"].filter((side) => pair[side].record.facts[factor].state === "unknown").map((side) => gap(factor, TEXTS.factor(factor, side))), ...compared.gaps];
	return {
		factor,
		status: compared.changes.length > 0 ? "different" : gaps.length > 0 ? "unknown" : "same",
		changes: compared.changes,
		unknown: gaps.map(({ what }) => what),
		advice: [...new Set(gaps.map(({ advice }) => advice))].join(" ") || void 0
	};
}
/** A gap with the factor's own advice, or another. */
function gap(factor, what, advice = ADVICE[factor]) {
	return {
		what,
		advice
	};
}
// node_modules/diff/libesm/diff/base.js
var Diff = class {
	diff(oldStr, newStr, options = {}) {
		let callback;
		if (typeof options === "function") {
			callback = options;
			options = {};
		} else if ("callback" in options) callback = options.callback;
		const oldString = this.castInput(oldStr, options);
		const newString = this.castInput(newStr, options);
		const oldTokens = this.removeEmpty(this.tokenize(oldString, options));
		const newTokens = this.removeEmpty(this.tokenize(newString, options));
		return this.diffWithOptionsObj(oldTokens, newTokens, options, callback);
	}
	diffWithOptionsObj(oldTokens, newTokens, options, callback) {
		var _a;
		const done = (value) => {
			value = this.postProcess(value, options);
			if (callback) {
				setTimeout(function() {
					callback(value);
				}, 0);
				return;
			} else return value;
		};
		const newLen = newTokens.length, oldLen = oldTokens.length;
		let editLength = 1;
		let maxEditLength = newLen + oldLen;
		if (options.maxEditLength != null) maxEditLength = Math.min(maxEditLength, options.maxEditLength);
		const maxExecutionTime = (_a = options.timeout) !== null && _a !== void 0 ? _a : Infinity;
		const abortAfterTimestamp = Date.now() + maxExecutionTime;
		const bestPath = [{
			oldPos: -1,
			lastComponent: void 0
		}];
		let newPos = this.extractCommon(bestPath[0], newTokens, oldTokens, 0, options);
		if (bestPath[0].oldPos + 1 >= oldLen && newPos + 1 >= newLen) return done(this.buildValues(bestPath[0].lastComponent, newTokens, oldTokens));
		let minDiagonalToConsider = -Infinity, maxDiagonalToConsider = Infinity;
		const execEditLength = () => {
			for (let diagonalPath = Math.max(minDiagonalToConsider, -editLength); diagonalPath <= Math.min(maxDiagonalToConsider, editLength); diagonalPath += 2) {
				let basePath;
				const removePath = bestPath[diagonalPath - 1], addPath = bestPath[diagonalPath + 1];
				if (removePath) bestPath[diagonalPath - 1] = void 0;
				let canAdd = false;
				if (addPath) {
					const addPathNewPos = addPath.oldPos - diagonalPath;
					canAdd = addPath && 0 <= addPathNewPos && addPathNewPos < newLen;
				}
				const canRemove = removePath && removePath.oldPos + 1 < oldLen;
				if (!canAdd && !canRemove) {
					bestPath[diagonalPath] = void 0;
					continue;
				}
				if (!canRemove || canAdd && removePath.oldPos < addPath.oldPos) basePath = this.addToPath(addPath, true, false, 0, options);
				else basePath = this.addToPath(removePath, false, true, 1, options);
				newPos = this.extractCommon(basePath, newTokens, oldTokens, diagonalPath, options);
				if (basePath.oldPos + 1 >= oldLen && newPos + 1 >= newLen) return done(this.buildValues(basePath.lastComponent, newTokens, oldTokens)) || true;
				else {
					bestPath[diagonalPath] = basePath;
					if (basePath.oldPos + 1 >= oldLen) maxDiagonalToConsider = Math.min(maxDiagonalToConsider, diagonalPath - 1);
					if (newPos + 1 >= newLen) minDiagonalToConsider = Math.max(minDiagonalToConsider, diagonalPath + 1);
				}
			}
			editLength++;
		};
		if (callback) (function exec() {
			setTimeout(function() {
				if (editLength > maxEditLength || Date.now() > abortAfterTimestamp) return callback(void 0);
				if (!execEditLength()) exec();
			}, 0);
		})();
		else while (editLength <= maxEditLength && Date.now() <= abortAfterTimestamp) {
			const ret = execEditLength();
			if (ret) return ret;
		}
	}
	addToPath(path, added, removed, oldPosInc, options) {
		const last = path.lastComponent;
		if (last && !options.oneChangePerToken && last.added === added && last.removed === removed) return {
			oldPos: path.oldPos + oldPosInc,
			lastComponent: {
				count: last.count + 1,
				added,
				removed,
				previousComponent: last.previousComponent
			}
		};
		else return {
			oldPos: path.oldPos + oldPosInc,
			lastComponent: {
				count: 1,
				added,
				removed,
				previousComponent: last
			}
		};
	}
	extractCommon(basePath, newTokens, oldTokens, diagonalPath, options) {
		const newLen = newTokens.length, oldLen = oldTokens.length;
		let oldPos = basePath.oldPos, newPos = oldPos - diagonalPath, commonCount = 0;
		while (newPos + 1 < newLen && oldPos + 1 < oldLen && this.equals(oldTokens[oldPos + 1], newTokens[newPos + 1], options)) {
			newPos++;
			oldPos++;
			commonCount++;
			if (options.oneChangePerToken) basePath.lastComponent = {
				count: 1,
				previousComponent: basePath.lastComponent,
				added: false,
				removed: false
			};
		}
		if (commonCount && !options.oneChangePerToken) basePath.lastComponent = {
			count: commonCount,
			previousComponent: basePath.lastComponent,
			added: false,
			removed: false
		};
		basePath.oldPos = oldPos;
		return newPos;
	}
	equals(left, right, options) {
		if (options.comparator) return options.comparator(left, right);
		else return left === right || !!options.ignoreCase && left.toLowerCase() === right.toLowerCase();
	}
	removeEmpty(array) {
		const ret = [];
		for (let i = 0; i < array.length; i++) if (array[i]) ret.push(array[i]);
		return ret;
	}
	castInput(value, options) {
		return value;
	}
	tokenize(value, options) {
		return Array.from(value);
	}
	join(chars) {
		return chars.join("");
	}
	postProcess(changeObjects, options) {
		return changeObjects;
	}
	get useLongestToken() {
		return false;
	}
	buildValues(lastComponent, newTokens, oldTokens) {
		const components = [];
		let nextComponent;
		while (lastComponent) {
			components.push(lastComponent);
			nextComponent = lastComponent.previousComponent;
			delete lastComponent.previousComponent;
			lastComponent = nextComponent;
		}
		components.reverse();
		const componentLen = components.length;
		let componentPos = 0, newPos = 0, oldPos = 0;
		for (; componentPos < componentLen; componentPos++) {
			const component = components[componentPos];
			if (!component.removed) {
				if (!component.added && this.useLongestToken) {
					let value = newTokens.slice(newPos, newPos + component.count);
					value = value.map(function(value, i) {
						const oldValue = oldTokens[oldPos + i];
						return oldValue.length > value.length ? oldValue : value;
					});
					component.value = this.join(value);
				} else component.value = this.join(newTokens.slice(newPos, newPos + component.count));
				newPos += component.count;
				if (!component.added) oldPos += component.count;
			} else {
				component.value = this.join(oldTokens.slice(oldPos, oldPos + component.count));
				oldPos += component.count;
			}
		}
		return components;
	}
};
// node_modules/diff/libesm/diff/character.js
var CharacterDiff = class extends Diff {};
new CharacterDiff();
// node_modules/diff/libesm/util/string.js
function longestCommonPrefix(str1, str2) {
	let i = 0;
	for (; i < str1.length && i < str2.length; i++) if (str1[i] != str2[i]) return str1.slice(0, i);
	return str1.slice(0, i);
}
function longestCommonSuffix(str1, str2) {
	let i;
	if (!str1 || !str2 || str1[str1.length - 1] != str2[str2.length - 1]) return "";
	for (i = 0; i < str1.length && i < str2.length; i++) if (str1[str1.length - (i + 1)] != str2[str2.length - (i + 1)]) return str1.slice(-i);
	return str1.slice(-i);
}
function replacePrefix(string, oldPrefix, newPrefix) {
	if (string.slice(0, oldPrefix.length) != oldPrefix) throw Error(`string ${JSON.stringify(string)} doesn't start with prefix ${JSON.stringify(oldPrefix)}; this is a bug`);
	return newPrefix + string.slice(oldPrefix.length);
}
function replaceSuffix(string, oldSuffix, newSuffix) {
	if (!oldSuffix) return string + newSuffix;
	if (string.slice(-oldSuffix.length) != oldSuffix) throw Error(`string ${JSON.stringify(string)} doesn't end with suffix ${JSON.stringify(oldSuffix)}; this is a bug`);
	return string.slice(0, -oldSuffix.length) + newSuffix;
}
function removePrefix(string, oldPrefix) {
	return replacePrefix(string, oldPrefix, "");
}
function removeSuffix(string, oldSuffix) {
	return replaceSuffix(string, oldSuffix, "");
}
function maximumOverlap(string1, string2) {
	return string2.slice(0, overlapCount(string1, string2));
}
function overlapCount(a, b) {
	let startA = 0;
	if (a.length > b.length) startA = a.length - b.length;
	let endB = b.length;
	if (a.length < b.length) endB = a.length;
	const map = Array(endB);
	let k = 0;
	map[0] = 0;
	for (let j = 1; j < endB; j++) {
		if (b[j] == b[k]) map[j] = map[k];
		else map[j] = k;
		while (k > 0 && b[j] != b[k]) k = map[k];
		if (b[j] == b[k]) k++;
	}
	k = 0;
	for (let i = startA; i < a.length; i++) {
		while (k > 0 && a[i] != b[k]) k = map[k];
		if (a[i] == b[k]) k++;
	}
	return k;
}
/**
* Split a string into segments using a word segmenter, merging consecutive
* segments if they are both whitespace segments. Whitespace segments can
* appear adjacent to one another for two reasons:
* - newlines always get their own segment
* - where a diacritic is attached to a whitespace character in the text, the
*   segment ends after the diacritic, so e.g. " \u0300 " becomes two segments.
* This function therefore runs the segmenter's .segment() method and then
* merges consecutive segments of whitespace into a single part.
*/
function segment(string, segmenter) {
	const parts = [];
	for (const segmentObj of Array.from(segmenter.segment(string))) {
		const segment = segmentObj.segment;
		if (parts.length && /\s/.test(parts[parts.length - 1]) && /\s/.test(segment)) parts[parts.length - 1] += segment;
		else parts.push(segment);
	}
	return parts;
}
function trailingWs(string, segmenter) {
	if (segmenter) return leadingAndTrailingWs(string, segmenter)[1];
	let i;
	for (i = string.length - 1; i >= 0; i--) if (!string[i].match(/\s/)) break;
	return string.substring(i + 1);
}
function leadingWs(string, segmenter) {
	if (segmenter) return leadingAndTrailingWs(string, segmenter)[0];
	const match = string.match(/^\s*/);
	return match ? match[0] : "";
}
function leadingAndTrailingWs(string, segmenter) {
	if (!segmenter) return [leadingWs(string), trailingWs(string)];
	if (segmenter.resolvedOptions().granularity != "word") throw new Error("The segmenter passed must have a granularity of \"word\"");
	const segments = segment(string, segmenter);
	const firstSeg = segments[0];
	const lastSeg = segments[segments.length - 1];
	return [/\s/.test(firstSeg) ? firstSeg : "", /\s/.test(lastSeg) ? lastSeg : ""];
}
// node_modules/diff/libesm/diff/word.js
const extendedWordChars = "a-zA-Z0-9_\\u{AD}\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2C6}\\u{2C8}-\\u{2D7}\\u{2DE}-\\u{2FF}\\u{1E00}-\\u{1EFF}";
const tokenizeIncludingWhitespace = new RegExp(`[${extendedWordChars}]+|\\s+|[^${extendedWordChars}]`, "ug");
var WordDiff = class extends Diff {
	equals(left, right, options) {
		if (options.ignoreCase) {
			left = left.toLowerCase();
			right = right.toLowerCase();
		}
		return left.trim() === right.trim();
	}
	tokenize(value, options = {}) {
		let parts;
		if (options.intlSegmenter) {
			const segmenter = options.intlSegmenter;
			if (segmenter.resolvedOptions().granularity != "word") throw new Error("The segmenter passed must have a granularity of \"word\"");
			parts = segment(value, segmenter);
		} else parts = value.match(tokenizeIncludingWhitespace) || [];
		const tokens = [];
		let prevPart = null;
		parts.forEach((part) => {
			if (/\s/.test(part)) {
				if (prevPart == null) tokens.push(part);
				else tokens.push(tokens.pop() + part);
			} else if (prevPart != null && /\s/.test(prevPart)) {
				if (tokens[tokens.length - 1] == prevPart) tokens.push(tokens.pop() + part);
				else tokens.push(prevPart + part);
			} else tokens.push(part);
			prevPart = part;
		});
		return tokens;
	}
	join(tokens) {
		return tokens.map((token, i) => {
			if (i == 0) return token;
			else return token.replace(/^\s+/, "");
		}).join("");
	}
	postProcess(changes, options) {
		if (!changes || options.oneChangePerToken) return changes;
		let lastKeep = null;
		let insertion = null;
		let deletion = null;
		changes.forEach((change) => {
			if (change.added) insertion = change;
			else if (change.removed) deletion = change;
			else {
				if (insertion || deletion) dedupeWhitespaceInChangeObjects(lastKeep, deletion, insertion, change, options.intlSegmenter);
				lastKeep = change;
				insertion = null;
				deletion = null;
			}
		});
		if (insertion || deletion) dedupeWhitespaceInChangeObjects(lastKeep, deletion, insertion, null, options.intlSegmenter);
		return changes;
	}
};
new WordDiff();
function dedupeWhitespaceInChangeObjects(startKeep, deletion, insertion, endKeep, segmenter) {
	if (deletion && insertion) {
		const [oldWsPrefix, oldWsSuffix] = leadingAndTrailingWs(deletion.value, segmenter);
		const [newWsPrefix, newWsSuffix] = leadingAndTrailingWs(insertion.value, segmenter);
		if (startKeep) {
			const commonWsPrefix = longestCommonPrefix(oldWsPrefix, newWsPrefix);
			startKeep.value = replaceSuffix(startKeep.value, newWsPrefix, commonWsPrefix);
			deletion.value = removePrefix(deletion.value, commonWsPrefix);
			insertion.value = removePrefix(insertion.value, commonWsPrefix);
		}
		if (endKeep) {
			const commonWsSuffix = longestCommonSuffix(oldWsSuffix, newWsSuffix);
			endKeep.value = replacePrefix(endKeep.value, newWsSuffix, commonWsSuffix);
			deletion.value = removeSuffix(deletion.value, commonWsSuffix);
			insertion.value = removeSuffix(insertion.value, commonWsSuffix);
		}
	} else if (insertion) {
		if (startKeep) {
			const ws = leadingWs(insertion.value, segmenter);
			insertion.value = insertion.value.substring(ws.length);
		}
		if (endKeep) {
			const ws = leadingWs(endKeep.value, segmenter);
			endKeep.value = endKeep.value.substring(ws.length);
		}
	} else if (startKeep && endKeep) {
		const newWsFull = leadingWs(endKeep.value, segmenter), [delWsStart, delWsEnd] = leadingAndTrailingWs(deletion.value, segmenter);
		const newWsStart = longestCommonPrefix(newWsFull, delWsStart);
		deletion.value = removePrefix(deletion.value, newWsStart);
		const newWsEnd = longestCommonSuffix(removePrefix(newWsFull, newWsStart), delWsEnd);
		deletion.value = removeSuffix(deletion.value, newWsEnd);
		endKeep.value = replacePrefix(endKeep.value, newWsFull, newWsEnd);
		startKeep.value = replaceSuffix(startKeep.value, newWsFull, newWsFull.slice(0, newWsFull.length - newWsEnd.length));
	} else if (endKeep) {
		const endKeepWsPrefix = leadingWs(endKeep.value, segmenter);
		const overlap = maximumOverlap(trailingWs(deletion.value, segmenter), endKeepWsPrefix);
		deletion.value = removeSuffix(deletion.value, overlap);
	} else if (startKeep) {
		const overlap = maximumOverlap(trailingWs(startKeep.value, segmenter), leadingWs(deletion.value, segmenter));
		deletion.value = removePrefix(deletion.value, overlap);
	}
}
var WordsWithSpaceDiff = class extends Diff {
	tokenize(value) {
		const regex = new RegExp(`(\\r?\\n)|[${extendedWordChars}]+|[^\\S\\n\\r]+|[^${extendedWordChars}]`, "ug");
		return value.match(regex) || [];
	}
};
new WordsWithSpaceDiff();
// node_modules/diff/libesm/diff/line.js
var LineDiff = class extends Diff {
	constructor() {
		super(...arguments);
		this.tokenize = tokenize;
	}
	equals(left, right, options) {
		if (options.ignoreWhitespace) {
			if (!options.newlineIsToken || !left.includes("\n")) left = left.trim();
			if (!options.newlineIsToken || !right.includes("\n")) right = right.trim();
		} else if (options.ignoreNewlineAtEof && !options.newlineIsToken) {
			if (left.endsWith("\n")) left = left.slice(0, -1);
			if (right.endsWith("\n")) right = right.slice(0, -1);
		}
		return super.equals(left, right, options);
	}
};
const lineDiff = new LineDiff();
function diffLines(oldStr, newStr, options) {
	return lineDiff.diff(oldStr, newStr, options);
}
function tokenize(value, options) {
	if (options.stripTrailingCr) value = value.replace(/\r\n/g, "\n");
	const retLines = [], linesAndNewlines = value.split(/(\n|\r\n)/);
	if (!linesAndNewlines[linesAndNewlines.length - 1]) linesAndNewlines.pop();
	for (let i = 0; i < linesAndNewlines.length; i++) {
		const line = linesAndNewlines[i];
		if (i % 2 && !options.newlineIsToken) retLines[retLines.length - 1] += line;
		else retLines.push(line);
	}
	return retLines;
}
// node_modules/diff/libesm/diff/sentence.js
function isSentenceEndPunct(char) {
	return char == "." || char == "!" || char == "?";
}
var SentenceDiff = class extends Diff {
	tokenize(value) {
		var _a;
		const result = [];
		let tokenStartI = 0;
		for (let i = 0; i < value.length; i++) {
			if (i == value.length - 1) {
				result.push(value.slice(tokenStartI));
				break;
			}
			if (isSentenceEndPunct(value[i]) && value[i + 1].match(/\s/)) {
				result.push(value.slice(tokenStartI, i + 1));
				i = tokenStartI = i + 1;
				while ((_a = value[i + 1]) === null || _a === void 0 ? void 0 : _a.match(/\s/)) i++;
				result.push(value.slice(tokenStartI, i + 1));
				tokenStartI = i + 1;
			}
		}
		return result;
	}
};
new SentenceDiff();
// node_modules/diff/libesm/diff/css.js
var CssDiff = class extends Diff {
	tokenize(value) {
		return value.split(/([{}:;,]|\s+)/);
	}
};
new CssDiff();
// node_modules/diff/libesm/diff/json.js
var JsonDiff = class extends Diff {
	constructor() {
		super(...arguments);
		this.tokenize = tokenize;
	}
	get useLongestToken() {
		return true;
	}
	castInput(value, options) {
		const { undefinedReplacement, stringifyReplacer = (k, v) => typeof v === "undefined" ? undefinedReplacement : v } = options;
		return typeof value === "string" ? value : JSON.stringify(canonicalize(value, null, null, stringifyReplacer), null, "  ");
	}
	equals(left, right, options) {
		return super.equals(left.replace(/,([\r\n])/g, "$1"), right.replace(/,([\r\n])/g, "$1"), options);
	}
};
new JsonDiff();
function canonicalize(obj, stack, replacementStack, replacer, key) {
	stack = stack || [];
	replacementStack = replacementStack || [];
	if (replacer) obj = replacer(key === void 0 ? "" : key, obj);
	let i = 0;
	for (; i < stack.length; i += 1) if (stack[i] === obj) return replacementStack[i];
	let canonicalizedObj;
	if ("[object Array]" === Object.prototype.toString.call(obj)) {
		stack.push(obj);
		canonicalizedObj = new Array(obj.length);
		replacementStack.push(canonicalizedObj);
		for (i = 0; i < obj.length; i += 1) canonicalizedObj[i] = canonicalize(obj[i], stack, replacementStack, replacer, String(i));
		stack.pop();
		replacementStack.pop();
		return canonicalizedObj;
	}
	if (obj && obj.toJSON) obj = obj.toJSON();
	if (typeof obj === "object" && obj !== null) {
		stack.push(obj);
		canonicalizedObj = {};
		replacementStack.push(canonicalizedObj);
		const sortedKeys = [];
		let key;
		for (key in obj)
 /* istanbul ignore else */
		if (Object.prototype.hasOwnProperty.call(obj, key)) sortedKeys.push(key);
		sortedKeys.sort();
		for (i = 0; i < sortedKeys.length; i += 1) {
			key = sortedKeys[i];
			canonicalizedObj[key] = canonicalize(obj[key], stack, replacementStack, replacer, key);
		}
		stack.pop();
		replacementStack.pop();
	} else canonicalizedObj = obj;
	return canonicalizedObj;
}
// node_modules/diff/libesm/diff/array.js
var ArrayDiff = class extends Diff {
	tokenize(value) {
		return value.slice();
	}
	join(value) {
		return value;
	}
	removeEmpty(value) {
		return value;
	}
};
const arrayDiff = new ArrayDiff();
function diffArrays(oldArr, newArr, options) {
	return arrayDiff.diff(oldArr, newArr, options);
}
// node_modules/diff/libesm/patch/create.js
/**
* Returns true if the filename contains characters that require C-style
* quoting (as used by Git and GNU diffutils in diff output).
*/
function needsQuoting(s) {
	for (let i = 0; i < s.length; i++) if (s[i] < " " || s[i] > "~" || s[i] === "\"" || s[i] === "\\") return true;
	return false;
}
/**
* C-style quotes a filename, encoding special characters as escape sequences
* and non-ASCII bytes as octal escapes. This is the inverse of
* `parseQuotedFileName` in parse.ts.
*
* Non-ASCII bytes are encoded as UTF-8 before being emitted as octal escapes.
* This matches the behaviour of both Git and GNU diffutils, which always emit
* UTF-8 octal escapes regardless of the underlying filesystem encoding (e.g.
* Git for Windows converts from NTFS's UTF-16 to UTF-8 internally).
*
* If the filename doesn't need quoting, returns it as-is.
*/
function quoteFileNameIfNeeded(s) {
	if (!needsQuoting(s)) return s;
	let result = "\"";
	const bytes = new TextEncoder().encode(s);
	let i = 0;
	while (i < bytes.length) {
		const b = bytes[i];
		if (b === 7) result += "\\a";
		else if (b === 8) result += "\\b";
		else if (b === 9) result += "\\t";
		else if (b === 10) result += "\\n";
		else if (b === 11) result += "\\v";
		else if (b === 12) result += "\\f";
		else if (b === 13) result += "\\r";
		else if (b === 34) result += "\\\"";
		else if (b === 92) result += "\\\\";
		else if (b >= 32 && b <= 126) result += String.fromCharCode(b);
		else result += "\\" + b.toString(8).padStart(3, "0");
		i++;
	}
	result += "\"";
	return result;
}
const INCLUDE_HEADERS = {
	includeIndex: true,
	includeUnderline: true,
	includeFileHeaders: true
};
function structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options) {
	let optionsObj;
	if (!options) optionsObj = {};
	else if (typeof options === "function") optionsObj = { callback: options };
	else optionsObj = options;
	if (typeof optionsObj.context === "undefined") optionsObj.context = 4;
	const context = optionsObj.context;
	if (optionsObj.newlineIsToken) throw new Error("newlineIsToken may not be used with patch-generation functions, only with diffing functions");
	if (!optionsObj.callback) return diffLinesResultToPatch(diffLines(oldStr, newStr, optionsObj));
	else {
		const { callback } = optionsObj;
		diffLines(oldStr, newStr, Object.assign(Object.assign({}, optionsObj), { callback: (diff) => {
			const patch = diffLinesResultToPatch(diff);
			callback(patch);
		} }));
	}
	function diffLinesResultToPatch(diff) {
		if (!diff) return;
		diff.push({
			value: "",
			lines: []
		});
		function contextLines(lines) {
			return lines.map(function(entry) {
				return " " + entry;
			});
		}
		const hunks = [];
		let oldRangeStart = 0, newRangeStart = 0, curRange = [], oldLine = 1, newLine = 1;
		for (let i = 0; i < diff.length; i++) {
			const current = diff[i], lines = current.lines || splitLines(current.value);
			current.lines = lines;
			if (current.added || current.removed) {
				if (!oldRangeStart) {
					const prev = diff[i - 1];
					oldRangeStart = oldLine;
					newRangeStart = newLine;
					if (prev) {
						curRange = context > 0 ? contextLines(prev.lines.slice(-context)) : [];
						oldRangeStart -= curRange.length;
						newRangeStart -= curRange.length;
					}
				}
				for (const line of lines) curRange.push((current.added ? "+" : "-") + line);
				if (current.added) newLine += lines.length;
				else oldLine += lines.length;
			} else {
				if (oldRangeStart) {
					if (lines.length <= context * 2 && i < diff.length - 2) for (const line of contextLines(lines)) curRange.push(line);
					else {
						const contextSize = Math.min(lines.length, context);
						for (const line of contextLines(lines.slice(0, contextSize))) curRange.push(line);
						const hunk = {
							oldStart: oldRangeStart,
							oldLines: oldLine - oldRangeStart + contextSize,
							newStart: newRangeStart,
							newLines: newLine - newRangeStart + contextSize,
							lines: curRange
						};
						hunks.push(hunk);
						oldRangeStart = 0;
						newRangeStart = 0;
						curRange = [];
					}
				}
				oldLine += lines.length;
				newLine += lines.length;
			}
		}
		for (const hunk of hunks) for (let i = 0; i < hunk.lines.length; i++) if (hunk.lines[i].endsWith("\n")) hunk.lines[i] = hunk.lines[i].slice(0, -1);
		else {
			hunk.lines.splice(i + 1, 0, "\\ No newline at end of file");
			i++;
		}
		return {
			oldFileName,
			newFileName,
			oldHeader,
			newHeader,
			hunks
		};
	}
}
/**
* creates a unified diff patch.
*
* @param patch either a single structured patch object (as returned by `structuredPatch`) or an
*   array of them (as returned by `parsePatch`).
* @param headerOptions behaves the same as the `headerOptions` option of `createTwoFilesPatch`.
*   Ignored for patches where `isGit` is `true`.
*
* When a patch has `isGit: true`, `formatPatch` output is changed to more closely match Git's
* output: it emits a `diff --git` header, emits Git extended headers as appropriate based on
* properties like `isRename`, `isCreate`, `newMode`, etc, and will omit `---`/`+++` file
* headers for patches with no hunks (e.g. renames without content changes).
*/
function formatPatch(patch, headerOptions) {
	var _a, _b, _c, _d, _e, _f;
	if (!headerOptions) headerOptions = INCLUDE_HEADERS;
	if (Array.isArray(patch)) {
		if (patch.length > 1 && !headerOptions.includeFileHeaders && !patch.every((p) => p.isGit)) throw new Error("Cannot omit file headers on a multi-file patch. (The result would be unparseable; how would a tool trying to apply the patch know which changes are to which file?)");
		return patch.map((p) => formatPatch(p, headerOptions)).join("\n");
	}
	const ret = [];
	if (patch.isGit) {
		headerOptions = INCLUDE_HEADERS;
		if (!patch.oldFileName) throw new Error("oldFileName must be specified for Git patches");
		if (!patch.newFileName) throw new Error("newFileName must be specified for Git patches");
		let gitOldName = patch.oldFileName;
		let gitNewName = patch.newFileName;
		if (patch.isCreate && gitOldName === "/dev/null") gitOldName = gitNewName.replace(/^b\//, "a/");
		else if (patch.isDelete && gitNewName === "/dev/null") gitNewName = gitOldName.replace(/^a\//, "b/");
		ret.push("diff --git " + quoteFileNameIfNeeded(gitOldName) + " " + quoteFileNameIfNeeded(gitNewName));
		if (patch.isDelete) ret.push("deleted file mode " + ((_a = patch.oldMode) !== null && _a !== void 0 ? _a : "100644"));
		if (patch.isCreate) ret.push("new file mode " + ((_b = patch.newMode) !== null && _b !== void 0 ? _b : "100644"));
		if (patch.oldMode && patch.newMode && !patch.isDelete && !patch.isCreate) {
			ret.push("old mode " + patch.oldMode);
			ret.push("new mode " + patch.newMode);
		}
		if (patch.isRename) {
			ret.push("rename from " + quoteFileNameIfNeeded(((_c = patch.oldFileName) !== null && _c !== void 0 ? _c : "").replace(/^a\//, "")));
			ret.push("rename to " + quoteFileNameIfNeeded(((_d = patch.newFileName) !== null && _d !== void 0 ? _d : "").replace(/^b\//, "")));
		}
		if (patch.isCopy) {
			ret.push("copy from " + quoteFileNameIfNeeded(((_e = patch.oldFileName) !== null && _e !== void 0 ? _e : "").replace(/^a\//, "")));
			ret.push("copy to " + quoteFileNameIfNeeded(((_f = patch.newFileName) !== null && _f !== void 0 ? _f : "").replace(/^b\//, "")));
		}
	} else {
		if (headerOptions.includeIndex && patch.oldFileName == patch.newFileName && patch.oldFileName !== void 0) ret.push("Index: " + patch.oldFileName);
		if (headerOptions.includeUnderline) ret.push("===================================================================");
	}
	const hasHunks = patch.hunks.length > 0;
	if (headerOptions.includeFileHeaders && patch.oldFileName !== void 0 && patch.newFileName !== void 0 && (!patch.isGit || hasHunks)) {
		ret.push("--- " + quoteFileNameIfNeeded(patch.oldFileName) + (patch.oldHeader ? "	" + patch.oldHeader : ""));
		ret.push("+++ " + quoteFileNameIfNeeded(patch.newFileName) + (patch.newHeader ? "	" + patch.newHeader : ""));
	}
	for (let i = 0; i < patch.hunks.length; i++) {
		const hunk = patch.hunks[i];
		const oldStart = hunk.oldLines === 0 ? hunk.oldStart - 1 : hunk.oldStart;
		const newStart = hunk.newLines === 0 ? hunk.newStart - 1 : hunk.newStart;
		ret.push("@@ -" + oldStart + "," + hunk.oldLines + " +" + newStart + "," + hunk.newLines + " @@");
		for (const line of hunk.lines) ret.push(line);
	}
	return ret.join("\n") + "\n";
}
function createTwoFilesPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options) {
	if (typeof options === "function") options = { callback: options };
	if (!(options === null || options === void 0 ? void 0 : options.callback)) {
		const patchObj = structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options);
		if (!patchObj) return;
		return formatPatch(patchObj, options === null || options === void 0 ? void 0 : options.headerOptions);
	} else {
		const { callback } = options;
		structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, Object.assign(Object.assign({}, options), { callback: (patchObj) => {
			if (!patchObj) callback(void 0);
			else callback(formatPatch(patchObj, options.headerOptions));
		} }));
	}
}
/**
* Split `text` into an array of lines, including the trailing newline character (where present)
*/
function splitLines(text) {
	const hasTrailingNl = text.endsWith("\n");
	const result = text.split("\n").map((line) => line + "\n");
	if (hasTrailingNl) result.pop();
	else result.push(result.pop().slice(0, -1));
	return result;
}
const BINARY = new Set("arrow avi avro bin bmp bz2 ckpt db dat feather flac gguf gif gz h5 hdf5 ico idx jpeg jpg lmdb m4a mat mov mp3 mp4 npy npz ogg onnx orc parquet pb pdf pickle pkl png pt pth pyc rar safetensors so sqlite tar tfrecord tfrecords tgz tif tiff wav webm webp whl xls xlsx xz zip zst".split(" "));
/** The letters after the last dot of a file's name, in lower case; `''` where there are none. */
function suffixOf(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const dot = name.lastIndexOf(".");
	return dot < 1 ? "" : name.slice(dot + 1).toLowerCase();
}
/** Whether a file's name says that it is no text. */
function isBinaryName(path) {
	return BINARY.has(suffixOf(path));
}
/**
* Bytes as text, or undefined for binary content. What is not UTF-8 is read as Latin-1: different bytes must never
* become equal text.
*/
function textOf(bytes) {
	if (bytes.includes(0)) return void 0;
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch {
		return Buffer.from(bytes).toString("latin1");
	}
}
/**
* How many insertions and removals are sought between two lists of lines: the shortest edit script takes time and
* memory in proportion to its length times the lists' (Myers 1986).
*/
function mostEdits(lines) {
	return Math.min(1e3, Math.max(50, Math.floor(5e7 / Math.max(lines, 1))));
}
/** The lines of a text, whichever of `\n` and `\r\n` ends them; a newline at the end begins no further line. */
function linesOf(text) {
	const lines = text.split("\n").map((line) => line.endsWith("\r") ? line.slice(0, -1) : line);
	if (lines.at(-1) === "") lines.pop();
	return lines;
}
// src/explain/excerpt.ts
/** Cuts a text to a readable length, and says so with an ellipsis. */
function excerpt(text, length, start = 0) {
	const from = text.length <= length ? 0 : Math.min(start, text.length - length);
	const end = Math.min(text.length, from + length);
	const cut = text.slice(from, end).toWellFormed();
	return `${from > 0 ? "…" : ""}${cut}${end < text.length ? "…" : ""}`;
}
/** Two texts that differ, cut so that the first difference stays in sight. */
function excerpts(before, after, length) {
	const start = Math.max(0, commonPrefix(before, after) - Math.floor(length / 4));
	return [excerpt(before, length, start), excerpt(after, length, start)];
}
/** How many UTF-16 units two texts begin with alike. */
function commonPrefix(a, b) {
	const end = Math.min(a.length, b.length);
	let at = 0;
	while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
	return at;
}
// src/explain/hunks.ts
const CONTEXT = 2;
const LINES = 200;
const LINE_LENGTH = 300;
/** Compares two versions of a text file; endings of lines alone are no difference of lines. */
function hunksOf(before, after) {
	if (Math.max(before.length, after.length) > 8388608) return none$1(TEXTS.large);
	const [old, young] = [textOf(before), textOf(after)];
	if (old === void 0 || young === void 0) return none$1(TEXTS.binary);
	const [oldLines, youngLines] = [linesOf(old), linesOf(young)];
	const count = oldLines.length + youngLines.length;
	if (count > 5e5) return none$1(TEXTS.large);
	const [a, b] = [oldLines.join("\n"), youngLines.join("\n")];
	if (a === b) return {
		hunks: [],
		note: TEXTS.endings
	};
	const options = {
		context: CONTEXT,
		maxEditLength: mostEdits(count)
	};
	const patch = structuredPatch("", "", ended(a), ended(b), void 0, void 0, options);
	return patch === void 0 ? none$1(TEXTS.tooDifferent) : bounded(patch.hunks.map(hunk));
}
function hunk({ oldStart, newStart, lines }) {
	return {
		beforeLine: oldStart,
		afterLine: newStart,
		lines
	};
}
function bounded(hunks) {
	let room = LINES;
	const shown = [];
	for (const { beforeLine, afterLine, lines } of hunks) {
		if (room === 0) break;
		const some = lines.slice(0, room).map((line) => excerpt(line, LINE_LENGTH));
		shown.push({
			beforeLine,
			afterLine,
			lines: some
		});
		room -= some.length;
	}
	const rest = sum(hunks) - sum(shown);
	return {
		hunks: shown,
		note: rest === 0 ? void 0 : TEXTS.moreLines(rest)
	};
}
function sum(hunks) {
	return hunks.reduce((total, { lines }) => total + lines.length, 0);
}
function ended(text) {
	return text === "" ? "" : `${text}\n`;
}
function none$1(note) {
	return {
		hunks: void 0,
		note
	};
}
// src/explain/material.ts
/** Makes the two sides ready to be compared. */
function pairOf(run, baseline, material) {
	const young = viewOf("run", run, material);
	const old = viewOf("baseline", baseline, material);
	return {
		run: young,
		baseline: old,
		tree: differences(old, young, "code", baseline.code.manifest, run.code.manifest)
	};
}
/** What differs between two lists. Equal digests need no attachment: they are equal lists. */
function differences(before, after, of, old, young) {
	if (old === young) return [];
	const [a, b] = [before.list(of, old), after.list(of, young)];
	return a === void 0 || b === void 0 ? void 0 : diffManifests(a, b);
}
function viewOf(side, record, material) {
	const lists = /* @__PURE__ */ new Map();
	const list = (of, digest) => {
		if (digest === void 0) return void 0;
		if (!lists.has(digest)) lists.set(digest, readList(material.attachment(digest), digest));
		const manifest = lists.get(digest);
		return manifest?.of === of ? manifest : void 0;
	};
	const lookUp = lookUpOf(record, list);
	return {
		side,
		record,
		list,
		value: lookUp,
		text(path) {
			const bytes = material.text(side, path);
			return bytes !== void 0 && sha256(bytes) === contentOf$1(lookUp(path)) ? bytes : void 0;
		}
	};
}
function lookUpOf(record, list) {
	let values;
	let complete = true;
	const gather = () => {
		const lists = [...record.data.map((set) => list("data", set.manifest)), list("code", record.code.manifest)];
		complete = !lists.includes(void 0);
		return new Map(lists.flatMap((manifest) => manifest?.entries ?? []));
	};
	return (path) => {
		values ??= gather();
		return values.get(path) ?? (complete ? null : void 0);
	};
}
/** The digest in a manifest's value, the executable bit aside; undefined for a link. */
function contentOf$1(value) {
	const digest = value?.replace(/^x /, "");
	return digest?.startsWith("sha256:") === true ? digest : void 0;
}
function readList(bytes, digest) {
	if (bytes === void 0 || sha256(bytes) !== digest) return void 0;
	try {
		return decodeManifest(bytes, digest);
	} catch {
		return;
	}
}
/**
* The files of the tree that differ and are neither data, parameters nor package locks: first those that became
* different after the tree was laid out, then imported ones.
*/
function explainCode(pair, files) {
	if (files === void 0) return factorReport("code", pair, {
		changes: [],
		gaps: [gap("code", TEXTS.treeList, FETCH_LISTS)]
	});
	const later = changedAfter(pair);
	const ranked = importedFirst(pair, files);
	const removed = new Map(files.flatMap(({ name, before, after }) => after === void 0 && before !== void 0 ? [[before, name]] : []));
	const changes = ranked.map(({ file, imported }, index) => {
		const lines = index < 20 ? linesThatDiffer(pair, file, removed) : {
			hunks: void 0,
			note: TEXTS.moreFiles
		};
		return {
			kind: "code",
			path: file.name,
			how: howOf(file),
			imported,
			...lines
		};
	});
	return factorReport("code", pair, {
		changes: [...later.changes, ...changes],
		gaps: later.gaps
	});
}
/**
* Files whose contents were not the same when they were imported, though the tree's were before `setup`: what `setup`
* or the training itself wrote there decided what ran. Files imported on one side only are a consequence, no cause.
*/
function changedAfter({ baseline, run, tree }) {
	const [old, young] = [baseline.record.code.sources, run.record.code.sources];
	if (old === void 0 || young === void 0 || old === young) return {
		changes: [],
		gaps: []
	};
	const files = differences(baseline, run, "sources", old, young);
	if (files === void 0) return {
		changes: [],
		gaps: [gap("code", TEXTS.sources, FETCH_LISTS)]
	};
	const known = new Set(tree?.map(({ name }) => name));
	return {
		changes: files.filter((file) => howOf(file) === "changed" && !known.has(file.name)).map(({ name }) => {
			return {
				kind: "code",
				path: name,
				how: "changed",
				imported: true,
				hunks: void 0,
				note: TEXTS.afterSetup
			};
		}),
		gaps: []
	};
}
/** What became of a file. */
function howOf({ before, after }) {
	return before === void 0 ? "added" : after === void 0 ? "removed" : "changed";
}
/** The files in the order in which they matter: a file that the training imported can have changed it. */
function importedFirst(pair, files) {
	const [old, young] = [sourcesOf(pair.baseline), sourcesOf(pair.run)];
	const rank = (imported) => imported === true ? 0 : imported === void 0 ? 1 : 2;
	return files.map((file) => ({
		file,
		imported: wasImported(file, old, young)
	})).sort((a, b) => rank(a.imported) - rank(b.imported));
}
function wasImported({ name, before, after }, old, young) {
	const answers = [...before === void 0 ? [] : [old?.has(name)], ...after === void 0 ? [] : [young?.has(name)]];
	if (answers.includes(true)) return true;
	return answers.includes(void 0) ? void 0 : false;
}
function sourcesOf(view) {
	const entries = view.list("sources", view.record.code.sources)?.entries;
	return entries === void 0 ? void 0 : new Set(entries.map(([name]) => name));
}
function linesThatDiffer(pair, file, removed) {
	const special = noteOnKind(file);
	if (special !== void 0) return {
		hunks: [],
		note: special
	};
	const from = file.before === void 0 ? removed.get(file.after ?? "") : void 0;
	if (from !== void 0) return {
		hunks: [],
		note: TEXTS.moved(from)
	};
	const before = file.before === void 0 ? /* @__PURE__ */ new Uint8Array() : pair.baseline.text(file.name);
	const after = file.after === void 0 ? /* @__PURE__ */ new Uint8Array() : pair.run.text(file.name);
	if (before === void 0 || after === void 0) return {
		hunks: void 0,
		note: TEXTS.absent
	};
	return hunksOf(before, after);
}
/** What is to be said of a file whose contents do not differ or that is a link; undefined for any other. */
function noteOnKind({ before, after }) {
	if (before?.startsWith("link:") === true || after?.startsWith("link:") === true) return TEXTS.link(target(before), target(after));
	return before !== void 0 && contentOf$1(before) === contentOf$1(after) ? TEXTS.mode : void 0;
}
function target(value) {
	return value?.startsWith("link:") === true ? value.slice(5) : value === void 0 ? void 0 : "a file";
}
// src/explain/command.ts
/**
* How two command lines differ: option by option (`train --lr`) where only values of options or of `key=value`
* arguments differ, else as a whole.
*/
function commandSettings(before, after) {
	if (before === after) return [];
	const whole = {
		name: "train",
		before,
		after,
		absent: "unset"
	};
	const [a, b] = [parse(before), parse(after)];
	if (a === void 0 || b === void 0 || a.plain.join("\0") !== b.plain.join("\0")) return [whole];
	const settings = [.../* @__PURE__ */ new Set([...a.options.keys(), ...b.options.keys()])].map((name) => ({
		name: `train ${name}`,
		before: a.options.get(name),
		after: b.options.get(name),
		absent: "unset"
	})).filter((setting) => setting.before !== setting.after);
	return settings.length === 0 ? [whole] : settings;
}
const WORD = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;
/** Where the shell does more than splitting words, we do not pretend to understand. */
const SHELL = /[|&;<>()`$\\]/;
function parse(command) {
	if (SHELL.test(command)) return void 0;
	const words = command.match(WORD)?.map((word) => word.replace(/["']/g, "")) ?? [];
	const plain = [];
	const options = /* @__PURE__ */ new Map();
	for (let at = 0; at < words.length; at++) {
		const word = words[at];
		const pair = /^(-{1,2}[^=]+|[+~]*[A-Za-z_][\w.@/-]*)=(.*)$/.exec(word);
		const next = words[at + 1];
		if (pair === null && !/^--?[A-Za-z]/.test(word)) plain.push(word);
		else {
			const [, name = word, value] = pair ?? [];
			if (options.has(name)) return void 0;
			const takesNext = value === void 0 && next !== void 0 && !/^--?[A-Za-z]/.test(next);
			options.set(name, value ?? (takesNext ? next : ""));
			if (takesNext) at++;
		}
	}
	return {
		plain,
		options
	};
}
// src/explain/setting.ts
/** The settings that differ, and those that could not be compared. */
function compareSettings(factor, settings) {
	const changes = [];
	const gaps = [];
	for (const { name, before, after, absent } of settings) if (absent !== "unset" && (before === void 0 || after === void 0)) {
		if (before !== void 0) gaps.push(gap(factor, TEXTS.missing(name, "run")));
		else if (after !== void 0) gaps.push(gap(factor, TEXTS.missing(name, "baseline")));
		else if (absent === "unknown") gaps.push(gap(factor, TEXTS.neither(name)));
	} else if (before !== after) changes.push({
		kind: "setting",
		name,
		before: spell$1(before),
		after: spell$1(after)
	});
	return {
		changes,
		gaps
	};
}
/** Settings of two maps, one for each key of either, under a common prefix. */
function settingsOf(prefix, before, after, absent) {
	return [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])].sort().map((key) => ({
		name: `${prefix}.${key}`,
		before: Object.hasOwn(before, key) ? before[key] : void 0,
		after: Object.hasOwn(after, key) ? after[key] : void 0,
		absent
	}));
}
/** What several comparisons found, as one. */
function join(...parts) {
	return {
		changes: parts.flatMap((part) => part.changes),
		gaps: parts.flatMap((part) => part.gaps)
	};
}
function spell$1(value) {
	return value === void 0 ? void 0 : String(value);
}
// src/explain/determinism.ts
const VARIABLES = /* @__PURE__ */ new Set([
	"PYTHONHASHSEED",
	"CUBLAS_WORKSPACE_CONFIG",
	"TF_DETERMINISTIC_OPS",
	"TF_CUDNN_DETERMINISTIC",
	"NCCL_ALGO",
	"NCCL_PROTO"
]);
/** Whether a variable decides only how repeatable the arithmetic is: then it is this factor's and no other's. */
function isDeterminismVariable(name) {
	return VARIABLES.has(name);
}
/** As {@link isDeterminismVariable}, for a flag of the framework: `deterministic`, `cudnn.benchmark`, … */
function isDeterminismFlag(name) {
	return /determin|benchmark/i.test(name);
}
/** What asks for repeatable arithmetic: the framework's flags and the variables that it or Python read. */
function explainDeterminism(pair) {
	const [before, after] = [pair.baseline.record, pair.run.record];
	return factorReport("determinism", pair, compareSettings("determinism", [...settingsOf("flags", flags(before), flags(after), "unknown"), ...settingsOf("variables", variables$1(before), variables$1(after), "unset")]));
}
function flags(record) {
	return pick(record.environment.framework?.flags ?? {}, isDeterminismFlag);
}
function variables$1(record) {
	return pick({
		...record.environment.variables,
		...record.config.env
	}, isDeterminismVariable);
}
function pick(values, wanted) {
	return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}
// src/explain/config.ts
/** Parameters key by key, then how the training is started and which data it declares. */
function explainConfig(pair, params) {
	const [before, after] = [pair.baseline.record, pair.run.record];
	return factorReport("config", pair, join(params, compareSettings("config", [
		...launch(before, after),
		...variables(before, after),
		...declarations(before, after)
	])));
}
function launch({ config: before }, { config: after }) {
	return [
		...commandSettings(before.train, after.train),
		{
			name: "directory",
			before: before.directory,
			after: after.directory,
			absent: "unset"
		},
		{
			name: "setup",
			before: before.setup ?? void 0,
			after: after.setup ?? void 0,
			absent: "unset"
		},
		{
			name: "network",
			before: before.network,
			after: after.network,
			absent: "unset"
		}
	];
}
function variables({ config: before }, { config: after }) {
	return settingsOf("env", before.env, after.env, "unset").filter(({ name }) => !isDeterminismVariable(name.slice(4)));
}
/** Which data are declared, and how they are bound; whether their files differ is another factor's matter. */
function declarations(before, after) {
	const modes = (record) => Object.fromEntries(record.data.map(({ name, mode }) => [name, mode]));
	return settingsOf("data", modes(before), modes(after), "unset");
}
// src/explain/align.ts
/** Rows are likened by so many characters. */
const LIKENESS = 200;
/**
* Lines up two lists of rows so that as few as possible count as different: in place, or by the shortest edit script
* (Myers 1986) where that names fewer.
*/
function align(before, after) {
	const { start, end } = trim(before, after);
	const old = before.slice(start, before.length - end);
	const young = after.slice(start, after.length - end);
	const [a, b] = numbered(old, young);
	const reordered = a.length === b.length && a.length > 0 && surplus(a, b) === 0;
	const placed = a.length === b.length ? inPlace(a, b) : void 0;
	const edited = byEdits(a, b, old, young);
	const best = fewer(placed, edited);
	if (best === void 0) return {
		pairings: void 0,
		total: Math.max(surplus(a, b), surplus(b, a)),
		how: "counted",
		reordered
	};
	const shift = (place) => place === void 0 ? void 0 : place + start;
	return {
		pairings: best.map((pairing) => ({
			before: shift(pairing.before),
			after: shift(pairing.after)
		})),
		total: best.length,
		how: edited === void 0 ? "in-place" : "aligned",
		reordered
	};
}
function trim(a, b) {
	const most = Math.min(a.length, b.length);
	let start = 0;
	while (start < most && a[start] === b[start]) start++;
	let end = 0;
	while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	return {
		start,
		end
	};
}
/** Equal rows as equal numbers: long rows are then compared once, not at each step of the search. */
function numbered(old, young) {
	const numbers = /* @__PURE__ */ new Map();
	const numberOf = (row) => {
		const known = numbers.get(row) ?? numbers.size;
		numbers.set(row, known);
		return known;
	};
	return [old.map(numberOf), young.map(numberOf)];
}
/** How many rows of `a` are more than `b` has of them. */
function surplus(a, b) {
	const left = /* @__PURE__ */ new Map();
	for (const row of b) left.set(row, (left.get(row) ?? 0) + 1);
	let more = 0;
	for (const row of a) {
		const count = left.get(row) ?? 0;
		if (count === 0) more++;
		else left.set(row, count - 1);
	}
	return more;
}
function inPlace(a, b) {
	return a.flatMap((row, place) => row === b[place] ? [] : [{
		before: place,
		after: place
	}]);
}
/** The shorter of two descriptions; of two equally long ones that which inserts and removes less; else the first. */
function fewer(a, b) {
	if (a === void 0 || b === void 0) return a ?? b;
	if (a.length !== b.length) return a.length < b.length ? a : b;
	return edits(a) <= edits(b) ? a : b;
}
function edits(pairings) {
	return pairings.flatMap(({ before, after }) => [before, after]).filter((place) => place !== void 0).length;
}
function byEdits(a, b, old, young) {
	const parts = diffArrays([...a], [...b], { maxEditLength: mostEdits(a.length + b.length) });
	if (parts === void 0) return void 0;
	const pairings = [];
	const from = {
		before: 0,
		after: 0
	};
	const at = {
		before: 0,
		after: 0
	};
	const flush = () => {
		const removed = range(from.before, at.before);
		const added = range(from.after, at.after);
		pairings.push(...pairUp(removed, added, (i, j) => likeness(old[i], young[j])));
	};
	for (const { added, removed, count } of parts) {
		if (!added && !removed) flush();
		if (!added) at.before += count;
		if (!removed) at.after += count;
		if (!added && !removed) Object.assign(from, at);
	}
	flush();
	return pairings;
}
/** Rows of one gap: as many as possible are changed rows; which of the longer side are left over, likeness decides. */
function pairUp(removed, added, like) {
	const [short, long] = removed.length <= added.length ? [removed, added] : [added, removed];
	const score = (i, j) => short === removed ? like(short[i], long[j]) : like(long[j], short[i]);
	const partners = bestPartners(short.length, long.length, score);
	const pairings = [];
	let next = 0;
	for (const [j, place] of long.entries()) {
		const partner = partners[next] === j ? short[next++] : void 0;
		pairings.push(short === removed ? {
			before: partner,
			after: place
		} : {
			before: place,
			after: partner
		});
	}
	return pairings;
}
/** For each of `short` places a place among `long`, in rising order, with the highest sum of scores. */
function bestPartners(short, long, score) {
	if (short === long) return range(0, long);
	const slack = long - short;
	const best = [Array.from({ length: slack + 1 }, () => 0)];
	for (let i = 1; i <= short; i++) {
		const row = [];
		for (let s = 0; s <= slack; s++) {
			const taken = best[i - 1][s] + score(i - 1, i - 1 + s);
			row.push(s === 0 ? taken : Math.max(taken, row[s - 1]));
		}
		best.push(row);
	}
	const partners = [];
	for (let i = short, s = slack; i > 0; i--) {
		while (s > 0 && best[i][s] === best[i][s - 1]) s--;
		partners.unshift(i - 1 + s);
	}
	return partners;
}
/** From 0 to 1: the part of two rows that they begin and end with alike. */
function likeness(a, b) {
	const [x, y] = [a.slice(0, LIKENESS), b.slice(0, LIKENESS)];
	const start = commonPrefix(x, y);
	const [p, q] = [x.slice(start), y.slice(start)];
	let end = 0;
	while (end < Math.min(p.length, q.length) && p.at(-1 - end) === q.at(-1 - end)) end++;
	return (start + end) / Math.max(x.length, y.length, 1);
}
function range(from, to) {
	return Array.from({ length: to - from }, (_, index) => from + index);
}
// src/explain/table.ts
const CELLS_LENGTH = 65536;
const NAMES = 100;
const NAME_LENGTH = 80;
/** A record over more lines is a stray quote, not a cell with line breaks. */
const RECORD_LINES = 1e3;
/** Both versions of a file as tables: the first line is a header only if it looks like one in both. */
function tablesOf(path, before, after) {
	const [a, b] = [tableOf(path, before), tableOf(path, after)];
	return a.format === "separated" && isHeader(a) && isHeader(b) ? [withHeader(a), withHeader({
		...b,
		delimiter: a.delimiter
	})] : [a, b];
}
function tableOf(path, text) {
	const suffix = suffixOf(path);
	const lines = linesOf(text);
	const plain = {
		delimiter: "",
		header: void 0,
		rows: lines,
		lines: lines.map((_, index) => index + 1)
	};
	if (suffix === "jsonl" || suffix === "ndjson") return withoutBlanks({
		...plain,
		format: "json"
	});
	if (suffix !== "csv" && suffix !== "tsv") return {
		...plain,
		format: "lines"
	};
	const delimiter = suffix === "tsv" ? "	" : delimiterOf(lines[0] ?? "");
	return withoutBlanks({
		...plain,
		...recordsOf(lines),
		delimiter,
		format: "separated"
	});
}
function withoutBlanks(table) {
	const kept = table.rows.flatMap((row, index) => row.trim() === "" ? [] : [index]);
	if (kept.length === table.rows.length) return table;
	return {
		...table,
		rows: kept.map((index) => table.rows[index]),
		lines: kept.map((index) => table.lines[index])
	};
}
/** Lines joined where a quoted cell holds a line break (RFC 4180); undefined where quotes do not pair up. */
function recordsOf(physical) {
	const rows = [];
	const lines = [];
	let open = [];
	for (const [index, line] of physical.entries()) {
		const odd = (line.split("\"").length - 1) % 2 === 1;
		if (open.length === 0 && !odd) {
			rows.push(line);
			lines.push(index + 1);
		} else {
			const first = open.length === 0;
			open.push(line);
			if (odd && !first) {
				rows.push(open.join("\n"));
				lines.push(index + 2 - open.length);
				open = [];
			} else if (open.length > RECORD_LINES) return void 0;
		}
	}
	return open.length === 0 ? {
		rows,
		lines
	} : void 0;
}
function delimiterOf(line) {
	return [
		",",
		";",
		"	",
		"|"
	].map((mark) => [mark, line.split(mark).length]).reduce((best, entry) => entry[1] > best[1] ? entry : best)[0];
}
/** A first line of distinct words, none of them a number or empty. */
function isHeader(table) {
	const names = cellsOf(table, table.rows[0] ?? "") ?? [];
	const isName = (name) => name.trim() !== "" && Number.isNaN(Number(name));
	return names.length > 0 && new Set(names).size === names.length && names.every(isName);
}
function withHeader(table) {
	return {
		...table,
		header: table.rows[0],
		rows: table.rows.slice(1),
		lines: table.lines.slice(1)
	};
}
function cellsOf(table, row) {
	if (row.length > CELLS_LENGTH) return void 0;
	try {
		const [cells] = parse$1(row.replace(/^\ufeff/, ""), {
			delimiter: table.delimiter,
			relax_quotes: true
		});
		return cells;
	} catch {
		return;
	}
}
/** The columns in which a row differs: by the header's names, or by a JSON row's keys. */
function columnsThatDiffer(tables, before, after) {
	const [old, young] = tables;
	const [a, b] = [fieldsOf(old, before), fieldsOf(young, after)];
	if (a === void 0 || b === void 0) return [];
	return differingKeys(a, b);
}
/** The names that one header has and the other has not. */
function headerNamesThatDiffer([old, young]) {
	return differingKeys(fieldsOf(old, old.header ?? "") ?? /* @__PURE__ */ new Map(), fieldsOf(young, young.header ?? "") ?? /* @__PURE__ */ new Map());
}
function differingKeys(a, b) {
	return [.../* @__PURE__ */ new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).slice(0, NAMES).map((name) => excerpt(name, NAME_LENGTH));
}
function fieldsOf(table, row) {
	if (table.format === "json") return keysOf(row);
	if (table.header === void 0) return void 0;
	const names = cellsOf(table, table.header);
	const cells = cellsOf(table, row);
	if (names === void 0 || cells === void 0) return void 0;
	return new Map(cells.map((cell, index) => [names[index] ?? `column ${index + 1}`, cell]));
}
function keysOf(row) {
	try {
		const value = parseJson(row, "row", {
			length: CELLS_LENGTH,
			nonFinite: "accept"
		});
		if (value === null || typeof value !== "object" || Array.isArray(value)) return void 0;
		return new Map(Object.entries(value).map(([key, item]) => [key, spell(item)]));
	} catch {
		return;
	}
}
function spell(value) {
	return JSON.stringify(value, (_, item) => typeof item === "number" && (!Number.isFinite(item) || Object.is(item, -0)) ? `number ${Object.is(item, -0) ? "-0" : item}` : item);
}
// src/explain/rows.ts
const ROWS$1 = 50;
const ROW_LENGTH = 200;
/**
* Compares two versions of a data file row by row: CSV and TSV (cells may hold line breaks), JSON lines, else lines
* of text. Rows are lined up, so that one inserted row is one difference.
*/
function compareRows(path, before, after) {
	if (Math.max(before.length, after.length) > 8388608) return none(TEXTS.large);
	const [old, young] = [textOf(before), textOf(after)];
	if (old === void 0 || young === void 0) return none(TEXTS.binary);
	const tables = tablesOf(path, old, young);
	if (tables.some((table) => table.rows.length > 5e5)) return none(TEXTS.large);
	const alignment = align(tables[0].rows, tables[1].rows);
	const header = headerChange(tables);
	const total = alignment.total + header.length;
	if (total === 0) return {
		rows: [],
		total,
		note: TEXTS.blanks
	};
	const rows = alignment.pairings?.slice(0, ROWS$1 - header.length).map((pairing) => rowChange(tables, pairing));
	return {
		rows: rows === void 0 ? void 0 : [...header, ...rows],
		total,
		...alignment.reordered ? { reordered: true } : {},
		...noteOn(alignment)
	};
}
const NOTES = {
	aligned: void 0,
	"in-place": TEXTS.inPlace,
	counted: TEXTS.atLeast
};
function noteOn({ how }) {
	const note = NOTES[how];
	return note === void 0 ? {} : { note };
}
function headerChange(tables) {
	const [old, young] = tables;
	if (old.header === void 0 || young.header === void 0 || old.header === young.header) return [];
	const [before, after] = excerpts(old.header, young.header, ROW_LENGTH);
	return [{
		how: "changed",
		row: 0,
		line: 1,
		columns: headerNamesThatDiffer(tables),
		before,
		after
	}];
}
function rowChange(tables, { before, after }) {
	const [old, young] = tables;
	const was = before === void 0 ? void 0 : old.rows[before];
	const is = after === void 0 ? void 0 : young.rows[after];
	const [table, place] = after === void 0 ? [old, before ?? 0] : [young, after];
	const where = {
		row: place + 1,
		line: table.lines[place] ?? place + 1
	};
	if (was === void 0) return {
		how: "added",
		...where,
		columns: [],
		before: void 0,
		after: excerpt(is ?? "", ROW_LENGTH)
	};
	if (is === void 0) return {
		how: "removed",
		...where,
		columns: [],
		before: excerpt(was, ROW_LENGTH),
		after: void 0
	};
	const [from, to] = excerpts(was, is, ROW_LENGTH);
	return {
		how: "changed",
		...where,
		columns: columnsThatDiffer(tables, was, is),
		before: from,
		after: to
	};
}
function none(note) {
	return {
		rows: void 0,
		total: void 0,
		note
	};
}
// src/explain/data.ts
/** The data sets and the data in the tree, file by file, and row by row where both versions are at hand. */
function explainData(pair, inTree) {
	const declared = declaredFiles(pair);
	const changes = dataFiles(declared.files, inTree ?? []).map((file, index) => ({
		kind: "data",
		path: file.name,
		how: howOf(file),
		...index < 20 ? rowsThatDiffer(pair, file) : {
			rows: void 0,
			total: void 0,
			note: TEXTS.moreFiles
		}
	}));
	const tree = inTree === void 0 ? [gap("data", TEXTS.treeList, FETCH_LISTS)] : [];
	return factorReport("data", pair, {
		changes: [...declared.changes, ...changes],
		gaps: [...declared.gaps, ...tree]
	});
}
/** Files of declared sets and of the tree, each once: a declared set's own list says more. */
function dataFiles(declared, inTree) {
	return [...new Map([...inTree, ...declared].map((file) => [file.name, file])).values()];
}
/** What differs in the declared sets. */
function declaredFiles(pair) {
	const parts = [...new Set([...pair.baseline.record.data, ...pair.run.record.data].map(({ name }) => name))].sort().map((name) => setDifferences(pair, name));
	return {
		files: parts.flatMap(({ files }) => files),
		changes: parts.flatMap(({ changes }) => changes),
		gaps: parts.flatMap(({ gaps }) => gaps)
	};
}
const NOTHING = {
	files: [],
	changes: [],
	gaps: []
};
function setDifferences(pair, name) {
	const old = manifestOf(pair.baseline, name);
	const young = manifestOf(pair.run, name);
	if (old === void 0 || young === void 0) return oneSided(pair, name);
	const files = differences(pair.baseline, pair.run, "data", old, young);
	if (files !== void 0) return {
		...NOTHING,
		files
	};
	return {
		files: [],
		changes: [{
			kind: "data",
			path: name,
			how: "changed",
			rows: void 0,
			total: void 0,
			note: TEXTS.absent
		}],
		gaps: [gap("data", TEXTS.dataList(name), FETCH_LISTS)]
	};
}
/** A set that only one side declares: its files may have been in the other's tree, or in another set, all along. */
function oneSided(pair, name) {
	const files = [];
	const gaps = [];
	const [has, lacks] = manifestOf(pair.run, name) === void 0 ? [pair.baseline, pair.run] : [pair.run, pair.baseline];
	const entries = has.list("data", manifestOf(has, name))?.entries;
	if (entries === void 0) return {
		...NOTHING,
		gaps: [gap("data", TEXTS.dataAlone(name), FETCH_LISTS)]
	};
	for (const [path, value] of entries) {
		const other = lacks.value(path);
		if (other === void 0) return {
			...NOTHING,
			gaps: [gap("data", TEXTS.dataAlone(name), FETCH_LISTS)]
		};
		if (other === value) continue;
		const theirs = other ?? void 0;
		files.push(has === pair.run ? {
			name: path,
			before: theirs,
			after: value
		} : {
			name: path,
			before: value,
			after: theirs
		});
	}
	return {
		files,
		changes: [],
		gaps
	};
}
function manifestOf(view, name) {
	return view.record.data.find((set) => set.name === name)?.manifest;
}
function rowsThatDiffer(pair, file) {
	const special = noteOnKind(file);
	if (special !== void 0) return {
		rows: [],
		total: 0,
		note: special
	};
	if (file.before === void 0 || file.after === void 0) return {
		rows: void 0,
		total: void 0
	};
	const [before, after] = [pair.baseline.text(file.name), pair.run.text(file.name)];
	if (before === void 0 || after === void 0) return {
		rows: void 0,
		total: void 0,
		note: TEXTS.absent
	};
	return compareRows(file.name, before, after);
}
// src/explain/environment.ts
/**
* The interpreter, its packages one by one, the framework and its flags, the system, the package locks and the
* variables. Where the interpreter's file lies is left out: a virtual environment may be made anywhere.
*/
function explainEnvironment(pair) {
	const [before, after] = [pair.baseline.record, pair.run.record];
	const settings = [
		...interpreter(before, after),
		...system(before, after),
		...given(before, after)
	];
	return factorReport("environment", pair, join(packages(pair), compareSettings("environment", settings)));
}
function packages(pair) {
	const old = pair.baseline.record.environment.packages;
	const young = pair.run.record.environment.packages;
	if (old === void 0 || young === void 0) return compareSettings("environment", [{
		name: "packages",
		before: old,
		after: young,
		absent: "unknown"
	}]);
	const list = differences(pair.baseline, pair.run, "packages", old, young);
	if (list === void 0) return {
		changes: [{
			kind: "setting",
			name: "packages",
			before: old,
			after: young
		}],
		gaps: [gap("environment", TEXTS.packageList, FETCH_LISTS)]
	};
	return {
		changes: list.map((entry) => ({
			kind: "package",
			...entry
		})),
		gaps: []
	};
}
function interpreter(before, after) {
	const [a, b] = [before.environment, after.environment];
	const absent = a.python === void 0 || b.python === void 0 ? "inapplicable" : "unset";
	const [old, young] = [a.framework, b.framework];
	return [
		{
			name: "python.implementation",
			before: a.python?.implementation,
			after: b.python?.implementation,
			absent: "inapplicable"
		},
		{
			name: "python.version",
			before: a.python?.version,
			after: b.python?.version,
			absent: "unknown"
		},
		{
			name: "framework.name",
			before: old?.name,
			after: young?.name,
			absent
		},
		{
			name: "framework.version",
			before: old?.version,
			after: young?.version,
			absent
		},
		...settingsOf("framework.flags", old?.flags ?? {}, young?.flags ?? {}, "unknown").filter(({ name }) => old !== void 0 && young !== void 0 && !isDeterminismFlag(name))
	];
}
function system(before, after) {
	const [a, b] = [before.environment, after.environment];
	return [
		{
			name: "platform",
			before: a.platform,
			after: b.platform,
			absent: "unset"
		},
		{
			name: "os",
			before: a.os,
			after: b.os,
			absent: "inapplicable"
		},
		{
			name: "kernel",
			before: a.kernel,
			after: b.kernel,
			absent: "inapplicable"
		},
		{
			name: "libc",
			before: a.libc,
			after: b.libc,
			absent: "inapplicable"
		}
	];
}
/** What the repository and the caller gave: locks and variables. */
function given(before, after) {
	const [a, b] = [before.environment, after.environment];
	const variables = settingsOf("variables", a.variables, b.variables, "unset");
	return [...settingsOf("pins", a.pins, b.pins, "unset"), ...variables.filter(({ name }) => !isDeterminismVariable(name.slice(10)))];
}
// src/explain/hardware.ts
/** Processor, accelerators, driver and CUDA. The amount of main memory is left out: it cannot change a number. */
function explainHardware(pair) {
	const [before, after] = [pair.baseline.record, pair.run.record];
	const compared = compareSettings("hardware", [
		...processor(before, after),
		...accelerators(before.hardware.accelerators, after.hardware.accelerators),
		...drivers(before, after)
	]);
	const key = compareSettings("hardware", [{
		name: "key",
		before: spellHardware(before.key),
		after: spellHardware(after.key),
		absent: "unset"
	}]);
	return factorReport("hardware", pair, {
		changes: compared.changes.length > 0 ? compared.changes : key.changes,
		gaps: compared.gaps
	});
}
function processor(before, after) {
	const [a, b] = [before.hardware.cpu, after.hardware.cpu];
	return [
		{
			name: "cpu.model",
			before: a.model,
			after: b.model,
			absent: "unknown"
		},
		{
			name: "cpu.level",
			before: a.level,
			after: b.level,
			absent: "unset"
		},
		{
			name: "cpu.cores",
			before: a.cores,
			after: b.cores,
			absent: "unset"
		}
	];
}
function drivers(before, after) {
	const [a, b] = [before.hardware, after.hardware];
	const absent = a.accelerators.length + b.accelerators.length > 0 ? "unknown" : "inapplicable";
	return [{
		name: "driver",
		before: a.driver,
		after: b.driver,
		absent
	}, {
		name: "cuda",
		before: a.cuda,
		after: b.cuda,
		absent
	}];
}
/** Device by device where there are as many; else only their names. */
function accelerators(before, after) {
	if (before.length !== after.length) return [{
		name: "accelerators",
		before: names(before),
		after: names(after),
		absent: "unset"
	}];
	return before.flatMap((device, index) => deviceSettings(index, before.length, device, after[index]));
}
function deviceSettings(index, count, a, b) {
	const name = count === 1 ? "accelerator" : `accelerator.${index}`;
	return [
		{
			name: `${name}.model`,
			before: a.model,
			after: b.model,
			absent: "unset"
		},
		{
			name: `${name}.memory`,
			before: a.memory,
			after: b.memory,
			absent: "inapplicable"
		},
		{
			name: `${name}.computeCapability`,
			before: a.computeCapability,
			after: b.computeCapability,
			absent: "inapplicable"
		},
		{
			name: `${name}.mig`,
			before: a.mig,
			after: b.mig,
			absent: "unset"
		},
		{
			name: `${name}.ecc`,
			before: a.ecc,
			after: b.ecc,
			absent: "inapplicable"
		}
	];
}
function names(devices) {
	return devices.map(({ model }) => model).join(", ") || "none";
}
function spellHardware({ accelerator, count }) {
	return count === void 0 ? accelerator : `${accelerator} x${count}`;
}
// src/explain/seed.ts
/** The seed's index, how it reaches the program, and its value. */
function explainSeed(pair) {
	const [before, after] = [pair.baseline.record.config.seed, pair.run.record.config.seed];
	const absent = before.how === "program" || after.how === "program" ? "unset" : "unknown";
	return factorReport("seed", pair, compareSettings("seed", [
		{
			name: "seed.index",
			before: before.index,
			after: after.index,
			absent: "unset"
		},
		{
			name: "seed.how",
			before: before.how,
			after: after.how,
			absent: "unset"
		},
		{
			name: "seed.name",
			before: before.name,
			after: after.name,
			absent: "unset"
		},
		{
			name: "seed.value",
			before: before.value,
			after: after.value,
			absent
		}
	]));
}
// src/explain/owner.ts
const ROWS = new Set("csv jsonl ndjson tsv".split(" "));
const DATA_FOLDER = /(?:^|\/)(?:data|datasets?|corpus|corpora)\//i;
/** Binary files that a program is made of. */
const PROGRAM = new Set("pyc so whl".split(" "));
const PROJECT_FILE = /(?:^|\/)(?:requirements|constraints|license|licence|readme|notice|cmakelists|package|tsconfig|[^/]*config|[^/]*lock|[^/]*params|settings|hparams)[^/]*$/i;
/**
* Which factor a changed file of the tree belongs to, so that none reports it twice. Declared data first; then
* package locks; then parameter files in which a key differs (`params`); then what looks like data by its name.
*/
function ownerOf(path, pair, params) {
	const records = [pair.run.record, pair.baseline.record];
	if (records.some((record) => isDeclaredData(path, record))) return "data";
	if (records.some((record) => Object.hasOwn(record.environment.pins, path))) return "environment";
	if (params.has(path)) return "config";
	if (records.some((record) => Object.hasOwn(record.config.params, path))) return "code";
	return looksLikeData(path) ? "data" : "code";
}
function isDeclaredData(path, record) {
	return record.data.some(({ name }) => {
		const clean = name.replace(/^\.\//, "").replace(/\/$/, "");
		const wild = clean.search(/[*?[{]/);
		if (wild >= 0) return wild > 0 && path.startsWith(clean.slice(0, wild));
		return path === clean || path.startsWith(`${clean}/`);
	});
}
/**
* Data by its name: tables, arrays, images, sounds and weights anywhere; JSON and XML in a folder of data; plain
* text that is none of the files that projects keep at hand.
*/
function looksLikeData(path) {
	const suffix = suffixOf(path);
	if (ROWS.has(suffix)) return true;
	if (isBinaryName(path)) return !PROGRAM.has(suffix);
	if (suffix === "json" || suffix === "xml") return DATA_FOLDER.test(path);
	return suffix === "txt" && !PROJECT_FILE.test(path);
}
// src/explain/params.ts
/** The parameter files of either run, key by key. */
function compareParams(pair) {
	const [old = [], young = []] = [pair.baseline, pair.run].map(({ record }) => Object.keys(record.config.params));
	const gone = old.filter((file) => !young.includes(file));
	const come = young.filter((file) => !old.includes(file));
	const both = young.filter((file) => old.includes(file));
	const pairs = gone.length === 1 && come.length === 1 ? [[gone[0], come[0]]] : [...gone, ...come].map((file) => [file, file]);
	const parts = [...both.map((file) => [file, file]), ...pairs].map(([from = "", to = ""]) => compareFile(pair, from, to));
	return {
		changes: parts.flatMap(({ changes }) => changes),
		gaps: parts.flatMap(({ gaps }) => gaps)
	};
}
/** The files in which a parameter differs. */
function filesOf(compared) {
	return new Set(compared.changes.flatMap((change) => change.kind === "param" ? [change.file] : []));
}
function compareFile(pair, from, to) {
	if (!(own(pair.baseline.record.config.params, from) !== void 0 && own(pair.run.record.config.params, to) !== void 0) && from === to && isProvenEqual(pair, to)) return {
		changes: [],
		gaps: []
	};
	const [before, after] = [valuesOf(pair.baseline, from), valuesOf(pair.run, to)];
	const gaps = [...before === void 0 ? [gap("config", TEXTS.params(from, "baseline"), FETCH_LISTS)] : [], ...after === void 0 ? [gap("config", TEXTS.params(to, "run"), FETCH_LISTS)] : []];
	if (before === void 0 || after === void 0) return {
		changes: [],
		gaps
	};
	const lines = read(pair.run, to);
	return {
		changes: [.../* @__PURE__ */ new Set([...Object.keys(after), ...Object.keys(before)])].map((key) => ({
			key,
			before: own(before, key),
			after: own(after, key)
		})).filter((entry) => entry.before !== entry.after).map((entry) => ({
			kind: "param",
			file: to,
			...entry,
			line: lines?.[entry.key]?.line
		})),
		gaps
	};
}
/** The tree's lists say that both runs had the same file, though only one of them named it as parameters. */
function isProvenEqual(pair, file) {
	const value = pair.run.value(file);
	return typeof value === "string" && value === pair.baseline.value(file);
}
/** The values recorded; else those of the file that this side is proven to have had, or none if it had no such file. */
function valuesOf(view, file) {
	const recorded = own(view.record.config.params, file);
	if (recorded !== void 0) return recorded;
	if (view.value(file) === null) return {};
	const params = read(view, file);
	return params === void 0 ? void 0 : Object.fromEntries(Object.entries(params).map(([key, { value }]) => [key, value]));
}
function read(view, file) {
	const bytes = view.text(file);
	if (bytes === void 0) return void 0;
	try {
		return readParams(memorySource(file, bytes));
	} catch {
		return;
	}
}
function own(values, key) {
	return Object.hasOwn(values, key) ? values[key] : void 0;
}
// src/explain/shares.ts
function sharesOf(pair) {
	const params = compareParams(pair);
	const files = filesOf(params);
	const owned = pair.tree?.map((file) => ({
		file,
		owner: ownerOf(file.name, pair, files)
	}));
	return {
		params,
		of: (factor) => owned?.flatMap(({ file, owner }) => owner === factor ? [file] : [])
	};
}
// src/explain/explain.ts
/**
* What differs between a run and the baseline's record, factor by factor. Pure: contents come from `material`, which
* `wanted` says how to fill; what is missing there, or is not what its digest says, is reported as unknown.
*/
function explain({ run, baseline, material }) {
	const pair = pairOf(run, baseline, material);
	const shares = sharesOf(pair);
	return { factors: [
		explainCode(pair, shares.of("code")),
		explainConfig(pair, shares.params),
		explainData(pair, shares.of("data")),
		explainEnvironment(pair),
		explainHardware(pair),
		explainSeed(pair),
		explainDeterminism(pair)
	] };
}
// src/explain/wanted.ts
/**
* The contents worth fetching before {@link explain}: of the changed files of the tree those that are text by their
* name, parameters first, so many as are shown. Contents above `TEXT_BYTES` need not be fetched.
*/
function wanted(run, baseline, attachment) {
	const pair = pairOf(run, baseline, {
		attachment,
		text: () => void 0
	});
	const shares = sharesOf(pair);
	const data = dataFiles(declaredFiles(pair).files, shares.of("data") ?? []);
	const code = importedFirst(pair, shares.of("code") ?? []).map(({ file }) => file);
	const files = [
		...params(pair),
		...data.slice(0, 20),
		...code.slice(0, 20)
	];
	return [...new Map(files.map((file) => [file.name, file])).values()].filter(({ name }) => isInTree(name) && !isBinaryName(name)).flatMap(contents);
}
/** Parameter files that differ, or that one side did not record key by key. */
function params(pair) {
	const names = [pair.baseline, pair.run].flatMap(({ record }) => Object.keys(record.config.params));
	return [...new Set(names)].map((name) => ({
		name,
		before: pair.baseline.value(name) ?? void 0,
		after: pair.run.value(name) ?? void 0
	})).filter(({ before, after }) => before !== after);
}
function contents({ name, before, after }) {
	return [["baseline", before], ["run", after]].flatMap(([side, value]) => {
		const digest = contentOf$1(value);
		return digest === void 0 ? [] : [{
			side,
			path: name,
			digest
		}];
	});
}
/** Records may be hostile: a path of theirs must not lead out of the work tree. */
function isInTree(path) {
	return !/^[/~\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(path) && !path.startsWith(".git/");
}
// src/flows/explaining.ts
/** Compares two records factor by factor, with what ledger, git and the working tree hold of their contents. */
async function explainRecords(shelf, run, baseline) {
	const attachments = await loadAttachments(shelf.ledger, [run, baseline]);
	const attachment = (digest) => attachments.get(digest);
	const texts = /* @__PURE__ */ new Map();
	for (const { side, path, digest } of wanted(run, baseline, attachment)) {
		const bytes = await contentOf(shelf.root, side === "run" ? run : baseline, path, digest);
		if (bytes !== void 0) texts.set(`${side}:${path}`, bytes);
	}
	return explain({
		run,
		baseline,
		material: {
			attachment,
			text: (side, path) => texts.get(`${side}:${path}`)
		}
	});
}
/** The attachments of records, as far as the ledger can give them; the rest stays unknown. */
async function loadAttachments(ledger, records) {
	const loaded = /* @__PURE__ */ new Map();
	for (const { digest } of records.flatMap((record) => record.attachments)) {
		const found = await ledger.attachment(digest);
		if (found.state === "found") loaded.set(digest, found.value);
	}
	return loaded;
}
/** A file's bytes as one run saw them: from its commit, or the working tree where that still has them. */
async function contentOf(root, record, path, digest) {
	const { commit } = record.code;
	const blob = commit === void 0 ? void 0 : await readBlob(root, commit, path).catch(() => void 0);
	if (blob !== void 0 && sha256(blob) === digest) return blob;
	const file = readQuietly(root, path);
	return file !== void 0 && sha256(file) === digest ? file : void 0;
}
/** A plain file's bytes: never through a link, never from a pipe, never more than an explanation would look at. */
function readQuietly(root, path) {
	try {
		const source = fileSource(root, path);
		return source.size <= 8388608 ? source.read(0, source.size) : void 0;
	} catch {
		return;
	}
}
// src/flows/replace-file.ts
/**
* Replaces a file at once or not at all. A link in its place is replaced, never followed: the tree may come from a change
* that nobody has looked at yet.
*
* @throws {UserError} `file-unwritable`
*/
function replaceFile(path, text) {
	const next = `${path}.${randomUUID()}`;
	try {
		const descriptor = openSync(next, "wx", 420);
		try {
			writeSync(descriptor, text);
			fsyncSync(descriptor);
		} finally {
			closeSync(descriptor);
		}
		renameSync(next, path);
	} catch (error) {
		rmSync(next, { force: true });
		const why = error instanceof Error ? error.message : String(error);
		throw new UserError("file-unwritable", `${path} cannot be written: ${why}`, "Mend its permissions, or remove what lies in its place.");
	}
}
// src/compare/bitwise.ts
/** Fewer points than this prove nothing: a short series is equal by chance (DESIGN §4, `identical`). */
const POINTS = 20;
/**
* The part of a series' points that must be different values with all the digits of a float64. A computed value has them
* in 98 of 100 cases or more (`fine` of a record), so a loss of 20 points has too few of them at worst once in 20 000 trainings,
* a longer one less often; then it is `reproduced`. Curves that stand still or are rounded have far fewer.
*/
const FINE_PART = .8;
/** An empty or all but empty file is equal in every training. */
const WEIGHTS_BYTES = 64;
/**
* Compares a run with a baseline bit by bit. A known difference outweighs any evidence of identity, and so do declared
* weights that differ: they are no difference in results, for a file may hold a time stamp or a path, but beside them
* equal series prove nothing.
*
* @param accepted the baseline's record, where it is at hand. With it, series are compared by name, so a run that only
*   writes one more metric is not different; without it, only the digest over all exact series is known.
* @param ignored metrics that differ between two runs of one program and seed, and so say nothing
*/
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
/** Whether both sides declared weights, and they are not the same. */
function weightsDiffer({ weights }, baseline) {
	return baseline.weights !== void 0 && weights !== void 0 && weights.digest !== baseline.weights;
}
/**
* Whether a metric says something about the training: it is gated, or its name is that of a measure. What else differs
* may be a clock, and what else is equal a schedule.
*/
function tells(name, gated) {
	return gated.includes(name) || isMeasured(name);
}
/**
* The final that the accepted run itself had: a baseline's mean is that only if it was made from one run.
* Undefined where the lock alone cannot say.
*/
function acceptedFinal(name, baseline, accepted) {
	const series = accepted === void 0 ? void 0 : seriesOf(accepted, name);
	if (series !== void 0) return series.final;
	return baseline.runs === 1 ? metricOf(baseline, name)?.mean : void 0;
}
/** Whether a metric's final has the bits of the accepted run's; false where either is not known. */
function finalsEqual(name, record, baseline, accepted) {
	const before = acceptedFinal(name, baseline, accepted);
	const after = seriesOf(record, name)?.final;
	return before !== void 0 && after !== void 0 && sameNumber(before, after);
}
/** Whether equal points of this series prove identity: measured, float64, enough points that moved, NaN not lost. */
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
/** Gated finals first: they are what a reader looks for. Volatile ones differ in every run. */
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
/**
* Rung T: |y − x̄| ≤ within is `reproduced`, else `changed`, or `improved` where the metric has a direction and moved in it.
* `within: auto` asks for noise, which needs a pool: `inconclusive`.
*
* A tolerance is never tighter than its source's resolution (DESIGN §4): below it, a difference of up to one unit can
* neither be passed nor blamed, and is `incomparable`; a larger one is `changed` all the same.
*/
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
/** The tolerance in metric units; undefined for `auto`. A percentage is one of |baseline mean|. */
function toleranceOf(within, baseline) {
	if (within.kind === "auto") return void 0;
	return within.kind === "absolute" ? within.value : within.value * Math.abs(baseline);
}
/**
* |run − baseline| ≤ tolerance, the boundary included. 0.42 − 0.41 is a little more than 0.01 in float64, so the three
* numbers' own rounding (half a unit in the last place each, and that of the subtraction) is allowed for:
* 2⁻⁵² · (|run| + |baseline| + tolerance). A tolerance of 0 has no such allowance: it asks for equal numbers.
*/
function isWithin(run, baseline, tolerance) {
	const distance = Math.abs(run - baseline);
	if (tolerance === 0) return distance === 0;
	const rounding = 2 ** -52 * (Math.abs(run) + Math.abs(baseline) + tolerance);
	return Number.isFinite(distance) && distance <= tolerance + rounding;
}
// src/compare/metric.ts
/**
* One gated metric by the rungs B and T: what keeps it from being compared, then the bits, then the tolerance. Under
* `require: identical` the tolerance is not asked.
*/
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
/** A gated metric of a run that has nothing to be compared with: only its own trouble, if any. */
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
/** Rung B for one metric; undefined where it leaves the metric to rung T. */
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
		reason: doubt || { kind: "values-equal" }
	} : void 0;
}
/**
* Whether evidence of identity reaches this metric's final. Equal weights do not prove that the evaluation is the same;
* and a digest over series holds their points, not a summary that the run wrote beside them. A curve with NaN inside is
* covered only where its points were compared.
*/
function isCovered(name, { run, baseline, accepted }) {
	const series = seriesOf(run, name);
	const byDigest = baseline.series !== void 0 && series?.resolution === "exact" && series.role === "metric";
	if (series?.notFinite !== void 0 && accepted === void 0 && !byDigest) return false;
	if (acceptedFinal(name, baseline, accepted) !== void 0) return finalsEqual(name, run, baseline, accepted);
	return byDigest && series.finalFrom === "last";
}
/** Equal to the last digit: the final, and where the baseline's record is at hand every point of the curve. */
function isEqual(name, { run, baseline, accepted, bits }) {
	if (!finalsEqual(name, run, baseline, accepted)) return false;
	if (accepted === void 0) return bits.bits !== "differ";
	const before = seriesOf(accepted, name)?.digest;
	return before === void 0 ? bits.bits !== "differ" : before === seriesOf(run, name)?.digest;
}
/** The two numbers of a metric that both sides have. */
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
/** A metric's two numbers side by side, with no verdict: the row of one that is only shown. */
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
/** @param ignored metrics of which the self-check showed that they vary by themselves: their bits do not count */
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
/** Whether a metric, or the model, could not be compared at all: then no further run changes that. */
function hasTrouble({ rows, own }) {
	return own !== void 0 || rows.some(({ gated, verdict }) => gated && isTrouble(verdict));
}
function isTrouble(verdict) {
	return verdict === void 0 || verdict === "incomparable" || verdict === "failed" || verdict === "invalid";
}
/** The same rows with one decision about all gated metrics, or those that `which` names. */
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
/** A final that is a number again, after points that were none, must not go by in silence. */
function notFiniteInside(metric, run) {
	const series = seriesOf(run, metric);
	if (series?.notFinite === void 0 || !Number.isFinite(decodeNumber(series.final))) return [];
	return [{
		kind: "nonfinite-inside",
		metric,
		count: series.notFinite
	}];
}
/** Tolerances finer than their source: said even where the numbers are equal, for they would always seem so. */
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
// src/spec/spec.ts
/** The nine verdicts, worst last: a model's is the worst of its gated metrics, a job's that of its worst model (DESIGN §4). */
const VERDICTS = [
	"identical",
	"reproduced",
	"improved",
	"inconclusive",
	"incomparable",
	"nondeterministic",
	"changed",
	"failed",
	"invalid"
];
// src/compare/job.ts
/** The worse of two verdicts, in the order of `VERDICTS`. */
function worse(a, b) {
	return VERDICTS.indexOf(a) >= VERDICTS.indexOf(b) ? a : b;
}
/** A model's verdict: the worst of its gated metrics. With none, or one that has no verdict, `incomparable` at least. */
function verdictOfModel(metrics) {
	const gated = metrics.filter((metric) => metric.gated);
	if (gated.length === 0) return "incomparable";
	return gated.map(({ verdict }) => verdict ?? "incomparable").reduce(worse);
}
/** Whether a verdict passes: named by `policy.green`, and one of the three that can be named there at all. */
function isGreen(verdict, policy) {
	return (verdict === "identical" || verdict === "reproduced" || verdict === "improved") && policy.green.includes(verdict);
}
/** Exit codes of what is not green (DESIGN §4): 1 for a finding against the training, 3 for a comparison not made. */
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
/**
* A job's end: green if every model is, else the exit code of the worst model that is not. A model without a verdict
* counts as `incomparable`, and so does a job without models: nothing was compared.
*/
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
/** A verdict on a comparison, with what is known beside it. */
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
/** Unequal files of weights are no difference in results, but beside results that agree a reader wants to know. */
function otherWeights({ baseline }, run, verdict) {
	return verdict === "reproduced" && weightsDiffer(run, baseline) ? [{ kind: "weights-differ" }] : [];
}
/** What decided; nothing did where there is no decision about the training's results (DESIGN §4). */
function basisOf(verdict, how, reason) {
	if (verdict === "failed" || verdict === "invalid" || verdict === "incomparable" || verdict === "inconclusive") return void 0;
	if (how !== "lock") return how;
	return reason?.kind === "within" || reason?.kind === "beyond" || reason?.kind === "better" ? "tolerance" : "bitwise";
}
function unique(reasons) {
	return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}
// src/compare/ending.ts
/**
* What a run that did not finish means; undefined for one that did. A crash, our timeout and our idle rule are `failed`;
* killed from outside (out of memory, a shutdown) says nothing about the change: `inconclusive` (VERDICT, Failures).
*/
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
/** Whether a run crashed or ended in NaN or infinity: it is tried once more with the same seed (VERDICT, Failures). */
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
/** A broken run is tried once more with the same seed; the second try counts, however it ends (VERDICT, Failures). */
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
/** What the runs so far cost: setup is made once for a plan and is not in it. */
function spent(evidence) {
	const seconds = evidence.map(({ record }) => secondsOf(record)).reduce((sum, one) => sum + one, 0);
	return {
		runs: evidence.length,
		minutes: seconds / 60
	};
}
/** Seconds of one training, all its segments. */
function secondsOf(record) {
	return record.run.segments.reduce((sum, { seconds }) => sum + seconds, 0);
}
/** The budget ended here, before the evidence decided. */
function budgetSpent(evidence) {
	return {
		verdict: "inconclusive",
		reason: {
			kind: "budget-spent",
			...spent(evidence)
		}
	};
}
// src/compare/self-check.ts
/**
* Compares a run with its repetition. A crash of one of them is a difference, and so is a metric that only one wrote. A
* metric that is not gated and whose name is no measure's may be a clock: it is named, but decides nothing.
*/
function selfOutcome(run, repeat, model, gated = gatedMetrics(model, void 0, run).names) {
	if (repeat.run.exit.how === "crashed") return differs(void 0, repeat);
	const decision = endingOf(repeat, model);
	if (decision !== void 0) return {
		outcome: "stopped",
		decision
	};
	const restless = unequalNames(run, repeat, gated);
	const telling = restless.find((name) => gated.length === 0 || tells(name, gated));
	if (telling !== void 0) return differs(telling, void 0);
	const { bits } = bitwise(run, selfBaseline(repeat, model), repeat, restless);
	if (bits === "differ") return differs(void 0, void 0);
	return {
		outcome: restless.length === 0 || bits === "equal" ? "repeats" : "unclear",
		restless
	};
}
/** A repetition as a baseline. */
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
/** Metrics of which two runs have not the same points and final, the gated ones first; those of speed and memory left out. */
function unequalNames(run, repeat, gated) {
	const written = [...run.series, ...repeat.series].filter(({ role }) => role === "metric").map(({ name }) => name);
	return [.../* @__PURE__ */ new Set([...gated, ...written])].filter((name) => {
		const [one, other] = [seriesOf(run, name), seriesOf(repeat, name)];
		return one?.digest !== other?.digest || one?.final !== other?.final;
	});
}
/**
* The self-check of rung B: where bits differ from the baseline's, the head is run once more with the same seed. Unequal
* is `nondeterministic` where that matters: the lock says that this training repeats, or identity is asked for. Otherwise
* the tolerance's verdict stands. Not spent where the lock says `repeats: no` and nothing asks for identity.
*
* Until that run is made, a pass that it could take back is none: `inconclusive`.
*/
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
/** The same comparison without what varies by itself. */
function quieted({ model }, head, compared, { restless }) {
	return restless.length === 0 ? compared : compareTo(compared, model, head, restless);
}
/** What is said of metrics that vary by themselves, where they decide nothing. */
function restlessness(metrics) {
	return metrics.length === 0 ? [] : [{
		kind: "varies-by-itself",
		metrics: metrics.slice(0, 50)
	}];
}
/** What must be known of a difference that no self-check was made for. Of one that is tolerated, not that it was expected. */
function unchecked({ rows, baseline }) {
	if (baseline.repeats === "unknown") return [{ kind: "repeats-unknown" }];
	return baseline.repeats === "no" && verdictOfModel(rows) !== "reproduced" ? [{ kind: "repeats-not" }] : [];
}
/** Whether a self-check could no longer change or explain anything: no bit differs, or nothing could be compared. */
function isDecided(compared) {
	const { bits } = compared.bits;
	const alreadyKnown = compared.rows.some(({ verdict }) => verdict === "nondeterministic");
	return bits === "equal" || bits === "values-equal" || alreadyKnown || hasTrouble(compared);
}
function passes({ verdict }) {
	return verdict === "reproduced" || verdict === "improved";
}
// src/flows/repeats.ts
/** The reason that stands in a lock for a baseline that replaces none, where nobody gave another. */
const FIRST = "the first baseline";
/** The finished runs that had the same inputs and ran on the same kind of machine as a record, itself left out. */
function kinOf(record, all) {
	const key = keyOf(record);
	return all.filter((one) => one.id !== record.id && one.input === record.input && keyOf(one) === key && one.run.exit.how === "finished");
}
/** Whether the same inputs and seed gave equal bits, as far as these records tell. One difference is enough for `no`. */
function repeatsOf(record, all, model) {
	const outcomes = kinOf(record, all).filter((one) => one.config.seed.index === record.config.seed.index).map((twin) => selfOutcome(record, twin, model).outcome);
	if (outcomes.includes("differs")) return "no";
	return outcomes.includes("repeats") ? "yes" : "unknown";
}
function keyOf(record) {
	return spellKey({
		model: record.model,
		...record.key
	});
}
export { foreignModule as $, codes as A, name as B, overrule as C, createTwoFilesPatch as D, explainRecords as E, spellNumber as F, strong as G, say as H, code as I, unitOf as J, baselineOf as K, em as L, spellBytes as M, spellSeconds as N, reasonWords as O, compareNumbers as P, evidenceTrouble as Q, id as R, hasTrouble as S, replaceFile as T, shortId as U, plain as V, shownText as W, seriesOf as X, gatedMetrics as Y, TWICE as Z, jobExit as _, restlessness as a, compareTo as b, selfOutcome as c, secondsOf as d, settle as f, concludeComparison as g, conclude as h, quieted as i, count as j, changeWords as k, budgetSpent as l, endingOf as m, kinOf as n, selfBaseline as o, spent as p, unfitReasons as q, repeatsOf as r, selfChecked as s, FIRST as t, findRun as u, verdictOfModel as v, judgeAlone as w, crashedOnce as x, worse as y, join$1 as z };
