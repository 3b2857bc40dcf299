import { beforeAll, expect, test } from '@jest/globals'
import { describeWith, oldTorchPython, torchPython } from '../pythons.ts'
import { run, type Ran } from './run.ts'

/** Everything that the training calls, and what lies behind it. The first step is begun when these fail, or over. */
const HOOKS = [
  'loaders:Loaders.enter',
  'loaders:Loaders.leave',
  'loaders:Loaders.got',
  'forwards:Forwards.enter',
  'forwards:Forwards.leave',
  'losses:Losses.called',
  'backwards:Backwards.before',
  'backwards:Backwards.leave',
  'backwards:Backwards.after',
  'optimizers:Optimizers.made',
  'optimizers:Optimizers.before',
  'optimizers:Optimizers.leave',
  'optimizers:Optimizers.after',
  'scalers:Scalers.called',
  'digest:Digests.of',
  'digest:Digests.of_all',
  'sketch:Sketches.of',
  'states:RandomStates.read',
  'names:Names.of_parameters',
  'hyper:Hyper.record',
  'ending:Ending.turn',
  'later:Lines.close',
  'writer:Writer.begin',
  'writer:Writer.finish',
]

describeWith(torchPython(), 'a tracer that fails', (python) => failures(python))
describeWith(oldTorchPython(), 'a tracer that fails in an old torch', (python) => failures(python))

function failures(python: string): void {
  let alone: Ran
  beforeAll(async () => {
    alone = await run(python, 'mlp.py', null)
  }, 60_000)

  test.each(HOOKS)(
    'at %s leaves the training as it is, and says so',
    async (hook) => {
      const broken = await run(python, 'mlp.py', 'standard', { args: [hook] })
      const { status, stdout, stderr } = broken
      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: alone.stdout,
        stderr: alone.stderr,
      })
      expect(alone.stdout).toMatch(/^[0-9a-f]{64}\n$/)
      const why = expect.stringContaining('RuntimeError')
      expect(broken.reports[0]?.tracing).toMatchObject({ state: 'disabled', why })
      // A last line that cannot be written cannot say why either: such a trace counts as broken off.
      const isCut = hook === 'writer:Writer.finish'
      const end = isCut ? undefined : expect.objectContaining({ reason: 'disabled', why })
      for (const trace of broken.traces) expect(trace.end).toEqual(end)
      const isSilent =
        /^(writer:Writer.begin|loaders:Loaders.enter|optimizers:Optimizers.made)/.test(hook)
      expect(broken.traces).toHaveLength(isSilent ? 0 : 1)
    },
    60_000,
  )

  test('when torch is asked for a compiler', async () => {
    const broken = await run(python, 'mlp.py', 'standard', {
      args: ['compile', 'compiled:Compiled.called'],
    })
    expect(broken.stdout).toBe(alone.stdout)
    const isOld = broken.reports[0]?.frameworks?.torch?.version.startsWith('1.')
    expect(broken.reports[0]?.tracing?.state).toBe(isOld === true ? 'on' : 'disabled')
  }, 60_000)

  test('before it has begun', async () => {
    // Nothing can be put into a torch whose optimisers have neither of the names that it knows.
    const broken = await run(python, 'strange.py', 'standard')
    expect(broken).toMatchObject({ status: 0, stdout: 'trained\n', stderr: '', traces: [] })
    expect(broken.reports[0]?.tracing).toMatchObject({ state: 'disabled' })
  }, 60_000)
}
