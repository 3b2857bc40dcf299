import type { Evidence, Side } from '../compare/evidence.ts'
import { next } from '../plan/next.ts'
import type { Plan, Step } from '../plan/plan.ts'
import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import type { Decided } from './reporting.ts'

/** Why a side could not be trained at all. */
export interface Obstacle {
  readonly what: string
  readonly hint: string
  /** What a `setup` that failed wrote last. */
  readonly said: readonly string[]
}

/** What a verdict rests on: the runs in their order, and what kept a side from being trained. */
export interface Gathered {
  readonly evidence: Evidence
  readonly obstacles: Readonly<Partial<Record<Side, Obstacle>>>
}

export type RunStep = Extract<Step, { do: 'run' }>

/** The loop of DESIGN §2: ask what is next, run it, until the evidence decides or nothing more can be had. */
export async function gather(
  plan: Plan,
  run: (step: RunStep) => Promise<RunRecord>,
): Promise<Gathered> {
  let gathered: Gathered = { evidence: [], obstacles: {} }
  for (;;) {
    const { evidence, obstacles } = gathered
    const step = nextStep(plan, gathered)
    if (step.do === 'stop') return gathered
    const { side, purpose } = step
    try {
      gathered = {
        obstacles,
        evidence: [...evidence, { side, purpose, record: await run(step) }],
      }
    } catch (error) {
      const obstacle = obstacleIn(error)
      if (obstacle === undefined) throw error
      gathered = { evidence, obstacles: { ...obstacles, [side]: obstacle } }
    }
  }
}

/** What is next after what was gathered. */
export function nextStep(plan: Plan, { evidence, obstacles }: Gathered): Step {
  if (obstacles.head !== undefined) return { do: 'stop', verdict: notStarted(plan, obstacles.head) }
  return next(obstacles.base === undefined ? plan : withoutBase(plan), evidence)
}

/** A base that cannot even be started is still a base: a model that it knows may not stand on itself alone. */
function withoutBase({ base, ...plan }: Plan): Plan {
  return { ...plan, base: base && { ...base, untrainable: true } }
}

/** The verdict on what was gathered; undefined where more was wanted and would have been allowed. */
export function decided(plan: Plan, gathered: Gathered): Decided | undefined {
  const step = nextStep(plan, gathered)
  if (step.do === 'run') return undefined
  const said = gathered.obstacles.head?.said ?? []
  const { evidence } = gathered
  return { verdict: step.verdict, evidence, ...(said.length > 0 && { said }) }
}

/** What belongs to the code under test, so that it is a verdict on it and not a mistake of the caller. */
const OBSTACLES = [
  'setup-failed',
  'directory-missing',
  'data-missing',
  'data-pointer',
  'base-absent',
]

/** A command of many lines is told with all of them; what it wrote stands last. */
const LINES = 100

/** What kept a side from being trained, where that belongs to its code; undefined for any other error. */
export function obstacleIn(error: unknown): Obstacle | undefined {
  if (!(error instanceof UserError && OBSTACLES.includes(error.code))) return undefined
  const [what = '', ...said] = error.message.split('\n')
  return { what, hint: error.hint, said: said.slice(-LINES) }
}

function notStarted({ model, key }: Plan, { what, hint }: Obstacle): Decided['verdict'] {
  return {
    model: model.name,
    key,
    verdict: 'failed',
    basis: undefined,
    reasons: [{ kind: 'not-started', what, hint }],
    metrics: [],
    findings: [],
    run: undefined,
    baseline: undefined,
  }
}
