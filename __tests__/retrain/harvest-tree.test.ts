import { spawnSync } from 'node:child_process'
import { renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from '@jest/globals'
import { removeTree } from '../../src/retrain/folders.ts'
import { cleanUp, retrained } from './harvested.ts'
import { deepen } from './repository.ts'

afterAll(cleanUp)

const METRIC = 'import os\nopen("metrics.json", "w").write(\'{"loss": 1.5}\')\n'

describe('a tree that cannot be looked at', () => {
  test('because its paths are too long is a finding, and the rest is read', async () => {
    const { record, of, copy } = await retrained({
      files: { 'train.py': METRIC },
      spoil: ({ copy: tree }) => deepen(tree),
    })
    await removeTree(join(copy, 'd'.repeat(250)))
    expect(of('source-unreadable')).toMatchObject([
      { path: expect.stringMatching(/^d+/), why: expect.stringContaining('ENAMETOOLONG') },
    ])
    expect(record.series).toMatchObject([{ name: 'loss', final: 1.5 }])
  })

  test('because it is gone, or a link in its place, is a finding', async () => {
    const gone = await retrained({
      files: { 'train.py': METRIC },
      spoil: ({ copy }) => rmSync(copy, { recursive: true }),
    })
    expect(gone.of('source-unreadable')).toMatchObject([
      { path: '.', why: expect.stringContaining('ENOENT') },
    ])
    const linked = await retrained({
      files: { 'train.py': METRIC },
      spoil: ({ copy, base }) => {
        renameSync(copy, join(base, 'moved'))
        symlinkSync(join(base, 'moved'), copy)
      },
    })
    expect(linked.of('source-unreadable')).toMatchObject([
      { path: '.', why: expect.stringContaining('something else') },
    ])
    expect(linked.record.series).toEqual([])
  })

  test('because the run closed its folders is opened again, also for an ordinary user', () => {
    const train = [
      'import os',
      'os.mkdir("r"); open("r/metrics.json", "w").write(\'{"loss": 1.5}\'); os.chmod("r", 0o400)',
      'os.mkdir("s"); open("s/metrics.json", "w").write(\'{"accuracy": 0.5}\'); os.chmod("s", 0)',
    ].join('\n')
    const here = JSON.stringify(join(import.meta.dirname, 'harvested.ts'))
    const program = `
      import { chmodSync } from 'node:fs'
      import { cleanUp, retrained } from ${here}
      const { record, copy } = await retrained({ files: { 'train.py': ${JSON.stringify(train)} } })
      console.log(JSON.stringify(record.series.map(({ name }) => name)))
      cleanUp()`
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program]
    const ran = spawnSync(process.execPath, options, { ...nobody, cwd: '/', encoding: 'utf8' })
    expect([ran.stdout, ran.stderr]).toEqual(['["accuracy","loss"]\n', ''])
  })
})

describe('weights of a size that costs nothing to write', () => {
  const files = { 'train.py': METRIC }
  const model = { weights: ['model.bin'] }
  const spoil =
    (bytes: number) =>
    ({ copy }: { copy: string }): void => {
      writeFileSync(join(copy, 'model.bin'), '')
      truncateSync(join(copy, 'model.bin'), bytes)
    }

  test('are not digested beyond a limit, which is told', async () => {
    const { record, of } = await retrained({ files, model, spoil: spoil(2 ** 40) })
    expect(record.weights).toBeUndefined()
    expect(of('source-unreadable')).toMatchObject([
      { path: 'model.bin', why: expect.stringContaining('1099511627776 bytes') },
    ])
  })

  test('can be interrupted while they are digested', async () => {
    const controller = new AbortController()
    const attempt = retrained({
      files,
      model,
      spoil: (folders) => {
        spoil(60 * 2 ** 30)(folders)
        void sleep(300).then(() => controller.abort(new Error('Ctrl-C')))
      },
      context: { signal: controller.signal },
    })
    await expect(attempt).rejects.toThrow('Ctrl-C')
  })
})
