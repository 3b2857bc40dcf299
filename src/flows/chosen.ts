import { UserError } from '../record/error.ts'
import type { Spec } from '../spec/spec.ts'

/** The models that were asked for, all of them by default. @throws {UserError} `model-unknown` */
export function chosen(spec: Spec, names: readonly string[]): readonly string[] {
  const known = Object.keys(spec.models)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new UserError(
      'model-unknown',
      `${spec.file} has no model ${unknown}`,
      `It has: ${known.join(', ')}.`,
    )
  }
  return names.length === 0 ? known : [...new Set(names)]
}
