import { n as renderHtml, t as renderJson } from "./json2.js";
import { t as renderMarkdown } from "./markdown.js";
import { t as chartAssets } from "./assets.js";
import { join } from "node:path";
import { mkdirSync, writeFileSync } from "node:fs";

// src/flows/job/pages.ts
function writePages(folder, report) {
	mkdirSync(folder, { recursive: true });
	const page = join(folder, "report.html");
	writeFileSync(page, renderHtml(report, chartAssets()));
	writeFileSync(join(folder, "report.md"), renderMarkdown(report));
	writeFileSync(join(folder, "report.json"), renderJson(report));
	return page;
}

export { writePages };