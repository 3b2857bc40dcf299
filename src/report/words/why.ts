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
  const place = divergence?.state === 'found' ? say`; ${partedWords(divergence)}` : []
  const [only] = groups
  if (only?.why === 'alone')
    return say`${strong(NAMES[only.name])}: nothing else differs, so it needs no trial${place}`
  return say`${answer(groups)}${place}`
}

function answer(groups: readonly WhyGroup[]): Line {
  const of = (result: WhyGroup['result']): WhyGroup[] =>
    groups.filter((group) => group.result === result)
  const [shown, parts] = [of('shown'), of('part')]
  const open = groups.length - shown.length - of('excluded').length - parts.length
  const [one, ...more] = shown
  if (one !== undefined && more.length === 0)
    return say`${strong(NAMES[one.name])}${whatWords(one)} alone makes the difference${open === 0 ? '' : '; not all others could be tried'}`
  if (one !== undefined)
    return say`${strong('several')}: each of ${join(shown.map(groupWords), ', ', ' and ')} alone makes the difference`
  if (parts.length > 0)
    return say`${strong('together')}: ${join(parts.map(groupWords), ', ', ' and ')} ${parts.length === 1 ? 'moves' : 'move'} the numbers, and alone not to where they are now`
  return open > 0
    ? say`${strong('not known')}: no group that could be tried makes the difference, and not all could be tried`
    : say`${strong('together only')}: none of the groups alone makes the difference`
}

const RESULTS = {
  shown: 'makes the difference by itself',
  excluded: 'makes no difference there',
  part: 'moves the numbers, not to where they are now',
  failed: 'could not be trained so',
  untestable: 'cannot be tried',
  'not-run': 'not tried',
} as const satisfies Record<WhyGroup['result'], string>

const BECAUSE: Readonly<Record<string, string>> = {
  listed: 'only listed',
  nondeterministic: 'the training does not repeat itself',
  alone: 'nothing else differs',
  budget: 'the budget is spent',
}

export function resultWords({ result, why }: WhyGroup): Line {
  if (why === undefined) return say`${RESULTS[result]}`
  return say`${RESULTS[result]}: ${Object.hasOwn(BECAUSE, why) ? (BECAUSE[why] ?? why) : why}`
}
