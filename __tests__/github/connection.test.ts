import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openGitHub } from '../../src/github/client.ts'

let server: Server
let connections = 0
beforeEach(async () => {
  connections = 0
  server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end('{"number": 7}')
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready)
  })
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

test('a request right behind another takes its connection: opening one costs more than the request', async () => {
  const { port } = server.address() as AddressInfo
  const { request } = openGitHub({ apiUrl: `http://127.0.0.1:${port}`, token: 'ghs_x' })
  for (let round = 0; round < 4; round += 1)
    await request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      owner: 'octo',
      repo: 'models',
      pull_number: 7,
    })
  expect(connections).toBe(1)
})
