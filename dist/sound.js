import { r as hardwareKey } from "./machine.js";
import { t as UserError } from "./error.js";
import { v as spellKey } from "./record.js";
import { n as fixKey } from "./planning.js";

// src/flows/job/sound.ts
function soundBundle(job, asked) {
	const [first, ...more] = soundBundles(job, asked);
	if (first === void 0) return { lost: NOTHING };
	return more.length > 0 ? { invalid: "more than one job handed over its runs" } : first;
}
const NOTHING = "the job that was to retrain it handed nothing over";
function soundBundles(job, asked) {
	const mine = bundlesFor(job, asked);
	const answering = mine.filter((one) => "invalid" in one || asked.digest === void 0 || one.plan === asked.digest);
	return mine.length > 0 && answering.length === 0 ? [{ invalid: "it was trained after another plan" }] : answering.map((bundle) => examined(bundle, job, asked));
}
function examined(bundle, job, asked) {
	if ("invalid" in bundle) return bundle;
	try {
		const planned = fixKey(job.draft, bundle.machine);
		const why = troubleIn(bundle, job, asked);
		return why === void 0 ? {
			bundle,
			planned
		} : { invalid: why };
	} catch (error) {
		if (error instanceof UserError) return { invalid: error.message };
		throw error;
	}
}
function bundlesFor({ draft }, { plan, handedOver }) {
	return handedOver.filter(({ model }) => model === draft.model.name).map(({ bundle }) => bundle).filter((bundle) => "invalid" in bundle || bundle.config === plan.config);
}
function troubleIn({ gathered, reused }, job, asked) {
	const known = asked.digest === void 0 ? reused : job.earlier.map(({ record }) => record.id);
	for (const [index, { side, purpose, record }] of gathered.evidence.entries()) {
		if (isTwice(gathered, index)) return `two runs stand for the ${side}’s ${purpose}`;
		const claimed = spellKey({
			model: record.model,
			...record.key
		});
		const key = {
			model: record.model,
			...hardwareKey(record.hardware, job.draft.model.accelerator)
		};
		if (spellKey(key) !== claimed) return `a record is of ${claimed}, and its machine was ${spellKey(key)}`;
		if (!(side === "base" ? isOfBase(record, job) : isOfHead(record, asked)) && !(side === "head" && known.includes(record.id))) return `a run of the ${side} trained another commit`;
	}
}
function isTwice({ evidence }, index) {
	const run = evidence[index];
	return evidence.slice(0, index).some(({ side, purpose }) => side === run?.side && purpose === run.purpose);
}
function isOfBase({ code }, { draft }) {
	return code.commit !== void 0 && code.commit === draft.base?.commit;
}
function isOfHead({ code }, { plan: { change }, digest }) {
	return code.commit === change.trained || digest === void 0 && code.head === change.head;
}

export { soundBundle as n, soundBundles as r, NOTHING as t };