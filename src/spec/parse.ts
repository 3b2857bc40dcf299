import type { Place } from '../record/error.ts'
import { problemsOf } from './issues.ts'
import { SpecError, type SpecProblem } from './problem.ts'
import type { ModelSpec, SeedRule, Spec } from './spec.ts'
import { BESIDE_MODELS, quote, SYNTAX } from './texts.ts'
import { AnyForm, ManyForm, modelFields, OneForm, type WrittenModel } from './written.ts'
import { pathKey } from './yaml-nodes.ts'
import { readYaml, type YamlFile } from './yaml.ts'

/** The longest `reprise.yml`, in UTF-16 units. */
const MOST_LENGTH = 256 * 1024
/** What a model is called that stands alone in its file. */
const ONLY = 'main'

/**
 * Reads `reprise.yml`, which may be hostile: written form, rules, defaults.
 *
 * @param file its path relative to the repository's root, for messages and places
 * @throws {SpecError} `spec-invalid` with every problem of the file
 */
export function parseSpec(text: string, file: string): Spec {
  const yaml = readYaml(text, file, MOST_LENGTH)
  const { value } = yaml
  if (!yaml.readable) throw new SpecError('spec-invalid', yaml.problems)
  if (value === null)
    throw new SpecError('spec-invalid', [{ place: { file, line: 1, column: 1 }, ...SYNTAX.empty }])
  return isMapping(value) && Object.hasOwn(value, 'models')
    ? parseMany(yaml, value, file)
    : parseOne(yaml, file)
}

function parseOne(yaml: YamlFile, file: string): Spec {
  const parsed = OneForm.safeParse(yaml.value)
  const problems = [...yaml.problems, ...problemsOf(parsed.error?.issues ?? [], AnyForm, yaml)]
  if (!parsed.success || problems.length > 0) throw new SpecError('spec-invalid', problems)
  const { policy, ledger, ...model } = parsed.data
  return {
    file,
    models: table([[ONLY, modelOf(ONLY, model)]]),
    policy,
    ledger,
    places: placesOf(yaml, true),
  }
}

function parseMany(yaml: YamlFile, value: Readonly<Record<string, unknown>>, file: string): Spec {
  const beside = Object.keys(value).filter((key) => Object.hasOwn(modelFields, key))
  const rest = Object.entries(value).filter(([key]) => !beside.includes(key))
  const parsed = ManyForm.safeParse(table(rest))
  const problems = [
    ...yaml.problems,
    ...problemsOf(parsed.error?.issues ?? [], ManyForm, yaml),
    ...beside.map((key) => besideModels(key, yaml, file)),
  ]
  if (!parsed.success || problems.length > 0) throw new SpecError('spec-invalid', problems)
  const models = Object.entries(parsed.data.models).map(
    ([name, model]) => [name, modelOf(name, model)] as const,
  )
  const { policy, ledger } = parsed.data
  return { file, models: table(models), policy, ledger, places: placesOf(yaml, false) }
}

function besideModels(key: string, yaml: YamlFile, file: string): SpecProblem {
  return { place: yaml.spots.get(pathKey([key]))?.key ?? { file }, ...BESIDE_MODELS(quote(key)) }
}

function modelOf(name: string, written: WrittenModel): ModelSpec {
  const expect = Object.entries(written.expect).map(
    ([metric, rule]) => [metric, { ...rule, better: rule.better }] as const,
  )
  return {
    ...written,
    name,
    directory: plainFolder(written.directory),
    setup: written.setup,
    env: table(Object.entries(written.env)),
    seed: seedOf(written.seed),
    caches: written.caches,
    params: written.params,
    packages: written.packages,
    metrics: written.metrics,
    expect: table(expect),
    accelerator: written.accelerator === 'auto' ? undefined : written.accelerator,
    runner: typeof written.runner === 'string' ? [written.runner] : written.runner,
  }
}

function seedOf(written: WrittenModel['seed']): SeedRule {
  if (written === 'auto') return { how: 'auto' }
  if ('env' in written) return { how: 'env', name: written.env, values: written.values }
  return { how: 'arg', name: written.arg, values: written.values }
}

/** `./a//b/` is `a/b`. */
function plainFolder(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.length === 0 ? '.' : parts.join('/')
}

/** Dotted path → place of the key. A model that stands alone is found under `models.main`. */
function placesOf(yaml: YamlFile, alone: boolean): Readonly<Record<string, Place>> {
  const dotted = [...yaml.spots].map(([path, spot]) => {
    const parts = JSON.parse(path) as string[]
    const inModel = alone && parts[0] !== undefined && Object.hasOwn(modelFields, parts[0])
    return [[...(inModel ? ['models', ONLY] : []), ...parts].join('.'), spot.key] as const
  })
  return table(dotted.filter(([path]) => path !== ''))
}

/** An object without prototype, so that a metric called `constructor` is found only where it was written. */
function table<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries))
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
