import { l as listFiles, n as visibleAccelerators, r as detectPins } from "./accelerators.js";
import { n as findRepository, s as git, t as parseSpec } from "./parse.js";
import { t as UserError } from "./error.js";
import { t as require_dist } from "./yaml.js";
import { t as parseJson } from "./json.js";
import { t as defaultBranch } from "./commits.js";
import { t as nameOf$1 } from "./workflow-name.js";
import { basename, dirname, join, relative, resolve } from "node:path";
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// src/survey/values.ts
var import_dist = require_dist();
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function textsOf(value) {
	if (typeof value === "string") return [value];
	return (Array.isArray(value) ? value : []).flatMap((item) => typeof item === "string" ? [item] : isObject(item) ? Object.keys(item) : []);
}

// src/survey/dvc.ts
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
function dvcLocked(text) {
	return Object.values(stagesIn(documentOf(text))).flatMap(({ deps, outs }) => [deps, outs].flat()).filter(isObject).filter(({ md5, etag, checksum }) => [
		md5,
		etag,
		checksum
	].some(Boolean)).flatMap(({ path }) => typeof path === "string" ? [path] : []);
}
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
function quote(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

// src/survey/notebook.ts
const TRAINS = /\.backward\(|\.fit\(|\bfor\s+\w*(?:epoch|step)\w*\s+in\b|\bTrainer\(/;
const MOST_READ$1 = 50;
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
const SOURCE = "src";
const UNUSABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]|^[~!/-]|(?:^|\/)\.\.(?:\/|$)/u;
function projectsOf(listing) {
	const paths = listing.paths.filter((path) => !NO_PROJECT.test(path) && isUsable(path));
	const marked = paths.filter((path) => MARKER.test(nameOf(path))).map(folderOf$1).filter((folder) => nameOf(folder) !== SOURCE);
	const folders = [.../* @__PURE__ */ new Set(["", ...marked])].sort();
	const owned = new Map(folders.map((folder) => [folder, []]));
	for (const path of paths) {
		let folder = folderOf$1(path);
		while (!owned.has(folder)) folder = folderOf$1(folder);
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
function isUsable(path) {
	return path !== "" && path.length < 1e3 && !UNUSABLE.test(path);
}
function folderOf$1(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
function nameOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}

// src/survey/metrics.ts
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
function metricNamed(text) {
	return NAMES$1.find((name) => new RegExp(`["']${name}["']`).test(text));
}
function metricFilesNamed(text) {
	const found = [...text.matchAll(/["']((?:\w[\w./-]{0,200}\/)?(?:metrics|results|history|scores)\.(?:json|jsonl|csv|ya?ml))["']/g)];
	return [...new Set(found.map(([, path = ""]) => path))].filter((path) => !path.split("/").includes("..")).sort();
}
function betterOf(metric) {
	return metric.endsWith("loss") ? "lower" : "higher";
}

// src/survey/draft.ts
const WIDTH = 110;
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
	const [value, why] = seedFlag === void 0 ? ["{arg: --seed}", "no flag for the seed was seen; by default the probe moves the seeds that the program sets itself"] : [`{arg: ${seedFlag}}`, `the program takes ${seedFlag}: with this line Reprise sets it`];
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
function open(fields) {
	return fields.flatMap(([name, value, why]) => [...comment(why), `# ${name}: ${value}`]);
}
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
const MOST$1 = 20;
function dataOf(files) {
	const pointers = files.paths.filter((path) => path.endsWith(".dvc") && nameOf(path) !== ".dvc").map((path) => path.slice(0, -4));
	const grouped = files.paths.filter((path) => DATA.test(path) || isInFolder(path) && /\.(?:txt|json)$/i.test(path)).map((path) => outermostPureFolder(files, path) ?? path);
	const all = [.../* @__PURE__ */ new Set([...grouped, ...pointers])].sort();
	return all.filter((path) => !all.some((other) => path.startsWith(`${other}/`))).slice(0, MOST$1);
}
function isInFolder(path) {
	return outerFolders(path).some((folder) => FOLDER.test(folder));
}
function outermostPureFolder(files, path) {
	return outerFolders(path).find((folder) => FOLDER.test(folder) && files.paths.every((file) => !file.startsWith(`${folder}/`) || ASIDE$2.test(file) || DATA.test(file) || /\.(?:txt|json)$/i.test(file)));
}
function outerFolders(path) {
	const folders = [];
	for (let folder = folderOf$1(path); folder !== ""; folder = folderOf$1(folder)) folders.unshift(folder);
	return folders;
}
function mentionedData(files, text, known) {
	const missing = [...text.matchAll(/["']((?:\.\/)?[\w][\w./-]{0,200})["']/g)].map(([, path = ""]) => path.replace(/^\.\//, "")).filter((path) => (DATA.test(path) || /^(?:data|datasets?)\/[\w.-]/.test(path)) && !path.split("/").includes("..") && !files.paths.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, "")}/`)) && !known.some((other) => path === other || path.startsWith(`${other}/`)));
	return [...new Set(missing)].sort().slice(0, MOST$1);
}

// src/survey/entries.ts
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
function configFiles(paths) {
	return paths.filter((path) => CONFIG.test(path)).sort();
}
function smallest(configs) {
	const rank = (path) => {
		const words = nameOf(path).toLowerCase().split(/[^a-z]+/);
		const found = SMALL.findIndex((word) => words.includes(word));
		return found < 0 ? SMALL.length : found;
	};
	return configs.filter((path) => rank(path) < SMALL.length).sort((a, b) => rank(a) - rank(b))[0];
}

// src/survey/hydra.ts
function isHydra(text) {
	return /@hydra\.main\b/.test(text);
}
function hydraArguments(files, script, text) {
	const folder = resolve$1(folderOf$1(script), /config_path\s*=\s*f?["']([^"']+)["']/.exec(text)?.[1] ?? ".");
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
function start(path, text) {
	if (!/^from \.+\w* import|^from \.\w/m.test(text) || folderOf$1(path) === "") return {
		words: ["python", quote(path)],
		env: {}
	};
	const inSource = path.startsWith("src/");
	const name = path.replace(/^src\//, "").replace(/\.py$/, "").replaceAll("/", ".");
	return {
		words: [
			"python",
			"-m",
			quote(name)
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
const PLACEHOLDER$1 = /[<>{}[\]$`|&;\\*]|\.\.\.|…|\bpath\/to\b|(?:^|\s)(?:-h|--help)(?:\s|$)/;
const START = /^(?:(?:uv|poetry|pdm|pixi) run )?python3? /;
const FILE = /(?:^|=)([^\s=]+\.(?:csv|json|jsonl|py|toml|txt|ya?ml))$/i;
function readmeCommand(files, script) {
	const readme = files.paths.find((path) => /^readme(?:\.\w+)?$/i.test(path));
	return (readme === void 0 ? void 0 : files.read(readme))?.split("\n").map((line) => line.trim().replace(/^\$ /, "").replace(/\s#.*$/, "").trim()).find((line) => START.test(line) && line.split(/\s+/).includes(script) && !PLACEHOLDER$1.test(line) && line.split(/\s+/).every((word) => isThere$1(files, word)) && line.length < 300);
}
function isThere$1({ paths }, word) {
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

// src/survey/workflow-facts.ts
const PLACEHOLDER = "OWNER/reprise@COMMIT";
function isHosted(runner) {
	return !runner.includes("self-hosted") && runner.some((label) => /^(ubuntu|macos)-/.test(label));
}

// src/survey/workflow-text.ts
const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";
const HOSTED = "ubuntu-24.04";
function value(text) {
	const inert = text.replaceAll("${{", "${{ '${{' }}");
	return isPlain(inert) ? inert : inQuotes(inert);
}
function expression(text) {
	const whole = `\${{ ${text} }}`;
	return /^[ -~]*$/.test(whole) && !/: | #/.test(whole) ? whole : inQuotes(whole);
}
function list(texts) {
	return `[${texts.map(value).join(", ")}]`;
}
function pattern(branch) {
	return value(branch.replace(/[*?+[\]!\\]/g, String.raw`\$&`));
}
function inQuotes(text) {
	return JSON.stringify(text).replace(NOT_PRINTABLE, escape);
}
function quoted(text) {
	return `'${text.replaceAll("'", "''")}'`;
}
function indent(spaces, text) {
	return text.replaceAll(/^(?=.)/gm, " ".repeat(spaces));
}
function isPlain(text) {
	return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
}
const NOT_PRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
function escape(letter) {
	return String.raw`\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// src/survey/workflow-parts.ts
function head(facts) {
	const { title, group } = nameOf$1(facts.config);
	return `# Retrains the models of reprise.yml and says whether training still reproduces.
# Written by \`reprise init\`, yours to change. What each part is for: docs/github.md of Reprise.
name: ${title}

on:
  pull_request:
    # A draft starts the job too, which then says that it does not train: GitHub counts a skipped job as passed.
    types: [opened, synchronize, reopened, ready_for_review]
  merge_group:
  push:
    branches: [${pattern(facts.branch)}]
  schedule:
    # ${tick(facts)}
    - cron: '23 3 * * *'
  workflow_dispatch:
    inputs:
      mode:
        description: What to do with this branch
        type: choice
        options: [check, calibrate, accept]
        default: check
      model:
        description: One model of reprise.yml (empty means all)
        type: string
      because:
        description: For accept, why the new numbers are right
        type: string
      cause:
        description: For accept, one of code, data, configuration, environment, hardware, bad-baseline (empty means the one that differs)
        type: string

permissions: {}

# Of a group one run waits at most, and a newer one takes its place: so each event has a group of its own.
concurrency:
  group: ${group}-\${{ github.event.pull_request.number || format('{0}-{1}', github.event_name, github.ref) }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
`;
}
function tick({ threeJobs }) {
	return threeJobs ? "Each tick adds the runs that a baseline's noise still lacks, in a job for each seed." : "Each tick adds one run to what is known of a baseline's noise, until there are enough.";
}
const JUDGES = "github.event_name == 'pull_request' || github.event_name == 'merge_group'";
function checkName({ config }) {
	const { title } = nameOf$1(config);
	return `\${{ (${JUDGES}) && '${title}' || '${title} (not a pull request)' }}`;
}
const KEEPS = "github.event_name != 'pull_request' && github.event_name != 'merge_group'";
const ASKED = `mode: \${{ inputs.mode || 'check' }}
model: \${{ inputs.model }}
because: \${{ inputs.because }}
cause: \${{ inputs.cause }}`;
const ABOUT_KEEP = `# After a merge, on a schedule, or when somebody asks. It alone may write: the ledger's branch, and reprise.lock for \`accept\`.`;
function limit({ minutes }) {
	return `timeout-minutes: ${minutes} # above the limits of reprise.yml: Reprise ends a training, and says so`;
}
function aboutMachine({ runner }) {
	return isHosted(runner) ? `# A machine that GitHub lends, without a GPU. Name yours as \`runner:\` in reprise.yml, and here.
# Lent machines differ in their processors: expect tolerances, not equal bits, from one to the next.` : `# Your own machine. A pull request from a fork brings its own copy of this file: in a public repository limit the runner
# group to this workflow at the default branch, or use runners that live for one job (docs/github.md, Trust).`;
}
function trainingSteps({ runner, threeJobs }) {
	if (threeJobs) return `${checkout}\n${sandbox("\n  if: ${{ runner.environment == 'github-hosted' && runner.os == 'Linux' }}")}`;
	return runner.some((label) => label.startsWith("ubuntu-")) && isHosted(runner) ? `${checkout}\n${sandbox("")}` : checkout;
}
function sandbox(condition) {
	return `- name: Let the sandbox work${condition}
  run: |
    command -v bwrap || { sudo apt-get update -qq && sudo apt-get install -y -qq bubblewrap; }
    sudo sysctl -e -w kernel.apparmor_restrict_unprivileged_userns=0`;
}
const checkout = `- uses: ${CHECKOUT}
  with:
    fetch-depth: 2 # a merge commit and what it merges
    persist-credentials: false`;
function action({ action: whole }, stage) {
	const [repository = "", ref] = whole.split("@");
	const path = stage === void 0 ? repository : `${repository.replace(/\/$/, "")}/${stage}`;
	const pinned = ref === void 0 ? path : `${path}@${ref}`;
	return whole === "OWNER/reprise@COMMIT" ? `${pinned} # put the repository and full commit id of Reprise here` : pinned;
}

// src/survey/workflow-one.ts
function oneJob(facts) {
	return head(facts) + indent(2, [check$1(facts), keep$1(facts)].join("\n"));
}
function check$1(facts) {
	return `# Make this job a required check: it is green for the verdicts that the policy of reprise.yml calls green, and for no other.
check:
  name: ${checkName(facts)}
  if: \${{ ${JUDGES} }}
${indent(2, aboutMachine(facts))}
${indent(2, machine(facts))}
  permissions:
    contents: read
    actions: read # what earlier runs of this pull request measured
    pull-requests: write # the comment
  steps:
${indent(4, trainingSteps(facts))}
    - uses: ${action(facts)}
      with:
        config: ${value(facts.config)}
`;
}
function keep$1(facts) {
	return `${ABOUT_KEEP}
keep:
  if: \${{ ${KEEPS} }}
${indent(2, machine(facts))}
  permissions:
    contents: write # the ledger's branch; reprise.lock where somebody accepts
    actions: read # what the merged pull request measured
  steps:
${indent(4, trainingSteps(facts))}
    - uses: ${action(facts)}
      with:
        config: ${value(facts.config)}
${indent(8, ASKED)}
`;
}
function machine(facts) {
	const { runner } = facts;
	const [only = ""] = runner;
	return `runs-on: ${runner.length === 1 ? value(only) : list(runner)}
${limit(facts)}`;
}

// src/survey/workflow-report.ts
function secondStage(facts) {
	const { title, group } = nameOf$1(facts.config);
	return `# Posts the reports of pull requests whose own token may not write: those of forks and of Dependabot.
# Written by \`reprise init\`, yours to change. What each part is for: docs/github.md of Reprise.
name: ${title} report

on:
  # This runs with the default branch's rights after a workflow that a stranger may have changed. It is safe because nothing of
  # the pull request is checked out or run here, and its artifact is parsed as hostile and judged again.
  workflow_run: # zizmor: ignore[dangerous-triggers]
    workflows: [${title}]
    types: [completed]

permissions: {}

concurrency:
  group: ${group}-report-\${{ github.event.workflow_run.head_repository.id }}-\${{ github.event.workflow_run.head_branch }}
  cancel-in-progress: false

jobs:
  report:
    if: \${{ github.event.workflow_run.event == 'pull_request' }}
    runs-on: ${HOSTED} # a machine that is thrown away, never the one that trains
    timeout-minutes: 30 # GitHub’s limits may ask for a pause
    permissions:
      contents: read
      actions: read # the artifact
      pull-requests: write # the comment
      checks: write # the verdict, as a check of the pull request's head
    steps:
      # Without \`ref:\`: the default branch.
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - uses: ${action(facts, "report")}
        with:
          config: ${value(facts.config)}
`;
}

// src/survey/workflow-three.ts
function threeJobs(facts) {
	const jobs = [
		prepare(facts),
		retrain(facts),
		check(facts),
		keep(facts)
	];
	return head(facts) + indent(2, jobs.join("\n"));
}
function prepare(facts) {
	return `prepare:
  runs-on: ${HOSTED}
  timeout-minutes: 30 # GitHub’s limits may ask for a pause
  permissions:
    contents: read
    actions: read # what earlier runs measured
  outputs:
    plan-digest: \${{ steps.prepare.outputs.plan-digest }}
    matrix: \${{ steps.prepare.outputs.matrix }}
    idle: \${{ steps.prepare.outputs.idle }}
  steps:
${indent(4, checkout)}
    - uses: ${action(facts, "prepare")}
      id: prepare
      with:
        config: ${value(facts.config)}
${indent(8, ASKED)}
`;
}
function retrain(facts) {
	const otherwise = `fromJSON(${quoted(JSON.stringify(facts.runner))})`;
	return `# One job for each model and seed, on the machine that \`runner:\` of reprise.yml names, else on the one named here.
retrain:
  needs: prepare
  if: \${{ needs.prepare.outputs.idle != 'true' }}
  strategy:
    fail-fast: false
    matrix: \${{ fromJSON(needs.prepare.outputs.matrix) }}
${indent(2, aboutMachine(facts))}
  runs-on: ${expression(`matrix.runner || ${otherwise}`)}
  ${limit(facts)}
  permissions:
    contents: read
  steps:
${indent(4, trainingSteps(facts))}
    - uses: ${action(facts, "retrain")}
      with:
        config: ${value(facts.config)}
        model: \${{ matrix.model }}
        seed: \${{ matrix.seed }}
        plan-digest: \${{ needs.prepare.outputs.plan-digest }}
`;
}
function check(facts) {
	return `# Make this job a required check. It always runs: GitHub counts a skipped job as passed, and a training that was lost is a
# verdict, not a pass.
check:
  name: ${checkName(facts)}
  needs: [prepare, retrain]
  if: \${{ always() && (${JUDGES}) }}
  runs-on: ${HOSTED}
  timeout-minutes: 30 # GitHub’s limits may ask for a pause
  permissions:
    contents: read
    actions: read # the plan and the records
    pull-requests: write # the comment
  steps:
    - name: Refuse to judge without a plan, or after a cancellation
      if: \${{ needs.prepare.result != 'success' || needs.retrain.result == 'cancelled' }}
      run: |
        echo '::error::prepare failed or the training was cancelled: nothing can be judged'
        exit 1
${conclusion(facts)}`;
}
function keep(facts) {
	return `${ABOUT_KEEP}
# It trains nothing. Where one model's training was lost, what the others measured is kept all the same.
keep:
  needs: [prepare, retrain]
  if: \${{ !cancelled() && needs.prepare.result == 'success' && ${KEEPS} }}
  runs-on: ${HOSTED}
  timeout-minutes: 30 # GitHub’s limits may ask for a pause
  permissions:
    contents: write # the ledger's branch; reprise.lock where somebody accepts
    actions: read # the records, and what the merged pull request measured
  steps:
${conclusion(facts)}`;
}
function conclusion(facts) {
	return `${indent(4, checkout)}
    - uses: ${action(facts, "report")}
      with:
        config: ${value(facts.config)}
        plan-digest: \${{ needs.prepare.outputs.plan-digest }}
`;
}

// src/survey/workflow.ts
function draftWorkflows(facts) {
	const { file } = nameOf$1(facts.config);
	const first = facts.threeJobs ? threeJobs(facts) : oneJob(facts);
	return [{
		path: `.github/workflows/${file}.yml`,
		text: first
	}, ...facts.twoStage ? [{
		path: `.github/workflows/${file}-report.yml`,
		text: secondStage(facts)
	}] : []];
}
const MOST = {
	hosted: 350,
	own: 7190
};
const AROUND = 30;
function jobMinutes(trainings, budget, runner) {
	const most = isHosted(runner) ? MOST.hosted : MOST.own;
	const all = trainings.reduce((sum, minutes) => sum + Math.max(minutes, budget), 0);
	return Math.min(most, Math.ceil(all) + AROUND);
}

// src/flows/own-revision.ts
const OWN = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../.." : "..", import.meta.url));
async function ownRevision(folder = OWN) {
	try {
		const { root, commit } = await findRepository(folder);
		if (commit === void 0 || realpathSync(root) !== realpathSync(folder)) return void 0;
		const { stdout } = await git(root, [
			"config",
			"--local",
			"--get",
			"remote.origin.url"
		], { accept: [0, 1] });
		const name = nameOnGitHub(stdout.toString().trim());
		return name === void 0 ? void 0 : `${name}@${commit}`;
	} catch (error) {
		if (error instanceof UserError) return void 0;
		throw error;
	}
}
const URL_FORMS = /^(?:https:\/\/(?:[^/@]*@)?|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/i;
function nameOnGitHub(url) {
	return URL_FORMS.exec(url)?.[1];
}

// src/flows/workflows.ts
const DEFAULTS = {
	timeout: 60,
	budget: 120
};
async function planWorkflows(repository, config, spec, options) {
	const { action, notes: onAction } = await actionOf(options.action);
	const machines = machinesOf(spec);
	const threeJobs = options.threeJobs === true || machines.several;
	const { runner, notes: onRunner } = runnerOf(machines);
	const { branch, notes: onBranch } = await branchOf(repository);
	const facts = {
		config,
		action,
		branch,
		runner,
		threeJobs,
		twoStage: options.twoStage === true
	};
	const minutes = minutesOf(facts, spec);
	return {
		files: draftWorkflows({
			...facts,
			minutes
		}),
		notes: [
			...onAction,
			...onRunner,
			...onBranch
		]
	};
}
const REFERENCE = /^[\w.-]+\/[\w.-]+(?:\/[\w.-]+)*@([\w./-]+)$/;
async function actionOf(named) {
	const action = named ?? await ownRevision();
	if (action === void 0) return {
		action: PLACEHOLDER,
		notes: [`It was not seen where this Reprise comes from. Put its repository and full commit id in the place of ${PLACEHOLDER}: until then the workflow cannot start. Or remove it and write it again with --action OWNER/REPOSITORY@COMMIT.`]
	};
	const [, ref] = REFERENCE.exec(action) ?? [];
	if (ref === void 0) throw malformed(action);
	return {
		action,
		notes: /^[0-9a-f]{40}$/.test(ref) ? [] : [`${ref} is no full commit id: a tag or a branch can be moved.`]
	};
}
function malformed(action) {
	return new UserError("action-malformed", `${JSON.stringify(action)} names no action`, "Write OWNER/REPOSITORY@COMMIT, with the full commit id.");
}
function machinesOf(spec) {
	const named = Object.values(spec?.models ?? {}).map(({ runner }) => runner);
	const different = new Set(named.map((labels) => JSON.stringify(labels)));
	return {
		named: named.find((labels) => labels !== void 0) ?? [],
		several: different.size > 1
	};
}
function runnerOf({ named, several }) {
	if (named.length > 0) return {
		runner: named,
		notes: several ? ["The models name different machines: each stage has a job of its own."] : []
	};
	if (visibleAccelerators(process.env).length > 0) {
		const runner = ["self-hosted", "gpu"];
		return {
			runner,
			notes: [`No model names a runner, and this machine has a GPU: the training goes to your own machine with the labels ${runner.join(", ")}. Change them where yours are others.`]
		};
	}
	const note = `No model names a runner, and no GPU was seen here: the training goes to ${HOSTED}, which GitHub lends. Name your own machine where it needs a GPU.`;
	return {
		runner: [HOSTED],
		notes: [note]
	};
}
async function branchOf({ root, branch }) {
	const known = await defaultBranch(root);
	if (known !== void 0) return {
		branch: known.replace(/^origin\//, ""),
		notes: []
	};
	const guess = branch ?? "main";
	return {
		branch: guess,
		notes: [`${guess} was taken for the default branch: look at \`branches:\` of the workflow.`]
	};
}
function minutesOf({ runner, threeJobs }, spec) {
	const budget = spec?.policy.budget.minutes ?? DEFAULTS.budget;
	const models = Object.values(spec?.models ?? {}).map((model) => ({
		minutes: model.timeout / 60,
		labels: model.runner ?? runner
	}));
	const all = models.length === 0 ? [{
		minutes: DEFAULTS.timeout,
		labels: runner
	}] : models;
	return threeJobs ? Math.max(...all.map(({ minutes, labels }) => jobMinutes([minutes], budget, labels))) : jobMinutes(all.map(({ minutes }) => minutes), budget, runner);
}
function writeWorkflow(root, { path, text }) {
	const file = join(root, path);
	try {
		refuseOutside(root, dirname(file));
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text, { flag: "wx" });
		return true;
	} catch (error) {
		const { code, message } = error;
		if (code === "EEXIST" && isThere(file)) return false;
		throw new UserError("workflow-unwritable", `${file} cannot be written: ${message}`, "Make its folder writable, see the text with --print, or leave it out with --no-workflow.");
	}
}
function refuseOutside(root, folder) {
	let there = folder;
	while (!isThere(there)) there = dirname(there);
	if (relative(realpathSync(root), realpathSync(there)).startsWith("..")) throw new Error("its folder is a link that leaves the repository");
}
function isThere(file) {
	try {
		return lstatSync(file, { throwIfNoEntry: false }) !== void 0;
	} catch {
		return false;
	}
}

// src/flows/init.ts
const MOST_BYTES = 524288;
async function init(cwd, options) {
	const repository = await findRepository(cwd);
	const { root } = repository;
	const named = options.config;
	const file = named === void 0 ? join(root, "reprise.yml") : resolve(cwd, named);
	const config = await configOf(root, file, options);
	const { files, notes } = options.workflow === false ? NO_WORKFLOWS : await planned(repository, config, options);
	const missing = files.some(({ path }) => !isThere(join(root, path)));
	if (config.state === "kept" && !missing) throw alreadyThere(file);
	if (config.state === "written") write(file, config.text, options.force === true);
	const workflows = files.map((one) => ({
		file: join(root, one.path),
		text: one.text,
		state: options.print === true ? "shown" : writeWorkflow(root, one) ? "written" : "kept"
	}));
	const { text, state, guesses } = config;
	return {
		file,
		text,
		state,
		guesses,
		workflows,
		notes: [...config.notes, ...notes],
		next: config.next
	};
}
const NO_WORKFLOWS = {
	files: [],
	notes: []
};
async function configOf(root, file, options) {
	const folder = folderOf(root, dirname(file));
	const path = join(folder, basename(file));
	if (existsSync(file) && options.print !== true && options.force !== true) {
		const text = readText(file);
		if (text === void 0) throw alreadyThere(file);
		return {
			path,
			text,
			state: "kept",
			guesses: [],
			notes: [`${basename(file)} is there already: it was left as it is.`],
			next: NEXT_WORKFLOW
		};
	}
	const survey = surveyRepository(await project(root, folder));
	const { guesses } = survey;
	const state = options.print === true ? "shown" : "written";
	const notes = notesOn(guesses);
	return {
		path,
		text: draftSpec(survey),
		state,
		guesses,
		notes,
		next: nextStep(guesses)
	};
}
const NEXT_WORKFLOW = "read the workflow, then commit it: the first pull request is judged.";
async function planned(repository, { path, text, state, guesses }, options) {
	const spec = state === "kept" || guesses.length > 0 ? parseSpec(text, path) : void 0;
	return planWorkflows(repository, path, spec, options);
}
function folderOf(root, folder) {
	const inside = relative(root, existsSync(folder) ? realpathSync(folder) : folder);
	if (!inside.startsWith("..") && existsSync(folder)) return inside;
	throw new UserError("config-outside", `${folder} is no folder of the repository ${root}`, "Name a file in a folder of this repository.");
}
async function project(root, folder) {
	const prefix = folder === "" ? "" : `${folder}/`;
	const files = (await listFiles(root)).filter(({ kind, path }) => kind === "file" && path.startsWith(prefix));
	return listing(join(root, folder), files.map(({ path }) => path.slice(prefix.length)));
}
function listing(root, paths) {
	return {
		paths,
		read: (path) => readText(join(root, path))
	};
}
function readText(file) {
	try {
		const stats = statSync(file);
		return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(file, "utf8") : void 0;
	} catch {
		return;
	}
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
	return new UserError("config-exists", `${file} is there already`, "See what would be written with --print, or replace it with --force. A workflow is never replaced.");
}
function notesOn(guesses) {
	if (guesses.length === 0) return ["Nothing here looks like a training: reprise.yml holds comments only."];
	return guesses.flatMap(({ name, train, confidence, because }) => [`${name}: ${train}  (confidence ${confidence})`, ...because.map((why) => `  because ${why}`)]);
}
function nextStep(guesses) {
	return guesses.length === 0 ? "write its command after `train:` in reprise.yml, then `reprise check`." : "read reprise.yml, then `reprise check` retrains and says whether the training repeats itself.";
}

export { projectsOf as a, nameOf as i, listing as n, codeOf as o, folderOf$1 as r, dvcLocked as s, init as t };