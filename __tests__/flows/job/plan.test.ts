import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import {
  besidePlan,
  earlierFolder,
  planFolder,
  planOf,
  readPlan,
  writePlan,
} from '../../../src/flows/job/plan.ts'
import type { ModelJob } from '../../../src/flows/job/plan.ts'
import type { Planned } from '../../../src/flows/planning.ts'
import { folderLedger } from '../../../src/ledger/folder.ts'
import { next } from '../../../src/plan/next.ts'
import { absent, caseOf, policy, runOf, tolerant } from '../../compare/case.ts'
import { makeLab } from '../lab.ts'
import { planIn, temporary } from './job.ts'

test('what is written is what is read', async () => {
  const lab = makeLab()
  lab.git('checkout', '-q', '-b', 'change')
  lab.commit()
  const plan = await planIn(lab, 'main')
  lab.remove()
  const file = join(planFolder(temporary()), 'plan.json')
  expect(readPlan(file, writePlan(file, plan))).toEqual(plan)
})

describe('a plan that is not the one that prepare wrote', () => {
  const file = join(temporary(), 'plan.json')
  const digest = writePlan(file, { task: { do: 'judge' }, models: [] } as never)
  const whole = readFileSync(file)

  test('has another byte', () => {
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ by
        writeFileSync(file, bytes)
        expect(() => readPlan(file, digest)).toThrow(
          expect.objectContaining({ code: 'plan-changed' }),
        )
      }),
    )
  })

  test('is longer, or goes by no digest', () => {
    writeFileSync(file, whole)
    expect(readPlan(file, digest).models).toEqual([])
    for (const wrong of ['', digest.slice('sha256:'.length), digest.toUpperCase()])
      expect(() => readPlan(file, wrong)).toThrow(/is not the plan that prepare wrote/)
    appendFileSync(file, ' ')
    expect(() => readPlan(file, digest)).toThrow(/is not the plan that prepare wrote/)
  })

  test('is not there, is no file, or is a pipe of which nobody sees the end', () => {
    const folder = temporary()
    mkdirSync(join(folder, 'folder'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    for (const name of ['nothing', 'folder', 'pipe', 'nothing/below'])
      expect(() => readPlan(join(folder, name), digest)).toThrow(
        expect.objectContaining({
          code: 'plan-absent',
          message: expect.stringMatching(/^the plan cannot be read: /),
        }),
      )
  })
})

test('the runs of earlier jobs lie beside the plan, wherever it was brought', async () => {
  const stage = temporary()
  const record = { ...runOf() }
  const ledger = folderLedger(earlierFolder(stage))
  mkdirSync(join(earlierFolder(stage), 'records'), { recursive: true })
  writeFileSync(
    join(earlierFolder(stage), 'records', `${record.id.slice('sha256:'.length)}.json`),
    JSON.stringify(record),
  )
  expect((await ledger.record(record.id)).state).toBe('found')
  expect((await besidePlan(join(planFolder(stage), 'plan.json')).record(record.id)).state).toBe(
    'found',
  )
  expect(dirname(earlierFolder(stage))).toBe(planFolder(stage))
})

describe('what a pull request has spent', () => {
  const { key } = caseOf(tolerant, absent, [])
  const planned = (runs: number, minutes = 120): Planned =>
    ({
      plan: {
        model: tolerant,
        policy: { ...policy, budget: { runs, minutes } },
        key,
        baseline: absent,
        base: undefined,
      },
    }) as Planned
  const before = runOf({ seconds: 600 })
  const evidence = [{ side: 'head', purpose: 'judge', record: before } as const]
  const job = (spent: ModelJob['spent'], earlier: ModelJob['earlier'] = []): ModelJob =>
    ({ spent, earlier }) as ModelJob

  test('counts against the budget', () => {
    const plan = planOf(job({ runs: 7, minutes: 70 }), planned(8))
    expect(next(plan, [])).toMatchObject({ do: 'run' })
    expect(next(planOf(job({ runs: 8, minutes: 80 }), planned(8)), [])).toMatchObject({
      do: 'stop',
      verdict: { verdict: 'inconclusive', reasons: [{ kind: 'budget-spent' }] },
    })
    expect(next(planOf(job({ runs: 1, minutes: 120 }), planned(8)), []).do).toBe('stop')
  })

  test('a run that stands in for another is not paid twice', () => {
    // Seven runs were paid, this one among them; with it counted again the eighth would not be had.
    const again = planOf(job({ runs: 7, minutes: 70 }, evidence), planned(8))
    expect(next(again, evidence)).toMatchObject({ do: 'run', purpose: 'repeat' })
    const anew = planOf(job({ runs: 7, minutes: 70 }), planned(8))
    expect(next(anew, evidence).do).toBe('stop')
  })

  test('as many minutes as the longest run are set aside, also where that one was had for nothing', () => {
    const spent = { runs: 1, minutes: 10 }
    expect(next(planOf(job(spent, evidence), planned(8, 20)), evidence).do).toBe('run')
    expect(next(planOf(job(spent, evidence), planned(8, 19)), evidence).do).toBe('stop')
  })
})
