import { afterAll, describe, expect, test } from '@jest/globals'
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  cleanUp,
  LEVELS,
  makeRepository,
  temporaryFolder,
  train,
  trainOnce,
  withTemplate,
  write,
} from './repository.ts'
import { UserError } from '../../src/record/error.ts'

afterAll(cleanUp)

/**
 * The PATH under which python3 can build a package without the network: it needs pip and setuptools, which makes
 * editable wheels by itself since 70.1, before with the package wheel.
 */
function pathOfBuilder(): string | undefined {
  const question =
    'import setuptools, pip, importlib.util as u; v = tuple(map(int, setuptools.__version__.split(".")[:2])); assert v >= (70, 1) or u.find_spec("wheel")'
  const paths = [process.env['PATH'] ?? '', '/usr/bin:/bin']
  const found = paths.find(
    (PATH) =>
      spawnSync('python3', ['-c', question], { env: { ...process.env, PATH } }).status === 0,
  )
  if (found === undefined && process.env['CI'] === 'true')
    throw new Error('python3 must have pip, setuptools and wheel where CI=true')
  if (found === undefined)
    process.stderr.write(
      '\nSKIPPED: no python3 has pip, setuptools and wheel, so `pip install -e .` is not tested\n',
    )
  return found
}

const builder = pathOfBuilder()
const testInstall = builder === undefined ? test.skip : test

describe.each(LEVELS)('setup at isolation level %i', (isolation) => {
  testInstall('`pip install -e .` means the run’s own tree', async () => {
    const checkout = makeRepository({
      'pyproject.toml':
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "mini-model"\nversion = "1.2.3"\nreadme = "README.md"\n[tool.setuptools]\npackages = ["mini_model"]\n[project.scripts]\nmini-train = "mini_model:main"\n',
      'README.md': '# The readme\n',
      'mini_model/__init__.py':
        'import importlib.metadata\ndef main():\n    print(__file__, importlib.metadata.metadata("mini-model").get_payload().strip())\n',
      'scripts/train.py': 'import mini_model\nmini_model.main()\n',
    })
    const model = {
      setup: 'pip install --no-build-isolation --no-index -e .',
      train: 'mini-train && cd scripts && python3 train.py',
    }

    const caller = { ...process.env, PATH: builder }
    const outputs = await train(checkout, { isolation, model, caller, runs: 2 }, (run) => {
      expect(run.exit).toEqual({ how: 'finished', code: 0 })
      expect(run.setupSeconds).toBeGreaterThan(0)
      return run.out.replaceAll(run.seenAs, '<tree>')
    })
    const line = '<tree>/mini_model/__init__.py # The readme\n'
    expect(outputs).toEqual([line + line, line + line])
    expect(readdirSync(checkout).sort()).toEqual([
      '.git',
      'README.md',
      'mini_model',
      'pyproject.toml',
      'scripts',
    ])
  })

  test('what it leaves in tree and home is there in each run, untouched by the run before', async () => {
    const checkout = makeRepository({ 'a.txt': '', '.gitignore': 'made/\n' })
    const model = {
      setup:
        'mkdir made && echo tree > made/x && echo home > ~/y && chmod 500 made && echo "$VIRTUAL_ENV" > ~/venv',
      train:
        'cat made/x ~/y; test "$VIRTUAL_ENV" = "$(cat ~/venv)" || echo moved; command -v python3 | grep -cF "$VIRTUAL_ENV/bin/python3"; chmod 700 made; echo spoilt > made/x; echo spoilt > ~/y; git status --short',
    }
    const outputs = await train(
      checkout,
      { isolation, model, runs: 2 },
      ({ out, err }) => out + err,
    )
    expect(outputs).toEqual(['tree\nhome\n1\n', 'tree\nhome\n1\n'])
  })

  test('it sees packages from outside, and what it installs comes before them', async () => {
    const outer = temporaryFolder()
    execFileSync('python3', ['-m', 'venv', '--without-pip', outer])
    const [version = ''] = readdirSync(join(outer, 'lib'))
    write(join(outer, 'lib', version, 'site-packages'), {
      'outer.py': 'name = "outer"\n',
      'both.py': 'name = "outer"\n',
    })
    const checkout = makeRepository({
      'train.py': 'import outer, both\nprint(outer.name, both.name)\n',
    })
    const caller = {
      ...process.env,
      PATH: `${outer}/bin:${process.env['PATH']}`,
      VIRTUAL_ENV: outer,
    }
    const setup = `python -c 'import sysconfig; open(sysconfig.get_path("purelib") + "/both.py", "w").write("name = 2")'`
    await trainOnce(
      checkout,
      { isolation, caller, model: { setup, train: 'python train.py' } },
      (run) => expect([run.out, run.err]).toEqual(['outer 2\n', '']),
    )
  })

  test('one that fails is told with its last lines; its output is kept and nothing else', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    const scratch = temporaryFolder()
    const setup = 'echo begun; echo "no such package" >&2; exit 7'
    const error = await withTemplate(
      checkout,
      { isolation, scratch, model: { setup } },
      async () => undefined,
    ).catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(UserError)
    const { code, message, hint } = error as UserError
    expect(code).toBe('setup-failed')
    expect(message).toMatch(/main .*ended with 7\nno such package$/s)
    const kept = /is in (\S+)\.$/.exec(hint)?.[1] ?? ''
    expect(readFileSync(join(kept, 'stdout.log'), 'utf8')).toBe('begun\n')
    expect(readdirSync(scratch)).toEqual([])
    rmSync(kept, { recursive: true })
  })

  test('data that it makes are data of each run', async () => {
    const checkout = makeRepository({ 'a.txt': '', '.gitignore': 'data/\n' })
    const model = {
      setup: 'mkdir -p data && echo 1 > data/x.csv',
      train: 'cat data/x.csv',
      data: [{ path: 'data', mode: 'bind' as const }],
    }
    await trainOnce(checkout, { isolation, model }, (run) => {
      expect(run.out).toBe('1\n')
      expect(run.data).toMatchObject([
        {
          name: 'data',
          files: 1,
          bytes: 2,
          after: undefined,
          manifest: { entries: [['data/x.csv', expect.stringMatching(/^sha256:/)]] },
        },
      ])
    })
    const nothing = trainOnce(checkout, { isolation, model: { ...model, setup: 'true' } }, () => 0)
    await expect(nothing).rejects.toMatchObject({
      code: 'data-missing',
      message: expect.stringContaining('setup'),
    })
  })
})
