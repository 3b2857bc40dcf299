import { Command } from 'commander'
import { act } from './act.ts'
import { isolationOption, type IsolationOption } from './options.ts'

interface Options extends IsolationOption {
  readonly cost?: boolean
  readonly seedCheck?: boolean
}

export function auditCommand(): Command {
  return new Command('audit')
    .summary('train twice here: does this training repeat itself, bit for bit?')
    .description(
      'Trains the working tree twice with the same seed, each time in a fresh copy, and says whether it computes the same bits. If not: the first step and tensor where it parts from itself, what kind of chance that is, and what to do about it.',
    )
    .argument('[model]', 'a model of reprise.yml (default: the only one)')
    .option('--cost', 'one more run, to tell what asking for determinism costs')
    .option('--seed-check', 'one more run with the next seed, to see that seeds reach the training')
    .addOption(isolationOption())
    .addHelpText(
      'after',
      `
Examples:
  $ reprise audit
  $ reprise audit char-gpt --cost
  $ reprise audit --seed-check --json | jq .seed

Exit codes: 0 it repeats itself, 1 it does not, 3 could not be told.`,
    )
    .action(
      act<Options>(async (terminal, options, [model]) => {
        const { audit } = await import('../../flows/audit.ts')
        const { openProject } = await import('../../flows/project.ts')
        const { renderAudit } = await import('../../flows/rendering.ts')
        const { showProgress } = await import('./progress.ts')
        const project = await openProject(terminal.cwd, options.config)
        const report = await audit(project, {
          model,
          cost: options.cost === true,
          seedCheck: options.seedCheck === true,
          isolation: options.isolation,
          signal: terminal.signal,
          onProgress: showProgress(terminal),
        })
        terminal.progress('', '')
        terminal.out(renderAudit(report, terminal))
        return report.exitCode
      }),
    )
}
