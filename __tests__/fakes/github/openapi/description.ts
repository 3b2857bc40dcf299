import { readFileSync } from 'node:fs'
import type { Operation } from '../needs.ts'
import { closed, type Schema } from './schema.ts'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
  readonly 'x-multi-segment'?: boolean
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>

interface Described {
  readonly operationId: Operation
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: Content; readonly required?: boolean }
  readonly responses: Readonly<
    Record<string, { readonly content?: Content; readonly $ref?: string }>
  >
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly webhooks: Readonly<
    Record<string, { readonly post: { readonly requestBody: { readonly content: Content } } }>
  >
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const file = new URL('../../../fixtures/github/openapi.json', import.meta.url)
const given = JSON.parse(readFileSync(file, 'utf8')) as Description
export const description = closed(given, given.components.schemas)

/** What a `$ref` points to, or the value itself. */
export function resolved<T>(value: T | { readonly $ref: string }): T {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value as T
  const pointer = String(value.$ref).replace('#/', '').split('/')
  return pointer.reduce(
    (at, key) => (at as Record<string, unknown>)[key],
    description as unknown,
  ) as T
}
