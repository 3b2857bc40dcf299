import { Command } from 'commander'
import { act } from './act.ts'
import { isolationOption, type IsolationOption } from './options.ts'

interface Options extends IsolationOption {
  readonly base?: string
}

export function checkCommand(): Command {
  return new Command('check')
    .summary('retrain, compare with the baseline, report')
    .description(
      'Retrains each model (or those named) in a sandbox, compares it with its baseline in reprise.lock and says why they differ. Without a baseline it compares with the base commit, or with itself.',
    )
    .argument('[model...]', 'models of reprise.yml (default: all)')
    .option(
      '--base <ref>',
      'judge as a pull request against this commit would be: its lock, policy and tolerances',
    )
    .addOption(isolationOption())
    .addHelpText(
      'after',
      `
Examples:
  $ reprise check                      all models, against the working tree's lock
  $ reprise check char-gpt             one model
  $ reprise check --base origin/main   as a pull request
  $ reprise check --json | jq .models[0].verdict.verdict`,
    )
    .action(
      act<Options>(async (terminal, options, models) => {
        const { check } = await import('../../flows/check.ts')
        const { writeReport, renderReport } = await import('../../flows/reporting.ts')
        const { openProject } = await import('../../flows/project.ts')
        const { showProgress } = await import('./progress.ts')
        const project = await openProject(terminal.cwd, options.config)
        const report = await check(project, {
          models,
          base: options.base,
          isolation: options.isolation,
          signal: terminal.signal,
          onProgress: showProgress(terminal),
        })
        terminal.progress('', '')
        // The verdict first: it stands even where the page cannot be written.
        terminal.out(renderReport(report, terminal))
        terminal.note(writeReport(project, report))
        return report.exitCode
      }),
    )
}
