import { Command } from 'commander'
import { act } from './act.ts'
import { isolationOption, type IsolationOption } from './options.ts'

interface Options extends IsolationOption {
  readonly reset?: boolean
}

export function bisectCommand(): Command {
  return new Command('bisect')
    .summary('the first commit that trains otherwise')
    .description(
      'Finds the first commit between GOOD and BAD (along the first parents) whose training no longer reproduces GOOD’s, by the tolerances of the working tree’s reprise.yml. Nothing is checked out. Commits that the training cannot tell apart are trained once; those that cannot be trained are skipped. Stopped with Ctrl-C, the same command goes on where it was.',
    )
    .argument('<good>', 'a commit whose numbers are right')
    .argument('<bad>', 'a later commit whose numbers are not')
    .argument('[model]', 'a model of reprise.yml (default: the only one)')
    .option('--reset', 'forget what earlier searches tried, and train it again')
    .addOption(isolationOption())
    .addHelpText(
      'after',
      `
Examples:
  $ reprise bisect v1.2 HEAD
  $ reprise bisect 3f2a91c main char-gpt --json | jq .suspects

Exit codes: 0 found, or BAD reproduces GOOD; 3 one of several; 2 usage; 130 stopped.`,
    )
    .action(
      act<Options>(async (terminal, options, [good = '', bad = '', model]) => {
        const { bisect } = await import('../../flows/bisect/bisect.ts')
        const { openProject } = await import('../../flows/project.ts')
        const { renderBisect } = await import('../../flows/rendering.ts')
        const { showProgress } = await import('./progress.ts')
        const project = await openProject(terminal.cwd, options.config)
        const report = await bisect(project, {
          good,
          bad,
          model,
          reset: options.reset === true,
          isolation: options.isolation,
          signal: terminal.signal,
          onProgress: showProgress(terminal),
          onNote: (note) => terminal.note(note),
        })
        terminal.progress('', '')
        terminal.out(renderBisect(report, terminal))
        return report.result === 'one-of' ? 3 : 0
      }),
    )
}
