import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { audit, type AuditOptions } from '../../src/flows/audit.ts'
import { bisect, type BisectOptions } from '../../src/flows/bisect/bisect.ts'
import { openProject } from '../../src/flows/project.ts'
import { readLog } from '../../src/flows/records.ts'
import { why, type WhyOptions } from '../../src/flows/why/why.ts'
import type { RunRecord } from '../../src/record/record.ts'
import type { AuditReport } from '../../src/report/audit.ts'
import type { BisectReport } from '../../src/report/bisect.ts'
import type { WhyReport } from '../../src/report/why.ts'
import { makeLab, type Lab } from './lab.ts'

/** A training of 24 steps that writes its own trace, as docs/trace.md says, and honours `REPRISE_TRACE`. */
export const TRAIN = `
import json, random, sys
from model import forward
from trace import Trace
config = json.load(open("config.json"))
rows = [float(line) for line in open("data.csv").read().split()[1:]]
rng = random.Random(config["seed"])
trace = Trace()
weight = rng.random()
trace.tensor(-1, "init", "weight", "value", weight)
with open("metrics.jsonl", "w") as out:
    for step in range(24):
        rate = config["rate"] if step < 11 else config.get("later", config["rate"])
        trace.hyper(step, rate)
        batch = [rng.choice(rows) / 3 for _ in range(4)]
        trace.tensor(step, "batch", "0", "value", batch)
        outputs = [forward(weight, x, step) for x in batch]
        trace.tensor(step, "forward", "net", "out", outputs)
        loss = sum((y - 2 * x) ** 2 for x, y in zip(batch, outputs)) / 4
        trace.tensor(step, "loss", "loss", "value", loss)
        gradient = sum(2 * x * (y - 2 * x) for x, y in zip(batch, outputs)) / 4
        trace.tensor(step, "gradient", "weight", "grad", gradient)
        weight -= rate * gradient
        trace.tensor(step, "update", "weight", "value", weight)
        trace.end_step(step, batch=batch, loss=loss, gradient=gradient, update=weight)
        out.write(json.dumps({"step": step, "eval_loss": loss}) + "\\n")
trace.end(24, "finished")
`

const TRACE = `
import hashlib, json, os, sys

def digest(value):
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]

class Trace:
    def __init__(self):
        how = os.environ.get("REPRISE_TRACE", "off")
        out = os.environ.get("REPRISE_OUT")
        self.file = None if out is None or how == "off" else open(out + "/trace-0.ndjson", "w")
        self.window = [int(n) for n in how[7:].split("-")] if how.startswith("window:") else None
        self.rate = None
        self.line(schema="reprise/trace/v1", writer="test", rank=0, world=1, digest="repr16", mode="modules", schedule=how)

    def line(self, **fields):
        if self.file is not None:
            self.file.write(json.dumps(fields) + "\\n")
            self.file.flush()

    def dense(self, step):
        if self.window is not None:
            return self.window[0] <= step <= self.window[1] or step < 0
        return step < 8 or step & (step - 1) == 0

    def tensor(self, step, phase, name, part, value):
        if self.dense(step):
            shape = [len(value)] if isinstance(value, list) else [1]
            self.line(t="tensor", step=step, phase=phase, name=name, part=part, call=0, shape=shape, dtype="float64", digest=digest(value))

    def hyper(self, step, rate):
        if rate != self.rate:
            self.line(t="hyper", step=step, optimizer=0, group=0, values={"lr": rate})
        self.rate = rate

    def end_step(self, step, **values):
        self.line(t="step", step=step, **{name: digest(value) for name, value in values.items()})
        if self.window is not None and step == self.window[1]:
            self.end(step + 1, "window")
            sys.exit(0)

    def end(self, steps, reason):
        self.line(t="end", steps=steps, reason=reason)
`

export const MODEL = 'def forward(weight, x, step):\n    return weight * x\n'
/** The model's code is another from step 11 on, which lies between two steps in full. */
export const LATE_MODEL =
  'def forward(weight, x, step):\n    return weight * x if step < 11 else weight * x * 1.01\n'
/** Another layer, from the first step on. */
export const WRONG = MODEL.replace('weight * x', 'weight * x * 1.01')
/** Chance enters at step 11. */
export const CHANCE =
  'import os\ndef forward(weight, x, step):\n    return weight * x + (0 if step < 11 else os.urandom(2)[0] * 1e-6)\n'

export const CONFIG = { seed: 7, rate: 0.001 }

/** Another learning rate. */
export const FASTER = JSON.stringify({ ...CONFIG, rate: 0.002 })

export const TRACED = {
  'train.py': TRAIN,
  'trace.py': TRACE,
  'model.py': MODEL,
  'config.json': JSON.stringify(CONFIG),
  'data.csv': `value\n${Array.from({ length: 30 }, (_, row) => `${row}.5`).join('\n')}\n`,
  'reprise.yml':
    'train: python3 train.py\ndata: [data.csv]\nparams: [config.json]\nexpect:\n  eval_loss: {within: 1e-9}\n',
  '.gitignore': '__pycache__/\n.reprise/\n',
} as const

export interface TracedLab extends Lab {
  audit(options?: Partial<AuditOptions>): Promise<AuditReport>
  why(options?: Partial<WhyOptions>): Promise<WhyReport>
  bisect(good: string, bad: string, options?: Partial<BisectOptions>): Promise<BisectReport>
  records(): Promise<readonly RunRecord[]>
  read(path: string): string
}

const QUIET = {
  model: undefined,
  isolation: undefined,
  signal: new AbortController().signal,
  onProgress: () => {},
}

export function makeTracedLab(files: Readonly<Record<string, string>> = {}): TracedLab {
  const lab = makeLab({ ...TRACED, ...files })
  const project = () => openProject(lab.root, undefined)
  return {
    ...lab,
    audit: async (options) =>
      audit(await project(), { ...QUIET, cost: false, seedCheck: false, ...options }),
    why: async (options) =>
      why(await project(), {
        ...QUIET,
        base: undefined,
        runs: undefined,
        minutes: undefined,
        list: false,
        ...options,
      }),
    bisect: async (good, bad, options) =>
      bisect(await project(), { ...QUIET, good, bad, reset: false, onNote: () => {}, ...options }),
    records: async () => (await readLog((await project()).ledger)).records,
    read: (path) => readFileSync(join(lab.root, path), 'utf8'),
  }
}

/** A lab whose first run is accepted and committed as the baseline. */
export async function tracedLabWithBaseline(
  files: Readonly<Record<string, string>> = {},
): Promise<TracedLab> {
  const lab = makeTracedLab(files)
  await lab.check()
  await lab.accept()
  lab.commit('Accept the first baseline')
  return lab
}

/** A training that crashes at its end. */
export const BROKEN = `${TRAIN}raise SystemExit(1)\n`

/** Commits, each with its files; their ids in order. */
export function history(
  lab: TracedLab,
  commits: ReadonlyArray<Readonly<Record<string, string>>>,
): string[] {
  return commits.map((files, at) => {
    lab.write(files)
    return lab.commit(`Commit ${at + 1}`)
  })
}

export const headOf = (lab: TracedLab): string => lab.git('rev-parse', 'HEAD').trim()

/** What `why` says of each group. */
export async function resultsOf(lab: TracedLab): Promise<Record<string, string>> {
  const { groups } = await lab.why()
  return Object.fromEntries(groups.map(({ name, result }) => [name, result]))
}
