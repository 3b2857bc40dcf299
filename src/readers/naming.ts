/** Folders and files that are about one part of the data. */
const SPLITS = new Set(['train', 'val', 'valid', 'validation', 'dev', 'test', 'eval'])
const SPLIT_WORD = /^(?:train(?:ing)?|val(?:id(?:ation)?)?|dev|test|eval(?:uation)?)$/
const PLOT = /(?:^|\/)plots\/metrics\/(.+)\.tsv$/

/**
 * The metric that a file of dvclive's plots holds: its path under `plots/metrics/`, whatever its header says
 * (`plots/metrics/train/loss.tsv` is `train/loss`, its column `loss`). Undefined for other files.
 */
export function plotName(path: string): string | undefined {
  return PLOT.exec(path)?.[1]
}

/**
 * A metric's name from its file and its key there. It depends on nothing else, so that it stays the same from run to run
 * whatever other files there are: never on a folder such as `version_0`, `checkpoint-20` or a date. Only a folder or a file that is itself
 * named after a part of the data (`val/metrics.csv`, `val.csv`) counts: `loss` in it is `val/loss`. A key that
 * already begins with such a word (`val_loss`, `train/loss`) stays as it is.
 */
export function metricName(path: string, key: string): string {
  const parts = path.toLowerCase().split('/')
  const [stem = ''] = (parts.at(-1) ?? '').split('.')
  const split = [stem, parts.at(-2) ?? ''].find((part) => SPLITS.has(part))
  const [first = ''] = key.toLowerCase().split(/[/_.\s-]/)
  return split === undefined || SPLIT_WORD.test(first) || isProgress(key) ? key : `${split}/${key}`
}

/** Names that say how far a run is, not how well it does. */
export function isProgress(name: string): boolean {
  return name === 'epoch'
}
