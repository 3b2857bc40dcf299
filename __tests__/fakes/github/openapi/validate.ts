import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { description, resolved } from './description.ts'
import type { Schema } from './schema.ts'
import type { Route } from './operations.ts'

const formats = {
  int64: true,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  email: /@/,
  uri: (text: string) => URL.canParse(text),
  'uri-template': true,
} as const

const settings = { strict: false, allErrors: true, formats } as const
/** A path and a query are text: `2` is a number there. */
const ofText = new Ajv({ ...settings, coerceTypes: true })
const ofJson = new Ajv(settings)
for (const ajv of [ofText, ofJson]) ajv.addSchema(description, 'github')

const compiled = new Map<string, ValidateFunction>()

/** Compiled once, when first asked for. */
function validator(name: string, ajv: Ajv, schema: () => Schema): ValidateFunction {
  const known = compiled.get(name)
  if (known !== undefined) return known
  const made = ajv.compile(absolute(schema()))
  compiled.set(name, made)
  return made
}

/** `#/components/…` means the description, wherever the schema is compiled. */
function absolute(schema: Schema): Schema {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/')
  return JSON.parse(text) as Schema
}

function said(validate: ValidateFunction, value: unknown, where: string): string[] {
  if (validate(value)) return []
  const errors: readonly ErrorObject[] = validate.errors ?? []
  return errors.map((error) => {
    const more = error.params as { additionalProperty?: string; allowedValues?: unknown }
    const detail = more.additionalProperty ?? more.allowedValues ?? ''
    const what = `${error.message} ${detail === '' ? '' : JSON.stringify(detail)}`.trim()
    return `${where}${error.instancePath}: ${what}`
  })
}

export interface Asked {
  /** Both are changed in place: numbers become numbers. */
  readonly params: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: unknown
}

export function requestProblems(route: Route, { params, query, body }: Asked): string[] {
  const part = (where: 'path' | 'query', value: unknown): string[] => {
    const ours = route.parameters.filter((one) => one.in === where)
    const schema = {
      type: 'object',
      properties: Object.fromEntries(ours.map((one) => [one.name, one.schema])),
      required: ours.filter((one) => one.required === true).map((one) => one.name),
      additionalProperties: false,
    }
    return said(
      validator(`${route.operation} ${where}`, ofText, () => schema),
      value,
      where,
    )
  }
  return [...part('path', params), ...part('query', query), ...bodyProblems(route, body)]
}

function bodyProblems(route: Route, body: unknown): string[] {
  const described = description.paths[route.template]?.[route.method.toLowerCase()]?.requestBody
  const schema = described?.content['application/json']?.schema
  if (schema === undefined)
    return body === undefined ? [] : ['body: there is none in this operation']
  if (body === undefined) return described?.required === true ? ['body: is missing'] : []
  return said(
    validator(`${route.operation} body`, ofJson, () => schema),
    body,
    'body',
  )
}

export function answerProblems(route: Route, status: number, body: unknown): string[] {
  const responses = description.paths[route.template]?.[route.method.toLowerCase()]?.responses ?? {}
  const found = responses[String(status)]
  // 401, 403 and 429 are documented for all operations together, not one by one.
  if (found === undefined) return status >= 400 ? [] : [`answer: no status ${status}`]
  const content = resolved<{ readonly content?: Record<string, { schema: Schema }> }>(
    found as { content?: Record<string, { schema: Schema }> },
  ).content
  const schema = content?.['application/json']?.schema
  if (schema === undefined) return []
  return said(
    validator(`${route.operation} ${status}`, ofJson, () => schema),
    body,
    'answer',
  )
}

export function webhookProblems(name: string, payload: unknown): string[] {
  const schema = description.webhooks[name]?.post.requestBody.content['application/json']?.schema
  if (schema === undefined) throw new Error(`the description has no webhook ${name}`)
  return said(
    validator(`webhook ${name}`, ofJson, () => schema),
    payload,
    name,
  )
}
