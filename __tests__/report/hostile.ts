import * as fc from 'fast-check'
import type { Change } from '../../src/explain/explanation.ts'
import type { Finding } from '../../src/record/finding.ts'
import type { ModelReport, Report } from '../../src/report/report.ts'
import { clean } from '../../src/report/text/clean.ts'
import {
  codeChange,
  curve,
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
import { FINDINGS, REASONS } from './reasons.ts'

/** Pieces that mean something to markdown, GitHub, HTML, a terminal or a regular expression. */
const BAITS = [
  '@octocat',
  '@org/team',
  '#12',
  'GH-7',
  'JIRA-12',
  'owner/repo#3',
  'deadbeefcafe1234567890deadbeefcafe123456',
  'abcdef1',
  '1234567',
  'https://evil.example',
  'www.evil.example',
  'ftp://x',
  'mail@evil.example',
  'mailto:a@b.c',
  'xmpp:a@b.c',
  'GHSA-8r9q-abcd-1234',
  'CVE-2024-1234',
  ':smile:',
  '$x$',
  '$`x`$',
  '[a](http://e)',
  '![a](http://e)',
  '[a]: http://e',
  '[^1]',
  '[ ]',
  '[x]',
  '> [!NOTE]',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</script>',
  '<!--',
  '-->',
  '</details>',
  '<details>',
  '<a href="javascript:1">',
  '&#64;octocat',
  '&lt;',
  '&',
  '"',
  "'",
  '`',
  '``',
  '```',
  '~~~',
  '\\',
  '\\|',
  '\\\\|',
  '|',
  '||',
  '*',
  '**',
  '***',
  '_',
  '__',
  '~~',
  '#',
  '# x',
  '- x',
  '+ x',
  '1. x',
  '---',
  '===',
  '| --- |',
  '    indented',
  ':--',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u001b]0;x\u0007',
  '\u009b2J',
  '\u0008',
  '\u007f',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u200d',
  '\u00ad',
  '\ufeff',
  '\u2028',
  '\u2029',
  '\u3164',
  '\ud800',
  '\u{e0041}',
  'e\u0301',
  '漢字',
  '👩‍🔬',
  ' ',
  '  ',
  'a',
  'x_y',
  'eval/loss',
  '0.5',
  '%',
  '$(id)',
  '::error::x',
  '@@ x @@',
]

export const hostileText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.constantFrom(...BAITS), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('')),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(...BAITS), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(' ')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)

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
])
/** Objects whose keys are data. */
const MAPS = new Set(['params', 'mini.yaml', 'env', 'variables', 'flags', 'pins'])

/** A copy in which every piece of data is taken from `texts`, over and over; what is ours stays. */
export function infest<T>(value: T, texts: readonly string[]): T {
  let at = 0
  const next = (): string => texts[at++ % texts.length] ?? ''
  const isOurs = (key: string, kind: unknown): boolean =>
    OURS.has(key) ||
    (key === 'why' && kind === 'no-baseline') ||
    (key === 'where' && kind === 'bits-differ')
  function walk(node: unknown, key: string, kind: unknown): unknown {
    // A patch is lines; elsewhere a text is one, whatever breaks it holds.
    if (typeof node === 'string')
      return isOurs(key, kind) ? node : key === 'lockPatch' ? next().replace(/\s/g, '.') : next()
    if (Array.isArray(node)) return node.map((item) => walk(item, key, kind))
    if (typeof node !== 'object' || node === null) return node
    const own = (node as { kind?: unknown }).kind
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

/** A report that uses every part there is, for each kind of reason. */
export function fullModel(kind: keyof typeof REASONS): ModelReport {
  const [verdict, reason] = REASONS[kind]
  const change = explanationOf(
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
    explanation: change,
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

const kinds = Object.keys(REASONS) as (keyof typeof REASONS)[]

/** Which reports, and the texts that stand in them wherever something could come from a record. */
export interface HostileCase {
  readonly kinds: readonly (keyof typeof REASONS)[]
  readonly texts: readonly string[]
}

const one = fc.constantFrom(...kinds)
export const hostileCase: fc.Arbitrary<HostileCase> = fc.record({
  kinds: fc.oneof(
    { weight: 9, arbitrary: fc.tuple(one) },
    { weight: 1, arbitrary: fc.tuple(one, one) },
  ),
  texts: fc.array(hostileText, { minLength: 3, maxLength: 40 }),
})

export function hostileReport({ kinds, texts }: HostileCase): Report {
  return infest(reportOf(...kinds.map(fullModel)), texts)
}

/**
 * The same report with harmless words, equal where the hostile texts are equal, and unseen where they are: the same
 * parts must come of it.
 */
export function harmlessReport({ kinds, texts }: HostileCase): Report {
  const words = texts.map((text) =>
    clean(text).trim() === '' ? text : `word${String.fromCharCode(97 + texts.indexOf(text))}`,
  )
  return hostileReport({ kinds, texts: words })
}

/** What no output may carry: control, bidi, zero-width and line-separating characters, our own line ends aside. */
export function unseen(output: string): string[] {
  return output.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu) ?? []
}

export const RUNS = process.env['REPRISE_LONG'] === '1' ? 100_000 : 1000
