import type { DefaultArtifactClient } from '@actions/artifact'
import { Digest } from '../record/digest.ts'
import { UserError } from '../record/error.ts'

export interface Upload {
  readonly name: string
  /** The folder that names in the artifact are relative to. */
  readonly root: string
  /** Paths of files below it. */
  readonly files: readonly string[]
  /** The repository's own setting unless told. */
  readonly retentionDays?: number | undefined
  /** GITHUB_RUN_ATTEMPT: an earlier attempt's artifact that cannot be replaced keeps its name, and this one gets another. */
  readonly attempt?: number | undefined
}

export interface Uploaded {
  readonly id: number
  /** As asked for, or with the attempt behind it. */
  readonly name: string
  /** Of the zip, where GitHub said it. */
  readonly digest: Digest | undefined
  /** Bytes of the zip. */
  readonly size: number
}

/**
 * Stores files as an artifact of this run. Works in a JavaScript action only: no other step is given the token for it.
 * An artifact of the same name, which an earlier attempt of the job left, is replaced.
 *
 * @throws {UserError} `artifact-not-stored`
 */
export async function uploadArtifact(upload: Upload): Promise<Uploaded> {
  const { name, attempt = 2 } = upload
  // Slow to load (it carries a cloud's SDK), and needed at the very end only.
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const client = new DefaultArtifactClient()
  try {
    return await once(client, upload, name)
  } catch (error) {
    if (!isTaken(error)) throw notStored(name, error)
  }
  try {
    await client.deleteArtifact(name)
    return await once(client, upload, name)
  } catch {
    const other = `${name}-${attempt}`
    return await once(client, upload, other).catch((error: unknown) => {
      throw notStored(other, error)
    })
  }
}

async function once(
  client: DefaultArtifactClient,
  { root, files, retentionDays }: Upload,
  name: string,
): Promise<Uploaded> {
  const { id, size, digest } = await client.uploadArtifact(name, [...files], root, {
    ...(retentionDays !== undefined && { retentionDays }),
  })
  if (id === undefined) throw new Error('GitHub gave it no id')
  const known = Digest.safeParse(`sha256:${digest ?? ''}`)
  return { id, name, digest: known.data, size: size ?? 0 }
}

/** The toolkit has no code for it, only GitHub's words. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && /\(409\)|already exists/i.test(error.message)
}

function notStored(name: string, error: unknown): UserError {
  const why = error instanceof Error ? error.message : String(error)
  return new UserError(
    'artifact-not-stored',
    `the artifact ${name} was not stored: ${why}`,
    'Run the job again; see whether the account has room for artifacts.',
  )
}
