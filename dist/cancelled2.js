import { t as UserError } from "./error.js";
import { f as sendingOf, i as bundlesFolder, u as sendBundles } from "./hand-over.js";
import { setTimeout } from "node:timers/promises";

// src/flows/job/cancelled.ts
const PATIENCE = 6e4;
async function keepCancelled(options, patience = PATIENCE) {
	const stop = new AbortController();
	try {
		const sending = sendBundles(bundlesFolder(options.env, options.config), sendingOf(options));
		return (await Promise.race([sending, tooLate(patience, stop.signal)])).map((name) => `artifact: ${name}`).join("\n");
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return `artifact: ${error.message}`;
	} finally {
		stop.abort();
	}
}
async function tooLate(patience, signal) {
	await setTimeout(patience, void 0, { signal }).catch(() => {});
	throw new UserError("artifact-not-stored", `what was measured was not stored within ${patience / 1e3} seconds`, "Run the job again.");
}

export { keepCancelled };