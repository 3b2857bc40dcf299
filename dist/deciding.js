import { n as standing } from "./judge.js";
import { a as spent, r as secondsOf } from "./standing.js";
import { t as UserError } from "./error.js";

// src/plan/budget.ts
function affords(plan, evidence) {
	return spentOf(plan, evidence).runs < plan.policy.budget.runs && affordsLook(plan, evidence);
}
function affordsLook(plan, evidence) {
	const { budget } = plan.policy;
	const { minutes } = spentOf(plan, evidence);
	const longest = Math.max(0, ...evidence.map(({ record }) => secondsOf(record) / 60));
	return minutes < budget.minutes && minutes + longest <= budget.minutes;
}
function affordsMore(budget, made) {
	const minutes = made.map((record) => secondsOf(record) / 60);
	const spentMinutes = minutes.reduce((sum, one) => sum + one, 0);
	const longest = Math.max(0, ...minutes);
	return made.length < budget.runs && spentMinutes + longest <= budget.minutes;
}
function spentOf({ spent: before }, evidence) {
	const now = spent(evidence.filter(({ record }) => before?.records.includes(record.id) !== true));
	return {
		runs: now.runs + (before?.runs ?? 0),
		minutes: now.minutes + (before?.minutes ?? 0)
	};
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
function next(plan, evidence) {
	const { verdict, want } = standing({
		...plan,
		evidence
	});
	if (want === void 0 || !affords(plan, evidence)) return {
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

// src/flows/deciding.ts
async function gather(plan, run) {
	let gathered = {
		evidence: [],
		obstacles: {}
	};
	for (;;) {
		const { evidence, obstacles } = gathered;
		const step = nextStep(plan, gathered);
		if (step.do === "stop") return gathered;
		const { side, purpose } = step;
		try {
			gathered = {
				obstacles,
				evidence: [...evidence, {
					side,
					purpose,
					record: await run(step)
				}]
			};
		} catch (error) {
			const obstacle = obstacleIn(error);
			if (obstacle === void 0) throw error;
			gathered = {
				evidence,
				obstacles: {
					...obstacles,
					[side]: obstacle
				}
			};
		}
	}
}
function nextStep(plan, { evidence, obstacles }) {
	if (obstacles.head !== void 0) return {
		do: "stop",
		verdict: notStarted(plan, obstacles.head)
	};
	return next(obstacles.base === void 0 ? plan : withoutBase(plan), evidence);
}
function withoutBase({ base, ...plan }) {
	return {
		...plan,
		base: base && {
			...base,
			untrainable: true
		}
	};
}
function decided(plan, gathered) {
	const step = nextStep(plan, gathered);
	if (step.do === "run") return void 0;
	const said = gathered.obstacles.head?.said ?? [];
	const { evidence } = gathered;
	return {
		verdict: step.verdict,
		evidence,
		...said.length > 0 && { said }
	};
}
const OBSTACLES = [
	"setup-failed",
	"directory-missing",
	"data-missing",
	"data-pointer",
	"base-absent"
];
function obstacleIn(error) {
	if (!(error instanceof UserError && OBSTACLES.includes(error.code))) return void 0;
	const [what = "", ...said] = error.message.split("\n");
	return {
		what,
		hint: error.hint,
		said: said.slice(-100)
	};
}
function notStarted({ model, key }, { what, hint }) {
	return {
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
	};
}

export { affordsMore as a, affordsLook as i, gather as n, obstacleIn as r, decided as t };