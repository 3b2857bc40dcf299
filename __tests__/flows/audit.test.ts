import { describe, expect, test } from '@jest/globals'
import { isWhole } from '../../src/compare/set-apart.ts'
import { otherSeed } from '../../src/explain/seed-calls.ts'
import { CHANCE, makeTracedLab, MODEL, TRACED, TRAIN } from './traced-lab.ts'

describe('reprise audit', () => {
  test('a training that repeats itself, and what is kept of it', async () => {
    const lab = makeTracedLab()
    const report = await lab.audit()
    expect(report).toMatchObject({
      outcome: 'reproducible',
      exitCode: 0,
      divergence: { state: 'same', steps: 24 },
      cost: undefined,
      seed: undefined,
      findings: [],
    })
    expect((await lab.records()).map(({ id }) => id).sort()).toEqual(
      [report.run.id, report.repeat?.id].sort(),
    )
    lab.remove()
  })

  test('one that does not: the step, the tensor, the class; two more runs look closely', async () => {
    const lab = makeTracedLab({ 'model.py': CHANCE })
    const report = await lab.audit()
    expect(report).toMatchObject({
      outcome: 'nondeterministic',
      exitCode: 1,
      divergence: {
        state: 'found',
        step: 11,
        tensor: { name: 'net', part: 'out' },
        class: 'nondeterminism',
        window: { from: 11, to: 11 },
      },
    })
    expect((await lab.records()).map(isWhole).sort()).toEqual([false, false, true, true])
    lab.remove()
  })

  test('without a trace and with too few digits nobody can tell', async () => {
    const train = 'open("metrics.jsonl", "w").write(\'{"step": 1, "eval_loss": 0.5}\\n\')\n'
    const lab = makeTracedLab({ 'train.py': train })
    expect(await lab.audit()).toMatchObject({
      outcome: 'unknown',
      why: 'unproven',
      exitCode: 3,
      divergence: undefined,
    })
    lab.remove()
  })

  test('nor of one that writes no number at all, and then none is called equal', async () => {
    const lab = makeTracedLab({ 'train.py': 'open("metrics.jsonl", "w")\n' })
    const report = await lab.audit()
    expect(report).toMatchObject({
      outcome: 'unknown',
      why: 'no-metrics',
      exitCode: 3,
      disagree: [],
    })
    expect(report.findings.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['no-metrics', 'source-unreadable']),
    )
    lab.remove()
  })

  test('a metric that differs by itself beside steps that are all equal is named', async () => {
    const evaluate = `import os\nopen("eval.json", "w").write(json.dumps({"eval_accuracy": os.urandom(4)[0] / 257 + os.urandom(4)[1]}))\n`
    const lab = makeTracedLab({ 'train.py': `${TRAIN}${evaluate}` })
    expect(await lab.audit()).toMatchObject({
      outcome: 'nondeterministic',
      disagree: ['eval_accuracy'],
      divergence: { state: 'same', steps: 24 },
    })
    lab.remove()
  })

  test('one that may be a clock is no difference, and is said', async () => {
    const stamped = TRAIN.replace(
      '"eval_loss": loss}',
      '"eval_loss": loss, "stamp": __import__("os").urandom(1)[0] / 7 + step}',
    )
    const lab = makeTracedLab({ 'train.py': stamped })
    expect(await lab.audit()).toMatchObject({
      outcome: 'reproducible',
      findings: [{ kind: 'varies-by-itself', metrics: ['stamp'] }],
    })
    lab.remove()
  })

  test('declared weights that differ keep it from being known', async () => {
    const weights = 'import os\nopen("w.bin", "wb").write(os.urandom(100))\n'
    const lab = makeTracedLab({
      'train.py': `${TRAIN}${weights}`,
      'reprise.yml': `${TRACED['reprise.yml']}weights: [w.bin]\n`,
    })
    expect(await lab.audit()).toMatchObject({
      outcome: 'unknown',
      why: 'weights',
      exitCode: 3,
      divergence: { state: 'same', steps: 24 },
    })
    lab.remove()
  })

  test('a seed from the clock is in the records of both', async () => {
    const seed = 'import os, random\nrandom.seed(int.from_bytes(os.urandom(6), "big"))\n'
    const print =
      'open("metrics.jsonl", "w").write(\'{"step": 1, "eval_loss": %r}\\n\' % random.random())\n'
    const lab = makeTracedLab({ 'train.py': `${seed}${print}` })
    const { run, repeat, outcome, disagree } = await lab.audit()
    expect([outcome, disagree]).toEqual(['nondeterministic', ['eval_loss']])
    expect(repeat && otherSeed(run, repeat)).toMatchObject({
      call: 'random.seed',
      at: 'train.py:2',
    })
    lab.remove()
  })

  test('nor of a training that crashes', async () => {
    const lab = makeTracedLab({ 'train.py': `${TRAIN}raise SystemExit(3)\n` })
    const report = await lab.audit()
    expect(report).toMatchObject({
      outcome: 'unknown',
      why: 'ended',
      exitCode: 3,
      repeat: undefined,
    })
    expect(report.run.run.exit).toMatchObject({ how: 'crashed', code: 3 })
    lab.remove()
  })

  test('--cost tells the seconds with and without, in the order of the runs', async () => {
    const lab = makeTracedLab()
    const { cost = [], outcome } = await lab.audit({ cost: true })
    expect(outcome).toBe('reproducible')
    expect(cost.map(({ deterministic }) => deterministic)).toEqual([true, false, true])
    expect(cost.every(({ seconds }) => seconds > 0)).toBe(true)
    const asked = (await lab.records()).map(({ config }) => config.deterministic)
    expect(asked.sort()).toEqual([false, true, true])
    // The run that did not ask is no run of this configuration.
    const { baseline } = await lab.accept()
    const accepted = (await lab.records()).find(({ id }) => id === baseline.record)
    expect(accepted?.config.deterministic).toBe(true)
    lab.remove()
  })

  test('--seed-check: a seed that reaches the training shows in its first steps', async () => {
    const lab = makeTracedLab()
    const report = await lab.audit({ seedCheck: true })
    expect(report).toMatchObject({ outcome: 'reproducible', seed: 'wired', findings: [] })
    const looks = (await lab.records()).filter(({ config }) => config.seed.index === 1)
    expect(looks.map(({ run }) => run.window)).toEqual([{ from: 0, to: 7 }])
    // What was only looked at is no baseline, nor a part of one.
    await lab.accept()
    expect(lab.read('reprise.lock')).toMatch(/seed: 0\n\s+runs: 1/)
    lab.remove()
  })

  test('--seed-check: one that does not is proven by a whole run', async () => {
    const lab = makeTracedLab({ 'reprise.yml': `${TRACED['reprise.yml']}seed: {env: SEED}\n` })
    const lost = await lab.audit({ seedCheck: true })
    expect(lost).toMatchObject({ seed: 'not-wired', findings: [{ kind: 'seed-not-wired' }] })
    lab.remove()
  })

  test('--seed-check: of a training that does not repeat itself nobody can tell', async () => {
    const lab = makeTracedLab({ 'model.py': CHANCE })
    expect(await lab.audit({ seedCheck: true })).toMatchObject({ exitCode: 1, seed: 'unknown' })
    lab.remove()
  })

  test('the working tree as it is counts, committed or not', async () => {
    const lab = makeTracedLab()
    lab.write({ 'model.py': MODEL.replace('* x', '* x * 2') })
    expect((await lab.audit()).run.code.dirty).toBe(true)
    lab.remove()
  })
})
