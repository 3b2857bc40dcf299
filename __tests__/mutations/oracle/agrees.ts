import type { Pair } from '../mutation.ts'
import { isAt, placesOf } from '../place.ts'
import type { Parting } from './oracle.ts'

/** So many epsilons are rounding: 2e-6 for float32. No mutation of the catalogue comes near it from either side. */
const ROUNDING = 16

/** What the reference recorder found, in words, where it is not what the catalogue says. */
export function agrees(pair: Pair, parting: Parting | null): string | undefined {
  const places = placesOf(pair)
  if (parting === null) return places.length === 0 ? undefined : 'they are the same'
  const { step, phase, name, part, relative, epsilon } = parting
  const spot = { step, rung: phase, name, part }
  const small = relative !== null && relative <= ROUNDING * epsilon
  const fits =
    places.some((place) => isAt(place, spot)) && small === (pair.mutation.size === 'rounding')
  return fits ? undefined : `${step} ${phase} ${name} ${part}, ${relative ?? 'no size'}`
}
