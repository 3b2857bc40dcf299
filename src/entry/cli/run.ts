import { Command, Option } from 'commander'
import { act } from './act.ts'
import { amountOption, isolationOption, type IsolationOption } from './options.ts'

interface Options extends IsolationOption {
  readonly seed?: number
  readonly twin?: true
  readonly trace?: 'standard' | 'rolling' | 'dense' | 'off'
}

export function runCommand(): Command {
  return new Command('run')
    .summary('retrain once and write the record, without judging')
    .description(
      'Retrains a model once in the sandbox and keeps the record and its attachments in .reprise/.',
    )
    .argument('[model]', 'a model of reprise.yml (default: the only one)')
    .addOption(amountOption('--seed <k>', 'seed index; 0, the default, is the program as it is'))
    .option(
      '--twin',
      'move one initial weight by one unit in the last place (PyTorch); such a run is never judged',
    )
    .addOption(
      new Option(
        '--trace <how>',
        'how closely the probe looks: every step in full, in short, …',
      ).choices(['standard', 'rolling', 'dense', 'off']),
    )
    .addOption(isolationOption())
    .addHelpText(
      'after',
      `
Examples:
  $ reprise run
  $ reprise run --seed 1               another draw of the noise
  $ reprise run --trace dense          every step in full; for short trainings
  $ reprise run char-gpt --json | jq -r .id`,
    )
    .action(
      act<Options>(async (terminal, options, [model]) => {
        const { run } = await import('../../flows/run.ts')
        const { openProject } = await import('../../flows/project.ts')
        const { renderRecord } = await import('../../flows/reporting.ts')
        const { showProgress } = await import('./progress.ts')
        const { seed, twin, trace } = options
        const project = await openProject(terminal.cwd, options.config)
        const record = await run(project, {
          model,
          seed,
          twin,
          trace,
          isolation: options.isolation,
          signal: terminal.signal,
          onProgress: showProgress(terminal),
        })
        terminal.progress('', '')
        terminal.out(renderRecord(record, terminal))
        return record.run.exit.how === 'finished' ? 0 : 1
      }),
    )
}
