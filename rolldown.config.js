import { minifySync } from 'rolldown/experimental'
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync('dist', { recursive: true, force: true })

/** What is no module, but must lie beside the bundles: the probe, and the chart library that HTML reports embed. */
const assets = {
  name: 'assets',
  writeBundle() {
    cpSync('probe', 'dist/probe', {
      recursive: true,
      filter: (path) => !/__pycache__|README\.md/.test(path),
    })
    mkdirSync('dist/charts', { recursive: true })
    for (const file of ['uPlot.iife.min.js', 'uPlot.min.css']) {
      cpSync(`node_modules/uplot/dist/${file}`, `dist/charts/${file}`)
    }
  },
}

const absent = (what) => `throw new Error('${what} is not part of this build')`

/**
 * What libraries carry for uses that are not ours, by path below node_modules, and what stands in for it: else every user
 * downloads almost twice as much. A path that is not in the bundle any more stops the build.
 */
const STAND_INS = {
  // @actions/http-client: a dispatcher for @actions/github, nobody else.
  'undici/index.js': `exports.ProxyAgent = class { constructor() { ${absent('undici')} } }`,
  // @actions/artifact: artifacts of other runs (`findBy`). Those are read with our own client.
  '@actions/github/lib/github.js': `export const getOctokit = () => { ${absent('@actions/github')} }`,
  '@actions/github/lib/utils.js': 'export const defaults = {}',
  '@octokit/plugin-retry/dist-bundle/index.js': 'export const retry = undefined',
  '@octokit/plugin-request-log/dist-src/index.js': 'export const requestLog = undefined',
  // archiver: other formats than zip, and files by pattern. Of async it has the queue alone.
  'tar-stream/index.js': '',
  'readdir-glob/index.js': '',
  'archiver-utils/file.js': '',
  'async/dist/async.js': `exports.queue = require('../queue.js')`,
  // Node's own streams, as they were years ago.
  'readable-stream/lib/ours/index.js': `module.exports = require('node:stream')`,
  'readable-stream/passthrough.js': `module.exports = require('node:stream').PassThrough`,
  // binary: parsing a stream. unzip-stream parses buffers.
  'chainsaw/index.js': '',
  'buffers/index.js': '',
}

/** Two libraries bring a version each; the one that the second asks for suits both. */
const SHARED = { '@azure/storage-blob': '@actions/cache', semver: '@actions/cache' }

const smallLibraries = () => {
  const missing = new Set(Object.keys(STAND_INS))
  return {
    name: 'small-libraries',
    async resolveId(source, importer, options) {
      // As ES modules, of which only what is used gets into the bundle.
      if (/^@protobuf-ts\/runtime(?:-rpc)?$/.test(source))
        return this.resolve(`${source}/build/es2015/index.js`, importer, options)
      if (!Object.hasOwn(SHARED, source)) return null
      const owner = await this.resolve(SHARED[source], 'src/github/digest-cache.ts')
      return this.resolve(source, owner?.id, { skipSelf: true })
    },
    load(id) {
      const path = id.split('/node_modules/').at(-1)
      if (!Object.hasOwn(STAND_INS, path)) return null
      missing.delete(path)
      return STAND_INS[path]
    },
    buildEnd(error) {
      if (error === undefined && missing.size > 0)
        throw new Error(`not in the bundle any more: ${[...missing].join(', ')}`)
    },
  }
}

/** Each in a chunk of its own, because a chunk is minified as a whole. */
const LIBRARIES =
  /node_modules\/(@octokit|commander|csv-parse|diff|fflate|picomatch|smol-toml|yaml|zod)\//

/** Libraries are minified, for every user downloads them; our own code stays readable. */
const minifyLibraries = {
  name: 'minify-libraries',
  renderChunk(code, chunk) {
    const own = chunk.moduleIds.some((id) => !id.includes('/node_modules/') && !id.startsWith('\0'))
    if (own || chunk.moduleIds.length === 0) return null
    const { code: small, errors } = minifySync(chunk.fileName, code, {
      module: true,
      compress: true,
      mangle: true,
      codegen: { removeWhitespace: true, legalComments: 'inline' },
    })
    if (errors.length > 0) throw new Error(`${chunk.fileName}: ${errors[0].message}`)
    return small
  },
}

export default {
  input: {
    cli: 'src/entry/cli/cli.ts',
    prepare: 'src/entry/action/prepare.ts',
    begin: 'src/entry/action/begin.ts',
    retrain: 'src/entry/action/retrain.ts',
    end: 'src/entry/action/end.ts',
    cancelled: 'src/entry/action/cancelled.ts',
    report: 'src/entry/action/report.ts',
    'digest-worker': 'src/digest/worker.ts',
  },
  platform: 'node',
  transform: { define: { REPRISE_VERSION: JSON.stringify(version) } },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    comments: { legal: true, annotation: false, jsdoc: false },
    // Else everything is printed once more after the libraries were minified.
    minify: false,
    codeSplitting: {
      groups: [
        {
          test: LIBRARIES,
          name: (id) => LIBRARIES.exec(id)[1].replace('@', ''),
          debugName: 'libraries',
        },
      ],
    },
  },
  plugins: [smallLibraries(), minifyLibraries, assets],
}
