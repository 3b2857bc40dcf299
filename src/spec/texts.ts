/** What a person reads about one problem. */
export interface Words {
  readonly message: string
  readonly hint: string
}

/** What each field is for: shown by editors, and as the hint where its value is wrong. */
export const FIELDS = {
  models:
    'Several models, each with its own fields, by name. With one model its fields may stand alone; it is then called `main`.',
  train: 'The shell command that trains the model.',
  directory: 'The folder in which it is run, relative to the repository.',
  setup: 'A shell command run once before the trainings, with the network and without credentials.',
  env: "Environment variables: a value in quotes is set, no value passes the caller's through.",
  seed: 'How the seed reaches the program: auto (the probe moves the seeds that it sets), {env: NAME} sets a variable, {arg: --seed} adds a flag.',
  seedEnv: 'The environment variable that carries the seed.',
  seedArg: 'The command-line flag that carries the seed.',
  deterministic:
    'Whether everything is seeded before the program starts, and the framework asked for deterministic algorithms.',
  values: "The seeds of the first, second, … run. Without it the run's index is the seed.",
  require:
    'What counts as reproduced: `reproduced` (equal within tolerance or noise) or `identical` (bit for bit).',
  timeout: 'The longest time one training may take, such as 90s, 15m or 2h.',
  idle: 'A training that prints nothing for so long is killed.',
  network:
    'Whether the training may use the network: auto (by how far its code is trusted), on or off.',
  ignore: 'Files that the training never sees, so they cannot matter.',
  data: 'Files that the training reads: bound read-only and digested before and after.',
  path: 'A path or glob: relative to the repository, absolute, or under ~.',
  mode: '`bind` (read-only, the default) or `copy`, for loaders that write beside their data.',
  caches:
    'Folders shown read-only, absolute or under ~. Default: the data folders of the known caches.',
  params:
    'Parameter files, compared key by key. Default: the files named on the command line, and small ones that the program opens.',
  packages: 'Package locks. Default: uv.lock, poetry.lock, requirements*.txt, … where they exist.',
  metrics:
    'Files in which the training writes its metrics. Default: found among the files that it wrote.',
  weights:
    'Files in which the training writes its weights; their digests are evidence of identity.',
  expect:
    'The metrics that decide, by name. Default: the first of eval_loss, val_loss, …, loss that the training writes.',
  better:
    'Which way is better, `lower` or `higher`. Without it every difference beyond the tolerance is `changed`.',
  within:
    "How far the final value may lie from the baseline: a number in the metric's unit, a percentage of the baseline, or auto (measured noise).",
  required: 'Whether a run without this metric has failed even where the baseline lacks it too.',
  steps:
    '`same` (the default) or `any`: whether the final value may stand at another step (early stopping).',
  accelerator: 'auto, or a name such as example-npu-2 for hardware that no tool describes.',
  policy: 'What is green and how much may be spent. Always taken from the base branch.',
  green: 'The verdicts that pass: identical and reproduced, and improved if you add it.',
  budget: 'The most that one pull request may spend.',
  runs: 'The most trainings.',
  minutes: 'The most minutes of training.',
  runner: 'The labels of the runner that trains the model, for a workflow with a matrix.',
  ledger: 'Where the records are kept on GitHub. Always taken from the base branch.',
  branch: 'The branch of this repository that holds the ledger and nothing else.',
} as const
export type Field = keyof typeof FIELDS

/** What a value must be; follows the field's name in a message. */
export const MUST = {
  text: 'must be text',
  shortText: 'must be text of 1 to 10 000 characters',
  mapping: 'must be a mapping',
  models: 'must be a mapping from model names to their fields, at least one',
  model: 'must be a mapping of fields, at least `train`',
  modelName:
    'is no model name: up to 100 letters, digits and - _ . are, the first a letter or digit',
  treePath: 'must be a path inside the repository, without a leading /, ~ or ! and without ..',
  list: 'must be a list',
  duration: 'must be a duration such as 90s, 15m or 2h, at most 7 days',
  variable: 'must be the name of an environment variable',
  variableName: 'is no name of an environment variable',
  secretVariable: 'is never passed through: variables of the runner may carry credentials',
  variableValue: "must be text in quotes, or nothing to pass the caller's value through",
  seed: 'must be auto, {env: NAME} or {arg: --flag} with optional `values`',
  flag: 'must be a flag such as --seed',
  seeds: 'must be a list of different whole numbers, none negative',
  require: 'must be reproduced or identical',
  network: 'must be auto, on or off',
  dataRule: 'must be a path or {path, mode}',
  outerPath:
    'must be a path or glob: relative to the repository without .. or a leading !, absolute, or under ~',
  cachePath: 'must be a folder given as an absolute path or under ~, and no whole home or disk',
  shownPath:
    'is never shown to a training: the system’s /proc, /sys, /dev, /run and /etc, .git, .reprise, and what covers them',
  mode: 'must be bind or copy',
  once: 'names the same path twice',
  expectation: 'must be a mapping: {better, within, required, steps}, or {} for the defaults',
  better: 'must be lower or higher',
  within: 'must be auto, a number that is not negative, or a percentage such as 1%',
  yesNo: 'must be true or false',
  steps: 'must be same or any',
  metricName: 'is no metric name: 1 to 500 characters',
  accelerator:
    'must be auto or a name of lower-case letters, digits, - and . such as example-npu-2',
  green: 'must list identical and reproduced, and may add improved',
  runs: 'must be a whole number from 1 to 1000',
  minutes: 'must be a number above 0, at most 100 000',
  runner: 'must be a label of a runner, or a list of labels',
  branch: 'must be the name of a branch: letters, digits and - _ . / are allowed',
} as const

/** Fields that are agreed but have no effect in this version. */
export const NOT_YET: ReadonlySet<string> = new Set([
  'ledger.repository',
  'fetch',
  'launcher',
  'claim',
  'search',
  'matrix',
  'policy.smallest-change',
  'policy.false-alarms',
  'policy.gate',
])

export function notYet(what: string): Words {
  return { message: `not yet: ${what} has no effect in this version`, hint: 'Remove it for now.' }
}

export const BESIDE_MODELS = (field: string): Words => ({
  message: `${field} stands beside "models"`,
  hint: 'Move it into a model, or remove `models:` and keep one model.',
})

const CONFLICT = 'The file holds the marks of a merge conflict: keep one side.'

/** What is wrong with the file as YAML. */
export const SYNTAX = {
  long: (length: number, most: number): Words => ({
    message: `the file has ${length} characters; at most ${most} are read`,
    hint: 'Shorten the file.',
  }),
  deep: { message: 'nested too deep', hint: 'At most 64 levels are read.' },
  many: (most: number): Words => ({
    message: `more than ${most} values, with its aliases expanded`,
    hint: 'Shorten the file, or use fewer aliases.',
  }),
  yaml: (message: string, conflict: boolean): Words => ({
    message: `not valid YAML: ${message}`,
    hint: conflict ? CONFLICT : 'Mend the syntax here.',
  }),
  version: { message: 'only YAML 1.2 is read', hint: 'Remove the %YAML line.' },
  alias: (name: string): Words => ({
    message: `the alias *${name} has no anchor before it`,
    hint: `Write &${name} at an earlier value.`,
  }),
  unclean: { message: 'a NUL character or half of a surrogate pair', hint: 'Remove it.' },
  tag: { message: 'a tag that has no meaning here', hint: 'Remove the tag.' },
  key: {
    message: 'a key must be plain text',
    hint: 'Write the key as text, without anchor, alias, list or mapping.',
  },
  proto: { message: 'the key __proto__ is refused', hint: 'Choose another name.' },
  twice: (key: string, line: number): Words => ({
    message: `the key ${quote(key)} stands twice (first in line ${line})`,
    hint: 'Remove one of the two.',
  }),
  empty: { message: 'the file is empty', hint: 'One line is enough: `train: python train.py`.' },
} as const

/** What is said of `reprise.lock`, and in it. */
export const LOCK = {
  header: 'Written by `reprise accept`; reviewed and merged like code.',
  key: { message: 'is no comparison key such as `main @ x86-64-v3` or `main @ nvidia-h200 x1`' },
  version: (version: number): Words => ({
    message: `reprise.lock has version ${version}; this Reprise reads version 1`,
    hint: 'Update Reprise, or accept the baseline again with this one.',
  }),
  conflict: CONFLICT,
  restore: 'Restore the file with git, or accept the baseline again.',
  limits: 'Give a reason of 1 to 500 characters; numbers and digests come from the record.',
} as const

/** A text from a file, in quotes, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(clip(text))
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value === null) return 'nothing'
  return typeof value === 'number' ? String(value) : clip(JSON.stringify(value))
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
