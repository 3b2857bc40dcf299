import { m as encodeNumber } from "./record.js";
import { _ as plain, a as count, f as id, g as name, i as codes, p as join, s as spellSeconds, u as code, v as say, x as strong, y as shortId } from "./reason.js";
import { E as otherSeedWords, S as unpartedWords, T as adviceWords, b as repeatWords, r as laddersOf, y as partedWords } from "./view.js";
import { n as clip } from "./clean.js";
import { c as indent, d as wrap, l as terminalTable, o as ladderLines, r as renderFindings, s as bullet, u as paint } from "./terminal.js";

// src/explain/seed-calls.ts
function otherSeed(run, repeat) {
	const others = numbered(repeat);
	for (const [key, { call, at, given: first }] of numbered(run)) {
		const second = others.get(key)?.given ?? null;
		if (first !== null && second !== null && first !== second) return {
			call,
			at,
			first,
			second
		};
	}
}
function numbered({ config }) {
	const counts = /* @__PURE__ */ new Map();
	return new Map((config.seed.calls ?? []).map((one) => {
		const place = JSON.stringify([one.call, one.at]);
		const count = (counts.get(place) ?? 0) + 1;
		counts.set(place, count);
		return [`${place} ${count}`, one];
	}));
}

// src/report/words/audit.ts
function auditSentence(report) {
	const { outcome, divergence, repeat, disagree } = report;
	switch (outcome) {
		case "reproducible": {
			const steps = divergence?.state === "same" ? say`: ${unpartedWords(divergence)}` : [];
			return say`${strong("reproducible")}: trained twice here with one seed, it gave the same bits${steps}`;
		}
		case "nondeterministic": {
			const where = placeWords(report, ", while ");
			const metrics = disagree.length === 0 ? [] : say` in ${metricNames(disagree)}`;
			return repeat?.run.exit.how === "crashed" ? say`${strong("nondeterministic")}: of two runs of the same code and seed one crashed${where}` : say`${strong("nondeterministic")}: two runs of the same code and seed disagree${metrics}${where}`;
		}
		case "unknown": return say`${strong("unknown")}: ${unknownWords(report)}`;
	}
}
function placeWords({ divergence }, equal) {
	if (divergence === void 0) return [];
	if (divergence.state === "found") return say`; ${partedWords(divergence)}`;
	return say`${divergence.state === "same" ? equal : "; "}${unpartedWords(divergence)}`;
}
function metricNames(metrics) {
	const shown = metrics.slice(0, 3).map((metric) => say`${name(metric)}`);
	const more = metrics.length - shown.length;
	return more > 0 ? say`${join(shown, ", ")} and ${more} more` : join(shown, ", ", " and ");
}
function unknownWords(report) {
	const { divergence, why } = report;
	const where = divergence?.state === "unknown" ? [] : placeWords(report, "; ");
	switch (why) {
		case "ended": return say`a run did not come to its end, so there is nothing to compare`;
		case "no-metrics":
			if (divergence === void 0) return say`no metric was read and nothing was traced, so there is nothing to compare`;
			return divergence.state === "unknown" ? say`no metric was read that could be compared, and the traces prove nothing` : say`no metric was read that could be compared${where}`;
		case "weights": return hasMetrics(report) ? say`all metrics that count are equal, but the trained weights differ${where}` : say`the trained weights differ, and no metric was read that could be compared${where}`;
		case "unproven":
		case void 0: return say`all metrics that count are equal, but nothing proves that the bits are${where}`;
	}
}
function hasMetrics({ run }) {
	return run.series.some(({ role }) => role === "metric");
}
function auditAdvice(report) {
	const { outcome, divergence, run, repeat } = report;
	if (outcome === "reproducible") return void 0;
	if (outcome === "unknown") return unknownAdvice(report);
	const ask = run.config.deterministic ? [] : say` Write ${code("deterministic: true")} in ${code("reprise.yml")}.`;
	const seed = repeat && otherSeed(run, repeat);
	if (divergence?.state === "found") return say`${adviceWords(divergence, seed)}${ask}`;
	if (repeat?.run.exit.how === "crashed") return say`See how it ended with ${code(`reprise show ${shortId(repeat.id)}`)}.`;
	if (seed !== void 0) return say`${otherSeedWords(seed)}${ask}`;
	return divergence?.state === "same" ? besideAdvice(report) : say`${untracedAdvice(report)}${ask}`;
}
function besideAdvice({ disagree }) {
	const what = disagree.length === 0 ? say`what differs` : metricNames(disagree);
	return say`The steps of the training repeat. Look at how ${what} ${disagree.length > 1 ? "are" : "is"} computed: dropout that was left on, a sample or a generator without a seed, the clock, another order of the samples.`;
}
function untracedAdvice({ divergence }) {
	if (divergence?.state === "unknown" && divergence.why === "other-length") return say`Look for what ends the training by anything but a count of steps: the clock, a limit of time, an early stop. See ${code("docs/findings/time-or-path.md")}.`;
	const none = divergence === void 0 ? say`Nothing was traced. ` : [];
	return say`${none}Look for the clock, unseeded generators, unordered sets and folders, and threads.`;
}
function unknownAdvice(report) {
	const { why, run, findings, divergence } = report;
	if (why === "ended") return say`See ${code("reprise show")} for how it ended.`;
	if (why === "weights") return divergence?.state === "same" ? say`The steps of the training repeat: look whether the files that ${code("weights:")} names hold a time stamp or a path, or are changed after the last step. Write them without, or take them out of ${code("weights:")}.` : say`If the files that ${code("weights:")} names hold a time stamp or a path, write them without, or take them out of ${code("weights:")}; if not, look for the clock and unseeded generators.`;
	const weights = run.weights !== void 0 || findings.some(({ kind }) => kind === "source-unreadable") ? [] : say`, or name ${code("weights:")} in ${code("reprise.yml")}`;
	return why === "no-metrics" ? say`Let the training write a metric, and name its file under ${code("metrics:")}${weights}.` : say`Log a metric at more steps with all its digits${weights}.`;
}
function costOfDeterminism({ cost }) {
	if (cost === void 0) return void 0;
	const [asked, plain] = [mean(cost, true), mean(cost, false)];
	if (asked === void 0 || plain === void 0 || plain === 0) return void 0;
	const order = cost.map(({ deterministic, seconds }) => `${deterministic ? "with" : "without"} ${spellSeconds(seconds)}`);
	return say`Asking for determinism takes ${Number((asked / plain).toPrecision(2))} times as long: ${order.join(", ")}, in this order. Of one run each this is a hint, no measurement.`;
}
function mean(cost, deterministic) {
	const seconds = cost.filter((one) => one.deterministic === deterministic).map((one) => one.seconds);
	return seconds.length === 0 ? void 0 : seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
}
const SEEDS = {
	wired: "Another seed gives other bits, as it should.",
	"not-wired": "Another seed gives the same bits: it does not reach the training.",
	unknown: "Whether another seed reaches the training could not be told."
};
function seedWords({ seed }) {
	return seed === void 0 ? void 0 : say`${SEEDS[seed]}`;
}
function spentWords({ runs, seconds }) {
	return say`${count(runs, "run")}, ${spellSeconds(seconds)} of training`;
}

// src/report/words/bisect.ts
function commitWords({ commit, subject }) {
	return say`${id(commit)} ${clip(subject, 100)}`;
}
function bisectSentence({ result, suspects, good, bad, commits, stretches }) {
	const room = say`of ${count(commits, "commit")}, ${stretches - 1} of which a training can tell from the one before`;
	const [first] = suspects;
	if (result === "same" || first === void 0) return say`${strong("same")}: ${commitWords(bad)} trains as ${commitWords(good)} does`;
	return result === "found" ? say`${strong("found")}: ${commitWords(first)} is the first that trains otherwise, ${room}` : say`${strong("one of")} ${count(suspects.length, "commit")}, for some could not be trained: ${join(suspects.slice(0, 5).map(commitWords), "; ")}`;
}
function triedWords({ outcome, verdict, why }) {
	const more = why ?? verdict;
	return more === void 0 ? outcome : `${outcome}: ${more}`;
}

// src/report/words/why.ts
const NAMES = {
	machine: "this machine",
	environment: "the environment",
	settings: "the settings",
	data: "the data",
	config: "the configuration",
	code: "the code"
};
function groupWords(group) {
	return say`${NAMES[group.name]}${whatWords(group)}`;
}
function whatWords({ paths, fields }) {
	const what = [...paths, ...fields.map((field) => `${field}:`)];
	return what.length === 0 ? [] : say` (${codes(what)})`;
}
function whySentence(report) {
	const { groups, listed, explanation } = report;
	const { divergence, repeat } = explanation;
	if (listed) return say`${strong("not run")}: what would be trained`;
	if (groups.some(({ why }) => why === "nondeterministic") && repeat?.state === "found") return say`${strong("no change")}: ${repeatWords(repeat)}`;
	if (groups.length === 0) return say`${strong("nothing differs")}: no group of changes could be the cause`;
	const [only] = groups;
	const place = divergence?.state === "found" ? say`; ${partedWords(divergence)}` : [];
	if (only?.why === "alone") return say`${strong(NAMES[only.name])}: nothing else that was recorded differs, so it needs no trial${place}`;
	return say`${answer(groups, isPlaced(report))}${place}${partedLater(report)}`;
}
function isPlaced({ explanation }) {
	return explanation.divergence?.state === "found";
}
function partedLater(report) {
	const { groups } = report;
	if (!isPlaced(report) || groups.length < 2) return [];
	const others = groups.filter(({ result }) => result === "elsewhere").map(groupWords);
	const also = others.length === 0 ? [] : say`. Up to that step other differences come from ${join(others, ", ", " and ")}`;
	return say`${also}. What else differs may act later, which was not looked at`;
}
function answer(groups, first) {
	const difference = first ? "the first difference" : "the difference";
	const of = (...results) => groups.filter(({ result }) => results.includes(result));
	const [shown, parts] = [of("shown"), of("part")];
	const open = groups.length - of("shown", "part", "elsewhere", "excluded").length;
	const [one, ...more] = shown;
	if (one !== void 0 && more.length === 0) return say`${strong(NAMES[one.name])}${whatWords(one)} makes ${difference} by itself${open === 0 ? "" : "; not all others could be tried"}`;
	if (one !== void 0) return say`${strong("several")}: each of ${join(shown.map(groupWords), ", ", " and ")} makes ${difference} by itself`;
	if (parts.length > 0) return say`${strong("together")}: ${join(parts.map(groupWords), ", ", " and ")} ${parts.length === 1 ? "moves" : "move"} the numbers${first ? " where the two part first" : ""}, and alone not to where they are now`;
	return open > 0 ? say`${strong("not known")}: no group that could be tried makes ${difference}, and not all could be tried` : say`${strong("together only")}: none of the groups makes ${difference} by itself`;
}
const RESULTS = {
	shown: "gives the run’s numbers by itself",
	excluded: "leaves the baseline’s numbers",
	elsewhere: "does not make the first difference, and makes others up to that step",
	part: "moves the numbers, not to where they are now",
	failed: "could not be trained so",
	untestable: "cannot be tried",
	"not-run": "not tried"
};
const UP_TO_THERE = {
	...RESULTS,
	shown: "makes the first difference by itself",
	excluded: "changes no tensor and no hyper-parameter that was recorded up to that step",
	part: "changes what differs first, not to what it is now"
};
const BECAUSE = {
	listed: "only listed",
	nondeterministic: "the training does not repeat itself",
	alone: "nothing else that was recorded differs",
	budget: "the budget is spent"
};
function resultWords({ result, why, all }, report) {
	const words = (isPlaced(report) ? UP_TO_THERE : RESULTS)[result];
	if (why !== void 0) return say`${words}: ${Object.hasOwn(BECAUSE, why) ? BECAUSE[why] ?? why : why}`;
	if (all === void 0) return say`${words}`;
	return say`${words}, ${all ? "and all others" : "not all others"} up to that step`;
}
function explanationBelow({ explanation, listed, groups }) {
	const { cause, ...rest } = explanation;
	const isSettled = (cause?.candidates.filter(({ weight }) => weight === "shown") ?? []).length === 1 || cause?.class === "nondeterminism";
	const isAlone = groups.some(({ why }) => why === "alone");
	return cause !== void 0 && !isAlone && (listed || isSettled) ? explanation : rest;
}

// src/report/terminal/answers.ts
function top(sign, tone, sentence, { color, columns }) {
	const [first = "", ...rest] = wrap(sentence, columns - 2, color, tone);
	return [`${paint(sign, tone, color)} ${first}`, ...indent(rest)];
}
function paragraphs(lines, { color, columns }) {
	return lines.flatMap((line) => line === void 0 ? [] : ["", ...indent(wrap(line, columns - 2, color))]);
}
function ladders(explanation, options) {
	return laddersOf(explanation).flatMap((ladder) => [
		"",
		paint(`where they part, ${ladder.title}`, "dim", options.color),
		...ladderLines(ladder, options)
	]);
}
const OUTCOMES = {
	reproducible: ["✓", "green"],
	nondeterministic: ["✗", "red"],
	unknown: ["?", "amber"]
};
function renderAudit$1(report, options) {
	const { outcome, divergence, findings, spent, exitCode } = report;
	const [sign, tone] = OUTCOMES[outcome];
	const advice = auditAdvice(report);
	return `${[
		...top(sign, tone, auditSentence(report), options),
		...paragraphs([
			advice && say`What to do: ${advice}`,
			seedWords(report),
			costOfDeterminism(report)
		], options),
		...divergence?.state === "found" ? ladders({
			factors: [],
			repeat: divergence
		}, options) : [],
		...findings.length === 0 ? [] : ["", renderFindings(findings, options).trimEnd()],
		"",
		paint(`${report.key} · ${plain(spentWords(spent))} · exit code ${exitCode}`, "dim", options.color)
	].join("\n")}\n`;
}
function renderWhy$1(report, options) {
	const { groups, until, cost, listed } = report;
	const isKnown = groups.some(({ result, why }) => result === "shown" || why === "alone");
	return `${[
		...top(listed ? "·" : isKnown ? "✓" : "?", isKnown ? "green" : "amber", whySentence(report), options),
		"",
		...groups.flatMap((group) => bullet(say`${groupWords(group)}: ${resultWords(group, report)}`, options)),
		...ladders(explanationBelow(report), options),
		"",
		paint(`run ${shortId(report.run)} · baseline ${shortId(report.baseline)} · ${until === void 0 ? "whole runs" : `trained up to step ${until}`} · ${plain(spentWords(cost))}`, "dim", options.color)
	].join("\n")}\n`;
}
function renderBisect$1(report, options) {
	const { color, columns } = options;
	const { tried, explanation, cost, result } = report;
	const rows = tried.map((one) => [
		{
			text: one.commit.slice(0, 12),
			style: "cyan"
		},
		{ text: triedWords(one) },
		{ text: plain(commitWords(one)).replace(/^`[0-9a-f]*` /, "") }
	]);
	return `${[
		...top(result === "one-of" ? "?" : "✓", result === "found" ? "green" : "amber", bisectSentence(report), options),
		"",
		...terminalTable([
			"commit",
			"outcome",
			"subject"
		], rows, columns, color, 3),
		...explanation === void 0 ? [] : ladders(explanation, options),
		"",
		paint(plain(spentWords(cost)), "dim", color)
	].join("\n")}\n`;
}

// src/flows/rendering.ts
function renderAudit(report, how) {
	return how.json ? asJson(report) : renderAudit$1(report, how);
}
function renderWhy(report, how) {
	return how.json ? asJson(report) : renderWhy$1(report, how);
}
function renderBisect(report, how) {
	return how.json ? asJson(report) : renderBisect$1(report, how);
}
function asJson(value) {
	return JSON.stringify(value, (_, one) => typeof one === "number" ? encodeNumber(one) : one, 2);
}

export { renderAudit, renderBisect, renderWhy };