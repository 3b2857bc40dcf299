import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { publishComment, type Sticky } from '../../src/github/comment.ts'
import { open, REPO, startServer, type Server } from './server.ts'
import { AFTER, BEFORE, JOB, thread, type Fault, type Thread } from './thread.ts'

const HEAD = 'a'.repeat(40)
const FIRST: Sticky = {
  config: 'reprise.yml',
  body: 'reproduced',
  order: { head: HEAD, run: 10, attempt: 1 },
  onlyUpdate: false,
}
const LATER: Sticky = { ...FIRST, body: 'changed', order: { head: HEAD, run: 11, attempt: 1 } }

let server: Server
let pull: Thread
beforeEach(async () => {
  pull = thread(JOB)
  server = await startServer((asked) => pull.answer(asked))
})
afterEach(() => server.close())

const publish = (sticky: Sticky) => publishComment(open(server).github, REPO, 7, sticky)
/** What a reader sees. */
const seen = () => pull.comments.map(({ body }) => body.replace(/^<!--.*-->\n/, ''))

describe('duplicates', () => {
  const marked = (run: number, body: string) =>
    `<!-- reprise config=reprise.yml run=${run} attempt=1 head=${HEAD} -->\n${body}`

  test('of two jobs at once end as one at the next update', async () => {
    const both = [publish(FIRST), publish(LATER)]
    await Promise.all(both)
    const next = { ...LATER, body: 'third', order: { head: HEAD, run: 12, attempt: 1 } }
    expect(await publish(next)).toBe('updated')
    expect(seen()).toEqual(['third'])
  })

  test('keep what the newest of them says', async () => {
    pull.add(JOB, marked(20, 'newest'))
    pull.add(JOB, marked(5, 'old'))
    expect(await publish(FIRST)).toBe('superseded')
    expect(seen()).toEqual(['newest', 'old'])
    expect(await publish({ ...FIRST, body: 'x', order: { ...FIRST.order, run: 21 } })).toBe(
      'updated',
    )
    expect(seen()).toEqual(['x'])
  })

  test('that cannot be deleted do not undo the report', async () => {
    pull.add(JOB, marked(1, 'one'))
    pull.add(JOB, marked(2, 'two'))
    pull.faults.push('none', { told: { status: 403, json: {} }, when: 'before' })
    expect(await publish(FIRST)).toBe('updated')
    expect(seen()).toEqual(['reproduced', 'two'])
  })
})

test('property: whatever the order of arrival and the faults, one comment, the newest run’s', async () => {
  const faults = fc.constantFrom<Fault>('none', ...[...AFTER, ...BEFORE].map(([, fault]) => fault))
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(
        fc.record({ run: fc.nat({ max: 4 }), attempt: fc.integer({ min: 1, max: 3 }) }),
        {
          minLength: 1,
          maxLength: 5,
          selector: ({ run, attempt }) => `${run}.${attempt}`,
        },
      ),
      fc.array(
        faults.filter((fault) => fault === 'none' || fault.told !== 'silence'),
        { maxLength: 3 },
      ),
      async (orders, list) => {
        pull = thread(JOB)
        pull.faults.push(...list)
        for (const order of orders) {
          await publish({
            ...FIRST,
            body: `${order.run}.${order.attempt}`,
            order: { head: HEAD, ...order },
          })
        }
        const newest = orders.toSorted((a, b) => a.run - b.run || a.attempt - b.attempt).at(-1)
        expect(seen()).toEqual([`${newest?.run}.${newest?.attempt}`])
      },
    ),
    { numRuns: 40 },
  )
})
