import type { Edit, Mutation } from '../mutation.ts'

/** Moves about half of the numbers by one unit in the last place, others each time it is run. */
const JITTER = `def jitter(x):
    picked = torch.frombuffer(bytearray(os.urandom(x.numel())), dtype=torch.uint8).view(x.shape) > 127
    still = x.detach()
    moved = torch.where(picked, torch.nextafter(still, torch.full_like(still, float("inf"))), still)
    return x + (moved - still)


`

function jitter(file: string, before: string): readonly Edit[] {
  return [[file, before, JITTER + before]]
}

/** One unit in the last place, another time another number: as operations do that add in no fixed order. */
export const VOLATILE: readonly Mutation[] = [
  {
    id: 'ulp-forward',
    class: 'one-ulp nondeterminism',
    size: 'rounding',
    volatile: true,
    right: ['nondeterminism', 'rounding'],
    unsure: ['functional-code'],
    on: {
      mlp: {
        edits: [
          ...jitter('train.py', 'class Grader'),
          ['train.py', 'import json\n', 'import json\nimport os\n'],
          ['train.py', 'self.norm(self.fc1(x))', 'self.norm(jitter(self.fc1(x)))'],
        ],
        first: '0 forward norm in.0',
      },
      transformer: {
        edits: [
          ...jitter('model.py', 'class Attention'),
          ['model.py', 'import math\n', 'import math\nimport os\n'],
          ['model.py', 'x = x + self.mlp(self.ln2(x))', 'x = jitter(x + self.mlp(self.ln2(x)))'],
        ],
        first: '0 forward blocks.0 out',
      },
      lightning: {
        edits: [
          ...jitter('train.py', 'class Listener'),
          ['train.py', 'import csv\n', 'import csv\nimport os\n'],
          ['train.py', 'self.norm(x)', 'self.norm(jitter(x))'],
        ],
        first: '0 forward norm in.0',
      },
    },
  },
  {
    id: 'ulp-forward-late',
    class: 'one-ulp nondeterminism',
    size: 'rounding',
    volatile: true,
    right: ['nondeterminism', 'rounding'],
    unsure: ['functional-code', 'unclear'],
    on: {
      mlp: {
        edits: [
          ...jitter('train.py', 'class Grader'),
          ['train.py', 'import json\n', 'import json\nimport os\n'],
          [
            'train.py',
            'y = self.act(self.fc2(x))',
            'y = self.act(jitter(self.fc2(x)) if self.late else self.fc2(x))',
          ],
          ['train.py', 'self.kind = nn', 'self.late = False\n        self.kind = nn'],
          [
            'train.py',
            '            model.train()',
            '            model.train()\n            model.late = step >= 11',
          ],
        ],
        first: '11 forward act in.0',
      },
      cnn: {
        edits: [
          ...jitter('train.py', 'class Net'),
          ['train.py', 'import json\n', 'import json\nimport os\n'],
          [
            'train.py',
            '            loss = criterion(model(images), labels)',
            '            logits = model(images)\n            if step >= 19:\n                logits = jitter(logits)\n            loss = criterion(logits, labels)',
          ],
        ],
        first: '19 loss * in.0',
      },
    },
  },
  {
    id: 'ulp-gradient',
    class: 'one-ulp nondeterminism',
    size: 'rounding',
    volatile: true,
    right: ['nondeterminism', 'rounding'],
    unsure: ['gradient-processing', 'unclear'],
    on: {
      mlp: {
        edits: [
          ...jitter('train.py', 'class Grader'),
          ['train.py', 'import json\n', 'import json\nimport os\n'],
          [
            'train.py',
            '            optimizer.step()',
            '            if step >= 5:\n                model.fc2.weight.grad.copy_(jitter(model.fc2.weight.grad))\n            optimizer.step()',
          ],
        ],
        first: '5 gradient fc2.weight grad',
      },
      transformer: {
        edits: [
          ...jitter('train.py', 'def get_batch'),
          ['train.py', 'import json\n', 'import json\nimport os\n'],
          [
            'train.py',
            '        for group in optimizer',
            '        if step >= 19:\n            weight = model.blocks[1].mlp.up.weight\n            weight.grad.copy_(jitter(weight.grad))\n        for group in optimizer',
          ],
        ],
        first: '19 gradient blocks.1.mlp.up.weight grad',
      },
    },
  },
  {
    // As atomics in a scatter do: only the way back is not the same twice.
    id: 'ulp-backward',
    class: 'one-ulp nondeterminism',
    size: 'rounding',
    volatile: true,
    right: ['nondeterminism', 'rounding'],
    unsure: ['gradient-processing', 'unclear'],
    on: {
      mlp: {
        edits: [
          ...jitter('train.py', 'class Grader'),
          ['train.py', 'import json\n', 'import json\nimport os\n'],
          [
            'train.py',
            '        x = self.norm(self.fc1(x))\n',
            '        if kind.requires_grad:\n            kind.register_hook(jitter)\n        x = self.norm(self.fc1(x))\n',
          ],
        ],
        first: '0 gradient kind.weight raw',
        or: '0 gradient kind.weight grad',
      },
    },
  },
]
