import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Edit, Training } from './mutation.ts'

const TRAININGS = join(import.meta.dirname, 'trainings')

export type Files = Readonly<Record<string, string>>

/** The files of a training, with some edits made. */
export function filesOf(training: Training, edits: readonly Edit[]): Files {
  const folder = join(TRAININGS, training)
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')] as const)
  return edits.reduce(edited, Object.fromEntries(files))
}

/** An edit that does not fit exactly once is a mistake in the catalogue, never a mutation that changes nothing. */
function edited(files: Files, [file, from, to]: Edit): Files {
  const parts = files[file]?.split(from) ?? []
  if (parts.length !== 2) {
    throw new Error(`${file} has ${parts.length - 1} times, not once: ${JSON.stringify(from)}`)
  }
  return { ...files, [file]: parts.join(to) }
}

/** Runs something in a copy of a training to which edits were made; the copy is thrown away. */
export async function inCopy<Result>(
  training: Training,
  edits: readonly Edit[],
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const files = filesOf(training, edits)
  const folder = mkdtempSync(join(tmpdir(), `reprise-mutation-${training}-`))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
