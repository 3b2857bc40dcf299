import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { afterEach, expect } from '@jest/globals'
import { startGitHub, type FakeGitHub, type FakeRepository, type GitHubOptions } from './github.ts'

const open: FakeGitHub[] = []
afterEach(async () => {
  for (const github of open.splice(0)) await github.close()
})

/** A fake that goes when the test ends, with one repository of two files. */
export async function started(
  options: GitHubOptions & { readonly private?: boolean } = {},
): Promise<{ readonly github: FakeGitHub; readonly repository: FakeRepository }> {
  const github = await startGitHub(options)
  open.push(github)
  const repository = github.repository({
    owner: 'octo',
    name: 'model',
    private: options.private ?? false,
  })
  repository.push('main', { 'train.py': 'print(1)\n', 'reprise.yml': 'version: 1\n' })
  return { github, repository }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Answers are checked by the fake itself; tests look at a few properties.
  readonly data: Record<string, unknown> & { readonly message?: string; readonly id?: number }
}

export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: object,
) => Promise<Answer>

/** A client of the API that does nothing by itself: no retries, no redirects. */
export function client(github: FakeGitHub, token: string): Ask {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${github.apiUrl}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
      headers: {
        'user-agent': 'test',
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const data = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : { text }
    return { status: response.status, headers: response.headers, data }
  }
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A program; not waited for in a way that would keep the server, which is in this process, from answering. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((done) => {
    child.once('close', done)
  })
  const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)])
  return { code: await ended, stdout: stdout.toString().trim(), stderr: stderr.toString() }
}

/** Git as a user of this token; fails the test where git fails. */
export async function git(token: string, cwd: string, ...args: string[]): Promise<string> {
  const ended = await tryGit(token, cwd, ...args)
  expect(ended).toMatchObject({ code: 0 })
  return ended.stdout
}

export async function tryGit(token: string, cwd: string, ...args: string[]): Promise<Ended> {
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64')
  const header = token ? ['-c', `http.extraheader=authorization: basic ${credentials}`] : []
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org']
  return run('git', [...who, ...header, ...args], { cwd })
}
