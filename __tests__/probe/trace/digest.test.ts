import { expect, test } from '@jest/globals'
import { describeWith, oldTorchPython, torchPython } from '../pythons.ts'
import { run } from './run.ts'

interface Seen {
  readonly model: readonly string[]
  readonly told: Readonly<Record<string, readonly [alone: boolean, amongOthers: boolean]>>
  readonly strides: Readonly<Record<string, boolean>>
  readonly others: Readonly<Record<string, boolean>>
  readonly lists: Readonly<Record<string, boolean>>
  readonly rows: Readonly<Record<string, boolean>>
  readonly ratios: readonly number[]
  readonly linear: readonly [count: number, error: number]
}

const failing = (group: Readonly<Record<string, boolean>>): string[] =>
  Object.keys(group).filter((name) => !group[name])

describeWith(torchPython(), 'digests', (python) => digests(python))
describeWith(oldTorchPython(), 'digests by an old torch', (python) => digests(python))

function digests(python: string): void {
  test('are those of the plain model, and tell what they must', async () => {
    const { stdout, stderr } = await run(python, 'digests.py', null)
    expect(stderr).toBe('')
    const seen = JSON.parse(stdout) as Seen
    expect(seen.model).toEqual([])
    const missed = Object.entries(seen.told).filter(([, told]) => told.includes(false))
    expect(missed).toEqual([])
    expect(Object.keys(seen.told)).toHaveLength(13)
    expect(failing(seen.strides)).toEqual([])
    expect(failing(seen.others)).toEqual([])
    expect(failing(seen.lists)).toEqual([])
    expect(failing(seen.rows)).toEqual([])
    expect(seen.linear).toEqual([16, 0])
    // The length of 16 sums of random signs has a spread of about 0.18.
    const sorted = seen.ratios.toSorted((a, b) => a - b)
    expect(sorted.length).toBe(120)
    expect(sorted.at(60)).toBeGreaterThan(0.9)
    expect(sorted.at(60)).toBeLessThan(1.1)
    expect(sorted.at(0)).toBeGreaterThan(0.3)
    expect(sorted.at(-1)).toBeLessThan(1.8)
  }, 60_000)
}
