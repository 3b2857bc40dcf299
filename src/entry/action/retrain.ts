import { perform } from './host.ts'

/** It has processes to end, and is the only one that can: no shorter than the runner's own patience. */
const PATIENCE = 60_000

// A `run:` step: it has no inputs, and none of the runner's tokens.
await perform(async (host) => {
  const { retrainStage } = await import('../../flows/job/retrain.ts')
  await retrainStage({ env: process.env, signal: host.signal, log: host.log })
  return 0
}, PATIENCE)
