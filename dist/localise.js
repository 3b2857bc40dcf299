import { i as windowWanted, n as divergenceOf, t as tracesOf } from "./traces.js";
import { t as overlayLedger } from "./overlay.js";
import { i as affordsLook, r as obstacleIn, t as decided } from "./deciding.js";
import { t as sourceOf } from "./trees.js";

// src/flows/localise.ts
async function localise(asked) {
	const { plan, gathered, retrain } = asked;
	const parting = await partingOf(asked);
	if (parting === void 0 || !affordsLook(plan, gathered.evidence)) return gathered;
	const { run, baseline, window } = parting;
	const source = await sourceOf(asked.place, plan, baseline, asked.among);
	if (source === void 0) return gathered;
	let evidence = gathered.evidence;
	try {
		for (const side of ["base", "head"]) {
			if (!affordsLook(plan, evidence)) return {
				...gathered,
				evidence
			};
			const { index } = (side === "base" ? baseline : run).config.seed;
			const record = await retrain(side, "window", index, side === "base" ? {
				window,
				tree: source.tree
			} : { window });
			evidence = [...evidence, {
				side,
				purpose: "window",
				record
			}];
		}
	} catch (error) {
		if (obstacleIn(error) === void 0) throw error;
	}
	return {
		...gathered,
		evidence
	};
}
async function partingOf({ place, plan, gathered, known = [] }) {
	const verdict = decided(plan, gathered)?.verdict;
	if (verdict === void 0 || ["failed", "invalid"].includes(verdict.verdict)) return void 0;
	const { evidence } = gathered;
	const run = evidence.find(({ record }) => record.id === verdict.run)?.record;
	const measured = evidence.find(({ record }) => record.id === verdict.baseline);
	const accepted = plan.baseline.state === "found" ? plan.baseline.record : void 0;
	const baseline = measured?.side === "head" ? void 0 : measured?.record ?? accepted;
	if (run === void 0 || baseline === void 0) return void 0;
	const ledger = overlayLedger(place.ledger, known);
	const [own, other] = [await tracesOf(ledger, run), await tracesOf(ledger, baseline)];
	if (own.state !== "found" || other.state !== "found") return void 0;
	const window = windowWanted(own.traces, other.traces);
	if (window === void 0) return void 0;
	const repeat = evidence.find(({ side, purpose }) => side === "head" && purpose === "repeat");
	const again = repeat && await tracesOf(ledger, repeat.record);
	const itself = again?.state === "found" ? divergenceOf(own.traces, again.traces) : void 0;
	return itself?.state === "found" && itself.step < window.from && (itself.training?.number ?? 0) === 0 ? void 0 : {
		run,
		baseline,
		window
	};
}

export { localise as t };