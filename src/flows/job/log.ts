import { hexOf, type Digest, type RecordId } from '../../record/digest.ts'
import { defuse } from '../../report/log/command.ts'
import { clean } from '../../report/text/clean.ts'

/** Text as one line of a job's log: whatever data it holds, it controls no terminal and commands no runner. */
export function logLine(text: string): string {
  return defuse(clean(text))
}

/** As much of a digest as a person compares. */
export function short(digest: Digest | RecordId): string {
  return hexOf(digest).slice(0, 12)
}
