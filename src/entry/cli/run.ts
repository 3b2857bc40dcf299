import { Command } from 'commander'
import { act } from './act.ts'
import { isolationOption, type IsolationOption } from './options.ts'

export function runCommand(): Command {
  return new Command('run')
    .summary('retrain once and write the record, without judging')
    .description(
      'Retrains a model once in the sandbox and keeps the record and its attachments in .reprise/.',
    )
    .argument('[model]', 'a model of reprise.yml (default: the only one)')
    .addOption(isolationOption())
    .addHelpText(
      'after',
      `
Examples:
  $ reprise run
  $ reprise run char-gpt --json | jq -r .id`,
    )
    .action(
      act<IsolationOption>(async (terminal, options, [model]) => {
        const { run } = await import('../../flows/run.ts')
        const { openProject } = await import('../../flows/project.ts')
        const { renderRecord } = await import('../../flows/reporting.ts')
        const { showProgress } = await import('./progress.ts')
        const project = await openProject(terminal.cwd, options.config)
        const record = await run(project, {
          model,
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
