import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { publishCheck, type Annotation, type Check } from '../../src/github/check-run.ts'
import type { GitHub } from '../../src/github/client.ts'
import { open, REPO, startServer, type Asked, type Server, type Told } from './server.ts'

interface Output {
  title: string
  summary: string
  annotations: unknown[]
}
interface Made {
  readonly id: number
  readonly external_id: string
  readonly sent: Record<string, unknown>
  output: Output
}

let checks: Made[]
/** What becomes of the answer to each write in turn; the effect is had. */
let lost: Array<Told | undefined>
let refused: Told[]
let server: Server
let github: GitHub

function answer(asked: Asked): Told {
  if (asked.method === 'GET') {
    const runs = checks.map(({ id, external_id, output }) => ({
      id,
      external_id,
      output: { annotations_count: output.annotations.length },
    }))
    return { status: 200, json: { total_count: runs.length, check_runs: runs } }
  }
  const before = refused.shift()
  if (before !== undefined) return before
  const done = write(asked)
  return lost.shift() ?? done
}

function write({ method, path, body }: Asked): Told {
  const { output, ...sent } = body as { output: Output } & Record<string, unknown>
  if (method === 'POST') {
    const check = { id: checks.length + 50, external_id: String(sent['external_id']), sent, output }
    checks.push(check)
    return { status: 201, json: { id: check.id } }
  }
  const check = checks.find(({ id }) => path.endsWith(`/${id}`))
  check?.output.annotations.push(...output.annotations)
  return { status: 200, json: { id: check?.id } }
}

beforeEach(async () => {
  checks = []
  lost = []
  refused = []
  server = await startServer(answer)
  ;({ github } = open(server))
})
afterEach(() => server.close())

const remark = (line: number): Annotation => ({
  path: 'reprise.yml',
  line,
  level: 'failure',
  message: 'changed',
})
const check = (count: number, more: Partial<Check> = {}): Check => ({
  name: 'Reprise: digits',
  headSha: 'a'.repeat(40),
  conclusion: 'failure',
  title: 'changed',
  summary: 'loss +0.03',
  annotations: Array.from({ length: count }, (_, index) => remark(index + 1)),
  externalId: 'run 10.1 digits',
  detailsUrl: 'https://github.com/octo/models/actions/runs/10',
  ...more,
})

test('a check is made in one request', async () => {
  expect(await publishCheck(github, REPO, check(2))).toEqual({ id: 50 })
  expect(github.calls).toBe(1)
  expect(checks[0]?.sent).toEqual({
    name: 'Reprise: digits',
    head_sha: 'a'.repeat(40),
    status: 'completed',
    conclusion: 'failure',
    external_id: 'run 10.1 digits',
    details_url: 'https://github.com/octo/models/actions/runs/10',
  })
  expect(checks[0]?.output.annotations[1]).toEqual({
    path: 'reprise.yml',
    start_line: 2,
    end_line: 2,
    annotation_level: 'failure',
    message: 'changed',
  })
})

test('a summary is cut to what GitHub takes, and not within a character', async () => {
  await publishCheck(github, REPO, check(0, { summary: `${'x'.repeat(65_534)}😀` }))
  expect(checks[0]?.output.summary).toBe(`${'x'.repeat(65_534)}\ufffd`)
})

describe('120 annotations come in three requests', () => {
  const lines = () =>
    checks[0]?.output.annotations.map((one) => (one as { start_line: number }).start_line)
  const all = Array.from({ length: 120 }, (_, index) => index + 1)

  test('and each is there once', async () => {
    await publishCheck(github, REPO, check(120))
    expect(github.calls).toBe(3)
    expect(lines()).toEqual(all)
  })

  const answers: ReadonlyArray<readonly [string, Told]> = [
    ['502', { status: 502, json: {} }],
    ['reset', 'drop'],
    ['half', { status: 201, json: { id: 50 }, half: true }],
  ]
  test.each(answers)('where every answer is lost: %s', async (_name, told) => {
    lost = [told, told, told]
    expect(await publishCheck(github, REPO, check(120))).toEqual({ id: 50 })
    expect(checks).toHaveLength(1)
    expect(lines()).toEqual(all)
  })

  test.each(answers)('where each arrives at the second try: %s', async (_name, told) => {
    refused = [told]
    await publishCheck(github, REPO, check(120))
    expect(checks).toHaveLength(1)
    expect(lines()).toEqual(all)
  })
})

test('another run’s check of the same name is another', async () => {
  await publishCheck(github, REPO, check(0, { externalId: 'run 9.1 digits' }))
  lost = ['drop']
  expect(await publishCheck(github, REPO, check(0))).toEqual({ id: 51 })
  expect(checks).toHaveLength(2)
})

test('no permission', async () => {
  refused = [{ status: 403, json: { message: 'Resource not accessible by integration' } }]
  await expect(publishCheck(github, REPO, check(0))).rejects.toMatchObject({
    code: 'github-forbidden',
  })
})
