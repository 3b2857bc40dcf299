// src/flows/attachments.ts
async function loadAttachments(ledger, records, kinds) {
	const loaded = /* @__PURE__ */ new Map();
	for (const { digest, kind } of records.flatMap((record) => record.attachments)) {
		if (kinds !== void 0 && !kinds.includes(kind)) continue;
		const found = await ledger.attachment(digest);
		if (found.state === "found") loaded.set(digest, found.value);
	}
	return loaded;
}

export { loadAttachments as t };