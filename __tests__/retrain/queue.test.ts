import { afterAll, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { takeTurn } from '../../src/retrain/queue.ts'
import { cleanUp, temporaryFolder, write } from './repository.ts'

afterAll(cleanUp)

describe('the queue', () => {
  const options = { names: ['gpu-0'], what: 'the training of a', onWait: () => undefined }

  test('a second run waits for the first, and is told for whom', async () => {
    const folder = join(temporaryFolder(), 'queue')
    const release = await takeTurn({ ...options, folder })
    const waits: string[] = []
    let hasTurn = false
    const second = takeTurn({
      ...options,
      folder,
      names: ['gpu-1', 'gpu-0'],
      onWait: (owner) => waits.push(owner),
    }).then((done) => {
      hasTurn = true
      return done
    })
    await sleep(50)
    expect(hasTurn).toBe(false)
    expect(waits).toEqual([`the training of a (process ${process.pid})`])
    release()
    ;(await second)()
    expect(readdirSync(folder)).toEqual([])
  })

  test('the place of a process that is gone is taken over, one that still runs is not', async () => {
    const folder = join(temporaryFolder(), 'queue')
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--input-type=module',
        '-e',
        `
      import { takeTurn } from ${JSON.stringify(join(import.meta.dirname, '../../src/retrain/queue.ts'))}
      await takeTurn({ folder: ${JSON.stringify(folder)}, names: ['gpu-0'], what: 'another', onWait() {} })
      console.log('taken'); setInterval(() => {}, 1000)`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const controller = new AbortController()
    const attempt = takeTurn({
      ...options,
      folder,
      signal: controller.signal,
      onWait: () => controller.abort(new Error('still held')),
    })
    await expect(attempt).rejects.toThrow()
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const release = await takeTurn({ ...options, folder })
    release()
    expect(existsSync(join(folder, 'gpu-0.lock'))).toBe(false)
  })

  test('a damaged lock is nobody’s', async () => {
    const folder = temporaryFolder()
    write(folder, { 'gpu-0.lock/owner.json': 'half a fi' })
    ;(await takeTurn({ ...options, folder }))()
  })

  test('of many that find a dead owner at once only one at a time gets the place', async () => {
    const folder = temporaryFolder()
    write(folder, {
      'gpu-0.lock/owner.json': JSON.stringify({ pid: 2 ** 22 + 1, start: '1', what: 'dead' }),
    })
    let [inside, most] = [0, 0]
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const release = await takeTurn({ ...options, folder })
        most = Math.max(most, ++inside)
        await sleep(5)
        inside--
        release()
      }),
    )
    expect(most).toBe(1)
  })

  test.each([
    ['a link, even to a folder of ours', 'is no folder', linked],
    ['a file', 'cannot be made', (at: string) => write(join(at, '..'), { queue: '' })],
    ['open to others', '0700', opened],
    ...(process.getuid?.() === 0 ? [['another’s', 'another user', given] as const] : []),
  ] as const)('a folder that is %s is refused', async (_, message, plant) => {
    const folder = join(temporaryFolder(), 'queue')
    plant(folder)
    await expect(takeTurn({ ...options, folder })).rejects.toMatchObject({
      code: 'queue-folder',
      message: expect.stringContaining(message),
    })
  })
})

function linked(at: string): void {
  symlinkSync(temporaryFolder(), at)
}

function opened(at: string): void {
  mkdirSync(at)
  chmodSync(at, 0o777)
}

function given(at: string): void {
  mkdirSync(at, { mode: 0o700 })
  chownSync(at, 65534, 65534)
}
