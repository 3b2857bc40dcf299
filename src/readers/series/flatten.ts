/** A leaf of a nested value, with the keys that lead to it. */
interface Leaf {
  readonly keys: readonly string[]
  readonly value: unknown
}

/** The leaves of nested objects, in order. Lists are leaves. */
export function leavesOf(value: unknown, keys: readonly string[] = []): Leaf[] {
  if (!isObject(value)) return [{ keys, value }]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...keys, key]))
}

/** Whether a value is an object of keys, and not a list or a date. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}
