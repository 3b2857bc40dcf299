/** A JSON schema, as far as it is walked here. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
}

/**
 * The description `whole`, with every object closed that does not say otherwise: a property that GitHub does not
 * know is a mistake of ours, in a request as in an answer.
 */
export function closed<T>(whole: T, components: Readonly<Record<string, Schema>>): T {
  const look = (part: Schema): Schema =>
    part.$ref === undefined ? part : (components[part.$ref.split('/').at(-1) ?? ''] ?? {})
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const schema = value as Schema
    // Both parts would refuse the other's properties: they are one object.
    if (schema.allOf !== undefined) return walk(joined(schema.allOf.map(look)))
    // GitHub's alternatives overlap: its two kinds of error are not told apart.
    const entries = Object.entries(value).map(([key, item]) => [
      key === 'oneOf' ? 'anyOf' : key,
      walk(item),
    ])
    const walked = Object.fromEntries(entries) as object
    return isOpen(schema) ? { ...walked, additionalProperties: false } : walked
  }
  return walk(whole) as T
}

function isOpen({ properties, type, additionalProperties, anyOf }: Schema): boolean {
  const isObject = typeof properties === 'object' && type !== undefined
  return isObject && additionalProperties === undefined && anyOf === undefined
}

function joined(parts: readonly Schema[]): Schema {
  const properties = parts.flatMap((part) => Object.entries(part.properties ?? {}))
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: parts.flatMap(({ required = [] }) => required),
  }
}
