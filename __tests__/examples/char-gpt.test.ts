import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWith, torchPython } from '../probe/pythons.ts'

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'char-gpt')

test('the text is the one whose source the README names', () => {
  const digest = createHash('sha256')
    .update(readFileSync(join(EXAMPLE, 'data', 'opticks.txt')))
    .digest('hex')
  expect(readFileSync(join(EXAMPLE, 'README.md'), 'utf8')).toContain(digest)
})

describeWith(torchPython(), 'examples/char-gpt', (python) => {
  let folder: string
  beforeAll(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'reprise-char-gpt-')), 'char-gpt')
    cpSync(EXAMPLE, folder, { recursive: true })
    const config = JSON.parse(readFileSync(join(folder, 'configs', 'mini.json'), 'utf8')) as object
    const short = { ...config, layers: 2, width: 64, steps: 6, warmup_steps: 2, log_every: 2 }
    writeFileSync(join(folder, 'configs', 'short.json'), JSON.stringify(short))
  })
  afterAll(() => rmSync(join(folder, '..'), { recursive: true }))

  test('learns, measures itself, and gives the same bits each time', () => {
    const first = learn()
    expect(first.rows.map(({ step }) => step)).toEqual([2, 4, 6, 6])
    const losses = first.rows.map(({ train_loss, eval_loss }) => eval_loss ?? train_loss ?? NaN)
    // 86 characters: a model that knows nothing is at ln 86 = 4.45.
    expect(losses[0]).toBeCloseTo(4.4, 0)
    expect(losses[3]).toBeLessThan(3.9)
    expect(learn()).toEqual(first)
  }, 60_000)

  function learn(): { rows: Row[]; weights: string; text: string } {
    const { status, stdout, stderr } = spawnSync(
      python,
      ['train.py', '--config', 'configs/short.json'],
      { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, OMP_NUM_THREADS: '1' } },
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const read = (name: string): Buffer => readFileSync(join(folder, name))
    return {
      rows: read('metrics.jsonl')
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row),
      weights: createHash('sha256').update(read('model.pt')).digest('hex'),
      text: stdout,
    }
  }
})

interface Row {
  readonly step: number
  readonly train_loss?: number
  readonly eval_loss?: number
}
