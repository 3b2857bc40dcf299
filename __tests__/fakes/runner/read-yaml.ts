import { isMapping, isString, NoOperationTraceWriter } from '@actions/workflow-parser'
import {
  TemplateContext,
  TemplateValidationErrors,
} from '@actions/workflow-parser/templates/template-context'
import type { TemplateSchema } from '@actions/workflow-parser/templates/schema/template-schema'
import { readTemplate } from '@actions/workflow-parser/templates/template-reader'
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token'
import { StringToken } from '@actions/workflow-parser/templates/tokens/string-token'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'
import { YamlObjectReader } from '@actions/workflow-parser/workflows/yaml-object-reader'
import { readFileSync } from 'node:fs'

/** A YAML file as tokens; what its schema finds fault with is in the context's errors. */
export function readYaml(
  file: string,
  schema: TemplateSchema,
  schemaRoot: string,
): { context: TemplateContext; root: MappingToken } {
  const errors = new TemplateValidationErrors()
  const context = new TemplateContext(errors, schema, new NoOperationTraceWriter())
  const id = context.getFileId(file)
  const reader = new YamlObjectReader(id, readFileSync(file, 'utf8'))
  for (const { message, range } of reader.errors) context.error(id, message, range)
  check(context)
  // The library takes a multi-line text with expressions from its source, indentation, folds and
  // quotes and all; without a source it takes the value, as the runner does.
  const literal = reader.allowLiteral.bind(reader)
  reader.allowLiteral = () => {
    const token = literal()
    return token !== undefined && isString(token) ? withoutSource(token) : token
  }
  return { context, root: mapping(readTemplate(context, schemaRoot, reader, id), file) }
}

function withoutSource(token: StringToken): StringToken {
  return new StringToken(token.file, token.range, token.value, token.definitionInfo)
}

export function mapping(token: TemplateToken | undefined, what: string): MappingToken {
  if (token === undefined || !isMapping(token)) throw new Error(`${what}: a mapping was expected`)
  return token
}

/** Throws all faults, each with its file, line and column. */
export function check(context: TemplateContext): void {
  const errors = context.errors.getErrors()
  if (errors.length > 0) throw new Error(errors.map((error) => error.message).join('\n'))
}
