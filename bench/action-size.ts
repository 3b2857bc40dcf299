import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'yaml'

/** Bytes of what GitHub would send for a tag of this work tree: `git archive`, which honours `export-ignore`, and gzip. */
export function tarballBytes(root: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-tarball-'))
  const objects = execFileSync('git', ['rev-parse', '--git-path', 'objects'], {
    cwd: root,
    encoding: 'utf8',
  }).trim()
  mkdirSync(join(folder, 'objects'))
  // An index and objects of our own: the repository's stay as they are.
  const env = {
    ...process.env,
    GIT_INDEX_FILE: join(folder, 'index'),
    GIT_OBJECT_DIRECTORY: join(folder, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(root, objects),
  }
  const git = (...args: string[]): Buffer =>
    execFileSync('git', args, { cwd: root, env, maxBuffer: 2 ** 30 })
  try {
    git('add', '--all')
    const tree = git('write-tree').toString().trim()
    return gzipSync(git('archive', '--format=tar', tree), { level: 9 }).length
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Step {
  readonly uses?: string
}

/** What the action's own YAML files use of other repositories: each is fetched before a job can start. */
export function foreignActions(root: string): string[] {
  const files = globSync(
    ['action.yml', 'prepare/action.yml', 'report/action.yml', 'retrain/**/action.yml'],
    { cwd: root },
  )
  return files.flatMap((file) => {
    const { runs } = parse(readFileSync(join(root, file), 'utf8')) as {
      runs: { steps?: readonly Step[] }
    }
    return (runs.steps ?? []).flatMap(({ uses }) =>
      uses === undefined || uses.startsWith('$/') ? [] : [`${file}: ${uses}`],
    )
  })
}
