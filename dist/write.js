import { l as isGitHubError, o as secondsBefore } from "./answer.js";

// src/github/write.ts
const TRIES = 4;
const PATIENCE = 900;
async function verifiedWrite({ github, send, lookUp }) {
	let waited = 0;
	for (let attempt = 1;; attempt += 1) try {
		return await send();
	} catch (error) {
		const seconds = secondsBefore(error, attempt);
		if (seconds === void 0 || waited + seconds > PATIENCE) throw error;
		waited += seconds;
		await github.pause(error.message, seconds);
		const found = await lookUp();
		if (found !== void 0) return found;
		if (attempt === TRIES) throw error;
	}
}
async function verifiedDelete(github, send) {
	const once = async () => {
		try {
			await send();
		} catch (error) {
			if (!isGitHubError(error, "github-not-found")) throw error;
		}
		return true;
	};
	await verifiedWrite({
		github,
		send: once,
		lookUp: () => Promise.resolve(void 0)
	});
}

export { verifiedWrite as n, verifiedDelete as t };