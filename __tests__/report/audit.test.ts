import { describe, expect, test } from '@jest/globals'
import type { AuditReport } from '../../src/report/audit.ts'
import { renderAudit } from '../../src/report/terminal/answers.ts'
import { parted } from '../explain/cause/scene.ts'
import { audit, chance } from './audits.ts'
import { exampleRun } from './example.ts'

/** The run of a program that seeds itself. */
function seeded(given: number): typeof exampleRun {
  const calls = [{ call: 'torch.manual_seed', given, used: given, at: 'train.py:7' }]
  const { config } = exampleRun
  return { ...exampleRun, config: { ...config, seed: { ...config.seed, calls } } }
}

describe('what an audit says of two runs that are not known to be equal', () => {
  const said = (report: AuditReport): string => renderAudit(report, { color: false, columns: 400 })

  test('a training that repeats itself while a metric does not: the metric is what to look at', () => {
    const divergence = { state: 'same', steps: 40, mode: 'modules' } as const
    const text = said({ ...chance, disagree: ['eval_loss', 'accuracy'], divergence })
    expect(text).toMatch(
      /disagree in eval_loss and accuracy, while every one of 40 steps is equal in loss, gradients and parameters\n/,
    )
    expect(text).toMatch(
      /What to do: The steps of the training repeat\. Look at how eval_loss and accuracy are computed/,
    )
    expect(text).not.toContain('Nothing was traced')
    const many = said({ ...chance, disagree: ['a', 'b', 'c', 'd', 'e'], divergence })
    expect(many).toContain('disagree in a, b, c and 2 more, while')
  })

  test('another number of steps is no trace that is missing', () => {
    const detail = 'the first 24 steps are equal; the second run goes on to 26'
    const text = said({
      ...chance,
      divergence: { state: 'unknown', why: 'other-length', detail },
    })
    expect(text).toContain(`disagree; ${detail}`)
    expect(text).toMatch(/What to do: Look for what ends the training by anything but a count/)
    expect(text).not.toContain('Nothing was traced')
  })

  test('a seed that is another in each run is named with its line', () => {
    const [run, repeat] = [seeded(42), seeded(713)]
    const at =
      'What to do: `torch.manual_seed` in `train.py:7` was given 42 in the first run and 713'
    for (const [kind, size] of [
      ['seed', 'meaning'],
      ['nondeterminism', 'meaning'],
      ['hyper-parameter', undefined],
    ] as const) {
      const divergence = parted(kind, { size: size && { relative: 0.5, meaning: size } })
      const text = said({ ...chance, run, repeat, divergence })
      expect(text).toContain(at)
      expect(text).toContain('See `docs/findings/time-or-path.md`')
    }
    expect(said({ ...chance, run, repeat, divergence: undefined })).toContain(at)
    // No seed makes a difference as small as rounding.
    expect(said({ ...chance, run, repeat })).not.toContain('torch.manual_seed')
    expect(said({ ...chance, run, repeat: run, divergence: undefined })).not.toContain('was given')
  })

  test('a crash of one of the two is what to look at first', () => {
    const { run } = exampleRun
    const repeat = {
      ...exampleRun,
      run: { ...run, exit: { ...run.exit, how: 'crashed' as const } },
    }
    const text = said({ ...chance, repeat, divergence: undefined })
    expect(text).toMatch(/one crashed\n/)
    expect(text).toMatch(/What to do: See how it ended with `reprise show [0-9a-f]{12}`/)
  })

  test('where no number was read nothing is called equal', () => {
    const run = { ...exampleRun, series: [] }
    const none = audit({ outcome: 'unknown', why: 'no-metrics', exitCode: 3, run, repeat: run })
    const text = said({ ...none, divergence: undefined })
    expect(text).toMatch(
      /^\? unknown: no metric was read and nothing was traced, so there is nothing/,
    )
    expect(text).toContain('What to do: Let the training write a metric')
    const short = { state: 'unknown', why: 'too-short', detail: 'it broke off' } as const
    expect(said({ ...none, divergence: short })).toContain('and the traces prove nothing')
    for (const divergence of [undefined, short])
      expect(said({ ...none, divergence })).not.toMatch(/numbers are equal|metrics .* are equal/)
  })

  test('weights that differ are said, and never asked for', () => {
    const weights = audit({ outcome: 'unknown', why: 'weights', exitCode: 3 })
    expect(said(weights)).toMatch(
      /^\? unknown: all metrics that count are equal, but the trained weights differ; every one of 1000 steps is equal/,
    )
    expect(said(weights)).toMatch(/What to do: The steps of the training repeat: look whether/)
    const untraced = said({ ...weights, divergence: undefined })
    expect(untraced).toMatch(/but the trained weights differ\n/)
    for (const text of [said(weights), untraced]) expect(text).not.toMatch(/name `weights:` in/i)
    const declared = {
      ...exampleRun,
      weights: { digest: exampleRun.code.manifest, files: 1, bytes: 8 },
    }
    const unproven = audit({ outcome: 'unknown', why: 'unproven', exitCode: 3, run: declared })
    expect(said(unproven)).not.toContain('name `weights:`')
  })
})
