import { perform } from './host.ts'

await perform(async (host) => {
  const { keepCancelled } = await import('../../flows/job/cancelled.ts')
  const config = host.input('config') || 'reprise.yml'
  host.log(await keepCancelled({ env: process.env, config, seed: host.input('seed') }))
  return 0
})
// An upload that was given up would hold the process until it fails.
process.exit()
