import type { Stage } from '../../flows/job/stage.ts'
import type { Host } from './host.ts'

/** The job that an action is a step of, as its inputs and the runner's variables say. */
export async function stageOf(host: Host): Promise<Stage> {
  const { openStage } = await import('../../flows/job/stage.ts')
  return openStage({
    env: process.env,
    token: host.input('token'),
    config: host.input('config') || 'reprise.yml',
    signal: host.signal,
    onWait: (why, seconds) => host.log(`waiting ${Math.ceil(seconds)} s: ${why}`),
  })
}
