import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FILES, labWithBaseline, makeLab, TRAIN, type Lab } from './lab.ts'

/**
 * Every way in which a comparison can fail to be made, through the real flow: real git, real training, real sandbox.
 * None of them may be green (principle 1). A new way gets a row here first.
 */
interface Row {
  readonly what: string
  readonly verdict: string
  readonly reason: string
  /** Files to write over the accepted training. */
  readonly files: Readonly<Record<string, string>>
  /** Whether the metrics that the accepted training writes are committed, too. */
  readonly leave?: boolean
}

/** The training with its last line of metrics replaced. */
const lastLine = (line: string): string => `${TRAIN}    out.write(${JSON.stringify(line)})\n`
const config = (more: string): string => `${FILES['reprise.yml']}${more}`
/** The training with something after it. */
const then = (code: string): string => `${TRAIN}\n${code}\n`

const rows: readonly Row[] = [
  {
    what: 'the last value is null',
    verdict: 'failed',
    reason: 'metric-missing',
    files: {
      'train.py': then('open("metrics.jsonl", "w").write(\'{"step": 24, "eval_loss": null}\\n\')'),
    },
  },
  {
    what: 'the last value is NaN',
    verdict: 'failed',
    reason: 'not-finite',
    files: { 'train.py': lastLine('{"step": 24, "eval_loss": NaN}\n') },
  },
  {
    what: 'the last value is the string NaN',
    verdict: 'failed',
    reason: 'not-finite',
    files: { 'train.py': lastLine('{"step": 24, "eval_loss": "NaN"}\n') },
  },
  {
    what: 'the last value is Infinity',
    verdict: 'failed',
    reason: 'not-finite',
    files: { 'train.py': lastLine('{"step": 24, "eval_loss": Infinity}\n') },
  },
  {
    what: 'the last value is beyond float64',
    verdict: 'failed',
    reason: 'not-finite',
    files: { 'train.py': lastLine('{"step": 24, "eval_loss": 1e400}\n') },
  },
  {
    what: 'the metrics file is empty',
    verdict: 'failed',
    reason: 'metric-missing',
    files: { 'train.py': then('open("metrics.jsonl", "w").close()') },
  },
  {
    what: 'the metrics file is cut in its first line',
    verdict: 'failed',
    reason: 'metric-missing',
    files: { 'train.py': then('open("metrics.jsonl", "w").write(\'{"step": 24, "eval_lo\')') },
  },
  {
    what: 'the metrics file is cut in its middle',
    verdict: 'incomparable',
    reason: 'other-step',
    files: {
      'train.py': then(
        'text = open("metrics.jsonl").read(); open("metrics.jsonl", "w").write(text[:300])',
      ),
    },
  },
  {
    what: 'the metrics file lies in the checkout and the run does not write it',
    verdict: 'failed',
    reason: 'metric-missing',
    files: {
      'train.py': 'print("nothing")\n',
      'metrics.jsonl': '{"step": 24, "eval_loss": 0.1}\n',
    },
  },
  {
    what: 'the same, with metrics: declared',
    verdict: 'failed',
    reason: 'metric-missing',
    files: {
      'train.py': 'print("nothing")\n',
      'metrics.jsonl': '{"step": 24, "eval_loss": 0.1}\n',
      'reprise.yml': config('metrics: [metrics.jsonl]\n'),
    },
  },
  ...[
    'touch metrics.jsonl',
    'ln metrics.jsonl k.jsonl',
    'mkdir out; mv metrics.jsonl out',
    'cp metrics.jsonl k.jsonl; rm metrics.jsonl',
    'chmod u+x metrics.jsonl',
  ].map((trick) => ({
    what: `the metrics lie in the checkout, and the training is: ${trick}`,
    verdict: 'failed',
    reason: 'metric-missing',
    files: {
      'train.py': 'print("nothing")\n',
      'reprise.yml': FILES['reprise.yml'].replace('python3', `${trick}; python3`),
    },
    leave: true,
  })),
  {
    what: 'the metric has another name',
    verdict: 'failed',
    reason: 'metric-missing',
    files: { 'train.py': TRAIN.replace('"eval_loss"', '"evaluation_loss"') },
  },
  {
    what: 'a gated metric is new',
    verdict: 'incomparable',
    reason: 'metric-not-in-baseline',
    files: {
      'train.py': TRAIN.replace('"eval_loss": loss', '"eval_loss": loss, "accuracy": 0.5'),
      'reprise.yml': config('  accuracy: {better: higher, within: 0.1}\n'),
    },
  },
  {
    what: 'fewer steps',
    verdict: 'incomparable',
    reason: 'other-step',
    files: { 'train.py': TRAIN.replace('range(1, 25)', 'range(1, 24)') },
  },
  {
    what: 'more steps',
    verdict: 'incomparable',
    reason: 'other-step',
    files: { 'train.py': TRAIN.replace('range(1, 25)', 'range(1, 27)') },
  },
  {
    what: 'two files of the run disagree',
    verdict: 'incomparable',
    reason: 'sources-disagree',
    files: {
      'train.py': then(
        'open("metrics.json", "w").write(json.dumps({"eval_loss": loss + 0.5})); open("summary.json", "w").write(json.dumps({"eval_loss": loss}))',
      ),
    },
  },
  {
    what: 'the training crashes',
    verdict: 'failed',
    reason: 'crashed',
    files: { 'train.py': then('raise SystemExit(3)') },
  },
  {
    what: 'the data are a Git LFS pointer',
    verdict: 'failed',
    reason: 'not-started',
    files: {
      'data.csv': `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`,
    },
  },
  {
    what: 'the training crashes behind a pipe',
    verdict: 'failed',
    reason: 'crashed',
    files: {
      'train.py': then('raise SystemExit(3)'),
      'reprise.yml': FILES['reprise.yml'].replace('train.py', 'train.py | tee log.txt'),
    },
  },
  {
    what: 'the training never ends',
    verdict: 'failed',
    reason: 'timeout',
    files: {
      'train.py': then('import time; print("busy"); time.sleep(60)'),
      'reprise.yml': config('timeout: 2s\n'),
    },
  },
  {
    what: 'the training says nothing any more',
    verdict: 'failed',
    reason: 'idle',
    files: { 'train.py': then('import time; time.sleep(60)'), 'reprise.yml': config('idle: 2s\n') },
  },
  {
    what: 'the lock is no YAML',
    verdict: 'incomparable',
    reason: 'baseline-unreadable',
    files: { 'reprise.lock': 'version: 1\nbaselines: {{{\n' },
  },
  {
    what: 'the lock is empty',
    verdict: 'incomparable',
    reason: 'baseline-unreadable',
    files: { 'reprise.lock': '' },
  },
  {
    what: 'the lock is of a later version',
    verdict: 'incomparable',
    reason: 'baseline-unreadable',
    files: { 'reprise.lock': 'version: 9\nbaselines: {}\n' },
  },
]

describe('never a silent pass', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await labWithBaseline()
  })
  afterAll(() => lab.remove())

  test('the accepted training itself is identical, and green', async () => {
    const model = await lab.verdict()
    expect([model.verdict.verdict, model.verdict.basis, model.exitCode]).toEqual([
      'identical',
      'bitwise',
      0,
    ])
  })

  test.each(rows)('$what: $verdict', async ({ files, verdict, reason, leave }) => {
    if (leave === true) execFileSync('python3', ['train.py'], { cwd: lab.root })
    lab.write(files)
    const model = await lab.verdict()
    lab.git('checkout', '-q', '--', '.')
    lab.git('clean', '-fdq')
    expect({ verdict: model.verdict.verdict, reason: model.verdict.reasons[0]?.kind }).toEqual({
      verdict,
      reason,
    })
    expect(model.exitCode).not.toBe(0)
  })
})

describe('a baseline that cannot be used', () => {
  test('absent, and the base cannot be trained', async () => {
    const lab = makeLab({ ...FILES, 'train.py': 'raise SystemExit(1)\n' })
    lab.write({ 'train.py': TRAIN })
    const model = await lab.verdict()
    expect([model.verdict.verdict, model.verdict.reasons[0]?.kind, model.exitCode]).toEqual([
      'incomparable',
      'no-baseline',
      3,
    ])
    lab.remove()
  })

  test('of another key, and the base cannot be trained', async () => {
    const lab = await labWithBaseline()
    lab.write({
      'train.py': 'raise SystemExit(1)\n',
      'reprise.lock': readFileSync(join(lab.root, 'reprise.lock'), 'utf8').replace(
        /main @ \S+:/,
        'main @ nvidia-h200 x1:',
      ),
    })
    lab.commit('A baseline of another machine')
    lab.write({ 'train.py': TRAIN })
    const model = await lab.verdict()
    expect(model.verdict.reasons[0]).toMatchObject({
      kind: 'no-baseline',
      keys: ['main @ nvidia-h200 x1'],
    })
    expect([model.verdict.verdict, model.exitCode]).toEqual(['incomparable', 3])
    lab.remove()
  })

  test('its record in the ledger is damaged', async () => {
    const lab = await labWithBaseline()
    const records = join(lab.root, '.reprise', 'records')
    for (const name of readdirSync(records)) {
      chmodSync(join(records, name), 0o644)
      writeFileSync(join(records, name), '{"schema": "reprise/record/v1"')
    }
    const model = await lab.verdict()
    expect([model.verdict.verdict, model.verdict.reasons[0]?.kind, model.exitCode]).toEqual([
      'incomparable',
      'baseline-unreadable',
      3,
    ])
    lab.remove()
  })

  test('Ctrl-C: no record and no verdict', async () => {
    const lab = await labWithBaseline({ ...FILES })
    lab.write({ 'train.py': `${TRAIN}\nimport time; time.sleep(60)\n` })
    const before = readdirSync(join(lab.root, '.reprise', 'records'))
    const stop = new AbortController()
    const running = lab.verdict({ signal: stop.signal })
    setTimeout(() => stop.abort(), 1500)
    await expect(running).rejects.toThrow()
    expect(readdirSync(join(lab.root, '.reprise', 'records'))).toEqual(before)
    lab.remove()
  })
})
