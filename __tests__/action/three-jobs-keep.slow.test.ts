import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { errorsOf, jobsOf, loseOne, machines, MODELS } from './two-models.ts'
import { makeWorld, type Ran, type World } from './world.ts'

let world: World
let accepted: Ran
let pushed: Ran
beforeAll(async () => {
  world = await makeWorld({ files: MODELS, facts: { threeJobs: true } })
  const before = world.repo.head('main')
  accepted = await world.onDispatch({ mode: 'accept', because: 'a first look' }, 'main', {
    options: machines(world, 'accepted'),
  })
  pushed = await world.onPush(before, { options: machines(world, 'pushed') })
}, 60_000)
afterAll(async () => {
  expect(world.github.problems).toEqual([])
  await world.close()
})

describe('what a protected branch keeps, each stage in a job of its own', () => {
  test('accept: every model’s job trains it, and one that trains nothing commits the lock', () => {
    expect(errorsOf(accepted)).toEqual([])
    expect(jobsOf(accepted)).toEqual([
      'prepare success',
      'retrain small success',
      'retrain large success',
      'check skipped',
      'keep success',
    ])
    expect(accepted.log).toMatch(/committed [0-9a-f]{40} to main/)
    const lock = world.repo.file('main', 'reprise.lock') ?? ''
    expect(lock).toMatch(/small/)
    expect(lock).toMatch(/large/)
    expect(lock).toContain('a first look')
  })

  test('a push: every model’s job draws one more seed, and the accepted runs are copied', () => {
    expect(errorsOf(pushed)).toEqual([])
    expect(jobsOf(pushed)).toEqual([
      'prepare success',
      'retrain small success',
      'retrain large success',
      'check skipped',
      'keep success',
    ])
    for (const model of ['small', 'large']) {
      expect(pushed.log).toMatch(
        new RegExp(`ledger: copied [0-9a-f]{12} of ${model} from run ${accepted.runId}`),
      )
      expect(pushed.log).toMatch(new RegExp(`ledger: kept [0-9a-f]{12} of ${model}, seed index 1`))
    }
  })

  test('where one model’s job dies, what the other measured is kept, and the run is red', async () => {
    const ran = await world.onDispatch({ mode: 'calibrate' }, 'main', {
      edit: loseOne,
      options: machines(world, 'lost-seeds'),
    })
    expect(ran.conclusion).toBe('failure')
    expect(jobsOf(ran)).toEqual([
      'prepare success',
      'retrain small 2 success',
      'retrain small 3 success',
      'retrain large 2 failure',
      'retrain large 3 failure',
      'check skipped',
      'keep success',
    ])
    expect(ran.log).toMatch(/ledger: nothing of large/)
    expect(seedsOf('small')).toEqual([0, 1, 2, 3])
    expect(seedsOf('large')).toEqual([0, 1])
  })

  test('a schedule: each job trains one of the seeds that are missing, the last one joins them', async () => {
    const ran = await world.onSchedule({ options: machines(world, 'seeds') })
    expect(errorsOf(ran)).toEqual([])
    expect(jobsOf(ran)).toContain('retrain large 2 success')
    expect(jobsOf(ran)).toContain('retrain large 3 success')
    expect(ran.log).toMatch(/ledger: kept [0-9a-f]{12} of large, seed index 2/)
    expect(ran.log).toMatch(/ledger: kept [0-9a-f]{12} of large, seed index 3/)
    expect(seedsOf('large')).toEqual([0, 1, 2, 3])

    const again = await world.onDispatch({ mode: 'calibrate', model: 'small' }, 'main', {
      options: machines(world, 'more-seeds'),
    })
    expect(again.conclusion).toBe('success')
    expect(again.log).toContain('ledger: nothing to do')
    expect(recordsIn(world)).toHaveLength(8)
  })

  test('without a plan nothing is kept', async () => {
    const ran = await world.onDispatch({ mode: 'accept', model: 'none' }, 'main', {
      options: machines(world, 'no-plan'),
    })
    expect(jobsOf(ran)).toEqual([
      'prepare failure',
      'retrain skipped',
      'check skipped',
      'keep skipped',
    ])
    expect(ran.conclusion).toBe('failure')
  })
})

function seedsOf(name: string): number[] {
  const own = recordsIn(world).filter(({ model }) => model === name)
  return own.map(({ config }) => config.seed.index).toSorted()
}

interface Kept {
  readonly model: string
  readonly config: { readonly seed: { readonly index: number } }
}

/** The records on the ledger's branch. */
function recordsIn({ repo }: World): Kept[] {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: repo.folder, encoding: 'utf8' })
  return git('ls-tree', '-r', '--name-only', 'reprise', '--', 'records')
    .trim()
    .split('\n')
    .map((path) => JSON.parse(git('cat-file', 'blob', `reprise:${path}`)) as Kept)
}
