import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILES, SEEDED } from '../flows/lab.ts'
import { makeWorld, type World } from './world.ts'

const YML = `${FILES['reprise.yml']}seed: {env: SEED}\n`

/** One repository from its first pull request on, on one machine; each test goes on where the one before ended. */
describe('the life of a baseline', () => {
  let world: World
  let first: number
  let change: number
  let before: string

  beforeAll(async () => {
    world = await makeWorld({ files: { 'train.py': SEEDED, 'reprise.yml': null } })
  })
  afterAll(async () => {
    expect(world.github.problems).toEqual([])
    await world.close()
  })

  test('adoption: the pull request that adds Reprise is judged beside its base, and told what is recorded', async () => {
    first = world.open('adopt', { 'reprise.yml': YML }).number
    const ran = await world.onPull(first, { action: 'opened' })
    expect(ran.conclusion).toBe('success')
    expect(ran.outputs).toMatchObject({ verdict: 'identical', basis: 'a/b' })
    const [comment, ...others] = world.said(first)
    expect(others).toEqual([])
    expect(comment?.body).toMatch(/identical.*bit for bit the base commit/)
    // The factors recorded and unknown, and the lock as a patch.
    expect(comment?.body).toMatch(/hardware/)
    expect(comment?.body).toContain('+++ b/reprise.lock')
  })

  test('its patch applies; the same comment is updated, and the accepted run is compared with another of the same inputs', async () => {
    const { id, body } = world.said(first)[0] ?? { id: 0, body: '' }
    const lock = applied(body)
    const accepted = /record: (sha256:[0-9a-f]{64})/.exec(lock)?.[1]
    world.repo.push('adopt', { 'reprise.lock': lock })
    const ran = await world.onPull(first)
    expect(ran.conclusion).toBe('success')
    expect(ran.outputs['verdict']).toBe('identical')
    expect(ran.outputs['basis']).toBe('bitwise')
    expect(ran.outputs['record']).not.toBe(accepted)
    const comments = world.said(first)
    expect(comments.map((comment) => comment.id)).toEqual([id])
    expect(comments[0]?.body).toMatch(/accepts|first baseline/i)
  })

  test('merged: the ledger gets the accepted record from the pull request’s artifact, and one run into its pool; nobody is told', async () => {
    before = world.repo.head('main')
    world.repo.mergePull(first, 'merge')
    const ran = await world.onPush(before)
    expect(ran.log).toMatch(/ledger: copied [0-9a-f]{12} of main from run \d+/)
    expect(ran.log).toMatch(/ledger: kept [0-9a-f]{12} of main, seed index 1/)
    expect(ran.conclusion).toBe('success')
    expect(recordsIn(world)).toHaveLength(2)
    expect(world.said(first)).toHaveLength(1)
  })

  test('calibration: a tick is one more seed', async () => {
    const ran = await world.onSchedule()
    expect(ran.log).toMatch(/ledger: kept [0-9a-f]{12} of main, seed index 2/)
    expect(recordsIn(world)).toHaveLength(3)
  })

  test('a pull request that changes nothing that is computed is green, and nothing is said', async () => {
    const pull = world.open('tidy', { 'train.py': `${SEEDED}# tidied\n` })
    const ran = await world.onPull(pull.number)
    expect(ran.outputs).toMatchObject({ verdict: 'identical', basis: 'bitwise' })
    expect(ran.conclusion).toBe('success')
    expect(world.said(pull.number)).toEqual([])
    world.repo.closePull(pull.number)
  })

  test('a regression is red, and its comment names the row that moved', async () => {
    const data = FILES['data.csv'].replace('\n7.5\n', '\n75.5\n')
    change = world.open('row', { 'data.csv': data }).number
    const ran = await world.onPull(change)
    expect(ran.conclusion).toBe('failure')
    expect(ran.outputs).toMatchObject({ verdict: 'changed' })
    const [comment] = world.said(change)
    expect(comment?.body).toMatch(/changed.*eval_loss/)
    expect(comment?.body).toMatch(/data\.csv.*row 8/)
    const annotations = ran.jobs.flatMap(({ steps }) => steps).flatMap((step) => step.annotations)
    expect(annotations).toContainEqual(
      expect.objectContaining({ level: 'error', file: 'data.csv', line: 9 }),
    )
  })

  test('its lock is accepted on the branch; green, and the sentence says what it accepts', async () => {
    const accepting = await world.onDispatch(
      { mode: 'accept', cause: 'data', because: 'a wrong label was mended' },
      'row',
    )
    expect(accepting.log).toMatch(/committed [0-9a-f]{40} to row/)
    expect(world.repo.file('row', 'reprise.lock')).toContain('cause: data')
    const ran = await world.onPull(change)
    expect(ran.conclusion).toBe('success')
    const comments = world.said(change)
    expect(comments).toHaveLength(1)
    expect(comments[0]?.body).toMatch(/accepts `eval_loss` .*a wrong label was mended/)
  })

  test('squashed into main, its record reaches the ledger all the same', async () => {
    before = world.repo.head('main')
    world.repo.mergePull(change, 'squash')
    const ran = await world.onPush(before)
    expect(ran.log).toMatch(/ledger: copied/)
    expect(ran.conclusion).toBe('success')
  })

  test('reverted, the old baseline comes back with the code', async () => {
    const pull = world.open('revert', {
      'data.csv': FILES['data.csv'],
      'reprise.lock': world.repo.file(before, 'reprise.lock') ?? '',
    })
    const ran = await world.onPull(pull.number)
    expect(ran.outputs).toMatchObject({ verdict: 'identical', basis: 'bitwise' })
    expect(ran.conclusion).toBe('success')
    expect(world.said(pull.number)[0]?.body).toMatch(/accepts `eval_loss`/)
  })
})

/** The lock that the patch in a report makes, by git. */
function applied(report: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-patch-'))
  const patch = /```diff\n(--- a\/reprise\.lock[\s\S]*?\n)```/.exec(report)?.[1] ?? ''
  writeFileSync(join(folder, 'lock.patch'), patch)
  execFileSync('git', ['apply', 'lock.patch'], { cwd: folder, stdio: 'pipe' })
  const lock = readFileSync(join(folder, 'reprise.lock'), 'utf8')
  rmSync(folder, { recursive: true })
  return lock
}

function recordsIn({ repo }: World): string[] {
  return execFileSync('git', ['ls-tree', '-r', '--name-only', 'reprise', '--', 'records'], {
    cwd: repo.folder,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
}
