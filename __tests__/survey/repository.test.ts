import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { parseSpec } from '../../src/spec/parse.ts'
import type { Spec } from '../../src/spec/spec.ts'
import { draftSpec } from '../../src/survey/draft.ts'
import { surveyRepository } from '../../src/survey/repository.ts'
import type { Guess, RepositoryListing } from '../../src/survey/survey.ts'
import { dvc, huggingFace, lightning, listing, monorepo, notebook, plainScript } from './layouts.ts'

const only = (repository: RepositoryListing): Guess => {
  const { guesses } = surveyRepository(repository)
  expect(guesses).toHaveLength(1)
  return guesses[0]!
}
const draft = (repository: RepositoryListing): string => draftSpec(surveyRepository(repository))
const spec = (repository: RepositoryListing): Spec => parseSpec(draft(repository), 'reprise.yml')

describe('a plain script', () => {
  test('is found, with the small configuration, its data and its metric', () => {
    expect(only(plainScript)).toMatchObject({
      name: 'main',
      train: 'python train.py --config configs/mini.yaml',
      confidence: 'high',
      params: ['configs/mini.yaml'],
      data: ['data'],
      dataMentioned: ['words/vocabulary.bin'],
      metrics: ['metrics.json'],
      metric: 'eval_loss',
      seedFlag: '--seed',
    })
  })

  test('the draft says why, and leaves in comments what was not guessed', () => {
    const text = draft(plainScript)
    expect(text).toContain('# train: guessed, confidence high. train.py is named like a training')
    expect(text).toContain('# data: [data, words/vocabulary.bin]')
    expect(text).toContain('# seed: {arg: --seed}')
    expect(text).toContain('# setup: pip install -r requirements.txt')
    expect(text).toContain('package locks found: requirements.txt')
    const { main } = spec(plainScript).models
    expect(main).toMatchObject({
      train: 'python train.py --config configs/mini.yaml',
      directory: '.',
      data: [{ path: 'data', mode: 'bind' }],
      seed: { how: 'auto' },
      expect: { eval_loss: { better: 'lower' } },
    })
  })
})

test('a Hugging Face script runs a few steps, and what it requires is given or named', () => {
  expect(only(huggingFace)).toMatchObject({
    train: 'python run_finetune.py --max_steps 50 --output_dir out',
    seedFlag: '--seed',
    metric: undefined,
  })
  expect(draft(lightning)).toContain('# setup: uv sync')
  expect(draft(dvc)).not.toContain('setup:')
  expect(draft(huggingFace)).toContain('# expect: {eval_loss')
  expect(spec(huggingFace).models['main']?.train).toBe(
    'python run_finetune.py --max_steps 50 --output_dir out',
  )
})

describe('Lightning with hydra', () => {
  test('takes the smallest experiment', () => {
    expect(only(lightning)).toMatchObject({
      train: 'python src/train.py experiment=mini',
      params: ['configs/train.yaml', 'configs/experiment/mini.yaml'],
    })
    expect(spec(lightning).models['main']?.train).toBe('python src/train.py experiment=mini')
  })

  test('else makes the trainer stop early', () => {
    const paths = lightning.paths.filter((path) => !path.includes('experiment/'))
    expect(only({ ...lightning, paths })).toMatchObject({
      train: 'python src/train.py trainer.max_epochs=1',
      params: ['configs/train.yaml', 'configs/trainer/default.yaml'],
    })
  })
})

test('a notebook is run into a copy', () => {
  const guess = only(notebook)
  expect(guess.train).toBe(
    "jupyter nbconvert --to notebook --execute --output-dir . --output executed.ipynb 'Train model.ipynb'",
  )
  expect(guess.confidence).toBe('low')
  expect(spec(notebook).models['main']?.train).toBe(guess.train)
  const papermill = listing({
    'requirements.txt': 'papermill==2.7.0\n',
    'a.ipynb': notebook.read('Train model.ipynb') ?? '',
  })
  expect(only(papermill).train).toBe('papermill a.ipynb executed.ipynb')
})

describe('DVC', () => {
  test('gives the command of the stage, its data, parameters, metrics and weights', () => {
    const guess = only(dvc)
    expect(guess).toMatchObject({
      train: 'python3 src/train.py && echo done',
      confidence: 'high',
      data: ['prepared.csv', 'data/raw'],
      params: ['params.yaml', 'extra.toml'],
      metrics: ['eval/metrics.json'],
      weights: ['out/model'],
    })
    expect(guess.because.join()).toContain('prepared.csv of earlier stages')
    expect(spec(dvc).models['main']).toMatchObject({
      train: guess.train,
      metrics: ['eval/metrics.json'],
    })
  })

  test('the stage that measures belongs to the one that trains', () => {
    const evaluated = listing({
      'dvc.yaml': `stages:
  train:
    cmd: python train.py
    deps: [train.py, data]
    outs: [model.pkl]
  evaluate:
    cmd: python evaluate.py model.pkl
    deps: [evaluate.py, model.pkl, data/test.csv]
    outs: [eval]
metrics: [eval/metrics.json]
`,
      'train.py': '',
      'evaluate.py': '',
    })
    expect(only(evaluated)).toMatchObject({
      train: 'python train.py && python evaluate.py model.pkl',
      data: ['data', 'data/test.csv'],
      metrics: ['eval/metrics.json'],
      weights: ['model.pkl'],
    })
  })

  test('a command with DVC’s own variables is left to DVC', () => {
    const text = 'stages:\n  train:\n    cmd: python train.py --lr ${lr}\n'
    expect(only(listing({ 'dvc.yaml': text })).train).toBe('dvc repro --single-item train')
  })
})

test('a monorepo gives one model for each project that trains', () => {
  const { guesses } = surveyRepository(monorepo)
  expect(guesses).toMatchObject([
    {
      name: 'speech',
      train: 'python train.py',
      directory: 'projects/speech',
      data: ['projects/speech/data'],
    },
    {
      name: 'vision',
      train: 'python -m vision.train',
      directory: 'projects/vision',
      env: { PYTHONPATH: 'src' },
    },
  ])
  const { models } = spec(monorepo)
  expect(Object.keys(models)).toEqual(['speech', 'vision'])
  expect(models['vision']).toMatchObject({
    directory: 'projects/vision',
    env: { PYTHONPATH: 'src' },
  })
})

test('nothing that trains: the file is comments, and says what to write', () => {
  const empty = listing({ 'README.md': 'x', 'setup.py': '', 'lib/__init__.py': '' })
  expect(surveyRepository(empty).guesses).toEqual([])
  expect(draft(empty)).toContain('# train: python train.py')
  expect(
    draft(empty)
      .split('\n')
      .every((line) => line === '' || line.startsWith('#')),
  ).toBe(true)
})

describe('other evidence', () => {
  const loop = 'for step in range(3):\n    loss.backward()\n'

  test('the README’s command counts, unless it has placeholders', () => {
    const readme = (line: string): RepositoryListing =>
      listing({ 'README.md': `Run\n\n    $ ${line}\n`, 'fit.py': `${loop}` })
    expect(only(readme('python fit.py --quick')).train).toBe('python fit.py --quick')
    expect(only(readme('uv run python fit.py  # a minute')).train).toBe('uv run python fit.py')
    for (const line of [
      'python fit.py --data <folder>',
      'python fit.py [folder with images]',
      'python fit.py --help',
      'python fit.py experiment=your_experiment.yaml',
      'python fit.py --config configs/yours.json',
    ]) {
      expect(only(readme(line)).train).toBe('python fit.py')
    }
  })

  test('a target of the Makefile and a shell script', () => {
    expect(
      only(listing({ Makefile: 'all:\n\ntrain:\n\tpython x.py\n\ntrain-mini:\n\tpython x.py\n' }))
        .train,
    ).toBe('make train-mini')
    expect(only(listing({ 'scripts/train.sh': 'python x.py\n' })).train).toBe(
      'bash scripts/train.sh',
    )
  })

  test('a number of epochs is made small, however it is spelled, and the shorter way wins', () => {
    const program = (flags: string): RepositoryListing =>
      listing({ 'train.py': `parser.add_argument('${flags}', type=int, default=90)\n${loop}` })
    expect(only(program('--nEpochs')).train).toBe('python train.py --nEpochs 1')
    expect(only(program("--epochs'); parser.add_argument('--max-steps")).train).toBe(
      'python train.py --max-steps 50',
    )
  })

  test('requirements beside the code make no project of their own', () => {
    const guess = only(listing({ 'src/train.py': loop, 'src/requirements.txt': 'numpy\n' }))
    expect(guess).toMatchObject({
      train: 'python src/train.py',
      directory: '.',
      setup: 'pip install -r src/requirements.txt',
    })
  })

  test('what a program requires and nobody can guess is named, with low confidence', () => {
    const program = `parser.add_argument('--corpus', required=True)\n${loop}`
    const guess = only(listing({ 'train.py': program }))
    expect(guess.confidence).toBe('low')
    expect(guess.because.join()).toContain('to be added: --corpus')
  })

  test('a folder with a loader in it is not data as a whole', () => {
    const guess = only(
      listing({ 'train.py': loop, 'data/__init__.py': '', 'data/a.csv': '1', 'data/b.csv': '1' }),
    )
    expect(guess.data).toEqual(['data/a.csv', 'data/b.csv'])
  })

  test('examples do not count beside a training at the root', () => {
    const repository = listing({
      'train.py': loop,
      'examples/x/requirements.txt': '',
      'examples/x/train.py': loop,
    })
    expect(only(repository).directory).toBe('.')
  })
})

test('whatever files are called and hold, the draft parses if a command was guessed', () => {
  const odd = fc.string({
    unit: fc.constantFrom(
      'a',
      '/',
      '.',
      ' ',
      '#',
      ':',
      '{',
      '\n',
      '"',
      "'",
      '\u202e',
      '-',
      '~',
      'é',
      '*',
    ),
  })
  const name = fc
    .tuple(
      odd,
      fc.constantFrom(
        'train.py',
        '/train.py',
        'x.csv',
        '/data/x.csv',
        'dvc.yaml',
        'uv.lock',
        't.ipynb',
        '.dvc',
      ),
    )
    .map((parts) => parts.join(''))
  const text = fc.oneof(
    odd,
    odd.map(
      (value) =>
        `for step in x:\n    loss.backward()\nopen('data/${value}.csv')\nparser.add_argument('--config')\n`,
    ),
    odd.map((value) =>
      JSON.stringify({
        stages: {
          [value || 'train']: { cmd: value || 'train', deps: [value, '../x'], metrics: [value] },
          train: { cmd: `train ${value}` },
        },
      }),
    ),
  )
  fc.assert(
    fc.property(fc.dictionary(name, text, { maxKeys: 8 }), (files) => {
      const survey = surveyRepository(listing(files))
      const drafted = draftSpec(survey)
      if (survey.guesses.length > 0) {
        const { models } = parseSpec(drafted, 'reprise.yml')
        expect(Object.values(models).map(({ train }) => train)).toEqual(
          survey.guesses.map(({ train }) => train),
        )
      } else
        expect(drafted.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true)
    }),
  )
})
