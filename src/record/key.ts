import * as z from 'zod/mini'

/**
 * What makes two runs comparable beside the model's name: the accelerator's model and how many.
 * A CPU (`x86-64-v1` … `x86-64-v4`, `arm64`) has no count. Framework, driver and threads are factors, not key.
 */
export const Hardware = z.strictObject({
  accelerator: z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*$/), z.maxLength(100)),
  count: z.optional(z.int().check(z.positive())),
})
export type HardwareKey = z.infer<typeof Hardware>

export interface ComparisonKey extends HardwareKey {
  readonly model: string
}

/** The accelerator's name as keys spell it: lower case, anything else a hyphen (`NVIDIA A100-SXM4` → `nvidia-a100-sxm4`). */
export function spellAccelerator(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|-+$/g, '')
}

/** `<model> @ <accelerator> x<count>`: how `reprise.lock` and reports name a key. */
export function spellKey(key: ComparisonKey): string {
  return `${key.model} @ ${key.accelerator}${key.count === undefined ? '' : ` x${key.count}`}`
}

/** The key that {@link spellKey} wrote, or undefined. */
export function parseKey(text: string): ComparisonKey | undefined {
  const parts = /^(\S.*) @ ([a-z0-9][a-z0-9.-]*)(?: x([1-9]\d{0,5}))?$/.exec(text)
  if (parts === null) return undefined
  const [, model = '', accelerator = '', count] = parts
  return count === undefined ? { model, accelerator } : { model, accelerator, count: Number(count) }
}
