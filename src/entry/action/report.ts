import { perform } from './host.ts'
import { stageOf } from './stage.ts'

await perform(async (host) => {
  const { reportStage } = await import('../../flows/job/conclude.ts')
  const { COMMENTS } = await import('../../flows/job/publish.ts')
  const { HAND_OVERS } = await import('../../flows/job/hand-over.ts')
  const stage = await stageOf(host)
  const { log, summary, outputs, exitCode } = await reportStage(stage, {
    comment: host.choice('comment', COMMENTS),
    fail: host.choice('fail', ['true', 'false']) === 'true',
    plan: host.input('plan'),
    planDigest: host.input('plan-digest'),
    bundles: host.input('bundles'),
    bundleDigest: host.input('bundle-digest'),
    handOver: host.choice('hand-over', HAND_OVERS),
    workflow: host.input('workflow'),
  })
  for (const [name, value] of Object.entries(outputs)) host.output(name, value)
  if (summary !== '') host.summary(summary)
  host.log(log)
  return exitCode
})
