import { C as unfitReasons, D as TWICE, S as baselineOf, f as conclude, g as worse, k as foreignModule, m as jobExit } from "./self-check.js";
import { v as spellKey } from "./record.js";
import { t as climb } from "./judge.js";
import { t as folderLedger } from "./folder.js";
import { t as UserError } from "./error.js";
import { t as parseSpec } from "./parse.js";
import { i as explainRecords } from "./repeats.js";
import { n as openProject } from "./project.js";
import { n as findRecord } from "./records2.js";
import { t as curvesOf } from "./reporting.js";

// src/compare/records.ts
function compareRecords(records, baselineRecords, model) {
	return records.map((record) => compareRecord(record, records, baselineRecords, model)).reduce((a, b) => a.verdict !== b.verdict && worse(a.verdict, b.verdict) === b.verdict ? b : a);
}
function compareRecord(record, all, baselineRecords, model) {
	const entry = baselineOf(baselineRecords, model, {
		repeats: "unknown",
		cause: "first",
		because: "named on the command line"
	});
	const accepted = baselineRecords[0];
	const key = {
		model: record.model,
		...record.key
	};
	const place = {
		model,
		key,
		baseline: {
			state: "found",
			entry,
			record: accepted
		},
		base: void 0,
		evidence: evidenceOf(record, all)
	};
	const parts = {
		run: record,
		baseline: entry.record
	};
	if (isNamedTwice(record, [...all, ...baselineRecords])) return conclude(place, {
		...parts,
		own: {
			verdict: "invalid",
			reason: TWICE
		}
	});
	const foreign = foreignModule(record);
	if (foreign !== void 0) return conclude(place, {
		...parts,
		own: {
			verdict: "invalid",
			reason: foreign
		}
	});
	const [reason, ...also] = unfitReasons(baselineRecords, model);
	if (reason !== void 0) return conclude(place, {
		...parts,
		own: {
			verdict: "incomparable",
			reason
		},
		also
	});
	const theirs = accepted && spellKey({
		model: accepted.model,
		...accepted.key
	});
	if (theirs !== void 0 && theirs !== spellKey(key)) return conclude(place, {
		...parts,
		own: {
			verdict: "incomparable",
			reason: {
				kind: "no-baseline",
				why: "other-key",
				keys: [theirs]
			}
		}
	});
	return climb(place).verdict;
}
function isNamedTwice({ id }, all) {
	return all.filter((one) => one.id === id).length > 1;
}
function evidenceOf(record, all) {
	const repeat = all.find((other) => other.id !== record.id && other.input === record.input && other.config.seed.index === record.config.seed.index);
	const judged = {
		side: "head",
		purpose: "judge",
		record
	};
	return repeat === void 0 ? [judged] : [judged, {
		side: "head",
		purpose: "repeat",
		record: repeat
	}];
}

// src/flows/compare.ts
async function compare(request) {
	const records = await Promise.all(request.records.map((name) => findRecord(request, name)));
	const baseline = await Promise.all(request.baseline.map((name) => findRecord(request, name)));
	const [first] = records;
	const model = first?.model ?? "main";
	if (first === void 0 || records.some((record) => record.model !== model)) throw new UserError("compare-mixed", "the records are of different models", "Compare one model at a time.");
	const { spec, ...shelf } = await surroundings(request, model);
	const rules = spec.models[model] ?? plainSpec(model).models[model];
	if (rules === void 0) throw new UserError("model-unknown", `${spec.file} has no model ${model}`, "Name it in reprise.yml.");
	const verdict = compareRecords(records, baseline, rules);
	const run = records.find(({ id }) => id === verdict.run) ?? first;
	const accepted = baseline.find(({ id }) => id === verdict.baseline) ?? baseline[0];
	return {
		schema: "reprise/report/v1",
		models: [{
			verdict,
			explanation: accepted === void 0 ? void 0 : await explainRecords(shelf, run, accepted),
			run,
			baseline: accepted,
			curves: await curvesOf(shelf.ledger, run, accepted),
			cost: {
				runs: 0,
				seconds: 0,
				setupSeconds: 0,
				runsSaved: 0
			},
			baselineRuns: void 0,
			crash: void 0,
			reproduce: `reprise compare ${shorts(records)} --baseline ${shorts(baseline)}`,
			lockPatch: void 0,
			accepts: void 0,
			settings: []
		}],
		...jobExit([verdict], spec.policy)
	};
}
async function surroundings({ cwd, config }, model) {
	try {
		return await openProject(cwd, config);
	} catch (error) {
		if (!(error instanceof UserError && ["config-absent", "not-a-repository"].includes(error.code)) || config !== void 0) throw error;
		return {
			root: cwd,
			ledger: folderLedger(`${cwd}/.reprise`),
			spec: plainSpec(model)
		};
	}
}
function plainSpec(model) {
	return parseSpec(JSON.stringify({ models: { [model]: { train: "elsewhere" } } }), "defaults");
}
function shorts(records) {
	return records.map(({ id }) => id.slice(7, 19)).join(" ");
}

export { compare };