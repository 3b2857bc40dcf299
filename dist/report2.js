import { t as UserError } from "./error.js";
import { t as clean } from "./clean.js";
import { l as jobExit } from "./self-check.js";
import { _ as plain, n as changeWords, r as changedLines } from "./reason.js";
import { t as VERDICTS } from "./spec.js";
import { o as projectAt } from "./planning.js";
import { t as decided } from "./deciding.js";
import { i as withPatch } from "./lock-patch.js";
import { t as overlayLedger } from "./overlay.js";
import { t as unjudged } from "./unjudged.js";
import { C as modelEdits, _ as sentences, g as sentence, h as headline, m as deciding, p as advice, v as likeliestFirst, w as otherEdits } from "./view.js";
import { l as reportModel } from "./reporting.js";
import { n as soundBundle } from "./sound.js";
import { h as readBundle, i as planOf } from "./plan.js";

// src/report/log/places.ts
function ownFiles(config = "reprise.yml") {
	return {
		config,
		lock: config.replace(/[^/]*$/, "reprise.lock")
	};
}
function changeSpot(change, { settings }, own) {
	switch (change.kind) {
		case "code": return change.how === "removed" ? {} : spot(change.path, ...codeLines(change));
		case "param": return spot(change.file, change.line);
		case "data":
			if (change.how === "removed") return {};
			return spot(change.path, change.rows?.find(({ how }) => how !== "removed")?.line);
		case "setting": {
			const { line } = settings.find(({ field }) => field === change.name) ?? {};
			return spot(own.config, line);
		}
		case "package": return {};
	}
}
function codeLines({ hunks }) {
	const [first] = (hunks ?? []).flatMap(changedLines);
	return first === void 0 ? [] : [first.from, first.to];
}
function reasonSpot(reason, own) {
	if (reason === void 0) return {};
	if (reason.kind === "evidence-invalid") return reason.of === "lock" ? { file: own.lock } : {};
	if (reason.kind === "baseline-unreadable") return { file: own.lock };
	return OF_CONFIG.has(reason.kind) ? { file: own.config } : {};
}
const OF_CONFIG = /* @__PURE__ */ new Set([
	"noise-not-measured",
	"budget-spent",
	"no-metric",
	"resolution-coarser",
	"zero-mean",
	"model-removed",
	"not-started",
	"timeout",
	"idle",
	"metric-missing"
]);
function spot(file, line, endLine) {
	if (!(file !== "" && !/^[/~]|(^|\/)\.\.(\/|$)|[*?[\]\\]/.test(file))) return {};
	return {
		file,
		...line !== void 0 && line > 0 && { line },
		...line !== void 0 && line > 0 && endLine !== void 0 && endLine > line && { endLine }
	};
}

// src/report/log/annotations.ts
const MOST = 10;
const MOST_CHANGES = 5;
function annotationsOf(report) {
	const own = ownFiles(report.change?.config);
	const bad = notGreen(report);
	const rank = ({ verdict }) => -VERDICTS.indexOf(verdict.verdict);
	const models = report.models.toSorted((a, b) => rank(a) - rank(b));
	const beside = otherEdits(report);
	const judged = models.filter(({ verdict }) => bad.has(verdict.verdict)).map((model) => ({
		model,
		error: verdictAt(model, own)
	}));
	const all = [
		...judged.map(({ error }) => error),
		...models.flatMap((model) => editsAt(model, own)),
		...beside === void 0 ? [] : [note("warning", "baselines", beside, { file: own.lock })],
		...judged.flatMap(({ model, error }) => changesAt(model, error, own))
	];
	return [
		"error",
		"warning",
		"notice"
	].flatMap((level) => distinct(all.filter((one) => one.level === level)).slice(0, MOST));
}
function notGreen({ green, models }) {
	if (green) return /* @__PURE__ */ new Set();
	const verdicts = models.map(({ verdict }) => verdict.verdict);
	const worst = VERDICTS[Math.max(...verdicts.map((verdict) => VERDICTS.indexOf(verdict)), 0)];
	const certain = VERDICTS.slice(VERDICTS.indexOf("improved") + 1);
	return /* @__PURE__ */ new Set([...certain, ...worst === void 0 ? [] : [worst]]);
}
function verdictAt(model, own) {
	const { verdict, explanation, run } = model;
	const [likeliest] = explanation === void 0 ? [] : likeliestFirst(explanation, run?.config.train ?? "");
	const reason = reasonSpot(deciding(verdict), own);
	const spot = reason.file === void 0 && likeliest !== void 0 ? changeSpot(likeliest, model, own) : reason;
	const todo = advice(model);
	const words = todo === void 0 ? sentence(model) : [
		...sentence(model),
		SPACE,
		...todo
	];
	return note("error", `${verdict.model}: ${verdict.verdict}`, words, spot);
}
const SPACE = {
	kind: "text",
	text: ". "
};
function editsAt(model, own) {
	const { accepts, settings, verdict } = model;
	const line = settings.find(({ counted, line }) => counted === "base" && line !== void 0)?.line;
	const accepted = accepts && modelEdits({
		...model,
		settings: []
	});
	const written = modelEdits({
		...model,
		accepts: void 0
	});
	return [...written === void 0 ? [] : [note("warning", `${verdict.model}: settings`, written, {
		file: own.config,
		...line !== void 0 && { line }
	})], ...accepted === void 0 ? [] : [note("notice", `${verdict.model}: baseline`, accepted, { file: own.lock })]];
}
function changesAt(model, error, own) {
	const { verdict, explanation, run } = model;
	if (explanation === void 0) return [];
	return likeliestFirst(explanation, run?.config.train ?? "").map((change) => ({
		change,
		spot: changeSpot(change, model, own)
	})).filter(({ spot: { file, line } }) => file !== void 0 && (file !== error.file || line !== error.line)).slice(0, MOST_CHANGES).map(({ change, spot }) => note("warning", `${verdict.model}: moved`, changeWords(change), spot));
}
function note(level, title, words, spot) {
	return {
		level,
		title: clean(title),
		message: plain(words),
		...spot
	};
}
function distinct(annotations) {
	return [...new Map(annotations.map((one) => [JSON.stringify(one), one])).values()];
}

// src/flows/job/conclusion.ts
function summaryOf(report) {
	const line = headline(report) ?? sentences(report)[0];
	return line === void 0 ? "" : plain(line);
}
function outputsOf(report, page) {
	const worst = worstOf(report);
	return {
		verdict: worst?.verdict.verdict ?? "",
		basis: worst?.verdict.basis ?? "",
		report: page,
		record: report.models.flatMap(({ verdict }) => verdict.run ?? []).join("\n"),
		summary: summaryOf(report)
	};
}
function worstOf({ models }) {
	const rank = ({ verdict }) => VERDICTS.indexOf(verdict.verdict);
	return models.toSorted((a, b) => rank(b) - rank(a))[0];
}

// src/flows/job/report.ts
async function readBundles(deliveries) {
	const read = async ({ model, folder, invalid }) => {
		if (invalid !== void 0) return [{
			model,
			bundle: { invalid }
		}];
		try {
			const bundle = await readBundle(folder);
			if (bundle === void 0) return [];
			return isNamed(model, bundle.model) ? [{
				model: bundle.model,
				bundle
			}] : [{
				model,
				bundle: { invalid: `it says that it is of ${bundle.model}` }
			}];
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			return [{
				model,
				bundle: { invalid: error.message }
			}];
		}
	};
	return (await Promise.all(deliveries.map(read))).flat();
}
function isNamed(folder, model) {
	return folder.startsWith(model) && /^(?:-seed-\d+)?$/.test(folder.slice(model.length));
}
async function judgeJob(judging) {
	const { place, plan, ledger } = judging;
	let project = {
		...await projectAt(place, plan.change.trained),
		ledger
	};
	const models = [];
	for (const job of plan.models) {
		const report = await judgeModel(project, job, judging);
		project = withPatch(project, report);
		models.push(report);
	}
	models.push(...plan.settled);
	return {
		schema: "reprise/report/v1",
		models,
		...jobExit(models.map(({ verdict }) => verdict), plan.policy),
		change: {
			...plan.change,
			...isolationOf(models)
		}
	};
}
async function judgeModel(project, job, judging) {
	const { name } = job.draft.model;
	const isNew = job.draft.base !== void 0 && !job.draft.base.knowsModel;
	const sound = soundBundle(job, judging);
	if ("lost" in sound) return lost(name, sound.lost);
	if ("invalid" in sound) return broken(name, sound.invalid);
	const { bundle, planned } = sound;
	const budgeted = planOf(job, planned);
	const outcome = decided(budgeted, bundle.gathered);
	if (outcome === void 0) return lost(name, "the job that retrained it ended before the evidence decided");
	const shelf = {
		...project,
		ledger: overlayLedger(bundle.ledger, [project.ledger])
	};
	const cost = {
		...bundle.cost,
		reused: bundle.reused.length
	};
	const report = await reportModel(shelf, {
		...planned,
		plan: budgeted
	}, outcome, cost);
	return judging.plan.change.base === void 0 ? report : {
		...report,
		isNew
	};
}
function lost(model, why) {
	return unjudged(model, {
		kind: "evidence-lost",
		why
	});
}
function broken(model, why) {
	return unjudged(model, {
		kind: "evidence-invalid",
		why
	}, "invalid");
}
function isolationOf(models) {
	const levels = models.flatMap(({ run, baseline }) => [run, baseline].flatMap((record) => record?.run.isolation ?? []));
	return levels.length === 0 ? {} : { isolation: Math.min(...levels) };
}

export { annotationsOf as a, summaryOf as i, readBundles as n, outputsOf as r, judgeJob as t };