import { t as progressLine } from "./progress.js";

// src/entry/cli/progress.ts
function showProgress(terminal) {
	return (progress) => terminal.progress(progressLine(progress), `${progress.model} ${progress.phase}`);
}

export { showProgress };