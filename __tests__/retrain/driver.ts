// A caller in a process of its own: node driver.ts <checkout> <isolation>. Prints `found.json` of the run's tree.
import type { IsolationLevel } from '../../src/retrain/outcome.ts'
import { cleanUp, trainOnce } from './repository.ts'

const [, , checkout = '', level = ''] = process.argv
const isolation = Number(level) as IsolationLevel
const train = `python3 attack.py ${isolation === 4 ? '--all' : ''}`
const found = await trainOnce(checkout, { isolation, model: { train } }, (run) =>
  run.file('found.json'),
)
cleanUp()
process.stdout.write(`\nFOUND ${found}\n`)
