import { code, id, join, name, say } from '../text/line.ts'
import { count } from '../text/quantity.ts'
import { codes } from '../words/change.ts'
import type { FindingTexts } from './texts.ts'

/** Files that are no metrics: `reprise read` says nothing of them. */
const CONFIGURATION =
  /(?:^|\/)(?:reprise\.yml|[^/]*[.-]lock(?:\.ya?ml|\.json|\.toml)?|pylock[^/]*\.toml|requirements[^/]*\.txt|environment\.ya?ml|pyproject\.toml|Pipfile)$/

/** Findings of a run, or of judging runs. */
export const RUN_FINDINGS = {
  'not-hermetic': {
    title: 'the training used the network',
    text: ({ addresses }) =>
      say`It reached ${codes(addresses)}. What it got from there is not in the input digest, and may be other tomorrow.`,
    todo: () =>
      say`Fetch it in ${code('setup:')} or keep it under ${code('data:')}, then write ${code('network: off')}.`,
  },
  'left-out': {
    title: 'what git does not hold was left out',
    text: ({ path }) =>
      say`The training asked for ${code(path)}. It is in the checkout but ${path.endsWith('/') ? 'git holds no file in it' : 'git-ignored'}, so it was not in the training’s tree.`,
    todo: ({ path }) =>
      path.endsWith('/')
        ? say`Let the training make the folder: ${code(`os.makedirs(${JSON.stringify(path.slice(0, -1))}, exist_ok=True)`)}.`
        : say`Add ${code(path)} to ${code('data:')} in ${code('reprise.yml')}.`,
  },
  'data-changed': {
    title: 'the training wrote into its data',
    text: ({ name: set, paths }) =>
      say`${codes(paths)} of ${code(set)} changed while it ran, so a second run would see other data.`,
    todo: () =>
      say`Write ${code('mode: copy')} for this data, or let the training write elsewhere.`,
  },
  'weak-isolation': {
    title: 'the sandbox was weaker than it could be',
    text: ({ level, why }) => say`The run had isolation level ${level} of 4: ${why}.`,
    todo: () =>
      say`See ${code('reprise doctor')} for the one command that mends it. Code that you would not run yourself needs level 4.`,
  },
  'foreign-module': {
    title: 'a module came from outside the copy',
    text: ({ path }) =>
      say`${code(path)} was imported from the original checkout or elsewhere, not from the copy that is judged.`,
    todo: () =>
      say`Install the package from the tree in ${code('setup:')}: ${code('pip install -e .')}.`,
  },
  'probe-absent': {
    title: 'the training was not watched from inside',
    text: ({ why }) =>
      say`The probe left nothing: ${why}. Imports, packages and flags of the interpreter that trained are unknown.`,
    todo: () =>
      say`Let the training’s Python read ${code('sitecustomize')} (no ${code('-S')}, no ${code('-I')}), and keep ${code('PYTHONPATH')} as it is set.`,
  },
  'trace-disabled': {
    title: 'the trace broke off',
    text: ({ why }) =>
      say`The probe failed, took its hooks off, and the training went on without it: ${why}.`,
    todo: () =>
      say`The numbers are the training’s own. Where two runs part is not known for the steps after it; tell us what failed.`,
  },
  'trace-incomplete': {
    title: 'the trace does not cover the whole run',
    text: ({ why }) => say`It is no evidence that two runs computed the same: ${why}.`,
    todo: () => say`Where two runs part is known as far as it goes.`,
  },
  'nondeterministic-operators': {
    title: 'operators without a deterministic form',
    text: ({ names }) =>
      say`The framework warned of ${codes(names)}: two runs may give other bits there.`,
    todo: () =>
      say`Replace them, or see with ${code('reprise audit')} whether it matters; the page names replacements.`,
  },
  unseeded: {
    title: 'random numbers without a seed',
    text: ({ generators }) =>
      say`The program drew from ${codes(generators)} and never seeded ${generators.length === 1 ? 'it' : 'them'}.`,
    todo: () =>
      say`Seed it before the model is built and the data are shuffled, or leave ${code('deterministic: true')} in ${code('reprise.yml')}, which does.`,
  },
  'seed-not-wired': {
    title: 'the seed does not reach the training',
    text: () => say`Runs with two seeds gave equal bits: their spread would be no noise.`,
    todo: () =>
      say`Say how the seed reaches the program: ${code('seed: {arg: --seed}')} or ${code('seed: {env: SEED}')}.`,
  },
  'processes-left': {
    title: 'processes were still running at the end',
    text: ({ count: n }) =>
      say`${count(n, 'process', 'processes')} of the training went on after it had ended, and ${n === 1 ? 'was' : 'were'} stopped.`,
    todo: () => say`Wait for or stop the workers before the program ends.`,
  },
  'sources-disagree': {
    title: 'the run’s own files disagree',
    text: ({ metric, values }) =>
      say`${name(metric)} is ${join(
        values.slice(0, 5).map(([source, value]) => say`${value} in ${code(source)}`),
        ', ',
      )}.`,
    todo: () => say`Name the file that counts under ${code('metrics:')} in ${code('reprise.yml')}.`,
  },
  'source-truncated': {
    title: 'a file ends in the middle',
    text: ({ path, where }) => say`${code(path)} stops at ${where}. What stood before was read.`,
    todo: () =>
      say`Let the program close its files and end the last row with a line end; a full disk or a kill also does this.`,
  },
  'source-unreadable': {
    title: 'a file could not be read',
    text: ({ path, why }) => say`${code(path)}: ${why}.`,
    todo: ({ path }) =>
      CONFIGURATION.test(path)
        ? say`Mend it, or restore it from git.`
        : say`See what a reader makes of it: ${code(`reprise read ${path}`)}.`,
  },
  'metrics-unwritten': {
    title: 'a metrics file was not written by this run',
    text: ({ path }) =>
      say`This run did not write ${code(path)} anew. A stale value is no result, so nothing was read from it.`,
    todo: () => say`Let the training write it each time, and keep results out of the repository.`,
  },
  'no-metrics': {
    title: 'no metric was found',
    text: ({ looked }) =>
      looked.length === 0
        ? say`The run wrote no file that a reader knows.`
        : say`Looked at ${codes(looked, 5)}.`,
    todo: () =>
      say`Name the files under ${code('metrics:')}, and see what is read with ${code('reprise read PATH')}.`,
  },
  'series-rewound': {
    title: 'the steps of a metric go backwards',
    text: ({ metric, source }) =>
      say`In ${code(source)} the steps of ${name(metric)} start again, as after a resume or where two runs share a file. The later part counts.`,
    todo: () => say`Let each run write its own file.`,
  },
  'hardware-unknown': {
    title: 'the accelerator could not be asked',
    text: ({ why }) => say`${why}.`,
    todo: () =>
      say`Put ${code('nvidia-smi')} on the PATH, or declare ${code('accelerator:')} in ${code('reprise.yml')}.`,
  },
  'pin-mismatch': {
    title: 'an installed package is not the pinned one',
    text: ({ name: pack, pinned, installed, file }) =>
      say`${code(file)} pins ${code(pack)} to ${pinned}; ${installed} was in use.`,
    todo: () => say`Install from the lock in ${code('setup:')}.`,
  },
  'crashed-once': {
    title: 'the training crashed once',
    text: ({ record }) =>
      say`Run again with the same seed it went through. The crash is recorded as ${id(record)}.`,
    todo: () =>
      say`Read its last lines with ${code('reprise show')}: a crash that comes and goes is often memory or a race.`,
  },
  'repeats-unknown': {
    title: 'it is not known whether this training repeats itself',
    text: () =>
      say`The same inputs and seed were never run twice, neither when the baseline was accepted nor now.`,
    todo: () =>
      say`Allow one run more in ${code('policy.budget')}, or run ${code('reprise check')} twice before the next ${code('reprise accept')}, so that a difference can be told from chance.`,
  },
  'repeats-not': {
    title: 'this training does not repeat itself',
    text: () =>
      say`When the baseline was accepted, the same inputs and seed gave different bits. A difference may be the training’s own.`,
    todo: () =>
      say`Look for what no seed reaches: the clock, unordered sets and folders, threads, an unseeded generator. Then accept again.`,
  },
  'varies-by-itself': {
    title: 'a metric differs between two runs with the same seed',
    text: ({ metrics }) =>
      say`Only ${codes(metrics, 5)} ${metrics.length === 1 ? 'differs' : 'differ'}; all that is gated or measures quality by its name is equal. So it was left out of the comparison of bits.`,
    todo: () =>
      say`If it measures speed or memory, all is well, and a name that says so (${code('epoch_seconds')}) saves the second run; if it must repeat, gate it under ${code('expect:')}.`,
  },
  'nonfinite-inside': {
    title: 'a curve has NaN or infinity inside',
    text: ({ metric, count: n }) =>
      say`${name(metric)} is not finite at ${count(n, 'point')} of this run, although its final value is a number.`,
    todo: () => say`Find the first such step: the curve shows it.`,
  },
  'tolerance-below-resolution': {
    title: 'a tolerance is finer than the file can show',
    text: ({ metric, within, resolution }) =>
      say`${name(metric)} is to be held within ${within}, but ${resolution === 'exact' ? 'float64 leaves out integers beyond 2⁵³' : say`its file has ${code(resolution)}`}. It was judged by that resolution.`,
    todo: () => say`Write more digits, or widen ${code('within:')}.`,
  },
} as const satisfies Partial<FindingTexts>
