import { F as en_default } from "./zod.js";

// src/record/issue.ts
const PLAIN_MESSAGES = { error: en_default().localeError };
function spellIssue(issue) {
	const where = issue.path.map(String).join(".");
	return where === "" ? issue.message : `${where}: ${issue.message}`;
}

export { spellIssue as n, PLAIN_MESSAGES as t };