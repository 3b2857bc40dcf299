import { C as unfitReasons, S as baselineOf } from "./self-check.js";
import { t as UserError } from "./error.js";
import { m as encodeNumber, v as spellKey } from "./record.js";
import { b as plain, d as compareNumbers, f as spellNumber, i as reasonWords } from "./texts.js";
import { o as setBaseline, s as writeLock } from "./project.js";
import { i as explainRecords, n as kinOf, r as repeatsOf, t as FIRST } from "./repeats.js";
import { r as digestFiles } from "./shelf.js";
import { t as expandPaths } from "./expand.js";
import { n as fileManifest } from "./manifests.js";
import { l as listFiles } from "./accelerators.js";
import { a as manifestDigest, n as decodeManifest } from "./params.js";
import { m as belongs } from "./lfs.js";
import { a as readLog, t as findIn } from "./records2.js";
import { t as replaceFile } from "./replace-file.js";
import { t as onlyModel } from "./run2.js";
import { join } from "node:path";
import { existsSync } from "node:fs";
import { homedir } from "node:os";

// src/report/words/accepting.ts
function acceptedWords(key, old, young) {
	return `${key}: ${Object.entries(young.metrics).map(([metric, { mean }]) => {
		const before = old?.metrics[metric]?.mean;
		if (typeof mean !== "number" || typeof before !== "number") return `${metric} ${spellNumber(mean)}`;
		if (mean === before) return `${metric} ${spellNumber(mean)}, as before`;
		const difference = mean - before;
		const spelled = compareNumbers({
			baseline: before,
			run: mean,
			difference,
			relative: void 0,
			tolerance: void 0
		});
		return `${metric} ${spelled.baseline} → ${spelled.run} (${spelled.difference ?? spellNumber(encodeNumber(difference))})`;
	}).join(", ")} (${young.because})`;
}
function reasonText(reason, key) {
	const verdict = {
		basis: void 0,
		metrics: [],
		findings: [],
		run: void 0,
		baseline: void 0,
		model: key.model,
		key,
		verdict: "failed",
		reasons: [reason]
	};
	return plain(reasonWords(reason, {
		verdict,
		metric: void 0
	}));
}

// src/flows/freshness.ts
async function trainsThisTree(project, record) {
	const model = project.spec.models[record.model];
	if (model === void 0 || !sameCommand(model, record)) return false;
	return await sameTree(project, model, record) && await sameData(project, record);
}
function sameCommand(model, { config }) {
	const values = Object.entries(model.env).every(([name, value]) => value === null || config.env[name] === value);
	return config.train === model.train && config.directory === model.directory && config.setup === (model.setup ?? null) && Object.keys(config.env).every((name) => name in model.env) && values;
}
async function sameTree(project, model, { code }) {
	const { root } = project;
	const names = (await entriesOf(project, code.manifest))?.map(([name]) => name);
	if (names === void 0) return false;
	const keep = belongs(model);
	const listed = (await listFiles(root)).filter(({ kind, path }) => kind === "file" && keep(path)).map(({ path }) => path);
	const brought = names.filter((name) => existsSync(join(root, name)));
	const now = await fileManifest("code", root, [.../* @__PURE__ */ new Set([...listed, ...brought])]);
	return manifestDigest(now.manifest) === code.manifest;
}
async function sameData(project, { data }) {
	for (const { name, manifest } of data) {
		const entries = await entriesOf(project, manifest);
		if (entries === void 0 || !await sameFiles(project.root, name, entries)) return false;
	}
	return true;
}
async function sameFiles(root, pattern, entries) {
	const spell = (name) => name.startsWith("~/") ? join(homedir(), name.slice(2)) : name;
	try {
		if (expandPaths(root, pattern).length !== entries.length) return false;
		const paths = entries.map(([name]) => spell(name));
		const now = await digestFiles(root, paths, { follow: true });
		return entries.every(([name, value]) => now.get(spell(name))?.value === value);
	} catch (error) {
		if (error instanceof UserError) return false;
		throw error;
	}
}
async function entriesOf({ ledger }, digest) {
	const found = await ledger.attachment(digest);
	return found.state === "found" ? decodeManifest(found.value, digest).entries : void 0;
}

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
	if (records.find(({ run }) => run.exit.how === "finished") === void 0) throw new UserError("record-absent", `the ledger has no finished run of ${model}`, "Make one with `reprise check`.");
	for (const record of records) if (record.run.exit.how === "finished" && await trainsThisTree(project, record)) return record;
	throw new UserError("accept-stale", `no finished run of ${model} trained the working tree as it is now`, "Run `reprise check` first, or name a record of `reprise log`.");
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