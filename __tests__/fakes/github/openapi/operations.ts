import type { Operation } from '../needs.ts'
import { description, resolved, type Parameter } from './description.ts'

export interface Route {
  readonly operation: Operation
  readonly method: string
  /** As the description writes it, with `{owner}`. */
  readonly template: string
  readonly parameters: readonly Parameter[]
  readonly pattern: RegExp
  readonly hasBody: boolean
}

export const ROUTES: readonly Route[] = Object.entries(description.paths)
  .flatMap(([template, item]) =>
    Object.entries(item).map(([method, described]) => {
      const parameters = (described.parameters ?? []).map((one) => resolved<Parameter>(one))
      return {
        operation: described.operationId,
        method: method.toUpperCase(),
        template,
        parameters,
        pattern: patternOf(template, parameters),
        hasBody: described.requestBody !== undefined,
      }
    }),
  )
  // A word is more exact than a parameter: `/commits/{ref}` would swallow `/commits/{ref}/pulls`.
  .sort((a, b) => slashes(b.template) - slashes(a.template))

function slashes(template: string): number {
  return template.split('/').length
}

function patternOf(template: string, parameters: readonly Parameter[]): RegExp {
  const many = new Set(parameters.filter((one) => one['x-multi-segment']).map(({ name }) => name))
  const source = template
    .replaceAll('.', String.raw`\.`)
    .replaceAll(
      /\{(\w+)\}/g,
      (_, name: string) => `(?<${name}>${many.has(name) ? '.+' : '[^/]+?'})`,
    )
  return new RegExp(`^${source}$`)
}

/** The operation that a path asks for, and the path's parameters, decoded. */
export function matched(
  method: string,
  path: string,
): { readonly route: Route; readonly params: Record<string, string> } | undefined {
  for (const route of ROUTES) {
    if (route.method !== method) continue
    const found = route.pattern.exec(path)
    if (found === null) continue
    const params = Object.entries(found.groups ?? {}).map(([name, text]) => [
      name,
      decodeURIComponent(text),
    ])
    return { route, params: Object.fromEntries(params) as Record<string, string> }
  }
  return undefined
}
