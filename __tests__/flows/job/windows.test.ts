import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { bringBaselines } from '../../../src/flows/job/baselines.ts'
import { readBundle } from '../../../src/flows/job/bundle.ts'
import { besidePlan } from '../../../src/flows/job/plan.ts'
import { localise } from '../../../src/flows/localise.ts'
import { fixKey } from '../../../src/flows/planning.ts'
import { findPlace } from '../../../src/flows/project.ts'
import { overlayLedger } from '../../../src/ledger/overlay.ts'
import { CONFIG, LATE_MODEL, tracedLabWithBaseline, type TracedLab } from '../traced-lab.ts'
import {
  copyOf,
  editRecord,
  editTable,
  judge,
  planIn,
  temporary,
  train,
  type Trained,
} from './job.ts'

describe('a difference between two steps that were traced in full', () => {
  let lab: TracedLab
  let trained: Trained
  beforeAll(async () => {
    lab = await tracedLabWithBaseline()
    lab.git('checkout', '-q', '-b', 'change')
    lab.write({ 'model.py': LATE_MODEL })
    lab.commit('Another layer')
    const plan = await planIn(lab, 'main')
    const file = join(temporary(), 'plan.json')
    const { ledger } = await findPlace(lab.root, undefined)
    // As *prepare* does: the machine that trains asks no ledger.
    await bringBaselines(overlayLedger(besidePlan(file), [ledger]), plan.models)
    trained = await train(lab, plan, { file })
  })
  afterAll(() => lab.remove())

  const bundle = async (one: Trained) => readBundle(join(one.bundles, 'main'))

  test('has both sides trained up to there by the machine that trains, and handed over', async () => {
    const { gathered, cost } = (await bundle(trained)) ?? {}
    expect(gathered?.evidence.map(({ side, purpose }) => `${side} ${purpose}`)).toEqual([
      'head judge',
      'head repeat',
      'base window',
      'head window',
    ])
    expect(gathered?.evidence.map(({ record }) => record.run.window)).toEqual([
      undefined,
      undefined,
      { from: 11, to: 11 },
      { from: 11, to: 11 },
    ])
    expect(cost?.runs).toBe(2)
  })

  test('is named by who reports, with its tensor, and judged without those runs', async () => {
    const { models } = await judge(lab, trained)
    expect(models[0]?.verdict.verdict).toBe('changed')
    expect(models[0]?.run?.run.window).toBeUndefined()
    expect(models[0]?.explanation?.divergence).toMatchObject({
      state: 'found',
      step: 11,
      tensor: { name: 'net', part: 'out' },
      window: { from: 11, to: 11 },
    })
  })

  test('a later job of the same change makes none of the runs again', async () => {
    const { gathered, spent, ledger } = (await bundle(trained)) ?? {}
    if (gathered === undefined || spent === undefined || ledger === undefined) throw new Error()
    const file = join(temporary(), 'plan.json')
    const place = await findPlace(lab.root, undefined)
    const beside = overlayLedger(besidePlan(file), [ledger, place.ledger])
    const plan = await planIn(lab, 'main', { job: { earlier: gathered.evidence, spent } })
    await bringBaselines(beside, plan.models)
    for (const { record } of gathered.evidence) {
      const attachments = new Map()
      for (const { digest } of record.attachments) {
        const found = await ledger.attachment(digest)
        if (found.state === 'found') attachments.set(digest, found.value)
      }
      await besidePlan(file).append(record, attachments)
    }
    const again = await train(lab, plan, { file })
    expect((await bundle(again))?.cost).toMatchObject({ runs: 0, seconds: 0 })
    expect((await bundle(again))?.reused).toHaveLength(4)
  })

  test.each([
    ['stands for a run that is judged', 2, 'head', 'retry'],
    ['was not stopped', 1, 'head', 'window'],
  ])('a look that %s makes the evidence invalid', async (_, at, side, purpose) => {
    const spoilt = copyOf(trained)
    editTable(join(spoilt.bundles, 'main'), (table) => {
      table.evidence = table.evidence.filter((one) => one.purpose !== 'window' || at === 2)
      table.evidence[at] = { ...table.evidence[at]!, side, purpose }
    })
    expect((await judge(lab, spoilt)).models[0]?.verdict.verdict).toBe('invalid')
  })

  test('a look of the base at another commit is none of the base', async () => {
    const spoilt = copyOf(trained)
    await editRecord(
      join(spoilt.bundles, 'main'),
      ({ code }) => ({ code: { ...code, commit: 'a'.repeat(40) } }),
      2,
    )
    expect((await judge(lab, spoilt)).models[0]?.verdict.verdict).toBe('invalid')
  })

  test('without minutes left there is none, and the step is told without its tensor', async () => {
    const found = await bundle(trained)
    const [job] = trained.plan.models
    if (found === undefined || job === undefined) throw new Error('nothing was handed over')
    const { plan } = fixKey(job.draft, found.machine)
    const judged = found.gathered.evidence.filter(({ purpose }) => purpose !== 'window')
    const gathered = { ...found.gathered, evidence: judged }
    const place = { ...(await findPlace(lab.root, undefined)), ledger: found.ledger }
    const known = [besidePlan(trained.file)]
    const retrain = (): never => {
      throw new Error('there is no time for this')
    }
    const asked = { place, gathered, known, among: 'base', retrain } as const
    const short = { ...plan, policy: { ...plan.policy, budget: { runs: 6, minutes: 0.001 } } }
    expect(await localise({ ...asked, plan: short })).toBe(gathered)
    await expect(localise({ ...asked, plan })).rejects.toThrow('there is no time for this')
    const spoilt = copyOf(trained)
    editTable(join(spoilt.bundles, 'main'), (table) => {
      table.evidence = table.evidence.filter(({ purpose }) => purpose !== 'window')
    })
    expect((await judge(lab, spoilt)).models[0]?.explanation?.divergence).toMatchObject({
      step: 11,
      tensor: undefined,
    })
  })
})

test('the lock holds the digest of the trace, and equal traces are proof', async () => {
  const lab = await tracedLabWithBaseline()
  expect(lab.read('reprise.lock')).toMatch(/trace: sha256:[0-9a-f]{64}/)
  lab.write({ 'config.json': JSON.stringify({ ...CONFIG, note: 'nothing' }) })
  expect((await lab.verdict()).verdict).toMatchObject({ verdict: 'identical' })
  lab.remove()
})
