/** What GitHub gives at most on one page. */
export const PER_PAGE = 100

/**
 * The items of a list, page after page, until a page is not full.
 *
 * @param most pages that are asked for; the list is cut there
 */
export async function* pagesOf<T>(
  page: (number: number) => Promise<readonly T[]>,
  most: number,
): AsyncGenerator<T, void, undefined> {
  for (let number = 1; number <= most; number += 1) {
    const items = await page(number)
    yield* items
    if (items.length < PER_PAGE) return
  }
}
