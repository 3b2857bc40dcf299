import { t as folderLedger } from "./folder.js";
import { t as UserError } from "./error.js";
import { a as notInAJob, o as wrongInput } from "./errors.js";
import { n as progressLines } from "./progress.js";
import { v as spellKey } from "./record.js";
import { a as readPlan, f as openDigests, g as writeBundle, i as planOf, l as leaveDigests, t as besidePlan } from "./plan.js";
import { n as gather } from "./deciding.js";
import { t as localise } from "./localise.js";
import { n as fixKey, r as machineFor } from "./planning.js";
import { t as findPlace } from "./project.js";
import { n as openWorkbench } from "./workbench.js";
import { basename, join } from "node:path";
import { rmSync } from "node:fs";

// src/flows/job/retrain.ts
async function retrainStage({ env, signal, log }) {
	const variable = (name) => {
		const value = env[name];
		if (value === void 0 || value === "") throw notInAJob(name);
		return value;
	};
	const seed = env["REPRISE_SEED"] ?? "";
	if (seed !== "" && !/^\d{1,6}$/.test(seed)) throw wrongInput("seed", seed, [
		"0",
		"1",
		"2",
		"…"
	]);
	log(`retrained: ${(await retrainJob({
		cwd: variable("GITHUB_WORKSPACE"),
		plan: variable("REPRISE_PLAN"),
		digest: variable("REPRISE_PLAN_DIGEST"),
		model: env["REPRISE_MODEL"] || void 0,
		seed: seed === "" ? void 0 : Number(seed),
		bundles: variable("REPRISE_BUNDLES"),
		toolCache: env["RUNNER_TOOL_CACHE"] || void 0,
		isolation: void 0,
		signal,
		onProgress: progressLines(log),
		log
	})).map((folder) => basename(folder)).join(", ") || "nothing"}`);
}
async function retrainJob(options) {
	const plan = readPlan(options.plan, options.digest);
	const place = await findPlace(options.cwd, join(options.cwd, plan.config));
	requireCheckout(place, plan);
	requirePlanned(plan, options);
	const folders = [];
	const known = await openDigests(plan, options.plan);
	const digests = known.cache;
	const before = digests.rows.paths.length;
	for (const job of plan.models) {
		const { name } = job.draft.model;
		if (options.model !== void 0 && options.model !== name) continue;
		folders.push(await retrainModel(place, plan, job, {
			...options,
			digests
		}));
	}
	if (known.from !== void 0) options.log(`digests: ${before} files known, ${digests.read} read`);
	for (const line of leaveDigests(plan, options.plan, known)) options.log(line);
	return folders;
}
function requireCheckout({ repository: { commit } }, { change: { trained } }) {
	if (commit === trained) return;
	throw new UserError("checkout-moved", `the plan is for the commit ${trained}, and ${commit ?? "nothing"} is checked out`, "Check out the same commit in every job; leave `ref:` out, or give all of them the same.");
}
function requirePlanned({ models }, { model, seed }) {
	const jobs = models.filter(({ draft }) => model === void 0 || draft.model.name === model);
	const known = models.map(({ draft }) => draft.model.name);
	if (model !== void 0 && known.length > 0 && jobs.length === 0) throw wrongInput("model", model, known);
	if (seed === void 0) return;
	if (jobs.some(({ draws }) => draws === void 0 || seed >= highest(draws))) throw wrongInput("seed", String(seed), ["the seed indices that the plan wants"]);
}
async function retrainModel(place, plan, job, options) {
	const { draft, earlier, spent } = job;
	const folder = join(options.bundles, folderName(draft.model.name, options.seed));
	rmSync(folder, {
		recursive: true,
		force: true
	});
	const machine = await machineFor(draft.model);
	const planned = fixKey(draft, machine);
	const { head, base } = plan.change;
	const here = {
		...place,
		store: folder,
		ledger: folderLedger(folder)
	};
	const bench = openWorkbench(here, planned, {
		...options,
		isolation: plan.trust === "fork" ? 4 : options.isolation,
		earlier: {
			runs: otherThanAccepted(earlier, planned),
			ledger: besidePlan(options.plan)
		},
		...options.toolCache !== void 0 && { setupCache: {
			folder: options.toolCache,
			write: plan.trust === "protected"
		} },
		commits: {
			head,
			...base !== void 0 && { base }
		}
	});
	const handOver = (gathered) => {
		const cost = bench.cost();
		writeBundle(folder, {
			plan: options.digest,
			config: plan.config,
			pull: plan.change.pull,
			model: draft.model.name,
			machine,
			gathered,
			reused: bench.reused,
			cost,
			spent: {
				runs: spent.runs + cost.runs,
				minutes: spent.minutes + cost.seconds / 60
			}
		});
	};
	const made = [];
	const run = async (side, purpose, seed, look) => {
		const record = await bench.retrain(side, purpose, seed, look);
		made.push({
			side,
			purpose,
			record
		});
		handOver({
			evidence: made,
			obstacles: {}
		});
		return record;
	};
	try {
		handOver(job.draws === void 0 ? await judged(run, here, planOf(job, planned), [besidePlan(options.plan)]) : await draw(run, await bench.input(), planned, {
			...job.draws,
			asked: options.seed
		}));
		return folder;
	} finally {
		await bench.dispose();
	}
}
async function judged(retrain, place, plan, known) {
	const gathered = await gather(plan, ({ side, purpose, seed }) => retrain(side, purpose, seed));
	return localise({
		place,
		plan,
		gathered,
		known,
		among: "base",
		retrain
	});
}
function otherThanAccepted(earlier, { plan: { baseline } }) {
	const accepted = baseline.state === "found" ? baseline.entry.record : void 0;
	return earlier.filter(({ record }) => record.id !== accepted);
}
function folderName(model, seed) {
	return seed === void 0 ? model : `${model}-seed-${seed}`;
}
async function draw(run, input, { key }, draws) {
	const seed = nextSeed(draws, input, spellKey(key), draws.asked);
	if (seed === void 0) return {
		evidence: [],
		obstacles: {}
	};
	return {
		evidence: [{
			side: "head",
			purpose: "judge",
			record: await run("head", "judge", seed)
		}],
		obstacles: {}
	};
}
function nextSeed(draws, input, key, asked) {
	const done = draws.known.filter((one) => one.input === input && one.key === key).map(({ seed }) => seed);
	for (let seed = draws.first ? 0 : 1; seed < highest(draws); seed += 1) if (!done.includes(seed) && (asked === void 0 || asked === seed)) return seed;
}
function highest({ first, below }) {
	return Math.max(below, first ? 1 : 0);
}

export { retrainStage };