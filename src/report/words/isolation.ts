/** What each isolation level is (DESIGN §7). */
export const ISOLATION: Readonly<Record<number, string>> = {
  4: 'bubblewrap sandbox',
  3: 'another user',
  2: 'no new privileges, clean environment',
  1: 'none',
}
