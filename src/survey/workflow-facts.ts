/** What a workflow is written from. */
export interface WorkflowFacts {
  /** Path of `reprise.yml` from the repository's root. */
  readonly config: string
  /** `OWNER/REPOSITORY@COMMIT` of Reprise itself, or `./` in Reprise's own repository. */
  readonly action: string
  /** The default branch. */
  readonly branch: string
  /** Labels of the machine that trains; of all models, where one job trains them. */
  readonly runner: readonly string[]
  /** `timeout-minutes` of the job that trains. */
  readonly minutes: number
  /** Each stage in a job of its own, so that every model has the machine that it names. */
  readonly threeJobs: boolean
  /** A second workflow that posts what the first one's token may not. */
  readonly twoStage: boolean
}

/** What stands for Reprise where nobody knows yet where it comes from. */
export const PLACEHOLDER = 'OWNER/reprise@COMMIT'

/** Whether these are labels of a machine that GitHub lends, as far as labels tell. */
export function isHosted(runner: readonly string[]): boolean {
  return !runner.includes('self-hosted') && runner.some((label) => /^(ubuntu|macos)-/.test(label))
}
