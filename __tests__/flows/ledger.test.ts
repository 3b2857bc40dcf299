import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadAttachments } from '../../src/flows/attachments.ts'
import { fetchBaselines, verify } from '../../src/flows/ledger.ts'
import { openProject } from '../../src/flows/project.ts'
import { gitLedger } from '../../src/ledger/git.ts'
import { labWithBaseline, type Lab } from './lab.ts'

let lab: Lab
let remote: string
beforeEach(async () => {
  remote = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-remote-')))
  execFileSync('git', ['init', '-q', '--bare', remote])
  lab = await labWithBaseline()
  lab.git('remote', 'add', 'origin', remote)
  // As a workflow leaves it: the accepted record on the branch, nothing of it on this machine.
  const { ledger } = await openProject(lab.root, undefined)
  const branch = gitLedger({ remote, branch: 'reprise', folder: join(remote, 'clone') })
  for (const id of await ledger.ids()) {
    const found = await ledger.record(id)
    if (found.state === 'found')
      await branch.append(found.value, await loadAttachments(ledger, [found.value]))
  }
  rmSync(join(lab.root, '.reprise'), { recursive: true })
})
afterEach(() => {
  lab.remove()
  rmSync(remote, { recursive: true, force: true })
})

test('what the lock names comes from the branch, and then a difference is explained', async () => {
  lab.write({ 'config.json': '{"seed": 8, "rate": 0.1}\n' })
  const blind = await lab.verdict()
  expect(blind.verdict.verdict).toBe('changed')
  expect(blind.explanation).toBeUndefined()

  const where = { cwd: lab.root, config: undefined }
  const first = await fetchBaselines(where, 'origin')
  expect(first.fetched).toHaveLength(1)
  expect(first.absent).toEqual([])
  expect(await fetchBaselines(where, 'origin')).toEqual({ fetched: [], absent: [] })
  const explained = await lab.verdict()
  expect(explained.explanation?.factors.find(({ factor }) => factor === 'config')).toMatchObject({
    status: 'different',
    changes: [{ kind: 'param', file: 'config.json', key: 'seed', before: 7, after: 8 }],
  })
})

test('a branch is verified where it lies, and what is damaged there is named', async () => {
  const where = { cwd: lab.root, config: undefined }
  expect(await verify(where, 'origin')).toEqual([])
  const [record] = (await fetchBaselines(where, 'origin')).fetched
  rmSync(join(lab.root, '.reprise'), { recursive: true })
  const path = `records/${record?.replace('sha256:', '')}.json`
  const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], {
    cwd: remote,
    input: '{}',
    encoding: 'utf8',
  }).trim()
  const env = { ...process.env, GIT_INDEX_FILE: join(remote, 'index') }
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: remote, env, encoding: 'utf8' }).trim()
  git('read-tree', 'reprise')
  git('update-index', '--add', '--cacheinfo', `100644,${blob},${path}`)
  git(
    '-c',
    'user.name=T',
    '-c',
    'user.email=t@example.org',
    'update-ref',
    'refs/heads/reprise',
    git(
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@example.org',
      'commit-tree',
      '-m',
      'x',
      git('write-tree'),
    ),
  )
  expect(await verify(where, 'origin')).toContainEqual(
    expect.objectContaining({ kind: 'damaged', path }),
  )
  await expect(fetchBaselines(where, 'origin')).rejects.toMatchObject({
    code: 'record-unreadable',
  })
})

test('no remote, and a branch that is not there', async () => {
  const where = { cwd: lab.root, config: undefined }
  await expect(fetchBaselines(where, 'upstream')).rejects.toMatchObject({ code: 'remote-unknown' })
  lab.git('push', '-q', remote, ':refs/heads/reprise')
  for (const asked of [() => fetchBaselines(where, 'origin'), () => verify(where, 'origin')])
    await expect(asked()).rejects.toMatchObject({
      code: 'ledger-absent',
      message: 'origin has no branch reprise: there is no ledger yet',
    })
  expect(readdirSync(lab.root)).not.toContain('ledger.git')
})
