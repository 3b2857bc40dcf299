import { afterAll, describe, expect, test } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  cleanUp,
  commitAll,
  git,
  LEVELS,
  makeRepository,
  temporaryFolder,
  train,
  trainOnce,
  write,
} from './repository.ts'

afterAll(cleanUp)

describe.each(LEVELS)('at isolation level %i', (isolation) => {
  test('a training sees the files of the work tree as they are, and leaves the checkout alone', async () => {
    const checkout = makeRepository({
      'train.py':
        'import sys\nprint(open("config.txt").read(), open("new.txt").read())\nopen("out.txt", "w").write("done")\nprint("warned", file=sys.stderr)\n',
      'config.txt': 'committed',
      '.gitignore': 'secret.txt\n',
      'docs/page.md': 'text',
      'reprise.yml': 'train: python train.py\n',
      'reprise.lock': 'version: 1\n',
      'metrics.json': '{"loss": 0.1}',
    })
    write(checkout, { 'config.txt': 'changed', 'new.txt': 'untracked', 'secret.txt': 'ignored' })
    const model = { ignore: ['docs/**'], metrics: ['metrics.json'] }

    await trainOnce(checkout, { isolation, model }, (run) => {
      expect(run.exit).toEqual({ how: 'finished', code: 0 })
      expect(run.out).toBe('changed untracked\n')
      expect(run.err).toBe('warned\n')
      expect(run.file('out.txt')).toBe('done')
      expect([...run.before.keys()].sort()).toEqual([
        '.gitignore',
        'config.txt',
        'new.txt',
        'train.py',
      ])
      expect(
        ['docs', 'reprise.yml', 'reprise.lock', 'metrics.json', 'secret.txt'].filter((path) =>
          existsSync(join(run.copy, path)),
        ),
      ).toEqual([])
      expect(run).toMatchObject({
        isolation,
        network: 'off',
        processesLeft: 0,
        seed: { index: 0, how: 'auto' },
      })
    })
    expect(git(checkout, 'status', '--short').split('\n')).toEqual(['M config.txt', '?? new.txt'])
  })

  test('a commit is trained as it was, whatever the work tree holds now', async () => {
    const checkout = makeRepository({ 'train.py': 'print("old")\n' })
    const commit = git(checkout, 'rev-parse', 'HEAD')
    write(checkout, { 'train.py': 'print("new")\n', 'extra.txt': '' })

    await trainOnce(checkout, { isolation, files: { from: 'commit', commit } }, (run) => {
      expect(run.out).toBe('old\n')
      expect([...run.before.keys()]).toEqual(['train.py'])
      expect(run.tree).toBe(git(checkout, 'rev-parse', `${commit}^{tree}`))
    })
  })

  test('.git holds one commit of exactly these files, and no remote', async () => {
    const script =
      'git status --porcelain; git log --format=%an/%ad/%p --date=raw; git remote; git ls-files'
    const checkout = makeRepository({ 'a.txt': 'a', 'b/c.txt': '-> ../a.txt' })
    git(checkout, 'remote', 'add', 'origin', 'https://token@example.org/x.git')
    write(checkout, { 'a.txt': 'changed' })

    await trainOnce(checkout, { isolation, model: { train: script } }, (run) => {
      expect(run.out).toBe('reprise/0 +0000/\na.txt\nb/c.txt\n')
    })
  })

  test('a script that resumes from a checkpoint does the same in each run', async () => {
    const checkout = makeRepository({
      'train.py': [
        'import os, pathlib',
        'places = [pathlib.Path("checkpoint"), pathlib.Path.home() / "checkpoint"]',
        'if not os.environ.get("TMPDIR"): places.append(pathlib.Path("/tmp/retrain-test-checkpoint"))',
        'print([place.exists() for place in places])',
        'for place in places: place.write_text("resume here")',
      ].join('\n'),
    })

    const outputs = await train(checkout, { isolation, runs: 2 }, ({ out, exit }) => [
      exit.how,
      out,
    ])

    expect(outputs[0]?.[0]).toBe('finished')
    expect(outputs[0]?.[1]).not.toContain('True')
    expect(outputs[1]).toEqual(outputs[0])
  })

  test('seeds reach the program by variable or flag, the model’s own variables too', async () => {
    const checkout = makeRepository({
      'train.py':
        'import os, sys\nprint(os.environ.get("SEED"), os.environ.get("A"), os.environ.get("GIVEN"), os.environ.get("ABSENT"), sys.argv[1:])\n',
    })
    const env = { A: 'set', GIVEN: null, ABSENT: null }
    const caller = { ...process.env, GIVEN: 'passed', OTHER: 'kept out' }
    const byName = { how: 'env', name: 'SEED', values: [7, 9] } as const
    const byFlag = { how: 'arg', name: '--seed', values: undefined } as const

    const named = await train(
      checkout,
      { isolation, caller, runs: 2, model: { env, seed: byName } },
      ({ out, seed, env }) => ({ out, seed, env }),
    )
    expect(named.map(({ out }) => out)).toEqual([
      '7 set passed None []\n',
      '9 set passed None []\n',
    ])
    expect(named[1]).toMatchObject({
      seed: { index: 1, how: 'env', name: 'SEED', value: 9 },
      env: { A: 'set', GIVEN: expect.stringMatching(/^passed through, sha256:[0-9a-f]{12}$/) },
    })
    const flagged = await train(
      checkout,
      { isolation, runs: 2, model: { seed: byFlag } },
      ({ out, command }) => [out, command],
    )
    expect(flagged[1]).toEqual([
      "None None None None ['--seed', '1']\n",
      'python3 train.py --seed 1',
    ])
  })

  test('the probe comes first on PYTHONPATH and has a folder to write to', async () => {
    const probe = temporaryFolder()
    write(probe, {
      'sitecustomize.py':
        'import os\nopen(os.path.join(os.environ["REPRISE_OUT"], "seen"), "w").write("probed")\n',
    })
    const checkout = makeRepository({
      'train.py': 'import inside\n',
      'lib/inside.py': 'print("found")\n',
    })
    await trainOnce(
      checkout,
      { isolation, probe, model: { env: { PYTHONPATH: 'lib' } } },
      (run) => {
        expect(run.out).toBe('found\n')
        expect(readFileSync(join(run.output, 'seen'), 'utf8')).toBe('probed')
      },
    )
  })

  test('a folder that the tree lacks is told, not run into', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    await expect(
      trainOnce(checkout, { isolation, model: { directory: 'sub' } }, () => 0),
    ).rejects.toMatchObject({ code: 'directory-missing' })
  })

  test('it runs in its directory', async () => {
    const checkout = makeRepository({ 'project/train.py': 'import os\nprint(os.getcwd())\n' })
    await trainOnce(checkout, { isolation, model: { directory: 'project' } }, (run) =>
      expect(run.out).toBe(`${run.seenAs}/project\n`),
    )
  })

  test('a crash that names a git-ignored file says which', async () => {
    const checkout = makeRepository({
      'train.py': 'open("inputs/table.csv")\n',
      '.gitignore': 'inputs/\n',
    })
    write(checkout, { 'inputs/table.csv': 'x', 'inputs/other.csv': 'y' })
    await trainOnce(checkout, { isolation }, (run) => {
      expect(run.exit).toEqual({ how: 'crashed', code: 1 })
      expect(run.leftOut).toEqual(['inputs/table.csv'])
    })
  })

  test('output may be opened again by name, as `tee /dev/stderr` does', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    await trainOnce(
      checkout,
      { isolation, model: { train: 'echo both | tee /dev/stderr' } },
      (run) => expect([run.out, run.err]).toEqual(['both\n', 'both\n']),
    )
  })
})

test('equal trees give equal times and ids, at any level and from either side', async () => {
  const checkout = makeRepository({
    'train.py': 'import os\nprint(os.stat("train.py").st_mtime)\n',
  })
  const commit = commitAll(checkout)
  const runs = await Promise.all(
    [{ from: 'worktree' } as const, { from: 'commit', commit } as const].map((files) =>
      trainOnce(checkout, { isolation: 1, files }, ({ out, tree, before }) => ({
        out,
        tree,
        before: [...before],
      })),
    ),
  )
  expect(runs[0]).toEqual(runs[1])
})

test('a run’s folder lives until the next run', async () => {
  const checkout = makeRepository({ 'a.txt': '' })
  const [first] = await train(
    checkout,
    { isolation: 1, runs: 2, model: { train: 'echo x > y' } },
    ({ copy }) => copy,
  )
  expect(existsSync(first ?? '/')).toBe(false)
})

test('a variable of the runner cannot be passed through', async () => {
  const checkout = makeRepository({ 'a.txt': '' })
  const caller = { ...process.env, GITHUB_TOKEN: 'x' }
  const attempt = trainOnce(
    checkout,
    { isolation: 1, caller, model: { env: { GITHUB_TOKEN: null } } },
    () => 0,
  )
  await expect(attempt).rejects.toMatchObject({
    code: 'env-refused',
    message: expect.stringContaining('GITHUB_TOKEN'),
  })
})
