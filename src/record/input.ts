import { digestOf, type Digest, type InputDigest } from './digest.ts'

/** All that a training could tell apart, its seed aside. Not in it: commit, hardware, `reprise.yml`, `reprise.lock`. */
export interface Inputs {
  /** Digest of the manifest of the files in the training's tree. */
  readonly tree: Digest
  readonly train: string
  readonly directory: string
  readonly setup: string | null
  /** Values as set; a name that passes the caller's value through has the value it passed. */
  readonly env: Readonly<Record<string, string>>
  readonly deterministic: boolean
  readonly network: 'on' | 'off'
  /** Declared data: name → digest of its manifest. */
  readonly data: Readonly<Record<string, Digest>>
  /** Package locks: path → digest. */
  readonly packages: Readonly<Record<string, Digest>>
}

/** Two runs with the same input digest can differ only by seed, hardware and nondeterminism (DESIGN §4). */
export function inputDigest(inputs: Inputs): InputDigest {
  return digestOf({ ...inputs }) as string as InputDigest
}
