import type { Factor } from '../record/record.ts'
import type { Side } from './material.ts'

/** All words of this room. Names put in are data: renderings escape them. */

const SIDE: Readonly<Record<Side, string>> = { run: 'this run', baseline: 'the baseline' }

/** How a factor becomes known; what is typed stands between backticks. */
export const ADVICE: Readonly<Record<Factor, string>> = {
  code: 'Train in a git work tree, so that the files are recorded.',
  config: 'Name the parameter files under `params:` in `reprise.yml`.',
  data: 'Name the data under `data:` in `reprise.yml`.',
  environment:
    'Train with a Python that the probe can enter, so that packages and versions are recorded.',
  hardware: 'Make `nvidia-smi` (or `lscpu`) work where the training runs.',
  seed: 'Leave `deterministic: true` in `reprise.yml`, so that the probe seeds what the program does not, or say how the seed reaches the program: `seed: {env: NAME}` or `seed: {arg: --seed}`.',
  determinism:
    'Train with a Python that the probe can enter, so that `PYTHONHASHSEED` and the flags of the framework are recorded.',
}

export const FETCH_LISTS =
  'Fetch the attachments of both records, or retrain the one whose attachments are lost.'

export const TEXTS = {
  factor: (factor: Factor, side: Side) => `${factor}: not recorded in ${SIDE[side]}`,
  missing: (name: string, side: Side) => `${name}: not recorded in ${SIDE[side]}`,
  neither: (name: string) => `${name}: not recorded in either run`,
  treeList: 'which files of the tree differ: a list of files is not at hand',
  sources: 'what the files held when they were imported: a list of files is not at hand',
  afterSetup:
    'the tree’s file did not change, but it was not the same when it was imported: `setup` or the training wrote it',
  dataList: (name: string) => `which files of ${name} differ: a list of files is not at hand`,
  dataAlone: (name: string) =>
    `${name} is declared on one side only, and its list of files is not at hand`,
  packageList: 'which packages differ: a list of packages is not at hand',
  params: (file: string, side: Side) => `the values of ${file} in ${SIDE[side]}`,
  mode: 'only the executable bit differs',
  link: (before: string | undefined, after: string | undefined) =>
    `a symbolic link: ${before ?? 'none'} → ${after ?? 'none'}`,
  moved: (from: string) => `the same bytes as ${from}, which was removed`,
  binary: 'not text: its lines are not compared',
  absent: 'its contents are not at hand',
  large: 'too large to compare line by line',
  endings: 'only line endings, or the newline at the end, differ',
  blanks: 'only line endings or blank lines differ',
  tooDifferent: 'too many lines differ to line them up',
  inPlace: 'too many rows differ to line them up: compared row by row in place',
  atLeast: 'too many rows differ to line them up: the count is the least it can be',
  moreFiles: 'beyond the number of files whose lines are shown',
  moreLines: (lines: number) => `${lines} more lines of the difference are not shown`,
} as const
