import { Command } from 'commander'
import { act } from './act.ts'

interface Options {
  readonly metrics: readonly string[]
  readonly params?: readonly string[]
  readonly data?: readonly string[]
  readonly weights?: readonly string[]
  readonly model: string
  readonly accelerator: string
}

export function recordCommand(): Command {
  return new Command('record')
    .summary('make a record from files of a run made elsewhere')
    .description(
      'Makes a record of a run that Reprise did not start, from the files it left. What the files cannot tell is recorded as unknown, never guessed.',
    )
    .requiredOption('--metrics <path...>', 'files or folders with the run’s metrics')
    .option('--params <path...>', 'parameter files: JSON, YAML or TOML')
    .option('--data <path...>', 'data files or folders')
    .option('--weights <path...>', 'weights, as digests')
    .option('--model <name>', 'the model’s name', 'main')
    .requiredOption(
      '--accelerator <name>',
      'what it ran on, such as "nvidia-h200 x1"; "here": this machine',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ reprise record --metrics runs/42/metrics.csv --params configs/mini.yaml --accelerator here
  $ reprise record --metrics out/ --weights out/model.safetensors --accelerator "nvidia-a100-sxm4-80gb x2"`,
    )
    .action(
      act<Options>(async (terminal, options) => {
        const { recordFromFiles } = await import('../../flows/record.ts')
        const { renderRecord } = await import('../../flows/reporting.ts')
        const record = await recordFromFiles(terminal.cwd, options)
        terminal.out(renderRecord(record, terminal))
        return 0
      }),
    )
}
