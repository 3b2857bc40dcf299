import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { GitHub } from '../../src/github/client.ts'
import { publishComment, type Sticky } from '../../src/github/comment.ts'
import { open, REPO, startServer, TOKEN, type Server } from './server.ts'
import {
  AFTER,
  APP,
  BEFORE,
  JOB,
  limit,
  PERSON,
  thread,
  type Author,
  type Fault,
  type Thread,
} from './thread.ts'

const HEAD = 'a'.repeat(40)
const FIRST: Sticky = {
  config: 'reprise.yml',
  body: 'reproduced',
  order: { head: HEAD, run: 10, attempt: 1 },
  onlyUpdate: false,
}
const LATER: Sticky = {
  ...FIRST,
  body: 'changed',
  order: { head: 'b'.repeat(40), run: 11, attempt: 1 },
}

let github: GitHub
let waits: Array<{ seconds: number }>
let server: Server
let pull: Thread
beforeEach(() => as(JOB))
afterEach(() => server.close())

async function as(me: Author, token = TOKEN): Promise<void> {
  pull = thread(me)
  await server?.close()
  server = await startServer((asked) => pull.answer(asked))
  ;({ github, waits } = open(server, { token }))
}

const publish = (sticky: Sticky) => publishComment(github, REPO, 7, sticky)
const writes = () =>
  server.asked.filter(({ method }) => method !== 'GET').map(({ method }) => method)
/** What a reader sees. */
const seen = () => pull.comments.map(({ body }) => body.replace(/^<!--.*-->\n/, ''))

describe('a sticky comment', () => {
  test('is written once, then updated in one request', async () => {
    expect(await publish(FIRST)).toBe('created')
    expect(github.calls).toBe(2)
    expect(await publish(LATER)).toBe('updated')
    expect(github.calls).toBe(4)
    expect(writes()).toEqual(['POST', 'PATCH'])
    expect(seen()).toEqual(['changed'])
    expect(pull.comments[0]?.body).toContain(`run=11 attempt=1 head=${'b'.repeat(40)}`)
  })

  test('is left alone by a second attempt that says the same', async () => {
    await publish(FIRST)
    const again = { ...FIRST, order: { ...FIRST.order, attempt: 2 } }
    expect(await publish(again)).toBe('unchanged')
    expect(writes()).toEqual(['POST'])
  })

  test('says so when a later run says the same, lest an older run take it for old', async () => {
    await publish(FIRST)
    const same = { ...FIRST, order: LATER.order }
    expect(await publish({ ...same, order: { ...LATER.order, head: HEAD } })).toBe('updated')
    expect(await publish({ ...same, order: { ...LATER.order, run: 12 } })).toBe('updated')
    const between = { ...FIRST, body: 'late', order: { head: HEAD, run: 10, attempt: 9 } }
    expect(await publish(between)).toBe('superseded')
    expect(seen()).toEqual(['reproduced'])
  })

  test.each([
    { run: 10, attempt: 1 },
    { run: 11, attempt: 1 },
  ])('of a newer run is not overwritten by %j', async (older) => {
    const newer = { ...LATER, order: { ...LATER.order, run: 11, attempt: 2 } }
    await publish(newer)
    expect(await publish({ ...FIRST, order: { head: HEAD, ...older } })).toBe('superseded')
    expect(seen()).toEqual(['changed'])
    expect(writes()).toEqual(['POST'])
  })

  test('is not begun where silence is wanted, but goes on where something was said', async () => {
    expect(await publish({ ...FIRST, onlyUpdate: true })).toBe('silent')
    expect(writes()).toEqual([])
    await publish(FIRST)
    expect(await publish({ ...LATER, onlyUpdate: true })).toBe('updated')
    expect(seen()).toEqual(['changed'])
  })

  test('is one for each configuration', async () => {
    const other = { ...FIRST, config: 'speech/a --> b/reprise.yml', body: 'speech' }
    await publish(FIRST)
    expect(await publish(other)).toBe('created')
    expect(await publish({ ...other, body: 'speech 2', order: LATER.order })).toBe('updated')
    expect(seen()).toEqual(['reproduced', 'speech 2'])
  })

  test('is found behind 250 others', async () => {
    for (let index = 0; index < 250; index += 1) pull.add(PERSON, `comment ${index}`)
    await publish(FIRST)
    expect(await publish(LATER)).toBe('updated')
    expect(pull.comments).toHaveLength(251)
  })

  test('is written anew when somebody deletes it just before it is updated', async () => {
    await publish(FIRST)
    pull.between = () => {
      pull.between = () => {}
      pull.comments.splice(0)
    }
    expect(await publish(LATER)).toBe('created')
    expect(seen()).toEqual(['changed'])
  })

  test('reads a comment that was edited on the web, with its line ends', async () => {
    await publish({ ...FIRST, body: 'one\ntwo' })
    const [own] = pull.comments
    if (own !== undefined) own.body = own.body.replaceAll('\n', '\r\n')
    expect(await publish({ ...FIRST, body: 'one\ntwo' })).toBe('unchanged')
  })

  test('too long for GitHub is a mistake of ours', async () => {
    await expect(publish({ ...FIRST, body: 'x'.repeat(65_536) })).rejects.toThrow(
      'a report of more',
    )
    expect(github.calls).toBe(0)
  })
})

describe('whose comment it is', () => {
  const forged = `<!-- reprise config=reprise.yml run=999999 attempt=1 head=${HEAD} -->\nall is well`

  test.each([
    ['a person', PERSON],
    ['another app', APP],
    ['nobody any more', null],
  ])('a marker of %s is not ours', async (_name, author) => {
    pull.add(author, forged)
    expect(await publish(FIRST)).toBe('created')
    expect(await publish(LATER)).toBe('updated')
    expect(seen()).toEqual(['all is well', 'changed'])
  })

  test('a job’s own token asks nothing to know', async () => {
    await publish(FIRST)
    await publish(LATER)
    expect(server.asked.filter(({ path }) => /user|graphql/.test(path))).toEqual([])
  })

  test('an app’s token knows its own', async () => {
    await as(APP)
    pull.add({ ...APP, login: 'other[bot]' }, forged)
    expect(await publish(FIRST)).toBe('created')
    expect(await publish(LATER)).toBe('updated')
    expect(seen()).toEqual(['all is well', 'changed'])
  })

  test('an app’s token goes on with what a job’s began', async () => {
    await as(APP)
    pull.add({ ...APP, login: 'other[bot]' }, forged)
    pull.add(JOB, forged.replace('999999', '1'))
    expect(await publish(FIRST)).toBe('updated')
    expect(seen()).toEqual(['all is well', 'reproduced'])
  })

  test('a person’s token knows its own', async () => {
    await as(PERSON, 'github_pat_1')
    pull.add({ ...PERSON, id: 10 }, forged)
    pull.add(JOB, forged)
    expect(await publish(FIRST)).toBe('created')
    expect(await publish(LATER)).toBe('updated')
    expect(seen()).toEqual(['all is well', 'all is well', 'changed'])
  })

  test('a token that tells nothing by its spelling is asked, and may be a job’s', async () => {
    await as(JOB, 'v1.0123')
    await publish(FIRST)
    expect(await publish(LATER)).toBe('updated')
    expect(seen()).toEqual(['changed'])
  })

  test('a marker that is quoted further down is none', async () => {
    pull.add(JOB, `quoted:\n${forged}`)
    expect(await publish(FIRST)).toBe('created')
  })
})

describe('exactly one comment', () => {
  test.each(AFTER)('after %s: written', async (_name, fault) => {
    pull.faults.push(fault)
    expect(await publish(FIRST)).toBe('created')
    expect(writes()).toEqual(['POST'])
    expect(seen()).toEqual(['reproduced'])
  })

  test.each(AFTER)('after %s: updated', async (_name, fault) => {
    await publish(FIRST)
    pull.faults.push(fault)
    expect(await publish(LATER)).toBe('updated')
    expect(writes()).toEqual(['POST', 'PATCH'])
    expect(seen()).toEqual(['changed'])
  })

  test.each(BEFORE)('after %s: written', async (_name, fault) => {
    pull.faults.push(fault, fault)
    expect(await publish(FIRST)).toBe('created')
    expect(writes()).toEqual(['POST', 'POST', 'POST'])
    expect(seen()).toEqual(['reproduced'])
    expect(waits).toHaveLength(2)
  })

  test.each(BEFORE)('after %s: updated', async (_name, fault) => {
    await publish(FIRST)
    pull.faults.push(fault)
    expect(await publish(LATER)).toBe('updated')
    expect(seen()).toEqual(['changed'])
  })

  test('where a request that was given up for lost arrives late', async () => {
    pull.faults.push({ told: 'silence', when: 'before' })
    pull.between = () => {
      // The second POST: now GitHub is done with the first, too.
      if (writes().length === 2)
        pull.add(JOB, String((server.asked.at(-1)?.body as { body?: string } | undefined)?.body))
    }
    expect(await publish(FIRST)).toBe('created')
    expect(seen()).toEqual(['reproduced'])
    expect(writes()).toEqual(['POST', 'POST', 'DELETE'])
  })

  test('and this run’s, where an older one’s job and a lost request come between', async () => {
    pull.faults.push({ told: 'drop', when: 'before' }, { told: 'drop', when: 'before' })
    const marker = `<!-- reprise config=reprise.yml run=9 attempt=1 head=${HEAD} -->`
    pull.between = () => {
      // While the first two are lost, as GitHub's list does not show it yet.
      if (writes().length === 3) pull.add(JOB, `${marker}\nolder`)
    }
    expect(await publish(FIRST)).toBe('created')
    expect(seen()).toEqual(['reproduced'])
  })

  test('where a newer run reports while this one waits', async () => {
    await publish(FIRST)
    pull.faults.push(limit(429, { 'retry-after': '60' }))
    const newer = { ...LATER, body: 'newest', order: { head: HEAD, run: 12, attempt: 1 } }
    const other = open(server).github
    const slow = open(server, {
      sleep: async () => void (await publishComment(other, REPO, 7, newer)),
    }).github
    expect(await publishComment(slow, REPO, 7, LATER)).toBe('superseded')
    expect(seen()).toEqual(['newest'])
  })

  test('no permission: said at once, nothing tried again', async () => {
    const told = { status: 403, json: { message: 'Resource not accessible by integration' } }
    pull.faults.push({ told, when: 'before' })
    await expect(publish(FIRST)).rejects.toMatchObject({ code: 'github-forbidden' })
    expect(writes()).toEqual(['POST'])
  })

  test('a GitHub that stays away is an error', async () => {
    pull.faults.push(...Array.from({ length: 9 }, (): Fault => ({ told: 'drop', when: 'before' })))
    await expect(publish(FIRST)).rejects.toMatchObject({ code: 'github-unreachable' })
    expect(writes()).toHaveLength(4)
  })
})
