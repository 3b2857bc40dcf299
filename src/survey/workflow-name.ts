import { sha256 } from '../record/digest.ts'

/** How the workflows of one `reprise.yml` are called. */
interface WorkflowName {
  /** Of the workflow, which another one refers to, and of the check that people require. */
  readonly title: string
  /** The file's name without its ending. */
  readonly file: string
  /** Begins the concurrency group: groups are the repository's, and two projects must not cancel each other. */
  readonly group: string
}

/** `reprise.yml` at the root is `Reprise`; those of a monorepo carry their folder, with a digest where letters were lost. */
export function nameOf(config: string): WorkflowName {
  if (config === 'reprise.yml') return { title: 'Reprise', file: 'reprise', group: 'reprise' }
  const folder = config.replace(/\/reprise\.yml$/, '').replace(/\.ya?ml$/, '')
  const words = folder
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 60)
  const whole = !folder.includes('-') && folder.replaceAll('/', '-') === words
  const slug = whole ? words : [words, sha256(config).slice(-6)].filter(Boolean).join('-')
  return { title: `Reprise ${slug}`, file: `reprise-${slug}`, group: `reprise-${slug}` }
}
