import { code, name, say } from '../text/line.ts'
import { spellBytes } from '../text/quantity.ts'
import { codes } from '../words/change.ts'
import type { FindingTexts } from './texts.ts'

/** Findings of a machine or repository: what `reprise doctor` says. */
export const PLACE_FINDINGS = {
  'no-git': {
    title: 'this is no git work tree',
    text: ({ why }) => say`${why}. Without git nobody can say which code was trained.`,
    todo: ({ why }) =>
      why.startsWith('git was not found')
        ? say`Then see what else there is with ${code('reprise doctor')}.`
        : say`Go to the repository’s folder; for code that has none yet, run ${code('git init')} and commit.`,
  },
  'no-config': {
    title: 'there is no reprise.yml',
    text: ({ path }) => say`${code(path)} does not exist.`,
    todo: () => say`Let ${code('reprise init')} write it.`,
  },
  'no-baseline': {
    title: 'a model has no baseline for this machine',
    text: ({ model }) =>
      say`${code('reprise.lock')} has no entry for ${name(model)} on this hardware, so it is compared with the base commit, or with itself.`,
    todo: () =>
      say`Run ${code('reprise check')}, then ${code('reprise accept --because "first baseline"')}.`,
  },
  'no-sandbox': {
    title: 'there is no sandbox here',
    text: ({ why }) => say`${why}. Trainings run with the rights of their user.`,
    todo: ({ mend }) => say`Mend it: ${code(mend)}.`,
  },
  'dirty-tree': {
    title: 'the tree has changes that are not committed',
    text: ({ paths }) => say`${codes(paths, 5)}. A record made now belongs to no commit.`,
    todo: () => say`Commit them before you accept a baseline.`,
  },
  'no-pins': {
    title: 'no package is pinned',
    text: () =>
      say`The code imports packages, and no lock and no requirements file was found: tomorrow’s run may use others.`,
    todo: () =>
      say`Write a lock: ${code('uv lock')}, ${code('poetry lock')} or ${code('pip freeze > requirements.txt')}.`,
  },
  'loose-pins': {
    title: 'packages are not pinned to a version',
    text: ({ file, names }) => say`${code(file)} leaves ${codes(names, 5)} open.`,
    todo: () => say`Pin each with ${code('==')}, or use a lock.`,
  },
  'data-missing': {
    title: 'declared data is not there',
    text: ({ name: set }) => say`Nothing matches ${code(set)}.`,
    todo: () => say`Fetch it, or mend ${code('data:')} in ${code('reprise.yml')}.`,
  },
  'data-floating': {
    title: 'data may change under the same name',
    text: ({ name: set, why }) => say`${code(set)}: ${why}.`,
    todo: () =>
      say`Let git or DVC track it, or keep it where its name says the version; each run digests what it saw all the same.`,
  },
  'lfs-pointer': {
    title: 'a file is a Git LFS pointer, not the data',
    text: ({ path }) => say`${code(path)} holds three lines that point to the data.`,
    todo: () => say`Run ${code('git lfs pull')}; on a runner, check out with ${code('lfs: true')}.`,
  },
  'driver-unknown': {
    title: 'the driver is not known',
    text: ({ why }) => say`${why}. A driver update would not be seen as the cause of a change.`,
    todo: () => say`Put ${code('nvidia-smi')} on the PATH of the runner.`,
  },
  'no-interpreter': {
    title: 'the program that trains was not found',
    text: ({ command }) => say`${code(command)} is not on the PATH.`,
    todo: () => say`Activate the environment, or name the interpreter in ${code('train:')}.`,
  },
  'directory-missing': {
    title: 'a model’s directory does not exist',
    text: ({ model, path }) => say`${name(model)} is to run in ${code(path)}.`,
    todo: () => say`Mend ${code('directory:')} in ${code('reprise.yml')}.`,
  },
  'low-disk': {
    title: 'little disk space is left',
    text: ({ free }) =>
      say`${spellBytes(free)} are free. Each run needs a copy of the tree and room for what it writes.`,
    todo: () => say`Make room, or point ${code('TMPDIR')} to a larger disk.`,
  },
} as const satisfies Partial<FindingTexts>
