import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface TestRepository {
  readonly root: string
  git(...args: string[]): string
  write(files: Readonly<Record<string, string>>): void
  remove(): void
}

const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']

/** A repository with one commit, on the branch `trunk`, that holds a training. */
export function makeRepository(): TestRepository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-init-')))
  const root = join(folder, 'repository')
  mkdirSync(root)
  const git = (...args: string[]): string =>
    execFileSync('git', [...IDENTITY, '-c', 'commit.gpgsign=false', ...args], {
      cwd: root,
      encoding: 'utf8',
    })
  const write: TestRepository['write'] = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
  git('init', '-q', '-b', 'trunk')
  write({ 'train.py': 'for epoch in range(3):\n    loss.backward()\n' })
  git('add', '-A')
  git('commit', '-qm', 'Begin')
  return { root, git, write, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
