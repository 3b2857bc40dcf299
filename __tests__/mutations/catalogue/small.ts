import type { Mutation } from '../mutation.ts'

/** Equal in mathematics, not in the last bit. */
export const SMALL: readonly Mutation[] = [
  {
    id: 'sum-reordered',
    class: 'rounding-level refactoring',
    size: 'rounding',
    right: ['rounding'],
    unsure: ['functional-code'],
    on: {
      mlp: {
        edits: [['train.py', 'x = x * 0.7 + y + x * 0.1', 'x = x * 0.8 + y']],
        first: '0 forward head in.0',
      },
      transformer: {
        edits: [
          [
            'model.py',
            '(q @ k.transpose(-2, -1)) / math.sqrt(q.size(-1))',
            '(q / math.sqrt(q.size(-1))) @ k.transpose(-2, -1)',
          ],
        ],
        first: '0 forward blocks.0.attn.proj in.0',
      },
      lightning: {
        edits: [
          [
            'train.py',
            'states.mean(dim=1)',
            'states.sum(dim=1) * (1 / states.size(1)) * 1.1 / 1.1',
          ],
        ],
        first: '0 forward norm in.0',
      },
    },
  },
  {
    id: 'times-reciprocal',
    class: 'rounding-level refactoring',
    size: 'rounding',
    right: ['rounding'],
    unsure: ['preprocessing'],
    on: {
      cnn: {
        edits: [['drawings.py', 'image / 9 - 0.25', '(image - 2.25) / 9']],
        first: '0 batch 0 value',
      },
      mlp: {
        edits: [['train.py', '(column - centre) / spread', '(column - centre) * (1 / spread)']],
        first: '0 batch 0 value',
      },
    },
  },
  {
    id: 'loss-summed-otherwise',
    class: 'rounding-level refactoring',
    size: 'rounding',
    right: ['rounding'],
    unsure: ['loss'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'F.cross_entropy(logits, wanted)',
            'F.cross_entropy(logits, wanted) / 3 * 3',
          ],
        ],
        first: '6 loss * value',
      },
    },
  },
  {
    id: 'gradients-there-and-back',
    class: 'rounding-level refactoring',
    size: 'rounding',
    right: ['rounding'],
    unsure: ['gradient-processing'],
    on: {
      cnn: {
        edits: [
          [
            'train.py',
            '            optimizer.step()',
            '            for weight in model.parameters():\n                weight.grad.mul_(1.1).div_(1.1)\n            optimizer.step()',
          ],
        ],
        first: '0 gradient * grad',
      },
    },
  },
  {
    id: 'optimiser-in-a-loop',
    class: 'rounding-level refactoring',
    size: 'rounding',
    right: ['rounding'],
    unsure: ['optimizer'],
    on: {
      cnn: {
        edits: [
          [
            'train.py',
            '            optimizer.step()',
            '            with torch.no_grad():\n                for weight in model.parameters():\n                    weight.mul_(1.1).div_(1.1)\n            optimizer.step()',
          ],
        ],
        first: '0 update * value',
      },
    },
  },
  {
    id: 'threads',
    class: 'threads',
    size: 'rounding',
    right: ['rounding'],
    unsure: ['loss', 'gradient-processing', 'nondeterminism'],
    on: {
      mlp: { edits: [['config.yaml', 'threads: 1', 'threads: 2']], first: '0 gradient norm.* raw' },
      cnn: {
        edits: [['config.json', '"threads": 1', '"threads": 2']],
        first: '0 gradient conv1.weight raw',
      },
      transformer: {
        edits: [['config.yaml', 'threads: 1', 'threads: 2']],
        first: '0 gradient ln.* raw',
      },
    },
  },
  {
    id: 'numpy',
    class: 'library version',
    size: 'rounding',
    right: ['rounding'],
    unsure: ['preprocessing'],
    on: {
      mlp: { edits: [], numpy: 'other', first: '0 batch 0 value' },
      cnn: { edits: [], numpy: 'other', first: '0 batch 0 value' },
    },
  },
  {
    id: 'renamed-and-split',
    class: 'refactoring',
    size: 'none',
    right: [],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            '        y = self.act(self.fc2(x))\n        x = x * 0.7 + y + x * 0.1\n        return self.head(x)',
            '        return self.head(self.mixed(x))\n\n    def mixed(self, x):\n        """What the second layer adds."""\n        added = self.act(self.fc2(x))\n        return x * 0.7 + added + x * 0.1',
          ],
        ],
        first: 'same',
      },
      cnn: {
        edits: [['drawings.py', 'image = np.array(', 'image = np.asarray(']],
        first: 'same',
      },
      transformer: {
        edits: [
          [
            'model.py',
            'x = x + self.mlp(self.ln2(x))\n        return x',
            'return x + self.mlp(self.ln2(x))',
          ],
        ],
        first: 'same',
      },
      hf: {
        edits: [['train.py', 'report_to="none"', 'report_to=[]']],
        first: 'same',
      },
    },
  },
]
