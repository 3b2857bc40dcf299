import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { UserError } from '../record/error.ts'
import { git } from './git.ts'
import { line, terminated } from './output.ts'

/** `ident` etc. would change what a file and its blob have in common; `!` is the only way to unset an encoding. */
const ATTRIBUTES = '* -text -ident -filter !eol !working-tree-encoding\n'
const SETTINGS = [
  ['core.compression', '1'],
  // Names that other systems could not hold are names here.
  ['core.protectNTFS', 'false'],
  ['core.protectHFS', 'false'],
] as const
const MESSAGE = 'The files of this run\n'

/** Nobody, at no time: a commit's id then says which files it holds, and nothing else. */
const NOBODY = {
  GIT_AUTHOR_NAME: 'reprise',
  GIT_AUTHOR_EMAIL: 'reprise@localhost',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'reprise',
  GIT_COMMITTER_EMAIL: 'reprise@localhost',
  GIT_COMMITTER_DATE: '@0 +0000',
}

/**
 * Makes `into` (a path that does not exist yet, such as `<folder>/.git`) a git folder with one commit of
 * exactly the named files of `folder` (DESIGN §7, "Each run is alone"). Its id depends on their names, bytes,
 * executable bits and link targets alone; `git status` in `folder` is clean; it borrows nothing from
 * `root`'s repository and knows no remote. Nothing of `folder` runs: no filter, no hook. Call it before any
 * code that is not trusted has written there.
 *
 * @throws {UserError} `git-failed`, also for a name that git refuses, such as one with a part `.git`
 */
export async function commitTree(
  root: string,
  folder: string,
  paths: readonly string[],
  into: string,
): Promise<{ tree: string; commit: string }> {
  const ask = async (...what: string[]): Promise<string> =>
    line((await git(root, ['rev-parse', ...what])).stdout)
  await layOut(into, await ask('--show-object-format'))
  const objects = resolve(root, await ask('--git-path', 'objects'))
  const scratch = await mkdtemp(join(tmpdir(), 'reprise-commit-'))
  try {
    return await commit(folder, paths, into, {
      ...NOBODY,
      GIT_DIR: into,
      GIT_WORK_TREE: folder,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_OBJECT_DIRECTORY: scratch,
      // What the checkout has already need not be written; quoted, for `:` separates folders.
      GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(objects),
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** A git folder by hand: `git init` would take the user's template, with its hooks. */
async function layOut(into: string, format: string): Promise<void> {
  await mkdir(into)
  for (const folder of ['objects/pack', 'refs/heads', 'info']) {
    await mkdir(join(into, folder), { recursive: true })
  }
  const plain = format === 'sha1'
  const core = { filemode: true, symlinks: true, bare: false, autocrlf: false }
  const settings = Object.entries({ repositoryformatversion: plain ? 0 : 1, ...core })
  const lines = ['[core]', ...settings.map(([key, value]) => `\t${key} = ${value}`)]
  if (!plain) lines.push('[extensions]', `\tobjectFormat = ${format}`)
  await writeFile(join(into, 'config'), `${lines.join('\n')}\n`)
  await writeFile(join(into, 'HEAD'), 'ref: refs/heads/main\n')
  await writeFile(join(into, 'info/attributes'), ATTRIBUTES)
}

async function commit(
  folder: string,
  paths: readonly string[],
  into: string,
  env: Readonly<Record<string, string>>,
): Promise<{ tree: string; commit: string }> {
  const run = async (args: readonly string[], input = ''): Promise<string> => {
    const { stdout, stderr } = await git(folder, args, { env, config: SETTINGS, input })
    // Git passes over a name it does not like, and ends with 0.
    if (/^Ignoring path/m.test(stderr)) throw refused(stderr)
    return line(stdout)
  }
  await run(['update-index', '--add', '-z', '--stdin'], terminated(paths))
  const tree = await run(['write-tree'])
  const id = await run(['commit-tree', tree], MESSAGE)
  const pack = join(into, 'objects/pack/pack')
  await run(['pack-objects', '--quiet', '--revs', '--window=0', pack], `${id}\n`)
  await writeFile(join(into, 'refs/heads/main'), `${id}\n`)
  return { tree, commit: id }
}

function refused(stderr: string): UserError {
  const path = /^Ignoring path (.*)$/m.exec(stderr)?.[1] ?? ''
  return new UserError(
    'git-failed',
    `git cannot hold a file of the name ${JSON.stringify(path)}`,
    'Rename the file, or name it in `ignore:`.',
  )
}
