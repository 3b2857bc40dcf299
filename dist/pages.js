// src/github/pages.ts
const PER_PAGE = 100;
async function* pagesOf(page, most) {
	for (let number = 1; number <= most; number += 1) {
		const items = await page(number);
		yield* items;
		if (items.length < 100) return;
	}
}

export { pagesOf as t };