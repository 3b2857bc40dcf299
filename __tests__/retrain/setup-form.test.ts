import { describe, expect, test } from '@jest/globals'
import { readsOf, wholeRequirements } from '../../src/retrain/setup-form.ts'

describe('what a setup command reads', () => {
  test.each<[string, string[]]>([
    ['pip install -r requirements.txt', ['requirements.txt']],
    ['pip3.11 install -q -r a.txt --constraint=b.txt', ['a.txt', 'b.txt']],
    ["python3 -m pip install -r 'with space.txt'\n", ['with space.txt']],
    [
      'pip install -r a.txt \\\n  -r b.txt && pip install --no-deps numpy==1.26.0',
      ['a.txt', 'b.txt'],
    ],
    ['uv pip sync requirements.txt', ['requirements.txt']],
    ['uv sync --frozen --active --no-install-project --extra gpu', ['uv.lock']],
    ['poetry install --no-root --only=main', ['poetry.lock']],
    ['pip install "numpy[extra]==1.26"', []],
  ])('%j: these files alone', (command, files) => {
    expect(readsOf(command)).toMatchObject({ of: 'files', files })
  })

  test.each([
    'pip install -e .',
    'pip install .',
    'pip install -r a.txt && pip install ./package',
    'pip install --find-links wheels -r a.txt',
    'pip install numpy',
    'pip install "numpy>=1"',
    'pip install --some-new-option -r a.txt',
    'uv sync --frozen --active',
    'poetry install',
  ])('%j: perhaps any file of the tree', (command) => {
    expect(readsOf(command).of).toBe('tree')
  })

  test.each([
    '',
    'make deps',
    './pip install numpy==1',
    'pip install -r a.txt; true',
    'pip install -r a.txt || true',
    'pip install -r a.txt\npip install -r b.txt',
    'pip install -r $FILE',
    'pip install -r "$(pwd)/a.txt"',
    'pip install `cat a.txt`',
    'pip install -r *.txt',
    'pip install -r ~/a.txt',
    'pip install x==1 # a comment',
    'pip install x==1 > log',
    'PIP_INDEX_URL=x pip install x==1',
    'pip install -r a.txt && python prepare.py',
    'pip download x==1',
    "pip install 'x && pip install y'z",
  ])('%j: nobody knows', (command) => {
    expect(readsOf(command).of).toBe('unknown')
  })

  test('pins in the command count', () => {
    expect(readsOf('pip install Torch_X==2.1.0').of === 'files').toBe(true)
    expect(readsOf('pip install Torch_X==2.1.0')).toMatchObject({
      pins: { pins: [{ name: 'torch-x', version: '2.1.0' }] },
    })
  })
})

describe('a requirements file', () => {
  const whole = (files: Readonly<Record<string, string>>): string[] | undefined =>
    wholeRequirements('deps/a.txt', (path) => files[path])

  test('that pins all is whole, with the files that it names', () => {
    const files = {
      'deps/a.txt':
        '# pins\n--extra-index-url https://example.org/simple\n-r b.txt\nnumpy==1.26.0 \\\n    --hash=sha256:aa\n',
      'deps/b.txt': '-c ../c.txt\nidna==3.4 ; python_version >= "3.8"\n-r a.txt\n',
      'c.txt': 'six==1.16.0\n',
    }
    expect(whole(files)).toEqual(['deps/a.txt', 'deps/b.txt', 'c.txt'])
  })

  test.each([
    ['an open version', 'numpy>=1.26\n'],
    ['a path', './package\n'],
    ['the project', '-e .\n'],
    ['a folder of wheels', '--find-links wheels\nnumpy==1.26.0\n'],
    ['an index on disk', '--index-url file:///srv/index\n'],
    ['an address', 'package @ https://example.org/package-1.whl\n'],
    ['a file that is not there', '-r other.txt\n'],
  ])('with %s may read anything', (_, text) => {
    expect(whole({ 'deps/a.txt': text })).toBeUndefined()
  })
})
