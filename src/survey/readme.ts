import type { RepositoryListing } from './survey.ts'

const PLACEHOLDER = /[<>{}[\]$`|&;\\*]|\.\.\.|…|\bpath\/to\b|(?:^|\s)(?:-h|--help)(?:\s|$)/
const START = /^(?:(?:uv|poetry|pdm|pixi) run )?python3? /
const FILE = /(?:^|=)([^\s=]+\.(?:csv|json|jsonl|py|toml|txt|ya?ml))$/i

/** The command with which a README runs a program, if it can be run as it stands: every file that it names is there. */
export function readmeCommand(files: RepositoryListing, script: string): string | undefined {
  const readme = files.paths.find((path) => /^readme(?:\.\w+)?$/i.test(path))
  const text = readme === undefined ? undefined : files.read(readme)
  return text
    ?.split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^\$ /, '')
        .replace(/\s#.*$/, '')
        .trim(),
    )
    .find(
      (line) =>
        START.test(line) &&
        line.split(/\s+/).includes(script) &&
        !PLACEHOLDER.test(line) &&
        line.split(/\s+/).every((word) => isThere(files, word)) &&
        line.length < 300,
    )
}

/** Hydra names a file by its end: `experiment=mini.yaml`. */
function isThere({ paths }: RepositoryListing, word: string): boolean {
  const file = FILE.exec(word)?.[1]?.replace(/^\.\//, '')
  return file === undefined || paths.some((path) => path === file || path.endsWith(`/${file}`))
}
