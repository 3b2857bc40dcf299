import { description, resolved } from './description.ts'
import type { Schema } from './schema.ts'

type Plain = Readonly<Record<string, unknown>>

/**
 * `real`, with every property that GitHub always sends and that means nothing here: null where it may be, else
 * the emptiest value of its type. What is given is never changed.
 */
export function filled(component: string | Schema, real: Plain): Record<string, unknown> {
  const schema =
    typeof component === 'string' ? description.components.schemas[component] : component
  if (schema === undefined)
    throw new Error(`the description has no such schema: ${String(component)}`)
  const missing = (schema.required ?? []).filter((name) => !(name in real))
  const added = missing.map((name) => [name, empty(schema.properties?.[name] ?? {})] as const)
  return { ...Object.fromEntries(added), ...real }
}

/** The part of `real` that a schema has properties for: GitHub shows one thing in several widths. */
export function narrowed(component: string | Schema, real: Plain): Record<string, unknown> {
  const schema =
    typeof component === 'string' ? description.components.schemas[component] : component
  const known = Object.entries(real).filter(([name]) => schema?.properties?.[name] !== undefined)
  return filled(component, Object.fromEntries(known))
}

function empty(given: Schema): unknown {
  const schema = resolved<Schema>(given as Schema & { $ref: string })
  const types = [schema.type ?? []].flat()
  const choices = schema.anyOf ?? schema.oneOf
  if (types.includes('null')) return null
  if (choices !== undefined) {
    const values = choices.map(empty)
    return values.includes(null) ? null : values[0]
  }
  if (schema.enum !== undefined) return schema.enum[0]
  if (types.includes('boolean')) return false
  if (types.includes('integer') || types.includes('number')) return 0
  if (types.includes('array')) return []
  return types.includes('string') ? textOf(schema) : filled(schema, {})
}

function textOf({ format }: Schema & { readonly format?: string }): string {
  if (format === 'date-time') return new Date(0).toISOString()
  return format === 'uri' ? 'https://docs.github.com/rest' : ''
}
