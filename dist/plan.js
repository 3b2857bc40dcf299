import { t as UserError } from "./error.js";
import { n as STATS } from "./table.js";
import { A as _maxLength, M as _nonnegative, N as _positive, b as strictObject, c as int, h as optional, i as array, l as literal, n as _enum, p as number, x as string } from "./zod.js";
import { n as HardwareFacts, o as Finding } from "./record.js";
import { o as hexOf, r as RecordId, s as sha256, t as Digest } from "./digest.js";
import { t as parseJson } from "./json.js";
import { n as spellIssue, t as PLAIN_MESSAGES } from "./issue.js";
import { a as openStatCache, i as openContent, n as decode, r as encode, t as copyRows } from "./stat-cache.js";
import { b as messageOf, t as folderLedger, x as readStored } from "./folder.js";
import { t as replaceFile } from "./replace-file.js";
import { dirname, join } from "node:path";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";

// src/flows/job/bundle.ts
const side = _enum(["head", "base"]);
const text = string().check(_maxLength(2e4));
const obstacle = strictObject({
	what: text,
	hint: text,
	said: array(text).check(_maxLength(200))
});
const amount = number().check(_nonnegative());
const Contents = strictObject({
	schema: literal("reprise/bundle/v1"),
	plan: Digest,
	config: text,
	pull: optional(int().check(_positive())),
	model: string().check(_maxLength(200)),
	hardware: HardwareFacts,
	findings: array(Finding).check(_maxLength(100)),
	evidence: array(strictObject({
		side,
		purpose: _enum([
			"judge",
			"repeat",
			"retry",
			"window"
		]),
		record: RecordId
	})).check(_maxLength(1e3)),
	obstacles: strictObject({
		head: optional(obstacle),
		base: optional(obstacle)
	}),
	reused: array(RecordId).check(_maxLength(1e3)),
	cost: strictObject({
		runs: int().check(_nonnegative()),
		seconds: amount,
		setupSeconds: amount
	}),
	spent: strictObject({
		runs: int().check(_nonnegative()),
		minutes: amount
	})
});
const BUNDLE = "bundle.json";
const BYTES = 4194304;
function writeBundle(folder, bundle) {
	const { plan, config, pull, model, machine, gathered, reused, cost, spent } = bundle;
	const contents = {
		schema: "reprise/bundle/v1",
		plan,
		config,
		pull,
		model,
		hardware: machine.hardware,
		findings: machine.findings,
		evidence: gathered.evidence.map(({ record, ...one }) => ({
			...one,
			record: record.id
		})),
		obstacles: gathered.obstacles,
		reused,
		cost,
		spent
	};
	const text = `${JSON.stringify(contents, null, 2)}\n`;
	mkdirSync(folder, { recursive: true });
	replaceFile(join(folder, BUNDLE), text);
	return sha256(text);
}
async function readBundle(folder) {
	const found = await readStored(join(folder, BUNDLE), BYTES);
	if (found.state === "absent") return void 0;
	if (found.state === "unreadable") throw invalid(folder, found.why);
	const { schema: _, hardware, findings, evidence, obstacles, ...rest } = parse(found.value, folder);
	const ledger = folderLedger(folder);
	const machine = {
		hardware,
		findings
	};
	const gathered = {
		evidence: await recordsOf(ledger, evidence, folder),
		obstacles: {
			...obstacles.head && { head: obstacles.head },
			...obstacles.base && { base: obstacles.base }
		}
	};
	return {
		...rest,
		machine,
		gathered,
		ledger
	};
}
function bundlesIn(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
	} catch {
		return [];
	}
}
function parse(bytes, folder) {
	try {
		const parsed = Contents.safeParse(parseJson(bytes.toString("utf8"), BUNDLE), PLAIN_MESSAGES);
		if (parsed.success) return parsed.data;
		const [issue] = parsed.error.issues;
		throw invalid(folder, issue === void 0 ? "it is empty" : spellIssue(issue));
	} catch (error) {
		if (error instanceof UserError) throw invalid(folder, error.message);
		throw error;
	}
}
async function recordsOf(ledger, listed, folder) {
	const evidence = [];
	for (const { side: of, purpose, record: id } of listed) {
		const found = await ledger.record(id);
		if (found.state !== "found") throw invalid(folder, found.state === "absent" ? `the record ${id} is missing` : found.why);
		evidence.push({
			side: of,
			purpose,
			record: found.value
		});
	}
	return evidence;
}
function invalid(folder, why) {
	return new UserError("bundle-invalid", `what was handed over in ${folder} cannot be used: ${why}`, "Run the training job again.");
}

// src/digest/travel.ts
const SKEW = 6e5;
const [SIZE, MTIME, CTIME] = [
	STATS.indexOf("size"),
	STATS.indexOf("mtime"),
	STATS.indexOf("ctime")
];
function exportStatCache(cache) {
	const { root, rows, opened } = cache;
	const settled = rows.paths.map((_, row) => row).filter((row) => changed(rows, row) < opened - SKEW);
	const kept = {
		paths: settled.map((row) => rows.paths[row] ?? ""),
		stats: new Float64Array(settled.length * STATS.length),
		digests: new Uint8Array(settled.length * 32)
	};
	copyRows(rows, settled, kept, 0);
	const bytes = encode(root, kept);
	const sizes = settled.map((row) => rows.stats[row * STATS.length + SIZE] ?? 0);
	const covers = {
		files: settled.length,
		bytes: sizes.reduce((sum, size) => sum + size, 0)
	};
	return {
		bytes,
		digest: sha256(bytes),
		covers
	};
}
function changed({ stats }, row) {
	const at = row * STATS.length;
	return Math.max(stats[at + MTIME] ?? Infinity, stats[at + CTIME] ?? Infinity);
}
function importStatCache(file, bytes, expected) {
	if (sha256(bytes) !== expected) return void 0;
	try {
		return openContent(file, decode(Buffer.from(bytes)));
	} catch {
		return;
	}
}

// src/flows/job/digests.ts
const MOST_BYTES = 536870912;
const WORTH = {
	files: 1e3,
	bytes: 1e8
};
function broughtFile(plan, digest) {
	return join(dirname(plan), "digests", hexOf(digest));
}
function leftFile(plan) {
	return join(dirname(plan), "digests", "left");
}
function mayLeave({ task, trust }) {
	return task.do === "keep" && trust === "protected";
}
async function openDigests({ digestCaches }, file) {
	const own = join(dirname(file), "..", "stat-cache");
	for (const from of digestCaches) {
		const found = await readStored(broughtFile(file, from), MOST_BYTES);
		const cache = found.state === "found" ? importStatCache(own, found.value, from) : void 0;
		if (cache !== void 0) return {
			cache,
			from
		};
	}
	return {
		cache: await openStatCache(own),
		from: void 0
	};
}
function leaveDigests(plan, file, { cache, from }) {
	if (!mayLeave(plan)) return [];
	const { bytes, digest, covers } = exportStatCache(cache);
	if (digest === from || bytes.length > 536870912) return [];
	if (covers.files < WORTH.files && covers.bytes < WORTH.bytes) return [];
	try {
		mkdirSync(dirname(leftFile(file)), { recursive: true });
		writeFileSync(leftFile(file), bytes);
		return [];
	} catch (error) {
		return [`digests: not kept: ${messageOf(error)}`];
	}
}

// src/flows/job/plan.ts
function planFolder(stage) {
	return join(stage, "plan");
}
const EARLIER = "earlier";
function earlierFolder(stage) {
	return join(planFolder(stage), EARLIER);
}
function besidePlan(file) {
	return folderLedger(join(dirname(file), EARLIER));
}
function planOf({ earlier, spent }, { plan }) {
	return {
		...plan,
		spent: {
			...spent,
			records: earlier.map(({ record }) => record.id)
		}
	};
}
function writePlan(file, plan) {
	const bytes = Buffer.from(JSON.stringify(plan));
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, bytes);
	return sha256(bytes);
}
function readPlan(file, digest) {
	if (file === "") throw new UserError("plan-absent", "`plan` is empty", "Give it the output `plan` of the prepare step.");
	const bytes = read(file);
	if (sha256(bytes) !== digest) throw new UserError("plan-changed", `${file} is not the plan that prepare wrote: its digest is another`, "Run the workflow again; hand over the plan-digest of the same prepare step.");
	return JSON.parse(bytes.toString("utf8"));
}
function read(file) {
	try {
		if (!statSync(file).isFile()) throw new Error(`${file} is no regular file`);
		return readFileSync(file);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new UserError("plan-absent", `the plan cannot be read: ${why}`, "The prepare step must have run before this one, on this machine or with its artifact at hand.");
	}
}

export { readPlan as a, broughtFile as c, mayLeave as d, openDigests as f, writeBundle as g, readBundle as h, planOf as i, leaveDigests as l, bundlesIn as m, earlierFolder as n, writePlan as o, BUNDLE as p, planFolder as r, MOST_BYTES as s, besidePlan as t, leftFile as u };