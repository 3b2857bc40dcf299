import { i as remoteRef, n as openGitLedger, t as gitLedger } from "./git.js";
import { r as remoteUrl } from "./parse.js";
import { _ as voucherPath, a as NAMES, f as envelopePath, m as recordPath, n as namesIn, r as FOLDERS, t as folderLedger, u as attachmentPath } from "./folder.js";
import { t as UserError } from "./error.js";
import { t as loadAttachments } from "./attachments.js";
import { n as openProject, t as findPlace } from "./project.js";
import { join } from "node:path";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

// src/ledger/verify.ts
async function verifyLedger(folder) {
	const names = await Promise.all(FOLDERS.map((name) => namesIn(folder, name)));
	return examine(folderLedger(folder), new Map(FOLDERS.map((name, at) => [name, names[at] ?? []])));
}
async function verifyGitLedger(options) {
	const { ledger, listing } = openGitLedger(options);
	const { folders, others } = await listing();
	const problems = await examine(ledger, folders);
	return [...others.map((path) => stray(path)), ...problems];
}
async function examine(ledger, names) {
	const problems = strays(names);
	const digests = hexes(names, "attachments").map((hex) => `sha256:${hex}`);
	for (const digest of digests) problems.push(...damaged$1(attachmentPath(digest), await ledger.attachment(digest)));
	for (const hex of hexes(names, "envelopes")) {
		const id = `sha256:${hex}`;
		problems.push(...damaged$1(envelopePath(id), await ledger.envelope(id)));
	}
	for (const hex of hexes(names, "digests")) {
		const digest = `sha256:${hex}`;
		problems.push(...damaged$1(voucherPath(digest), await ledger.voucher(digest)));
	}
	const stored = new Set(digests);
	for (const hex of hexes(names, "records")) {
		const id = `sha256:${hex}`;
		const found = await ledger.record(id);
		if (found.state === "found") problems.push(...missing(found.value, stored));
		else problems.push(...damaged$1(recordPath(id), found));
	}
	return problems;
}
function hexes(names, folder) {
	return (names.get(folder) ?? []).flatMap((name) => NAMES[folder].exec(name)?.[1] ?? []);
}
function strays(names) {
	return FOLDERS.flatMap((folder) => {
		return (names.get(folder) ?? []).filter((name) => !NAMES[folder].test(name)).map((name) => stray(`${folder}/${name}`));
	});
}
function stray(path) {
	return {
		kind: "stray",
		path,
		why: "no ledger writes such a name"
	};
}
function damaged$1(path, found) {
	if (found.state === "found") return [];
	return [{
		kind: "damaged",
		path,
		why: found.state === "unreadable" ? found.why : "it vanished"
	}];
}
function missing(record, stored) {
	return record.attachments.filter(({ digest }) => !stored.has(digest)).map(({ digest }) => ({
		kind: "missing",
		path: attachmentPath(digest),
		why: `the record ${record.id} names it`
	}));
}

// src/flows/ledger.ts
async function verify({ cwd, config }, remote) {
	if (remote === void 0) return verifyLedger(await storeOf({
		cwd,
		config
	}));
	const project = await openProject(cwd, config);
	return onBranch(project, remote, async (options) => {
		await requireBranch(project, remote, options);
		return verifyGitLedger(options);
	});
}
async function storeOf({ cwd, config }) {
	const { store } = await findPlace(cwd, config);
	if (existsSync(store)) return store;
	throw new UserError("ledger-absent", `${store} does not exist: there is no ledger on this machine yet`, "`reprise check` makes one; `--remote origin` verifies the one that workflows write.");
}
async function fetchBaselines({ cwd, config }, remote) {
	const project = await openProject(cwd, config);
	const ids = baselinesIn(project);
	return onBranch(project, remote, async (options) => {
		await requireBranch(project, remote, options);
		const branch = gitLedger(options);
		const fetched = [];
		const absent = [];
		for (const id of ids) {
			if ((await project.ledger.record(id)).state === "found") continue;
			const found = await branch.record(id);
			if (found.state === "unreadable") throw damaged(id, remote, found.why);
			if (found.state === "absent") absent.push(id);
			else {
				await project.ledger.append(found.value, await loadAttachments(branch, [found.value]));
				fetched.push(id);
			}
		}
		return {
			fetched,
			absent
		};
	});
}
function baselinesIn({ lock }) {
	if (lock.state === "unreadable") throw new UserError("lock-unreadable", lock.why, "Restore reprise.lock from git.");
	if (lock.state === "absent") throw new UserError("lock-absent", "there is no reprise.lock, so no record is named", "Make a baseline with `reprise check` and `reprise accept`.");
	return [...new Set(Object.values(lock.lock.baselines).map(({ record }) => record))];
}
function damaged(id, remote, why) {
	return new UserError("record-unreadable", `record ${id} cannot be read: ${why}`, `\`reprise ledger verify --remote ${remote}\` says what is wrong with the rest.`);
}
async function requireBranch({ root }, name, { remote, branch }) {
	const protocols = "https:http:ssh:file";
	const ref = `refs/heads/${branch}`;
	if (await remoteRef(root, {
		url: remote,
		config: [],
		protocols
	}, ref) !== void 0) return;
	throw new UserError("ledger-absent", `${name} has no branch ${branch}: there is no ledger yet`, "The workflow makes it after the first merge of a baseline; `ledger: {branch: …}` in reprise.yml names another.");
}
async function onBranch({ root, spec }, remote, use) {
	const url = await remoteUrl(root, remote);
	if (url === void 0) throw new UserError("remote-unknown", `this repository has no remote ${JSON.stringify(remote)}`, "`git remote -v` lists them.");
	const folder = mkdtempSync(join(tmpdir(), "reprise-ledger-"));
	try {
		return await use({
			remote: url,
			branch: spec.ledger.branch,
			folder
		});
	} finally {
		rmSync(folder, {
			recursive: true,
			force: true
		});
	}
}

export { fetchBaselines, verify };