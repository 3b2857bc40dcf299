import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import { readBundle, type Bundle } from '../../../src/flows/job/bundle.ts'
import type { Draws, JobPlan } from '../../../src/flows/job/plan.ts'
import { besidePlan, earlierFolder, planFolder } from '../../../src/flows/job/plan.ts'
import { nextSeed, retrainStage } from '../../../src/flows/job/retrain.ts'
import { loadAttachments } from '../../../src/flows/attachments.ts'
import { folderLedger } from '../../../src/ledger/folder.ts'
import { sha256, type InputDigest } from '../../../src/record/digest.ts'
import { spellKey } from '../../../src/record/key.ts'
import { FILES, labWithBaseline, makeLab, SEEDED, TRAIN, type Lab } from '../lab.ts'
import { judge, planIn, temporary, train, verdict, type Trained } from './job.ts'

const input = (text: string): InputDigest => sha256(text) as string as InputDigest

describe('the next seed', () => {
  const HERE = { input: input('here'), key: 'main @ arm64' }
  const draws = fc.record({
    known: fc.array(
      fc.record({
        input: fc.constantFrom(HERE.input, input('elsewhere')),
        key: fc.constantFrom(HERE.key, 'main @ x86-64-v3'),
        seed: fc.nat({ max: 9 }),
      }),
      { maxLength: 30 },
    ),
    first: fc.boolean(),
    below: fc.nat({ max: 9 }),
  })
  const next = (one: Draws, asked?: number): number | undefined =>
    nextSeed(one, HERE.input, HERE.key, asked)
  const isKnown = ({ known }: Draws, seed: number): boolean =>
    known.some((one) => one.seed === seed && one.input === HERE.input && one.key === HERE.key)
  const isWanted = ({ first, below }: Draws, seed: number): boolean =>
    seed === 0 ? first : seed < below

  test('is the smallest that is wanted and not known, and there is none when all are', () => {
    fc.assert(
      fc.property(draws, (one) => {
        const seed = next(one)
        const open = Array.from({ length: 10 }, (_, at) => at).filter(
          (at) => isWanted(one, at) && !isKnown(one, at),
        )
        expect(seed).toBe(open[0])
      }),
      { numRuns: 1000 },
    )
  })

  test('that is asked for is it, or none', () => {
    fc.assert(
      fc.property(draws, fc.nat({ max: 12 }), (one, asked) => {
        const fits = isWanted(one, asked) && !isKnown(one, asked)
        expect(next(one, asked)).toBe(fits ? asked : undefined)
      }),
    )
  })

  test('known of other inputs or another machine is not known', () => {
    const known = [
      { ...HERE, input: input('elsewhere'), seed: 1 },
      { ...HERE, key: 'main @ x86-64-v3', seed: 1 },
      { ...HERE, seed: 2 },
    ]
    expect(next({ known, first: false, below: 4 })).toBe(1)
    expect(next({ known: [...known, { ...HERE, seed: 1 }], first: false, below: 4 })).toBe(3)
  })
})

async function bundleOf({ bundles }: Trained, name = 'main'): Promise<Bundle> {
  const bundle = await readBundle(join(bundles, name))
  if (bundle === undefined) throw new Error(`nothing in ${bundles}: ${readdirSync(bundles)}`)
  return bundle
}

/** A plan of the same commit that knows what an earlier job handed over, and the file that it is written to. */
async function after(plan: JobPlan, trained: Trained): Promise<{ plan: JobPlan; file: string }> {
  const { gathered, spent, ledger } = await bundleOf(trained)
  const stage = temporary()
  const file = join(planFolder(stage), 'plan.json')
  for (const { record } of gathered.evidence)
    await besidePlan(file).append(record, await loadAttachments(ledger, [record]))
  const models = plan.models.map((job) => ({ ...job, earlier: gathered.evidence, spent }))
  return { plan: { ...plan, models }, file }
}

describe('what an earlier job of the same pull request measured', () => {
  let lab: Lab
  let plan: JobPlan
  let once: Trained
  beforeAll(async () => {
    lab = makeLab()
    lab.git('checkout', '-q', '-b', 'change')
    lab.write({ 'config.json': '{"seed": 8}\n' })
    lab.commit()
    plan = await planIn(lab, 'main')
    once = await train(lab, plan)
  }, 60_000)
  afterAll(() => lab.remove())

  test('is not trained again, costs nothing, and gives the same verdict', async () => {
    const first = await bundleOf(once)
    expect(first.gathered.evidence.map(({ side }) => side)).toEqual(['head', 'base', 'head'])
    const known = await after(plan, once)
    const again = await train(lab, known.plan, { file: known.file })
    const second = await bundleOf(again)
    expect(second.cost).toMatchObject({ runs: 0, seconds: 0 })
    expect(second.spent).toEqual(first.spent)
    expect(second.reused).toEqual(second.gathered.evidence.map(({ record }) => record.id))
    expect(second.gathered.evidence.map(({ record }) => record.id)).toEqual(
      first.gathered.evidence.map(({ record }) => record.id),
    )
    expect(await verdict(lab, again)).toEqual(await verdict(lab, once))
    const [report] = (await judge(lab, again)).models
    expect(report?.curves[0]?.run?.values).toHaveLength(24)
  })

  test('also after a commit that no input of the training is in', async () => {
    const known = await after(plan, once)
    lab.write({ 'reprise.yml': `${FILES['reprise.yml']}# reviewed\n` })
    lab.commit()
    const fresh = await planIn(lab, 'main')
    const [{ earlier, spent } = { earlier: [], spent: { runs: 0, minutes: 0 } }] = known.plan.models
    const models = fresh.models.map((job) => ({ ...job, earlier, spent }))
    const next = { ...fresh, models }
    const again = await train(lab, next, { file: known.file })
    lab.git('reset', '-q', '--hard', 'HEAD~')
    expect((await bundleOf(again)).cost.runs).toBe(0)
    expect((await verdict(lab, again)).verdict).toBe('changed')
  })

  test('with other inputs is trained anew, and what was spent before counts', async () => {
    const known = await after(plan, once)
    lab.write({ 'config.json': '{"seed": 9}\n' })
    lab.commit()
    const { change } = await planIn(lab, 'main')
    const again = await train(lab, { ...known.plan, change }, { file: known.file })
    lab.git('reset', '-q', '--hard', 'HEAD~')
    const { reused, cost, spent, gathered } = await bundleOf(again)
    // The base has not changed: its run stands in.
    expect(reused).toEqual([gathered.evidence[1]?.record.id])
    expect(cost.runs).toBe(2)
    expect(spent.runs).toBe(5)
  })

  test('is trained anew where its attachments were lost', async () => {
    const known = await after(plan, once)
    rmSync(join(dirname(known.file), 'earlier', 'attachments'), { recursive: true })
    const { cost, reused } = await bundleOf(await train(lab, known.plan, { file: known.file }))
    expect([cost.runs, reused]).toEqual([3, []])
  })

  test('a budget that is spent allows no further run', async () => {
    const models = plan.models.map((job) => ({ ...job, spent: { runs: 8, minutes: 1 } }))
    const trained = await train(lab, { ...plan, models })
    expect((await bundleOf(trained)).cost.runs).toBe(0)
    expect(await verdict(lab, trained)).toMatchObject({
      verdict: 'inconclusive',
      reasons: [{ kind: 'budget-spent' }],
      green: false,
    })
  })
})

test('the accepted run is never evidence for itself', async () => {
  const lab = await labWithBaseline()
  lab.git('checkout', '-q', '-b', 'change')
  lab.commit()
  const plan = await planIn(lab, 'main')
  const standard = Object.values(plan.models[0]?.draft.keys ?? {})[0]
  if (standard?.baseline.state !== 'found' || standard.baseline.record === undefined)
    throw new Error('no baseline')
  const { record } = standard.baseline
  const stage = temporary()
  const file = join(planFolder(stage), 'plan.json')
  const attachments = await loadAttachments(folderLedger(join(lab.root, '.reprise')), [record])
  await folderLedger(earlierFolder(stage)).append(record, attachments)
  const models = plan.models.map((job) => ({
    ...job,
    earlier: [{ side: 'head', purpose: 'judge', record } as const],
  }))
  const trained = await train(lab, { ...plan, models }, { file })
  const { gathered, reused, cost } = await bundleOf(trained)
  expect(reused).toEqual([])
  expect(cost.runs).toBe(1)
  expect(gathered.evidence[0]?.record.id).not.toBe(record.id)
  expect(await verdict(lab, trained)).toMatchObject({ verdict: 'identical', baseline: record.id })
  lab.remove()
})

describe('a run with a seed of its own', () => {
  let lab: Lab
  beforeAll(() => {
    lab = makeLab({
      ...FILES,
      'train.py': SEEDED,
      'reprise.yml': `${FILES['reprise.yml']}seed: {env: SEED}\n`,
    })
  })
  afterAll(() => lab.remove())
  const drawn = (draws: Draws): Promise<JobPlan> =>
    planIn(lab, undefined, { task: { do: 'keep', why: 'calibrate' }, job: { draws } })

  test('is the first that nobody knows of these inputs here; and then the next', async () => {
    const one = await bundleOf(await train(lab, await drawn({ known: [], first: false, below: 8 })))
    expect(one.gathered.evidence).toHaveLength(1)
    const record = one.gathered.evidence[0]?.record
    expect(record?.config.seed).toMatchObject({ index: 1, value: 1 })
    if (record === undefined) throw new Error('no record')
    const key = spellKey({ model: 'main', ...record.key })
    const known = [{ input: record.input, key, seed: 1 }]
    const two = await bundleOf(await train(lab, await drawn({ known, first: false, below: 8 })))
    expect(two.gathered.evidence[0]?.record.config.seed.index).toBe(2)
    const all = await drawn({ known, first: false, below: 2 })
    expect((await bundleOf(await train(lab, all))).gathered.evidence).toEqual([])
    // Asked for by a matrix that did not know: one more of a seed would count twice in the noise.
    const same = await train(lab, await drawn({ known, first: false, below: 8 }), { seed: 1 })
    expect((await bundleOf(same, 'main-seed-1')).cost.runs).toBe(0)
  })

  test('that the plan does not want is refused', async () => {
    const plan = await drawn({ known: [], first: false, below: 3 })
    await expect(train(lab, plan, { seed: 3 })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^seed: "3"/),
    })
    await expect(train(lab, await planIn(lab, undefined), { seed: 0 })).rejects.toMatchObject({
      code: 'input-invalid',
    })
  })

  test('a model that the plan does not have is refused', async () => {
    const plan = await drawn({ known: [], first: false, below: 3 })
    await expect(train(lab, plan, { model: 'mian' })).rejects.toMatchObject({
      code: 'input-invalid',
      message: 'model: "mian" is none of main',
    })
  })
})

test('another commit than the planned one is not trained', async () => {
  const lab = makeLab()
  const plan = await planIn(lab, undefined)
  lab.commit('Another')
  await expect(train(lab, plan)).rejects.toMatchObject({
    code: 'checkout-moved',
    message: expect.stringContaining(plan.change.trained),
  })
  lab.remove()
})

test('a job that is stopped in its second run hands over its first, which is not judged', async () => {
  const lab = makeLab()
  lab.git('checkout', '-q', '-b', 'change')
  lab.write({ 'notes.txt': 'x' })
  lab.commit()
  // The base’s run, which is the second, finds no such file.
  const slow = `import os, time\nif not os.path.exists("notes.txt"): time.sleep(60)\n${TRAIN}`
  lab.git('checkout', '-q', 'main')
  lab.write({ 'train.py': slow })
  lab.commit()
  lab.git('checkout', '-q', 'change')
  lab.git('rebase', '-q', 'main')
  const plan = await planIn(lab, 'main')
  const bundles = join(temporary(), 'bundles')
  const stop = new AbortController()
  const table = join(bundles, 'main', 'bundle.json')
  const watch = setInterval(() => {
    if (existsSync(table)) stop.abort(new Error('the job was cancelled'))
  }, 20)
  await expect(train(lab, plan, { bundles, signal: stop.signal })).rejects.toThrow(/cancelled/)
  clearInterval(watch)
  const bundle = await readBundle(join(bundles, 'main'))
  expect(bundle?.gathered.evidence.map(({ side, purpose }) => [side, purpose])).toEqual([
    ['head', 'judge'],
  ])
  expect(bundle?.spent.runs).toBe(1)
  const digest = bundle?.plan ?? ''
  expect(await verdict(lab, { plan, file: '', digest, bundles })).toMatchObject({
    verdict: 'incomparable',
    reasons: [{ kind: 'evidence-lost' }],
    green: false,
  })
  lab.remove()
})

describe('the step', () => {
  test.each(['GITHUB_WORKSPACE', 'REPRISE_PLAN', 'REPRISE_PLAN_DIGEST', 'REPRISE_BUNDLES'])(
    'without %s is in no job',
    async (name) => {
      const env = {
        GITHUB_WORKSPACE: '/nowhere',
        REPRISE_PLAN: '/nowhere',
        REPRISE_PLAN_DIGEST: 'x',
        REPRISE_BUNDLES: '/nowhere',
      }
      const step = retrainStage({
        env: { ...env, [name]: '' },
        signal: new AbortController().signal,
        log: () => {},
      })
      await expect(step).rejects.toMatchObject({
        code: 'not-in-a-job',
        message: `${name} is not set`,
      })
    },
  )

  test.each(['-1', '1.5', 'auto', '1e3', '12345678'])('refuses the seed %j', async (seed) => {
    const step = retrainStage({
      env: { REPRISE_SEED: seed },
      signal: new AbortController().signal,
      log: () => {},
    })
    await expect(step).rejects.toMatchObject({ code: 'input-invalid' })
  })
})
