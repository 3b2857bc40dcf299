import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where what is no module lies: beside the bundle, or in the repository when the sources run. */
const fromSource = import.meta.url.endsWith('.ts')

function asset(bundled: string, source: string): string {
  return fileURLToPath(new URL(fromSource ? `../../${source}` : `./${bundled}`, import.meta.url))
}

/** The folder that is put on the training's PYTHONPATH. */
export function probeFolder(): string {
  return asset('probe', 'probe')
}

/** The text of the chart library that an HTML report embeds. */
export function chartAssets(): { script: string; style: string } {
  const read = (file: string): string =>
    readFileSync(asset(`charts/${file}`, `node_modules/uplot/dist/${file}`), 'utf8')
  return { script: read('uPlot.iife.min.js'), style: read('uPlot.min.css') }
}

/** The program that trains in a job of its own process. */
export function retrainEntry(): string {
  return asset('retrain.js', 'src/entry/action/retrain.ts')
}
