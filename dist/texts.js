import { t as effective } from "./hyper.js";

// src/explain/explanation.ts
function pathOf(change) {
	if (change.kind === "param") return change.file;
	return change.kind === "code" || change.kind === "data" ? change.path : void 0;
}

// src/explain/cause/matching.ts
const SPELLINGS = /* @__PURE__ */ new Map([
	["lr", [
		"lr",
		"learningrate",
		"eta",
		"stepsize"
	]],
	["weight_decay", [
		"weightdecay",
		"wd",
		"l2"
	]],
	["momentum", ["momentum"]],
	["betas", [
		"betas",
		"beta1",
		"beta2",
		"adambeta1",
		"adambeta2"
	]],
	["eps", [
		"eps",
		"epsilon",
		"adamepsilon"
	]]
]);
function isInForce(change, hyper) {
	const named = nameOf(change);
	if (named === void 0 || change.kind !== "param" && change.kind !== "setting") return false;
	return isSpelled(named, hyper.name) && isSameMove(change, hyper);
}
function accountFor(changes, { hyper }) {
	const moved = effective(hyper);
	return moved.length > 0 && moved.every((one) => changes.some((change) => isInForce(change, one)));
}
function isAmongHyper(change, { hyper }) {
	return hyper.some((one) => isInForce(change, one));
}
function nameOf(change) {
	if (change.kind === "param") return change.key;
	if (change.kind !== "setting") return void 0;
	return /^(?:train\s+|env\.)(.+)$/s.exec(change.name)?.[1];
}
function isSpelled(key, hyper) {
	const [given, wanted] = [bare(key.split(/[./:]/).at(-1) ?? ""), bare(hyper)];
	if (given === "") return false;
	return given === wanted || (SPELLINGS.get(hyper)?.includes(given) ?? false);
}
function bare(name) {
	return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
function isSameMove(change, hyper) {
	if (isSameValue(change.before, hyper.before) && isSameValue(change.after, hyper.after)) return true;
	const [old, young] = [numbersOf(hyper.before), numbersOf(hyper.after)];
	const places = old.flatMap((value, at) => value === young[at] ? [] : [at]);
	return old.length > 1 && old.length === young.length && places.length === 1 && places.every((at) => isSameValue(change.before, old[at]) && isSameValue(change.after, young[at]));
}
function numbersOf(value) {
	if (typeof value !== "string" || !/^[([].*[)\]]$/s.test(value)) return [];
	return value.slice(1, -1).split(",").map((part) => Number(part));
}
function isSameValue(a, b) {
	if (a === void 0 || b === void 0 || a === null || b === null) return false;
	const [x, y] = [numberOf(a), numberOf(b)];
	if (x !== void 0 && y !== void 0) return x === y;
	return String(a).toLowerCase() === String(b).toLowerCase();
}
function numberOf(value) {
	const number = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
	return Number.isFinite(number) ? number : void 0;
}
const PROSE = /\.(md|rst|adoc)$|(^|\/)(licen[cs]e|notice|authors|changelog|\.git[^/]*)(\.[a-z]+)?$|(^|\/)\.(github|gitlab|circleci|vscode|idea|devcontainer)\//i;
function isBeside(change) {
	if (change.kind !== "code") return false;
	if (change.imported !== true && PROSE.test(change.path)) return true;
	return change.imported === false || isCommentsOnly(change);
}
function isCommentsOnly({ path, hunks = [], note }) {
	const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => !line.startsWith(" "));
	return path.endsWith(".py") && note === void 0 && lines.length > 0 && lines.every((line) => /^[+-]\s*(?:#|$)/.test(line));
}

// src/explain/texts.ts
const SIDE = {
	run: "this run",
	baseline: "the baseline"
};
const ADVICE = {
	code: "Train in a git work tree, so that the files are recorded.",
	config: "Name the parameter files under `params:` in `reprise.yml`.",
	data: "Name the data under `data:` in `reprise.yml`.",
	environment: "Train with a Python that the probe can enter, so that packages and versions are recorded.",
	hardware: "Make `nvidia-smi` (or `lscpu`) work where the training runs.",
	seed: "Leave `deterministic: true` in `reprise.yml`, so that the probe seeds what the program does not, or say how the seed reaches the program: `seed: {env: NAME}` or `seed: {arg: --seed}`.",
	determinism: "Train with a Python that the probe can enter, so that `PYTHONHASHSEED` and the flags of the framework are recorded."
};
const FETCH_LISTS = "Fetch the attachments of both records, or retrain the one whose attachments are lost.";
const TEXTS = {
	factor: (factor, side) => `${factor}: not recorded in ${SIDE[side]}`,
	missing: (name, side) => `${name}: not recorded in ${SIDE[side]}`,
	neither: (name) => `${name}: not recorded in either run`,
	treeList: "which files of the tree differ: a list of files is not at hand",
	sources: "what the files held when they were imported: a list of files is not at hand",
	afterSetup: "the tree’s file did not change, but it was not the same when it was imported: `setup` or the training wrote it",
	dataList: (name) => `which files of ${name} differ: a list of files is not at hand`,
	dataAlone: (name) => `${name} is declared on one side only, and its list of files is not at hand`,
	packageList: "which packages differ: a list of packages is not at hand",
	params: (file, side) => `the values of ${file} in ${SIDE[side]}`,
	mode: "only the executable bit differs",
	link: (before, after) => `a symbolic link: ${before ?? "none"} → ${after ?? "none"}`,
	moved: (from) => `the same bytes as ${from}, which was removed`,
	binary: "not text: its lines are not compared",
	absent: "its contents are not at hand",
	large: "too large to compare line by line",
	endings: "only line endings, or the newline at the end, differ",
	blanks: "only line endings or blank lines differ",
	tooDifferent: "too many lines differ to line them up",
	inPlace: "too many rows differ to line them up: compared row by row in place",
	atLeast: "too many rows differ to line them up: the count is the least it can be",
	moreFiles: "beyond the number of files whose lines are shown",
	moreLines: (lines) => `${lines} more lines of the difference are not shown`
};

export { isAmongHyper as a, accountFor as i, FETCH_LISTS as n, isBeside as o, TEXTS as r, pathOf as s, ADVICE as t };