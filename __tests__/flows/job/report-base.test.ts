import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { FILES, makeLab } from '../lab.ts'
import { folderLedger } from '../../../src/ledger/folder.ts'
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

const folderOf = ({ bundles }: Trained): string => join(bundles, 'main')

describe('beside the base commit', () => {
  test('a base that cannot even be started is no reason for a known model to stand on itself', async () => {
    const known = makeLab({
      ...FILES,
      'reprise.yml': `${FILES['reprise.yml']}setup: test ! -e broken\n`,
      broken: '',
    })
    known.git('checkout', '-q', '-b', 'change')
    known.git('rm', '-q', 'broken')
    known.commit()
    const trained = await train(known, await planIn(known, 'main'))
    const [report, checked] = [await judge(known, trained), await known.check({ base: 'main' })]
    known.remove()
    for (const { models, green } of [report, checked]) {
      expect(green).toBe(false)
      expect(models[0]?.verdict).toMatchObject({
        verdict: 'incomparable',
        reasons: [{ kind: 'no-baseline', why: 'base-failed' }],
      })
    }
  })

  test('nor may a bundle say so of a base that trains', async () => {
    const fresh = makeLab()
    fresh.git('checkout', '-q', '-b', 'change')
    fresh.write({ 'config.json': '{"seed": 8}\n' })
    fresh.commit()
    const trained = await train(fresh, await planIn(fresh, 'main'))
    expect(await verdict(fresh, trained)).toMatchObject({ verdict: 'changed', basis: 'a/b' })
    const folder = folderOf(trained)
    const repeat = { side: 'head', purpose: 'repeat' }
    editTable(folder, ({ evidence, ...table }) => ({
      ...table,
      obstacles: { base: { what: 'setup failed', hint: '', said: [] } },
      evidence: evidence
        .filter(({ side }) => side === 'head')
        .map((run, at) => (at === 0 ? run : { ...run, ...repeat })),
    }))
    expect(await verdict(fresh, trained)).toMatchObject({
      verdict: 'incomparable',
      reasons: [{ kind: 'no-baseline', why: 'base-failed' }],
      green: false,
    })
    fresh.remove()
  })

  test('a base’s run without a commit, or of another', async () => {
    const fresh = makeLab()
    fresh.git('checkout', '-q', '-b', 'change')
    fresh.commit()
    const trained = await train(fresh, await planIn(fresh, 'main'))
    expect(await verdict(fresh, trained)).toMatchObject({ verdict: 'identical', basis: 'a/b' })
    for (const edit of [{ dirty: true }, { dirty: false, commit: '5'.repeat(40) }]) {
      const spoilt = copyOf(trained)
      await editRecord(
        folderOf(spoilt),
        ({ code: { manifest } }) => ({ code: { manifest, ...edit } }),
        1,
      )
      expect(await verdict(fresh, spoilt)).toMatchObject({
        verdict: 'invalid',
        reasons: [{ why: expect.stringMatching(/the base trained another commit/) }],
        green: false,
      })
    }
    expect(await folderLedger(folderOf(trained)).ids()).toHaveLength(2)
    fresh.remove()
  })
})
