import { t as UserError } from "./error.js";
import { A as _maxLength, E as union, a as boolean, f as nullish, h as optional, m as object, p as number, v as record, x as string } from "./zod.js";
import { n as spellIssue, t as PLAIN_MESSAGES } from "./issue.js";
import { n as Id, t as GitSha } from "./answer.js";

// src/github/reason.ts
function reasonOf(error) {
	const { message, code, cause } = Object(error);
	if (cause !== void 0 && cause !== null) return reasonOf(cause);
	const said = [message, code].find((words) => typeof words === "string" && words !== "");
	return typeof said === "string" ? said : "unknown";
}

// src/github/payload.ts
const HEADS = "refs/heads/";
const text = string().check(_maxLength(1e3));
const RepositoryPart = object({ repository: nullish(object({
	private: boolean(),
	default_branch: text
})) });
const HeadRepository = nullish(object({
	id: Id,
	full_name: text
}));
const PullRequestPayload = object({
	action: text,
	number: Id,
	pull_request: object({
		draft: optional(boolean()),
		head: object({
			sha: GitSha,
			ref: text,
			repo: HeadRepository
		}),
		base: object({
			sha: GitSha,
			ref: text
		})
	})
});
const MergeGroupPayload = object({ merge_group: object({
	head_sha: GitSha,
	base_sha: GitSha,
	base_ref: text
}) });
const PushPayload = object({
	before: GitSha,
	after: GitSha,
	ref: text
});
const DispatchPayload = object({ inputs: nullish(record(string(), union([
	string(),
	number(),
	boolean()
]))) });
const WorkflowRunPayload = object({ workflow_run: object({
	id: Id,
	run_attempt: Id,
	event: text,
	path: text,
	head_sha: GitSha,
	head_branch: nullish(text),
	head_repository: HeadRepository,
	conclusion: nullish(text)
}) });
const EVENTS = {
	pull_request: readPullRequest,
	merge_group(json) {
		const { merge_group: group } = check(MergeGroupPayload, json, "merge_group");
		const baseRef = branchOf(group.base_ref) ?? group.base_ref;
		return {
			name: "merge_group",
			head: group.head_sha,
			base: group.base_sha,
			baseRef
		};
	},
	push(json, defaultBranch) {
		const { before, after, ref } = check(PushPayload, json, "push");
		return {
			name: "push",
			before,
			after,
			defaultBranch: ref === HEADS + defaultBranch
		};
	},
	schedule: () => ({ name: "schedule" }),
	workflow_dispatch(json) {
		const { inputs } = check(DispatchPayload, json, "workflow_dispatch");
		const texts = Object.entries(inputs ?? {}).map(([name, value]) => [name, String(value)]);
		return {
			name: "workflow_dispatch",
			inputs: Object.fromEntries(texts)
		};
	},
	workflow_run: readWorkflowRun
};
function readPullRequest(json) {
	const payload = check(PullRequestPayload, json, "pull_request");
	const { head, base, draft } = payload.pull_request;
	return {
		name: "pull_request",
		number: payload.number,
		draft: draft ?? false,
		head: {
			sha: head.sha,
			ref: head.ref,
			repositoryId: head.repo?.id,
			repository: head.repo?.full_name
		},
		base: {
			sha: base.sha,
			ref: base.ref
		},
		action: payload.action
	};
}
function readWorkflowRun(json) {
	const { workflow_run: run } = check(WorkflowRunPayload, json, "workflow_run");
	return {
		name: "workflow_run",
		run: {
			id: run.id,
			attempt: run.run_attempt,
			event: run.event,
			path: withoutRef(run.path),
			headSha: run.head_sha,
			headBranch: run.head_branch ?? void 0,
			headRepositoryId: run.head_repository?.id,
			headRepository: run.head_repository?.full_name,
			conclusion: run.conclusion ?? void 0
		}
	};
}
function readRepository(json, name) {
	return check(RepositoryPart, json, name).repository;
}
function withoutRef(path) {
	return path.replace(/(?<=\.ya?ml)@.*$/s, "");
}
function branchOf(ref) {
	return ref.startsWith("refs/heads/") ? ref.slice(11) : void 0;
}
function parsePayload(payload) {
	try {
		return JSON.parse(payload);
	} catch {
		throw invalid("its payload is not JSON");
	}
}
function check(schema, json, name) {
	const parsed = schema.safeParse(json, PLAIN_MESSAGES);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw invalid(`the payload of ${name} has ${issue && spellIssue(issue)}`);
}
function invalid(why) {
	return new UserError("event-invalid", `the event cannot be read: ${why}`, "This runs in a job of GitHub Actions only; on a machine of your own use Reprise's command line.");
}

export { parsePayload as a, reasonOf as c, invalid as i, HEADS as n, readRepository as o, branchOf as r, withoutRef as s, EVENTS as t };