import { describe, expect, test } from '@jest/globals'
import { failureOf, type Failure } from '../../src/ledger/failure.ts'

function rejected(reason: string, how = '[remote rejected]'): string {
  return [
    'To https://github.com/o/r.git',
    `!\tabc:refs/heads/reprise\t${how} (${reason})`,
    'Done',
    "error: failed to push some refs to 'https://github.com/o/r.git'",
  ].join('\n')
}

describe('failureOf', () => {
  const rows: [string, string, Failure['kind'], string][] = [
    ['another was first, seen by git', rejected('fetch first', '[rejected]'), 'moved', 'fetch'],
    ['the branch is elsewhere', rejected('stale info', '[rejected]'), 'moved', 'stale info'],
    [
      'another was first, seen by the server',
      rejected("cannot lock ref 'refs/heads/reprise': is at 1 but expected 2"),
      'moved',
      'cannot lock ref',
    ],
    ['the branch was just made', rejected('reference already exists'), 'moved', 'already exists'],
    ['the update did not go', rejected('failed to update ref'), 'moved', 'failed to update ref'],
    ['the server is in trouble', rejected('Internal Server Error'), 'unknown', 'Internal'],
    [
      'a protected branch',
      `remote: error: GH006: Protected branch update failed for refs/heads/reprise.\n${rejected('protected branch hook declined')}`,
      'refused',
      'GH006: Protected branch update failed',
    ],
    [
      'a rule of the repository',
      `remote: error: GH013: Repository rule violations found for refs/heads/reprise.\n${rejected('push declined due to repository rule violations')}`,
      'refused',
      'GH013',
    ],
    ['a hook', rejected('pre-receive hook declined'), 'refused', 'pre-receive hook declined'],
    [
      'no permission, by HTTP',
      "remote: Permission to o/r.git denied to github-actions[bot].\nfatal: unable to access 'https://github.com/o/r.git/': The requested URL returned error: 403",
      'refused',
      'Permission to o/r.git denied to github-actions[bot].',
    ],
    [
      'no permission, by SSH',
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      'refused',
      'Could not read',
    ],
    [
      'a repository that is not there',
      "remote: Repository not found.\nfatal: repository 'https://github.com/o/r.git/' not found",
      'refused',
      'Repository not found',
    ],
    [
      'nobody to ask for a password',
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
      'refused',
      'could not read Username',
    ],
    [
      'too many requests',
      "fatal: unable to access 'https://x/': The requested URL returned error: 429",
      'unknown',
      '429',
    ],
    [
      'a gateway',
      'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\nfatal: the remote end hung up unexpectedly\nEverything up-to-date',
      'unknown',
      '502',
    ],
    [
      'a cut connection',
      'error: RPC failed; curl 52 Empty reply from server\nfatal: the remote end hung up unexpectedly',
      'unknown',
      'Empty reply',
    ],
    [
      'no name server',
      "fatal: unable to access 'https://x/': Could not resolve host: x",
      'unknown',
      'Could not resolve host',
    ],
    ['nothing said', '', 'unknown', ''],
  ]

  test.each(rows)('%s', (_, output, kind, said) => {
    const failure = failureOf(output, [])
    expect(failure.kind).toBe(kind)
    expect(failure.why).toContain(said)
  })

  test('says no secret and no control character, and not more than fits a line', () => {
    const output = `fatal: \u001b[2Jbad \u202eheader: s3cr3t-s3cr3t ${'x'.repeat(5000)}`
    const { why } = failureOf(output, ['s3cr3t-s3cr3t'])
    expect(why).toMatch(/^\[2Jbad header: \*\*\* x+$/)
    expect(why.length).toBeLessThan(600)
  })
})
