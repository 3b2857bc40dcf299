import { L as hexOf } from "./record.js";
import { c as folderLedger, d as codeOf, l as recordPath, s as attachmentPath, t as findPlace, u as unreadable } from "./project.js";
import { join } from "node:path";
import { readdir } from "node:fs/promises";
// src/ledger/verify.ts
/**
* Reads everything in a ledger again. An empty list: all of it is whole.
*
* @throws {UserError} `ledger-unreadable`: what it holds cannot even be listed
*/
async function verifyLedger(folder) {
	const attachments = await list(folder, "attachments", /^([0-9a-f]{64})$/);
	const records = await list(folder, "records", /^([0-9a-f]{64})\.json$/);
	const problems = [...attachments.strays, ...records.strays];
	const ledger = folderLedger(folder);
	for (const hex of attachments.hexes) {
		const digest = `sha256:${hex}`;
		const found = await ledger.attachment(digest);
		if (found.state !== "found") problems.push(damaged(attachmentPath(digest), found));
	}
	const stored = new Set(attachments.hexes);
	for (const hex of records.hexes) {
		const id = `sha256:${hex}`;
		const found = await ledger.record(id);
		if (found.state !== "found") problems.push(damaged(recordPath(id), found));
		else problems.push(...missing(found.value, stored));
	}
	return problems;
}
async function list(folder, name, pattern) {
	const names = await readdir(join(folder, name)).catch((error) => {
		if (codeOf(error) === "ENOENT") return [];
		throw unreadable(folder, error);
	});
	const strays = names.filter((entry) => !pattern.test(entry));
	return {
		hexes: names.flatMap((entry) => pattern.exec(entry)?.[1] ?? []),
		strays: strays.map((entry) => ({
			kind: "stray",
			path: `${name}/${entry}`,
			why: "no ledger writes such a name"
		}))
	};
}
function damaged(path, found) {
	return {
		kind: "damaged",
		path,
		why: found.state === "unreadable" ? found.why : "it vanished"
	};
}
function missing(record, stored) {
	return record.attachments.filter(({ digest }) => !stored.has(hexOf(digest))).map(({ digest }) => ({
		kind: "missing",
		path: attachmentPath(digest),
		why: `the record ${record.id} names it`
	}));
}
// src/flows/verify.ts
/** Recomputes every digest of the project's ledger. Empty: all is whole. */
async function verify({ cwd, config }) {
	const { root, folder } = await findPlace(cwd, config);
	return verifyLedger(join(root, folder, ".reprise"));
}
export { verify };
