import { t as replaceFile } from "./replace-file.js";
import { r as proposedLock, t as lockPatch } from "./lock-patch.js";
import { a as pathsBetween, n as findCommit } from "./commits.js";
import { t as changedPaths } from "./worktree.js";
import { a as withTouched, i as explainRecords } from "./repeats.js";
import { s as pathOf } from "./texts.js";
import { t as UserError } from "./error.js";
import { c as decodeSeries, d as summarise } from "./record.js";
import { n as renderHtml, t as renderJson } from "./json2.js";
import { t as renderMarkdown } from "./markdown.js";
import { t as isMeasured } from "./measures.js";
import { a as count, l as spellNumber, u as code, v as say, x as strong, y as shortId } from "./reason.js";
import { a as renderTerminal, c as indent, d as wrap, i as renderRecord$1, l as terminalTable, r as renderFindings$1, u as paint } from "./terminal.js";
import { t as chartAssets } from "./assets.js";
import { join } from "node:path";

// src/report/terminal/listings.ts
function renderLog$1({ records, unreadable }, { color, columns }) {
	const rows = records.map((record) => [
		{
			text: shortId(record.id),
			style: "cyan"
		},
		{ text: (record.run.segments[0]?.started ?? "").replace("T", " ").slice(0, 16) },
		{ text: record.model },
		{ text: record.run.exit.how },
		{ text: finalOf(record) },
		{ text: record.code.commit === void 0 ? "–" : `${record.code.commit.slice(0, 8)}${record.code.dirty ? " + changes" : ""}` }
	]);
	const table = rows.length === 0 ? ["No record: `reprise run` or `reprise check` makes one."] : terminalTable([
		"record",
		"started (UTC)",
		"model",
		"exit",
		"metric",
		"commit"
	], rows, columns, color, 4);
	const broken = unreadable.flatMap(({ id, why }) => wrap(say`${code(shortId(id))} cannot be read: ${why}`, columns, color));
	return `${[...table, ...broken].join("\n")}\n`;
}
function finalOf({ series }) {
	const metrics = series.filter(({ role }) => role === "metric");
	const one = metrics.find(({ name }) => /(^|[/_])(eval|val|validation|test)_loss$/.test(name)) ?? metrics.find(({ name }) => isMeasured(name)) ?? metrics[0];
	return one === void 0 ? "–" : `${one.name} ${spellNumber(one.final)}`;
}
function renderReading$1({ series, findings, files }, options) {
	const { color, columns } = options;
	const perFile = files.flatMap((file) => [...wrap(say`${code(file.path)}: ${file.format === "none" ? "not read" : file.format}`, columns, color), ...indent([
		...file.why === void 0 ? [] : wrap(say`${file.why}`, columns - 2, color),
		...file.metrics.length === 0 ? [] : wrap(say`metrics: ${file.metrics.join(", ")}`, columns - 2, color),
		...file.skipped.flatMap(({ name, why }) => wrap(say`${code(name)} is not taken: ${why}`, columns - 2, color))
	])]);
	const rows = series.map((one) => [
		{ text: one.name },
		{
			text: spellNumber(one.final),
			right: true
		},
		{
			text: String(one.last),
			right: true
		},
		{
			text: String(one.n),
			right: true
		},
		{ text: one.resolution },
		{ text: one.source }
	]);
	const table = rows.length === 0 ? [] : ["", ...terminalTable([
		"metric",
		"final",
		"at step",
		"points",
		"digits",
		"source"
	], rows, columns, color, 4)];
	const end = paint(count(series.length, "metric"), series.length === 0 ? "amber" : "green", color);
	const known = findings.length === 0 ? [] : ["", renderFindings$1(findings, options).trimEnd()];
	return `${[
		...perFile,
		...table,
		...known,
		"",
		end
	].join("\n")}\n`;
}
function renderProblems$1(problems, { color, columns }) {
	const lines = problems.flatMap(({ kind, path, why }) => wrap(say`${strong(kind)} ${code(path)}: ${why}`, columns, color, "red"));
	const end = problems.length === 0 ? "every record and attachment is whole" : count(problems.length, "problem");
	return `${[...lines, paint(end, problems.length === 0 ? "green" : "red", color)].join("\n")}\n`;
}

// src/flows/reporting.ts
async function reportModel(project, planned, { verdict, evidence, said }, spent) {
	const judged = evidence.filter(({ purpose }) => purpose !== "window");
	const run = await pick(project.ledger, judged, verdict.run, "head");
	const baseline = await pick(project.ledger, judged, verdict.baseline, "base");
	const beside = besideIn(evidence, run);
	const other = baseline ?? (verdict.baseline === void 0 ? beside.repeat : void 0);
	return {
		verdict,
		explanation: run === void 0 || other === void 0 ? void 0 : await explained(project, planned, [run, other], beside),
		run,
		baseline,
		curves: await curvesOf(project.ledger, run, baseline),
		cost: {
			...spent,
			runsSaved: runsLeft(planned.plan, spent.runs)
		},
		baselineRuns: planned.plan.baseline.state === "found" ? planned.plan.baseline.entry.runs : void 0,
		crash: said ?? await lastLines(project.ledger, run),
		reproduce: planned.reproduce,
		lockPatch: lockPatch(project.lock, proposedLock(project.lock, planned, evidence)),
		accepts: planned.accepts,
		settings: planned.settings
	};
}
function runsLeft({ policy: { budget }, spent }, runs) {
	return Math.max(0, budget.runs - runs - (spent?.runs ?? 0));
}
function besideIn(evidence, run) {
	const closely = (side) => evidence.find((one) => one.side === side && one.purpose === "window")?.record;
	return {
		repeat: evidence.find(({ side, purpose, record }) => side === "head" && purpose === "repeat" && record.id !== run?.id)?.record,
		windows: {
			run: closely("head"),
			baseline: closely("base")
		}
	};
}
async function explained(project, { base }, pair, beside) {
	const { root, repository } = project;
	const explaining = () => explainRecords(project, ...pair, beside);
	if (!(base !== void 0 && await findCommit(root, base.commit) !== void 0) || repository.commit === void 0) return explaining();
	const [explanation, committed, changed] = await Promise.all([
		explaining(),
		pathsBetween(root, base.commit, repository.commit),
		changedPaths(root)
	]);
	const all = /* @__PURE__ */ new Set([...committed, ...changed]);
	const differing = explanation.factors.flatMap(({ changes }) => changes.flatMap(pathsOf));
	return withTouched(explanation, differing.filter((path) => all.has(path)));
}
function pathsOf(change) {
	const path = pathOf(change);
	return path === void 0 ? [] : [path];
}
async function pick(ledger, evidence, id, side) {
	const own = evidence.filter((one) => id === void 0 ? one.side === side : one.record.id === id).at(-1);
	if (own !== void 0 || id === void 0) return own?.record;
	const found = await ledger.record(id);
	return found.state === "found" ? found.value : void 0;
}
async function curvesOf(ledger, run, baseline) {
	const [now, before] = [await pointsOf(ledger, run), await pointsOf(ledger, baseline)];
	return [.../* @__PURE__ */ new Set([...now.keys(), ...before.keys()])].map((metric) => ({
		metric,
		run: now.get(metric),
		baseline: before.get(metric)
	}));
}
async function pointsOf(ledger, record) {
	const attachment = record?.attachments.find(({ kind }) => kind === "series");
	if (attachment === void 0) return /* @__PURE__ */ new Map();
	const found = await ledger.attachment(attachment.digest);
	return found.state === "found" ? decodeSeries(found.value, attachment.digest) : /* @__PURE__ */ new Map();
}
async function lastLines(ledger, run) {
	if (run?.run.tail === void 0) return void 0;
	const found = await ledger.attachment(run.run.tail);
	return found.state === "found" ? Buffer.from(found.value).toString("utf8").trimEnd().split("\n") : void 0;
}
function renderReport(report, how) {
	return how.json ? renderJson(report) : renderTerminal(report, how);
}
function renderRecord(record, how) {
	return how.json ? asJson(record) : renderRecord$1(record, how);
}
function renderFindings(findings, how) {
	return how.json ? asJson({ findings }) : renderFindings$1(findings, how);
}
function renderProblems(problems, how) {
	return how.json ? asJson({ problems }) : renderProblems$1(problems, how);
}
function renderFetched({ fetched, absent }, how) {
	if (how.json) return asJson({
		fetched,
		absent
	});
	const lines = [...fetched.map((id) => `fetched ${id}`), ...absent.map((id) => `not on the branch: ${id}`)];
	return lines.length === 0 ? "all records that reprise.lock names are here" : lines.join("\n");
}
function renderLog(log, how) {
	return how.json ? asJson(log) : renderLog$1(log, how);
}
function renderReading(reading, how) {
	if (how.json) return asJson({
		...reading,
		series: reading.series.map(summarise)
	});
	return renderReading$1({
		...reading,
		series: reading.series.map(summarise)
	}, how);
}
function asJson(value) {
	return JSON.stringify(value, null, 2);
}
function writeReport(project, report) {
	const folder = join(project.folder, ".reprise");
	const write = (name, text) => replaceFile(join(project.root, folder, name), text);
	try {
		write("report.json", renderJson(report));
		write("report.md", renderMarkdown(report));
		write("report.html", renderHtml(report, chartAssets()));
		return `The page with curves: ${join(folder, "report.html")}`;
	} catch (error) {
		if (error instanceof UserError) return `The page with curves could not be kept: ${error.message}`;
		throw error;
	}
}

export { renderProblems as a, renderReport as c, renderLog as i, reportModel as l, renderFetched as n, renderReading as o, renderFindings as r, renderRecord as s, curvesOf as t, writeReport as u };