import { flagNamed, flagsOf, type Flag } from './flags.ts'
import { hydraArguments, isHydra } from './hydra.ts'
import { folderOf } from './projects.ts'
import { quote } from './shell.ts'
import { configFiles, FEW_STEPS, smallest } from './small.ts'
import type { Candidate, RepositoryListing } from './survey.ts'

/** How a program is started, and why so. */
type Command = Pick<Candidate, 'train' | 'because' | 'incomplete' | 'params' | 'env'>

interface Part {
  readonly words: readonly string[]
  readonly because: readonly string[]
  readonly params: readonly string[]
}

const NOTHING: Part = { words: [], because: [], params: [] }

/** The command line for a Python program: as the README has it, else from what the program declares. */
export function scriptCommand(
  files: RepositoryListing,
  path: string,
  text: string,
  documented: string | undefined,
): Command {
  const flags = flagsOf(text)
  const { words, env } =
    documented === undefined ? start(path, text) : { words: [documented], env: {} }
  const has = (flag: string): boolean => documented?.includes(flag) === true
  const config = isHydra(text)
    ? hydraArguments(files, path, text)
    : configArguments(files, flags, has)
  const parts = [
    config,
    config.words.length === 0 ? stepArguments(flags, has) : NOTHING,
    outputArguments(flags, has),
  ]
  const given = [...words, ...parts.flatMap((part) => part.words.map(quote))]
  const open = [...flags].filter(
    ([name, flag]) => flag.required && !given.some((word) => word.includes(name)),
  )
  return {
    train: given.join(' '),
    incomplete: open.length > 0,
    env,
    params: parts.flatMap((part) => part.params),
    because: [
      ...(documented === undefined ? [] : ['the README runs it like this']),
      ...parts.flatMap((part) => part.because),
      ...(open.length === 0
        ? []
        : [`to be added: ${open.map(([name]) => name).join(', ')} (required by ${path})`]),
    ],
  }
}

/** A module of a package that imports its neighbours relatively cannot be run as a file. */
function start(path: string, text: string): { words: string[]; env: Record<string, string> } {
  if (!/^from \.+\w* import|^from \.\w/m.test(text) || folderOf(path) === '') {
    return { words: ['python', quote(path)], env: {} }
  }
  const inSource = path.startsWith('src/')
  const name = path
    .replace(/^src\//, '')
    .replace(/\.py$/, '')
    .replaceAll('/', '.')
  return { words: ['python', '-m', quote(name)], env: inSource ? { PYTHONPATH: 'src' } : {} }
}

function configArguments(
  files: RepositoryListing,
  flags: ReadonlyMap<string, Flag>,
  has: (flag: string) => boolean,
): Part {
  const flag = flagNamed(flags, ['config', 'config_file', 'config_path', 'cfg', 'params'])
  if (flag === undefined || has(flag)) return NOTHING
  const configs = configFiles(files.paths)
  const small = smallest(configs)
  if (small !== undefined) {
    return {
      words: [flag, small],
      params: [small],
      because: [`${small} looks like the smallest configuration`],
    }
  }
  const only = configs.length === 1 && flags.get(flag)?.hasDefault !== true ? configs[0] : undefined
  return only === undefined
    ? NOTHING
    : { words: [flag, only], params: [only], because: [`${only} is the only configuration`] }
}

const STEPS = ['max_steps', 'max_iters', 'num_steps', 'steps']
const EPOCHS = ['epochs', 'max_epochs', 'num_epochs', 'n_epochs', 'nepochs', 'num_train_epochs']

function stepArguments(flags: ReadonlyMap<string, Flag>, has: (flag: string) => boolean): Part {
  const steps = flagNamed(flags, STEPS)
  const flag = steps ?? flagNamed(flags, EPOCHS)
  if (flag === undefined || has(flag)) return NOTHING
  return {
    words: [flag, steps === undefined ? '1' : String(FEW_STEPS)],
    params: [],
    because: [`${flag} keeps it short: choose enough steps for the loss to move`],
  }
}

function outputArguments(flags: ReadonlyMap<string, Flag>, has: (flag: string) => boolean): Part {
  const flag = flagNamed(flags, ['output_dir', 'out_dir', 'output', 'save_dir'])
  if (flag === undefined || flags.get(flag)?.required !== true || has(flag)) return NOTHING
  return { words: [flag, 'out'], params: [], because: [] }
}
