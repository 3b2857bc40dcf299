import type { Rung } from '../../../src/explain/divergence/divergence.ts'
import type { Edit, Order } from './traced.ts'

/** One changed line of a training, and where the change must show first. */
export interface Change {
  readonly what: string
  readonly edit: Edit
  readonly step: number
  readonly rung: Rung
  /** As `wordOf` gives it; undefined where the hyper-parameters tell it, or the step is not dense. */
  readonly tensor?: string
}

/** A training in one process, and what its trace must say. */
export interface Case extends Order {
  readonly name: string
  readonly steps: number
  /** Names of the tensors of step 0 in order, by phase: their first ones. */
  readonly starts: Readonly<Record<string, readonly string[]>>
  readonly changes: readonly Change[]
}

export const MLP: Case = {
  name: 'a network with dropout, and a shuffling loader',
  training: 'mlp',
  steps: 20,
  starts: {
    batch: ['batch 0 value', 'batch 1 value'],
    forward: [
      'forward (root) in.0',
      'forward first in.0',
      'forward first out',
      'forward dropout in.0',
      'forward dropout out',
      'forward last in.0',
      'forward last out',
      'forward (root) out',
    ],
    loss: ['loss cross_entropy in.0', 'loss cross_entropy target', 'loss loss value'],
  },
  changes: [
    {
      what: 'code between two modules',
      edit: ['torch.relu(self.first(x))', 'torch.relu(self.first(x)) * 1.01'],
      step: 0,
      rung: 'forward',
      tensor: 'forward dropout in.0',
    },
    {
      what: 'a learning rate that doubles at a step that is not dense',
      edit: [
        'optimizer.zero_grad()',
        'optimizer.zero_grad(); optimizer.param_groups[0]["lr"] = 0.01 if step < 11 else 0.02',
      ],
      step: 11,
      rung: 'hyper',
    },
    {
      what: 'one wrong label',
      edit: ['    context =', '    y[3] = (y[3] + 1) % 4\n    context ='],
      step: 5,
      rung: 'batch',
      tensor: 'batch 1 value',
    },
  ],
}

const CNN: Case = {
  name: 'convolutions with batch norm, augmentation in two loader workers, a schedule',
  training: 'cnn',
  steps: 12,
  starts: {
    batch: ['batch 0 value', 'batch 1 value'],
    forward: ['forward (root) in.0', 'forward 0 in.0', 'forward 0 out', 'forward 1 in.0'],
    loss: ['loss cross_entropy in.0'],
  },
  changes: [
    {
      what: 'another augmentation',
      edit: ['image.flip(-1)', 'image.flip(-2)'],
      step: 0,
      rung: 'batch',
      tensor: 'batch 0 value',
    },
    {
      what: 'a later step of the schedule',
      edit: ['StepLR(optimizer, 4, 0.5)', 'StepLR(optimizer, 4, 0.6)'],
      step: 4,
      rung: 'hyper',
    },
    {
      what: 'another epsilon of a batch norm',
      edit: [
        'nn.Conv2d(8, 8, 3), nn.BatchNorm2d(8)',
        'nn.Conv2d(8, 8, 3), nn.BatchNorm2d(8, eps=1e-3)',
      ],
      step: 0,
      rung: 'forward',
      tensor: 'forward 5 out',
    },
  ],
}

const TRANSFORMER: Case = {
  name: 'a transformer with accumulated gradients, tied weights and clipping',
  training: 'transformer',
  steps: 12,
  starts: {
    forward: ['forward (root) in.0', 'forward token in.0', 'forward token out'],
    loss: ['loss cross_entropy in.0'],
  },
  changes: [
    {
      what: 'scores of the second part of a batch, in one step',
      edit: [
        'scores = model(codes[:, :-1])',
        'scores = model(codes[:, :-1]) * (1.01 if (step, part) == (3, 1) else 1)',
      ],
      step: 3,
      rung: 'loss',
      tensor: 'loss cross_entropy in.0 #1',
    },
    {
      what: 'another clipping',
      edit: ['model.parameters(), 1.0)', 'model.parameters(), 0.9)'],
      step: 0,
      rung: 'gradient',
    },
    {
      what: 'a longer warm-up',
      edit: ['(step + 1) / 4', '(step + 1) / 5'],
      step: 0,
      rung: 'hyper',
    },
  ],
}

const GAN: Case = {
  name: 'two models, each with an optimiser',
  training: 'gan',
  steps: 12,
  starts: {
    forward: ['forward (root) in.0', 'forward 0 in.0', 'forward 0 out'],
  },
  changes: [
    {
      what: 'the slope in the critic',
      edit: ['nn.LeakyReLU(0.2)', 'nn.LeakyReLU(0.3)'],
      step: 0,
      rung: 'forward',
      tensor: 'forward (root 1).1 out',
    },
    {
      what: 'the learning rate of the critic',
      edit: ['lr=2e-3', 'lr=3e-3'],
      step: 0,
      rung: 'hyper',
    },
    {
      what: 'the loss of the generator',
      edit: [
        'criterion(critic(made), torch.ones(8, 1))',
        'criterion(critic(made), 0.9 * torch.ones(8, 1))',
      ],
      step: 1,
      rung: 'loss',
    },
  ],
}

const LBFGS: Case = {
  name: 'an optimiser that calls a closure',
  training: 'lbfgs',
  steps: 6,
  starts: {
    forward: ['forward (root) in.0', 'forward 0 in.0', 'forward 0 out', 'forward 1 in.0'],
  },
  changes: [
    {
      what: 'the loss, in one step',
      edit: [
        'loss = nn.functional.mse_loss(model(x), y)',
        'loss = nn.functional.mse_loss(model(x), y) * (1.5 if step == 2 else 1)',
      ],
      step: 2,
      rung: 'loss',
    },
    {
      what: 'the learning rate',
      edit: ['lr=0.1', 'lr=0.2'],
      step: 0,
      rung: 'hyper',
    },
  ],
}

const AMP: Case = {
  name: 'bfloat16 under autocast, with a scaler that leaves a step out',
  training: 'amp',
  // Of ten turns the scaler skips the one whose gradients are infinite.
  steps: 9,
  starts: {
    forward: ['forward (root) in.0', 'forward 0 in.0', 'forward 0 out', 'forward 1 in.0'],
  },
  changes: [
    {
      what: 'another precision',
      edit: ['dtype=torch.bfloat16', 'dtype=torch.float16'],
      step: 0,
      rung: 'forward',
      tensor: 'forward 0 out',
    },
    {
      what: 'a step later left out',
      edit: ['OVERFLOW = 4', 'OVERFLOW = 5'],
      step: 4,
      rung: 'loss',
      tensor: 'loss loss value',
    },
  ],
}

const TRAINER: Case = {
  name: 'the Trainer of transformers',
  training: 'trainer',
  steps: 10,
  starts: {
    batch: ['batch input_ids value', 'batch labels value'],
  },
  changes: [
    {
      what: 'the learning rate, which is 0 in the first step of the warm-up',
      edit: ['learning_rate=1e-3', 'learning_rate=2e-3'],
      step: 1,
      rung: 'hyper',
    },
    {
      what: 'the scale of the attention',
      edit: ['n_head=2,', 'n_head=2, scale_attn_weights=False,'],
      step: 0,
      rung: 'forward',
      tensor: 'forward transformer.h.0.attn.c_proj in.0',
    },
    {
      what: 'another seed of the order',
      edit: ['max_steps=10,', 'max_steps=10, data_seed=10,'],
      step: 0,
      rung: 'batch',
      tensor: 'batch input_ids value',
    },
  ],
}

const LIGHTNING: Case = {
  name: 'Lightning',
  training: 'lit',
  steps: 12,
  starts: {
    batch: ['batch 0 value', 'batch 1 value'],
  },
  changes: [
    {
      what: 'the loss',
      edit: ['nn.functional.mse_loss(', 'nn.functional.l1_loss('],
      step: 0,
      rung: 'loss',
    },
    {
      what: 'the activation',
      edit: ['nn.ReLU()', 'nn.Tanh()'],
      step: 0,
      rung: 'forward',
      tensor: 'forward 1 out',
    },
  ],
}

export const MODERN: readonly Case[] = [MLP, CNN, TRANSFORMER, GAN, LBFGS, AMP, TRAINER, LIGHTNING]

/** What torch 1.13 runs too. */
export const OLD: readonly Case[] = [MLP, CNN, TRANSFORMER, GAN, LBFGS]
