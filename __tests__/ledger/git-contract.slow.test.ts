import { fileURLToPath } from 'node:url'
import { gitLedger, type GitLedgerOptions } from '../../src/ledger/git.ts'
import { ledgerContract, type Bench } from './contract.ts'
import { BRANCH, remoteRepository, type RemoteRepository } from './remote.ts'
import { served } from './served.ts'
import { join } from 'node:path'
import { temporary } from '../git/repository.ts'

function bench(repository: RemoteRepository, options: GitLedgerOptions): Bench {
  return {
    open: () => gitLedger(options),
    opener: fileURLToPath(new URL('./open-git.ts', import.meta.url)),
    place: JSON.stringify(options),
    damage: async (path, bytes) => repository.put(path, bytes),
    // A blob that the repository has lost.
    block: async (path) => repository.put(path, { id: 'b'.repeat(40) }),
    plant: async (name) => repository.put(`records/${name}`, '{}'),
    async unwritable() {
      repository.refuse('not today')
      return gitLedger(options)
    },
  }
}

ledgerContract('the git ledger by file://', async () => {
  const repository = remoteRepository()
  repository.git('config', 'uploadpack.allowFilter', 'true')
  const remote = `file://${repository.path}`
  return bench(repository, { remote, branch: BRANCH, folder: join(temporary(), 'clone') })
})

ledgerContract('the git ledger by HTTP', async () => {
  const { repository, options } = await served()
  return bench(repository, options())
})

ledgerContract('the git ledger by HTTP without filters', async () => {
  const { repository, options } = await served({ config: [['uploadpack.allowFilter', 'false']] })
  return bench(repository, options())
})
