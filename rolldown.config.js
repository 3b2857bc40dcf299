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

export default {
  input: { cli: 'src/entry/cli/cli.ts', 'digest-worker': 'src/digest/worker.ts' },
  platform: 'node',
  transform: { define: { REPRISE_VERSION: JSON.stringify(version) } },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    legalComments: 'inline',
  },
  plugins: [assets],
}
