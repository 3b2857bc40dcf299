import { r as listFiles, t as detectPins } from "./read.js";
import { t as findRepository } from "./repository.js";
import { t as UserError } from "./error.js";
import { n as parseJson, t as require_dist } from "./dist.js";
import { dirname, join, relative, resolve } from "node:path";
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
// src/survey/values.ts
var import_dist = require_dist();
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** The texts of a value that may be one, a list of them, or a list whose entries map a text to its options. */
function textsOf(value) {
	if (typeof value === "string") return [value];
	return (Array.isArray(value) ? value : []).flatMap((item) => typeof item === "string" ? [item] : isObject(item) ? Object.keys(item) : []);
}
// src/survey/dvc.ts
/** The stage of `dvc.yaml` that trains: its command, and the files that DVC says it reads and writes. */
function dvcCandidates(files) {
	const document = documentOf(files.paths.includes("dvc.yaml") ? files.read("dvc.yaml") : void 0);
	const stages = Object.entries(stagesIn(document));
	const made = new Set(stages.flatMap(([, stage]) => textsOf(stage["outs"])));
	return stages.flatMap(([name, stage]) => {
		if (!/train|fit|fine_?tune/i.test(`${name} ${textsOf(stage["cmd"]).join(" ")}`) || textsOf(stage["cmd"]).length === 0) return [];
		const metrics = textsOf(document["metrics"]);
		return [stageCandidate(files, [[name, stage], ...measuring(stages, stage, metrics)], made)];
	});
}
/** Files and folders whose digests stand in a `dvc.lock`: the version that belongs to a commit is known. */
function dvcLocked(text) {
	return Object.values(stagesIn(documentOf(text))).flatMap(({ deps, outs }) => [deps, outs].flat()).filter(isObject).filter(({ md5, etag, checksum }) => [
		md5,
		etag,
		checksum
	].some(Boolean)).flatMap(({ path }) => typeof path === "string" ? [path] : []);
}
/** Where the stage that trains measures nothing: the one that measures what it made. `all`: metrics of the whole file. */
function measuring(stages, training, all) {
	if (metricsOf(training, all).length > 0) return [];
	const made = textsOf(training["outs"]);
	const found = stages.find(([, stage]) => textsOf(stage["deps"]).some((path) => made.includes(path)) && metricsOf(stage, all).length > 0);
	return found === void 0 ? [] : [[found[0], {
		...found[1],
		metrics: metricsOf(found[1], all)
	}]];
}
function metricsOf(stage, all) {
	const outs = textsOf(stage["outs"]);
	const below = all.filter((path) => outs.some((out) => path === out || path.startsWith(`${out}/`)));
	return [...textsOf(stage["metrics"]), ...below];
}
function stageCandidate(files, run, made) {
	const [name, stage] = run[0];
	const of = (key) => run.flatMap(([, one]) => textsOf(one[key]));
	const commands = of("cmd");
	const deps = [...new Set(of("deps"))].filter((path) => !textsOf(stage["outs"]).includes(path));
	const earlier = deps.filter((path) => made.has(path));
	return {
		train: !commands.some((command) => command.includes("${")) && run.every(([, one]) => one["wdir"] === void 0) ? commands.join(" && ") : run.map(([one]) => `dvc repro --single-item ${one}`).join(" && "),
		script: commands.flatMap((command) => command.split(/\s+/)).find((word) => word.endsWith(".py") && files.paths.includes(word)),
		score: name === "train" ? 12 : 9,
		because: [
			`the stage ${name} of dvc.yaml trains`,
			...run.slice(1).map(([other]) => `the stage ${other} measures what it made`),
			...earlier.length === 0 ? [] : [`it reads ${earlier.join(", ")} of earlier stages: run \`dvc pull\` or \`dvc repro\` first`]
		],
		data: deps.filter((path) => !/\.(?:py|sh|R|jl|ipynb)$/.test(path) && !isFolderOfCode(files, path)),
		params: paramsOf(files, run.flatMap(([, one]) => one["params"] ?? [])),
		metrics: of("metrics"),
		weights: textsOf(stage["outs"]).filter((path) => /model|weights|checkpoint|\.(?:pt|pth|ckpt|safetensors|pkl|joblib|h5|keras)$/i.test(path))
	};
}
function isFolderOfCode(files, path) {
	return files.paths.some((file) => file.startsWith(`${path.replace(/\/$/, "")}/`) && file.endsWith(".py"));
}
/** Keys stand in `params.yaml`; an entry that maps a file to keys names another file. */
function paramsOf(files, written) {
	const entries = Array.isArray(written) ? written : [];
	const named = entries.filter(isObject).flatMap((entry) => Object.keys(entry));
	return [...entries.some((entry) => typeof entry === "string") ? ["params.yaml"] : [], ...named].filter((path) => files.paths.includes(path));
}
function documentOf(text) {
	try {
		const value = text === void 0 ? void 0 : (0, import_dist.parse)(text, { maxAliasCount: 100 });
		return isObject(value) ? value : {};
	} catch {
		return {};
	}
}
function stagesIn({ stages }) {
	const entries = Object.entries(isObject(stages) ? stages : {});
	return Object.fromEntries(entries.filter((entry) => isObject(entry[1])));
}
// src/survey/shell.ts
/** A word as a POSIX shell reads it: in quotes where it needs them. */
function quote(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
// src/survey/notebook.ts
const TRAINS = /\.backward\(|\.fit\(|\bfor\s+\w*(?:epoch|step)\w*\s+in\b|\bTrainer\(/;
const MOST_READ$1 = 50;
/** Notebooks whose code trains. They are run from top to bottom into a copy, so that the notebook stays as it is. */
function notebookCandidates(files) {
	const papermill = files.paths.some((path) => /^(?:requirements.*\.txt|pyproject\.toml|environment\.ya?ml)$/.test(path) && /\bpapermill\b/.test(files.read(path) ?? ""));
	return files.paths.filter((path) => path.endsWith(".ipynb") && !path.includes(".ipynb_checkpoints/")).slice(0, MOST_READ$1).flatMap((path) => {
		const code = codeOf(path, files.read(path));
		if (code === void 0 || !TRAINS.test(code)) return [];
		const named = /train/i.test(path);
		return [{
			train: papermill ? `papermill ${quote(path)} executed.ipynb` : `jupyter nbconvert --to notebook --execute --output-dir . --output executed.ipynb ${quote(path)}`,
			script: path,
			score: named ? 5 : 4,
			because: [`the code of ${path} trains`, `a notebook has to write its metrics to a file: ${papermill ? "papermill" : "nbconvert"} only runs its cells in order`]
		}];
	});
}
/** The code cells of a notebook, or undefined if it is none. */
function codeOf(path, text) {
	if (text === void 0) return void 0;
	try {
		const notebook = parseJson(text, path);
		return (isObject(notebook) && Array.isArray(notebook["cells"]) ? notebook["cells"] : []).filter((cell) => isObject(cell) && cell["cell_type"] === "code").map((cell) => textsOf(cell["source"]).join("")).join("\n");
	} catch {
		return;
	}
}
// src/survey/projects.ts
const MARKER = /^(?:pyproject\.toml|setup\.py|setup\.cfg|requirements\.txt|environment\.ya?ml|dvc\.yaml|uv\.lock|Pipfile)$/;
const NO_PROJECT = /(?:^|\/)(?:node_modules|site-packages|\.[^/]+|venv|env|tests?|docs?|build|dist|third_party|vendor)\//;
/** Some keep `requirements.txt` beside the code: the project is the folder above. */
const SOURCE = "src";
/** Names that YAML, a shell or a path in `reprise.yml` could not carry safely. */
const UNUSABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]|^[~!/-]|(?:^|\/)\.\.(?:\/|$)/u;
/**
* The projects of a repository, the root first: folders with packages of their own. A file belongs to the innermost
* one, and files that are no part of the project (installed packages, tests, documentation) to none.
*/
function projectsOf(listing) {
	const paths = listing.paths.filter((path) => !NO_PROJECT.test(path) && isUsable(path));
	const marked = paths.filter((path) => MARKER.test(nameOf(path))).map(folderOf).filter((folder) => nameOf(folder) !== SOURCE);
	const folders = [.../* @__PURE__ */ new Set(["", ...marked])].sort();
	const owned = new Map(folders.map((folder) => [folder, []]));
	for (const path of paths) {
		let folder = folderOf(path);
		while (!owned.has(folder)) folder = folderOf(folder);
		owned.get(folder)?.push(folder === "" ? path : path.slice(folder.length + 1));
	}
	return folders.map((folder) => ({
		folder,
		files: {
			paths: owned.get(folder) ?? [],
			read: (path) => listing.read(folder === "" ? path : `${folder}/${path}`)
		}
	}));
}
/** Whether a path can stand in `reprise.yml` and on a command line. */
function isUsable(path) {
	return path !== "" && path.length < 1e3 && !UNUSABLE.test(path);
}
/** The folder of a path; `''` at the top. */
function folderOf(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
function nameOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
// src/survey/metrics.ts
/** Names that decide by default (SPEC.md), in their order, then the usual accuracies. */
const NAMES$1 = [
	"eval_loss",
	"val_loss",
	"validation_loss",
	"test_loss",
	"train_loss",
	"eval_accuracy",
	"val_accuracy",
	"val_acc",
	"test_accuracy"
];
/** A metric that a program's text names as such: in quotes, as a key or a logged name. */
function metricNamed(text) {
	return NAMES$1.find((name) => new RegExp(`["']${name}["']`).test(text));
}
/** Files of metrics that a program's text names. */
function metricFilesNamed(text) {
	const found = [...text.matchAll(/["']((?:\w[\w./-]{0,200}\/)?(?:metrics|results|history|scores)\.(?:json|jsonl|csv|ya?ml))["']/g)];
	return [...new Set(found.map(([, path = ""]) => path))].filter((path) => !path.split("/").includes("..")).sort();
}
/** Which way such a metric is better. */
function betterOf(metric) {
	return metric.endsWith("loss") ? "lower" : "higher";
}
// src/survey/draft.ts
const WIDTH = 110;
/**
* A `reprise.yml` for a repository: what was guessed as fields with the reason above them, what was not as commented
* lines. Without any guess the whole file is comments.
*/
function draftSpec(survey) {
	return [
		"# reprise.yml: which training is retrained and judged. Drafted from the files of this repository:",
		"# check each line, then run `reprise check`.",
		"",
		...survey.guesses.length > 1 ? many(survey.guesses) : one(survey.guesses[0]),
		...packages(survey.packages),
		""
	].join("\n");
}
function one(guess) {
	if (guess !== void 0) return model(guess);
	return [
		...comment("No command that trains could be guessed. Write it here; one line is a complete file:"),
		"# train: python train.py",
		...open([[
			"data",
			"[data/train.csv]",
			"files that the training reads"
		]])
	];
}
function many(guesses) {
	return ["models:", ...guesses.flatMap((guess) => [
		`${key(guess.name)}:`,
		...model(guess).map((line) => line === "" ? "" : `  ${line}`),
		""
	]).map((line) => line === "" ? "" : `  ${line}`)];
}
function model(guess) {
	return [
		...comment(`train: guessed, confidence ${guess.confidence}. ${guess.because.join("; ")}.`),
		field("train", guess.train),
		...guess.directory === "." ? [] : [field("directory", guess.directory)],
		...Object.keys(guess.env).length === 0 ? [] : [field("env", guess.env)],
		...listed("data", guess.data, "held by the repository or by DVC; shown read-only, digested before and after"),
		...mentioned(guess),
		...listed("params", guess.params, "parameter files, compared key by key"),
		...listed("metrics", guess.metrics, "named by the program or by dvc.yaml"),
		...listed("weights", guess.weights, "named by dvc.yaml; equal files are evidence of identity"),
		...expectation(guess),
		...seed(guess),
		...guess.setup === void 0 ? [] : open([[
			"setup",
			guess.setup,
			"run once before the trainings, with the network; needed where packages are missing"
		]])
	];
}
function mentioned({ dataMentioned, data }) {
	if (dataMentioned.length === 0) return [];
	return [...comment(`the program names ${dataMentioned.join(", ")}, which git does not hold. If the training reads it:`), `# ${field("data", [...data, ...dataMentioned])}`];
}
function expectation({ metric }) {
	if (metric === void 0) return open([[
		"expect",
		"{eval_loss: {better: lower, within: 1%}}",
		"no metric could be guessed; by default the first loss in a file that the run writes decides (JSON, JSONL, CSV, YAML, TOML)"
	]]);
	return [...comment(`the program names ${metric}. Without a tolerance (within: 1%) only measured noise or equal bits decide.`), field("expect", { [metric]: { better: betterOf(metric) } })];
}
function seed({ seedFlag }) {
	const [value, why] = seedFlag === void 0 ? ["{arg: --seed}", "how the seed reaches the program was not seen; by default the program seeds itself"] : [`{arg: ${seedFlag}}`, `the program takes ${seedFlag}: with this line Reprise sets it`];
	return open([[
		"seed",
		value,
		why
	]]);
}
function packages(locks) {
	if (locks.length > 0) return ["", ...comment(`package locks found: ${locks.join(", ")} (used by default)`)];
	return ["", ...comment("no package lock was found: without one, packages may differ from run to run")];
}
function listed(name, paths, why) {
	return paths.length === 0 ? [] : [...comment(`${name}: ${why}`), field(name, paths)];
}
/** Lines that a person may want to fill in. */
function open(fields) {
	return fields.flatMap(([name, value, why]) => [...comment(why), `# ${name}: ${value}`]);
}
/** One field on one line, whatever its value holds. */
function field(name, value) {
	if (typeof value === "string" && /[\n\r]/.test(value)) return `${name}: ${JSON.stringify(value)}`;
	return `${name}: ${(0, import_dist.stringify)(value, {
		collectionStyle: "flow",
		lineWidth: 0,
		flowCollectionPadding: false,
		defaultStringType: "PLAIN",
		blockQuote: false
	}).trimEnd()}`;
}
function key(name) {
	return (0, import_dist.stringify)(name, { lineWidth: 0 }).trimEnd();
}
/** Text as comment lines; what could end a line in it cannot. */
function comment(text) {
	const words = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim().split(" ");
	const lines = [];
	for (const word of words) {
		const last = lines.at(-1);
		if (last === void 0 || last.length + word.length + 1 > WIDTH) lines.push(`# ${word}`);
		else lines[lines.length - 1] = `${last} ${word}`;
	}
	return lines;
}
// src/survey/data.ts
const DATA = /\.(?:arrow|bin|csv|feather|jsonl|ndjson|npy|npz|parquet|tfrecords?|tsv)(?:\.gz)?$/i;
const FOLDER = /^(?:.*\/)?(?:data|datasets?|corpus|corpora)$/i;
const ASIDE$2 = /(?:^|\/)(?:README[^/]*|LICEN[CS]E[^/]*|\.gitignore|\.gitkeep|[^/]*\.(?:dvc|md))$/i;
const MOST = 20;
/** Data that the repository holds, or that DVC holds for it: whole folders where they hold nothing else. */
function dataOf(files) {
	const pointers = files.paths.filter((path) => path.endsWith(".dvc") && nameOf(path) !== ".dvc").map((path) => path.slice(0, -4));
	const grouped = files.paths.filter((path) => DATA.test(path) || isInFolder(path) && /\.(?:txt|json)$/i.test(path)).map((path) => outermostPureFolder(files, path) ?? path);
	const all = [.../* @__PURE__ */ new Set([...grouped, ...pointers])].sort();
	return all.filter((path) => !all.some((other) => path.startsWith(`${other}/`))).slice(0, MOST);
}
function isInFolder(path) {
	return outerFolders(path).some((folder) => FOLDER.test(folder));
}
/** The folder named like data, if all that it holds is data: a loader beside it must stay code. */
function outermostPureFolder(files, path) {
	return outerFolders(path).find((folder) => FOLDER.test(folder) && files.paths.every((file) => !file.startsWith(`${folder}/`) || ASIDE$2.test(file) || DATA.test(file) || /\.(?:txt|json)$/i.test(file)));
}
/** Its folders, the outermost first. */
function outerFolders(path) {
	const folders = [];
	for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) folders.unshift(folder);
	return folders;
}
/** Files of data that a program names though git does not hold them. */
function mentionedData(files, text, known) {
	const missing = [...text.matchAll(/["']((?:\.\/)?[\w][\w./-]{0,200})["']/g)].map(([, path = ""]) => path.replace(/^\.\//, "")).filter((path) => (DATA.test(path) || /^(?:data|datasets?)\/[\w.-]/.test(path)) && !path.split("/").includes("..") && !files.paths.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, "")}/`)) && !known.some((other) => path === other || path.startsWith(`${other}/`)));
	return [...new Set(missing)].sort().slice(0, MOST);
}
// src/survey/entries.ts
/** Ways to train that somebody already wrote down: a target of a Makefile, a shell script. */
function entryCandidates(files) {
	const makefile = files.paths.find((path) => /^(?:GNUm|[mM])akefile$/.test(path));
	const make = [...((makefile === void 0 ? void 0 : files.read(makefile)) ?? "").matchAll(/^(train[\w-]*):(?!=)/gm)].map(([, name = ""]) => name).sort((a, b) => Number(isSmall(b)) - Number(isSmall(a))).slice(0, 1).map((name) => ({
		train: `make ${name}`,
		script: void 0,
		score: 7,
		because: [`${makefile ?? "the Makefile"} has the target ${name}`]
	}));
	const shells = files.paths.filter((path) => /^(?:scripts\/|bin\/)?(?:run_)?train(?:ing)?[\w-]*\.sh$/.test(path)).map((path) => ({
		train: `bash ${quote(path)}`,
		script: void 0,
		score: 6,
		because: [`${path} is named like a training`]
	}));
	return [...make, ...shells];
}
function isSmall(name) {
	return /mini|tiny|smoke|debug|small/.test(name);
}
// src/survey/flags.ts
const DECLARATION = /(?:add_argument|click\.option|typer\.Option)\(([^()]*(?:\([^()]*\)[^()]*){0,8})\)/g;
const HF_FLAGS = [
	"--max_steps",
	"--seed",
	"--output_dir",
	"--num_train_epochs"
];
/** The options that a program's text declares, by argparse, click, typer, or Hugging Face's TrainingArguments. */
function flagsOf(text) {
	const flags = /* @__PURE__ */ new Map();
	if (text.includes("HfArgumentParser") && text.includes("TrainingArguments")) for (const name of HF_FLAGS) flags.set(name, {
		required: name === "--output_dir",
		hasDefault: name !== "--output_dir"
	});
	for (const [, declared = ""] of text.matchAll(DECLARATION)) {
		const name = /['"](--[A-Za-z][\w-]*)['"]/.exec(declared)?.[1];
		if (name === void 0) continue;
		flags.set(name, {
			required: /\brequired\s*=\s*True\b/.test(declared),
			hasDefault: /\bdefault\s*=\s*(?!None\b)/.test(declared)
		});
	}
	return flags;
}
/** The first of some spellings that a program declares, `_` and `-` alike, capitals too. */
function flagNamed(flags, names) {
	const spelled = new Map([...flags.keys()].map((flag) => [flag.slice(2).replaceAll("-", "_").toLowerCase(), flag]));
	return names.map((name) => spelled.get(name)).find((flag) => flag !== void 0);
}
// src/survey/small.ts
const SMALL = [
	"mini",
	"tiny",
	"smoke",
	"debug",
	"small",
	"toy",
	"ci",
	"fast",
	"quick",
	"test"
];
const CONFIG = /(?:^|\/)(?:conf|confs|config|configs|configuration|params|hparams)\/.*\.(?:ya?ml|json|toml)$|(?:^|\/)(?:config|params|hparams)[^/]*\.(?:ya?ml|json|toml)$/i;
/** Files that hold parameters, by their place or name. */
function configFiles(paths) {
	return paths.filter((path) => CONFIG.test(path)).sort();
}
/** The configuration that makes the shortest training, by its name. */
function smallest(configs) {
	const rank = (path) => {
		const words = nameOf(path).toLowerCase().split(/[^a-z]+/);
		const found = SMALL.findIndex((word) => words.includes(word));
		return found < 0 ? SMALL.length : found;
	};
	return configs.filter((path) => rank(path) < SMALL.length).sort((a, b) => rank(a) - rank(b))[0];
}
// src/survey/hydra.ts
/** Whether a program takes its configuration from hydra. */
function isHydra(text) {
	return /@hydra\.main\b/.test(text);
}
/** Overrides that make hydra's configuration small: an experiment or a whole configuration, else a few steps. */
function hydraArguments(files, script, text) {
	const folder = resolve$1(folderOf(script), /config_path\s*=\s*f?["']([^"']+)["']/.exec(text)?.[1] ?? ".");
	const name = /config_name\s*=\s*["']([^"']+?)(?:\.ya?ml)?["']/.exec(text)?.[1] ?? "config";
	const prefix = folder === "" ? "" : `${folder}/`;
	const inside = files.paths.filter((path) => path.startsWith(prefix) && /\.ya?ml$/.test(path));
	const tree = {
		folder,
		files: inside,
		root: inside.find((path) => stem(folder, path) === name)
	};
	return smallConfiguration(tree) ?? shortTrainer(files, tree) ?? part(tree, [], void 0, `hydra reads its configuration from ${folder || "the root"}`);
}
function part(tree, words, file, because) {
	return {
		words,
		params: [.../* @__PURE__ */ new Set([tree.root, file])].filter((path) => path !== void 0),
		because: [because]
	};
}
function smallConfiguration(tree) {
	const { folder, files, root } = tree;
	const experiment = smallest(files.filter((path) => stem(folder, path).startsWith("experiment/")));
	if (experiment !== void 0) return part(tree, [`experiment=${stem(folder, experiment).slice(11)}`], experiment, `${experiment} looks like the smallest experiment`);
	const whole = smallest(files.filter((path) => !stem(folder, path).includes("/")));
	if (whole === void 0 || whole === root) return void 0;
	return part(tree, ["--config-name", stem(folder, whole)], whole, `${whole} looks like the smallest configuration`);
}
function shortTrainer(files, tree) {
	const trainer = trainerFile(files, tree);
	const key = ["max_steps", "max_epochs"].find((name) => trainer?.keys.includes(name) === true);
	if (key === void 0) return void 0;
	const word = `trainer.${key}=${key === "max_steps" ? 50 : 1}`;
	return part(tree, [word], trainer?.path, `${word} keeps it short: choose enough for the loss to move`);
}
/** Where the trainer is configured: a file of the group `trainer`, or a key of the root. */
function trainerFile(files, { folder, files: inside, root }) {
	const group = inside.filter((path) => stem(folder, path).startsWith("trainer/"));
	const path = group.find((file) => file.endsWith("/default.yaml")) ?? group[0] ?? root;
	if (path === void 0) return void 0;
	const value = readMapping(files.read(path));
	const mapping = group.length > 0 ? value : value?.["trainer"];
	return mapping !== null && typeof mapping === "object" ? {
		path,
		keys: Object.keys(mapping)
	} : void 0;
}
function readMapping(text) {
	try {
		const value = text === void 0 ? void 0 : (0, import_dist.parse)(text, { maxAliasCount: 0 });
		return value !== null && typeof value === "object" ? value : void 0;
	} catch {
		return;
	}
}
function stem(folder, path) {
	return path.slice(folder === "" ? 0 : folder.length + 1).replace(/\.ya?ml$/, "");
}
/** A path relative to a folder, as one relative to the project. */
function resolve$1(folder, path) {
	const parts = folder === "" ? [] : folder.split("/");
	for (const part of path.split("/")) if (part === "..") parts.pop();
	else if (part !== "." && part !== "") parts.push(part);
	return parts.join("/");
}
// src/survey/command.ts
const NOTHING = {
	words: [],
	because: [],
	params: []
};
/** The command line for a Python program: as the README has it, else from what the program declares. */
function scriptCommand(files, path, text, documented) {
	const flags = flagsOf(text);
	const { words, env } = documented === void 0 ? start(path, text) : {
		words: [documented],
		env: {}
	};
	const has = (flag) => documented?.includes(flag) === true;
	const config = isHydra(text) ? hydraArguments(files, path, text) : configArguments(files, flags, has);
	const parts = [
		config,
		config.words.length === 0 ? stepArguments(flags, has) : NOTHING,
		outputArguments(flags, has)
	];
	const given = [...words, ...parts.flatMap((part) => part.words.map(quote))];
	const open = [...flags].filter(([name, flag]) => flag.required && !given.some((word) => word.includes(name)));
	return {
		train: given.join(" "),
		incomplete: open.length > 0,
		env,
		params: parts.flatMap((part) => part.params),
		because: [
			...documented === void 0 ? [] : ["the README runs it like this"],
			...parts.flatMap((part) => part.because),
			...open.length === 0 ? [] : [`to be added: ${open.map(([name]) => name).join(", ")} (required by ${path})`]
		]
	};
}
/** A module of a package that imports its neighbours relatively cannot be run as a file. */
function start(path, text) {
	if (!/^from \.+\w* import|^from \.\w/m.test(text) || folderOf(path) === "") return {
		words: ["python", quote(path)],
		env: {}
	};
	const inSource = path.startsWith("src/");
	return {
		words: [
			"python",
			"-m",
			quote(path.replace(/^src\//, "").replace(/\.py$/, "").replaceAll("/", "."))
		],
		env: inSource ? { PYTHONPATH: "src" } : {}
	};
}
function configArguments(files, flags, has) {
	const flag = flagNamed(flags, [
		"config",
		"config_file",
		"config_path",
		"cfg",
		"params"
	]);
	if (flag === void 0 || has(flag)) return NOTHING;
	const configs = configFiles(files.paths);
	const small = smallest(configs);
	if (small !== void 0) return {
		words: [flag, small],
		params: [small],
		because: [`${small} looks like the smallest configuration`]
	};
	const only = configs.length === 1 && flags.get(flag)?.hasDefault !== true ? configs[0] : void 0;
	return only === void 0 ? NOTHING : {
		words: [flag, only],
		params: [only],
		because: [`${only} is the only configuration`]
	};
}
const STEPS = [
	"max_steps",
	"max_iters",
	"num_steps",
	"steps"
];
const EPOCHS = [
	"epochs",
	"max_epochs",
	"num_epochs",
	"n_epochs",
	"nepochs",
	"num_train_epochs"
];
function stepArguments(flags, has) {
	const steps = flagNamed(flags, STEPS);
	const flag = steps ?? flagNamed(flags, EPOCHS);
	if (flag === void 0 || has(flag)) return NOTHING;
	return {
		words: [flag, steps === void 0 ? "1" : String(50)],
		params: [],
		because: [`${flag} keeps it short: choose enough steps for the loss to move`]
	};
}
function outputArguments(flags, has) {
	const flag = flagNamed(flags, [
		"output_dir",
		"out_dir",
		"output",
		"save_dir"
	]);
	if (flag === void 0 || flags.get(flag)?.required !== true || has(flag)) return NOTHING;
	return {
		words: [flag, "out"],
		params: [],
		because: []
	};
}
// src/survey/readme.ts
const PLACEHOLDER = /[<>{}[\]$`|&;\\*]|\.\.\.|…|\bpath\/to\b|(?:^|\s)(?:-h|--help)(?:\s|$)/;
const START = /^(?:(?:uv|poetry|pdm|pixi) run )?python3? /;
const FILE = /(?:^|=)([^\s=]+\.(?:csv|json|jsonl|py|toml|txt|ya?ml))$/i;
/** The command with which a README runs a program, if it can be run as it stands: every file that it names is there. */
function readmeCommand(files, script) {
	const readme = files.paths.find((path) => /^readme(?:\.\w+)?$/i.test(path));
	return (readme === void 0 ? void 0 : files.read(readme))?.split("\n").map((line) => line.trim().replace(/^\$ /, "").replace(/\s#.*$/, "").trim()).find((line) => START.test(line) && line.split(/\s+/).includes(script) && !PLACEHOLDER.test(line) && line.split(/\s+/).every((word) => isThere(files, word)) && line.length < 300);
}
/** Hydra names a file by its end: `experiment=mini.yaml`. */
function isThere({ paths }, word) {
	const file = FILE.exec(word)?.[1]?.replace(/^\.\//, "");
	return file === void 0 || paths.some((path) => path === file || path.endsWith(`/${file}`));
}
// src/survey/scripts.ts
const MOST_READ = 300;
const WORTH = 4;
const NAMES = [
	[/^train(?:ing)?\.py$/, 5],
	[/^(?:(?:pre)?train[_-].*|.*[_-]train(?:ing)?|fine_?tun(?:e|ing).*|pretrain.*)\.py$/, 4],
	[/^run(?:_.*)?\.py$/, 2],
	[/^main\.py$/, 2]
];
/** What a program that trains says; the last is no proof by itself. */
const SIGNS = [
	[
		/\bfrom transformers import\b[^;]*?\b(?:Seq2Seq)?Trainer\b/,
		3,
		"it uses the Hugging Face Trainer"
	],
	[
		/\b(?:import|from) (?:pytorch_)?lightning\b/,
		3,
		"it uses Lightning"
	],
	[
		/\.backward\(/,
		2,
		"it computes gradients"
	],
	[
		/\.fit\(/,
		2,
		"it fits a model"
	],
	[
		/\bfor\s+\w*(?:epoch|step)\w*\s+in\b/,
		2,
		"it loops over epochs or steps"
	]
];
const MAIN = /__name__\s*==\s*['"]__main__['"]/;
const NOT_A_TRAINING = /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|setup|noxfile|__init__)\.py$/;
const ASIDE$1 = /(?:^|\/)(?:examples?|legacy|old|archive|benchmarks?|scripts?|tools)\//;
/** Python programs that look like trainings. */
function scriptCandidates(files) {
	return files.paths.filter((path) => path.endsWith(".py") && !NOT_A_TRAINING.test(path)).sort((a, b) => pointsForName(b) - pointsForName(a) || a.length - b.length).slice(0, MOST_READ).flatMap((path) => candidate(files, path));
}
function candidate(files, path) {
	const text = files.read(path) ?? "";
	const name = pointsForName(path);
	const signs = SIGNS.filter(([sign]) => sign.test(text));
	const runs = MAIN.test(text) || isHydra(text);
	const score = name + sum(signs.map(([, points]) => points)) + (runs ? 1 : 0) - (ASIDE$1.test(path) ? 1 : 0);
	if (score < WORTH || name < 5 && !runs && !/^for /m.test(text)) return [];
	const because = [...name >= 4 ? [`${path} is named like a training`] : [], ...signs.map(([, , reason]) => reason)];
	const documented = readmeCommand(files, path);
	const command = scriptCommand(files, path, text, documented);
	return [{
		...command,
		script: path,
		score: score + (documented === void 0 ? 0 : 2),
		because: [...because, ...command.because]
	}];
}
function pointsForName(path) {
	return NAMES.find(([pattern]) => pattern.test(nameOf(path)))?.[1] ?? 0;
}
function sum(points) {
	return points.reduce((total, value) => total + value, 0);
}
// src/survey/repository.ts
const MOST_MODELS = 20;
const HIGH = 8;
const MEDIUM = 6;
const ASIDE = /(?:^|\/)(?:examples?|legacy|old|archive|benchmarks?|docs?)(?:\/|$)/;
/** Guesses which commands train, from names and texts alone: the most likely one of each project. */
function surveyRepository(listing) {
	const training = projectsOf(listing).map((project) => ({
		project,
		ranked: candidatesOf(project)
	})).filter(({ ranked }) => ranked.length > 0);
	const [root] = training.filter(({ project }) => project.folder === "");
	const main = training.filter(({ project }) => !ASIDE.test(project.folder));
	const chosen = root === void 0 ? main.length > 0 ? main : training : [root];
	const named = names(chosen.map(({ project }) => project.folder));
	return {
		guesses: chosen.slice(0, MOST_MODELS).map(({ project, ranked }, index) => guess(named[index], project, ranked)),
		packages: detectPins(listing.paths)
	};
}
function candidatesOf({ files }) {
	return [
		dvcCandidates,
		scriptCandidates,
		entryCandidates,
		notebookCandidates
	].flatMap((find) => find(files)).sort((a, b) => b.score - a.score || a.train.length - b.train.length);
}
function guess(name, { folder, files }, ranked) {
	const [best, ...others] = ranked;
	const text = textOf(files, best.script);
	const inRoot = (paths) => [...new Set(paths)].filter(isUsable).map((path) => folder === "" ? path : `${folder}/${path}`);
	const data = best.data ?? dataOf(files);
	const alternatives = others.filter(({ script }) => script === void 0 || script !== best.script).slice(0, 3).map(({ train }) => train);
	return {
		name,
		train: best.train,
		directory: folder === "" ? "." : folder,
		confidence: confidence(best, others[0]),
		because: [...best.because, ...alternatives.length === 0 ? [] : [`other candidates: ${alternatives.join("; ")}`]],
		env: best.env ?? {},
		data: inRoot(data),
		dataMentioned: inRoot(mentionedData(files, text, data)),
		params: inRoot(best.params ?? []),
		metrics: inRoot(best.metrics ?? metricFilesNamed(text)),
		weights: inRoot(best.weights ?? []),
		setup: setupOf(files),
		seedFlag: flagNamed(flagsOf(text), ["seed", "random_seed"]),
		metric: metricNamed(text)
	};
}
const SETUPS = [
	[/^uv\.lock$/, () => "uv sync --frozen --active"],
	[/^poetry\.lock$/, () => "poetry install"],
	[/^(?:src\/)?requirements[\w.-]*\.txt$/, (path) => `pip install -r ${path}`],
	[/^(?:pyproject\.toml|setup\.py)$/, () => "pip install -e ."]
];
function setupOf(files) {
	return SETUPS.map(([pattern, command]) => {
		const path = files.paths.find((name) => pattern.test(name));
		return path === void 0 ? void 0 : command(path);
	}).find((command) => command !== void 0);
}
function textOf(files, script) {
	if (script === void 0) return "";
	const text = files.read(script);
	return (script.endsWith(".ipynb") ? codeOf(script, text) : text) ?? "";
}
function confidence(best, second) {
	if (best.incomplete === true) return "low";
	const clear = second === void 0 || best.score - second.score >= 2;
	if (best.score >= HIGH && clear) return "high";
	return best.score >= MEDIUM ? "medium" : "low";
}
/** A name for each project that `reprise.yml` allows, each once. */
function names(folders) {
	if (folders.length === 1) return ["main"];
	const taken = /* @__PURE__ */ new Set();
	return folders.map((folder) => {
		const base = folder.split("/").at(-1)?.replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "").slice(0, 80) || "main";
		let name = base;
		for (let next = 2; taken.has(name); next++) name = `${base}-${next}`;
		taken.add(name);
		return name;
	});
}
// src/flows/init.ts
/** A larger file is no program or configuration that a survey could learn from. */
const MOST_BYTES = 524288;
/**
* Looks at the repository around a folder and writes `reprise.yml` at its root.
*
* @throws {UserError} `config-exists`, `config-outside`, `config-unwritable`; codes of git
*/
async function init(cwd, options) {
	const { root } = await findRepository(cwd);
	const file = options.config === void 0 ? join(root, "reprise.yml") : resolve(cwd, options.config);
	if (existsSync(file) && options.print !== true && options.force !== true) throw alreadyThere(file);
	const survey = surveyRepository(await project(root, dirname(file)));
	const text = draftSpec(survey);
	if (options.print !== true) write(file, text, options.force === true);
	const { guesses } = survey;
	return {
		file,
		text,
		guesses,
		notes: notesOn(guesses),
		next: nextStep(guesses)
	};
}
/** The files of a project, by their paths from its folder. */
async function project(root, folder) {
	const inside = relative(root, existsSync(folder) ? realpathSync(folder) : folder);
	if (inside.startsWith("..") || !existsSync(folder)) throw new UserError("config-outside", `${folder} is no folder of the repository ${root}`, "Name a file in a folder of this repository.");
	const prefix = inside === "" ? "" : `${inside}/`;
	const files = (await listFiles(root)).filter(({ kind, path }) => kind === "file" && path.startsWith(prefix));
	return listing(join(root, inside), files.map(({ path }) => path.slice(prefix.length)));
}
/** Files as a survey reads them: small ones, without insisting. */
function listing(root, paths) {
	return {
		paths,
		read(path) {
			try {
				const file = join(root, path);
				const stats = statSync(file);
				return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(file, "utf8") : void 0;
			} catch {
				return;
			}
		}
	};
}
function write(file, text, replace) {
	try {
		writeFileSync(file, text, { flag: replace ? "w" : "wx" });
	} catch (error) {
		const { code, message } = error;
		if (code === "EEXIST") throw alreadyThere(file);
		throw new UserError("config-unwritable", `${file} cannot be written: ${message}`, "Make its folder writable, or see the text with --print.");
	}
}
function alreadyThere(file) {
	return new UserError("config-exists", `${file} is there already`, "See what would be written with --print, or replace it with --force.");
}
function notesOn(guesses) {
	if (guesses.length === 0) return ["Nothing here looks like a training: reprise.yml holds comments only."];
	return guesses.flatMap(({ name, train, confidence, because }) => [`${name}: ${train}  (confidence ${confidence})`, ...because.map((why) => `  because ${why}`)]);
}
function nextStep(guesses) {
	return guesses.length === 0 ? "write its command after `train:` in reprise.yml, then `reprise check`." : "read reprise.yml, then `reprise check` retrains and says whether the training repeats itself.";
}
export { projectsOf as a, nameOf as i, listing as n, codeOf as o, folderOf as r, dvcLocked as s, init as t };
