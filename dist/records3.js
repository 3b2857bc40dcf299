import { v as spellKey } from "./record.js";
import { S as TWICE, T as unjudged, b as unfitReasons, d as worse, s as conclude, w as foreignModule, y as baselineOf } from "./self-check.js";
import { t as climb } from "./judge.js";
import { f as setApart } from "./standing.js";

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
	const [apart] = [record, ...baselineRecords].flatMap((one) => setApart(one) ?? []);
	const unfit = foreignModule(record) ?? (apart === void 0 ? void 0 : unjudged(apart));
	if (unfit !== void 0) return conclude(place, {
		...parts,
		own: {
			verdict: "invalid",
			reason: unfit
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
	const repeat = all.find((other) => other.id !== record.id && other.input === record.input && other.config.seed.index === record.config.seed.index && setApart(other) === void 0);
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

export { compareRecords as t };