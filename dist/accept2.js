import { b as unfitReasons, y as baselineOf } from "./self-check.js";
import { d as isWhole } from "./standing.js";
import { t as UserError } from "./error.js";
import { v as spellKey } from "./record.js";
import { n as reasonText, t as acceptedWords } from "./accepting.js";
import { o as setBaseline, s as writeLock } from "./project.js";
import { i as explainRecords, n as kinOf, r as repeatsOf, t as FIRST } from "./repeats.js";
import { t as trainsThisTree } from "./freshness.js";
import { a as readLog, t as findIn } from "./records2.js";
import { t as replaceFile } from "./replace-file.js";
import { t as onlyModel } from "./run2.js";
import { join } from "node:path";

// src/flows/accept.ts
async function accept(project, options) {
	const { text, accepted } = await lockWith(project, await chosenRecord(project, options), options);
	replaceFile(join(project.root, accepted.file), text);
	return accepted;
}
async function lockWith(project, record, options) {
	const model = project.spec.models[record.model];
	if (model === void 0) throw new UserError("model-unknown", `${project.spec.file} has no model ${record.model}`, "Accept a record of one of its models.");
	const [unfit] = unfitReasons([record], model);
	if (unfit !== void 0) throw new UserError("accept-unfit", `record ${record.id} cannot be a baseline: ${reasonText(unfit, {
		model: record.model,
		...record.key
	})}`, "Mend the training and run `reprise check` again.");
	const lock = currentLock(project);
	const key = spellKey({
		model: record.model,
		...record.key
	});
	const old = lock?.baselines[key];
	const { repeats, pool } = await family(project, record, model);
	const baseline = baselineOf(pool, model, {
		repeats,
		...await reasonFor(project, old, record, options)
	});
	return {
		text: writeLock(setBaseline(lock, key, baseline)),
		accepted: {
			key,
			file: join(project.folder, "reprise.lock"),
			baseline,
			sentence: acceptedWords(key, old, baseline),
			warnings: warningsFor(baseline)
		}
	};
}
async function chosenRecord(project, options) {
	const named = Object.keys(project.spec.models).find((name) => name === options.record);
	if (options.record !== void 0 && named === void 0) return keep(project, await findIn(project.ledger, options.cwd, options.record));
	const model = onlyModel(project, named ?? options.model);
	const { records } = await readLog(project.ledger, model);
	if (records.find(isWhole) === void 0) throw new UserError("record-absent", `the ledger has no finished run of ${model}`, "Make one with `reprise check`.");
	const [usual, others] = [records.filter(isUsual), records.filter((one) => !isUsual(one))];
	for (const record of [...usual, ...others]) if (isWhole(record) && await trainsThisTree(project, record)) return record;
	throw new UserError("accept-stale", `no finished run of ${model} trained the working tree as it is now`, "Run `reprise check` first, or name a record of `reprise log`.");
}
function isUsual({ config }) {
	return config.seed.index === 0;
}
async function keep({ ledger }, record) {
	if ((await ledger.record(record.id)).state === "found") return record;
	if (record.attachments.length === 0) await ledger.append(record, /* @__PURE__ */ new Map());
	return record;
}
function currentLock({ lock }) {
	if (lock.state === "unreadable") throw new UserError("lock-unreadable", lock.why, "Restore reprise.lock from git (or remove it, to begin anew), then accept again.");
	return lock.state === "found" ? lock.lock : void 0;
}
async function reasonFor(project, old, record, { cause, because }) {
	if (old === void 0) return {
		cause: cause ?? "first",
		because: because ?? "the first baseline"
	};
	if (because === void 0) throw unexplained("this replaces a baseline: say why the new numbers are right", "--because \"longer warm-up\"");
	if (cause !== void 0) return {
		cause,
		because
	};
	const seen = await causesSeen(project, old, record);
	const [only] = seen;
	if (only !== void 0 && seen.length === 1) return {
		cause: only,
		because
	};
	throw unexplained(`say what made the numbers move: ${seen.length === 0 ? "nothing that is recorded differs" : `${seen.join(" and ")} differ`}`, `--because ${JSON.stringify(because)} --cause ${only ?? "environment"}`);
}
function unexplained(message, example) {
	return new UserError("accept-unexplained", message, `For example: reprise accept ${example}`);
}
async function causesSeen(project, old, record) {
	const before = await project.ledger.record(old.record);
	if (before.state !== "found") return [];
	const { factors } = await explainRecords(project, record, before.value);
	const causes = {
		code: "code",
		config: "configuration",
		data: "data",
		environment: "environment",
		hardware: "hardware",
		seed: "configuration",
		determinism: "configuration"
	};
	return [...new Set(factors.filter(({ status }) => status === "different").map(({ factor }) => causes[factor]))];
}
async function family(project, record, model) {
	const { records } = await readLog(project.ledger, record.model);
	const others = kinOf(record, records).filter((one) => one.config.seed.index !== record.config.seed.index);
	return {
		repeats: repeatsOf(record, records, model),
		pool: [record, ...others.filter((one) => unfitReasons([one], model).length === 0)]
	};
}
function warningsFor(baseline) {
	if (baseline.repeats === "yes") return [];
	if (baseline.repeats === "no") return ["the same inputs and seed gave different bits here: without a tolerance every later run is inconclusive"];
	return ["nobody has looked whether this training repeats itself: run `reprise check` once more before you rely on it"];
}

export { lockWith as n, accept as t };