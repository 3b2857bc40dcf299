import { describe, expect, test } from '@jest/globals'
import {
  CONFIG,
  FASTER,
  LATE_MODEL,
  MODEL,
  resultsOf,
  TRACED,
  tracedLabWithBaseline,
  WRONG,
  type TracedLab,
} from './traced-lab.ts'

describe('reprise why', () => {
  test('between two steps in full the looks that check made tell the tensor', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({ 'model.py': LATE_MODEL, 'data.csv': `${TRACED['data.csv']}` })
    lab.write({ 'config.json': JSON.stringify({ ...CONFIG, later: 0.002 }) })
    await lab.check()
    const report = await lab.why()
    expect(report.explanation.divergence).toMatchObject({ step: 11, rung: 'forward' })
    expect(report.groups.map(({ name, result }) => [name, result])).toEqual([
      ['config', 'elsewhere'],
      ['code', 'shown'],
    ])
    lab.remove()
  })

  test('a row of data, a command and code: each by itself', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({
      'data.csv': TRACED['data.csv'].replaceAll('.5', '.25'),
      'model.py': WRONG,
      'reprise.yml': TRACED['reprise.yml'].replace('train.py', '-B train.py'),
    })
    await lab.check()
    expect(await resultsOf(lab)).toEqual({ settings: 'excluded', data: 'shown', code: 'elsewhere' })
    lab.remove()
  })

  test('without traces whole runs are compared', async () => {
    const lab = await tracedLabWithBaseline({ 'trace.py': QUIET_TRACE })
    lab.write({
      'model.py': WRONG,
      'train.py': `${TRACED['train.py']}# a comment\n`,
      'config.json': `${TRACED['config.json']}\n`,
    })
    await lab.check()
    const report = await lab.why()
    expect(report.until).toBeUndefined()
    expect(Object.fromEntries(report.groups.map(({ name, result }) => [name, result]))).toEqual({
      code: 'not-run',
    })
    lab.write({
      'config.json': JSON.stringify({ ...CONFIG, rate: 0.002 }),
      'model.py': `${MODEL}# same\n`,
    })
    await lab.check()
    expect(await resultsOf(lab)).toEqual({ config: 'shown', code: 'excluded' })
    lab.remove()
  })

  test('where the machine is another the base is trained on it as it is, too', async () => {
    await onOtherThreads({}, async (lab) => {
      lab.write({ 'model.py': WRONG })
      await lab.check()
      expect(await resultsOf(lab)).toEqual({ machine: 'excluded', code: 'shown' })
    })
  })

  test('what the machine changes after the first difference is put on no group', async () => {
    const threads = TRACED['train.py'].replace(
      'weight -= rate',
      'import os; weight -= int(os.environ["OMP_NUM_THREADS"]) * rate',
    )
    await onOtherThreads({ 'train.py': threads }, async (lab) => {
      lab.write({
        'data.csv': TRACED['data.csv'].replaceAll('.5', '.25'),
        'model.py': `${MODEL}# same\n`,
      })
      await lab.check()
      expect(await resultsOf(lab)).toEqual({
        machine: 'elsewhere',
        data: 'shown',
        code: 'excluded',
      })
    })
  })

  test('what git does not keep cannot be had again, and no other change is blamed for it', async () => {
    const lab = await tracedLabWithBaseline({ '.gitignore': `${TRACED['.gitignore']}data.csv\n` })
    lab.write({ 'data.csv': TRACED['data.csv'].replaceAll('.5', '.25'), 'config.json': FASTER })
    await lab.check()
    expect((await lab.why()).groups).toMatchObject([
      { name: 'machine', result: 'shown' },
      { name: 'data', result: 'untestable', why: expect.stringContaining('not kept by git') },
      { name: 'config', result: 'not-run', why: expect.stringContaining('already') },
    ])
    lab.remove()
  })

  test('--list trains nothing, and the budget is kept', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({ 'model.py': WRONG, 'config.json': FASTER })
    await lab.check()
    const known = (await lab.records()).length
    const listed = await lab.why({ list: true })
    expect(listed).toMatchObject({ listed: true, cost: { runs: 0, seconds: 0 } })
    expect(listed.groups.map(({ result }) => result)).toEqual(['not-run', 'not-run'])
    expect((await lab.records()).length).toBe(known)
    const some = await lab.why({ runs: 1 })
    expect(some.groups).toMatchObject([
      { name: 'config', result: 'elsewhere' },
      { name: 'code', result: 'not-run', why: 'budget' },
    ])
    lab.remove()
  })

  test('a group that does not even run by itself is told as such', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({
      'model.py':
        'import json\nRATE = json.load(open("config.json"))["scale"]\ndef forward(weight, x, step):\n    return weight * x * RATE\n',
      'config.json': JSON.stringify({ ...CONFIG, scale: 1.5 }),
    })
    await lab.check()
    expect(await resultsOf(lab)).toEqual({ config: 'excluded', code: 'failed' })
    lab.remove()
  })

  test('a group that stops after the place of the first difference is not said to change nothing', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({
      'data.csv': TRACED['data.csv'].replaceAll('.5', '.25'),
      'model.py':
        'import json\ndef forward(weight, x, step):\n    return weight * x * json.load(open("config.json"))["scale"]\n',
      'config.json': JSON.stringify({ ...CONFIG, scale: 1.5 }),
    })
    await lab.check()
    expect((await lab.why()).groups).toMatchObject([
      { name: 'data', result: 'shown' },
      { name: 'config', result: 'excluded' },
      { name: 'code', result: 'failed', why: 'crashed' },
    ])
    lab.remove()
  })

  test('where the training does not repeat itself nothing is blamed', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({
      'model.py':
        'import os\ndef forward(weight, x, step):\n    return weight * x + os.urandom(2)[0] * 1e-6\n',
      'config.json': FASTER,
    })
    await lab.check()
    const { groups } = await lab.why()
    expect(groups.map(({ result, why }) => [result, why])).toEqual([
      ['not-run', 'nondeterministic'],
      ['not-run', 'nondeterministic'],
    ])
    lab.remove()
  })
})

const QUIET_TRACE =
  'class Trace:\n    def __getattr__(self, name):\n        return lambda *a, **k: None\n'

/** A baseline that was made with another number of threads than what follows. */
async function onOtherThreads(
  files: Readonly<Record<string, string>>,
  then: (lab: TracedLab) => Promise<void>,
): Promise<void> {
  const threads = process.env['OMP_NUM_THREADS']
  process.env['OMP_NUM_THREADS'] = '1'
  const lab = await tracedLabWithBaseline(files)
  try {
    process.env['OMP_NUM_THREADS'] = '2'
    await then(lab)
  } finally {
    if (threads === undefined) delete process.env['OMP_NUM_THREADS']
    else process.env['OMP_NUM_THREADS'] = threads
    lab.remove()
  }
}
