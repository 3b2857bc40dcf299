import { t as UserError } from "./error.js";
import { t as clean } from "./clean.js";
import { t as defuse } from "./command.js";
import { a as boolean, d as nullable, f as nullish, h as optional, i as array, m as object, p as number, x as string } from "./zod.js";
import { o as hexOf, s as sha256 } from "./digest.js";
import { c as GitHubError, i as ANSWER_HINT, n as Id, o as secondsBefore, r as checkAnswer, s as unreachableError, t as GitSha } from "./answer.js";
import { c as reasonOf } from "./payload.js";
import { t as pagesOf } from "./pages.js";
import { dirname, join } from "node:path";
import { mkdirSync, writeFileSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";

// src/github/download.ts
const TRIES = 3;
const TIMEOUT = 12e4;
async function fetchBytes(github, address, { most, what }) {
	for (let attempt = 1;; attempt += 1) {
		const url = checkedAddress(await address(), github, what);
		try {
			return await fetchOnce(url, most, what, github.signal);
		} catch (error) {
			github.signal?.throwIfAborted();
			const seconds = secondsBefore(error, attempt);
			if (seconds === void 0 || attempt === TRIES) throw error;
			await github.pause(error.message, seconds);
		}
	}
}
async function fetchOnce(url, most, what, signal) {
	const limit = AbortSignal.timeout(TIMEOUT);
	try {
		const both = signal === void 0 ? limit : AbortSignal.any([signal, limit]);
		const response = await fetch(url, {
			signal: both,
			headers: { "user-agent": "reprise" }
		});
		if (!response.ok) throw new Error(`it answered with ${response.status}`);
		return await bounded(response, most);
	} catch (error) {
		const why = limit.aborted ? `it took more than ${TIMEOUT / 1e3} s` : reasonOf(error);
		throw unreachableError(`the download of ${what}`, why);
	}
}
async function bounded(response, most) {
	const parts = [];
	let size = 0;
	for await (const part of response.body ?? []) {
		size += part.byteLength;
		if (size > most) return "too large";
		parts.push(part);
	}
	return Buffer.concat(parts);
}
function checkedAddress(address, github, what) {
	const url = URL.parse(address);
	const own = new URL(github.request.endpoint.DEFAULTS.baseUrl).protocol;
	if (url !== null && (url.protocol === "https:" || url.protocol === own)) return url;
	throw new GitHubError("github-answer", `GitHub gave no address for ${what}`, ANSWER_HINT);
}

// src/github/zip-directory.ts
const END = 101010256;
const END_BYTES = 22;
const COMMENT_BYTES = 65535;
const ENTRY = 33639248;
const ENTRY_BYTES = 46;
const ENCRYPTED = 1;
const UNIX = 3;
const KIND = 61440;
const REGULAR = 32768;
const FOLDER = 16384;
function readDirectory(zip, most) {
	const end = findEnd(zip);
	if (end === void 0) return "it is no zip, or cut short";
	const count = zip.readUInt16LE(end + 10);
	const size = zip.readUInt32LE(end + 12);
	let at = zip.readUInt32LE(end + 16);
	if (!(zip.readUInt32LE(end + 4) === 0 && zip.readUInt16LE(end + 8) === count)) return "it is one of several volumes";
	if (count > most) return `it has ${count} files, more than ${most}`;
	if (at + size !== end) return "its directory is not where it says";
	const entries = [];
	for (let index = 0; index < count; index += 1) {
		if (at + ENTRY_BYTES > end || zip.readUInt32LE(at) !== ENTRY) return "its directory is damaged";
		const next = at + ENTRY_BYTES + variableBytes(zip, at);
		if (next > end) return "its directory is damaged";
		const entry = readEntry(zip, at);
		if (typeof entry === "string") return entry;
		entries.push(entry);
		at = next;
	}
	return at === end ? entries : "its directory is damaged";
}
function findEnd(zip) {
	const first = Math.max(0, zip.byteLength - END_BYTES - COMMENT_BYTES);
	for (let at = zip.byteLength - END_BYTES; at >= first; at -= 1) {
		const reach = at + END_BYTES + zip.readUInt16LE(at + 20);
		if (zip.readUInt32LE(at) === END && reach === zip.byteLength) return at;
	}
}
function variableBytes(zip, at) {
	return zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
}
function readEntry(zip, at) {
	const name = decode(zip.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + zip.readUInt16LE(at + 28)));
	if (name === void 0) return "it holds a name that is not UTF-8";
	const shown = JSON.stringify(name);
	if ((zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0) return `${shown} is encrypted`;
	const isFolder = name.endsWith("/");
	if (!isPlain(zip, at, isFolder)) return `${shown} is a link, or no plain file`;
	return {
		name: isFolder ? name.slice(0, -1) : name,
		isFolder,
		method: zip.readUInt16LE(at + 10),
		checksum: zip.readUInt32LE(at + 16),
		packedSize: zip.readUInt32LE(at + 20),
		size: zip.readUInt32LE(at + 24),
		offset: zip.readUInt32LE(at + 42)
	};
}
function isPlain(zip, at, isFolder) {
	const kind = zip.readUInt32LE(at + 38) >>> 16 & KIND;
	return zip[at + 5] !== UNIX || kind === 0 || kind === (isFolder ? FOLDER : REGULAR);
}
function decode(raw) {
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(raw);
	} catch {
		return;
	}
}

// src/github/zip-names.ts
const PART = /^(?!\.{1,2}$)(?! )[^/\\:"<>|?*\p{Cc}]{1,200}(?<![ .])$/u;
function nameTrouble(entries, depth) {
	const kinds = /* @__PURE__ */ new Map();
	for (const { name, isFolder } of entries) {
		const shown = JSON.stringify(name);
		const parts = name.split("/");
		if (!parts.every((part) => PART.test(part))) return `${shown} is no plain relative name`;
		if (parts.length > depth) return `${shown} lies more than ${depth} deep`;
		const folded = name.normalize("NFC").toLowerCase();
		const known = kinds.get(folded);
		if (known !== void 0 && !(isFolder && known === "folder")) return `${shown} stands twice`;
		for (const parent of parentsOf(folded)) {
			if (kinds.get(parent) === "file") return `${shown} lies in a file`;
			kinds.set(parent, "folder");
		}
		kinds.set(folded, isFolder ? "folder" : "file");
	}
}
function parentsOf(path) {
	const parts = path.split("/");
	return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

// src/github/zip.ts
function openZip(zip, limits) {
	const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
	const entries = readDirectory(bytes, limits.files);
	if (typeof entries === "string") return entries;
	const trouble = nameTrouble(entries, limits.depth);
	if (trouble !== void 0) return trouble;
	const files = /* @__PURE__ */ new Map();
	let left = limits.total;
	for (const entry of entries.filter(({ isFolder }) => !isFolder)) {
		const content = unpack(bytes, entry, Math.min(limits.file, left));
		if (typeof content === "string") return content;
		left -= content.byteLength;
		files.set(entry.name, content);
	}
	return files;
}
const LOCAL = 67324752;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
function unpack(zip, entry, most) {
	const shown = JSON.stringify(entry.name);
	const packed = packedBytes(zip, entry);
	if (packed === void 0) return `${shown} lies outside the zip`;
	if (entry.method !== STORED && entry.method !== DEFLATED) return `${shown} is packed in a way that is not read (${entry.method})`;
	if (entry.size > most || entry.method === STORED && packed.byteLength > most) return `${shown} is larger than ${most} bytes`;
	const content = entry.method === STORED ? Buffer.from(packed) : inflated(packed, most);
	if (content === void 0) return `${shown} is damaged, or larger than ${most} bytes`;
	if (content.byteLength !== entry.size || crc32(content) !== entry.checksum) return `${shown} is not what the zip's directory says`;
	return content;
}
function packedBytes(zip, { offset, packedSize }) {
	if (offset + LOCAL_BYTES > zip.byteLength || zip.readUInt32LE(offset) !== LOCAL) return void 0;
	const start = offset + LOCAL_BYTES + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
	return start + packedSize > zip.byteLength ? void 0 : zip.subarray(start, start + packedSize);
}
function inflated(packed, most) {
	try {
		return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
	} catch {
		return;
	}
}

// src/github/artifacts.ts
const ROOM = {
	zip: 268435456,
	files: 5e3,
	file: 67108864,
	total: 268435456,
	depth: 8
};
const PAGES = 10;
const Listed = object({
	id: Id,
	name: string(),
	size_in_bytes: number(),
	digest: nullish(string()),
	expired: boolean(),
	created_at: nullable(string()),
	workflow_run: nullish(object({
		id: optional(Id),
		head_sha: optional(GitSha),
		head_branch: nullish(string()),
		head_repository_id: nullish(Id)
	}))
});
const Page = object({ artifacts: array(Listed) });
async function listArtifacts(github, repo, filter) {
	const { most = 100, runId, name } = filter;
	const named = name === void 0 ? {} : { name };
	const where = {
		owner: repo.owner,
		repo: repo.name,
		per_page: 100,
		...named
	};
	const pages = pagesOf(async (page) => {
		const { data } = runId === void 0 ? await github.request("GET /repos/{owner}/{repo}/actions/artifacts", {
			...where,
			page
		}) : await github.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
			...where,
			run_id: runId,
			page
		});
		return checkAnswer(Page, data, "the artifacts").artifacts;
	}, PAGES);
	const found = [];
	if (most < 1) return found;
	for await (const listed of pages) {
		const artifact = artifactOf(listed);
		if (artifact !== void 0 && isWanted(artifact, filter)) found.push(artifact);
		if (found.length >= most) break;
	}
	return found;
}
function artifactOf(listed) {
	const run = listed.workflow_run;
	if (run?.id === void 0 || run.head_sha === void 0) return void 0;
	return {
		id: listed.id,
		name: listed.name,
		size: listed.size_in_bytes,
		digest: listed.digest ?? void 0,
		expired: listed.expired,
		createdAt: listed.created_at ?? "",
		run: {
			id: run.id,
			headSha: run.head_sha,
			headBranch: run.head_branch ?? void 0,
			headRepositoryId: run.head_repository_id ?? void 0
		}
	};
}
function isWanted({ name, run }, wanted) {
	const { headBranch, headRepositoryId, runId } = wanted;
	return (wanted.name === void 0 || wanted.name === name) && (wanted.prefix === void 0 || name.startsWith(wanted.prefix)) && (headBranch === void 0 || headBranch === run.headBranch) && (headRepositoryId === void 0 || headRepositoryId === run.headRepositoryId) && (runId === void 0 || runId === run.id);
}
async function downloadArtifact(github, repo, artifact, limits = ROOM) {
	const { name, digest, expired, size } = artifact;
	if (expired) throw expiredError(name);
	if (size > limits.zip) throw invalid(name, `it has ${size} bytes, more than ${limits.zip}`);
	const zip = await fetchBytes(github, () => location(github, repo, artifact), {
		most: limits.zip,
		what: `the artifact ${name}`
	});
	if (zip === "too large") throw invalid(name, `it has more than ${limits.zip} bytes`);
	if (digest !== void 0 && sha256(zip) !== digest.toLowerCase()) throw invalid(name, `its digest is not the announced ${digest}`);
	const opened = openZip(zip, limits);
	if (typeof opened === "string") throw invalid(name, opened);
	return opened;
}
async function location(github, repo, { id, name }) {
	const route = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
	const where = {
		owner: repo.owner,
		repo: repo.name,
		artifact_id: id,
		archive_format: "zip"
	};
	const answer = await github.request(route, {
		...where,
		request: { redirect: "manual" }
	});
	return checkAnswer(object({ location: string() }), answer.headers, `the artifact ${name}`).location;
}
function expiredError(name) {
	return new GitHubError("github-not-found", `the artifact ${name} has expired`, "Run the job that made it again.");
}
function invalid(name, why) {
	return new UserError("artifact-invalid", `the artifact ${JSON.stringify(name)} cannot be used: ${why}`, "Run the job that made it again.");
}

// src/flows/job/artifact.ts
function artifactName(model, input, seed) {
	return `reprise-${model}-${hexOf(input).slice(0, 12)}${seed === void 0 ? "" : `-seed-${seed}`}`;
}
const REST = /^[0-9a-f]{12}(?:-seed-\d{1,6})?(?:-\d{1,3})?$/;
function isArtifactOf(model, name) {
	const start = `reprise-${model}-`;
	return name.startsWith(start) && REST.test(name.slice(start.length));
}
const OURS = /^(?:bundle\.json|digest-cache|plan\.json|(?:earlier\/)?records\/[0-9a-f]{64}\.json|(?:earlier\/)?attachments\/[0-9a-f]{64})$/;
async function unpackArtifact(github, repo, artifact, folder) {
	for (const [name, bytes] of await downloadArtifact(github, repo, artifact)) {
		if (!OURS.test(name)) continue;
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), bytes);
	}
}

// src/flows/job/log.ts
function logLine(text) {
	return defuse(clean(text));
}
function short(digest) {
	return hexOf(digest).slice(0, 12);
}

export { unpackArtifact as a, isArtifactOf as i, short as n, listArtifacts as o, artifactName as r, logLine as t };