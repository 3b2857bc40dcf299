import { c as GitHubError, i as ANSWER_HINT, l as isGitHubError, n as Id, r as checkAnswer, t as GitSha } from "./answer.js";
import { a as boolean, d as nullable, f as nullish, h as optional, i as array, m as object, n as _enum, x as string } from "./zod.js";
import { n as verifiedWrite, t as verifiedDelete } from "./write.js";
import { t as pagesOf } from "./pages.js";
import { t as UserError } from "./error.js";
import { t as renderMarkdown } from "./markdown.js";

// src/github/marker.ts
const COMMENT_CHARACTERS = 65536;
const MARKER = /^<!-- reprise config=(\S+) run=(\d{1,16}) attempt=(\d{1,9}) head=([0-9a-f]{40,64}) -->\r?\n/;
function withMarker(config, order, body) {
	return `${markerOf(config, order)}${body}`;
}
function commentRoom(config, order) {
	return COMMENT_CHARACTERS - markerOf(config, order).length;
}
function parseMarker(text, config) {
	const [line, spelled, run, attempt, head] = MARKER.exec(text) ?? [];
	if (line === void 0 || head === void 0 || spelled !== spellConfig(config)) return void 0;
	const order = {
		head,
		run: Number(run),
		attempt: Number(attempt)
	};
	if (!Number.isSafeInteger(order.run)) return void 0;
	return {
		order,
		body: text.slice(line.length).replaceAll("\r\n", "\n")
	};
}
function compareOrders(a, b) {
	return a.run - b.run || a.attempt - b.attempt;
}
function markerOf(config, { head, run, attempt }) {
	return `<!-- reprise config=${spellConfig(config)} run=${run} attempt=${attempt} head=${head} -->\n`;
}
function spellConfig(config) {
	return encodeURIComponent(config.toWellFormed()).replaceAll("--", "%2D%2D");
}

// src/github/identity.ts
const Author = nullish(object({
	id: Id,
	login: string(),
	type: string()
}));
const JOB = "github-actions[bot]";
async function ownAmong(github, items) {
	if (items.length === 0) return [];
	const user = github.isInstallation ? void 0 : await userId(github);
	if (user !== void 0) return items.filter(({ author }) => author?.id === user);
	const bots = items.filter(({ author }) => author?.type === "Bot");
	if (bots.every(({ author }) => author?.login === JOB)) return bots;
	const viewer = await viewerLogin(github);
	return bots.filter(({ author }) => author?.login === JOB || author?.login === viewer);
}
async function userId(github) {
	try {
		const { data } = await github.request("GET /user");
		return checkAnswer(object({ id: Id }), data, "the token's owner").id;
	} catch (error) {
		if (isGitHubError(error, "github-forbidden") && error.status === 403 || isGitHubError(error, "github-not-found")) return void 0;
		throw error;
	}
}
const Viewer = object({ data: object({ viewer: object({ login: string() }) }) });
async function viewerLogin(github) {
	const baseUrl = github.request.endpoint.DEFAULTS.baseUrl.replace(/\/api\/v3$/, "/api");
	const query = "{ viewer { login } }";
	const { data } = await verifiedWrite({
		github,
		send: () => github.request("POST /graphql", {
			baseUrl,
			query
		}),
		lookUp: () => Promise.resolve(void 0)
	});
	return checkAnswer(Viewer, data, "the token's owner").data.viewer.login;
}

// src/github/comment.ts
const PAGES$1 = 50;
async function publishComment(github, repo, pull, sticky) {
	const room = commentRoom(sticky.config, sticky.order);
	if (sticky.body.length > room) throw new Error(`a report of more than ${room} characters`);
	const thread = {
		github,
		repo,
		pull
	};
	try {
		return await publish(thread, sticky);
	} catch (error) {
		if (!isGitHubError(error, "github-not-found")) throw error;
		return publish(thread, sticky);
	}
}
async function publish(thread, sticky) {
	let own = await listOwn(thread, sticky.config);
	let creations = 0;
	let sent = "updated";
	let kept;
	const look = async () => {
		own = await listOwn(thread, sticky.config);
		kept = own.find((one) => isThis(one, sticky))?.id;
		return kept === void 0 ? void 0 : sent;
	};
	const send = async () => {
		const step = nextStep(own, sticky);
		kept = step.id;
		if (step.do === "nothing") return step.result;
		sent = step.do === "create" ? "created" : "updated";
		if (step.do === "create") creations += 1;
		await write(thread, sticky, step);
		return sent;
	};
	const result = await verifiedWrite({
		github: thread.github,
		send,
		lookUp: look
	});
	if (creations > 1) await look();
	if (kept !== void 0) await removeOthers(thread, own, {
		id: kept,
		order: sticky.order
	});
	return result;
}
function nextStep(own, { order, body, onlyUpdate }) {
	const [first] = own;
	if (first === void 0) return onlyUpdate ? {
		do: "nothing",
		result: "silent"
	} : { do: "create" };
	if (own.some((one) => compareOrders(one.order, order) > 0)) return {
		do: "nothing",
		result: "superseded"
	};
	if (first.body === body && first.order.run === order.run && first.order.head === order.head) return {
		do: "nothing",
		result: "unchanged",
		id: first.id
	};
	return {
		do: "update",
		id: first.id
	};
}
function isThis(one, { order, body }) {
	return compareOrders(one.order, order) === 0 && one.body === body;
}
async function write({ github, repo, pull }, { config, order, body }, step) {
	const where = {
		owner: repo.owner,
		repo: repo.name,
		body: withMarker(config, order, body)
	};
	if (step.do === "create") {
		await github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
			...where,
			issue_number: pull
		});
		return;
	}
	await github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
		...where,
		comment_id: step.id
	});
}
async function removeOthers({ github, repo }, own, kept) {
	if (own.some((one) => compareOrders(one.order, kept.order) > 0)) return;
	for (const { id } of own.filter((one) => one.id !== kept.id)) {
		const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
		const where = {
			owner: repo.owner,
			repo: repo.name,
			comment_id: id
		};
		try {
			await verifiedDelete(github, () => github.request(route, where));
		} catch (error) {
			if (error instanceof GitHubError) return;
			throw error;
		}
	}
}
const Comment = object({
	id: Id,
	body: optional(nullable(string())),
	user: Author
});
async function listOwn({ github, repo, pull }, config) {
	const what = `the comments of pull request ${pull}`;
	const where = {
		owner: repo.owner,
		repo: repo.name,
		issue_number: pull,
		per_page: 100
	};
	const pages = pagesOf(async (page) => {
		const { data } = await github.request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
			...where,
			page
		});
		return checkAnswer(array(Comment), data, what);
	}, PAGES$1);
	const marked = [];
	let seen = 0;
	for await (const { id, body, user } of pages) {
		seen += 1;
		const found = parseMarker(body ?? "", config);
		if (found !== void 0) marked.push({
			id,
			author: user,
			...found
		});
	}
	const own = await ownAmong(github, marked);
	if (own.length === 0 && seen >= PAGES$1 * 100) throw new GitHubError("github-answer", `${what} are more than ${seen}`, ANSWER_HINT);
	return own.sort((a, b) => a.id - b.id);
}

// src/github/pulls.ts
const PAGES = 10;
const Listed = object({
	number: Id,
	state: _enum(["open", "closed"]),
	draft: optional(boolean()),
	merged_at: nullish(string()),
	head: object({
		sha: GitSha,
		ref: string(),
		repo: nullish(object({ id: Id }))
	}),
	base: object({
		sha: GitSha,
		ref: string()
	})
});
async function getPull(github, repo, number) {
	const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
	const where = {
		owner: repo.owner,
		repo: repo.name,
		pull_number: number
	};
	const { data } = await github.request(route, where);
	return pullOf(checkAnswer(Listed, data, `pull request ${number}`));
}
async function pullsFor(github, repo, { headSha, headRepositoryId }) {
	const route = "GET /repos/{owner}/{repo}/pulls";
	const where = {
		owner: repo.owner,
		repo: repo.name,
		per_page: 100
	};
	const order = {
		state: "open",
		sort: "updated",
		direction: "desc"
	};
	const pages = pagesOf(async (page) => {
		const { data } = await github.request(route, {
			...where,
			...order,
			page
		});
		return checkAnswer(array(Listed), data, "the open pull requests");
	}, PAGES);
	const found = /* @__PURE__ */ new Map();
	for await (const listed of pages) {
		const pull = pullOf(listed);
		if (pull.head.sha === headSha && pull.head.repositoryId === headRepositoryId) found.set(pull.number, pull);
	}
	return [...found.values()];
}
function pullOf({ number, state, draft, merged_at, head, base }) {
	return {
		number,
		head: {
			sha: head.sha,
			ref: head.ref,
			repositoryId: head.repo?.id
		},
		base: {
			sha: base.sha,
			ref: base.ref
		},
		state,
		draft: draft ?? false,
		merged: typeof merged_at === "string"
	};
}

// src/report/worth.ts
function worthSaying({ green, models, change }) {
	return !(green && models.every(isUnchanged) && (change === void 0 || isPlain(change)));
}
function isUnchanged({ verdict, accepts, settings, isNew }) {
	return verdict.verdict === "identical" && accepts === void 0 && settings.length === 0 && isNew !== true;
}
function isPlain({ stale, addsReprise, skipped, removes = [], lock = [] }) {
	return stale === void 0 && !addsReprise && skipped === void 0 && removes.length === 0 && lock.length === 0;
}

// src/flows/job/publish.ts
const COMMENTS = [
	"always",
	"changes",
	"never"
];
function askForPull({ github, context, policy }, change) {
	const pull = pullToTell(change, policy);
	if (pull === void 0) return void 0;
	const asked = getPull(github, context.repo, pull);
	asked.catch(() => void 0);
	return asked;
}
function pullToTell(change, policy) {
	return policy === "never" || change?.skipped === "draft" ? void 0 : change?.pull;
}
async function publishReport(report, { github, context, policy, asked }) {
	const pull = pullToTell(report.change, policy);
	if (report.change === void 0 || pull === void 0) return {
		report,
		said: void 0
	};
	try {
		const { head } = await (asked ?? getPull(github, context.repo, pull));
		const stale = head.sha === report.change.head ? void 0 : head.sha;
		const current = {
			...report,
			change: {
				...report.change,
				stale
			}
		};
		const { config, head: reported } = report.change;
		const order = {
			head: reported,
			run: context.runId,
			attempt: context.attempt
		};
		const done = await publishComment(github, context.repo, pull, {
			config,
			body: renderMarkdown(current, commentRoom(config, order)),
			order,
			onlyUpdate: policy === "changes" && !worthSaying(current)
		});
		return {
			report: current,
			said: SAID[done]
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return {
			report,
			said: `${error.code === "github-forbidden" ? READ_ONLY : NOT_SAID}${error.message} ${error.hint}`
		};
	}
}
const SAID = {
	created: "comment: written",
	updated: "comment: updated",
	unchanged: "comment: it says so already",
	superseded: "comment: a newer run has reported; left as it is",
	silent: "comment: none, everything is identical (`comment: always` would write one)"
};
const READ_ONLY = "comment: this token can only read. A fork’s and Dependabot’s never can more: the report is in the job summary and in the artifact, from which a second workflow can post it (`reprise init --two-stage`). ";
const NOT_SAID = "comment: it could not be written; the verdict stands. ";

export { pullsFor as i, askForPull as n, publishReport as r, COMMENTS as t };