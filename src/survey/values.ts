export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The texts of a value that may be one, a list of them, or a list whose entries map a text to its options. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  const items = Array.isArray(value) ? value : []
  return items.flatMap((item) =>
    typeof item === 'string' ? [item] : isObject(item) ? Object.keys(item) : [],
  )
}
