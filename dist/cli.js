#!/usr/bin/env node
import { i as InvalidArgumentError, n as Option, r as CommanderError, t as Command } from "./commander.js";
import { t as defuse } from "./command.js";
import { i as explainError, r as explainBug } from "./errors.js";

// src/entry/cli/terminal.ts
const COLUMNS = 100;
function openTerminal(options, signal) {
	const live = process.stderr.isTTY && !options.quiet;
	let phaseShown = "";
	let lineShown = false;
	const clear = () => {
		if (lineShown) process.stderr.write("\r\x1B[2K");
		lineShown = false;
	};
	const err = (text) => {
		clear();
		process.stderr.write(`${inert(text, false)}\n`);
	};
	const out = (text) => {
		clear();
		process.stdout.write(inert(text.endsWith("\n") ? text : `${text}\n`, options.json));
	};
	return {
		...options,
		color: process.stdout.isTTY && process.env["NO_COLOR"] === void 0,
		columns: process.stdout.columns || COLUMNS,
		cwd: process.cwd(),
		signal,
		out,
		note(text) {
			if (!options.quiet) err(text);
		},
		progress(line, phase) {
			clear();
			if (options.quiet || line === "") return;
			if (live) {
				process.stderr.write(inert(line, false).slice(0, (process.stderr.columns || COLUMNS) - 1));
				lineShown = true;
			} else if (phase !== phaseShown) err(line);
			phaseShown = phase;
		},
		fail({ error, message, hint }) {
			if (options.json) {
				const { code, place } = error;
				out(JSON.stringify({ error: {
					code,
					message: message.join("\n"),
					hint,
					place
				} }, null, 2));
			} else err(`reprise: ${message.join("\n")}${hint === "" ? "" : `\n  ${hint}`}`);
		}
	};
}
const UNSEEN_BRACKET = /(#[\p{Cf}\p{Default_Ignorable_Code_Point}]*)\[/gu;
function inert(text, json) {
	if (process.env["GITHUB_ACTIONS"] !== "true") return text;
	return json ? text.replace(UNSEEN_BRACKET, String.raw`$1\u005b`) : defuse(text);
}

// src/entry/cli/act.ts
const STOPS = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP",
	"SIGQUIT"
];
function act(body) {
	return async function run() {
		const options = this.optsWithGlobals();
		const stop = new AbortController();
		const abort = () => stop.abort();
		for (const signal of STOPS) process.on(signal, abort);
		for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
		try {
			const terminal = openTerminal({
				json: options.json ?? false,
				quiet: options.quiet ?? false
			}, stop.signal);
			process.exitCode = await attempt(terminal, () => body(terminal, options, this.args));
		} finally {
			for (const signal of STOPS) process.off(signal, abort);
		}
	};
}
async function attempt(terminal, body) {
	try {
		return await body();
	} catch (error) {
		terminal.progress("", "");
		const known = explainError(error);
		if (known !== void 0) {
			terminal.fail(known);
			return 2;
		}
		if (!terminal.signal.aborted) return bug(error);
		process.stderr.write("reprise: stopped; nothing was recorded for the run in progress\n");
		return 130;
	}
}
function bug(error) {
	const lines = ["reprise: this is a bug of Reprise, not of your training.", ...explainBug(error)];
	process.stderr.write(`${lines.join("\n")}\n`);
	return 70;
}
function ignoreClosedPipe(error) {
	if (error.code !== "EPIPE") process.exitCode = 70;
}

// src/entry/cli/accept.ts
function acceptCommand() {
	return new Command("accept").summary("make a run the baseline: writes reprise.lock").description("Writes the lock entry of a record into reprise.lock, for you to commit: a baseline is accepted by being merged. Without RECORD it takes the newest run of exactly this working tree.").argument("[record]", "id of a record, its first digits, or a model (default: the newest run of this tree)").option("--because <text>", "why the new numbers are right, in a few words (needed where a baseline is replaced)").addOption(new Option("--cause <cause>", "what made them move (default: the one factor that differs, if it is one)").choices([
		"code",
		"data",
		"configuration",
		"environment",
		"hardware",
		"bad-baseline"
	])).option("--model <name>", "the model (default: the only one, or the record names it)").addHelpText("after", `
Examples:
  $ reprise accept
  $ reprise accept --because "longer warm-up"
  $ reprise accept 2f91c0 --cause data --because "row 212 was mislabelled"`).action(act(async (terminal, options, [record]) => {
		const { accept } = await import("./accept.js");
		const { openProject } = await import("./project2.js");
		const accepted = await accept(await openProject(terminal.cwd, options.config), {
			...options,
			record,
			cwd: terminal.cwd
		});
		for (const warning of accepted.warnings) terminal.note(`warning: ${warning}`);
		terminal.out(terminal.json ? JSON.stringify({
			key: accepted.key,
			file: accepted.file,
			baseline: accepted.baseline
		}, null, 2) : `${accepted.file}: ${accepted.sentence}\nCommit it: the baseline holds once it is merged.`);
		return 0;
	}));
}

// src/entry/cli/options.ts
function isolationOption() {
	return new Option("--isolation <level>", "sandbox level: 4 bubblewrap, 2 no new privileges, 1 none (default: the strongest here)").argParser((value) => {
		if (value === "4" || value === "2" || value === "1") return Number(value);
		throw new InvalidArgumentError("It is 4, 2 or 1.");
	});
}
function amountOption(flags, description) {
	return new Option(flags, description).argParser((value) => {
		if (/^\d{1,6}$/.test(value)) return Number(value);
		throw new InvalidArgumentError("It is a whole number.");
	});
}

// src/entry/cli/audit.ts
function auditCommand() {
	return new Command("audit").summary("train twice here: does this training repeat itself, bit for bit?").description("Trains the working tree twice with the same seed, each time in a fresh copy, and says whether it computes the same bits. If not: the first step and tensor where it parts from itself, what kind of chance that is, and what to do about it.").argument("[model]", "a model of reprise.yml (default: the only one)").option("--cost", "one more run, to tell what asking for determinism costs").option("--seed-check", "one more run with the next seed, to see that seeds reach the training").addOption(isolationOption()).addHelpText("after", `
Examples:
  $ reprise audit
  $ reprise audit char-gpt --cost
  $ reprise audit --seed-check --json | jq .seed

Exit codes: 0 it repeats itself, 1 it does not, 3 could not be told.`).action(act(async (terminal, options, [model]) => {
		const { audit } = await import("./audit.js");
		const { openProject } = await import("./project2.js");
		const { renderAudit } = await import("./rendering.js");
		const { showProgress } = await import("./progress2.js");
		const report = await audit(await openProject(terminal.cwd, options.config), {
			model,
			cost: options.cost === true,
			seedCheck: options.seedCheck === true,
			isolation: options.isolation,
			signal: terminal.signal,
			onProgress: showProgress(terminal)
		});
		terminal.progress("", "");
		terminal.out(renderAudit(report, terminal));
		return report.exitCode;
	}));
}

// src/entry/cli/bisect.ts
function bisectCommand() {
	return new Command("bisect").summary("the first commit that trains otherwise").description("Finds the first commit between GOOD and BAD (along the first parents) whose training no longer reproduces GOOD’s, by the tolerances of the working tree’s reprise.yml. Nothing is checked out. Commits that the training cannot tell apart are trained once; those that cannot be trained are skipped. Stopped with Ctrl-C, the same command goes on where it was.").argument("<good>", "a commit whose numbers are right").argument("<bad>", "a later commit whose numbers are not").argument("[model]", "a model of reprise.yml (default: the only one)").option("--reset", "forget what earlier searches tried, and train it again").addOption(isolationOption()).addHelpText("after", `
Examples:
  $ reprise bisect v1.2 HEAD
  $ reprise bisect 3f2a91c main char-gpt --json | jq .suspects

Exit codes: 0 found, or BAD reproduces GOOD; 3 one of several; 2 usage; 130 stopped.`).action(act(async (terminal, options, [good = "", bad = "", model]) => {
		const { bisect } = await import("./bisect.js");
		const { openProject } = await import("./project2.js");
		const { renderBisect } = await import("./rendering.js");
		const { showProgress } = await import("./progress2.js");
		const report = await bisect(await openProject(terminal.cwd, options.config), {
			good,
			bad,
			model,
			reset: options.reset === true,
			isolation: options.isolation,
			signal: terminal.signal,
			onProgress: showProgress(terminal),
			onNote: (note) => terminal.note(note)
		});
		terminal.progress("", "");
		terminal.out(renderBisect(report, terminal));
		return report.result === "one-of" ? 3 : 0;
	}));
}

// src/entry/cli/check.ts
function checkCommand() {
	return new Command("check").summary("retrain, compare with the baseline, report").description("Retrains each model (or those named) in a sandbox, compares it with its baseline in reprise.lock and says why they differ. Without a baseline it compares with the base commit, or with itself.").argument("[model...]", "models of reprise.yml (default: all)").option("--base <ref>", "judge as a pull request against this commit would be: its lock, policy and tolerances").addOption(isolationOption()).addHelpText("after", `
Examples:
  $ reprise check                      all models, against the working tree's lock
  $ reprise check char-gpt             one model
  $ reprise check --base origin/main   as a pull request
  $ reprise check --json | jq .models[0].verdict.verdict`).action(act(async (terminal, options, models) => {
		const { check } = await import("./check.js");
		const { writeReport, renderReport } = await import("./reporting2.js");
		const { openProject } = await import("./project2.js");
		const { showProgress } = await import("./progress2.js");
		const project = await openProject(terminal.cwd, options.config);
		const report = await check(project, {
			models,
			base: options.base,
			isolation: options.isolation,
			signal: terminal.signal,
			onProgress: showProgress(terminal)
		});
		terminal.progress("", "");
		terminal.out(renderReport(report, terminal));
		terminal.note(writeReport(project, report));
		return report.exitCode;
	}));
}

// src/entry/cli/compare.ts
function compareCommand() {
	return new Command("compare").summary("judge records against records, offline").description("The verdict from records alone: no training, no network. Tolerances come from reprise.yml where there is one.").argument("<record...>", "ids in .reprise/ (or their first digits), or files of records").requiredOption("--baseline <record...>", "what to compare with, likewise").addHelpText("after", `
Examples:
  $ reprise compare 2f91c0 --baseline 91ab33
  $ reprise compare run.json --baseline paper.json`).action(act(async (terminal, options, records) => {
		const { compare } = await import("./compare.js");
		const { renderReport } = await import("./reporting2.js");
		const report = await compare({
			cwd: terminal.cwd,
			config: options.config,
			records,
			baseline: options.baseline
		});
		terminal.out(renderReport(report, terminal));
		return report.exitCode;
	}));
}

// src/entry/cli/doctor.ts
function doctorCommand() {
	return new Command("doctor").summary("what keeps this machine and repository from trustworthy runs").description("Looks at sandbox, git, configuration, packages, data and hardware, and says what to do about each finding. Trains nothing.").addHelpText("after", `
Examples:
  $ reprise doctor
  $ reprise doctor --json | jq -r '.findings[].kind'`).action(act(async (terminal, options) => {
		const { doctor } = await import("./doctor.js");
		const { renderFindings } = await import("./reporting2.js");
		const findings = await doctor(terminal.cwd, options.config, process.env);
		terminal.out(renderFindings(findings, terminal));
		return findings.length === 0 ? 0 : 1;
	}));
}

// src/entry/cli/init.ts
function initCommand() {
	return new Command("init").summary("look at this repository, write reprise.yml and the workflow for GitHub").description("Looks for what trains a model here, writes reprise.yml and .github/workflows/reprise.yml, and says what was guessed and why. What could not be guessed is a commented line. Where only one of the two is missing, it writes that one.").option("--print", "write to standard output instead of the files").option("--force", "replace a reprise.yml that is there (a workflow never)").option("--no-workflow", "leave the workflow out").option("--action <owner/repository@commit>", "what the workflow uses (default: where this program was cloned from)").option("--three-jobs", "a workflow with prepare, retrain and report in jobs of their own").option("--two-stage", "also .github/workflows/reprise-report.yml, which posts for pull requests of forks and of Dependabot").addHelpText("after", `
Examples:
  $ reprise init
  $ reprise init --print
  $ reprise init --no-workflow
  $ reprise init --two-stage --config projects/vision/reprise.yml`).action(act(async (terminal, options) => {
		const { init } = await import("./init2.js");
		const answer = await init(terminal.cwd, options);
		if (terminal.json) terminal.out(JSON.stringify(answer, null, 2));
		else terminal.out(options.print === true ? shown(answer) : said(answer));
		return 0;
	}));
}
function shown({ text, workflows }) {
	return [text, ...workflows.map((one) => `---\n# ${one.file}\n${one.text}`)].join("\n");
}
function said({ file, state, workflows, notes, next }) {
	return `${[{
		file,
		state
	}, ...workflows].map((one) => one.state === "written" ? `Wrote ${one.file}` : `Kept ${one.file}, which was there`).join("\n")}\n${notes.map((note) => `  ${note}`).join("\n")}\n\nNext: ${next}`;
}

// src/entry/cli/ledger.ts
function ledgerCommand() {
	return new Command("ledger").summary("check the store of records, or bring baselines from its branch").description("Looks after the ledger: records and attachments kept in .reprise/, and on GitHub on a branch of the repository.").addCommand(verifyCommand()).addCommand(fetchCommand()).addHelpText("after", `
Examples:
  $ reprise ledger verify
  $ reprise ledger verify --json | jq '.problems | length'
  $ reprise ledger verify --remote origin     the one that workflows write
  $ reprise ledger fetch                      what reprise.lock names, so that check can explain`);
}
function verifyCommand() {
	return new Command("verify").description("Reads everything again and recomputes every digest.").option("--remote <name>", "the ledger on its branch of this git remote, instead of .reprise/").exitOverride().action(act(async (terminal, options) => {
		const { verify } = await import("./ledger.js");
		const { renderProblems } = await import("./reporting2.js");
		const problems = await verify({
			cwd: terminal.cwd,
			config: options.config
		}, options.remote);
		terminal.out(renderProblems(problems, terminal));
		return problems.length === 0 ? 0 : 3;
	}));
}
function fetchCommand() {
	return new Command("fetch").description("Brings the records that reprise.lock names from the ledger’s branch into .reprise/, so that `check` can say what moved and not only that something did.").option("--remote <name>", "the git remote that has the branch", "origin").exitOverride().action(act(async (terminal, options) => {
		const { fetchBaselines } = await import("./ledger.js");
		const { renderFetched } = await import("./reporting2.js");
		const fetched = await fetchBaselines({
			cwd: terminal.cwd,
			config: options.config
		}, options.remote);
		terminal.out(renderFetched(fetched, terminal));
		return fetched.absent.length === 0 ? 0 : 3;
	}));
}

// src/entry/cli/log.ts
function logCommand() {
	return new Command("log").summary("list the records of the ledger, newest first").option("--model <name>", "only this model").addHelpText("after", `
Examples:
  $ reprise log
  $ reprise log --model char-gpt --json | jq -r '.records[].id'`).action(act(async (terminal, options) => {
		const { listRecords } = await import("./records.js");
		const { renderLog } = await import("./reporting2.js");
		const log = await listRecords({
			cwd: terminal.cwd,
			config: options.config
		}, options.model);
		terminal.out(renderLog(log, terminal));
		return log.unreadable.length === 0 ? 0 : 3;
	}));
}

// src/entry/cli/read.ts
function readCommand() {
	return new Command("read").summary("what a reader sees in files, and why a metric is not seen").description("Reads metrics as a run’s harvest would and says, file by file, which format it took and what it found.").argument("<path...>", "files or folders").addHelpText("after", `
Examples:
  $ reprise read runs/
  $ reprise read metrics.json --json`).action(act(async (terminal, _options, paths) => {
		const { readPaths } = await import("./read2.js");
		const { renderReading } = await import("./reporting2.js");
		const reading = readPaths(terminal.cwd, paths);
		terminal.out(renderReading(reading, terminal));
		return reading.series.length > 0 ? 0 : 3;
	}));
}

// src/entry/cli/record.ts
function recordCommand() {
	return new Command("record").summary("make a record from files of a run made elsewhere").description("Makes a record of a run that Reprise did not start, from the files it left. What the files cannot tell is recorded as unknown, never guessed.").requiredOption("--metrics <path...>", "files or folders with the run’s metrics").option("--params <path...>", "parameter files: JSON, YAML or TOML").option("--data <path...>", "data files or folders").option("--weights <path...>", "weights, as digests").option("--model <name>", "the model’s name", "main").requiredOption("--accelerator <name>", "what it ran on, such as \"nvidia-h200 x1\"; \"here\": this machine").addHelpText("after", `
Examples:
  $ reprise record --metrics runs/42/metrics.csv --params configs/mini.yaml --accelerator here
  $ reprise record --metrics out/ --weights out/model.safetensors --accelerator "nvidia-a100-sxm4-80gb x2"`).action(act(async (terminal, options) => {
		const { recordFromFiles } = await import("./record2.js");
		const { renderRecord } = await import("./reporting2.js");
		const record = await recordFromFiles(terminal.cwd, options);
		terminal.out(renderRecord(record, terminal));
		return 0;
	}));
}

// src/entry/cli/run.ts
function runCommand() {
	return new Command("run").summary("retrain once and write the record, without judging").description("Retrains a model once in the sandbox and keeps the record and its attachments in .reprise/.").argument("[model]", "a model of reprise.yml (default: the only one)").addOption(amountOption("--seed <k>", "seed index; 0, the default, is the program as it is")).option("--twin", "move one initial weight by one unit in the last place (PyTorch); such a run is never judged").addOption(new Option("--trace <how>", "how closely the probe looks: every step in full, in short, …").choices([
		"standard",
		"rolling",
		"dense",
		"off"
	])).addOption(isolationOption()).addHelpText("after", `
Examples:
  $ reprise run
  $ reprise run --seed 1               another draw of the noise
  $ reprise run --trace dense          every step in full; for short trainings
  $ reprise run char-gpt --json | jq -r .id`).action(act(async (terminal, options, [model]) => {
		const { run } = await import("./run.js");
		const { openProject } = await import("./project2.js");
		const { renderRecord } = await import("./reporting2.js");
		const { showProgress } = await import("./progress2.js");
		const { seed, twin, trace } = options;
		const record = await run(await openProject(terminal.cwd, options.config), {
			model,
			seed,
			twin,
			trace,
			isolation: options.isolation,
			signal: terminal.signal,
			onProgress: showProgress(terminal)
		});
		terminal.progress("", "");
		terminal.out(renderRecord(record, terminal));
		return record.run.exit.how === "finished" ? 0 : 1;
	}));
}

// src/entry/cli/show.ts
function showCommand() {
	return new Command("show").summary("show a record").description("Shows a record of the ledger: what went in, what happened, what came out.").argument("[record]", "id or its first digits, or a file (default: the newest)").addHelpText("after", `
Examples:
  $ reprise show
  $ reprise show 2f91c0 --json`).action(act(async (terminal, options, [record]) => {
		const { findRecord } = await import("./records.js");
		const { renderRecord } = await import("./reporting2.js");
		const found = await findRecord({
			cwd: terminal.cwd,
			config: options.config
		}, record);
		terminal.out(renderRecord(found, terminal));
		return 0;
	}));
}

// src/entry/cli/why.ts
function whyCommand() {
	return new Command("why").summary("which change is it? trains the base with one group of changes at a time").description("Takes the last run of the working tree and what it was compared with, and trains the base with only the code changed, only the data, only the parameters, …, each up to the step where the two runs part. What gives the run’s numbers there by itself makes the first difference; what changes nothing up to there may still act later. The working tree stays as it is.").argument("[model]", "a model of reprise.yml (default: the only one)").option("--base <ref>", "compare with this commit’s baseline, as a pull request would").addOption(amountOption("--runs <n>", "at most so many trainings (default: the policy’s budget)")).addOption(amountOption("--minutes <n>", "at most so many minutes (default: the policy’s budget)")).option("--list", "say what would be trained, and train nothing").addOption(isolationOption()).addHelpText("after", `
Examples:
  $ reprise check && reprise why       after a check that ended in "changed"
  $ reprise why --list                 what it would try
  $ reprise why char-gpt --runs 3

Exit codes: 0 done, 2 usage or nothing to explain, 130 stopped.`).action(act(async (terminal, options, [model]) => {
		const { why } = await import("./why.js");
		const { openProject } = await import("./project2.js");
		const { renderWhy } = await import("./rendering.js");
		const { showProgress } = await import("./progress2.js");
		const report = await why(await openProject(terminal.cwd, options.config), {
			model,
			base: options.base,
			runs: options.runs,
			minutes: options.minutes,
			list: options.list === true,
			isolation: options.isolation,
			signal: terminal.signal,
			onProgress: showProgress(terminal)
		});
		terminal.progress("", "");
		terminal.out(renderWhy(report, terminal));
		return 0;
	}));
}

// src/entry/cli/cli.ts
const program = new Command("reprise").description("Retrains a small model and says, in one sentence, whether training still reproduces.").version("0.1.0").option("--config <file>", "the reprise.yml to use (default: the nearest one upwards)").option("--json", "write the answer as JSON").option("-q, --quiet", "no progress and no notes").configureHelp({
	showGlobalOptions: false,
	sortSubcommands: false
}).addHelpText("after", `
Examples:
  $ reprise init                             write reprise.yml for this repository
  $ reprise check                            retrain, compare with the baseline, report
  $ reprise accept --because "first"         make the last run the baseline
  $ reprise audit                            does this training repeat itself, bit for bit?
  $ reprise why                              which of the changes is it?

Exit codes: 0 reproduced, 1 it did not, 2 usage or configuration, 3 could not be judged, 130 stopped, 70 a bug of ours.`).exitOverride();
for (const command of [
	initCommand,
	checkCommand,
	acceptCommand,
	auditCommand,
	whyCommand,
	bisectCommand,
	runCommand,
	compareCommand,
	recordCommand,
	readCommand,
	showCommand,
	logCommand,
	ledgerCommand,
	doctorCommand
]) program.addCommand(command().exitOverride());
const NODE = 24;
try {
	if (Number.parseInt(process.versions.node) < NODE) {
		process.stderr.write(`reprise: this is Node ${process.versions.node}; Reprise needs Node ${NODE} or newer.\n  The folder of Reprise has one after \`npm ci\`: node_modules/.bin/node.\n`);
		process.exit(2);
	}
	await program.parseAsync();
} catch (error) {
	const misuse = error instanceof CommanderError && error.exitCode !== 0;
	process.exitCode = error instanceof CommanderError ? misuse ? 2 : 0 : bug(error);
}

export {  };