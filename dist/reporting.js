import { A as codes, B as name, D as createTwoFilesPatch, E as explainRecords, F as spellNumber, G as strong, H as say, I as code, K as baselineOf, L as em, M as spellBytes, N as spellSeconds, O as reasonWords, P as compareNumbers, R as id, T as replaceFile, U as shortId, V as plain, W as shownText, j as count, k as changeWords, r as repeatsOf, t as FIRST, z as join$1 } from "./repeats.js";
import { t as UserError } from "./error.js";
import { G as spellKey, P as summarise, V as encodeNumber, f as writeLock, j as decodeSeries, o as setBaseline, t as Factor } from "./record.js";
import { n as clip, t as clean } from "./clean.js";
import { t as isMeasured } from "./measures.js";
import { t as chartAssets } from "./assets.js";
import { join } from "node:path";
import { createHash } from "node:crypto";
// src/report/findings/place.ts
/** Findings of a machine or repository: what `reprise doctor` says. */
const PLACE_FINDINGS = {
	"no-git": {
		title: "this is no git work tree",
		text: ({ why }) => say`${why}. Without git nobody can say which code was trained.`,
		todo: ({ why }) => why.startsWith("git was not found") ? say`Then see what else there is with ${code("reprise doctor")}.` : say`Go to the repository’s folder; for code that has none yet, run ${code("git init")} and commit.`
	},
	"no-config": {
		title: "there is no reprise.yml",
		text: ({ path }) => say`${code(path)} does not exist.`,
		todo: () => say`Let ${code("reprise init")} write it.`
	},
	"no-baseline": {
		title: "a model has no baseline for this machine",
		text: ({ model }) => say`${code("reprise.lock")} has no entry for ${name(model)} on this hardware, so it is compared with the base commit, or with itself.`,
		todo: () => say`Run ${code("reprise check")}, then ${code("reprise accept --because \"first baseline\"")}.`
	},
	"no-sandbox": {
		title: "there is no sandbox here",
		text: ({ why }) => say`${why}. Trainings run with the rights of their user.`,
		todo: ({ mend }) => say`Mend it: ${code(mend)}.`
	},
	"dirty-tree": {
		title: "the tree has changes that are not committed",
		text: ({ paths }) => say`${codes(paths, 5)}. A record made now belongs to no commit.`,
		todo: () => say`Commit them before you accept a baseline.`
	},
	"no-pins": {
		title: "no package is pinned",
		text: () => say`The code imports packages, and no lock and no requirements file was found: tomorrow’s run may use others.`,
		todo: () => say`Write a lock: ${code("uv lock")}, ${code("poetry lock")} or ${code("pip freeze > requirements.txt")}.`
	},
	"loose-pins": {
		title: "packages are not pinned to a version",
		text: ({ file, names }) => say`${code(file)} leaves ${codes(names, 5)} open.`,
		todo: () => say`Pin each with ${code("==")}, or use a lock.`
	},
	"data-missing": {
		title: "declared data is not there",
		text: ({ name: set }) => say`Nothing matches ${code(set)}.`,
		todo: () => say`Fetch it, or mend ${code("data:")} in ${code("reprise.yml")}.`
	},
	"data-floating": {
		title: "data may change under the same name",
		text: ({ name: set, why }) => say`${code(set)}: ${why}.`,
		todo: () => say`Let git or DVC track it, or keep it where its name says the version; each run digests what it saw all the same.`
	},
	"lfs-pointer": {
		title: "a file is a Git LFS pointer, not the data",
		text: ({ path }) => say`${code(path)} holds three lines that point to the data.`,
		todo: () => say`Run ${code("git lfs pull")}; on a runner, check out with ${code("lfs: true")}.`
	},
	"driver-unknown": {
		title: "the driver is not known",
		text: ({ why }) => say`${why}. A driver update would not be seen as the cause of a change.`,
		todo: () => say`Put ${code("nvidia-smi")} on the PATH of the runner.`
	},
	"no-interpreter": {
		title: "the program that trains was not found",
		text: ({ command }) => say`${code(command)} is not on the PATH.`,
		todo: () => say`Activate the environment, or name the interpreter in ${code("train:")}.`
	},
	"directory-missing": {
		title: "a model’s directory does not exist",
		text: ({ model, path }) => say`${name(model)} is to run in ${code(path)}.`,
		todo: () => say`Mend ${code("directory:")} in ${code("reprise.yml")}.`
	},
	"low-disk": {
		title: "little disk space is left",
		text: ({ free }) => say`${spellBytes(free)} are free. Each run needs a copy of the tree and room for what it writes.`,
		todo: () => say`Make room, or point ${code("TMPDIR")} to a larger disk.`
	}
};
// src/report/findings/run.ts
/** Files that are no metrics: `reprise read` says nothing of them. */
const CONFIGURATION = /(?:^|\/)(?:reprise\.yml|[^/]*[.-]lock(?:\.ya?ml|\.json|\.toml)?|pylock[^/]*\.toml|requirements[^/]*\.txt|environment\.ya?ml|pyproject\.toml|Pipfile)$/;
// src/report/findings/texts.ts
const TEXTS = {
	"not-hermetic": {
		title: "the training used the network",
		text: ({ addresses }) => say`It reached ${codes(addresses)}. What it got from there is not in the input digest, and may be other tomorrow.`,
		todo: () => say`Fetch it in ${code("setup:")} or keep it under ${code("data:")}, then write ${code("network: off")}.`
	},
	"left-out": {
		title: "what git does not hold was left out",
		text: ({ path }) => say`The training asked for ${code(path)}. It is in the checkout but ${path.endsWith("/") ? "git holds no file in it" : "git-ignored"}, so it was not in the training’s tree.`,
		todo: ({ path }) => path.endsWith("/") ? say`Let the training make the folder: ${code(`os.makedirs(${JSON.stringify(path.slice(0, -1))}, exist_ok=True)`)}.` : say`Add ${code(path)} to ${code("data:")} in ${code("reprise.yml")}.`
	},
	"data-changed": {
		title: "the training wrote into its data",
		text: ({ name: set, paths }) => say`${codes(paths)} of ${code(set)} changed while it ran, so a second run would see other data.`,
		todo: () => say`Write ${code("mode: copy")} for this data, or let the training write elsewhere.`
	},
	"weak-isolation": {
		title: "the sandbox was weaker than it could be",
		text: ({ level, why }) => say`The run had isolation level ${level} of 4: ${why}.`,
		todo: () => say`See ${code("reprise doctor")} for the one command that mends it. Code that you would not run yourself needs level 4.`
	},
	"foreign-module": {
		title: "a module came from outside the copy",
		text: ({ path }) => say`${code(path)} was imported from the original checkout or elsewhere, not from the copy that is judged.`,
		todo: () => say`Install the package from the tree in ${code("setup:")}: ${code("pip install -e .")}.`
	},
	"probe-absent": {
		title: "the training was not watched from inside",
		text: ({ why }) => say`The probe left nothing: ${why}. Imports, packages and flags of the interpreter that trained are unknown.`,
		todo: () => say`Let the training’s Python read ${code("sitecustomize")} (no ${code("-S")}, no ${code("-I")}), and keep ${code("PYTHONPATH")} as it is set.`
	},
	"processes-left": {
		title: "processes were still running at the end",
		text: ({ count: n }) => say`${count(n, "process", "processes")} of the training went on after it had ended, and ${n === 1 ? "was" : "were"} stopped.`,
		todo: () => say`Wait for or stop the workers before the program ends.`
	},
	"sources-disagree": {
		title: "the run’s own files disagree",
		text: ({ metric, values }) => say`${name(metric)} is ${join$1(values.slice(0, 5).map(([source, value]) => say`${value} in ${code(source)}`), ", ")}.`,
		todo: () => say`Name the file that counts under ${code("metrics:")} in ${code("reprise.yml")}.`
	},
	"source-truncated": {
		title: "a file ends in the middle",
		text: ({ path, where }) => say`${code(path)} stops at ${where}. What stood before was read.`,
		todo: () => say`Let the program close its files and end the last row with a line end; a full disk or a kill also does this.`
	},
	"source-unreadable": {
		title: "a file could not be read",
		text: ({ path, why }) => say`${code(path)}: ${why}.`,
		todo: ({ path }) => CONFIGURATION.test(path) ? say`Mend it, or restore it from git.` : say`See what a reader makes of it: ${code(`reprise read ${path}`)}.`
	},
	"metrics-unwritten": {
		title: "a metrics file was not written by this run",
		text: ({ path }) => say`This run did not write ${code(path)} anew. A stale value is no result, so nothing was read from it.`,
		todo: () => say`Let the training write it each time, and keep results out of the repository.`
	},
	"no-metrics": {
		title: "no metric was found",
		text: ({ looked }) => looked.length === 0 ? say`The run wrote no file that a reader knows.` : say`Looked at ${codes(looked, 5)}.`,
		todo: () => say`Name the files under ${code("metrics:")}, and see what is read with ${code("reprise read PATH")}.`
	},
	"series-rewound": {
		title: "the steps of a metric go backwards",
		text: ({ metric, source }) => say`In ${code(source)} the steps of ${name(metric)} start again, as after a resume or where two runs share a file. The later part counts.`,
		todo: () => say`Let each run write its own file.`
	},
	"hardware-unknown": {
		title: "the accelerator could not be asked",
		text: ({ why }) => say`${why}.`,
		todo: () => say`Put ${code("nvidia-smi")} on the PATH, or declare ${code("accelerator:")} in ${code("reprise.yml")}.`
	},
	"pin-mismatch": {
		title: "an installed package is not the pinned one",
		text: ({ name: pack, pinned, installed, file }) => say`${code(file)} pins ${code(pack)} to ${pinned}; ${installed} was in use.`,
		todo: () => say`Install from the lock in ${code("setup:")}.`
	},
	"crashed-once": {
		title: "the training crashed once",
		text: ({ record }) => say`Run again with the same seed it went through. The crash is recorded as ${id(record)}.`,
		todo: () => say`Read its last lines with ${code("reprise show")}: a crash that comes and goes is often memory or a race.`
	},
	"repeats-unknown": {
		title: "it is not known whether this training repeats itself",
		text: () => say`The same inputs and seed were never run twice, neither when the baseline was accepted nor now.`,
		todo: () => say`Allow one run more in ${code("policy.budget")}, or run ${code("reprise check")} twice before the next ${code("reprise accept")}, so that a difference can be told from chance.`
	},
	"repeats-not": {
		title: "this training does not repeat itself",
		text: () => say`When the baseline was accepted, the same inputs and seed gave different bits. A difference may be the training’s own.`,
		todo: () => say`Look for what no seed reaches: the clock, unordered sets and folders, threads, an unseeded generator. Then accept again.`
	},
	"varies-by-itself": {
		title: "a metric differs between two runs with the same seed",
		text: ({ metrics }) => say`Only ${codes(metrics, 5)} ${metrics.length === 1 ? "differs" : "differ"}; all that is gated or measures quality by its name is equal. So it was left out of the comparison of bits.`,
		todo: () => say`If it measures speed or memory, all is well, and a name that says so (${code("epoch_seconds")}) saves the second run; if it must repeat, gate it under ${code("expect:")}.`
	},
	"nonfinite-inside": {
		title: "a curve has NaN or infinity inside",
		text: ({ metric, count: n }) => say`${name(metric)} is not finite at ${count(n, "point")} of this run, although its final value is a number.`,
		todo: () => say`Find the first such step: the curve shows it.`
	},
	"tolerance-below-resolution": {
		title: "a tolerance is finer than the file can show",
		text: ({ metric, within, resolution }) => say`${name(metric)} is to be held within ${within}, but ${resolution === "exact" ? "float64 leaves out integers beyond 2⁵³" : say`its file has ${code(resolution)}`}. It was judged by that resolution.`,
		todo: () => say`Write more digits, or widen ${code("within:")}.`
	},
	...PLACE_FINDINGS
};
/** Title, text, what to do, and the page with more. */
function findingWords(finding) {
	const { title, text, todo } = TEXTS[finding.kind];
	return {
		title,
		text: text(finding),
		todo: todo(finding),
		page: `docs/findings/${finding.kind}.md`
	};
}
Object.keys(TEXTS);
// src/report/words/advice.ts
const NEW_BASELINE = say`If the result is meant to move, say so with ${code("reprise accept --because \"…\"")} and commit ${code("reprise.lock")}.`;
const READ = say`See what is read from a file, and why not more, with ${code("reprise read PATH")}.`;
const AGAIN = say`Run it again.`;
/** What to do about each reason; `undefined` where there is nothing to do. */
const ADVICE = {
	"bits-equal": void 0,
	"values-equal": say`To prove identity, name the trained weights under ${code("weights:")}, or write the metric with all its digits at every step.`,
	within: void 0,
	better: NEW_BASELINE,
	"self-repeats": say`Accept this run as the first baseline: ${code("reprise accept --because \"first baseline\"")}.`,
	beyond: NEW_BASELINE,
	"bits-differ": NEW_BASELINE,
	"weights-differ": say`If the trained weights are meant to differ, accept them with ${code("reprise accept --because \"…\"")}; if their files hold a time stamp or a path, write them without, or take them out of ${code("weights:")}.`,
	"identity-unproven": say`Name the trained weights under ${code("weights:")}, or write the metric with all its digits at 20 steps or more.`,
	"self-differs": say`Look for what no seed reaches: the clock, unordered sets and folders, threads, an unseeded generator. If the training is meant to vary, write ${code("require: reproduced")} and a number for ${code("within:")}.`,
	"noise-not-measured": say`Give the metric a tolerance in ${code("reprise.yml")}: a number, ${code("within: 0.01")}, or a percentage, ${code("within: 1%")}.`,
	"budget-spent": say`Raise ${code("policy.budget")} in ${code("reprise.yml")}.`,
	"killed-outside": say`${AGAIN} Look for another process that took the memory, or a machine that was shut down.`,
	"no-baseline": say`Accept one: ${code("reprise accept --because \"…\"")}, and commit ${code("reprise.lock")}.`,
	"baseline-unreadable": ({ why }) => unreadable(why),
	"no-metric": say`Name the metric under ${code("expect:")} in ${code("reprise.yml")}, or the files under ${code("metrics:")}. ${READ}`,
	"metric-not-in-baseline": say`Accept a baseline that has the metric: ${code("reprise accept --because \"…\"")}.`,
	"other-step": say`Train for as long as the baseline did; or, where runs may end early, write ${code("steps: any")} for this metric.`,
	"sources-disagree": say`Name the file that counts under ${code("metrics:")} in ${code("reprise.yml")}.`,
	"resolution-coarser": say`Let the training write more digits, or widen ${code("within:")} to what the file can show.`,
	"nonfinite-lost": say`Let the training write the metric to JSON or CSV too, which keep NaN.`,
	"zero-mean": say`Write the tolerance in units of the metric: ${code("within: 0.01")}.`,
	"environment-moved": ({ why }) => say`${RETRAIN_BASE[why ?? "budget"]}, or accept a new baseline with ${code("reprise accept --cause environment --because \"…\"")}.`,
	"model-removed": say`Remove its entry from ${code("reprise.lock")} in the same change, or keep the model.`,
	crashed: say`Mend the error; its last lines are below.`,
	"not-started": ({ hint }) => say`${hint}`,
	timeout: say`Make the training shorter, or raise ${code("timeout:")} in ${code("reprise.yml")}.`,
	idle: say`Look where it waits; a training that is silent for long needs a larger ${code("idle:")} in ${code("reprise.yml")}.`,
	"metric-missing": say`Let the training write it again, or take it out of ${code("expect:")} on the base branch. ${READ}`,
	"not-finite": say`Find the first step at which it is not finite: the curve shows it.`,
	"foreign-module": say`Install the package from the tree in ${code("setup:")} (${code("pip install -e .")}), so that the copy is what is imported.`,
	"evidence-invalid": ({ of }) => of === "lock" ? say`Restore ${code("reprise.lock")} from the base branch, or accept again: only ${code("reprise accept")} writes it.` : AGAIN
};
const RETRAIN_BASE = {
	"no-base": say`Put the machine back as it was`,
	"base-failed": say`Mend the training of the base commit on this machine`,
	budget: say`Allow two runs more in ${code("policy.budget")}, so that the base commit is retrained here`
};
/** Which file is to be mended stands at the beginning of what is wrong with it. */
function unreadable(why) {
	if (why.startsWith("the ledger")) return say`Remove the damaged record from the ledger (${code("reprise.lock")} alone then counts), or accept a new baseline.`;
	if (why.startsWith("the base")) return say`Mend ${code("reprise.yml")} on the base branch first; nothing is green until it can be read.`;
	if (why.startsWith("its run")) return say`Name the record of a run that finished.`;
	return say`Restore ${code("reprise.lock")} from the base branch, or mend it; nothing is green until it can be read.`;
}
/** What a person can do, as one or two sentences. */
function reasonAdvice(reason) {
	const advice = ADVICE[reason.kind];
	return typeof advice === "function" ? advice(reason) : advice;
}
// src/report/words/moved.ts
/** What people call a factor. */
const FACTOR_NAMES = {
	code: "code",
	config: "configuration",
	data: "data",
	environment: "environment",
	hardware: "hardware",
	seed: "seed",
	determinism: "determinism"
};
const SOURCE = /\.(py|pyx|ipynb|jl|r|lua|c|cc|cpp|cu|cuh|h|rs|go|java|sh|ts|js)$/i;
/**
* How likely a change moved the result, 0 the likeliest: code that the training imported or was started with, data,
* parameters, packages; last what only stood beside it.
*/
function rank(factor, change, train) {
	if (change.kind === "code") return rankCode(change.path, change.imported, train);
	if (change.kind === "data") return 1;
	if (change.kind === "param") return 2;
	if (change.kind === "package") return 5;
	return factor === "config" ? 3 : factor === "environment" ? 6 : 7;
}
function rankCode(path, imported, train) {
	if (imported === true || train.split(/\s+/).includes(path)) return 0;
	if (imported === false) return 9;
	return SOURCE.test(path) ? 4 : 8;
}
/** All changes, the likeliest cause first. `train` is the command: a file that it names was run. */
function likeliestFirst(explanation, train) {
	return explanation.factors.flatMap(({ factor, changes }) => changes.map((change) => ({
		change,
		at: rank(factor, change, train)
	}))).sort((a, b) => a.at - b.at).map(({ change }) => change);
}
/** "`data/train.csv` row 212 differs, and 2 more changes", or undefined where nothing is known to differ. */
function movedWords(explanation, train) {
	const [first, ...rest] = likeliestFirst(explanation, train);
	if (first === void 0) return differentWords(explanation.factors);
	const more = rest.length === 0 ? "" : `, and ${rest.length} more ${rest.length === 1 ? "change" : "changes"}`;
	return say`${changeWords(first)}${more}`;
}
function differentWords(factors) {
	const names = factors.filter(({ status }) => status === "different").map(({ factor }) => FACTOR_NAMES[factor]);
	return names.length === 0 ? void 0 : say`the ${names.join(" and the ")} ${names.length === 1 ? "differs" : "differ"}`;
}
/** Where no factor is known to differ: which ones are not known at all. */
function unmovedWords(explanation) {
	const unknown = explanation.factors.filter(({ status, unknown }) => status === "unknown" || unknown.length > 0);
	if (unknown.length === 0) return say`no recorded factor differs`;
	return say`no recorded factor differs, but not all is known of ${unknown.map(({ factor }) => FACTOR_NAMES[factor]).join(", ")}`;
}
// src/report/words/sentence.ts
/**
* The one sentence on top: the verdict, the numbers that decided it beside their baseline, and what moved.
* Where the change accepts a new baseline, a first sentence says which.
*/
function sentence(model) {
	const { verdict } = model;
	const metric = decidingMetric(verdict);
	const what = say`${strong(verdict.verdict)}: ${reasonWords(deciding(verdict), {
		verdict,
		metric
	})}`;
	const whole = say`${what}${others(verdict, metric)}${lastWords(model)}${cause(model)}`;
	return model.accepts === void 0 ? whole : say`${acceptance(model.accepts)}. ${whole}`;
}
/** What to do about the verdict, where there is something to do. */
function advice(model) {
	const { findings } = model.verdict;
	const left = findings.find(({ kind }) => kind === "left-out");
	if (left === void 0 || deciding(model.verdict).kind !== "crashed") return reasonAdvice(deciding(model.verdict));
	const { text, todo } = findingWords(left);
	return say`${text} ${todo}`;
}
/** One sentence for a report of several models; undefined for one model, whose own sentence says all. */
function headline(report) {
	if (report.models.length === 1) return void 0;
	const verdicts = [...new Set(report.models.map(({ verdict }) => verdict.verdict))];
	if (verdicts.length === 0) return say`${strong("no model")}: nothing was retrained, so nothing is known`;
	const groups = verdicts.map((kind) => {
		const names = report.models.filter(({ verdict }) => verdict.verdict === kind).map(({ verdict }) => say`${name(verdict.model)}`);
		const shown = names.length > 4 ? say`${join$1(names.slice(0, 3), ", ")} and ${names.length - 3} more` : join$1(names, ", ", " and ");
		return say`${shown} ${strong(kind)}`;
	});
	return say`${report.models.length} models: ${join$1(groups, "; ")}`;
}
/** The reason that decided; a verdict always has one. */
function deciding(verdict) {
	const [first] = verdict.reasons;
	if (first === void 0) throw new TypeError(`the verdict on ${verdict.model} has no reason`);
	return first;
}
/** The gated metric that gave the model its verdict for the deciding reason, or at least gave it its verdict. */
function decidingMetric(verdict) {
	const reason = deciding(verdict);
	const gated = verdict.metrics.filter((metric) => metric.gated);
	const same = gated.filter((metric) => metric.verdict === verdict.verdict);
	return same.find((metric) => metric.reason?.kind === reason.kind) ?? same[0] ?? gated[0];
}
function others({ metrics, verdict }, decided) {
	if (verdict === "identical" || verdict === "reproduced" || decided?.verdict !== verdict) return [];
	const more = metrics.filter((metric) => metric.gated && metric !== decided && metric.verdict === verdict);
	if (more.length === 0) return [];
	const names = more.slice(0, 3).map(({ metric }) => say`${name(metric)}`);
	return say`, and so ${more.length === 1 ? "is" : "are"} ${join$1(names, ", ", " and ")}${more.length > 3 ? ` and ${more.length - 3} more` : ""}`;
}
/** The last line of a crash is what its author wants to see first. */
function lastWords({ verdict, crash }) {
	const last = crash?.map(clean).findLast((line) => line.trim() !== "");
	if (!["crashed", "not-started"].includes(deciding(verdict).kind) || last === void 0) return [];
	return say`: ${code(clip(last.trim(), 120))}`;
}
const CLAUSE = {
	identical: "though",
	reproduced: "though",
	improved: "moved",
	inconclusive: "moved",
	incomparable: "none",
	nondeterministic: "moved",
	changed: "moved",
	failed: "moved",
	invalid: "none"
};
function cause({ verdict, explanation, run }) {
	const clause = CLAUSE[verdict.verdict];
	if (explanation === void 0 || clause === "none" || verdict.basis === "self") return [];
	const moved = movedWords(explanation, run?.config.train ?? "");
	if (clause === "though") return moved === void 0 ? [] : say`, though ${moved}`;
	const doubt = doubtOf(verdict);
	if (doubt !== void 0) return say`; ${doubt}, so the difference may be its own${moved === void 0 ? [] : say`; also, ${moved}`}`;
	if (moved !== void 0) return say`; ${moved}`;
	return verdict.verdict === "changed" || verdict.verdict === "improved" ? say`; ${unmovedWords(explanation)}` : [];
}
/** Why a difference cannot be blamed on what moved: the training may differ from itself. */
function doubtOf({ verdict, reasons, findings }) {
	const found = (kind) => findings.some((one) => one.kind === kind);
	if (verdict === "nondeterministic") return void 0;
	if (found("repeats-not") || reasons.some(({ kind }) => kind === "self-differs")) return "this training does not repeat itself";
	return found("repeats-unknown") ? "nobody has looked whether this training repeats itself" : void 0;
}
function acceptance({ cause, because, moved }) {
	const parts = moved.map(({ metric, before, after }) => {
		const { difference } = spellMove(before, after);
		return say`${name(metric)}${difference === void 0 ? "" : ` ${difference}`}`;
	});
	const values = moved.map(({ before, after }) => spellMove(before, after).values);
	const what = parts.length === 0 ? say`a new baseline` : join$1(parts.slice(0, 3), ", ", " and ");
	return say`accepts ${what}: ${em(because)} (${values.length === 0 ? "" : `${values.slice(0, 3).join("; ")}; `}cause: ${cause})`;
}
function spellMove(before, after) {
	if (typeof before !== "number" || typeof after !== "number") {
		const [old, young] = [before, after].map((value) => value === void 0 ? "none" : spellNumber(value));
		return {
			values: `${old} → ${young}`,
			difference: void 0
		};
	}
	const spelled = compareNumbers({
		baseline: before,
		run: after,
		difference: after - before,
		relative: void 0,
		tolerance: void 0
	});
	return {
		values: `${spelled.baseline} → ${spelled.run}`,
		difference: spelled.difference === "0" ? "±0" : spelled.difference
	};
}
// src/report/view/curves.ts
const BARS = [
	"▁",
	"▂",
	"▃",
	"▄",
	"▅",
	"▆",
	"▇",
	"█"
];
/** A curve in eighths of a line: `█▆▄▃▂▁▁▁`; a cell without a finite value is `·`. */
function sparkline(points, width = 12) {
	const values = points === void 0 ? [] : buckets(points.values, width);
	const finite = values.filter((value) => value !== void 0);
	if (finite.length < 2) return "";
	const [low, high] = [Math.min(...finite), Math.max(...finite)];
	return values.map((value) => value === void 0 ? "·" : bar(value, low, high)).join("");
}
function bar(value, low, high) {
	const part = high === low ? 0 : (value / 2 - low / 2) / (high / 2 - low / 2);
	return BARS[Math.min(BARS.length - 1, Math.floor(part * BARS.length))] ?? "▁";
}
/** At most `width` values: of each stretch its last finite one, which keeps the final value. */
function buckets(values, width) {
	const cells = Math.min(width, values.length);
	return Array.from({ length: cells }, (_, cell) => {
		const [from, to] = [cell, cell + 1].map((edge) => Math.round(edge * values.length / cells));
		return values.slice(from, to).findLast((value) => Number.isFinite(value));
	});
}
/** The first step at which two curves differ, and the last common step before it; undefined where they never do. */
function firstDifference(curve) {
	if (curve.run === void 0 || curve.baseline === void 0) return void 0;
	const old = new Map(curve.baseline.steps.map((step, index) => [step, curve.baseline?.values[index]]));
	let before;
	for (const [index, step] of curve.run.steps.entries()) {
		if (!old.has(step)) continue;
		if (!Object.is(old.get(step), curve.run.values[index])) return {
			step,
			before
		};
		before = step;
	}
}
function align(curve) {
	const rows = /* @__PURE__ */ new Map();
	for (const side of ["baseline", "run"]) for (const [index, step] of (curve[side]?.steps ?? []).entries()) {
		const value = curve[side]?.values[index];
		if (value !== void 0) rows.set(step, {
			...rows.get(step),
			[side]: value
		});
	}
	return [...rows].sort(([a], [b]) => a - b).map(([step, row]) => ({
		step,
		baseline: row.baseline,
		run: row.run
	}));
}
/** At most about `most` rows: of each stretch the rows with the smallest and largest value, so that no spike is lost. */
function thin(rows, most) {
	if (rows.length <= most) return [...rows];
	const stretches = Math.max(1, Math.floor((most - 2) / 4));
	const kept = /* @__PURE__ */ new Set([0, rows.length - 1]);
	for (let stretch = 0; stretch < stretches; stretch++) {
		const [from = 0, to = 0] = [stretch, stretch + 1].map((edge) => Math.round(edge * rows.length / stretches));
		for (const side of ["baseline", "run"]) extremes(rows, from, to, side).forEach((index) => kept.add(index));
	}
	return [...kept].sort((a, b) => a - b).flatMap((index) => rows[index] ?? []);
}
function extremes(rows, from, to, side) {
	let [low, high] = [from, from];
	const at = (index) => rows[index]?.[side] ?? NaN;
	for (let index = from; index < to; index++) {
		if (!(at(index) >= at(low))) low = Number.isFinite(at(index)) ? index : low;
		if (!(at(index) <= at(high))) high = Number.isFinite(at(index)) ? index : high;
	}
	return [low, high];
}
// src/report/view/metrics.ts
/** What stands over the metrics that are only shown. */
const othersTitle = (rows) => `${count(rows.length, "other metric")}, not judged`;
const VOLATILE_TITLE = "Speed and memory, not judged";
/** The metrics that decide, those that are only shown, and those that measure speed or memory. */
function metricGroups(model) {
	const { metrics } = model.verdict;
	const rows = (of) => metrics.filter(of).map((metric) => rowOf(metric, model.curves));
	return {
		gated: rows(({ gated }) => gated),
		shown: rows(({ gated, volatile }) => !gated && !volatile),
		volatile: rows(({ gated, volatile }) => !gated && volatile)
	};
}
function rowOf(metric, curves) {
	const { baseline, run, difference, relative, tolerance } = compareNumbers(metric);
	const curve = curves.find((one) => one.metric === metric.metric);
	return {
		metric: metric.metric,
		baseline: baseline ?? "–",
		run: run ?? "–",
		difference: difference ?? "–",
		relative: relative ?? "–",
		tolerance: tolerance === void 0 ? "–" : `±${tolerance}`,
		better: metric.better === void 0 ? "" : `${metric.better} is better`,
		verdict: metric.verdict,
		amount: metric.difference,
		band: metric.tolerance,
		spark: sparkline(curve?.run ?? curve?.baseline),
		curve
	};
}
/** What the table cannot say: the reasons of other metrics, how wide the tolerance is, where the curves part. */
function metricNotes(model) {
	return [
		...otherReasons(model),
		...toleranceNote(model),
		...partings(model)
	];
}
const SHOWN_BY_TABLE = /* @__PURE__ */ new Set([
	"within",
	"beyond",
	"better",
	"values-equal",
	"bits-equal"
]);
function otherReasons({ verdict }) {
	const decided = decidingMetric(verdict);
	return verdict.metrics.flatMap((metric) => {
		const { reason } = metric;
		if (!metric.gated || metric === decided || reason === void 0 || SHOWN_BY_TABLE.has(reason.kind)) return [];
		return [say`${name(metric.metric)} ${strong(metric.verdict ?? "not judged")}: ${reasonWords(reason, {
			verdict,
			metric
		})}`];
	});
}
const BY_TOLERANCE = /* @__PURE__ */ new Set([
	"within",
	"beyond",
	"better"
]);
function toleranceNote({ verdict, baselineRuns }) {
	if (!BY_TOLERANCE.has(deciding(verdict).kind)) return [];
	const runs = baselineRuns === void 0 ? "" : ` (${count(baselineRuns, "baseline run")})`;
	return [say`The tolerance is the one in ${{
		kind: "code",
		text: "reprise.yml"
	}}; noise not measured${runs}.`];
}
/** Where the curves of gated metrics part: a fact, whatever the final values say. */
function partings({ verdict, curves }) {
	return verdict.metrics.flatMap(({ gated, metric }) => {
		const curve = curves.find((one) => one.metric === metric);
		const parting = gated && curve !== void 0 ? firstDifference(curve) : void 0;
		if (parting === void 0) return [];
		if (parting.before === void 0) return [say`${name(metric)} differs from its first common step on (step ${parting.step}).`];
		return [say`${name(metric)} is equal bit for bit up to step ${parting.before}, and differs at step ${parting.step}.`];
	});
}
// src/report/words/look.ts
const GREEN = {
	colour: "green",
	sign: "✓",
	emoji: "🟢"
};
const AMBER = {
	colour: "amber",
	sign: "?",
	emoji: "🟡"
};
const RED = {
	colour: "red",
	sign: "✗",
	emoji: "🔴"
};
const LOOKS = {
	identical: {
		...GREEN,
		means: "bit for bit the baseline’s"
	},
	reproduced: {
		...GREEN,
		means: "equal within the tolerance"
	},
	improved: {
		colour: "blue",
		sign: "↑",
		emoji: "🔵",
		means: "better than the tolerance allows"
	},
	inconclusive: {
		...AMBER,
		means: "the evidence does not decide"
	},
	incomparable: {
		...AMBER,
		means: "there was nothing to compare with"
	},
	nondeterministic: {
		...RED,
		means: "the same run twice disagrees with itself"
	},
	changed: {
		...RED,
		means: "different beyond the tolerance"
	},
	failed: {
		...RED,
		means: "the training did not end with a result"
	},
	invalid: {
		...RED,
		means: "the evidence cannot be used"
	}
};
/** The badge of a verdict. */
function verdictLook(verdict) {
	return LOOKS[verdict];
}
// src/report/view/factors.ts
/** Every factor: the same, different or unknown, who says so, and what would make the unknown known. */
function factorBlocks({ explanation, run }) {
	if (explanation !== void 0) return [{
		kind: "table",
		head: [
			"factor",
			"compared with the baseline",
			"recorded by",
			"what"
		],
		rows: explanation.factors.map((factor) => [
			say`${FACTOR_NAMES[factor.factor]}`,
			statusWords(factor),
			sourceWords(run, factor.factor),
			whatWords(factor)
		])
	}];
	if (run === void 0) return [];
	return [{
		kind: "table",
		head: [
			"factor",
			"this run",
			"recorded by"
		],
		rows: Factor.options.map((factor) => [
			say`${FACTOR_NAMES[factor]}`,
			say`${run.facts[factor].state}`,
			sourceWords(run, factor)
		])
	}];
}
function statusWords({ status, unknown }) {
	if (status === "same") return say`same`;
	return status === "different" ? say`${strong("different")}${unknown.length > 0 ? ", in part unknown" : ""}` : say`${strong("unknown")}`;
}
function sourceWords(run, factor) {
	const fact = run?.facts[factor];
	if (fact === void 0) return say`–`;
	return fact.state === "unknown" ? say`not recorded` : say`${code(fact.source)}`;
}
function whatWords({ changes, unknown, advice }) {
	const parts = [
		...changes.length === 0 ? [] : [say`${count(changes.length, "change")}`],
		...unknown.slice(0, 5).map((what) => say`not known: ${what}`),
		...advice === void 0 ? [] : [say`${advice}`]
	];
	return join$1(parts, "; ");
}
// src/report/view/facts.ts
const ENVIRONMENT = [
	["interpreter", ({ environment: { python } }) => python && say`${python.implementation} ${python.version}, ${code(python.executable)}`],
	["framework", ({ environment: { framework } }) => framework && say`${framework.name} ${framework.version}`],
	["framework flags", ({ environment: { framework } }) => framework && pairs(framework.flags)],
	["packages", ({ environment: { packageCount } }) => packageCount === void 0 ? void 0 : say`${packageCount}`],
	["pinned by", ({ environment: { pins } }) => names(Object.keys(pins))],
	["platform", ({ environment: { platform, os } }) => say`${platform}${os === void 0 ? "" : `, ${os}`}`],
	["kernel, libc", ({ environment: { kernel, libc } }) => both(kernel, libc)],
	["processor", ({ hardware: { cpu } }) => say`${cpu.model ?? "unknown"} (${cpu.level}, ${count(cpu.cores, "core")})`],
	["memory", ({ hardware: { memory } }) => memory === void 0 ? void 0 : say`${spellBytes(memory)}`],
	["accelerators", ({ hardware: { accelerators } }) => accelerators.length === 0 ? say`none` : say`${accelerators.map(({ model }) => model).join(", ")}`],
	["driver, CUDA", ({ hardware: { driver, cuda } }) => both(driver, cuda)],
	["variables", ({ environment: { variables }, config: { env } }) => pairs({
		...variables,
		...env
	})],
	["network", ({ config }) => say`${config.network}`]
];
const RECORD = [
	["record", ({ id: digest }) => say`${id(digest)}`],
	["input digest", ({ input }) => say`${id(input)}`],
	["commit", ({ code: { commit, dirty } }) => commit === void 0 ? void 0 : say`${id(commit)}${dirty ? " with changes" : ""}`],
	["key", (record) => say`${code(spellKey({
		model: record.model,
		...record.key
	}))}`],
	["command", ({ config }) => say`${code(config.train)}`],
	["seed", ({ config: { seed } }) => say`index ${seed.index}, ${seed.how === "program" ? "the program’s own" : `by ${seed.how} ${seed.name ?? ""}`}`],
	["started", ({ run }) => run.segments[0] && say`${run.segments[0].started.replace("T", " ").slice(0, 16)} UTC`],
	["training took", ({ run }) => say`${spellSeconds(run.segments.reduce((sum, { seconds }) => sum + seconds, 0))}`],
	["ended", ({ run: { exit } }) => say`${exit.how}${exit.code === void 0 ? "" : `, code ${exit.code}`}${exit.signal === void 0 ? "" : `, ${exit.signal}`}`],
	["isolation", ({ run }) => say`level ${run.isolation}: ${ISOLATION[run.isolation] ?? "unknown"}`]
];
/** What each isolation level is (DESIGN §7). */
const ISOLATION = {
	4: "bubblewrap sandbox",
	3: "another user",
	2: "no new privileges, clean environment",
	1: "none"
};
/** Interpreter, packages, machine: of the baseline's run beside this one. */
function environmentBlocks(sides) {
	return sideBySide(sides, ENVIRONMENT);
}
/** Which two records were compared. */
function recordBlocks(sides) {
	return sideBySide(sides, RECORD);
}
function sideBySide({ run, baseline }, rows) {
	const sides = [baseline, run].filter((side) => side !== void 0);
	if (sides.length === 0) return [];
	const shown = rows.flatMap(([label, of]) => {
		const cells = sides.map(of);
		if (cells.every((cell) => cell === void 0)) return [];
		const shown = cells.map((cell) => cell ?? say`unknown`);
		return [[shown.some((cell) => JSON.stringify(cell) !== JSON.stringify(shown[0])) ? say`${strong(label)}` : say`${label}`, ...shown]];
	});
	return [{
		kind: "table",
		head: [
			"",
			...baseline === void 0 ? [] : ["baseline"],
			...run === void 0 ? [] : ["this run"]
		],
		rows: shown
	}];
}
function pairs(values) {
	return names(Object.entries(values).map(([key, value]) => `${key}=${String(value)}`));
}
function names(list) {
	if (list.length === 0) return void 0;
	const shown = list.slice(0, 12).flatMap((one, index) => say`${index === 0 ? "" : ", "}${code(one)}`);
	return list.length > 12 ? say`${shown} and ${list.length - 12} more` : shown;
}
function both(a, b) {
	return a === void 0 && b === void 0 ? void 0 : say`${a ?? "unknown"}, ${b ?? "unknown"}`;
}
// src/report/view/moved.ts
const MOST_CHANGES = 20;
const MOST_LINES = 60;
const LONGEST_LINE = 240;
/** The factors that differ, the likeliest cause first, each change with its lines. */
function movedOf({ explanation, run }) {
	if (explanation === void 0) return [];
	const order = likeliestFirst(explanation, run?.config.train ?? "");
	const best = (factor) => Math.min(order.length, ...factor.changes.map((change) => order.indexOf(change)));
	return explanation.factors.filter(({ status }) => status === "different").sort((a, b) => best(a) - best(b)).map((factor) => ({
		factor: FACTOR_NAMES[factor.factor],
		items: itemsOf([...factor.changes].sort((a, b) => order.indexOf(a) - order.indexOf(b))),
		unknown: factor.unknown.map((what) => say`not known: ${what}`)
	}));
}
/** What stands under "what moved" where nothing did, or nothing is known. */
function unmovedOf({ explanation }) {
	if (explanation === void 0) return say`There was no baseline’s record to compare the factors with.`;
	return say`As far as is known, ${unmovedWords(explanation)}.`;
}
function itemsOf(changes) {
	const shown = changes.slice(0, MOST_CHANGES).map((change) => ({
		words: changeLine(change),
		blocks: blocksOf(change)
	}));
	const more = changes.length - shown.length;
	return more > 0 ? [...shown, {
		words: say`and ${more} more`,
		blocks: []
	}] : shown;
}
function changeLine(change) {
	const note = "note" in change && change.note !== void 0 ? say` (${change.note})` : [];
	if (change.kind === "param" && change.line !== void 0) return say`${changeWords(change)} (line ${change.line})`;
	if (change.kind === "code" && change.imported === false) return say`${changeWords(change)}${note}; the training did not import it`;
	return say`${changeWords(change)}${note}`;
}
function blocksOf(change) {
	if (change.kind === "code" && change.hunks !== void 0) return diff(change.hunks.flatMap(hunkLines));
	if (change.kind === "data" && change.rows !== void 0) {
		const more = (change.total ?? 0) - change.rows.length;
		return diff([...change.rows.flatMap(rowLines), ...more > 0 ? [`@@ and ${more} more rows @@`] : []]);
	}
	return [];
}
function diff(lines) {
	if (lines.length === 0) return [];
	const shown = lines.slice(0, MOST_LINES).map((line) => clip(line, LONGEST_LINE));
	const more = lines.length - shown.length;
	return [{
		kind: "diff",
		lines: more > 0 ? [...shown, `@@ and ${more} more lines @@`] : shown
	}];
}
function hunkLines({ afterLine, lines }) {
	return [`@@ line ${afterLine} @@`, ...lines];
}
function rowLines({ row, line, columns, before, after }) {
	return [
		`@@ ${row === 0 ? "header" : row === line ? `row ${row}` : `row ${row} (line ${line})`}${columns.length === 0 ? "" : `: ${columns.slice(0, 8).join(", ")}${columns.length > 8 ? ", …" : ""}`} @@`,
		...before === void 0 ? [] : [`-${before}`],
		...after === void 0 ? [] : [`+${after}`]
	];
}
// src/report/view/view.ts
/** What a report says, before any output. */
function viewOf(report) {
	return {
		headline: headline(report),
		models: report.models.map(modelView)
	};
}
function modelView(model) {
	const { verdict } = model;
	return {
		model: verdict.model,
		key: spellKey(verdict.key),
		verdict: verdict.verdict,
		look: verdictLook(verdict.verdict),
		sentence: sentence(model),
		todo: advice(model),
		metrics: metricGroups(model),
		notes: metricNotes(model),
		moved: movedOf(model),
		unmoved: unmovedOf(model),
		sections: sectionsOf(model).filter(({ blocks }) => blocks.length > 0),
		footer: footer(model)
	};
}
function sectionsOf(model) {
	const { crash, lockPatch, reproduce, verdict } = model;
	const findings = verdict.findings.length;
	return [
		section("findings", `Worth knowing: ${count(findings, "finding")}`, findingBlocks(model)),
		section("settings", "Settings that this change writes otherwise", settingBlocks(model)),
		section("factors", "All factors", factorBlocks(model)),
		section("environment", "Environment", environmentBlocks(model)),
		section("records", "Records", [...recordBlocks(model), ...lockOnly(model)]),
		section("cost", "Cost", [{
			kind: "line",
			line: say`${costWords(model.cost)} ${basisWords(verdict.basis)}`
		}]),
		section("crash", "The last lines of the crash", crash === void 0 ? [] : [{
			kind: "verbatim",
			lines: crash
		}], true),
		section("reproduce", "Reproduce it here", [{
			kind: "verbatim",
			lines: [reproduce]
		}]),
		section("lock", "The baseline to accept, as a patch of reprise.lock", lockPatch === void 0 ? [] : [{
			kind: "diff",
			lines: lockPatch.trimEnd().split("\n")
		}])
	];
}
function section(id, title, blocks, open = false) {
	return {
		id,
		title,
		open,
		blocks
	};
}
function findingBlocks({ verdict }) {
	if (verdict.findings.length === 0) return [];
	return [{
		kind: "list",
		items: verdict.findings.map((finding) => {
			const { title, text, todo } = findingWords(finding);
			return say`${strong(title)}: ${text} ${todo}`;
		})
	}];
}
function settingBlocks({ settings }) {
	if (settings.length === 0) return [];
	const value = (text) => text === void 0 ? say`not written` : say`${code(text)}`;
	return [{
		kind: "table",
		head: [
			"field of reprise.yml",
			"base",
			"this change",
			"what counted"
		],
		rows: settings.map(({ field, base, head, counted }) => [
			say`${code(field)}`,
			value(base),
			value(head),
			say`${counted === "base" ? "the base’s" : "this change’s"}`
		])
	}];
}
/** Where the ledger lacks the baseline's record, the lock still names it. */
function lockOnly({ baseline, verdict }) {
	if (baseline !== void 0 || verdict.baseline === void 0) return [];
	return [{
		kind: "line",
		line: say`Of the baseline’s record ${id(verdict.baseline)} only what the lock says is known here.`
	}];
}
/** "2 runs, 3 min 20 s of training and 40 s of setup; 6 runs of the budget were not needed." */
function costWords({ runs, seconds, setupSeconds, runsSaved }) {
	const setup = setupSeconds > 0 ? ` and ${spellSeconds(setupSeconds)} of setup` : "";
	const saved = runsSaved > 0 ? `; ${count(runsSaved, "run")} of the budget ${runsSaved === 1 ? "was" : "were"} not needed` : "";
	return say`${count(runs, "run")}, ${spellSeconds(seconds)} of training${setup}${saved}.`;
}
function footer({ verdict, run }) {
	const level = run === void 0 ? "" : ` · isolation level ${run.run.isolation} of 4 (${ISOLATION[run.run.isolation] ?? "unknown"})`;
	const records = [verdict.run, verdict.baseline].map((digest) => digest === void 0 ? say`none` : say`${id(digest)}`);
	return say`${code(spellKey(verdict.key))} · record ${records[0] ?? []} · baseline ${records[1] ?? []}${level}`;
}
const BASES = {
	bitwise: "Decided by equal or different bits.",
	tolerance: "Decided by your tolerance.",
	noise: "Decided by the noise of the baseline.",
	"same-seed": "Decided by runs with the same seeds.",
	"a/b": "Decided against the base commit, retrained on this machine.",
	self: "Decided by running this change twice.",
	reused: "Decided by an earlier run with the same inputs."
};
function basisWords(basis) {
	return basis === void 0 ? "" : BASES[basis];
}
// src/report/html/escape.ts
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
/** Data as text of an element or of a quoted attribute. */
function escapeHtml(text) {
	return escape(clean(text));
}
/** A sentence as HTML. */
function htmlLine(line) {
	return line.map(htmlPiece).join("");
}
function htmlPiece(piece) {
	const shown = escape(shownText(piece));
	switch (piece.kind) {
		case "text": return shown;
		case "code": return `<code${titleOf(piece.full)}>${shown}</code>`;
		case "name": return `<code class="name">${shown}</code>`;
		case "strong": return `<strong>${shown}</strong>`;
		case "em": return `<em>${shown}</em>`;
	}
}
function titleOf(full) {
	return full !== void 0 && /^(sha256:[0-9a-f]{64}|[0-9a-f]{40,64})$/.test(full) ? ` title="${full}"` : "";
}
/** Lines as they are, for `pre`. */
function htmlLines(lines) {
	return lines.map((line) => escapeHtml(line.replaceAll("	", "    "))).join("\n");
}
/** A value as JSON inside a script element: no character of it can end the element or begin a comment. */
function embedJson(value) {
	return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function escape(text) {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
// src/report/html/blocks.ts
function htmlBlock(block) {
	switch (block.kind) {
		case "line": return `<p>${htmlLine(block.line)}</p>`;
		case "list": return `<ul>${block.items.map((item) => `<li>${htmlLine(item)}</li>`).join("")}</ul>`;
		case "table": return table$1(block.head, block.rows.map((row) => row.map((cell) => htmlLine(cell))));
		case "diff": return `<pre class="diff" tabindex="0">${block.lines.map(diffLine$1).join("")}</pre>`;
		case "verbatim": return `<pre tabindex="0">${htmlLines(block.lines)}</pre>`;
	}
}
/** A table whose rows become cards on a narrow screen. Heads are our own words; cells are HTML already. */
function table$1(head, rows, name = "facts") {
	const cell = (html, at) => `<td data-label="${head[at] ?? ""}"><span>${html}</span></td>`;
	const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
	return `<table class="${name}"><thead><tr>${head.map((title) => `<th scope="col">${title}</th>`).join("")}</tr></thead><tbody>${body}</tbody></table>`;
}
function diffLine$1(line) {
	return `<span class="${line.startsWith("@@") ? "place" : line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "kept"}">${htmlLines([line])}\n</span>`;
}
/** A card for each factor that differs. */
function movedCards(moved) {
	return moved.map(({ factor, items, unknown }) => {
		const list = items.map(({ words, blocks }) => `<li><p>${htmlLine(words)}</p>${blocks.map(htmlBlock).join("")}</li>`);
		const gaps = unknown.map((line) => `<li class="unknown"><p>${htmlLine(line)}</p></li>`);
		return `<section class="card factor"><h3>${escapeHtml(factor)}</h3><ul>${[...list, ...gaps].join("")}</ul></section>`;
	}).join("");
}
/** A folded part. */
function foldedPart({ title, open }, html) {
	return html === "" ? "" : `<details${open ? " open" : ""}><summary>${escapeHtml(title)}</summary><div class="inside">${html}</div></details>`;
}
// src/report/html/chart-script.ts
/**
* The page's own script: draws each chart with uPlot in the colours of the page, again when the colour scheme or the
* width changes. Plain JavaScript, for it is embedded as it stands; it sets text only as text.
*/
const CHART_SCRIPT = String.raw`
(() => {
  'use strict'
  const data = JSON.parse(document.getElementById('curves').textContent)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  const sync = uPlot.sync('steps')

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  const spell = (value) => {
    if (value == null) return '–'
    const size = Math.abs(value)
    if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(3)
    return String(Number(value.toPrecision(6)))
  }
  const signed = (value) => (value == null ? '–' : value === 0 ? '0' : (value > 0 ? '+' : '−') + spell(Math.abs(value)))
  const difference = ({ baseline, run }) =>
    run.map((value, at) => (value === null || baseline[at] === null ? null : value - baseline[at]))

  // A line where the two curves part.
  const parting = (step) => (u) => {
    if (step === null) return
    const x = Math.round(u.valToPos(step, 'x', true))
    const { ctx, bbox } = u
    ctx.save()
    ctx.strokeStyle = colour('--parting')
    ctx.lineWidth = devicePixelRatio
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio])
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    ctx.restore()
  }

  const axis = (size) => ({
    stroke: colour('--muted'),
    font: '11px ' + colour('--sans'),
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
    size,
    values: (u, values) => values.map((value) => (value === null ? '' : spell(value))),
  })

  const dots = { show: (u, side) => u.data[side].filter((value) => value !== null).length <= 40, size: 5 }
  const line = (label, name, width) => ({
    label,
    stroke: colour(name),
    width,
    points: { ...dots, fill: colour(name) },
    value: (u, value) => spell(value),
  })
  const hidden = { label: 'difference', scale: 'difference', stroke: 'transparent', points: { show: false }, paths: () => null, value: (u, value) => signed(value) }
  const steps = { label: 'step', value: (u, value) => (value == null ? '–' : String(value)) }

  // Without a pointer the legend holds the last step's values.
  const atLast = (u) => u.setLegend({ idx: u.data[0].length - 1 })
  const settle = (u) => {
    atLast(u)
    u.over.addEventListener('mouseleave', () => setTimeout(() => atLast(u)))
  }

  const options = (one, width, log) => ({
    width,
    height: 220,
    padding: [10, 12, 0, 0],
    cursor: { sync: { key: sync.key }, points: { size: 8 }, drag: { x: true, y: false } },
    scales: { x: { time: false }, y: { distr: log ? 3 : 1 }, difference: {} },
    axes: [axis(28), axis(62)],
    hooks: { drawClear: [parting(one.parting)], ready: [settle] },
    series: [steps, line('baseline', '--baseline', 4), line('this run', '--run', 1.75), hidden],
  })

  // Small differences drown beside the values: they have their own axis below.
  const differenceOptions = (one, width) => ({
    width,
    height: 96,
    padding: [10, 12, 0, 0],
    cursor: { sync: { key: sync.key }, points: { size: 8 }, drag: { x: true, y: false } },
    legend: { show: false },
    scales: { x: { time: false }, y: { range: (u, low, high) => uPlot.rangeNum(Math.min(0, low), Math.max(0, high), 0.1, true) } },
    axes: [{ ...axis(0), show: false }, { ...axis(62), values: (u, values) => values.map(signed), space: 26 }],
    hooks: { drawClear: [parting(one.parting)] },
    series: [steps, { ...line('difference', '--parting', 1.5), fill: colour('--shade'), fillTo: 0 }],
  })

  const logs = new Set()
  const plots = new Map()
  const draw = (at) => {
    const one = data[at]
    const place = document.querySelector('#chart-' + at + ' .plot')
    const width = Math.floor(place.clientWidth)
    if (width < 40) return
    plots.get(at)?.forEach((plot) => plot.destroy())
    place.replaceChildren()
    const apart = difference(one)
    const drawn = [new uPlot(options(one, width, logs.has(at)), [one.steps, one.baseline, one.run, apart], place)]
    if (one.parting !== null) drawn.push(new uPlot(differenceOptions(one, width), [one.steps, apart], place))
    plots.set(at, drawn)
  }

  const toggle = (at) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'log'
    button.title = 'logarithmic axis'
    button.setAttribute('aria-pressed', 'false')
    button.addEventListener('click', () => {
      if (!logs.delete(at)) logs.add(at)
      button.setAttribute('aria-pressed', String(logs.has(at)))
      draw(at)
    })
    return button
  }

  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const at = Number(target.parentElement.id.slice('chart-'.length))
      if (plots.get(at)?.[0].width !== Math.floor(target.clientWidth)) draw(at)
    }
  })
  data.forEach((one, at) => {
    const figure = document.getElementById('chart-' + at)
    if (one.positive) figure.querySelector('figcaption').append(toggle(at))
    draw(at)
    resized.observe(figure.querySelector('.plot'))
  })
  scheme.addEventListener('change', () => data.forEach((one, at) => draw(at)))
})()
`;
// src/report/html/drawing.ts
const round = (value) => String(Number(value.toFixed(2)));
/** Both curves as lines of an SVG, baseline first: seen without JavaScript, and until the chart is drawn. */
function curvesSvg(rows, width, height, name) {
	const values = rows.flatMap(({ baseline, run }) => [baseline, run]).filter((value) => value !== void 0 && Number.isFinite(value));
	const [low, high] = [Math.min(...values), Math.max(...values)];
	const [from, to] = [rows[0]?.step ?? 0, rows.at(-1)?.step ?? 0];
	if (values.length < 2) return "";
	const x = (step) => 2 + (width - 4) * (step - from) / Math.max(1, to - from);
	const y = (value) => 2 + (height - 4) * (high === low ? .5 : (high / 2 - value / 2) / (high / 2 - low / 2));
	const line = (side) => {
		const points = rows.flatMap(({ step, [side]: value }) => value === void 0 || !Number.isFinite(value) ? [] : [`${round(x(step))},${round(y(value))}`]);
		return points.length < 2 ? "" : `<polyline class="${side}" points="${points.join(" ")}"/>`;
	};
	return `<svg class="${name}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">${line("baseline")}${line("run")}</svg>`;
}
/** Where this run stands beside the baseline: the band is the tolerance, the tick its middle. */
function gaugeSvg(difference, tolerance) {
	if (difference === void 0 || tolerance === void 0 || !(tolerance > 0) || !Number.isFinite(difference)) return "";
	const part = Math.max(-2.6, Math.min(2.6, difference / tolerance));
	const inside = Math.abs(difference) <= tolerance;
	const at = round(60 + part * 21);
	return `<svg class="gauge" viewBox="0 0 120 14" aria-hidden="true"><rect class="rail" x="2" y="6" width="116" height="2" rx="1"/><rect class="band" x="39" y="3" width="42" height="8" rx="4"/><rect class="middle" x="59.5" y="1" width="1" height="12"/><circle class="${inside ? "inside" : "outside"}" cx="${at}" cy="7" r="4.5"/></svg>`;
}
// src/report/html/charts.ts
/** The most points that a chart draws, and rows that its table has; extremes are kept. */
const MOST_POINTS = 1500;
const MOST_ROWS = 60;
const MOST_CHARTS = 24;
/** The curves worth a chart: of metrics that are judged first, then those only shown; at least two points. */
function chartCurves({ metrics }) {
	return [...metrics.gated, ...metrics.shown].flatMap(({ curve }) => curve !== void 0 && align(curve).length > 1 ? [curve] : []).slice(0, MOST_CHARTS);
}
function chartData(curve) {
	const rows = thin(align(curve), MOST_POINTS);
	const finite = (value) => value !== void 0 && Number.isFinite(value) ? value : null;
	const [baseline, run] = [rows.map((row) => finite(row.baseline)), rows.map((row) => finite(row.run))];
	const values = [...baseline, ...run].filter((value) => value !== null);
	return {
		steps: rows.map(({ step }) => step),
		baseline,
		run,
		parting: firstDifference(curve)?.step ?? null,
		positive: values.length > 0 && values.every((value) => value > 0)
	};
}
/** One chart's card; the script finds it by its number and replaces the drawing. */
function chartCard(curve, at) {
	const rows = align(curve);
	return `<figure class="card chart" id="chart-${at}"><figcaption>${htmlLine(say`${name(curve.metric)}`)}<span class="keys"><span class="key baseline">baseline</span><span class="key run">this run</span></span></figcaption><div class="plot">${curvesSvg(thin(rows, 300), 600, 200, "still")}</div><p class="about">${about(curve, rows)}</p>${values(rows)}</figure>`;
}
function about(curve, rows) {
	const lost = rows.filter(({ baseline, run }) => [baseline, run].some((value) => value !== void 0 && !Number.isFinite(value)));
	const parting = firstDifference(curve);
	return [
		...curve.baseline === void 0 ? ["The baseline’s points are not at hand."] : [],
		...curve.run === void 0 ? ["This run has no points."] : [],
		...curve.run !== void 0 && curve.baseline !== void 0 ? [parting === void 0 ? "Equal bit for bit at every common step." : `First differs at step ${parting.step}.`] : [],
		...lost[0] === void 0 ? [] : [`Not finite at step ${lost[0].step}${lost.length > 1 ? ` and ${lost.length - 1} more` : ""}.`]
	].join(" ");
}
function values(rows) {
	const shown = thin(rows, MOST_ROWS);
	const spell = (value) => value === void 0 ? "–" : spellNumber(encodeNumber(value));
	const cells = shown.map(({ step, baseline, run }) => {
		const difference = baseline === void 0 || run === void 0 ? void 0 : run - baseline;
		return [
			String(step),
			spell(baseline),
			spell(run),
			spell(difference)
		];
	});
	return foldedPart({
		title: "Values",
		open: false
	}, `${shown.length < rows.length ? `<p>${shown.length} of ${rows.length} steps, the extremes among them.</p>` : ""}<div class="scroll" tabindex="0">${table$1([
		"step",
		"baseline",
		"this run",
		"difference"
	], cells, "values")}</div>`);
}
// src/report/html/metrics.ts
/** A verdict as a coloured word with its sign. */
function badge(verdict) {
	const { colour, sign } = verdictLook(verdict);
	return `<strong class="badge ${colour}"><span aria-hidden="true">${sign}</span> ${verdict}</strong>`;
}
/** The table that decides, or one of metrics that are only shown. */
function metricTable$1(rows, judged) {
	if (rows.length === 0) return "";
	return table$1([
		"metric",
		"baseline",
		"this run",
		"difference",
		...judged ? ["tolerance", "verdict"] : [],
		"curve"
	], rows.map((row) => cells(row, judged)), judged ? "metrics judged" : "metrics");
}
function cells(row, judged) {
	const better = row.better === "" ? "" : ` <small>${row.better}</small>`;
	const relative = row.relative === "–" ? "" : ` <small>${row.relative}</small>`;
	const points = row.curve === void 0 ? [] : thin(align(row.curve), 80);
	return [
		`${htmlLine(say`${name(row.metric)}`)}${better}`,
		escapeHtml(row.baseline),
		`<b>${escapeHtml(row.run)}</b>`,
		`${row.difference}${relative}`,
		...judged ? [`${row.tolerance} ${gaugeSvg(row.amount, row.band)}`, row.verdict === void 0 ? "–" : badge(row.verdict)] : [],
		curvesSvg(points, 96, 26, "spark")
	];
}
// src/report/html/style.ts
/** The page's own style, after uPlot's: light and dark by the reader's preference, one column on a narrow screen. */
const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --page: #f5f6f8; --card: #ffffff; --line: #dfe3e8; --grid: #eceff3; --soft: #f1f3f6;
  --text: #1a1f26; --muted: #5c6773; --code: #eef1f5;
  --baseline: #b3bdc9; --run: #2f5fe0; --parting: #d0742a; --shade: #d0742a26;
  --green: #1a7f37; --blue: #0b63c5; --amber: #8f5d00; --red: #c4232f;
  --added: #e3f6e8; --removed: #fde8e8; --place: #e9effb;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --card: #151b23; --line: #2b333d; --grid: #232b35; --soft: #1b222c;
    --text: #e3e8ef; --muted: #96a1ae; --code: #222b36;
    --baseline: #5b6675; --run: #7aa5ff; --parting: #e0a458; --shade: #e0a45826;
    --green: #4cc265; --blue: #6cb1ff; --amber: #dfab3d; --red: #ff8079;
    --added: #12301c; --removed: #3a1a1d; --place: #1a2740;
  }
}
.green { --tone: var(--green) } .blue { --tone: var(--blue) } .amber { --tone: var(--amber) } .red { --tone: var(--red) }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 var(--sans); font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; overflow-wrap: anywhere }
main, .top, .foot { max-width: 1080px; margin: 0 auto; padding: 0 24px }
.top { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; padding-top: 22px; padding-bottom: 14px; color: var(--muted); font-size: 14px }
.top b { color: var(--text); letter-spacing: .01em; font-size: 15px }
.top .exit { margin-left: auto }
h1, h2, h3, p, ul, figure, pre, table { margin: 0; padding: 0 }
h2 { font-size: 15px; font-weight: 650; margin: 34px 0 12px }
h3 { font-size: 13px; font-weight: 650; color: var(--muted); margin-bottom: 10px }
h3::first-letter, summary::first-letter { text-transform: uppercase }
small { color: var(--muted); font-size: 12.5px; font-weight: 400 }
code, pre { font-family: var(--mono); font-size: .88em }
code { background: var(--code); border-radius: 5px; padding: .1em .34em; overflow-wrap: anywhere }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px }
.card { padding: 18px 20px }
.verdict { position: relative; overflow: hidden; padding: 26px 28px 24px; background: color-mix(in srgb, var(--tone) 6%, var(--card)); border-color: color-mix(in srgb, var(--tone) 28%, var(--line)) }
.verdict::before { content: ""; position: absolute; inset: 0 auto 0 0; width: 5px; background: var(--tone) }
.sentence { font-size: clamp(19px, 1.05rem + .75vw, 27px); line-height: 1.42; font-weight: 500; letter-spacing: -.008em; text-wrap: pretty; overflow-wrap: anywhere }
.sentence .badge { font-size: .82em; vertical-align: .07em; margin-right: .12em }
.sentence code { background: color-mix(in srgb, var(--tone) 11%, var(--code)) }
.sentence code.name { background: none; padding: 0; font-family: inherit; font-size: 1em; font-weight: 650 }
.sentence { margin: 0 } .of { display: block; color: var(--muted); font-size: 13px; margin-bottom: 10px } .of code { background: none; padding: 0; font-size: 13px }
.overview code.name { font-weight: 400 } .overview + .model { margin-top: 32px }
.todo { margin-top: 14px; color: var(--muted); text-wrap: pretty }
.badge { display: inline-block; white-space: nowrap; color: var(--card); background: var(--tone); border-radius: 999px; padding: .1em .68em .13em; font-weight: 650; font-size: 13px; line-height: 1.5 }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.models { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; list-style: none; margin-top: 16px }
.models a { color: inherit; min-width: 0 } .models li { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline }
table { border-collapse: collapse; width: 100%; font-size: 14.5px }
th { overflow-wrap: normal; text-align: left; font-weight: 500; color: var(--muted); font-size: 12.5px; padding: 0 14px 8px 0; white-space: nowrap }
td { padding: 9px 14px 9px 0; border-top: 1px solid var(--line); vertical-align: middle; overflow-wrap: anywhere }
td:last-child, th:last-child { padding-right: 0 }
td code.name { background: none; padding: 0; font-weight: 600; font-size: .94em }
.metrics td small { display: block; line-height: 1.35 }
.metrics td:nth-child(n+2), .values td { white-space: nowrap }
.facts td { vertical-align: top } .facts td:first-child { white-space: nowrap; color: var(--muted) }
.spark { display: block; width: 112px; height: 28px } .gauge { display: block; width: 120px; height: 14px; margin-top: 3px }
.still { display: block; width: 100%; height: 230px }
polyline { fill: none; stroke-width: 1.6; vector-effect: non-scaling-stroke; stroke-linejoin: round }
polyline.baseline { stroke: var(--baseline); stroke-width: 3.2 } polyline.run { stroke: var(--run) }
.rail { fill: var(--line) } .band { fill: color-mix(in srgb, var(--green) 32%, var(--card)) } .middle { fill: var(--muted) }
circle.inside { fill: var(--green) } circle.outside { fill: var(--red) }
.notes { list-style: none; margin-top: 14px; color: var(--muted); font-size: 14.5px; display: grid; gap: 4px }
.charts { display: grid; gap: 14px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)) }
.chart { min-width: 0; padding: 14px 16px 12px }
figcaption { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 14px; margin-bottom: 8px; font-size: 13px }
figcaption code { background: none; padding: 0; font-weight: 600; font-size: 14px }
.keys { display: flex; gap: 12px; color: var(--muted) } .key::before { content: ""; display: inline-block; width: 16px; height: 3px; border-radius: 2px; margin-right: 6px; vertical-align: middle; background: var(--run) }
.key.baseline::before { background: var(--baseline); height: 5px }
figcaption button { margin-left: auto; font: inherit; font-size: 12px; color: var(--muted); background: none; border: 1px solid var(--line); border-radius: 7px; padding: 2px 9px; cursor: pointer }
figcaption button[aria-pressed=true] { color: var(--card); background: var(--muted); border-color: var(--muted) }
.about { color: var(--muted); font-size: 13px; min-height: 1.5em }
.uplot, .plot .u-legend { font-size: 12.5px; text-align: left; width: 100%; margin: 2px 0 6px; display: block }
.u-legend.u-inline .u-series { display: inline-flex; margin: 0 16px 0 0 } .u-legend .u-series > * { padding: 0; border: 0; font-size: 12.5px } .u-legend .u-marker { display: none }
.u-legend.u-inline .u-series th { font-weight: 400; color: var(--muted); pointer-events: none } .u-legend.u-inline .u-series th::after { content: " "; white-space: pre; padding: 0 }
.u-legend .u-value { color: var(--text); font-weight: 550; white-space: nowrap }
.u-cursor-x, .u-cursor-y { border-color: var(--muted) } .u-select { background: color-mix(in srgb, var(--run) 14%, transparent) }
.factors { display: grid; gap: 14px; grid-template-columns: minmax(0, 1fr) }
.factor ul, .factor li { list-style: none } .factor li + li { margin-top: 14px } .factor pre { margin-top: 8px } .unknown { color: var(--muted) }
pre { background: var(--soft); border-radius: 8px; padding: 10px 12px; overflow-x: auto; font-size: 13px; line-height: 1.55; white-space: pre }
.diff { padding: 6px 0 } .diff span { display: block; min-width: max-content; padding: 0 12px }
.added { background: var(--added) } .removed { background: var(--removed) } .place { background: var(--place); color: var(--muted) }
.card.parts { padding: 0 } .parts details { border: 0; border-radius: 0; background: none } .parts details + details { border-top: 1px solid var(--line) }
summary { cursor: pointer; padding: 12px 18px; font-weight: 550; font-size: 14.5px } summary:hover { color: var(--run) }
.inside { padding: 2px 18px 18px; min-width: 0 } .inside ul { padding-left: 18px } .inside li + li { margin-top: 8px }
.chart summary { padding: 4px 0; font-size: 13px; font-weight: 500; color: var(--muted) } .chart .inside { padding: 4px 0 0; font-size: 13px }
.scroll { overflow: auto; max-height: 320px } .values { font-size: 13px } .values td { padding: 3px 14px 3px 0 } .values th { position: sticky; top: 0; background: var(--card); padding-top: 2px }
.origin { margin-top: 18px; color: var(--muted); font-size: 13px } .model + .model { margin-top: 44px }
.foot { color: var(--muted); font-size: 13px; padding-top: 26px; padding-bottom: 40px }
:focus-visible { outline: 2px solid var(--run); outline-offset: 2px }
@media (max-width: 720px) {
  main, .top, .foot { padding-left: 14px; padding-right: 14px }
  .card { padding: 16px } .verdict { padding: 20px 18px 18px 22px } .top .exit { margin-left: 0 }
  :is(.facts, .metrics) thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  :is(.facts, .metrics) :is(tbody, tr, td) { display: block; white-space: normal }
  :is(.facts, .metrics) tr { padding: 10px 0; border-top: 1px solid var(--line) } :is(.facts, .metrics) tr:first-child { border-top: 0; padding-top: 0 }
  :is(.facts, .metrics) td { display: flex; justify-content: space-between; gap: 18px; border: 0; padding: 3px 0; text-align: right; min-width: 0 }
  :is(.facts, .metrics) td > span { min-width: 0 } .gauge, .spark { margin-left: auto }
  :is(.facts, .metrics) td::before { content: attr(data-label); color: var(--muted); font-size: 13px; text-align: left; flex: none }
  :is(.facts, .metrics) td:first-child { text-align: left } :is(.facts, .metrics) td:first-child::before { display: none }
  .facts td:first-child { white-space: normal; font-weight: 600 }
}
@media print {
  :root { --page: #fff; --card: #fff; color-scheme: light } body { font-size: 12px } .card, details { break-inside: avoid } button { display: none }
}
`;
// src/report/html/html.ts
/**
* A report as one page that needs nothing else: styles, script and data are in it, and its policy lets nothing else
* run or load (CSP `default-src 'none'`; script and style by their digests).
*/
function renderHtml(report, assets) {
	const view = viewOf(report);
	const curves = view.models.map(chartCurves);
	const style = `${assets.style}\n${PAGE_STYLE}`;
	const script = `${assets.script}\n${CHART_SCRIPT}`;
	const starts = curves.map((_, at) => curves.slice(0, at).flat().length);
	const parts = view.models.map((model, at) => modelPart(model, view.headline !== void 0, curves[at] ?? [], starts[at] ?? 0, at));
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title(view.models, view.headline)}</title>
<style>${style}</style>
</head>
<body>
<header class="top"><b>Reprise</b><span>does the training still reproduce?</span><span class="exit">${report.green ? "green" : "not green"}, exit code ${report.exitCode}</span></header>
<main>
${view.headline === void 0 ? "" : overview(view.headline, view.models)}
${parts.join("\n")}
</main>
<footer class="foot">Reprise finds mistakes; it does not prove honesty: a training can print whatever numbers it likes.</footer>
<script type="application/json" id="curves">${embedJson(curves.flat().map(chartData))}<\/script>
<script>${script}<\/script>
</body>
</html>
`;
}
function policy(script, style) {
	if (/<\/script|<!--/i.test(script) || /<\/style|<!--/i.test(style)) throw new TypeError("an asset would end its own element");
	return `default-src 'none'; script-src '${source(script)}'; style-src '${source(style)}'; base-uri 'none'; form-action 'none'`;
}
/** The digest by which a policy allows one inline text (Content Security Policy 3, 2.3.1). */
function source(text) {
	return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
function title(models, headline) {
	const [model] = models;
	return `${escapeHtml(headline === void 0 && model !== void 0 ? `${model.verdict}: ${model.model}` : plain(headline ?? []))} – Reprise`;
}
function overview(headline, models) {
	const items = models.map((model, at) => `<li>${badge(model.verdict)} <a href="#model-${at}">${escapeHtml(model.key)}</a></li>`);
	return `<section class="card overview"><h1 class="sentence">${htmlLine(headline)}</h1><ul class="models">${items.join("")}</ul></section>`;
}
function modelPart(model, titled, curves, start, at) {
	const { look, metrics, notes } = model;
	const heading = titled ? "h2" : "h1";
	return `<article class="model ${look.colour}" id="model-${at}">
<section class="card verdict"><p class="of"><code>${escapeHtml(model.key)}</code></p><${heading} class="sentence">${sentenceHtml(model)}</${heading}>${model.todo === void 0 ? "" : `<p class="todo">${htmlLine(model.todo)}</p>`}</section>
${metrics.gated.length === 0 ? "" : `<h2>Metrics</h2><section class="card">${metricTable$1(metrics.gated, true)}${noteList(notes)}</section>`}
${curves.length === 0 ? "" : `<h2>Curves</h2><section class="charts">${curves.map((curve, index) => chartCard(curve, start + index)).join("")}</section>`}
<h2>What moved</h2>
<section class="factors">${model.moved.length === 0 ? `<p class="card">${htmlLine(model.unmoved)}</p>` : movedCards(model.moved)}</section>
<h2>Details</h2>
<section class="card parts">
${foldedPart({
		title: othersTitle(metrics.shown),
		open: false
	}, metricTable$1(metrics.shown, false))}
${foldedPart({
		title: VOLATILE_TITLE,
		open: false
	}, metricTable$1(metrics.volatile, false))}
${model.sections.map((section) => foldedPart(section, section.blocks.map(htmlBlock).join(""))).join("\n")}
</section>
<p class="origin">${htmlLine(model.footer)}</p>
</article>`;
}
function noteList(notes) {
	return notes.length === 0 ? "" : `<ul class="notes">${notes.map((note) => `<li>${htmlLine(note)}</li>`).join("")}</ul>`;
}
/** The sentence with its verdict as a badge; the colon after it stays for those who listen or copy. */
function sentenceHtml({ sentence, verdict }) {
	const at = sentence.findIndex(({ kind, text }) => kind === "strong" && text === verdict);
	const [before, after] = [sentence.slice(0, at), sentence.slice(at + 1)];
	return `${htmlLine(before)}${badge(verdict)}${htmlLine(after).replace(/^: /, "<span class=\"hidden\">:</span> ")}`;
}
// src/report/json/json.ts
/**
* A report as JSON, for programs: all that was judged and both records in full, beside the sentences that people read.
* `docs/schema/report.schema.json` documents it. What is not known is left out; numbers are spelled as in records.
*/
function renderJson(report) {
	const top = headline(report);
	return `${JSON.stringify({
		schema: report.schema,
		green: report.green,
		exitCode: report.exitCode,
		headline: top && plain(top),
		models: report.models.map(modelJson)
	}, (_, value) => typeof value === "number" ? encodeNumber(value) : value, 2)}\n`;
}
function modelJson(model) {
	const { verdict, ...rest } = model;
	const todo = advice(model);
	return {
		model: verdict.model,
		key: spellKey(verdict.key),
		sentence: plain(sentence(model)),
		advice: todo && plain(todo),
		verdict,
		findings: verdict.findings.map((finding) => {
			const { title, text, todo, page } = findingWords(finding);
			return {
				kind: finding.kind,
				title,
				text: plain(text),
				todo: plain(todo),
				page
			};
		}),
		...rest
	};
}
// src/report/markdown/escape.ts
/** A word that no markdown, no GitHub reference and no emoji code can hide in. All others are shown as code. */
const SAFE = /^[\p{L}\p{N}\p{M},.;:'"’“”()%/+=?!–—−→×±·…-]+$/u;
const RISKY = [
	/:\/\/|www\./i,
	/:[\w+-]+:/,
	/[0-9a-f]{7}/i,
	/[a-z]-\d|^ghsa-|^cve-/i
];
/** Lists, rulers and headings underlined: words that mean something where they begin a line. */
const MARKER = /^([-+=]+|\d+[.)])$/;
/** A sentence as markdown. */
function markdownLine(line, place = "flow") {
	return assemble(line.flatMap(pieceTokens), place);
}
function pieceTokens(piece) {
	const text = clean(piece.text);
	if (piece.kind === "text") return tokens(text);
	if (piece.kind === "code" || piece.kind === "name") return [{
		kind: "code",
		text
	}];
	const inner = tokens(text);
	return [inner.at(0), inner.at(-1)].every((edge) => edge?.kind === "words") && /^[\p{L}\p{N}].*[\p{L}\p{N}]$|^[\p{L}\p{N}]$/u.test(text) ? [{
		kind: "marked",
		mark: piece.kind === "strong" ? "**" : "*",
		inner
	}] : inner;
}
function tokens(text) {
	return clean(text).split(/(\s+)/).filter((word) => word !== "").map((word) => /^\s+$/.test(word) ? {
		kind: "space",
		text: " "
	} : classify(word));
}
function assemble(tokens, place) {
	return merge(guardStart(merge(tokens, "words").map((token) => token.kind === "words" ? classify(token.text) : token)), "code").map((token) => spell(token, place)).join("");
}
/** A line begins with no space, and with no word that makes it something else than text. */
function guardStart(tokens) {
	const [first, ...rest] = tokens;
	if (first?.kind === "space") return guardStart(rest);
	return first?.kind === "words" && MARKER.test(first.text) ? [{
		kind: "code",
		text: first.text
	}, ...rest] : tokens;
}
/** Joins neighbours of one kind. */
function merge(tokens, kind) {
	const merged = [];
	for (const token of tokens) {
		const last = merged.at(-1);
		if (token.kind === kind && last?.kind === kind) merged.splice(-1, 1, {
			kind,
			text: last.text + token.text
		});
		else merged.push(token);
	}
	return merged;
}
function classify(word) {
	return {
		kind: SAFE.test(word) && !RISKY.some((risk) => risk.test(word)) ? "words" : "code",
		text: word
	};
}
function spell(token, place) {
	if (token.kind === "marked") return `${token.mark}${assemble(token.inner, place)}${token.mark}`;
	return token.kind === "code" ? codeSpan(token.text, place) : token.text;
}
/** A code span that holds any text (CommonMark 6.1); pipes are escaped for cells (GFM 4.10). */
function codeSpan(text, place) {
	const shown = clean(text).trim();
	if (shown === "") return "(empty)";
	const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = "`".repeat(longest + 1);
	const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
	const body = `${fence}${pad}${shown}${pad}${fence}`;
	return place === "cell" ? body.replace(/\\\|/g, "\\｜").replaceAll("|", "\\|") : body;
}
/** A fenced block: its lines are shown as they are, and none of them can end it. */
function fence(lines, language) {
	const cleaned = lines.map((line) => cleanLine(line));
	const longest = Math.max(2, ...cleaned.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
	const ticks = "`".repeat(longest + 1);
	return [
		`${ticks}${language}`,
		...cleaned,
		ticks
	].join("\n");
}
/** Like `clean`, but what is indented stays so. */
function cleanLine(line) {
	return clean(line.replaceAll("	", "    "));
}
// src/report/markdown/blocks.ts
function markdownBlock(block, detail) {
	switch (block.kind) {
		case "line": return [markdownLine(block.line)];
		case "list": return list(block.items, detail.items);
		case "table": return table(block.head, block.rows, block.head.map(() => "left"), detail.rows);
		case "diff": return lines(block.lines, "diff", detail.lines);
		case "verbatim": return lines(block.lines, "text", detail.lines);
	}
}
function list(items, most) {
	if (items.length === 0 || most === 0) return [];
	const shown = items.slice(0, most).map((item) => `- ${markdownLine(item)}`);
	const more = items.length - shown.length;
	return [[...shown, ...more > 0 ? [`- and ${more} more`] : []].join("\n")];
}
const RULES = {
	left: ":--",
	right: "--:"
};
function table(head, rows, sides, most) {
	if (rows.length === 0 || most === 0) return [];
	const row = (cells) => `| ${cells.join(" | ")} |`;
	const shown = rows.slice(0, most).map((cells) => row(cells.map((cell) => markdownLine(cell, "cell"))));
	const more = rows.length - shown.length;
	const whole = [
		row(head),
		row(sides.map((side) => RULES[side])),
		...shown
	].join("\n");
	return more > 0 ? [whole, `… and ${more} more rows.`] : [whole];
}
function lines(all, language, most) {
	if (most === 0) return [];
	const shown = all.length > most ? all.slice(-most) : all;
	return [...all.length > most ? [`The last ${most} of ${all.length} lines:`] : [], fence(shown, language)];
}
/** The table that decides, or one of metrics that are only shown. */
function metricTable(rows, detail, judged) {
	const sparks = detail.sparklines && rows.some(({ spark }) => spark !== "");
	const head = [
		"metric",
		"baseline",
		"this run",
		"difference",
		...judged ? ["tolerance", "verdict"] : [],
		...sparks ? ["curve"] : []
	];
	return table(head, rows.map((row) => [
		say`${name(row.metric)}`,
		say`${row.baseline}`,
		say`${row.run}`,
		row.relative === "–" ? say`${row.difference}` : say`${row.difference} (${row.relative})`,
		...judged ? [say`${row.tolerance}`, row.verdict === void 0 ? say`–` : say`${strong(row.verdict)}`] : [],
		...sparks ? [say`${row.spark}`] : []
	]), head.map((title) => [
		"baseline",
		"this run",
		"difference",
		"tolerance"
	].includes(title) ? "right" : "left"), detail.rows);
}
function movedChunks(moved, detail) {
	if (detail.items === 0) return [];
	return moved.flatMap(({ factor, items, unknown }) => {
		const shown = items.slice(0, detail.items);
		const more = items.length - shown.length;
		return [
			`**${factor}**`,
			...groupItems(shown, detail),
			...more > 0 ? [`- and ${more} more`] : [],
			...list(unknown, detail.items)
		];
	});
}
/** Changes without lines share one list; a difference stands under its own. */
function groupItems(items, detail) {
	const chunks = [];
	let open = [];
	for (const { words, blocks } of items) {
		open.push(`- ${markdownLine(words)}`);
		const details = blocks.flatMap((block) => markdownBlock(block, detail));
		if (details.length === 0) continue;
		chunks.push(open.join("\n"), ...details);
		open = [];
	}
	return open.length === 0 ? chunks : [...chunks, open.join("\n")];
}
/** A folded part; the empty lines make GitHub read what is inside as markdown. */
function folded({ title, open }, chunks) {
	if (chunks.length === 0) return [];
	return [
		`<details${open ? " open" : ""}><summary>${title}</summary>`,
		...chunks,
		"</details>"
	];
}
// src/report/view/block.ts
const SECTIONS = [
	"metrics",
	"volatile",
	"findings",
	"settings",
	"factors",
	"environment",
	"records",
	"cost",
	"crash",
	"reproduce",
	"lock"
];
// src/report/markdown/detail.ts
const FULL = {
	sparklines: true,
	sections: SECTIONS,
	lines: 200,
	items: 40,
	rows: 400,
	models: 200
};
const ESSENTIAL = [
	"findings",
	"settings",
	"records",
	"crash",
	"reproduce"
];
/** From all to least: first the curves go, then folded parts, then lines, then rows; the sentences last of all. */
const DETAILS = [
	FULL,
	{
		...FULL,
		sparklines: false
	},
	{
		...FULL,
		sparklines: false,
		sections: SECTIONS.filter((id) => id !== "environment" && id !== "volatile")
	},
	{
		...FULL,
		sparklines: false,
		sections: ESSENTIAL
	},
	{
		...FULL,
		sparklines: false,
		sections: ESSENTIAL,
		lines: 20,
		items: 10
	},
	{
		...FULL,
		sparklines: false,
		sections: ["reproduce"],
		lines: 8,
		items: 5
	},
	{
		...FULL,
		sparklines: false,
		sections: [],
		lines: 0,
		items: 5,
		rows: 100
	},
	{
		...FULL,
		sparklines: false,
		sections: [],
		lines: 0,
		items: 3,
		rows: 20
	},
	{
		...FULL,
		sparklines: false,
		sections: [],
		lines: 0,
		items: 1,
		rows: 5
	},
	{
		...FULL,
		sparklines: false,
		sections: [],
		lines: 0,
		items: 0,
		rows: 1
	},
	{
		sparklines: false,
		sections: [],
		lines: 0,
		items: 0,
		rows: 0,
		models: 30
	},
	{
		sparklines: false,
		sections: [],
		lines: 0,
		items: 0,
		rows: 0,
		models: 5
	},
	{
		sparklines: false,
		sections: [],
		lines: 0,
		items: 0,
		rows: 0,
		models: 1
	}
];
// src/report/markdown/markdown.ts
/** The longest comment body that GitHub takes, in characters. */
const COMMENT_CHARACTERS = 65536;
/**
* A report as GitHub shows it in a comment or job summary. It has at most `most` characters: curves go first, then
* folded parts, lines and rows. A model's sentence is never cut; of very many models the first are shown, the worst first.
*/
function renderMarkdown(report, most = COMMENT_CHARACTERS) {
	const view = viewOf(report);
	for (const detail of DETAILS) {
		const text = render(view, detail);
		if (text.length <= most) return text;
	}
	throw new RangeError(`a report needs more than ${most} characters`);
}
function render(view, detail) {
	const shown = view.models.slice(0, detail.models);
	const more = view.models.length - shown.length;
	const cut = detail === DETAILS[0] ? [] : ["Parts of this report were left out, because a comment has a limited length."];
	return `${[
		...view.headline === void 0 ? [] : [markdownLine(view.headline)],
		...shown.flatMap((model) => modelChunks(model, view.headline !== void 0, detail)),
		...more > 0 ? [`… and ${count(more, "more model")}.`] : [],
		...cut
	].join("\n\n")}\n`;
}
function modelChunks(model, titled, detail) {
	const { look, metrics, sections } = model;
	const show = (id, title, rows) => detail.sections.includes(id) ? folded({
		title,
		open: false
	}, metricTable(rows, detail, false)) : [];
	return [
		...titled ? [`### ${markdownLine(say`${name(model.model)}`)}`] : [],
		`${look.emoji} ${markdownLine(model.sentence)}`,
		...model.todo === void 0 ? [] : [`What to do: ${markdownLine(model.todo)}`],
		...metricTable(metrics.gated, detail, true),
		...list(model.notes, detail.items),
		...movedPart(model, detail),
		...show("metrics", othersTitle(metrics.shown), metrics.shown),
		...show("volatile", VOLATILE_TITLE, metrics.volatile),
		...sections.filter(({ id }) => detail.sections.includes(id)).flatMap((section) => folded(section, section.blocks.flatMap((block) => markdownBlock(block, detail)))),
		...detail.items === 0 ? [] : [markdownLine(model.footer)]
	];
}
function movedPart(model, detail) {
	if (detail.items === 0) return [];
	const moved = movedChunks(model.moved, detail);
	return ["#### What moved", ...moved.length === 0 ? [markdownLine(model.unmoved)] : moved];
}
// src/report/terminal/style.ts
/** The styles we use; nothing else of a terminal's language is ever written. */
const CODES = {
	bold: 1,
	dim: 2,
	italic: 3,
	red: 31,
	green: 32,
	amber: 33,
	blue: 34,
	cyan: 36
};
/** Text in one style; data is cleaned here, so that no escape sequence of it survives. */
function paint(text, style, color) {
	const shown = clean(text);
	return style === void 0 || !color || shown === "" ? shown : `\u001b[${CODES[style]}m${shown}\u001b[0m`;
}
/** A sentence for a terminal, broken at spaces so that no line is wider than `columns` where words allow it. */
function wrap(line, columns, color, tone) {
	const rows = [[]];
	let used = 0;
	for (const chunk of chunksOf(line, color, tone)) {
		const width = chunk.reduce((sum, { text }) => sum + displayWidth(text), 0);
		const isSpace = chunk.every(({ text }) => text === " ");
		if (used + width > columns && used > 0 && !isSpace) {
			rows.push([]);
			used = 0;
		}
		if (isSpace && used === 0) continue;
		rows.at(-1)?.push(...chunk);
		used += width;
	}
	return rows.map((row) => row.map(({ text, style }) => paint(text, style, color)).join("").trimEnd());
}
/** Words of one or more pieces that no space parts, and the spaces between them. */
function chunksOf(line, color, tone) {
	const chunks = [];
	let open = false;
	for (const { text, style } of line.flatMap((piece) => styled(piece, color, tone))) for (const part of text.split(/( +)/).filter((word) => word !== "")) {
		const isSpace = part.startsWith(" ");
		if (isSpace) chunks.push([{
			text: " ",
			style: void 0
		}]);
		else if (open) chunks.at(-1)?.push({
			text: part,
			style
		});
		else chunks.push([{
			text: part,
			style
		}]);
		open = !isSpace;
	}
	return chunks;
}
function styled(piece, color, tone) {
	const text = shownText(piece);
	if (piece.kind === "code") return [{
		text: color ? text : `\`${text}\``,
		style: "cyan"
	}];
	if (piece.kind === "em") return [{
		text: color ? text : `*${text}*`,
		style: "italic"
	}];
	if (piece.kind === "strong") return [{
		text,
		style: tone ?? "bold"
	}];
	return [{
		text,
		style: void 0
	}];
}
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
/** Columns that a text takes: combining marks none, East Asian wide characters two. */
function displayWidth(text) {
	if (/^[ -~]*$/.test(text)) return text.length;
	let width = 0;
	for (const character of clean(text)) width += characterWidth(character);
	return width;
}
/** As much of a text as fits, with an ellipsis where some is left out. */
function fitWidth(text, columns) {
	if (displayWidth(text) <= columns) return text;
	let [shown, width] = ["", 0];
	for (const character of clean(text)) {
		width += characterWidth(character);
		if (width > columns - 1) break;
		shown += character;
	}
	return `${shown}…`;
}
function characterWidth(character) {
	return /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}
// src/report/terminal/table.ts
const GAP = "  ";
/**
* Rows under their titles, each column as wide as its widest cell. Columns that do not fit are left out from the right,
* but never the first `keep`; then the widest column is cut.
*/
function terminalTable(head, rows, columns, color, keep) {
	const natural = head.map((title, at) => Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[at]?.text ?? ""))));
	const total = (widths) => widths.reduce((sum, width) => sum + width, 0) + 2 * (widths.length - 1);
	let shown = head.length;
	while (shown > keep && total(natural.slice(0, shown)) > columns) shown--;
	const widths = natural.slice(0, shown);
	while (total(widths) > columns && Math.max(...widths) > 8) {
		const widest = widths.indexOf(Math.max(...widths));
		widths[widest] = Math.max(8, (widths[widest] ?? 0) - (total(widths) - columns));
	}
	return [head.map((text, at) => ({
		text,
		right: rows[0]?.[at]?.right === true,
		style: "dim"
	})), ...rows].map((row) => widths.map((width, at) => pad(row[at], width, color)).join(GAP).trimEnd());
}
function pad(cell, width, color) {
	const text = fitWidth(clean(cell?.text ?? ""), width);
	const space = " ".repeat(Math.max(0, width - displayWidth(text)));
	const painted = paint(text, cell?.style, color);
	return cell?.right === true ? `${space}${painted}` : `${painted}${space}`;
}
// src/report/terminal/blocks.ts
const TONES = {
	green: "green",
	blue: "blue",
	amber: "amber",
	red: "red"
};
/** Lines moved to the right under what they belong to. */
function indent(lines, by = 2) {
	return lines.map((line) => line === "" ? "" : `${" ".repeat(by)}${line}`);
}
function terminalBlock(block, options) {
	const { color, columns } = options;
	switch (block.kind) {
		case "line": return wrap(block.line, columns, color);
		case "list": return block.items.flatMap((item) => bullet(item, options));
		case "table": return terminalTable(block.head, block.rows.map((row) => row.map((cell) => ({ text: bare(cell) }))), columns, color, block.head.length);
		case "diff": return block.lines.map((line) => diffLine(line, color));
		case "verbatim": return block.lines.map((line) => paint(line.replaceAll("	", "    "), void 0, color));
	}
}
/** A list item: its further lines stand under its first. */
function bullet(item, { color, columns }) {
	const [first = "", ...rest] = wrap(item, columns - 2, color);
	return [`· ${first}`, ...indent(rest)];
}
/** A cell's text; what sets code apart in a sentence would only take room here. */
function bare(line) {
	return line.map((piece) => clean(piece.text)).join("");
}
function diffLine(line, color) {
	const style = line.startsWith("@@") ? "cyan" : line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : "dim";
	return paint(line.replaceAll("	", "    "), style, color);
}
/** The table of metrics; the verdict stands before the tolerance, so that a narrow terminal keeps it. */
function metricLines(rows, judged, { color, columns }) {
	if (rows.length === 0) return [];
	const head = [
		"metric",
		"baseline",
		"this run",
		"difference",
		...judged ? ["verdict", "tolerance"] : [],
		"relative",
		"curve"
	];
	const cells = rows.map((row) => [
		{ text: row.metric },
		{
			text: row.baseline,
			right: true
		},
		{
			text: row.run,
			right: true
		},
		{
			text: row.difference,
			right: true
		},
		...judged ? [{
			text: row.verdict ?? "–",
			style: row.verdict && TONES[verdictLook(row.verdict).colour]
		}, {
			text: row.tolerance,
			right: true
		}] : [],
		{
			text: row.relative,
			right: true
		},
		{
			text: row.spark,
			style: "dim"
		}
	]);
	const empty = rows.every(({ spark }) => spark === "") ? 1 : 0;
	return terminalTable(head.slice(0, head.length - empty), cells, columns, color, judged ? 5 : 4);
}
function movedLines(moved, options) {
	const inner = {
		...options,
		columns: options.columns - 2
	};
	return moved.flatMap(({ factor, items, unknown }) => [paint(factor, "bold", options.color), ...indent([...items.flatMap(({ words, blocks }) => [...bullet(words, inner), ...indent(blocks.flatMap((block) => terminalBlock(block, inner)))]), ...unknown.flatMap((line) => bullet(line, inner))])]);
}
// src/report/terminal/terminal.ts
/** What a terminal shows of the folded parts without being asked: it cannot unfold. */
const UNASKED = [
	"findings",
	"settings",
	"cost",
	"crash",
	"reproduce",
	"lock"
];
/** A report for a terminal. Only our own escape sequences are in it, and none without `color`. */
function renderTerminal(report, options) {
	const view = viewOf(report);
	const parts = view.models.flatMap((model) => {
		const lines = modelLines(model, options);
		return view.headline === void 0 ? lines : [
			"",
			paint(model.key, "bold", options.color),
			...lines
		];
	});
	return `${[
		...view.headline === void 0 ? [] : wrap(view.headline, options.columns, options.color),
		...parts,
		"",
		exitLine(report, options.color)
	].join("\n")}\n`;
}
/** What the exit code says: `green: exit code 0`. */
function exitLine({ green, exitCode, models }, color) {
	return paint(`${green ? "green" : "not green"} (${count(models.length, "model")}): exit code ${exitCode}`, green ? "green" : "red", color);
}
function modelLines(model, options) {
	const { color, columns } = options;
	const { look, metrics } = model;
	const tone = TONES[look.colour];
	const [first = "", ...rest] = wrap(model.sentence, columns - 2, color, tone);
	const moved = model.moved.length === 0 ? wrap(model.unmoved, columns - 2, color) : movedLines(model.moved, {
		...options,
		columns: columns - 2
	});
	const others = options.details === true ? [...part(othersTitle(metrics.shown).toLowerCase(), metricLines(metrics.shown, false, options)), ...part(VOLATILE_TITLE.toLowerCase(), metricLines(metrics.volatile, false, options))] : [];
	const sections = model.sections.filter(({ id }) => options.details === true || UNASKED.includes(id));
	return [
		`${paint(look.sign, tone, color)} ${first}`,
		...indent(rest),
		...model.todo === void 0 ? [] : indent(wrap(say`What to do: ${model.todo}`, columns - 2, color)),
		...part("", metricLines(metrics.gated, true, options)),
		...part("", model.notes.flatMap((note) => bullet(note, options))),
		...part("what moved", indent(moved), color),
		...others,
		...sections.flatMap((section) => sectionLines(section, options)),
		...part("", wrap(model.footer, columns, color))
	];
}
function part(title, lines, color = false) {
	if (lines.length === 0) return [];
	return [
		"",
		...title === "" ? [] : [paint(title, "dim", color)],
		...lines
	];
}
function sectionLines({ title, blocks }, options) {
	const inner = {
		...options,
		columns: options.columns - 2
	};
	return part(title.toLowerCase(), indent(blocks.flatMap((block) => terminalBlock(block, inner))), options.color);
}
/** Findings for a terminal: title, text, what to do, and the page. */
function renderFindings$1(findings, options) {
	if (findings.length === 0) return `${paint("✓", "green", options.color)} nothing found\n`;
	const inner = options.columns - 2;
	return `${[...findings.flatMap((finding) => {
		const { title, text, todo, page } = findingWords(finding);
		return [
			...wrap(say`${strong(title)}`, options.columns, options.color, "amber"),
			...indent([
				...wrap(text, inner, options.color),
				...wrap(todo, inner, options.color),
				paint(page, "dim", options.color)
			]),
			""
		];
	}), count(findings.length, "finding")].join("\n")}\n`;
}
/** One record for a terminal: what went in, what happened, what came out. */
function renderRecord$1(record, options) {
	const { color, columns } = options;
	const lone = {
		run: record,
		baseline: void 0,
		explanation: void 0
	};
	const series = record.series.map((one) => [
		{ text: one.name },
		{
			text: spellNumber(one.final),
			right: true
		},
		{
			text: String(one.last),
			right: true
		},
		{
			text: String(one.n),
			right: true
		},
		{ text: one.resolution },
		{ text: one.source }
	]);
	const blocks = (title, all) => part(title, all.flatMap((block) => terminalBlock(block, options)), color);
	return `${[
		...wrap(say`record ${code(record.id)} of ${name(record.model)}`, columns, color),
		...blocks("what happened", recordBlocks(lone)),
		...part("what came out", terminalTable([
			"metric",
			"final",
			"at step",
			"points",
			"digits",
			"source"
		], series, columns, color, 6), color),
		...blocks("environment", environmentBlocks(lone)),
		...blocks("what is recorded", factorBlocks(lone))
	].join("\n")}\n${record.findings.length === 0 ? "" : `\n${renderFindings$1(record.findings, options)}`}`;
}
// src/report/terminal/listings.ts
/** The ledger's records, newest first; what cannot be read is said, never left out. */
function renderLog$1({ records, unreadable }, { color, columns }) {
	const rows = records.map((record) => [
		{
			text: shortId(record.id),
			style: "cyan"
		},
		{ text: (record.run.segments[0]?.started ?? "").replace("T", " ").slice(0, 16) },
		{ text: record.model },
		{ text: record.run.exit.how },
		{ text: finalOf(record) },
		{ text: record.code.commit === void 0 ? "–" : `${record.code.commit.slice(0, 8)}${record.code.dirty ? " + changes" : ""}` }
	]);
	const table = rows.length === 0 ? ["No record: `reprise run` or `reprise check` makes one."] : terminalTable([
		"record",
		"started (UTC)",
		"model",
		"exit",
		"metric",
		"commit"
	], rows, columns, color, 4);
	const broken = unreadable.flatMap(({ id, why }) => wrap(say`${code(shortId(id))} cannot be read: ${why}`, columns, color));
	return `${[...table, ...broken].join("\n")}\n`;
}
/** One metric that tells the run apart at a glance: a loss by its name, else the first. */
function finalOf({ series }) {
	const metrics = series.filter(({ role }) => role === "metric");
	const one = metrics.find(({ name }) => /(^|[/_])(eval|val|validation|test)_loss$/.test(name)) ?? metrics.find(({ name }) => isMeasured(name)) ?? metrics[0];
	return one === void 0 ? "–" : `${one.name} ${spellNumber(one.final)}`;
}
/** What the readers saw, file by file, and the metrics that come of it. */
function renderReading$1({ series, findings, files }, options) {
	const { color, columns } = options;
	const perFile = files.flatMap((file) => [...wrap(say`${code(file.path)}: ${file.format === "none" ? "not read" : file.format}`, columns, color), ...indent([
		...file.why === void 0 ? [] : wrap(say`${file.why}`, columns - 2, color),
		...file.metrics.length === 0 ? [] : wrap(say`metrics: ${file.metrics.join(", ")}`, columns - 2, color),
		...file.skipped.flatMap(({ name, why }) => wrap(say`${code(name)} is not taken: ${why}`, columns - 2, color))
	])]);
	const rows = series.map((one) => [
		{ text: one.name },
		{
			text: spellNumber(one.final),
			right: true
		},
		{
			text: String(one.last),
			right: true
		},
		{
			text: String(one.n),
			right: true
		},
		{ text: one.resolution },
		{ text: one.source }
	]);
	const table = rows.length === 0 ? [] : ["", ...terminalTable([
		"metric",
		"final",
		"at step",
		"points",
		"digits",
		"source"
	], rows, columns, color, 4)];
	const end = paint(count(series.length, "metric"), series.length === 0 ? "amber" : "green", color);
	const known = findings.length === 0 ? [] : ["", renderFindings$1(findings, options).trimEnd()];
	return `${[
		...perFile,
		...table,
		...known,
		"",
		end
	].join("\n")}\n`;
}
/** What in a ledger is not as it was written. */
function renderProblems$1(problems, { color, columns }) {
	const lines = problems.flatMap(({ kind, path, why }) => wrap(say`${strong(kind)} ${code(path)}: ${why}`, columns, color, "red"));
	const end = problems.length === 0 ? "every record and attachment is whole" : count(problems.length, "problem");
	return `${[...lines, paint(end, problems.length === 0 ? "green" : "red", color)].join("\n")}\n`;
}
// src/flows/reporting.ts
/** Puts one model's part of the report together: records, curves, explanation, cost, and what to do next. */
async function reportModel(project, planned, { verdict, evidence, said }, spent) {
	const run = await pick(project.ledger, evidence, verdict.run, "head");
	const baseline = await pick(project.ledger, evidence, verdict.baseline, "base");
	const head = evidence.filter(({ side }) => side === "head").map(({ record }) => record);
	return {
		verdict,
		explanation: run === void 0 || baseline === void 0 ? void 0 : await explainRecords(project, run, baseline),
		run,
		baseline,
		curves: await curvesOf(project.ledger, run, baseline),
		cost: {
			...spent,
			runsSaved: Math.max(0, planned.plan.policy.budget.runs - spent.runs)
		},
		baselineRuns: planned.plan.baseline.state === "found" ? planned.plan.baseline.entry.runs : void 0,
		crash: said ?? await lastLines(project.ledger, run),
		reproduce: planned.reproduce,
		lockPatch: planned.plan.baseline.state === "absent" ? lockPatch(project.lock, planned, head) : void 0,
		accepts: planned.accepts,
		settings: planned.settings
	};
}
/** A record of the evidence by its id, else by its side, else from the ledger. */
async function pick(ledger, evidence, id, side) {
	const own = evidence.filter((one) => id === void 0 ? one.side === side : one.record.id === id).at(-1);
	if (own !== void 0 || id === void 0) return own?.record;
	const found = await ledger.record(id);
	return found.state === "found" ? found.value : void 0;
}
/** The points of each metric in both runs, gated and shown alike, in the order of the run's record. */
async function curvesOf(ledger, run, baseline) {
	const [now, before] = [await pointsOf(ledger, run), await pointsOf(ledger, baseline)];
	return [.../* @__PURE__ */ new Set([...now.keys(), ...before.keys()])].map((metric) => ({
		metric,
		run: now.get(metric),
		baseline: before.get(metric)
	}));
}
async function pointsOf(ledger, record) {
	const attachment = record?.attachments.find(({ kind }) => kind === "series");
	if (attachment === void 0) return /* @__PURE__ */ new Map();
	const found = await ledger.attachment(attachment.digest);
	return found.state === "found" ? decodeSeries(found.value, attachment.digest) : /* @__PURE__ */ new Map();
}
/** The last lines of standard error of a run that did not finish. */
async function lastLines(ledger, run) {
	if (run?.run.tail === void 0) return void 0;
	const found = await ledger.attachment(run.run.tail);
	return found.state === "found" ? Buffer.from(found.value).toString("utf8").trimEnd().split("\n") : void 0;
}
/** What `reprise accept` would change in the lock, for a model without a baseline; absent where no run could be accepted. */
function lockPatch(lock, { model, key }, head) {
	const run = head.findLast((record) => record.run.exit.how === "finished");
	if (run === void 0 || lock.state === "unreadable") return void 0;
	const entry = baselineOf([run], model, {
		repeats: repeatsOf(run, head, model),
		cause: "first",
		because: FIRST
	});
	if (Object.keys(entry.metrics).length === 0) return void 0;
	const before = lock.state === "found" ? lock.lock : void 0;
	const after = writeLock(setBaseline(before, spellKey(key), entry));
	const patch = createTwoFilesPatch("a/reprise.lock", "b/reprise.lock", before === void 0 ? "" : writeLock(before), after);
	return patch.slice(patch.indexOf("---"));
}
function renderReport(report, how) {
	return how.json ? renderJson(report) : renderTerminal(report, how);
}
function renderRecord(record, how) {
	return how.json ? asJson(record) : renderRecord$1(record, how);
}
function renderFindings(findings, how) {
	return how.json ? asJson({ findings }) : renderFindings$1(findings, how);
}
function renderProblems(problems, how) {
	return how.json ? asJson({ problems }) : renderProblems$1(problems, how);
}
function renderLog(log, how) {
	return how.json ? asJson(log) : renderLog$1(log, how);
}
function renderReading(reading, how) {
	if (how.json) return asJson({
		...reading,
		series: reading.series.map(summarise)
	});
	return renderReading$1({
		...reading,
		series: reading.series.map(summarise)
	}, how);
}
function asJson(value) {
	return JSON.stringify(value, null, 2);
}
/**
* Writes the newest report into `.reprise/`: `report.html` with the curves, `report.md` as GitHub would show it and
* `report.json`.
*
* @returns where the page lies, or why it could not be written: the verdict does not depend on it
*/
function writeReport(project, report) {
	const folder = join(project.folder, ".reprise");
	const write = (name, text) => replaceFile(join(project.root, folder, name), text);
	try {
		write("report.json", renderJson(report));
		write("report.md", renderMarkdown(report));
		write("report.html", renderHtml(report, chartAssets()));
		return `The page with curves: ${join(folder, "report.html")}`;
	} catch (error) {
		if (error instanceof UserError) return `The page with curves could not be kept: ${error.message}`;
		throw error;
	}
}
export { renderReading as a, reportModel as c, renderProblems as i, writeReport as l, renderFindings as n, renderRecord as o, renderLog as r, renderReport as s, curvesOf as t };
