import { n as spellPlace, t as UserError } from "./error.js";
import { n as isVolatile, t as isMeasured } from "./measures.js";
import { C as readText, S as readLines, T as leavesOf, _ as cut, a as lastCells, b as cellOfValue, c as rememberTexts, d as isProgress, f as metricName, g as MOST_TABLE_BYTES, h as MOST_NAMES, i as endsInValue, l as emptyTable, m as MOST_DOCUMENT_BYTES, o as readDocument, p as plotName, r as readToml, s as readRows, t as parseYaml, u as isCoordinate, v as tooManyMetrics, w as isObject, x as readHead, y as cellOfText } from "./yaml2.js";
import { n as CsvError, t as parse } from "./csv-parse.js";
import { t as parseJson } from "./json.js";

// src/readers/plausible.ts
const FILE_WORDS = /(?:^|[^a-z])(?:metrics?|results?|scores?|eval(?:uation)?|summary|history|logs?|stats?|statistics|report|perf(?:ormance)?|loss(?:es)?|acc(?:uracy)?|scalars?|progress|trainer_state|curves?|training_log|keras_log)(?:[^a-z]|$)/;
const CONFIGURATION = /(?:^|[^a-z])(?:config(?:s|uration)?|hparams|hyper_?parameters|params|args|arguments|settings|options|overrides|tokenizer|vocab|merges|added_tokens|special_tokens_map|package|package-lock|tsconfig|pyproject|index|environment|versions?|dataset_infos?|manifest|schema|meta|metadata|dvc|requirements)(?:[^a-z]|$)/;
const DATA = /(?:^|[^a-z])(?:predictions?|preds?|submission|datasets?|features?|embeddings?|samples?|logits|confusion(?:_matrix)?)(?:[^a-z]|$)/;
const CONFIGURATION_FOLDER = /(?:^|\/)(?:\.hydra|\.dvc|\.git|\.github|\.vscode|node_modules|\.venv|venv|site-packages|__pycache__)\//;
function otherPurpose(path) {
	const name = nameOf(path);
	if (CONFIGURATION_FOLDER.test(path)) return "it lies in a folder of configuration or packages";
	if (namesMetrics(path)) return void 0;
	if (CONFIGURATION.test(name)) return "by its name it is configuration";
	return DATA.test(name) ? "by its name it is predictions or data" : void 0;
}
function namesMetrics(path) {
	const name = nameOf(path);
	return FILE_WORDS.test(name) && !CONFIGURATION.test(name);
}
function nameOf(path) {
	return (path.split("/").at(-1) ?? "").toLowerCase();
}

// src/readers/series/csv.ts
const BATCH = 2e3;
const MOST_LINES = 1e3;
function readCsv(source) {
	const table = emptyTable(source.name);
	const ends = lastCells();
	const findings = [];
	let header;
	for (const { cells, line, ended } of rows(source)) {
		if (header === void 0) {
			header = checkedHeader(cells, source.name);
			continue;
		}
		if (cells.length !== header.length) {
			findings.push(ragged(source.name, line, cells, header));
			break;
		}
		const last = cells.at(-1) ?? "";
		if (!ended && !ends.isWhole(last)) findings.push(endsInValue(source.name, line));
		ends.add(last);
		table.add(rowOf(header, cells), `line ${line}`);
	}
	return {
		...table.finish(),
		summary: [],
		position: void 0,
		findings
	};
}
function ragged(path, line, cells, header) {
	return {
		kind: "source-truncated",
		path,
		where: `line ${line}, which has ${cells.length} cells, the header ${header.length}`
	};
}
function* rows(source) {
	let delimiter;
	for (const batch of batches(source)) {
		delimiter ??= delimiterOf(batch[0]?.text ?? "");
		for (const [at, cells] of parseBatch(batch, delimiter, source.name).entries()) {
			const record = batch[at];
			if (record !== void 0) yield {
				cells,
				line: record.line,
				ended: record.ended
			};
		}
	}
}
function readHeader(text, file) {
	const [cells = []] = parseBatch([{
		text,
		line: 1,
		ended: true
	}], delimiterOf(text), file);
	return cells.map((name) => name.trim());
}
function rowOf(header, cells) {
	return header.flatMap((name, at) => name === "" ? [] : [[name, cellOfText(cells[at] ?? "")]]);
}
function delimiterOf(line) {
	return [
		",",
		"	",
		";"
	].map((mark) => [mark, line.split(mark).length]).reduce((best, one) => one[1] > best[1] ? one : best)[0];
}
function* batches(source) {
	let batch = [];
	for (const record of records(source)) {
		if (batch.push(record) < BATCH) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}
function* records(source) {
	let open;
	for (const { text, number, ended } of readLines(source, MOST_TABLE_BYTES)) {
		const odd = text.includes("\"") && text.split("\"").length % 2 === 0;
		const { lines, line } = open ?? {
			lines: [],
			line: number
		};
		lines.push(text);
		open = odd === (open === void 0) ? {
			lines,
			line
		} : void 0;
		if (open !== void 0 && lines.length >= MOST_LINES) break;
		if (open === void 0 && text.trim() !== "") yield {
			text: lines.join("\n"),
			line,
			ended
		};
	}
	if (open !== void 0) throw badCsv(source.name, "a quote that does not end", open.line);
}
function parseBatch(batch, delimiter, file) {
	if (!batch.some(({ text }) => text.includes("\""))) return batch.map(({ text }) => text.split(delimiter));
	const line = batch[0]?.line ?? 1;
	try {
		const rows = parse(batch.map(({ text }) => text).join("\n"), {
			delimiter,
			relax_column_count: true,
			relax_quotes: true,
			record_delimiter: "\n"
		});
		if (rows.length === batch.length) return rows;
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw badCsv(file, error.message, line);
	}
	throw badCsv(file, `stray quotes after line ${line}`, line);
}
function badCsv(file, why, line) {
	return new UserError("csv-syntax", `${file} is not valid CSV: ${why}`, "Mend the file or remove it.", {
		file,
		line
	});
}
function checkedHeader(cells, file) {
	const names = cells.map((name) => name.trim());
	if (names.length > 1e4) throw tooManyMetrics(file);
	const seen = /* @__PURE__ */ new Set();
	const twice = names.find((name) => name !== "" && seen.size === seen.add(name).size);
	const problem = twice === void 0 ? void 0 : `two columns are named ${JSON.stringify(twice)}`;
	const why = names.every((name) => cellOfText(name).kind !== "other") ? "its first row is no header: it holds only numbers" : problem;
	if (why === void 0) return names;
	throw new UserError("csv-header", `${file}: ${why}`, "Write a first row that names each column once.", {
		file,
		line: 1
	});
}

// src/readers/detect.ts
const HEAD = 65536;
const OTHERS = [
	[/tfevents/, "a TensorBoard event file: not read yet"],
	[/\.wandb$/, "a Weights & Biases log: not read yet"],
	[/(?:^|\/)mlruns\//, "a part of an MLflow store: not read yet"],
	[/(?:^|\/)\.aim\//, "a part of an Aim store: not read yet"],
	[/(?:^|\/)mlflow\.db$/, "an MLflow database: not read yet"],
	[/\.(?:db|sqlite3?)$/, "a database"],
	[/\.(?:pt|pth|ckpt|bin|safetensors|h5|hdf5|keras|onnx|gguf|tflite|pb|msgpack)$/, "a checkpoint"],
	[/\.(?:pkl|pickle|joblib)$/, "a pickle, which is never opened"],
	[/\.(?:npy|npz|parquet|arrow|feather|zarr|mat)$/, "an array or table in binary form"],
	[/\.ipynb$/, "a notebook"],
	[/\.(?:png|jpe?g|gif|svg|webp|pdf|mp4|wav)$/, "a picture or recording"],
	[/\.(?:zip|gz|tgz|tar|bz2|xz|zst|7z)$/, "an archive"],
	[/\.(?:html?|md|rst|css|js|ts|py|pyc|sh|ini|cfg|xml|lock)$/, "a text or program"]
];
const BY_ENDING = /* @__PURE__ */ new Map([
	["json", "json"],
	["jsonl", "jsonl"],
	["ndjson", "jsonl"],
	["csv", "csv"],
	["tsv", "csv"],
	["yaml", "yaml"],
	["yml", "yaml"],
	["toml", "toml"]
]);
function detect(source, declared) {
	const name = source.name.toLowerCase();
	const other = OTHERS.find(([ending]) => ending.test(name));
	if (other !== void 0) return {
		format: "none",
		why: other[1],
		claims: declared
	};
	const purpose = declared ? void 0 : otherPurpose(source.name);
	if (purpose !== void 0) return {
		format: "none",
		why: purpose,
		claims: false
	};
	const claims = meansMetrics(source.name, declared);
	if (source.size === 0) return {
		format: "none",
		why: "it is empty",
		claims
	};
	const format = formatOf(name, readHead(source, HEAD), declared);
	if (typeof format !== "string") return {
		format: "none",
		why: format.why,
		claims
	};
	const table = format === "csv" || format === "jsonl";
	const steps = table && hasSteps(source.name, format, readHead(source, HEAD));
	if (table && !claims && !steps) return {
		format: "none",
		why: NOT_METRICS,
		claims: false
	};
	return {
		format,
		claims: claims || steps
	};
}
function meansMetrics(path, declared) {
	const known = BY_ENDING.has(endingOf(path.toLowerCase()));
	return declared || plotName(path) !== void 0 || known && namesMetrics(path);
}
const NOT_METRICS = "neither its name nor its keys look like metrics; name it under `metrics:` if it holds them";
function formatOf(name, head, declared) {
	if (head.includes("\0")) return { why: "it is binary" };
	const ending = endingOf(name);
	const format = BY_ENDING.get(ending);
	if (format === "json") return isLines(head) ? "jsonl" : isTrainerState(name, head) ? "trainer-state" : "json";
	if (format !== void 0) return format;
	if (/^\s*\{/.test(head) && firstObject(head) !== void 0) return isLines(head) || !declared ? "jsonl" : "json";
	if (declared && /^\s*[[{]/.test(head)) return "json";
	if (declared && ending === "") return "yaml";
	return { why: "a text: numbers in running text are not read" };
}
function endingOf(name) {
	return /\.([a-z0-9]+)$/.exec(name)?.[1] ?? "";
}
function isTrainerState(name, head) {
	return name.endsWith("trainer_state.json") || head.includes("\"log_history\"");
}
function isLines(head) {
	const [first = "", second] = head.split("\n").filter((line) => line.trim() !== "");
	return second !== void 0 && second.trimStart().startsWith("{") && firstObject(first) !== void 0;
}
function firstObject(head) {
	const line = head.split("\n").find((line) => line.trim() !== "") ?? "";
	try {
		const value = JSON.parse(line.replaceAll(/(?<=[:,[]\s*)-?(?:NaN|Infinity)/g, "0"));
		return isObject(value) ? value : void 0;
	} catch {
		return;
	}
}
function hasSteps(file, format, head) {
	return (format === "csv" ? headerNames(file, head) : Object.keys(firstObject(head) ?? {})).some((key) => isCoordinate(key) || key.toLowerCase() === "epoch");
}
function headerNames(file, head) {
	const [first = ""] = head.replace(/^\uFEFF/, "").split(/\r?\n/);
	return readHeader(first, file);
}

// src/readers/agree.ts
function grain({ value, resolution }) {
	if (resolution === "float32") return Math.abs(value) * 2 ** -24;
	const decimals = /^decimal:(\d+)$/.exec(resolution)?.[1];
	return decimals === void 0 ? 0 : .5 * 10 ** -Number(decimals);
}
function agree(a, b) {
	if (a.value === b.value || Number.isNaN(a.value) && Number.isNaN(b.value)) return true;
	if (!Number.isFinite(a.value) || !Number.isFinite(b.value)) return false;
	if (a.resolution === b.resolution) return false;
	const slack = Number.EPSILON * Math.max(Math.abs(a.value), Math.abs(b.value));
	return Math.abs(a.value - b.value) <= grain(a) + grain(b) + slack;
}
function coarseness(resolution) {
	if (resolution === "exact") return -1e3;
	if (resolution === "float32") return -900;
	if (resolution === "sampled") return 1e3;
	return -Number(resolution.slice(8));
}
function conflictsOf(longer) {
	let known;
	return (shorter) => {
		if (isPrefix(longer, shorter)) return void 0;
		known ??= lastByStep(longer);
		return conflictOf(longer, longer.unit === shorter.unit ? known : /* @__PURE__ */ new Map(), shorter);
	};
}
function conflictOf(longer, at, shorter) {
	const common = [...lastByStep(shorter)].filter(([step]) => at.has(step));
	for (const [step, value] of common) {
		const known = at.get(step) ?? NaN;
		if (!agree({
			...longer,
			value: known
		}, {
			...shorter,
			value
		})) return {
			step,
			values: [known, value]
		};
	}
	if (common.length > 0) return void 0;
	const [last = NaN, other = NaN] = [longer.values.at(-1), shorter.values.at(-1)];
	return agree({
		...longer,
		value: last
	}, {
		...shorter,
		value: other
	}) ? void 0 : {
		step: void 0,
		values: [last, other]
	};
}
function isPrefix(longer, shorter) {
	return longer.unit === shorter.unit && shorter.steps.every((step, at) => step === longer.steps[at] && agree({
		value: shorter.values[at] ?? NaN,
		resolution: shorter.resolution
	}, {
		value: longer.values[at] ?? NaN,
		resolution: longer.resolution
	}));
}
function lastByStep({ steps, values }) {
	return new Map(steps.map((step, at) => [step, values[at] ?? NaN]));
}

// src/readers/merge.ts
const MOST_VALUES = 20;
function mergeMetric(sayings) {
	const { name } = sayings;
	const [chosen, ...others] = [...sayings.histories].sort(longestFirst);
	const summaries = sayings.summaries.filter(({ value }) => !value.empty || chosen !== void 0).sort((a, b) => coarseness(a.value.resolution) - coarseness(b.value.resolution) || order$1(a.path, b.path));
	const [first] = summaries;
	if (chosen === void 0 && first === void 0) return {
		series: void 0,
		findings: []
	};
	return {
		series: chosen === void 0 ? onePoint(name, first) : withSummary(name, chosen, first),
		findings: [...disagreement(name, chosen, others, summaries, isVolatile(name) || isProgress(name)), ...rewound(name, chosen)]
	};
}
function longestFirst(a, b) {
	const [one, other] = [a.series, b.series];
	return other.values.length - one.values.length || coarseness(one.resolution) - coarseness(other.resolution) || order$1(a.path, b.path);
}
function order$1(a, b) {
	return a.split("/").length - b.split("/").length || (a < b ? -1 : a > b ? 1 : 0);
}
function onePoint(name, { source, value, position }) {
	return {
		name,
		steps: [position ?? 0],
		values: [value.value],
		source,
		resolution: value.resolution,
		nonfinite: "kept",
		summary: value.value
	};
}
function withSummary(name, { source, series }, summary) {
	const { steps, values, resolution, nonfinite } = series;
	const history = {
		name,
		steps,
		values,
		source,
		resolution,
		nonfinite
	};
	if (summary === void 0) return history;
	const last = {
		value: values.at(-1) ?? NaN,
		resolution
	};
	const final = coarseness(resolution) < coarseness(summary.value.resolution) && agree(last, summary.value) ? last.value : summary.value.value;
	return {
		...history,
		source: `${summary.source}, ${source}`,
		summary: final
	};
}
function disagreement(name, chosen, others, summaries, quiet) {
	if (quiet) return [];
	const values = [];
	const named = /* @__PURE__ */ new Set();
	for (const one of conflicts(chosen, others, summaries)) {
		const key = JSON.stringify(one);
		if (!named.has(key)) values.push(one);
		named.add(key);
		if (values.length >= MOST_VALUES) break;
	}
	return values.length === 0 ? [] : [{
		kind: "sources-disagree",
		metric: name,
		values: values.map(([a, b]) => [a, b])
	}];
}
function* conflicts(chosen, others, summaries) {
	const conflictWith = chosen === void 0 ? void 0 : conflictsOf(chosen.series);
	for (const other of others) {
		const conflict = conflictWith?.(other.series);
		if (chosen === void 0 || conflict === void 0) continue;
		const at = conflict.step === void 0 ? "" : ` at step ${conflict.step}`;
		yield [chosen.path, `${conflict.values[0]}${at}`];
		yield [other.path, `${conflict.values[1]}${at}`];
	}
	let points;
	const ends = [...lastOf(chosen), ...summaries.map(({ path, value }) => ({
		path,
		...value
	}))];
	const [reference] = ends;
	for (const end of ends.slice(1)) {
		if (reference === void 0 || agree(reference, end)) continue;
		points ??= pointsOf(chosen);
		if (points.has(end.value)) continue;
		yield [reference.path, String(reference.value)];
		yield [end.path, end.empty ? "null" : String(end.value)];
	}
}
function pointsOf(history) {
	if (history === void 0) return /* @__PURE__ */ new Set();
	const { resolution, values } = history.series;
	if (resolution !== "exact" && resolution !== "float32") return /* @__PURE__ */ new Set();
	return new Set(values.filter((value) => !Number.isNaN(value)));
}
function lastOf(history) {
	if (history === void 0) return [];
	const { name, resolution, values } = history.series;
	return [{
		path: history.path,
		name,
		value: values.at(-1) ?? NaN,
		resolution,
		empty: false
	}];
}
function rewound(name, history) {
	if (history === void 0 || isProgress(name)) return [];
	const { steps } = history.series;
	return steps.some((step, at) => at > 0 && step < (steps[at - 1] ?? step)) ? [{
		kind: "series-rewound",
		metric: name,
		source: history.path
	}] : [];
}

// src/readers/series/json.ts
function readJson(source) {
	return readDocument(source.name, parseMetrics(source));
}
function parseMetrics(source) {
	const texts = rememberTexts();
	const text = readText(source, MOST_DOCUMENT_BYTES);
	return {
		value: parseJson(text, source.name, {
			length: MOST_DOCUMENT_BYTES,
			nonFinite: "accept",
			onNumber: (number) => texts.add(number, Number(number))
		}),
		textOf: texts.textOf
	};
}

// src/readers/series/jsonl.ts
function readJsonl(source) {
	const table = emptyTable(source.name);
	const findings = [];
	for (const line of readLines(source, MOST_TABLE_BYTES)) {
		if (line.text.trim() === "") continue;
		const row = readRow(line, source.name);
		if (typeof row !== "string") table.add(row, `line ${line.number}`);
		else findings.push({
			kind: "source-truncated",
			path: source.name,
			where: cut(row)
		});
		if (findings.length > 0) break;
	}
	return {
		...table.finish(),
		summary: [],
		position: void 0,
		findings
	};
}
function readRow(line, file) {
	const texts = rememberTexts();
	try {
		const value = parseJson(line.text, file, {
			nonFinite: "accept",
			onNumber: (number) => texts.add(number, Number(number))
		});
		if (!isObject(value)) throw noObject(line, file);
		return leavesOf(value).map(({ keys, value }) => [keys.join("/"), cellOfValue(value, texts.textOf)]);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		if (error.code !== "json-syntax") throw atLine(error, line, file);
		if (!line.ended) return `line ${line.number}, which has no end`;
		return `line ${line.number}: ${error.message}`;
	}
}
function noObject({ number }, file) {
	return new UserError("jsonl-line", `${file}: line ${number} is no object`, "Write one JSON object a line.", {
		file,
		line: number
	});
}
function atLine({ code, message, hint, place }, line, file) {
	return new UserError(code, message, hint, {
		...place,
		file,
		line: line.number
	});
}

// src/readers/series/trainer-state.ts
function readTrainerState(source) {
	const { value, textOf } = parseMetrics(source);
	const history = isObject(value) ? value["log_history"] : void 0;
	if (!Array.isArray(history) || !history.every(isObject)) throw new UserError("trainer-state", `${source.name} has no list \`log_history\``, "Let the Trainer write it: `trainer.save_state()`.", { file: source.name });
	return readRows(source.name, history, textOf);
}

// src/readers/series/yaml.ts
function readYaml(source) {
	const { value, numbers, openLine } = parseYaml(readText(source, MOST_DOCUMENT_BYTES), source.name);
	const texts = rememberTexts();
	for (const [text, number] of numbers) texts.add(text, number);
	const reading = readDocument(source.name, {
		value,
		textOf: texts.textOf
	});
	return openLine === void 0 ? reading : {
		...reading,
		findings: [endsInValue(source.name, openLine)]
	};
}

// src/readers/read.ts
const READERS = {
	json: readJson,
	"trainer-state": readTrainerState,
	jsonl: readJsonl,
	csv: readCsv,
	yaml: readYaml,
	toml: readToml
};
const EMPTY = "no metric in it";
function readMetrics(sources, options = {}) {
	const taken = [...sources].sort((a, b) => order(a.name, b.name)).map((source) => takeFile(source, options.declared ?? false));
	const merged = groupByName(taken).map(mergeMetric);
	const series = merged.flatMap(({ series }) => series === void 0 ? [] : [series]);
	const nothing = series.every(({ name }) => isProgress(name) || isVolatile(name));
	return {
		series,
		findings: [...taken.flatMap((one) => [...one.findings, ...nothing ? losses(one) : []]), ...merged.flatMap(({ findings }) => findings)],
		files: taken.map(({ file }) => file)
	};
}
function losses({ file, findings }) {
	return file.skipped.some(({ name }) => isMeasured(name)) && findings.length === 0 ? [unreadable(file.path, whyNone(file.skipped))] : [];
}
function whyNone(skipped) {
	const first = skipped.find(({ name }) => isMeasured(name)) ?? skipped[0];
	return first === void 0 ? EMPTY : cut(`${EMPTY} (${first.name}: ${first.why})`);
}
function takeFile(source, declared) {
	let format = "none";
	let claims = meansMetrics(source.name, declared);
	try {
		const detected = detect(source, declared);
		claims = detected.claims;
		if (detected.format === "none") return refused(source, "none", detected.why, claims);
		format = detected.format;
		const reading = named(source.name, READERS[format](source));
		const names = [...reading.series, ...reading.summary].map(({ name }) => name);
		if (!claims && format !== "trainer-state" && !(format === "json" && names.some(isMeasured))) {
			const lost = reading.skipped.filter(({ name }) => isMeasured(name));
			return refused(source, "none", names.length > 0 && lost.length === 0 ? NOT_METRICS : whyNone(lost), false, lost);
		}
		return taken(source, format, reading, declared);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		const at = error.place?.line === void 0 ? "" : ` (${spellPlace(error.place)})`;
		return refused(source, format, cut(error.message) + at, claims);
	}
}
function named(path, reading) {
	const plot = plotName(path);
	if (plot !== void 0) {
		const column = plot.split("/").at(-1);
		const series = reading.series.filter(({ name }) => name === column);
		return {
			...reading,
			series: series.map((one) => ({
				...one,
				name: plot
			}))
		};
	}
	const rename = (one) => ({
		...one,
		name: metricName(path, one.name)
	});
	return {
		...reading,
		series: reading.series.map(rename),
		summary: reading.summary.map(rename)
	};
}
function taken(source, format, reading, declared) {
	const path = source.name;
	const label = `reader:${format} ${path}`;
	const given = reading.summary.filter(({ empty }) => !empty);
	const nulls = reading.summary.filter(({ empty }) => empty).map(({ name }) => ({
		name,
		why: "null is no number"
	}));
	const metrics = [...new Set([...reading.series, ...given].map(({ name }) => name))].sort(order);
	const skipped = [...reading.skipped, ...nulls];
	const why = metrics.length === 0 ? whyNone(skipped) : void 0;
	const silent = declared && why !== void 0 && reading.findings.length === 0;
	return {
		file: {
			path,
			format,
			why,
			metrics,
			skipped
		},
		findings: [...reading.findings, ...silent ? [unreadable(path, why)] : []],
		histories: reading.series.map((series) => ({
			path,
			source: label,
			series
		})),
		summaries: reading.summary.map((value) => ({
			path,
			source: label,
			value,
			position: reading.position
		}))
	};
}
function refused(source, format, why, claims, skipped = []) {
	const path = source.name;
	return {
		file: {
			path,
			format,
			why,
			metrics: [],
			skipped
		},
		findings: claims ? [unreadable(path, why)] : [],
		histories: [],
		summaries: []
	};
}
function unreadable(path, why) {
	return {
		kind: "source-unreadable",
		path,
		why
	};
}
function groupByName(taken) {
	const groups = /* @__PURE__ */ new Map();
	const group = (name) => {
		const known = groups.get(name) ?? {
			name,
			histories: [],
			summaries: []
		};
		groups.set(name, known);
		return known;
	};
	for (const { histories, summaries } of taken) {
		for (const history of histories) group(history.series.name).histories.push(history);
		for (const summary of summaries) group(summary.value.name).summaries.push(summary);
	}
	return [...groups.values()].sort((a, b) => order(a.name, b.name));
}
function order(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}

export { readMetrics as t };