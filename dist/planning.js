import { g as parseKey, v as spellKey } from "./record.js";
import { n as readMachine, r as hardwareKey, t as machineEnv } from "./machine.js";
import { c as canonicalJson } from "./digest.js";
import { t as UserError } from "./error.js";
import { o as resolveCommit, r as mergeBase, t as defaultBranch } from "./commits.js";
import { c as readBlob, n as isDirty } from "./worktree.js";
import { t as parseSpec } from "./parse.js";
import { a as rebaseSpec, i as parseLockText, r as ownFiles } from "./project.js";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

// src/spec/merge.ts
const FROM_BASE = [
	"expect",
	"require",
	"ignore",
	"network",
	"accelerator",
	"runner"
];
const SIDED = [...[
	"train",
	"directory",
	"setup",
	"env",
	"seed",
	"deterministic",
	"timeout",
	"idle",
	"data",
	"caches",
	"params",
	"packages",
	"metrics",
	"weights"
], ...FROM_BASE];
function mergeSpecs(head, base, model) {
	const mine = own(head, model);
	if (mine === void 0) throw unknownModel(head, model);
	const theirs = base === void 0 ? void 0 : own(base, model);
	const policy = base?.policy ?? head.policy;
	const judged = theirs === void 0 ? {} : Object.fromEntries(FROM_BASE.map((field) => [field, theirs[field]]));
	return {
		model: {
			...mine,
			...judged
		},
		policy,
		differences: [...theirs === void 0 ? [] : SIDED.flatMap((field) => differ(field, theirs[field], mine[field])), ...differ("policy", policy, head.policy)]
	};
}
function own(spec, model) {
	return Object.hasOwn(spec.models, model) ? spec.models[model] : void 0;
}
function unknownModel(spec, model) {
	const hint = `Its models: ${Object.keys(spec.models).join(", ")}.`;
	return new UserError("model-unknown", `${spec.file} has no model "${model}"`, hint, { file: spec.file });
}
const BY_KEY = /* @__PURE__ */ new Set([
	"env",
	"expect",
	"policy"
]);
function differ(field, base, head) {
	if (!BY_KEY.has(field)) return differOne(field, base, head);
	const [old, young] = [base, head].map((side) => new Map(Object.entries(side)));
	return [.../* @__PURE__ */ new Set([...old?.keys() ?? [], ...young?.keys() ?? []])].flatMap((key) => differOne(`${field}.${key}`, old?.get(key), young?.get(key)));
}
function differOne(field, base, head) {
	const [old, young] = [plain(base), plain(head)];
	if (spell(old) === spell(young)) return [];
	return [{
		field,
		base: old,
		head: young,
		from: fromBase(/^[a-z]+/.exec(field)?.[0] ?? field) ? "base" : "head"
	}];
}
function fromBase(field) {
	return field === "policy" || FROM_BASE.includes(field);
}
function spell(value) {
	return value === void 0 ? void 0 : canonicalJson(value);
}
function plain(value) {
	if (value === void 0) return void 0;
	return JSON.parse(JSON.stringify(value));
}

// src/flows/base.ts
async function findBase(project, ref) {
	const { root, repository } = project;
	const commit = ref === void 0 ? await usualBase(project) : await mergeBaseWith(root, repository.commit, ref);
	if (commit === void 0) return void 0;
	return baseAt(project, commit);
}
async function usualBase(project) {
	const { root, repository } = project;
	if (repository.commit === void 0) return void 0;
	if (await isDirty(project.root, ownFiles(project))) return repository.commit;
	const branch = await defaultBranch(root);
	const base = branch === void 0 ? void 0 : await mergeBase(root, repository.commit, branch);
	return base === repository.commit ? void 0 : base;
}
async function mergeBaseWith(root, commit, ref) {
	const other = await resolveCommit(root, ref);
	const base = commit === void 0 ? void 0 : await mergeBase(root, commit, other);
	if (base !== void 0) return base;
	throw new UserError("no-merge-base", `HEAD and ${ref} have no commit in common`, "Fetch more history, or name another commit.");
}
async function projectAt(place, commit) {
	const [blob, lock] = await Promise.all([readBlob(place.root, commit, place.file), lockAt(place, commit)]);
	if (blob === void 0) throw new UserError("config-absent", `the commit ${commit} has no ${place.file}`, "Add it with `reprise init`, or name another with `config`.");
	const spec = parseSpec(Buffer.from(blob).toString("utf8"), place.file);
	return {
		...place,
		spec: rebaseSpec(spec, place.folder),
		lock
	};
}
async function baseAt(place, commit) {
	const [spec, lock] = await Promise.all([specAt(place, commit), lockAt(place, commit)]);
	return {
		commit,
		spec,
		lock
	};
}
async function specAt({ root, folder, file }, commit) {
	const blob = await readBlob(root, commit, file);
	if (blob === void 0) return { state: "absent" };
	try {
		const spec = parseSpec(Buffer.from(blob).toString("utf8"), file);
		return {
			state: "found",
			spec: rebaseSpec(spec, folder)
		};
	} catch (error) {
		if (error instanceof UserError) return {
			state: "unreadable",
			why: error.message.split("\n")[0] ?? ""
		};
		throw error;
	}
}
function specOf(base) {
	return base?.spec.state === "found" ? base.spec.spec : void 0;
}
async function lockAt({ root, folder }, commit) {
	const blob = await readBlob(root, commit, join(folder, "reprise.lock"));
	return blob === void 0 ? { state: "absent" } : parseLockText(Buffer.from(blob).toString("utf8"));
}

// src/flows/planning.ts
async function machineFor(model) {
	return readMachine(machineEnv(process.env, model.env));
}
async function draftPlan(request) {
	const { project, base, asPullRequest, name, against = "lock", trust, options = [] } = request;
	const theirs = asPullRequest ? specOf(base) : void 0;
	const { model: merged, policy, differences } = mergeSpecs(project.spec, theirs, name);
	const model = trust === "fork" ? confined(merged, theirs?.models[name]) : merged;
	const standard = (key) => against === "base" ? NO_LOCK : standardOf(request, name, key);
	const spelled = against === "base" ? [] : keysFor(name, project.lock, base?.lock);
	const keys = await Promise.all(spelled.map(async (key) => [key, await standard(key)]));
	return {
		model,
		policy,
		base: base === void 0 ? void 0 : baseTree(base, model),
		keys: Object.fromEntries(keys),
		otherwise: await standard(void 0),
		settings: differences.map((difference) => settingOf(difference, project.spec, name)),
		reproduce: [
			"reprise check",
			name,
			...options
		].join(" ")
	};
}
const NO_LOCK = Promise.resolve({
	baseline: {
		state: "absent",
		keys: []
	},
	accepts: void 0
});
function confined(model, base) {
	const inside = model.data.filter(({ path }) => !/^[/~]/.test(path));
	const env = Object.entries(model.env).filter(([name, value]) => value !== null || base?.env[name] === null);
	return {
		...model,
		env: Object.fromEntries(env),
		network: "off",
		data: [...(base?.data ?? []).filter(({ path }) => /^[/~]/.test(path)), ...inside],
		caches: base === void 0 ? [] : base.caches
	};
}
function fixKey(draft, { hardware, findings }) {
	const { model, policy, base, settings, reproduce } = draft;
	const { accelerator, count } = hardwareKey(hardware, model.accelerator);
	const key = {
		model: model.name,
		accelerator,
		...count === void 0 ? {} : { count }
	};
	const spelled = spellKey(key);
	const { baseline, accepts } = (Object.hasOwn(draft.keys, spelled) ? draft.keys[spelled] : void 0) ?? draft.otherwise;
	return {
		plan: {
			model,
			policy,
			key,
			baseline,
			base
		},
		base,
		key,
		model,
		hardware,
		findings,
		accepts,
		settings,
		reproduce
	};
}
async function standardOf(request, model, key) {
	const { project, base, asPullRequest } = request;
	const old = base === void 0 ? void 0 : entryOf(base.lock, key);
	const accepted = acceptedBy(request, model, key, old);
	const lock = asPullRequest && accepted === void 0 && project.lock.state !== "unreadable" ? base?.lock ?? project.lock : project.lock;
	return {
		baseline: obstacleTo(asPullRequest, base, old, await isRevert(project.ledger, old, accepted) ? void 0 : accepted) ?? await baselineState(lock, model, key, project.ledger),
		accepts: accepted === void 0 ? void 0 : acceptsOf(old, accepted)
	};
}
function acceptedBy({ project, base, asPullRequest }, model, key, old) {
	const edited = entryOf(project.lock, key);
	if (base === void 0 || edited === void 0 || same(edited, old)) return void 0;
	const known = specOf(base)?.models[model] !== void 0;
	return asPullRequest && known && old === void 0 && edited.cause === "first" ? void 0 : edited;
}
async function isRevert(ledger, old, accepted) {
	if (accepted === void 0 || accepted.record === old?.record || accepted.runs !== 1) return false;
	return (await ledger.envelope(accepted.record)).state === "found";
}
function keysFor(model, ...locks) {
	const all = locks.flatMap((lock) => lock?.state === "found" ? keysOf(lock.lock, model) : []);
	return [...new Set(all)];
}
function obstacleTo(asPullRequest, base, old, accepted) {
	if (asPullRequest && base?.spec.state === "unreadable") return {
		state: "unreadable",
		why: `the base's reprise.yml: ${base.spec.why}`
	};
	if (old !== void 0 && accepted?.cause === "first") return {
		state: "unreadable",
		why: "its entry was replaced without a cause, as `reprise accept` never does"
	};
}
function baseTree(base, head) {
	const model = specOf(base)?.models[head.name];
	const { commit } = base;
	return {
		commit,
		model: model ?? head,
		knowsModel: model !== void 0
	};
}
function settingOf({ field, base, head, from }, { places }, model) {
	const spell = (value) => value === void 0 ? void 0 : JSON.stringify(value);
	const line = (places[`models.${model}.${field}`] ?? places[field])?.line;
	return {
		field,
		base: spell(base),
		head: spell(head),
		counted: from,
		...line !== void 0 && { line }
	};
}
function entryOf(lock, key) {
	if (lock.state !== "found" || key === void 0) return void 0;
	return Object.hasOwn(lock.lock.baselines, key) ? lock.lock.baselines[key] : void 0;
}
function same(a, b) {
	return b !== void 0 && isDeepStrictEqual(a, b);
}
function acceptsOf(old, { cause, because, metrics }) {
	return {
		cause,
		because,
		moved: [.../* @__PURE__ */ new Set([...Object.keys(old?.metrics ?? {}), ...Object.keys(metrics)])].map((metric) => ({
			metric,
			before: old?.metrics[metric]?.mean,
			after: metrics[metric]?.mean
		}))
	};
}
async function baselineState(lock, model, key, ledger) {
	if (lock.state === "unreadable") return lock;
	const entry = entryOf(lock, key);
	if (entry === void 0) return {
		state: "absent",
		keys: lock.state === "found" ? keysOf(lock.lock, model) : []
	};
	const found = await ledger.record(entry.record);
	if (found.state === "unreadable") return {
		state: "unreadable",
		why: `the ledger's record of the baseline: ${found.why}`
	};
	return {
		state: "found",
		entry,
		record: found.state === "found" ? found.value : void 0
	};
}
function keysOf(lock, model) {
	return Object.keys(lock.baselines).filter((key) => parseKey(key)?.model === model);
}

export { findBase as a, baseAt as i, fixKey as n, projectAt as o, machineFor as r, specOf as s, draftPlan as t };