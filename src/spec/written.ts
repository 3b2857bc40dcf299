import * as z from 'zod/mini'
import { FIELDS, MUST, type Field } from './texts.ts'
import type { Within } from './spec.ts'

/*
 * `reprise.yml` as people write it: the one source of the checks, the defaults, and the JSON Schema for editors.
 */

const LONGEST_DURATION = 7 * 24 * 3600
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

/** Gives a field its description. */
function about<T extends z.ZodMiniType>(field: Field, schema: T): T {
  return schema.check(z.describe(FIELDS[field])) as T
}

const text = z
  .string(MUST.text)
  .check(z.minLength(1, MUST.shortText), z.maxLength(10_000, MUST.shortText))
/** Control characters would make one path look like another in a report. */
const treePath = z
  .string(MUST.treePath)
  .check(z.regex(/^(?![/~!])(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.treePath))
/** What never holds data; real paths are looked at again where they are mounted. */
const shownPath = z.regex(
  /^(?!\/(?:\.?\/)*(?:(?:proc|sys|dev|run|etc|boot|var\/+run)(?:\/|$)|(?:var|tmp|home)\/*$))(?!(?:.*\/)?\.(?:git|reprise)(?:\/|$))/,
  MUST.shownPath,
)
const outerPath = z
  .string(MUST.outerPath)
  .check(
    z.regex(/^(?!!|\/+$)(?!~(?!\/[^/]))(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.outerPath),
    shownPath,
  )
const cachePath = z
  .string(MUST.cachePath)
  .check(
    z.regex(/^(?=~?\/[^/])(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.cachePath),
    shownPath,
  )

const treePaths = z.array(treePath, MUST.list).check(z.maxLength(1000, MUST.list))

const duration = z.pipe(
  z
    .string(MUST.duration)
    .check(z.regex(/^[1-9]\d{0,5}[smh]$/, MUST.duration))
    .check(z.refine((written) => secondsOf(written) <= LONGEST_DURATION, MUST.duration)),
  z.transform(secondsOf),
)

function secondsOf(written: string): number {
  return Number.parseInt(written, 10) * (UNITS[written.at(-1) ?? ''] ?? 1)
}

export const modelName = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, MUST.modelName))

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/
const RUNNER_VARIABLE = /^(?:GITHUB|ACTIONS|RUNNER|INPUT)_/
const env = z
  .record(
    z.string().check(z.regex(VARIABLE, MUST.variableName)),
    z.nullable(z.string(MUST.variableValue)),
    MUST.mapping,
  )
  .check(
    z.superRefine(
      (values, context) => {
        for (const [name, value] of Object.entries(values)) {
          if (value !== null || !RUNNER_VARIABLE.test(name)) continue
          context.addIssue({ code: 'custom', path: [name], message: MUST.secretVariable })
        }
      },
      // Also where another variable is wrong: all problems are told at once.
      { when: ({ value }) => typeof value === 'object' && value !== null },
    ),
    z.meta({ patternProperties: { [RUNNER_VARIABLE.source]: { type: 'string' } } }),
  )

const seeds = z
  .array(z.int(MUST.seeds).check(z.nonnegative(MUST.seeds)), MUST.seeds)
  .check(
    z.minLength(1, MUST.seeds),
    z.refine((values) => new Set(values).size === values.length, MUST.seeds),
  )
  .check(z.meta({ uniqueItems: true, description: FIELDS.values }))

const flag = z.string(MUST.flag).check(z.regex(/^--?[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/, MUST.flag))
const seed = z.union(
  [
    z.literal('auto', MUST.seed),
    z.strictObject(
      {
        env: about('seedEnv', z.string(MUST.variable).check(z.regex(VARIABLE, MUST.variable))),
        values: z.optional(seeds),
      },
      MUST.seed,
    ),
    z.strictObject({ arg: about('seedArg', flag), values: z.optional(seeds) }, MUST.seed),
  ],
  MUST.seed,
)

const dataRule = z.pipe(
  z.union(
    [
      outerPath,
      z.strictObject(
        {
          path: about('path', outerPath),
          mode: about('mode', z.prefault(z.enum(['bind', 'copy'], MUST.mode), 'bind')),
        },
        MUST.dataRule,
      ),
    ],
    MUST.dataRule,
  ),
  z.transform((rule) => (typeof rule === 'string' ? { path: rule, mode: 'bind' as const } : rule)),
)
const data = z
  .array(dataRule, MUST.list)
  .check(z.maxLength(1000, MUST.list))
  .check(
    z.refine((rules) => new Set(rules.map(({ path }) => path)).size === rules.length, MUST.once),
  )

const within = z.pipe(
  z.union(
    [
      z.literal('auto', MUST.within),
      z.number(MUST.within).check(z.nonnegative(MUST.within)),
      z
        .string(MUST.within)
        .check(z.regex(/^(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})%$/, MUST.within)),
    ],
    MUST.within,
  ),
  z.transform(withinOf),
)

function withinOf(written: string | number): Within {
  if (typeof written === 'number') return { kind: 'absolute', value: written }
  if (written === 'auto') return { kind: 'auto' }
  // `e-2`, not `/ 100`: 0.7 % is the float64 nearest to 0.007.
  return { kind: 'relative', value: Number(`${written.slice(0, -1)}e-2`) }
}

const expectation = z.strictObject(
  {
    better: about('better', z.optional(z.enum(['lower', 'higher'], MUST.better))),
    within: about('within', z.prefault(within, 'auto')),
    required: about('required', z.prefault(z.boolean(MUST.yesNo), false)),
    steps: about('steps', z.prefault(z.enum(['same', 'any'], MUST.steps), 'same')),
  },
  MUST.expectation,
)
const metricName = z
  .string()
  .check(z.minLength(1, MUST.metricName), z.maxLength(500, MUST.metricName))

const accelerator = z
  .string(MUST.accelerator)
  .check(z.regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, MUST.accelerator))

const label = z.string(MUST.runner).check(z.regex(/^[\w.:-]{1,100}$/, MUST.runner))
const runner = z.union(
  [
    label,
    z.array(label, MUST.runner).check(z.minLength(1, MUST.runner), z.maxLength(20, MUST.runner)),
  ],
  MUST.runner,
)

export const modelFields = {
  train: about('train', text),
  directory: about('directory', z.prefault(treePath, '.')),
  setup: about('setup', z.optional(text)),
  env: about('env', z.prefault(env, {})),
  seed: about('seed', z.prefault(seed, 'auto')),
  deterministic: about('deterministic', z.prefault(z.boolean(MUST.yesNo), true)),
  require: about(
    'require',
    z.prefault(z.enum(['reproduced', 'identical'], MUST.require), 'reproduced'),
  ),
  timeout: about('timeout', z.prefault(duration, '60m')),
  idle: about('idle', z.prefault(duration, '15m')),
  network: about('network', z.prefault(z.enum(['auto', 'on', 'off'], MUST.network), 'auto')),
  ignore: about('ignore', z.prefault(treePaths, ['docs/**', '.github/**', 'CHANGELOG.md'])),
  data: about('data', z.prefault(data, [])),
  caches: about(
    'caches',
    z.optional(z.array(cachePath, MUST.list).check(z.maxLength(1000, MUST.list))),
  ),
  params: about('params', z.optional(treePaths)),
  packages: about('packages', z.optional(treePaths)),
  metrics: about('metrics', z.optional(treePaths)),
  weights: about('weights', z.prefault(treePaths, [])),
  expect: about('expect', z.prefault(z.record(metricName, expectation, MUST.mapping), {})),
  accelerator: about('accelerator', z.prefault(accelerator, 'auto')),
  runner: about('runner', z.optional(runner)),
}

const green = z
  .array(z.enum(['identical', 'reproduced', 'improved'], MUST.green), MUST.green)
  .check(
    z.refine((kinds) => kinds.includes('identical') && kinds.includes('reproduced'), MUST.green),
    z.refine((kinds) => new Set(kinds).size === kinds.length, MUST.green),
  )
  .check(
    z.meta({
      uniqueItems: true,
      allOf: [{ contains: { const: 'identical' } }, { contains: { const: 'reproduced' } }],
    }),
  )

const budget = z.strictObject(
  {
    runs: about(
      'runs',
      z.prefault(z.int(MUST.runs).check(z.gte(1, MUST.runs), z.lte(1000, MUST.runs)), 8),
    ),
    minutes: about(
      'minutes',
      z.prefault(
        z.number(MUST.minutes).check(z.gt(0, MUST.minutes), z.lte(100_000, MUST.minutes)),
        120,
      ),
    ),
  },
  MUST.mapping,
)

const policy = z.strictObject(
  {
    green: about('green', z.prefault(green, ['identical', 'reproduced'])),
    budget: about('budget', z.prefault(budget, {})),
  },
  MUST.mapping,
)

const model = z.strictObject(modelFields, MUST.model)
export type WrittenModel = z.output<typeof model>

const models = z
  .record(modelName, model, MUST.models)
  .check(z.refine((all) => Object.keys(all).length > 0, MUST.models))
  .check(z.meta({ minProperties: 1 }))

/** What git takes as a branch, without what a shell or a URL would read otherwise. */
const branch = z
  .string(MUST.branch)
  .check(
    z.regex(
      /^(?!refs\/)(?!.*(?:\.\.|\/\/|\.lock(?:\/|$)|\/\.|\.\/|[./]$))[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/,
      MUST.branch,
    ),
  )

const ledger = z.strictObject(
  { branch: about('branch', z.prefault(branch, 'reprise')) },
  MUST.mapping,
)

const shared = {
  policy: about('policy', z.prefault(policy, {})),
  ledger: about('ledger', z.prefault(ledger, {})),
}

/** A file with `models:`. */
export const ManyForm = z.strictObject({ models: about('models', models), ...shared })
/** A file that is one model. */
export const OneForm = z.strictObject({ ...modelFields, ...shared }, MUST.model)

/** Both at once, for editors and for the nearest known key: the fields of a model, or `models`, never both. */
export const AnyForm = z
  .strictObject({
    ...modelFields,
    train: z.optional(modelFields.train),
    models: z.optional(about('models', models)),
    ...shared,
  })
  .check(
    z.meta({
      title: 'reprise.yml',
      if: { required: ['models'] },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: {
        properties: Object.fromEntries(Object.keys(modelFields).map((field) => [field, false])),
      },
      else: { required: ['train'] },
    }),
  )
