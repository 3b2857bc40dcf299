import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { git } from '../git/git.ts'
import { findRepository } from '../git/repository.ts'
import { UserError } from '../record/error.ts'

/** Of `dist/` or of `src/flows/`: the folder of this program's own repository. */
const OWN = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../..' : '..', import.meta.url),
)

/**
 * `OWNER/REPOSITORY@COMMIT` of the clone that a program runs from, for `uses:`; undefined where it is no clone of its own (it
 * may lie inside another repository, as an installed package does) or comes from elsewhere than github.com.
 */
export async function ownRevision(folder = OWN): Promise<string | undefined> {
  try {
    const { root, commit } = await findRepository(folder)
    if (commit === undefined || realpathSync(root) !== realpathSync(folder)) return undefined
    const args = ['config', '--local', '--get', 'remote.origin.url']
    const { stdout } = await git(root, args, { accept: [0, 1] })
    const name = nameOnGitHub(stdout.toString().trim())
    return name === undefined ? undefined : `${name}@${commit}`
  } catch (error) {
    // No git, no repository, somebody else's: nothing can be said of where it comes from.
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** The forms in which git clones from github.com: HTTPS, SSH, and SSH's short one. */
const URL_FORMS =
  /^(?:https:\/\/(?:[^/@]*@)?|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/i

function nameOnGitHub(url: string): string | undefined {
  return URL_FORMS.exec(url)?.[1]
}
