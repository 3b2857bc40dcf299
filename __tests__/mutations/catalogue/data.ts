import type { Mutation } from '../mutation.ts'

/** What a training is fed: order, content, preprocessing. */
export const DATA: readonly Mutation[] = [
  {
    id: 'shuffle-off',
    class: 'data order',
    size: 'meaning',
    right: ['data-order'],
    unsure: ['random-stream'],
    on: {
      mlp: {
        edits: [['train.py', 'shuffle=True', 'shuffle=False']],
        first: '0 batch 0 value',
      },
      cnn: {
        edits: [['train.py', 'shuffle=True, generator=order', 'shuffle=False']],
        first: '0 batch 0 value',
      },
      lightning: {
        edits: [['train.py', 'shuffle=True', 'shuffle=False']],
        first: '0 batch 0 value',
      },
    },
  },
  {
    id: 'order-seed',
    class: 'data order',
    size: 'meaning',
    right: ['data-order'],
    unsure: ['data-content', 'seed', 'random-stream', 'preprocessing'],
    on: {
      cnn: {
        edits: [
          ['train.py', 'Generator().manual_seed(config["seed"])', 'Generator().manual_seed(12)'],
        ],
        first: '0 batch 0 value',
      },
      transformer: {
        edits: [['config.yaml', 'data_seed: 5', 'data_seed: 6']],
        first: '0 forward (root) in.0',
        or: '0 batch * value',
      },
      hf: {
        edits: [
          [
            'train.py',
            'seed=config["seed"],\n',
            'seed=config["seed"],\n        data_seed=config["seed"] + 1,\n',
          ],
        ],
        first: '0 batch input_ids value',
      },
    },
  },
  {
    id: 'sorted-by-label',
    class: 'data order',
    size: 'meaning',
    right: ['data-order'],
    unsure: ['data-content', 'labels', 'preprocessing'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'rows = list(csv.DictReader(file))',
            'rows = list(csv.DictReader(file))\n    rows[:220] = sorted(rows[:220], key=lambda row: row["grade"])',
          ],
        ],
        first: '0 batch 0 value',
      },
      hf: {
        edits: [
          [
            'train.py',
            'train_dataset=phrases[:120]',
            'train_dataset=sorted(phrases[:120], key=lambda phrase: phrase["label"])',
          ],
        ],
        first: '0 batch input_ids value',
      },
    },
  },
  {
    id: 'batch-turned',
    class: 'data order',
    size: 'meaning',
    right: ['data-order'],
    unsure: ['preprocessing', 'functional-code'],
    on: {
      transformer: {
        edits: [['train.py', 'generator=source)\n', 'generator=source).flip(0)\n']],
        first: '0 forward (root) in.0',
        or: '0 batch * value',
      },
      cnn: {
        edits: [
          [
            'train.py',
            'labels in loader:\n            for group',
            'labels in loader:\n            images, labels = images.flip(0), labels.flip(0)\n            for group',
          ],
        ],
        first: '0 forward (root) in.0',
      },
    },
  },
  {
    id: 'one-sample',
    class: 'data content',
    size: 'meaning',
    right: ['data-content'],
    unsure: ['preprocessing'],
    on: {
      // The measures are standardised, so that one cell moves its whole column.
      mlp: {
        edits: [['measures.csv', 'birch,0.050,1.053', 'birch,0.050,2.053']],
        first: '0 batch 0 value',
      },
      cnn: {
        edits: [['shapes.txt', 'box 1011010121121121', 'box 9011010121121121']],
        first: '4 batch 0 value',
      },
      hf: {
        edits: [['phrases.jsonl', '[10, 40, 33, 56, 9, 54, 54]', '[10, 40, 33, 56, 9, 54, 53]']],
        first: '8 batch input_ids value',
        or: '7 batch input_ids value',
      },
      transformer: {
        edits: [
          [
            'tale.txt',
            'a child loses a letter at dawn.\nthe queen',
            'a child loses a latter at dawn.\nthe queen',
          ],
        ],
        first: '29 forward (root) in.0',
        or: '29 batch * value',
      },
      lightning: {
        edits: [['waves.csv', '0.696,1.043,0.620', '0.696,1.043,0.920']],
        first: '5 batch 0 value',
      },
    },
  },
  {
    id: 'sample-left-out',
    class: 'data content',
    size: 'meaning',
    right: ['data-content', 'data-order'],
    unsure: ['preprocessing', 'random-stream'],
    on: {
      mlp: {
        edits: [
          ['measures.csv', 'fir,1.417,3.182,5.292,4.702,6.279,10.047,9.033,10.189,middle\n', ''],
        ],
        first: '0 batch 0 value',
      },
      cnn: {
        edits: [
          [
            'shapes.txt',
            'diagonal 0071102111162001211072201002080212120161000002272222210120111221\n',
            '',
          ],
        ],
        first: '0 batch 0 value',
      },
    },
  },
  {
    id: 'other-scale',
    class: 'preprocessing',
    size: 'meaning',
    right: ['preprocessing'],
    unsure: ['data-content'],
    on: {
      mlp: {
        edits: [['train.py', 'column.std() + 1e-3', 'column.std() + 1e-1']],
        first: '0 batch 0 value',
      },
      cnn: {
        edits: [['drawings.py', 'image / 9 - 0.25', 'image / 9 - 0.2']],
        first: '0 batch 0 value',
      },
      lightning: {
        edits: [['train.py', 'table[:, :-1] * 0.9', 'table[:, :-1] * 0.8']],
        first: '0 batch 0 value',
      },
    },
  },
  {
    id: 'outliers-cut',
    class: 'preprocessing',
    size: 'meaning',
    right: ['preprocessing', 'data-content'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'measures[:, place] = (column - centre) / spread',
            'measures[:, place] = np.clip((column - centre) / spread, -2, 2)',
          ],
        ],
        first: '0 batch 0 value',
      },
      hf: {
        edits: [['train.py', '[: self.longest]', '[: 12]']],
        first: '0 batch input_ids value',
      },
    },
  },
  {
    id: 'augmentation',
    class: 'preprocessing',
    size: 'meaning',
    right: ['preprocessing'],
    unsure: ['data-content', 'data-order', 'random-stream', 'hyper-parameter'],
    on: {
      cnn: {
        edits: [['config.json', '"shift": 1', '"shift": 2']],
        first: '0 batch 0 value',
      },
      mlp: {
        edits: [['config.yaml', 'noise: 0.02', 'noise: 0.03']],
        first: '0 forward (root) in.0',
      },
    },
  },
  {
    id: 'tokens-turned',
    class: 'preprocessing',
    size: 'meaning',
    right: ['preprocessing'],
    unsure: ['data-content', 'data-order'],
    on: {
      hf: {
        edits: [['train.py', '*phrase["tokens"], 2]', '*reversed(phrase["tokens"]), 2]']],
        first: '0 batch input_ids value',
      },
      transformer: {
        edits: [
          ['train.py', 'for letter in text])', 'for letter in text.replace(" the ", " teh ")])'],
        ],
        first: '0 forward (root) in.0',
        or: '0 batch * value',
      },
    },
  },
]
