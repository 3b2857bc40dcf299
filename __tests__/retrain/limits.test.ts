import { afterAll, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import type { Progress } from '../../src/retrain/progress.ts'
import { retrainOnce } from '../../src/retrain/retrain.ts'
import {
  cleanUp,
  LEVELS,
  makeRepository,
  temporaryFolder,
  trainOnce,
  withTemplate,
} from './repository.ts'

afterAll(cleanUp)

describe.each(LEVELS)('the end of a training at isolation level %i', (isolation) => {
  test('a script that forks, ignores SIGTERM and goes on is killed, and counted', async () => {
    const checkout = makeRepository({
      'train.py': [
        'import os, signal, sys, time',
        'signal.signal(signal.SIGTERM, signal.SIG_IGN)',
        'if os.fork() == 0:',
        '    os.setsid()',
        '    if os.fork() == 0:',
        '        time.sleep(300)',
        '    time.sleep(300)',
        'print("the main process ends")',
      ].join('\n'),
    })

    await trainOnce(
      checkout,
      { isolation, model: { train: 'exec python3 train.py --mark-of-forks' } },
      (run) => {
        expect(run.out).toBe('the main process ends\n')
        expect(run.exit.how).toBe('finished')
        expect(run.processesLeft).toBe(2)
      },
    )
    expect(commandLines('--mark-of-forks')).toEqual([])
  })

  test('a process that clears its environment is killed, and counted, while it is at home in the run', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    const train = [
      'env -i setsid sleep 86397 > /dev/null 2>&1 &', // works in the tree
      '(cd /; exec env -i setsid sleep 86397 > /dev/null) 2> log &', // writes there
      'sleep 0.2',
    ].join('\n')
    await trainOnce(checkout, { isolation, model: { train } }, (run) =>
      expect(run).toMatchObject({ exit: { how: 'finished' }, processesLeft: 2 }),
    )
    expect(commandLines('86397')).toEqual([])
  })

  test('helpers that end a moment later are not counted', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    await trainOnce(checkout, { isolation, model: { train: '(sleep 0.3) & true' } }, (run) => {
      expect(run).toMatchObject({ exit: { how: 'finished' }, processesLeft: 0 })
    })
  })

  test.each([
    ['exit 3', { how: 'crashed', code: 3 }],
    ['kill -SEGV $$', { how: 'crashed', signal: 'SIGSEGV' }],
    ['kill -KILL $$', { how: 'killed', signal: 'SIGKILL' }],
    ['sh -c "kill -KILL \\$\\$"; exit $?', { how: 'killed', code: 137, signal: 'SIGKILL' }],
    ['no-such-program', { how: 'crashed', code: 127 }],
  ])('%s', async (train, exit) => {
    const checkout = makeRepository({ 'a.txt': '' })
    await trainOnce(checkout, { isolation, model: { train } }, (run) =>
      expect(run.exit).toMatchObject(exit),
    )
  })

  test('the timeout ends a training that goes on printing', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    const train = 'while true; do echo step; sleep 0.1; done'
    await trainOnce(checkout, { isolation, model: { train, timeout: 1 } }, (run) => {
      expect(run.exit).toEqual({ how: 'timeout', signal: 'SIGKILL' })
      expect(run.out).toMatch(/^(step\n)+$/)
    })
  })

  test('the idle rule ends a training that says nothing, and spares one that says little', async () => {
    const checkout = makeRepository({
      'train.py': 'import time\nfor step in range(4):\n    print(step)\n    time.sleep(0.6)\n',
    })
    await trainOnce(checkout, { isolation, model: { idle: 1.2 } }, (run) =>
      expect(run.exit.how).toBe('finished'),
    )
    const train = 'trap "" TERM; echo once; sleep 300'
    await trainOnce(checkout, { isolation, model: { train, idle: 1 } }, (run) => {
      expect(run.exit).toEqual({ how: 'idle', signal: 'SIGKILL' })
      expect(run.out).toBe('once\n')
    })
  })

  test('Ctrl-C leaves no process, and after dispose no scratch', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    const scratch = temporaryFolder()
    const controller = new AbortController()
    const command =
      '(trap "" TERM; sleep 86399) & (setsid sleep 86399) & echo up; mkdir locked; touch locked/x; chmod 500 locked; wait'
    const attempt = trainOnce(
      checkout,
      {
        isolation,
        scratch,
        signal: controller.signal,
        model: { train: command },
        onProgress: ({ line }) => line === 'up' && controller.abort(new Error('Ctrl-C')),
      },
      () => 'an outcome',
    )

    await expect(attempt).rejects.toThrow('Ctrl-C')
    expect(commandLines('86399')).toEqual([])
    expect(readdirSync(scratch)).toEqual([])
  })

  test('a signal that came before the start starts nothing', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(
      trainOnce(checkout, { isolation, signal, model: { train: 'touch ran' } }, () => 0),
    ).rejects.toThrow('too late')
  })
})

test('what goes on is told: copying, setup, whom the queue waits for, steps', async () => {
  const checkout = makeRepository({ 'a.txt': '' })
  const caller = { ...process.env, XDG_RUNTIME_DIR: temporaryFolder() }
  const told: Progress[] = []
  const onProgress = (progress: Progress): number => told.push(progress)
  const model = { setup: 'true', train: 'echo step 1/4 loss=0.5; sleep 1.3' }
  await withTemplate(checkout, { isolation: 1, caller, model, onProgress }, async (template) => {
    await withTemplate(checkout, { isolation: 1, caller, model }, async (other) => {
      const first = retrainOnce(other, { seed: 0, accelerators: ['gpu-0'] })
      const second = retrainOnce(template, { seed: 0, accelerators: ['gpu-0'], onProgress })
      await Promise.all([first, second])
    })
  })
  expect(new Set(told.map(({ phase }) => phase))).toEqual(
    new Set(['copying', 'waiting', 'training']),
  )
  expect(told.find(({ phase }) => phase === 'waiting')?.waitingFor).toBe(
    `the training of main (process ${process.pid})`,
  )
  expect(told.at(-1)).toMatchObject({
    phase: 'training',
    step: 1,
    total: 4,
    loss: 0.5,
    line: 'step 1/4 loss=0.5',
  })
})

/** Command lines on this machine that contain a word. */
function commandLines(word: string): string[] {
  const lines: string[] = []
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      if (line.includes(word) && Number(pid) !== process.pid) lines.push(line)
    } catch {
      // It ended meanwhile.
    }
  }
  return lines
}
