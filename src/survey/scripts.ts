import { scriptCommand } from './command.ts'
import { isHydra } from './hydra.ts'
import { nameOf } from './projects.ts'
import { readmeCommand } from './readme.ts'
import type { Candidate, RepositoryListing } from './survey.ts'

const MOST_READ = 300
const WORTH = 4

const NAMES: ReadonlyArray<readonly [RegExp, number]> = [
  [/^train(?:ing)?\.py$/, 5],
  [/^(?:(?:pre)?train[_-].*|.*[_-]train(?:ing)?|fine_?tun(?:e|ing).*|pretrain.*)\.py$/, 4],
  [/^run(?:_.*)?\.py$/, 2],
  [/^main\.py$/, 2],
]
/** What a program that trains says; the last is no proof by itself. */
const SIGNS: ReadonlyArray<readonly [RegExp, number, string]> = [
  [
    /\bfrom transformers import\b[^;]*?\b(?:Seq2Seq)?Trainer\b/,
    3,
    'it uses the Hugging Face Trainer',
  ],
  [/\b(?:import|from) (?:pytorch_)?lightning\b/, 3, 'it uses Lightning'],
  [/\.backward\(/, 2, 'it computes gradients'],
  [/\.fit\(/, 2, 'it fits a model'],
  [/\bfor\s+\w*(?:epoch|step)\w*\s+in\b/, 2, 'it loops over epochs or steps'],
]
const MAIN = /__name__\s*==\s*['"]__main__['"]/
const NOT_A_TRAINING = /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|setup|noxfile|__init__)\.py$/
const ASIDE = /(?:^|\/)(?:examples?|legacy|old|archive|benchmarks?|scripts?|tools)\//

/** Python programs that look like trainings. */
export function scriptCandidates(files: RepositoryListing): Candidate[] {
  return files.paths
    .filter((path) => path.endsWith('.py') && !NOT_A_TRAINING.test(path))
    .sort((a, b) => pointsForName(b) - pointsForName(a) || a.length - b.length)
    .slice(0, MOST_READ)
    .flatMap((path) => candidate(files, path))
}

function candidate(files: RepositoryListing, path: string): Candidate[] {
  const text = files.read(path) ?? ''
  const name = pointsForName(path)
  const signs = SIGNS.filter(([sign]) => sign.test(text))
  const runs = MAIN.test(text) || isHydra(text)
  // A module that only defines things is imported by the program, not run.
  const score =
    name + sum(signs.map(([, points]) => points)) + (runs ? 1 : 0) - (ASIDE.test(path) ? 1 : 0)
  if (score < WORTH || (name < 5 && !runs && !/^for /m.test(text))) return []
  const because = [
    ...(name >= 4 ? [`${path} is named like a training`] : []),
    ...signs.map(([, , reason]) => reason),
  ]
  const documented = readmeCommand(files, path)
  const command = scriptCommand(files, path, text, documented)
  return [
    {
      ...command,
      script: path,
      score: score + (documented === undefined ? 0 : 2),
      because: [...because, ...command.because],
    },
  ]
}

function pointsForName(path: string): number {
  return NAMES.find(([pattern]) => pattern.test(nameOf(path)))?.[1] ?? 0
}

function sum(points: readonly number[]): number {
  return points.reduce((total, value) => total + value, 0)
}
