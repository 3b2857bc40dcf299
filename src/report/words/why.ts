import type { Explanation } from '../../explain/explanation.ts'
import type { WhyGroup, WhyReport } from '../why.ts'
import { join, say, strong, type Line } from '../text/line.ts'
import { codes } from './change.ts'
import { partedWords, repeatWords } from './divergence.ts'

const NAMES = {
  machine: 'this machine',
  environment: 'the environment',
  settings: 'the settings',
  data: 'the data',
  config: 'the configuration',
  code: 'the code',
} as const satisfies Record<WhyGroup['name'], string>

/** "the code (`model.py`)". */
export function groupWords(group: WhyGroup): Line {
  return say`${NAMES[group.name]}${whatWords(group)}`
}

function whatWords({ paths, fields }: WhyGroup): Line {
  const what = [...paths, ...fields.map((field) => `${field}:`)]
  return what.length === 0 ? [] : say` (${codes(what)})`
}

/** The answer in one sentence. */
export function whySentence(report: WhyReport): Line {
  const { groups, listed, explanation } = report
  const { divergence, repeat } = explanation
  if (listed) return say`${strong('not run')}: what would be trained`
  if (groups.some(({ why }) => why === 'nondeterministic') && repeat?.state === 'found')
    return say`${strong('no change')}: ${repeatWords(repeat)}`
  if (groups.length === 0)
    return say`${strong('nothing differs')}: no group of changes could be the cause`
  const [only] = groups
  const place = divergence?.state === 'found' ? say`; ${partedWords(divergence)}` : []
  if (only?.why === 'alone')
    return say`${strong(NAMES[only.name])}: nothing else that was recorded differs, so it needs no trial${place}`
  return say`${answer(groups, isPlaced(report))}${place}${partedLater(report)}`
}

/** Whether the trials were compared up to where the two part first, and not by their results. */
function isPlaced({ explanation }: WhyReport): boolean {
  return explanation.divergence?.state === 'found'
}

/** What was looked at ends with one step: nothing is said of what comes after it. */
function partedLater(report: WhyReport): Line {
  const { groups } = report
  if (!isPlaced(report) || groups.length < 2) return []
  const others = groups.filter(({ result }) => result === 'elsewhere').map(groupWords)
  const also =
    others.length === 0
      ? []
      : say`. Up to that step other differences come from ${join(others, ', ', ' and ')}`
  return say`${also}. What else differs may act later, which was not looked at`
}

/** `first`: the trials were compared where the two part first; else their results were. */
function answer(groups: readonly WhyGroup[], first: boolean): Line {
  const difference = first ? 'the first difference' : 'the difference'
  const of = (...results: ReadonlyArray<WhyGroup['result']>): WhyGroup[] =>
    groups.filter(({ result }) => results.includes(result))
  const [shown, parts] = [of('shown'), of('part')]
  const open = groups.length - of('shown', 'part', 'elsewhere', 'excluded').length
  const [one, ...more] = shown
  if (one !== undefined && more.length === 0)
    return say`${strong(NAMES[one.name])}${whatWords(one)} makes ${difference} by itself${open === 0 ? '' : '; not all others could be tried'}`
  if (one !== undefined)
    return say`${strong('several')}: each of ${join(shown.map(groupWords), ', ', ' and ')} makes ${difference} by itself`
  if (parts.length > 0)
    return say`${strong('together')}: ${join(parts.map(groupWords), ', ', ' and ')} ${parts.length === 1 ? 'moves' : 'move'} the numbers${first ? ' where the two part first' : ''}, and alone not to where they are now`
  return open > 0
    ? say`${strong('not known')}: no group that could be tried makes ${difference}, and not all could be tried`
    : say`${strong('together only')}: none of the groups makes ${difference} by itself`
}

type Words = Readonly<Record<WhyGroup['result'], string>>

/** Of whole runs, by what they ended with. */
const RESULTS: Words = {
  shown: 'gives the run’s numbers by itself',
  excluded: 'leaves the baseline’s numbers',
  elsewhere: 'does not make the first difference, and makes others up to that step',
  part: 'moves the numbers, not to where they are now',
  failed: 'could not be trained so',
  untestable: 'cannot be tried',
  'not-run': 'not tried',
}

/** Of trials that were followed up to the step where the two part. */
const UP_TO_THERE: Words = {
  ...RESULTS,
  shown: 'makes the first difference by itself',
  excluded: 'changes no tensor and no hyper-parameter that was recorded up to that step',
  part: 'changes what differs first, not to what it is now',
}

const BECAUSE: Readonly<Record<string, string>> = {
  listed: 'only listed',
  nondeterministic: 'the training does not repeat itself',
  alone: 'nothing else that was recorded differs',
  budget: 'the budget is spent',
}

/** What the trial of one group showed. */
export function resultWords({ result, why, all }: WhyGroup, report: WhyReport): Line {
  const words = (isPlaced(report) ? UP_TO_THERE : RESULTS)[result]
  if (why !== undefined)
    return say`${words}: ${Object.hasOwn(BECAUSE, why) ? (BECAUSE[why] ?? why) : why}`
  if (all === undefined) return say`${words}`
  return say`${words}, ${all ? 'and all others' : 'not all others'} up to that step`
}

/**
 * What is said below the answer of where the two part. A guess at the cause would stand beside what the trials showed, or beside
 * what needs none, and deny it: the cause is left out but where one trial showed it, or none was meant to be made.
 */
export function explanationBelow({ explanation, listed, groups }: WhyReport): Explanation {
  const { cause, ...rest } = explanation
  const shown = cause?.candidates.filter(({ weight }) => weight === 'shown') ?? []
  const isSettled = shown.length === 1 || cause?.class === 'nondeterminism'
  const isAlone = groups.some(({ why }) => why === 'alone')
  return cause !== undefined && !isAlone && (listed || isSettled) ? explanation : rest
}
