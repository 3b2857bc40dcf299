import { _ as jobExit, d as secondsOf, p as spent } from "./repeats.js";
import { n as standing } from "./judge.js";
import { t as UserError } from "./error.js";
import { a as specOf, i as findBase, n as machineFor, r as planModel, t as openWorkbench } from "./workbench.js";
import { U as parseKey } from "./record.js";
import { c as reportModel } from "./reporting.js";
// src/plan/budget.ts
/**
* Whether the policy's budget allows one more run: as many minutes as the longest so far are set aside for it.
* Of the first run nothing is known, so any budget allows it that is not 0.
*/
function affords({ budget }, evidence) {
	const { runs, minutes } = spent(evidence);
	const longest = Math.max(0, ...evidence.map(({ record }) => secondsOf(record) / 60));
	return runs < budget.runs && minutes < budget.minutes && minutes + longest <= budget.minutes;
}
// src/plan/next.ts
const BECAUSE = {
	first: "nothing was run yet",
	crashed: "the run crashed or ended in NaN: once more with the same seed",
	"self-check": "the bits differ from the baseline’s: does this training repeat itself?",
	"no-baseline": "there is no baseline for this hardware: the base commit is trained beside it",
	"environment-moved": "the results differ and so does the environment: the base commit is trained here",
	"self-evidence": "there is nothing to compare with: does this training repeat itself?"
};
/**
* What to do next: one more run while the evidence asks for one and the budget allows it, else stop with the verdict.
* The loop ends by construction: each run has a side and purpose that the evidence lacks.
*/
function next(plan, evidence) {
	const { verdict, want } = standing({
		...plan,
		evidence
	});
	if (want === void 0 || !affords(plan.policy, evidence)) return {
		do: "stop",
		verdict
	};
	const seed = plan.baseline.state === "found" ? plan.baseline.entry.seed : 0;
	return {
		do: "run",
		side: want.side,
		purpose: want.purpose,
		seed,
		because: BECAUSE[want.why]
	};
}
// src/flows/removed.ts
/**
* Models that have gone without a word: a comparison that could not be made (DESIGN §5). Those are models with a baseline
* in the lock that `reprise.yml` no longer has, and, for a pull request, models of the base's file. Who takes the
* baseline out of the lock in the same change has said so, for review to see.
*/
function removedModels(project, base) {
	const kept = modelsIn(project.lock);
	const dropped = modelsIn(base?.lock ?? { state: "absent" }).filter((name) => !kept.includes(name));
	const known = [...kept, ...Object.keys(specOf(base)?.models ?? {})];
	return [...new Set(known.filter((name) => project.spec.models[name] === void 0))].filter((name) => !dropped.includes(name)).map(removed);
}
function modelsIn(lock) {
	if (lock.state !== "found") return [];
	return Object.keys(lock.lock.baselines).flatMap((key) => parseKey(key)?.model ?? []);
}
function removed(model) {
	return {
		verdict: {
			model,
			key: {
				model,
				accelerator: "unknown"
			},
			verdict: "incomparable",
			basis: void 0,
			reasons: [{ kind: "model-removed" }],
			metrics: [],
			findings: [],
			run: void 0,
			baseline: void 0
		},
		explanation: void 0,
		run: void 0,
		baseline: void 0,
		curves: [],
		cost: {
			runs: 0,
			seconds: 0,
			setupSeconds: 0,
			runsSaved: 0
		},
		crash: void 0,
		reproduce: "reprise check",
		baselineRuns: void 0,
		lockPatch: void 0,
		accepts: void 0,
		settings: []
	};
}
// src/flows/check.ts
/**
* Retrains models, compares each with its baseline and says why they differ.
*
* @throws {UserError} for what keeps it from starting; what goes wrong in a training is a verdict
*/
async function check(project, options) {
	const base = await findBase(project, options.base);
	const asPullRequest = options.base !== void 0;
	const models = [];
	for (const name of chosen(project.spec, options.models)) {
		const machine = await machineFor(project, name);
		const planned = await planModel({
			project,
			base,
			asPullRequest,
			machine,
			name,
			options: written(project, options)
		});
		models.push(await checkModel(project, planned, options));
	}
	models.push(...removedModels(project, asPullRequest ? base : void 0));
	const policy = (asPullRequest ? specOf(base)?.policy : void 0) ?? project.spec.policy;
	return {
		schema: "reprise/report/v1",
		models,
		...jobExit(models.map(({ verdict }) => verdict), policy)
	};
}
/** The options that change what a check does, for the line that says how to do it again. */
function written({ folder, file }, { base, isolation }) {
	return [
		...folder === "" ? [] : [`--config ${file}`],
		...base === void 0 ? [] : [`--base ${base}`],
		...isolation === void 0 ? [] : [`--isolation ${isolation}`]
	];
}
async function checkModel(project, planned, options) {
	const { plan } = planned;
	const bench = openWorkbench(project, {
		...planned,
		...plan
	}, options);
	try {
		const decided = await decide(plan, (step) => bench.retrain(step.side, step.purpose, step.seed));
		return await reportModel(project, planned, decided, bench.cost());
	} finally {
		await bench.dispose();
	}
}
/** The loop of DESIGN §2: ask what is next, run it, until there is a verdict. */
async function decide(first, run) {
	let plan = first;
	let evidence = [];
	for (;;) {
		const step = next(plan, evidence);
		if (step.do === "stop") return {
			verdict: step.verdict,
			evidence
		};
		try {
			evidence = [...evidence, {
				side: step.side,
				purpose: step.purpose,
				record: await run(step)
			}];
		} catch (error) {
			const obstacle = obstacleIn(error);
			if (obstacle === void 0) throw error;
			if (step.side === "head") return {
				...notStarted(plan, obstacle),
				evidence
			};
			plan = {
				...plan,
				base: void 0
			};
		}
	}
}
/** What belongs to the code under test, so that it is a verdict on it and not a mistake of the caller. */
const OBSTACLES = [
	"setup-failed",
	"directory-missing",
	"data-missing",
	"data-pointer"
];
function obstacleIn(error) {
	return error instanceof UserError && OBSTACLES.includes(error.code) ? error : void 0;
}
function notStarted({ model, key }, { message, hint }) {
	const [what = "", ...said] = message.split("\n");
	return {
		verdict: {
			model: model.name,
			key,
			verdict: "failed",
			basis: void 0,
			reasons: [{
				kind: "not-started",
				what,
				hint
			}],
			metrics: [],
			findings: [],
			run: void 0,
			baseline: void 0
		},
		...said.length > 0 && { said }
	};
}
/** The models that were asked for, all of them by default. @throws {UserError} `model-unknown` */
function chosen(spec, names) {
	const known = Object.keys(spec.models);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== void 0) throw new UserError("model-unknown", `${spec.file} has no model ${unknown}`, `It has: ${known.join(", ")}.`);
	return names.length === 0 ? known : [...new Set(names)];
}
export { check };
