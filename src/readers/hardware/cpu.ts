/** What `/proc/cpuinfo` says of the processor. `level`: `x86-64-v1` … `v4`, `arm64`, or another architecture's name. */
export interface Cpu {
  readonly model: string | undefined
  readonly level: string
  readonly cores: number
}

/**
 * The flags that each level adds, as Linux spells them (`pni` is SSE3, `abm` LZCNT). Level 1 needs none.
 * Source: x86-64 psABI, "micro-architecture levels".
 */
const LEVELS: ReadonlyArray<readonly [string, readonly string[]]> = [
  ['x86-64-v2', ['cx16', 'lahf_lm', 'popcnt', 'pni', 'sse4_1', 'sse4_2', 'ssse3']],
  ['x86-64-v3', ['avx', 'avx2', 'bmi1', 'bmi2', 'f16c', 'fma', 'abm', 'movbe', 'xsave']],
  ['x86-64-v4', ['avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl']],
]

/** Reads `/proc/cpuinfo`. `arch` is Node's `process.arch`. Cores of different kinds: the level is what all of them have. */
export function parseCpuInfo(text: string, arch: string): Cpu {
  const cores = text
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('processor'))
  return {
    model: modelOf(cores[0] ?? new Map()),
    level: levelOf(cores, arch),
    cores: Math.max(1, cores.length),
  }
}

function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
  }
  return fields
}

/** ARM says who made the core and which, as numbers. */
function modelOf(fields: ReadonlyMap<string, string>): string | undefined {
  const name = fields.get('model name')
  if (name !== undefined && name !== '') return name.replace(/\s+/g, ' ').slice(0, 200)
  const [maker, part] = [fields.get('CPU implementer'), fields.get('CPU part')]
  return maker === undefined || part === undefined
    ? undefined
    : `arm ${maker} ${part}`.slice(0, 200)
}

function levelOf(cores: readonly ReadonlyMap<string, string>[], arch: string): string {
  if (arch !== 'x64') return arch
  const sets = cores.map((fields) => new Set(fields.get('flags')?.split(' ')))
  const missing = LEVELS.findIndex(
    ([, flags]) => !flags.every((flag) => sets.every((set) => set.has(flag))),
  )
  const reached = sets.length === 0 ? 0 : missing === -1 ? LEVELS.length : missing
  return reached === 0 ? 'x86-64-v1' : (LEVELS[reached - 1]?.[0] ?? 'x86-64-v1')
}
