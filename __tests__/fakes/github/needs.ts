import type { Access, Permissions, Scope } from './types.ts'

/** One of these sets of permissions is enough. */
export type Needs = readonly Permissions[]

const either = (access: Access, ...scopes: readonly Scope[]): Needs =>
  scopes.map((scope) => ({ [scope]: access }))

/**
 * The operations that the fake answers, and what each needs. Source: "Permissions required for GitHub Apps",
 * docs.github.com/rest/authentication. A public repository's readers are asked for the same, so that what passes
 * here passes in a private one.
 */
export const NEEDS = {
  'actions/download-artifact': either('read', 'actions'),
  'actions/get-artifact': either('read', 'actions'),
  'actions/get-workflow-run': either('read', 'actions'),
  'actions/list-artifacts-for-repo': either('read', 'actions'),
  'actions/list-jobs-for-workflow-run': either('read', 'actions'),
  'actions/list-workflow-run-artifacts': either('read', 'actions'),
  'actions/list-workflow-runs-for-repo': either('read', 'actions'),
  'checks/create': either('write', 'checks'),
  'checks/get': either('read', 'checks'),
  'checks/list-for-ref': either('read', 'checks'),
  'checks/update': either('write', 'checks'),
  'git/create-blob': either('write', 'contents'),
  'git/create-commit': either('write', 'contents'),
  'git/create-ref': either('write', 'contents'),
  'git/create-tree': either('write', 'contents'),
  'git/get-commit': either('read', 'contents'),
  'git/get-ref': either('read', 'contents'),
  'git/update-ref': either('write', 'contents'),
  'issues/create-comment': either('write', 'issues', 'pull-requests'),
  'issues/delete-comment': either('write', 'issues', 'pull-requests'),
  'issues/get-comment': either('read', 'issues', 'pull-requests'),
  'issues/list-comments': either('read', 'issues', 'pull-requests'),
  'issues/update-comment': either('write', 'issues', 'pull-requests'),
  'pulls/get': either('read', 'pull-requests'),
  'pulls/list': either('read', 'pull-requests'),
  'rate-limit/get': [{}],
  'repos/compare-commits': either('read', 'contents'),
  'repos/create-or-update-file-contents': either('write', 'contents'),
  'repos/get': either('read', 'metadata'),
  'repos/get-branch': either('read', 'contents'),
  'repos/get-collaborator-permission-level': either('read', 'metadata'),
  'repos/get-commit': either('read', 'contents'),
  'repos/get-content': either('read', 'contents'),
  'repos/list-pull-requests-associated-with-commit': either('read', 'pull-requests'),
  'users/get-authenticated': [{}],
} as const satisfies Readonly<Record<string, Needs>>

export type Operation = keyof typeof NEEDS
