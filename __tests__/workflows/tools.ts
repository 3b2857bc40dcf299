import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where scripts/install-test-tools.sh puts what the system does not have. */
const FOLDER = process.env['REPRISE_TEST_TOOLS'] ?? join(homedir(), '.cache', 'reprise-test-tools')

/** A linter's path; undefined, and said so, where it is missing. In CI that is an error. */
export function findLinter(name: 'actionlint' | 'zizmor'): string | undefined {
  const places = [join(FOLDER, 'bin', name), join(FOLDER, 'python', 'bin', name)]
  const found = places.find((path) => existsSync(path))
  if (found !== undefined) return found
  const what = `${name} is missing: scripts/install-test-tools.sh installs it`
  if (process.env['CI'] === 'true') throw new Error(what)
  process.stderr.write(`\n  SKIPPED: ${what}\n\n`)
  return undefined
}

/** What a linter says, and how it ended. */
export function lint(
  program: string,
  args: readonly string[],
  cwd: string,
): { readonly code: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  return { code: status, said: `${stdout}${stderr}` }
}
