import type {
  Divergence,
  FoundDivergence,
  LadderRung,
} from '../../explain/divergence/divergence.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { code, join, name, plain, say, type Line } from '../text/line.ts'
import { whyWords } from '../words/cause.ts'
import { repeatWords, RUNG_NAMES, spellRelative, unpartedWords } from '../words/divergence.ts'
import type { Growth, Ladder, Rung } from './block.ts'

/**
 * What the report shows of where two runs part: the two compared, or a run and its own repetition. Empty: nothing was traced.
 * What the sentence on top says already is not said again.
 */
export function laddersOf(explanation: Explanation | undefined, sentence: Line = []): Ladder[] {
  if (explanation === undefined) return []
  const top = plain(sentence)
  return ladders(explanation).map((ladder) =>
    ladder.words !== undefined && top.includes(plain(ladder.words))
      ? { ...ladder, words: undefined }
      : ladder,
  )
}

function ladders(explanation: Explanation): Ladder[] {
  const { divergence, repeat, cause } = explanation
  const own: Ladder[] =
    repeat?.state === 'found'
      ? [ladderOf(repeat, 'the same code and seed, run twice', repeatWords(repeat))]
      : []
  if (divergence === undefined) return own
  const title = 'against the baseline'
  if (divergence.state === 'found')
    // What is the training's own has its place in the other ladder.
    return [
      ladderOf(divergence, title, whyWords({ divergence, ...(cause && { cause }) }) ?? []),
      ...own,
    ]
  const remedy = divergence.state === 'unknown' ? REMEDIES[divergence.why] : undefined
  const notes = remedy === undefined ? [] : [remedy]
  return [{ title, words: unpartedWords(divergence), rungs: [], growth: [], notes }, ...own]
}

type Unknown = Extract<Divergence, { state: 'unknown' }>

/** What would make it known. */
const REMEDIES: Readonly<Partial<Record<Unknown['why'], Line>>> = {
  'no-trace': say`PyTorch is traced by itself; any other program can write a trace: ${code('docs/trace.md')}. A baseline without one is accepted anew.`,
  'not-at-hand': say`Bring it with ${code('reprise ledger fetch')}.`,
  unreadable: say`See what is damaged with ${code('reprise ledger verify')}.`,
  'other-algorithm': say`Accept a baseline that was traced by the same writer.`,
  'other-ranks': say`Train as many processes as the baseline did, and let each write its trace.`,
  'other-trainings': say`Train one program after the other, and the same number of them.`,
  'too-short': say`The findings say what keeps the traces from covering all of it.`,
}

function ladderOf(divergence: FoundDivergence, title: string, words: Line): Ladder {
  const { ladder, growth } = divergence
  return {
    title,
    words,
    rungs: ladder.map((one) => rungOf(one, divergence)),
    growth:
      growth.length < 2 ? [] : growth.map(({ step, relative }): Growth => ({ step, relative })),
    notes: notesOf(divergence),
  }
}

const SIGNS = { same: '✓', different: '✗', unknown: '?' } as const

/** At the rung where the two part stands the step. */
function rungOf(
  { rung, state, tensor, relative }: LadderRung,
  parted: Pick<FoundDivergence, 'rung' | 'step'>,
): Rung {
  const at = rung === parted.rung && parted.step >= 0 ? ` step ${parted.step}` : ''
  const size = relative === undefined ? '' : ` ${spellRelative(relative)}`
  const what = tensor === undefined ? [] : say` ${name(tensor)}`
  return { name: RUNG_NAMES[rung], state, sign: SIGNS[state], detail: say`${what}${at}${size}` }
}

/** "initial values ✓ · batch ✓ · forward ✗ `blocks.3.attn` step 17 3e-7 · loss ✗ …". */
export function ladderLine({ rungs }: Ladder): Line {
  return join(
    rungs.map(
      ({ name: rung, sign, detail, state }) =>
        say`${rung} ${sign}${state === 'different' ? detail : []}`,
    ),
    ' · ',
  )
}

/** How the evidence was had, where that limits what it says. */
function notesOf({ mode, because, window, sure, growth }: FoundDivergence): Line[] {
  return [
    ...growthNote(growth),
    ...(mode === 'modules'
      ? []
      : [
          mode === 'borders'
            ? say`Seen at the borders of the steps only${because === undefined ? '' : ` (${because})`}: modules were not looked into.`
            : say`From what the program itself told of its steps.`,
        ]),
    ...(window === undefined
      ? []
      : [say`Found by training both sides once more up to step ${window.to}.`]),
    ...(sure ? [] : [say`The evidence leaves other kinds of cause open.`]),
  ]
}

/** What the drawing shows, in words. */
function growthNote(growth: FoundDivergence['growth']): Line[] {
  const [first, last] = [growth.at(0), growth.at(-1)]
  if (first === undefined || last === undefined || first === last) return []
  return [
    say`The parameters are apart by ${spellRelative(first.relative)} of their size after step ${first.step}, and by ${spellRelative(last.relative)} after step ${last.step}.`,
  ]
}
