import { isHeldOut } from './score.ts'
import { nameOf, type MutationClass, type Pair, type Training } from './mutation.ts'

/** The second model of a class, the one that has waited longest first. */
const OTHERS: readonly Training[] = ['cnn', 'transformer', 'hf', 'lightning']

/** Every class once on two models: the first network, and another in turn. Of the half that is tuned, where it has one. */
export function sampleOf(pairs: readonly Pair[]): readonly Pair[] {
  const classes = [...new Set(pairs.map(({ mutation }) => mutation.class))]
  return classes.flatMap((name, turn) => twoOf(ofClass(pairs, name), turn))
}

function ofClass(pairs: readonly Pair[], name: MutationClass): readonly Pair[] {
  const those = pairs.filter(({ mutation }) => mutation.class === name)
  const tuned = those.filter((pair) => !isHeldOut(nameOf(pair)))
  return [...tuned, ...those.filter((pair) => !tuned.includes(pair))]
}

function twoOf(pairs: readonly Pair[], turn: number): readonly Pair[] {
  const order = OTHERS.map((_, at) => OTHERS[(turn + at) % OTHERS.length])
  const chosen = (['mlp', ...order] as const).flatMap((training) => {
    const pair = pairs.find((one) => one.training === training)
    return pair === undefined ? [] : [pair]
  })
  return chosen.slice(0, 2)
}
