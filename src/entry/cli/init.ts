import { Command } from 'commander'
import { act } from './act.ts'

interface Options {
  readonly force?: boolean
  readonly print?: boolean
}

export function initCommand(): Command {
  return new Command('init')
    .summary('look at this repository and write reprise.yml')
    .description(
      'Looks for what trains a model here, writes reprise.yml and says what was guessed and why. What could not be guessed is a commented line.',
    )
    .option('--print', 'write to standard output instead of the file')
    .option('--force', 'replace a reprise.yml that is there')
    .addHelpText(
      'after',
      `
Examples:
  $ reprise init
  $ reprise init --print`,
    )
    .action(
      act<Options>(async (terminal, options) => {
        const { init } = await import('../../flows/init.ts')
        const answer = await init(terminal.cwd, options)
        if (terminal.json) terminal.out(JSON.stringify(answer, null, 2))
        else if (options.print === true) terminal.out(answer.text)
        else
          terminal.out(
            `Wrote ${answer.file}\n${answer.notes.map((note) => `  ${note}`).join('\n')}\n\nNext: ${answer.next}`,
          )
        return 0
      }),
    )
}
