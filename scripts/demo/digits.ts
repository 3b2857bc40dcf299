import type { Scenario } from './scene.ts'

/** A network in the standard library of Python, and changes that get four different verdicts. */
export const DIGITS: Scenario = {
  example: 'digits',
  changes: [
    {
      title: 'A refactoring that changes nothing',
      expect: 'identical',
      apply: (scene) =>
        scene.edit(
          'digits/network.py',
          'scores = [sum(map(mul, row, hidden)) + row[-1] for row in self.output]',
          'scores = [row[-1] + sum(map(mul, row, hidden)) for row in self.output]',
        ),
    },
    {
      title: 'One changed row of training data',
      expect: 'changed',
      apply: (scene) => scene.relabel('data/train.csv', 212, 3),
    },
    {
      title: 'A shuffle seeded from the clock, which no seeding can repair',
      expect: 'nondeterministic',
      apply: (scene) => {
        scene.edit('train.py', 'import random\n', 'import random\nimport time\n')
        scene.edit('train.py', 'rng.shuffle(train)', 'random.Random(time.time_ns()).shuffle(train)')
      },
    },
    {
      title: 'A slightly other learning rate, where the base tolerates 2 %',
      expect: 'reproduced',
      apply: (scene) => {
        scene.edit('reprise.yml', 'require: identical', 'require: reproduced')
        scene.edit(
          'reprise.yml',
          'eval_loss: {better: lower}',
          'eval_loss: {better: lower, within: 2%}',
        )
        scene.git('commit', '-qam', 'Tolerate 2 %')
        scene.edit('configs/mini.json', '"learning_rate": 0.05', '"learning_rate": 0.0505')
      },
    },
  ],
}
