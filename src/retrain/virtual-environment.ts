import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Interpreter } from './interpreter.ts'

/**
 * Makes in `folder` a virtual environment that will be seen as `seenAs`: what `python -m venv --without-pip` makes,
 * and a `.pth` file to the folders that packages are imported from outside. So everything installed there is
 * seen, what is installed here comes before it, and nothing is downloaded to make it.
 */
export function makeVirtualEnvironment(
  folder: string,
  seenAs: string,
  interpreter: Interpreter,
): void {
  const { base, version, library, sites } = interpreter
  const packages = join(folder, library)
  mkdirSync(packages, { recursive: true })
  mkdirSync(join(folder, 'bin'))
  symlinkSync('lib', join(folder, 'lib64'))
  writeFileSync(
    join(folder, 'pyvenv.cfg'),
    `home = ${dirname(base)}\ninclude-system-site-packages = false\nversion = ${version}\nexecutable = ${base}\n`,
  )
  const names = new Set(['python', 'python3', `python${version}`])
  for (const name of names) symlinkSync(base, join(folder, 'bin', name))
  // The name sorts behind all that an installation may write, so that those entries come first.
  const lines = sites.map((site) => `import site; site.addsitedir(${JSON.stringify(site)})\n`)
  writeFileSync(join(packages, 'zzz-reprise-outer.pth'), lines.join(''))
  for (const name of ['pip', 'pip3', `pip${version}`]) {
    // The outer script would install into the outer environment.
    const script = `#!/bin/sh\nexec '${join(seenAs, 'bin', 'python')}' -m pip "$@"\n`
    writeFileSync(join(folder, 'bin', name), script, { mode: 0o755 })
  }
}
