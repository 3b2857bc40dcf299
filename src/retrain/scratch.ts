import { lstatSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeTree } from './folders.ts'
import { isAlive, isNear, own, ownerOf } from './owner.ts'

/**
 * Makes a scratch folder that names this process as its owner, and removes those whose owners were killed before
 * they could: nobody else would.
 */
export async function makeScratch(within: string = tmpdir()): Promise<string> {
  const parent = realpathSync(within)
  for (const name of readdirSync(parent).filter((entry) => /^reprise-\w{6}$/.test(entry))) {
    const path = join(parent, name)
    // Somebody else may be removing it, too. It is tried again the next time.
    if (isAbandoned(path)) await removeTree(path).catch(() => undefined)
  }
  const scratch = mkdtempSync(join(parent, 'reprise-'))
  own(scratch, 'a scratch folder')
  return scratch
}

/** A folder of ours whose owner would be seen from here and is not. */
function isAbandoned(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory() !== true || stats.uid !== process.getuid?.()) return false
  const owner = ownerOf(path)
  return owner !== undefined && isNear(owner) && !isAlive(owner)
}
