import { quote } from './shell.ts'
import type { Candidate, RepositoryListing } from './survey.ts'

/** Ways to train that somebody already wrote down: a target of a Makefile, a shell script. */
export function entryCandidates(files: RepositoryListing): Candidate[] {
  const makefile = files.paths.find((path) => /^(?:GNUm|[mM])akefile$/.test(path))
  const targets = [
    ...((makefile === undefined ? undefined : files.read(makefile)) ?? '').matchAll(
      /^(train[\w-]*):(?!=)/gm,
    ),
  ]
  const small = targets
    .map(([, name = '']) => name)
    .sort((a, b) => Number(isSmall(b)) - Number(isSmall(a)))
  const make = small.slice(0, 1).map((name): Candidate => ({
    train: `make ${name}`,
    script: undefined,
    score: 7,
    because: [`${makefile ?? 'the Makefile'} has the target ${name}`],
  }))
  const shells = files.paths
    .filter((path) => /^(?:scripts\/|bin\/)?(?:run_)?train(?:ing)?[\w-]*\.sh$/.test(path))
    .map((path): Candidate => ({
      train: `bash ${quote(path)}`,
      script: undefined,
      score: 6,
      because: [`${path} is named like a training`],
    }))
  return [...make, ...shells]
}

function isSmall(name: string): boolean {
  return /mini|tiny|smoke|debug|small/.test(name)
}
