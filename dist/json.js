import { t as UserError } from "./error.js";

// src/record/json.ts
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WHITESPACE = /[ \t\n\r]*/y;
const WORDS = [
	["true", true],
	["false", false],
	["null", null]
];
const NON_FINITE = [
	["NaN", NaN],
	["Infinity", Number.POSITIVE_INFINITY],
	["-Infinity", Number.NEGATIVE_INFINITY]
];
function parseJson(text, file, limits = {}) {
	const { length = 16777216, depth = 64, nonFinite = "refuse", onNumber } = limits;
	let at = text.charCodeAt(0) === 65279 ? 1 : 0;
	if (text.length > length) throw new UserError("json-length", `${file} has ${text.length} characters; at most ${length} are read`, "A smaller file is needed here.", { file });
	const value = readValue(0);
	skip(WHITESPACE);
	if (at < text.length) fail("json-syntax", "text after the end of the value");
	return value;
	function fail(code, what) {
		const before = text.slice(0, at).split("\n");
		const place = {
			file,
			line: before.length,
			column: (before.at(-1)?.length ?? 0) + 1
		};
		throw new UserError(code, `${file} is not valid JSON: ${what}`, "Mend the file or remove it.", place);
	}
	function skip(pattern) {
		pattern.lastIndex = at;
		const found = pattern.exec(text)?.[0] ?? "";
		at += found.length;
		return found;
	}
	function take(character) {
		skip(WHITESPACE);
		if (text[at] !== character) return false;
		at++;
		return true;
	}
	function readValue(level) {
		if (level > depth) fail("json-depth", `nested more than ${depth} deep`);
		skip(WHITESPACE);
		if (take("{")) return readObject(level);
		if (take("[")) return readArray(level);
		if (text[at] === "\"") return readString();
		const word = WORDS.find(([spelling]) => text.startsWith(spelling, at));
		if (word !== void 0) {
			at += word[0].length;
			return word[1];
		}
		return readNumber();
	}
	function readNumber() {
		const special = NON_FINITE.find(([spelling]) => text.startsWith(spelling, at));
		if (special !== void 0 && nonFinite === "accept") {
			at += special[0].length;
			return special[1];
		}
		if (special !== void 0) fail("json-number", `${special[0]} is no JSON number`);
		const digits = skip(NUMBER);
		if (digits === "") fail("json-syntax", at < text.length ? `unexpected ${JSON.stringify(text[at])}` : "the text ends too early");
		onNumber?.(digits);
		const number = Number(digits);
		if (!Number.isFinite(number) && nonFinite === "refuse") fail("json-number", `${digits} is beyond float64`);
		return number;
	}
	function readString() {
		let end = at + 1;
		while (end < text.length && text[end] !== "\"") end += text[end] === "\\" ? 2 : 1;
		const value = unquote(text.slice(at, end + 1));
		if (value === void 0) fail("json-syntax", "a string that does not end, or holds what no string may hold");
		at = end + 1;
		if (!value.isWellFormed()) fail("json-string", "half of a surrogate pair");
		return value;
	}
	function readArray(level) {
		const items = [];
		if (take("]")) return items;
		do
			items.push(readValue(level + 1));
		while (take(","));
		if (!take("]")) fail("json-syntax", "expected , or ]");
		return items;
	}
	function readObject(level) {
		const object = Object.create(null);
		if (take("}")) return object;
		do {
			skip(WHITESPACE);
			if (text[at] !== "\"") fail("json-syntax", "expected a key in quotes");
			const key = readString();
			if (key === "__proto__") fail("json-key", "the key __proto__ is refused");
			if (Object.hasOwn(object, key)) fail("json-duplicate-key", `the key ${JSON.stringify(key)} stands twice`);
			if (!take(":")) fail("json-syntax", "expected :");
			object[key] = readValue(level + 1);
		} while (take(","));
		if (!take("}")) fail("json-syntax", "expected , or }");
		return object;
	}
}
function unquote(quoted) {
	try {
		return JSON.parse(quoted);
	} catch {
		return;
	}
}

export { parseJson as t };