import { l as jobExit } from "./self-check.js";
import { a as findBase, n as fixKey, r as machineFor, s as specOf, t as draftPlan } from "./planning.js";
import { n as chosen, t as removedModels } from "./removed.js";
import { i as withPatch } from "./lock-patch.js";
import { n as gather, t as decided } from "./deciding.js";
import { t as localise } from "./localise.js";
import { l as reportModel } from "./reporting.js";
import { n as openWorkbench } from "./workbench.js";

// src/flows/check.ts
async function check(project, options) {
	const base = await findBase(project, options.base);
	const asPullRequest = options.base !== void 0;
	const models = [];
	let withLock = project;
	for (const name of chosen(project.spec, options.models)) {
		const draft = await draftPlan({
			project,
			base,
			asPullRequest,
			name,
			options: written(project, options)
		});
		const planned = fixKey(draft, await machineFor(draft.model));
		const report = await checkModel(withLock, planned, options);
		withLock = withPatch(withLock, report);
		models.push(report);
	}
	models.push(...removedModels(project, asPullRequest ? base : void 0));
	const policy = (asPullRequest ? specOf(base)?.policy : void 0) ?? project.spec.policy;
	return {
		schema: "reprise/report/v1",
		models,
		...jobExit(models.map(({ verdict }) => verdict), policy)
	};
}
function written({ folder, file }, { base, isolation }) {
	return [
		...folder === "" ? [] : [`--config ${file}`],
		...base === void 0 ? [] : [`--base ${base}`],
		...isolation === void 0 ? [] : [`--isolation ${isolation}`]
	];
}
async function checkModel(project, planned, options) {
	const { plan } = planned;
	const bench = openWorkbench(project, {
		...planned,
		...plan
	}, options);
	try {
		const judged = await gather(plan, (step) => bench.retrain(step.side, step.purpose, step.seed));
		const { retrain } = bench;
		const gathered = await localise({
			place: project,
			plan,
			gathered: judged,
			among: "all",
			retrain
		});
		const outcome = decided(plan, gathered);
		if (outcome === void 0) throw new Error("gathering ended before the evidence decided");
		return await reportModel(project, planned, outcome, bench.cost());
	} finally {
		await bench.dispose();
	}
}

export { check };