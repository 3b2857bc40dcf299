import { UserError } from '../../record/error.ts'
import type { Source } from '../source.ts'
import { readRows } from './document.ts'
import { isObject } from './flatten.ts'
import { parseMetrics } from './json.ts'
import type { Reading } from './reading.ts'

/**
 * Hugging Face `trainer_state.json`: `log_history` has a row for each time the Trainer logged, training and
 * evaluation mixed, told apart by their names (`loss`, `eval_loss`). Version 4 rounds `loss` to 4 decimals, 5 does not.
 * Source: transformers trainer_callback.py; files of 4.57 and 5.23.
 *
 * @throws {UserError} `trainer-state` if there is no `log_history` of objects, or where it cannot be read to its end
 */
export function readTrainerState(source: Source): Reading {
  const { value, textOf } = parseMetrics(source)
  const history = isObject(value) ? value['log_history'] : undefined
  if (!Array.isArray(history) || !history.every(isObject)) {
    throw new UserError(
      'trainer-state',
      `${source.name} has no list \`log_history\``,
      'Let the Trainer write it: `trainer.save_state()`.',
      { file: source.name },
    )
  }
  return readRows(source.name, history, textOf)
}
