import { canonicalJson } from '../record/canonical.ts'
import { UserError } from '../record/error.ts'
import type { Json } from '../record/json.ts'
import type { ModelSpec, Policy, Spec } from './spec.ts'

/** What decides about a verdict, and so must not come from the change that is judged (SPEC.md). */
const FROM_BASE = ['expect', 'require', 'ignore', 'network', 'accelerator', 'runner'] as const
const FROM_HEAD = [
  'train',
  'directory',
  'setup',
  'env',
  'seed',
  'deterministic',
  'timeout',
  'idle',
  'data',
  'caches',
  'params',
  'packages',
  'metrics',
  'weights',
] as const
type Field = Exclude<keyof ModelSpec, 'name'>
/** Does not compile where a field has no side. */
type Sided = (typeof FROM_BASE)[number] | (typeof FROM_HEAD)[number]
const SIDED: Field extends Sided ? readonly Field[] : never = [...FROM_HEAD, ...FROM_BASE]

/** A field in which the two files differ, and whose value counts. `undefined`: not written, the default is to detect. */
export interface SpecDifference {
  /** `timeout`, `env.OMP_NUM_THREADS`, `expect.loss`, `policy.budget`. */
  readonly field: string
  readonly base: Json | undefined
  readonly head: Json | undefined
  readonly from: 'base' | 'head'
}

export interface MergedSpec {
  readonly model: ModelSpec
  readonly policy: Policy
  readonly differences: readonly SpecDifference[]
}

/**
 * The specification under which a change is trained and judged: how to train from the head's file, how to judge from the
 * base's (SPEC.md). A model that the base does not have is all the head's; the policy never is, where there is a base.
 *
 * @throws {UserError} `model-unknown` if the head has no such model
 */
export function mergeSpecs(head: Spec, base: Spec | undefined, model: string): MergedSpec {
  const mine = own(head, model)
  if (mine === undefined) throw unknownModel(head, model)
  const theirs = base === undefined ? undefined : own(base, model)
  const policy = base?.policy ?? head.policy
  const judged =
    theirs === undefined ? {} : Object.fromEntries(FROM_BASE.map((field) => [field, theirs[field]]))
  return {
    model: { ...mine, ...judged },
    policy,
    differences: [
      ...(theirs === undefined
        ? []
        : SIDED.flatMap((field) => differ(field, theirs[field], mine[field]))),
      ...differ('policy', policy, head.policy),
    ],
  }
}

function own(spec: Spec, model: string): ModelSpec | undefined {
  return Object.hasOwn(spec.models, model) ? spec.models[model] : undefined
}

function unknownModel(spec: Spec, model: string): UserError {
  const hint = `Its models: ${Object.keys(spec.models).join(', ')}.`
  return new UserError('model-unknown', `${spec.file} has no model "${model}"`, hint, {
    file: spec.file,
  })
}

/** Variables, metrics and the parts of the policy are compared one by one. */
const BY_KEY: ReadonlySet<string> = new Set(['env', 'expect', 'policy'])

function differ(field: string, base: unknown, head: unknown): SpecDifference[] {
  if (!BY_KEY.has(field)) return differOne(field, base, head)
  const [old, young] = [base, head].map((side) => new Map(Object.entries(side as object)))
  const keys = [...new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])])]
  return keys.flatMap((key) => differOne(`${field}.${key}`, old?.get(key), young?.get(key)))
}

function differOne(field: string, base: unknown, head: unknown): SpecDifference[] {
  const [old, young] = [plain(base), plain(head)]
  if (spell(old) === spell(young)) return []
  const side = /^[a-z]+/.exec(field)?.[0] ?? field
  return [{ field, base: old, head: young, from: fromBase(side) ? 'base' : 'head' }]
}

function fromBase(field: string): boolean {
  return field === 'policy' || (FROM_BASE as readonly string[]).includes(field)
}

function spell(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : canonicalJson(value)
}

/** The value as JSON has it: what is not written in it is dropped. */
function plain(value: unknown): Json | undefined {
  if (value === undefined) return undefined
  return JSON.parse(JSON.stringify(value)) as Json
}
