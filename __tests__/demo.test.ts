import { describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Plays the demo as a newcomer does and gives, for each `reprise check`, the sentence on top with its lines joined. */
function play(...options: string[]): { code: number | null; sentences: string[]; pages: string } {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/demo.ts', ...options], {
    encoding: 'utf8',
  })
  const sentences = stdout.split('\n$ reprise check').slice(1)
  // The sentence may be broken over lines; it ends before what to do, or at the first empty line.
  const top = (text: string): string =>
    text
      .split('\n')
      .slice(1)
      .join('\n')
      .split(/\n\n|\n *What to do:/)[0]
      ?.replace(/\s+/g, ' ') ?? ''
  return {
    code: status,
    sentences: sentences.map(top),
    pages: /pages with curves: (.*)/.exec(stdout)?.[1] ?? '',
  }
}

describe.each([{ options: [] }, { options: ['--isolation', '1'] }])(
  'npm run demo -- $options',
  ({ options }) => {
    test('accepts a baseline and tells the four changes apart', () => {
      const { code, sentences, pages } = play(...options)
      expect(sentences).toEqual([
        expect.stringMatching(/^✓ identical: this training reproduces itself here, bit for bit/),
        expect.stringMatching(
          /^✓ identical: bit for bit the baseline’s .*though `digits\/network.py` line 21 differs/,
        ),
        expect.stringMatching(
          /^✗ changed: eval_loss 0\.4\d+ → 0\.4\d+ \(.*`data\/train.csv` row 212 differs/,
        ),
        expect.stringMatching(
          /^✗ nondeterministic: the same inputs and seed, run twice here, disagree in eval_loss; `train.py` differs/,
        ),
        expect.stringMatching(
          /^✓ reproduced: eval_loss .*tolerance .*though `learning_rate` in `configs\/mini.json` 0\.05 → 0\.0505/,
        ),
      ])
      expect(code).toBe(0)
      expect(readdirSync(pages).filter((name) => name.endsWith('.html'))).toEqual([
        '1-identical.html',
        '2-changed.html',
        '3-nondeterministic.html',
        '4-reproduced.html',
      ])
      expect(readFileSync(join(pages, '2-changed.html'), 'utf8')).toContain('row 212')
      rmSync(dirname(pages), { recursive: true, force: true })
    }, 180_000)
  },
)
