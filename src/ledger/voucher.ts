import * as z from 'zod/mini'
import { UserError } from '../record/error.ts'
import { PLAIN_MESSAGES, spellIssue } from '../record/issue.ts'
import { parseJson } from '../record/json.ts'

/**
 * What vouches for a digest cache, by whose digest its file is named: that a run of a protected event wrote exactly these
 * bytes. It says nothing of where they are.
 */
export const Voucher = z.strictObject({
  schema: z.literal('reprise/voucher/v1'),
  /** When it was made, in UTC. */
  at: z.iso.datetime(),
  /** Path of the `reprise.yml` whose data it tells of. */
  config: z.string().check(z.maxLength(4096)),
  /** GitHub's id of the run that wrote the cache. */
  run: z.int().check(z.positive()),
})
export type Voucher = z.infer<typeof Voucher>

/** @throws {UserError} `voucher-invalid` */
export function parseVoucher(text: string, file: string): Voucher {
  const parsed = Voucher.safeParse(parseJson(text, file), PLAIN_MESSAGES)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UserError(
    'voucher-invalid',
    `${file} is no voucher: ${issue === undefined ? 'it is empty' : spellIssue(issue)}`,
    'Remove it: a cache for which nothing vouches is made again.',
    { file },
  )
}
