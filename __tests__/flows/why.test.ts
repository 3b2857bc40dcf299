import { describe, expect, test } from '@jest/globals'
import { BROKEN, CONFIG, FASTER, TRACED, tracedLabWithBaseline, WRONG } from './traced-lab.ts'

describe('reprise why', () => {
  test('of code and a parameter that changed together it shows the one that the first difference comes from', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({ 'model.py': WRONG, 'config.json': FASTER })
    await lab.check()
    const before = lab.git('status', '--porcelain')
    const report = await lab.why()
    expect(report.until).toBe(0)
    expect(report.groups).toMatchObject([
      { name: 'config', paths: ['config.json'], result: 'elsewhere' },
      { name: 'code', paths: ['model.py'], result: 'shown', all: false },
    ])
    expect(report.explanation.cause).toMatchObject({
      candidates: [
        { factor: 'code', weight: 'shown' },
        { factor: 'config', weight: 'excluded' },
      ],
      certainty: 'firm',
    })
    expect(lab.git('status', '--porcelain')).toBe(before)
    expect(lab.git('for-each-ref', '--format=%(refname)').trim()).toBe('refs/heads/main')
    const looks = (await lab.records()).filter(({ run }) => run.window !== undefined)
    expect(looks).toHaveLength(2)
    expect(looks.every(({ run }) => run.window?.to === 0)).toBe(true)
    lab.remove()
  })

  test('a schedule that changed in the middle is shown by the hyper-parameter in force', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({
      'config.json': JSON.stringify({ ...CONFIG, later: 0.002 }),
      'train.py': `${TRACED['train.py']}# a comment\n`,
    })
    await lab.check()
    expect((await lab.why()).groups).toMatchObject([
      { name: 'config', result: 'shown', all: true },
      { name: 'code', result: 'excluded' },
    ])
    lab.remove()
  })

  test('it begins with a run of the working tree, and needs a place to go back to', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({ 'model.py': WRONG })
    await expect(lab.why()).rejects.toMatchObject({
      code: 'why-nothing',
      message: expect.stringMatching(/^no run of main trained the working tree/),
    })
    lab.write({ 'train.py': BROKEN })
    await lab.check()
    await expect(lab.why()).rejects.toMatchObject({
      code: 'why-nothing',
      message: expect.stringMatching(/did not come to its end \(crashed\)/),
    })
    lab.remove()
  })

  test('where the run gives the numbers of the baseline there is nothing to explain', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({ 'train.py': `${TRACED['train.py']}# a comment\n` })
    await lab.check()
    await expect(lab.why()).rejects.toMatchObject({
      code: 'why-nothing',
      message: expect.stringMatching(/gave the numbers of the baseline$/),
    })
    lab.remove()
  })
})
