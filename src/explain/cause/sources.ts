import type { Factor } from '../../record/record.ts'
import type { DivergenceClass } from '../divergence/divergence.ts'

/**
 * Which factors can make each class of divergence, the likeliest first. Empty: no change makes it, the training itself
 * does. Data enter a model by other ways than batches: a graph, a table, class weights. What is not listed is not excluded:
 * a change of code can do anything, so `code` stands everywhere but there.
 */
export const SOURCES: Readonly<Record<DivergenceClass, readonly Factor[]>> = {
  init: ['code', 'seed', 'config', 'environment', 'determinism', 'data'],
  seed: ['seed', 'config', 'code'],
  'random-stream': ['code', 'seed', 'determinism', 'config', 'environment', 'data'],
  architecture: ['code', 'config', 'environment', 'data'],
  'data-order': ['code', 'data', 'seed', 'config', 'determinism', 'environment'],
  'data-content': ['data', 'code', 'config', 'environment'],
  preprocessing: ['code', 'config', 'data', 'environment'],
  labels: ['data', 'code', 'config'],
  'batch-size': ['config', 'code', 'data'],
  'layer-code': ['code', 'environment', 'config', 'hardware', 'determinism', 'data'],
  'functional-code': ['code', 'environment', 'config', 'hardware', 'determinism', 'data'],
  loss: ['code', 'config', 'environment', 'hardware', 'determinism', 'data'],
  'gradient-processing': ['code', 'config', 'environment', 'determinism', 'data'],
  'hyper-parameter': ['config', 'code', 'environment', 'data'],
  optimizer: ['code', 'environment', 'config', 'hardware', 'determinism', 'data'],
  precision: ['config', 'code', 'environment', 'hardware', 'determinism', 'data'],
  rounding: ['environment', 'hardware', 'code', 'determinism', 'config'],
  nondeterminism: [],
  evaluation: ['code', 'data', 'config', 'environment'],
  unclear: ['code', 'config', 'data', 'environment', 'hardware', 'seed', 'determinism'],
}
