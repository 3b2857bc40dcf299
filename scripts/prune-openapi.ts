// Writes __tests__/fixtures/github/openapi.json, the part of GitHub's OpenAPI description that the fake GitHub
// checks every request and answer against: `node scripts/prune-openapi.ts <path-to-description>`.
// The description is generated/api.github.com.json of the package @octokit/openapi, which is too large to keep.
import { readFileSync, writeFileSync } from 'node:fs'
import { NEEDS } from '../__tests__/fakes/github/needs.ts'

type Tree = { [key: string]: Json }
type Json = string | number | boolean | null | Json[] | Tree

/** Whose payloads the fake builds; `pull-request-opened` has the shape of all events of a pull request. */
const WEBHOOKS = [
  'merge-group-checks-requested',
  'pull-request-opened',
  'push',
  'workflow-dispatch',
  'workflow-run-completed',
]

/** Text for people, and what says nothing about the shape. */
const PROSE = new Set(
  'description,example,examples,title,externalDocs,summary,tags,deprecated,default,headers,xml,servers'.split(
    ',',
  ),
)

function isTree(value: Json | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value without prose. The keys of `properties` are names of theirs, not words of OpenAPI. */
function bare(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map((item) => bare(item))
  if (!isTree(value)) return value
  const kept = Object.entries(value).filter(
    ([key]) => names || key === 'x-multi-segment' || !(PROSE.has(key) || key.startsWith('x-')),
  )
  const tree = Object.fromEntries(
    kept.map(([key, item]) => [key, bare(item, key === 'properties' && !names)]),
  )
  return names ? tree : withNull(tree)
}

/** OpenAPI 3.0 says `nullable`; JSON Schema says `null` is one of the types. */
function withNull(tree: Tree): Tree {
  const { nullable, ...rest } = tree
  if (nullable === undefined) return tree
  if (nullable !== true) return rest
  if (typeof rest.type !== 'string') return { anyOf: [rest, { type: 'null' }] }
  const values = Array.isArray(rest.enum) ? { enum: [...rest.enum, null] } : {}
  return { ...rest, type: [rest.type, 'null'], ...values }
}

function lookUp(whole: Tree, pointer: string): Json {
  let at: Json = whole
  for (const key of pointer.replace('#/', '').split('/')) at = (at as Tree)[key] as Json
  return at
}

/** Copies everything that `value` refers to, and what that refers to, into `into`. */
function gather(whole: Tree, value: Json, into: Tree): void {
  if (Array.isArray(value)) for (const item of value) gather(whole, item, into)
  if (!isTree(value)) return
  const pointer = value.$ref
  if (typeof pointer === 'string') {
    const [, kind, name] = pointer.replace('#/', '').split('/') as [string, string, string]
    const group = (into[kind] ??= {}) as Tree
    if (name in group) return
    const found = bare(lookUp(whole, pointer))
    group[name] = found
    gather(whole, found, into)
  }
  for (const item of Object.values(value)) gather(whole, item, into)
}

function pruned(whole: Tree): Tree {
  const left = new Set(Object.keys(NEEDS))
  const paths: Tree = {}
  for (const [path, item] of Object.entries(whole.paths as Tree)) {
    for (const [method, operation] of Object.entries(item as Tree)) {
      if (!isTree(operation) || !left.delete(operation.operationId as string)) continue
      paths[path] = { ...(paths[path] as Tree | undefined), [method]: bare(operation) }
    }
  }
  if (left.size > 0) throw new Error(`not in the description: ${[...left].join(', ')}`)
  const webhooks = Object.fromEntries(
    WEBHOOKS.map((name) => [name, bare((whole['x-webhooks'] as Tree)[name] as Json)]),
  )
  const components: Tree = {}
  gather(whole, { paths, webhooks }, components)
  return { openapi: '3.1.0', info: bare(whole.info as Json), paths, webhooks, components }
}

/** One line for each path, webhook and component: small, and a change shows where it is. */
function text(value: Json, depth: number): string {
  if (depth === 0 || !isTree(value)) return JSON.stringify(value)
  const lines = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${text(item, depth - 1)}`,
  )
  return `{\n${lines.join(',\n')}\n}`
}

function written(whole: Tree): string {
  const { components, ...rest } = pruned(whole)
  const lines = Object.entries(rest).map(
    ([key, item]) => `${JSON.stringify(key)}: ${text(item, 1)}`,
  )
  return `{\n${lines.join(',\n')},\n"components": ${text(components as Json, 2)}\n}\n`
}

const [description] = process.argv.slice(2)
if (description === undefined) throw new Error('usage: prune-openapi.ts <path-to-description>')
const whole = JSON.parse(readFileSync(description, 'utf8')) as Tree
const target = new URL('../__tests__/fixtures/github/openapi.json', import.meta.url)
writeFileSync(target, written(whole))
