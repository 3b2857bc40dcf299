import { m as encodeNumber } from "./record.js";
import { _ as plain, c as compareNumbers, l as spellNumber, t as reasonWords } from "./reason.js";

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

export { reasonText as n, acceptedWords as t };