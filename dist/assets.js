import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
// src/readers/memory.ts
/** A source whose bytes are at hand already: a small file, an attachment, a test. Text becomes UTF-8. */
function memorySource(name, content) {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
	return {
		name,
		size: bytes.length,
		read: (offset, length) => bytes.subarray(offset, offset + length)
	};
}
// src/flows/assets.ts
/** Where what is no module lies: beside the bundle, or in the repository when the sources run. */
const fromSource = import.meta.url.endsWith(".ts");
function asset(bundled, source) {
	return fileURLToPath(new URL(fromSource ? `../../${source}` : `./${bundled}`, import.meta.url));
}
/** The folder that is put on the training's PYTHONPATH. */
function probeFolder() {
	return asset("probe", "probe");
}
/** The text of the chart library that an HTML report embeds. */
function chartAssets() {
	const read = (file) => readFileSync(asset(`charts/${file}`, `node_modules/uplot/dist/${file}`), "utf8");
	return {
		script: read("uPlot.iife.min.js"),
		style: read("uPlot.min.css")
	};
}
export { probeFolder as n, memorySource as r, chartAssets as t };
