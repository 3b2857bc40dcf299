import type { FoundDivergence, HyperChange } from '../../explain/divergence/divergence.ts'
import { code, say, type Line } from '../text/line.ts'
import { count } from '../text/quantity.ts'

/** "the learning rate in force is `0.0006` instead of `0.0003`". */
export function hyperWords({ hyper }: Pick<FoundDivergence, 'hyper'>): Line {
  const [first, ...rest] = hyper
  if (first === undefined) return say`a hyper-parameter in force is another`
  const more =
    rest.length === 0
      ? ''
      : `, and so ${rest.length === 1 ? 'is' : 'are'} ${count(rest.length, 'more value')} of the optimiser`
  return say`${hyperName(first)} in force is ${spelled(first.after, first.before)} instead of ${spelled(first.before, first.after)}${more}`
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['lr', 'the learning rate'],
  ['weight_decay', 'the weight decay'],
  ['momentum', 'the momentum'],
  ['optimizer', 'the optimiser'],
])

function hyperName({ name: key, optimizer, group }: HyperChange): Line {
  const where = `${optimizer === 0 ? '' : ` of optimiser ${optimizer + 1}`}${group === 0 ? '' : ` of group ${group + 1}`}`
  const words = NAMES.get(key)
  return words === undefined ? say`${code(key)}${where}` : say`${words}${where}`
}

/** Of a computed number as many digits as tell it from the other, at least six. */
function spelled(value: HyperChange['after'], other: HyperChange['after']): Line {
  if (typeof value !== 'number' || typeof other !== 'number')
    return value === undefined ? say`not set` : say`${code(String(value))}`
  const digits = [6, 9, 12, 15].find(
    (count) => value.toPrecision(count) !== other.toPrecision(count),
  )
  return say`${code(String(digits === undefined ? value : Number(value.toPrecision(digits))))}`
}
