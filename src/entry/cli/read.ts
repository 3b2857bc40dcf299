import { Command } from 'commander'
import { act } from './act.ts'

export function readCommand(): Command {
  return new Command('read')
    .summary('what a reader sees in files, and why a metric is not seen')
    .description(
      'Reads metrics as a run’s harvest would and says, file by file, which format it took and what it found.',
    )
    .argument('<path...>', 'files or folders')
    .addHelpText(
      'after',
      `
Examples:
  $ reprise read runs/
  $ reprise read metrics.json --json`,
    )
    .action(
      act<object>(async (terminal, _options, paths) => {
        const { readPaths } = await import('../../flows/read.ts')
        const { renderReading } = await import('../../flows/reporting.ts')
        const reading = readPaths(terminal.cwd, paths)
        terminal.out(renderReading(reading, terminal))
        return reading.series.length > 0 ? 0 : 3
      }),
    )
}
