import { Command } from 'commander'
import { act } from './act.ts'

export function ledgerCommand(): Command {
  return new Command('ledger')
    .summary('check the store of records: `ledger verify`')
    .description('Looks after the ledger, the records and attachments kept in .reprise/.')
    .addCommand(verifyCommand())
    .addHelpText(
      'after',
      `
Examples:
  $ reprise ledger verify
  $ reprise ledger verify --json | jq '.problems | length'`,
    )
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('Reads everything again and recomputes every digest.')
    .exitOverride()
    .action(
      act<object>(async (terminal, options) => {
        const { verify } = await import('../../flows/verify.ts')
        const { renderProblems } = await import('../../flows/reporting.ts')
        const problems = await verify({ cwd: terminal.cwd, config: options.config })
        terminal.out(renderProblems(problems, terminal))
        return problems.length === 0 ? 0 : 3
      }),
    )
}
