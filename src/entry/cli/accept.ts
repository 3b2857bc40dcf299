import { Command, Option } from 'commander'
import type { Cause } from '../../spec/lock.ts'
import { act } from './act.ts'

interface Options {
  readonly because?: string
  readonly cause?: Exclude<Cause, 'first'>
  readonly model?: string
}

export function acceptCommand(): Command {
  return new Command('accept')
    .summary('make a run the baseline: writes reprise.lock')
    .description(
      'Writes the lock entry of a record into reprise.lock, for you to commit: a baseline is accepted by being merged. Without RECORD it takes the newest run of exactly this working tree.',
    )
    .argument(
      '[record]',
      'id of a record, its first digits, or a model (default: the newest run of this tree)',
    )
    .option(
      '--because <text>',
      'why the new numbers are right, in a few words (needed where a baseline is replaced)',
    )
    .addOption(
      new Option(
        '--cause <cause>',
        'what made them move (default: the one factor that differs, if it is one)',
      ).choices(['code', 'data', 'configuration', 'environment', 'hardware', 'bad-baseline']),
    )
    .option('--model <name>', 'the model (default: the only one, or the record names it)')
    .addHelpText(
      'after',
      `
Examples:
  $ reprise accept
  $ reprise accept --because "longer warm-up"
  $ reprise accept 2f91c0 --cause data --because "row 212 was mislabelled"`,
    )
    .action(
      act<Options>(async (terminal, options, [record]) => {
        const { accept } = await import('../../flows/accept.ts')
        const { openProject } = await import('../../flows/project.ts')
        const project = await openProject(terminal.cwd, options.config)
        const accepted = await accept(project, { ...options, record, cwd: terminal.cwd })
        for (const warning of accepted.warnings) terminal.note(`warning: ${warning}`)
        terminal.out(
          terminal.json
            ? JSON.stringify(
                { key: accepted.key, file: accepted.file, baseline: accepted.baseline },
                null,
                2,
              )
            : `${accepted.file}: ${accepted.sentence}\nCommit it: the baseline holds once it is merged.`,
        )
        return 0
      }),
    )
}
