import type { Mutation } from '../mutation.ts'

/** Labels, losses, batch sizes, and what only the evaluation sees. */
export const TARGETS: readonly Mutation[] = [
  {
    id: 'label-fixed',
    class: 'labels',
    size: 'meaning',
    right: ['labels'],
    unsure: ['data-content'],
    on: {
      mlp: {
        edits: [['measures.csv', '12.490,middle', '12.490,low']],
        first: '9 batch 1 value',
      },
      cnn: {
        edits: [['shapes.txt', 'bar 1202011212112111', 'box 1202011212112111']],
        first: '0 batch 1 value',
      },
      hf: {
        edits: [
          [
            'phrases.jsonl',
            '[51, 26, 52, 31, 11, 20], "label": 0',
            '[51, 26, 52, 31, 11, 20], "label": 1',
          ],
        ],
        first: '9 batch labels value',
        or: '8 batch labels value',
      },
    },
  },
  {
    id: 'labels-renumbered',
    class: 'labels',
    size: 'meaning',
    right: ['labels'],
    unsure: ['preprocessing'],
    on: {
      mlp: {
        edits: [['train.py', '["low", "middle", "high"]', '["middle", "low", "high"]']],
        first: '0 batch 1 value',
      },
      cnn: {
        edits: [
          [
            'drawings.py',
            '["bar", "box", "column", "diagonal"]',
            '["box", "bar", "column", "diagonal"]',
          ],
        ],
        first: '0 batch 1 value',
      },
      hf: {
        edits: [['train.py', '[phrase["label"] for', '[1 - phrase["label"] for']],
        first: '0 batch labels value',
      },
      lightning: {
        edits: [['train.py', 'table[:, -1])', 'table[:, -1] * 2)']],
        first: '0 batch 1 value',
      },
    },
  },
  {
    // Without a loader the targets are first seen where they enter the loss.
    id: 'next-but-one',
    class: 'labels',
    size: 'meaning',
    right: ['labels'],
    unsure: ['loss', 'data-content', 'preprocessing'],
    on: {
      transformer: {
        edits: [
          [
            'train.py',
            'ids[start + 1 : start + config["context"] + 1]',
            'ids[start + 2 : start + config["context"] + 2]',
          ],
        ],
        first: '0 loss * target',
      },
    },
  },
  {
    id: 'label-smoothing',
    class: 'loss',
    size: 'meaning',
    right: ['loss'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'F.cross_entropy(logits, wanted)',
            'F.cross_entropy(logits, wanted, label_smoothing=0.05)',
          ],
        ],
        first: '0 loss * value',
      },
      cnn: {
        edits: [['train.py', 'nn.CrossEntropyLoss()', 'nn.CrossEntropyLoss(label_smoothing=0.05)']],
        first: '0 loss * value',
      },
      transformer: {
        edits: [
          [
            'train.py',
            'loss = F.cross_entropy(logits.flatten(0, 1), y.flatten())',
            'loss = F.cross_entropy(logits.flatten(0, 1), y.flatten(), label_smoothing=0.05)',
          ],
        ],
        first: '0 loss * value',
      },
    },
  },
  {
    // The Trainer then takes the labels out of what the model gets, and computes the loss itself.
    id: 'trainer-smoothing',
    class: 'loss',
    size: 'meaning',
    right: ['loss'],
    unsure: ['architecture', 'layer-code', 'functional-code', 'preprocessing', 'labels'],
    on: {
      hf: {
        edits: [['config.json', '"label_smoothing": 0.0', '"label_smoothing": 0.1']],
        first: '0 forward (root) in.*',
        // What goes into a function that one side alone calls is nothing to compare; the loss itself is.
        or: '0 loss * value',
        sizeless: true,
      },
    },
  },
  {
    id: 'penalty',
    class: 'loss',
    size: 'meaning',
    right: ['loss'],
    on: {
      mlp: {
        edits: [['config.yaml', 'penalty: 0.0001', 'penalty: 0.0003']],
        first: '0 loss * value',
      },
      lightning: {
        edits: [['train.py', 'return F.mse_loss', 'return 2 * F.mse_loss']],
        first: '0 loss * value',
      },
    },
  },
  {
    id: 'loss-from-step-19',
    class: 'loss',
    size: 'meaning',
    right: ['loss'],
    unsure: ['unclear'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'config["penalty"] * penalty',
            '(1 if step < 19 else 1.5) * config["penalty"] * penalty',
          ],
        ],
        first: '19 loss * value',
      },
      transformer: {
        edits: [
          [
            'train.py',
            '        optimizer.zero_grad',
            '        loss = loss * (1 if step < 19 else 0.9)\n        optimizer.zero_grad',
          ],
        ],
        first: '19 loss * value',
      },
    },
  },
  {
    id: 'batch-size',
    class: 'batch size',
    size: 'meaning',
    right: ['batch-size'],
    on: {
      mlp: {
        edits: [['config.yaml', 'batch_size: 16', 'batch_size: 20']],
        first: '0 batch 0 value',
      },
      cnn: {
        edits: [['config.json', '"batch_size": 16', '"batch_size": 20']],
        first: '0 batch 0 value',
      },
      transformer: {
        edits: [['config.yaml', 'batch_size: 8', 'batch_size: 6']],
        first: '0 forward (root) in.0',
        or: '0 batch * value',
      },
      hf: {
        edits: [['config.json', '"batch_size": 8', '"batch_size": 10']],
        first: '0 batch input_ids value',
      },
      lightning: {
        edits: [['config.yaml', 'batch_size: 12', 'batch_size: 15']],
        first: '0 batch 0 value',
      },
    },
  },
  {
    id: 'last-batch-dropped',
    class: 'batch size',
    size: 'meaning',
    right: ['batch-size'],
    unsure: ['data-order', 'data-content'],
    on: {
      mlp: {
        edits: [['train.py', 'shuffle=True)', 'shuffle=True, drop_last=True)']],
        first: '13 batch 0 value',
      },
    },
  },
  {
    id: 'accumulation',
    class: 'batch size',
    size: 'meaning',
    right: ['batch-size', 'loss'],
    unsure: [
      'functional-code',
      'layer-code',
      'architecture',
      'gradient-processing',
      'data-order',
      'preprocessing',
    ],
    on: {
      hf: {
        edits: [['config.json', '"accumulation": 1', '"accumulation": 2']],
        first: '0 forward (root) in.num_items_in_batch',
        or: '0 batch * value',
      },
    },
  },
  {
    id: 'other-measure',
    class: 'evaluation only',
    size: 'none',
    right: [],
    on: {
      mlp: {
        edits: [['train.py', 'table[220:], grades[220:]', 'table[225:], grades[225:]']],
        first: 'same',
      },
      cnn: {
        edits: [
          [
            'train.py',
            'return right / len(loader.dataset)',
            'return 1 - right / len(loader.dataset)',
          ],
        ],
        first: 'same',
      },
      transformer: {
        edits: [['train.py', 'manual_seed(99)', 'manual_seed(98)']],
        first: 'same',
      },
      hf: {
        edits: [
          [
            'train.py',
            'float((guesses == prediction.label_ids)',
            'float((guesses != prediction.label_ids)',
          ],
        ],
        first: 'same',
      },
      lightning: {
        edits: [['train.py', 'F.l1_loss', 'F.smooth_l1_loss']],
        first: 'same',
      },
    },
  },
  {
    // Running averages of a batch norm are read in evaluation only, and part of the model all the same.
    id: 'running-average',
    class: 'layer code',
    size: 'meaning',
    right: ['layer-code'],
    on: {
      cnn: {
        edits: [['train.py', 'nn.BatchNorm2d(channels)', 'nn.BatchNorm2d(channels, momentum=0.3)']],
        first: '0 update bn1.running_mean buffer',
      },
    },
  },
]
