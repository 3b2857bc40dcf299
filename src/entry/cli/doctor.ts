import { Command } from 'commander'
import { act } from './act.ts'

export function doctorCommand(): Command {
  return new Command('doctor')
    .summary('what keeps this machine and repository from trustworthy runs')
    .description(
      'Looks at sandbox, git, configuration, packages, data and hardware, and says what to do about each finding. Trains nothing.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ reprise doctor
  $ reprise doctor --json | jq -r '.findings[].kind'`,
    )
    .action(
      act<object>(async (terminal, options) => {
        const { doctor } = await import('../../flows/doctor.ts')
        const { renderFindings } = await import('../../flows/reporting.ts')
        const findings = await doctor(terminal.cwd, options.config, process.env)
        terminal.out(renderFindings(findings, terminal))
        return findings.length === 0 ? 0 : 1
      }),
    )
}
