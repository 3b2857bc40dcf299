import { t as UserError } from "./error.js";
import { a as gitBlobId } from "./digest.js";
import { a as line, s as git } from "./parse.js";
import { _ as voucherPath, b as messageOf, c as asRecord, d as checkWhole, f as envelopePath, g as vouchedOf, h as spell, i as LIMITS, l as asVoucher, m as recordPath, o as asAttachment, p as idsOf, r as FOLDERS, s as asEnvelope, u as attachmentPath, y as codeOf } from "./folder.js";
import { n as findCommit } from "./commits.js";
import { isAbsolute, join, resolve } from "node:path";
import { lstatSync, readdirSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/git/fetch.ts
const TRIES = 3;
const PAUSE = 2e3;
function reaching({ config, protocols }) {
	return {
		config: [
			...config,
			["fetch.recurseSubmodules", "false"],
			["http.lowSpeedLimit", "1"],
			["http.lowSpeedTime", "60"]
		],
		env: {
			GIT_ALLOW_PROTOCOL: protocols,
			GIT_ASKPASS: ""
		}
	};
}
async function fetchCommit$1(root, remote, commit, ref = commit, signal) {
	const args = [
		"fetch",
		"--quiet",
		"--depth=1",
		"--no-tags",
		"--no-write-fetch-head"
	];
	const options = {
		...reaching(remote),
		accept: [
			0,
			1,
			128
		],
		...signal && { signal }
	};
	let why = "";
	for (let attempt = 1;; attempt += 1) {
		if (await findCommit(root, commit) !== void 0) return {
			there: true,
			why: ""
		};
		if (attempt > TRIES) return {
			there: false,
			why
		};
		if (attempt > 1) await setTimeout(PAUSE * 2 ** (attempt - 2), void 0, signal && { signal });
		const { code, stderr } = await git(root, [
			...args,
			remote.url,
			ref
		], options);
		why = stderr.trimEnd().split("\n").at(-1) ?? "";
		if (code === 0 || REFUSED$1.test(stderr)) attempt = TRIES;
	}
}
const REFUSED$1 = /not our ref|couldn't find remote ref|not found|authentication|denied|\b40[134]\b/i;
async function remoteRef(root, remote, ref, signal) {
	const { stdout } = await git(root, [
		"ls-remote",
		"--quiet",
		remote.url,
		ref
	], {
		...reaching(remote),
		...signal && { signal }
	});
	return stdout.toString().split("\n").map((text) => text.split("	")).find(([, name]) => name === ref)?.[0];
}

// src/ledger/clone.ts
const LOOK = 100;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DEAD = 864e5;
const ANY_CODE = [...Array.from({ length: 256 }, (_, code) => code), -1];
const CONFIG = "[core]\n	repositoryformatversion = 0\n	bare = true\n";
async function prepareClone({ folder }) {
	await mkdir(folder, { recursive: true });
	const strange = (await readdir(folder)).find((name) => !["objects", "scratch"].includes(name));
	if (strange !== void 0) throw new UserError("ledger-folder", `${folder} is no clone of a ledger: it holds ${JSON.stringify(strange)}`, "Name a folder that only Reprise uses, or one that does not exist yet.");
	for (const name of [
		"objects/pack",
		"objects/info",
		"scratch"
	]) await mkdir(join(folder, name), { recursive: true });
	const scratch = join(folder, "scratch");
	for (const name of await readdir(scratch)) {
		const stats = await lstat(join(scratch, name)).catch(() => void 0);
		if (stats?.isDirectory() === true && UUID.test(name) && Date.now() - stats.mtimeMs > DEAD) await remove(join(scratch, name));
	}
}
async function onBench(clone, work, shallow) {
	const folder = join(clone.folder, "scratch", randomUUID());
	await mkdir(join(folder, "refs"), { recursive: true });
	try {
		await writeFile(join(folder, "HEAD"), "ref: refs/heads/none\n");
		await writeFile(join(folder, "config"), CONFIG);
		if (shallow !== void 0) await writeFile(join(folder, "shallow"), `${shallow}\n`);
		return await work(openBench(clone, folder));
	} finally {
		await remove(folder);
	}
}
function openBench({ folder: clone, signal }, folder) {
	const env = {
		GIT_DIR: folder,
		GIT_OBJECT_DIRECTORY: join(clone, "objects")
	};
	const fixed = { ...signal && { signal } };
	return {
		folder,
		run: (args, options) => git(folder, args, {
			...fixed,
			accept: ANY_CODE,
			...options,
			env: {
				...env,
				...options?.env
			}
		}),
		must: async (args, options) => (await git(folder, args, {
			...fixed,
			...options,
			env: {
				...env,
				...options?.env
			}
		})).stdout
	};
}
async function fetchApart(clone, bench, most, call) {
	const apart = join(bench.folder, "fetched");
	const packs = join(apart, "pack");
	await mkdir(packs, { recursive: true });
	const env = {
		...call.env,
		GIT_OBJECT_DIRECTORY: apart,
		GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(join(clone.folder, "objects"))
	};
	const full = new AbortController();
	const watch = setInterval(() => {
		if (sizeOf(packs) > most) full.abort();
	}, LOOK);
	const signal = AbortSignal.any([full.signal, ...clone.signal ? [clone.signal] : []]);
	try {
		const result = await bench.run(call.args, {
			...call,
			env,
			signal
		});
		return {
			apart,
			result: sizeOf(packs) > most ? void 0 : result
		};
	} catch (error) {
		if (full.signal.aborted) return {
			apart,
			result: void 0
		};
		throw error;
	} finally {
		clearInterval(watch);
	}
}
async function keepFetched(clone, apart) {
	const names = (await readdir(join(apart, "pack"))).filter((name) => name.startsWith("pack-"));
	const isIndex = (name) => name.endsWith(".idx");
	for (const name of [...names.filter((one) => !isIndex(one)), ...names.filter(isIndex)]) await rename(join(apart, "pack", name), join(clone.folder, "objects/pack", name));
}
function sizeOf(folder) {
	return readdirSync(folder).map((name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0).reduce((sum, size) => sum + size, 0);
}
async function remove(folder) {
	await rm(folder, {
		recursive: true,
		force: true,
		maxRetries: 3
	}).catch((error) => {
		if (codeOf(error) !== "ENOTEMPTY") throw error;
	});
}

// src/ledger/failure.ts
const MOVED$1 = /\((?:fetch first|stale info|non-fast-forward|failed to update ref|incorrect old value provided|reference already exists|.*(?:cannot|failed to|unable to) (?:lock|create|update).*)\)/i;
const TROUBLE = /\((?:.*(?:internal|time[d ]?-?out|temporar|unavailable|try again|busy).*)\)/i;
const REFUSED = [
	/^!.*\[remote rejected\]/m,
	/returned error: 4(?!08|25|29)\d\d/,
	/Authentication failed|could not read (?:Username|Password)|Permission (?:to .* )?denied|access denied/i,
	/Host key verification failed/,
	/not found|does not appear to be a git repository|not a git repository|does not exist/i,
	/transport '.*' not allowed|not exported|archived|dubious ownership|blocked/,
	/not our ref|unadvertised object|repository corruption|unable to read/
];
const SAID = [
	/^remote: (?:error: |fatal: )?(.*\S)/m,
	/^!.*\((.*)\)/m,
	/^(?:fatal|error): (.*)/m
];
function failureOf(output, secrets) {
	return {
		kind: kindOf(output),
		why: plain(sentence(output), secrets)
	};
}
function kindOf(output) {
	const status = output.split("\n").filter((text) => text.startsWith("!"));
	if (status.some((text) => MOVED$1.test(text))) return "moved";
	if (status.some((text) => TROUBLE.test(text))) return "unknown";
	return REFUSED.some((pattern) => pattern.test(output)) ? "refused" : "unknown";
}
function sentence(output) {
	const said = SAID.flatMap((pattern) => pattern.exec(output)?.[1] ?? []);
	const distinct = [...new Set(said)].slice(0, 2).join("; ");
	return distinct === "" ? output.trim().split("\n").at(-1) ?? "" : distinct;
}
function plain(text, secrets) {
	const clean = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, "").slice(0, 500);
	return secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), clean);
}

// src/ledger/remote.ts
var RemoteFailure = class extends Error {
	failure;
	constructor(failure) {
		super(failure.why);
		this.failure = failure;
	}
};
const NAME = "reprise-ledger";
const PLAIN_FETCH = [
	"--quiet",
	"--no-tags",
	"--no-write-fetch-head",
	"--recurse-submodules=no"
];
const PARTIAL = [
	[`remote.${NAME}.promisor`, "true"],
	[`remote.${NAME}.partialclonefilter`, "blob:none"],
	["fetch.negotiationAlgorithm", "noop"],
	["fetch.unpackLimit", "1"]
];
const BRANCH = /^(?!.*(?:\.\.|\/\/|\.lock(?:\/|$)|\/\.|[./]$))[A-Za-z0-9_][\w./-]*$/;
function checkRemote(url, branch) {
	if (!BRANCH.test(branch)) throw new UserError("ledger-branch", `${JSON.stringify(branch)} is no name for the ledger's branch`, "Use letters, digits, `-`, `_`, `.` and `/`, such as `reprise`.");
	const [, scheme, user] = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?/i.exec(url) ?? [];
	if (user !== void 0 && (user.includes(":") || /^https?$/i.test(scheme ?? ""))) throw new UserError("ledger-credentials", "the address of the ledger's repository holds credentials", "Remove them from the address; give them by a credential helper or an `http.extraheader`.");
	return scheme !== void 0 || /^[^/.][^/]*:/.test(url) || isAbsolute(url) ? url : resolve(url);
}
async function findTip(remote) {
	const ref = `refs/heads/${remote.branch}`;
	return onBench(remote.clone, async (bench) => {
		const result = await bench.run([
			"ls-remote",
			"--quiet",
			NAME,
			ref
		], reach(remote));
		if (result.code !== 0) throw failed(remote, result.stderr);
		const id = line(result.stdout).split("\n").map((row) => row.split("	")).find(([, name]) => name === ref)?.[0];
		if (id !== void 0 && id.length !== 40) throw foreignFormat();
		return id;
	});
}
async function fetchCommit(remote, commit) {
	await fetch(remote, [
		"--depth=1",
		"--filter=blob:none",
		NAME,
		commit
	], "", Infinity);
}
async function fetchBlobs(remote, ids, most) {
	await fetch(remote, [
		"--filter=blob:none",
		"--stdin",
		NAME
	], ids.join("\n"), most);
}
async function push(remote, commit, parent) {
	const ref = `refs/heads/${remote.branch}`;
	const quiet = [
		"--no-verify",
		"--no-signed",
		"--no-follow-tags",
		"--recurse-submodules=no"
	];
	const lease = `--force-with-lease=${ref}:${parent ?? ""}`;
	await onBench(remote.clone, async (bench) => {
		const args = [
			"push",
			"--porcelain",
			...quiet,
			lease,
			NAME,
			`${commit}:${ref}`
		];
		const { code, stdout, stderr } = await bench.run(args, reach(remote));
		if (code !== 0) throw failed(remote, `${stdout.toString()}\n${stderr}`);
	}, parent);
}
async function fetch(remote, args, input, most) {
	await onBench(remote.clone, async (bench) => {
		const { env, config } = reach(remote);
		const { apart, result } = await fetchApart(remote.clone, bench, most, {
			args: [
				"fetch",
				...PLAIN_FETCH,
				...args
			],
			input,
			env,
			config: [...config, ...PARTIAL]
		});
		if (result === void 0) throw tooMuch(most);
		if (result.code !== 0) throw failed(remote, result.stderr);
		await keepFetched(remote.clone, apart);
	});
}
function reach({ url, config, protocols }) {
	return {
		env: {
			GIT_ALLOW_PROTOCOL: protocols,
			GIT_ASKPASS: ""
		},
		config: [
			[`remote.${NAME}.url`, url],
			["protocol.version", "2"],
			["gc.auto", "0"],
			["maintenance.auto", "false"],
			["http.lowSpeedLimit", "1"],
			["http.lowSpeedTime", "120"],
			...config
		]
	};
}
function failed({ config }, output) {
	const values = config.map(([, value]) => value);
	const words = values.map((value) => value.split(" ").at(-1) ?? "");
	return new RemoteFailure(failureOf(output, [...values, ...words].filter((secret) => secret.length > 7)));
}
function tooMuch(most) {
	return new RemoteFailure({
		kind: "refused",
		why: `more than ${most} bytes came`
	});
}
function foreignFormat() {
	return new RemoteFailure({
		kind: "refused",
		why: "the repository names its objects by SHA-256, which is not supported"
	});
}

// src/ledger/retry.ts
const FIRST = 100;
const LONGEST = {
	unknown: 5e3,
	moved: 1e3
};
const UNKNOWN = 6;
const MOVED = 50;
async function persist(patience, call) {
	const failures = {
		unknown: 0,
		moved: 0
	};
	for (;;) try {
		return await call();
	} catch (error) {
		if (!(error instanceof RemoteFailure) || error.failure.kind === "refused") throw error;
		const { kind, why } = error.failure;
		failures[kind]++;
		const { tries = MOVED } = patience;
		if (failures.unknown >= UNKNOWN || failures.moved >= tries) throw error;
		const most = Math.min(LONGEST[kind], FIRST * 2 ** failures[kind]);
		const wait = Math.round(Math.random() * most);
		patience.onWait?.(wait, why);
		await setTimeout(wait, void 0, patience.signal && { signal: patience.signal });
	}
}

// src/ledger/snapshot.ts
const HEADER = /^([0-9a-f]{40}) ([a-z]+) (\d+)$/;
const NOTHING = {
	commit: void 0,
	root: /* @__PURE__ */ new Map(),
	folders: {
		records: /* @__PURE__ */ new Map(),
		envelopes: /* @__PURE__ */ new Map(),
		attachments: /* @__PURE__ */ new Map(),
		digests: /* @__PURE__ */ new Map()
	}
};
function lookUp(folders, path) {
	const folder = FOLDERS.find((name) => path.startsWith(`${name}/`));
	return folder && folders[folder].get(path.slice(folder.length + 1));
}
async function readSnapshot(clone, commit) {
	const asked = [`${commit}^{tree}`, ...FOLDERS.map((name) => `${commit}:${name}`)];
	const [root, ...inner] = readBatch(await onBench(clone, (bench) => bench.must([
		"cat-file",
		"--batch",
		"--buffer"
	], { input: `${asked.join("\n")}\n` })), asked.length);
	if (root === void 0) return void 0;
	const top = parseTree(root);
	const trees = FOLDERS.map((name, at) => {
		const mode = top.get(name)?.mode;
		if (mode === void 0) return [name, /* @__PURE__ */ new Map()];
		if (mode !== "40000") throw new Error(`${name} is no folder there`);
		const bytes = inner[at];
		return [name, bytes && parseTree(bytes)];
	});
	if (trees.some(([, tree]) => tree === void 0)) return void 0;
	return {
		commit,
		root: top,
		folders: Object.fromEntries(trees)
	};
}
function readBatch(output, count) {
	const contents = [];
	let at = 0;
	while (contents.length < count) {
		const end = output.indexOf("\n", at);
		if (end < 0) throw new Error("git cat-file ended too early");
		const header = HEADER.exec(output.toString("latin1", at, end));
		at = end + 1;
		if (header === null) {
			contents.push(void 0);
			continue;
		}
		const size = Number(header[3]);
		contents.push(output.subarray(at, at + size));
		at += size + 1;
	}
	return contents;
}
function parseTree(bytes) {
	const tree = /* @__PURE__ */ new Map();
	let at = 0;
	while (at < bytes.length) {
		const space = bytes.indexOf(32, at);
		const end = bytes.indexOf(0, space);
		if (space < 0 || end < 0 || end + 21 > bytes.length) throw new Error("a tree is damaged");
		tree.set(bytes.toString("latin1", space + 1, end), {
			mode: bytes.toString("latin1", at, space),
			id: bytes.toString("hex", end + 1, end + 21)
		});
		at = end + 21;
	}
	return tree;
}

// src/ledger/blobs.ts
const SMALL = 131072;
const PACK = 65536;
const CAP = 1342177280;
function openBlobs(remote, patience) {
	const { clone } = remote;
	const ready = /* @__PURE__ */ new Map();
	async function bring(ids, most) {
		const sizes = await sizesOf(clone, ids);
		const missing = [...new Set(ids)].filter((id) => !sizes.has(id));
		if (missing.length > 0) await persist(patience, () => fetchBlobs(remote, missing, most));
	}
	return {
		bring,
		async read(id, most, ahead = []) {
			const known = ready.get(id);
			if (known !== void 0) {
				ready.delete(id);
				return checkSize(known, known.length, most);
			}
			const next = [...new Set(ahead)].filter((one) => one !== id && !ready.has(one));
			const bounds = PACK + most;
			await bring([id, ...next], bounds + next.length * SMALL).catch(() => bring([id], bounds));
			const sizes = await sizesOf(clone, [id, ...next]);
			const size = sizes.get(id);
			if (size === void 0) throw new Error("its content did not come");
			checkSize(void 0, size, most);
			const small = next.filter((one) => (sizes.get(one) ?? Infinity) <= SMALL);
			const [wanted, ...others] = await contents(clone, [id, ...small]);
			for (const [at, one] of small.entries()) ready.set(one, others[at]);
			return wanted;
		}
	};
}
async function sizesOf(clone, ids) {
	const rows = (await onBench(clone, (bench) => bench.must([
		"cat-file",
		"--batch-check",
		"--buffer"
	], { input: lines(ids) }))).toString("latin1").split("\n");
	return new Map(rows.flatMap((row) => {
		const [id = "", type, size] = row.split(" ");
		return type === "blob" ? [[id, Number(size)]] : [];
	}));
}
async function contents(clone, ids) {
	const output = await onBench(clone, (bench) => bench.must([
		"cat-file",
		"--batch",
		"--buffer"
	], {
		input: lines(ids),
		cap: CAP
	}));
	const all = readBatch(output, ids.length);
	return all.length === 1 ? all : all.map((bytes) => bytes && Buffer.from(bytes));
}
function checkSize(value, size, most) {
	if (size > most) throw new Error(`it has ${size} bytes, more than ${most}`);
	return value;
}
function lines(ids) {
	return ids.map((id) => `${id}\n`).join("");
}

// src/ledger/branch.ts
function openBranch(remote, patience) {
	let seen;
	let first;
	let prepared;
	async function look() {
		await (prepared ??= prepareClone(remote.clone));
		const tip = await findTip(remote);
		if (seen === void 0 || seen.commit !== tip) seen = await read$1(remote, tip);
		return seen;
	}
	const lookHard = () => persist(patience, look);
	return {
		look,
		lookHard,
		looked: () => seen !== void 0,
		async known() {
			if (seen !== void 0) return seen;
			first ??= lookHard().finally(() => first = void 0);
			return first;
		},
		remember(snapshot) {
			seen = snapshot;
		}
	};
}
async function read$1(remote, tip) {
	if (tip === void 0) return NOTHING;
	const here = await readSnapshot(remote.clone, tip);
	if (here !== void 0) return here;
	await fetchCommit(remote, tip);
	const fetched = await readSnapshot(remote.clone, tip);
	if (fetched === void 0) throw new Error(`the tree of ${tip} cannot be read`);
	return fetched;
}

// src/ledger/shelf.ts
const AT_ONCE = 200;
const STRANGE = {
	"120000": "a symbolic link",
	"160000": "a submodule",
	"40000": "a folder"
};
async function readRecord(shelf, id) {
	const path = recordPath(id);
	const ahead = ({ folders }) => {
		const name = path.slice(8);
		const next = shelf.listed ? following(folders.records, name) : [];
		const origins = [name, ...next].map((one) => folders.envelopes.get(one));
		return [...next.map((one) => folders.records.get(one)), ...origins];
	};
	const found = await read(shelf, path, LIMITS.records, { ahead });
	if (found.state !== "found") return found;
	const record = asRecord(found.value, id, path);
	if (record.state === "found") {
		const digests = record.value.attachments.map(({ digest }) => digest);
		for (const digest of digests) shelf.together.set(digest, digests);
	}
	return record;
}
async function readEnvelope(shelf, id) {
	const path = envelopePath(id);
	const isSettled = ({ folders }) => lookUp(folders, recordPath(id)) !== void 0;
	const found = await read(shelf, path, LIMITS.envelopes, { isSettled });
	return found.state === "found" ? asEnvelope(found.value, path) : found;
}
async function readAttachment(shelf, digest) {
	const path = attachmentPath(digest);
	const ahead = ({ folders }) => (shelf.together.get(digest) ?? []).map((one) => lookUp(folders, attachmentPath(one)));
	const found = await read(shelf, path, LIMITS.attachments, { ahead });
	return found.state === "found" ? asAttachment(found.value, digest, path) : found;
}
async function readVoucher(shelf, digest) {
	const path = voucherPath(digest);
	const ahead = ({ folders: { digests } }) => following(digests, path.slice(8)).map((name) => digests.get(name));
	const found = await read(shelf, path, LIMITS.digests, { ahead });
	return found.state === "found" ? asVoucher(found.value, path) : found;
}
async function listVouched(shelf) {
	const { folders } = await known(shelf);
	return vouchedOf(folders.digests.keys());
}
async function listIds(shelf) {
	const { folders } = await known(shelf);
	shelf.listed = true;
	return idsOf(folders.records.keys());
}
async function listNames(shelf) {
	const { root, folders } = await known(shelf);
	const ids = [...folders.attachments.values()].filter(isFile).map(({ id }) => id);
	for (let at = 0; at < ids.length; at += AT_ONCE) await shelf.blobs.bring(ids.slice(at, at + AT_ONCE), LIMITS.attachments).catch(() => void 0);
	shelf.listed = true;
	const others = [...root.keys()].filter((name) => !FOLDERS.includes(name));
	return {
		folders: new Map(FOLDERS.map((name) => [name, names(folders[name].keys())])),
		others: names(others)
	};
}
async function known(shelf) {
	try {
		return await shelf.branch.known();
	} catch (error) {
		throw unreadable(shelf, error);
	}
}
function unreadable({ remote, patience }, error) {
	if (error instanceof UserError || patience.signal?.aborted === true) return error;
	return new UserError("ledger-unreadable", `the ledger ${spellRemote(remote)} cannot be read: ${messageOf(error)}`, "Check the address, the network, and that the token may read the contents of that repository.");
}
function spellRemote({ url, branch }) {
	return `${url} (branch ${branch})`;
}
async function read(shelf, path, most, { ahead = () => [], isSettled = () => false } = {}) {
	const { branch, blobs, patience } = shelf;
	try {
		const { snapshot, line } = await find(branch, path, isSettled);
		if (line === void 0) return { state: "absent" };
		if (!isFile(line)) return {
			state: "unreadable",
			why: `${path} is ${STRANGE[line.mode] ?? "no file"}`
		};
		const next = ahead(snapshot).flatMap((one) => one && isFile(one) ? [one.id] : []);
		return {
			state: "found",
			value: await blobs.read(line.id, most, next)
		};
	} catch (error) {
		if (patience.signal?.aborted === true) throw error;
		return {
			state: "unreadable",
			why: `${path}: ${messageOf(error)}`
		};
	}
}
async function find(branch, path, isSettled) {
	const isFirst = !branch.looked();
	const known = await branch.known();
	const snapshot = lookUp(known.folders, path) !== void 0 || isFirst || isSettled(known) ? known : await branch.lookHard();
	return {
		snapshot,
		line: lookUp(snapshot.folders, path)
	};
}
function isFile({ mode }) {
	return mode === "100644" || mode === "100755";
}
function following(tree, name) {
	const all = [...tree.keys()];
	const from = all.indexOf(name) + 1;
	return all.slice(from, from + AT_ONCE);
}
function names(latin1) {
	return [...latin1].map((name) => Buffer.from(name, "latin1").toString());
}

// src/ledger/commit.ts
const AUTHOR = {
	NAME: "Reprise",
	EMAIL: "reprise@localhost"
};
const WHO = Object.fromEntries(["AUTHOR", "COMMITTER"].flatMap((role) => Object.entries(AUTHOR).map(([key, value]) => [`GIT_${role}_${key}`, value])));
async function writeCommit(clone, before, files, message) {
	return onBench(clone, async (bench) => {
		const ids = await writeBlobs(bench, [...files.values()]);
		const lines = [...files.keys()].map((path, at) => ({
			path,
			id: ids[at] ?? ""
		}));
		const folders = { ...before.folders };
		const root = new Map(before.root);
		for (const name of FOLDERS) {
			const added = lines.filter(({ path }) => path.startsWith(`${name}/`));
			if (added.length === 0) continue;
			folders[name] = new Map([...before.folders[name], ...added.map(({ path, id }) => [path.slice(name.length + 1), {
				mode: "100644",
				id
			}])]);
			root.set(name, {
				mode: "40000",
				id: await writeTree(bench, folders[name])
			});
		}
		const args = [
			"commit-tree",
			await writeTree(bench, root),
			...before.commit === void 0 ? [] : ["-p", before.commit]
		];
		return {
			commit: line(await bench.must(args, {
				env: WHO,
				input: message
			})),
			root,
			folders
		};
	}, before.commit);
}
async function writeBlobs(bench, contents) {
	const names = contents.map((_, at) => `blob-${at}`);
	for (const [at, bytes] of contents.entries()) await writeFile(join(bench.folder, `blob-${at}`), bytes);
	const output = await bench.must([
		"hash-object",
		"-w",
		"--no-filters",
		"--stdin-paths"
	], { input: names.map((name) => `${name}\n`).join("") });
	return line(output).split("\n");
}
async function writeTree(bench, tree) {
	const types = {
		"40000": "tree",
		"160000": "commit"
	};
	const lines = [...tree].map(([name, { mode, id }]) => `${mode} ${types[mode] ?? "blob"} ${id}\t${name}\0`);
	const input = Buffer.from(lines.join(""), "latin1");
	return line(await bench.must([
		"mktree",
		"-z",
		"--missing"
	], { input }));
}

// src/ledger/write.ts
async function write(shelf, wanted, message) {
	const { remote, branch, patience } = shelf;
	let isReading = true;
	try {
		await persist(patience, async () => {
			isReading = true;
			const before = await branch.look();
			const lacking = missing(before, wanted);
			if (lacking.size === 0) return;
			const after = await writeCommit(remote.clone, before, lacking, message);
			isReading = false;
			try {
				await push(remote, after.commit, before.commit);
				branch.remember(after);
			} catch (error) {
				if (!isRefusal(error) || missing(await branch.look(), wanted).size > 0) throw error;
			}
		});
	} catch (error) {
		throw isReading || !(error instanceof RemoteFailure) ? unreadable(shelf, error) : unwritten(remote, error);
	}
}
function isRefusal(error) {
	return error instanceof RemoteFailure && error.failure.kind === "refused";
}
function filesOf(record, attachments, envelope) {
	const all = /* @__PURE__ */ new Map();
	for (const [digest, bytes] of attachments) all.set(attachmentPath(digest), bytes);
	if (envelope !== void 0) all.set(envelopePath(record.id), spell(envelope));
	return all.set(recordPath(record.id), spell(record));
}
function missing({ folders }, wanted) {
	const lacking = [...wanted].filter(([path, bytes]) => {
		const line = lookUp(folders, path);
		if (/^(?:envelopes|digests)\//.test(path)) return line === void 0;
		return line?.mode !== "100644" || line.id !== gitBlobId(bytes);
	});
	return new Map(lacking);
}
function unwritten(remote, { failure }) {
	const what = `the ledger ${spellRemote(remote)} cannot be written`;
	if (failure.kind === "moved") return new UserError("ledger-busy", `${what}: others were faster every time (${failure.why})`, "Run it again, or let fewer jobs store records at the same time; nothing was stored.");
	if (failure.kind === "refused") return new UserError("ledger-unwritable", `${what}: ${failure.why}`, `Give the token \`contents: write\`, and let it push to ${remote.branch} past branch rules; nothing was stored.`);
	return new UserError("ledger-unreachable", `${what}: no answer came to the last of several tries (${failure.why})`, "Run it again when the server can be reached; storing again what did arrive changes nothing.");
}

// src/ledger/git.ts
function gitLedger(options) {
	return openGitLedger(options).ledger;
}
function openGitLedger(options) {
	const remote = remoteOf(options);
	const shelf = {
		remote,
		branch: openBranch(remote, options),
		blobs: openBlobs(remote, options),
		patience: options,
		listed: false,
		together: /* @__PURE__ */ new Map()
	};
	const attachment = (digest) => readAttachment(shelf, digest);
	let writing = Promise.resolve();
	const inTurn = async (wanted, message) => {
		const turn = writing.then(() => write(shelf, wanted, message));
		writing = turn.catch(() => void 0);
		await turn;
	};
	return {
		ledger: {
			record: (id) => readRecord(shelf, id),
			envelope: (id) => readEnvelope(shelf, id),
			attachment,
			ids: () => listIds(shelf),
			async append(record, attachments, envelope) {
				await checkWhole(record, attachments, attachment);
				await inTurn(filesOf(record, attachments, envelope), `Record ${record.id}\n`);
			},
			voucher: (digest) => readVoucher(shelf, digest),
			vouched: () => listVouched(shelf),
			vouch: (digest, voucher) => inTurn(/* @__PURE__ */ new Map([[voucherPath(digest), spell(voucher)]]), `Vouch for ${digest}\n`)
		},
		listing: () => listNames(shelf)
	};
}
function remoteOf(options) {
	const { remote, branch, folder, config = [], protocols = "https:ssh:file", signal } = options;
	const url = checkRemote(remote, branch);
	return {
		clone: {
			folder: resolve(folder),
			...signal && { signal }
		},
		url,
		branch,
		config,
		protocols
	};
}

export { remoteRef as i, openGitLedger as n, fetchCommit$1 as r, gitLedger as t };