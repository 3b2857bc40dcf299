// src/readers/memory.ts
function memorySource(name, content) {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
	return {
		name,
		size: bytes.length,
		read: (offset, length) => bytes.subarray(offset, offset + length)
	};
}

export { memorySource as t };