import type { Trust } from '../../record/envelope.ts'
import type { ReportedChange } from '../report.ts'
import { code, id, join, link, say, strong, type Line } from '../text/line.ts'
import { ISOLATION } from './isolation.ts'

/** Which commit a report is for, or that it is for one that is no longer the pull request's: right below the first sentence. */
export function headWords({ head, trained, stale, config }: ReportedChange): Line {
  const project = config === 'reprise.yml' ? [] : say` (${code(config)})`
  if (stale !== undefined)
    return say`${strong('stale')}: this is for ${id(head)}${project}; the pull request is at ${id(stale)} now.`
  const merged = trained === head ? [] : say`, trained as the merge ${id(trained)}`
  return say`For commit ${id(head)}${project}${merged}.`
}

const TRUST = {
  protected: say`from a protected branch`,
  branch: say`from a branch of this repository`,
  fork: say`${strong('from a fork')}: these figures are what its own workflow reported`,
} as const satisfies Record<Trust, Line>

/** Where a report was made, how far it may be trusted, and where its evidence lies. */
export function originWords(change: ReportedChange): Line {
  const { run, event, trained, base, isolation, trust } = change
  const parts = [
    say`${link(`run ${run.id}`, run.url)}, attempt ${run.attempt}, on ${code(event)}`,
    say`trained ${id(trained)}${base === undefined ? [] : say`, base ${id(base)}`}`,
    ...(isolation === undefined ? [] : [isolationWords(isolation)]),
    TRUST[trust],
  ]
  return join(parts, ' · ')
}

/** Below 4 there is no wall between the training and what judges it (DESIGN §7). */
function isolationWords(level: number): Line {
  const wall = level < 4 ? ', no wall between the training and its judge' : ''
  return say`isolation level ${level} of 4 (${ISOLATION[level] ?? 'unknown'}${wall})`
}
