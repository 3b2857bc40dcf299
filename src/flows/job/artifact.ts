import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hexOf, type InputDigest } from '../../record/digest.ts'
import { downloadArtifact, type Artifact } from '../../github/artifacts.ts'
import type { GitHub, Repo } from '../../github/client.ts'

/** The name under which a model's bundle is found again, also by who knows only the lock. */
export function artifactName(model: string, input: InputDigest, seed?: number): string {
  const digits = hexOf(input).slice(0, 12)
  return `reprise-${model}-${digits}${seed === undefined ? '' : `-seed-${seed}`}`
}

/** What {@link artifactName} makes of one model and any inputs, with the number of an attempt behind it where an upload needed one. */
const REST = /^[0-9a-f]{12}(?:-seed-\d{1,6})?(?:-\d{1,3})?$/

/** Whether an artifact's name is that of a model's bundle. At most one model has a name: one ends where its digits begin. */
export function isArtifactOf(model: string, name: string): boolean {
  const start = `reprise-${model}-`
  return name.startsWith(start) && REST.test(name.slice(start.length))
}

/** What an artifact of ours may hold; anything else in it is left where it is. */
const OURS =
  /^(?:bundle\.json|digest-cache|plan\.json|(?:earlier\/)?records\/[0-9a-f]{64}\.json|(?:earlier\/)?attachments\/[0-9a-f]{64})$/

/**
 * Unpacks an artifact of ours into a folder; the archive may be hostile, and only files that we would have written come out.
 *
 * @throws {UserError} those of downloadArtifact
 */
export async function unpackArtifact(
  github: GitHub,
  repo: Repo,
  artifact: Artifact,
  folder: string,
): Promise<void> {
  for (const [name, bytes] of await downloadArtifact(github, repo, artifact)) {
    if (!OURS.test(name)) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
}
