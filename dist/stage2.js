import { t as request } from "./octokit.js";
import { t as UserError } from "./error.js";
import { a as parsePayload, c as reasonOf, i as invalid, n as HEADS, o as readRepository, r as branchOf, s as withoutRef, t as EVENTS } from "./payload.js";
import { a as refusalError, o as secondsBefore, s as unreachableError } from "./answer.js";
import { s as sha256 } from "./digest.js";
import { a as notInAJob } from "./errors.js";
import { join, normalize } from "node:path";
import { readFileSync } from "node:fs";
import { setImmediate, setTimeout } from "node:timers/promises";

// src/github/proxy.ts
function followProxy(environment) {
	if (!Object.entries(environment).some(([name, value]) => /^https?_proxy$/i.test(name) && value !== void 0 && value !== "")) return;
	const { setGlobalProxyFromEnv } = process.getBuiltinModule("node:http");
	setGlobalProxyFromEnv?.({ ...environment });
}

// src/github/client.ts
const TRIES = 5;
const PATIENCE = 900;
const TIMEOUT = 3e4;
function openGitHub(options) {
	const { signal, onWait, timeout = TIMEOUT } = options;
	const token = checkToken(options.token);
	const baseUrl = checkUrl(options.apiUrl);
	followProxy(options.environment ?? {});
	const sleep = options.sleep ?? realSleep;
	const clock = options.clock ?? (() => Date.now() / 1e3);
	let calls = 0;
	async function pause(why, seconds) {
		onWait?.(why, seconds);
		await sleep(seconds, signal);
		signal?.throwIfAborted();
	}
	async function once(send, call, parameters) {
		await setImmediate();
		signal?.throwIfAborted();
		const limit = AbortSignal.timeout(timeout);
		const both = signal === void 0 ? limit : AbortSignal.any([signal, limit]);
		calls += 1;
		const inner = {
			...parameters.request,
			hook: void 0,
			signal: both
		};
		try {
			const answer = await send({
				...parameters,
				request: inner
			});
			signal?.throwIfAborted();
			if (isHalf(answer)) throw new Error("the answer ended too early");
			return answer;
		} catch (error) {
			signal?.throwIfAborted();
			const why = limit.aborted ? `nothing came within ${timeout / 1e3} s` : whyOf(error, token);
			const { response } = error;
			if (response === void 0) throw unreachableError(call, why);
			throw refusalError(call, redacted(response, token), clock());
		}
	}
	async function hook(send, parameters) {
		const call = callOf(send, parameters, baseUrl);
		let waited = 0;
		for (let attempt = 1;; attempt += 1) try {
			return await once(send, call, parameters);
		} catch (error) {
			const seconds = parameters.method === "GET" ? secondsBefore(error, attempt) : void 0;
			if (seconds === void 0 || attempt === TRIES || waited + seconds > PATIENCE) throw error;
			waited += seconds;
			await pause(error.message, seconds);
		}
	}
	return {
		request: request.defaults({
			baseUrl,
			headers: {
				"user-agent": "reprise",
				"x-github-api-version": "2022-11-28",
				...token === "" ? {} : { authorization: `token ${token}` }
			},
			request: {
				hook,
				log: { warn: () => {} }
			}
		}),
		pause,
		signal,
		isInstallation: token.startsWith("ghs_"),
		get calls() {
			return calls;
		}
	};
}
function isHalf({ status, data }) {
	return status >= 200 && status < 300 && status !== 204 && typeof data === "string";
}
function callOf(send, parameters, baseUrl) {
	const { method, url } = send.endpoint({ ...parameters });
	return `${method} ${(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : new URL(url).pathname).replace(/\?.*$/s, "")}`;
}
function whyOf(error, token) {
	const why = reasonOf(error);
	return token === "" ? why : why.replaceAll(token, "***");
}
function redacted(response, token) {
	const message = response.data?.message;
	if (token === "" || typeof message !== "string") return response;
	return {
		...response,
		data: { message: message.replaceAll(token, "***") }
	};
}
function checkToken(written) {
	const token = written.trim();
	if (/^[\u0021-\u007e]*$/.test(token)) return token;
	throw new UserError("github-token", "the token holds characters that no token has", "Pass the token alone, on one line.");
}
function checkUrl(written) {
	const url = URL.parse(written);
	if (url !== null && url.username === "" && url.search === "" && url.hash === "" && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, "");
	throw new UserError("github-url", "the address of GitHub's API is none", "GITHUB_API_URL should be as https://api.github.com.");
}
async function realSleep(seconds, signal) {
	try {
		await setTimeout(seconds * 1e3, void 0, signal && { signal });
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	}
}

// src/github/event.ts
function readContext(env, payload) {
	const name = eventName(variable$1(env, "GITHUB_EVENT_NAME"));
	const json = parsePayload(payload);
	const repository = readRepository(json, name);
	const ref = variable$1(env, "GITHUB_REF");
	const branch = repository?.default_branch ?? (name === "schedule" ? branchOf(ref) : void 0);
	if (branch === void 0) throw invalid("its payload names no default branch");
	const repo = repoOf(variable$1(env, "GITHUB_REPOSITORY"));
	const serverUrl = addressOf(env, "GITHUB_SERVER_URL");
	const runId = numberOf(env, "GITHUB_RUN_ID");
	const attempt = numberOf(env, "GITHUB_RUN_ATTEMPT");
	return {
		serverUrl,
		apiUrl: addressOf(env, "GITHUB_API_URL"),
		repo,
		repositoryId: numberOf(env, "GITHUB_REPOSITORY_ID"),
		private: repository?.private ?? true,
		defaultBranch: branch,
		runId,
		attempt,
		workflow: workflowPath(variable$1(env, "GITHUB_WORKFLOW_REF")),
		actor: variable$1(env, "GITHUB_ACTOR"),
		sha: variable$1(env, "GITHUB_SHA"),
		ref,
		runUrl: `${serverUrl}/${repo.owner}/${repo.name}/actions/runs/${runId}/attempts/${attempt}`,
		event: EVENTS[name](json, branch)
	};
}
function trustOfEvent({ event, ref, repositoryId, defaultBranch }) {
	switch (event.name) {
		case "pull_request": return event.head.repositoryId === repositoryId ? "branch" : "fork";
		case "workflow_run": return event.run.headRepositoryId === repositoryId ? "branch" : "fork";
		case "merge_group": return "branch";
		case "push":
		case "schedule":
		case "workflow_dispatch": return ref === "refs/heads/" + defaultBranch ? "protected" : "branch";
	}
}
function eventName(name) {
	if (Object.hasOwn(EVENTS, name)) return name;
	const why = name === "pull_request_target" ? "it would run the code of a pull request beside a token that may write" : "Reprise does not know what to train for it";
	throw new UserError("event-unsupported", `the event ${JSON.stringify(name)} is not supported: ${why}`, `Start the workflow on: ${Object.keys(EVENTS).join(", ")}.`);
}
function variable$1(env, name) {
	const value = env[name] ?? "";
	if (value !== "") return value;
	throw invalid(`${name} is not set`);
}
function numberOf(env, name) {
	const number = Number(/^\d{1,16}$/.exec(variable$1(env, name))?.[0]);
	if (Number.isSafeInteger(number) && number > 0) return number;
	throw invalid(`${name} is not a number`);
}
function addressOf(env, name) {
	const address = variable$1(env, name);
	if (!/^https?:\/\/\S+$/.test(address)) throw invalid(`${name} is not an address`);
	return address.replace(/\/+$/, "");
}
function repoOf(fullName) {
	const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(fullName) ?? [];
	if (owner === void 0 || name === void 0) throw invalid("GITHUB_REPOSITORY is not owner/name");
	return {
		owner,
		name
	};
}
function workflowPath(ref) {
	return withoutRef(ref.split("/").slice(2).join("/"));
}

// src/flows/job/stage.ts
function openStage({ env, token, config, signal, onWait }) {
	const context = readContext(env, readPayload(env));
	return {
		context,
		github: openGitHub({
			apiUrl: context.apiUrl,
			token,
			signal,
			onWait,
			environment: env
		}),
		token,
		workspace: variable(env, "GITHUB_WORKSPACE"),
		config: normalize(config),
		folder: stageFolder(env, config),
		signal
	};
}
function stageFolder(env, config) {
	return join(variable(env, "RUNNER_TEMP"), `reprise-${slugOf(config)}`);
}
function planArtifact(config) {
	return `reprise-plan-${slugOf(config)}`;
}
function slugOf(config) {
	return sha256(normalize(config)).slice(7, 15);
}
function readPayload(env) {
	const file = variable(env, "GITHUB_EVENT_PATH");
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new UserError("event-invalid", `the event cannot be read: ${why}`, "GITHUB_EVENT_PATH must name the file that the runner wrote.");
	}
}
function variable(env, name) {
	const value = env[name];
	if (value !== void 0 && value !== "") return value;
	throw notInAJob(name);
}

export { trustOfEvent as i, planArtifact as n, stageFolder as r, openStage as t };