import { afterAll, describe, expect, test } from '@jest/globals'
import { cleanUp, makeRepository, temporaryFolder, trainOnce, write } from './repository.ts'

afterAll(cleanUp)

describe('below the sandbox', () => {
  test('where bubblewrap does not work, the next level is taken, and why is told', async () => {
    const folder = temporaryFolder()
    write(folder, {
      bwrap: '#!/bin/sh\necho "bwrap: setting up uid map: Permission denied" >&2\nexit 1\n',
    })
    const checkout = makeRepository({ 'a.txt': '' })
    const caller = { ...process.env, PATH: `${folder}:${process.env['PATH']}` }
    await trainOnce(
      checkout,
      {
        caller,
        model: { train: 'grep NoNewPrivs /proc/self/status; env | grep -c SECRET; ls -A $HOME' },
      },
      (run) => {
        expect(run).toMatchObject({
          isolation: 2,
          isolationWhy: expect.stringContaining('setting up uid map: Permission denied'),
        })
        expect(run.out).toBe('NoNewPrivs:\t1\n0\n')
      },
    )
    await expect(trainOnce(checkout, { caller, isolation: 4 }, () => 0)).rejects.toMatchObject({
      code: 'isolation-unavailable',
    })
  })
})
