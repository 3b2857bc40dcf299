import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from '@jest/globals'

const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A new folder that goes when the test file ends. */
export function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-test-')))
  made.push(folder)
  return folder
}

/** Plain git, as a user would call it; its output without the last line's end. */
export function user(folder: string, ...args: string[]): string {
  const who = [
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@example.org',
    '-c',
    'init.defaultBranch=main',
  ]
  const local = ['-c', 'protocol.file.allow=always']
  return execFileSync('git', [...who, ...local, ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).replace(/\n$/, '')
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** A repository with one commit of these files. */
export function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporary()
  user(folder, 'init', '-q')
  write(folder, files)
  commitAll(folder)
  return folder
}

export function commitAll(folder: string): string {
  user(folder, 'add', '-A')
  user(folder, 'commit', '-q', '--allow-empty', '-m', 'x')
  return user(folder, 'rev-parse', 'HEAD')
}
