import { c as canonicalJson, i as digestOf, n as InputDigest, r as RecordId, t as Digest } from "./digest.js";
import { A as _maxLength, C as templateLiteral, E as union, M as _nonnegative, N as _positive, O as _gte, P as _regex, T as tuple, a as boolean, b as strictObject, c as int, d as nullable, h as optional, i as array, j as _minLength, k as _lte, l as literal, n as _enum, p as number, r as _null, s as discriminatedUnion, v as record, x as string, y as refine } from "./zod.js";
import { t as UserError } from "./error.js";
import { n as spellIssue, t as PLAIN_MESSAGES } from "./issue.js";
import { t as parseJson } from "./json.js";
import { n as isVolatile } from "./measures.js";
import { gunzipSync, gzipSync } from "node:zlib";

// src/record/key.ts
const Hardware = strictObject({
	accelerator: string().check(_regex(/^[a-z0-9][a-z0-9.-]*$/), _maxLength(100)),
	count: optional(int().check(_positive()))
});
function spellAccelerator(name) {
	return name.toLowerCase().replace(/[^a-z0-9.]+/g, "-").replace(/^[-.]+|-+$/g, "");
}
function spellKey(key) {
	return `${key.model} @ ${key.accelerator}${key.count === void 0 ? "" : ` x${key.count}`}`;
}
function parseKey(text) {
	const parts = /^(\S.*) @ ([a-z0-9][a-z0-9.-]*)(?: x([1-9]\d{0,5}))?$/.exec(text);
	if (parts === null) return void 0;
	const [, model = "", accelerator = "", count] = parts;
	return count === void 0 ? {
		model,
		accelerator
	} : {
		model,
		accelerator,
		count: Number(count)
	};
}

// src/record/number.ts
const Num = union([
	number().check(refine((value) => !Object.is(value, -0))),
	_enum([
		"NaN",
		"Infinity",
		"-Infinity",
		"-0"
	]),
	string().check(_regex(/^-?[1-9]\d{15,38}$/))
]);
function encodeNumber(value) {
	if (typeof value === "bigint") {
		const small = Number(value);
		return Number.isSafeInteger(small) ? small : value.toString();
	}
	if (Object.is(value, -0)) return "-0";
	return Number.isFinite(value) ? value : String(value);
}
function decodeNumber(value) {
	return typeof value === "number" ? value : Number(value);
}
function sameNumber(a, b) {
	return a === b;
}

// src/record/series.ts
const Resolution = union([_enum([
	"exact",
	"float32",
	"sampled"
]), templateLiteral(["decimal:", int()]).check(_regex(/^decimal:(?:\d{1,2}|[1-3]\d\d|400)$/))]);
const SeriesSummary = strictObject({
	name: string().check(_minLength(1), _maxLength(500)),
	n: int().check(_positive()),
	digest: Digest,
	first: int(),
	last: int(),
	final: Num,
	finalFrom: _enum(["summary", "last"]),
	constant: boolean(),
	fine: optional(int().check(_positive())),
	notFinite: optional(int().check(_positive())),
	source: string(),
	resolution: Resolution,
	nonfinite: _enum(["kept", "lost"]),
	role: _enum(["metric", "volatile"])
});
function summarise(series) {
	const { name, steps, values, source, resolution, nonfinite } = series;
	const first = steps[0];
	const last = steps.at(-1);
	const lastValue = values.at(-1);
	if (first === void 0 || last === void 0 || lastValue === void 0) throw new RangeError(`series ${name} has no points`);
	return {
		name,
		n: steps.length,
		digest: digestOf(pointsOf(series)),
		first,
		last,
		final: encodeNumber(series.summary ?? lastValue),
		finalFrom: series.summary === void 0 ? "last" : "summary",
		constant: values.every((value) => Object.is(value, values[0])),
		...atLeastOne("fine", new Set(values.filter(isFine)).size),
		...atLeastOne("notFinite", values.filter((value) => !Number.isFinite(value)).length),
		source,
		resolution,
		nonfinite,
		role: isVolatile(name) ? "volatile" : "metric"
	};
}
function isFine(value) {
	if (!Number.isFinite(value) || Number.isInteger(value)) return false;
	const [digits = ""] = value.toExponential().split("e");
	return digits.replace(/\D/g, "").length >= FINE_DIGITS;
}
const FINE_DIGITS = 15;
function atLeastOne(key, count) {
	return count === 0 ? {} : { [key]: count };
}
function pointsOf(series) {
	return {
		name: series.name,
		steps: series.steps.map((step) => step + 0),
		values: series.values.map(encodeNumber)
	};
}
function exactSeriesDigest(series) {
	const exact = series.filter((one) => one.resolution === "exact" && one.role === "metric");
	if (exact.length === 0) return void 0;
	const byName = exact.map((one) => [one.name, one.digest]).sort(([a = ""], [b = ""]) => a < b ? -1 : 1);
	return digestOf(byName);
}
function encodeSeries(series) {
	return gzipSync(series.map((one) => `${canonicalJson(pointsOf(one))}\n`).join(""));
}
const PointsSchema = strictObject({
	name: string(),
	steps: array(int()),
	values: array(Num)
});
const MOST_BYTES = 268435456;
function decodeSeries(bytes, file) {
	const lines = unzip(bytes, file).split("\n").filter((line) => line !== "");
	return new Map(lines.map((line) => readPoints(line, file)).map(({ name, steps, values }) => [name, {
		steps,
		values: values.map(decodeNumber)
	}]));
}
function readPoints(line, file) {
	const parsed = PointsSchema.safeParse(parseJson(line, file, { length: MOST_BYTES }));
	if (parsed.success && parsed.data.steps.length === parsed.data.values.length) return parsed.data;
	throw new UserError("series-invalid", `${file} holds a line that is no series`, "Fetch the attachment again.", { file });
}
function unzip(bytes, file) {
	try {
		return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString("utf8");
	} catch {
		throw new UserError("series-invalid", `${file} is not gzip, or unpacks to more than 256 MiB`, "Fetch the attachment again.", { file });
	}
}

// src/record/finding.ts
const text = string().check(_maxLength(2e3));
const Finding = discriminatedUnion("kind", [
	strictObject({
		kind: literal("not-hermetic"),
		addresses: array(text)
	}),
	strictObject({
		kind: literal("left-out"),
		path: text
	}),
	strictObject({
		kind: literal("data-changed"),
		name: text,
		paths: array(text)
	}),
	strictObject({
		kind: literal("weak-isolation"),
		level: int(),
		why: text
	}),
	strictObject({
		kind: literal("foreign-module"),
		path: text
	}),
	strictObject({
		kind: literal("probe-absent"),
		why: text
	}),
	strictObject({
		kind: literal("trace-disabled"),
		why: text
	}),
	strictObject({
		kind: literal("trace-incomplete"),
		why: text
	}),
	strictObject({
		kind: literal("nondeterministic-operators"),
		names: array(text)
	}),
	strictObject({
		kind: literal("unseeded"),
		generators: array(text)
	}),
	strictObject({ kind: literal("seed-not-wired") }),
	strictObject({
		kind: literal("processes-left"),
		count: int()
	}),
	strictObject({
		kind: literal("sources-disagree"),
		metric: text,
		values: array(tuple([text, text]))
	}),
	strictObject({
		kind: literal("source-truncated"),
		path: text,
		where: text
	}),
	strictObject({
		kind: literal("source-unreadable"),
		path: text,
		why: text
	}),
	strictObject({
		kind: literal("metrics-unwritten"),
		path: text
	}),
	strictObject({
		kind: literal("no-metrics"),
		looked: array(text)
	}),
	strictObject({
		kind: literal("series-rewound"),
		metric: text,
		source: text
	}),
	strictObject({
		kind: literal("hardware-unknown"),
		why: text
	}),
	strictObject({
		kind: literal("pin-mismatch"),
		name: text,
		pinned: text,
		installed: text,
		file: text
	}),
	strictObject({
		kind: literal("crashed-once"),
		record: text
	}),
	strictObject({ kind: literal("repeats-unknown") }),
	strictObject({ kind: literal("repeats-not") }),
	strictObject({
		kind: literal("varies-by-itself"),
		metrics: array(text)
	}),
	strictObject({
		kind: literal("nonfinite-inside"),
		metric: text,
		count: int()
	}),
	strictObject({
		kind: literal("tolerance-below-resolution"),
		metric: text,
		within: number(),
		resolution: text
	}),
	strictObject({
		kind: literal("no-git"),
		why: text
	}),
	strictObject({
		kind: literal("no-config"),
		path: text
	}),
	strictObject({
		kind: literal("no-baseline"),
		model: text
	}),
	strictObject({
		kind: literal("no-sandbox"),
		why: text,
		mend: text
	}),
	strictObject({
		kind: literal("dirty-tree"),
		paths: array(text)
	}),
	strictObject({ kind: literal("no-pins") }),
	strictObject({
		kind: literal("loose-pins"),
		file: text,
		names: array(text)
	}),
	strictObject({
		kind: literal("data-missing"),
		name: text
	}),
	strictObject({
		kind: literal("data-floating"),
		name: text,
		why: text
	}),
	strictObject({
		kind: literal("lfs-pointer"),
		path: text
	}),
	strictObject({
		kind: literal("driver-unknown"),
		why: text
	}),
	strictObject({
		kind: literal("no-interpreter"),
		command: text
	}),
	strictObject({
		kind: literal("directory-missing"),
		model: text,
		path: text
	}),
	strictObject({
		kind: literal("low-disk"),
		free: int()
	})
]);

// src/record/record.ts
const GitId = string().check(_regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
const count = int().check(_nonnegative());
const path = string().check(_maxLength(4096));
const Factor = _enum([
	"code",
	"config",
	"data",
	"environment",
	"hardware",
	"seed",
	"determinism"
]);
const Fact = strictObject({
	state: _enum([
		"recorded",
		"declared",
		"unknown"
	]),
	source: string()
});
const Code = strictObject({
	commit: optional(GitId),
	head: optional(GitId),
	base: optional(GitId),
	tree: optional(GitId),
	dirty: boolean(),
	manifest: Digest,
	sources: optional(Digest)
});
const Seed = strictObject({
	index: count,
	how: _enum([
		"program",
		"auto",
		"env",
		"arg"
	]),
	name: optional(string()),
	value: optional(int()),
	calls: optional(array(strictObject({
		call: string().check(_maxLength(100)),
		given: nullable(int()),
		used: nullable(int()),
		at: optional(path)
	})).check(_maxLength(20))),
	twin: optional(literal(true))
});
const Scalar = union([
	_null(),
	boolean(),
	Num,
	string()
]);
const Config = strictObject({
	train: string(),
	directory: path,
	setup: nullable(string()),
	env: record(string(), string()),
	params: record(path, record(string(), Scalar)),
	seed: Seed,
	deterministic: boolean(),
	network: _enum(["on", "off"])
});
const DataSet = strictObject({
	name: string(),
	mode: _enum(["bind", "copy"]),
	manifest: Digest,
	after: optional(Digest),
	files: count,
	bytes: count
});
const Scalars = record(string(), Scalar);
const Environment = strictObject({
	python: optional(strictObject({
		implementation: string(),
		version: string(),
		executable: path
	})),
	platform: string(),
	os: optional(string()),
	kernel: optional(string()),
	libc: optional(string()),
	framework: optional(strictObject({
		name: string(),
		version: string(),
		flags: Scalars
	})),
	packages: optional(Digest),
	packageCount: optional(count),
	pins: record(path, Digest),
	variables: record(string(), string())
});
const Accelerator = strictObject({
	model: string(),
	memory: optional(count),
	computeCapability: optional(string()),
	mig: optional(string()),
	ecc: optional(string())
});
const HardwareFacts = strictObject({
	cpu: strictObject({
		model: optional(string()),
		level: string(),
		cores: count
	}),
	memory: optional(count),
	accelerators: array(Accelerator),
	driver: optional(string()),
	cuda: optional(string())
});
const Exit = strictObject({
	how: _enum([
		"finished",
		"crashed",
		"timeout",
		"idle",
		"killed"
	]),
	code: optional(int()),
	signal: optional(string())
});
const Run = strictObject({
	segments: array(strictObject({
		started: string(),
		seconds: number().check(_nonnegative())
	})),
	setupSeconds: optional(number().check(_nonnegative())),
	exit: Exit,
	isolation: int().check(_gte(1), _lte(4)),
	window: optional(strictObject({
		from: count,
		to: count
	})),
	tail: optional(Digest)
});
const Weights = strictObject({
	digest: Digest,
	files: count,
	bytes: count
});
const Attachment = strictObject({
	digest: Digest,
	kind: _enum([
		"manifest",
		"series",
		"trace",
		"log"
	]),
	bytes: count
});
const RunRecord = strictObject({
	schema: literal("reprise/record/v1"),
	id: RecordId,
	model: string().check(_minLength(1), _maxLength(200)),
	key: Hardware,
	input: InputDigest,
	code: Code,
	config: Config,
	data: array(DataSet),
	environment: Environment,
	hardware: HardwareFacts,
	run: Run,
	series: array(SeriesSummary),
	weights: optional(Weights),
	trace: optional(Digest),
	traced: optional(strictObject({
		mode: _enum([
			"modules",
			"borders",
			"told"
		]),
		because: optional(string().check(_maxLength(200))),
		ranks: count,
		steps: count
	})),
	attachments: array(Attachment),
	parents: array(RecordId),
	findings: array(Finding),
	facts: record(Factor, Fact)
});
const RECORD_BYTES = 65536;
function recordId(record) {
	const { id: _, ...rest } = record;
	return digestOf(plain(rest));
}
function seal(record) {
	const name = `the record of ${record.model}`;
	try {
		return parseRecord(JSON.stringify({
			...record,
			id: recordId(record)
		}), name);
	} catch (error) {
		throw error instanceof TypeError ? invalid(name, {
			path: [],
			message: error.message
		}) : error;
	}
}
function parseRecord(bytes, file) {
	const length = typeof bytes === "string" ? Buffer.byteLength(bytes) : bytes.length;
	if (length > 2 * 65536) throw tooLarge(file, length);
	const json = parseJson(Buffer.from(bytes).toString("utf8"), file);
	const parsed = RunRecord.safeParse(json, PLAIN_MESSAGES);
	if (!parsed.success) throw invalid(file, parsed.error.issues[0]);
	const canonical = Buffer.byteLength(JSON.stringify(json));
	if (canonical > 65536) throw tooLarge(file, canonical);
	if (recordId(parsed.data) !== parsed.data.id) throw new UserError("record-id", `${file}: the record's id is not the digest of its content`, "It was edited or damaged; use the original.", { file });
	return parsed.data;
}
function invalid(file, issue) {
	const what = issue === void 0 ? "" : spellIssue(issue);
	return new UserError("record-invalid", `${file} is no record of schema reprise/record/v1: ${what}`, "Use a record that this version of Reprise wrote.", { file });
}
function tooLarge(file, bytes) {
	return new UserError("record-large", `${file} has ${bytes} bytes; a record has at most ${RECORD_BYTES}`, "Name fewer metrics or parameter files in reprise.yml.", { file });
}
function plain(value) {
	return JSON.parse(JSON.stringify(value));
}

export { spellAccelerator as _, seal as a, decodeSeries as c, summarise as d, Num as f, parseKey as g, sameNumber as h, parseRecord as i, encodeSeries as l, encodeNumber as m, HardwareFacts as n, Finding as o, decodeNumber as p, RECORD_BYTES as r, Resolution as s, Factor as t, exactSeriesDigest as u, spellKey as v };