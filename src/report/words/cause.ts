import type { Candidate, Cause } from '../../explain/cause/cause.ts'
import { isAmongHyper } from '../../explain/cause/matching.ts'
import type { Divergence } from '../../explain/divergence/divergence.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { code, join, say, type Line } from '../text/line.ts'
import { changeWords } from './change.ts'
import { partedWords, repeatWords, unpartedWords } from './divergence.ts'
import { FACTOR_NAMES } from './moved.ts'

type Parted = Pick<Explanation, 'divergence' | 'repeat' | 'cause'>

/**
 * Where the run parts from its baseline, and what of all that differs could have made it; undefined where that is not known.
 * Only a cause that is firm is named without a doubt.
 */
export function whyWords({ divergence, repeat, cause }: Parted): Line | undefined {
  if (cause?.class === 'nondeterminism' && repeat?.state === 'found') return repeatWords(repeat)
  if (divergence?.state === 'same')
    return say`${unpartedWords(divergence)}, so what differs comes after the training${causeWords(cause, divergence)}`
  if (divergence?.state === 'unknown' && divergence.why === 'other-length')
    return unpartedWords(divergence)
  if (divergence?.state !== 'found') return undefined
  return say`${partedWords(divergence)}${causeWords(cause, divergence)}`
}

/** The end of the sentence, with what joins it: " — `configs/mini.yaml:14`", "; probably because `model.py` differs". */
function causeWords(cause: Cause | undefined, divergence: Divergence): Line {
  if (cause === undefined || cause.class === 'nondeterminism') return []
  const able = cause.candidates.filter(({ weight }) => weight === 'fits' || weight === 'shown')
  const [first, ...rest] = able
  if (first === undefined) return unfitWords(cause)
  const shown = able.filter(({ weight }) => weight === 'shown')
  if (shown.length === 1) return shownWords(first, rest)
  if (cause.certainty === 'firm') return firmWords(first, cause, divergence)
  if (rest.length === 0 && first.others === 0)
    return say`; probably because ${candidateWords(first)}`
  const names = join(able.slice(0, 3).map(candidateWords), ', ', ' and ')
  return say`; which of these it comes from cannot be told here, ${code('reprise why')} decides: ${names}`
}

/** Where nothing that differs is known to act there. */
function unfitWords({ candidates }: Cause): Line {
  const left = candidates.filter(({ weight }) => weight === 'possible')
  if (left.length === 0) return say`; nothing that was recorded and differs is known to make that`
  const names = join(left.slice(0, 3).map(changeOf), ', ', ' and ')
  return say`; what differs is not known to act there: ${names}`
}

function firmWords(first: Candidate, { candidates }: Cause, divergence: Divergence): Line {
  const { change } = first
  const isValue =
    divergence.state === 'found' && change !== undefined && isAmongHyper(change, divergence)
  if (!isValue) return say` — ${changeOf(first)}, and nothing else known that could make it`
  const where =
    change.kind === 'param'
      ? say`${code(change.line === undefined ? change.file : `${change.file}:${change.line}`)}`
      : say`${code(change.kind === 'setting' ? change.name : change.kind)}`
  const others = candidates.length > 1
  return say` — ${where}${others ? '; what else differs may act later' : ''}`
}

/** What a re-run with this alone showed. */
function shownWords(first: Candidate, rest: readonly Candidate[]): Line {
  const open = rest.slice(0, 2).map(candidateWords)
  return say`; ${candidateWords(first)}: a run with this alone showed it${open.length === 0 ? [] : say`, which leaves open ${join(open, ', ', ' and ')}`}`
}

/** "`model.py` line 12 differs, or one of 2 more changes". */
function candidateWords(candidate: Candidate): Line {
  const { others, factor } = candidate
  const kind = FACTOR_NAMES[factor ?? 'code']
  const more =
    others === 0
      ? ''
      : others === 1
        ? ` or one more change of ${kind}`
        : ` or one of ${others} more changes of ${kind}`
  return say`${changeOf(candidate)}${more}`
}

function changeOf({ change, factor, before }: Candidate): Line {
  if (change === undefined)
    return say`the ${factor === undefined ? 'training itself' : FACTOR_NAMES[factor]} differs`
  const line =
    change.kind === 'param' && change.line !== undefined ? say` (line ${change.line})` : []
  return say`${changeWords(change)}${line}${before === true ? ' (before this change)' : ''}`
}
