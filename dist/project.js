import { S as quote, _ as isWritten, b as pathKey, f as readYaml, g as isRefused, h as faultsOf, m as SpecError, n as findRepository, p as modelName, t as parseSpec, v as spellPath, x as LOCK, y as spotOf } from "./parse.js";
import { A as _maxLength, M as _nonnegative, N as _positive, b as strictObject, c as int, h as optional, j as _minLength, l as literal, n as _enum, p as number, v as record, x as string, y as refine } from "./zod.js";
import { r as FOLDERS, t as folderLedger, v as SCRATCH } from "./folder.js";
import { t as UserError } from "./error.js";
import { n as spellIssue, t as PLAIN_MESSAGES } from "./issue.js";
import { f as Num, g as parseKey, s as Resolution, v as spellKey } from "./record.js";
import { n as InputDigest, r as RecordId, t as Digest } from "./digest.js";
import { basename, dirname, join, relative, resolve } from "node:path";
import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from "node:fs";

// src/spec/lock.ts
const Cause = _enum([
	"first",
	"code",
	"data",
	"configuration",
	"environment",
	"hardware",
	"bad-baseline"
]);
const BaselineMetric = strictObject({
	mean: Num,
	sd: optional(number().check(_nonnegative())),
	better: optional(_enum(["lower", "higher"])),
	step: int(),
	resolution: optional(Resolution)
});
const Baseline = strictObject({
	record: RecordId,
	input: InputDigest,
	seed: int().check(_nonnegative()),
	runs: int().check(_positive()),
	repeats: _enum([
		"yes",
		"no",
		"unknown"
	]),
	metrics: record(string(), BaselineMetric),
	series: optional(Digest),
	weights: optional(Digest),
	trace: optional(Digest),
	cause: Cause,
	because: string().check(_minLength(1), _maxLength(500)),
	"noise-from": optional(RecordId)
});

// src/spec/write-lock.ts
function writeLock(lock) {
	const blocks = sorted(lock.baselines).flatMap(([key, baseline]) => [`  ${spellText(key)}:`, ...blockOf(baseline)]);
	const baselines = blocks.length === 0 ? ["baselines: {}"] : ["baselines:", ...blocks];
	return [
		`# ${LOCK.header}`,
		`version: ${lock.version}`,
		...baselines,
		""
	].join("\n");
}
function blockOf(baseline) {
	const { metrics, cause, because } = baseline;
	return [
		...[
			"record",
			"input",
			"seed",
			"runs",
			"repeats"
		].map((field) => `    ${field}: ${baseline[field]}`),
		...metricLines(metrics),
		...[
			"series",
			"weights",
			"trace",
			"noise-from"
		].flatMap((field) => baseline[field] === void 0 ? [] : [`    ${field}: ${baseline[field]}`]),
		`    cause: ${cause}`,
		`    because: ${spellText(because)}`
	];
}
function metricLines(metrics) {
	const lines = sorted(metrics).map(([name, metric]) => `      ${spellText(name)}: ${metricLine(metric)}`);
	return lines.length === 0 ? ["    metrics: {}"] : ["    metrics:", ...lines];
}
function metricLine({ mean, sd, better, step, resolution }) {
	const parts = [
		`mean: ${spellNumber(mean)}`,
		...sd === void 0 ? [] : [`sd: ${spellNumber(sd)}`],
		...better === void 0 ? [] : [`better: ${better}`],
		`step: ${step}`,
		...resolution === void 0 ? [] : [`resolution: ${spellText(resolution)}`]
	];
	const comment = rounded(mean, sd);
	return `{${parts.join(", ")}}${comment === void 0 ? "" : ` # ${comment}`}`;
}
function spellNumber(value) {
	return typeof value === "number" ? String(value) : JSON.stringify(value);
}
function rounded(mean, sd) {
	if (typeof mean !== "number") return void 0;
	const [short, spread] = [mean, sd ?? 0].map((value) => String(Number(value.toPrecision(6))));
	if (short === String(mean) && spread === String(sd ?? 0)) return void 0;
	return sd === void 0 ? short : `${short} ± ${spread}`;
}
const PLAIN = /^[A-Za-z](?:[\w./@()+ -]*[\w./@()+-])?$/;
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]|(?! )\p{Z}/gu;
function spellText(text) {
	if (PLAIN.test(text) && !WORDS.test(text)) return text;
	return JSON.stringify(text).replace(INVISIBLE, (character) => {
		const point = (character.codePointAt(0) ?? 0).toString(16);
		return point.length > 4 ? `\\U${point.padStart(8, "0")}` : `\\u${point.padStart(4, "0")}`;
	});
}
function sorted(table) {
	return Object.entries(table).sort(([a], [b]) => a < b ? -1 : 1);
}

// src/spec/lock-file.ts
const MOST_LENGTH = 1048576;
const key = string().check(refine(isKey, LOCK.key.message));
const LockFile = strictObject({
	version: literal(1),
	baselines: record(key, Baseline)
});
function isKey(text) {
	const parsed = parseKey(text);
	return parsed !== void 0 && spellKey(parsed) === text && modelName.safeParse(parsed.model).success;
}
function parseLock(text, file) {
	const yaml = readYaml(text, file, MOST_LENGTH);
	if (yaml.readable) refuseVersion(yaml, file);
	const parsed = LockFile.safeParse(yaml.value, PLAIN_MESSAGES);
	const faults = yaml.readable ? faultsOf(parsed.error?.issues ?? []) : [];
	const problems = [...yaml.problems, ...faults.filter(({ path }) => !isRefused(path, yaml)).map((fault) => problemOf(fault, yaml))];
	if (!parsed.success || problems.length > 0) throw new SpecError("lock-invalid", problems, hintOf(problems));
	return {
		version: 1,
		baselines: Object.assign(Object.create(null), parsed.data.baselines)
	};
}
function refuseVersion({ value, spots }, file) {
	const version = value?.version;
	if (typeof version !== "number" || version === 1) return;
	const words = LOCK.version(version);
	throw new UserError("lock-version", words.message, words.hint, spots.get(pathKey(["version"]))?.value ?? { file });
}
function hintOf(problems) {
	return problems.find(({ hint }) => hint === LOCK.conflict)?.hint ?? LOCK.restore;
}
function problemOf({ kind, path, message }, yaml) {
	const spot = spotOf(path, yaml);
	const key = quote(String(path.at(-1)));
	if (kind === "unknown") return {
		place: spot.key,
		message: `unknown key ${key}`,
		hint: LOCK.restore
	};
	if (kind === "name") return {
		place: spot.key,
		message: `${key} ${message}`,
		hint: LOCK.restore
	};
	const what = isWritten(path, yaml) ? `: ${message}` : " is missing";
	return {
		place: spot.value,
		message: `${spellPath(path)}${what}`,
		hint: LOCK.restore
	};
}
function setBaseline(lock, key, baseline) {
	const parsed = LockFile.safeParse({
		version: 1,
		baselines: { [key]: baseline }
	}, PLAIN_MESSAGES);
	if (!parsed.success) throw unfit(parsed.error.issues.map(spellIssue).join("\n"));
	const next = {
		version: 1,
		baselines: {
			...lock?.baselines,
			...parsed.data.baselines
		}
	};
	try {
		parseLock(writeLock(next), "reprise.lock");
	} catch (error) {
		throw error instanceof UserError ? unfit(error.message) : error;
	}
	return next;
}
function unfit(why) {
	return new UserError("baseline-invalid", `reprise.lock cannot hold this baseline: ${why}`, LOCK.limits);
}

// src/spec/rebase.ts
function rebase(model, folder) {
	if (folder === "") return model;
	const move = (path) => /^[/~]/.test(path) ? path : `${folder}/${path.replace(/^\.\/+/, "")}`;
	const all = (paths) => paths?.map(move);
	return {
		...model,
		directory: model.directory === "." ? folder : move(model.directory),
		ignore: [...model.ignore, ...model.ignore.map(move)],
		data: model.data.map((rule) => ({
			...rule,
			path: move(rule.path)
		})),
		params: all(model.params),
		packages: all(model.packages),
		metrics: all(model.metrics),
		weights: model.weights.map(move)
	};
}

// src/flows/project.ts
async function openProject(cwd, config) {
	const place = await findPlace(cwd, config);
	const { root, folder, file } = place;
	const spec = rebaseSpec(parseSpec(readConfig(join(root, file)), file), folder);
	return {
		...place,
		spec,
		lock: readLock(join(root, folder))
	};
}
async function findPlace(cwd, config) {
	const repository = await findRepository(cwd);
	const root = realpathSync(repository.root);
	const named = config === void 0 ? nearestConfig(realpathSync(cwd), root) : resolve(cwd, config);
	if (!existsSync(named)) throw new UserError("config-absent", `${named} does not exist`, "Name a reprise.yml, or make one with `reprise init`.");
	if (basename(named) !== "reprise.yml") throw new UserError("config-name", `${named} is not named reprise.yml`, "Give each project of a monorepo a folder with a reprise.yml of its own.");
	const folder = relative(root, realpathSync(dirname(named)));
	if (folder === ".." || folder.startsWith("../")) throw new UserError("config-outside", `${named} lies outside the work tree ${root}`, "Start in the repository that it belongs to.");
	const store = join(root, folder, ".reprise");
	refuseLinks(store);
	return {
		root,
		repository,
		folder,
		file: join(folder, "reprise.yml"),
		store,
		ledger: folderLedger(store)
	};
}
function refuseLinks(ledger) {
	for (const path of [ledger, ...[...FOLDERS, SCRATCH].map((name) => join(ledger, name))]) {
		const stats = lstatSync(path, { throwIfNoEntry: false });
		if (stats === void 0 || stats.isDirectory()) continue;
		throw new UserError("ledger-unsafe", `${path} is no folder but a file or a link`, "Remove it; records are kept there from the next run on.");
	}
}
function ownFiles({ folder, file }) {
	return [file, join(folder, "reprise.lock")];
}
function rebaseSpec(spec, folder) {
	const models = Object.entries(spec.models).map(([name, model]) => [name, rebase(model, folder)]);
	return {
		...spec,
		models: Object.assign(Object.create(null), Object.fromEntries(models))
	};
}
function nearestConfig(from, root) {
	for (let folder = from;; folder = dirname(folder)) {
		const file = join(folder, "reprise.yml");
		if (existsSync(file)) return file;
		if (folder === root || folder === dirname(folder)) break;
	}
	throw new UserError("config-absent", `no reprise.yml between ${from} and ${root}`, "Make one with `reprise init`.");
}
function readConfig(file) {
	try {
		if (!statSync(file).isFile()) throw new Error("it is no regular file");
		return readFileSync(file, "utf8");
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new UserError("config-unreadable", `${file} cannot be read: ${why}`, "Make it a file that you can read.");
	}
}
function readLock(folder) {
	const file = join(folder, "reprise.lock");
	if (lstatSync(file, { throwIfNoEntry: false }) === void 0) return { state: "absent" };
	if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return {
		state: "unreadable",
		why: "reprise.lock is no regular file"
	};
	try {
		return parseLockText(readFileSync(file, "utf8"));
	} catch (error) {
		return {
			state: "unreadable",
			why: error instanceof Error ? error.message : String(error)
		};
	}
}
function parseLockText(text) {
	try {
		return {
			state: "found",
			lock: parseLock(text, "reprise.lock")
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return {
			state: "unreadable",
			why: `${(error instanceof SpecError ? error.message.split("\n")[0] : error.message) ?? ""} (${error.hint})`
		};
	}
}

export { rebaseSpec as a, Cause as c, parseLockText as i, openProject as n, setBaseline as o, ownFiles as r, writeLock as s, findPlace as t };