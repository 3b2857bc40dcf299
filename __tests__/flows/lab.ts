import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { accept, type Accepted, type AcceptOptions } from '../../src/flows/accept.ts'
import { check, type CheckOptions } from '../../src/flows/check.ts'
import { openProject } from '../../src/flows/project.ts'
import type { ModelReport, Report } from '../../src/report/report.ts'

/** A real git repository with a real, tiny training, to play the main job in. */
export interface Lab {
  readonly root: string
  write(files: Readonly<Record<string, string>>): void
  commit(message?: string): string
  check(options?: Partial<CheckOptions>): Promise<Report>
  /** The only model's report. */
  verdict(options?: Partial<CheckOptions>): Promise<ModelReport & { readonly exitCode: number }>
  accept(options?: Partial<AcceptOptions>): Promise<Accepted>
  git(...args: string[]): string
  remove(): void
}

/** 24 epochs of a loss that the seed and the data decide, at full precision. */
export const TRAIN = `
import json, random
rng = random.Random(json.load(open("config.json"))["seed"])
rows = [float(line) for line in open("data.csv").read().split()[1:]]
with open("metrics.jsonl", "w") as out:
    loss = 1.0
    for step in range(1, 25):
        loss = loss * 0.9 + 0.01 * rng.choice(rows) / 3
        out.write(json.dumps({"step": step, "eval_loss": loss}) + "\\n")
`

/** The same, with its seed from outside. */
export const SEEDED = TRAIN.replace(
  'json.load(open("config.json"))["seed"]',
  'json.load(open("config.json"))["seed"] + int(__import__("os").environ["SEED"])',
)

export const FILES = {
  'train.py': TRAIN,
  'config.json': '{"seed": 7, "rate": 0.1}\n',
  'data.csv': `value\n${Array.from({ length: 30 }, (_, row) => `${row}.5`).join('\n')}\n`,
  'reprise.yml':
    'train: python3 train.py\ndata: [data.csv]\nparams: [config.json]\nexpect:\n  eval_loss: {better: lower, within: 0.001}\n',
  '.gitignore': '__pycache__/\n.reprise/\n',
} as const

export function makeLab(files: Readonly<Record<string, string>> = FILES): Lab {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-lab-')))
  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      [
        '-c',
        'user.name=Test',
        '-c',
        'user.email=test@example.org',
        '-c',
        'commit.gpgsign=false',
        ...args,
      ],
      {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
  const lab: Lab = {
    root,
    git,
    write(more) {
      for (const [path, text] of Object.entries(more)) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
    },
    commit(message = 'Change') {
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', message)
      return git('rev-parse', 'HEAD').trim()
    },
    async check(options = {}) {
      const project = await openProject(root, undefined)
      return check(project, {
        models: [],
        base: undefined,
        isolation: undefined,
        signal: new AbortController().signal,
        onProgress: () => {},
        ...options,
      })
    },
    async verdict(options) {
      const report = await lab.check(options)
      const [model] = report.models
      if (model === undefined || report.models.length !== 1)
        throw new Error(`${report.models.length} models`)
      return { ...model, exitCode: report.exitCode }
    },
    async accept(options = {}) {
      return accept(await openProject(root, undefined), {
        cwd: root,
        record: undefined,
        ...options,
      })
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
  lab.git('init', '-q', '-b', 'main')
  lab.write(files)
  lab.commit('A small training')
  return lab
}

/** A lab whose first run is accepted and committed as the baseline. */
export async function labWithBaseline(
  files: Readonly<Record<string, string>> = FILES,
): Promise<Lab> {
  const lab = makeLab(files)
  await lab.check()
  await lab.accept()
  lab.commit('Accept the first baseline')
  return lab
}
