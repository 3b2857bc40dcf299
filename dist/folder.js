import { t as UserError } from "./error.js";
import { A as _maxLength, M as _nonnegative, N as _positive, P as _regex, a as boolean, b as strictObject, c as int, h as optional, l as literal, t as datetime, x as string } from "./zod.js";
import { c as canonicalJson, o as hexOf, s as sha256 } from "./digest.js";
import { n as spellIssue, t as PLAIN_MESSAGES } from "./issue.js";
import { t as parseJson } from "./json.js";
import { i as parseRecord, r as RECORD_BYTES } from "./record.js";
import { dirname, join } from "node:path";
import { constants } from "node:fs";
import { randomUUID } from "node:crypto";
import { link, lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";

// src/record/envelope.ts
const text = string().check(_maxLength(1e3));
const commit = string().check(_regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
const Envelope = strictObject({
	repository: text,
	run: int().check(_nonnegative()),
	attempt: int().check(_positive()),
	event: text,
	workflow: text,
	ref: text,
	commit,
	headRepository: optional(text),
	actor: text,
	protectedRef: boolean()
});
function parseEnvelope(text, file) {
	const parsed = Envelope.safeParse(parseJson(text, file), PLAIN_MESSAGES);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new UserError("envelope-invalid", `${file} is no envelope: ${issue === void 0 ? "it is empty" : spellIssue(issue)}`, "Restore it from a copy of the ledger.", { file });
}

// src/ledger/store.ts
const SCRATCH = "scratch";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DEAD = 864e5;
async function readStored(path, most) {
	try {
		const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const stats = await file.stat();
			if (!stats.isFile()) return {
				state: "unreadable",
				why: `${path} is not a regular file`
			};
			if (stats.size <= most) return {
				state: "found",
				value: await file.readFile()
			};
			return {
				state: "unreadable",
				why: `${path} has ${stats.size} bytes, more than ${most}`
			};
		} finally {
			await file.close();
		}
	} catch (error) {
		if (codeOf(error) === "ENOENT") return { state: "absent" };
		return {
			state: "unreadable",
			why: messageOf(error)
		};
	}
}
async function store(folder, path, bytes) {
	await place(folder, path, bytes, rename);
}
async function storeFirst(folder, path, bytes) {
	if (await lstat(join(folder, path)).catch(ifAbsent) !== void 0) return;
	await place(folder, path, bytes, async (scratch, target) => {
		try {
			await link(scratch, target);
		} catch (error) {
			if ([
				"EPERM",
				"ENOTSUP",
				"ENOSYS"
			].includes(codeOf(error) ?? "")) await rename(scratch, target);
			else if (codeOf(error) !== "EEXIST") throw error;
		}
		await rm(scratch, { force: true });
	});
}
async function place(folder, path, bytes, move) {
	const target = join(folder, path);
	const scratch = join(folder, SCRATCH, randomUUID());
	await mkdir(dirname(target), { recursive: true });
	await mkdir(dirname(scratch), { recursive: true });
	try {
		const file = await open(scratch, "wx");
		try {
			await file.writeFile(bytes);
			await file.sync();
		} finally {
			await file.close();
		}
		await move(scratch, target);
	} catch (error) {
		await rm(scratch, { force: true });
		throw error;
	}
	await syncFolder(dirname(target));
}
function ifAbsent(error) {
	if (codeOf(error) !== "ENOENT") throw error;
}
async function syncFolder(folder) {
	const handle = await open(folder, constants.O_RDONLY);
	try {
		await handle.sync();
	} catch (error) {
		if (!["EINVAL", "ENOTSUP"].includes(codeOf(error) ?? "")) throw error;
	} finally {
		await handle.close();
	}
}
async function sweep(folder) {
	const scratch = join(folder, SCRATCH);
	const names = await readdir(scratch).catch(() => []);
	for (const name of names) {
		const stats = await lstat(join(scratch, name)).catch(() => void 0);
		if (stats?.isFile() === true && UUID.test(name) && Date.now() - stats.mtimeMs > DEAD) await rm(join(scratch, name), { force: true });
	}
}
function codeOf(error) {
	return error?.code;
}
function messageOf(error) {
	return error?.message ?? String(error);
}

// src/ledger/voucher.ts
const Voucher = strictObject({
	schema: literal("reprise/voucher/v1"),
	at: datetime(),
	config: string().check(_maxLength(4096)),
	run: int().check(_positive())
});
function parseVoucher(text, file) {
	const parsed = Voucher.safeParse(parseJson(text, file), PLAIN_MESSAGES);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new UserError("voucher-invalid", `${file} is no voucher: ${issue === void 0 ? "it is empty" : spellIssue(issue)}`, "Remove it: a cache for which nothing vouches is made again.", { file });
}

// src/ledger/layout.ts
const FOLDERS = [
	"records",
	"envelopes",
	"attachments",
	"digests"
];
const NAMES = {
	records: /^([0-9a-f]{64})\.json$/,
	envelopes: /^([0-9a-f]{64})\.json$/,
	attachments: /^([0-9a-f]{64})$/,
	digests: /^([0-9a-f]{64})\.json$/
};
const LIMITS = {
	records: 2 * RECORD_BYTES,
	envelopes: 65536,
	attachments: 1073741824,
	digests: 65536
};
function recordPath(id) {
	return `records/${hexOf(id)}.json`;
}
function envelopePath(id) {
	return `envelopes/${hexOf(id)}.json`;
}
function attachmentPath(digest) {
	return `attachments/${hexOf(digest)}`;
}
function voucherPath(digest) {
	return `digests/${hexOf(digest)}.json`;
}
function idsOf(names) {
	return [...names].flatMap((name) => hexesOf("records", name));
}
function vouchedOf(names) {
	return [...names].flatMap((name) => hexesOf("digests", name));
}
function hexesOf(folder, name) {
	const hex = NAMES[folder].exec(name)?.[1];
	return hex === void 0 ? [] : [`sha256:${hex}`];
}
function spell(value) {
	const plain = JSON.parse(JSON.stringify(value));
	return Buffer.from(`${canonicalJson(plain)}\n`);
}
function asRecord(bytes, id, path) {
	try {
		const value = parseRecord(bytes, path);
		if (value.id === id) return {
			state: "found",
			value
		};
		return {
			state: "unreadable",
			why: `${path} holds the record ${value.id}`
		};
	} catch (error) {
		return {
			state: "unreadable",
			why: messageOf(error)
		};
	}
}
function asEnvelope(bytes, path) {
	try {
		return {
			state: "found",
			value: parseEnvelope(Buffer.from(bytes).toString(), path)
		};
	} catch (error) {
		return {
			state: "unreadable",
			why: messageOf(error)
		};
	}
}
function asVoucher(bytes, path) {
	try {
		return {
			state: "found",
			value: parseVoucher(Buffer.from(bytes).toString(), path)
		};
	} catch (error) {
		return {
			state: "unreadable",
			why: messageOf(error)
		};
	}
}
function asAttachment(bytes, digest, path) {
	if (sha256(bytes) === digest) return {
		state: "found",
		value: bytes
	};
	return {
		state: "unreadable",
		why: `${path} was changed: its content has another digest`
	};
}
async function checkWhole(record, attachments, read) {
	for (const [digest, bytes] of attachments) if (sha256(bytes) !== digest) throw new Error(`the attachment ${digest} has another digest`);
	for (const { digest } of record.attachments) {
		if (attachments.has(digest)) continue;
		const found = await read(digest);
		if (found.state === "unreadable") throw damaged(record, found.why);
		if (found.state === "absent") throw new Error(`the record ${record.id} lacks its attachment ${digest}`);
	}
}
function damaged({ id }, why) {
	return new UserError("ledger-unreadable", `an attachment of the record ${id} cannot be read: ${why}`, "Run `reprise ledger verify`; storing the attachment again mends it.");
}

// src/ledger/folder.ts
function folderLedger(folder) {
	const record = (id) => readRecord(folder, id);
	const attachment = (digest) => readAttachment(folder, digest);
	return {
		record,
		attachment,
		envelope: (id) => readEnvelope(folder, id),
		ids: async () => idsOf(await namesIn(folder, "records")),
		voucher: (digest) => readVoucher(folder, digest),
		vouched: async () => vouchedOf(await namesIn(folder, "digests")),
		async append(one, attachments, envelope) {
			await checkWhole(one, attachments, attachment);
			try {
				await prepare(folder);
				for (const [digest, bytes] of attachments) {
					if ((await attachment(digest)).state === "found") continue;
					await store(folder, attachmentPath(digest), bytes);
				}
				if (envelope !== void 0) await storeFirst(folder, envelopePath(one.id), spell(envelope));
				if ((await record(one.id)).state === "found") return;
				await store(folder, recordPath(one.id), spell(one));
			} catch (error) {
				throw unwritable(folder, error);
			}
		},
		async vouch(digest, voucher) {
			try {
				await prepare(folder);
				await storeFirst(folder, voucherPath(digest), spell(voucher));
			} catch (error) {
				throw unwritable(folder, error);
			}
		}
	};
}
async function readRecord(folder, id) {
	const path = join(folder, recordPath(id));
	const found = await readStored(path, LIMITS.records);
	return found.state === "found" ? asRecord(found.value, id, path) : found;
}
async function readEnvelope(folder, id) {
	const path = join(folder, envelopePath(id));
	const found = await readStored(path, LIMITS.envelopes);
	return found.state === "found" ? asEnvelope(found.value, path) : found;
}
async function readAttachment(folder, digest) {
	const path = join(folder, attachmentPath(digest));
	const found = await readStored(path, LIMITS.attachments);
	return found.state === "found" ? asAttachment(found.value, digest, path) : found;
}
async function readVoucher(folder, digest) {
	const path = join(folder, voucherPath(digest));
	const found = await readStored(path, LIMITS.digests);
	return found.state === "found" ? asVoucher(found.value, path) : found;
}
async function namesIn(folder, name) {
	try {
		return await readdir(join(folder, name));
	} catch (error) {
		if (codeOf(error) === "ENOENT") return [];
		throw unreadable(folder, error);
	}
}
async function prepare(folder) {
	if ((await readStored(join(folder, ".gitignore"), 1024)).state === "absent") await store(folder, ".gitignore", Buffer.from("*\n"));
	await sweep(folder);
}
function unreadable(folder, error) {
	return new UserError("ledger-unreadable", `the ledger ${folder} cannot be read: ${messageOf(error)}`, "Mend the permissions of the folder.");
}
function unwritable(folder, error) {
	return new UserError("ledger-unwritable", `the ledger ${folder} cannot be written: ${messageOf(error)}`, "Mend the permissions of the folder, or make room on the disk; nothing was stored.");
}

export { voucherPath as _, NAMES as a, messageOf as b, asRecord as c, checkWhole as d, envelopePath as f, vouchedOf as g, spell as h, LIMITS as i, asVoucher as l, recordPath as m, namesIn as n, asAttachment as o, idsOf as p, FOLDERS as r, asEnvelope as s, folderLedger as t, attachmentPath as u, SCRATCH as v, readStored as x, codeOf as y };