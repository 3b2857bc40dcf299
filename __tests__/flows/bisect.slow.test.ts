import { describe, expect, test } from '@jest/globals'
import { BROKEN, headOf, history, LATE_MODEL, makeTracedLab, MODEL, TRACED } from './traced-lab.ts'

describe('reprise bisect', () => {
  test('commits that cannot be trained are skipped, and one of several is the answer', async () => {
    const lab = makeTracedLab()
    const good = headOf(lab)
    const ids = history(lab, [
      { 'notes.txt': 'one' },
      { 'train.py': BROKEN },
      { 'model.py': LATE_MODEL },
      { 'train.py': TRACED['train.py'] },
    ])
    const report = await lab.bisect(good, 'HEAD')
    expect(report.result).toBe('one-of')
    expect(report.suspects.map(({ commit }) => commit)).toEqual([ids[1], ids[2], ids[3]])
    expect(report.tried.filter(({ outcome }) => outcome === 'skipped')).toMatchObject([
      { why: 'the training crashed' },
      { why: 'the training crashed' },
    ])
    lab.remove()
  })

  test('stopped in the middle, it goes on where it was', async () => {
    const lab = makeTracedLab()
    const good = headOf(lab)
    history(lab, [{ 'a.txt': '1' }, { 'a.txt': '2' }, { 'model.py': LATE_MODEL }, { 'a.txt': '3' }])
    const stop = new AbortController()
    let trainings = 0
    const onProgress = ({ phase }: { phase: string }): void => {
      if (phase === 'copying') trainings += 1
      if (trainings > 6) stop.abort()
    }
    await expect(
      lab.bisect(good, 'HEAD', { signal: stop.signal, onProgress }),
    ).rejects.toBeDefined()
    const known = (await lab.records()).length
    expect(known).toBeGreaterThan(0)
    const report = await lab.bisect(good, 'HEAD')
    expect(report.suspects).toMatchObject([{ subject: 'Commit 3' }])
    expect(report.cost.runs).toBe((await lab.records()).length - known)
    const again = await lab.bisect(good, 'HEAD')
    expect(again.cost.runs).toBe(0)
    expect(again.suspects).toEqual(report.suspects)
    expect((await lab.bisect(good, 'HEAD', { reset: true })).cost.runs).toBeGreaterThan(0)
    lab.remove()
  })

  test('a revert is good again, and trained once', async () => {
    const lab = makeTracedLab()
    const good = headOf(lab)
    history(lab, [{ 'model.py': LATE_MODEL }, { 'model.py': MODEL }])
    expect(await lab.bisect(good, 'HEAD')).toMatchObject({ result: 'same', suspects: [] })
    lab.remove()
  })

  test('without a tolerance any difference counts, but only of a training that has none by itself', async () => {
    const yml = TRACED['reprise.yml'].replace('{within: 1e-9}', '{better: lower}')
    const lab = makeTracedLab({ 'reprise.yml': yml })
    const good = headOf(lab)
    history(lab, [{ 'notes.txt': 'one' }, { 'model.py': LATE_MODEL }])
    expect(await lab.bisect(good, 'HEAD')).toMatchObject({
      result: 'found',
      suspects: [{ subject: 'Commit 2' }],
    })
    lab.remove()
    const chance = makeTracedLab({
      'reprise.yml': yml,
      'model.py':
        'import os\ndef forward(weight, x, step):\n    return weight * x + os.urandom(2)[0] * 1e-6\n',
    })
    const start = headOf(chance)
    history(chance, [{ 'notes.txt': 'one' }])
    await expect(chance.bisect(start, 'HEAD')).rejects.toMatchObject({
      code: 'bisect-no-tolerance',
    })
    chance.remove()
  })
})
