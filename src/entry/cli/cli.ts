#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { acceptCommand } from './accept.ts'
import { bug } from './act.ts'
import { auditCommand } from './audit.ts'
import { bisectCommand } from './bisect.ts'
import { checkCommand } from './check.ts'
import { compareCommand } from './compare.ts'
import { doctorCommand } from './doctor.ts'
import { initCommand } from './init.ts'
import { ledgerCommand } from './ledger.ts'
import { logCommand } from './log.ts'
import { readCommand } from './read.ts'
import { recordCommand } from './record.ts'
import { runCommand } from './run.ts'
import { showCommand } from './show.ts'
import { whyCommand } from './why.ts'

/** Replaced by package.json's version when the bundle is made. */
declare const REPRISE_VERSION: string | undefined

const program = new Command('reprise')
  .description(
    'Retrains a small model and says, in one sentence, whether training still reproduces.',
  )
  .version(typeof REPRISE_VERSION === 'string' ? REPRISE_VERSION : 'source')
  .option('--config <file>', 'the reprise.yml to use (default: the nearest one upwards)')
  .option('--json', 'write the answer as JSON')
  .option('-q, --quiet', 'no progress and no notes')
  .configureHelp({ showGlobalOptions: false, sortSubcommands: false })
  .addHelpText(
    'after',
    `
Examples:
  $ reprise init                             write reprise.yml for this repository
  $ reprise check                            retrain, compare with the baseline, report
  $ reprise accept --because "first"         make the last run the baseline
  $ reprise audit                            does this training repeat itself, bit for bit?
  $ reprise why                              which of the changes is it?

Exit codes: 0 reproduced, 1 it did not, 2 usage or configuration, 3 could not be judged, 130 stopped, 70 a bug of ours.`,
  )
  .exitOverride()

for (const command of [
  initCommand,
  checkCommand,
  acceptCommand,
  auditCommand,
  whyCommand,
  bisectCommand,
  runCommand,
  compareCommand,
  recordCommand,
  readCommand,
  showCommand,
  logCommand,
  ledgerCommand,
  doctorCommand,
]) {
  program.addCommand(command().exitOverride())
}

const NODE = 24

try {
  if (Number.parseInt(process.versions.node) < NODE) {
    process.stderr.write(
      `reprise: this is Node ${process.versions.node}; Reprise needs Node ${NODE} or newer.\n  The folder of Reprise has one after \`npm ci\`: node_modules/.bin/node.\n`,
    )
    process.exit(2)
  }
  await program.parseAsync()
} catch (error) {
  // Help and version end with 0; every misuse is 2, whatever commander calls it.
  const misuse = error instanceof CommanderError && error.exitCode !== 0
  process.exitCode = error instanceof CommanderError ? (misuse ? 2 : 0) : bug(error)
}
