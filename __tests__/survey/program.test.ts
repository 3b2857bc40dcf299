import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { probeProblem, programsOf } from '../../src/survey/program.ts'

test.each<[string, string[]]>([
  ['python train.py', ['python']],
  ['OMP_NUM_THREADS=2 NAME="a b" ./run.sh --x', ['./run.sh']],
  ['cd src && time python3 -m x | tee log; make end', ['python3', 'tee', 'make']],
  ['"/opt/my python/bin/python" train.py', ['/opt/my python/bin/python']],
  ["bash -c 'a && b; c' > log 2>&1 &", ['bash']],
  ['$PYTHON train.py', []],
  ['export A=1; source env.sh; torchrun x.py', ['torchrun']],
  ['python -c "print(1); x" <in >>out\nR -f y', ['python', 'R']],
  ['', []],
])('%j starts %j', (command, names) => {
  expect(programsOf(command).map(({ name }) => name)).toEqual(names)
})

test('after cd, a relative program lies elsewhere', () => {
  expect(programsOf('cd x && ./y').map(({ moved }) => moved)).toEqual([true])
})

test.each([
  ['python -I train.py', 'python -I ignores PYTHONPATH'],
  ['uv run python3.12 -uE train.py', 'python -E ignores PYTHONPATH'],
  ['cd x && .venv/bin/python -X dev -W ignore -S train.py', 'python -S leaves out sitecustomize'],
  [
    'docker run image python train.py',
    'docker starts no Python of this machine that could read PYTHONPATH',
  ],
  ['Rscript train.R', 'Rscript starts no Python of this machine that could read PYTHONPATH'],
])('%j keeps the probe out', (command, why) => {
  expect(probeProblem(command)).toBe(why)
})

test.each([
  'python train.py -I',
  'python -mEngine.train',
  'python -m Engine -E',
  'python -c "import this" -S',
  'python -WIgnore train.py',
  'python -X importtime train.py -E',
  'torchrun --nproc-per-node 2 train.py',
  'make train',
  'node prepare.js && python train.py',
])('%j may let it in', (command) => {
  expect(probeProblem(command)).toBeUndefined()
})

test('any text ends in an answer', () => {
  const odd = fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      "'",
      '"',
      '\\',
      '&',
      '|',
      ';',
      '>',
      '2',
      '=',
      '$',
      '-',
      '\n',
      'python',
    ),
  })
  fc.assert(
    fc.property(odd, (command) => {
      for (const { name } of programsOf(command)) expect(name).not.toMatch(/[$`]/)
      expect(['string', 'undefined']).toContain(typeof probeProblem(command))
    }),
  )
})
