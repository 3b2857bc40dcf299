import { hardwareKey } from '../../readers/hardware/key.ts'
import { UserError } from '../../record/error.ts'
import { spellKey } from '../../record/key.ts'
import type { RunRecord } from '../../record/record.ts'
import type { Gathered } from '../deciding.ts'
import { fixKey, type Planned } from '../planning.ts'
import type { Bundle } from './bundle.ts'
import type { JobPlan, ModelJob } from './plan.ts'

/** A bundle as it was found. */
export interface HandedOver {
  readonly model: string
  readonly bundle: Bundle | { readonly invalid: string }
}

/** What bundles are measured against. */
export interface Asked {
  readonly plan: JobPlan
  /** The digest that each bundle must name; undefined where another plan than ours was trained after. */
  readonly digest: string | undefined
  readonly handedOver: readonly HandedOver[]
}

/** The bundle that counts for a model, with its key; or why none does: nothing came, or what came cannot be used. */
export type Sound =
  | { readonly bundle: Bundle; readonly planned: Planned }
  | { readonly lost: string }
  | { readonly invalid: string }

/** The one bundle of a model that answers a plan. All of them may be hostile; what compare looks at is left to it. */
export function soundBundle(job: ModelJob, asked: Asked): Sound {
  const [first, ...more] = soundBundles(job, asked)
  if (first === undefined) return { lost: NOTHING }
  return more.length > 0 ? { invalid: 'more than one job handed over its runs' } : first
}

/** What is said of a model without any bundle. */
export const NOTHING = 'the job that was to retrain it handed nothing over'

/** All bundles of a model that answer a plan: where noise is measured, each seed may have a job of its own. */
export function soundBundles(job: ModelJob, asked: Asked): Exclude<Sound, { lost: string }>[] {
  const mine = bundlesFor(job, asked)
  const answering = mine.filter(
    (one) => 'invalid' in one || asked.digest === undefined || one.plan === asked.digest,
  )
  return mine.length > 0 && answering.length === 0
    ? [{ invalid: 'it was trained after another plan' }]
    : answering.map((bundle) => examined(bundle, job, asked))
}

function examined(
  bundle: HandedOver['bundle'],
  job: ModelJob,
  asked: Asked,
): Exclude<Sound, { lost: string }> {
  if ('invalid' in bundle) return bundle
  try {
    const planned = fixKey(job.draft, bundle.machine)
    const why = troubleIn(bundle, job, asked)
    return why === undefined ? { bundle, planned } : { invalid: why }
  } catch (error) {
    // The machine that it names may be one that has no key.
    if (error instanceof UserError) return { invalid: error.message }
    throw error
  }
}

/** Two projects of one repository may be judged in one run, and their models be called alike. */
function bundlesFor({ draft }: ModelJob, { plan, handedOver }: Asked): HandedOver['bundle'][] {
  return handedOver
    .filter(({ model }) => model === draft.model.name)
    .map(({ bundle }) => bundle)
    .filter((bundle) => 'invalid' in bundle || bundle.config === plan.config)
}

function troubleIn({ gathered, reused }: Bundle, job: ModelJob, asked: Asked): string | undefined {
  const known = asked.digest === undefined ? reused : job.earlier.map(({ record }) => record.id)
  for (const [index, { side, purpose, record }] of gathered.evidence.entries()) {
    if (isTwice(gathered, index)) return `two runs stand for the ${side}’s ${purpose}`
    const claimed = spellKey({ model: record.model, ...record.key })
    const key = {
      model: record.model,
      ...hardwareKey(record.hardware, job.draft.model.accelerator),
    }
    if (spellKey(key) !== claimed)
      return `a record is of ${claimed}, and its machine was ${spellKey(key)}`
    const isOurs = side === 'base' ? isOfBase(record, job) : isOfHead(record, asked)
    if (!isOurs && !(side === 'head' && known.includes(record.id)))
      return `a run of the ${side} trained another commit`
  }
  return undefined
}

/** Each run that is asked for has a side and purpose that the evidence lacks: of two somebody could choose the better. */
function isTwice({ evidence }: Gathered, index: number): boolean {
  const run = evidence[index]
  return evidence
    .slice(0, index)
    .some(({ side, purpose }) => side === run?.side && purpose === run.purpose)
}

function isOfBase({ code }: RunRecord, { draft }: ModelJob): boolean {
  return code.commit !== undefined && code.commit === draft.base?.commit
}

/** Where another plan was trained after, the merge commit may have been another; the head that it joined was not. */
function isOfHead({ code }: RunRecord, { plan: { change }, digest }: Asked): boolean {
  return code.commit === change.trained || (digest === undefined && code.head === change.head)
}
