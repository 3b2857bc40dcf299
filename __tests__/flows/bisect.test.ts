import { describe, expect, test } from '@jest/globals'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BROKEN, CONFIG, headOf, history, LATE_MODEL, makeTracedLab, TRACED } from './traced-lab.ts'

describe('reprise bisect', () => {
  test('the first commit that trains otherwise, with where and why; what cannot matter is not trained', async () => {
    const lab = makeTracedLab()
    const good = headOf(lab)
    const ids = history(lab, [
      { 'README.md': 'words' },
      { 'reprise.yml': TRACED['reprise.yml'].replace('1e-9', '1e-8') },
      { 'train.py': `${TRACED['train.py']}# a comment\n` },
      { 'model.py': LATE_MODEL },
      { 'config.json': JSON.stringify({ ...CONFIG, note: 'nothing' }) },
      { 'train.py': `${TRACED['train.py']}# another\n` },
    ])
    const before = lab.git('status', '--porcelain')
    const report = await lab.bisect(good, 'HEAD')
    expect(report).toMatchObject({
      result: 'found',
      suspects: [{ commit: ids[3], subject: 'Commit 4' }],
      commits: 6,
    })
    expect(report.explanation?.divergence).toMatchObject({ state: 'found', step: 11 })
    expect(report.explanation?.factors[0]?.changes).toMatchObject([{ path: 'model.py' }])
    expect(lab.git('status', '--porcelain')).toBe(before)
    expect(headOf(lab)).toBe(ids[5])
    // README.md is a file of the tree, so that commit is a stretch of its own; that of reprise.yml is not.
    expect(report.stretches).toBe(6)
    lab.remove()
  })

  test('what is ignored or only judges is one training with its neighbour', async () => {
    const lab = makeTracedLab({ 'reprise.yml': `${TRACED['reprise.yml']}ignore: ["*.md"]\n` })
    const good = headOf(lab)
    const ids = history(lab, [
      { 'README.md': 'one' },
      { 'README.md': 'two' },
      { 'config.json': JSON.stringify({ ...CONFIG, rate: 0.002 }) },
      { 'README.md': 'three' },
    ])
    const report = await lab.bisect(good, 'main')
    expect(report).toMatchObject({ result: 'found', stretches: 2, cost: { runs: 2 } })
    expect(report.suspects.map(({ commit }) => commit)).toEqual([ids[2]])
    lab.remove()
  })

  test('what cannot be searched is said at once', async () => {
    const lab = makeTracedLab()
    const good = headOf(lab)
    const [young = ''] = history(lab, [{ 'train.py': BROKEN }])
    const refused = (from: string, to: string): Promise<void> =>
      expect(lab.bisect(from, to)).rejects.toMatchObject({
        code: expect.stringMatching(/^bisect-|unknown-commit/),
      })
    await refused(young, good)
    await refused(good, good)
    await refused(good, 'nothing')
    await refused(good, young)
    writeFileSync(join(lab.root, '.reprise', 'bisect.json'), '{"schema": "other"}')
    await expect(lab.bisect(good, young)).rejects.toMatchObject({ code: 'bisect-state' })
    await expect(lab.bisect(good, young, { reset: true })).rejects.toMatchObject({
      code: 'bisect-bad',
    })
    expect(existsSync(join(lab.root, '.reprise', 'bisect.json'))).toBe(true)
    lab.remove()
  })
})
