import { git } from './git.ts'
import { fields } from './output.ts'

type Setting = readonly [key: string, value: string]

/**
 * Settings for a call that compares files with blobs: filter drivers that the repository's own configuration
 * defines do not run, nor does git-lfs, whose extensions that configuration names too; the user's own do.
 * A file whose driver does not run may count as changed when it was only touched (`lfs.ts` sees to LFS).
 */
export async function trustedFilters(root: string): Promise<Setting[]> {
  const foreign = ['local', 'worktree']
  const drivers = await listDrivers(root)
  return drivers
    .filter(({ scope, name }) => foreign.includes(scope) || name === 'lfs')
    .flatMap(({ name }) => silence(name))
}

/** Settings for a call that writes files: no filter driver runs. */
export async function noFilters(root: string): Promise<Setting[]> {
  return (await listDrivers(root)).flatMap(({ name }) => silence(name))
}

async function listDrivers(root: string): Promise<{ scope: string; name: string }[]> {
  const args = ['config', '-z', '--show-scope', '--name-only', '--get-regexp', '^filter\\.']
  const list = fields((await git(root, args, { accept: [0, 1] })).stdout)
  const scopes = list.filter((_, index) => index % 2 === 0)
  return scopes.map((scope, index) => ({
    scope,
    name: (list[2 * index + 1] ?? '').replace(/^filter\./, '').replace(/\.[^.]*$/, ''),
  }))
}

function silence(name: string): Setting[] {
  return [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.smudge`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ]
}
