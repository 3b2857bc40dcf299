import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import type { FunctionDefinition } from '@actions/expressions/funcs/info'
import { TokenType, type Token } from '@actions/expressions/lexer'
import { isBasicExpression, isMapping, isScalar, isSequence } from '@actions/workflow-parser'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'

type Data = data.ExpressionData

/** What an expression can see: contexts as plain values, and functions beyond the built-in ones. */
export interface Scene {
  readonly contexts: Readonly<Record<string, unknown>>
  readonly functions: readonly FunctionDefinition[]
}

/** The value of an expression (without its `${{ }}`), by GitHub's own evaluator. */
function evaluate(expression: string, scene: Scene): Data {
  const contexts = new data.Dictionary()
  for (const [name, value] of Object.entries(scene.contexts)) contexts.add(name, toData(value))
  try {
    const tokens = new Lexer(expression).lex().tokens.map(unquote)
    const tree = new Parser(tokens, Object.keys(scene.contexts), [...scene.functions]).parse()
    const functions = new Map(scene.functions.map((f) => [f.name.toLowerCase(), f]))
    return new Evaluator(tree, contexts, functions).evaluate()
  } catch (error) {
    throw new Error(`\${{ ${expression} }}: ${(error as Error).message}`, { cause: error })
  }
}

/** The library's lexer undoubles only a text's first quote; the runner undoubles all. */
function unquote(token: Token): Token {
  if (token.type !== TokenType.STRING) return token
  return { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
}

export function holds(expression: string, scene: Scene): boolean {
  const value = fromData(evaluate(expression, scene))
  return typeof value === 'object'
    ? value !== null
    : Boolean(value) && !(typeof value === 'number' && Number.isNaN(value))
}

/** A token's plain value, its expressions evaluated. */
export function valueOf(token: TemplateToken, scene: Scene): unknown {
  if (isBasicExpression(token)) return fromData(evaluate(token.expression, scene))
  if (isMapping(token)) {
    const pairs = [...token].map(({ key, value }): [string, unknown] => [
      textOf(key, scene),
      valueOf(value, scene),
    ])
    return Object.fromEntries(pairs)
  }
  if (isSequence(token)) return [...token].map((item) => valueOf(item, scene))
  return isScalar(token) && 'value' in token ? token.value : null
}

/** A scalar token's text: `true`, `1.5`, and the empty string for null and for no token. */
export function textOf(token: TemplateToken | undefined, scene: Scene): string {
  if (token === undefined) return ''
  return toText(valueOf(token, scene), token.toString())
}

/** A mapping of texts, such as `env:` and `with:`. */
export function textsOf(token: TemplateToken | undefined, scene: Scene): Record<string, string> {
  if (token === undefined) return {}
  const value = valueOf(token, scene) ?? {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw new Error(`A mapping was expected, not ${JSON.stringify(value)}`)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toText(item, key)]))
}

function toText(value: unknown, what: string): string {
  if (typeof value === 'object' && value !== null)
    throw new Error(
      `${what}: a string was expected, not ${Array.isArray(value) ? 'a sequence' : 'a mapping'}`,
    )
  return toData(value).coerceString()
}

function toData(value: unknown): Data {
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (Array.isArray(value)) return new data.Array(...value.map(toData))
  if (typeof value !== 'object' || value === null) return new data.Null()
  const pairs = Object.entries(value).map(([key, item]) => ({ key, value: toData(item) }))
  return new data.Dictionary(...pairs)
}

function fromData(value: Data): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer)) as unknown
}
