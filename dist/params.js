import { t as UserError } from "./error.js";
import { T as tuple, b as strictObject, i as array, l as literal, n as _enum, x as string } from "./zod.js";
import { m as encodeNumber } from "./record.js";
import { c as canonicalJson, s as sha256 } from "./digest.js";
import { t as parseJson } from "./json.js";
import { C as readText, n as parseToml, t as parseYaml, w as isObject } from "./yaml2.js";

// src/record/manifest.ts
const Manifest = strictObject({
	schema: literal("reprise/manifest/v1"),
	of: _enum([
		"code",
		"data",
		"packages",
		"sources",
		"weights"
	]),
	entries: array(tuple([string(), string()]))
});
function manifestOf(of, entries) {
	return {
		schema: "reprise/manifest/v1",
		of,
		entries: [...new Map(entries)].sort(([a], [b]) => compareNames(a, b))
	};
}
function compareNames(a, b) {
	const length = Math.min(a.length, b.length);
	let at = 0;
	while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
	return at < length ? rank(a.charCodeAt(at)) - rank(b.charCodeAt(at)) : a.length - b.length;
}
function rank(unit) {
	if (unit < 55296) return unit;
	return unit < 57344 ? unit + 8192 : unit - 2048;
}
function encodeManifest(manifest) {
	return Buffer.from(canonicalJson(manifest));
}
function manifestDigest(manifest) {
	return sha256(encodeManifest(manifest));
}
function decodeManifest(bytes, file) {
	const parsed = Manifest.safeParse(parseJson(Buffer.from(bytes).toString("utf8"), file, { length: 268435456 }));
	if (parsed.success && isSorted(parsed.data)) return parsed.data;
	throw new UserError("manifest-invalid", `${file} is no manifest`, "Fetch the attachment again.", { file });
}
function isSorted({ entries }) {
	return entries.every(([name], index) => index === 0 || compareNames(entries[index - 1]?.[0] ?? "", name) < 0);
}
function diffManifests(before, after) {
	const old = new Map(before.entries);
	const young = new Map(after.entries);
	return manifestOf(after.of, new Map([...old, ...young])).entries.map(([name]) => name).map((name) => ({
		name,
		before: old.get(name),
		after: young.get(name)
	})).filter((entry) => entry.before !== entry.after);
}

// src/readers/params.ts
const MOST_BYTES = 1048576;
const MOST_KEYS = 1e4;
const PARSERS = /* @__PURE__ */ new Map([
	["yaml", parseYaml],
	["yml", parseYaml],
	["json", parseJsonParams],
	["toml", parseTomlParams]
]);
function readParams(source) {
	const file = source.name;
	const parser = PARSERS.get(/\.([a-z]+)$/.exec(file.toLowerCase())?.[1] ?? "");
	if (parser === void 0) throw new UserError("params-format", `${file} is no YAML, JSON or TOML file`, "Name only such files under `params:`.", { file });
	if (source.size > MOST_BYTES) throw tooLarge(file);
	const { value, lineOf } = parser(readText(source, MOST_BYTES), file);
	if (value === null || value === void 0) return {};
	if (typeof value !== "object") throw new UserError("params-shape", `${file} holds no keys, only ${JSON.stringify(String(value))}`, "Write `name: value`.", { file });
	const params = Object.create(null);
	for (const [keys, leaf] of scalarsOf(value, [], {
		left: MOST_KEYS,
		file
	})) {
		const line = lineOf(keys);
		params[keys.map(spellKey).join(".")] = {
			value: leaf,
			...line === void 0 ? {} : { line }
		};
	}
	return params;
}
function* scalarsOf(value, keys, budget) {
	const entries = Array.isArray(value) || isObject(value) ? Object.entries(value) : [];
	if (entries.length === 0) {
		if (budget.left-- <= 0) throw tooLarge(budget.file);
		yield [keys, scalarOf(value)];
	}
	for (const [key, item] of entries) yield* scalarsOf(item, [...keys, key], budget);
}
function scalarOf(value) {
	if (typeof value === "number" || typeof value === "bigint") return encodeNumber(value);
	if (value === null || typeof value === "boolean") return value;
	if (value instanceof Date) return value.toISOString();
	if (typeof value === "object") return Array.isArray(value) ? "[]" : "{}";
	return String(value).toWellFormed();
}
function spellKey(key) {
	return key === "" || key.includes(".") ? JSON.stringify(key) : key;
}
function parseJsonParams(text, file) {
	const large = /* @__PURE__ */ new Map();
	return {
		value: restore(parseJson(text, file, {
			nonFinite: "accept",
			onNumber: (spelled) => {
				if (/^-?\d+$/.test(spelled) && !Number.isSafeInteger(Number(spelled))) large.set(Number(spelled), BigInt(spelled));
			}
		}), large),
		lineOf: uniqueKeys(text, /"((?:[^"\\]|\\.)*)"\s*:/g)
	};
}
function restore(value, large) {
	if (large.size === 0) return value;
	if (typeof value === "number") return large.get(value) ?? value;
	if (Array.isArray(value)) return value.map((item) => restore(item, large));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, large)]));
}
function parseTomlParams(text, file) {
	return {
		value: parseToml(text, file),
		lineOf: uniqueKeys(text, /^\s*([\w-]+)\s*=/gm)
	};
}
function uniqueKeys(text, pattern) {
	const lines = /* @__PURE__ */ new Map();
	let [line, from] = [1, 0];
	for (const match of text.matchAll(pattern)) {
		const [whole, key = ""] = match;
		const at = match.index + whole.indexOf(key);
		line += text.slice(from, at).split("\n").length - 1;
		from = at;
		lines.set(key, lines.has(key) ? void 0 : line);
	}
	return (keys) => lines.get(keys.findLast((key) => !/^\d+$/.test(key)) ?? "");
}
function tooLarge(file) {
	return new UserError("params-large", `${file} has more than ${MOST_BYTES} bytes or ${MOST_KEYS} keys`, "Name a file of parameters, not of data, under `params:`.", { file });
}

export { manifestDigest as a, encodeManifest as i, decodeManifest as n, manifestOf as o, diffManifests as r, readParams as t };