import { Command } from 'commander'
import { act } from './act.ts'

interface Options {
  readonly remote?: string
}

export function ledgerCommand(): Command {
  return new Command('ledger')
    .summary('check the store of records, or bring baselines from its branch')
    .description(
      'Looks after the ledger: records and attachments kept in .reprise/, and on GitHub on a branch of the repository.',
    )
    .addCommand(verifyCommand())
    .addCommand(fetchCommand())
    .addHelpText(
      'after',
      `
Examples:
  $ reprise ledger verify
  $ reprise ledger verify --json | jq '.problems | length'
  $ reprise ledger verify --remote origin     the one that workflows write
  $ reprise ledger fetch                      what reprise.lock names, so that check can explain`,
    )
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('Reads everything again and recomputes every digest.')
    .option('--remote <name>', 'the ledger on its branch of this git remote, instead of .reprise/')
    .exitOverride()
    .action(
      act<Options>(async (terminal, options) => {
        const { verify } = await import('../../flows/ledger.ts')
        const { renderProblems } = await import('../../flows/reporting.ts')
        const where = { cwd: terminal.cwd, config: options.config }
        const problems = await verify(where, options.remote)
        terminal.out(renderProblems(problems, terminal))
        return problems.length === 0 ? 0 : 3
      }),
    )
}

function fetchCommand(): Command {
  return new Command('fetch')
    .description(
      'Brings the records that reprise.lock names from the ledger’s branch into .reprise/, so that `check` can say what moved and not only that something did.',
    )
    .option('--remote <name>', 'the git remote that has the branch', 'origin')
    .exitOverride()
    .action(
      act<Required<Options>>(async (terminal, options) => {
        const { fetchBaselines } = await import('../../flows/ledger.ts')
        const { renderFetched } = await import('../../flows/reporting.ts')
        const where = { cwd: terminal.cwd, config: options.config }
        const fetched = await fetchBaselines(where, options.remote)
        terminal.out(renderFetched(fetched, terminal))
        return fetched.absent.length === 0 ? 0 : 3
      }),
    )
}
