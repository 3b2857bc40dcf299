import { Command } from 'commander'
import type { Drafted } from '../../flows/init.ts'
import { act } from './act.ts'

interface Options {
  readonly force?: boolean
  readonly print?: boolean
  readonly workflow: boolean
  readonly action?: string
  readonly threeJobs?: boolean
  readonly twoStage?: boolean
}

export function initCommand(): Command {
  return new Command('init')
    .summary('look at this repository, write reprise.yml and the workflow for GitHub')
    .description(
      'Looks for what trains a model here, writes reprise.yml and .github/workflows/reprise.yml, and says what was guessed and why. What could not be guessed is a commented line. Where only one of the two is missing, it writes that one.',
    )
    .option('--print', 'write to standard output instead of the files')
    .option('--force', 'replace a reprise.yml that is there (a workflow never)')
    .option('--no-workflow', 'leave the workflow out')
    .option(
      '--action <owner/repository@commit>',
      'what the workflow uses (default: where this program was cloned from)',
    )
    .option('--three-jobs', 'a workflow with prepare, retrain and report in jobs of their own')
    .option(
      '--two-stage',
      'also .github/workflows/reprise-report.yml, which posts for pull requests of forks and of Dependabot',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ reprise init
  $ reprise init --print
  $ reprise init --no-workflow
  $ reprise init --two-stage --config projects/vision/reprise.yml`,
    )
    .action(
      act<Options>(async (terminal, options) => {
        const { init } = await import('../../flows/init.ts')
        const answer = await init(terminal.cwd, options)
        if (terminal.json) terminal.out(JSON.stringify(answer, null, 2))
        else terminal.out(options.print === true ? shown(answer) : said(answer))
        return 0
      }),
    )
}

/** The texts as one stream of YAML documents; a comment says which file each is. */
function shown({ text, workflows }: Drafted): string {
  return [text, ...workflows.map((one) => `---\n# ${one.file}\n${one.text}`)].join('\n')
}

function said({ file, state, workflows, notes, next }: Drafted): string {
  const files = [{ file, state }, ...workflows].map((one) =>
    one.state === 'written' ? `Wrote ${one.file}` : `Kept ${one.file}, which was there`,
  )
  return `${files.join('\n')}\n${notes.map((note) => `  ${note}`).join('\n')}\n\nNext: ${next}`
}
