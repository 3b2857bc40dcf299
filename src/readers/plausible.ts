const FILE_WORDS =
  /(?:^|[^a-z])(?:metrics?|results?|scores?|eval(?:uation)?|summary|history|logs?|stats?|statistics|report|perf(?:ormance)?|loss(?:es)?|acc(?:uracy)?|scalars?|progress|trainer_state|curves?|training_log|keras_log)(?:[^a-z]|$)/
const CONFIGURATION =
  /(?:^|[^a-z])(?:config(?:s|uration)?|hparams|hyper_?parameters|params|args|arguments|settings|options|overrides|tokenizer|vocab|merges|added_tokens|special_tokens_map|package|package-lock|tsconfig|pyproject|index|environment|versions?|dataset_infos?|manifest|schema|meta|metadata|dvc|requirements)(?:[^a-z]|$)/
const DATA =
  /(?:^|[^a-z])(?:predictions?|preds?|submission|datasets?|features?|embeddings?|samples?|logits|confusion(?:_matrix)?)(?:[^a-z]|$)/
const CONFIGURATION_FOLDER =
  /(?:^|\/)(?:\.hydra|\.dvc|\.git|\.github|\.vscode|node_modules|\.venv|venv|site-packages|__pycache__)\//

/** Why a file is not looked at for metrics unless it is named under `metrics:`, going by its path; or undefined. */
export function otherPurpose(path: string): string | undefined {
  const name = nameOf(path)
  if (CONFIGURATION_FOLDER.test(path)) return 'it lies in a folder of configuration or packages'
  if (namesMetrics(path)) return undefined
  if (CONFIGURATION.test(name)) return 'by its name it is configuration'
  return DATA.test(name) ? 'by its name it is predictions or data' : undefined
}

/** Whether a file's name says that it holds metrics: such a file must be readable. */
export function namesMetrics(path: string): boolean {
  const name = nameOf(path)
  return FILE_WORDS.test(name) && !CONFIGURATION.test(name)
}

function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? '').toLowerCase()
}
