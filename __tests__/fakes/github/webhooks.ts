import { description, resolved } from './openapi/description.ts'
import { filled } from './openapi/fill.ts'
import type { Schema } from './openapi/schema.ts'
import { webhookProblems } from './openapi/validate.ts'
import { isAncestor, resolve } from './state/git.ts'
import { between, changes, readCommit } from './state/log.ts'
import { person } from './state/people.ts'
import { findPull } from './state/pulls.ts'
import { findRun } from './state/runs.ts'
import type { Repository, Run, World } from './state/world.ts'
import type { Actor, Payload, Payloads } from './types.ts'
import { simpleCommitView } from './views/commit.ts'
import { pullView } from './views/pull.ts'
import { nodeId, repositoryView, userView } from './views/repository.ts'
import { runView, workflowId } from './views/run.ts'

type View = Record<string, unknown>

const MAINTAINER = person('octo-maintainer')
const WORKFLOW = '.github/workflows/reprise.yml'
const NO_COMMIT = '0'.repeat(40)

interface Scene {
  readonly world: World
  readonly repository: Repository
  /** What every event says. */
  readonly around: (actor: Actor) => View
  /** The payload, with what GitHub's description does not allow noted. */
  readonly checked: (name: string, payload: View) => Payload
}

/** Builders of the events of one repository. */
export function payloads(world: World, repository: Repository): Payloads {
  const scene: Scene = {
    world,
    repository,
    around: (actor) => ({
      repository: repositoryView(world, repository, 'repository-webhooks'),
      sender: userView(world, actor),
    }),
    checked: (name, payload) => {
      const problems = webhookProblems(name, payload)
      world.problems.push(...problems.map((problem) => `webhook ${problem}`))
      return payload
    },
  }
  return { ...ofBranches(scene), ...ofRuns(scene) }
}

type BranchEvent = 'pullRequest' | 'push' | 'mergeGroup'

function ofBranches({ world, repository, around, checked }: Scene): Pick<Payloads, BranchEvent> {
  return {
    pullRequest: (number, action = 'synchronize', before = NO_COMMIT) => {
      const pull = findPull(repository, number)
      const pull_request = pullView(world, repository, pull)
      const shared = { number, pull_request, ...around(pull.actor) }
      // The description has a shape for each action; they differ in the action alone, as far as this goes.
      checked('pull-request-opened', { action: 'opened', ...shared })
      const moved = action === 'synchronize' ? { before, after: pull.headSha } : {}
      return { action, ...shared, ...moved }
    },
    push: (branch, before, actor = MAINTAINER) =>
      checked('push', pushView(world, repository, branch, before, actor)),
    mergeGroup: ({ headSha, headRef, baseSha, baseRef }) => {
      const head_commit = simpleCommitView(repository, headSha)
      const refs = { head_sha: headSha, head_ref: headRef, base_sha: baseSha, base_ref: baseRef }
      return checked('merge-group-checks-requested', {
        action: 'checks_requested',
        merge_group: { ...refs, head_commit },
        ...around(MAINTAINER),
      })
    },
  }
}

function ofRuns({ world, repository, around, checked }: Scene): Omit<Payloads, BranchEvent> {
  return {
    // It comes from no webhook: there is nothing to check it against.
    schedule: (cron) => ({ schedule: cron, workflow: WORKFLOW, ...around(MAINTAINER) }),
    workflowDispatch: (
      inputs,
      ref = `refs/heads/${repository.defaultBranch}`,
      actor = MAINTAINER,
    ) => checked('workflow-dispatch', { inputs, ref, workflow: WORKFLOW, ...around(actor) }),
    workflowRun: (runId) => {
      const run = findRun(repository, runId)
      const shape = part(webhook('workflow-run-completed'), 'workflow_run')
      return checked('workflow-run-completed', {
        action: 'completed',
        workflow: workflowView(world, repository, run),
        workflow_run: runView(world, repository, run, shape, part(shape, 'repository')),
        ...around(run.actor),
      })
    },
  }
}

function webhook(name: string): Schema {
  const content = description.webhooks[name]?.post.requestBody.content['application/json']
  return resolved<Schema>((content?.schema ?? {}) as Schema & { $ref: string })
}

/** The schema of one property. */
function part(schema: Schema, property: string): Schema {
  return resolved<Schema>((schema.properties?.[property] ?? {}) as Schema & { $ref: string })
}

function workflowView(world: World, repository: Repository, run: Run): View {
  return filled('webhooks_workflow', {
    id: workflowId(run),
    node_id: nodeId('Workflow', workflowId(run)),
    name: run.name,
    path: run.path,
    state: 'active',
    html_url: `${world.origin}/${repository.fullName}/blob/${repository.defaultBranch}/${run.path}`,
  })
}

function pushView(
  world: World,
  repository: Repository,
  branch: string,
  before: string,
  actor: Actor,
): View {
  const { folder } = repository
  const ref = `refs/heads/${branch}`
  const after = resolve(folder, ref) ?? NO_COMMIT
  const created = before === NO_COMMIT
  const shas = created || after === NO_COMMIT ? [] : between(folder, before, after).toReversed()
  const head = after === NO_COMMIT ? null : pushedCommit(world, repository, after)
  return {
    ref,
    before,
    after,
    created,
    deleted: after === NO_COMMIT,
    forced: !created && after !== NO_COMMIT && !isAncestor(folder, before, after),
    base_ref: null,
    compare: `${world.origin}/${repository.fullName}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: shas.map((sha) => pushedCommit(world, repository, sha)),
    head_commit: head,
    repository: repositoryView(world, repository, part(webhook('push'), 'repository')),
    pusher: { name: actor.login, email: null },
    sender: userView(world, actor),
  }
}

function pushedCommit(world: World, repository: Repository, sha: string): View {
  const { folder, fullName } = repository
  const commit = readCommit(folder, sha)
  const files = changes(folder, commit.parents[0], sha)
  const paths = (status: string): string[] =>
    files.filter((file) => file.status === status).map(({ path }) => path)
  const who = ({ name, email }: { name: string; email: string }): View => ({ name, email })
  return {
    id: sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${world.origin}/${fullName}/commit/${sha}`,
    author: who(commit.author),
    committer: who(commit.committer),
    added: paths('added'),
    removed: paths('removed'),
    modified: paths('modified'),
  }
}
