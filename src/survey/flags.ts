/** A command-line option that a Python program declares. */
export interface Flag {
  readonly required: boolean
  readonly hasDefault: boolean
}

const DECLARATION =
  /(?:add_argument|click\.option|typer\.Option)\(([^()]*(?:\([^()]*\)[^()]*){0,8})\)/g
const HF_FLAGS = ['--max_steps', '--seed', '--output_dir', '--num_train_epochs']

/** The options that a program's text declares, by argparse, click, typer, or Hugging Face's TrainingArguments. */
export function flagsOf(text: string): ReadonlyMap<string, Flag> {
  const flags = new Map<string, Flag>()
  if (text.includes('HfArgumentParser') && text.includes('TrainingArguments')) {
    for (const name of HF_FLAGS)
      flags.set(name, { required: name === '--output_dir', hasDefault: name !== '--output_dir' })
  }
  for (const [, declared = ''] of text.matchAll(DECLARATION)) {
    const name = /['"](--[A-Za-z][\w-]*)['"]/.exec(declared)?.[1]
    if (name === undefined) continue
    flags.set(name, {
      required: /\brequired\s*=\s*True\b/.test(declared),
      hasDefault: /\bdefault\s*=\s*(?!None\b)/.test(declared),
    })
  }
  return flags
}

/** The first of some spellings that a program declares, `_` and `-` alike, capitals too. */
export function flagNamed(
  flags: ReadonlyMap<string, Flag>,
  names: readonly string[],
): string | undefined {
  const spelled = new Map(
    [...flags.keys()].map((flag) => [flag.slice(2).replaceAll('-', '_').toLowerCase(), flag]),
  )
  return names.map((name) => spelled.get(name)).find((flag) => flag !== undefined)
}
