import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  beginRetrain,
  bundleDigest,
  endRetrain,
  ownBundles,
} from '../../../src/flows/job/hand-over.ts'
import { writePlan } from '../../../src/flows/job/plan.ts'
import { temporary } from './job.ts'

/** A folder of two bundles, as far as their digest looks at them. */
function two(): { folder: string; digest: string } {
  const folder = temporary()
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'bundle.json'), `{"model": "${name}"}`)
  }
  return { folder, digest: bundleDigest(folder) }
}

describe('the bundles that this job’s own steps left', () => {
  test('are those that were handed over', () => {
    const { folder, digest } = two()
    expect(ownBundles(folder, digest)).toEqual([
      { model: 'a', folder: join(folder, 'a') },
      { model: 'b', folder: join(folder, 'b') },
    ])
    expect(ownBundles('', '')).toEqual([])
  })

  test.each<[string, (folder: string) => void]>([
    ['edited', (folder) => appendFileSync(join(folder, 'a', 'bundle.json'), ' ')],
    ['renamed', (folder) => renameSync(join(folder, 'a'), join(folder, 'c'))],
    ['removed', (folder) => rmSync(join(folder, 'b'), { recursive: true })],
    [
      'added',
      (folder) => (
        mkdirSync(join(folder, 'c')),
        writeFileSync(join(folder, 'c', 'bundle.json'), '{}')
      ),
    ],
    [
      'changed places',
      (folder) => (
        renameSync(join(folder, 'a'), join(folder, 'x')),
        renameSync(join(folder, 'b'), join(folder, 'a')),
        renameSync(join(folder, 'x'), join(folder, 'b'))
      ),
    ],
    [
      'replaced by a link',
      (folder) => (
        rmSync(join(folder, 'a', 'bundle.json')),
        symlinkSync('/etc/passwd', join(folder, 'a', 'bundle.json'))
      ),
    ],
    [
      'replaced by a pipe',
      (folder) => (
        rmSync(join(folder, 'a', 'bundle.json')),
        execFileSync('mkfifo', [join(folder, 'a', 'bundle.json')])
      ),
    ],
    [
      'replaced by a folder',
      (folder) => (
        rmSync(join(folder, 'a', 'bundle.json')),
        mkdirSync(join(folder, 'a', 'bundle.json'))
      ),
    ],
  ])('are refused where one was %s', (_name, change) => {
    const { folder, digest } = two()
    change(folder)
    expect(() => ownBundles(folder, digest)).toThrow(
      expect.objectContaining({
        code: 'bundle-changed',
        message: expect.stringMatching(/are not those that retrain handed over/),
      }),
    )
  })
})

test('the first step of retrain takes no other plan, and leaves no bundle of an earlier job', async () => {
  const temp = temporary()
  const plan = join(temp, 'plan.json')
  const digest = writePlan(plan, { task: { do: 'judge' }, models: [], digestCaches: [] } as never)
  const options = {
    env: { RUNNER_TEMP: temp },
    config: 'reprise.yml',
    handOver: 'file',
    node: '/node',
  } as const
  const { outputs } = await beginRetrain({ ...options, plan, digest })
  expect(outputs).toMatchObject({ node: '/node', plan, 'plan-digest': digest })
  const { bundles = '' } = outputs
  mkdirSync(join(bundles, 'main'), { recursive: true })
  await beginRetrain({ ...options, plan, digest })
  expect(ownBundles(bundles, bundleDigest(bundles))).toEqual([])
  await expect(beginRetrain({ ...options, plan, digest: '' })).rejects.toMatchObject({
    code: 'plan-changed',
  })
  await expect(beginRetrain({ ...options, plan: '', digest })).rejects.toMatchObject({
    code: 'plan-absent',
  })
})

test('the last step tells the digest of what was trained', async () => {
  const { folder, digest } = two()
  const said = await endRetrain({
    env: {},
    config: 'reprise.yml',
    bundles: folder,
    digests: '',
    seed: '',
    handOver: 'file',
  })
  expect(said).toEqual({ outputs: { bundles: folder, 'bundle-digest': digest }, log: '' })
})
