import { t as folderLedger } from "./folder.js";
import { i as trustOfEvent } from "./stage2.js";
import { t as overlayLedger } from "./overlay.js";
import { c as Cause, t as findPlace } from "./project.js";
import { i as baseAt, o as projectAt, s as specOf, t as draftPlan } from "./planning.js";
import { n as chosen, t as removedModels } from "./removed.js";
import { a as unpackArtifact, i as isArtifactOf, o as listArtifacts, t as logLine } from "./log.js";
import { i as getRun, t as drawsFor } from "./pool.js";
import { t as UserError } from "./error.js";
import { h as readBundle, n as earlierFolder, o as writePlan, r as planFolder } from "./plan.js";
import { t as loadAttachments } from "./attachments.js";
import { i as parents } from "./commits.js";
import { r as fetchCommit } from "./git.js";
import { d as sendPlan } from "./hand-over.js";
import { g as parseKey } from "./record.js";
import { i as remoteOf, n as vouchedDigests, r as openBranchLedger } from "./vouch.js";
import { t as unjudged } from "./unjudged.js";
import { join } from "node:path";
import { rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

// src/flows/job/earlier.ts
const MOST = 3;
async function earlierOf(request) {
	const { github, context, models, spentHere } = request;
	const { event, runId, attempt } = context;
	if (event.name !== "pull_request" || event.head.repositoryId === void 0) return {
		found: /* @__PURE__ */ new Map(),
		notes: []
	};
	const listed = await listFor(github, context, event.head);
	if ("note" in listed) return {
		found: /* @__PURE__ */ new Map(),
		notes: [listed.note]
	};
	const { artifacts } = listed;
	const isBefore = (run) => run !== runId || spentHere && attempt > 1;
	const usable = artifacts.filter(({ expired, run }) => !expired && isBefore(run.id));
	const found = /* @__PURE__ */ new Map();
	const notes = [];
	for (const model of models) {
		const mine = newest(usable.filter(({ name }) => isArtifactOf(model, name)));
		const bundles = [];
		for (const artifact of mine) {
			const bundle = await read(request, artifact, model).catch((error) => {
				if (!(error instanceof UserError)) throw error;
				notes.push(`an earlier run's ${artifact.name} was not used: ${error.message}`);
			});
			if (bundle !== void 0) bundles.push(bundle);
		}
		found.set(model, together(bundles, event.number, attempt));
	}
	return {
		found,
		notes
	};
}
async function listFor(github, { repo }, { ref, repositoryId }) {
	try {
		return { artifacts: await listArtifacts(github, repo, {
			prefix: "reprise-",
			headBranch: ref,
			headRepositoryId: repositoryId
		}) };
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return { note: `what this pull request measured before is not known: ${error.message}` };
	}
}
function newest(artifacts) {
	const sorted = artifacts.toSorted((a, b) => b.id - a.id);
	return sorted.filter(({ name }, index) => sorted.findIndex((one) => one.name === name) === index).slice(0, MOST);
}
const MEASURES = ["pull_request", "workflow_dispatch"];
async function read({ github, context: { repo, event, workflow }, config, ledger, scratch }, artifact, model) {
	const made = await getRun(github, repo, artifact.run.id);
	if (made.path !== workflow || !MEASURES.includes(made.event)) return void 0;
	const folder = join(scratch, String(artifact.id));
	try {
		await unpackArtifact(github, repo, artifact, folder);
		const bundle = await readBundle(folder);
		if (bundle?.model !== model || bundle.config !== config) return void 0;
		if (![void 0, event.name === "pull_request" ? event.number : void 0].includes(bundle.pull)) return void 0;
		for (const { record } of bundle.gathered.evidence) {
			const attachments = await loadAttachments(bundle.ledger, [record]);
			if (record.attachments.every(({ digest }) => attachments.has(digest))) await ledger.append(record, attachments);
		}
		return bundle;
	} finally {
		rmSync(folder, {
			recursive: true,
			force: true
		});
	}
}
function together(bundles, pull, attempt) {
	const own = bundles.filter((bundle) => bundle.pull === pull).map(({ spent }) => spent);
	const runs = bundles.toReversed().flatMap(({ gathered }) => gathered.evidence);
	const once = new Map(runs.map((run) => [run.record.id, run]));
	return {
		spent: {
			runs: Math.max(0, ...own.map((spent) => spent.runs)),
			minutes: Math.max(0, ...own.map((spent) => spent.minutes))
		},
		earlier: attempt > 1 ? [] : [...once.values()]
	};
}

// src/flows/job/base.ts
async function jobBase(place, context, remote, signal) {
	const { event } = context;
	if (event.name === "pull_request") return fetched(place, remote, await baseOfPull(place, context, event), signal);
	return event.name === "merge_group" ? fetched(place, remote, event.base, signal) : void 0;
}
async function baseOfPull({ root, repository: { commit = "" } }, { sha }, { head, base }) {
	if (commit !== sha) throw new UserError("checkout-other", `${commit === head.sha ? "the head" : "another commit"}, ${commit}, is checked out, and not ${sha}, which merges the pull request`, "Leave `ref:` of actions/checkout out.");
	const [first, ...others] = await parents(root, commit);
	return first !== void 0 && others.length > 0 ? first : base.sha;
}
async function fetched(place, remote, commit, signal) {
	const { there, why } = await fetchCommit(place.root, remote, commit, commit, signal);
	if (there) return baseAt(place, commit);
	throw new UserError("base-absent", `the base commit ${commit} is not in the checkout and cannot be fetched from ${remote.url}: ${why}`, "Give the job `contents: read`, or actions/checkout `fetch-depth: 2`; run it again where GitHub could not be reached.");
}

// src/flows/job/matrix.ts
function matrixOf({ models, task }) {
	const several = task.do === "keep" && task.why === "calibrate";
	return { include: models.flatMap((job) => several ? cellsOf(job) : [cellOf(job)]) };
}
function cellOf({ draft: { model } }) {
	return {
		model: model.name,
		...model.runner && { runner: model.runner }
	};
}
function cellsOf(job) {
	const { known, first, below } = job.draws ?? {
		known: [],
		first: false,
		below: 0
	};
	const wanted = Array.from({ length: below }, (_, seed) => seed).filter((seed) => (seed > 0 || first) && !known.some((one) => one.seed === seed));
	return wanted.length === 0 ? [cellOf(job)] : wanted.map((seed) => ({
		...cellOf(job),
		seed
	}));
}

// src/flows/job/lock-edits.ts
function lockEdits(base, head) {
	if (base.state === "unreadable" || head.state === "unreadable") return [];
	const [old, young] = [entries(base), entries(head)];
	return [.../* @__PURE__ */ new Set([...Object.keys(old), ...Object.keys(young)])].sort().flatMap((key) => {
		const [before, after] = [old[key], young[key]];
		if (isDeepStrictEqual(before, after)) return [];
		return [{
			key,
			how: before === void 0 ? "added" : after === void 0 ? "removed" : "changed"
		}];
	});
}
function removedWithBaseline(project, base) {
	const [had, kept] = [base.lock, project.lock].map((lock) => Object.keys(entries(lock)).map((key) => parseKey(key)?.model));
	return Object.keys(specOf(base)?.models ?? {}).filter((name) => !Object.hasOwn(project.spec.models, name) && had?.includes(name) === true && kept?.includes(name) !== true);
}
function entries(lock) {
	return lock.state === "found" ? lock.lock.baselines : {};
}

// src/flows/job/baselines.ts
const ROOM = 16777216;
async function bringBaselines(ledger, models) {
	const accepted = new Map(models.flatMap(acceptedOf).map((record) => [record.id, record]));
	await Promise.all([...accepted.values()].map((record) => bring(ledger, record)));
}
function acceptedOf({ draft }) {
	return Object.values(draft.keys).flatMap(({ baseline }) => baseline.state === "found" ? baseline.record ?? [] : []);
}
async function bring(ledger, record) {
	if (record.attachments.reduce((sum, one) => sum + one.bytes, 0) > ROOM) return;
	const attachments = await loadAttachments(ledger, [record]);
	if (record.attachments.some(({ digest }) => !attachments.has(digest))) return;
	await ledger.append(record, attachments);
}

// src/flows/job/prepare.ts
const CAUSES = Cause.options.filter((cause) => cause !== "first");
const MODES = [
	"check",
	"calibrate",
	"accept"
];
async function planStage(stage, { handOver, ...options }) {
	const folder = planFolder(stage.folder);
	rmSync(stage.folder, {
		recursive: true,
		force: true
	});
	const plan = await planOfJob(await findPlace(stage.workspace, join(stage.workspace, stage.config)), {
		...stage,
		...options,
		spentHere: true
	});
	const file = join(folder, "plan.json");
	const digest = writePlan(file, plan);
	if (handOver === "artifact") await sendPlan(stage.config, folder);
	return {
		outputs: {
			plan: file,
			"plan-digest": digest,
			matrix: JSON.stringify(matrixOf(plan)),
			idle: String(plan.models.length === 0)
		},
		log: [...logOf(plan), ...plan.notes].map(logLine).join("\n")
	};
}
function logOf({ change, trust, models, task, policy }) {
	const what = {
		judge: "to be judged",
		keep: "for the ledger",
		accept: "to be accepted"
	}[task.do];
	const commits = `${change.trained.slice(0, 12)}${change.base === void 0 ? "" : ` against ${change.base.slice(0, 12)}`}`;
	return [
		`${change.event}: ${commits}, ${what} (trust: ${trust})`,
		...change.skipped === "draft" ? ["a draft: nothing is retrained until it is ready"] : [],
		...models.map(({ draft, earlier, spent }) => `${draft.model.name}: ${draft.model.train} (${spent.runs} of ${policy.budget.runs} runs spent, ${earlier.length} to be had again)`)
	];
}
async function planOfJob(place, options) {
	const { context, token, folder, signal } = options;
	const commit = place.repository.commit;
	if (commit === void 0) throw nothingCheckedOut();
	const remote = remoteOf(context, token);
	const [base, { written, earlier }] = await Promise.all([jobBase(place, context, remote, signal), measuredBefore(place, commit, options)]);
	const branch = (specOf(base) ?? written.spec).ledger.branch;
	const trunk = openBranchLedger(remote, branch, folder, signal);
	const ledger = overlayLedger(folderLedger(earlierFolder(folder)), [trunk]);
	const project = {
		...written,
		ledger
	};
	requireOwnBranch(branch, context);
	const task = taskOf(options);
	const change = changeOf(options, project, base, commit);
	const { models, notes } = change.skipped === "draft" ? {
		models: [],
		notes: []
	} : await modelJobs(project, base, task, options, earlier.found);
	const [data] = await Promise.all([models.length === 0 ? {
		digestCaches: [],
		notes: []
	} : vouchedDigests(trunk, options.config), task.do === "keep" ? void 0 : bringBaselines(ledger, models)]);
	return {
		schema: "reprise/plan/v1",
		task,
		config: options.config,
		branch,
		change,
		trust: change.trust,
		policy: (specOf(base) ?? project.spec).policy,
		models,
		settled: settledIn(project, base, task, change),
		digestCaches: data.digestCaches,
		notes: [
			...earlier.notes,
			...notes,
			...data.notes
		]
	};
}
async function measuredBefore(place, commit, { github, context, folder, spentHere }) {
	const written = await projectAt(place, commit);
	return {
		written,
		earlier: await earlierOf({
			github,
			context,
			config: written.file,
			models: Object.keys(written.spec.models),
			ledger: folderLedger(earlierFolder(folder)),
			scratch: join(folder, "scratch"),
			spentHere
		})
	};
}
function nothingCheckedOut() {
	return new UserError("checkout-absent", "there is no commit in the workspace", "Put `uses: actions/checkout` before this step.");
}
function taskOf({ context, mode, because, cause }) {
	const { event, ref } = context;
	const dispatched = event.name === "workflow_dispatch";
	if (event.name === "push" || event.name === "schedule" || dispatched && mode === "calibrate") {
		requireProtected(context);
		return {
			do: "keep",
			why: event.name === "push" ? "merged" : "calibrate"
		};
	}
	if (!dispatched || mode === "check") return { do: "judge" };
	if (!ref.startsWith("refs/heads/")) throw new UserError("accept-branch", `${ref} is no branch, so nothing can be accepted on it`, "Start the workflow on a branch.");
	return {
		do: "accept",
		branch: ref.slice(11),
		because,
		cause
	};
}
function requireOwnBranch(branch, { defaultBranch }) {
	if (branch !== defaultBranch) return;
	throw new UserError("ledger-branch", `the ledger cannot be kept on ${branch}, the default branch`, "Name a branch that holds nothing else under `ledger: {branch: …}`, or leave it out: it is `reprise` then.");
}
function requireProtected(context) {
	if (trustOfEvent(context) === "protected") return;
	throw new UserError("not-protected", `the ledger is written for the default branch, ${context.defaultBranch}, and this is ${context.ref}`, "Let the workflow run on the default branch alone for this event.");
}
function changeOf({ context }, project, base, commit) {
	const { event, runId, attempt, runUrl } = context;
	const pull = event.name === "pull_request" ? event : void 0;
	return {
		event: event.name,
		config: project.file,
		head: pull?.head.sha ?? commit,
		trained: commit,
		base: base?.commit,
		pull: pull?.number,
		run: {
			id: runId,
			attempt,
			url: runUrl
		},
		stale: void 0,
		trust: trustOfEvent(context),
		addsReprise: base !== void 0 && base.spec.state === "absent",
		skipped: pull?.draft === true ? "draft" : void 0,
		...base !== void 0 && {
			removes: removedWithBaseline(project, base),
			lock: lockEdits(base.lock, project.lock)
		}
	};
}
function settledIn(project, base, task, { skipped }) {
	if (task.do === "keep") return [];
	return [...skipped === "draft" ? Object.keys(project.spec.models).map((name) => unjudged(name, { kind: "draft" })) : [], ...removedModels(project, base)];
}
function reproduceOptions({ folder, file }, base) {
	return [...folder === "" ? [] : [`--config ${file}`], ...base === void 0 ? [] : [`--base ${base.commit.slice(0, 12)}`]];
}
async function modelJobs(project, base, task, options, found) {
	const { context, github, against, model } = options;
	const names = chosen(project.spec, model === void 0 ? [] : [model]);
	const notes = [];
	const models = [];
	for (const name of names) {
		const draft = await draftPlan({
			project,
			base,
			asPullRequest: base !== void 0,
			name,
			against,
			trust: trustOfEvent(context),
			options: reproduceOptions(project, base)
		});
		const { earlier, spent } = found.get(name) ?? {
			earlier: [],
			spent: {
				runs: 0,
				minutes: 0
			}
		};
		const job = {
			draft,
			earlier,
			spent
		};
		if (task.do !== "keep") models.push(job);
		else {
			const draws = await drawsFor({
				project,
				draft,
				github,
				context,
				why: task.why
			});
			notes.push(...draws.notes);
			if (draws.wanted !== void 0) models.push({
				...job,
				draws: draws.wanted
			});
		}
	}
	return {
		models,
		notes
	};
}

export { planStage as i, MODES as n, planOfJob as r, CAUSES as t };