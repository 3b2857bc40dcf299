// src/ledger/overlay.ts
function overlayLedger(own, behind) {
	const all = [own, ...behind];
	return {
		append: (record, attachments, envelope) => own.append(record, attachments, envelope),
		record: (id) => first(all, (ledger) => ledger.record(id)),
		envelope: (id) => first(all, (ledger) => ledger.envelope(id)),
		attachment: (digest) => first(all, (ledger) => ledger.attachment(digest)),
		async ids() {
			const ids = /* @__PURE__ */ new Set();
			for (const ledger of all) for (const id of await ledger.ids()) ids.add(id);
			return [...ids];
		}
	};
}
async function first(ledgers, ask) {
	let answer = { state: "absent" };
	for (const ledger of ledgers) {
		const found = await ask(ledger);
		if (found.state === "found") return found;
		if (answer.state === "absent") answer = found;
	}
	return answer;
}

export { overlayLedger as t };