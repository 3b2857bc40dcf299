import { a as selfOutcome, b as unfitReasons } from "./self-check.js";
import { o as resolveCommit } from "./commits.js";
import { A as _maxLength, b as strictObject, h as optional, i as array, l as literal, x as string } from "./zod.js";
import { s as git } from "./parse.js";
import { t as UserError } from "./error.js";
import { t as clean } from "./clean.js";
import { n as reasonText } from "./accepting.js";
import { i as explainRecords, n as kinOf } from "./repeats.js";
import { n as fixKey, r as machineFor, t as draftPlan } from "./planning.js";
import { t as onlyModel } from "./run2.js";
import { i as openTrainer, r as traineeAt } from "./workbench.js";
import { l as treeFiles } from "./worktree.js";
import { i as digestOf, r as RecordId, t as Digest } from "./digest.js";
import { m as belongs } from "./isolation.js";
import { n as treeAt } from "./trees.js";
import { x as readStored } from "./folder.js";
import { n as spellIssue, t as PLAIN_MESSAGES } from "./issue.js";
import { t as parseJson } from "./json.js";
import { t as replaceFile } from "./replace-file.js";
import { t as compareRecords } from "./records3.js";
import { v as spellKey } from "./record.js";
import { r as obstacleIn } from "./deciding.js";
import { a as readLog } from "./records2.js";
import { join } from "node:path";
import { rmSync } from "node:fs";

// src/git/history.ts
async function isAncestor(root, old, young) {
	const { code } = await git(root, [
		"merge-base",
		"--is-ancestor",
		old,
		young
	], { accept: [0, 1] });
	return code === 0;
}
async function commitsBetween(root, good, bad) {
	const args = [
		"rev-list",
		"--first-parent",
		"--ancestry-path",
		"--reverse",
		"--format=%s",
		bad,
		`^${good}`
	];
	return parse((await git(root, args)).stdout);
}
async function commitOf(root, id) {
	const { stdout } = await git(root, [
		"rev-list",
		"--max-count=1",
		"--format=%s",
		id
	]);
	return parse(stdout)[0] ?? {
		commit: id,
		subject: ""
	};
}
function parse(output) {
	const lines = output.toString("utf8").split("\n");
	return lines.flatMap((line, at) => {
		const id = /^commit ([0-9a-f]{40,64})$/.exec(line)?.[1];
		return id === void 0 || at % 2 === 1 ? [] : [{
			commit: id,
			subject: lines[at + 1] ?? ""
		}];
	});
}

// src/flows/bisect/inputs.ts
const AT_ONCE = 8;
async function stretchesOf(project, model, commits) {
	const stretches = [];
	for (let at = 0; at < commits.length; at += AT_ONCE) {
		const some = commits.slice(at, at + AT_ONCE);
		const inputs = await Promise.all(some.map((one) => inputsOf(project, model, one)));
		some.forEach((commit, index) => add(stretches, commit, inputs[index]));
	}
	return stretches;
}
function add(stretches, commit, inputs) {
	const last = stretches.at(-1);
	if (last?.inputs.digest !== inputs.digest) stretches.push({
		commits: [commit],
		inputs
	});
	else stretches[stretches.length - 1] = {
		...last,
		commits: [...last.commits, commit]
	};
}
async function inputsOf(project, model, { commit }) {
	const tree = await treeAt(project, commit, model);
	if (tree === void 0) throw new UserError("unknown-commit", `the commit ${commit} is not here`, "Fetch it first.");
	const keep = belongs(tree.model);
	const files = (await treeFiles(project.root, commit)).filter(({ path, mode }) => mode !== "160000" && keep(path)).map(({ path, mode, blob }) => [
		path,
		mode,
		blob
	]);
	return {
		tree,
		digest: digestOf({
			files,
			rules: rulesOf(tree.model)
		})
	};
}
function rulesOf(model) {
	const { train, directory, setup, env, seed, deterministic, network, data, packages } = model;
	return JSON.parse(JSON.stringify({
		train,
		directory,
		setup,
		env,
		seed,
		deterministic,
		network,
		data,
		packages
	}));
}

// src/flows/bisect/search.ts
function nextToTry(known) {
	const { good, bad } = bounds(known);
	const middle = (good + bad) / 2;
	let best;
	for (let at = good + 1; at < bad; at++) {
		if (known[at] !== void 0) continue;
		if (best === void 0 || Math.abs(at - middle) < Math.abs(best - middle)) best = at;
	}
	return best;
}
function suspects(known) {
	const { good, bad } = bounds(known);
	return {
		from: good + 1,
		to: bad
	};
}
function bounds(known) {
	const bad = known.indexOf("bad");
	return {
		good: known.lastIndexOf("good", bad),
		bad
	};
}
function mostLeft(known) {
	const { good, bad } = bounds(known);
	return Math.ceil(Math.log2(Math.max(1, bad - good)));
}

// src/flows/bisect/state.ts
const text = string().check(_maxLength(2e4));
const Entry = strictObject({
	inputs: Digest,
	key: text,
	record: optional(RecordId),
	skipped: optional(text)
});
const State = strictObject({
	schema: literal("reprise/bisect-state/v1"),
	tried: array(Entry).check(_maxLength(1e4))
});
const BYTES = 4194304;
function fileOf({ store }) {
	return join(store, "bisect.json");
}
async function readState(place) {
	const file = fileOf(place);
	const found = await readStored(file, BYTES);
	if (found.state === "absent") return [];
	if (found.state === "unreadable") throw damaged(file, found.why);
	try {
		const parsed = State.safeParse(parseJson(found.value.toString("utf8"), file), PLAIN_MESSAGES);
		if (parsed.success) return parsed.data.tried;
		const [issue] = parsed.error.issues;
		throw damaged(file, issue === void 0 ? "it is empty" : spellIssue(issue));
	} catch (error) {
		if (error instanceof UserError && error.code !== "bisect-state") throw damaged(file, error.message);
		throw error;
	}
}
function writeState(place, tried) {
	const state = {
		schema: "reprise/bisect-state/v1",
		tried
	};
	replaceFile(fileOf(place), `${JSON.stringify(state, null, 2)}\n`);
}
function forgetState(place) {
	rmSync(fileOf(place), { force: true });
}
function damaged(file, why) {
	return new UserError("bisect-state", `${file} cannot be used: ${why}`, "Begin anew with `reprise bisect GOOD BAD --reset`; the records of all runs are kept.");
}

// src/flows/bisect/trying.ts
async function runOf(bench, inputs) {
	const key = spellKey(bench.planned.key);
	const known = bench.entries.find((one) => one.inputs === inputs.digest && one.key === key);
	if (known?.skipped !== void 0) return known.skipped;
	if (known?.record !== void 0) {
		const found = await bench.project.ledger.record(known.record);
		if (found.state === "found") return found.value;
	}
	const made = await train(bench, inputs);
	const place = {
		inputs: inputs.digest,
		key
	};
	const entry = typeof made === "string" ? {
		...place,
		skipped: made
	} : {
		...place,
		record: made.id
	};
	bench.entries.push(entry);
	writeState(bench.project, bench.entries);
	return made;
}
async function train({ trainer }, { tree }) {
	const trainee = traineeAt(tree);
	try {
		const record = await trainer.train(trainee, { seed: 0 });
		const { how } = record.run.exit;
		return how === "finished" ? record : ENDED[how];
	} catch (error) {
		const obstacle = obstacleIn(error);
		if (obstacle === void 0) throw error;
		return obstacle.what;
	} finally {
		await trainer.release(trainee);
	}
}
const ENDED = {
	crashed: "the training crashed",
	timeout: "the training took longer than `timeout`",
	idle: "the training was silent for longer than `idle`",
	killed: "the training was killed from outside"
};
async function tryStretch(bench, { inputs }, good) {
	const record = await runOf(bench, inputs);
	if (typeof record === "string") return {
		record: void 0,
		verdict: void 0,
		side: "skipped",
		why: record
	};
	return {
		record,
		...await judged(bench, record, good)
	};
}
async function judged(bench, record, good) {
	if (record.id === good.id) return {
		verdict: void 0,
		side: "good",
		why: void 0
	};
	const verdict = compareRecords([record], [good], bench.planned.model);
	const of = (side, why) => ({
		verdict,
		side,
		why
	});
	switch (verdict.verdict) {
		case "identical":
		case "reproduced": return of("good");
		case "changed":
		case "improved":
		case "nondeterministic": return of("bad");
		case "inconclusive":
			await requireRepeating(bench, good);
			return of("bad");
		default: return of("skipped", `${verdict.verdict}${whyOf(verdict, bench)}`);
	}
}
function whyOf({ reasons: [first] }, { planned }) {
	return first === void 0 ? "" : ` (${reasonText(first, planned.key)})`;
}
async function requireRepeating(bench, good) {
	const { records } = await readLog(bench.project.ledger, good.model);
	const repeat = kinOf(good, records).find((one) => one.config.seed.index === good.config.seed.index) ?? await train(bench, bench.good);
	if (typeof repeat !== "string" && selfOutcome(good, repeat, bench.planned.model).outcome === "repeats") return;
	throw new UserError("bisect-no-tolerance", "GOOD does not even repeat itself bit for bit, and no tolerance says which difference counts", "Write one in reprise.yml: `expect: {eval_loss: {within: 1%}}`. See why with `reprise audit`.");
}

// src/flows/bisect/bisect.ts
async function bisect(project, options) {
	const name = onlyModel(project, options.model);
	const draft = await draftPlan({
		project,
		base: void 0,
		asPullRequest: false,
		name
	});
	const planned = fixKey(draft, await machineFor(draft.model));
	if (options.reset) forgetState(project);
	const entries = [...await readState(project)];
	const line = await lineOf(project, options);
	const stretches = await stretchesOf(project, planned.model, line);
	const [first] = stretches;
	if (first === void 0) throw new Error("a line of commits has no first one");
	const trainer = openTrainer(project, planned, options);
	const bench = {
		project,
		planned,
		trainer,
		good: first.inputs,
		entries
	};
	try {
		const found = await search(bench, stretches, options.onNote);
		return {
			schema: "reprise/bisect/v1",
			model: name,
			good: line[0],
			bad: line.at(-1),
			commits: line.length - 1,
			...await concluded(project, stretches, found),
			cost: trainer.cost()
		};
	} finally {
		await trainer.dispose();
	}
}
async function lineOf({ root }, { good, bad }) {
	const [old, young] = [await resolveCommit(root, good), await resolveCommit(root, bad)];
	if (old === young || !await isAncestor(root, old, young)) throw new UserError("bisect-order", old === young ? `${good} and ${bad} are one commit` : `${good} is no ancestor of ${bad}`, "Name the older commit, whose numbers are right, first: `reprise bisect GOOD BAD`. A shallow clone needs more history.");
	return [await commitOf(root, old), ...await commitsBetween(root, old, young)];
}
async function search(bench, stretches, note) {
	const tried = /* @__PURE__ */ new Map();
	const last = stretches.length - 1;
	const good = await goodRun(bench);
	tried.set(0, {
		record: good,
		verdict: void 0,
		side: "good",
		why: void 0
	});
	if (last === 0) return tried;
	const end = await tryStretch(bench, stretches[last], good);
	if (end.side === "skipped") throw untrainable("bad", "BAD", end.why ?? "");
	tried.set(last, end);
	if (end.side === "good") return tried;
	for (;;) {
		const known = knownOf(stretches, tried);
		const at = nextToTry(known);
		if (at === void 0) return tried;
		const [{ commit, subject }] = stretches[at].commits;
		note(`${mostLeft(known)} more at most; next ${commit.slice(0, 12)} ${clean(subject)}`);
		tried.set(at, await tryStretch(bench, stretches[at], good));
	}
}
function knownOf(stretches, tried) {
	const byInputs = new Map([...tried].map(([at, one]) => [stretches[at].inputs.digest, one.side]));
	return stretches.map(({ inputs }) => byInputs.get(inputs.digest));
}
async function goodRun(bench) {
	const made = await runOf(bench, bench.good);
	if (typeof made === "string") throw untrainable("good", "GOOD", made);
	const { model, key } = bench.planned;
	const [unfit] = unfitReasons([made], model);
	if (unfit !== void 0) throw untrainable("good", "GOOD", reasonText(unfit, key));
	return made;
}
function untrainable(which, name, why) {
	return new UserError(`bisect-${which}`, `${name} gives no numbers to compare: ${why}`, "Name another commit. Where a training stopped working altogether, `git bisect run` finds it. `--reset` trains all commits again, as it must where packages, hardware or data have changed since an earlier search.");
}
async function concluded(project, stretches, found) {
	const tried = [...found].map(([at, one]) => toldOf(stretches[at], one));
	const known = knownOf(stretches, found);
	const isSame = known.at(-1) === "good";
	const common = {
		tried,
		stretches: stretches.length
	};
	if (isSame) return {
		...common,
		result: "same",
		suspects: [],
		explanation: void 0
	};
	const { from, to } = suspects(known);
	const guilty = stretches.slice(from, to + 1).map(({ commits: [first] }) => first);
	return {
		...common,
		result: guilty.length === 1 ? "found" : "one-of",
		suspects: guilty,
		explanation: await explained(project, recordAt(stretches, found, from - 1), recordAt(stretches, found, to))
	};
}
function recordAt(stretches, found, at) {
	const digest = stretches[at]?.inputs.digest;
	return [...found].find(([place]) => stretches[place]?.inputs.digest === digest)?.[1].record;
}
async function explained(project, before, after) {
	return before === void 0 || after === void 0 ? void 0 : explainRecords(project, after, before);
}
function toldOf({ commits: [first] }, { record, verdict, side, why }) {
	return {
		...first,
		outcome: side,
		verdict: verdict?.verdict,
		record: record?.id,
		why
	};
}

export { bisect };