import { afterAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { removeTree } from '../../src/retrain/folders.ts'
import { makeScratch } from '../../src/retrain/scratch.ts'
import { cleanUp, deepen, temporaryFolder, write } from './repository.ts'

afterAll(cleanUp)

const SOURCE = join(import.meta.dirname, '../../src/retrain/scratch.ts')

/** A scratch folder of another process, and what ends that. */
async function ofAnother(parent: string): Promise<{ path: string; kill: () => Promise<void> }> {
  const program = `
    import { makeScratch } from ${JSON.stringify(SOURCE)}
    console.log(await makeScratch(${JSON.stringify(parent)})); setInterval(() => {}, 1000)`
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await new Promise<Buffer[]>((resolve) =>
    child.stdout.once('data', (...parts) => resolve(parts)),
  )
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
  }
  return { path: String(said).trim(), kill }
}

test('what a killed process left is removed, whatever a training did there; what is in use stays', async () => {
  const parent = temporaryFolder()
  const [dead, living] = [await ofAnother(parent), await ofAnother(parent)]
  deepen(dead.path)
  await dead.kill()
  const own = await makeScratch(parent)
  expect([dead.path, living.path, own].map((path) => existsSync(path))).toEqual([false, true, true])
  await living.kill()
  await removeTree(own)
})

test('nothing is removed that is not surely an abandoned folder of ours', async () => {
  const parent = temporaryFolder()
  const elsewhere = temporaryFolder()
  const { path, kill } = await ofAnother(parent)
  await kill()
  const owner = readFileSync(join(path, 'owner.json'), 'utf8')
  write(elsewhere, { 'owner.json': owner })
  symlinkSync(elsewhere, join(parent, 'reprise-linked'))
  const far = JSON.stringify({ ...(JSON.parse(owner) as object), space: 'pid:[1]' })
  for (const [name, content] of Object.entries({
    'reprise-setup-AAAAAA': owner,
    'reprise-AAAAAA': far,
    'reprise-BBBBBB': 'half a fi',
  })) {
    mkdirSync(join(parent, name))
    writeFileSync(join(parent, name, 'owner.json'), content)
  }
  mkdirSync(join(parent, 'reprise-CCCCCC'))
  await makeScratch(parent)
  const kept = [
    'reprise-linked',
    'reprise-setup-AAAAAA',
    'reprise-AAAAAA',
    'reprise-BBBBBB',
    'reprise-CCCCCC',
  ]
  expect(kept.filter((name) => existsSync(join(parent, name)))).toEqual(kept)
  expect(existsSync(join(elsewhere, 'owner.json'))).toBe(true)
  expect([basename(path), existsSync(path)]).toEqual([
    expect.stringMatching(/^reprise-\w{6}$/),
    false,
  ])
})
