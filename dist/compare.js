import { l as jobExit } from "./self-check.js";
import { t as compareRecords } from "./records3.js";
import { t as folderLedger } from "./folder.js";
import { t as UserError } from "./error.js";
import { t as parseSpec } from "./parse.js";
import { i as explainRecords, n as kinOf } from "./repeats.js";
import { n as openProject } from "./project.js";
import { n as findRecord } from "./records2.js";
import { t as curvesOf } from "./reporting.js";

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
	const repeat = kinOf(run, records).find((one) => one.config.seed.index === run.config.seed.index);
	return {
		schema: "reprise/report/v1",
		models: [{
			verdict,
			explanation: accepted === void 0 ? void 0 : await explainRecords(shelf, run, accepted, { repeat }),
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