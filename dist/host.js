import { a as notInAJob, i as explainError, n as errorCommand, o as wrongInput, t as bugCommand } from "./errors.js";
import { appendFileSync } from "node:fs";
import { randomUUID } from "node:crypto";

// src/entry/action/host.ts
const STOPS = ["SIGINT", "SIGTERM"];
const PATIENCE = 2e3;
async function perform(body, patience = PATIENCE) {
	const stop = new AbortController();
	const late = Promise.withResolvers();
	const abort = () => {
		stop.abort(/* @__PURE__ */ new Error("the job was cancelled"));
		setTimeout(() => late.reject(stop.signal.reason), patience);
	};
	for (const signal of STOPS) process.on(signal, abort);
	try {
		process.exitCode = await Promise.race([body(openHost(stop.signal)), late.promise]);
	} catch (error) {
		process.exitCode = failed(error, stop.signal);
	}
	for (const signal of STOPS) process.off(signal, abort);
	if (stop.signal.aborted) process.exit();
}
function failed(error, signal) {
	if (signal.aborted) {
		process.stdout.write("cancelled: nothing was concluded\n");
		return 130;
	}
	const known = explainError(error);
	process.stdout.write(`${known === void 0 ? bugCommand(error) : errorCommand(known)}\n`);
	return known === void 0 ? 70 : 2;
}
function openHost(signal) {
	const input = (name) => (process.env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] ?? "").trim();
	return {
		input,
		choice(name, values) {
			const value = input(name);
			const found = values.find((one) => one === value);
			if (found !== void 0) return found;
			throw wrongInput(name, value, values);
		},
		output: (name, value) => appendFileSync(fileOf("GITHUB_OUTPUT"), fileCommand(name, value)),
		summary: (markdown) => appendFileSync(fileOf("GITHUB_STEP_SUMMARY"), `${markdown}\n`),
		log: (text) => process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
		signal
	};
}
function fileCommand(name, value) {
	const end = `end-${randomUUID()}`;
	return `${name}<<${end}\n${value}\n${end}\n`;
}
function fileOf(variable) {
	const file = process.env[variable];
	if (file !== void 0 && file !== "") return file;
	throw notInAJob(variable);
}

export { perform as t };