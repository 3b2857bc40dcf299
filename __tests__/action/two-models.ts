import { expect } from '@jest/globals'
import { join } from 'node:path'
import type { Files } from '../fakes/github/types.ts'
import type { JobIdentity } from '../fakes/runner/types.ts'
import { TRAIN } from '../flows/lab.ts'
import type { Ran, Unusual, World } from './world.ts'

export const NAMED = TRAIN.replace('import json, random', 'import json, random, os, sys').replace(
  'json.load(open("config.json"))["seed"]',
  'json.load(open(sys.argv[1]))["seed"] + int(os.environ["SEED"])',
)
/** Tells this test's trainings from those of others on the machine. */
export const MARK = `three-jobs-${process.pid}`
const modelOf = (name: string): string =>
  `${name}: {train: python3 train.py ${name}.json ${MARK}, params: [${name}.json], data: [data.csv],
  seed: {env: SEED, values: [0, 1, 2, 3]}, expect: {eval_loss: {better: lower, within: 0.001}}}`

/** Two models of one repository, each with a configuration of its own; noise is measured with four seeds. */
export const MODELS: Files = {
  'train.py': NAMED,
  'small.json': '{"seed": 7}\n',
  'large.json': '{"seed": 8}\n',
  'reprise.yml': `models: {${['small', 'large'].map(modelOf).join(', ')}}\n`,
}

/** A machine of its own for each job. */
export function machines(
  world: World,
  run: string,
): Pick<NonNullable<Unusual['options']>, 'workspaceOf'> {
  return {
    workspaceOf: ({ id, matrix = {} }: JobIdentity) =>
      join(world.folder, run, [id, matrix['model'], matrix['seed']].join('-'), 'mini', 'mini'),
  }
}

/** `name conclusion` of every job. */
export function jobsOf({ jobs }: Ran): string[] {
  return jobs.map(({ id, matrix, conclusion }) =>
    [id, ...Object.values(matrix ?? {}), conclusion].join(' '),
  )
}

export function errorsOf({ jobs }: Ran): string[] {
  return jobs
    .flatMap(({ steps }) => steps)
    .flatMap(({ annotations }) => annotations)
    .flatMap(({ level, message }) => (level === 'error' ? [message] : []))
}

/** Ends the training of one model before it has handed anything over. */
export const loseOne = (workflow: string): string =>
  replaced(
    workflow,
    '      - uses: reprise/reprise/retrain@',
    `      - if: \${{ matrix.model == 'large' }}\n        run: exit 1\n      - uses: reprise/reprise/retrain@`,
  )

/** Also says where there is nothing to replace. */
export function replaced(text: string, from: string, to: string): string {
  expect(text).toContain(from)
  return text.replace(from, to)
}
