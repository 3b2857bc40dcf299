import * as fc from 'fast-check'
import { causeOf } from '../../src/explain/cause/cause-of.ts'
import { DIVERGENCE_CLASSES, type Divergence } from '../../src/explain/divergence/divergence.ts'
import type { Change, Explanation } from '../../src/explain/explanation.ts'
import type { Finding } from '../../src/record/finding.ts'
import type { ModelReport, Report, Setting } from '../../src/report/report.ts'
import { clean } from '../../src/report/text/clean.ts'
import {
  codeChange,
  curve,
  exampleChange,
  exampleModel,
  exampleRun,
  explanationOf,
  lossPoints,
  metric,
  packageChange,
  paramChange,
  reportOf,
  rowChange,
  verdictOf,
} from './example.ts'
import { faster, parted } from '../explain/cause/scene.ts'
import { hostileText } from './baits.ts'
import { FINDINGS, REASONS } from './reasons.ts'

/** Keys whose strings are our own words (kinds, enumerations) or digests, not data. */
const OURS = new Set([
  'schema',
  'kind',
  'verdict',
  'how',
  'status',
  'factor',
  'evidence',
  'resolution',
  'basis',
  'better',
  'cause',
  'finalFrom',
  'role',
  'nonfinite',
  'mode',
  'state',
  'of',
  'id',
  'input',
  'digest',
  'manifest',
  'started',
  'baseline',
  'run',
  'final',
  'trust',
  'skipped',
  'counted',
  'event',
  'advice',
  'url',
  'class',
  'rung',
  'phase',
  'meaning',
  'weight',
  'certainty',
  'outcome',
  'result',
])
/** Objects whose keys are data. */
const MAPS = new Set(['params', 'mini.yaml', 'env', 'variables', 'flags', 'pins'])

/** A copy in which every piece of data is taken from `texts`, over and over; what is ours stays. */
export function infest<T>(value: T, texts: readonly string[]): T {
  let at = 0
  const next = (): string => texts[at++ % texts.length] ?? ''
  const isOurs = (key: string, kind: unknown): boolean =>
    OURS.has(key) ||
    (key === 'why' && kind === 'unknown') ||
    (key === 'why' && kind === 'no-baseline') ||
    (key === 'where' && kind === 'bits-differ')
  function walk(node: unknown, key: string, kind: unknown): unknown {
    // A patch is lines; elsewhere a text is one, whatever breaks it holds.
    if (typeof node === 'string')
      return isOurs(key, kind)
        ? node
        : key === 'lockPatch'
          ? clean(next()).replace(/\s/g, '.')
          : next()
    if (Array.isArray(node)) return node.map((item) => walk(item, key, kind))
    if (typeof node !== 'object' || node === null) return node
    const { kind: own = (node as { state?: unknown }).state } = node as { kind?: unknown }
    return Object.fromEntries(
      Object.entries(node).map(([name, item]) => [
        MAPS.has(key) ? next() : name,
        walk(item, MAPS.has(key) ? 'value' : name, own),
      ]),
    )
  }
  return walk(value, '', undefined) as T
}

/** Four of the findings, others for each kind of reason: all of them over the reasons. */
function findingsFor(kind: keyof typeof REASONS): Finding[] {
  const at = Object.keys(REASONS).indexOf(kind)
  const all = Object.values(FINDINGS)
  return [0, 1, 2, 3].flatMap((more) => all[(4 * at + more) % all.length] ?? [])
}

const large: Change = { ...codeChange, hunks: undefined, note: 'too large' }
const noted: Change = { ...rowChange, note: 'why' }

const LADDER = [
  { rung: 'init', state: 'same' },
  { rung: 'forward', state: 'different', tensor: 'blocks.3.attn out', relative: 3e-7 },
  { rung: 'loss', state: 'different' },
  { rung: 'update', state: 'unknown' },
] as const
const GROWTH = [32, 64, 128].map((step) => ({ step, relative: step * 1e-7 }))

const PARTINGS: readonly (Divergence | undefined)[] = [
  ...DIVERGENCE_CLASSES.map((kind, at) =>
    parted(kind, {
      sure: at % 2 === 0,
      ladder: LADDER,
      growth: GROWTH,
      hyper: [faster(), faster({ name: 'betas', before: '(0.9, 0.99)', after: undefined })],
      ...(at % 3 === 0 ? { mode: 'borders', because: 'torch.compile' } : {}),
      ...(at % 3 === 1 ? { rank: 2, window: { from: 17, to: 17 } } : {}),
    }),
  ),
  { state: 'same', steps: 1000, mode: 'modules' },
  ...(['no-trace', 'unreadable', 'too-short'] as const).map((why) => ({
    state: 'unknown' as const,
    why,
    detail: 'line 3 is no JSON',
  })),
  undefined,
]

const SETTINGS: readonly Setting[] = [
  { field: 'expect.eval_loss', base: '"1%"', head: '"5%"', counted: 'base', line: 9 },
  { field: 'policy.green', base: '["identical"]', head: undefined, counted: 'base' },
  { field: 'timeout', base: '60', head: '90', counted: 'head' },
]

/** Every way in which two runs may part, one after the other over the reasons. */
function partingFor(at: number, { factors }: Explanation): Omit<Explanation, 'factors'> {
  const divergence = PARTINGS[at % PARTINGS.length]
  if (divergence === undefined) return {}
  const repeat = at % 3 === 0 ? parted('nondeterminism', { step: 20, growth: [] }) : undefined
  const evidence = { divergence, ...(repeat && { repeat }) }
  const cause = causeOf({ factors, ...evidence })
  return { ...evidence, ...(cause && { cause }) }
}

/** A report that uses every part there is, for each kind of reason. */
export function fullModel(kind: keyof typeof REASONS): ModelReport {
  const [verdict, reason] = REASONS[kind]
  const factors = explanationOf(
    {
      code: [codeChange, large],
      config: [paramChange, { kind: 'setting', name: 'train', before: 'a', after: 'b' }],
      data: [rowChange, noted],
      environment: [packageChange],
    },
    ['hardware', 'seed'],
  )
  return exampleModel({
    verdict: verdictOf(verdict, reason, {
      metrics: [
        metric({ verdict, reason }),
        metric({ metric: 'accuracy', ...(verdict === 'failed' ? { run: 'NaN' as const } : {}) }),
        metric({ metric: 'other', gated: false, verdict: undefined, reason: undefined }),
        metric({
          metric: 'seconds',
          gated: false,
          volatile: true,
          verdict: undefined,
          reason: undefined,
        }),
      ],
      findings: findingsFor(kind),
    }),
    explanation: { ...factors, ...partingFor(Object.keys(REASONS).indexOf(kind), factors) },
    run: {
      ...exampleRun,
      config: {
        ...exampleRun.config,
        setup: 'pip install',
        seed: { index: 1, how: 'env', name: 'SEED' },
      },
    },
    curves: [
      curve('eval_loss', lossPoints(6, 0.4, 3), lossPoints(6, 0.4)),
      curve('other', { steps: [1, 2], values: [1, Number.NaN] }, undefined),
    ],
    crash: ['Traceback', '  ValueError: bad'],
    // The first sentence is then not the verdict's.
    settings: kind === 'beyond' ? [] : SETTINGS,
    isNew: kind !== 'beyond',
    lockPatch: '--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y',
    accepts:
      kind === 'within'
        ? {
            cause: 'code',
            because: 'longer warm-up',
            moved: [{ metric: 'eval_loss', before: 0.4, after: 0.5 }],
          }
        : undefined,
  })
}

/** What a report on GitHub says beside: once stale, from a fork, with every kind of edit. */
const CHANGES = {
  none: undefined,
  plain: exampleChange(),
  fork: exampleChange({
    stale: '5ca1ab1e'.repeat(5),
    trust: 'fork',
    isolation: 2,
    removes: ['old', 'older', 'oldest', 'more'],
    lock: [
      { key: 'digits @ nvidia-h200 x1', how: 'removed' },
      { key: 'other @ x86-64-v3', how: 'added' },
      { key: 'digits @ x86-64-v3', how: 'changed' },
      { key: 'last @ x86-64-v3', how: 'changed' },
    ],
  }),
} as const

const kinds = Object.keys(REASONS) as (keyof typeof REASONS)[]

/** Which reports, and the texts that stand in them wherever something could come from a record. */
export interface HostileCase {
  readonly kinds: readonly (keyof typeof REASONS)[]
  readonly change: keyof typeof CHANGES
  readonly texts: readonly string[]
}

const one = fc.constantFrom(...kinds)
export const hostileCase: fc.Arbitrary<HostileCase> = fc.record({
  kinds: fc.oneof(
    { weight: 9, arbitrary: fc.tuple(one) },
    { weight: 1, arbitrary: fc.tuple(one, one) },
  ),
  change: fc.constantFrom('none', 'plain', 'fork'),
  texts: fc.array(hostileText, { minLength: 3, maxLength: 40 }),
})

export function hostileReport({ kinds, change, texts }: HostileCase): Report {
  return infest({ ...reportOf(...kinds.map(fullModel)), change: CHANGES[change] }, texts)
}

/**
 * The same report with harmless words, equal where the hostile texts are equal, and unseen where they are: the same
 * parts must come of it.
 */
export function harmlessReport({ kinds, change, texts }: HostileCase): Report {
  const words = texts.map((text) =>
    clean(text).trim() === '' ? text : `word${String.fromCharCode(97 + texts.indexOf(text))}`,
  )
  return hostileReport({ kinds, change, texts: words })
}

/** What no output may carry: control, bidi, zero-width and line-separating characters, our own line ends aside. */
export function unseen(output: string): string[] {
  return output.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu) ?? []
}

export const RUNS = process.env['REPRISE_LONG'] === '1' ? 100_000 : 1000
