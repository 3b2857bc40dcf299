import { jaxPython } from '../probe/pythons.ts'
import { testExample } from './telling.ts'

testExample({
  name: 'jax',
  program: jaxPython(),
  args: ['train.py'],
  steps: 48,
  framework: /^keras \d/,
  config: 'configs/mini.json',
  rate: ['0.01', '0.011'],
  seed: ['"seed": 7', '"seed": 8'],
})
