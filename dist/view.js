import { g as parseKey, t as Factor, v as spellKey } from "./record.js";
import { _ as plain, a as count, c as compareNumbers, d as em, f as id, g as name, h as marked, i as codes, l as spellNumber, m as link, n as changeWords, o as spellBytes, p as join, s as spellSeconds, t as reasonWords, u as code, v as say, x as strong } from "./reason.js";
import { n as clip, t as clean } from "./clean.js";
import { a as isAmongHyper, s as pathOf, t as ADVICE$1 } from "./texts.js";

// src/report/findings/place.ts
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
const CONFIGURATION = /(?:^|\/)(?:reprise\.yml|[^/]*[.-]lock(?:\.ya?ml|\.json|\.toml)?|pylock[^/]*\.toml|requirements[^/]*\.txt|environment\.ya?ml|pyproject\.toml|Pipfile)$/;
const RUN_FINDINGS = {
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
	"trace-disabled": {
		title: "the trace broke off",
		text: ({ why }) => say`The probe failed, took its hooks off, and the training went on without it: ${why}.`,
		todo: () => say`The numbers are the training’s own. Where two runs part is not known for the steps after it; tell us what failed.`
	},
	"trace-incomplete": {
		title: "the trace does not cover the whole run",
		text: ({ why }) => say`It is no evidence that two runs computed the same: ${why}.`,
		todo: () => say`Where two runs part is known as far as it goes.`
	},
	"nondeterministic-operators": {
		title: "operators without a deterministic form",
		text: ({ names }) => say`The framework warned of ${codes(names)}: two runs may give other bits there.`,
		todo: () => say`Replace them, or see with ${code("reprise audit")} whether it matters; the page names replacements.`
	},
	unseeded: {
		title: "random numbers without a seed",
		text: ({ generators }) => say`The program drew from ${codes(generators)} and never seeded ${generators.length === 1 ? "it" : "them"}.`,
		todo: () => say`Seed it before the model is built and the data are shuffled, or leave ${code("deterministic: true")} in ${code("reprise.yml")}, which does.`
	},
	"seed-not-wired": {
		title: "the seed does not reach the training",
		text: () => say`Runs with two seeds gave equal bits: their spread would be no noise.`,
		todo: () => say`Say how the seed reaches the program: ${code("seed: {arg: --seed}")} or ${code("seed: {env: SEED}")}.`
	},
	"processes-left": {
		title: "processes were still running at the end",
		text: ({ count: n }) => say`${count(n, "process", "processes")} of the training went on after it had ended, and ${n === 1 ? "was" : "were"} stopped.`,
		todo: () => say`Wait for or stop the workers before the program ends.`
	},
	"sources-disagree": {
		title: "the run’s own files disagree",
		text: ({ metric, values }) => say`${name(metric)} is ${join(values.slice(0, 5).map(([source, value]) => say`${value} in ${code(source)}`), ", ")}.`,
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
	}
};

// src/report/findings/texts.ts
const TEXTS = {
	...RUN_FINDINGS,
	...PLACE_FINDINGS
};
function findingWords(finding) {
	const { title, text, todo } = TEXTS[finding.kind];
	return {
		title,
		text: text(finding),
		todo: todo(finding),
		page: `docs/findings/${finding.kind}.md`
	};
}
const FINDING_KINDS = Object.keys(TEXTS);

// src/report/words/advice.ts
const NEW_BASELINE = say`If the result is meant to move, say so with ${code("reprise accept --because \"…\"")} and commit ${code("reprise.lock")}.`;
const READ = say`See what is read from a file, and why not more, with ${code("reprise read PATH")}.`;
const AGAIN = say`Run it again.`;
const ADVICE = {
	"bits-equal": void 0,
	"values-equal": ({ traces }) => traces === "differ" ? say`What moved is too small for this metric; write it with all its digits at every step to see it there.` : say`To prove identity, name the trained weights under ${code("weights:")}, or write the metric with all its digits at every step.`,
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
	"evidence-lost": say`Run the job again; its log says where it ended.`,
	draft: say`Mark it as ready for review: then it is retrained.`,
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
function unreadable(why) {
	if (why.startsWith("the ledger")) return say`Remove the damaged record from the ledger (${code("reprise.lock")} alone then counts), or accept a new baseline.`;
	if (why.startsWith("the base")) return say`Mend ${code("reprise.yml")} on the base branch first; nothing is green until it can be read.`;
	if (why.startsWith("its run")) return say`Name the record of a run that finished.`;
	return say`Restore ${code("reprise.lock")} from the base branch, or mend it; nothing is green until it can be read.`;
}
function reasonAdvice(reason) {
	const advice = ADVICE[reason.kind];
	return typeof advice === "function" ? advice(reason) : advice;
}

// src/report/words/parting-advice.ts
const NUMERIC = {
	words: say`The operation rounds otherwise each time: look for sums over threads (${code("index_add")}, ${code("scatter")}), autotuned kernels and the number of threads.`,
	causes: [
		"atomics",
		"autotuning",
		"time-or-path"
	]
};
const CHANCE = {
	words: say`That is more than rounding: look for random numbers that no seed reaches (${code("os.urandom")}, a generator made without a seed), the clock, memory that is read before it is written (${code("torch.empty")}) and threads that do not wait for each other.`,
	causes: ["time-or-path", "unseeded"]
};
const UNSIZED = {
	words: say`How large the difference is was not recorded. If it is rounding, look for sums over threads and autotuned kernels; if it is more, for random numbers that no seed reaches and the clock.`,
	causes: [
		"atomics",
		"autotuning",
		"time-or-path",
		"unseeded"
	]
};
const RANDOM = {
	words: say`Seed every generator once, at the beginning, with a number that does not change.`,
	causes: ["unseeded", "time-or-path"]
};
const BUILT = {
	words: say`Seed every generator before the model is built, with a number that does not change.`,
	causes: [
		"built-before-seeding",
		"unseeded",
		"time-or-path"
	]
};
const SEED = {
	words: say`The generators begin elsewhere in each run: look for a seed that is taken from the clock, a process id or the system.`,
	causes: [
		"time-or-path",
		"unseeded",
		"built-before-seeding"
	]
};
const ORDER = {
	words: say`Other samples come, or in another order: sort what comes from a folder or a set, give the loader a seeded generator, and seed its workers.`,
	causes: [
		"data-order-unpinned",
		"set-or-dict-order",
		"loader-workers",
		"hash-randomisation"
	]
};
const SAMPLES = {
	words: say`Look for an augmentation or a shuffle that draws from a generator that is not seeded, often in a worker of the loader.`,
	causes: [
		"loader-workers",
		"unseeded",
		"time-or-path"
	]
};
const START = {
	words: say`The model begins with other values: look for one that is built before anything is seeded, and for what an earlier run left and this one goes on from.`,
	causes: [
		"built-before-seeding",
		"resumed-from-leftover",
		"hash-randomisation"
	]
};
const INPUTS = {
	words: say`Look for what enters and is another in each run: the clock, a process id, a path, the order of a set.`,
	causes: [
		"time-or-path",
		"set-or-dict-order",
		"resumed-from-leftover"
	]
};
const TOLD = {
	init: START,
	seed: SEED,
	"random-stream": RANDOM,
	architecture: INPUTS,
	"data-order": ORDER,
	"data-content": SAMPLES,
	preprocessing: SAMPLES,
	labels: SAMPLES,
	"batch-size": ORDER,
	"layer-code": NUMERIC,
	"functional-code": INPUTS,
	loss: NUMERIC,
	"gradient-processing": NUMERIC,
	"hyper-parameter": INPUTS,
	optimizer: NUMERIC,
	precision: INPUTS,
	rounding: NUMERIC,
	nondeterminism: NUMERIC,
	evaluation: INPUTS,
	unclear: NUMERIC
};
const RUNGS = {
	init: START,
	batch: SAMPLES,
	hyper: INPUTS
};
const DRAWN = {
	init: BUILT,
	batch: SAMPLES
};
const SIZES = {
	rounding: NUMERIC,
	meaning: CHANCE
};
function adviceFor(parted) {
	const { words, causes } = toldOf(parted);
	return {
		words,
		pages: causes.map((cause) => `docs/findings/${cause}.md`)
	};
}
function toldOf({ class: kind, rung, size }) {
	const told = TOLD[kind];
	if (told === RANDOM) return DRAWN[rung] ?? RANDOM;
	if (told !== NUMERIC || kind === "rounding") return told;
	return RUNGS[rung] ?? (size === void 0 ? UNSIZED : SIZES[size.meaning]);
}
const BY_SEED = /* @__PURE__ */ new Set([
	"init",
	"seed",
	"random-stream",
	"data-order"
]);
function adviceWords(parted, seed) {
	const { words, pages } = adviceFor(parted);
	if (seed === void 0 || parted.size?.meaning === "rounding") return withPages(words, pages);
	if (BY_SEED.has(parted.class)) return otherSeedWords(seed);
	return withPages(say`${givenWords(seed)} ${words}`, [.../* @__PURE__ */ new Set([CLOCK, ...pages])]);
}
const CLOCK = "docs/findings/time-or-path.md";
function otherSeedWords(seed) {
	return withPages(say`${givenWords(seed)} Give it a number that is the same in each run.`, [CLOCK]);
}
function givenWords({ call, at, first, second }) {
	const where = at === void 0 ? [] : say` in ${code(at)}`;
	return say`${code(call)}${where} was given ${first} in the first run and ${second} in the second.`;
}
function withPages(words, pages) {
	return say`${words} See ${join(pages.map((page) => say`${code(page)}`), ", ")}.`;
}

// src/report/words/settings.ts
const MOST$1 = 3;
const LONGEST = 60;
const EXPECT = "expect.";
function settingsWords(settings) {
	const edits = distinct(settings.filter(({ counted }) => counted === "base").flatMap(editsOf));
	const [first] = edits;
	if (first === void 0) return [];
	const shown = edits.slice(0, MOST$1).map((edit, at) => editWords$1(edit, edits[at - 1]));
	const more = edits.length - shown.length;
	const all = more > 0 ? say`${join(shown, ", ")} and ${more} more` : join(shown, ", ", " and ");
	const counted = edits.length > 1 || first.base === void 0 || first.head === void 0 ? say`what the base says counted here` : say`the base’s ${value(first.base)} counted here`;
	return [say`${all}: ${counted}`];
}
function distinct(edits) {
	return [...new Map(edits.map((edit) => [plain(editWords$1(edit)), edit])).values()];
}
function editWords$1(edit, last) {
	const verb = verbOf(edit);
	const said = last !== void 0 && verbOf(last) === verb ? "" : `${verb} `;
	const { what, base, head } = edit;
	return base === void 0 || head === void 0 ? say`${said}${what}` : say`${said}${what} from ${value(base)} to ${value(head)}`;
}
function verbOf({ base, head }) {
	return base === void 0 ? "adds" : head === void 0 ? "takes out" : "changes";
}
const value = (text) => code(clip(text, LONGEST));
function editsOf({ field, base, head }) {
	const [old, young] = [base, head].map(parse);
	if (!field.startsWith(EXPECT) || !isFields(old) || !isFields(young)) {
		const [before, after] = [base, head].map((side) => side && spellSetting(side));
		return [{
			what: say`${code(field)}`,
			base: before,
			head: after
		}];
	}
	const metric = name(field.slice(7));
	return [.../* @__PURE__ */ new Set([...Object.keys(old), ...Object.keys(young)])].flatMap((key) => {
		const [before, after] = [old, young].map((side) => spellField(side, key));
		return before === after ? [] : [{
			what: say`${key} of ${metric}`,
			base: before,
			head: after
		}];
	});
}
function isFields(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function spellField(fields, key) {
	return Object.hasOwn(fields, key) ? spellValue(fields[key]) : void 0;
}
function spellSetting(text) {
	return spellValue(parse(text));
}
function spellValue(value) {
	if (typeof value === "string") return value;
	if (Array.isArray(value)) return `[${value.map(spellValue).join(", ")}]`;
	if (!isFields(value)) return JSON.stringify(value);
	const { kind, value: size } = value;
	if (kind === "auto") return "auto";
	if (kind === "absolute" && typeof size === "number") return spellNumber(size);
	if (kind === "relative" && typeof size === "number") return `${spellNumber(size * 100)}%`;
	return `{${Object.entries(value).map(([key, one]) => `${key}: ${spellValue(one)}`).join(", ")}}`;
}
function parse(text) {
	if (text === void 0) return void 0;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

// src/report/words/edits.ts
const MOST = 3;
function modelEdits(model) {
	return clauses(ownEdits(model));
}
function loneEdits(model, report) {
	return clauses([...ownEdits(model), ...besides(report)]);
}
function ownEdits({ accepts, settings }) {
	return [...accepts === void 0 ? [] : [acceptance(accepts)], ...settingsWords(settings)];
}
function reportEdits({ models, change }) {
	return clauses([
		...some(models.flatMap(({ accepts, verdict }) => accepts === void 0 ? [] : [say`${name(verdict.model)} ${acceptance(accepts)}`])),
		...settingsWords(models.flatMap(({ settings }) => settings)),
		...removed([...keptIn(models), ...change?.removes ?? []]),
		...lockWords(models, change)
	]);
}
function otherEdits(report) {
	return clauses(besides(report));
}
function besides({ models, change }) {
	return [...removed(change?.removes ?? []), ...lockWords(models, change)];
}
function clauses(lines) {
	return lines.length === 0 ? void 0 : join(lines, "; ");
}
function some(lines) {
	const shown = lines.slice(0, MOST);
	return lines.length > MOST ? [...shown, say`and ${lines.length - MOST} more`] : shown;
}
function keptIn(models) {
	return models.flatMap(({ verdict }) => verdict.reasons[0]?.kind === "model-removed" ? [verdict.model] : []);
}
function removed(models) {
	if (models.length === 0) return [];
	const names = models.slice(0, MOST).map((model) => say`${name(model)}`);
	const more = models.length > MOST ? ` and ${models.length - MOST} more` : "";
	return [say`removes the ${models.length === 1 ? "model" : "models"} ${join(names, ", ", more === "" ? " and " : ", ")}${more}`];
}
function lockWords(models, change) {
	const told = new Set(models.flatMap(({ accepts, verdict }) => accepts === void 0 ? [] : [spellKey(verdict.key)]));
	const judged = new Set(models.map(({ verdict }) => spellKey(verdict.key)));
	return some((change?.lock ?? []).filter(({ key }) => !told.has(key) && change?.removes?.includes(parseKey(key)?.model ?? "") !== true).map((edit) => editWords(edit, judged.has(edit.key))));
}
function editWords({ key, how }, isJudged) {
	if (how === "removed") return say`takes the baseline of ${code(key)} out of ${code("reprise.lock")}`;
	return say`${how === "added" ? "adds" : "edits"} the baseline of ${code(key)}${isJudged ? "" : ", which was not judged here"}`;
}
function acceptance({ cause, because, moved }) {
	const parts = moved.map(({ metric, before, after }) => {
		const { difference } = spellMove(before, after);
		return say`${name(metric)}${difference === void 0 ? "" : ` ${difference}`}`;
	});
	const values = moved.map(({ before, after }) => spellMove(before, after).values);
	const what = parts.length === 0 ? say`a new baseline` : join(parts.slice(0, 3), ", ", " and ");
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

// src/report/words/hyper.ts
function hyperWords({ hyper }) {
	const [first, ...rest] = hyper;
	if (first === void 0) return say`a hyper-parameter in force is another`;
	const more = rest.length === 0 ? "" : `, and so ${rest.length === 1 ? "is" : "are"} ${count(rest.length, "more value")} of the optimiser`;
	return say`${hyperName(first)} in force is ${spelled(first.after, first.before)} instead of ${spelled(first.before, first.after)}${more}`;
}
const NAMES = /* @__PURE__ */ new Map([
	["lr", "the learning rate"],
	["weight_decay", "the weight decay"],
	["momentum", "the momentum"],
	["optimizer", "the optimiser"]
]);
function hyperName({ name: key, optimizer, group }) {
	const where = `${optimizer === 0 ? "" : ` of optimiser ${optimizer + 1}`}${group === 0 ? "" : ` of group ${group + 1}`}`;
	const words = NAMES.get(key);
	return words === void 0 ? say`${code(key)}${where}` : say`${words}${where}`;
}
function spelled(value, other) {
	if (typeof value !== "number" || typeof other !== "number") return value === void 0 ? say`not set` : say`${code(String(value))}`;
	const digits = [
		6,
		9,
		12,
		15
	].find((count) => value.toPrecision(count) !== other.toPrecision(count));
	return say`${code(String(digits === void 0 ? value : Number(value.toPrecision(digits))))}`;
}

// src/report/words/divergence.ts
const RUNG_NAMES = {
	init: "initial values",
	batch: "batch",
	forward: "forward",
	loss: "loss",
	gradient: "gradient",
	hyper: "hyper-parameters",
	update: "update"
};
const READINGS = {
	init: () => say`the model begins with other values`,
	seed: () => say`the seed is another`,
	"random-stream": () => say`random numbers were drawn otherwise`,
	architecture: () => say`the model is built otherwise`,
	"data-order": ({ batch }) => batch?.kind === "permuted" ? say`the batch holds the same samples in another order` : say`the batch holds other samples of the same data`,
	"data-content": ({ batch }) => batch?.kind === "some-rows" ? say`${batch.changed} of the ${batch.of} samples of the batch differ` : say`the samples of the batch differ`,
	preprocessing: () => say`every sample of the batch differs, as after other preprocessing`,
	labels: () => say`the samples are equal, their labels are not`,
	"batch-size": ({ tensor }) => tensor?.phase === "forward" && tensor.call > 0 ? say`the model is called another number of times in a step` : say`the batch has another number of samples`,
	"layer-code": ({ tensor }) => tensor?.part === "buffer" ? say`all parameters are equal, what a module keeps beside them is not` : say`its inputs and parameters are equal, its result is not`,
	"functional-code": ({ tensor }) => tensor?.part === "target" ? say`all before is equal, the target of the loss is made otherwise` : say`all modules before are equal, what is made of their results is not`,
	loss: () => say`what goes into the loss is equal, the loss is not`,
	"gradient-processing": ({ tensor }) => tensor?.part === "raw" ? say`what was computed forward is equal, the backward pass gives other gradients` : say`it was changed between ${{
		kind: "code",
		text: "backward"
	}} and the optimiser`,
	"hyper-parameter": hyperWords,
	optimizer: (one) => one.hyper.length === 0 ? say`gradients and hyper-parameters are equal, the update is not` : say`the optimiser is another: ${hyperWords(one)}`,
	precision: () => say`the numbers have another precision`,
	rounding: () => say`the same arithmetic rounds otherwise`,
	nondeterminism: () => say`the same code gives other numbers`,
	evaluation: () => say`what differs comes after the training`,
	unclear: () => say`of what kind the cause is cannot be told`
};
const PLACED = /* @__PURE__ */ new Set([...[
	"data-order",
	"data-content",
	"preprocessing",
	"batch-size"
], ...["hyper-parameter", "evaluation"]]);
function partedWords(divergence, who = "they part") {
	const { class: kind, sure } = divergence;
	const where = PLACED.has(kind) && divergence.tensor?.phase !== "forward" ? [] : say`${placeWords(divergence)}${sizeWords(divergence)}`;
	const doubt = sure || kind === "unclear" ? "" : "probably ";
	return say`${who} ${stepWords(divergence)}${where}: ${doubt}${READINGS[kind](divergence)}`;
}
function stepWords({ step, rank, training }) {
	const on = rank === 0 ? "" : ` on rank ${rank}`;
	const at = step < 0 ? `before the first step${on}` : `at step ${step}${on}`;
	if (training === void 0) return say`${at}`;
	const { number, of, program } = training;
	const which = program === void 0 ? [] : say` (${code(program)})`;
	return say`${at} of training ${number + 1} of ${of}${which}`;
}
function sizeWords({ size }) {
	if (size === void 0) return [];
	const relative = spellRelative(size.relative);
	return size.meaning === "rounding" ? say` (rounding, ${relative} of its size)` : say` (${relative} of its size)`;
}
function spellRelative(relative) {
	if (relative === 0) return "below 1e-10";
	const rounded = Number(relative.toPrecision(2));
	return rounded >= .001 && rounded < 1e3 ? String(rounded) : rounded.toExponential().replace("e+", "e");
}
const PARTS = {
	out: "the output of ",
	grad: "the gradient of ",
	raw: "the gradient of ",
	target: "the target of ",
	in: "the input of ",
	buffer: "the buffer "
};
const PHASES = {
	init: "the initial value of ",
	update: "the update of "
};
function placeWords({ tensor, rung }) {
	if (tensor === void 0) return rung === "hyper" ? [] : say` in the ${RUNG_NAMES[rung]}`;
	const { phase, part } = tensor;
	const kind = part.replace(/\..*$/, "");
	const known = (Object.hasOwn(PARTS, kind) ? PARTS[kind] : PHASES[phase]) ?? "";
	const what = phase === "batch" ? "the batch, " : known;
	const call = tensor.call === 0 ? "" : ` (call ${tensor.call + 1})`;
	return say` in ${what}${name(tensor.name)}${call}`;
}
function repeatWords(divergence) {
	return partedWords(divergence, "two runs of the same code and seed part");
}
const UNKNOWN = {
	"no-trace": "one of them was not traced",
	"not-at-hand": "the trace of one of them is not at hand",
	unreadable: "a trace cannot be read",
	"other-algorithm": "their traces have other kinds of digests",
	"other-ranks": "they ran as another number of processes",
	"other-trainings": "their trainings cannot be laid side by side",
	"too-short": "their traces are equal as far as they go, which is not the whole training"
};
function unpartedWords(divergence) {
	if (divergence.state === "unknown") {
		if (divergence.why === "other-length") return say`${divergence.detail ?? ""}`;
		return say`where the two part is not known: ${UNKNOWN[divergence.why]}${divergence.detail === void 0 ? "" : ` (${divergence.detail})`}`;
	}
	const { steps } = divergence;
	const all = steps === 1 ? "the one step" : `every one of ${count(steps, "step")}`;
	return say`${all} is equal in loss, gradients and parameters`;
}

// src/report/words/moved.ts
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
function movedBefore({ touched }, change) {
	const path = pathOf(change);
	return touched !== void 0 && path !== void 0 && !touched.includes(path);
}
const BEFORE = 100;
function likeliestFirst(explanation, train) {
	return explanation.factors.flatMap(({ factor, changes }) => changes.map((change) => ({
		change,
		at: rank(factor, change, train) + (movedBefore(explanation, change) ? BEFORE : 0)
	}))).sort((a, b) => a.at - b.at).map(({ change }) => change);
}
function movedWords(explanation, train) {
	const [first, ...rest] = likeliestFirst(explanation, train);
	if (first === void 0) return differentWords(explanation.factors);
	if (movedBefore(explanation, first)) return say`nothing of this change is known to differ; ${changeWords(first)}${moreWords(rest.length)}, before it`;
	const old = rest.filter((change) => movedBefore(explanation, change)).length;
	const before = old === 0 ? "" : ` (${old} more differed before it)`;
	return say`${changeWords(first)}${moreWords(rest.length - old)}${before}`;
}
function moreWords(count) {
	return count === 0 ? "" : `, and ${count} more ${count === 1 ? "change" : "changes"}`;
}
function differentWords(factors) {
	const names = factors.filter(({ status }) => status === "different").map(({ factor }) => FACTOR_NAMES[factor]);
	return names.length === 0 ? void 0 : say`the ${names.join(" and the ")} ${names.length === 1 ? "differs" : "differ"}`;
}
function unmovedWords(explanation) {
	const unknown = explanation.factors.filter(({ status, unknown }) => status === "unknown" || unknown.length > 0);
	if (unknown.length === 0) return say`no recorded factor differs`;
	return say`no recorded factor differs, but not all is known of ${unknown.map(({ factor }) => FACTOR_NAMES[factor]).join(", ")}`;
}

// src/report/words/cause.ts
function whyWords({ divergence, repeat, cause }) {
	if (cause?.class === "nondeterminism" && repeat?.state === "found") return repeatWords(repeat);
	if (divergence?.state === "same") return say`${unpartedWords(divergence)}, so what differs comes after the training${causeWords(cause, divergence)}`;
	if (divergence?.state === "unknown" && divergence.why === "other-length") return unpartedWords(divergence);
	if (divergence?.state !== "found") return void 0;
	return say`${partedWords(divergence)}${causeWords(cause, divergence)}`;
}
function causeWords(cause, divergence) {
	if (cause === void 0 || cause.class === "nondeterminism") return [];
	const able = cause.candidates.filter(({ weight }) => weight === "fits" || weight === "shown");
	const [first, ...rest] = able;
	if (first === void 0) return unfitWords(cause);
	if (able.filter(({ weight }) => weight === "shown").length === 1) return shownWords(first, rest);
	if (cause.certainty === "firm") return firmWords(first, cause, divergence);
	if (rest.length === 0 && first.others === 0) return say`; probably because ${candidateWords(first)}`;
	const names = join(able.slice(0, 3).map(candidateWords), ", ", " and ");
	return say`; which of these it comes from cannot be told here, ${code("reprise why")} decides: ${names}`;
}
function unfitWords({ candidates }) {
	const left = candidates.filter(({ weight }) => weight === "possible");
	if (left.length === 0) return say`; nothing that was recorded and differs is known to make that`;
	const names = join(left.slice(0, 3).map(changeOf), ", ", " and ");
	return say`; what differs is not known to act there: ${names}`;
}
function firmWords(first, { candidates }, divergence) {
	const { change } = first;
	if (!(divergence.state === "found" && change !== void 0 && isAmongHyper(change, divergence))) return say` — ${changeOf(first)}, and nothing else known that could make it`;
	const where = change.kind === "param" ? say`${code(change.line === void 0 ? change.file : `${change.file}:${change.line}`)}` : say`${code(change.kind === "setting" ? change.name : change.kind)}`;
	const others = candidates.length > 1;
	return say` — ${where}${others ? "; what else differs may act later" : ""}`;
}
function shownWords(first, rest) {
	const open = rest.slice(0, 2).map(candidateWords);
	return say`; ${candidateWords(first)}: a run with this alone showed it${open.length === 0 ? [] : say`, which leaves open ${join(open, ", ", " and ")}`}`;
}
function candidateWords(candidate) {
	const { others, factor } = candidate;
	const kind = FACTOR_NAMES[factor ?? "code"];
	const more = others === 0 ? "" : others === 1 ? ` or one more change of ${kind}` : ` or one of ${others} more changes of ${kind}`;
	return say`${changeOf(candidate)}${more}`;
}
function changeOf({ change, factor, before }) {
	if (change === void 0) return say`the ${factor === void 0 ? "training itself" : FACTOR_NAMES[factor]} differs`;
	const line = change.kind === "param" && change.line !== void 0 ? say` (line ${change.line})` : [];
	return say`${changeWords(change)}${line}${before === true ? " (before this change)" : ""}`;
}

// src/report/words/sentence.ts
function sentence(model) {
	return after(modelEdits(model), judgement(model));
}
function sentences(report) {
	const { models } = report;
	if (models.length !== 1) return models.map(sentence);
	return models.map((model) => after(loneEdits(model, report), judgement(model)));
}
function after(edits, words) {
	return edits === void 0 ? words : say`${edits}. ${words}`;
}
function judgement(model) {
	const { verdict } = model;
	const metric = decidingMetric(verdict);
	const what = say`${strong(verdict.verdict)}: ${reasonWords(deciding(verdict), {
		verdict,
		metric
	})}`;
	return say`${what}${others(verdict, metric)}${lastWords(model)}${cause(model)}`;
}
function advice(model) {
	const { findings } = model.verdict;
	const left = findings.find(({ kind }) => kind === "left-out");
	const { kind } = deciding(model.verdict);
	const repeat = model.explanation?.repeat;
	if (kind === "self-differs" && repeat?.state === "found") return adviceWords(repeat);
	if (left === void 0 || kind !== "crashed") return reasonAdvice(deciding(model.verdict));
	const { text, todo } = findingWords(left);
	return say`${text} ${todo}`;
}
function headline(report) {
	return report.models.length === 1 ? void 0 : after(reportEdits(report), overall(report));
}
function overall({ models, change }) {
	const verdicts = [...new Set(models.map(({ verdict }) => verdict.verdict))];
	if (verdicts.length === 0) return nothingJudged(change);
	const groups = verdicts.map((kind) => {
		const names = models.filter(({ verdict }) => verdict.verdict === kind).map(({ verdict }) => say`${name(verdict.model)}`);
		const shown = names.length > 4 ? say`${join(names.slice(0, 3), ", ")} and ${names.length - 3} more` : join(names, ", ", " and ");
		return say`${shown} ${strong(kind)}`;
	});
	return say`${models.length} models: ${join(groups, "; ")}`;
}
function nothingJudged(change) {
	return change?.skipped === "draft" ? say`${strong("draft")}: of a draft pull request nothing is retrained, so nothing is known` : say`${strong("no model")}: nothing was retrained, so nothing is known`;
}
function deciding(verdict) {
	const [first] = verdict.reasons;
	if (first === void 0) throw new TypeError(`the verdict on ${verdict.model} has no reason`);
	return first;
}
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
	return say`, and so ${more.length === 1 ? "is" : "are"} ${join(names, ", ", " and ")}${more.length > 3 ? ` and ${more.length - 3} more` : ""}`;
}
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
function isOtherLength({ divergence }) {
	return divergence?.state === "unknown" && divergence.why === "other-length";
}
function cause({ verdict, explanation, run }) {
	const clause = CLAUSE[verdict.verdict];
	if (explanation === void 0 || clause === "none") return [];
	const isOwn = explanation.cause?.class === "nondeterminism";
	const why = whyWords(explanation);
	if (isOwn && why !== void 0 && clause === "moved") return say`; ${why}`;
	if (verdict.basis === "self") return [];
	const moved = movedWords(explanation, run?.config.train ?? "");
	if (clause === "though") return moved === void 0 ? [] : say`, though ${moved}`;
	const said = why !== void 0 && isOtherLength(explanation) ? say`${why}; ${moved ?? unmovedWords(explanation)}` : why ?? moved;
	const doubt = doubtOf(verdict);
	if (doubt !== void 0) return say`; ${doubt}, so the difference may be its own${said === void 0 ? [] : say`; also, ${said}`}`;
	if (said !== void 0) return say`; ${said}`;
	return verdict.verdict === "changed" || verdict.verdict === "improved" ? say`; ${unmovedWords(explanation)}` : [];
}
function doubtOf({ verdict, reasons, findings }) {
	const found = (kind) => findings.some((one) => one.kind === kind);
	if (verdict === "nondeterministic") return void 0;
	if (found("repeats-not") || reasons.some(({ kind }) => kind === "self-differs")) return "this training does not repeat itself";
	return found("repeats-unknown") ? "nobody has looked whether this training repeats itself" : void 0;
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
function buckets(values, width) {
	const cells = Math.min(width, values.length);
	return Array.from({ length: cells }, (_, cell) => {
		const [from, to] = [cell, cell + 1].map((edge) => Math.round(edge * values.length / cells));
		return values.slice(from, to).findLast((value) => Number.isFinite(value));
	});
}
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
const othersTitle = (rows) => `${count(rows.length, "other metric")}, not judged`;
const VOLATILE_TITLE = "Speed and memory, not judged";
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
function partings({ verdict, curves }) {
	return verdict.metrics.flatMap(({ gated, metric }) => {
		const curve = curves.find((one) => one.metric === metric);
		const parting = gated && curve !== void 0 ? firstDifference(curve) : void 0;
		if (parting === void 0) return [];
		if (parting.before === void 0) return [say`${name(metric)} differs from its first common step on (step ${parting.step}).`];
		return [say`${name(metric)} is equal bit for bit up to step ${parting.before}, and differs at step ${parting.step}.`];
	});
}

// src/report/words/isolation.ts
const ISOLATION = {
	4: "bubblewrap sandbox",
	3: "another user",
	2: "no new privileges, clean environment",
	1: "none"
};

// src/report/words/origin.ts
function headWords({ head, trained, stale, config }) {
	const project = config === "reprise.yml" ? [] : say` (${code(config)})`;
	if (stale !== void 0) return say`${strong("stale")}: this is for ${id(head)}${project}; the pull request is at ${id(stale)} now.`;
	const merged = trained === head ? [] : say`, trained as the merge ${id(trained)}`;
	return say`For commit ${id(head)}${project}${merged}.`;
}
const TRUST = {
	protected: say`from a protected branch`,
	branch: say`from a branch of this repository`,
	fork: say`${strong("from a fork")}: these figures are what its own workflow reported`
};
function originWords(change) {
	const { run, event, trained, base, isolation, trust } = change;
	const parts = [
		say`${link(`run ${run.id}`, run.url)}, attempt ${run.attempt}, on ${code(event)}`,
		say`trained ${id(trained)}${base === void 0 ? [] : say`, base ${id(base)}`}`,
		...isolation === void 0 ? [] : [isolationWords(isolation)],
		TRUST[trust]
	];
	return join(parts, " · ");
}
function isolationWords(level) {
	const wall = level < 4 ? ", no wall between the training and its judge" : "";
	return say`isolation level ${level} of 4 (${ISOLATION[level] ?? "unknown"}${wall})`;
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
function verdictLook(verdict) {
	return LOOKS[verdict];
}

// src/report/view/factors.ts
function factorBlocks({ explanation, run, isNew }) {
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
	return run === void 0 || isNew === true ? [] : recordedBlocks(run);
}
function recordedBlocks(run) {
	return [{
		kind: "table",
		head: [
			"factor",
			"this run",
			"recorded by",
			"what to do"
		],
		rows: Factor.options.map((factor) => {
			const { state } = run.facts[factor];
			return [
				say`${FACTOR_NAMES[factor]}`,
				state === "unknown" ? say`${strong(state)}` : say`${state}`,
				sourceWords(run, factor),
				state === "unknown" ? marked(ADVICE$1[factor]) : say`–`
			];
		})
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
		...advice === void 0 ? [] : [marked(advice)]
	];
	return join(parts, "; ");
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
const SEEDED = {
	program: "the program’s own",
	auto: "the program’s own, moved by the probe",
	env: "by env",
	arg: "by arg"
};
const RECORD = [
	["record", ({ id: digest }) => say`${id(digest)}`],
	["input digest", ({ input }) => say`${id(input)}`],
	["commit", ({ code: { commit, dirty } }) => commit === void 0 ? void 0 : say`${id(commit)}${dirty ? " with changes" : ""}`],
	["key", (record) => say`${code(spellKey({
		model: record.model,
		...record.key
	}))}`],
	["command", ({ config }) => say`${code(config.train)}`],
	["seed", ({ config: { seed } }) => say`index ${seed.index}, ${SEEDED[seed.how]}${seed.name === void 0 ? "" : ` ${seed.name}`}${seed.twin === true ? "; a twin: one initial weight was moved" : ""}`],
	["started", ({ run }) => run.segments[0] && say`${run.segments[0].started.replace("T", " ").slice(0, 16)} UTC`],
	["training took", ({ run }) => say`${spellSeconds(run.segments.reduce((sum, { seconds }) => sum + seconds, 0))}`],
	["ended", ({ run: { exit } }) => say`${exit.how}${exit.code === void 0 ? "" : `, code ${exit.code}`}${exit.signal === void 0 ? "" : `, ${exit.signal}`}`],
	["deterministic", ({ config }) => say`${config.deterministic ? "asked for" : "not asked for"}`],
	["isolation", ({ run }) => say`level ${run.isolation}: ${ISOLATION[run.isolation] ?? "unknown"}`]
];
function environmentBlocks(sides) {
	return sideBySide(sides, ENVIRONMENT);
}
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

// src/report/view/ladder.ts
function laddersOf(explanation, sentence = []) {
	if (explanation === void 0) return [];
	const top = plain(sentence);
	return ladders(explanation).map((ladder) => ladder.words !== void 0 && top.includes(plain(ladder.words)) ? {
		...ladder,
		words: void 0
	} : ladder);
}
function ladders(explanation) {
	const { divergence, repeat, cause } = explanation;
	const own = repeat?.state === "found" ? [ladderOf(repeat, "the same code and seed, run twice", repeatWords(repeat))] : [];
	if (divergence === void 0) return own;
	const title = "against the baseline";
	if (divergence.state === "found") return [ladderOf(divergence, title, whyWords({
		divergence,
		...cause && { cause }
	}) ?? []), ...own];
	const remedy = divergence.state === "unknown" ? REMEDIES[divergence.why] : void 0;
	const notes = remedy === void 0 ? [] : [remedy];
	return [{
		title,
		words: unpartedWords(divergence),
		rungs: [],
		growth: [],
		notes
	}, ...own];
}
const REMEDIES = {
	"no-trace": say`PyTorch is traced by itself; any other program can write a trace: ${code("docs/trace.md")}. A baseline without one is accepted anew.`,
	"not-at-hand": say`Bring it with ${code("reprise ledger fetch")}.`,
	unreadable: say`See what is damaged with ${code("reprise ledger verify")}.`,
	"other-algorithm": say`Accept a baseline that was traced by the same writer.`,
	"other-ranks": say`Train as many processes as the baseline did, and let each write its trace.`,
	"other-trainings": say`Train one program after the other, and the same number of them.`,
	"too-short": say`The findings say what keeps the traces from covering all of it.`
};
function ladderOf(divergence, title, words) {
	const { ladder, growth } = divergence;
	return {
		title,
		words,
		rungs: ladder.map((one) => rungOf(one, divergence)),
		growth: growth.length < 2 ? [] : growth.map(({ step, relative }) => ({
			step,
			relative
		})),
		notes: notesOf(divergence)
	};
}
const SIGNS = {
	same: "✓",
	different: "✗",
	unknown: "?"
};
function rungOf({ rung, state, tensor, relative }, parted) {
	const at = rung === parted.rung && parted.step >= 0 ? ` step ${parted.step}` : "";
	const size = relative === void 0 ? "" : ` ${spellRelative(relative)}`;
	const what = tensor === void 0 ? [] : say` ${name(tensor)}`;
	return {
		name: RUNG_NAMES[rung],
		state,
		sign: SIGNS[state],
		detail: say`${what}${at}${size}`
	};
}
function ladderLine({ rungs }) {
	return join(rungs.map(({ name: rung, sign, detail, state }) => say`${rung} ${sign}${state === "different" ? detail : []}`), " · ");
}
function notesOf({ mode, because, window, sure, growth }) {
	return [
		...growthNote(growth),
		...mode === "modules" ? [] : [mode === "borders" ? say`Seen at the borders of the steps only${because === void 0 ? "" : ` (${because})`}: modules were not looked into.` : say`From what the program itself told of its steps.`],
		...window === void 0 ? [] : [say`Found by training both sides once more up to step ${window.to}.`],
		...sure ? [] : [say`The evidence leaves other kinds of cause open.`]
	];
}
function growthNote(growth) {
	const [first, last] = [growth.at(0), growth.at(-1)];
	if (first === void 0 || last === void 0 || first === last) return [];
	return [say`The parameters are apart by ${spellRelative(first.relative)} of their size after step ${first.step}, and by ${spellRelative(last.relative)} after step ${last.step}.`];
}

// src/report/view/patch.ts
function patchLines(patch) {
	return patch === void 0 ? [] : patch.replace(/\n+$/, "").split("\n");
}
function applyBlocks(lines) {
	const isShown = lines.every((line) => line === clean(line));
	if (lines.length === 0 || !isShown) return [];
	let end = "REPRISE";
	while (lines.includes(end)) end += "_";
	return [{
		kind: "whole",
		as: "sh",
		lines: [
			`git apply <<'${end}'`,
			...lines,
			end
		]
	}];
}

// src/report/view/moved.ts
const MOST_CHANGES = 20;
const MOST_LINES = 60;
const LONGEST_LINE = 240;
function movedOf({ explanation, run }) {
	if (explanation === void 0) return [];
	const order = likeliestFirst(explanation, run?.config.train ?? "");
	const best = (factor) => Math.min(order.length, ...factor.changes.map((change) => order.indexOf(change)));
	return explanation.factors.filter(({ status }) => status === "different").sort((a, b) => best(a) - best(b)).map((factor) => ({
		factor: FACTOR_NAMES[factor.factor],
		items: itemsOf([...factor.changes].sort((a, b) => order.indexOf(a) - order.indexOf(b)), explanation),
		unknown: factor.unknown.map((what) => say`not known: ${what}`)
	}));
}
function unmovedOf({ explanation }) {
	if (explanation === void 0) return say`There was no baseline’s record to compare the factors with.`;
	return say`As far as is known, ${unmovedWords(explanation)}.`;
}
function itemsOf(changes, explanation) {
	const shown = changes.slice(0, MOST_CHANGES).map((change) => ({
		words: movedBefore(explanation, change) ? say`${changeLine(change)} (before this change)` : changeLine(change),
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
function viewOf(report) {
	const { change, models } = report;
	const lines = sentences(report);
	return {
		headline: headline(report),
		lead: change && headWords(change),
		models: models.map((model, at) => modelView({
			...model,
			isNew: model.isNew === true || change?.addsReprise === true
		}, lines[at] ?? [])),
		origin: change && originWords(change)
	};
}
function modelView(model, sentence) {
	const { verdict } = model;
	return {
		model: verdict.model,
		key: spellKey(verdict.key),
		verdict: verdict.verdict,
		look: verdictLook(verdict.verdict),
		sentence,
		todo: advice(model),
		metrics: metricGroups(model),
		notes: metricNotes(model),
		ladders: laddersOf(model.explanation, sentence),
		moved: movedOf(model),
		unmoved: unmovedOf(model),
		sections: sectionsOf(model).filter(({ blocks }) => blocks.length > 0),
		footer: footer(model)
	};
}
function sectionsOf(model) {
	const { crash, isNew = false, lockPatch, reproduce, run, verdict } = model;
	const patch = patchLines(lockPatch);
	const findings = verdict.findings.length;
	return [
		section("findings", `Worth knowing: ${count(findings, "finding")}`, findingBlocks(model)),
		section("settings", "Settings that this change writes otherwise", settingBlocks(model)),
		section("recorded", "What is recorded of this training, and what is not", isNew && run !== void 0 ? recordedBlocks(run) : [], true),
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
		section("lock", "The baseline to accept, as a patch of reprise.lock", patch.length === 0 ? [] : [{
			kind: "whole",
			as: "diff",
			lines: patch
		}], isNew),
		section("apply", "Apply that patch, in the folder of reprise.yml", applyBlocks(patch))
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
	const value = (text) => text === void 0 ? say`not written` : say`${code(spellSetting(text))}`;
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
function lockOnly({ baseline, verdict }) {
	if (baseline !== void 0 || verdict.baseline === void 0) return [];
	return [{
		kind: "line",
		line: say`Of the baseline’s record ${id(verdict.baseline)} only what the lock says is known here.`
	}];
}
function costWords({ runs, seconds, setupSeconds, runsSaved, reused = 0 }) {
	const setup = setupSeconds > 0 ? ` and ${spellSeconds(setupSeconds)} of setup` : "";
	const saved = runsSaved > 0 ? `; ${count(runsSaved, "run")} of the budget ${runsSaved === 1 ? "was" : "were"} not needed` : "";
	const again = reused > 0 ? `; ${count(reused, "earlier run")} of the same inputs ${reused === 1 ? "counts" : "count"} again` : "";
	return say`${count(runs, "run")}, ${spellSeconds(seconds)} of training${setup}${again}${saved}.`;
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

export { modelEdits as C, findingWords as D, otherSeedWords as E, unpartedWords as S, adviceWords as T, sentences as _, recordBlocks as a, repeatWords as b, VOLATILE_TITLE as c, firstDifference as d, thin as f, sentence as g, headline as h, environmentBlocks as i, othersTitle as l, deciding as m, ladderLine as n, factorBlocks as o, advice as p, laddersOf as r, verdictLook as s, viewOf as t, align as u, likeliestFirst as v, otherEdits as w, spellRelative as x, partedWords as y };