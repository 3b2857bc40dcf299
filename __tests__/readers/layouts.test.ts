import { expect, test } from '@jest/globals'
import { memorySource } from '../../src/readers/memory.ts'
import { readMetrics } from '../../src/readers/read.ts'
import type { Source } from '../../src/readers/source.ts'
import { decodeNumber } from '../../src/record/number.ts'
import { summarise } from '../../src/record/series.ts'
import { folder, real } from './files.ts'

/** Name, number of points, last step, final, where the final is from, resolution. */
type Expected = readonly [string, number, number, number, 'summary' | 'last', string]

interface Layout {
  readonly what: string
  readonly files: readonly Source[]
  readonly series: readonly Expected[]
  /** Files that give nothing, with a word of the reason. */
  readonly none?: Readonly<Record<string, string>>
}

const text = memorySource

/** A Trainer's output folder: the run's own files above, copies in the checkpoints. */
function trainerFolder(tool: string): Source[] {
  const copies = ['checkpoint-10', 'checkpoint-20'].map((name) =>
    real(`${tool}/${name}.trainer_state.json`, `out/${name}/trainer_state.json`),
  )
  const own = ['trainer_state', 'all_results', 'eval_results', 'train_results'].map((name) =>
    real(`${tool}/${name}.json`, `out/${name}.json`),
  )
  const others = [
    text('out/config.json', '{"hidden_size": 8}'),
    text('out/checkpoint-10/model.safetensors', 'x'),
  ]
  return [...copies, ...own, ...others]
}

const layouts: readonly Layout[] = [
  {
    what: 'one metrics.json, nested',
    files: [
      text(
        'metrics.json',
        '{"train": {"loss": 0.4123456789012345}, "epochs": 3, "accuracy": 0.925, "name": "run", "ok": true}',
      ),
    ],
    series: [
      ['accuracy', 1, 0, 0.925, 'summary', 'decimal:3'],
      ['epochs', 1, 0, 3, 'summary', 'exact'],
      ['train/loss', 1, 0, 0.4123456789012345, 'summary', 'exact'],
    ],
  },
  {
    what: 'a log of JSON lines, training and evaluation mixed, with a summary',
    files: [
      text(
        'runs/a/log.jsonl',
        '{"step": 1, "loss": 2.5}\n{"step": 2, "loss": 1.25, "eval": {"loss": NaN}}\n{"step": 3, "loss": 1.125}\n',
      ),
      text('runs/a/summary.json', '{"step": 3, "loss": 1.125, "eval/f1": 0.75}'),
    ],
    series: [
      ['eval/f1', 1, 3, 0.75, 'summary', 'decimal:2'],
      ['eval/loss', 1, 2, Number.NaN, 'last', 'decimal:0'],
      ['loss', 3, 3, 1.125, 'summary', 'decimal:3'],
    ],
  },
  {
    what: 'Hugging Face Trainer 5, checkpoints and all',
    files: trainerFolder('hf_tf5'),
    series: [
      ['epoch', 10, 20, 2, 'summary', 'decimal:1'],
      ['eval_loss', 3, 20, 0.408579558134079, 'summary', 'float32'],
      ['eval_mae', 3, 20, 0.5778186321258545, 'summary', 'float32'],
      ['grad_norm', 6, 18, 0.8928428888320923, 'last', 'float32'],
      ['learning_rate', 6, 18, 0.0015, 'last', 'exact'],
      ['loss', 6, 18, 0.36141717433929443, 'last', 'exact'],
      ['train_loss', 1, 20, 0.6557158410549164, 'summary', 'exact'],
    ],
    none: {
      'out/config.json': 'configuration',
      'out/checkpoint-10/model.safetensors': 'checkpoint',
    },
  },
  {
    what: 'Hugging Face Trainer 4, which rounds the loss',
    files: trainerFolder('hf_tf4'),
    series: [
      ['epoch', 10, 20, 2, 'summary', 'decimal:1'],
      ['eval_loss', 3, 20, 0.408579558134079, 'summary', 'float32'],
      ['eval_mae', 3, 20, 0.5778186321258545, 'summary', 'float32'],
      ['grad_norm', 6, 18, 0.8928428888320923, 'last', 'float32'],
      ['learning_rate', 6, 18, 0.0015, 'last', 'exact'],
      ['loss', 6, 18, 0.3614, 'last', 'decimal:4'],
      ['train_loss', 1, 20, 0.6557158410549164, 'summary', 'exact'],
    ],
  },
  {
    what: "Lightning's CSVLogger, sparse rows in a numbered folder",
    files: folder('lightning', 'lightning_logs/version_0'),
    series: [
      ['epoch', 8, 15, 1, 'last', 'exact'],
      ['train_loss_epoch', 2, 15, 0.018607579171657562, 'last', 'float32'],
      ['train_loss_step', 4, 15, 0.01206989772617817, 'last', 'float32'],
      ['val_loss', 2, 15, 0.004164434038102627, 'last', 'float32'],
    ],
  },
  {
    what: "Keras' CSVLogger, one row an epoch",
    files: [real('keras3/keras_log.csv', 'training.csv')],
    series: [
      ['epoch', 5, 4, 4, 'last', 'exact'],
      ['loss', 5, 4, 2.9150876998901367, 'last', 'float32'],
      ['val_loss', 5, 4, 0.9258710145950317, 'last', 'float32'],
    ],
  },
  {
    what: 'dvclive: plots and a summary',
    files: folder('dvclive', 'dvclive'),
    series: [
      ['best', 1, 12, 0.5, 'summary', 'decimal:1'],
      ['odd', 2, 4, Infinity, 'summary', 'decimal:0'],
      ['stamped', 1, 2, 0.5, 'summary', 'decimal:1'],
      ['train/loss', 12, 11, 0.08333333333333333, 'summary', 'exact'],
      ['val/acc', 12, 11, 0.275, 'summary', 'decimal:3'],
    ],
    none: { 'dvclive/params.yaml': 'configuration', 'dvclive/root_dvc.yaml': 'configuration' },
  },
  {
    what: "hydra's dated folder: a TOML summary rounds what the CSV says in full",
    files: [
      text('outputs/2026-01-31/10-20-30/.hydra/config.yaml', 'lr: 0.1\nloss: 1\n'),
      text('outputs/2026-01-31/10-20-30/train.log', '[INFO] loss 0.3\n'),
      text('outputs/2026-01-31/10-20-30/results.toml', '[val]\nloss = 0.3333\nf1 = nan\n'),
      text(
        'outputs/2026-01-31/10-20-30/history.csv',
        'epoch,val/loss\n0,0.6666666666666666\n1,0.3333333333333333\n',
      ),
    ],
    series: [
      ['epoch', 2, 1, 1, 'last', 'exact'],
      ['val/f1', 1, 0, Number.NaN, 'summary', 'decimal:0'],
      ['val/loss', 2, 1, 0.3333333333333333, 'summary', 'exact'],
    ],
    none: {
      'outputs/2026-01-31/10-20-30/.hydra/config.yaml': 'configuration',
      'outputs/2026-01-31/10-20-30/train.log': 'running text',
    },
  },
  {
    what: 'a YAML summary beside parts of the data in folders of their own',
    files: [
      text('out/scores.yaml', 'accuracy: .5\nbest: {loss: 1e-3, step: 7}\n'),
      text('out/train/log.csv', 'step;loss\n1;2.5\n2;1.5\n'),
      text('out/val/log.csv', 'step\tloss\n2\t3.5\n'),
    ],
    series: [
      ['accuracy', 1, 0, 0.5, 'summary', 'decimal:1'],
      ['best/loss', 1, 0, 0.001, 'summary', 'decimal:3'],
      ['best/step', 1, 0, 7, 'summary', 'exact'],
      ['train/loss', 2, 2, 1.5, 'last', 'decimal:1'],
      ['val/loss', 1, 2, 3.5, 'last', 'decimal:1'],
    ],
  },
  {
    what: "a history of lists, as Keras keeps it, and detectron2's JSON lines called metrics.json",
    files: [
      text('history.json', '{"loss": [3, 2.5, 1.75], "val_loss": [4.5, 4, 3.5]}'),
      text(
        'metrics.json',
        '{"iteration": 19, "total_loss": 1.5}\n{"iteration": 39, "total_loss": 0.5}\n',
      ),
    ],
    series: [
      ['loss', 3, 2, 1.75, 'last', 'decimal:2'],
      ['total_loss', 2, 39, 0.5, 'last', 'decimal:1'],
      ['val_loss', 3, 2, 3.5, 'last', 'decimal:1'],
    ],
  },
  {
    what: 'rows that say which part of the data they are about',
    files: [
      text(
        'log.txt',
        '{"epoch": 1, "split": "train", "loss": 2.0}\n{"epoch": 1, "split": "val", "loss": 3.0}\n{"epoch": 2, "split": "train", "loss": 1.0}\n',
      ),
    ],
    series: [
      ['epoch', 3, 2, 2, 'last', 'exact'],
      ['train/loss', 2, 2, 1, 'last', 'decimal:1'],
      ['val/loss', 1, 1, 3, 'last', 'decimal:1'],
    ],
  },
]

test.each(layouts)('$what', ({ files, series, none = {} }) => {
  const reading = readMetrics(files)
  const found = reading.series
    .map(summarise)
    .filter(({ role }) => role === 'metric')
    .map(({ name, n, last, final, finalFrom, resolution }) => [
      name,
      n,
      last,
      decodeNumber(final),
      finalFrom,
      resolution,
    ])
  expect(found).toEqual(series)
  expect(reading.findings).toEqual([])
  for (const [path, word] of Object.entries(none)) {
    const file = reading.files.find((one) => one.path === path)
    expect(file).toMatchObject({ format: 'none', why: expect.stringContaining(word), metrics: [] })
  }
})

test.each(layouts)('the order of the files does not matter: $what', ({ files }) => {
  expect(readMetrics(files.toReversed())).toEqual(readMetrics(files))
})
