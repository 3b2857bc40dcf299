import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FILES, labWithBaseline, TRAIN, type Lab } from '../lab.ts'
import type { Report } from '../../../src/report/report.ts'
import {
  copyOf,
  editRecord,
  editTable,
  judge,
  planIn,
  train,
  verdict,
  type Trained,
} from './job.ts'

let lab: Lab
let honest: Trained
beforeAll(async () => {
  lab = await labWithBaseline()
  lab.git('checkout', '-q', '-b', 'change')
  lab.write({ 'notes.txt': 'hello\n' })
  lab.commit()
  honest = await train(lab, await planIn(lab, 'main'))
}, 60_000)
afterAll(() => lab.remove())

/** A verdict without what is another in each run: its id, and the folder of what a setup wrote. */
function shown({ models }: Report): unknown {
  const text = JSON.stringify({ ...models[0]?.verdict, run: undefined })
  return JSON.parse(text.replace(/reprise-setup-\w+/, ''))
}

const folderOf = ({ bundles }: Trained): string => join(bundles, 'main')

describe('the same evidence gives the same verdict as `reprise check --base` gives', () => {
  test('nothing that is computed has changed', async () => {
    const [report, checked] = [await judge(lab, honest), await lab.check({ base: 'main' })]
    expect(report.models[0]?.verdict).toMatchObject({ verdict: 'identical', basis: 'bitwise' })
    expect(shown(report)).toEqual(shown(checked))
    expect([report.green, report.exitCode]).toEqual([checked.green, checked.exitCode])
    expect(report.models[0]?.cost.runs).toBe(1)
  })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['a crash', { 'train.py': `${TRAIN}raise SystemExit(3)\n` }, 'failed'],
    ['a setup that fails', { 'reprise.yml': `${FILES['reprise.yml']}setup: exit 4\n` }, 'failed'],
    [
      'a tolerance that it widened for itself',
      {
        'reprise.yml': FILES['reprise.yml'].replace('0.001', '1000'),
        'config.json': '{"seed": 9}\n',
      },
      'changed',
    ],
  ])('%s', async (_name, files, expected) => {
    lab.git('checkout', '-q', '-b', `case-${Math.random()}`, 'change')
    lab.write(files)
    lab.commit()
    const report = await judge(lab, await train(lab, await planIn(lab, 'main')))
    const checked = await lab.check({ base: 'main' })
    lab.git('checkout', '-q', 'change')
    expect(report.models[0]?.verdict.verdict).toBe(expected)
    expect(shown(report)).toEqual(shown(checked))
    expect([report.green, report.exitCode]).toEqual([false, checked.exitCode])
    expect(report.models[0]?.settings).toEqual(checked.models[0]?.settings)
  })
})

describe('what cannot be the evidence of this plan is not judged', () => {
  test('no bundle: lost', async () => {
    const nothing = copyOf(honest)
    rmSync(folderOf(nothing), { recursive: true })
    expect(await verdict(lab, nothing)).toMatchObject({
      verdict: 'incomparable',
      reasons: [{ kind: 'evidence-lost', why: expect.stringMatching(/handed nothing over/) }],
      green: false,
      exitCode: 3,
    })
  })

  test('a folder without a table of contents: lost', async () => {
    const halfway = copyOf(honest)
    rmSync(join(folderOf(halfway), 'bundle.json'))
    expect((await verdict(lab, halfway)).reasons[0]?.kind).toBe('evidence-lost')
  })

  test('evidence that ends before it decides: lost', async () => {
    const short = copyOf(honest)
    editTable(folderOf(short), (table) => ({ ...table, evidence: [] }))
    expect(await verdict(lab, short)).toMatchObject({
      verdict: 'incomparable',
      reasons: [{ kind: 'evidence-lost', why: expect.stringMatching(/before the evidence decid/) }],
      green: false,
    })
  })

  test('two bundles of one model', async () => {
    const two = copyOf(honest)
    cpSync(folderOf(two), join(two.bundles, 'main-seed-1'), { recursive: true })
    expect(await verdict(lab, two)).toMatchObject({
      verdict: 'invalid',
      reasons: [{ why: expect.stringMatching(/more than one job/) }],
      exitCode: 3,
    })
  })

  test('one that cannot be read beside one that can', async () => {
    const two = copyOf(honest)
    cpSync(folderOf(two), join(two.bundles, 'main-seed-1'), { recursive: true })
    editTable(folderOf(two), () => ({ schema: 'reprise/bundle/v2' }))
    expect((await verdict(lab, two)).verdict).toBe('invalid')
  })

  test('another plan’s', async () => {
    const other = copyOf(honest)
    editTable(folderOf(other), (table) => ({ ...table, plan: `sha256:${'1'.repeat(64)}` }))
    expect(await verdict(lab, other)).toMatchObject({
      verdict: 'invalid',
      reasons: [{ why: expect.stringMatching(/another plan/) }],
      green: false,
    })
  })

  test('another plan’s beside this plan’s: what was left of an earlier attempt is passed over', async () => {
    const both = copyOf(honest)
    cpSync(folderOf(both), join(both.bundles, 'main-seed-1'), { recursive: true })
    editTable(join(both.bundles, 'main-seed-1'), (table) => ({
      ...table,
      plan: `sha256:${'1'.repeat(64)}`,
    }))
    expect((await verdict(lab, both)).verdict).toBe('identical')
  })

  test('another project’s model of the same name is another model', async () => {
    const theirs = copyOf(honest)
    editTable(folderOf(theirs), (table) => ({ ...table, config: 'sub/reprise.yml' }))
    expect((await verdict(lab, theirs)).reasons[0]?.kind).toBe('evidence-lost')
  })

  test('a bundle in the folder of another model', async () => {
    const moved = copyOf(honest)
    editTable(folderOf(moved), (table) => ({ ...table, model: 'other' }))
    expect(await verdict(lab, moved)).toMatchObject({
      verdict: 'invalid',
      reasons: [{ why: expect.stringMatching(/says that it is of other/) }],
    })
  })

  test('of two runs nobody may choose the better', async () => {
    const chosen = copyOf(honest)
    const again = await editRecord(folderOf(chosen), ({ run }) => ({
      run: { ...run, segments: [{ started: '2026-01-01T00:00:00.000Z', seconds: 1 }] },
    }))
    editTable(folderOf(chosen), ({ evidence }) => {
      evidence.unshift({ side: 'head', purpose: 'judge', record: again.id })
    })
    expect((await verdict(lab, chosen)).verdict).toBe('invalid')
    await editRecord(folderOf(chosen), () => ({ parents: [again.id] }))
    expect(await verdict(lab, chosen)).toMatchObject({
      verdict: 'invalid',
      reasons: [{ why: expect.stringMatching(/two runs stand for the head/) }],
      green: false,
    })
  })

  test('a run of another commit, unless it is one that the plan knows', async () => {
    const older = copyOf(honest)
    const record = await editRecord(folderOf(older), ({ code }) => ({
      code: { ...code, commit: '4'.repeat(40) },
    }))
    expect(await verdict(lab, older)).toMatchObject({
      verdict: 'invalid',
      reasons: [{ why: expect.stringMatching(/trained another commit/) }],
    })
    const [job] = older.plan.models
    if (job === undefined) throw new Error('no model')
    const known = { ...job, earlier: [{ side: 'head', purpose: 'judge', record } as const] }
    const plan = { ...older.plan, models: [known] }
    expect((await verdict(lab, { ...older, plan })).verdict).toBe('identical')
  })

  test('a record of another model', async () => {
    const foreign = copyOf(honest)
    await editRecord(folderOf(foreign), () => ({ model: 'other' }))
    expect(await verdict(lab, foreign)).toMatchObject({ verdict: 'invalid', green: false })
  })

  test('another seed than the baseline’s', async () => {
    const other = copyOf(honest)
    await editRecord(folderOf(other), ({ config }) => ({
      config: { ...config, seed: { ...config.seed, index: 3 } },
    }))
    expect(await verdict(lab, other)).toMatchObject({ verdict: 'invalid', green: false })
  })
})

describe('a machine that the records do not fit', () => {
  const h100 = { accelerators: [{ model: 'NVIDIA H100' }] }

  test('the bundle claims another machine than its records', async () => {
    const claimed = copyOf(honest)
    editTable(folderOf(claimed), (table) => ({
      ...table,
      hardware: { ...(table['hardware'] as object), ...h100 },
    }))
    expect(await verdict(lab, claimed)).toMatchObject({ verdict: 'invalid', green: false })
  })

  test('bundle and key agree, the record’s own machine does not', async () => {
    const claimed = copyOf(honest)
    editTable(folderOf(claimed), (table) => ({
      ...table,
      hardware: { ...(table['hardware'] as object), ...h100 },
    }))
    await editRecord(folderOf(claimed), () => ({ key: { accelerator: 'nvidia-h100', count: 1 } }))
    expect(await verdict(lab, claimed)).toMatchObject({
      verdict: 'invalid',
      reasons: [{ why: expect.stringMatching(/is of main @ nvidia-h100 x1, and its machine was/) }],
      green: false,
    })
  })

  test('all agree on a machine of which no baseline is known: evidence of nothing', async () => {
    const claimed = copyOf(honest)
    editTable(folderOf(claimed), (table) => ({
      ...table,
      hardware: { ...(table['hardware'] as object), ...h100 },
    }))
    await editRecord(folderOf(claimed), ({ hardware }) => ({
      key: { accelerator: 'nvidia-h100', count: 1 },
      hardware: { ...hardware, ...h100 },
    }))
    expect((await verdict(lab, claimed)).green).toBe(false)
  })

  test.each([
    ['no key', [{ model: 'unknown' }]],
    ['a name that no key can hold', [{ model: 'x'.repeat(500) }]],
  ])('%s is a verdict, and keeps no other model from being judged', async (_name, accelerators) => {
    const claimed = copyOf(honest)
    editTable(folderOf(claimed), (table) => ({
      ...table,
      hardware: { ...(table['hardware'] as object), accelerators },
    }))
    expect(await verdict(lab, claimed)).toMatchObject({ verdict: 'invalid', green: false })
  })
})

test('records whose attachments were lost are judged all the same, and nothing is explained', async () => {
  const bare = copyOf(honest)
  rmSync(join(folderOf(bare), 'attachments'), { recursive: true })
  expect((await verdict(lab, bare)).verdict).toBe('identical')
})

test('the report names the weakest wall that any run had', async () => {
  const weak = copyOf(honest)
  await editRecord(folderOf(weak), ({ run }) => ({ run: { ...run, isolation: 2 } }))
  const { change } = await judge(lab, weak)
  expect(change?.isolation).toBe(2)
})
