/**
 * What a git call that failed at a server means. `moved`: somebody else wrote first; `refused`: it will not be
 * otherwise next time; `unknown`: it may have had its effect, or may have it when tried again.
 */
export interface Failure {
  readonly kind: 'moved' | 'refused' | 'unknown'
  /** What the server or git said, in one line without control characters. */
  readonly why: string
}

/** Status reports of `git push --porcelain` for a ref that somebody else moved. Source: builtin/push.c, receive-pack.c. */
const MOVED =
  /\((?:fetch first|stale info|non-fast-forward|failed to update ref|incorrect old value provided|reference already exists|.*(?:cannot|failed to|unable to) (?:lock|create|update).*)\)/i
/** The server's own trouble, reported in the place of a refusal. */
const TROUBLE = /\((?:.*(?:internal|time[d ]?-?out|temporar|unavailable|try again|busy).*)\)/i
const REFUSED = [
  /^!.*\[remote rejected\]/m,
  /returned error: 4(?!08|25|29)\d\d/,
  /Authentication failed|could not read (?:Username|Password)|Permission (?:to .* )?denied|access denied/i,
  /Host key verification failed/,
  /not found|does not appear to be a git repository|not a git repository|does not exist/i,
  /transport '.*' not allowed|not exported|archived|dubious ownership|blocked/,
  /not our ref|unadvertised object|repository corruption|unable to read/,
]
const SAID = [/^remote: (?:error: |fatal: )?(.*\S)/m, /^!.*\((.*)\)/m, /^(?:fatal|error): (.*)/m]

/** Reads the output of a failed call; `secrets` never appear in the answer. */
export function failureOf(output: string, secrets: readonly string[]): Failure {
  return { kind: kindOf(output), why: plain(sentence(output), secrets) }
}

function kindOf(output: string): Failure['kind'] {
  const status = output.split('\n').filter((text) => text.startsWith('!'))
  if (status.some((text) => MOVED.test(text))) return 'moved'
  if (status.some((text) => TROUBLE.test(text))) return 'unknown'
  return REFUSED.some((pattern) => pattern.test(output)) ? 'refused' : 'unknown'
}

function sentence(output: string): string {
  const said = SAID.flatMap((pattern) => pattern.exec(output)?.[1] ?? [])
  const distinct = [...new Set(said)].slice(0, 2).join('; ')
  return distinct === '' ? (output.trim().split('\n').at(-1) ?? '') : distinct
}

function plain(text: string, secrets: readonly string[]): string {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, '').slice(0, 500)
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), clean)
}
