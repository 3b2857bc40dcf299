export type Combination = Readonly<Record<string, unknown>>

/** The jobs of a matrix, in GitHub's order: the product of its vectors without `exclude`, then what `include` adds to them or beside them. */
export function expandMatrix(matrix: unknown): Combination[] {
  if (typeof matrix !== 'object' || matrix === null || Array.isArray(matrix))
    throw new Error(`strategy.matrix: a mapping was expected, not ${JSON.stringify(matrix)}`)
  const { include = [], exclude = [], ...vectors } = matrix as Record<string, unknown>
  const product = Object.entries(vectors)
    .reduce<Combination[]>(
      (combinations, [name, values]) =>
        combinations.flatMap((combination) =>
          vector(name, values).map((value) => ({ ...combination, [name]: value })),
        ),
      [{}],
    )
    .filter((combination) => Object.keys(combination).length > 0)
    .filter((combination) => !entries('exclude', exclude).some((e) => matches(combination, e)))
  return addIncludes(product, entries('include', include))
}

/** An `include` extends every combination whose own values it doesn't change; where there is none, it is a job of its own. */
function addIncludes(product: readonly Combination[], includes: readonly Combination[]) {
  const extended = product.map((combination) => ({ ...combination }))
  const added: Combination[] = []
  for (const include of includes) {
    const hosts = product.flatMap((combination, index) =>
      fits(combination, include) ? [index] : [],
    )
    if (hosts.length === 0) added.push(include)
    for (const index of hosts) Object.assign(extended[index] ?? {}, include)
  }
  return [...extended, ...added]
}

function fits(combination: Combination, include: Combination): boolean {
  return Object.entries(include).every(
    ([name, value]) => !(name in combination) || same(combination[name], value),
  )
}

function matches(combination: Combination, exclude: Combination): boolean {
  return Object.entries(exclude).every(([name, value]) => same(combination[name], value))
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function vector(name: string, values: unknown): unknown[] {
  if (!Array.isArray(values)) throw new Error(`Matrix vector '${name}' is not a sequence`)
  if (values.length === 0) throw new Error(`Matrix vector '${name}' does not contain any values`)
  return values as unknown[]
}

function entries(name: string, values: unknown): Combination[] {
  if (!Array.isArray(values)) throw new Error(`strategy.matrix.${name} is not a sequence`)
  return values as Combination[]
}
