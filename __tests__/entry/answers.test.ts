import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import {
  FASTER,
  headOf,
  history,
  LATE_MODEL,
  makeTracedLab,
  tracedLabWithBaseline,
  WRONG,
  type TracedLab,
} from '../flows/traced-lab.ts'

/** The committed bundle, as a user starts it. */
const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js')

function reprise(
  { root }: TracedLab,
  ...args: string[]
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr }
}

describe('run', () => {
  let lab: TracedLab
  beforeAll(() => {
    lab = makeTracedLab()
  })
  afterAll(() => lab.remove())
  const run = (...args: string[]): unknown =>
    JSON.parse(reprise(lab, 'run', '--json', ...args).out) as unknown

  test('--seed and --trace stand in the record', () => {
    expect(run()).toMatchObject({ config: { seed: { index: 0 } }, traced: { steps: 24 } })
    expect(run('--seed', '2')).toMatchObject({ config: { seed: { index: 2 } } })
    expect(run('--trace', 'off')).not.toHaveProperty('traced')
  })

  test.each([
    { args: ['--seed', '-1'], says: /whole number/ },
    { args: ['--trace', 'some'], says: /standard, rolling, dense, off/ },
    { args: ['--twin'], says: /no weight of main .* A twin needs PyTorch/s },
  ])('$args is a mistake', ({ args, says }) => {
    const { code, err } = reprise(lab, 'run', ...args)
    expect(err).toMatch(says)
    expect(code).toBe(2)
  })
})

describe('which change is it', () => {
  let lab: TracedLab
  let good: string
  beforeAll(async () => {
    lab = await tracedLabWithBaseline()
    good = headOf(lab)
    lab.write({ 'model.py': WRONG, 'config.json': FASTER })
  })
  afterAll(() => lab.remove())

  test('why, before and after a check', () => {
    const early = reprise(lab, 'why')
    expect(early.err).toMatch(/`reprise check` first/)
    expect(early.code).toBe(2)
    expect(reprise(lab, 'check').code).toBe(1)
    const { out, code } = reprise(lab, 'why')
    expect(out).toMatch(/^. the code \(`model\.py`\) makes the first difference by itself/)
    const text = out.replaceAll(/\s+/g, ' ')
    expect(text).toContain('Up to that step other differences come from the configuration')
    expect(text).toContain('(`config.json`): does not make the first difference, and makes others')
    expect(code).toBe(0)
  })

  test('bisect, stopped and gone on with', async () => {
    lab.git('checkout', '-q', '--', '.')
    history(lab, [{ 'notes.txt': 'one' }, { 'model.py': LATE_MODEL }, { 'notes.txt': 'two' }])
    expect(await stopped(lab, good)).toBe(130)
    const { out, code } = reprise(lab, 'bisect', good, 'HEAD')
    expect(out).toMatch(/\n[12] runs?, /)
    expect(out).toMatch(/^. found: .*Commit 2 is the first that trains otherwise/)
    expect(code).toBe(0)
    expect(reprise(lab, 'bisect', 'HEAD', good).err).toMatch(/is no ancestor of/)
  })
})

/** A search that gets Ctrl-C when both ends were trained. @returns its exit code */
function stopped({ root }: TracedLab, good: string): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const child = spawn(process.execPath, [CLI, 'bisect', good, 'HEAD'], { cwd: root })
  child.stderr.on('data', (text: Buffer) => {
    if (text.toString().includes('more at most')) child.kill('SIGINT')
  })
  child.on('close', resolve)
  return promise
}
