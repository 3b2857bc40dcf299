import { rscript, torchPython } from '../probe/pythons.ts'
import { testExample } from './telling.ts'

testExample({
  name: 'numpy',
  program: torchPython(),
  args: ['train.py'],
  steps: 120,
  framework: /^numpy \d/,
  config: 'configs/mini.json',
  rate: ['0.2', '0.21'],
  seed: ['"seed": 7', '"seed": 8'],
})

testExample({
  name: 'r',
  program: rscript(),
  args: ['train.R', 'configs/mini.yml'],
  steps: 60,
  framework: /^R \d/,
  config: 'configs/mini.yml',
  rate: ['0.3', '0.31'],
  seed: ['seed: 7', 'seed: 8'],
})
