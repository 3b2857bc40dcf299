import { d as isWhole } from "./standing.js";
import { m as object } from "./zod.js";
import { c as readBlob, s as blobId } from "./worktree.js";
import { a as gitBlobId } from "./digest.js";
import { t as UserError } from "./error.js";
import { c as GitHubError, l as isGitHubError, r as checkAnswer, t as GitSha } from "./answer.js";
import { n as verifiedWrite } from "./write.js";
import { t as overlayLedger } from "./overlay.js";
import { o as projectAt } from "./planning.js";
import { n as lockWith } from "./accept2.js";
import { n as patchOf } from "./lock-patch.js";
import { i as parseLockText } from "./project.js";
import { n as soundBundle } from "./sound.js";
import { join } from "node:path";

// src/github/contents.ts
const TRIES = 3;
async function commitFile(github, repo, file) {
	const place = {
		github,
		repo,
		file
	};
	const ours = gitBlobId(Buffer.from(file.text));
	const lookUp = async () => {
		const blob = await blobAt(place);
		if (blob === ours && blob !== file.expected) return { commit: await headOf(place) };
		if (blob !== file.expected) throw moved(file);
	};
	for (let attempt = 1;; attempt += 1) try {
		return await verifiedWrite({
			github,
			send: () => put(place),
			lookUp
		});
	} catch (error) {
		if (!isConflict(error)) throw error;
		if (isProtected(error)) throw protectedError(file, error);
		const found = await lookUp();
		if (found !== void 0) return found;
		if (error.status === 422) throw error;
		if (attempt === TRIES) throw moved(file);
	}
}
async function put({ github, repo, file }) {
	const { data } = await github.request("PUT /repos/{owner}/{repo}/contents/{path}", {
		owner: repo.owner,
		repo: repo.name,
		path: file.path,
		branch: file.branch,
		message: file.message,
		content: Buffer.from(file.text).toString("base64"),
		...file.expected !== void 0 && { sha: file.expected }
	});
	const answer = object({ commit: object({ sha: GitSha }) });
	return { commit: checkAnswer(answer, data, `the commit of ${file.path}`).commit.sha };
}
async function blobAt({ github, repo, file }) {
	try {
		const { data } = await github.request("GET /repos/{owner}/{repo}/contents/{path}", {
			owner: repo.owner,
			repo: repo.name,
			path: file.path,
			ref: `refs/heads/${file.branch}`
		});
		return checkAnswer(object({ sha: GitSha }), data, file.path).sha;
	} catch (error) {
		if (isGitHubError(error, "github-not-found")) return void 0;
		throw error;
	}
}
async function headOf({ github, repo, file }) {
	const { data } = await github.request("GET /repos/{owner}/{repo}/branches/{branch}", {
		owner: repo.owner,
		repo: repo.name,
		branch: file.branch
	});
	const answer = object({ commit: object({ sha: GitSha }) });
	return checkAnswer(answer, data, `the branch ${file.branch}`).commit.sha;
}
function isConflict(error) {
	return error instanceof GitHubError && (error.status === 409 || error.status === 422);
}
const RULES = /rule violation|protected branch|pull request|review|status check|signed|signature/i;
function isProtected({ status, message }) {
	return status === 409 && RULES.test(message);
}
function protectedError({ branch }, { message, status }) {
	const hint = `Commit it to another branch, or apply the patch of the report: ${branch} has rules against it.`;
	return new GitHubError("github-forbidden", message, hint, { status });
}
function moved({ branch, path }) {
	return new UserError("branch-moved", `${path} was changed on ${branch} meanwhile; nothing was overwritten`, "Start again from what is there now.");
}

// src/flows/job/accept.ts
async function acceptJob(judging, task) {
	const { place, plan, github, repo } = judging;
	const { trained } = plan.change;
	const said = [];
	let project = await projectAt(place, trained);
	let text;
	for (const { record, ledger } of newestRuns(judging)) {
		const shelf = {
			...project,
			ledger: overlayLedger(ledger, [judging.ledger])
		};
		const next = await lockWith(shelf, record, task);
		const { sentence, warnings } = next.accepted;
		said.push(sentence, ...warnings.map((warning) => `warning: ${warning}`));
		text = next.text;
		project = {
			...project,
			lock: parseLockText(text)
		};
	}
	if (text === void 0) throw new UserError("accept-nothing", "no run finished, so there is nothing to accept", "Mend the training; the report says what happened.");
	const path = join(place.folder, "reprise.lock");
	const [line = ""] = said;
	try {
		const { commit } = await commitFile(github, repo, {
			branch: task.branch,
			path,
			text,
			message: `Accept a baseline: ${line}`,
			expected: await blobId(place.root, trained, path)
		});
		return {
			said: [...said, `committed ${commit} to ${task.branch}`],
			patch: void 0
		};
	} catch (error) {
		if (!(error instanceof UserError && error.code === "github-forbidden")) throw error;
		const before = await readBlob(place.root, trained, path);
		return {
			said: [...said, `this token may not commit to ${task.branch}: apply the patch at the repository’s root and push it`],
			patch: patchOf(path, Buffer.from(before ?? []).toString("utf8"), text)
		};
	}
}
function newestRuns(judging) {
	const invalid = judging.report.models.filter(({ verdict }) => verdict.verdict === "invalid").map(({ verdict }) => verdict.model);
	return judging.plan.models.flatMap((job) => {
		const sound = soundBundle(job, judging);
		if (invalid.includes(job.draft.model.name) || !("bundle" in sound)) return [];
		const { gathered, ledger } = sound.bundle;
		const finished = gathered.evidence.findLast(({ side, record }) => side === "head" && isWhole(record));
		return finished === void 0 ? [] : [{
			record: finished.record,
			ledger
		}];
	});
}

export { acceptJob };