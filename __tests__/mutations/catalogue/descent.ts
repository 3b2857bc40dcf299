import type { Mutation } from '../mutation.ts'

/** After the loss: gradients, hyper-parameters, optimisers. */
export const DESCENT: readonly Mutation[] = [
  {
    id: 'learning-rate',
    class: 'hyper-parameter',
    size: 'meaning',
    right: ['hyper-parameter'],
    on: {
      mlp: { edits: [['config.yaml', 'lr: 0.004', 'lr: 0.005']], first: '0 hyper * lr' },
      cnn: { edits: [['config.json', '"lr": 0.05', '"lr": 0.04']], first: '0 hyper * lr' },
      transformer: { edits: [['config.yaml', 'lr: 0.003', 'lr: 0.002']], first: '0 hyper * lr' },
      // The warm-up starts at 0, whatever the rate.
      hf: { edits: [['config.json', '"lr": 0.001', '"lr": 0.002']], first: '1 hyper * lr' },
      lightning: { edits: [['config.yaml', 'lr: 0.003', 'lr: 0.0031']], first: '0 hyper * lr' },
    },
  },
  {
    id: 'weight-decay',
    class: 'hyper-parameter',
    size: 'meaning',
    right: ['hyper-parameter'],
    on: {
      cnn: {
        edits: [['config.json', '"weight_decay": 0.0005', '"weight_decay": 0.005']],
        first: '0 hyper * weight_decay',
      },
      transformer: {
        edits: [['config.yaml', 'weight_decay: 0.1', 'weight_decay: 0.2']],
        first: '0 hyper * weight_decay',
      },
      hf: {
        edits: [['config.json', '"weight_decay": 0.01', '"weight_decay": 0.0']],
        first: '0 hyper * weight_decay',
      },
    },
  },
  {
    id: 'betas',
    class: 'hyper-parameter',
    size: 'meaning',
    right: ['hyper-parameter'],
    on: {
      mlp: { edits: [['config.yaml', '[0.9, 0.99]', '[0.9, 0.98]']], first: '0 hyper * betas' },
      transformer: {
        edits: [['config.yaml', 'beta2: 0.95', 'beta2: 0.99']],
        first: '0 hyper * betas',
      },
      cnn: {
        edits: [['config.json', '"momentum": 0.9', '"momentum": 0.8']],
        first: '0 hyper * momentum',
      },
    },
  },
  {
    id: 'schedule',
    class: 'hyper-parameter',
    size: 'meaning',
    right: ['hyper-parameter'],
    on: {
      mlp: { edits: [['config.yaml', 'milestone: 21', 'milestone: 19']], first: '19 hyper * lr' },
      cnn: {
        edits: [['config.json', '"decay_from": 21', '"decay_from": 23']],
        first: '22 hyper * lr',
      },
      transformer: {
        edits: [['config.yaml', 'decay_from: 19', 'decay_from: 11']],
        first: '11 hyper * lr',
      },
      lightning: {
        edits: [['config.yaml', 'step_size: 21', 'step_size: 13']],
        first: '13 hyper * lr',
      },
    },
  },
  {
    id: 'warm-up',
    class: 'hyper-parameter',
    size: 'meaning',
    right: ['hyper-parameter'],
    on: {
      transformer: { edits: [['config.yaml', 'warmup: 6', 'warmup: 8']], first: '0 hyper * lr' },
      hf: { edits: [['config.json', '"warmup": 4', '"warmup": 6']], first: '1 hyper * lr' },
    },
  },
  {
    id: 'clipping',
    class: 'gradient processing',
    size: 'meaning',
    right: ['gradient-processing'],
    on: {
      mlp: { edits: [['config.yaml', 'clip: 1.5', 'clip: 0.2']], first: '0 gradient * grad' },
      transformer: {
        edits: [['config.yaml', 'clip: 1.0', 'clip: 0.5']],
        first: '0 gradient * grad',
      },
      hf: {
        edits: [['config.json', '"max_grad_norm": 1.0', '"max_grad_norm": 0.1']],
        first: '0 gradient * grad',
      },
      lightning: { edits: [['config.yaml', 'clip: 0.8', 'clip: 0.3']], first: '0 gradient * grad' },
    },
  },
  {
    id: 'clipped-by-value',
    class: 'gradient processing',
    size: 'meaning',
    right: ['gradient-processing'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'clip_grad_norm_(model.parameters(), config["clip"])',
            'clip_grad_value_(model.parameters(), 0.01)',
          ],
        ],
        first: '0 gradient * grad',
      },
    },
  },
  {
    id: 'gradients-from-step-11',
    class: 'gradient processing',
    size: 'meaning',
    right: ['gradient-processing'],
    unsure: ['unclear'],
    on: {
      cnn: {
        edits: [
          [
            'train.py',
            '            optimizer.step()',
            '            if step >= 11:\n                model.head.weight.grad.mul_(0.5)\n            optimizer.step()',
          ],
        ],
        first: '11 gradient head.weight grad',
      },
      transformer: {
        edits: [
          [
            'train.py',
            '        for group in optimizer',
            '        if step >= 11:\n            model.letter.weight.grad.mul_(0.5)\n        for group in optimizer',
          ],
        ],
        first: '11 gradient letter.weight grad',
      },
    },
  },
  {
    // Only the way back is another one: what is computed forward stays.
    id: 'gradient-hook',
    class: 'gradient processing',
    size: 'meaning',
    right: ['gradient-processing'],
    unsure: ['layer-code', 'functional-code', 'unclear'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            '        x = F.relu(x)\n',
            '        if x.requires_grad:\n            x.register_hook(lambda grad: grad * 0.5)\n        x = F.relu(x)\n',
          ],
        ],
        first: '0 gradient norm.* raw',
        or: '0 gradient norm.* grad',
      },
    },
  },
  {
    id: 'gradients-kept',
    class: 'gradient processing',
    size: 'meaning',
    right: ['gradient-processing'],
    unsure: ['unclear'],
    on: {
      cnn: {
        edits: [
          [
            'train.py',
            '            optimizer.zero_grad()',
            '            if step % 2 == 0:\n                optimizer.zero_grad()',
          ],
        ],
        first: '1 gradient * raw',
        or: '1 gradient * grad',
      },
    },
  },
  {
    id: 'other-optimiser',
    class: 'optimiser',
    size: 'meaning',
    right: ['optimizer'],
    unsure: ['hyper-parameter'],
    on: {
      mlp: {
        edits: [['train.py', 'torch.optim.Adam(', 'torch.optim.NAdam(']],
        first: '0 hyper * *',
        or: '0 update * value',
      },
      cnn: {
        edits: [['train.py', 'torch.optim.SGD(', 'torch.optim.RMSprop(']],
        first: '0 hyper * *',
        or: '0 update * value',
      },
      lightning: {
        edits: [['train.py', 'torch.optim.AdamW(', 'torch.optim.Adam(']],
        first: '0 hyper * *',
        or: '0 update * value',
      },
      hf: {
        edits: [['train.py', 'use_cpu=True,', 'use_cpu=True,\n        optim="adafactor",']],
        first: '0 hyper * *',
        or: '0 update * value',
      },
    },
  },
  {
    id: 'amsgrad',
    class: 'optimiser',
    size: 'meaning',
    right: ['hyper-parameter', 'optimizer'],
    on: {
      mlp: {
        edits: [['train.py', 'betas=config["betas"]', 'betas=config["betas"], amsgrad=True']],
        first: '0 hyper * amsgrad',
      },
      cnn: {
        edits: [
          [
            'train.py',
            'weight_decay=config["weight_decay"],\n',
            'weight_decay=config["weight_decay"],\n        nesterov=True,\n',
          ],
        ],
        first: '0 hyper * nesterov',
      },
    },
  },
  {
    id: 'groups-merged',
    class: 'optimiser',
    size: 'meaning',
    right: ['hyper-parameter', 'optimizer'],
    on: {
      transformer: {
        edits: [['train.py', '"weight_decay": 0.0}', '"weight_decay": 0.05}']],
        first: '0 hyper * weight_decay',
      },
    },
  },
  {
    // A subclass that steps differently under the same hyper-parameters.
    id: 'own-step',
    class: 'optimiser',
    size: 'meaning',
    right: ['optimizer'],
    on: {
      mlp: {
        edits: [
          [
            'train.py',
            'class Grader',
            'class Cautious(torch.optim.Adam):\n    def step(self, closure=None):\n        before = [weight.detach().clone() for weight in self.param_groups[0]["params"]]\n        super().step(closure)\n        with torch.no_grad():\n            for weight, old in zip(self.param_groups[0]["params"], before):\n                weight.lerp_(old, 0.1)\n\n\nclass Grader',
          ],
          ['train.py', 'torch.optim.Adam(model', 'Cautious(model'],
        ],
        first: '0 update * value',
        or: '0 hyper * optimizer',
      },
    },
  },
  {
    // After the step, where no optimiser is: the next forward pass is the first to see it.
    id: 'weights-touched',
    class: 'optimiser',
    size: 'meaning',
    right: ['optimizer'],
    unsure: ['unclear', 'layer-code', 'functional-code', 'nondeterminism'],
    on: {
      cnn: {
        edits: [
          [
            'train.py',
            '            step += 1',
            '            step += 1\n            with torch.no_grad():\n                model.conv1.weight.mul_(0.99)',
          ],
        ],
        first: '1 forward conv1 out',
        or: '0 update conv1.weight value',
      },
    },
  },
]
