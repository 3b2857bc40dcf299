import { expect, test } from '@jest/globals'
import { commitsBetween } from '../../src/git/history.ts'
import { commitAll, repository, user, write } from './repository.ts'

test('the line begins where the good commit came in: what stood beside it is not on it', async () => {
  const root = repository({ file: 'a' })
  user(root, 'checkout', '-q', '-b', 'side')
  write(root, { side: 'good' })
  const good = commitAll(root)
  user(root, 'checkout', '-q', 'main')
  write(root, { file: 'beside' })
  commitAll(root)
  user(root, 'merge', '-q', '--no-edit', 'side')
  const merge = user(root, 'rev-parse', 'HEAD')
  write(root, { file: 'bad' })
  const bad = commitAll(root)
  const line = await commitsBetween(root, good, bad)
  expect(line.map(({ commit }) => commit)).toEqual([merge, bad])
})

test('what was merged counts as its merge', async () => {
  const root = repository({ file: 'a' })
  const good = user(root, 'rev-parse', 'HEAD')
  user(root, 'checkout', '-q', '-b', 'side')
  write(root, { side: 'one' })
  commitAll(root)
  user(root, 'checkout', '-q', 'main')
  write(root, { file: 'b' })
  const own = commitAll(root)
  user(root, 'merge', '-q', '--no-edit', 'side')
  const merge = user(root, 'rev-parse', 'HEAD')
  const line = await commitsBetween(root, good, merge)
  expect(line.map(({ commit }) => commit)).toEqual([own, merge])
})
