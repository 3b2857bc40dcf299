import { distance } from 'fastest-levenshtein'
import type * as z from 'zod/mini'

interface Definition {
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>
  readonly innerType?: z.ZodMiniType
  readonly in?: z.ZodMiniType
  readonly options?: readonly z.ZodMiniType[]
  readonly valueType?: z.ZodMiniType
  readonly element?: z.ZodMiniType
}

/** The keys that a schema knows at a path, in the order in which it names them. */
export function knownKeys(schema: z.ZodMiniType, path: readonly PropertyKey[]): string[] {
  const definition = schema._zod.def as unknown as Definition
  const inner = definition.innerType ?? definition.in
  if (inner !== undefined) return knownKeys(inner, path)
  if (definition.options !== undefined) {
    return [...new Set(definition.options.flatMap((option) => knownKeys(option, path)))]
  }
  const [head, ...rest] = path
  if (head === undefined) return Object.keys(definition.shape ?? {})
  const next = definition.shape?.[String(head)] ?? definition.valueType ?? definition.element
  return next === undefined ? [] : knownKeys(next, rest)
}

/** The known key that a mistyped one probably stands for, by edit distance. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  if (key.length > 50) return undefined
  const typed = key.toLowerCase().replaceAll('_', '-')
  const ranked = known
    .map((name) => ({ name, edits: distance(typed, name) }))
    .sort((a, b) => a.edits - b.edits)
  const best = ranked[0]
  return best !== undefined && best.edits <= Math.max(1, Math.floor(best.name.length * 0.4))
    ? best.name
    : undefined
}
