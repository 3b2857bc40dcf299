import { Command } from 'commander'
import { act } from './act.ts'

export function showCommand(): Command {
  return new Command('show')
    .summary('show a record')
    .description('Shows a record of the ledger: what went in, what happened, what came out.')
    .argument('[record]', 'id or its first digits, or a file (default: the newest)')
    .addHelpText(
      'after',
      `
Examples:
  $ reprise show
  $ reprise show 2f91c0 --json`,
    )
    .action(
      act<object>(async (terminal, options, [record]) => {
        const { findRecord } = await import('../../flows/records.ts')
        const { renderRecord } = await import('../../flows/reporting.ts')
        const found = await findRecord({ cwd: terminal.cwd, config: options.config }, record)
        terminal.out(renderRecord(found, terminal))
        return 0
      }),
    )
}
