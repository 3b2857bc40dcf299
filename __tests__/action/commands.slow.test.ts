import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { unzipSync } from 'fflate'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { join } from 'node:path'
import { FILES, TRAIN } from '../flows/lab.ts'
import type { Files } from '../fakes/github/types.ts'
import { makeWorld, type Ran, type World } from './world.ts'

/** Lines that a runner would obey if it took them for commands, and what GitHub and a terminal would make something of. */
const BAITS = [
  '::error::PWNED',
  '::error file=train.py,line=1::PWNED',
  ' \t::warning::PWNED',
  '##[error]PWNED',
  'x ##[warning]PWNED',
  '::add-mask::eval_loss',
  '::set-output name=pwned::PWNED',
  '::save-state name=pwned::PWNED',
  '::stop-commands::pwned-token',
  '::echo::on',
  '::group::PWNED',
  '\u001b[31mred\u001b[0m \u001b]8;;http://evil.example/\u0007link\u001b]8;;\u0007',
  'loss: 0.5 \u001b]0;PWNED\u0007 ::error::PWNED',
  '@octocat fixes #1, see http://evil.example/ <img src=x> [x](http://evil.example/) ![x](//e)',
]
const ESCAPES = String.raw`${'`'}${'`'}${'`'}`

/** A training that writes all of it to both streams, names a metric so, and goes on as the usual one. */
const hostile = (more = ''): string => `
import sys, json
BAITS = json.loads(${JSON.stringify(JSON.stringify([...BAITS, ESCAPES]))})
for bait in BAITS:
    print(bait, flush=True)
    print(bait, file=sys.stderr, flush=True)
    print("step 1/2 loss: " + bait, flush=True)
${TRAIN.replace('"eval_loss": loss}', '"eval_loss": loss, **{bait: loss for bait in BAITS}}')}
${more}
`

const NAMES = ['::error::PWNED.csv', '##[error]PWNED @octocat.csv', '<img src=x>.csv']
const ROWS = 'value\n1\n2\n3\n'

let world: World
let accepting: Ran
beforeAll(async () => {
  world = await makeWorld({
    files: {
      'train.py': hostile(),
      'reprise.yml': `${FILES['reprise.yml'].replace('[data.csv]', '[data.csv, more]')}env: {PLANTED: ghs_planted}\n`,
      ...Object.fromEntries(NAMES.map((name) => [`more/${name}`, ROWS])),
    },
  })
  const before = world.repo.head('main')
  accepting = await world.onDispatch({ mode: 'accept' })
  await world.onPush(before)
}, 60_000)
afterAll(async () => {
  expect(world.github.problems).toEqual([])
  await world.close()
})

let branches = 0
async function judged(files: Files): Promise<Ran & { body: string }> {
  const pull = world.open(`change-${(branches += 1)}`, files)
  const ran = await world.onPull(pull.number, {
    // As a machine of one's own is laid out.
    options: {
      workspace: join(world.folder, 'runner', '_work', 'mini', 'mini'),
      temp: join(world.folder, 'runner', '_work'),
    },
  })
  return { ...ran, body: world.said(pull.number)[0]?.body ?? '' }
}

describe('what a training says is no command', () => {
  test.each<[string, Files, string]>([
    [
      'in a regression: its metrics, files, rows and parameters',
      {
        'config.json': '{"seed": 8, "rate": 0.1, "::error::PWNED": "@octocat ##[error]PWNED"}\n',
        ...Object.fromEntries(NAMES.map((name) => [`more/${name}`, ROWS.replace('2', '20')])),
      },
      'changed',
    ],
    [
      'in a crash: its last words',
      { 'train.py': hostile('raise ValueError("\\n".join(BAITS))') },
      'failed',
    ],
    [
      'in a setup that fails',
      {
        'bait.py': hostile('raise SystemExit("\\n".join(BAITS))'),
        'reprise.yml': `${FILES['reprise.yml']}setup: python3 bait.py\n`,
      },
      'failed',
    ],
    [
      'in a command over several lines',
      {
        'reprise.yml': FILES['reprise.yml'].replace(
          'train: python3 train.py',
          `train: |\n  ${indented()}\n  exit 3`,
        ),
      },
      'failed',
    ],
  ])('%s', async (_name, files, verdict) => {
    const ran = await judged(files)
    expect(ran.outputs['verdict']).toBe(verdict)
    expectInert(ran)
    expect(dangersIn(ran.body)).toEqual([])
  })

  test('in a branch that is accepted, with what somebody gives as the reason', async () => {
    expect(accepting.conclusion).toBe('success')
    expectInert(accepting, 'no error')
    world.repo.push('accepted', { 'config.json': '{"seed": 9, "rate": 0.1}\n' })
    const inputs = { mode: 'accept', cause: 'configuration', because: BAITS.join('\n') }
    const again = await world.onDispatch(inputs, 'accepted')
    expect(again.log).toMatch(/committed [0-9a-f]{40} to accepted/)
    expectInert(again, 'no error')
  })

  test('in a fork’s pull request, which the second workflow reports on', async () => {
    const fork = world.repo.fork('contributor')
    fork.push('there', { 'config.json': '{"seed": 10, "::error::PWNED": "@octocat"}\n' })
    const pull = world.repo.openPull({ head: 'there', from: fork })
    const ran = await world.onPull(pull.number, { readOnly: true })
    expectInert(ran)
    const relayed = await world.onRun(ran.runId)
    expectInert(relayed, 'no error')
    expect(dangersIn(world.said(pull.number)[0]?.body ?? '')).toEqual([])
  })

  test('in a configuration with mistakes', async () => {
    const yml = `train: python3 train.py\n"::error::PWNED @octocat": 1\n"##[error]PWNED": 2\n`
    const ran = await judged({ 'reprise.yml': yml })
    expect(ran.conclusion).toBe('failure')
    expectInert(ran)
  })
})

function indented(): string {
  return BAITS.filter((bait) => !bait.includes('\u001b')).join('\n  ')
}

/** The runner did nothing that only the training said, and did what Reprise said. */
function expectInert(ran: Ran, errors: 'some' | 'no error' = 'some'): void {
  const { jobs } = ran
  // The runner itself shows what a step is given, as it is.
  const log = ran.log.replaceAll(/^##\[group\]Run [\s\S]*?^##\[endgroup\]$/gm, '')
  const steps = jobs.flatMap((job) => job.steps)
  const annotations = steps.flatMap((step) => step.annotations)
  expect(annotations.filter(({ message }) => message.startsWith('PWNED'))).toEqual([])
  // Ours still come through: nobody stopped the runner from listening.
  expect(annotations.some(({ level }) => level === 'error')).toBe(errors === 'some')
  expect(steps.flatMap(({ outputs }) => Object.keys(outputs))).not.toContain('pwned')
  expect(log).not.toMatch(/^##\[(error|warning|group)\]PWNED/m)
  // eslint-disable-next-line no-control-regex
  expect(log.replaceAll('\n', '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
  // Nobody added a mask, and no token was to be masked.
  expect(log).not.toContain('***')
}

interface Node {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly children?: readonly Node[]
}

/** What of a comment is no plain text, and not ours. */
function dangersIn(body: string): string[] {
  const [mark = '', ...rest] = body.split('\n')
  expect(mark).toMatch(/^<!-- reprise [\w=. -]+ -->$/)
  const root = fromMarkdown(rest.join('\n'), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  }) as Node
  const ours = `${world.github.serverUrl}/lab/mini/actions/runs/`
  return nodesOf(root).flatMap(({ type, value = '', url = '' }) => {
    if (type === 'link') return url.startsWith(ours) ? [] : [url]
    if (type === 'html')
      return /^<(\/details|details( open)?><summary>[\w ,.:]+<\/summary)>$/.test(value)
        ? []
        : [value]
    if (type === 'image') return [url]
    return type === 'text' && /@octocat|#1\b|evil\.example|<img/.test(value) ? [value] : []
  })
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

/** Looks through every process, variable and file that it can see for what looks like a token, a plan or a command file. */
const SPY = `
import os, re, sys
SECRET = re.compile(rb"gh[a-z]_[A-Za-z0-9]+|eyJ[A-Za-z0-9_-]{20,}|ACTIONS_RUNTIME_TOKEN|ACTIONS_RESULTS_URL|INPUT_TOKEN|GITHUB_(ENV|OUTPUT|PATH|STEP_SUMMARY|EVENT_PATH)|RUNNER_TEMP|reprise/plan/v1")
found = []
def look(path, shown):
    try:
        with open(path, "rb") as file: content = file.read(1 << 20)
    except OSError: return
    found.extend(shown + " " + match.decode() for match in sorted({m.group(0) for m in SECRET.finditer(content)}))
for pid in os.listdir("/proc"):
    if pid.isdigit():
        shown = "own" if int(pid) == os.getpid() else "other"
        for name in ("environ", "cmdline"): look(f"/proc/{pid}/{name}", f"{shown} {name}")
SYSTEM = {"/proc", "/sys", "/dev", "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", sys.prefix, sys.base_prefix}
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in SYSTEM and name not in (".pyenv", "node_modules")]
    for name in files:
        if name != "train.py": look(os.path.join(folder, name), name)
raise SystemExit("found: " + ", ".join(sorted(set(found))))
`

describe('no secret of the job is within reach', () => {
  let ran: Ran & { body: string }
  let tokens: string[]
  beforeAll(async () => {
    ran = await judged({ 'train.py': SPY, 'canary.txt': 'ghs_canary\n' })
    tokens = [...new Set(world.github.requests.map(({ token }) => token))].filter(
      (one) => one !== '',
    )
  }, 30_000)

  test('of the training: it finds what was put there for it, and nothing else', () => {
    const found = /found: [^`\n]*/.exec(ran.body)?.[0]
    expect(found).toBe(
      'found: canary.txt ghs_canary, other environ ghs_planted, own environ ghs_planted',
    )
  })

  test('of the step that starts it: neither inputs nor the runner’s tokens', () => {
    const train = ran.jobs.flatMap(({ steps }) => steps).find(({ id }) => id.endsWith('/train'))
    expect(Object.keys(train?.env ?? {})).toContain('REPRISE_PLAN')
    expect(Object.keys(train?.env ?? {}).filter((name) => /^(INPUT|ACTIONS)_/.test(name))).toEqual(
      [],
    )
    expect(tokens.length).toBeGreaterThan(2)
    for (const token of tokens)
      expect(Object.values(train?.env ?? {}).join('\n')).not.toContain(token)
  })

  test('of those who read logs, comments, artifacts, the ledger', () => {
    const forms = tokens.flatMap((token) => [
      token,
      ...['', 'x', 'xx', 'x-access-token:'].map((before) => base64(before, token)),
    ])
    const places: Record<string, string> = {
      log: ran.log,
      summary: ran.jobs.flatMap(({ steps }) => steps.map(({ summary }) => summary)).join('\n'),
      comments: world
        .said(1)
        .concat(world.said(2))
        .map(({ body }) => body)
        .join('\n'),
      ledger: execFileSync('git', ['log', '-p', '--format=raw', 'reprise'], {
        cwd: world.repo.folder,
        encoding: 'utf8',
      }),
      artifacts: world.repo
        .artifacts()
        .flatMap(({ content }) => Object.values(unzipSync(content)))
        .map((bytes) => Buffer.from(bytes).toString('latin1'))
        .join('\n'),
    }
    for (const [place, text] of Object.entries(places)) {
      expect(text.length).toBeGreaterThan(100)
      expect([place, forms.filter((form) => text.includes(form))]).toEqual([place, []])
    }
    expectInert(ran)
  })
})

/** The part of a text's base64 that does not depend on what stands behind it. */
function base64(before: string, text: string): string {
  const skip = Math.ceil((before.length * 4) / 3)
  return Buffer.from(`${before}${text}`).toString('base64').slice(skip, -4)
}
