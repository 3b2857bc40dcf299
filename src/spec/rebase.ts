import type { ModelSpec } from './spec.ts'

/**
 * A model of a `reprise.yml` that lies in `folder` (`''`: the work tree's root), with its paths relative to the work
 * tree's root: in a monorepo each project writes paths as they look from its own folder.
 */
export function rebase(model: ModelSpec, folder: string): ModelSpec {
  if (folder === '') return model
  const move = (path: string): string =>
    /^[/~]/.test(path) ? path : `${folder}/${path.replace(/^\.\/+/, '')}`
  const all = (paths: readonly string[] | undefined): readonly string[] | undefined =>
    paths?.map(move)
  return {
    ...model,
    directory: model.directory === '.' ? folder : move(model.directory),
    // The defaults at the root stay: a change of the root's docs cannot matter to a project below it either.
    ignore: [...model.ignore, ...model.ignore.map(move)],
    data: model.data.map((rule) => ({ ...rule, path: move(rule.path) })),
    params: all(model.params),
    packages: all(model.packages),
    metrics: all(model.metrics),
    weights: model.weights.map(move),
  }
}
