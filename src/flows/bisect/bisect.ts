import { unfitReasons } from '../../compare/baseline.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { resolveCommit } from '../../git/commits.ts'
import { commitOf, commitsBetween, isAncestor, type Commit } from '../../git/history.ts'
import { UserError } from '../../record/error.ts'
import type { RunRecord } from '../../record/record.ts'
import type { BisectReport, BisectTried } from '../../report/bisect.ts'
import { clean } from '../../report/text/clean.ts'
import { reasonText } from '../../report/words/accepting.ts'
import { explainRecords } from '../explaining.ts'
import { draftPlan, fixKey, machineFor } from '../planning.ts'
import type { Project } from '../project.ts'
import { onlyModel } from '../run.ts'
import { openTrainer, type TrainerOptions } from '../trainer.ts'
import { stretchesOf, type Stretch } from './inputs.ts'
import { mostLeft, nextToTry, suspects, type Known } from './search.ts'
import { forgetState, readState } from './state.ts'
import { runOf, tryStretch, type Bench, type Tried } from './trying.ts'

export interface BisectOptions extends TrainerOptions {
  readonly good: string
  readonly bad: string
  /** Undefined: the only model. */
  readonly model: string | undefined
  /** Whether to forget what earlier searches tried. */
  readonly reset: boolean
  readonly onNote: (note: string) => void
}

/**
 * The first commit between two whose training no longer reproduces that of the first: each is trained from git's objects, judged by
 * the working tree's rules, and kept, so that a search that was stopped goes on. What a training cannot tell from its neighbour
 * is not trained; what cannot be trained is skipped, and then one of several may be it.
 *
 * @throws {UserError} `bisect-order`, `bisect-good`, `bisect-bad`, `bisect-state`, `bisect-no-tolerance`, `unknown-commit`, or what
 *   keeps it from starting
 */
export async function bisect(project: Project, options: BisectOptions): Promise<BisectReport> {
  const name = onlyModel(project, options.model)
  const draft = await draftPlan({ project, base: undefined, asPullRequest: false, name })
  const planned = fixKey(draft, await machineFor(draft.model))
  if (options.reset) forgetState(project)
  const entries = [...(await readState(project))]
  const line = await lineOf(project, options)
  const stretches = await stretchesOf(project, planned.model, line)
  const [first] = stretches
  if (first === undefined) throw new Error('a line of commits has no first one')
  const trainer = openTrainer(project, planned, options)
  const bench: Bench = { project, planned, trainer, good: first.inputs, entries }
  try {
    const found = await search(bench, stretches, options.onNote)
    return {
      schema: 'reprise/bisect/v1',
      model: name,
      good: line[0]!,
      bad: line.at(-1)!,
      commits: line.length - 1,
      ...(await concluded(project, stretches, found)),
      cost: trainer.cost(),
    }
  } finally {
    await trainer.dispose()
  }
}

/** GOOD, and the commits behind it up to BAD. */
async function lineOf({ root }: Project, { good, bad }: BisectOptions): Promise<readonly Commit[]> {
  const [old, young] = [await resolveCommit(root, good), await resolveCommit(root, bad)]
  if (old === young || !(await isAncestor(root, old, young))) {
    throw new UserError(
      'bisect-order',
      old === young ? `${good} and ${bad} are one commit` : `${good} is no ancestor of ${bad}`,
      'Name the older commit, whose numbers are right, first: `reprise bisect GOOD BAD`. A shallow clone needs more history.',
    )
  }
  return [await commitOf(root, old), ...(await commitsBetween(root, old, young))]
}

type Search = ReadonlyMap<number, Tried>

async function search(
  bench: Bench,
  stretches: readonly Stretch[],
  note: BisectOptions['onNote'],
): Promise<Search> {
  const tried = new Map<number, Tried>()
  const last = stretches.length - 1
  const good = await goodRun(bench)
  tried.set(0, { record: good, verdict: undefined, side: 'good', why: undefined })
  if (last === 0) return tried
  const end = await tryStretch(bench, stretches[last]!, good)
  if (end.side === 'skipped') throw untrainable('bad', 'BAD', end.why ?? '')
  tried.set(last, end)
  if (end.side === 'good') return tried
  for (;;) {
    const known = knownOf(stretches, tried)
    const at = nextToTry(known)
    if (at === undefined) return tried
    const [{ commit, subject }] = stretches[at]!.commits
    note(`${mostLeft(known)} more at most; next ${commit.slice(0, 12)} ${clean(subject)}`)
    tried.set(at, await tryStretch(bench, stretches[at]!, good))
  }
}

/** Stretches that lie apart may be one training all the same, as after a revert. */
function knownOf(stretches: readonly Stretch[], tried: Search): Known[] {
  const byInputs = new Map([...tried].map(([at, one]) => [stretches[at]!.inputs.digest, one.side]))
  return stretches.map(({ inputs }) => byInputs.get(inputs.digest))
}

async function goodRun(bench: Bench): Promise<RunRecord> {
  const made = await runOf(bench, bench.good)
  if (typeof made === 'string') throw untrainable('good', 'GOOD', made)
  const { model, key } = bench.planned
  const [unfit] = unfitReasons([made], model)
  if (unfit !== undefined) throw untrainable('good', 'GOOD', reasonText(unfit, key))
  return made
}

function untrainable(which: 'good' | 'bad', name: string, why: string): UserError {
  return new UserError(
    `bisect-${which}`,
    `${name} gives no numbers to compare: ${why}`,
    'Name another commit. Where a training stopped working altogether, `git bisect run` finds it. `--reset` trains all commits again, as it must where packages, hardware or data have changed since an earlier search.',
  )
}

type Concluded = Pick<BisectReport, 'result' | 'suspects' | 'tried' | 'stretches' | 'explanation'>

async function concluded(
  project: Project,
  stretches: readonly Stretch[],
  found: Search,
): Promise<Concluded> {
  const tried = [...found].map(([at, one]) => toldOf(stretches[at]!, one))
  const known = knownOf(stretches, found)
  const isSame = known.at(-1) === 'good'
  const common = { tried, stretches: stretches.length }
  if (isSame) return { ...common, result: 'same', suspects: [], explanation: undefined }
  const { from, to } = suspects(known)
  const guilty = stretches.slice(from, to + 1).map(({ commits: [first] }) => first)
  return {
    ...common,
    result: guilty.length === 1 ? 'found' : 'one-of',
    suspects: guilty,
    explanation: await explained(
      project,
      recordAt(stretches, found, from - 1),
      recordAt(stretches, found, to),
    ),
  }
}

function recordAt(stretches: readonly Stretch[], found: Search, at: number): RunRecord | undefined {
  const digest = stretches[at]?.inputs.digest
  const alike = [...found].find(([place]) => stretches[place]?.inputs.digest === digest)
  return alike?.[1].record
}

async function explained(
  project: Project,
  before: RunRecord | undefined,
  after: RunRecord | undefined,
): Promise<Explanation | undefined> {
  return before === undefined || after === undefined
    ? undefined
    : explainRecords(project, after, before)
}

function toldOf({ commits: [first] }: Stretch, { record, verdict, side, why }: Tried): BisectTried {
  return { ...first, outcome: side, verdict: verdict?.verdict, record: record?.id, why }
}
