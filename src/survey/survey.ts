/** What a repository's files show, without running anything. */
export interface RepositoryListing {
  /** Files that git tracks or does not ignore, relative to the root, with `/`. */
  readonly paths: readonly string[]
  /** A file's text; undefined where it cannot be read or is too large to be worth it. */
  read(path: string): string | undefined
}

export type Confidence = 'high' | 'medium' | 'low'

/** One training that a repository seems to hold: what could go into `reprise.yml`, and why. */
export interface Guess {
  /** A name that a model may have; `main` where there is only one. */
  readonly name: string
  readonly train: string
  /** Relative to the root. */
  readonly directory: string
  readonly confidence: Confidence
  /** Why this command, and what else one should know, in plain words. */
  readonly because: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly data: readonly string[]
  /** Data that the program names but that git does not hold. */
  readonly dataMentioned: readonly string[]
  readonly params: readonly string[]
  readonly metrics: readonly string[]
  readonly weights: readonly string[]
  /** A command that would install the project's packages. */
  readonly setup: string | undefined
  /** A flag of the program that takes the seed. */
  readonly seedFlag: string | undefined
  /** The metric that would decide, where the program names one. */
  readonly metric: string | undefined
}

/** What `init` found. No guess: nothing in the repository looks like a training. */
export interface Survey {
  readonly guesses: readonly Guess[]
  /** Package locks. */
  readonly packages: readonly string[]
}

/** One way to train that was seen in a project, before the projects are compared. */
export interface Candidate {
  readonly train: string
  /** The program whose text is read for further hints; undefined where there is none. */
  readonly script: string | undefined
  readonly score: number
  readonly because: readonly string[]
  /** Whether the program requires something that was not guessed. */
  readonly incomplete?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly data?: readonly string[]
  readonly params?: readonly string[]
  readonly metrics?: readonly string[]
  readonly weights?: readonly string[]
}

/** A project's files: paths relative to its folder. */
export interface Project {
  /** Relative to the repository's root; `''` is the root itself. */
  readonly folder: string
  readonly files: RepositoryListing
}
