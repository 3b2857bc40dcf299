/** What a lock or a list of requirements says about packages. */
export interface Pins {
  /** In the order of the file, names as PEP 503 normalises them. A name can stand twice with other markers. */
  readonly pins: readonly Pin[]
  /** What leaves a version open, as written: `idna>=3.4`, `-r more.txt`. */
  readonly loose: readonly string[]
}

export interface Pin {
  readonly name: string
  readonly version: string
}

/** `Typing_Extensions` → `typing-extensions` (PEP 503). */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** One answer out of several parts. */
export function joinPins(parts: readonly Pins[]): Pins {
  return { pins: parts.flatMap(({ pins }) => pins), loose: parts.flatMap(({ loose }) => loose) }
}

export function pinned(name: string, version: string): Pins {
  return { pins: [{ name: normaliseName(name), version }], loose: [] }
}

export function loosely(text: string): Pins {
  return { pins: [], loose: [text.slice(0, 300).toWellFormed()] }
}

export const NOTHING: Pins = { pins: [], loose: [] }
