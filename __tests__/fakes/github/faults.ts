import type { Fault, How } from './types.ts'
import type { World } from './state/world.ts'

export function addFault(world: World, { operation, how, times = 1, skip = 0 }: Fault): void {
  world.faults.push({ operation, how, times, skip })
}

/** What goes wrong with this request, if something does. */
export function takeFault(world: World, operation: string): How | undefined {
  for (const fault of world.faults) {
    if (fault.operation !== '*' && fault.operation !== operation) continue
    if (fault.skip > 0) {
      fault.skip -= 1
      return undefined
    }
    if (fault.times === 0) continue
    fault.times -= 1
    return fault.how
  }
  return undefined
}

/** Whether the request does what it asks for. */
export function hasEffect(how: How | undefined): boolean {
  if (typeof how === 'object') return how.effect === true
  return how !== 'before' && how !== 'timeout'
}
