import { Command } from 'commander'
import { act } from './act.ts'

interface Options {
  readonly model?: string
}

export function logCommand(): Command {
  return new Command('log')
    .summary('list the records of the ledger, newest first')
    .option('--model <name>', 'only this model')
    .addHelpText(
      'after',
      `
Examples:
  $ reprise log
  $ reprise log --model char-gpt --json | jq -r '.records[].id'`,
    )
    .action(
      act<Options>(async (terminal, options) => {
        const { listRecords } = await import('../../flows/records.ts')
        const { renderLog } = await import('../../flows/reporting.ts')
        const log = await listRecords({ cwd: terminal.cwd, config: options.config }, options.model)
        terminal.out(renderLog(log, terminal))
        return log.unreadable.length === 0 ? 0 : 3
      }),
    )
}
