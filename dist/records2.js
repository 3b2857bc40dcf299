import { n as findRepository } from "./parse.js";
import { t as folderLedger } from "./folder.js";
import { o as hexOf } from "./digest.js";
import { t as UserError } from "./error.js";
import { i as parseRecord } from "./record.js";
import { t as findPlace } from "./project.js";
import { join, resolve } from "node:path";
import { readFileSync, statSync } from "node:fs";

// src/flows/records.ts
async function openLedger({ cwd, config }) {
	try {
		return (await findPlace(cwd, config)).ledger;
	} catch (error) {
		if (!(error instanceof UserError && error.code === "config-absent") || config !== void 0) throw error;
		return folderLedger(join((await findRepository(cwd)).root, ".reprise"));
	}
}
async function listRecords(where, model) {
	return readLog(await openLedger(where), model);
}
async function readLog(ledger, model) {
	const records = [];
	const unreadable = [];
	for (const id of await ledger.ids()) {
		const found = await ledger.record(id);
		if (found.state === "found" && (model === void 0 || found.value.model === model)) records.push(found.value);
		if (found.state === "unreadable") unreadable.push({
			id,
			why: found.why
		});
	}
	return {
		records: records.sort((a, b) => compareText(startOf(b), startOf(a)) || compareText(a.id, b.id)),
		unreadable
	};
}
function startOf(record) {
	return record.run.segments[0]?.started ?? "";
}
function compareText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
async function findRecord(where, name) {
	if (name !== void 0 && isFile(where.cwd, name)) return parseRecord(readFileSync(resolve(where.cwd, name)), name);
	return findIn(await openLedger(where), where.cwd, name);
}
async function findIn(ledger, cwd, name) {
	if (name === void 0) {
		const newest = (await readLog(ledger)).records[0];
		if (newest === void 0) throw absent("the ledger is empty");
		return newest;
	}
	if (isFile(cwd, name)) return parseRecord(readFileSync(resolve(cwd, name)), name);
	const prefix = name.replace(/^sha256:/, "").toLowerCase();
	if (!/^[0-9a-f]{4,64}$/.test(prefix)) throw absent(`${name} is neither a file nor the first digits (four at least) of a record's id`);
	const [id, ...others] = (await ledger.ids()).filter((one) => hexOf(one).startsWith(prefix));
	if (id === void 0) throw absent(`no record starts with ${prefix}`);
	if (others.length > 0) throw new UserError("record-ambiguous", `${others.length + 1} records start with ${prefix}`, "Give more digits.");
	const found = await ledger.record(id);
	if (found.state === "found") return found.value;
	const why = found.state === "unreadable" ? found.why : "it is gone";
	throw new UserError("record-unreadable", `record ${id} cannot be read: ${why}`, "Restore it from a copy, or retrain.");
}
function isFile(cwd, name) {
	return statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isFile() === true;
}
function absent(what) {
	return new UserError("record-absent", what, "`reprise log` lists the records; `reprise run` makes one.");
}

export { readLog as a, openLedger as i, findRecord as n, listRecords as r, findIn as t };