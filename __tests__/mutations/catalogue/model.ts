import type { Mutation } from '../mutation.ts'

/** The model itself: its architecture and its precision. */
export const MODEL: readonly Mutation[] = [
  {
    id: 'wider',
    class: 'architecture',
    size: 'meaning',
    right: ['architecture'],
    on: {
      mlp: {
        edits: [['config.yaml', 'hidden: 192', 'hidden: 200']],
        first: '-1 init fc1.weight value',
      },
      cnn: {
        edits: [['config.json', '"channels": 10', '"channels": 12']],
        first: '-1 init conv1.weight value',
      },
      transformer: {
        edits: [['config.yaml', 'layers: 2', 'layers: 3']],
        first: '-1 init * value',
      },
      hf: {
        edits: [['config.json', '"hidden": 32', '"hidden": 40']],
        first: '-1 init bert.embeddings.word_embeddings.weight value',
      },
      lightning: {
        edits: [['config.yaml', 'hidden: 24', 'hidden: 28']],
        first: '-1 init rnn.weight_ih_l0 value',
      },
    },
  },
  {
    id: 'no-bias',
    class: 'architecture',
    size: 'meaning',
    right: ['architecture'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'self.fc2 = nn.Linear(hidden, hidden)',
            'self.fc2 = nn.Linear(hidden, hidden, bias=False)',
          ],
        ],
        first: '-1 init * value',
      },
      transformer: {
        edits: [
          [
            'model.py',
            'self.proj = nn.Linear(width, width)',
            'self.proj = nn.Linear(width, width, bias=False)',
          ],
        ],
        first: '-1 init * value',
      },
    },
  },
  {
    id: 'untied',
    class: 'architecture',
    size: 'meaning',
    right: ['architecture'],
    on: {
      transformer: {
        edits: [['model.py', '        self.out.weight = self.letter.weight\n', '']],
        first: '-1 init * value',
      },
    },
  },
  {
    id: 'layer-more',
    class: 'architecture',
    size: 'meaning',
    right: ['architecture'],
    unsure: ['functional-code', 'layer-code'],
    on: {
      cnn: {
        edits: [
          [
            'train.py',
            '        self.head = nn',
            '        self.soft = nn.Softplus()\n        self.head = nn',
          ],
          ['train.py', 'x = self.drop(x.flatten(1))', 'x = self.soft(self.drop(x.flatten(1)))'],
        ],
        first: '0 forward * *',
      },
    },
  },
  // Another format gives the same numbers, to within the rounding of the coarser one.
  {
    id: 'double',
    class: 'precision',
    size: 'rounding',
    right: ['precision'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'model = Grader(config["hidden"])',
            'model = Grader(config["hidden"]).double()',
          ],
          [
            'train.py',
            'table = np.concatenate([kinds[:, None], measures], axis=1)',
            'table = np.concatenate([kinds[:, None], measures], axis=1).astype(np.float64)',
          ],
        ],
        first: '-1 init kind.weight value',
      },
      lightning: {
        edits: [
          ['train.py', 'accelerator="cpu"', 'accelerator="cpu",\n        precision="64-true"'],
        ],
        first: '-1 init rnn.weight_ih_l0 value',
      },
    },
  },
  {
    id: 'autocast',
    class: 'precision',
    size: 'rounding',
    right: ['precision'],
    on: {
      transformer: {
        edits: [
          [
            'train.py',
            '        logits = model(x)\n',
            '        with torch.autocast("cpu", dtype=torch.bfloat16):\n            logits = model(x)\n',
          ],
        ],
        first: '0 forward blocks.0.attn.qkv out',
      },
      cnn: {
        edits: [
          [
            'train.py',
            '            loss = criterion(model(images), labels)',
            '            with torch.autocast("cpu", dtype=torch.bfloat16):\n                logits = model(images)\n            loss = criterion(logits, labels)',
          ],
        ],
        first: '0 forward conv1 out',
      },
      hf: {
        edits: [['train.py', 'use_cpu=True,', 'use_cpu=True,\n        bf16=True,']],
        first: '0 forward bert.encoder.layer.0.attention.self.query out',
      },
    },
  },
  {
    id: 'loss-in-double',
    class: 'precision',
    size: 'rounding',
    right: ['precision'],
    unsure: ['loss'],
    on: {
      transformer: {
        edits: [
          [
            'train.py',
            'loss = F.cross_entropy(logits.flatten(0, 1)',
            'loss = F.cross_entropy(logits.flatten(0, 1).double()',
          ],
        ],
        first: '0 loss * in.0',
      },
    },
  },
]
