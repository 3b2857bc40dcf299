import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../..', import.meta.url))

/** What somebody might change in a training, and the verdict that it must get. */
export interface Change {
  readonly title: string
  readonly expect: string
  readonly apply: (scene: Scene) => void
}

/** One of `examples/`, and the changes played on it. */
export interface Scenario {
  readonly example: string
  readonly changes: readonly Change[]
  /** A folder that comes first on PATH: that of the `python3` which the training needs. */
  readonly path?: string | undefined
  /** What makes the example short enough to be watched. */
  readonly prepare?: (scene: Scene) => void
}

/** A copy of an example in a git repository of its own, with a folder beside it for the pages. */
export class Scene {
  readonly repository: string
  readonly pages: string
  readonly #env: NodeJS.ProcessEnv

  constructor({ example, path }: Scenario) {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-demo-'))
    this.repository = join(folder, example)
    this.pages = join(folder, 'pages')
    this.#env =
      path === undefined ? process.env : { ...process.env, PATH: `${path}:${process.env.PATH}` }
    mkdirSync(this.pages)
    cpSync(join(project, 'examples', example), this.repository, {
      recursive: true,
      filter: (source) => !source.endsWith('__pycache__'),
    })
  }

  reprise(...args: string[]): void {
    say(`\n$ reprise ${args.join(' ')}`)
    const status = this.#run(process.execPath, [join(project, 'dist', 'cli.js'), ...args])
    // 0, 1 and 3 are verdicts; anything else is no answer at all.
    if (status !== 0 && status !== 1 && status !== 3)
      throw new Error(`reprise ${args.join(' ')} ended with ${status}`)
  }

  git(...args: string[]): void {
    const settings = ['user.name=Demo', 'user.email=demo@example.org', 'commit.gpgsign=false']
    const status = this.#run('git', [...settings.flatMap((setting) => ['-c', setting]), ...args])
    if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}`)
  }

  edit(file: string, before: string, after: string): void {
    const path = join(this.repository, file)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(before)) throw new Error(`${file} has no ${JSON.stringify(before)}`)
    writeFileSync(
      path,
      text.replace(before, () => after),
    )
  }

  /** Writes keys of a JSON file anew. */
  set(file: string, values: Readonly<Record<string, number>>): void {
    const path = join(this.repository, file)
    const known = JSON.parse(readFileSync(path, 'utf8')) as object
    writeFileSync(path, `${JSON.stringify({ ...known, ...values }, null, 2)}\n`)
  }

  /** Gives one data row (counted from 1, the header left out) another label. */
  relabel(file: string, row: number, label: number): void {
    const path = join(this.repository, file)
    const lines = readFileSync(path, 'utf8').split('\n')
    lines[row] = (lines[row] ?? '').replace(/\d+$/, String(label))
    writeFileSync(path, lines.join('\n'))
  }

  /** Keeps the report of the last check under a name with its verdict. */
  keepPage(name: string): string {
    const reports = join(this.repository, '.reprise')
    const { verdict } = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8')).models[0]
      .verdict
    for (const type of ['html', 'json'])
      cpSync(join(reports, `report.${type}`), join(this.pages, `${name}-${verdict}.${type}`))
    return verdict
  }

  #run(command: string, args: readonly string[]): number | null {
    const { status, error } = spawnSync(command, args, {
      cwd: this.repository,
      env: this.#env,
      stdio: 'inherit',
    })
    if (error !== undefined) throw error
    return status
  }
}

export function heading(text: string): void {
  say(`\n${'─'.repeat(78)}\n${text}\n${'─'.repeat(78)}`)
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
