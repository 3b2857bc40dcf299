import { perform } from './host.ts'
import { stageOf } from './stage.ts'

await perform(async (host) => {
  const { CAUSES, MODES, planStage } = await import('../../flows/job/prepare.ts')
  const { HAND_OVERS } = await import('../../flows/job/hand-over.ts')
  const stage = await stageOf(host)
  const { outputs, log } = await planStage(stage, {
    model: host.input('model') || undefined,
    against: host.choice('baseline', ['lock', 'base']),
    mode: host.choice('mode', ['', ...MODES]) || 'check',
    because: host.input('because') || undefined,
    cause: host.choice('cause', ['', ...CAUSES]) || undefined,
    handOver: host.choice('hand-over', HAND_OVERS),
  })
  for (const [name, value] of Object.entries(outputs)) host.output(name, value)
  host.log(log)
  return 0
})
