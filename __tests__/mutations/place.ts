import type { Pair } from './mutation.ts'

/** Where a mutation must first show; its name and part are patterns. */
export interface Place {
  readonly step: number
  readonly rung: string
  readonly name: RegExp
  readonly part: RegExp
}

/** A place that was found. */
export interface Spot {
  readonly step: number
  readonly rung: string
  readonly name: string
  readonly part: string
}

/** The places that are right for a mutation; none where nothing may differ. */
export function placesOf({ variant: { first, or } }: Pair): readonly Place[] {
  if (first === 'same') return []
  return [first, ...(or === undefined ? [] : [or])].map(placeOf)
}

function placeOf(text: string): Place {
  const [step = '', rung = '', name = '', part = ''] = text.split(' ')
  return { step: Number(step), rung, name: patternOf(name), part: patternOf(part) }
}

/** `*` stands for anything. */
function patternOf(text: string): RegExp {
  const pieces = text.split('*').map((piece) => piece.replace(/[.()[\]]/g, String.raw`\$&`))
  return new RegExp(`^${pieces.join('.*')}$`)
}

export function isAt(place: Place, spot: Spot): boolean {
  return (
    place.step === spot.step &&
    place.rung === spot.rung &&
    place.name.test(spot.name) &&
    place.part.test(spot.part)
  )
}
