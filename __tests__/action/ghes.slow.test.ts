import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { TRAIN } from '../flows/lab.ts'
import type { Files } from '../fakes/github/types.ts'
import type { Annotation } from '../fakes/runner/types.ts'
import { makeWorld, type Ran, type Unusual, type World } from './world.ts'

/** The documented workflow for GitHub Enterprise Server, with its two placeholders filled in. */
const WORKFLOW = readFileSync(resolve(import.meta.dirname, '../../docs/examples/ghes.yml'), 'utf8')
  .replaceAll('OWNER/reprise', 'reprise/reprise')
  .replaceAll('@COMMIT', `@${'a'.repeat(40)}`)

let world: World
beforeAll(async () => {
  world = await makeWorld()
  const before = world.repo.head('main')
  await world.onDispatch({ mode: 'accept' })
  await world.onPush(before)
}, 60_000)
afterAll(async () => {
  expect(world.github.problems).toEqual([])
  await world.close()
})

let branches = 0
async function judged(files: Files, unusual: Unusual): Promise<Ran & { body: string }> {
  const pull = world.open(`change-${(branches += 1)}`, files)
  const ran = await world.onPull(pull.number, unusual)
  return { ...ran, body: world.said(pull.number)[0]?.body ?? '' }
}

/** What must not differ between two jobs that judge the same change: everything but names of runs and commits, and times. */
function essence({ conclusion, outputs, body, jobs }: Ran & { body: string }): unknown {
  const steps = jobs.flatMap((job) => job.steps)
  const { report, record, ...said } = outputs
  return {
    conclusion,
    outputs: { ...said, report: report?.replace(/.*\//, ''), record: record?.length },
    body: timeless(body),
    // A composite's own entry repeats those of its steps.
    annotations: [...new Set(steps.flatMap(({ annotations }) => annotations.map(spelled)))],
    summary: timeless(steps.map(({ summary }) => summary).join('')),
  }
}

function spelled({ level, file, line, message }: Annotation): string {
  return timeless([level, file, line, message].join(' '))
}

function timeless(text: string): string {
  return (
    text
      .replace(/\b[0-9a-f]{12,64}\b/g, 'HEX')
      .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d\b/g, 'DATE')
      .replace(/\b[\d.]+ s\b/g, 'SECONDS')
      // A row is bold where both sides differ.
      .replace(/\*\*(started|training took)\*\*/g, '$1')
      .replace(/\b(run[ =]|runs\/)\d+/g, '$1N')
  )
}

describe('the stages one by one, without `$/`, are the root action', () => {
  test('no reference in the workflow needs `$/`', () => {
    expect(WORKFLOW).not.toMatch(/uses: *['"]?\$/)
    const used = [...WORKFLOW.matchAll(/uses: reprise\/reprise\/([\w/]+)@/g)].map(
      ([, path]) => path,
    )
    expect([...new Set(used)]).toEqual(['prepare', 'retrain/begin', 'retrain/end', 'report'])
    for (const path of used) {
      const action = resolve(import.meta.dirname, '../..', path ?? '', 'action.yml')
      expect(readFileSync(action, 'utf8')).not.toMatch(/uses: *['"]?\$\//)
    }
  })

  test.each<[string, Files, string]>([
    ['an identical pull request', { 'notes.txt': 'hello\n' }, 'identical'],
    ['a regression', { 'config.json': '{"seed": 8, "rate": 0.1}\n' }, 'changed'],
    ['a crash', { 'train.py': `${TRAIN}raise SystemExit("no more cake")\n` }, 'failed'],
  ])('%s', async (_name, files, verdict) => {
    const composite = await judged(files, {})
    const explicit = await judged(files, { edit: () => WORKFLOW })
    expect(explicit.outputs['verdict']).toBe(verdict)
    expect(explicit.jobs.map(({ id }) => id)).toEqual(['check', 'keep'])
    expect(essence(explicit)).toEqual(essence(composite))
  })

  test('a merge completes the ledger', async () => {
    const pull = world.open('merged', { 'notes.txt': 'merged\n' })
    await world.onPull(pull.number, { edit: () => WORKFLOW })
    const before = world.repo.head('main')
    world.repo.mergePull(pull.number, 'merge')
    const ledger = world.repo.head('reprise')
    world.repo.deleteBranch('reprise')
    const ran = await world.onPush(before, { edit: () => WORKFLOW })
    expect(ran.conclusion).toBe('success')
    expect(ran.log).toMatch(/ledger: (copied|kept) [0-9a-f]{12} of main/)
    expect(world.repo.head('reprise')).not.toBe(ledger)
  })
})

describe('a server of one’s own', () => {
  /** What a job on a machine does whose every connection, of Node and of git, is written down. */
  async function watched(number: number, server: string, edit: Unusual['edit']) {
    const watch = join(world.folder, 'watch', server.replaceAll(/\W/g, '-'))
    mkdirSync(join(watch, 'bin'), { recursive: true })
    writeFileSync(join(watch, 'recorder.mjs'), RECORDER)
    const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim()
    const git = `#!/bin/sh
export GIT_TRACE_CURL=${watch}/git GIT_TRACE_CURL_NO_DATA=1
exec ${real} "$@"
`
    writeFileSync(join(watch, 'bin', 'git'), git, { mode: 0o755 })
    const ran = await world.onPull(number, {
      context: { server_url: server },
      ...(edit && { edit }),
      options: {
        workspace: join(watch, 'machine', 'mini', 'mini'),
        env: {
          PATH: `${watch}/bin:${process.env['PATH']}`,
          HOME: process.env['HOME'] ?? '',
          NODE_OPTIONS: `--import ${watch}/recorder.mjs`,
          CONNECTIONS: join(watch, 'node'),
        },
      },
    })
    const hosts = [
      ...linesOf(join(watch, 'node')),
      ...linesOf(join(watch, 'git')).flatMap((line) => /header: host: (.*)/i.exec(line)?.[1] ?? []),
    ]
    return { ran, hosts: new Set(hosts), git: existsSync(join(watch, 'git')) }
  }

  test.each(['github.localhost', '127.0.0.1'])(
    'nothing is asked but GITHUB_API_URL and GITHUB_SERVER_URL at %s',
    async (name) => {
      const port = new URL(world.github.url).port
      const server = `http://${name}:${port}`
      const pull = world.open(`at-${name}`, { 'config.json': '{"seed": 9, "rate": 0.1}\n' })
      const edit = name === '127.0.0.1' ? () => WORKFLOW : undefined
      const { ran, hosts, git } = await watched(pull.number, server, edit)
      expect(ran.outputs['verdict']).toBe('changed')
      expect(git).toBe(true)
      expect([...hosts].toSorted()).toEqual(
        [...new Set([`127.0.0.1:${port}`, `${name}:${port}`])].toSorted(),
      )
      const body = world.said(pull.number)[0]?.body ?? ''
      expect(body).toContain(`${server}/lab/mini/actions/runs/${ran.runId}`)
      expect(body).not.toContain('https://github.com/')
      // The store for artifacts that a step can reach is not part of such a server; the verdict needs none.
      expect(ran.log).toMatch(
        name === '127.0.0.1' ? /artifact: .*not stored/ : /artifact: reprise-main/,
      )
    },
  )
})

/** Loaded before any program of Node: appends every host that a socket is opened to. */
const RECORDER = `import { appendFileSync } from 'node:fs'
import { Socket } from 'node:net'
const { connect } = Socket.prototype
Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args
  if (options.path === undefined || options.port !== undefined)
    appendFileSync(process.env.CONNECTIONS, options.host + ':' + options.port + '\\n')
  return connect.apply(this, args)
}
`

function linesOf(file: string): string[] {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : []
}
