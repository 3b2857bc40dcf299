import { Command } from 'commander'
import { act } from './act.ts'
import { amountOption, isolationOption, type IsolationOption } from './options.ts'

interface Options extends IsolationOption {
  readonly base?: string
  readonly runs?: number
  readonly minutes?: number
  readonly list?: boolean
}

export function whyCommand(): Command {
  return new Command('why')
    .summary('which change is it? trains the base with one group of changes at a time')
    .description(
      'Takes the last run of the working tree and what it was compared with, and trains the base with only the code changed, only the data, only the parameters, …, each up to the step where the two runs part. What gives the run’s numbers there by itself makes the first difference; what changes nothing up to there may still act later. The working tree stays as it is.',
    )
    .argument('[model]', 'a model of reprise.yml (default: the only one)')
    .option('--base <ref>', 'compare with this commit’s baseline, as a pull request would')
    .addOption(
      amountOption('--runs <n>', 'at most so many trainings (default: the policy’s budget)'),
    )
    .addOption(
      amountOption('--minutes <n>', 'at most so many minutes (default: the policy’s budget)'),
    )
    .option('--list', 'say what would be trained, and train nothing')
    .addOption(isolationOption())
    .addHelpText(
      'after',
      `
Examples:
  $ reprise check && reprise why       after a check that ended in "changed"
  $ reprise why --list                 what it would try
  $ reprise why char-gpt --runs 3

Exit codes: 0 done, 2 usage or nothing to explain, 130 stopped.`,
    )
    .action(
      act<Options>(async (terminal, options, [model]) => {
        const { why } = await import('../../flows/why/why.ts')
        const { openProject } = await import('../../flows/project.ts')
        const { renderWhy } = await import('../../flows/rendering.ts')
        const { showProgress } = await import('./progress.ts')
        const project = await openProject(terminal.cwd, options.config)
        const report = await why(project, {
          model,
          base: options.base,
          runs: options.runs,
          minutes: options.minutes,
          list: options.list === true,
          isolation: options.isolation,
          signal: terminal.signal,
          onProgress: showProgress(terminal),
        })
        terminal.progress('', '')
        terminal.out(renderWhy(report, terminal))
        return 0
      }),
    )
}
