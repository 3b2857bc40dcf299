import { UserError } from '../record/error.ts'

/**
 * Unpacks an artifact of this very run into a folder. Works in a JavaScript action only, and needs no token of the workflow:
 * for what is read afterwards against a digest that came another way.
 *
 * @throws {UserError} `artifact-absent`
 */
export async function downloadOwnArtifact(name: string, folder: string): Promise<void> {
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const client = new DefaultArtifactClient()
  try {
    const { artifact } = await client.getArtifact(name)
    await client.downloadArtifact(artifact.id, {
      path: folder,
      ...(artifact.digest !== undefined && { expectedHash: artifact.digest }),
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UserError(
      'artifact-absent',
      `the artifact ${name} of this run cannot be had: ${why}`,
      'The job that makes it must have ended well: name it in `needs:`.',
    )
  }
}
