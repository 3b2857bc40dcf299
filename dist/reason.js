import { v as spellKey } from "./record.js";
import { n as clip, t as clean } from "./clean.js";

// src/report/text/line.ts
const LONGEST = 120;
const code = (text) => ({
	kind: "code",
	text: clip(text, LONGEST)
});
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
const ADDRESS = /^https?:\/\/[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[\w.~-]+)*\/?$/i;
const LONGEST_ADDRESS = 300;
function link(words, url) {
	return url.length <= LONGEST_ADDRESS && ADDRESS.test(url) ? {
		kind: "link",
		text: words,
		url
	} : {
		kind: "text",
		text: words
	};
}
function say(words, ...parts) {
	return words.flatMap((word, index) => {
		const part = parts[index];
		return [text(word), ...part === void 0 ? [] : piecesOf(part)];
	}).filter(({ kind, text }) => kind !== "text" || text !== "");
}
function marked(words) {
	const parts = words.split("`");
	if (parts.length % 2 === 0) return [text(words)];
	return parts.flatMap((part, at) => part === "" ? [] : at % 2 === 1 ? code(part) : text(part));
}
function join(lines, between, last = between) {
	return lines.flatMap((line, index) => {
		if (index === 0) return line;
		return [text(index === lines.length - 1 ? last : between), ...line];
	});
}
function shownText({ kind, text }) {
	const shown = clean(text);
	return (kind === "code" || kind === "name") && shown.trim() === "" ? "(empty)" : shown;
}
function plain(line) {
	return line.map(plainPiece).join("");
}
function plainPiece(piece) {
	const shown = shownText(piece);
	if (piece.kind === "code") return `\`${shown}\``;
	if (piece.kind === "link") return `${shown} (${piece.url})`;
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
function spellTolerance(tolerance, decimals) {
	if (tolerance === 0) return "0";
	const own = Math.min(decimalsOf(tolerance), decimalsFor(tolerance, 3));
	const shown = Math.max(decimals, own);
	return shown > MOST_DECIMALS ? shortest(tolerance, 3) : tolerance.toFixed(shown);
}
function spellNumber(value) {
	return minus(typeof value === "number" ? shortest(value, 6) : value);
}
function spellPercent(part) {
	const percent = part * 100;
	if (percent === 0) return "0%";
	if (Math.abs(percent) >= 1e6) return `${signed(percent.toExponential(1))}%`;
	if (Math.abs(percent) < 1e-4) return `${signed(percent.toExponential(1))}%`;
	return `${signed(percent.toFixed(Math.max(0, decimalsFor(percent, 2))))}%`;
}
function decimalsFor(value, digits) {
	if (value === 0 || !Number.isFinite(value)) return 0;
	return digits - 1 - Number(value.toExponential(digits - 1).split("e")[1]);
}
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
function minus(digits) {
	return digits.replace(/^-/, "−");
}

// src/report/text/quantity.ts
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
function changeWords(change) {
	return WORDS$1[change.kind](change);
}
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
	if (all === 2 && rest[0]?.how === first.how) return `rows ${first.row} and ${rest[0].row} ${ROWS[first.how]}`;
	return `differs in ${all} rows, first in ${spot(first)}`;
}
const ROW = {
	added: "is new",
	removed: "is gone",
	changed: "differs"
};
const ROWS = {
	added: "are new",
	removed: "are gone",
	changed: "differ"
};
function spot({ row }) {
	return row === 0 ? "the header" : `row ${row}`;
}
function codes(names, most = 3) {
	const shown = names.slice(0, most).map((name) => say`${code(name)}`);
	const more = names.length - shown.length;
	return more > 0 ? say`${join(shown, ", ")} and ${more} more` : join(shown, ", ", " and ");
}

// src/report/words/reason.ts
const WORDS = {
	"bits-equal": ({ evidence }, subject) => say`bit for bit ${theBaselines(subject)} (${values(subject, ", ")}${EVIDENCE[evidence]} equal)`,
	"values-equal": ({ traces }, subject) => traces === "differ" ? say`${numbers(subject)}, equal to the last digit; the trainings are not the same bit for bit` : say`${numbers(subject)}, equal to the last digit; bitwise evidence missing`,
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
	"sources-disagree": ({ values }, subject) => say`the run’s own files disagree about ${metricName(subject)} (${join(values.map(([source, value]) => say`${code(source)} ${value}`), ", ")})`,
	"resolution-coarser": ({ resolution, within }, subject) => say`${metricName(subject)} is written too coarsely (${fineness(resolution)}) to be held within ${spellNumber(within)}`,
	"nonfinite-lost": ({ source }, subject) => say`${metricName(subject)} comes from ${code(source)}, which cannot carry NaN, so that a normal number proves nothing`,
	"zero-mean": (_, subject) => say`the tolerance of ${metricName(subject)} is a percentage of a baseline of 0`,
	"environment-moved": ({ what, why }) => say`the environment moved (${what.length === 0 ? "not recorded in both" : codes(what)}), so a difference cannot be blamed on this change${why === void 0 || why === "budget" ? "" : `, and ${NO_BASE[why]}`}`,
	"model-removed": (_, { verdict }) => say`this change removes the model ${name(verdict.model)}, which has a baseline`,
	"evidence-lost": ({ why }) => say`the job that was to retrain handed nothing over that can be judged: ${why}`,
	draft: () => say`nothing was retrained, because this pull request is a draft`,
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
function reasonWords(reason, subject) {
	return WORDS[reason.kind](reason, subject);
}
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

export { plain as _, count as a, shownText as b, compareNumbers as c, em as d, id as f, name as g, marked as h, codes as i, spellNumber as l, link as m, changeWords as n, spellBytes as o, join as p, changedLines as r, spellSeconds as s, reasonWords as t, code as u, say as v, strong as x, shortId as y };