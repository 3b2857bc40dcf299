/** Cuts a text to a readable length, and says so with an ellipsis. */
export function excerpt(text: string, length: number, start = 0): string {
  const from = text.length <= length ? 0 : Math.min(start, text.length - length)
  const end = Math.min(text.length, from + length)
  const cut = text.slice(from, end).toWellFormed()
  return `${from > 0 ? '…' : ''}${cut}${end < text.length ? '…' : ''}`
}

/** Two texts that differ, cut so that the first difference stays in sight. */
export function excerpts(before: string, after: string, length: number): [string, string] {
  const start = Math.max(0, commonPrefix(before, after) - Math.floor(length / 4))
  return [excerpt(before, length, start), excerpt(after, length, start)]
}

/** How many UTF-16 units two texts begin with alike. */
export function commonPrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  let at = 0
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}
