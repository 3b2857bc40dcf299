import { execFileSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { temporaryFolder } from './repository.ts'

const WHEEL = `
import sys, zipfile
name, version, needs, target = sys.argv[1:]
info = f"{name}-{version}.dist-info"
files = {
    f"{name}/__init__.py": f"version = '{version}'\\n",
    f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n" + (f"Requires-Dist: {needs}\\n" if needs else ""),
    f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
}
record = "".join(f"{path},,\\n" for path in [*files, f"{info}/RECORD"])
with zipfile.ZipFile(target, "w") as wheel:
    for path, text in {**files, f"{info}/RECORD": record}.items():
        wheel.writestr(path, text)
`

/** Makes a wheel of a package that holds its version, and may need another. */
export function makeWheel(folder: string, name: string, version: string, needs = ''): string {
  const file = `${name}-${version}-py3-none-any.whl`
  execFileSync('python3', ['-c', WHEEL, name, version, needs, join(folder, file)])
  return file
}

export interface PackageIndex {
  readonly url: string
  /** Requests so far. */
  readonly asked: () => number
  readonly close: () => void
}

/** A package index (PEP 503) of this machine. */
export async function openIndex(
  packages: ReadonlyArray<readonly [name: string, version: string, needs?: string]>,
): Promise<PackageIndex> {
  const folder = temporaryFolder()
  const files = packages.map(([name, version, needs]) => makeWheel(folder, name, version, needs))
  let asked = 0
  const server: Server = createServer((request, response) => {
    asked++
    const [, kind, name = ''] = (request.url ?? '').split('/')
    if (kind === 'file') return void response.end(readFileSync(join(folder, name)))
    const links = files
      .filter((file) => file.startsWith(`${name}-`))
      .map((file) => `<a href="/file/${file}">${file}</a>`)
    response.setHeader('content-type', 'text/html')
    response.end(`<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/simple/`,
    asked: () => asked,
    close: () => server.close(),
  }
}
