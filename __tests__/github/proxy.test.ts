import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { createServer, type Server as HttpServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { startServer, TOKEN, type Server } from './server.ts'

let api: Server
let proxy: HttpServer
let through: string[]
beforeEach(async () => {
  const side = { sha: 'a'.repeat(40), ref: 'main' }
  const pull = { number: 7, state: 'open', head: side, base: side }
  api = await startServer(() => ({ status: 200, json: pull }))
  through = []
  const port = new URL(api.url).port
  proxy = createServer()
  proxy.on('connect', ({ url = '' }, socket: Socket) => {
    through.push(url)
    const upstream = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
  })
  await new Promise<void>((ready) => {
    proxy.listen(0, '127.0.0.1', ready)
  })
})
afterEach(async () => {
  proxy.close()
  await api.close()
})

/** In a process of its own: a proxy is the whole process's. */
async function ask(environment: Record<string, string>): Promise<string> {
  const options = { apiUrl: 'http://github.invalid', token: TOKEN, environment }
  const code = `
    import { openGitHub } from ${JSON.stringify(resolve('src/github/client.ts'))}
    import { getPull } from ${JSON.stringify(resolve('src/github/pulls.ts'))}
    const github = openGitHub({ ...${JSON.stringify(options)}, sleep: () => Promise.resolve() })
    const repo = { owner: 'octo', name: 'models' }
    const pull = await getPull(github, repo, 7).catch(({ code }) => ({ state: code }))
    process.stdout.write(pull.state)
    process.exit()`
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module-typescript',
    '-e',
    code,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, flags, { env: {} })
  return stdout
}

test('requests go through the proxy that the job’s environment names', async () => {
  const { port } = proxy.address() as AddressInfo
  expect(await ask({ http_proxy: `http://127.0.0.1:${port}` })).toBe('open')
  expect(through).toEqual(['github.invalid:80'])
})

test('not for hosts that are excepted, nor where none is named', async () => {
  const { port } = proxy.address() as AddressInfo
  const excepted = { HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '.invalid' }
  expect(await ask(excepted)).toBe('github-unreachable')
  expect(await ask({ HTTP_PROXY: '' })).toBe('github-unreachable')
  expect(through).toEqual([])
})
