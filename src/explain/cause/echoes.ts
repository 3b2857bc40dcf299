import type { Change } from '../explanation.ts'
import { isBeside } from './matching.ts'

/** What was seen while it ran: seeds that reached a generator, flags of the framework. Something else set them. */
const OBSERVED = /^(seed\.calls|flags|framework\.flags)\./
const VARIABLE = 'variables.'

/**
 * Whether a change only shows what another one did: a package lock or the framework's version beside the package, a variable
 * beside the `env:` that gives it, a flag or a seeding call beside code or parameters. Alone it is what is known of the
 * cause; beside the other it is no second one.
 */
export function isEcho(change: Change, all: readonly Change[]): boolean {
  if (change.kind !== 'setting') return false
  const { name } = change
  if (name.startsWith(VARIABLE)) {
    const given = `env.${name.slice(VARIABLE.length)}`
    return all.some((other) => other.kind === 'setting' && other.name === given)
  }
  if (name.startsWith('pins.') || name === 'packages' || name === 'framework.version')
    return all.some(({ kind }) => kind === 'package')
  return OBSERVED.test(name) && all.some(canSet)
}

function canSet(change: Change): boolean {
  if (change.kind === 'setting') return !OBSERVED.test(change.name)
  return change.kind !== 'data' && !isBeside(change)
}
