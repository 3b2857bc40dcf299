import type * as z from 'zod/mini'
import { UserError } from '../record/error.ts'
import type { Seed } from '../record/record.ts'
import type { ModelSpec } from '../spec/spec.ts'
import type { RunRequest } from './request.ts'

/** A run's seed as it was asked for, and what brings it to the program. */
export interface SeededCommand {
  readonly seed: z.infer<typeof Seed>
  readonly command: string
  readonly environment: Readonly<Record<string, string>>
}

/**
 * The command for the run with this seed index: its value is `values[index]`, or the index where none are listed. Under
 * `seed: auto` the command is the same for all: the index is told to the probe.
 *
 * @throws {UserError} `seed-values`: fewer values are listed than runs are made
 */
export function seededCommand(
  model: ModelSpec,
  { seed: index, twin }: Pick<RunRequest, 'seed' | 'twin'>,
): SeededCommand {
  const rule = model.seed
  const common = { index, how: rule.how, ...(twin && { twin }) }
  if (rule.how === 'auto') return { seed: common, command: model.train, environment: {} }
  const value = rule.values === undefined ? index : rule.values[index]
  if (value === undefined) {
    throw new UserError(
      'seed-values',
      `the run with seed index ${index} of ${model.name} needs a value; \`seed: values\` lists ${rule.values?.length}`,
      'List more values, or none: then the index itself is the seed.',
    )
  }
  const seed = { ...common, name: rule.name, value }
  if (rule.how === 'env')
    return { seed, command: model.train, environment: { [rule.name]: String(value) } }
  return { seed, command: `${model.train.trimEnd()} ${rule.name} ${value}`, environment: {} }
}
