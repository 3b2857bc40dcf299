import { sha256 } from '../../src/record/digest.ts'
import type { Baseline } from '../../src/spec/lock.ts'
import {
  absent,
  baseCommit,
  caseOf,
  crash,
  entryOf,
  found,
  losses,
  lossOf,
  madeRun,
  runOf,
  strict,
  tolerant,
  type RunParts,
} from './case.ts'
import { baseline, beside, fresh, known, other, run, type Row } from './metric-rows.ts'

/** Runs and evidence that cannot be judged as they are. */
export const RUNS: readonly Row[] = [
  run('a crash', 'failed', 'crashed', { exit: crash }),
  run('our timeout', 'failed', 'timeout', { exit: { how: 'timeout', signal: 'SIGKILL' } }),
  run('our idle rule', 'failed', 'idle', { exit: { how: 'idle', signal: 'SIGKILL' } }),
  run('killed from outside', 'inconclusive', 'killed-outside', {
    exit: { how: 'killed', signal: 'SIGKILL' },
  }),
  run('a module from outside the copy', 'invalid', 'foreign-module', {
    isolation: 2,
    findings: [{ kind: 'foreign-module', path: 'src/model.py' }],
  }),
  run('a record of another model', 'invalid', 'evidence-invalid', { model: 'other' }),
  run('a record of other hardware', 'invalid', 'evidence-invalid', { accelerator: 'arm64' }),
  run('another seed than the baseline’s', 'invalid', 'evidence-invalid', { seed: 1 }),
  {
    what: 'nothing was run',
    case: caseOf(tolerant, found(baseline, tolerant), []),
    verdict: 'inconclusive',
    reason: 'budget-spent',
  },
  {
    what: 'one record for two runs',
    case: caseOf(tolerant, found(baseline, tolerant), [
      madeRun('head', 'judge', baseline),
      madeRun('head', 'repeat', baseline),
    ]),
    verdict: 'invalid',
    reason: 'evidence-invalid',
  },
  {
    what: 'a repetition with other inputs',
    case: caseOf(tolerant, found(baseline, tolerant), [
      madeRun('head', 'judge', runOf()),
      madeRun('head', 'repeat', runOf({ input: 'other' })),
    ]),
    verdict: 'invalid',
    reason: 'evidence-invalid',
  },
  {
    what: 'a base run of another commit',
    case: caseOf(
      tolerant,
      absent,
      [
        madeRun('head', 'judge', runOf()),
        madeRun('base', 'judge', runOf({ commit: 'c'.repeat(40) })),
      ],
      known,
    ),
    verdict: 'invalid',
    reason: 'evidence-invalid',
  },
]

/** Baselines that are not there, or not to be trusted. */
export const BASELINES: readonly Row[] = [
  beside('a lock that cannot be read', 'incomparable', 'baseline-unreadable', {
    state: 'unreadable',
    why: 'line 3: no digest',
  }),
  beside('no baseline and no base', 'incomparable', 'no-baseline', absent),
  beside('a baseline of another key only', 'incomparable', 'no-baseline', {
    state: 'absent',
    keys: ['main @ nvidia-h200 x1'],
  }),
  {
    what: 'no baseline, the base not run yet',
    case: caseOf(tolerant, absent, [madeRun('head', 'judge', runOf())], known),
    verdict: 'incomparable',
    reason: 'no-baseline',
  },
  {
    what: 'no baseline, the base crashes',
    case: caseOf(
      tolerant,
      absent,
      [
        madeRun('head', 'judge', runOf()),
        madeRun('base', 'judge', runOf({ exit: crash, commit: baseCommit })),
        madeRun('base', 'retry', runOf({ exit: crash, commit: baseCommit })),
      ],
      known,
    ),
    verdict: 'incomparable',
    reason: 'no-baseline',
  },
  {
    what: 'no baseline, the base is killed',
    case: caseOf(
      tolerant,
      absent,
      [
        madeRun('head', 'judge', runOf()),
        madeRun('base', 'judge', runOf({ exit: { how: 'killed' }, commit: baseCommit })),
      ],
      known,
    ),
    verdict: 'inconclusive',
    reason: 'killed-outside',
  },
  {
    what: 'no baseline, the base lacks the metric',
    case: caseOf(
      tolerant,
      absent,
      [
        madeRun('head', 'judge', runOf()),
        madeRun(
          'base',
          'judge',
          runOf({ series: [{ ...lossOf(losses()), name: 'lr' }], commit: baseCommit }),
        ),
      ],
      known,
    ),
    verdict: 'incomparable',
    reason: 'metric-not-in-baseline',
  },
  {
    what: 'self-evidence that disagrees',
    case: caseOf(
      tolerant,
      absent,
      [
        madeRun('head', 'judge', runOf()),
        madeRun('base', 'judge', runOf({ exit: crash, commit: baseCommit })),
        madeRun('base', 'retry', runOf({ exit: crash, commit: baseCommit })),
        madeRun('head', 'repeat', runOf({ series: [lossOf(other)] })),
      ],
      fresh,
    ),
    verdict: 'nondeterministic',
    reason: 'self-differs',
  },
  beside('a lock whose numbers are not its record’s', 'invalid', 'evidence-invalid', {
    state: 'found',
    entry: { ...entryOf(baseline, tolerant), metrics: { eval_loss: { mean: 0.5, step: 24 } } },
    record: baseline,
  }),
  ...(
    [
      ['input', { input: sha256('other') as string as Baseline['input'] }],
      ['step', { metrics: { eval_loss: { mean: 0.41, step: 20 } } }],
      ['resolution', { metrics: { eval_loss: { mean: 0.41, step: 24, resolution: 'decimal:2' } } }],
      ['digest of the series', { series: sha256('other') }],
      ['digest of the weights', { weights: sha256('other') }],
      ['number of runs', { runs: 2 }],
      ['mean of two runs', { runs: 2, metrics: { eval_loss: { mean: 0.5, sd: 0.1, step: 24 } } }],
    ] as const
  ).map(([what, edit]) =>
    beside(`a lock whose ${what} was edited`, 'invalid', 'evidence-invalid', {
      state: 'found',
      entry: { ...entryOf(baseline, tolerant), ...edit },
      record: baseline,
    }),
  ),
  beside(
    'a lock whose seed was edited',
    'invalid',
    'evidence-invalid',
    { state: 'found', entry: { ...entryOf(baseline, tolerant), seed: 5 }, record: baseline },
    { seed: 5 },
  ),
  ...(['model', 'accelerator'] as const).map((what) => {
    const record = runOf({ [what]: 'other' })
    return beside(
      `an entry that names a record of another ${what}`,
      'invalid',
      'evidence-invalid',
      {
        state: 'found',
        entry: entryOf(record, tolerant),
        record,
      },
    )
  }),
  beside('another record than the lock names', 'invalid', 'evidence-invalid', {
    state: 'found',
    entry: entryOf(baseline, tolerant),
    record: runOf(),
  }),
  beside(
    'the driver moved and no base can be trained',
    'incomparable',
    'environment-moved',
    found(runOf({ driver: '550.54' }), tolerant),
    { driver: '560.28', series: [lossOf(losses(0.5))] },
  ),
]

const counted: RunParts = {
  series: [
    lossOf(losses(), { resolution: 'decimal:1' }),
    { ...lossOf(losses().map((_, at) => 1024 * at)), name: 'tokens_seen' },
  ],
}

/** Identity asked for, or a repetition that matters. */
export const IDENTITY: readonly Row[] = [
  run(
    'one bit, where identity is required',
    'changed',
    'bits-differ',
    { series: [lossOf(losses(0.41, 2 ** -52))] },
    strict,
  ),
  beside(
    'equal numbers without evidence, where identity is required',
    'incomparable',
    'identity-unproven',
    found(runOf({ series: [lossOf(losses(), { resolution: 'decimal:4' })] }), strict),
    { series: [lossOf(losses(), { resolution: 'decimal:4' })] },
    strict,
  ),
  beside(
    'other weights beside an equal series, where identity is required',
    'incomparable',
    'weights-differ',
    found(runOf({ weights: 'a' }), strict),
    { weights: 'b' },
    strict,
  ),
  beside(
    'a count and a rounded loss, where identity is required',
    'incomparable',
    'identity-unproven',
    found(runOf(counted), strict),
    counted,
    strict,
  ),
  {
    what: 'a training that does not repeat, where identity is required',
    case: caseOf(strict, found(baseline, strict), [
      madeRun('head', 'judge', runOf({ series: [lossOf(other)] })),
      madeRun('head', 'repeat', runOf({ series: [lossOf(losses(0.416))] })),
    ]),
    verdict: 'nondeterministic',
    reason: 'self-differs',
  },
  {
    what: 'a crash that did not come again, where identity is required',
    case: caseOf(strict, found(baseline, strict), [
      madeRun('head', 'judge', runOf({ exit: crash })),
      madeRun('head', 'retry', runOf()),
    ]),
    verdict: 'nondeterministic',
    reason: 'self-differs',
  },
  beside(
    'within the tolerance, the self-check not made',
    'inconclusive',
    'budget-spent',
    found(baseline, tolerant, 'yes'),
    { series: [lossOf(other)] },
  ),
]
