import { t as UserError } from "./error.js";
import { n as short } from "./log.js";
import { p as keptDigests } from "./hand-over.js";
import { t as gitLedger } from "./git.js";
import { join } from "node:path";

// src/flows/job/remote.ts
function remoteOf({ serverUrl, repo }, token) {
	const url = `${serverUrl}/${repo.owner}/${repo.name}.git`;
	const header = `http.${serverUrl}/.extraheader`;
	const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
	return {
		url,
		config: [
			["credential.helper", ""],
			[header, ""],
			...token === "" ? [] : [[header, `AUTHORIZATION: basic ${basic}`]]
		],
		protocols: new URL(serverUrl).protocol.replace(":", "")
	};
}
function openBranchLedger({ url, config, protocols }, branch, folder, signal) {
	return gitLedger({
		remote: url,
		branch,
		folder: join(folder, "ledger.git"),
		config,
		protocols,
		...signal && { signal }
	});
}

// src/flows/job/vouch.ts
const MOST = 3;
async function vouchedDigests(ledger, config) {
	try {
		const known = [];
		for (const digest of await ledger.vouched()) {
			const found = await ledger.voucher(digest);
			if (found.state === "found" && found.value.config === config) known.push({
				digest,
				at: found.value.at
			});
		}
		return {
			digestCaches: known.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, MOST).map(({ digest }) => digest),
			notes: []
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return {
			digestCaches: [],
			notes: [`digests: ${error.message}`]
		};
	}
}
async function vouchForDigests(ledger, bundles, by) {
	const lines = [];
	for (const digest of await keptDigests(bundles)) try {
		await ledger.vouch(digest, {
			schema: "reprise/voucher/v1",
			...by
		});
		lines.push(`ledger: vouches for the digests ${short(digest)}`);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		lines.push(`ledger: does not vouch for the digests ${short(digest)}: ${error.message}`);
	}
	return lines;
}

export { remoteOf as i, vouchedDigests as n, openBranchLedger as r, vouchForDigests as t };