import type { Mutation } from '../mutation.ts'

/** Code of layers, and code between them. */
export const CODE: readonly Mutation[] = [
  {
    id: 'norm-epsilon',
    class: 'layer code',
    size: 'meaning',
    right: ['layer-code'],
    on: {
      mlp: {
        edits: [['train.py', 'nn.LayerNorm(hidden)', 'nn.LayerNorm(hidden, eps=1e-3)']],
        first: '0 forward norm out',
      },
      cnn: {
        edits: [
          ['train.py', 'nn.BatchNorm2d(2 * channels)', 'nn.BatchNorm2d(2 * channels, eps=1e-2)'],
        ],
        first: '0 forward bn2 out',
      },
      transformer: {
        edits: [
          [
            'model.py',
            'self.ln2 = nn.LayerNorm(width)',
            'self.ln2 = nn.LayerNorm(width, eps=1e-6)',
          ],
        ],
        first: '0 forward blocks.0.ln2 out',
      },
      hf: {
        edits: [['train.py', 'num_labels=2,', 'num_labels=2,\n            layer_norm_eps=1e-5,']],
        first: '0 forward bert.embeddings.LayerNorm out',
      },
    },
  },
  {
    id: 'gelu-by-tanh',
    class: 'layer code',
    size: 'meaning',
    right: ['layer-code'],
    on: {
      mlp: {
        edits: [['train.py', 'nn.GELU()', 'nn.GELU(approximate="tanh")']],
        first: '0 forward act out',
      },
      transformer: {
        edits: [['model.py', 'nn.GELU()', 'nn.GELU(approximate="tanh")']],
        first: '0 forward blocks.0.mlp.act out',
      },
      hf: {
        edits: [['train.py', 'num_labels=2,', 'num_labels=2,\n            hidden_act="gelu_new",']],
        first: '0 forward bert.encoder.layer.0.intermediate.intermediate_act_fn out',
      },
    },
  },
  {
    id: 'dropout-rate',
    class: 'layer code',
    size: 'meaning',
    right: ['layer-code'],
    unsure: ['hyper-parameter', 'random-stream'],
    on: {
      cnn: {
        edits: [['config.json', '"dropout": 0.2', '"dropout": 0.3']],
        first: '0 forward drop out',
      },
      transformer: {
        edits: [['config.yaml', 'dropout: 0.1', 'dropout: 0.15']],
        first: '0 forward drop out',
      },
      hf: {
        edits: [['config.json', '"dropout": 0.1', '"dropout": 0.2']],
        first: '0 forward bert.embeddings.dropout out',
      },
      lightning: {
        edits: [['config.yaml', 'dropout: 0.1', 'dropout: 0.2']],
        first: '0 forward drop out',
      },
    },
  },
  {
    id: 'layer-from-step-11',
    class: 'layer code',
    size: 'meaning',
    right: ['layer-code'],
    unsure: ['random-stream', 'unclear'],
    on: {
      cnn: {
        edits: [
          [
            'train.py',
            '            optimizer.zero_grad()',
            '            model.drop.p = 0.2 if step < 11 else 0.1\n            optimizer.zero_grad()',
          ],
        ],
        first: '11 forward drop out',
      },
      mlp: {
        edits: [
          [
            'train.py',
            '            model.train()',
            '            model.train()\n            model.act.approximate = "none" if step < 11 else "tanh"',
          ],
        ],
        first: '11 forward act out',
      },
    },
  },
  {
    id: 'other-activation',
    class: 'functional code',
    size: 'meaning',
    right: ['functional-code'],
    on: {
      mlp: {
        edits: [['train.py', 'x = F.relu(x)', 'x = F.leaky_relu(x)']],
        first: '0 forward fc2 in.0',
      },
      cnn: {
        edits: [['train.py', 'F.relu(self.bn1(', 'F.elu(self.bn1(']],
        first: '0 forward conv2 in.0',
      },
      lightning: {
        edits: [['train.py', 'states.mean(dim=1)', 'states.amax(dim=1)']],
        first: '0 forward norm in.0',
      },
    },
  },
  {
    id: 'attention-scale',
    class: 'functional code',
    size: 'meaning',
    right: ['functional-code'],
    unsure: ['layer-code'],
    on: {
      transformer: {
        edits: [['model.py', 'math.sqrt(q.size(-1))', 'math.sqrt(width)']],
        first: '0 forward blocks.0.attn.proj in.0',
      },
    },
  },
  {
    id: 'residual-halved',
    class: 'functional code',
    size: 'meaning',
    right: ['functional-code'],
    on: {
      transformer: {
        edits: [
          ['model.py', 'x = x + self.attn(self.ln1(x))', 'x = x + 0.5 * self.attn(self.ln1(x))'],
        ],
        first: '0 forward blocks.0.ln2 in.0',
      },
      mlp: {
        edits: [['train.py', 'x = x * 0.7 + y + x * 0.1', 'x = x * 0.7 + y + x * 0.2']],
        first: '0 forward head in.0',
      },
    },
  },
  {
    id: 'embedding-scale',
    class: 'functional code',
    size: 'meaning',
    right: ['functional-code'],
    on: {
      transformer: {
        edits: [['model.py', 'self.letter(ids) * 1.3', 'self.letter(ids) * 1.5']],
        first: '0 forward drop in.0',
      },
      mlp: {
        edits: [['train.py', 'clamp(-4, 4)', 'clamp(-2, 2)']],
        first: '0 forward fc1 in.0',
      },
    },
  },
  {
    id: 'pooling',
    class: 'functional code',
    size: 'meaning',
    right: ['functional-code'],
    on: {
      cnn: {
        edits: [['train.py', 'F.avg_pool2d', 'F.max_pool2d']],
        first: '0 forward drop in.0',
      },
    },
  },
  {
    id: 'function-from-step-23',
    class: 'functional code',
    size: 'meaning',
    right: ['functional-code'],
    unsure: ['unclear'],
    on: {
      cnn: {
        edits: [
          [
            'train.py',
            '            optimizer.zero_grad()',
            '            model.sharp = 1.0 if step < 23 else 1.1\n            optimizer.zero_grad()',
          ],
          [
            'train.py',
            'x = F.relu(self.bn2(self.conv2(x)))',
            'x = F.relu(self.bn2(self.conv2(x))) * getattr(self, "sharp", 1.0)',
          ],
        ],
        first: '23 forward drop in.0',
      },
    },
  },
]
