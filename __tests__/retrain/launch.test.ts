import { afterAll, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launch, type Launched } from '../../src/retrain/launch.ts'
import { cleanUp, temporaryFolder, write } from './repository.ts'

afterAll(cleanUp)

/** Starts a program in bubblewrap's place, as one that has got hold of what the launcher listens to. */
async function launchThief(script: string): Promise<Launched & { folder: string }> {
  const folder = temporaryFolder()
  write(folder, { thief: `#!/bin/sh\necho started >&3\n${script}\n` })
  const launched = await launch({
    isolation: { level: 4, program: join(folder, 'thief') },
    command: 'true',
    directory: '/',
    environment: {},
    mounts: [],
    network: 'off',
    folder,
    timeout: 20,
    idle: 20,
    onLine: () => undefined,
    onTick: () => undefined,
  })
  return { ...launched, folder }
}

const AWAY = '< /dev/null > /dev/null 2>&1 4>&-'

test('who holds on to what we listen to does not hold us, and counts as left behind', async () => {
  const { exit, processesLeft, folder } = await launchThief(
    `sleep 50 ${AWAY} &\necho $! > "$(dirname "$0")/pid"`,
  )
  expect([exit.how, processesLeft]).toEqual(['finished', 1])
  execFileSync('kill', [readFileSync(join(folder, 'pid'), 'utf8').trim()])
})

test('any amount that is written to it is no fault of ours', async () => {
  const { exit } = await launchThief(`head -c 700000000 /dev/zero >&3; echo "left 0" >&3`)
  expect(exit).toEqual({ how: 'finished', code: 0 })
})
