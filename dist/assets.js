import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// src/flows/assets.ts
const fromSource = import.meta.url.endsWith(".ts");
function asset(bundled, source) {
	return fileURLToPath(new URL(fromSource ? `../../${source}` : `./${bundled}`, import.meta.url));
}
function probeFolder() {
	return asset("probe", "probe");
}
function chartAssets() {
	const read = (file) => readFileSync(asset(`charts/${file}`, `node_modules/uplot/dist/${file}`), "utf8");
	return {
		script: read("uPlot.iife.min.js"),
		style: read("uPlot.min.css")
	};
}
function retrainEntry() {
	return asset("retrain.js", "src/entry/action/retrain.ts");
}

export { probeFolder as n, retrainEntry as r, chartAssets as t };