import * as z from 'zod/mini'

/** The fields of each kind of a union. */
export type Shapes<K extends string> = Readonly<Record<K, Readonly<Record<string, z.ZodMiniType>>>>

/** Objects that are told apart by their `kind`, and have no fields but their own. */
export function oneOf(shapes: Shapes<string>) {
  return z.union(
    Object.entries(shapes).map(([kind, shape]) =>
      z.strictObject({ kind: z.literal(kind), ...shape }),
    ),
  )
}
