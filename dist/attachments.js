// src/flows/attachments.ts
async function loadAttachments(ledger, records) {
	const loaded = /* @__PURE__ */ new Map();
	for (const { digest } of records.flatMap((record) => record.attachments)) {
		const found = await ledger.attachment(digest);
		if (found.state === "found") loaded.set(digest, found.value);
	}
	return loaded;
}

export { loadAttachments as t };