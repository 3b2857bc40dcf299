import { i as parents } from "./commits.js";
import { f as nullish, i as array, m as object, p as number, x as string } from "./zod.js";
import { i as remoteRef, r as fetchCommit } from "./git.js";
import { n as Id, r as checkAnswer } from "./answer.js";
import { n as verifiedWrite } from "./write.js";
import { i as pullsFor, r as publishReport } from "./publish.js";
import { t as folderLedger } from "./folder.js";
import { t as overlayLedger } from "./overlay.js";
import { i as getRun } from "./pool.js";
import { t as UserError } from "./error.js";
import { a as annotationsOf, i as summaryOf, n as readBundles, t as judgeJob } from "./report2.js";
import { t as renderMarkdown } from "./markdown.js";
import { t as nameOf } from "./workflow-name.js";
import { t as findPlace } from "./project.js";
import { c as receiveBundles, o as modelsOf } from "./hand-over.js";
import { n as earlierFolder } from "./plan.js";
import { r as planOfJob } from "./prepare2.js";
import { i as remoteOf, r as openBranchLedger } from "./vouch.js";
import { join } from "node:path";

// src/github/check-run.ts
const SUMMARY = 65535;
const BATCH = 50;
async function publishCheck(github, repo, check) {
	const place = {
		github,
		repo,
		check
	};
	const id = await verifiedWrite({
		github,
		send: () => create(place),
		lookUp: async () => (await find(place))?.id
	});
	for (let from = BATCH; from < check.annotations.length; from += BATCH) {
		const batch = check.annotations.slice(from, from + BATCH);
		await verifiedWrite({
			github,
			send: () => annotate(place, id, batch),
			lookUp: async () => {
				return ((await find(place))?.annotations ?? 0) >= from + batch.length ? id : void 0;
			}
		});
	}
	return { id };
}
async function create({ github, repo, check }) {
	const { data } = await github.request("POST /repos/{owner}/{repo}/check-runs", {
		owner: repo.owner,
		repo: repo.name,
		name: check.name,
		head_sha: check.headSha,
		status: "completed",
		conclusion: check.conclusion,
		external_id: check.externalId,
		details_url: check.detailsUrl,
		output: outputOf(check, check.annotations.slice(0, BATCH))
	});
	return checkAnswer(object({ id: Id }), data, `the check ${check.name}`).id;
}
async function annotate({ github, repo, check }, id, batch) {
	await github.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
		owner: repo.owner,
		repo: repo.name,
		check_run_id: id,
		output: outputOf(check, batch)
	});
	return id;
}
function outputOf({ title, summary }, annotations) {
	return {
		title,
		summary: summary.slice(0, SUMMARY).toWellFormed(),
		annotations: annotations.map(({ path, line, endLine, level, message, title }) => ({
			path,
			start_line: line,
			end_line: endLine ?? line,
			annotation_level: level,
			message,
			...title !== void 0 && { title }
		}))
	};
}
const Found = object({ check_runs: array(object({
	id: Id,
	external_id: nullish(string()),
	output: object({ annotations_count: number() })
})) });
async function find({ github, repo, check }) {
	const { data } = await github.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
		owner: repo.owner,
		repo: repo.name,
		ref: check.headSha,
		check_name: check.name,
		filter: "all",
		per_page: 100
	});
	const { check_runs: runs } = checkAnswer(Found, data, `the checks of ${check.headSha}`);
	const own = runs.find(({ external_id }) => external_id === check.externalId);
	return own && {
		id: own.id,
		annotations: own.output.annotations_count
	};
}

// src/flows/job/relay.ts
async function relayJob(stage, run, { workflow, policy }) {
	const { github, context, workspace, config } = stage;
	const refusal = refused(run, workflow);
	if (refusal !== void 0) return [nothing(refusal)];
	if (run.headRepositoryId === void 0) return [nothing("the fork is gone; there is nobody to report to")];
	const { headSha, headRepositoryId } = run;
	if (headRepositoryId === context.repositoryId && !await isDependabots(stage, run)) return [nothing("its own job could report by itself: nothing to do")];
	const pulls = await pullsFor(github, context.repo, {
		headSha,
		headRepositoryId
	});
	const none = `no open pull request has ${headSha} as its head any more: nothing to report`;
	if (pulls.length === 0) return [nothing(none)];
	const place = await findPlace(workspace, join(workspace, config));
	const relayed = [];
	for (const pull of pulls) relayed.push(await relayOne(stage, place, run, pull, policy));
	return relayed;
}
function nothing(why) {
	return {
		report: void 0,
		said: [why],
		posted: true
	};
}
function marksOf(report) {
	const levels = {
		error: "failure",
		warning: "warning",
		notice: "notice"
	};
	return annotationsOf(report).flatMap(({ file, line, level, message, title }) => file === void 0 || line === void 0 ? [] : [{
		path: file,
		line,
		level: levels[level],
		message,
		title
	}]);
}
async function isDependabots({ github, context }, { id }) {
	return (await getRun(github, context.repo, id)).actor === "dependabot[bot]";
}
function refused(run, workflow) {
	if (run.event !== "pull_request") return `the run was of ${run.event}, not of pull_request: nothing to report`;
	if (run.path !== workflow) return `the run was of ${run.path}, not of ${workflow}: nothing of it is believed`;
	if (run.conclusion !== "success" && run.conclusion !== "failure") return `the run ended as ${run.conclusion ?? "nothing yet"}: nothing to report`;
}
async function relayOne(stage, place, run, pull, policy) {
	const { github, token, folder, signal } = stage;
	const remote = remoteOf(stage.context, token);
	const trained = await mergeOf(place, remote, pull, signal);
	if (trained === void 0) return nothing(`#${pull.number} cannot be merged as it is: nothing to report`);
	const context = asPullRequest(stage.context, run, pull, trained);
	const there = {
		...place,
		repository: {
			...place.repository,
			commit: trained
		}
	};
	const plan = await planOfJob(there, {
		...stage,
		context,
		model: void 0,
		against: "lock",
		mode: "check",
		because: void 0,
		cause: void 0,
		spentHere: false
	});
	if (plan.change.skipped !== void 0) return nothing(`#${pull.number} is a draft: nothing was retrained`);
	const into = join(folder, "received", String(pull.number));
	const deliveries = await receiveBundles(stage, run.id, modelsOf(plan), into);
	const report = await judgeJob({
		place: there,
		plan,
		digest: void 0,
		handedOver: await readBundles(deliveries),
		ledger: overlayLedger(folderLedger(earlierFolder(folder)), [openBranchLedger(remote, plan.branch, folder, signal)])
	});
	const published = await publishReport(report, {
		github,
		context,
		policy
	});
	const check = await postCheck(stage, published.report, run);
	return {
		report: published.report,
		said: [published.said ?? "", check.said].filter((one) => one !== ""),
		posted: check.posted
	};
}
async function mergeOf({ root }, remote, { number, head }, signal) {
	const ref = `refs/pull/${number}/merge`;
	const merge = await remoteRef(root, remote, ref, signal);
	if (merge === void 0) return void 0;
	const { there, why } = await fetchCommit(root, remote, merge, ref, signal);
	if (there) return (await parents(root, merge))[1] === head.sha ? merge : void 0;
	throw new UserError("head-absent", `the merge commit ${merge} of #${number} cannot be fetched: ${why}`, "Run the workflow again.");
}
function asPullRequest(context, run, pull, trained) {
	const { serverUrl, repo } = context;
	return {
		...context,
		runId: run.id,
		attempt: run.attempt,
		runUrl: `${serverUrl}/${repo.owner}/${repo.name}/actions/runs/${run.id}`,
		sha: trained,
		workflow: run.path,
		event: {
			name: "pull_request",
			number: pull.number,
			draft: pull.draft,
			head: {
				...pull.head,
				repository: run.headRepository
			},
			base: pull.base,
			action: "synchronize"
		}
	};
}
async function postCheck({ github, context: { repo } }, report, run) {
	const { change } = report;
	if (change === void 0) return {
		said: "check: none",
		posted: false
	};
	try {
		await publishCheck(github, repo, {
			name: nameOf(change.config).title,
			headSha: change.head,
			conclusion: report.green ? "success" : "failure",
			title: `${change.trust === "fork" ? "as the fork itself reports: " : ""}${summaryOf(report)}`.slice(0, 250),
			summary: renderMarkdown(report, 65e3),
			annotations: marksOf(report),
			externalId: `${run.id}-${run.attempt}-${change.pull ?? 0}`,
			detailsUrl: change.run.url
		});
		return {
			said: "check: written",
			posted: true
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return {
			said: `check: it could not be written. ${error.message} ${error.hint}`,
			posted: false
		};
	}
}

export { relayJob };