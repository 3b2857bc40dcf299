import { describe, expect, test } from '@jest/globals'
import { detect } from '../../src/readers/detect.ts'
import { memorySource } from '../../src/readers/memory.ts'
import { metricName, plotName } from '../../src/readers/naming.ts'
import { readMetrics } from '../../src/readers/read.ts'

const OBJECT = '{"loss": 0.5}'

describe('what a file is', () => {
  test.each<[string, string, string]>([
    ['metrics.json', OBJECT, 'json'],
    ['out/anything.json', OBJECT, 'json'],
    ['metrics.json', `${OBJECT}\n${OBJECT}\n`, 'jsonl'],
    ['log.txt', '{"epoch": 1, "loss": 2}\n', 'jsonl'],
    ['checkpoint-10/trainer_state.json', '{"log_history": []}', 'trainer-state'],
    ['state.json', '{"epoch": 1, "log_history": []}', 'trainer-state'],
    ['scalars.tsv', 'step\tloss\n', 'csv'],
    ['plots/metrics/loss.tsv', 'step\tloss\n', 'csv'],
    ['results.yml', 'loss: 1', 'yaml'],
    ['results.toml', 'loss = 1', 'toml'],
  ])('%s is read', (name, content, format) => {
    expect(detect(memorySource(name, content), false).format).toBe(format)
  })

  test.each<[string, string, string]>([
    ['runs/events.out.tfevents.1795.host', 'x', 'TensorBoard'],
    ['wandb/run-1/run-1.wandb', ':W&B', 'Weights & Biases'],
    ['mlruns/0/abc/metrics/loss', '1 0.5 0', 'MLflow'],
    ['mlflow.db', 'SQLite', 'MLflow'],
    ['out/model.safetensors', 'x', 'checkpoint'],
    ['out/pytorch_model.bin', 'x', 'checkpoint'],
    ['train.ipynb', '{"loss": 1}', 'notebook'],
    ['out/config.json', '{"loss": 1}', 'configuration'],
    ['hparams.yaml', 'loss: 1', 'configuration'],
    ['params.yaml', 'loss: 1', 'configuration'],
    ['package.json', '{"loss": 1}', 'configuration'],
    ['out/tokenizer_config.json', '{"loss": 1}', 'configuration'],
    ['vocab.json', '{"loss": 1}', 'configuration'],
    ['training_args.json', '{"loss": 1}', 'configuration'],
    ['outputs/.hydra/overrides.yaml', '[]', 'configuration'],
    ['predictions.csv', 'step,loss\n', 'predictions'],
    ['table.csv', 'id,label\n1,2\n', 'metrics:'],
    ['rows.jsonl', '{"text": "a", "label": 1}\n', 'metrics:'],
    ['train.log', 'epoch 1 loss 2.5\n', 'running text'],
    ['metrics.bin.json', 'a\0b', 'binary'],
  ])('%s is not', (name, content, word) => {
    expect(detect(memorySource(name, content), false)).toMatchObject({
      format: 'none',
      why: expect.stringContaining(word),
    })
  })

  test('numbers alone are no metrics: the reason names the way out', () => {
    const reading = readMetrics([
      memorySource('sizes.json', '{"width": 3, "test_size": 0.2, "loss_weight": 2}'),
    ])
    expect(reading).toMatchObject({
      series: [],
      findings: [],
      files: [{ format: 'none', why: expect.stringContaining('`metrics:`') }],
    })
  })

  test('what the user names is taken at its word', () => {
    const files = [
      memorySource('config.json', '{"width": 3}'),
      memorySource('predictions.csv', 'id,x\n1,2\n'),
      memorySource('final', 'width2: 4\n'),
    ]
    const reading = readMetrics(files, { declared: true })
    expect(reading.series.map(({ name }) => name)).toEqual(['id', 'width', 'width2', 'x'])
    expect(reading.findings).toEqual([])
  })

  test('and must be readable then', () => {
    const files = ['model.pt', 'train.log', 'notes.json'].map((name) =>
      memorySource(name, name === 'notes.json' ? '{}' : 'x'),
    )
    const reading = readMetrics(files, { declared: true })
    expect(reading.findings.map((found) => [found.kind, 'path' in found && found.path])).toEqual([
      ['source-unreadable', 'model.pt'],
      ['source-unreadable', 'notes.json'],
      ['source-unreadable', 'train.log'],
    ])
  })

  test('a broken file that never meant to hold metrics is no finding, but its reason is there', () => {
    const reading = readMetrics([memorySource('notes.json', '{')])
    expect(reading).toMatchObject({
      findings: [],
      files: [{ path: 'notes.json', why: expect.stringContaining('not valid JSON') }],
    })
  })

  test('a file that is too large is not read', () => {
    const huge = { ...memorySource('metrics.csv', 'step,loss\n'), size: 2 ** 40 }
    expect(readMetrics([huge]).files).toMatchObject([{ why: 'metrics.csv is larger than 256 MiB' }])
  })
})

describe('names', () => {
  test.each([
    ['lightning_logs/version_3/metrics.csv', 'val_loss', 'val_loss'],
    ['outputs/2026-01-31/10-20-30/metrics.json', 'loss', 'loss'],
    ['out/checkpoint-20/trainer_state.json', 'loss', 'loss'],
    ['out/val/metrics.csv', 'loss', 'val/loss'],
    ['val.csv', 'loss', 'val/loss'],
    ['val.csv', 'epoch', 'epoch'],
    ['out/eval/all_results.json', 'eval_loss', 'eval_loss'],
    ['out/val/metrics.csv', 'train/loss', 'train/loss'],
  ])('%s %s is %s', (path, key, name) => {
    expect(metricName(path, key)).toBe(name)
  })

  test('a plot of dvclive has the name of its path', () => {
    expect(plotName('dvclive/plots/metrics/train/loss.tsv')).toBe('train/loss')
    expect(plotName('plots/loss.tsv')).toBeUndefined()
  })
})
