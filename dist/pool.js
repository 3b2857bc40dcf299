import { f as nullish, h as optional, m as object, x as string } from "./zod.js";
import { g as parseKey, v as spellKey } from "./record.js";
import { d as isWhole } from "./standing.js";
import { a as readLog } from "./records2.js";
import { t as seedNotWired } from "./seed-wired.js";
import { n as Id, r as checkAnswer, t as GitSha } from "./answer.js";
import { s as withoutRef } from "./payload.js";
import { o as listArtifacts, r as artifactName } from "./log.js";

// src/github/run.ts
const Answer = object({
	id: Id,
	run_attempt: optional(Id),
	event: string(),
	path: string(),
	head_sha: GitSha,
	head_branch: nullish(string()),
	head_repository: nullish(object({
		id: Id,
		full_name: string()
	})),
	actor: nullish(object({ login: string() })),
	conclusion: nullish(string()),
	created_at: string()
});
async function getRun(github, repo, id) {
	const route = "GET /repos/{owner}/{repo}/actions/runs/{run_id}";
	const where = {
		owner: repo.owner,
		repo: repo.name,
		run_id: id
	};
	const { data } = await github.request(route, where);
	const run = checkAnswer(Answer, data, `run ${id}`);
	return {
		id: run.id,
		attempt: run.run_attempt ?? 1,
		event: run.event,
		path: withoutRef(run.path),
		headSha: run.head_sha,
		headBranch: run.head_branch ?? void 0,
		headRepository: run.head_repository?.full_name,
		headRepositoryId: run.head_repository?.id,
		actor: run.actor?.login ?? "ghost",
		conclusion: run.conclusion ?? void 0,
		createdAt: run.created_at
	};
}
function envelopeOf(run, repo, defaultBranch, ref) {
	const branch = run.headBranch ?? "";
	return {
		repository: `${repo.owner}/${repo.name}`,
		run: run.id,
		attempt: run.attempt,
		event: run.event,
		workflow: run.path,
		ref: ref ?? branch,
		commit: run.headSha,
		...run.headRepository !== void 0 && { headRepository: run.headRepository },
		actor: run.actor,
		protectedRef: ref === void 0 ? branch === defaultBranch : ref === `refs/heads/${defaultBranch}`
	};
}

// src/flows/job/pool.ts
const POOL = 8;
function entriesOf({ lock }, model) {
	if (lock.state !== "found") return [];
	return Object.entries(lock.lock.baselines).flatMap(([key, entry]) => parseKey(key)?.model === model ? [entry] : []);
}
async function drawsFor(request) {
	const { project, draft, why } = request;
	const { name, seed, require: rule } = draft.model;
	const first = await isFirstMissing(request);
	const { records } = await readLog(project.ledger, name);
	const obstacle = rule === "identical" ? IDENTICAL : isSeedLost(records, draft.model) ? NOT_WIRED : void 0;
	const several = obstacle === void 0;
	const notes = several || why === "merged" ? [] : [`${name}: ${obstacle}`];
	if (!first && !several) return {
		wanted: void 0,
		notes
	};
	const known = records.filter(isWhole).map((record) => ({
		input: record.input,
		key: spellKey({
			model: name,
			...record.key
		}),
		seed: record.config.seed.index
	}));
	const most = seed.how === "auto" ? POOL : seed.values?.length ?? POOL;
	return {
		wanted: {
			known,
			first,
			below: several ? Math.min(POOL, most) : 1
		},
		notes
	};
}
const IDENTICAL = "nothing is calibrated under `require: identical`: every difference counts, so there is no noise to measure";
const NOT_WIRED = "nothing is calibrated: two seed indices gave equal bits, so the seed does not reach the training. Declare `seed: {env: NAME}` or `seed: {arg: --seed}` in reprise.yml";
function isSeedLost(records, model) {
	const newest = records.find(isWhole);
	return newest !== void 0 && records.some((one) => seedNotWired(newest, one, model));
}
async function isFirstMissing({ project, draft, github, context }) {
	for (const entry of entriesOf(project, draft.model.name)) {
		if ((await project.ledger.record(entry.record)).state !== "absent") continue;
		const name = artifactName(draft.model.name, entry.input);
		if ((await listArtifacts(github, context.repo, {
			name,
			headRepositoryId: context.repositoryId
		})).every(({ expired }) => expired)) return true;
	}
	return false;
}

export { getRun as i, entriesOf as n, envelopeOf as r, drawsFor as t };