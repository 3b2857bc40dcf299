import { describe, expect, test } from '@jest/globals'
import { parseSpec } from '../../src/spec/parse.ts'
import { problemsIn, refusalOf } from './problems.ts'

test('all problems come at once, in the order of the file', () => {
  const text = [
    'trian: python train.py',
    'timeout: 5 minutes',
    'expect:',
    '  loss: {better: up, within: -1}',
    '  acc: {within: 2 %}',
    'env: {A: 2, GITHUB_TOKEN: , "a b": x}',
    'policy: {green: [changed], budget: {runs: 0, minute: 3}}',
  ].join('\n')
  expect(problemsIn(text)).toEqual([
    'reprise.yml:1:1  unknown key "trian": did you mean "train"?',
    'reprise.yml:2:10  timeout must be a duration such as 90s, 15m or 2h, at most 7 days, not "5 minutes"',
    'reprise.yml:4:18  expect.loss.better must be lower or higher, not "up"',
    'reprise.yml:4:30  expect.loss.within must be auto, a number that is not negative, or a percentage such as 1%, not -1',
    'reprise.yml:5:17  expect.acc.within must be auto, a number that is not negative, or a percentage such as 1%, not "2 %"',
    "reprise.yml:6:10  env.A must be text in quotes, or nothing to pass the caller's value through, not 2",
    'reprise.yml:6:13  env.GITHUB_TOKEN is never passed through: variables of the runner may carry credentials',
    'reprise.yml:6:29  "a b" is no name of an environment variable',
    'reprise.yml:7:18  policy.green[0] must list identical and reproduced, and may add improved, not "changed"',
    'reprise.yml:7:43  policy.budget.runs must be a whole number from 1 to 1000, not 0',
    'reprise.yml:7:46  unknown key "minute": did you mean "minutes"?',
  ])
})

test('the error carries code, place, and every problem with a hint', () => {
  const error = refusalOf(() => parseSpec('train: x\nmetrics: runs\nenv: {A: 2}', 'a/reprise.yml'))
  expect(error.code).toBe('spec-invalid')
  expect(error.place).toEqual({ file: 'a/reprise.yml', line: 2, column: 10 })
  expect(error.problems.map(({ hint }) => hint)).toEqual([
    'Write it as a list: ["runs"].',
    'Write it in quotes: "2".',
  ])
})

describe('one problem each', () => {
  const model = (yaml: string): string => `train: x\n${yaml}`
  test.each([
    // the file as a whole
    ['', '1:1  the file is empty'],
    ['# nothing\n', '1:1  the file is empty'],
    ['[a]', '1:1  the file must be a mapping of fields, at least `train`, not ["a"]'],
    [
      'python train.py',
      '1:1  the file must be a mapping of fields, at least `train`, not "python train.py"',
    ],
    ['idle: 5m', '1:1  train is missing'],
    ['train:', '1:1  train must be text, not nothing'],
    ['train: ""', '1:8  train must be text of 1 to 10 000 characters, not ""'],
    ['train: 5', '1:8  train must be text, not 5'],
    ['train: "a\\0b"', '1:8  a NUL character or half of a surrogate pair'],
    ['train: "\\ud800"', '1:8  a NUL character or half of a surrogate pair'],
    // YAML
    ['train: x\n\tidle: 5m', '2:1  not valid YAML: Tabs are not allowed as indentation'],
    ['%YAML 1.1\n---\ntrain: x', '1:1  only YAML 1.2 is read'],
    ['train: x\n---\ntrain: y', '2:1  not valid YAML: Source contains multiple documents'],
    ['train: x\ntrain: y', '2:1  the key "train" stands twice (first in line 1)'],
    ['train: x\n__proto__: y', '2:1  the key __proto__ is refused'],
    ['train: x\n? [a]\n: b', '2:3  a key must be plain text'],
    ['train: !!binary aGk=', '1:17  a tag that has no meaning here'],
    ['train: *t', '1:8  the alias *t has no anchor before it'],
    // models
    [
      'models:',
      '1:1  models must be a mapping from model names to their fields, at least one, not nothing',
    ],
    [
      'models: {}',
      '1:9  models must be a mapping from model names to their fields, at least one, not {}',
    ],
    ['models: {a: {}}', '1:10  models.a.train is missing'],
    ['models: {a: x}', '1:13  models.a must be a mapping of fields, at least `train`, not "x"'],
    ['model: {a: {train: x}}', '1:1  unknown key "model": did you mean "models"?'],
    [
      'models: {a/b: {train: x}}',
      '1:10  "a/b" is no model name: up to 100 letters, digits and - _ . are, the first a letter or digit',
    ],
    [
      'models: {..: {train: x}}',
      '1:10  ".." is no model name: up to 100 letters, digits and - _ . are, the first a letter or digit',
    ],
    ['models: {a: {train: x}}\nidle: 5m', '2:1  "idle" stands beside "models"'],
    ['models: {a: {train: x}}\npolcy: {}', '2:1  unknown key "polcy": did you mean "policy"?'],
    // fields of a model
    [model('zzz: 1'), '2:1  unknown key "zzz"'],
    [model('Time_Out: 1m'), '2:1  unknown key "Time_Out": did you mean "timeout"?'],
    [
      model('directory: ../x'),
      '2:12  directory must be a path inside the repository, without a leading /, ~ or ! and without .., not "../x"',
    ],
    [
      model('directory: /x'),
      '2:12  directory must be a path inside the repository, without a leading /, ~ or ! and without .., not "/x"',
    ],
    [
      model('ignore: ["!a"]'),
      '2:10  ignore[0] must be a path inside the repository, without a leading /, ~ or ! and without .., not "!a"',
    ],
    [
      model('metrics: ["a\\nb"]'),
      '2:11  metrics[0] must be a path inside the repository, without a leading /, ~ or ! and without .., not "a\\nb"',
    ],
    [model('setup: [a]'), '2:8  setup must be text, not ["a"]'],
    [model('env: [A]'), '2:6  env must be a mapping, not ["A"]'],
    [
      model('env: {A: true}'),
      "2:10  env.A must be text in quotes, or nothing to pass the caller's value through, not true",
    ],
    [
      model('env: {RUNNER_TEMP: }'),
      '2:7  env.RUNNER_TEMP is never passed through: variables of the runner may carry credentials',
    ],
    [
      model('seed: 42'),
      '2:7  seed must be auto, {env: NAME} or {arg: --flag} with optional `values`, not 42',
    ],
    [
      model('seed: automatic'),
      '2:7  seed must be auto, {env: NAME} or {arg: --flag} with optional `values`, not "automatic"',
    ],
    [model('deterministic: yes'), '2:16  deterministic must be true or false, not "yes"'],
    [model('deterministic:'), '2:1  deterministic must be true or false, not nothing'],
    [model('determinstic: true'), '2:1  unknown key "determinstic": did you mean "deterministic"?'],
    [
      model('seed: {env: A, arg: --a}'),
      '2:7  seed must be auto, {env: NAME} or {arg: --flag} with optional `values`, not {"env":"A","arg":"--a"}',
    ],
    [
      model('seed: {env: "A B"}'),
      '2:13  seed.env must be the name of an environment variable, not "A B"',
    ],
    [model('seed: {arg: "--a b"}'), '2:13  seed.arg must be a flag such as --seed, not "--a b"'],
    [
      model('seed: {env: A, values: [1, 1]}'),
      '2:24  seed.values must be a list of different whole numbers, none negative, not [1,1]',
    ],
    [
      model('seed: {env: A, values: [-1]}'),
      '2:25  seed.values[0] must be a list of different whole numbers, none negative, not -1',
    ],
    [model('seed: {env: A, value: [1]}'), '2:16  unknown key "value": did you mean "values"?'],
    [model('require: equal'), '2:10  require must be reproduced or identical, not "equal"'],
    [
      model('timeout: 90'),
      '2:10  timeout must be a duration such as 90s, 15m or 2h, at most 7 days, not 90',
    ],
    [
      model('timeout: 0s'),
      '2:10  timeout must be a duration such as 90s, 15m or 2h, at most 7 days, not "0s"',
    ],
    [
      model('timeout: 169h'),
      '2:10  timeout must be a duration such as 90s, 15m or 2h, at most 7 days, not "169h"',
    ],
    [
      model('idle: 1.5h'),
      '2:7  idle must be a duration such as 90s, 15m or 2h, at most 7 days, not "1.5h"',
    ],
    [model('network: true'), '2:10  network must be auto, on or off, not true'],
    [model('data: data.csv'), '2:7  data must be a list, not "data.csv"'],
    [model('data: [5]'), '2:8  data[0] must be a path or {path, mode}, not 5'],
    [model('data: [{mode: copy}]'), '2:8  data[0].path is missing'],
    [model('data: [{path: a, mode: link}]'), '2:24  data[0].mode must be bind or copy, not "link"'],
    [model('data: [a, {path: a}]'), '2:7  data names the same path twice'],
    [
      model('data: [/]'),
      '2:8  data[0] must be a path or glob: relative to the repository without .. or a leading !, absolute, or under ~, not "/"',
    ],
    [
      model('data: ["~"]'),
      '2:8  data[0] must be a path or glob: relative to the repository without .. or a leading !, absolute, or under ~, not "~"',
    ],
    [
      model('data: [~bob/x]'),
      '2:8  data[0] must be a path or glob: relative to the repository without .. or a leading !, absolute, or under ~, not "~bob/x"',
    ],
    ...[
      ['data: [.git/config]', '8  data[0]'],
      ['data: [a/.reprise/records]', '8  data[0]'],
      ['data: [{path: /./run/x}]', '15  data[0].path'],
      ['data: [/dev/**]', '8  data[0]'],
      ['data: [/var/]', '8  data[0]'],
      ['caches: [/proc]', '10  caches[0]'],
      ['caches: [/./var/run]', '10  caches[0]'],
      ['caches: [~/p/.git]', '10  caches[0]'],
    ].map(([yaml, place]): [string, string] => [
      model(yaml ?? ''),
      `2:${place} is never shown to a training: the system’s /proc, /sys, /dev, /run and /etc, .git, .reprise, and what covers them`,
    ]),
    [
      model('caches: [cache]'),
      '2:10  caches[0] must be a folder given as an absolute path or under ~, and no whole home or disk, not "cache"',
    ],
    [
      model('caches: [~/]'),
      '2:10  caches[0] must be a folder given as an absolute path or under ~, and no whole home or disk, not "~/"',
    ],
    [model('weights: x.pt'), '2:10  weights must be a list, not "x.pt"'],
    [
      model('accelerator: NVIDIA A100'),
      '2:14  accelerator must be auto or a name of lower-case letters, digits, - and . such as example-npu-2, not "NVIDIA A100"',
    ],
    // expect
    [model('expect: [loss]'), '2:9  expect must be a mapping, not ["loss"]'],
    [
      model('expect: {loss: }'),
      '2:10  expect.loss must be a mapping: {better, within, required, steps}, or {} for the defaults, not nothing',
    ],
    [
      model('expect: {loss: 1%}'),
      '2:16  expect.loss must be a mapping: {better, within, required, steps}, or {} for the defaults, not "1%"',
    ],
    [
      model('expect: {loss: {within: .nan}}'),
      '2:25  expect.loss.within must be auto, a number that is not negative, or a percentage such as 1%, not NaN',
    ],
    [
      model('expect: {loss: {within: .inf}}'),
      '2:25  expect.loss.within must be auto, a number that is not negative, or a percentage such as 1%, not Infinity',
    ],
    [
      model('expect: {loss: {within: 1e400}}'),
      '2:25  expect.loss.within must be auto, a number that is not negative, or a percentage such as 1%, not Infinity',
    ],
    [
      model('expect: {loss: {within: -1%}}'),
      '2:25  expect.loss.within must be auto, a number that is not negative, or a percentage such as 1%, not "-1%"',
    ],
    [
      model('expect: {loss: {required: yes}}'),
      '2:27  expect.loss.required must be true or false, not "yes"',
    ],
    [model('expect: {loss: {steps: 5}}'), '2:24  expect.loss.steps must be same or any, not 5'],
    [model('expect: {"": {}}'), '2:10  "" is no metric name: 1 to 500 characters'],
    // policy
    [model('policy: strict'), '2:9  policy must be a mapping, not "strict"'],
    [
      model('policy: {green: [identical]}'),
      '2:17  policy.green must list identical and reproduced, and may add improved, not ["identical"]',
    ],
    [
      model('policy: {green: [identical, reproduced, changed]}'),
      '2:41  policy.green[2] must list identical and reproduced, and may add improved, not "changed"',
    ],
    [
      model('policy: {budget: {runs: 1.5}}'),
      '2:25  policy.budget.runs must be a whole number from 1 to 1000, not 1.5',
    ],
    [
      model('policy: {budget: {minutes: 0}}'),
      '2:28  policy.budget.minutes must be a number above 0, at most 100 000, not 0',
    ],
    // agreed, but without effect in this version
    [
      model('ledger: {repository: org/ledger}'),
      '2:10  not yet: ledger.repository has no effect in this version',
    ],
    [
      model('ledger: {branch: a..b}'),
      '2:18  ledger.branch must be the name of a branch: letters, digits and - _ . / are allowed, not "a..b"',
    ],
    [model('runner: []'), '2:9  runner must be a label of a runner, or a list of labels, not []'],
    [model('fetch: ./fetch.sh'), '2:1  not yet: fetch has no effect in this version'],
    [model('launcher: slurm'), '2:1  not yet: launcher has no effect in this version'],
    [model('claim: 0.5'), '2:1  not yet: claim has no effect in this version'],
    [model('search: {}'), '2:1  not yet: search has no effect in this version'],
    [model('matrix: {}'), '2:1  not yet: matrix has no effect in this version'],
    [
      model('policy: {smallest-change: 3sd}'),
      '2:10  not yet: policy.smallest-change has no effect in this version',
    ],
    [
      model('policy: {false-alarms: 2%}'),
      '2:10  not yet: policy.false-alarms has no effect in this version',
    ],
    [model('policy: {gate: branch}'), '2:10  not yet: policy.gate has no effect in this version'],
    [
      'models: {a: {train: x, fetch: ./fetch.sh}}',
      '1:24  not yet: fetch has no effect in this version',
    ],
  ])('%j', (text, line) => {
    expect(problemsIn(text)).toEqual([`reprise.yml:${line}`])
  })
})

describe('hostile files end in problems, soon', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg']) {
    bomb.push(`${name}: &${name} [${`*${before}, `.repeat(10)}]`)
  }
  test.each([
    ['an alias bomb', bomb.join('\n'), /more than 100000 values/],
    ['an alias of itself', 'train: &a [*a, *a]', /nested too deep/],
    ['deep flow', '['.repeat(100_000), /nested too deep|not valid YAML/],
    ['deep keys', '? '.repeat(50_000), /nested too deep|not valid YAML/],
    ['a long file', 'x'.repeat(300_000), /the file has 300000 characters; at most 262144 are read/],
    [
      'many unknown keys',
      Array.from({ length: 20_000 }, (_, n) => `key${n}: 1`).join('\n'),
      /… and 19901 more$/,
    ],
    ['a long key', `${'k'.repeat(900)}: 1`, /unknown key "k{59}…"$/],
    ['merge conflict', '<<<<<<< HEAD\ntrain: a\n=======\ntrain: b\n>>>>>>> x\n', /not valid YAML/],
  ])('%s', (_, text, message) => {
    expect(problemsIn(text).join('\n')).toMatch(message)
  })
})
