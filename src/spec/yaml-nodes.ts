import { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml'
import type { Place } from '../record/error.ts'
import type { SpecProblem } from './problem.ts'
import { SYNTAX, type Words } from './texts.ts'

/** Where something stands: `key` is its mapping's key, or the item itself in a list. */
export interface Spot {
  readonly key: Place
  readonly value: Place
}

/** How a path through mappings and lists is looked up among the spots. */
export function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String))
}

const MOST_DEPTH = 64
const MOST_VALUES = 100_000

interface Nodes {
  readonly value: unknown
  readonly spots: Map<string, Spot>
  readonly problems: SpecProblem[]
}

/** Turns parsed YAML into plain values: aliases expanded within bounds, every spot kept, first of two equal keys. */
export function readNodes(root: unknown, place: (offset: number) => Place): Nodes {
  const spots = new Map<string, Spot>()
  const problems: SpecProblem[] = []
  const anchors = new Map<string, unknown>()
  let left = MOST_VALUES

  return { value: read(root, [], undefined), spots, problems }

  function report(node: unknown, words: Words): undefined {
    problems.push({ place: placeOf(node), ...words })
  }

  function placeOf(node: unknown): Place {
    return place((node as { range?: [number] } | null)?.range?.[0] ?? 0)
  }

  /** `key`: the node that stands for this value where it has no text of its own. */
  function read(node: unknown, path: readonly string[], key: unknown): unknown {
    if (--left < 0) return left === -1 ? report(node, SYNTAX.many(MOST_VALUES)) : undefined
    if (path.length > MOST_DEPTH) return report(node, SYNTAX.deep)
    const bare = isScalar(node) && node.value === null && node.source === ''
    spots.set(pathKey(path), {
      key: placeOf(key ?? node),
      value: placeOf(bare ? (key ?? node) : node),
    })
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      return target === undefined
        ? report(node, SYNTAX.alias(node.source))
        : read(target, path, key)
    }
    if (isScalar(node) || isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
    }
    if (isMap(node)) return readMap(node, path)
    if (isSeq(node))
      return node.items.map((item, index) => read(item, [...path, String(index)], undefined))
    return isScalar(node) ? readScalar(node.value, node) : null
  }

  function readScalar(value: unknown, node: unknown): unknown {
    if (typeof value === 'string') return isClean(value) ? value : report(node, SYNTAX.unclean)
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
    return report(node, SYNTAX.tag)
  }

  function readMap(map: YAMLMap, path: readonly string[]): unknown {
    const object = Object.create(null) as Record<string, unknown>
    for (const pair of map.items) {
      if (left < 0) break
      const key = readKey(pair)
      if (key === undefined) continue
      if (Object.hasOwn(object, key)) {
        const first = spots.get(pathKey([...path, key]))?.key.line ?? 0
        report(pair.key, SYNTAX.twice(key, first))
      } else object[key] = read(pair.value, [...path, key], pair.key)
    }
    return object
  }

  /** A key as it was written: `2:` and `null:` are the texts "2" and "null". */
  function readKey({ key }: Pair): string | undefined {
    if (!isScalar(key) || key.anchor !== undefined) return report(key, SYNTAX.key)
    const text = typeof key.value === 'string' ? key.value : (key.source ?? '')
    if (!isClean(text)) return report(key, SYNTAX.unclean)
    return text === '__proto__' ? report(key, SYNTAX.proto) : text
  }
}

/** What neither a process nor a record can carry: NUL, and halves of surrogate pairs. */
function isClean(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
