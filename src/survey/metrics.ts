/** Names that decide by default (SPEC.md), in their order, then the usual accuracies. */
const NAMES = [
  'eval_loss',
  'val_loss',
  'validation_loss',
  'test_loss',
  'train_loss',
  'eval_accuracy',
  'val_accuracy',
  'val_acc',
  'test_accuracy',
]

/** A metric that a program's text names as such: in quotes, as a key or a logged name. */
export function metricNamed(text: string): string | undefined {
  return NAMES.find((name) => new RegExp(`["']${name}["']`).test(text))
}

/** Files of metrics that a program's text names. */
export function metricFilesNamed(text: string): string[] {
  const found = [
    ...text.matchAll(
      /["']((?:\w[\w./-]{0,200}\/)?(?:metrics|results|history|scores)\.(?:json|jsonl|csv|ya?ml))["']/g,
    ),
  ]
  return [...new Set(found.map(([, path = '']) => path))]
    .filter((path) => !path.split('/').includes('..'))
    .sort()
}

/** Which way such a metric is better. */
export function betterOf(metric: string): 'lower' | 'higher' {
  return metric.endsWith('loss') ? 'lower' : 'higher'
}
