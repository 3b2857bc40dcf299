import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporary } from '../git/repository.ts'

export const BRANCH = 'reprise'

/** A bare repository on this machine, and what somebody with access to it can do to the ledger's branch. */
export interface RemoteRepository {
  /** Holds the repository, as `r.git`. */
  readonly folder: string
  readonly path: string
  git(...args: string[]): string
  /** Commits a line of any mode under any name; content that is not given need not exist. */
  put(path: string, content: Uint8Array | string | { readonly id: string }, mode?: string): void
  remove(path: string): void
  /** Commits counted from the branch's tip. */
  commits(): number
  /** Lets the server refuse every push, with this message. */
  refuse(message: string): void
}

export function remoteRepository(): RemoteRepository {
  const folder = temporary()
  const path = join(folder, 'r.git')
  execFileSync('git', ['init', '-q', '--bare', path])
  const call = (args: readonly string[], input?: Uint8Array, index = ''): string =>
    execFileSync('git', ['-c', 'core.protectNTFS=false', ...args], {
      cwd: path,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.org',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.org',
        ...(index !== '' && { GIT_INDEX_FILE: index }),
      },
      ...(input && { input }),
    }).trim()
  const ref = `refs/heads/${BRANCH}`
  /** One more commit, by a change of the index. */
  const commit = (mode: string, id: string, name: string): void => {
    const index = join(temporary(), 'index')
    const tip = call(['for-each-ref', '--format=%(objectname)', ref])
    if (tip !== '') call(['read-tree', tip], undefined, index)
    call(['update-index', '-z', '--index-info'], Buffer.from(`${mode} ${id}\t${name}\0`), index)
    const tree = call(['write-tree', '--missing-ok'], undefined, index)
    const parents = tip === '' ? [] : ['-p', tip]
    call(['update-ref', ref, call(['commit-tree', '-m', 'x', ...parents, tree])])
  }
  return {
    folder,
    path,
    git: (...args) => call(args),
    put(name, content, mode = '100644') {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      const id = 'id' in bytes ? bytes.id : call(['hash-object', '-w', '--stdin'], bytes)
      commit(mode, id, name)
    },
    remove: (name) => commit('0', '0'.repeat(40), name),
    commits: () => Number(call(['rev-list', '--count', ref])),
    refuse(message) {
      const hook = join(path, 'hooks/pre-receive')
      writeFileSync(hook, `#!/bin/sh\nprintf '%s\\n' '${message}' >&2\nexit 1\n`)
      chmodSync(hook, 0o755)
    },
  }
}
