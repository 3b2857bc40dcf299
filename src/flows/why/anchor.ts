import { isWhole, setApart } from '../../compare/set-apart.ts'
import type { BaseTree } from '../../plan/plan.ts'
import { UserError } from '../../record/error.ts'
import { spellKey } from '../../record/key.ts'
import type { RunRecord } from '../../record/record.ts'
import { trainsThisTree } from '../freshness.ts'
import type { Planned } from '../planning.ts'
import type { Project } from '../project.ts'
import { sourceOf } from '../trees.ts'

/** What the change is measured from: a tree that can be trained again, and its run where there is one. */
export interface Anchor {
  readonly tree: BaseTree
  readonly record: RunRecord | undefined
}

/** The newest whole run of the working tree as it is now. @throws {UserError} `why-nothing` */
export async function headOf(
  project: Project,
  planned: Planned,
  records: readonly RunRecord[],
): Promise<RunRecord> {
  let ended: RunRecord | undefined
  for (const record of records) {
    if (setApart(record) !== undefined || !isPlanned(record, planned)) continue
    if (!(await trainsThisTree(project, record))) continue
    if (isWhole(record)) return record
    ended ??= record
  }
  if (ended !== undefined)
    throw new UserError(
      'why-nothing',
      `the run ${ended.id.slice(7, 19)} of the working tree as it is now did not come to its end (${ended.run.exit.how}): it has no numbers to explain`,
      'See its last lines with `reprise check`, and mend that first.',
    )
  throw new UserError(
    'why-nothing',
    `no run of ${planned.model.name} trained the working tree as it is now`,
    'Run `reprise check` first: `why` explains what it found.',
  )
}

/**
 * What the run was judged against: the accepted run with a commit that holds its very files, else the base commit.
 *
 * @throws {UserError} `why-no-base`, `why-no-record`
 */
export async function anchorOf(
  project: Project,
  { plan, ...planned }: Planned,
  records: readonly RunRecord[],
): Promise<Anchor> {
  const { baseline, base } = plan
  if (baseline.state === 'unreadable') throw noBase(baseline.why)
  if (baseline.state === 'found') {
    if (baseline.record === undefined) throw noRecord(baseline.entry.record)
    const source = await sourceOf(project, plan, baseline.record, 'all')
    if (source?.exact === true) return { tree: source.tree, record: baseline.record }
  }
  if (base === undefined || base.untrainable === true)
    throw noBase('no commit of this repository holds the files that the baseline was trained from')
  const record = records.find(
    (one) =>
      isOfPlan(one, { plan, ...planned }) && one.code.commit === base.commit && !one.code.dirty,
  )
  return { tree: base, record }
}

function isOfPlan(record: RunRecord, planned: Planned): boolean {
  return isWhole(record) && isPlanned(record, planned)
}

function isPlanned(record: RunRecord, { plan, key }: Planned): boolean {
  const seed = plan.baseline.state === 'found' ? plan.baseline.entry.seed : 0
  return (
    record.config.seed.index === seed &&
    spellKey({ model: record.model, ...record.key }) === spellKey(key)
  )
}

function noBase(why: string): UserError {
  return new UserError(
    'why-no-base',
    `there is nothing to go back to: ${why}`,
    'Name the commit to compare with: `reprise why --base REF`.',
  )
}

function noRecord(id: string): UserError {
  return new UserError(
    'why-no-record',
    `the baseline’s record ${id} is not in this ledger`,
    'Bring it with `reprise ledger fetch`, or name a commit: `reprise why --base REF`.',
  )
}
