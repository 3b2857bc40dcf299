import type { AuditReport } from '../audit.ts'
import { code, say, strong, type Line } from '../text/line.ts'
import { count, spellSeconds } from '../text/quantity.ts'
import { partedWords, unpartedWords } from './divergence.ts'
import { adviceWords } from './parting-advice.ts'

/** The audit's answer in one sentence. */
export function auditSentence({ outcome, why, divergence, repeat }: AuditReport): Line {
  const parted = divergence?.state === 'found' ? say`; ${partedWords(divergence)}` : []
  switch (outcome) {
    case 'reproducible': {
      const steps = divergence?.state === 'same' ? say`: ${unpartedWords(divergence)}` : []
      return say`${strong('reproducible')}: trained twice here with one seed, it gave the same bits${steps}`
    }
    case 'nondeterministic':
      return repeat?.run.exit.how === 'crashed'
        ? say`${strong('nondeterministic')}: of two runs of the same code and seed one crashed${parted}`
        : say`${strong('nondeterministic')}: two runs of the same code and seed disagree${parted}`
    case 'unknown':
      return why === 'ended'
        ? say`${strong('unknown')}: a run did not come to its end, so there is nothing to compare`
        : say`${strong('unknown')}: all numbers are equal, but nothing proves that the bits are${parted}`
  }
}

/** What to do about it; undefined where there is nothing to do. */
export function auditAdvice({ outcome, why, divergence, run }: AuditReport): Line | undefined {
  if (outcome === 'reproducible') return undefined
  if (outcome === 'unknown')
    return why === 'ended'
      ? say`See ${code('reprise show')} for how it ended.`
      : say`Name ${code('weights:')} in ${code('reprise.yml')}, or log a metric at more steps with all its digits.`
  if (divergence?.state !== 'found')
    return say`Nothing was traced${divergence?.state === 'unknown' && divergence.detail !== undefined ? ` (${divergence.detail})` : ''}: look for the clock, unseeded generators, unordered sets and folders, and threads.`
  const ask = run.config.deterministic
    ? []
    : say` Write ${code('deterministic: true')} in ${code('reprise.yml')}.`
  return say`${adviceWords(divergence)}${ask}`
}

/** "asking for determinism: 12 s, without: 10 s (1.2 times)". */
export function costOfDeterminism({ cost }: AuditReport): Line | undefined {
  if (cost === undefined) return undefined
  const [asked, plain] = [mean(cost, true), mean(cost, false)]
  if (asked === undefined || plain === undefined || plain === 0) return undefined
  const order = cost.map(
    ({ deterministic, seconds }) =>
      `${deterministic ? 'with' : 'without'} ${spellSeconds(seconds)}`,
  )
  return say`Asking for determinism takes ${Number((asked / plain).toPrecision(2))} times as long: ${order.join(', ')}, in this order. Of one run each this is a hint, no measurement.`
}

function mean(cost: NonNullable<AuditReport['cost']>, deterministic: boolean): number | undefined {
  const seconds = cost
    .filter((one) => one.deterministic === deterministic)
    .map((one) => one.seconds)
  return seconds.length === 0
    ? undefined
    : seconds.reduce((sum, one) => sum + one, 0) / seconds.length
}

const SEEDS = {
  wired: 'Another seed gives other bits, as it should.',
  'not-wired': 'Another seed gives the same bits: it does not reach the training.',
  unknown: 'Whether another seed reaches the training could not be told.',
} as const

export function seedWords({ seed }: AuditReport): Line | undefined {
  return seed === undefined ? undefined : say`${SEEDS[seed]}`
}

/** "2 runs, 8.1 s of training". */
export function spentWords({
  runs,
  seconds,
}: {
  readonly runs: number
  readonly seconds: number
}): Line {
  return say`${count(runs, 'run')}, ${spellSeconds(seconds)} of training`
}
