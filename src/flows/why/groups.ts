import { isDeepStrictEqual } from 'node:util'
import type { Explanation } from '../../explain/explanation.ts'
import { fileGroups, type FileGroups } from '../../explain/groups.ts'
import { listFiles } from '../../git/files.ts'
import { treeFiles } from '../../git/objects.ts'
import type { BaseTree } from '../../plan/plan.ts'
import type { Digest } from '../../record/digest.ts'
import type { Factor, RunRecord } from '../../record/record.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import { loadAttachments } from '../attachments.ts'
import type { Project } from '../project.ts'
import type { Trainee } from '../trainer.ts'

/**
 * What may be the cause by itself: the base with this alone changed is trained. `machine` is the base with nothing changed,
 * trained here and now.
 */
export const GROUPS = ['machine', 'environment', 'settings', 'data', 'config', 'code'] as const
export type GroupName = (typeof GROUPS)[number]

export interface Group {
  readonly name: GroupName
  readonly paths: readonly string[]
  /** Fields of `reprise.yml` that it brings. */
  readonly fields: readonly string[]
  /** Why it cannot be tried; undefined where it can. */
  readonly untestable: string | undefined
}

/** The fields of a model that each group brings. What only judges, or only limits, is no cause. */
const FIELDS: Readonly<Partial<Record<GroupName, readonly (keyof ModelSpec)[]>>> = {
  environment: ['setup', 'packages'],
  settings: [
    ...(['train', 'directory', 'env', 'seed', 'deterministic', 'network', 'caches'] as const),
    ...(['ignore', 'metrics', 'weights'] as const),
  ],
  data: ['data'],
  config: ['params'],
}

export interface Sides {
  readonly run: RunRecord
  readonly baseline: RunRecord
  readonly head: ModelSpec
  readonly base: BaseTree
}

/** The groups in which a run differs from its baseline; undefined where a list of files is not at hand. */
export async function groupsOf(
  project: Project,
  sides: Sides,
  { factors }: Explanation,
): Promise<Group[] | undefined> {
  const { run, baseline, head, base } = sides
  const lists = await loadAttachments(project.ledger, [run, baseline], ['manifest'])
  const attachment = (digest: Digest): Uint8Array | undefined => lists.get(digest)
  const files = fileGroups(run, baseline, { attachment })
  if (files === undefined) return undefined
  const held = await heldPaths(project, base)
  const made = (['environment', 'settings', 'data', 'config', 'code'] as const).map((name) => ({
    name,
    paths: pathsOf(name, files),
    fields: fieldsThatDiffer(name, head, base.model),
    untestable: lostPath(pathsOf(name, files), held),
  }))
  const groups = made.filter(({ paths, fields }) => paths.length > 0 || fields.length > 0)
  return isMachineInDoubt(groups, factors) ? [MACHINE, ...groups] : groups
}

/**
 * Whether the base trained here and now may give other numbers than it gave: the machine or its packages are others, or
 * something differs that only the machine has, and that every trial sees as it is now.
 */
function isMachineInDoubt(groups: readonly Group[], factors: Explanation['factors']): boolean {
  const isDeclared = groups.some(({ name }) => name === 'environment')
  const elsewhere: readonly Factor[] = isDeclared
    ? ['hardware']
    : ['hardware', 'environment', 'determinism']
  return (
    groups.some(({ untestable }) => untestable !== undefined) ||
    factors.some(({ factor, status }) => status !== 'same' && elsewhere.includes(factor))
  )
}

const MACHINE: Group = { name: 'machine', paths: [], fields: [], untestable: undefined }

function pathsOf(name: GroupName, files: FileGroups): readonly string[] {
  return name === 'machine' || name === 'settings' ? [] : files[name]
}

function fieldsThatDiffer(name: GroupName, head: ModelSpec, base: ModelSpec): string[] {
  return (FIELDS[name] ?? []).filter((field) => !isDeepStrictEqual(head[field], base[field]))
}

/** Paths that either tree holds: what is in neither, only the machine has, and only as it is now. */
async function heldPaths({ root }: Project, { commit }: BaseTree): Promise<ReadonlySet<string>> {
  const [now, before] = await Promise.all([listFiles(root), treeFiles(root, commit)])
  return new Set([...now, ...before].map(({ path }) => path))
}

function lostPath(paths: readonly string[], held: ReadonlySet<string>): string | undefined {
  const lost = paths.find((path) => !held.has(path))
  return lost && `${lost} is not kept by git, so what it held before cannot be had again`
}

/** The base with one group's change, or with none: made of a commit and the work tree, neither of which is touched. */
export function traineeOf(group: Group, head: ModelSpec, base: BaseTree): Trainee {
  const most = { from: 'commit', commit: base.commit } as const
  const brought = (FIELDS[group.name] ?? []).map((field) => [field, head[field]] as const)
  const model: ModelSpec = {
    ...base.model,
    timeout: head.timeout,
    idle: head.idle,
    ...Object.fromEntries(brought),
  }
  const code = { commit: base.commit, dirty: group.paths.length > 0 }
  return {
    name: group.name,
    model,
    files:
      group.paths.length === 0
        ? most
        : { from: 'mixed', most, other: { from: 'worktree' }, paths: group.paths },
    code: async () => code,
  }
}
