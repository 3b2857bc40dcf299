import { _ as bitwise, r as selfBaseline } from "./self-check.js";
import { d as isWhole, f as setApart, r as secondsOf } from "./standing.js";
import { a as affordsMore, r as obstacleIn } from "./deciding.js";
import { t as UserError } from "./error.js";
import { a as findBase, n as fixKey, r as machineFor, t as draftPlan } from "./planning.js";
import { c as declaredFiles, i as explainRecords, l as pairOf, n as kinOf, o as sharesOf, s as dataFiles } from "./repeats.js";
import { p as requireContent } from "./isolation.js";
import { a as readLog } from "./records2.js";
import { t as onlyModel } from "./run2.js";
import { i as openTrainer, r as traineeAt } from "./workbench.js";
import { v as spellKey } from "./record.js";
import { t as trainsThisTree } from "./freshness.js";
import { t as sourceOf } from "./trees.js";
import { l as listFiles } from "./accelerators.js";
import { l as treeFiles } from "./worktree.js";
import { t as loadAttachments } from "./attachments.js";
import { c as canonicalJson } from "./digest.js";
import { a as pairRanks, c as viewAt, d as stateOfInit, l as ROLLING, o as withNamesOf, t as tracesOf, u as stateAt } from "./traces.js";
import { r as hyperAt } from "./hyper.js";
import { isDeepStrictEqual } from "node:util";

// src/flows/why/anchor.ts
async function headOf(project, planned, records) {
	let ended;
	for (const record of records) {
		if (setApart(record) !== void 0 || !isPlanned(record, planned)) continue;
		if (!await trainsThisTree(project, record)) continue;
		if (isWhole(record)) return record;
		ended ??= record;
	}
	if (ended !== void 0) throw new UserError("why-nothing", `the run ${ended.id.slice(7, 19)} of the working tree as it is now did not come to its end (${ended.run.exit.how}): it has no numbers to explain`, "See its last lines with `reprise check`, and mend that first.");
	throw new UserError("why-nothing", `no run of ${planned.model.name} trained the working tree as it is now`, "Run `reprise check` first: `why` explains what it found.");
}
async function anchorOf(project, { plan, ...planned }, records) {
	const { baseline, base } = plan;
	if (baseline.state === "unreadable") throw noBase(baseline.why);
	if (baseline.state === "found") {
		if (baseline.record === void 0) throw noRecord(baseline.entry.record);
		const source = await sourceOf(project, plan, baseline.record, "all");
		if (source?.exact === true) return {
			tree: source.tree,
			record: baseline.record
		};
	}
	if (base === void 0 || base.untrainable === true) throw noBase("no commit of this repository holds the files that the baseline was trained from");
	return {
		tree: base,
		record: records.find((one) => isOfPlan(one, {
			plan,
			...planned
		}) && one.code.commit === base.commit && !one.code.dirty)
	};
}
function isOfPlan(record, planned) {
	return isWhole(record) && isPlanned(record, planned);
}
function isPlanned(record, { plan, key }) {
	const seed = plan.baseline.state === "found" ? plan.baseline.entry.seed : 0;
	return record.config.seed.index === seed && spellKey({
		model: record.model,
		...record.key
	}) === spellKey(key);
}
function noBase(why) {
	return new UserError("why-no-base", `there is nothing to go back to: ${why}`, "Name the commit to compare with: `reprise why --base REF`.");
}
function noRecord(id) {
	return new UserError("why-no-record", `the baseline’s record ${id} is not in this ledger`, "Bring it with `reprise ledger fetch`, or name a commit: `reprise why --base REF`.");
}

// src/explain/groups.ts
function fileGroups(run, baseline, material) {
	const pair = pairOf(run, baseline, {
		...material,
		text: () => void 0
	});
	const shares = sharesOf(pair);
	const of = (factor) => shares.of(factor)?.map(({ name }) => name);
	const [code, config, environment] = [
		of("code"),
		of("config"),
		of("environment")
	];
	const inTree = shares.of("data");
	if (code === void 0 || config === void 0 || environment === void 0) return void 0;
	return {
		code,
		config,
		data: dataFiles(declaredFiles(pair).files, inTree ?? []).map(({ name }) => name),
		environment
	};
}

// src/flows/why/groups.ts
const FIELDS = {
	environment: ["setup", "packages"],
	settings: [...[
		"train",
		"directory",
		"env",
		"seed",
		"deterministic",
		"network",
		"caches"
	], ...[
		"ignore",
		"metrics",
		"weights"
	]],
	data: ["data"],
	config: ["params"]
};
async function groupsOf(project, sides, { factors }) {
	const { run, baseline, head, base } = sides;
	const lists = await loadAttachments(project.ledger, [run, baseline], ["manifest"]);
	const attachment = (digest) => lists.get(digest);
	const files = fileGroups(run, baseline, { attachment });
	if (files === void 0) return void 0;
	const held = await heldPaths(project, base);
	const groups = [
		"environment",
		"settings",
		"data",
		"config",
		"code"
	].map((name) => ({
		name,
		paths: pathsOf(name, files),
		fields: fieldsThatDiffer(name, head, base.model),
		untestable: lostPath(pathsOf(name, files), held)
	})).filter(({ paths, fields }) => paths.length > 0 || fields.length > 0);
	return isMachineInDoubt(groups, factors) ? [MACHINE, ...groups] : groups;
}
function isMachineInDoubt(groups, factors) {
	const elsewhere = groups.some(({ name }) => name === "environment") ? ["hardware"] : [
		"hardware",
		"environment",
		"determinism"
	];
	return groups.some(({ untestable }) => untestable !== void 0) || factors.some(({ factor, status }) => status !== "same" && elsewhere.includes(factor));
}
const MACHINE = {
	name: "machine",
	paths: [],
	fields: [],
	untestable: void 0
};
function pathsOf(name, files) {
	return name === "machine" || name === "settings" ? [] : files[name];
}
function fieldsThatDiffer(name, head, base) {
	return (FIELDS[name] ?? []).filter((field) => !isDeepStrictEqual(head[field], base[field]));
}
async function heldPaths({ root }, { commit }) {
	const [now, before] = await Promise.all([listFiles(root), treeFiles(root, commit)]);
	return new Set([...now, ...before].map(({ path }) => path));
}
function lostPath(paths, held) {
	const lost = paths.find((path) => !held.has(path));
	return lost && `${lost} is not kept by git, so what it held before cannot be had again`;
}
function traineeOf(group, head, base) {
	const most = {
		from: "commit",
		commit: base.commit
	};
	const brought = (FIELDS[group.name] ?? []).map((field) => [field, head[field]]);
	const model = {
		...base.model,
		timeout: head.timeout,
		idle: head.idle,
		...Object.fromEntries(brought)
	};
	const code = {
		commit: base.commit,
		dirty: group.paths.length > 0
	};
	return {
		name: group.name,
		model,
		files: group.paths.length === 0 ? most : {
			from: "mixed",
			most,
			other: { from: "worktree" },
			paths: group.paths
		},
		code: async () => code
	};
}

// src/explain/place.ts
function takenAt(place, tried, run, baseline) {
	const names = run.flat().find((trace) => isAt(place, trace));
	const [third, ours, theirs] = [
		tried,
		run,
		baseline
	].map((one) => seenAt(place, one, names));
	if (third === void 0 || ours === void 0 || theirs === void 0 || ours === theirs) return "unknown";
	return third === ours ? "run" : third === theirs ? "baseline" : "neither";
}
function seenAt(place, sightings, names) {
	for (const traces of sightings) {
		const trace = traces.find((one) => isAt(place, one));
		const seen = trace && seenIn(names === void 0 ? trace : withNamesOf(names, trace), place);
		if (seen !== void 0) return seen;
	}
}
function isAt({ training, rank }, { header }) {
	return header.training === (training?.number ?? 0) && header.rank === rank;
}
function seenIn(trace, place) {
	const step = trace.steps.find((one) => one.step === place.step);
	if (place.rung === "hyper") return inForce(trace, place);
	if (step === void 0) return void 0;
	if (place.tensor !== void 0) return tensorIn(step, place.tensor);
	return step.rolling?.[fieldOf(place.rung)];
}
function tensorIn({ tensors }, wanted) {
	const found = tensors.find((one) => isSame(one, wanted));
	if (found !== void 0) return `${found.dtype} ${found.shape.join("x")} ${found.digest}`;
	return tensors.some(({ phase }) => phase === wanted.phase) ? "none" : void 0;
}
function isSame(one, other) {
	return one.phase === other.phase && one.name === other.name && one.part === other.part && one.call === other.call;
}
function inForce({ steps }, { step: until, hyper }) {
	const known = /* @__PURE__ */ new Map();
	for (const { step, hyper: lines } of steps) {
		if (step > until) break;
		for (const { optimizer, group, values } of lines) known.set(`${optimizer}/${group}`, values);
	}
	if (known.size === 0) return void 0;
	return canonicalJson(hyper.map(({ optimizer, group, name }) => {
		const values = known.get(`${optimizer}/${group}`);
		return values !== void 0 && Object.hasOwn(values, name) ? [values[name] ?? null] : [];
	}));
}
function fieldOf(rung) {
	return ROLLING.find((field) => field === rung) ?? "loss";
}

// src/explain/up-to.ts
function agreesUpTo(place, tried, other) {
	const until = Math.max(place.step, 0);
	const number = place.training?.number ?? 0;
	const pairs = pairRanks(tracesAt(tried, number, until), tracesAt(other, number, until));
	if (!("map" in pairs) || pairs.length === 0) return "unknown";
	const states = pairs.map((pair) => stateUpTo(pair, until));
	return ["different", "unknown"].find((state) => states.includes(state)) ?? "same";
}
function tracesAt([own = [], ...looks], training, step) {
	return own.filter(({ header }) => header.training === training).map((trace) => {
		const look = looks.flat().filter(({ header }) => header.training === training && header.rank === trace.header.rank).map(({ steps }) => steps.find((one) => one.step === step)?.tensors ?? []).find((tensors) => tensors.length > 0);
		if (look === void 0) return trace;
		const fill = (one) => one.step === step && one.tensors.length === 0 ? {
			...one,
			tensors: look
		} : one;
		return {
			...trace,
			steps: trace.steps.map(fill)
		};
	});
}
function stateUpTo(pair, until) {
	if (isDifferent(pair, until)) return "different";
	const { run, baseline } = pair;
	return (run.end?.steps ?? 0) > until && baseline.steps.has(until) ? "same" : "unknown";
}
function isDifferent(pair, until) {
	if (stateOfInit(pair) === "different") return true;
	if ((hyperAt(pair, until) ?? []).length > 0) return true;
	for (let step = 0; step <= until; step++) if (ROLLING.some((field) => stateAt(pair, step, field) === "different")) return true;
	return viewAt(pair, until).aligned.some(({ state }) => state !== "same");
}

// src/flows/why/tried.ts
async function resultOf(ledger, record, compared, model) {
	const { run, baseline, place, windows, here } = compared;
	if (place === void 0) return { result: wholeResult(record, run, baseline, model) };
	const seen = (records) => sightingsOf(ledger, records);
	return placedResult(place, {
		tried: await seen([record]),
		run: await seen([run, ...windows.run]),
		baseline: await seen([baseline, ...windows.baseline]),
		here: here && await seen([here])
	});
}
const AT_FIRST = {
	neither: "part",
	unknown: "unclear"
};
const LEAVING = {
	same: "excluded",
	different: "elsewhere",
	unknown: "unclear"
};
function placedResult(place, { tried, run, baseline, here }) {
	const first = takenAt(place, tried, run, baseline);
	if (first === "run") return {
		result: "shown",
		all: agreesUpTo(place, tried, run) === "same"
	};
	if (first === "baseline") return { result: LEAVING[agreesUpTo(place, tried, here ?? baseline)] };
	return { result: AT_FIRST[first] };
}
async function sightingsOf(ledger, records) {
	const found = [];
	for (const record of records) {
		const traced = await tracesOf(ledger, record);
		if (traced.state === "found") found.push(traced.traces);
	}
	return found;
}
function wholeResult(record, run, baseline, model) {
	if (record.run.exit.how !== "finished") return "unclear";
	const [ours, theirs] = [run, baseline].map((other) => bitwise(record, selfBaseline(other, model), other).bits);
	const isEqual = (bits) => bits === "equal" || bits === "values-equal";
	if (isEqual(ours) === isEqual(theirs)) return ours === "differ" && theirs === "differ" ? "part" : "unclear";
	return isEqual(ours) ? "shown" : "excluded";
}
const FACTORS = {
	machine: [
		"environment",
		"hardware",
		"determinism"
	],
	environment: ["environment", "config"],
	settings: [
		"config",
		"seed",
		"determinism"
	],
	data: ["data"],
	config: ["config"],
	code: ["code"]
};
const ORDER = [
	"shown",
	"fits",
	"possible",
	"excluded"
];
function weighed(explanation, results) {
	const { cause } = explanation;
	if (cause === void 0) return void 0;
	const candidates = cause.candidates.map((candidate) => {
		const mine = [...results].filter(([name]) => isOf(candidate, name)).map(([, result]) => result);
		const weight = mine.includes("shown") ? "shown" : mine.length > 0 && mine.every((result) => result === "excluded" || result === "elsewhere") ? "excluded" : candidate.weight;
		return {
			...candidate,
			weight
		};
	}).sort((a, b) => ORDER.indexOf(a.weight) - ORDER.indexOf(b.weight));
	const shown = candidates.filter(({ weight }) => weight === "shown");
	const open = candidates.filter(({ weight }) => weight === "fits" || weight === "possible");
	const certainty = shown.length === 1 && open.length === 0 ? "firm" : candidates.every(({ weight }) => weight === "excluded") ? "open" : "confounded";
	return {
		...cause,
		candidates,
		certainty
	};
}
function isOf({ factor, change }, name) {
	if (factor === void 0 || !FACTORS[name].includes(factor)) return false;
	if (factor !== "config") return true;
	if (change?.kind === "param") return name === "config";
	if (change?.kind !== "setting") return true;
	return change.name === "setup" ? name === "environment" : name === (change.name.startsWith("data.") ? "data" : "settings");
}

// src/flows/why/why.ts
async function why(project, options) {
	const name = onlyModel(project, options.model);
	const base = await findBase(project, options.base);
	const asPullRequest = options.base !== void 0;
	const draft = await draftPlan({
		project,
		base,
		asPullRequest,
		name
	});
	const planned = fixKey(draft, await machineFor(draft.model));
	requireContent(project.root, planned.model);
	const { records } = await readLog(project.ledger, name);
	const run = await headOf(project, planned, records);
	const anchor = await anchorOf(project, planned, records);
	const trainer = openTrainer(project, planned, options);
	try {
		return await tryAll({
			project,
			planned,
			trainer,
			run,
			anchor,
			records,
			options
		});
	} finally {
		await trainer.dispose();
	}
}
async function tryAll(asking) {
	const { project, planned, trainer, run, anchor, records, options } = asking;
	const seed = run.config.seed.index;
	const baseline = anchor.record ?? await trainBase(trainer, anchor, seed, options.list);
	const beside = besideIn(records, run, baseline);
	const explanation = await explainRecords(project, run, baseline, beside);
	requireDifference(explanation, run, baseline, planned.model);
	const sides = {
		run,
		baseline,
		head: planned.model,
		base: anchor.tree
	};
	const groups = await groupsOf(project, sides, explanation);
	if (groups === void 0) throw listsLost();
	const { divergence } = explanation;
	const compared = {
		run,
		baseline,
		place: divergence?.state === "found" ? divergence : void 0,
		windows: {
			run: listOf(beside.windows?.run),
			baseline: listOf(beside.windows?.baseline)
		}
	};
	const obstacle = obstacleTo(explanation, groups, options.list, mayRepeat(planned));
	const tried = obstacle === void 0 ? await trials(asking, groups, compared) : groups.map((group) => ({
		...shown(group),
		result: "not-run",
		why: obstacle
	}));
	const results = new Map(tried.flatMap(({ name, result }) => isResult(result) ? [[name, result]] : []));
	const cause = weighed(explanation, results);
	return {
		schema: "reprise/why/v1",
		model: planned.model.name,
		run: run.id,
		baseline: baseline.id,
		explanation: {
			...explanation,
			...cause === void 0 ? {} : { cause }
		},
		groups: tried,
		until: windowOf(compared)?.to,
		cost: {
			...trainer.cost(),
			runs: trainer.made()
		},
		listed: options.list
	};
}
function listOf(one) {
	return one === void 0 ? [] : [one];
}
async function trainBase(trainer, { tree }, seed, list) {
	if (!list) return trainer.train(traineeAt(tree), { seed });
	throw new UserError("why-nothing", `the base commit ${tree.commit} was not trained here yet, so its run is no place to begin from`, "Run `reprise check` first, or `reprise why` without --list.");
}
function listsLost() {
	return new UserError("why-no-record", "the lists of files of the two runs are not in this ledger", "Bring them with `reprise ledger fetch`, or run `reprise check` again.");
}
function besideIn(records, run, baseline) {
	const closely = ({ input, config }) => records.find((one) => one.run.window !== void 0 && one.input === input && one.config.seed.index === config.seed.index);
	return {
		repeat: kinOf(run, records).find((one) => one.config.seed.index === run.config.seed.index && one.id !== baseline.id),
		windows: {
			run: closely(run),
			baseline: closely(baseline)
		}
	};
}
function obstacleTo({ repeat, divergence }, groups, list, repeats) {
	if (list) return "listed";
	if (repeat?.state === "found" && !(divergence?.state === "found" && divergence.step < repeat.step)) return "nondeterministic";
	return groups.length === 1 && repeats ? "alone" : void 0;
}
function mayRepeat({ plan: { baseline } }) {
	return baseline.state !== "found" || baseline.entry.repeats !== "no";
}
function requireDifference({ divergence }, run, baseline, model) {
	if (divergence?.state === "found") return;
	const { bits } = bitwise(run, selfBaseline(baseline, model), baseline);
	if (bits !== "equal" && bits !== "values-equal") return;
	throw new UserError("why-nothing", `the run ${run.id.slice(7, 19)} gave the numbers of the baseline`, "There is nothing to explain. To look at what differs all the same: `reprise compare`.");
}
async function trials(asking, groups, compared) {
	const tried = [];
	const made = [];
	let here;
	for (const group of groups) {
		const why = tried.some(isMoved) ? MOVED : "budget";
		if (group.untestable !== void 0) tried.push({
			...shown(group),
			result: "untestable",
			why: group.untestable
		});
		else if (why === MOVED || !affordsMore(budgetOf(asking), made)) tried.push({
			...shown(group),
			result: "not-run",
			why
		});
		else {
			const { record, ...outcome } = await trial(asking, group, {
				...compared,
				here
			});
			if (record !== void 0) made.push(record);
			if (group.name === "machine" && outcome.result !== "failed") here = record;
			tried.push({
				...shown(group),
				...outcome,
				...record && ran(record)
			});
		}
	}
	return tried;
}
const MOVED = "the baseline’s files alone give other numbers here already";
function isMoved({ name, result }) {
	return name === "machine" && (result === "shown" || result === "part");
}
function budgetOf({ planned, options }) {
	const { budget } = planned.plan.policy;
	return {
		runs: options.runs ?? budget.runs,
		minutes: options.minutes ?? budget.minutes
	};
}
async function trial({ project, planned, trainer, anchor, run }, group, compared) {
	const trainee = traineeOf(group, planned.model, anchor.tree);
	const trace = windowOf(compared);
	const look = trace === void 0 ? {} : { trace };
	try {
		const record = await trainer.train(trainee, {
			seed: run.config.seed.index,
			...look
		});
		const { result, ...told } = await resultOf(project.ledger, record, compared, planned.model);
		if (result !== "unclear") return {
			result,
			...told,
			record
		};
		const { how } = record.run.exit;
		return {
			result: "failed",
			why: how === "finished" ? "it left no trace there" : how,
			record
		};
	} catch (error) {
		const obstacle = obstacleIn(error);
		if (obstacle === void 0) throw error;
		return {
			result: "failed",
			why: obstacle.what
		};
	} finally {
		await trainer.release(trainee);
	}
}
function windowOf({ place }) {
	if (place === void 0 || (place.training?.number ?? 0) > 0) return void 0;
	const step = Math.max(0, place.step);
	return {
		from: step,
		to: step
	};
}
function shown({ name, paths, fields }) {
	return {
		name,
		paths,
		fields
	};
}
function ran(record) {
	return {
		record: record.id,
		seconds: secondsOf(record)
	};
}
function isResult(result) {
	return [
		"shown",
		"excluded",
		"elsewhere",
		"part"
	].includes(result);
}

export { why };