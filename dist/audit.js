import { _ as bitwise, a as selfOutcome, n as restlessness, o as tellingNames, r as selfBaseline, v as weightsDiffer } from "./self-check.js";
import { r as secondsOf, s as gatedMetrics } from "./standing.js";
import { i as windowWanted, n as divergenceOf, t as tracesOf } from "./traces.js";
import { r as repeatOf, t as parting } from "./partings.js";
import { v as spellKey } from "./record.js";
import { p as requireContent } from "./isolation.js";
import { n as fixKey, r as machineFor, t as draftPlan } from "./planning.js";
import { t as onlyModel } from "./run2.js";
import { t as seedNotWired } from "./seed-wired.js";
import { i as openTrainer, t as headTrainee } from "./workbench.js";

// src/flows/seed-check.ts
const FIRST_STEPS = {
	from: 0,
	to: 7
};
async function seedReaches(ledger, trainer, head, run) {
	const own = await tracesOf(ledger, run);
	if (own.state === "found") {
		const look = await trainer.train(head, {
			seed: 1,
			trace: FIRST_STEPS
		});
		if (parting(own, await tracesOf(ledger, look), divergenceOf)?.state === "found") return "wired";
	}
	const other = await trainer.train(head, { seed: 1 });
	if (seedNotWired(run, other, head.model)) return "not-wired";
	if (other.run.exit.how !== "finished") return "unknown";
	return selfOutcome(run, other, head.model).outcome === "differs" ? "wired" : "unknown";
}

// src/flows/audit.ts
async function audit(project, options) {
	const name = onlyModel(project, options.model);
	const draft = await draftPlan({
		project,
		base: void 0,
		asPullRequest: false,
		name
	});
	const planned = fixKey(draft, await machineFor(draft.model));
	const { model } = planned;
	requireContent(project.root, model);
	const trainer = openTrainer(project, planned, options);
	try {
		const head = headTrainee(project, model);
		const runs = await trainAll(trainer, head, options);
		const { restless, ...compared } = outcomeOf(runs, model);
		const divergence = await partingOf(project.ledger, trainer, head, runs);
		const seed = options.seedCheck ? compared.outcome === "reproducible" ? await seedReaches(project.ledger, trainer, head, runs.run) : "unknown" : void 0;
		return {
			schema: "reprise/audit/v1",
			model: name,
			key: spellKey(planned.key),
			...compared,
			exitCode: EXIT[compared.outcome],
			run: runs.run,
			repeat: runs.repeat,
			divergence,
			findings: [...findingsOf(runs, seed), ...restlessness(restless)],
			cost: runs.lax && costOf(runs, model),
			seed,
			spent: trainer.cost(),
			reproduce: `reprise audit ${name}${options.cost ? " --cost" : ""}${options.seedCheck ? " --seed-check" : ""}`
		};
	} finally {
		await trainer.dispose();
	}
}
const EXIT = {
	reproducible: 0,
	nondeterministic: 1,
	unknown: 3
};
async function trainAll(trainer, head, { cost }) {
	const run = await trainer.train(head, { seed: 0 });
	if (run.run.exit.how !== "finished") return {
		run,
		lax: void 0,
		repeat: void 0
	};
	const { model } = head;
	const odd = {
		...head,
		name: "odd",
		model: {
			...model,
			deterministic: !model.deterministic
		}
	};
	return {
		run,
		lax: cost ? await trainer.train(odd, { seed: 0 }) : void 0,
		repeat: await trainer.train(head, { seed: 0 })
	};
}
function outcomeOf({ run, repeat }, model) {
	const nothing = {
		disagree: [],
		restless: []
	};
	if (repeat === void 0) return {
		outcome: "unknown",
		why: "ended",
		...nothing
	};
	const gated = gatedMetrics(model, void 0, run).names;
	const self = selfOutcome(run, repeat, model, gated);
	if (self.outcome === "stopped") return {
		outcome: "unknown",
		why: "ended",
		...nothing
	};
	if (self.outcome === "differs") return {
		outcome: "nondeterministic",
		why: void 0,
		disagree: self.crashed === void 0 ? tellingNames(run, repeat, gated) : [],
		restless: []
	};
	const again = selfBaseline(repeat, model);
	const { restless } = self;
	if (bitwise(run, again, repeat, restless).bits === "equal") return {
		outcome: "reproducible",
		why: void 0,
		disagree: [],
		restless
	};
	return {
		outcome: "unknown",
		why: weightsDiffer(run, again) ? "weights" : hasMetrics(run) ? "unproven" : "no-metrics",
		disagree: [],
		restless
	};
}
function hasMetrics({ series }) {
	return series.some(({ role }) => role === "metric");
}
async function partingOf(ledger, trainer, head, { run, repeat }) {
	if (repeat === void 0) return void 0;
	const [one, other] = [await tracesOf(ledger, run), await tracesOf(ledger, repeat)];
	const coarse = parting(one, other, repeatOf);
	if (one.state !== "found" || other.state !== "found") return coarse;
	const window = windowWanted(one.traces, other.traces);
	if (window === void 0) return coarse;
	const look = async (trace) => tracesOf(ledger, await trainer.train(head, {
		seed: 0,
		trace
	}));
	const [first, second] = [await look(window), await look(window)];
	if (first.state !== "found" || second.state !== "found") return coarse;
	const windows = {
		run: first.traces,
		baseline: second.traces
	};
	const fine = [repeatOf(one.traces, other.traces, windows), repeatOf(first.traces, second.traces)].flatMap((one) => one.state === "found" ? [one] : []).find(({ tensor }) => tensor !== void 0);
	return fine === void 0 ? coarse : {
		...fine,
		window
	};
}
const TELLING = [
	"nondeterministic-operators",
	"unseeded",
	"trace-disabled",
	"trace-incomplete",
	"not-hermetic",
	"probe-absent",
	"data-changed",
	"no-metrics",
	"metrics-unwritten",
	"source-unreadable"
];
function findingsOf(runs, seed) {
	const found = [runs.run, runs.repeat].flatMap((record) => record?.findings ?? []).filter(({ kind }) => TELLING.includes(kind));
	const unique = new Map(found.map((finding) => [JSON.stringify(finding), finding]));
	const lost = seed === "not-wired" ? [{ kind: "seed-not-wired" }] : [];
	return [...unique.values(), ...lost];
}
function costOf({ run, lax, repeat }, { deterministic }) {
	const asked = (record, is) => record === void 0 ? [] : [{
		deterministic: is,
		seconds: secondsOf(record)
	}];
	return [
		...asked(run, deterministic),
		...asked(lax, !deterministic),
		...asked(repeat, deterministic)
	];
}

export { audit };