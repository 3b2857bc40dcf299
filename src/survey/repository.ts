import { detectPins } from '../readers/pins/read.ts'
import { dataOf, mentionedData } from './data.ts'
import { dvcCandidates } from './dvc.ts'
import { entryCandidates } from './entries.ts'
import { flagNamed, flagsOf } from './flags.ts'
import { metricFilesNamed, metricNamed } from './metrics.ts'
import { codeOf, notebookCandidates } from './notebook.ts'
import { isUsable, projectsOf } from './projects.ts'
import { scriptCandidates } from './scripts.ts'
import type { Candidate, Confidence, Guess, Project, RepositoryListing, Survey } from './survey.ts'

const MOST_MODELS = 20
const HIGH = 8
const MEDIUM = 6
const ASIDE = /(?:^|\/)(?:examples?|legacy|old|archive|benchmarks?|docs?)(?:\/|$)/

/** Guesses which commands train, from names and texts alone: the most likely one of each project. */
export function surveyRepository(listing: RepositoryListing): Survey {
  const projects = projectsOf(listing).map((project) => ({
    project,
    ranked: candidatesOf(project),
  }))
  const training = projects.filter(({ ranked }) => ranked.length > 0)
  const [root] = training.filter(({ project }) => project.folder === '')
  const main = training.filter(({ project }) => !ASIDE.test(project.folder))
  // A training at the root is the repository's own; projects below it are then its examples.
  const chosen = root === undefined ? (main.length > 0 ? main : training) : [root]
  const named = names(chosen.map(({ project }) => project.folder))
  return {
    guesses: chosen
      .slice(0, MOST_MODELS)
      .map(({ project, ranked }, index) => guess(named[index]!, project, ranked)),
    packages: detectPins(listing.paths),
  }
}

function candidatesOf({ files }: Project): Candidate[] {
  return [dvcCandidates, scriptCandidates, entryCandidates, notebookCandidates]
    .flatMap((find) => find(files))
    .sort((a, b) => b.score - a.score || a.train.length - b.train.length)
}

function guess(name: string, { folder, files }: Project, ranked: readonly Candidate[]): Guess {
  const [best, ...others] = ranked as [Candidate, ...Candidate[]]
  const text = textOf(files, best.script)
  const inRoot = (paths: readonly string[]): string[] =>
    [...new Set(paths)].filter(isUsable).map((path) => (folder === '' ? path : `${folder}/${path}`))
  const data = best.data ?? dataOf(files)
  const alternatives = others
    .filter(({ script }) => script === undefined || script !== best.script)
    .slice(0, 3)
    .map(({ train }) => train)
  return {
    name,
    train: best.train,
    directory: folder === '' ? '.' : folder,
    confidence: confidence(best, others[0]),
    because: [
      ...best.because,
      ...(alternatives.length === 0 ? [] : [`other candidates: ${alternatives.join('; ')}`]),
    ],
    env: best.env ?? {},
    data: inRoot(data),
    dataMentioned: inRoot(mentionedData(files, text, data)),
    params: inRoot(best.params ?? []),
    metrics: inRoot(best.metrics ?? metricFilesNamed(text)),
    weights: inRoot(best.weights ?? []),
    setup: setupOf(files),
    seedFlag: flagNamed(flagsOf(text), ['seed', 'random_seed']),
    metric: metricNamed(text),
  }
}

const SETUPS: ReadonlyArray<readonly [RegExp, (path: string) => string]> = [
  [/^uv\.lock$/, () => 'uv sync --frozen --active'],
  [/^poetry\.lock$/, () => 'poetry install'],
  [/^(?:src\/)?requirements[\w.-]*\.txt$/, (path) => `pip install -r ${path}`],
  [/^(?:pyproject\.toml|setup\.py)$/, () => 'pip install -e .'],
]

function setupOf(files: RepositoryListing): string | undefined {
  const found = SETUPS.map(([pattern, command]) => {
    const path = files.paths.find((name) => pattern.test(name))
    return path === undefined ? undefined : command(path)
  })
  return found.find((command) => command !== undefined)
}

function textOf(files: RepositoryListing, script: string | undefined): string {
  if (script === undefined) return ''
  const text = files.read(script)
  return (script.endsWith('.ipynb') ? codeOf(script, text) : text) ?? ''
}

function confidence(best: Candidate, second: Candidate | undefined): Confidence {
  if (best.incomplete === true) return 'low'
  const clear = second === undefined || best.score - second.score >= 2
  if (best.score >= HIGH && clear) return 'high'
  return best.score >= MEDIUM ? 'medium' : 'low'
}

/** A name for each project that `reprise.yml` allows, each once. */
function names(folders: readonly string[]): string[] {
  if (folders.length === 1) return ['main']
  const taken = new Set<string>()
  return folders.map((folder) => {
    const base =
      folder
        .split('/')
        .at(-1)
        ?.replace(/[^A-Za-z0-9_.-]+/g, '-')
        .replace(/^[^A-Za-z0-9]+/, '')
        .slice(0, 80) || 'main'
    let name = base
    for (let next = 2; taken.has(name); next++) name = `${base}-${next}`
    taken.add(name)
    return name
  })
}
