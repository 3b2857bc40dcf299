import { c as receiveBundles, l as receivePlan, m as uploadArtifact, o as modelsOf, s as ownBundles, u as sendBundles } from "./hand-over.js";
import { r as fetchCommit } from "./git.js";
import { t as overlayLedger } from "./overlay.js";
import { t as UserError } from "./error.js";
import { a as annotationsOf, n as readBundles, r as outputsOf, t as judgeJob } from "./report2.js";
import { n as spellCommand, r as spellGroup, t as defuse } from "./command.js";
import { t as clean } from "./clean.js";
import { d as wrap, n as modelLines, t as exitLine } from "./terminal.js";
import { t as viewOf } from "./view.js";
import { i as fence, n as renderSummary, r as escapeText } from "./markdown.js";
import { t as nameOf } from "./workflow-name.js";
import { o as projectAt } from "./planning.js";
import { i as explainError, n as errorCommand } from "./errors.js";
import { t as findPlace } from "./project.js";
import { t as logLine } from "./log.js";
import { a as readPlan, t as besidePlan } from "./plan.js";
import { n as askForPull, r as publishReport } from "./publish.js";
import { i as remoteOf, r as openBranchLedger, t as vouchForDigests } from "./vouch.js";
import { basename, join } from "node:path";
import { rmSync } from "node:fs";

// src/report/log/groups.ts
const OPTIONS = {
	color: false,
	columns: 120,
	details: true
};
function renderLogGroups(report) {
	const { headline, lead, models, origin } = viewOf(report);
	const open = (line) => line === void 0 ? [] : inert(wrap(line, OPTIONS.columns, false));
	const first = headline ?? models[0]?.sentence;
	const groups = models.flatMap((model) => spellGroup(clean(`${model.key}: ${model.verdict}`), inert(modelLines(model, OPTIONS))));
	const end = exitLine(report, false);
	return `${[
		...open(first),
		...open(lead),
		...groups,
		...open(origin),
		end
	].join("\n")}\n`;
}
function inert(lines) {
	return lines.map(defuse);
}

// src/flows/job/conclude.ts
async function reportStage(stage, options) {
	const { event } = stage.context;
	return event.name === "workflow_run" ? relay(stage, event.run, options) : concludeJob(stage, options);
}
async function relay(stage, run, { workflow, comment }) {
	const { relayJob } = await import("./relay.js");
	const usual = `.github/workflows/${nameOf(stage.config).file}.yml`;
	const relayed = await relayJob(stage, run, {
		workflow: workflow || usual,
		policy: comment
	});
	const reports = relayed.flatMap(({ report }) => report ?? []);
	const [first] = reports;
	return {
		log: [...reports.map(renderLogGroups), ...relayed.flatMap(({ said }) => said.map(logLine))].join("\n"),
		summary: reports.map((report) => renderSummary(report)).join("\n"),
		outputs: first === void 0 ? {} : outputsOf(first, ""),
		exitCode: relayed.every(({ posted }) => posted) ? 0 : 3
	};
}
async function concludeJob(stage, options) {
	const work = await open(stage, options);
	const { task, notes } = work.plan;
	if (task.do === "keep") return keep(work, notes);
	return judge(work, options, task, notes);
}
async function open(stage, options) {
	const { context, folder, workspace, token, signal } = stage;
	const split = options.handOver === "artifact";
	const received = join(folder, "received");
	rmSync(received, {
		recursive: true,
		force: true
	});
	const file = split ? await receivePlan(stage.config, join(received, "plan")) : options.plan;
	const plan = readPlan(file, options.planDigest);
	const asked = askForPull({
		...stage,
		policy: options.comment
	}, plan.change);
	const deliveries = split ? await receiveBundles(stage, context.runId, modelsOf(plan), join(received, "bundles")) : ownBundles(options.bundles, options.bundleDigest);
	const remote = remoteOf(context, token);
	const [place, handedOver] = await Promise.all([findPlace(workspace, join(workspace, plan.config)), readBundles(deliveries)]);
	if (plan.change.base !== void 0) await fetchCommit(place.root, remote, plan.change.base, plan.change.base, signal);
	return {
		stage,
		asked,
		place,
		plan,
		digest: options.planDigest,
		folders: deliveries.map((delivery) => delivery.folder),
		handedOver,
		ledger: openBranchLedger(remote, plan.branch, folder, signal),
		earlier: besidePlan(file)
	};
}
async function keep(work, notes) {
	const { stage, place, plan, ledger } = work;
	const project = {
		...await projectAt(place, plan.change.trained),
		ledger
	};
	const { keepJob } = await import("./keep.js");
	const done = await keepJob({
		...stage,
		...work,
		project,
		scratch: join(stage.folder, "scratch")
	});
	const vouched = await vouchForDigests(ledger, work.folders, {
		at: (/* @__PURE__ */ new Date()).toISOString(),
		config: plan.config,
		run: stage.context.runId
	});
	const lines = [
		...notes,
		...done,
		...vouched
	];
	return {
		log: `${lines.length === 0 ? "ledger: nothing to do" : lines.map(logLine).join("\n")}\n`,
		summary: "",
		outputs: {},
		exitCode: 0
	};
}
async function judge(work, options, task, notes) {
	const { stage } = work;
	const { github, context } = stage;
	const known = {
		...work,
		ledger: overlayLedger(work.earlier, [work.ledger])
	};
	const judged = await judgeJob(known);
	const { report, said } = await publishReport(judged, {
		github,
		context,
		policy: options.comment,
		asked: work.asked
	});
	const { writePages } = await import("./pages2.js");
	const page = writePages(join(stage.folder, "report"), report);
	const stored = await store(work, report, options.handOver);
	const accepted = task.do === "accept" ? await accept({
		...known,
		github,
		repo: context.repo,
		report
	}, task) : {
		said: [],
		patch: void 0,
		refused: void 0
	};
	const refused = accepted.refused === void 0 ? [] : [accepted.refused];
	const patch = accepted.patch === void 0 ? [] : ["", fence(accepted.patch.split("\n"), "diff")];
	const lines = [
		...notes,
		said,
		...stored,
		...accepted.said
	].filter((line) => line !== void 0);
	const commands = task.do === "accept" ? [] : annotationsOf(report).map(spellCommand);
	return {
		log: [
			renderLogGroups(report).trimEnd(),
			...commands,
			...lines.map(logLine),
			...refused,
			""
		].join("\n"),
		summary: [
			renderSummary(report),
			...accepted.said.map((line) => escapeText(line, "flow")),
			...patch
		].join("\n"),
		outputs: outputsOf(report, page),
		exitCode: refused.length > 0 ? 2 : options.fail && task.do === "judge" ? report.exitCode : 0
	};
}
async function accept(...[judging, task]) {
	const { acceptJob } = await import("./accept3.js");
	try {
		return await acceptJob(judging, task);
	} catch (error) {
		const known = explainError(error);
		if (known === void 0) throw error;
		return {
			said: [],
			patch: void 0,
			refused: errorCommand(known)
		};
	}
}
async function store({ stage, folders }, report, handOver) {
	try {
		if (handOver === "artifact" || folders.length === 0) {
			const root = join(stage.folder, "report");
			const name = `reprise-report-${basename(stage.folder).slice(8)}`;
			const files = [
				"report.html",
				"report.md",
				"report.json"
			].map((file) => join(root, file));
			await uploadArtifact({
				name,
				root,
				files,
				attempt: stage.context.attempt
			});
			return [`artifact: ${name}`];
		}
		const { writePages } = await import("./pages2.js");
		for (const folder of folders) writePages(folder, report);
		return (await sendBundles(join(folders[0] ?? "", ".."), {
			config: stage.config,
			attempt: stage.context.attempt
		})).map((name) => `artifact: ${name}`);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return [`artifact: ${error.message}`];
	}
}

export { reportStage };