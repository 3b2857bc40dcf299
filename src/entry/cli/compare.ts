import { Command } from 'commander'
import { act } from './act.ts'

interface Options {
  readonly baseline: readonly string[]
}

export function compareCommand(): Command {
  return new Command('compare')
    .summary('judge records against records, offline')
    .description(
      'The verdict from records alone: no training, no network. Tolerances come from reprise.yml where there is one.',
    )
    .argument('<record...>', 'ids in .reprise/ (or their first digits), or files of records')
    .requiredOption('--baseline <record...>', 'what to compare with, likewise')
    .addHelpText(
      'after',
      `
Examples:
  $ reprise compare 2f91c0 --baseline 91ab33
  $ reprise compare run.json --baseline paper.json`,
    )
    .action(
      act<Options>(async (terminal, options, records) => {
        const { compare } = await import('../../flows/compare.ts')
        const { renderReport } = await import('../../flows/reporting.ts')
        const report = await compare({
          cwd: terminal.cwd,
          config: options.config,
          records,
          baseline: options.baseline,
        })
        terminal.out(renderReport(report, terminal))
        return report.exitCode
      }),
    )
}
