import { Refusal } from '../reply.ts'
import type { RunningJob, World } from '../state/world.ts'

/** The JSON form of protocol buffers: 64-bit integers are text, wrappers are their value, empty is absent. */
export type Message = Readonly<Record<string, unknown>>

export interface Method {
  readonly problems: (message: Message) => string[]
  readonly answer: (world: World, job: RunningJob, message: Message) => Message
}

/** @throws {Refusal} an error as Twirp writes it */
export function code(status: number, name: string, msg: string): never {
  throw new Refusal({ status, body: { code: name, msg } })
}

type Kind = 'text' | 'integer' | 'texts' | 'number' | 'any'

const IS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value !== '',
  integer: (value) => typeof value === 'string' && /^-?\d+$/.test(value),
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  number: (value) => typeof value === 'number',
  any: () => true,
}

/** A method that takes these fields, the first ones always, and no others. */
export function method(
  needed: Readonly<Record<string, Kind>>,
  optional: Readonly<Record<string, Kind>>,
  answer: Method['answer'],
): Method {
  const known: Readonly<Record<string, Kind>> = { ...needed, ...optional }
  const problems = (message: Message): string[] => [
    ...Object.keys(needed)
      .filter((name) => !(name in message))
      .map((name) => `${name} is missing`),
    ...Object.entries(message).flatMap(([name, value]) => {
      const kind = known[name]
      if (kind === undefined) return [`${name} is not a field`]
      return IS[kind](value) ? [] : [`${name} is no ${kind}`]
    }),
  ]
  return { problems, answer }
}
