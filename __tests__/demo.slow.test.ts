import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describeWith, torchPython } from './probe/pythons.ts'

describeWith(torchPython(), 'npm run demo -- char-gpt', (python) => {
  test('names, for each change, the first step and tensor where the training parts', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/demo.ts', 'char-gpt'], {
      encoding: 'utf8',
      env: { ...process.env, REPRISE_TORCH_PYTHON: python },
    })
    const pages = /pages with curves: (.*)/.exec(stdout)?.[1] ?? ''
    const found = readdirSync(pages)
      .filter((name) => name.endsWith('.json'))
      .map((name) => divergenceIn(join(pages, name)))
    rmSync(dirname(pages), { recursive: true })
    expect(found).toMatchObject([
      { state: 'found', step: 0, rung: 'hyper', class: 'hyper-parameter' },
      { state: 'found', step: 0, rung: 'batch', class: 'data-order' },
      { state: 'found', step: 0, rung: 'forward', tensor: { name: 'blocks.0.attention.dropout' } },
      { state: 'found', step: 0, rung: 'forward', size: { meaning: 'rounding' } },
    ])
    expect(status).toBe(0)
  }, 600_000)
})

function divergenceIn(report: string): object {
  return JSON.parse(readFileSync(report, 'utf8')).models[0].explanation.divergence
}
