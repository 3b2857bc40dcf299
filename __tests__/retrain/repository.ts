import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { IsolationLevel, RunOutcome } from '../../src/retrain/outcome.ts'
import type { RunRequest, TemplateRequest } from '../../src/retrain/request.ts'
import { dispose, prepareTemplate, retrainOnce, type Template } from '../../src/retrain/retrain.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'

const made: string[] = []

/** A temporary folder with its real path; {@link cleanUp} removes it. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'retrain-test-')))
  made.push(folder)
  return folder
}

export function cleanUp(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** Text files by path; a text that begins with `-> ` is a symbolic link, one with `#!` executable. */
export type Files = Readonly<Record<string, string>>

export function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    if (text.startsWith('-> ')) {
      symlinkSync(text.slice(3), file)
    } else {
      writeFileSync(file, text)
      if (text.startsWith('#!')) chmodSync(file, 0o755)
    }
  }
}

/** Makes folders below one, each inside the last, until no path can name them; the last of them closed. */
export function deepen(folder: string): void {
  const program =
    'import os\nfor _ in range(20):\n    os.mkdir("d" * 250)\n    os.chdir("d" * 250)\nopen("f", "w").close()\nos.chmod(".", 0)'
  execFileSync('python3', ['-c', program], { cwd: folder })
}

export function git(folder: string, ...args: string[]): string {
  const config = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.org',
    '-c',
    'init.defaultBranch=main',
  ]
  return execFileSync('git', [...config, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}

/** A repository with these files committed. */
export function makeRepository(
  files: Files,
  at: string = join(temporaryFolder(), 'repository'),
): string {
  mkdirSync(at, { recursive: true })
  git(at, 'init', '--quiet')
  write(at, files)
  commitAll(at)
  return at
}

export function commitAll(at: string): string {
  git(at, 'add', '--all')
  git(at, 'commit', '--quiet', '--allow-empty', '--message', 'a commit')
  return git(at, 'rev-parse', 'HEAD')
}

export function modelOf(changes: Partial<ModelSpec> = {}): ModelSpec {
  return {
    name: 'main',
    train: 'python3 train.py',
    directory: '.',
    setup: undefined,
    env: {},
    seed: { how: 'auto' },
    deterministic: true,
    require: 'reproduced',
    timeout: 60,
    idle: 60,
    network: 'auto',
    ignore: [],
    data: [],
    caches: undefined,
    params: undefined,
    packages: undefined,
    metrics: undefined,
    weights: [],
    expect: {},
    accelerator: undefined,
    runner: undefined,
    ...changes,
  }
}

/** The folder of a probe that does nothing: what is tested here is the launcher. */
function emptyProbe(): string {
  const folder = temporaryFolder()
  write(folder, { 'sitecustomize.py': '' })
  return folder
}

export interface Attempt extends Partial<Omit<TemplateRequest, 'model' | 'checkout'>> {
  readonly model?: Partial<ModelSpec>
  readonly runs?: number
  /** What each run is asked for beyond its seed. */
  readonly ask?: Pick<RunRequest, 'trace' | 'twin'>
}

/** What a test looks at after a run, read before the run's folder is gone. */
export interface Seen extends RunOutcome {
  /** Content of the logs. */
  readonly out: string
  readonly err: string
  /** Reads a file of the run's tree. */
  readonly file: (path: string) => string
}

export async function withTemplate<T>(
  checkout: string,
  attempt: Attempt,
  use: (template: Template) => Promise<T>,
): Promise<T> {
  const { model, runs: _, ask: __, ...request } = attempt
  const template = await prepareTemplate({
    files: { from: 'worktree' },
    network: 'off',
    probe: emptyProbe(),
    ...request,
    checkout,
    model: modelOf(model),
  })
  try {
    return await use(template)
  } finally {
    await dispose(template)
  }
}

/** Makes one run or more and looks at each. */
export async function train<T>(
  checkout: string,
  attempt: Attempt,
  look: (run: Seen) => T,
): Promise<T[]> {
  return withTemplate(checkout, attempt, async (template) => {
    const results: T[] = []
    for (let run = 0; run < (attempt.runs ?? 1); run++) {
      const outcome = await retrainOnce(template, {
        seed: run,
        accelerators: [],
        ...attempt.ask,
        signal: attempt.signal,
        onProgress: attempt.onProgress,
      })
      results.push(look(see(outcome)))
    }
    return results
  })
}

export async function trainOnce<T>(
  checkout: string,
  attempt: Attempt,
  look: (run: Seen) => T,
): Promise<T> {
  const [result] = await train(checkout, attempt, look)
  return result as T
}

function see(outcome: RunOutcome): Seen {
  const read = (path: string): string => readFileSync(path, 'utf8')
  return {
    ...outcome,
    out: read(outcome.stdout),
    err: read(outcome.stderr),
    file: (path) => read(join(outcome.copy, path)),
  }
}

/** The levels that this machine has. Without bubblewrap level 4 is left out loudly; in CI that is a failure. */
export const LEVELS: readonly IsolationLevel[] = has('bwrap') ? [4, 2, 1] : [2, 1]

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    if (process.env['CI'] === 'true') throw new Error(`${program} must be installed where CI=true`)
    process.stderr.write(
      `\nSKIPPED: ${program} is not installed, so nothing is tested at isolation level 4\n`,
    )
    return false
  }
}
