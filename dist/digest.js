import { P as _regex, x as string } from "./zod.js";
import { createHash } from "node:crypto";

// src/record/canonical.ts
function canonicalJson(value) {
	if (value === null || typeof value === "boolean") return String(value);
	if (typeof value === "number") return canonicalNumber(value);
	if (typeof value === "string") return canonicalString(value);
	if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
	if (typeof value !== "object") throw new TypeError(`${typeof value} has no canonical JSON`);
	return `{${Object.entries(value).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([key, item]) => `${canonicalString(key)}:${canonicalJson(item)}`).join(",")}}`;
}
function canonicalNumber(value) {
	if (!Number.isFinite(value) || Object.is(value, -0)) throw new TypeError(`${value} has no canonical JSON`);
	return String(value);
}
function canonicalString(value) {
	if (!value.isWellFormed()) throw new TypeError("half of a surrogate pair has no canonical JSON");
	return JSON.stringify(value);
}

// src/record/digest.ts
const Digest = string().check(_regex(/^sha256:[0-9a-f]{64}$/)).brand();
const RecordId = string().check(_regex(/^sha256:[0-9a-f]{64}$/)).brand();
const InputDigest = string().check(_regex(/^sha256:[0-9a-f]{64}$/)).brand();
function sha256(content) {
	return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
function gitBlobId(content) {
	return createHash("sha1").update(`blob ${content.byteLength}\0`).update(content).digest("hex");
}
function digestOf(value) {
	return sha256(canonicalJson(value));
}
function hexOf(digest) {
	return digest.slice(7);
}

export { gitBlobId as a, canonicalJson as c, digestOf as i, InputDigest as n, hexOf as o, RecordId as r, sha256 as s, Digest as t };