import type { Mutation } from '../mutation.ts'

/** Initial values, seeds, and the random stream. */
export const START: readonly Mutation[] = [
  {
    id: 'init-spread',
    class: 'init',
    size: 'meaning',
    right: ['init'],
    unsure: ['seed', 'random-stream'],
    on: {
      mlp: {
        edits: [['train.py', 'std=0.05', 'std=0.06']],
        first: '-1 init head.weight value',
      },
      cnn: {
        edits: [
          ['train.py', 'kaiming_normal_(self.conv2.weight)', 'xavier_normal_(self.conv2.weight)'],
        ],
        first: '-1 init conv2.weight value',
      },
      transformer: {
        edits: [['config.yaml', 'init_std: 0.02', 'init_std: 0.03']],
        first: '-1 init letter.weight value',
      },
      hf: {
        edits: [
          ['train.py', 'num_labels=2,', 'num_labels=2,\n            initializer_range=0.03,'],
        ],
        first: '-1 init bert.embeddings.word_embeddings.weight value',
      },
    },
  },
  {
    id: 'init-bias',
    class: 'init',
    size: 'meaning',
    right: ['init'],
    on: {
      cnn: {
        edits: [
          ['train.py', 'nn.init.zeros_(self.head.bias)', 'nn.init.constant_(self.head.bias, 0.1)'],
        ],
        first: '-1 init head.bias value',
      },
      transformer: {
        edits: [
          [
            'model.py',
            'std=config["init_std"])\n',
            'std=config["init_std"])\n            if name.endswith("proj.bias"):\n                nn.init.zeros_(weight)\n',
          ],
        ],
        first: '-1 init blocks.0.attn.proj.bias value',
      },
      lightning: {
        edits: [
          [
            'train.py',
            '2 * config["hidden"], 1)\n',
            '2 * config["hidden"], 1)\n        nn.init.constant_(self.head.bias, 1.5)\n',
          ],
        ],
        first: '-1 init head.bias value',
      },
    },
  },
  {
    id: 'build-order',
    class: 'init',
    size: 'meaning',
    right: ['init', 'random-stream'],
    unsure: ['seed', 'architecture'],
    on: {
      mlp: {
        edits: [
          ['train.py', '        self.kind = nn.Embedding(len(KINDS), 6)\n', ''],
          [
            'train.py',
            '        self.norm = nn',
            '        self.kind = nn.Embedding(len(KINDS), 6)\n        self.norm = nn',
          ],
        ],
        first: '-1 init * value',
      },
    },
  },
  {
    id: 'seed',
    class: 'seed',
    size: 'meaning',
    right: ['seed'],
    unsure: ['init', 'random-stream'],
    on: {
      mlp: {
        edits: [['config.yaml', 'seed: 7', 'seed: 8']],
        first: '-1 init kind.weight value',
      },
      cnn: {
        edits: [['config.json', '"seed": 11', '"seed": 12']],
        first: '-1 init conv1.weight value',
      },
      transformer: {
        edits: [['config.yaml', 'seed: 1337', 'seed: 1338']],
        first: '-1 init letter.weight value',
      },
      hf: {
        edits: [['config.json', '"seed": 3', '"seed": 4']],
        first: '-1 init bert.embeddings.word_embeddings.weight value',
      },
      lightning: {
        edits: [['config.yaml', 'seed: 21', 'seed: 22']],
        first: '-1 init rnn.weight_ih_l0 value',
      },
    },
  },
  {
    id: 'seed-too-late',
    class: 'seed',
    size: 'meaning',
    right: ['seed', 'random-stream'],
    unsure: ['init'],
    on: {
      mlp: {
        edits: [
          ['train.py', '    torch.manual_seed(config["seed"])\n', ''],
          [
            'train.py',
            '    optimizer = torch',
            '    torch.manual_seed(config["seed"])\n    optimizer = torch',
          ],
        ],
        first: '-1 init kind.weight value',
      },
    },
  },
  {
    id: 'seeded-again',
    class: 'seed',
    size: 'meaning',
    right: ['seed', 'random-stream'],
    unsure: ['data-order'],
    on: {
      mlp: {
        edits: [
          ['train.py', '    losses = []', '    torch.manual_seed(config["seed"])\n    losses = []'],
        ],
        first: '0 batch 0 value',
      },
      transformer: {
        edits: [
          ['train.py', '    for step in range', '    torch.manual_seed(0)\n    for step in range'],
        ],
        first: '0 forward drop out',
      },
    },
  },
  {
    id: 'draw-before-model',
    class: 'random-stream consumption',
    size: 'meaning',
    right: ['random-stream', 'seed'],
    unsure: ['init'],
    on: {
      mlp: {
        edits: [['train.py', '    model = Grader', '    torch.rand(1)\n    model = Grader']],
        first: '-1 init kind.weight value',
      },
      transformer: {
        edits: [['train.py', '    model = Tale', '    torch.randperm(len(ids))\n    model = Tale']],
        first: '-1 init letter.weight value',
      },
      hf: {
        edits: [['train.py', '    model = Bert', '    torch.rand(4)\n    model = Bert']],
        first: '-1 init bert.embeddings.word_embeddings.weight value',
      },
    },
  },
  {
    id: 'draw-after-model',
    class: 'random-stream consumption',
    size: 'meaning',
    right: ['random-stream'],
    unsure: ['data-order', 'seed', 'preprocessing'],
    on: {
      mlp: {
        edits: [
          ['train.py', '    losses = []', '    print(torch.randn(2).sum())\n    losses = []'],
        ],
        first: '0 batch 0 value',
      },
      cnn: {
        edits: [['train.py', '    accuracies = []', '    np.random.rand(3)\n    accuracies = []']],
        first: '0 batch 0 value',
      },
      lightning: {
        edits: [['train.py', '    trainer.fit(', '    torch.rand(8)\n    trainer.fit(']],
        first: '0 batch 0 value',
      },
      transformer: {
        edits: [['train.py', '    for step in range', '    torch.rand(8)\n    for step in range']],
        first: '0 forward drop out',
      },
    },
  },
  {
    id: 'draw-at-step-11',
    class: 'random-stream consumption',
    size: 'meaning',
    right: ['random-stream'],
    unsure: ['unclear', 'preprocessing', 'layer-code', 'functional-code', 'data-order'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            '            losses.append',
            '            if step == 11:\n                torch.randn(5)\n            losses.append',
          ],
        ],
        first: '12 forward (root) in.0',
      },
      transformer: {
        edits: [
          [
            'train.py',
            '        x, y = get_batch(ids[:cut]',
            '        if step == 11:\n            torch.rand(5)\n        x, y = get_batch(ids[:cut]',
          ],
        ],
        first: '11 forward drop out',
      },
    },
  },
  {
    // An evaluation that leaves dropout on takes numbers out of the stream, and moves the averages.
    id: 'evaluation-draws',
    class: 'random-stream consumption',
    size: 'meaning',
    right: ['random-stream'],
    unsure: ['layer-code', 'unclear'],
    on: {
      cnn: {
        edits: [['train.py', '    model.eval()\n', '']],
        first: '10 forward drop out',
      },
    },
  },
  {
    // Each drawing that is evaluated takes a number too.
    id: 'evaluated-fewer',
    class: 'random-stream consumption',
    size: 'meaning',
    right: ['random-stream'],
    unsure: ['unclear', 'preprocessing', 'data-content', 'data-order'],
    on: {
      cnn: {
        edits: [['train.py', 'Drawings(drawings[160:])', 'Drawings(drawings[170:])']],
        first: '10 batch 0 value',
      },
    },
  },
]
