import { n as spellIssue, t as PLAIN_MESSAGES } from "./issue.js";
import { N as _positive, P as _regex, c as int, x as string } from "./zod.js";
import { t as UserError } from "./error.js";

// src/github/error.ts
var GitHubError = class extends UserError {
	status;
	after;
	constructor(code, message, hint, more = {}) {
		super(code, message, hint);
		this.status = more.status;
		this.after = more.after;
	}
};
function isGitHubError(error, code) {
	return error instanceof GitHubError && error.code === code;
}

// src/github/refusal.ts
const WORDS = 300;
const UNTOLD = 60;
function secondsBefore(error, attempt) {
	if (isGitHubError(error, "github-unreachable")) return 2 ** (attempt - 1);
	if (isGitHubError(error, "github-limited")) return error.after ?? UNTOLD * 2 ** (attempt - 1);
}
function refusalError(call, refusal, now) {
	const { status } = refusal;
	const said = `GitHub answered ${call} with ${status}${wordsOf(refusal.data)}`;
	if (isLimit(refusal)) {
		const after = secondsToWait(refusal, now);
		const hint = `Try again in ${after ?? UNTOLD} seconds, or with a token that has a higher limit.`;
		return new GitHubError("github-limited", said, hint, {
			status,
			after
		});
	}
	if (status >= 500) return unreachableError(call, `it answered with ${status}`, status);
	if (status === 401) return new GitHubError("github-forbidden", said, "The token is wrong or has run out: pass one that is valid, as `token`.", { status });
	if (status === 403) return new GitHubError("github-forbidden", said, permissionHint(refusal), { status });
	if (status === 404 || status === 410) return new GitHubError("github-not-found", said, "It is not there, or the token may not see it.", { status });
	return new GitHubError("github-answer", said, ANSWER_HINT, { status });
}
const ANSWER_HINT = "Run the job again; if it stays so, this version of GitHub may be too old or too new for Reprise.";
function unreachableError(call, why, status) {
	return new GitHubError("github-unreachable", `no answer to ${call}: ${why}`, "Run the job again; https://www.githubstatus.com says whether GitHub has trouble.", { status });
}
function isLimit({ status, headers, data }) {
	if (status === 429) return true;
	if (status !== 403) return false;
	return String(headers["x-ratelimit-remaining"]) === "0" || headers["retry-after"] !== void 0 || /rate limit/i.test(messageOf(data));
}
function secondsToWait({ headers }, now) {
	const told = Number(headers["retry-after"] ?? NaN);
	if (told >= 0) return Math.ceil(told);
	if (String(headers["x-ratelimit-remaining"]) !== "0") return void 0;
	const reset = Number(headers["x-ratelimit-reset"]);
	const date = Date.parse(String(headers["date"])) / 1e3;
	const left = Math.ceil(reset - (Number.isFinite(date) ? date : now)) + 1;
	return Number.isFinite(left) ? Math.max(1, left) : void 0;
}
function permissionHint({ headers }) {
	const accepted = String(headers["x-accepted-github-permissions"] ?? "");
	if (!/^[\w=,; ]+$/.test(accepted)) return "The token lacks a permission: see `permissions:` of the job, and what the repository allows tokens to do.";
	return `The token needs \`${accepted.replaceAll("_", "-").replaceAll("=", ": ").split(/\s*;\s*/).map((together) => together.split(/\s*,\s*/).join(" and ")).join(" or ")}\`: add it to \`permissions:\` of the job. A fork's pull request and Dependabot's never get it.`;
}
function messageOf(data) {
	const message = data?.message;
	return typeof message === "string" ? message : "";
}
function wordsOf(data) {
	const words = messageOf(data).replaceAll(/\p{Cc}+/gu, " ");
	return words === "" ? "" : `: ${words.slice(0, WORDS)}`;
}

// src/github/answer.ts
const GitSha = string().check(_regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
const Id = int().check(_positive());
function checkAnswer(schema, data, what) {
	const parsed = schema.safeParse(data, PLAIN_MESSAGES);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const why = issue === void 0 ? "it is empty" : spellIssue(issue);
	throw new GitHubError("github-answer", `GitHub's answer about ${what} is unexpected: ${why}`, ANSWER_HINT);
}

export { refusalError as a, GitHubError as c, ANSWER_HINT as i, isGitHubError as l, Id as n, secondsBefore as o, checkAnswer as r, unreachableError as s, GitSha as t };