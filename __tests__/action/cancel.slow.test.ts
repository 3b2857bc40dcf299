import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { existsSync, globSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyGitLedger } from '../../src/ledger/verify.ts'
import { FILES, TRAIN } from '../flows/lab.ts'
import type { How } from '../fakes/github/types.ts'
import type { RunnerOptions } from '../fakes/runner/types.ts'
import { interrupted, processesWith } from './interrupt.ts'
import { makeWorld, type Ran, type Unusual, type World } from './world.ts'

/** In the arguments of every process of the training. */
const MARK = `reprise-cancel-${process.pid}`

/**
 * Where SLOW is set it takes a minute, beside processes that hear no signal: a child, one in a session of its own, and one
 * that besides knows nothing of where it came from.
 */
const STUBBORN = `
import os, subprocess, sys, time
DEAF = "import signal, time\\nfor s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)\\ntime.sleep(600)"
def start(name, **more):
    quiet = dict(stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.Popen([sys.executable, "-c", DEAF, sys.argv[1], name], **quiet, **more)
if os.environ["SLOW"]:
    start("child")
    start("detached", start_new_session=True)
    if os.environ["SLOW"] == "hidden": start("hidden", start_new_session=True, cwd="/", env={})
    print("step 1/2 loss: 0.5", flush=True)
    time.sleep(60)
`

let world: World
/** What a cancelled machine may not keep: it is the runner's TMPDIR. */
let scratch: string
beforeAll(async () => {
  world = await makeWorld({
    files: {
      'train.py': `${STUBBORN}${TRAIN}`,
      'reprise.yml': FILES['reprise.yml'].replace(
        'train.py',
        `train.py ${MARK}\nenv: {SLOW: null}`,
      ),
    },
  })
  scratch = join(world.folder, 'scratch')
  mkdirSync(scratch)
  const before = world.repo.head('main')
  await world.onDispatch({ mode: 'accept' }, 'main', { options: quick() })
  await world.onPush(before, { options: quick() })
}, 60_000)
afterAll(async () => {
  expect(world.github.problems).toEqual([])
  await world.close()
})

function quick(env: Readonly<Record<string, string>> = {}): Partial<RunnerOptions> {
  const { PATH = '', HOME = '' } = process.env
  return {
    env: { PATH, HOME, TMPDIR: scratch, XDG_RUNTIME_DIR: join(scratch, 'run'), SLOW: '', ...env },
    kill: { termAfterMs: 3000, killAfterMs: 2000 },
  }
}

const training = (name: string) => (): boolean => processesWith(`${MARK} ${name}`).length > 0

/** Once a program of ours runs for this world; others on this machine may run it too. */
const running = (name: string) => (): boolean => processesWith(name, world.folder).length > 0

/** Once one more file of this form is there. */
function written(pattern: string): () => boolean {
  const count = (): number => globSync(pattern, { cwd: world.folder }).length
  const before = count()
  return () => count() > before
}

/** Once a request of an operation is being waited for in vain. */
function unanswered(operation: string, how: How = 'timeout', skip = 0): () => boolean {
  const { requests } = world.github
  const from = requests.length
  world.github.fail({ operation, how, skip })
  return () => requests.slice(from).filter((one) => one.operation === operation).length > skip
}

/** Once the training has been seen, and is over. */
function afterTraining(): () => boolean {
  let seen = false
  return () => {
    const now = processesWith(MARK).length > 0
    seen ||= now
    return seen && !now
  }
}

let branches = 0
const nextBranch = (): string => `change-${(branches += 1)}`

/** Nothing is left that moves, waits or was half said. */
async function expectNothingLeft(ran: Ran, pull?: number): Promise<void> {
  expect(['cancelled', 'failure']).toContain(ran.conclusion)
  expect(processesWith(MARK)).toEqual([])
  expect(processesWith(world.folder)).toEqual([])
  const said = pull === undefined ? [] : world.said(pull)
  expect(said.length).toBeLessThanOrEqual(1)
  for (const { body } of said) {
    expect(body).toMatch(/\*\*identical\*\*/)
    expect(body).not.toMatch(/running|in progress|pending|queued|waiting/i)
  }
  expect(world.repo.checkRuns()).toEqual([])
  await expectLedgerWhole(`cancelled-${ran.runId}`)
}

/** What the cancelled job had paid for is there, counts, and is not made again. */
function expectKept(ran: Ran, next: Ran, runs: number): void {
  const artifacts = world.repo.artifacts(ran.runId)
  const expected = runs === 0 ? [] : [expect.stringMatching(/^reprise-main-[0-9a-f]{12}$/)]
  expect(artifacts.map(({ name }) => name)).toEqual(expected)
  expect(next.log).toContain(`(${runs} of 8 runs spent, ${runs} to be had again)`)
  const pages = next.jobs.flatMap((job) => job.steps).map(({ summary }) => summary)
  const words = '1 earlier run of the same inputs counts again'
  expect(pages.join('\n').includes(words)).toBe(runs > 0)
}

/** Every record and attachment is there, and is what its name says. */
async function expectLedgerWhole(name: string): Promise<void> {
  const folder = join(world.folder, name)
  const ledger = { remote: world.repo.folder, branch: 'reprise', protocols: 'file', folder }
  expect(await verifyGitLedger(ledger)).toEqual([])
}

/** Folders of ours that outlive a job: those of the user, where runs wait for one another, may stay, but hold no lock. */
function leftInScratch(): string[] {
  const queue = join(scratch, 'run', 'reprise')
  const locks = existsSync(queue) ? readdirSync(queue).filter((name) => name.endsWith('.lock')) : []
  return [...readdirSync(scratch).filter((name) => name.startsWith('reprise-')), ...locks]
}

/** The innermost step that was cancelled, and how its process ended. */
function stoppedIn({ jobs }: Ran): string {
  const steps = jobs.flatMap((job) => job.steps)
  const step = steps.findLast(({ conclusion }) => conclusion === 'cancelled')
  return step === undefined ? 'none' : `${step.id} ${step.exitCode}`
}

interface Moment {
  readonly at: () => () => boolean
  readonly slow?: 'yes' | 'hidden'
  /** Trains head and base, not only the head. */
  readonly twice?: boolean
  readonly comment?: 'always'
  /** In which step it is, and how that ends: by itself, long before it is killed. */
  readonly step: RegExp
  /** How many runs had ended: the next job has them again. Absent: it may be either. */
  readonly kept?: number
}

const MOMENTS: Readonly<Record<string, Moment>> = {
  'while prepare waits for GitHub': {
    at: () => unanswered('actions/list-artifacts-for-repo'),
    step: /prepare 130$/,
  },
  'while git fetches the base': {
    at: () => unanswered('git/upload-pack', 'timeout', 1),
    step: /prepare 130$/,
  },
  'while retrain starts': { at: () => running('dist/retrain.js'), step: /train 130$/ },
  'while the tree is copied': {
    at: () => written('scratch/reprise-??????/*/tree'),
    step: /train 130$/,
  },
  'in the middle of the training': {
    at: () => training('hidden'),
    slow: 'hidden',
    step: /train 130$/,
    kept: 0,
  },
  'while its results are read': { at: afterTraining, step: /train (0|130)$/ },
  'between the runs of head and base': {
    at: () => written('*/temp/check-*/_temp/reprise-*/bundles/main/records/*.json'),
    twice: true,
    step: /train 130$/,
    kept: 1,
  },
  // What was measured is handed over to its end.
  'while the records are handed over': {
    at: () => running('dist/end.js'),
    step: /^none$/,
    kept: 1,
  },
  'while report waits for GitHub': {
    at: () => unanswered('issues/create-comment', 'timeout-after'),
    comment: 'always',
    step: /report 130$/,
    kept: 1,
  },
  'while the report is stored': {
    at: () => unanswered('ArtifactService/CreateArtifact'),
    step: /report 130$/,
    kept: 1,
  },
}

describe('a job that is cancelled leaves nothing behind', () => {
  test.each(Object.entries(MOMENTS))(
    '%s',
    async (_name, { at, slow = '', twice = false, comment = 'changes', step, kept }) => {
      const pull = world.open(nextBranch(), { 'notes.txt': `${branches}\n` })
      const how: Unusual = {
        edit: (workflow) =>
          workflow.replace(
            /(uses: reprise\/reprise@.*\n\s+with:\n)/,
            `$1          comment: ${comment}\n          baseline: ${twice ? 'base' : 'lock'}\n`,
          ),
      }
      const condition = at()
      const ran = await interrupted(condition, (signal) =>
        world.onPull(pull.number, { ...how, options: { ...quick({ SLOW: slow }), signal } }),
      )
      expect(stoppedIn(ran)).toMatch(step)
      await expectNothingLeft(ran, pull.number)

      const next = await world.onPull(pull.number, { ...how, options: quick() })
      expect(next.outputs['verdict']).toBe('identical')
      expect(next.conclusion).toBe('success')
      if (kept !== undefined) expectKept(ran, next, kept)
      expect(world.said(pull.number)).toHaveLength(comment === 'always' ? 1 : 0)
      expect(leftInScratch()).toEqual([])
    },
  )

  test('while the ledger is pushed: it has all or nothing, and the next push completes it', async () => {
    const before = world.repo.head('main')
    world.repo.push('main', { 'config.json': '{"seed": 21, "rate": 0.1}\n' })
    await world.onDispatch({ mode: 'accept', because: 'a better seed' }, 'main', {
      options: quick(),
    })
    const ran = await interrupted(unanswered('git/receive-pack', 'timeout-after'), (signal) =>
      world.onPush(before, { options: { ...quick(), signal } }),
    )
    expect(stoppedIn(ran)).toMatch(/report 130$/)
    await expectNothingLeft(ran)
    const next = await world.onPush(before, { options: quick() })
    expect(next.conclusion).toBe('success')
    await expectLedgerWhole(`after-${next.runId}`)
    const accepted = /record: sha256:([0-9a-f]{64})/.exec(
      world.repo.file('main', 'reprise.lock') ?? '',
    )
    expect(world.repo.file('reprise', `records/${accepted?.[1]}.json`)).toBeDefined()
    expect(leftInScratch()).toEqual([])
  })

  test('on a machine without a sandbox', async () => {
    const bin = join(world.folder, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'bwrap'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const PATH = `${bin}:${process.env['PATH']}`
    const pull = world.open(nextBranch(), { 'notes.txt': 'no sandbox\n' })
    const ran = await interrupted(training('detached'), (signal) =>
      world.onPull(pull.number, { options: { ...quick({ PATH, SLOW: 'yes' }), signal } }),
    )
    await expectNothingLeft(ran, pull.number)
    const next = await world.onPull(pull.number, { options: quick({ PATH }) })
    expect(next.outputs['verdict']).toBe('identical')
    expect(next.log).toMatch(/isolation level [12] of 4/)
    expect(leftInScratch()).toEqual([])
  })

  test('by the job’s own limit of time', async () => {
    const pull = world.open(nextBranch(), { 'notes.txt': 'late\n' })
    // The limit is 60 minutes.
    const options = { ...quick({ SLOW: 'yes' }), minuteMs: 50 }
    const ran = await world.onPull(pull.number, { options })
    expect(ran.conclusion).toBe('cancelled')
    await expectNothingLeft(ran, pull.number)
    const next = await world.onPull(pull.number, { options: quick() })
    expect(next.conclusion).toBe('success')
    expect(leftInScratch()).toEqual([])
  })
})
