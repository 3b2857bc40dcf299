import { stringify } from 'yaml'
import { betterOf } from './metrics.ts'
import type { Guess, Survey } from './survey.ts'

const WIDTH = 110

/**
 * A `reprise.yml` for a repository: what was guessed as fields with the reason above them, what was not as commented
 * lines. Without any guess the whole file is comments.
 */
export function draftSpec(survey: Survey): string {
  const lines = survey.guesses.length > 1 ? many(survey.guesses) : one(survey.guesses[0])
  return [
    '# reprise.yml: which training is retrained and judged. Drafted from the files of this repository:',
    '# check each line, then run `reprise check`.',
    '',
    ...lines,
    ...packages(survey.packages),
    '',
  ].join('\n')
}

function one(guess: Guess | undefined): string[] {
  if (guess !== undefined) return model(guess)
  return [
    ...comment(
      'No command that trains could be guessed. Write it here; one line is a complete file:',
    ),
    '# train: python train.py',
    ...open([['data', '[data/train.csv]', 'files that the training reads']]),
  ]
}

function many(guesses: readonly Guess[]): string[] {
  const indented = guesses.flatMap((guess) => [
    `${key(guess.name)}:`,
    ...model(guess).map((line) => (line === '' ? '' : `  ${line}`)),
    '',
  ])
  return ['models:', ...indented.map((line) => (line === '' ? '' : `  ${line}`))]
}

function model(guess: Guess): string[] {
  return [
    ...comment(`train: guessed, confidence ${guess.confidence}. ${guess.because.join('; ')}.`),
    field('train', guess.train),
    ...(guess.directory === '.' ? [] : [field('directory', guess.directory)]),
    ...(Object.keys(guess.env).length === 0 ? [] : [field('env', guess.env)]),
    ...listed(
      'data',
      guess.data,
      'held by the repository or by DVC; shown read-only, digested before and after',
    ),
    ...mentioned(guess),
    ...listed('params', guess.params, 'parameter files, compared key by key'),
    ...listed('metrics', guess.metrics, 'named by the program or by dvc.yaml'),
    ...listed('weights', guess.weights, 'named by dvc.yaml; equal files are evidence of identity'),
    ...expectation(guess),
    ...seed(guess),
    ...(guess.setup === undefined
      ? []
      : open([
          [
            'setup',
            guess.setup,
            'run once before the trainings, with the network; needed where packages are missing',
          ],
        ])),
  ]
}

function mentioned({ dataMentioned, data }: Guess): string[] {
  if (dataMentioned.length === 0) return []
  return [
    ...comment(
      `the program names ${dataMentioned.join(', ')}, which git does not hold. If the training reads it:`,
    ),
    `# ${field('data', [...data, ...dataMentioned])}`,
  ]
}

function expectation({ metric }: Guess): string[] {
  if (metric === undefined) {
    return open([
      [
        'expect',
        '{eval_loss: {better: lower, within: 1%}}',
        'no metric could be guessed; by default the first loss in a file that the run writes decides (JSON, JSONL, CSV, YAML, TOML)',
      ],
    ])
  }
  return [
    ...comment(
      `the program names ${metric}. Without a tolerance (within: 1%) only measured noise or equal bits decide.`,
    ),
    field('expect', { [metric]: { better: betterOf(metric) } }),
  ]
}

function seed({ seedFlag }: Guess): string[] {
  const [value, why] =
    seedFlag === undefined
      ? [
          '{arg: --seed}',
          'no flag for the seed was seen; by default the probe moves the seeds that the program sets itself',
        ]
      : [`{arg: ${seedFlag}}`, `the program takes ${seedFlag}: with this line Reprise sets it`]
  return open([['seed', value, why]])
}

function packages(locks: readonly string[]): string[] {
  if (locks.length > 0)
    return ['', ...comment(`package locks found: ${locks.join(', ')} (used by default)`)]
  return [
    '',
    ...comment('no package lock was found: without one, packages may differ from run to run'),
  ]
}

function listed(name: string, paths: readonly string[], why: string): string[] {
  return paths.length === 0 ? [] : [...comment(`${name}: ${why}`), field(name, paths)]
}

/** Lines that a person may want to fill in. */
function open(fields: ReadonlyArray<readonly [string, string, string]>): string[] {
  return fields.flatMap(([name, value, why]) => [...comment(why), `# ${name}: ${value}`])
}

/** One field on one line, whatever its value holds. */
function field(name: string, value: unknown): string {
  // A plain scalar of several lines would lose its indentation inside a model.
  if (typeof value === 'string' && /[\n\r]/.test(value)) return `${name}: ${JSON.stringify(value)}`
  return `${name}: ${stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false, defaultStringType: 'PLAIN', blockQuote: false }).trimEnd()}`
}

function key(name: string): string {
  return stringify(name, { lineWidth: 0 }).trimEnd()
}

/** Text as comment lines; what could end a line in it cannot. */
function comment(text: string): string[] {
  const words = text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .split(' ')
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length + 1 > WIDTH) lines.push(`# ${word}`)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
